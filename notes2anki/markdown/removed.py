"""Tokens -> what in them is active, so that no card has it: scripts, frames, handlers, addresses that run code.

Tags that only look otherwise (`<font>`, `<center>`) are dropped without a word: what they say stays.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from html.parser import HTMLParser

from markdown_it.token import Token

from notes2anki.markdown.elements import ELEMENTS
from notes2anki.markdown.newlines import newlines_in
from notes2anki.markdown.refused import refused

# fmt: off
_ACTIVE = frozenset({
    "applet", "base", "button", "canvas", "embed", "form", "frame", "frameset", "iframe", "input", "link", "meta",
    "noscript", "object", "script", "select", "style", "svg", "template", "textarea",
})
# fmt: on
"""Elements that run something, load something, or ask the reader for something."""

_ADDRESSES = frozenset({"href", "src", "srcset", "action", "formaction", "data", "poster", "background", "xlink:href"})
_HANDLER = re.compile(r"on[a-z]{3,}")
_LOADS = re.compile(r"url\(|@import|expression\(", re.IGNORECASE)


def removed(tokens: Iterable[Token]) -> Iterator[tuple[int, str]]:
    """Yield what no card shows, each with its line, counted from 1: `<script>`, `onclick`, `javascript:`."""
    for token in tokens:
        number = token.map[0] + 1 if token.map else 0
        if token.type == "html_block":
            yield from _in_markup(token.content, number)
        elif token.type == "inline":
            yield from _in_line(token.children or (), number)


def _in_line(tokens: Iterable[Token], number: int) -> Iterator[tuple[int, str]]:
    for token in tokens:
        if token.type == "html_inline":
            yield from _in_markup(token.content, number)
        else:
            told = (_active(name, str(value)) for name, value in token.attrs.items())
            yield from ((number, name) for name in told if name)
        number += newlines_in(token)


def _in_markup(markup: str, number: int) -> Iterator[tuple[int, str]]:
    watch = _Watch(number)
    watch.feed(markup)
    yield from watch.found


class _Watch(HTMLParser):
    """Reads markup that begins on line `first`, and notes what is active in it."""

    def __init__(self, first: int) -> None:
        super().__init__()
        self.found: list[tuple[int, str]] = []
        self._first = first

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note the element, and those of its attributes that are active; what is no element is text."""
        if tag not in ELEMENTS:
            return
        names = (f"<{tag}>" if tag in _ACTIVE else "", *(_active(name, value or "") for name, value in attrs))
        line = self._first + self.getpos()[0] - 1
        self.found += ((line, name) for name in names if name)


def _active(name: str, value: str) -> str:
    if _HANDLER.fullmatch(name):
        return name
    if name == "style":
        return name if _LOADS.search(value) else ""
    scheme = refused(value) if name in _ADDRESSES else ""
    return "" if (name, scheme) == ("src", "file:") else scheme  # of a picture that lies elsewhere, `media` tells
