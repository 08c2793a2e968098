"""Markdown body -> what a report takes from it: outline, footnotes, and the active HTML that it goes without."""

from __future__ import annotations

from dataclasses import dataclass

from markdown_it.tree import SyntaxTreeNode

from notes2anki.markdown import parser
from notes2anki.markdown.removed import removed
from notes2anki.model import Footnote, Node
from notes2anki.reading.footnotes import read_footnotes
from notes2anki.reading.outline import outline_of


@dataclass(frozen=True, slots=True)
class Body:
    """What stands below the front matter."""

    outline: tuple[Node, ...]
    footnotes: tuple[Footnote, ...]
    removed: tuple[tuple[int, tuple[str, ...]], ...]  # a line, and what of its HTML is active: `<script>`, `onclick`


def read_body(body: str) -> Body:
    """Return what stands in `body`; line numbers count from its first line. Total: any text has an outline."""
    tokens = parser().parse(body)
    root = SyntaxTreeNode(tokens)
    by_line: dict[int, dict[str, None]] = {}
    for line, name in removed(tokens):
        by_line.setdefault(line, {})[name] = None
    return Body(
        outline_of(root), read_footnotes(tokens, root), tuple((line, tuple(names)) for line, names in by_line.items())
    )
