"""Bare addresses: `https://example.org` in running text becomes a link.

linkify-it finds where an address ends. markdown-it's own rule for that searches all text before each `://`, which
takes quadratic time; this one looks at a bounded stretch before and after.
"""

from __future__ import annotations

import re

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline

_SCHEME = re.compile(r"(?:^|[^A-Za-z0-9.+-])(?P<scheme>https?|ftp)$", re.IGNORECASE)
_LONGEST_SCHEME = len("https")
_LONGEST_ADDRESS = 2000


def plug(markdown: MarkdownIt) -> None:
    """Link the addresses that name their scheme; `example.org` and `user@example.org` stay text."""
    markdown.inline.ruler.before("newline", "address", _address)


def _address(state: StateInline, silent: bool) -> bool:  # noqa: FBT001 - markdown-it's signature
    if state.linkLevel > 0 or not state.src.startswith("://", state.pos):
        return False
    scheme = _SCHEME.search(state.src[max(0, state.pos - _LONGEST_SCHEME - 1) : state.pos])
    if not scheme:
        return False
    begin = state.pos - len(scheme["scheme"])
    linkify = state.md.linkify
    match = linkify and linkify.match_at_start(state.src[begin : min(state.posMax, begin + _LONGEST_ADDRESS)])
    if not match:
        return False
    # A bar ends a cell, and no address has one; stars close an emphasis.
    written = match.url.partition("|")[0].rstrip("*")
    target = state.md.normalizeLink(written)
    if not silent:
        state.pending = state.pending[: begin - state.pos]
        _push_link(state, target, state.md.normalizeLinkText(written))
    state.pos = begin + len(written)
    return True


def _push_link(state: StateInline, target: str, words: str) -> None:
    token = state.push("link_open", "a", 1)
    token.attrs = {"href": target}
    token.markup, token.info = "linkify", "auto"
    state.push("text", "", 0).content = words
    token = state.push("link_close", "a", -1)
    token.markup, token.info = "linkify", "auto"
