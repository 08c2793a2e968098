"""Marks and folds that stand too deep in each other -> text, so that no later walk over a note exhausts the stack.

The parser bounds what else can nest: quotations, lists and links.
"""

from __future__ import annotations

import re

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.token import Token

MAX_DEPTH = 16
"""Marks that may stand in each other, and `<details>`; no one writes more than three or four."""

_MARKS = frozenset({"em", "strong", "s", "mark"})
_FOLD = re.compile(r"<(?P<end>/?)details\b[^<>]*>?", re.IGNORECASE)


def plug(markdown: MarkdownIt) -> None:
    """Bound the tokens as soon as they are there."""
    markdown.core.ruler.after("inline", "nesting", _bound)


def _bound(state: StateCore) -> None:
    folds = _Folds()
    for token in state.tokens:
        if token.type == "html_block":
            token.content = folds.bounded(token.content, token.level)
        elif token.type == "inline":
            _bound_marks(token.children or [])


def _bound_marks(tokens: list[Token]) -> None:
    """Show the marks beyond the depth as they are written: `*`."""
    depth = 0
    for token in tokens:
        if token.tag not in _MARKS:
            continue
        depth += min(token.nesting, 0)
        if depth >= MAX_DEPTH:
            token.content = token.markup
            token.type = "text"
        depth += max(token.nesting, 0)


class _Folds:
    """The `<details>` that are open: the level of each, and whether it counts."""

    def __init__(self) -> None:
        self._open: list[int] = []

    def bounded(self, html: str, level: int) -> str:
        """Return an HTML block without the tags of folds beyond the depth; what they fold stays."""
        while self._open and self._open[-1] > level:  # it has no end in the list or quotation that it began in
            self._open.pop()
        return _FOLD.sub(lambda tag: self._kept(tag, level), html)

    def _kept(self, tag: re.Match[str], level: int) -> str:
        if not tag["end"]:
            self._open.append(level)
        is_kept = len(self._open) <= MAX_DEPTH
        if tag["end"] and self._open:
            self._open.pop()
        return tag[0] if is_kept else ""
