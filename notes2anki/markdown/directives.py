"""HTML comments -> those that speak to this program: `<!-- card -->`, `<!-- card: question? -->`, `<!-- nocard -->`.

All other comments are nobody's but the author's.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from markdown_it.token import Token

from notes2anki.markdown.newlines import newlines_in
from notes2anki.model import Line
from notes2anki.text import plain_text

# Bounded: a comment that never ends must not be read to the end at every place.
_COMMENT = re.compile(r"<!--(?P<words>(?:(?!-->).){0,2000})-->", re.DOTALL)
# As it should be, or as one may get it wrong: without the colon, or with another sign in its place.
_DIRECTIVE = re.compile(r"(?:no[ _-]?)?cards?\s*(?:[:：;,=-].*|\b.*[?？])?", re.IGNORECASE)


def inline_directives(inline: Token, first_line: int) -> tuple[Line, ...]:
    """Return the directives within an `inline` token, whose content begins on line `first_line`."""
    return tuple(_in_tokens(inline.children or (), first_line))


def html_directives(block: str, first_line: int) -> tuple[Line, ...]:
    """Return the directives in an HTML block, each with its line."""
    found: list[Line] = []
    number, place = first_line, 0
    for comment in _COMMENT.finditer(block):
        number += block.count("\n", place, comment.start())
        place = comment.start()
        found += _directive(comment, number)
    return tuple(found)


def _in_tokens(tokens: Iterable[Token], number: int) -> Iterator[Line]:
    for token in tokens:
        if token.type == "html_inline" and (comment := _COMMENT.fullmatch(token.content)):
            yield from _directive(comment, number)
        number += newlines_in(token)


def _directive(comment: re.Match[str], number: int) -> Iterator[Line]:
    words = " ".join(comment["words"].split())
    if _DIRECTIVE.fullmatch(words):
        yield Line(number, plain_text(words))
