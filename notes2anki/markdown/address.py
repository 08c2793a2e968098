"""Bare addresses: `https://example.org` and `www.example.org` in running text become links.

A link that no card may follow (`javascript:…`, `file:…`) is its words alone; markdown-it would show its source.

linkify-it finds where an address ends. markdown-it's own rule for that searches all text before each `://`, which
takes quadratic time; this one looks at a bounded stretch before and after.
"""

from __future__ import annotations

import re

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline
from markdown_it.rules_inline import autolink as known_autolink
from markdown_it.rules_inline import text as plain_words

from notes2anki.markdown.emphasis import CJK

_SCHEME = re.compile(r"(?:^|[^A-Za-z0-9.+-])(?P<scheme>https?|ftp)$", re.IGNORECASE)
_LONGEST_SCHEME = len("https")
_LONGEST_ADDRESS = 2000
_NAMELESS = re.compile(r"(?<![A-Za-z0-9.@/+-])www\.(?=[a-z0-9-]{1,63}\.[a-z0-9])", re.IGNORECASE)
_END = re.compile(r"[\s|]")  # a bar ends a cell, and no address has one
_MARKS_LAST = re.compile(r"[?!.,:]*[*_~]+$")  # they close an emphasis
_PAIRS = ("**", "==", "~~")
_FARTHEST_MARK = 300  # characters before an address
_HOST = re.compile(r"(?:\w+://)?(?:[a-z0-9-]{1,63}\.)+[a-z]{2,24}", re.IGNORECASE)


def plug(markdown: MarkdownIt) -> None:
    """Link the addresses that name their scheme or begin with `www.`; `example.org`, `user@example.org` stay text."""
    _plug_refused(markdown)
    markdown.inline.ruler.before("newline", "address", _address)
    markdown.inline.ruler.at("text", _words)
    markdown.inline.ruler.before("text", "nameless_address", _nameless)


def _address(state: StateInline, silent: bool) -> bool:  # noqa: FBT001 - markdown-it's signature
    if state.linkLevel > 0 or not state.src.startswith("://", state.pos):
        return False
    scheme = _SCHEME.search(state.src[max(0, state.pos - _LONGEST_SCHEME - 1) : state.pos])
    # The first letter of `\https://…` is no longer pending, so that a backslash keeps an address from being a link.
    if not scheme or not (silent or state.pending.endswith(scheme["scheme"])):
        return False
    begin = state.pos - len(scheme["scheme"])
    written = _written(state, begin, "")
    if not written:
        return False
    if not silent:
        state.pending = state.pending[: begin - state.pos]
        _push_link(state, written, written)
    state.pos = begin + len(written)
    return True


def _nameless(state: StateInline, silent: bool) -> bool:  # noqa: FBT001 - markdown-it's signature
    if state.linkLevel > 0 or not _NAMELESS.match(state.src, state.pos):
        return False
    written = _written(state, state.pos, "http://")
    if not written:
        return False
    if not silent:
        _push_link(state, f"http://{written}", written)
    state.pos += len(written)
    return True


def _words(state: StateInline, silent: bool) -> bool:  # noqa: FBT001 - markdown-it's signature
    """Go past words as markdown-it does, but not past an address that begins among them."""
    start = state.pos
    if not plain_words(state, silent):
        return False
    found = _NAMELESS.search(state.src, start + 1, state.pos)
    if found:
        if not silent:
            state.pending = state.pending[: found.start() - state.pos]
        state.pos = found.start()
    return True


def _written(state: StateInline, begin: int, scheme: str) -> str:
    """Return the address that begins there, as it is written; nothing if it is none."""
    linkify = state.md.linkify
    ahead = _END.split(state.src[begin : min(state.posMax, begin + _LONGEST_ADDRESS)], maxsplit=1)[0]
    before = state.src[max(0, begin - _FARTHEST_MARK) : begin]
    for mark in _PAIRS:
        if before.count(mark) % 2:  # `**https://example.org**는`: it closes behind the address
            ahead = ahead.partition(mark)[0]
    match = linkify and linkify.match_at_start(scheme + _MARKS_LAST.sub("", ahead))
    if not match:
        return ""
    written = _MARKS_LAST.sub("", match.url.removeprefix(scheme))
    host = _HOST.match(written)
    # `https://example.org에서`: a particle.
    return host[0] if host and CJK.match(written, host.end()) else written


def _push_link(state: StateInline, target: str, words: str) -> None:
    token = state.push("link_open", "a", 1)
    token.attrs = {"href": state.md.normalizeLink(target)}
    token.markup, token.info = "linkify", "auto"
    state.push("text", "", 0).content = state.md.normalizeLinkText(words)
    token = state.push("link_close", "a", -1)
    token.markup, token.info = "linkify", "auto"


_REFUSED = re.compile(r"(?P<scheme>javascript|vbscript|data|file):(?!image/)", re.IGNORECASE)
_BLANK = re.compile(r"[\x00-\x20]+")  # browsers read over it: `java\nscript:`


def _plug_refused(markdown: MarkdownIt) -> None:
    """Read links to any address, as CommonMark does; what stands between `<` and `>` stays as written."""
    markdown.validateLink = _is_read  # type: ignore[method-assign] # this is how markdown-it wants it set
    markdown.inline.ruler.at("autolink", _autolink)


def refused(target: str) -> str:
    """Return the scheme for which an address is refused, as `javascript:`; nothing if it is not."""
    found = _REFUSED.match(_BLANK.sub("", target))
    return f"{found['scheme'].lower()}:" if found else ""


def _is_read(url: str) -> bool:  # noqa: ARG001 - markdown-it's signature
    return True


def _autolink(state: StateInline, silent: bool) -> bool:  # noqa: FBT001 - markdown-it's signature
    """Leave `Map<file:name>` alone."""
    return not _REFUSED.match(state.src, state.pos + 1) and known_autolink(state, silent)
