"""A note and its note type -> which cards Anki makes of it."""

from __future__ import annotations

import functools
import re
from collections.abc import Callable

from notes2anki.model import Note, NoteTypeSpec
from notes2anki.notetypes.syntax import DEEPEST_CLOZE, parse, read_numbers, shows_any
from notes2anki.text import CLOZE_SIGN

_HIGHEST_CLOZE = 500  # Anki puts all higher numbers on one card

# An empty field: nothing to see but line breaks. Anki itself knows fewer kinds of space.
_EMPTY = re.compile(r"(?:[^\S\x1c-\x1e]|</?(?:br|div) ?/?>)*", re.IGNORECASE)


def card_ords(note: Note, spec: NoteTypeSpec) -> tuple[int, ...]:
    """Return the templates (or for a cloze, the gaps) that this note has a card of, counted from 0."""
    return counter(spec)(note)


def counter(spec: NoteTypeSpec) -> Callable[[Note], tuple[int, ...]]:
    """Return what tells of many notes of a type which cards they have, as `card_ords` does of one."""
    if spec.is_cloze:
        return _gap_ords
    fronts = tuple(parse(template.front) for template in spec.templates)

    @functools.cache  # there are but a few ways to fill the fields
    def shown_by(filled: frozenset[str]) -> tuple[int, ...]:
        is_asked = "Question" in filled
        return tuple(ord_ for ord_, front in enumerate(fronts) if is_asked and shows_any(front, filled))

    return lambda note: shown_by(frozenset([name for name, html in note.fields if not is_blank(html)]))


def _gap_ords(note: Note) -> tuple[int, ...]:
    numbers = _cloze_numbers(dict(note.fields).get("Text", ""))
    return tuple(sorted({min(number, _HIGHEST_CLOZE) - 1 for number in numbers}))


def is_blank(html: str) -> bool:
    """Is there nothing to see in a field? We count every kind of space as nothing."""
    return _EMPTY.fullmatch(html) is not None


def _cloze_numbers(text: str) -> tuple[int, ...]:
    """Return the numbers of all clozes that are closed, nested ones too, but not those in one that stays open."""
    found: list[list[int]] = [[]]  # at each depth; what is found at depth 0 counts
    for mark in CLOZE_SIGN.finditer(text):
        opened = list(read_numbers(mark["numbers"] or ""))
        if opened and len(found) <= DEEPEST_CLOZE:
            found.append(opened)
        elif mark[0] == "}}" and len(found) > 1:
            closed = found.pop()
            found[-1].extend(closed)
    return tuple(number for number in found[0] if number > 0)
