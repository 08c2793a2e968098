"""A sentence with a topic of its own: what is said of it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from notes2anki.cues import Cues, language_of
from notes2anki.model import Contrast, Definition, NodeKind, Property, Prose, Question
from notes2anki.rules.kit.clauses import split_free, told_apart
from notes2anki.rules.kit.found import Found, own_lines, prose
from notes2anki.rules.kit.lines import answer_text, sentences
from notes2anki.rules.kit.phrases import as_question, is_attribute, is_fact, is_member
from notes2anki.rules.kit.spot import Spot
from notes2anki.rules.kit.topics import split_topic
from notes2anki.text import Text, plain_text

_IN_PROSE = 0.75
_ARTICLE = re.compile(r"(?:an?|the)\s", re.IGNORECASE)
_SINGULAR = re.compile(r"(?:\w+\s)?[a-z-]{2,}s\s")
_WITH_OBJECT = re.compile(
    r"(?:\w+ly\s|also\s)?[a-z-]+s?\s(?:an?|the|each|every|all|both|its|their|one|two|three|several|no|any|what|how)\s"
)
_PREPOSITION = re.compile(r"\b(?:of|with|to|for|in|on|at|by|from|into)\b")


def find(spot: Spot) -> Iterator[Found]:
    """Yield the block's topic and what is said of it."""
    if spot.node.kind not in (NodeKind.ITEM, NodeKind.PARAGRAPH) or not spot.lines:
        return
    line = (sentences(spot.said) or (Text(),))[0] if spot.node.kind is NodeKind.PARAGRAPH else spot.said
    by_cues = split_topic(line, spot.cues, is_strict=False)
    found = by_cues or _by_free_verb(line, spot)
    if not found or is_attribute(found[0]) or spot.is_generic(found[0]) or (by_cues and not _tells(found[1], spot)):
        return
    topic, claim = found
    weight = _IN_PROSE if spot.node.kind is NodeKind.PARAGRAPH else 1.0
    yield Found(_concept(topic, claim, line, spot.cues), "topic", own_lines(spot.node), line.plain, weight=weight)


def _by_free_verb(line: Text, spot: Spot) -> tuple[Text, Text] | None:
    """Split an English sentence before a verb of no list, if it is plain where: `a join builds`, `Kafka splits each`.

    Under a bullet's term the sentence tells of that, and a step of what is done.
    """
    cues = language_of(line.masked, spot.cues)
    if spot.node.number is not None or line.plain.endswith(":"):
        return None
    is_headless = bool(cues.predicate.match(line.masked))
    if cues.language != "en" or is_headless or (spot.parent and spot.is_term_alone(spot.parent)):
        return None
    pair = split_free(line, cues)
    if not pair or _PREPOSITION.search(pair[0].masked):
        return None
    by_article = _ARTICLE.match(line.masked) and _SINGULAR.match(pair[1].masked)
    by_object = not line.plain[:1].islower() and _WITH_OBJECT.match(pair[1].masked)
    return pair if by_article or by_object else None


def _concept(topic: Text, claim: Text, line: Text, cues: Cues) -> Contrast | Question | Definition | Property:
    """What tells the topic's two things apart, the answer to what it asks (`쓰는 이유는 …`), or what is said of it."""
    if contrast := told_apart(topic, claim, cues):
        return contrast
    if cues.reason_for.search(topic.masked) or _ends_with_attribute(topic):
        return Question(as_question(topic, cues), (Prose(answer_text(claim)),))
    if equates := cues.equates.match(claim.masked):
        return Definition(topic, prose(claim.cut(*equates.span("meaning"))))
    # `is read committed` alone is no sentence.
    is_bound = bool(cues.bound.match(claim.masked))
    return Property(topic, (answer_text(line if is_bound else claim),))


def _ends_with_attribute(topic: Text) -> bool:
    """Is the topic's end what is asked for: `힙의 시간 복잡도`? In English it stands first."""
    words = topic.plain.split()
    ends = (" ".join(words[place:]) for place in range(1, len(words)))
    return any(not end.isascii() and is_attribute(plain_text(end)) for end in ends)


def _tells(rest: Text, spot: Spot) -> bool:
    """Is it a clause, or, as note-takers leave the copula out, a short name: `기본 포트는 5432`?"""
    is_name = spot.cues.language == "ko" and len(rest.plain) > 2 and is_member(rest, spot.cues)
    return is_fact(rest, spot.cues) or is_name
