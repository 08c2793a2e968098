"""A term of a definition list (`: meaning` on the lines below it) and what it means."""

from __future__ import annotations

from collections.abc import Iterator

from notes2anki.model import Definition
from notes2anki.rules.kit.found import Found, blocks_of, own_lines
from notes2anki.rules.kit.lines import says
from notes2anki.rules.kit.phrases import clean_term
from notes2anki.rules.kit.spot import Spot


def find(spot: Spot) -> Iterator[Found]:
    """Yield the term with all that stands below it, if it is a term of a definition list."""
    if not spot.node.is_defined or not spot.lines:
        return
    term, meaning = clean_term(spot.head, spot.cues), blocks_of(spot.children)
    if term and meaning and not spot.is_generic(term):
        source = f"{term.plain} {says(spot.children[0]).plain}"
        yield Found(Definition(term, meaning), "definition", own_lines(spot.node, *spot.children), source)
