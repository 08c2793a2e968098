"""Facts about one subject: each a card of its own, but for those that lean on the fact before them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from notes2anki.model import Property
from notes2anki.rules.kit.found import Hit
from notes2anki.rules.kit.phrases import is_deictic
from notes2anki.rules.kit.spot import Spot

MOST_CLAIMS = 3


def merge_facts(hits: Iterable[Hit]) -> tuple[Hit, ...]:
    """Tell the facts under one parent apart, and join those that lean on the fact before; all else passes through."""
    out: list[Hit] = []
    last_at: dict[int, int] = {}  # a parent -> where in `out` its last fact stands
    asked: set[int] = set()  # the parents of which a card asks as a whole
    for hit in hits:
        parent = id(hit[1].parent)
        place = last_at.get(parent) if hit[2].slot == "fact" else None
        joined = _joined(out[place], hit) if place is not None else None
        if joined and place is not None:
            out[place] = joined
            continue
        if hit[2].slot == "fact":
            last_at[parent] = len(out)
        out.append(_further(hit) if parent in asked else hit)
        if _asks_for_all(hit):
            asked.add(parent)
    return tuple(out)


def _asks_for_all(hit: Hit) -> bool:
    """Does the card ask for the key points of its subject, and not only for what it is?"""
    concept = hit[2].concept
    return hit[2].slot == "fact" and isinstance(concept, Property) and not concept.is_meaning


def _joined(before: Hit, after: Hit) -> Hit | None:
    rule, spot, found = before
    left, right = found.concept, after[2].concept
    if not (isinstance(left, Property) and isinstance(right, Property)) or not _leans(after[1]):
        return None
    claims = (*left.claims, *right.claims)
    if len(claims) > MOST_CLAIMS or sum(len(claim.plain) for claim in claims) > spot.habits.longest_answer:
        return None
    # The key stays the first fact's, so that a bullet added below does not make another card of it.
    merged = replace(left, claims=claims)
    return rule, spot, replace(found, concept=merged, claims=found.claims | after[2].claims)


def _leans(spot: Spot) -> bool:
    """Does the block begin with a word that points back: this, therefore?"""
    return is_deictic(spot.head, spot.cues) or bool(spot.cues.connective.match(spot.head.masked))


def _further(hit: Hit) -> Hit:
    """Mark a card as one of several about its subject: its question has to tell which fact it asks for."""
    rule, spot, found = hit
    if not isinstance(found.concept, Property) or found.slot != "fact":
        return hit
    return rule, spot, replace(found, concept=replace(found.concept, is_further=True))
