"""Listing -> a table for people: place, question and answer, rule, score and status, as wide as the terminal."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import zip_longest

import click

from notes2anki.cli.columns import pad, printable, wrap
from notes2anki.cli.show import count
from notes2anki.listing import Listing, by_report, place, plain
from notes2anki.model import Card, Skip, Status

_COLOURS = {Status.KEEP: "green", Status.SUGGESTED: "yellow", Status.DROPPED: "bright_black"}
_NARROWEST = 24  # columns for question and answer, however narrow the terminal


@dataclass(frozen=True, slots=True)
class _Widths:
    """Columns of the three parts of a row."""

    place: int
    words: int
    verdict: int
    has_keys: bool = False


def table(listing: Listing, width: int, *, has_keys: bool = False) -> str:
    """Return a block of rows for each report and a closing line, wrapped to `width` columns."""
    entries: tuple[Card | Skip, ...] = (*listing.cards, *listing.skips)
    places = max((len(place(entry)) for entry in entries), default=0)
    verdicts = max((len(_verdict(card)) for card in listing.cards), default=0)
    widths = _Widths(places, max(_NARROWEST, width - places - verdicts - 6), verdicts, has_keys)
    blocks = ["\n".join(_block(path, found, widths)) for path, found in by_report(listing)]
    return "\n\n".join((*blocks, _closing(listing)))


def _block(path: str, found: Iterable[Card | Skip], widths: _Widths) -> Iterator[str]:
    yield click.style(printable(path), bold=True)
    for entry in found:
        yield from _card(entry, widths) if isinstance(entry, Card) else _skip(entry, widths)


def _card(card: Card, widths: _Widths) -> Iterator[str]:
    colour = _COLOURS[card.status]
    words = (*wrap(card.question.plain, widths.words), *_answer(card, widths.words))
    verdicts = (_verdict(card), card.key) if widths.has_keys else (_verdict(card),)
    for line, where, verdict in zip_longest(words, (place(card),), verdicts, fillvalue=""):
        row = f"  {pad(where, widths.place, right=True)}  {pad(line, widths.words)}  "
        yield (row + click.style(verdict, fg=colour)) if verdict else row.rstrip()


def _answer(card: Card, width: int) -> Iterator[str]:
    words = plain(card.answer)
    if words:
        yield from (f"{mark} {line}" for mark, line in zip_longest("→", wrap(words, width - 2), fillvalue=" "))


def _skip(skip: Skip, widths: _Widths) -> Iterator[str]:
    words = " ".join(f"{skip.text} ({skip.reason})".split())
    for line, where in zip_longest(wrap(words, widths.words + widths.verdict + 2), (place(skip),), fillvalue=""):
        yield click.style(f"  {pad(where, widths.place, right=True)}  {line}", dim=True)


def _verdict(card: Card) -> str:
    return f"{card.rule} {card.score:.2f} {card.status}"


def _closing(listing: Listing) -> str:
    statuses = Counter(card.status for card in listing.cards)
    left = [f"{statuses[status]} {status}" for status in (Status.SUGGESTED, Status.DROPPED) if statuses[status]]
    skipped = [f"{len(listing.skips)} skipped"] if listing.skips else []
    return ", ".join([f"{count(statuses[Status.KEEP], 'card')} kept", *left, *skipped])
