"""Statements -> all lines of a report in their order, for markup that runs across blocks."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from notes2anki.model import Node, NodeKind
from notes2anki.rules.statement import REAL_LEVELS, Statement
from notes2anki.text import MASK, Mark, Text


@dataclass(frozen=True, slots=True)
class Entry:
    """One line, or a block without lines of its own: code, a table, a break, a block that holds but tags."""

    statement: Statement
    number: int
    last: int
    text: Text = Text()
    starts: bool = True  # the first line of its block
    is_wrapped: bool = False  # goes on with the sentence of the line before
    is_quoted: bool = False

    @property
    def node(self) -> Node:
        """The block."""
        return self.statement.node

    @property
    def plain(self) -> str:
        """What the line says."""
        return self.text.plain.strip()

    @property
    def unlinked(self) -> str:
        """What the line says, with letters that are no one's for what is code, math or the name of a link."""
        masked = self.text.masked
        for start, end in self.text.spans(Mark.LINK):
            masked = masked[:start] + MASK * (end - start) + masked[end:]
        return masked

    @property
    def is_heading(self) -> bool:
        """Is it a heading that the author wrote as such?"""
        return self.node.kind is NodeKind.HEADING and self.node.level <= REAL_LEVELS

    @property
    def is_break(self) -> bool:
        """Is it a thematic break?"""
        return self.node.kind is NodeKind.BREAK

    @property
    def says_something(self) -> bool:
        """Is there anything to show?"""
        return bool(self.text or self.node.code.strip() or self.node.rows)

    @property
    def is_item(self) -> bool:
        """Does it begin a bullet?"""
        return self.node.kind is NodeKind.ITEM and self.starts

    def after(self, start: int) -> Entry:
        """Return the entry without the label or bullet that it begins with."""
        return replace(self, text=self.text.cut(start), starts=False)

    def before(self, end: int) -> Entry:
        """Return the entry without what stands at its end."""
        return replace(self, text=self.text.cut(0, end))

    def is_within(self, node: Node) -> bool:
        """Is it one of the node's own lines, or does it stand under the node?"""
        return self.node is node or any(parent is node for parent in self.statement.above)


@dataclass(frozen=True, slots=True)
class Tape:
    """All lines of a report."""

    entries: tuple[Entry, ...]
    numbers: tuple[int, ...]
    tags: tuple[str, ...] = ()  # of the report as a whole

    def below(self, node: Node) -> tuple[Entry, ...]:
        """Return what stands under the node, its own lines left out."""
        if node.kind is not NodeKind.QUOTE:
            return self._between(node.last + 1, node.end)
        return tuple(entry for entry in self._between(node.first, node.end) if entry.node is not node)

    def of(self, node: Node) -> tuple[Entry, ...]:
        """Return the node's own lines."""
        return tuple(entry for entry in self._between(node.first, node.last) if entry.node is node)

    def _between(self, first: int, last: int) -> tuple[Entry, ...]:
        return self.entries[bisect_left(self.numbers, first) : bisect_right(self.numbers, last)]


def tape(statements: Iterable[Statement], tags: tuple[str, ...] = ()) -> Tape:
    """Return the lines of all statements of a report with such `tags`."""
    entries = sorted(_entries(statements), key=lambda entry: entry.number)
    return Tape(tuple(entries), tuple(entry.number for entry in entries), tags)


def of_node(statement: Statement, *, is_quoted: bool = False) -> Iterator[Entry]:
    """Yield the lines of one block; the first also stands for what shows nothing before it, such as a tag."""
    node = statement.as_written or statement.node
    lines = node.written or node.lines
    starts = {line.number for line in node.lines}
    ends = [*(line.number - 1 for line in lines[1:]), node.last]
    for place, (line, end) in enumerate(zip(lines, ends[-len(lines) :] if lines else (), strict=True)):
        first = line.number if place else node.first
        is_wrapped = place > 0 and line.number not in starts
        yield Entry(
            statement, first, max(end, first, line.number), line.text, place == 0, is_wrapped, is_quoted=is_quoted
        )


def _entries(statements: Iterable[Statement]) -> Iterator[Entry]:
    quoted = 0
    for statement in statements:
        node = statement.node
        is_quoted = node.first <= quoted
        if node.kind is NodeKind.QUOTE:
            quoted = max(quoted, node.end)
        if node.kind is not NodeKind.QUOTE and (node.written or node.lines):
            yield from of_node(statement, is_quoted=is_quoted)
        elif _stands_for_itself(node):
            yield Entry(statement, node.first, node.last, is_quoted=is_quoted)


def _stands_for_itself(node: Node) -> bool:
    is_shown = node.rows or node.code or node.kind in (NodeKind.BREAK, NodeKind.CODE)
    return bool(is_shown or node.tags or node.directives)
