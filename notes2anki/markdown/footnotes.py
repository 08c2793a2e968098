"""Footnotes: `[^1]: text` as a block of its own, `[^1]` as a token without text, be its text in the note or not."""

from __future__ import annotations

import re

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline
from mdit_py_plugins.footnote import footnote_plugin

# Bounded, so that a long row of `[^` is not read to its end at every place.
_HINT = re.compile(r"==\^\[[^\[\]\n]{1,90}\]$")
_REFERENCE = re.compile(r"\[\^(?P<label>[^\]\s]{1,99})\]")


def plug(markdown: MarkdownIt) -> None:
    """Read footnotes; their text stays where it stands, so that the maps of all tokens stay in order."""
    markdown.use(footnote_plugin, inline=False, move_to_end=False)
    markdown.inline.ruler.at("footnote_ref", _reference)


def _reference(state: StateInline, silent: bool) -> bool:  # noqa: FBT001 - markdown-it's signature
    found = _REFERENCE.match(state.src, state.pos, state.posMax)
    if not found:
        return False
    # A number is a reference even where its text was left behind; anything else may be a set of characters.
    # The number of a highlighted gap: `==gap==[^1]`, `==gap==^[hint][^1]`.
    is_gap = state.src[max(state.pos - 2, 0) : state.pos] == "==" or bool(
        _HINT.search(state.src[max(state.pos - 99, 0) : state.pos])
    )
    if (is_gap or not found["label"].isdigit()) and not _has_text(state, found["label"]):
        return False
    if not silent:
        state.push("footnote_ref", "", 0).meta = {"label": found["label"]}
    state.pos = found.end()
    return True


def _has_text(state: StateInline, label: str) -> bool:
    return f":{label}" in state.env.get("footnotes", {}).get("refs", {})
