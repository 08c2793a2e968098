"""Inline tokens and HTML blocks -> lines of marked text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from urllib.parse import unquote

from markdown_it.token import Token

from notes2anki.markdown.address import refused
from notes2anki.markdown.atoms import Atom, Break, Close, Open, lines
from notes2anki.markdown.tags import from_html, from_tag, picture
from notes2anki.markdown.wiki import pop_size
from notes2anki.model import Line
from notes2anki.text import Mark, Run, Text


def read_lines(inline: Token, first_line: int) -> tuple[Line, ...]:
    """Return the lines of an `inline` token as the author broke them, empty ones dropped.

    `first_line` is the number of the line on which the token's content begins. A soft break, a hard break and `<br>`
    start a new line; `<br>` does not advance the number.
    """
    return tuple(lines(_from_tokens(inline.children or ()), first_line))


def read_html(block: str, first_line: int) -> tuple[Line, ...]:
    """Return what an HTML block shows, line by line of the source, empty ones dropped.

    Elements that stand on a line of their own (`<p>`, `<figcaption>`) start a new line, too.
    """
    return tuple(lines(from_html(block), first_line))


def heading_level(block: str) -> int:
    """Return N if an HTML block is a single `<hN>` heading, with nothing to see beside it; else 0."""
    levels: list[int] = []
    depth = 0
    for atom in from_html(block):
        match atom:
            case Open(key=key) if _HEADING.fullmatch(key):
                levels.append(int(key[1]))
                depth += 1
            case Close(key=key) if _HEADING.fullmatch(key):
                depth -= 1
            case Run() if depth != 1 and Text((atom,)):
                return 0
            case _:
                pass
    return levels[0] if len(levels) == 1 and depth == 0 else 0


_HEADING = re.compile("h[1-6]")
_NOTE = re.compile(r"(?:[^:?#/][^:?#]*/)?(?P<name>[^:?#/]+)\.(?:md|markdown)(?:#.*)?", re.IGNORECASE)  # `../b.md#part`
_PAIRS = {
    "strong": Mark.STRONG,
    "em": Mark.EM,
    "s": Mark.STRIKE,
    "mark": Mark.HIGHLIGHT,
    "sub": Mark.SUB,
    "sup": Mark.SUP,
    "link": Mark.LINK,
}
_SOLID = {
    "text": frozenset[Mark](),
    "text_special": frozenset[Mark](),
    "code_inline": frozenset({Mark.CODE}),
    "math_inline": frozenset({Mark.MATH}),
    "math_inline_double": frozenset({Mark.MATH, Mark.DISPLAY}),
}


def _from_tokens(tokens: Iterable[Token]) -> Iterator[Atom]:
    before = None
    for token in tokens:
        if before and before.type == "link_open" and token.type == "link_close":
            yield from _unnamed(str(before.attrs["href"]))
        before = token
        yield from _from_token(token)
        if newlines := token.meta.get("newlines", 0):
            yield Break(newlines, splits=False)


def _from_token(token: Token) -> Iterator[Atom]:
    name = token.type.removesuffix("_open").removesuffix("_close")
    if token.type in _SOLID:
        # A newline within text came from `&#10;`; those of the source are breaks or in `meta`.
        yield Run(token.content.replace("\n", " "), _SOLID[token.type])
    elif token.type == "wikilink":
        yield Run(token.content, frozenset({Mark.NOTE}), token.meta["written"])
    elif token.type in ("softbreak", "hardbreak"):
        yield Break(newlines=1, ends=token.type == "hardbreak")
    elif token.type == "image":
        words, width = pop_size(_alternative(token))
        yield picture(str(token.attrs["src"]), words, str(token.meta.get("width", "")) or width)
    elif token.type == "html_inline":
        yield from from_tag(token.content)
    elif token.type == "link_open" and refused(str(token.attrs["href"])):
        yield Open("*link")
    elif name in _PAIRS and token.nesting > 0:
        yield Open(f"*{name}", _PAIRS[name], str(token.attrs.get("href", "")))
    elif name in _PAIRS:
        yield Close(f"*{name}")


def _unnamed(target: str) -> Iterator[Run]:
    """Name the note that a link without words leads to; one to anything else shows nothing."""
    if found := _NOTE.fullmatch(target):
        yield Run(unquote(found["name"]), frozenset({Mark.NOTE}), target)


def _alternative(image: Token) -> str:
    """Return an image's alternative text without any marks."""
    return " ".join(line.text.plain for line in lines(_from_tokens(image.children or ()), 0))
