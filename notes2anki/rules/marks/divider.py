"""A question and its answer with a line that holds only `?` between them, as spaced-repetition plug-ins write it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import takewhile

from notes2anki.model import Aspect, Block, Line, NodeKind, joined
from notes2anki.rules.answers import answer_text, blocks_of, own_lines, prose
from notes2anki.rules.found import Found
from notes2anki.rules.statement import Statement
from notes2anki.text import Text, join

_DIVIDERS = ("?", "??", "？")


def find(statement: Statement) -> Iterator[Found]:
    """Yield the question above the divider and the answer below it."""
    lines = statement.lines
    divider = (place for place, line in enumerate(lines) if place and line.text.plain.strip() in _DIVIDERS)
    found = next(divider, None)
    if found is None:
        return
    before, after = lines[:found], lines[found + 1 :]
    if statement.node.kind is NodeKind.ITEM:
        yield from _after_list(statement, before, after)
        return
    if after:
        answer, claims = _together(after), own_lines(statement.node)
    else:
        below = [one for one in (*statement.inner, *statement.following) if one.speaks]
        nodes = [one.node for one in _items(below)]
        answer, claims = blocks_of(nodes), own_lines(statement.node, *nodes)
    question = joined(before)
    if question and answer:
        yield Found(Aspect.QUESTION, Text(), answer, "answer", claims, question.plain, question)


def _together(lines: Iterable[Line]) -> tuple[Block, ...]:
    return prose(join((answer_text(line.text) for line in lines), " "))


def _items(blocks: Iterable[Statement]) -> list[Statement]:
    return list(takewhile(lambda one: one.node.kind is NodeKind.ITEM, blocks))


def _after_list(statement: Statement, before: tuple[Line, ...], after: tuple[Line, ...]) -> Iterator[Found]:
    """The divider stands in the last bullet of a list that belongs to the question."""
    bullets = _items(reversed(statement.siblings[: statement.place]))[::-1]
    is_led = len(bullets) < statement.place
    lead = statement.siblings[statement.place - len(bullets) - 1] if is_led else statement.parent
    if lead is None or not lead.lines or not after:
        return
    asked = (lead.lines[0].text, *(one.text for one in bullets), joined(before))
    claims = own_lines(lead.node, statement.node, *(one.node for one in bullets))
    question = Text(join(asked, "\n").runs)
    yield Found(Aspect.QUESTION, Text(), _together(after), "answer", claims, question.plain, question)
