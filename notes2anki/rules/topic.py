"""A sentence with a topic of its own: what is said of it."""

from __future__ import annotations

from collections.abc import Iterator

from notes2anki.model import NodeKind, Property
from notes2anki.rules.kit.clauses import told_apart
from notes2anki.rules.kit.found import Found, own_lines
from notes2anki.rules.kit.lines import answer_text, sentences
from notes2anki.rules.kit.phrases import is_attribute, is_fact, is_member
from notes2anki.rules.kit.spot import Spot
from notes2anki.rules.kit.topics import split_topic
from notes2anki.text import Text

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
    concept = told_apart(topic, claim, spot.cues) or Property(topic, (answer_text(claim),))
    yield Found(concept, "topic", own_lines(spot.node), line.plain, weight=weight)


def _tells(rest: Text, spot: Spot) -> bool:
    """Is it a clause, or, as note-takers leave the copula out, a short name: `기본 포트는 5432`?"""
    is_name = spot.cues.language == "ko" and len(rest.plain) > 2 and is_member(rest, spot.cues)
    return is_fact(rest, spot.cues) or is_name
