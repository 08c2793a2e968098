"""English: claim and subject -> a question with the question word where the new information stands, or None.

A claim is read as subject, finite verb and rest. What the rest is (a reason, a number, a place, an object) decides the
form; where the reading is not sure, nothing is asked. All words are in `en.yaml`.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Any

from notes2anki.languages import shipped
from notes2anki.questions import Asked
from notes2anki.text import MASK, Text, fill, join, plain_text

_TOKEN = re.compile(r"(?:[^\s,;]|(?<=\d),(?=\d))+|[,;]")
_INSIDE = re.compile(r"\([^()]*\)|\[[^\[\]]*\]|\"[^\"]*\"|“[^”]*”|‘[^’]*’")
_BROKEN = re.compile(r"[.] |[(){}\[\]\"]| [-–—] |[-–—]$")  # two sentences, half a bracket, a remark
_GLOSS = re.compile(r",? \(?(?:i\.e|e\.g)\.,? [^()]*\)?$|\s*\((?:such as|like|see|typically|usually)\b[^()]*\)$")
_FIGURE = re.compile(r"[~≈]?[$€£]?\d[\d.,]*(?:[%°]\w?|[a-zµ]{1,3})?(?:[-–]\d[\d.,]*)?")
_YEAR = re.compile(r"(?:1\d|20)\d\d|[4-9]\d\d")
_NUMBER = re.compile(r"two|three|four|five|six|seven|eight|nine|ten|twelve|\d[\d.,]*(?:[-–]\d[\d.,]*)?")
_DANGLING = re.compile(
    r"[,.)\]–—/&+*-]|.*[,(\[–—/&+-]$|(?:and|or|but|of|than)\b|.*\b(?:and|or|the|an?|of|to|with|than)$"
)
_JOINED = re.compile(r"\b(?:and|or) (?:then |also )?(?:is|are|was|were|has|have|can|may|must|will|should|does|do)\b")
_NUMBERING = re.compile(r"\s*(?:\d{1,2}(?:\.\d{1,2})*[.)]|\d{1,2}\.\d{1,2}|[A-Z][.)])\s+")
_HOW_TO = re.compile(r"how (?:to|do (?:i|you)|can (?:i|you)|you can)\s+(?=\w)", re.IGNORECASE)
_COMPOUND = re.compile(
    r"\w\w+-(?:on|of|to|in|ahead|back|through|aside|by|free|\w+ed|\w+ing|end|write|level|order|time)\b.*"
)
_LONGEST_CLAIM, _LONGEST_QUESTION, _LONGEST_ANSWER, _LONGEST_NAME = 400, 120, 110, 50  # characters
_LONGEST_RECITAL = 18  # words of an answer
_MOST_WORDS = 9  # of a claim's subject


@dataclass(frozen=True, slots=True)
class _Lexicon:
    """`en.yaml`, with the -s forms of its verbs."""

    sets: Mapping[str, frozenset[str]]
    third: Mapping[str, str]  # reduces -> reduce
    bound: Mapping[str, frozenset[str]]  # depend -> its prepositions
    compares: Mapping[str, str]
    past: Mapping[str, str]
    about: tuple[tuple[str, ...], ...]
    gate: re.Pattern[str]
    connectives: re.Pattern[str]


@functools.cache
def _lexicon() -> _Lexicon:
    data: dict[str, Any] = shipped("notes2anki.questions", "en.yaml")
    sets = {name: frozenset(words.split()) for name, words in data.items() if isinstance(words, str)}
    verbs = {_third_of(verb): verb for verb in sets["verbs"] | sets["intransitive"]}
    bound = {
        verbs.get(verb, verb.removesuffix("s")): frozenset(said) for verb, said in data["with_preposition"].items()
    }
    third = verbs | {_third_of(verb): verb for verb in bound}
    about = (*(tuple(words.split()) for words in data["about"]), ())
    gate, connectives = (
        re.compile(re.sub(r"\s\|", "|", data[name]), re.IGNORECASE) for name in ("gate", "connectives")
    )
    sets["base"] = frozenset(third.values())
    return _Lexicon(sets, third, bound, data["compares"], data["past"], about, gate, connectives)


def _third_of(base: str) -> str:
    if base.endswith(("s", "x", "z", "ch", "sh", "o")):
        return f"{base}es"
    return f"{base[:-1]}ies" if re.search(r"[^aeiou]y$", base) else f"{base}s"


def _is(word: str, *lists: str) -> bool:
    sets = _lexicon().sets
    for name in lists:  # noqa: SIM110 -- called 200 times a sentence
        if word in sets[name]:
            return True
    return False


def _any(words: Sequence[str], *lists: str) -> bool:
    return any(_is(word, *lists) for word in words)


@dataclass(frozen=True, slots=True)
class _Sentence:
    """A claim cut into words: commas are words of their own, brackets and quotations are one word."""

    text: Text
    words: tuple[str, ...]  # folded
    spans: tuple[tuple[int, int], ...]
    is_whole: bool  # it ends with a full stop: somewhere there is a verb

    def cut(self, start: int, end: int) -> Text:
        """The words from `start` to before `end`."""
        return self.text.cut(self.spans[start][0], self.spans[end - 1][1]) if start < end else Text()

    def at(self, place: int) -> str:
        """The word at `place`, empty behind the last one."""
        return self.words[place] if place < len(self.words) else ""


@dataclass(frozen=True, slots=True)
class _Clause:
    """Subject, finite verb, and where the rest stands: `[subject] [aux] [adverb] [base] words[rest:end]`."""

    sentence: _Sentence
    subject: Text
    aux: str
    base: str  # of a full verb, else empty
    adverb: str
    rest: int
    end: int


def ask(claim: Text, subject: Text) -> Asked | None:
    """Ask for the new information in `claim`, which is said of `subject`; None where no form is sure."""
    numbered = _NUMBERING.match(subject.plain)
    subject = subject.cut(numbered.end() if numbered else 0)
    how = _HOW_TO.match(subject.plain)
    order = re.match(r"\w+", claim.masked.lstrip())
    asks_how = how and order and (MASK in order.group() or _is(order.group().lower(), "base", "orders"))
    if how and asks_how and not re.search(r"[?:]$", subject.plain) and not _lexicon().gate.search(claim.masked):
        question = fill("How do you {what}?", what=_small(subject.cut(how.end())))
        return _sound(Asked(question, _without_stop(claim), "en.how-to"), Text())
    sentence = _read(claim)
    asked = sentence and (_ask_fronted(sentence) or _ask_clause(_clause(sentence, 0, subject)))
    return _sound(asked, subject) if asked else None


def is_order(claim: Text) -> bool:
    """Does it say what to do, as what is said of an option does: `Delete files that the source lacks`?"""
    sentence = _read(claim)
    return sentence is not None and _is_order(sentence.words)


def _read(claim: Text) -> _Sentence | None:
    """Cut a claim into words; None where the gate is shut."""
    is_whole, claim = claim.plain.rstrip().endswith("."), _without_stop(claim)
    connective, gloss = _lexicon().connectives.match(claim.masked), _GLOSS.search(claim.masked)
    claim = claim.cut(connective.end() if connective else 0, gloss.start() if gloss else None)
    flat = _INSIDE.sub(lambda inside: MASK * len(inside.group()), claim.masked)
    if not 4 < len(flat) <= _LONGEST_CLAIM or _lexicon().gate.search(flat) or _BROKEN.search(flat):
        return None
    found = tuple(_TOKEN.finditer(flat))
    return _Sentence(claim, tuple(token.group().lower() for token in found), tuple(map(re.Match.span, found)), is_whole)


def _without_stop(claim: Text) -> Text:
    claim = claim.cut()
    return claim.cut(0, -1) if re.search(r"(?<!\.)\.$", claim.plain) else claim


# Reading a clause


def _clause(sentence: _Sentence, start: int, subject: Text) -> _Clause | None:
    """Read the clause that begins at `start`; one without a subject of its own is said of `subject`."""
    words = sentence.words
    for place in range(start, min(len(words), start + _MOST_WORDS + 2)):
        word, rest = words[place], place + 1
        if word in {",", ";"} or (_is(word, "no_subject") and not _is(word, "auxiliaries")):
            return None
        aux, base = _finite(sentence, start, place) or _only_verb(sentence, start, place) or ("", "")
        if not aux:
            continue
        first = place
        while first > start and (_is(words[first - 1], "adverbs") or words[first - 1].endswith("ly")):
            first -= 1
        own = first > start
        said = _own_subject(sentence, start, first, aux) if own else _named_subject(subject)
        if said is None or (not own and aux in {"does", "is", "was"} and _is_plural(said.plain)):
            return None
        if aux in {"has", "have", "had"} and sentence.at(rest) != "been" and not _is_participle(sentence.at(rest)):
            aux, base = {"has": "does", "have": "do", "had": "did"}[aux], "have"
        adverbs = [adverb for adverb in words[first:place] if not _is(adverb, "dropped")]
        rest += not base and sentence.at(rest) in {"also", "then"}
        return _Clause(sentence, said, aux, base, " ".join(adverbs), rest, _end(sentence, rest))
    said = _named_subject(subject)
    participle = _is_participle(words[start]) and not _is(words[start], "base")
    if said is None or not participle or not _is(sentence.at(start + 1), "prepositions", "times"):
        return None
    forms = ("were", "was") if any(map(_YEAR.fullmatch, words)) else ("are", "is")
    return _Clause(sentence, said, forms[not _is_plural(said.plain)], "", "", start, _end(sentence, start + 1))


def _finite(sentence: _Sentence, start: int, place: int) -> tuple[str, str] | None:
    """Read the word at `place` as a finite verb: its auxiliary, and its base form if it is a full verb."""
    lexicon, words, word = _lexicon(), sentence.words, sentence.words[place]
    before, after = words[place - 1] if place > start else "", sentence.at(place + 1)
    if _is(word, "auxiliaries"):
        return word, ""
    if _is(after, "auxiliaries") or _is(before, "prepositions", "articles"):
        return None
    single = _is(words[start], "singular")
    if word in lexicon.third:
        if not _is(word, "nouns_too"):
            return "does", lexicon.third[word]
        noun = (
            (words[start] == "the" and _is_plural(after or "it"))
            or _is(after, "articles", "times")
            or _NUMBER.fullmatch(after)
        )
        return ("does", lexicon.third[word]) if after and (noun or single or place == start) else None
    if word in lexicon.past and before and after and (after == "in" or not _is(after, "prepositions", "joining")):
        return "did", lexicon.past[word]
    if not (_is(word, "base") and before and after) or not _is_plural(before) or single:
        return None
    sure = _is(after, "articles") or after in lexicon.bound.get(word, ())
    return ("do", word) if not _is(word, "base_nouns") or (sure and before not in lexicon.third) else None


def _only_verb(sentence: _Sentence, start: int, place: int) -> tuple[str, str] | None:
    """Read a word that could be a noun as the verb of a sentence that has no other."""
    words, word, after = sentence.words, sentence.words[place], sentence.at(place + 1)
    if place == start or not after or _is(words[place - 1], "articles", "prepositions"):
        return None
    if not (sentence.is_whole or _is(words[start], "articles")) or _is(after, "prepositions") or _is_participle(after):
        return None
    if (
        after in {",", "and", "or"}
        or MASK in after
        or any(_finite(sentence, start, at) for at in range(place + 1, len(words)))
    ):
        return None
    plural = _is_plural(words[place - 1])
    if word in _lexicon().third and (not plural or _is(words[place - 1], "plurals")):
        return "does", _lexicon().third[word]
    return ("do", word) if _is(word, "base") and plural else None


def _is_plural(noun: str) -> bool:
    noun = re.split(r" (?:of|in|for|on|with) |\s*[(（]", noun.lower())[0] or noun.lower()
    last = noun.split()[-1]
    return (
        " and " in noun or _is(last, "plurals") or bool(re.fullmatch(r".{2,}(?<![sui'])s", last) and last[-3:] != "ics")
    )


def _is_participle(word: str) -> bool:
    return _is(word, "irregular") or (word.endswith("ed") and len(word) > 3 and not _is(word, "base", "no_participle"))


def _is_order(words: Sequence[str]) -> bool:
    """`Store the key`, `Add water`, and not `Merge sort`."""
    if len(words) < 2 or not _is(words[0], "verbs"):
        return False
    return _is(words[1], "articles") or not _is(words[0], "base_nouns", "common")


def _own_subject(sentence: _Sentence, start: int, end: int, aux: str) -> Text | None:
    words = sentence.words[start:end]
    if len(words) > _MOST_WORDS or _is(words[-1], "no_end") or _any(words, "no_subject", "times") or _is_order(words):
        return None
    if _is(words[0], "prepositions", "conditions") or words[0] in {"its", "their"}:
        return None
    return _small(sentence.cut(start, end), plural=aux in {"are", "were", "do"})


def _named_subject(subject: Text) -> Text | None:
    """A subject as a noun within a sentence, with an article if it needs one."""
    if not _names(subject):
        return None
    words, noun = subject.plain.split(), _small(subject)
    head = re.split(r"\s*[(（]", subject.plain)[0].split()[-1:] or words
    if not _is(head[0].lower(), "countable") or _is(words[0].lower(), "articles") or head[0].isupper():
        return noun
    if len(words) > 1 and not head[0].islower():
        return fill("the {noun}", noun=noun)
    return fill("an {noun}" if noun.plain[0] in "aeioAEIO" else "a {noun}", noun=noun)


def _names(subject: Text) -> bool:
    """Is the subject a term that a question can name?"""
    words = subject.masked.lower().split()
    if not 0 < len(words) <= 6 or len(subject.plain) > _LONGEST_NAME or _lexicon().gate.search(subject.masked):
        return False
    if _any((words[0], words[-1]), "generic") or _any(words, "auxiliaries", "no_subject") or "to" in words:
        return False
    return not (_is(words[-1], "no_end") or words[-1].endswith(("-only", "-driven", "-based")) or _is_order(words))


def _small(noun: Text, *, plural: bool = False) -> Text:
    """Write the first letter small where the sentence's beginning, and no name, made it great."""
    first = re.match(r"[A-Z][a-z'’]*(?:-[\w-]+)?(?![\w.])", noun.masked)
    word = first.group().lower() if first and noun.runs[0].text else ""
    if not word or (re.match(r"[\w'’-]+ [A-Z]", noun.masked) and not _is(word, "articles")):
        return noun
    one = word.removesuffix("s")
    known = _any((word, one), "common", "countable", "verbs") or _is(
        word, "articles", "prepositions", "no_subject", "adverbs", "counts"
    )
    many = plural and len(word) == len(noun.plain) and word.endswith("s") and not word.endswith("ans")
    formed = one.endswith(tuple(_lexicon().sets["common_endings"])) or (
        noun.masked[1:].islower() and _COMPOUND.fullmatch(word)
    )
    return _lowered(noun) if known or many or formed else noun


def _lowered(text: Text) -> Text:
    run = text.runs[0]
    return Text((replace(run, text=run.text[:1].lower() + run.text[1:]), *text.runs[1:]))


def _end(sentence: _Sentence, start: int) -> int:
    """Find where the clause ends: before what begins another one; 0 if it cannot be told."""
    words = sentence.words
    first = words.index(",", start) if "," in words[start:] else 0
    for place in range(start + 1, len(words)):
        word, after = words[place], sentence.at(place + 1)
        if _is(word, "breaks"):
            return place - (words[place - 1] == ",")
        if word == "and" and _has_clause(sentence, place + 1):
            return place - (words[place - 1] == ",")
        listed = words[start].endswith("ing") or words[place - 1].endswith("ing")
        apart = after in {"a", "an"} and not {"a", "an"}.intersection(words[start:place])
        if word == "," and (
            _is(after, "openers") or (place == first and ((after.endswith("ing") and not listed) or apart))
        ):
            return place
    last = len(words) - 1 - words[::-1].index(",") if first else 0
    return 0 if first and not {"and", "or", "&"}.intersection(words[last:]) else len(words)


def _has_clause(sentence: _Sentence, start: int) -> bool:
    """Does a clause with a subject and a verb of its own begin at `start`?"""
    for place in range(start, min(len(sentence.words), start + 7)):
        if _is(sentence.words[place], "relatives", "prepositions") or sentence.words[place] == ",":
            return False
        if _finite(sentence, start, place):
            return place > start
    return False


# Forms


def _ask_clause(clause: _Clause | None) -> Asked | None:
    """Try the forms of a clause, the surest first."""
    if clause is None or clause.end <= clause.rest:
        return None
    if "and" in clause.sentence.words[clause.end : clause.end + 2] and _any(
        clause.sentence.words[clause.rest : clause.end], "times"
    ):
        return None  # half a condition
    words = clause.sentence.words[clause.rest : clause.end]
    joined = (after for word, after in pairwise(words) if word in {"and", "or", "then"})
    if clause.aux in {"is", "are", "was", "were"} and any(map(_is_participle, joined)):
        return None
    return next((asked for form in _FORMS for asked in form(clause, clause.sentence.words)), None)


def _question(  # noqa: PLR0913 -- the parts of a question
    clause: _Clause, wh: str, start: int, form: str, *, end: int = 0, last: str = "", answer: Text | None = None
) -> Asked:
    """Hide the words from `start` to `end`: the question word goes to the front, the rest stays in its order."""
    end = end or clause.end
    before = clause.sentence.cut(clause.rest, start)
    before = _lowered(before) if before and clause.rest == 0 else before
    verb, after = plain_text(f"{clause.adverb} {clause.base}".strip()), clause.sentence.cut(end, clause.end)
    pieces = (plain_text(f"{wh} {clause.aux}"), clause.subject, verb, before, after, plain_text(last))
    return Asked(_spaced(*pieces) + plain_text("?"), answer or clause.sentence.cut(start, end), form)


def _spaced(*pieces: Text) -> Text:
    return join([piece for piece in pieces if piece], " ")


def _tails(clause: _Clause, words: tuple[str, ...]) -> Iterator[Asked]:
    """Why, How, When: a reason, a way or a condition at the end."""
    for place in range(clause.rest + (not clause.base), clause.end - 1):
        word, after, before = words[place], words[place + 1], words[place - 1]
        affirmed = not _any(words[clause.rest : place], "denials")
        if word == "because" or _is(f"{word}_{after}", "reasons"):
            yield _question(clause, "Why", place, "en.why")
        elif _is(word, "relatives") or (word in {"and", "or"} and (after in _lexicon().third or _is_participle(after))):
            return
        elif word == "to" and _is_infinitive(words, place, clause.end):
            if _is_purpose(clause, place):
                yield _question(clause, "Why", place, "en.purpose")
        elif word in {"by", "via"} and re.fullmatch(r"\w{2,}(?:ing|ly)", after):
            if affirmed:
                yield _question(clause, "How", place - _is(before, "narrowing"), "en.how")
        elif word == "in" and clause.aux == "did" and _YEAR.fullmatch(after) and place + 2 == clause.end:
            yield _question(clause, "When", place, "en.year", answer=clause.sentence.cut(place + 1, clause.end))
        elif _is(word, "times") and not _is(before, "asks_if") and before != "named":
            yield from _times(clause, place) if affirmed else ()
        else:
            continue
        return


def _times(clause: _Clause, place: int) -> Iterator[Asked]:
    """`… when the buffer is full`, `… before the trial`."""
    words = clause.sentence.words
    start = place - _is(words[place - 1], "narrowing")
    noun = words[place] in {"before", "after", "until"} and _is(words[place + 1], "articles")
    if start >= clause.rest + (not clause.base) and (noun or _has_verb(words[place + 1 : clause.end])):
        yield _question(clause, "How long" if words[place] == "until" else "When", start, "en.when")


def _is_infinitive(words: tuple[str, ...], place: int, end: int) -> bool:
    """Does a verb with something behind it follow the `to` at `place`?"""
    if place + 2 >= end or not _is(words[place + 1], "base"):
        return place + 2 < end and _is(words[place + 2], "articles") and not _is(words[place + 1], "articles")
    used = {"use", "uses", "used"}.intersection(words[:place])
    return bool(used) or not _is(words[place + 1], "base_nouns") or _is(words[place + 2], "articles")


def _is_purpose(clause: _Clause, place: int) -> bool:
    """Does `to` + verb say what for?"""
    middle, noun = clause.sentence.words[clause.rest : place], clause.subject.plain.lower().split()[-1]
    if not middle or middle[-1] == "used" or _any((noun, clause.base, *middle), "enabling", "takes_infinitive"):
        return False
    passive = _is(clause.aux, "be") or "be" in middle
    return (not passive or any(map(_is_participle, middle))) and not _is(middle[-1], "prepositions")


def _has_verb(words: tuple[str, ...]) -> bool:
    """Is this a clause, and not a bare noun or participle?"""
    if words[0] in {"it", "they"} and len(words) > 1:
        return True
    for before, word in pairwise(words):
        if _is(word, "auxiliaries") or word in _lexicon().third or (_is(word, "base") and _is_plural(before)):
            return not words[0].endswith("ing")
    return False


def _compares(clause: _Clause, words: tuple[str, ...]) -> Iterator[Asked]:
    """`X is faster than Y`, `X has lower latency than Y`: How does X compare with Y in …?"""
    if clause.adverb or "than" not in words[clause.rest : clause.end - 1]:
        return
    than = words.index("than", clause.rest)
    said, stop = words[clause.rest : than], than
    until = _phrase_end(clause, than + 2)
    if not 0 < len(said) <= 4 or until - than > 6 or _any(words[clause.rest : until], "denials", "joining"):
        return
    aspect = Text()
    if clause.aux in {"is", "are"} and said[-1] in _lexicon().compares:
        aspect = plain_text(_lexicon().compares[said[-1]])
    elif clause.base in {"use", "need", "require", "consume", "have"} and _is(said[0], "more_or_less"):
        stop = clause.rest + 1
        aspect = clause.sentence.cut(stop, than)
    if aspect:
        aux = plain_text("do" if clause.aux in {"are", "do"} else "does")
        other, more = clause.sentence.cut(than + 1, until), clause.sentence.cut(until, clause.end)
        pieces = (
            plain_text("How"),
            aux,
            clause.subject,
            plain_text("compare with"),
            other,
            plain_text("in"),
            aspect,
            more,
        )
        yield Asked(_spaced(*pieces) + plain_text("?"), clause.sentence.cut(clause.rest, stop), "en.compare")


def _phrase_end(clause: _Clause, start: int) -> int:
    """The place of the next preposition but `of`."""
    places = range(start, clause.end)
    return next(
        (
            at
            for at in places
            if _is(clause.sentence.words[at], "fronts", "times") and clause.sentence.words[at] != "of"
        ),
        clause.end,
    )


def _numbers(clause: _Clause, words: tuple[str, ...]) -> Iterator[Asked]:
    """`X has four chambers`: How many chambers does X have?"""
    start, base = clause.rest, clause.base
    if _is(clause.aux, "modals") and _is(words[start], "base"):
        start += 1
    elif _is(clause.aux, "be") and _is("_".join(words[start : start + 2]), "parts"):
        start += 2
    elif base == "consist" and words[start] == "of":
        start += 1
    elif not base:
        return
    figure = _behind_about(words, start)
    unit = words[figure + 1 : clause.end]
    nouns = tuple(word for word in (unit[: unit.index("of")] if "of" in unit else unit) if MASK not in word)
    if not nouns or len(unit) > 6 or not _NUMBER.fullmatch(words[figure]) or not _is_plural(nouns[-1]):
        return
    if _any(nouns, "prepositions", "relatives", "empty") or {"and", "or", ","}.intersection(unit):
        return
    if _is(nouns[-1], "durations") and len(unit) == 1 and base in {"last", "take"}:
        yield _question(clause, "How long", start, "en.number")
        return
    asks = fill("How many {unit}", unit=clause.sentence.cut(figure + 1, clause.end))
    asked = _question(clause, "", start, "en.number", answer=clause.sentence.cut(start, figure + 1))
    yield replace(asked, question=join([asks, asked.question.cut()], " "))


def _behind_about(words: tuple[str, ...], start: int) -> int:
    return start + next(len(about) for about in _lexicon().about if words[start : start + len(about)] == about)


def _measures(clause: _Clause, words: tuple[str, ...]) -> Iterator[Asked]:
    """`The default is 5432`: What is the default? `An address is 32 bits long`: How long is an address?"""
    figure = _behind_about(words, clause.rest)
    size = clause.end - figure
    if not _is(clause.aux, "be") or clause.adverb or not 0 < size <= 4:
        return
    if not (_FIGURE.fullmatch(words[figure]) or _NUMBER.fullmatch(words[figure]) or set(words[figure]) == {MASK}):
        return
    last = words[clause.end - 1]
    if _is(last, "extents"):
        answer = clause.sentence.cut(clause.rest, clause.end - 1)
        yield _question(clause, f"How {last}", clause.rest, "en.extent", answer=answer)
    elif clause.subject.plain.lower().startswith("the ") and size <= 3:
        yield _question(clause, "What", clause.rest, "en.value")


def _enables(clause: _Clause, words: tuple[str, ...]) -> Iterator[Asked]:
    """`X allows Y to do Z`: What does X allow Y to do?"""
    place = clause.rest + (_is(clause.aux, "be") and words[clause.rest] == "only")
    if _is(clause.base, "enabling"):
        place = next((at for at in range(place + 1, min(clause.end - 1, place + 6)) if words[at] == "to"), 0)
    elif _is(clause.aux, "be") and place + 2 < clause.end and _is(words[place], "obliged"):
        place += 1
    else:
        return
    verb, between = words[place + 1] if place else "", words[clause.rest : place]
    if not between or _any(between, "prepositions") or between[0].endswith("ing"):
        return
    if words[place] == "to" and verb.isalpha() and not _is(verb, "articles"):
        yield _question(clause, "What", place + 1, "en.enable", last="do")


def _passives(clause: _Clause, words: tuple[str, ...]) -> Iterator[Asked]:
    """`X is used for Y`: What is X used for? An adjective with its preposition likewise."""
    place = clause.rest + (not _is(clause.aux, "be") and words[clause.rest] in {"be", "been"})
    if place == clause.rest and not _is(clause.aux, "be"):
        return
    while place < clause.end and (_is(words[place], "adverbs") or words[place].endswith("ly")):
        place += 1
    if place + 2 >= clause.end:
        return
    said, preposition, _ = words[place : place + 3]
    if _is(f"{said}:{preposition}", "adjectives"):
        yield _question(clause, "What", place + 2, "en.adjective")
    elif said == "called":
        named = not _is(preposition, "prepositions", "times", "relatives", "no_answer") and preposition.isalpha()
        if named and not preposition.endswith("ly"):
            yield _question(clause, "What", place + 1, "en.called")
    elif _is_participle(said) and (_is(preposition, "prepositions") or (said, preposition) == ("named", "after")):
        yield from _strands(clause, words, place)


def _strands(clause: _Clause, words: tuple[str, ...], place: int) -> Iterator[Asked]:
    """Ask for what stands behind participle and preposition."""
    said, preposition, after = words[place : place + 3]
    named = clause.sentence.cut(place + 2, place + 3).plain[:1].isupper()
    if preposition == "to" and said == "used":
        if _is_infinitive(words, place + 1, clause.end):
            yield _question(clause, "What", place + 1, "en.use", last="for")
    elif preposition == "in" and after.isdigit():
        end = place + 3 + _is(clause.sentence.at(place + 3), "eras")
        if (end > place + 3 or _YEAR.fullmatch(after)) and (end >= clause.end or words[end] == "by"):
            answer = clause.sentence.cut(place + 2, end)
            yield _question(clause, "When", place + 1, "en.year", end=end, answer=answer)
    elif _is(said, "goals" if preposition == "to" else "places") and _is(preposition, "placing"):
        yield _question(clause, "Where", place + 1, "en.where")
    elif preposition == "by" and named and _is(said, "authored"):
        answer = clause.sentence.cut(place + 2, _phrase_end(clause, place + 3))
        yield _question(clause, "Who", place + 2, "en.who", answer=answer)
    elif not _is(preposition, "not_stranded") and (preposition != "to" or _is(said, "to_noun")):
        yield _question(clause, "What", place + 2, "en.passive")


def _aspects(clause: _Clause, words: tuple[str, ...]) -> Iterator[Asked]:
    """`The main drawback of X is Y`: What is the main drawback of X?"""
    noun = clause.subject.plain.lower().partition(" of ")[0].split()
    first, last = words[clause.rest], clause.rest + 1 == clause.end
    told = _is(first, "articles") or first in {"to", "that"} or (first.endswith("ing") and not last)
    if _is(clause.aux, "be") and not clause.adverb and noun[0] == "the" and _is(noun[-1], "aspects") and told:
        yield _question(clause, "What", clause.rest, "en.aspect")


def _objects(clause: _Clause, words: tuple[str, ...]) -> Iterator[Asked]:
    """`X reduces Y`: What does X reduce? `X can hold Y`: What can X hold?"""
    place, base = clause.rest, clause.base
    if clause.aux in {"can", "may", "must"} and _is(words[place], "base"):
        base, place = words[place], place + 1
    if not base or place >= clause.end:
        return
    first = words[place]
    adverbial = first.endswith("ly") and (place + 1 == clause.end or _is(words[place + 1], "prepositions"))
    if _is_joined(clause.sentence, place, clause.end):
        if _is(clause.base, "verbs") and clause.end - place <= 12:
            whole = _lowered(clause.sentence.cut(clause.rest - 1, clause.end))
            yield _question(replace(clause, base="do", adverb=""), "What", clause.rest, "en.do", answer=whole)
    elif first in _lexicon().bound.get(base, ()):
        if place + 1 < clause.end:
            yield _question(clause, "What", place + 1, "en.preposition")
    elif _is(base, "verbs") and not adverbial and not _is(first, "prepositions", "denials"):
        yield _transfers(clause, words, base, place) or _question(clause, "What", place, "en.object")


def _transfers(clause: _Clause, words: tuple[str, ...], base: str, place: int) -> Asked | None:
    """`X converts Y into Z`, `X sends Y to Z`: ask for Z."""
    for at in range(place + 1, min(clause.end - 1, place + 6)):
        if _is(base, "converting") and words[at] in {"into", "to", "onto"}:
            return _question(clause, "What", at + 1, "en.into")
        if _is(base, "sending") and words[at] == "to" and not _is_infinitive(words, at, clause.end):
            return _question(clause, "Where", at, "en.where-to")
        if _is(base, "fetching") and words[at] == "from":
            return _question(clause, "Where", at + 1, "en.where-from")
        if _is(words[at], "prepositions"):
            break
    return None


def _is_joined(sentence: _Sentence, start: int, end: int) -> bool:
    """Does a second verb follow `and`?"""
    for place in range(start, end - 1):
        if sentence.words[place] in {"and", "or", "then"}:
            at = place + 1 + (sentence.words[place + 1] == "then")
            at += sentence.at(at).endswith("ly")
            verb, after = sentence.at(at), sentence.at(at + 1)
            if _is(verb, "auxiliaries") or (verb in _lexicon().third and not _is(verb, "nouns_too")):
                return True
            if verb.endswith("s") and (_is(after, "articles") or after in {"it", "them", "to", "from"}):
                return True
    return False


_FORMS = (_tails, _compares, _numbers, _measures, _enables, _passives, _aspects, _objects)


def _ask_fronted(sentence: _Sentence) -> Asked | None:
    """Ask what a condition, a reason or a place in front of the clause says, or what the clause says of it."""
    words = sentence.words
    comma = words.index(",") if "," in words else 0
    if not 1 < comma < min(len(words) - 2, 16):
        return None
    first, second, front = words[0], words[1], sentence.cut(0, comma)
    if _is(first, "conditions") or words[:3] == ("as", "soon", "as"):
        return _ask_condition(sentence, comma, _lowered(front))
    clause = _clause(sentence, comma + 1, Text())
    if clause is None or clause.end <= clause.rest:
        return None
    if first == "because" or _is(f"{first}_{second}", "reasons") or (first == "to" and _is(second, "base")):
        return _question(clause, "Why", clause.end, "en.why", answer=_lowered(front))
    if first == "by" and second.endswith("ing"):
        return _question(clause, "How", clause.end, "en.how", answer=_lowered(front))
    asked = _ask_clause(clause) if _is(first, "fronts") and comma <= 7 else None
    return asked and replace(asked, question=fill("{front}, {rest}", front=front, rest=_lowered(asked.question)))


def _ask_condition(sentence: _Sentence, comma: int, front: Text) -> Asked | None:
    """`If A, B`: What happens if A?"""
    words = sentence.words
    start = comma + 1 + (words[comma + 1] == "then")
    verb = sentence.at(start + 1)
    if words[start] in {"it", "they"} and (_is(verb, "auxiliaries", "base") or verb in _lexicon().third):
        end = _end(sentence, start + 1)
    else:
        clause = _clause(sentence, start, Text())
        end = clause.end if clause else 0
    half = "and" in words[end : end + 2] or words[1] in {"it", "they", "such"}
    if not end or half or not _has_verb(words[1:comma]):
        return None
    return Asked(fill("What happens {front}?", front=front), sentence.cut(start, end), "en.condition")


# Guards


def _sound(asked: Asked, subject: Text) -> Asked | None:
    """Put the subject in front where the question does not name it; None for what no one could learn."""
    gloss = _GLOSS.search(asked.answer.plain)
    asked = replace(asked, answer=asked.answer.cut(0, gloss.start())) if gloss else asked
    question, answer = asked.question.plain, asked.answer.plain.lower()
    begins_badly = _is(answer.split(" ")[0], "no_answer") or re.match(r"\(|the same\b|\w+ly$", answer)
    if begins_badly and asked.form not in {"en.compare", "en.condition"}:
        return None
    if asked.form in {"en.value", "en.aspect"} and not _names(subject) and len(question.split()) < 5:
        return None  # of what?
    if asked.form not in {"en.do", "en.condition"} and _JOINED.search(answer):
        return None
    if _is(answer.split(" ")[-1], "no_end", "auxiliaries", "relatives") or len(answer.split()) > _LONGEST_RECITAL:
        return None
    if _DANGLING.match(answer) or len(question) > _LONGEST_QUESTION or len(answer) > _LONGEST_ANSWER:
        return None
    if not _content(answer) - _content(f"{question} {subject.plain}") or answer in question.lower():
        return None
    named = _content(subject.plain)
    if not _names(subject) or len(named & _content(question)) * 2 >= len(named):
        return asked
    return replace(asked, question=fill("{subject} — {question}", subject=subject, question=_lowered(asked.question)))


def _content(words: str) -> frozenset[str]:
    """The words that say something, without the endings of number."""
    found = re.findall(r"[^\W_]+", words.lower())
    return frozenset(word.removesuffix("s") for word in found if not _is(word, "empty"))
