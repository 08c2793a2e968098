"""A table: each row a term, each column an attribute; two columns are a term and its meaning."""

from __future__ import annotations

import re
from collections.abc import Iterator

from notes2anki.languages import every
from notes2anki.model import Aspect, NodeKind, Row
from notes2anki.rules.answers import pictures_in
from notes2anki.rules.found import Found, as_prose
from notes2anki.rules.phrase import Phrase
from notes2anki.rules.statement import Statement
from notes2anki.rules.subject import subject_of
from notes2anki.text import CLOZE, Text, join

_MOST_COLUMNS = 5
_MOST_ROWS = 20
_EMPTY = ("", "-", "–", "—")


def find(statement: Statement) -> Iterator[Found]:
    """Yield a card for every cell beside a row's name."""
    rows = statement.node.rows
    if statement.node.kind is not NodeKind.TABLE or not 2 <= len(rows) <= _MOST_ROWS + 1:
        return
    head = [statement.phrase(cell) for cell in rows[0].cells]
    if not 2 <= len(head) <= _MOST_COLUMNS:
        return
    for row in rows[1:]:
        yield from _row(statement, head, row)


def _row(statement: Statement, head: list[Phrase], row: Row) -> Iterator[Found]:
    cells = [statement.phrase(cell) for cell in row.cells]
    term = _name(head, cells)
    if not term:
        return
    for column, (name, value) in enumerate(zip(head[1:], cells[1:], strict=False), start=1):
        if value.plain.strip() in _EMPTY:
            continue
        slot, claims = f"column:{column}", frozenset({row.number})
        source = " ".join((term.plain, name.plain, value.plain))
        extra = pictures_in((cells[0].text, value.text))
        told = join((term.text, value.text), ": ")
        if CLOZE.search(told.masked):  # the author's own gap
            yield Found(Aspect.GAP, Text(), (), slot, claims, source, told, extra)
            continue
        subject, attribute = _asked(statement, term, name.term, is_pair=len(head) == 2)
        aspect = Aspect.ATTRIBUTE if attribute else Aspect.DEFINITION
        yield Found(aspect, subject, as_prose(value), slot, claims, source, attribute, extra)


def _name(head: list[Phrase], cells: list[Phrase]) -> Phrase | None:
    """Return what the row is called; a bare number is named by its column: `Layer 4`."""
    term = cells[0].term if cells else None
    if term and not re.search(r"[^\W\d_]", term.plain):
        return term.of(join((head[0].term.text, term.text), " ").cut())
    return term


def _asked(statement: Statement, term: Phrase, name: Phrase, *, is_pair: bool) -> tuple[Text, Text]:
    """Return what is asked about, and for which attribute; of a pair, for what it means."""
    subject = subject_of(statement).term
    if term.is_attribute and subject:  # the table turned round: attributes down, topics across
        return (name.text if name else subject.text), term.text
    if not name or (is_pair and name.folded in every("meanings")):
        return term.text, Text()
    return term.text, name.text
