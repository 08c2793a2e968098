"""Cards, and which of them take others in -> the cards joined, and what keeps two of them from being one.

The one that takes keeps its question, its key and its guid, and answers for both; the other is dropped.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import chain

from notes2anki.model import Block, Bullets, Card, NoteType, Status

Takes = Mapping[str, tuple[str, ...]]
"""Keys of cards -> the keys of those that each takes in."""


@dataclass(frozen=True, slots=True)
class Fault:
    """Why a card does not take another in, and how to mend it."""

    key: str
    message: str
    hint: str


def join_cards(
    cards: Iterable[Card], takes: Takes, worded: Iterable[str]
) -> tuple[tuple[Card, ...], tuple[Fault, ...]]:
    """Return the cards in their order, with those that are taken in dropped, and all faults.

    `worded` are the keys of cards whose whole answer the user wrote: nothing is added to it.
    """
    listed, own_words = tuple(cards), frozenset(worded)
    by_key = {card.key: card for card in listed}
    faults = tuple(chain.from_iterable(_faults(key, takes[key], by_key) for key in takes if key in by_key))
    sound = {key: tuple(_sound(key, takes[key], by_key)) for key in takes if key in by_key}
    taken = frozenset(chain.from_iterable(sound.values()))
    reached = {root: tuple(_reach(root, sound, {root})) for root in sound if root not in taken}
    dropped = frozenset(chain.from_iterable(reached.values()))
    circles = (Fault(key, *_CIRCLE) for key in sound if sound[key] and key not in reached and key not in dropped)
    joined = {root: _joined(by_key[root], [by_key[key] for key in keys], own_words) for root, keys in reached.items()}
    whole = (joined.get(card.key, card) for card in listed)
    return (
        tuple(replace(card, status=Status.DROPPED) if card.key in dropped else card for card in whole),
        (*faults, *circles),
    )


_CIRCLE = ("it takes in a card that takes it in", "let one of them take in all others")


def _faults(key: str, others: Iterable[str], by_key: Mapping[str, Card]) -> Iterator[Fault]:
    yield from (Fault(key, *found) for other in others if (found := _fault(by_key[key], other, by_key)))


def _sound(key: str, others: Iterable[str], by_key: Mapping[str, Card]) -> Iterator[str]:
    return (other for other in others if not _fault(by_key[key], other, by_key))


def _fault(card: Card, other: str, by_key: Mapping[str, Card]) -> tuple[str, str] | None:
    if other == card.key:
        return "a card cannot take itself in", "name another card"
    found = by_key.get(other)
    if found is None:
        return f"there is no card {other} that it could take in", "`notes2anki cards --keys` shows the keys"
    if NoteType.CLOZE in (card.note_type, found.note_type):
        return f"a cloze has no answer that could be joined with {other}", "word both as one by hand"
    if found.path != card.path:  # its pictures and its place are those of another report
        return f"{other} is of another report, {found.path}", "write both answers under `answer`, and drop the other"
    return None


def _reach(key: str, takes: Takes, seen: set[str]) -> Iterator[str]:
    """Yield what a card takes in, and what that takes in, each once."""
    for other in takes.get(key, ()):
        if other not in seen:
            seen.add(other)
            yield other
            yield from _reach(other, takes, seen)


def _joined(card: Card, others: Iterable[Card], worded: frozenset[str]) -> Card:
    whole = (card, *others)
    return replace(
        card,
        answer=card.answer if card.key in worded else tuple(_blocks(one.answer for one in whole)),
        extra=tuple(_blocks(one.extra for one in whole)),
        sources=tuple(dict.fromkeys(chain.from_iterable(one.sources for one in whole))),
    )


def _blocks(parts: Iterable[tuple[Block, ...]]) -> Iterator[Block]:
    """Yield the blocks of all parts; lists that meet become one."""
    last: Block | None = None
    for block in chain.from_iterable(parts):
        if isinstance(last, Bullets) and isinstance(block, Bullets) and last.is_ordered is block.is_ordered:
            last = replace(last, members=(*last.members, *block.members))
            continue
        if last is not None:
            yield last
        last = block
    if last is not None:
        yield last
