"""Question and answer -> whether the one gives the other away."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import assert_never

from notes2anki.identity import normalise
from notes2anki.model import Block, Bullets, Code, Grid, Prose
from notes2anki.text import Text

_SHORTEST = 4  # characters; less may stand anywhere
_BRACKET = re.compile(r"[()（）]")


def gives_away(asked: Iterable[str], answer: Iterable[Block]) -> bool:
    """Does anything that is shown with the question hold the whole answer?"""
    wanted = normalise(words(answer))
    return len(wanted) >= _SHORTEST and any(wanted in normalise(shown) for shown in asked)


def names(term: Text, shown: Iterable[str]) -> bool:
    """Is the term, or a part of it that stands in or before brackets, named in what is shown?"""
    parts = {normalise(part) for part in (term.plain, *_BRACKET.split(term.plain))}
    told = [normalise(one) for one in shown]
    return any(len(part) > 1 and part in one for one in told for part in parts)


def words(blocks: Iterable[Block]) -> str:
    """Return what blocks say, without any marks."""
    return "\n".join(line for block in blocks for line in _block_words(block))


def _block_words(block: Block) -> Iterator[str]:
    match block:
        case Prose(text):
            yield text.plain
        case Bullets(members):
            yield from (member.plain for member in members)
        case Code(source):
            yield source
        case Grid(rows):
            yield from (" ".join(cell.plain for cell in row) for row in rows)
        case _:
            assert_never(block)
