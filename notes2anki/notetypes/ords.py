"""A note and its note type -> which cards Anki makes of it."""

from __future__ import annotations

import re

from notes2anki.model import Note, NoteTypeSpec
from notes2anki.notetypes.syntax import CLOZE_MARK, DEEPEST_CLOZE, parse, read_numbers, shows_any

_HIGHEST_CLOZE = 500  # Anki puts all higher numbers on one card

# An empty field: nothing to see but line breaks. Anki itself knows fewer kinds of space.
_EMPTY = re.compile(r"(?:[^\S\x1c-\x1e]|</?(?:br|div) ?/?>)*", re.IGNORECASE)


def card_ords(note: Note, spec: NoteTypeSpec) -> tuple[int, ...]:
    """Return the templates (or for a cloze, the gaps) that this note has a card of, counted from 0."""
    fields = dict(note.fields)
    if spec.is_cloze:
        numbers = _cloze_numbers(fields.get("Text", ""))
        return tuple(sorted({min(number, _HIGHEST_CLOZE) - 1 for number in numbers}))
    if is_blank(fields.get("Question", "")):
        return ()
    filled = frozenset(name for name, html in fields.items() if not is_blank(html))
    return tuple(ord_ for ord_, template in enumerate(spec.templates) if shows_any(parse(template.front), filled))


def is_blank(html: str) -> bool:
    """Is there nothing to see in a field? We count every kind of space as nothing."""
    return _EMPTY.fullmatch(html) is not None


def _cloze_numbers(text: str) -> tuple[int, ...]:
    """Return the numbers of all clozes that are closed, nested ones too, but not those in one that stays open."""
    found: list[list[int]] = [[]]  # at each depth; what is found at depth 0 counts
    for mark in CLOZE_MARK.finditer(text):
        opened = list(read_numbers(mark["numbers"] or ""))
        if opened and len(found) <= DEEPEST_CLOZE:
            found.append(opened)
        elif mark[0] == "}}" and len(found) > 1:
            closed = found.pop()
            found[-1].extend(closed)
    return tuple(number for number in found[0] if number > 0)
