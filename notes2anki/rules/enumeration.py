"""A short closed list: a head over two to seven things, not numbered."""

from __future__ import annotations

from collections.abc import Iterator

from notes2anki.model import Enumeration, Node, NodeKind
from notes2anki.rules.kit.found import Found, own_lines
from notes2anki.rules.kit.lines import says
from notes2anki.rules.kit.lists import HEADS, first_list, is_announced, list_subject
from notes2anki.rules.kit.phrases import is_clause, is_member, says_meaning
from notes2anki.rules.kit.spot import Spot
from notes2anki.text import Text

_LONGEST_ENTRY = 90  # characters, where the head announces the list
_UNANNOUNCED = 0.75  # a heading over bullets that does not say that it heads a list


def find(spot: Spot) -> Iterator[Found]:
    """Yield the list under the block, if it is one and the head says of what."""
    if spot.node.kind not in HEADS or not spot.lines:
        return
    children = first_list(spot)
    members = tuple(says(child) for child in children)
    if not 2 <= len(members) <= spot.habits.most_members or children[0].number is not None:
        return
    announced = is_announced(spot)
    is_list = _are_short(members) if announced else _are_members(spot, children, members)
    subject = list_subject(spot) if is_list else Text()
    if not subject:
        return
    claims = own_lines(spot.node, *children)
    weight = 1.0 if announced or spot.node.kind is NodeKind.ITEM else _UNANNOUNCED
    source = f"{subject.plain} {members[0].plain}"
    yield Found(Enumeration(subject, members), "list", claims, source, weight=weight)


def _are_short(members: tuple[Text, ...]) -> bool:
    return all(0 < len(member.plain) <= _LONGEST_ENTRY for member in members)


def _are_members(spot: Spot, children: tuple[Node, ...], members: tuple[Text, ...]) -> bool:
    if any(child.children for child in children) or not all(is_member(member, spot.cues) for member in members):
        return False
    clauses = sum(is_clause(member, spot.cues) for member in members)
    return 2 * clauses < len(members) and not (spot.is_term_alone(spot.node) and _begins_with_meaning(members, spot))


def _begins_with_meaning(members: tuple[Text, ...], spot: Spot) -> bool:
    """Does the first one alone say what the block means: `removing weights`, over `a faster model`?"""
    first, *rest = (says_meaning(member, spot.cues) for member in members)
    return first and not any(rest)
