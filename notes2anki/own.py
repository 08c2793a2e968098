"""A card and a note type of the user's own -> the card without what goes into own fields, and those fields.

A field is filled by a line of the card that begins with one of its labels (`Example: …`), else by a key of the
report's front matter.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
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
    names = "|".join(re.escape(label) for label in labels)
    label = re.compile(rf"\s*(?:{names})\s*[:：]\s*(?=\S)", re.IGNORECASE)
    for name, blocks in (("extra", card.extra), ("answer", card.answer)):
        found = next(_labelled(blocks, label), None)
        rest = tuple(_without(blocks, found)) if found is not None else blocks
        if found is not None and (rest or name == "extra"):
            end = label.match(found.plain)
            left = replace(card, extra=rest) if name == "extra" else replace(card, answer=rest)
            return left, found.cut(end.end() if end else 0)
    return card, None


def _labelled(blocks: Sequence[Block], label: re.Pattern[str]) -> Iterator[Text]:
    for block in blocks:
        texts = block.members if isinstance(block, Bullets) else (block.text,) if isinstance(block, Prose) else ()
        yield from (text for text in texts if label.match(text.plain))


def _without(blocks: Sequence[Block], taken: Text) -> Iterator[Block]:
    for block in blocks:
        if isinstance(block, Bullets):
            members = tuple(member for member in block.members if member is not taken)
            if members:
                yield replace(block, members=members)
        elif not (isinstance(block, Prose) and block.text is taken):
            yield block
