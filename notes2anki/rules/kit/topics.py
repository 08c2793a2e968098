"""A line -> its topic or its label, and what is said of it. Shared by the rules."""

from __future__ import annotations

import re
from collections.abc import Iterator

from notes2anki.cues import Cues, language_of
from notes2anki.rules.kit.phrases import clean_term, is_deictic, is_term, masked_brackets
from notes2anki.text import Mark, Text

_LABEL = re.compile(
    r"^(?P<label>[^:：]{1,70}?)\s*"
    r"(?:(?<!:):(?![:/\d])(?=\s|$|[가-힣ぁ-んァ-ヶ一-鿿])|：|(?<=\S)\s:(?=\s))\s*(?P<rest>.+)$"
)
_EQUALS = re.compile(r"^(?P<label>[^=+*/<>→]{2,60}?)\s=\s(?P<rest>[^=].*)$")
_CALL = re.compile(r"^(?!(?:max|min|log|ln|exp|sqrt|sum|mean|abs|sin|cos|tanh?|argmax|argmin)\b)[\w.\[\]]+\([^()]*\)")
_DASH = re.compile(r"^(?P<label>\S(?:(?!\s[-–—]{1,2}\s|—).){0,50}?)(?:\s+[-–—]{1,2}\s+|\s*—\s*)(?P<rest>.{3,})$")
_SPACED_DASH = re.compile(r"\s[-–—]{1,2}\s")
_SEPARATOR = re.compile(r"\s*(?:[,、，·;；]\s*(?:and |or )?|\s/\s|\s+and\s+)\s*")
_RATIO = re.compile(r"\S{1,12}\s*=\s*\d+\s*[:：]\s*\d")
_CLOCK = re.compile(r"\d\s*[:：]\s*\d")
_ARTICLE = re.compile(r"^(?:an?|the)\s+", re.IGNORECASE)
_VERB_FIRST = re.compile(
    r"(?:only |also |just |never |always )?(?!this|its|is\b|as\b|thus|plus|less|across|always)[a-z]{2,}s\s"
)
_ADNOMINAL = re.compile(
    r"\s(?:않|못|것|때문|수(?:가|는|도|만)?\s?[있없]|지(?:는|가|를)?(?:\s|$)"
    r"|(?:게|건|거|걸|데|중|줄|법|동안|순간|경우|만큼|대로|바|편|듯|때|김)[을를이가은는도에만과와의로]{0,2}(?:[\s,.]|$))"
)
_NO_TOPIC_END = re.compile(
    r"[,;]|:(?!\d)|\b(?:to|of|and|or|for|with|in|on|by|that|which|who|not|also|only|just|then|it|you|we|as|from|will|can|the|an?|its|their|no|every|each)\s*$",
    re.IGNORECASE,
)
_PARTICLE = re.compile(r"(?:(?<=[가-힣A-Za-z0-9)\]ˣ\"'])|(?<=[A-Za-z0-9)\]ˣ])\s)(?P<particle>[은는]),?(?=\s)")
_BREAKS = re.compile(r"(?:면|지만|니까|는데|므로|에서|으로)$")
_CASE = re.compile(r"[가-힣A-Za-zˣ](?:[을를]|에게?|께서|보다|처럼)$")
_N_OR_L = (4, 8)  # the places of the finals ㄴ and ㄹ
_LAST_PARTICLE = re.compile(r"(?<=[가-힣]{2})[은는]$")
_MOST_TOPIC_WORDS = 6


def split_topic(line: Text, cues: Cues, *, is_strict: bool = True, fewest: int = 3) -> tuple[Text, Text] | None:
    """Return the clause's topic and what is said of it, if it begins with a topic.

    A strict topic is a clean term; else it may hold a clause of its own (`학습에 쓰이는 데이터는 …`).
    In English, what is said of it has at least `fewest` words.
    """
    masked = masked_brackets(line.masked)
    cues = language_of(masked, cues)
    if cues.language == "en":
        return _marked_lead(line, cues) or _before_verb(line, masked, cues, fewest)
    marked = line.spans(Mark.STRONG)
    for start, end in _marked_topics(masked, cues):
        if any(first < start < last for first, last in marked):  # a name is not cut in two
            continue
        topic, rest = clean_term(line.cut(0, start), cues), line.cut(end)
        is_topic = is_term(topic, cues) or (not is_strict and _is_loose_topic(topic, cues))
        if rest and topic and is_topic and not _hangs_loose(topic.masked.split()):
            return topic, rest
    return None


def split_label(line: Text) -> tuple[Text, Text] | None:
    """Return the label before a colon (or a spaced dash) and what follows it; never a time, a ratio or an address."""
    masked = masked_brackets(line.masked)
    found = _LABEL.match(masked)
    if not found and len(_SPACED_DASH.findall(masked)) <= 1:
        found = _DASH.match(masked)
    if (
        not found
        or _RATIO.match(found["rest"])
        or _CLOCK.search(masked[max(found.end("label") - 2, 0) : found.start("rest") + 2])
    ):
        return None
    label, rest = line.cut(*found.span("label")), line.cut(*found.span("rest"))
    return (label, rest) if label and rest else None


def split_equals(line: Text) -> tuple[Text, Text] | None:
    """`waiting time = turnaround time - run time`, but no sum on the left, and no step of a program."""
    found = _EQUALS.match(masked_brackets(line.masked))
    if found and _CALL.match(found["rest"]):
        return None
    return (line.cut(*found.span("label")), line.cut(*found.span("rest"))) if found else None


def without_stop(text: Text) -> Text:
    """Return `text` without a full stop at its end."""
    return text.cut(0, -1) if text.masked.endswith((".", "。")) else text


def split_members(text: Text) -> tuple[Text, ...]:
    """Return the things that commas, slashes or middle dots set apart."""
    members = []
    start = 0
    for found in _SEPARATOR.finditer(masked_brackets(text.masked)):
        members.append(text.cut(start, found.start()))
        start = found.end()
    members.append(text.cut(start))
    return tuple(member for member in members if member)


def lead_span(line: Text) -> int:
    """Return where the bold or code words at the start of the line end; 0 if there are none."""
    for mark in (Mark.STRONG, Mark.CODE):
        for start, end in line.spans(mark):
            if not re.search(r"\w", line.plain[:start]):
                return end
    return 0


def without_article(topic: Text) -> Text:
    """Return `topic` without `a` or `the` in front."""
    article = _ARTICLE.match(topic.masked)
    return topic.cut(article.end() if article else 0)


def without_particle(term: Text) -> Text:
    """Return `term` without a Korean topic particle at its end: `알고리즘은: …`."""
    found = _LAST_PARTICLE.search(term.masked)
    fits = found and _fits_particle(term.masked[: found.start()], found[0])
    return term.cut(0, found.start()) if found and fits else term


def _marked_topics(masked: str, cues: Cues) -> Iterator[tuple[int, int]]:
    """Yield where a topic could end and where the rest begins."""
    if cues.language != "ko":
        found = cues.topic.match(masked)
        if found and not cues.not_topic.search(found["topic"]) and masked[found.end() :].strip():
            yield (
                found.end("topic"),
                found.end() + len(masked[found.end() :]) - len(masked[found.end() :].lstrip("、，, ")),
            )
        return
    for particle in _PARTICLE.finditer(masked):
        begin = masked[: particle.end("particle")]
        if len(begin.split()) > _MOST_TOPIC_WORDS or re.search(r"[,;:]|\.\s", begin):
            return
        if _ADNOMINAL.match(masked, particle.end()):
            continue
        if _fits_particle(masked[: particle.start("particle")], particle["particle"]) and not cues.not_topic.search(
            begin
        ):
            yield particle.start(), particle.end()


def _is_loose_topic(topic: Text, cues: Cues) -> bool:
    words = topic.masked.split()
    return (
        len(words) <= _MOST_TOPIC_WORDS
        and not any(_BREAKS.search(word) for word in words)
        and not is_deictic(topic, cues)
    )


def _hangs_loose(words: list[str]) -> bool:
    """Does a word in a case stand there without a clause of its own that ends in `-는` or `-ㄴ`: `그 시절에 우리`?"""
    cases = [place for place, word in enumerate(words) if _CASE.search(word)]
    return bool(cases) and not any(map(_is_adnominal, words[cases[-1] + 1 : -1]))


def _is_adnominal(word: str) -> bool:
    """Could the word be a verb before its noun: `쓰이는`, `배운`, `할`?"""
    last = word[-1]
    return "가" <= last <= "힣" and (ord(last) - ord("가")) % 28 in _N_OR_L


def _marked_lead(line: Text, cues: Cues) -> tuple[Text, Text] | None:
    """Bold type or code at the start, and a verb right after it: `git fetch` downloads only."""
    end = lead_span(line)
    rest = line.cut(end) if end else Text()
    if not _VERB_FIRST.match(rest.plain) or len(rest.plain.split()) < 3:
        return None
    topic = clean_term(line.cut(0, end), cues)
    return (topic, rest) if is_term(topic, cues) else None


def _before_verb(line: Text, masked: str, cues: Cues, fewest: int) -> tuple[Text, Text] | None:
    """English has no topic mark: the topic is what stands before the first verb."""
    found = next((verb for verb in cues.predicate.finditer(masked) if _is_verb(verb, masked, cues)), None)
    if not found or not found.start() or cues.not_topic.match(masked):
        return None
    end = cues.topic_end.search(masked[: found.start()].rstrip())
    topic = line.cut(0, end.start() if end else found.start())
    rest = line.cut(found.start())
    if len(topic.plain.split()) > _MOST_TOPIC_WORDS or is_deictic(topic, cues) or _NO_TOPIC_END.search(topic.masked):
        return None
    topic = clean_term(without_article(topic), cues)
    return (topic, rest) if is_term(topic, cues) and len(rest.plain.split()) >= fewest else None


def _is_verb(found: re.Match[str], masked: str, cues: Cues) -> bool:
    """Is this the verb, and no noun that looks like one: `returns to scale`, `returns means`?"""
    rest = masked[found.end() :].lstrip()
    return found.start() > 0 and not rest.startswith("of ") and not cues.predicate.match(rest)


def _fits_particle(words: str, particle: str) -> bool:
    """Does 은 follow a final consonant, and 는 a vowel? Either may follow what is not Hangul."""
    before = words.rstrip()[-1:]
    if not "가" <= before <= "힣":
        return bool(before)
    has_final = (ord(before) - ord("가")) % 28 != 0
    return has_final == (particle == "은")
