"""A card and a note type of the user's own -> the card without what goes into own fields, and those fields.

A field is filled by a line of the card that begins with one of its labels (`Example: …`), else by a key of the
report's front matter.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from notes2anki.labels import take_line
from notes2anki.model import Card, NoteTypeSpec
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
