"""The cards of today + the ledger -> the cards; like words under two heads of one report are two facts.

One of them is known by the words alone, as ever; each other one by the words and a head above it as well. In the text
of such a card a space stands between the two: a normalised text has none.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import groupby

from notes2anki.identity import make_guid, make_key, normalise
from notes2anki.languages import all_languages
from notes2anki.leak import words
from notes2anki.ledger.entry import Entry, Ledger, Place
from notes2anki.ledger.recognise import asked
from notes2anki.model import Card, Kind

_SELF_CONTAINED = frozenset({Kind.TERM, Kind.CAUSE, Kind.CONTRAST, Kind.CLOZE})
_OWN_SUBJECT = frozenset({"topic", "told"})
"""Kinds and slots of cards whose line names what they are about, whatever they stand under."""


def tell_apart(cards: Iterable[Card], ledger: Ledger, namespace: str) -> tuple[Card, ...]:
    """Return the cards in their order, those that share their words with another fact of their report under a head.

    Whichever of them goes, moves or comes, the others stay what they are in the ledger.
    """
    listed = tuple(cards)
    known: Mapping[Place, Entry] = {entry.place: entry for entry in ledger.entries}
    heads: dict[tuple[object, ...], set[str]] = defaultdict(set)
    for entry in ledger.entries:
        head, space, text = entry.text.partition(" ")
        if space:
            heads[text, entry.slot, entry.note_type].add(head)
    alike: dict[str, list[Card]] = defaultdict(list)
    for card in listed:
        alike[card.guid].append(card)
    chosen: dict[int, str] = {}
    for first, *more in alike.values():
        former = heads.get((first.source_text, first.slot, first.note_type), set())
        if more or former:
            shown = known.get((first.key, first.note_type))
            chosen |= _heads([first, *more], former, _reference(shown, [first, *more]))
    return tuple(_under(card, chosen[id(card)], namespace) if id(card) in chosen else card for card in listed)


def _reference(entry: Entry | None, cards: Iterable[Card]) -> str:
    """Return the words that tell whose the plain key is: those the ledger has with it, else those above the home."""
    above = (*entry.trail, asked(entry)) if entry else min(cards, key=lambda card: card.age).trail
    return "".join(map(normalise, above))


def _heads(cards: Sequence[Card], former: set[str], reference: str) -> dict[int, str]:
    """Return for cards of like words the heads by which they are told apart, by the card's identity."""
    found: dict[int, str] = {}
    for _, page in groupby(sorted(cards, key=lambda card: (card.path, card.first)), key=lambda card: card.path):
        facts = _facts(page)
        named = {id(fact[0]): next((name for name in _names(fact[0]) if name in former), "") for fact in facts}
        fresh = [fact for fact in facts if not named[id(fact[0])]]
        if fresh:
            plain = max(fresh, key=lambda fact: sum(part in reference for part in _about(fact[0])))
            for fact in fresh:
                if fact is not plain:
                    taken = set(named.values())
                    free = (name for name in _names(fact[0]) if name not in {*_about(plain[0]), *taken})
                    named[id(fact[0])] = next(free, "")
        found |= {id(card): head for fact in facts for card in fact if (head := named[id(fact[0])])}
    return found


def _facts(cards: Iterable[Card]) -> list[list[Card]]:
    """Return cards of like words in one report, those of one fact together."""
    facts: list[list[Card]] = []
    for card in cards:
        same = next((fact for fact in facts if _is_same(fact[0], card)), None)
        if same:
            same.append(card)
        else:
            facts.append([card])
    return facts


def _is_same(first: Card, second: Card) -> bool:
    """Do both stand under the same heads, or say the same, with no head that only one of them is said of?"""
    one, other = set(_about(first)), set(_about(second))
    if one == other:
        return True
    is_nested = one <= other or other <= one
    # A fact under a bullet's term (`Order`, in `Hash table`) may be asked as a meaning, and is still said of the head.
    is_whole = first.kind in _SELF_CONTAINED and first.slot != "fact"
    is_anywhere = is_whole or first.slot in _OWN_SUBJECT
    return (is_nested or is_anywhere) and _says(first) == _says(second)


def _about(card: Card) -> list[str]:
    """Return the heads above a card that say more than when it was written, outermost first."""
    is_when = [one.pattern("dated").fullmatch for one in all_languages()]
    return [normalise(part) for part in card.trail if not any(fits(part) for fits in is_when)]


def _says(card: Card) -> tuple[str, str]:
    return normalise(card.question.plain), normalise(words(card.answer))


def _names(card: Card) -> Iterator[str]:
    """Yield the heads above a card, nearest first, then all of them as one."""
    parts = _about(card)
    yield from reversed(parts)
    yield "".join(parts)


def _under(card: Card, head: str, namespace: str) -> Card:
    text = f"{head} {card.source_text}"
    guid = make_guid(namespace, card.note_type, text, card.slot)
    return replace(card, guid=guid, key=make_key(text, card.slot), source_text=text)
