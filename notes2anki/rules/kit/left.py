"""A report and the lines that its cards used -> the lines that are left, each with the reason why."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from urllib.parse import unquote

from notes2anki.model import Node, NodeKind, Report, Row, Skip
from notes2anki.rules.kit.found import own_lines
from notes2anki.rules.kit.spot import Spot, walk
from notes2anki.rules.kit.tape import of_node

_REMARK = "a footnote, on the card of what refers to it"


@dataclass(frozen=True, slots=True)
class Lines:
    """The numbers of a report's lines that stand on cards."""

    used: frozenset[int]
    marked: frozenset[int] = frozenset()  # those of them that the author marked as a card


def left_over(report: Report, spots: Iterable[Spot], reasons: Mapping[int, str | None], lines: Lines) -> Iterator[Skip]:
    """Yield a skip for all that no card came from; `reasons` say why rules may not look, by the node's identity."""
    used = lines.used
    remarks = own_lines(*(node for footnote in report.footnotes if footnote.line in used for node in footnote.text))
    for spot in spots:
        node = spot.node
        if _is_frame(node):
            continue
        if node.rows and used & own_lines(node):
            yield from _row_skips(report, node, used)
            continue
        if used & own_lines(node):
            yield from _line_skips(report, spot, lines, reasons[id(node)] or "no concept found")
            continue
        why = _REMARK if node.first in remarks else reasons[id(node)] or _why_not(node, used)
        yield Skip(report.path, node.first, node.last, _words(node), why)


def all_off(report: Report) -> Iterator[Skip]:
    """Yield a skip for each block of a report for which the author switched cards off."""
    for spot in walk(report):
        node = spot.node
        if not _is_frame(node):
            yield Skip(report.path, node.first, node.last, _words(node), "cards are off for this report")


def words_of_row(row: Row) -> str:
    """Return what the cells of a row say, in one line."""
    return " | ".join(cell.plain for cell in row.cells)


def _words(node: Node) -> str:
    """Return what a block says, or the names of the pictures that it is."""
    names = (re.split("[?#]", image.target)[0].rpartition("/")[2] for image in node.text.images)
    return node.text.plain.strip() or node.code.partition("\n")[0] or unquote(", ".join(names))


def _is_frame(node: Node) -> bool:
    """Does the block say nothing itself?"""
    is_comment = bool(node.directives) and not (node.lines or node.code or node.rows)
    return node.kind is NodeKind.BREAK or is_comment or (node.kind is NodeKind.QUOTE and bool(node.children))


def _line_skips(report: Report, spot: Spot, lines: Lines, reason: str) -> Iterator[Skip]:
    """Yield a skip for each line of a block that cards of other lines left over."""
    is_marked = not lines.marked.isdisjoint(own_lines(spot.node))
    why = "beside a card of the author's own" if is_marked else reason
    for entry in of_node(spot):
        if entry.number not in lines.used:
            yield Skip(report.path, entry.number, entry.last, entry.plain, why)


def _row_skips(report: Report, table: Node, used: frozenset[int]) -> Iterator[Skip]:
    """Yield a skip for each row that no card came from; the head names what the cards of the others ask for."""
    for row in table.rows[1:]:
        if row.number not in used:
            yield Skip(report.path, row.number, row.number, words_of_row(row), "no concept found")


def _why_not(node: Node, used: frozenset[int]) -> str:
    """Say why no rule made a card of a block that rules may look at."""
    if node.kind is NodeKind.HEADING:
        return "a heading"
    if any(line in used for line in range(node.last + 1, node.end + 1)):
        return "asked about in the cards below it"
    is_asked = node.text.plain.rstrip().endswith(("?", "？"))
    return "a question without an answer" if is_asked else "no concept found"
