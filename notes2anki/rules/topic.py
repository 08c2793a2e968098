"""A sentence with a topic of its own: what is said of it."""

from __future__ import annotations

from collections.abc import Iterator

from notes2anki.cues import Cues
from notes2anki.model import Contrast, Definition, NodeKind, Property, Prose, Question
from notes2anki.rules.kit.clauses import told_apart
from notes2anki.rules.kit.found import Found, own_lines, prose
from notes2anki.rules.kit.lines import answer_text, sentences
from notes2anki.rules.kit.phrases import is_attribute, is_fact, is_member
from notes2anki.rules.kit.spot import Spot
from notes2anki.rules.kit.topics import split_topic
from notes2anki.text import Text, join, plain_text

_IN_PROSE = 0.75


def find(spot: Spot) -> Iterator[Found]:
    """Yield the block's topic and what is said of it."""
    if spot.node.kind not in (NodeKind.ITEM, NodeKind.PARAGRAPH) or not spot.lines:
        return
    line = (sentences(spot.said) or (Text(),))[0] if spot.node.kind is NodeKind.PARAGRAPH else spot.said
    found = split_topic(line, spot.cues, is_strict=False)
    if not found or is_attribute(found[0]) or spot.is_generic(found[0]) or not _tells(found[1], spot):
        return
    topic, claim = found
    weight = _IN_PROSE if spot.node.kind is NodeKind.PARAGRAPH else 1.0
    yield Found(_concept(topic, claim, line, spot.cues), "topic", own_lines(spot.node), line.plain, weight=weight)


def _concept(topic: Text, claim: Text, line: Text, cues: Cues) -> Contrast | Question | Definition | Property:
    """What tells the topic's two things apart, the answer to what it asks (`쓰는 이유는 …`), or what is said of it."""
    if contrast := told_apart(topic, claim, cues):
        return contrast
    if cues.reason_for.search(topic.masked) or _ends_with_attribute(topic):
        return Question(join((topic, plain_text("?")), ""), (Prose(answer_text(claim)),))
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
