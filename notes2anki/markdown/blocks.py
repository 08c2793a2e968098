"""HTML blocks -> those of Markdown: lines that fold, tables, code.

To CommonMark everything from `<details>` to the next empty line is HTML, so that `**` within it stays as it is. What
people fold away, and Notion's callouts, is Markdown. A `<pre>` is code in the language that its class names.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from markdown_it import MarkdownIt
from markdown_it.common.html_re import close_tag, open_tag
from markdown_it.rules_block import StateBlock

from notes2anki.markdown.atoms import Atom, Break, Close, Open, lines
from notes2anki.markdown.tags import from_html
from notes2anki.model import Row, joined
from notes2anki.text import Text

_LINE = re.compile(r"</?(?:details|summary|aside)\b[^<>]{0,300}>", re.IGNORECASE)
_INTERRUPTED = ["paragraph", "reference", "blockquote"]


def plug(markdown: MarkdownIt) -> None:
    """Read these lines before CommonMark's rule for HTML."""
    markdown.block.ruler.before("html_block", "fold", _fold, {"alt": _INTERRUPTED})


def _fold(state: StateBlock, startLine: int, endLine: int, silent: bool) -> bool:  # noqa: FBT001, N803, ARG001 - markdown-it's
    start = state.bMarks[startLine] + state.tShift[startLine]
    if state.is_code_block(startLine) or not _LINE.match(state.src, start, state.eMarks[startLine]):
        return False
    if not silent:
        token = state.push("html_block", "", 0)
        token.map = [startLine, startLine + 1]
        token.content = state.getLines(startLine, startLine + 1, state.blkIndent, keepLastLF=True)
        state.line = startLine + 1
    return True


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


_PRE = re.compile(r"\s*<pre\b[^<>]*>\n?(?P<code>(?:(?!<pre\b).)*?)</pre\s*>\s*", re.IGNORECASE | re.DOTALL)
_CODE_LANGUAGE = re.compile(r"\bclass\s*=\s*[\"']?[^\"'<>]*?\blang(?:uage)?-(?P<name>[\w+#-]+)", re.IGNORECASE)
_ANY_TAG = re.compile(f"{open_tag}|{close_tag}")


def read_pre(block: str) -> tuple[str, str]:
    """Return (code, language); no code for a block that is anything else."""
    found = _PRE.fullmatch(block)
    if not found:
        return "", ""
    named = _CODE_LANGUAGE.search(block)
    code = html.unescape(_ANY_TAG.sub("", found["code"]))
    return code.strip("\n"), named["name"] if named else ""
