"""Text -> text as a terminal lays it out: measured in columns, where a Korean letter takes two."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

_TAB = 4  # columns
_LONGEST = 72  # characters of a line that is cut


def columns(text: str) -> int:
    """Return how many columns `text` takes."""
    return sum(map(_width, text))


def pad(text: str, width: int, *, right: bool = False) -> str:
    """Return `text` filled up with spaces to `width` columns; `right` puts it at the right."""
    space = " " * (width - columns(text))
    return space + text if right else text + space


def printable(text: str) -> str:
    """Return `text` with spaces for tabs, and without what else steers a terminal: notes come from anywhere."""
    signs = text.expandtabs(_TAB)
    return "".join("\N{REPLACEMENT CHARACTER}" if unicodedata.category(char) == "Cc" else char for char in signs)


def cut(words: str) -> str:
    """Return `words` on one line, and no more of them than stand on one."""
    line = " ".join(printable(words).split())
    return line if len(line) <= _LONGEST else f"{line[: _LONGEST - 1]}…"


def wrap(text: str, width: int) -> tuple[str, ...]:
    """Return the lines of `text`, broken at spaces, or inside what is wider than a line, to at most `width` columns.

    At least one line; a character that is wider than `width` stands alone.
    """
    return tuple(line for part in text.splitlines() or [""] for line in _wrapped(part.expandtabs(_TAB), width))


def _wrapped(line: str, width: int) -> Iterator[str]:
    indent = len(line) - len(line.lstrip(" "))
    current = " " * indent if indent < width else ""
    is_fresh = True
    for word in line.split():
        for piece in _pieces(printable(word), width):
            longer = current + piece if is_fresh else f"{current} {piece}"
            if columns(longer) > width and current.strip():
                yield current
                longer = piece
            current, is_fresh = longer.lstrip() if columns(longer) > width else longer, False
    yield current.rstrip()


def _pieces(word: str, width: int) -> Iterator[str]:
    """Cut a word that is wider than a line."""
    piece = ""
    for char in word:
        if piece and columns(piece + char) > width:
            yield piece
            piece = ""
        piece += char
    yield piece


def _width(char: str) -> int:
    if unicodedata.category(char) in {"Mn", "Me", "Cf"} or "\u1160" <= char <= "\u11ff":
        return 0  # drawn onto the character before it: accents, joiners, the vowels of decomposed Korean
    return 2 if unicodedata.east_asian_width(char) in "WF" else 1
