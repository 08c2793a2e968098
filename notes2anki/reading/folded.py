"""Blocks that other tools fold, frame or label -> what is in them, under their titles.

Callouts (`> [!note] Title`), `<details>` with its summary, and the properties and dates of an outliner (`id:: …`,
`DEADLINE: <…>`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from markdown_it.tree import SyntaxTreeNode

from notes2anki.model import Line, Node, NodeKind
from notes2anki.text import Mark, Run, Text

_CALLOUT = re.compile(r"\[!(?P<type>[A-Za-z][\w-]{0,30})(?:\|[^\]]{0,60})?\][+-]?\s*")
_DETAILS = re.compile(r"\s*<details\b", re.IGNORECASE)
_ANY_DETAILS = re.compile(r"<(?P<end>/?)details\b", re.IGNORECASE)
_PROPERTY = re.compile(
    r"(?:id|collapsed|background-color|heading|icon|title|type|tags?|alias(?:es)?|public|filters"
    r"|template(?:-including-parent)?|priority|status|rating|category|author|source|url|link|related|due|done"
    r"|scheduled|deadline|completed|created(?:-at)?|updated(?:-at)?|exclude-from-graph-view|file(?:-path)?"
    r"|logseq\.[\w.-]+|card-[\w-]+|ls-[\w-]+|hl-[\w-]+|query-[\w-]+|macro-[\w-]+)::(?:\s.*)?",
    re.DOTALL,
)
_TAGS = re.compile(r"tags?::\s")
_AGENDA = re.compile(r"(?:(?:SCHEDULED|DEADLINE|CLOSED):\s*[<\[]\d{4}-\d\d-\d\d[^<>\[\]]*[>\]]\s*)+")
_DRAWER = re.compile(r":(?:LOGBOOK|PROPERTIES|END):|CLOCK:\s*\[\d{4}-.*|#\+(?:BEGIN|END)_[A-Z]+", re.IGNORECASE)


def without_properties(lines: tuple[Line, ...]) -> tuple[Line, ...]:
    """Return the lines without those that only an outliner reads; a block of nothing else keeps one to be listed by.

    Of a property (`source:: https://…`) its addresses stay.
    """
    kept = tuple(line for line in map(_without_property, lines) if line.text)
    return kept or tuple(line for line in lines if _TAGS.match(line.text.plain)) or lines[:1]


def tags_said(lines: tuple[Line, ...], kept: tuple[Line, ...]) -> tuple[str, ...]:
    """Return what the property `tags:: a, [[b]], #c` names, if it is not among the lines that are kept."""
    numbers = {line.number for line in kept}
    words = (line.text.plain for line in lines if line.number not in numbers)
    said = (tags.partition("::")[2].split(",") for tags in words if _TAGS.match(tags))
    return tuple(tag for names in said for name in names if (tag := name.strip(" #")))


def _without_property(line: Line) -> Line:
    """Return a line that says something as it is, one for an outliner without words."""
    words = line.text.plain
    if _AGENDA.fullmatch(words) or _DRAWER.fullmatch(words):
        return replace(line, text=Text())
    if _PROPERTY.fullmatch(words):
        return replace(line, text=Text(tuple(run for run in line.text.runs if _is_address(run))))
    return line


def _is_address(run: Run) -> bool:
    return Mark.LINK in run.marks and run.target.startswith("http")


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
    ends = _fold_ends(tokens)
    place = 0
    while place < len(tokens):
        end = ends.get(place, place) + 1
        yield tuple(tokens[place:end])
        place = end


def _fold_ends(tokens: Sequence[SyntaxTreeNode]) -> dict[int, int]:
    """Return the places of the tokens that begin with `<details>`, each with that of the token that ends it."""
    ends: dict[int, int] = {}
    begun: list[tuple[int, int]] = []  # the place of each fold, and how many were open before it
    depth = 0
    for place, token in enumerate(tokens):
        if token.type != "html_block":
            continue
        if _DETAILS.match(token.content):
            begun.append((place, depth))
        depth += sum(-1 if tag["end"] else 1 for tag in _ANY_DETAILS.finditer(token.content))
        while begun and begun[-1][1] >= depth:
            ends[begun.pop()[0]] = place
    return ends
