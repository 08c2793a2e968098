"""A sentence that says a list follows: `X에는 두 가지가 있다`, `there are two ways to …`, and the list after it."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import takewhile

from notes2anki.model import Enumeration, Node, NodeKind
from notes2anki.rules.kit.found import Found, own_lines
from notes2anki.rules.kit.lines import says, sentences
from notes2anki.rules.kit.lists import HEADS, are_ordered, first_list, names_of
from notes2anki.rules.kit.phrases import clean_term, is_attribute, is_deictic, is_member, is_term, masked_brackets
from notes2anki.rules.kit.spot import Spot
from notes2anki.rules.kit.topics import split_members, without_article, without_stop
from notes2anki.text import Text

_LONGEST_ENTRY = 90  # characters
_LONGEST_SUBJECT = 60


def find(spot: Spot) -> Iterator[Found]:
    """Yield the list that the block's last sentence announces: its names, where they have any, else its entries."""
    if spot.node.kind not in (*HEADS, NodeKind.PARAGRAPH) or not spot.lines:
        return
    told = sentences(spot.said) or (Text(),)
    if spot.node.kind is not NodeKind.HEADING and (inline := _on_the_line(told[0], spot)):
        yield Found(inline, "list", own_lines(spot.node), told[0].plain, is_aside=len(told) > 1)
        return
    subject = _subject(told[-1], spot)
    items = _items(spot) if subject else ()
    if not 2 <= len(items) <= spot.habits.most_members:
        return
    names = names_of(items, spot)
    members = names or tuple(map(says, items))
    if _are_short(members, spot):
        used = (*((spot.node,) if len(told) == 1 else ()), *(() if names else items))
        concept = Enumeration(subject, members, is_ordered=are_ordered(items, subject, spot.cues))
        source = f"{subject.plain} {members[0].plain}"
        yield Found(concept, "list", own_lines(*used), source, others=own_lines(spot.node, *items))


def _on_the_line(line: Text, spot: Spot) -> Enumeration | None:
    """`An LSTM has three gates: input, forget and output`."""
    masked = masked_brackets(line.masked)
    found = next((found for pattern in spot.cues.counted if (found := pattern.match(masked))), None)
    if not found:
        return None
    subject = clean_term(without_article(line.cut(*found.span("subject"))), spot.cues)
    members = split_members(without_stop(line.cut(*found.span("members"))))
    fits = 2 <= len(members) <= spot.habits.most_members and all(is_member(one, spot.cues) for one in members)
    is_own = is_term(subject, spot.cues) and not (is_attribute(subject) or spot.is_generic(subject))
    aspect = line.cut(*found.span("aspect")) if "aspect" in found.re.groupindex else Text()
    return Enumeration(subject, members, aspect) if fits and is_own else None


def _are_short(members: tuple[Text, ...], spot: Spot) -> bool:
    """Do the members say something, and is the list no longer than an answer may be?"""
    lengths = [len(member.plain) for member in members]
    return min(lengths) > 0 and max(lengths) <= _LONGEST_ENTRY and sum(lengths) <= spot.habits.longest_answer


def _subject(line: Text, spot: Spot) -> Text:
    found = next((found for pattern in spot.cues.lists if (found := pattern.match(line.masked))), None)
    name = clean_term(without_article(line.cut(*found.span("subject"))), spot.cues) if found else Text()
    is_own = not (is_attribute(name) or spot.is_generic(name) or is_deictic(name, spot.cues))
    return name if is_own and len(name.plain) <= _LONGEST_SUBJECT else Text()


def _items(spot: Spot) -> tuple[Node, ...]:
    """Return the list under a heading or bullet, or right after a paragraph."""
    if spot.node.kind in HEADS:
        return first_list(spot)
    return tuple(takewhile(lambda node: node.kind is NodeKind.ITEM, spot.following))
