"""Cards and skipped lines -> how many there are of what, and what is to be looked at again."""

from __future__ import annotations

import datetime as dt
import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from notes2anki.model import Card, Skip, Status

UNDATED = "no date"
"""What cards are counted under whose report has no date."""

REVISIT = "to revisit"
"""How the reason begins for which a line is left out that its author had not understood."""

_STATUSES = ((Status.KEEP, "kept"), (Status.SUGGESTED, "suggested"), (Status.DROPPED, "dropped"))
_MOST_EMPTY = 53  # weeks in a row that are shown without a card; a longer gap is left out
_PLACE = re.compile(r" as .*:\d+$")  # in a reason: which other line it is


@dataclass(frozen=True, slots=True)
class Count:
    """How many there are of one sort."""

    name: str
    number: int


@dataclass(frozen=True, slots=True)
class Stats:
    """The figures of one or several decks. Cards by week, subdeck, kind and rule are those that are kept."""

    reports: int
    statuses: tuple[Count, ...]
    weeks: tuple[Count, ...]  # ISO weeks in their order, also those without a card; undated ones last
    subdecks: tuple[Count, ...]  # these and the following: the most first
    kinds: tuple[Count, ...]
    rules: tuple[Count, ...]
    skipped: tuple[Count, ...]  # lines that became no card, by reason
    revisit: tuple[Skip, ...]  # in the order of the notes

    @property
    def groups(self) -> tuple[tuple[str, tuple[Count, ...]], ...]:
        """All counts of cards and lines, with their titles."""
        return (
            ("Cards by week", self.weeks),
            ("Cards by subdeck", self.subdecks),
            ("Cards by kind", self.kinds),
            ("Cards by rule", self.rules),
            ("Lines left out", self.skipped),
        )


def count(reports: int, cards: Iterable[Card], skips: Iterable[Skip]) -> Stats:
    """Count the cards and the lines of a number of reports."""
    listed, left = tuple(cards), tuple(skips)
    kept = tuple(card for card in listed if card.status is Status.KEEP)
    statuses = Counter(card.status for card in listed)
    return Stats(
        reports=reports,
        statuses=tuple(Count(name, statuses[status]) for status, name in _STATUSES),
        weeks=tuple(_weeks(kept)),
        subdecks=_most_first(card.deck for card in kept),
        kinds=_most_first(card.kind for card in kept),
        rules=_most_first(card.rule for card in kept),
        skipped=_most_first(_PLACE.sub(" as another", skip.reason) for skip in left),
        revisit=tuple(skip for skip in left if skip.reason.startswith(REVISIT)),
    )


def as_json(stats: Stats) -> str:
    """Return one object: a number for each week, subdeck, kind, rule and reason, and the list of what to revisit."""
    found = {
        "reports": stats.reports,
        "cards": _object(stats.statuses),
        "weeks": _object(stats.weeks),
        "subdecks": _object(stats.subdecks),
        "kinds": _object(stats.kinds),
        "rules": _object(stats.rules),
        "skipped": _object(stats.skipped),
        "revisit": [{"path": skip.path, "lines": (skip.first, skip.last), "text": skip.text} for skip in stats.revisit],
    }
    return json.dumps(found, ensure_ascii=False, indent=2)


def _weeks(cards: Iterable[Card]) -> Iterator[Count]:
    mondays = Counter(_monday(card.date) for card in cards)
    undated = mondays.pop(None, 0)
    dated = sorted(monday for monday in mondays if monday)
    for monday, after in zip(dated, [*dated[1:], None], strict=False):
        yield _week(monday, mondays[monday])
        empty = (after - monday).days // 7 - 1 if after else 0
        if empty <= _MOST_EMPTY:
            yield from (_week(monday + dt.timedelta(weeks=number + 1), 0) for number in range(empty))
    if undated:
        yield Count(UNDATED, undated)


def _monday(date: dt.date | None) -> dt.date | None:
    return date - dt.timedelta(days=date.weekday()) if date else None


def _week(monday: dt.date, number: int) -> Count:
    year, week, _ = monday.isocalendar()
    return Count(f"{year}-W{week:02}", number)


def _most_first(names: Iterable[str]) -> tuple[Count, ...]:
    counts = Counter(str(name) for name in names)
    return tuple(Count(name, counts[name]) for name in sorted(counts, key=lambda name: (-counts[name], name)))


def _object(counts: Iterable[Count]) -> dict[str, int]:
    return {one.name: one.number for one in counts}
