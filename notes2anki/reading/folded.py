"""Blocks that other tools fold, frame or label -> what is in them, under their titles.

Callouts (`> [!note] Title`), `<details>` with its summary, and the properties of an outliner (`id:: …`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from markdown_it.tree import SyntaxTreeNode

from notes2anki.model import Line, Node, NodeKind

_CALLOUT = re.compile(r"\[!(?P<type>[A-Za-z][\w-]{0,30})(?:\|[^\]]{0,60})?\][+-]?\s*")
_DETAILS = re.compile(r"\s*<details\b", re.IGNORECASE)
_ANY_DETAILS = re.compile(r"<(?P<end>/?)details\b", re.IGNORECASE)
_PROPERTY = re.compile(
    r"(?:id|collapsed|background-color|heading|icon|title|type|alias(?:es)?|public|filters|template(?:-including-parent)?"
    r"|created(?:-at)?|updated(?:-at)?|exclude-from-graph-view|file(?:-path)?|logseq\.[\w.-]+|card-[\w-]+|ls-[\w-]+"
    r"|hl-[\w-]+|query-[\w-]+|macro-[\w-]+)::(?:\s.*)?",
    re.DOTALL,
)


def without_properties(lines: tuple[Line, ...]) -> tuple[Line, ...]:
    """Return the lines without those that only an outliner reads; a block of nothing else keeps its first."""
    kept = tuple(line for line in lines if not _PROPERTY.fullmatch(line.text.plain))
    return kept or lines[:1]


def untitled(block: Node) -> tuple[Node, ...]:
    """Return the first block of a quotation, a callout's type taken off and its title made a heading.

    The lines are those that the author wrote, hard-wrapped ones not joined.
    """
    written = block.written if block.kind is NodeKind.PARAGRAPH else ()
    found = _CALLOUT.match(written[0].text.plain) if written else None
    if not found:
        return (block,)
    title, rest = written[0].text.cut(found.end()), written[1:]
    lines = (Line(block.first, title),)
    head = (replace(block, kind=NodeKind.HEADING, last=block.first, lines=lines, written=lines, level=7),)
    body = (replace(block, first=rest[0].number, lines=rest, written=rest, directives=()),) if rest else ()
    return (*(head if title else ()), *body)


def grouped(tokens: Sequence[SyntaxTreeNode]) -> Iterator[tuple[SyntaxTreeNode, ...]]:
    """Yield the tokens one by one, but all from `<details>` to its end as one group."""
    place = 0
    while place < len(tokens):
        end = _details_end(tokens, place)
        yield tuple(tokens[place:end])
        place = end


def _details_end(tokens: Sequence[SyntaxTreeNode], start: int) -> int:
    """Return the place behind the `</details>` of the `<details>` at `start`; the next place if there is none."""
    if tokens[start].type != "html_block" or not _DETAILS.match(tokens[start].content):
        return start + 1
    depth = 0
    for place in range(start, len(tokens)):
        if tokens[place].type == "html_block":
            depth += sum(-1 if tag["end"] else 1 for tag in _ANY_DETAILS.finditer(tokens[place].content))
        if depth <= 0:
            return place + 1
    return start + 1
