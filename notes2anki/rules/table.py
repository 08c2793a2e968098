"""A table: each row a term, each column an attribute; two columns are a term and its meaning."""

from __future__ import annotations

import re
from collections.abc import Iterator

from notes2anki.cues import every, fold
from notes2anki.model import Attribute, Definition, Gaps, NodeKind, Row
from notes2anki.rules.kit.found import Found, pictures_in, prose
from notes2anki.rules.kit.phrases import clean_term, is_attribute
from notes2anki.rules.kit.spot import Spot
from notes2anki.text import CLOZE, Text, join

_MOST_COLUMNS = 5
_MOST_ROWS = 20


def find(spot: Spot) -> Iterator[Found]:
    """Yield a card for every cell beside a row's name."""
    rows = spot.node.rows
    if spot.node.kind is not NodeKind.TABLE or not 2 <= len(rows) <= _MOST_ROWS + 1:
        return
    head = rows[0].cells
    if not 2 <= len(head) <= _MOST_COLUMNS:
        return
    for row in rows[1:]:
        yield from _row(spot, head, row)


def _row(spot: Spot, head: tuple[Text, ...], row: Row) -> Iterator[Found]:
    term = _name(spot, head, row)
    if not term:
        return
    for column, (name, value) in enumerate(zip(head[1:], row.cells[1:], strict=False), start=1):
        if not value.plain.strip() or value.plain.strip() in ("-", "–", "—"):
            continue
        source = " ".join((term.plain, name.plain, value.plain))
        concept = _concept(spot, term, clean_term(name, spot.cues), value, is_pair=len(head) == 2)
        extra = pictures_in((row.cells[0], value))
        yield Found(concept, f"column:{column}", frozenset({row.number}), source, extra)


def _name(spot: Spot, head: tuple[Text, ...], row: Row) -> Text:
    """Return what the row is called; a bare number is named by its column: `Layer 4`."""
    term = clean_term(row.cells[0], spot.cues) if row.cells else Text()
    if term and not re.search(r"[^\W\d_]", term.plain):
        return join((clean_term(head[0], spot.cues), term), " ").cut()
    return term


def _concept(spot: Spot, term: Text, name: Text, value: Text, *, is_pair: bool) -> Attribute | Definition | Gaps:
    told = join((term, value), ": ")
    if CLOZE.search(told.masked):  # the author's own gap
        return Gaps(told)
    if is_attribute(term) and spot.subject:  # the table turned round: attributes down, topics across
        return Attribute(name, term, prose(value)) if name else Attribute(spot.subject, term, prose(value))
    if not name or (is_pair and fold(name.plain) in every("meanings")):
        return Definition(term, prose(value))
    return Attribute(term, name, prose(value))
