"""A card and some labels -> the line that begins with one (`Example: …`), and the card without it.

Such a line fills a field of a note type of the user's own; or else a key of the report's front matter does.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from notes2anki.model import Block, Bullets, Card, NoteTypeSpec, Prose
from notes2anki.text import Text, plain_text

Filled = tuple[tuple[str, Text], ...]
"""Names of fields and what is in them."""


def fill_fields(card: Card, spec: NoteTypeSpec, front: Mapping[str, str]) -> tuple[Card, Filled]:
    """Return the card without the lines that fill own fields, and the fields; no line is taken that is all the answer.

    `front` are the keys of the report's front matter, in lower case.
    """
    filled: dict[str, Text] = {}
    for field in spec.fields:
        if not field.sources:
            continue
        card, found = _take(card, field.sources)
        said = next((front[key.lower()] for key in field.sources if front.get(key.lower())), "")
        if found or said:
            filled[field.name] = found or plain_text(said)
    return card, tuple(filled.items())


def _take(card: Card, labels: Sequence[str]) -> tuple[Card, Text | None]:
    extra, found = take_line(card.extra, labels)
    if found is not None:
        return replace(card, extra=extra), found
    answer, found = take_line(card.answer, labels)
    return (replace(card, answer=answer), found) if answer else (card, None)


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
