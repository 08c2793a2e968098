"""Code -> its pieces, each under the class that colours it. The only module that knows Pygments.

The classes are Pygments' own short names, of the few that a card tells apart; `notetypes/style.css` has their colours.
"""

from __future__ import annotations

import functools
from collections.abc import Iterable, Iterator
from itertools import groupby

from pygments.lexer import Lexer
from pygments.lexers import get_lexer_by_name
from pygments.token import Token, _TokenType
from pygments.util import ClassNotFound

CLASSES = {
    Token.Keyword: "k",
    Token.Name.Builtin: "nb",
    Token.Name.Function: "nf",
    Token.Name.Class: "nf",
    Token.Name.Decorator: "nd",
    Token.Name.Tag: "k",
    Token.Name.Attribute: "nd",
    Token.Name.Exception: "nb",
    Token.Literal.String: "s",
    Token.Literal.Number: "m",
    Token.Comment: "c",
    Token.Comment.Preproc: "nd",
    Token.Operator.Word: "k",
    Token.Generic.Inserted: "gi",
    Token.Generic.Deleted: "gd",
    Token.Generic.Heading: "c",
    Token.Generic.Prompt: "c",
}
"""A kind of token, with all that belong to it -> the class."""

LONGEST = 10_000
"""Characters of code that is coloured; a card holds less, and what is longer is not worth the time."""


def pieces(source: str, language: str) -> Iterator[tuple[str, str]]:
    """Yield (class, characters) of all of `source`, neighbours joined; no class at all for an unknown language."""
    lexer = _lexer(language.lower()) if language and len(source) <= LONGEST else None
    ended = f"{source}\n"  # some lexers know a line by its end
    found = tuple(lexer.get_tokens(ended)) if lexer else ()
    if "".join(words for _, words in found) != ended:  # a lexer may tidy line ends
        yield "", source
        return
    *before, (kind, words) = _joined((_class(kind) if words.strip() else "", words) for kind, words in found)
    yield from before
    if last := words.removesuffix("\n"):
        yield kind, last


def _joined(found: Iterable[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    for name, group in groupby(found, key=lambda piece: piece[0]):
        yield name, "".join(words for _, words in group)


def _class(kind: _TokenType) -> str:
    return next((CLASSES[above] for above in reversed(kind.split()) if above in CLASSES), "")


@functools.cache
def _lexer(language: str) -> Lexer | None:
    try:
        return get_lexer_by_name(language, stripnl=False, ensurenl=False)
    except ClassNotFound:
        return None
