"""Tables, in which the bar of a Liquid filter ends no cell: `| ![]({{ "/a.png" | relative_url }}) | a picture |`."""

from __future__ import annotations

import re

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock, table

_OUTPUT = re.compile(r"\{\{[^{}\n]{1,300}\}\}")
_BAR = re.compile(r"(?<!\\)\|")
_HELD = "\ue000"  # stands for such a bar while cells are told apart


def plug(markdown: MarkdownIt) -> None:
    """Read tables so."""
    markdown.block.ruler.at("table", _table, {"alt": ["paragraph", "reference"]})


def _table(state: StateBlock, startLine: int, endLine: int, silent: bool) -> bool:  # noqa: FBT001, N803 - markdown-it's
    source, first = state.src, len(state.tokens)
    held = state.env.setdefault("held", {})
    state.src = held.get(source) or held.setdefault(source, _holding(source))
    try:
        found = table(state, startLine, endLine, silent)
    finally:
        state.src = source
    for token in state.tokens[first:]:
        token.content = token.content.replace(_HELD, "|")
    return found


def _holding(source: str) -> str:
    """Return the source, of the same length, with such bars held back."""
    return _OUTPUT.sub(lambda output: _BAR.sub(_HELD, output[0]), source)
