"""A question and its answer with a line that holds only `?` between them, as spaced-repetition plug-ins write it."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import takewhile

from notes2anki.model import Block, Line, Node, NodeKind, Question, joined
from notes2anki.rules.kit.found import Found, blocks_of, own_lines, prose
from notes2anki.rules.kit.lines import answer_text, speaking
from notes2anki.rules.kit.spot import Spot
from notes2anki.text import Text, join

_DIVIDERS = ("?", "??", "？")


def find(spot: Spot) -> Iterator[Found]:
    """Yield the question above the divider and the answer below it."""
    found = _at(spot.lines)
    if found is None:
        return
    before, after = spot.lines[:found], spot.lines[found + 1 :]
    if spot.node.kind is NodeKind.ITEM:
        yield from _after_list(spot, before, after)
        return
    answer, claims = _answer(spot, after)
    question = joined(before)
    if question and answer:
        yield Found(Question(question, answer), "answer", claims, question.plain)


def _at(lines: tuple[Line, ...]) -> int | None:
    return next((place for place, line in enumerate(lines) if place and line.text.plain.strip() in _DIVIDERS), None)


def _answer(spot: Spot, after: tuple[Line, ...]) -> tuple[tuple[Block, ...], frozenset[int]]:
    if after:
        return prose(join((answer_text(line.text) for line in after), " ")), own_lines(spot.node)
    nodes = tuple(_list_below(spot))
    return blocks_of(nodes), own_lines(spot.node, *nodes)


def _list_below(spot: Spot) -> Iterator[Node]:
    for node in speaking((*spot.node.children, *spot.following)):
        if node.kind is not NodeKind.ITEM:
            return
        yield node


def _same_list(spot: Spot) -> tuple[Node, ...]:
    """Return the bullets right before this one."""
    before = takewhile(lambda node: node.kind is NodeKind.ITEM, reversed(spot.siblings[: spot.place]))
    return tuple(reversed(tuple(before)))


def _after_list(spot: Spot, before: tuple[Line, ...], after: tuple[Line, ...]) -> Iterator[Found]:
    """The divider stands in the last bullet of a list that belongs to the question."""
    bullets = _same_list(spot)
    lead = spot.siblings[spot.place - len(bullets) - 1] if len(bullets) < spot.place else spot.parent
    if lead is None or not lead.lines or not after:
        return
    asked = (lead.lines[0].text, *(node.text for node in bullets), joined(before))
    answer = prose(join((answer_text(line.text) for line in after), " "))
    claims = own_lines(lead, spot.node, *bullets)
    question = Text(join(asked, "\n").runs)
    yield Found(Question(question, answer), "answer", claims, question.plain)
