"""A line -> the topics that it tells apart: clauses with a topic each, or a name that sets two things side by side."""

from __future__ import annotations

import re
from collections.abc import Iterator

from notes2anki.cues import Cues, all_cues, fold
from notes2anki.model import Contrast
from notes2anki.rules.kit.lines import answer_text, sentences
from notes2anki.rules.kit.phrases import clean_term, is_attribute, is_deictic, is_term, masked_brackets
from notes2anki.rules.kit.topics import split_topic, without_article
from notes2anki.rules.kit.verbs import share_a_verb, split_at_verb
from notes2anki.text import Mark, Text

_COMMA = re.compile(r",\s+(?:and\s+)?")
_OPPOSED = re.compile(r"whereas|,\s*while\s")
_BEFORE_NAME = r"(?:^|[,，;；.。/]\s*)(?:(?:and|whereas|while|but|반면(?:에)?|一方|而)\s*)?(?:(?:an?|the)\s+)?"
_AFTER_NAME = r"(?:\s*[:：]|[은는이가](?=\s)|[はが]|(?=\W|[^\x00-\x7f]|(?<=[^\x00-\x7f])))"
_NAME = re.compile(r"[A-Z][A-Z0-9_+-]+(?: [A-Z0-9]+)*|\d{2,}")
_GLOSS = re.compile(r"(?<=\S)\s*[(（][^()（）]*[)）]$")  # what explains a name, at its end
_VERSUS = re.compile(r"\s+(?:vs\.?|versus)\s+", re.IGNORECASE)
_FEWEST_WORDS = 2  # of a claim
_MOST_TOPICS = 4
_LONGEST_CLAIM = 160

_Pair = tuple[Text, Text]
"""A topic, and what is said of it."""


def contrast_of(line: Text, cues: Cues) -> Contrast | None:
    """Split the line where a clause with a topic of its own begins."""
    pairs: list[_Pair] = []
    start = 0
    for joint in _joints(line, cues):
        if joint.start() <= start:
            continue
        both = _both(line.cut(start, joint.start()), line.cut(joint.end()), joint[0], cues)
        if both and _differ(both) and len(sentences(both[0][1])) == 1 and not cues.unfinished.search(both[0][1].masked):
            pairs = [*pairs[:-1], *both] if pairs else [*both]
            start = joint.end()
    return contrast_between(pairs)


def contrast_between(pairs: list[_Pair]) -> Contrast | None:
    """Return the contrast between two to four topics, each with a claim that is not too long."""
    topics = tuple(topic for topic, _ in pairs)
    claims = tuple(answer_text(claim) for _, claim in pairs)
    names = {topic.plain.casefold() for topic in topics}
    fits = 2 <= len(topics) <= _MOST_TOPICS and len(names) == len(topics)
    if not fits or any(not claim or len(claim.plain) > _LONGEST_CLAIM for claim in claims):
        return None
    return Contrast(topics, claims)


def without_general(contrast: Contrast) -> Contrast:
    """Return the contrast of three or more without a first topic of which the others are the kinds."""
    general, *kinds = (fold(topic.plain) for topic in contrast.topics)
    if len(kinds) < 2 or not all(general in kind for kind in kinds):
        return contrast
    return Contrast(contrast.topics[1:], contrast.claims[1:])


def told_apart(name: Text, told: Text, cues: Cues) -> Contrast | None:
    """Return what tells apart the things that the name sets side by side: `A vs B`, `A와 B의 차이`."""
    topics = topics_of(name, cues)
    if not topics:
        return None
    by_name = (_by_name(topics, names, told) for names in (_plain(topics), *(one.in_turn for one in all_cues())))
    clauses = next((found for found in by_name if found), None) or contrast_of(told, cues)
    return clauses or Contrast(topics, (answer_text(told),))


def topics_of(name: Text, cues: Cues) -> tuple[Text, ...]:
    """Return the things that a name sets side by side; none if it names one thing."""
    patterns = (pattern for one in all_cues() for pattern in one.versus)
    found = next((found for pattern in patterns if (found := pattern.match(name.masked))), None)
    if not found:
        return ()
    cuts = [found.start("left"), found.end("left"), found.start("right"), found.end("right")]
    for more in _VERSUS.finditer(name.masked, found.start("right"), found.end("right")):
        cuts[-1:-1] = [more.start(), more.end()]
    topics = tuple(clean_term(name.cut(*span), cues) for span in zip(cuts[::2], cuts[1::2], strict=True))
    return topics if all(_is_name(topic) or is_term(topic, cues) for topic in topics) else ()


def _plain(topics: tuple[Text, ...]) -> tuple[str, ...]:
    return tuple(topic.plain for topic in topics)


def _by_name(topics: tuple[Text, ...], names: tuple[str, ...], told: Text) -> Contrast | None:
    """Split the line where its clauses begin with the names of the topics: `TCP keeps order, UDP does not`."""
    clauses = (f"{_BEFORE_NAME}{re.escape(name)}{_AFTER_NAME}" for name in names)
    fits = len(names) == len(topics) and len(told.plain) <= _MOST_TOPICS * _LONGEST_CLAIM
    found = re.match("(.+?)".join(clauses) + "(.+)$", told.plain, re.IGNORECASE) if fits else None
    spans = [found.span(number + 1) for number in range(len(topics))] if found else []
    return contrast_between([(topic, told.cut(*span)) for topic, span in zip(topics, spans, strict=False)])


def _both(left: Text, right: Text, joint: str, cues: Cues) -> tuple[_Pair, _Pair] | None:
    """Return the clauses on the two sides of a joint, each as its topic and its claim."""
    first, second = (split_topic(side, cues, fewest=_FEWEST_WORDS) for side in (left, right))
    is_plain = cues.language == "en" and bool(_COMMA.fullmatch(joint))
    if first and second and (not is_plain or _begins_marked(right)):
        return first, second
    if cues.language != "en" or not (is_plain or _OPPOSED.search(joint)):
        return None
    first, second = first or split_free(left, cues), second or split_free(right, cues)
    fits = first and second and (not is_plain or _are_alike(first, second))
    return (first, second) if first and second and fits else None


def _begins_marked(clause: Text) -> bool:
    return any(start == 0 for mark in (Mark.STRONG, Mark.CODE) for start, _ in clause.spans(mark))


def _are_alike(left: _Pair, right: _Pair) -> bool:
    """Do two clauses tell the same of two topics, or are both topics names, in code or capitals?"""
    return share_a_verb(left[1], right[1]) or (_is_name(left[0]) and _is_name(right[0]))


def _is_name(topic: Text) -> bool:
    """Is the topic a name, a number or code: something that needs no noun?"""
    return bool(_NAME.fullmatch(topic.plain)) or (bool(topic) and not topic.dropping(Mark.CODE))


def split_free(clause: Text, cues: Cues) -> _Pair | None:
    """Split a clause whose verb is in no list, if a thing or a name stands before it."""
    pair = split_at_verb(clause, cues) or _at_known_verb(clause, cues)
    topic = clean_term(without_article(pair[0]), cues) if pair else Text()
    if not pair or ":" in topic.plain or len(pair[1].plain.split()) < _FEWEST_WORDS:
        return None
    is_thing = is_term(topic, cues) and not is_deictic(topic, cues) and not cues.not_topic.match(pair[0].masked)
    return (topic, pair[1]) if _is_name(topic) or is_thing else None


def _at_known_verb(clause: Text, cues: Cues) -> _Pair | None:
    """`301 is a permanent redirect`: a number is no term, and may be told apart from another."""
    verb = cues.predicate.search(clause.masked)
    return (clause.cut(0, verb.start()), clause.cut(verb.start())) if verb and verb.start() else None


def _joints(line: Text, cues: Cues) -> Iterator[re.Match[str]]:
    """Yield what may stand between two clauses; in English every comma, too."""
    masked = masked_brackets(line.masked)
    if cues.language != "en":
        yield from cues.connectors.finditer(masked)
        return
    joints = (*cues.connectors.finditer(masked), *_COMMA.finditer(masked))
    yield from sorted(joints, key=lambda found: found.start())


def _differ(pairs: tuple[_Pair, _Pair]) -> bool:
    left, right = (_GLOSS.sub("", topic.plain.casefold()) for topic, _ in pairs)
    is_named = not any(is_attribute(topic) and not topic.plain[0].isupper() for topic, _ in pairs)
    return left != right and bool(left) and bool(right) and is_named
