"""A card and the user's settings -> whether its answer is typed in, and the voice that reads it aloud."""

from __future__ import annotations

from collections.abc import Iterator
from typing import assert_never

from notes2anki.model import Block, Bullets, Card, Code, Face, Grid, Kind, Prose
from notes2anki.text import GAP, Mark, Text

TYPED, VOICE = "Spare2", "Spare3"
"""The fields by which the shipped templates know. Their names are older than their use, and frozen as all are."""

_LONGEST = 30  # characters that one types from memory
_MOST_WORDS = 4
_FORMULA = frozenset({Mark.MATH, Mark.DISPLAY})


def is_typed(card: Card, face: Face) -> bool:
    """Is the answer typed in? It has to be a few words, and no picture or formula; of a cloze, every gap has to."""
    if not face.is_typed:
        return False
    if card.kind is Kind.CLOZE:
        return not _bears(card.question, _FORMULA) and all(map(_is_short, _gaps(card.question)))
    if len(card.answer) != 1 or not isinstance(card.answer[0], Prose):
        return False
    answer = card.answer[0].text
    return not _bears(answer, _FORMULA | {Mark.IMAGE}) and _is_short(answer.plain)


def voice_of(card: Card, face: Face) -> str:
    """Return the voice of the card's language; empty: it stays silent, as do formulas, code and tables."""
    voice = next((voice for voice in face.voices if voice.partition("_")[0] == card.language), "")
    return voice if voice and all(map(_can_be_said, (Prose(card.question), *card.answer))) else ""


def _gaps(text: Text) -> Iterator[str]:
    return (gap["hidden"] for gap in GAP.finditer(text.plain))


def _is_short(words: str) -> bool:
    return 0 < len(words) <= _LONGEST and len(words.split()) <= _MOST_WORDS and "\n" not in words


def _can_be_said(block: Block) -> bool:
    match block:
        case Prose(text):
            return not _bears(text, _FORMULA)
        case Bullets(members):
            return not any(_bears(member, _FORMULA) for member in members)
        case Code() | Grid():
            return False
        case _:
            assert_never(block)


def _bears(text: Text, marks: frozenset[Mark]) -> bool:
    return any(run.marks & marks for run in text.runs)
