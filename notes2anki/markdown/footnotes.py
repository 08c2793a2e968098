"""Footnotes: `[^1]: text` as a block of its own, `[^1]` and `^[text]` as tokens that show nothing.

A reference is one with or without its text in the note; the token of `^[text]` has the tokens of its text as children.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token
from mdit_py_plugins.footnote import footnote_plugin

from notes2anki.markdown.newlines import counting, newlines_in

# Bounded, so that a long row of `[^` is not read to its end at every place.
_HINT = re.compile(r"==\^\[[^\[\]\n]{1,90}\]$")
_REFERENCE = re.compile(r"\[\^(?P<label>[^\]\s]{1,99})\]")
_INLINE = re.compile(r"\^\[(?P<words>[^\[\]]{0,500})\]")


def plug(markdown: MarkdownIt) -> None:
    """Read footnotes; their text stays where it stands, so that the maps of all tokens stay in order."""
    markdown.use(footnote_plugin, inline=False, move_to_end=False)
    markdown.inline.ruler.at("footnote_ref", _reference)
    markdown.inline.ruler.before("escape", "inline_footnote", counting(_inline))


def references(tokens: Iterable[Token]) -> Iterator[tuple[int, Token]]:
    """Yield each token that refers to a footnote, with the line on which it stands, counted from 1."""
    for token in tokens:
        if token.type != "inline" or not token.map:
            continue
        number = token.map[0] + 1
        for child in token.children or ():
            if child.type in ("footnote_ref", "footnote_inline"):
                yield number, child
            number += newlines_in(child)


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


def _inline(state: StateInline, silent: bool) -> bool:  # noqa: FBT001 - markdown-it's signature
    if state.src[max(state.pos - 2, 0) : state.pos] == "==":
        return False  # the hint of a highlighted gap
    found = _INLINE.match(state.src, state.pos, state.posMax)
    if not found:
        return False
    if not silent:
        token = state.push("footnote_inline", "", 0)
        token.hidden, token.children = True, []
        state.md.inline.parse(found["words"], state.md, state.env, token.children)
    state.pos = found.end()
    return True
