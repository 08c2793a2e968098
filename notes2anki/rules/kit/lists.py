"""A block over bullets -> the list it heads, and what it is a list of; a line that is a list. Shared by the rules."""

from __future__ import annotations

import re
from itertools import takewhile

from notes2anki.cues import Cues
from notes2anki.model import Enumeration, Node, NodeKind
from notes2anki.rules.kit.lines import says
from notes2anki.rules.kit.phrases import clean_term, is_attribute, is_term
from notes2anki.rules.kit.spot import Spot
from notes2anki.rules.kit.topics import lead_span, split_label, split_members, split_topic, without_article
from notes2anki.text import Text

_LONGEST_HEAD = 80  # characters
_LONGEST_NAME = 40
_LAST_VERB = re.compile(r"\s(?:includes?|are)$")
HEADS = (NodeKind.ITEM, NodeKind.HEADING)


def first_list(spot: Spot) -> tuple[Node, ...]:
    """Return the numbered items, or all the bullets, that the block is over; nothing if other blocks come first."""
    children = spot.unquoted
    if not children or children[0].kind is not NodeKind.ITEM:
        return ()
    is_ordered = children[0].number is not None
    same = takewhile(lambda child: child.kind is NodeKind.ITEM and (child.number is not None) == is_ordered, children)
    found = tuple(same)
    return found if is_ordered or len(found) == len(children) else ()


def is_announced(spot: Spot) -> bool:
    """Does the block say that a list follows: types, reasons, three ways?"""
    return bool(spot.cues.announces.search(clean_term(spot.head, spot.cues).plain))


def list_subject(spot: Spot) -> Text:
    """Return what the block's list is of; empty if it does not say."""
    name = clean_term(spot.head, spot.cues)
    if spot.is_generic(name) or is_attribute(name):
        return Text()
    if is_announced(spot) or is_term(name, spot.cues):
        verb = _LAST_VERB.search(name.plain)
        return clean_term(without_article(name.cut(0, verb.start() if verb else None)), spot.cues)
    comma = name.plain.find(", ")
    if comma > 0 and len(name.plain) <= _LONGEST_HEAD and spot.cues.announces.search(name.plain[:comma]):
        return name  # `isolation levels, from weakest to strongest`
    topic = split_topic(spot.head, spot.cues)
    return topic[0] if topic else Text()


def names_of(members: tuple[Node, ...], spot: Spot) -> tuple[Text, ...]:
    """Return the names with which the list's members begin; nothing unless each has one."""
    names = tuple(_name(member, spot) for member in members)
    return names if all(names) else ()


def _name(member: Node, spot: Spot) -> Text:
    line = says(member)
    label = split_label(line)
    end = lead_span(line)
    name = clean_term(label[0] if label else line.cut(0, end) if end else Text(), spot.cues)
    return name if len(name.plain) <= _LONGEST_NAME and not is_attribute(name) else Text()


def are_ordered(members: tuple[Node, ...], name: Text, cues: Cues) -> bool:
    """Are the members numbered for their order: steps, and not the types or reasons that the name announces?"""
    return all(member.number is not None for member in members) and not cues.unordered.search(name.plain)


def effects_of(subject: Text, fact: Text, cues: Cues) -> Enumeration | None:
    """`A, B, C의 효과`: a list, and what the things listed are."""
    found = cues.effect.match(fact.masked)
    if not found:
        return None
    members = split_members(fact.cut(*found.span("members")))
    return Enumeration(subject, members, fact.cut(*found.span("aspect"))) if 2 <= len(members) <= 7 else None
