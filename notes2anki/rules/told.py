"""A sentence after the one that defines a term: one more fact about the term, told beside the definition."""

from __future__ import annotations

from notes2anki.model import Property
from notes2anki.rules.kit.found import Found
from notes2anki.rules.kit.lines import answer_text, said_of
from notes2anki.rules.kit.phrases import is_fact
from notes2anki.rules.kit.spot import Spot
from notes2anki.text import Text

_WEIGHT = 0.75


def find(spot: Spot, term: Text, sentence: Text, claims: frozenset[int]) -> Found | None:
    """Return the sentence as a fact about the term, if it stands by itself and nothing speaks against it."""
    claim = answer_text(said_of(sentence, spot.cues))
    against = (*spot.cues.doubt, *spot.cues.never)
    is_doubted = any(pattern.search(claim.plain) for _, pattern in against)
    if is_doubted or not is_fact(claim, spot.cues):
        return None
    source = f"{term.plain} {claim.plain}"
    return Found(Property(term, (claim,)), "told", claims, source, weight=_WEIGHT, is_aside=True)
