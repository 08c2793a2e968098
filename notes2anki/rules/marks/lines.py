"""Statements -> the lines of a report in their order, for marks that run across blocks; and what a card shows of them.

A reader of marks takes `Lines` and yields a card (`Hit`), a problem, or a skip for a line that is markup alone.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from urllib.parse import unquote

from notes2anki.model import Aspect, Block, Bullets, Code, Grid, Node, NodeKind, Problem, Prose, Skip
from notes2anki.rules.answers import own_lines
from notes2anki.rules.found import Found, Hit
from notes2anki.rules.statement import REAL_LEVELS, Statement
from notes2anki.text import CLOZE_SIGN, MASK, Mark, Run, Text, join

Reading = Hit | Problem | Skip

_ADDRESS = re.compile(r"(?:https?://|www\.)\S*")


@dataclass(frozen=True, slots=True)
class SourceLine:
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
        """The words of the line."""
        return self.text.plain.strip()

    @property
    def unlinked(self) -> str:
        """The words, of the same length, with `MASK` for code, math and the names of links."""
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
    def is_item(self) -> bool:
        """Does it begin a bullet?"""
        return self.node.kind is NodeKind.ITEM and self.starts

    def after(self, start: int) -> SourceLine:
        """Return the line without the label or bullet that it begins with."""
        return replace(self, text=self.text.cut(start), starts=False)

    def problem(self, message: str, hint: str, *, is_error: bool = True) -> Problem:
        """Return a problem with a mark on this line."""
        return Problem(self.statement.outline.report.path, self.number, message, hint, is_error=is_error)

    def as_markup(self) -> Skip:
        """Return the skip of a line that speaks to another tool alone."""
        path = self.statement.outline.report.path
        return Skip(path, self.number, self.last, self.text.plain, "read as another tool's markup")


@dataclass(frozen=True, slots=True)
class Lines:
    """All lines of a report, and which of them are used up."""

    all: tuple[SourceLine, ...]
    numbers: tuple[int, ...]
    tags: tuple[str, ...]  # of the report as a whole
    by_rules: Callable[[Statement, set[int]], tuple[Hit, ...]]  # the best rule's findings, on lines that are free
    used: set[int] = field(default_factory=set)

    def below(self, node: Node) -> tuple[SourceLine, ...]:
        """Return what stands under the node, its own lines left out."""
        if node.kind is not NodeKind.QUOTE:
            return self._between(node.last + 1, node.end)
        return tuple(line for line in self._between(node.first, node.end) if line.node is not node)

    def of(self, node: Node) -> tuple[SourceLine, ...]:
        """Return the node's own lines."""
        return tuple(line for line in self._between(node.first, node.last) if line.node is node)

    def _between(self, first: int, last: int) -> tuple[SourceLine, ...]:
        return self.all[bisect_left(self.numbers, first) : bisect_right(self.numbers, last)]


def lines_of(
    statements: Iterable[Statement],
    tags: tuple[str, ...],
    by_rules: Callable[[Statement, set[int]], tuple[Hit, ...]],
) -> Lines:
    """Return the lines of all statements of a report with such `tags`."""
    found: list[SourceLine] = []
    quoted = 0
    for statement in statements:
        node = statement.node
        is_quoted = node.first <= quoted
        is_bare = node.rows or node.code or node.tags or node.directives or node.kind in (NodeKind.BREAK, NodeKind.CODE)
        if node.kind is NodeKind.QUOTE:
            quoted = max(quoted, node.end)
        elif node.written or node.lines:
            found.extend(lines_of_block(statement, is_quoted=is_quoted))
            continue
        if is_bare:
            found.append(SourceLine(statement, node.first, node.last, is_quoted=is_quoted))
    found.sort(key=lambda line: line.number)
    return Lines(tuple(found), tuple(line.number for line in found), tags, by_rules)


def lines_of_block(statement: Statement, *, is_quoted: bool = False) -> Iterator[SourceLine]:
    """Yield the lines of one block; the first also stands for what shows nothing before it, such as a tag."""
    node = statement.as_written or statement.node
    lines = node.written or node.lines
    starts = {line.number for line in node.lines}
    ends = [*(line.number - 1 for line in lines[1:]), node.last]
    for place, (line, end) in enumerate(zip(lines, ends, strict=False)):
        first = line.number if place else node.first
        is_wrapped = place > 0 and line.number not in starts
        last = max(end, first, line.number)
        yield SourceLine(statement, first, last, line.text, place == 0, is_wrapped, is_quoted=is_quoted)


def first_come(readings: Iterable[Reading], used: set[int]) -> Iterator[Reading]:
    """Yield what was read on lines that are not used; adds to `used`."""
    for reading in readings:
        match reading:
            case Problem(line=line, is_error=is_error):
                disputed, taken = {line}, {line} if is_error else set[int]()
            case Skip(first=first, last=last):
                disputed, taken = {first}, set(range(first, last + 1))
            case (_, _, found):
                disputed = taken = set(found.claims)
        if not disputed & used:
            used |= taken
            yield reading


# --- what a card shows of the lines --------------------------------------------------------------------------------


def say_something(lines: Iterable[SourceLine]) -> bool:
    """Is there anything to show?"""
    return any(line.text or line.node.code.strip() or line.node.rows for line in lines)


def asked(
    question: Text,
    answer: Iterable[SourceLine],
    lines: Iterable[SourceLine],
    *,
    is_reversed: bool = False,
    tags: tuple[str, ...] = (),
) -> Found:
    """Return the card of a question; `lines` are all that it came from, their links its sources."""
    lines = tuple(lines)
    source = question.plain if question.plain.strip() else names(question.images)
    return Found(
        Aspect.QUESTION,
        Text(),
        blocks(answer),
        "answer",
        _numbers(lines),
        source,
        question,
        is_whole=True,
        is_reversed=is_reversed,
        sources=_links(lines),
        tags=tags,
    )


def gapped(text: Text, cloze: Text, lines: Iterable[SourceLine], tags: tuple[str, ...] = ()) -> Found:
    """Return the card of lines whose `text` is shown with gaps, their links its sources."""
    lines = tuple(lines)
    source = text.plain if CLOZE_SIGN.sub("", text.plain).strip() else names(cloze.images) or text.plain
    claims, sources = _numbers(lines), _links(lines)
    return Found(Aspect.GAP, Text(), (), "cloze", claims, source, cloze, is_whole=True, sources=sources, tags=tags)


def gapped_block(node: Node, text: Text, cloze: Text, tags: tuple[str, ...] = ()) -> Found:
    """Return the card of a block whose `text` is shown with gaps, pictures and links beside it."""
    return Found(Aspect.GAP, Text(), (), "cloze", own_lines(node), text.plain, cloze, tags=tags)


def names(pictures: Iterable[Run]) -> str:
    """Return the names of pictures: what tells cards apart that have no words."""
    return " ".join(dict.fromkeys(unquote(re.split("[?#]", run.target)[0].rpartition("/")[2]) for run in pictures))


def as_text(lines: Iterable[SourceLine]) -> Text:
    """Return the lines as one text, apart from those of a hard-wrapped sentence; code and tables as text, too."""
    runs: list[Run] = []
    for line in lines:
        text = _kept(line.text)
        if not text and line.node.code:
            text = Text((Run(line.node.code, frozenset({Mark.CODE})),))
        elif not text:
            text = join((join(row.cells, " | ") for row in line.node.rows), "\n")
        if text:
            runs += [Run(" " if line.is_wrapped else "\n"), *text.runs] if runs else text.runs
    return Text(tuple(runs))


def blocks(lines: Iterable[SourceLine]) -> tuple[Block, ...]:
    """Return the lines as the blocks of an answer; a bullet's children stand on lines of their own within it."""
    piles: list[tuple[SourceLine, list[Text]]] = []  # the first line of each block, and its members
    for line in lines:
        text = _kept(line.text)
        joint = _joint(piles[-1][0], line) if piles and text else None
        if joint is None:
            piles += [(line, [text])] if say_something((line,)) else []
        elif joint:
            members = piles[-1][1]
            members[-1] = Text((*members[-1].runs, Run(joint), *text.runs))
        else:
            piles[-1][1].append(text)
    return tuple(block for first, members in piles if (block := _block(first, members)))


def _joint(first: SourceLine, line: SourceLine) -> str | None:
    """Return the signs between a block and a line of it; empty: the line begins a member; None: it is not of it."""
    if first.node.code or first.node.rows:
        return None
    if not first.is_item:
        return " " if line.is_wrapped else None
    depth = _depth(line) - _depth(first)
    if line.is_item and depth <= 0:
        return "" if (line.node.number is None) is (first.node.number is None) else None
    if depth < (0 if line.node.kind is NodeKind.ITEM else 1):
        return None
    return "\n" + "  " * (depth - 1) + "– " if line.is_item else " " if line.is_wrapped else "\n"


def _block(first: SourceLine, members: list[Text]) -> Block | None:
    node = first.node
    if node.kind is NodeKind.CODE:
        return Code(node.code, node.language, node.first) if node.code.strip() else None
    if node.kind is NodeKind.TABLE:
        return Grid(tuple(row.cells for row in node.rows), node.sides)
    told = tuple(filter(None, members))
    if not told:
        return None
    return Bullets(told, node.number is not None) if first.is_item else Prose(told[0])


def _depth(line: SourceLine) -> int:
    return sum(node.kind is NodeKind.ITEM for node in line.statement.above)


def _kept(text: Text) -> Text:
    """Return `text` without what was struck out and without bare addresses, unless there is nothing else."""
    clean = text.dropping(Mark.STRIKE)
    bare = Text(tuple(run for run in clean.runs if not _ADDRESS.fullmatch(run.text.strip()))).cut()
    return bare or clean


def _numbers(lines: Iterable[SourceLine]) -> frozenset[int]:
    return frozenset(number for line in lines for number in range(line.number, line.last + 1))


def _links(lines: Iterable[SourceLine]) -> tuple[str, ...]:
    texts = (text for line in lines for text in (line.text, *(cell for row in line.node.rows for cell in row.cells)))
    return tuple(dict.fromkeys(link for text in texts for link in (*text.links, *text.notes)))
