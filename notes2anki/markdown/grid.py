"""An HTML block that is one table -> its rows, as if it were written in pipes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from notes2anki.markdown.atoms import Atom, Break, Close, Open, lines
from notes2anki.markdown.tags import from_html
from notes2anki.model import Row, joined
from notes2anki.text import Text

_TABLE = re.compile(r"\s*<table\b(?:(?!<table\b).)*</table\s*>\s*", re.IGNORECASE | re.DOTALL)
_SPANNING = re.compile(r"\s(?:row|col)span\s*=\s*(?![\"']?1\b)", re.IGNORECASE)
_CELLS = frozenset({"td", "th"})


@dataclass(slots=True)
class _Row:
    """A row while it is read: where it begins, and the atoms of each cell."""

    number: int
    cells: list[list[Atom]] = field(default_factory=list)
    is_head: bool = True  # every cell is a `<th>`


def read_grid(block: str, first_line: int) -> tuple[Row, ...]:
    """Return the rows of a table, the first its head; none for a block that is anything else.

    A table without a head is layout; one with cells that span others is no plain table. Words beside cells, as of a
    caption, are left out.
    """
    if not _TABLE.fullmatch(block) or _SPANNING.search(block):
        return ()
    rows = [row for row in _rows(block, first_line) if row.cells]
    if not rows or not rows[0].is_head:
        return ()
    return tuple(Row(row.number, tuple(_text(cell, row.number) for cell in row.cells)) for row in rows)


def _rows(block: str, number: int) -> Iterator[_Row]:
    row, cell = _Row(number), list[Atom]()
    for atom in from_html(block):
        match atom:
            case Open(key="tr"):
                yield row
                row, cell = _Row(number), []
            case Open(key=key) if key in _CELLS:
                cell = []
                row.cells.append(cell)
                row.is_head = row.is_head and key == "th"
            case Close(key=key) if key in _CELLS:
                cell = []
            case _:
                number += atom.newlines if isinstance(atom, Break) else 0
                cell.append(atom)
    yield row


def _text(cell: list[Atom], number: int) -> Text:
    return joined(tuple(lines(cell, number)))
