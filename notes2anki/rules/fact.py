"""A fact that stands under a term and needs it as its subject."""

from __future__ import annotations

from collections.abc import Iterator

from notes2anki.cues import fold
from notes2anki.model import Node, NodeKind, Property
from notes2anki.rules.kit.clauses import topics_of
from notes2anki.rules.kit.found import Found, own_lines
from notes2anki.rules.kit.lines import is_resource, speaking
from notes2anki.rules.kit.lists import effects_of
from notes2anki.rules.kit.phrases import is_attribute, is_fact, is_sentence, says_meaning, without_number
from notes2anki.rules.kit.spot import Spot
from notes2anki.text import Text

_SHORTEST = 5  # letters
_FURTHER_UP = 0.8  # the parent names nothing; its own parent does
_FEW = 4  # blocks, of which one is a bullet that says something
_BARE = 0.85  # a phrase without a verb
_UNDER = {7: 0.7, 8: 1.0}  # a heading's level -> how far what stands under it is about it
_UNDER_HEADING = 0.65


def find(spot: Spot) -> Iterator[Found]:
    """Yield the block as a fact about the heading or bullet right above it, or else about the next one further up."""
    parent = spot.parent
    if spot.node.kind is not NodeKind.ITEM or parent is None or not _is_told(spot):
        return
    near = spot.name_of(parent)
    if not near and parent.lines and is_resource(without_number(parent.lines[0].text)):
        return  # it is said of what the link leads to
    subject = near or spot.subject
    if not subject or is_attribute(subject):
        return
    is_meaning = spot.is_first and _is_meaning(spot, parent)
    weight = 1.0 if is_meaning else _nearness(parent, is_near=bool(near)) * _weight(spot, spot.said)
    if weight:
        concept = effects_of(subject, spot.said, spot.cues) or Property(subject, (spot.said,), is_meaning=is_meaning)
        source = f"{subject.plain} {spot.said.plain}"
        yield Found(concept, "fact", own_lines(spot.node), source, weight=weight)


def _is_meaning(spot: Spot, parent: Node) -> bool:
    """Do the words say what the bare term right above is: one thing, and no list, question or comparison?"""
    if not (says_meaning(spot.said, spot.cues) and spot.is_term_alone(parent)):
        return False
    name = spot.name_of(parent)
    is_thing = not any(pattern.search(name.plain) for pattern in (spot.cues.announces, spot.cues.not_topic))
    return is_thing and not topics_of(name, spot.cues)


def _is_told(spot: Spot) -> bool:
    """Do the words tell something: not a question, nor a head over other bullets?"""
    claim = spot.said
    is_head = bool(spot.children) and not (is_sentence(claim, spot.cues) or says_meaning(claim, spot.cues))
    is_open = claim.plain.endswith(("?", "？", ":", "：", ","))
    return not (is_head or is_open or spot.is_generic(claim) or len(fold(claim.plain)) < _SHORTEST)


def _nearness(parent: Node, *, is_near: bool) -> float:
    if parent.kind is not NodeKind.HEADING:
        return 1.0 if is_near else _FURTHER_UP
    return _UNDER.get(parent.level, _UNDER_HEADING) * (1.0 if is_near else _FURTHER_UP)


def _weight(spot: Spot, claim: Text) -> float:
    """Say how far the words are a fact: a clause, or a phrase that stands for one under a bullet's term."""
    if is_fact(claim, spot.cues):
        return 1.0
    is_under_bullet = spot.parent is not None and spot.parent.kind is NodeKind.ITEM
    is_only = len(spot.siblings) <= _FEW and len(speaking(spot.siblings)) == 1 and len(claim.plain.split()) > 1
    return _BARE if is_under_bullet or is_only else 0.0
