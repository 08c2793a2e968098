"""Blocks of a card and some labels -> the line that begins with one (`Example: …`), and the blocks without it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from notes2anki.model import Block, Bullets, Prose
from notes2anki.text import Text


def take_line(blocks: tuple[Block, ...], labels: Iterable[str]) -> tuple[tuple[Block, ...], Text | None]:
    """Return the blocks without the first labelled line, and what stands behind its label; None if there is none."""
    label = label_of(labels)
    for line in _lines(blocks):
        if found := label.match(line.plain):
            return tuple(_without(blocks, line)), line.cut(found.end())
    return blocks, None


def label_of(words: Iterable[str]) -> re.Pattern[str]:
    """Return the pattern of one of these words and a colon, with more behind it."""
    names = "|".join(map(re.escape, sorted(words)))
    return re.compile(rf"\s*(?:{names})\s*[:：]\s*(?=\S)", re.IGNORECASE)


def _lines(blocks: Sequence[Block]) -> Iterator[Text]:
    for block in blocks:
        if isinstance(block, Bullets):
            yield from block.members
        elif isinstance(block, Prose):
            yield block.text


def _without(blocks: Sequence[Block], taken: Text) -> Iterator[Block]:
    for block in blocks:
        if isinstance(block, Bullets):
            members = tuple(member for member in block.members if member is not taken)
            if members:
                yield replace(block, members=members)
        elif not (isinstance(block, Prose) and block.text is taken):
            yield block
