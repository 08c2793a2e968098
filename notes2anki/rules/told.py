"""A sentence after the one that defines a term: one more fact about the term, told beside the definition."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from notes2anki.model import Definition, Habits, NodeKind, Property, Prose
from notes2anki.rules.kit.found import Found, Hit
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


def find_all(hits: Iterable[Hit], habits: Habits) -> Iterator[Hit]:
    """Look at what a bullet tells of a term after the sentence that defines it."""
    for rule, spot, found in hits:
        concept = found.concept
        if rule != "definition" or spot.node.kind is not NodeKind.ITEM or not isinstance(concept, Definition):
            continue
        sentences = (block.text for block in found.extra if isinstance(block, Prose))
        facts = (find(spot, concept.term, sentence, found.claims) for sentence in sentences)
        yield from (("topic", spot, fact) for fact in facts if fact and "topic" not in habits.rules_off)
