"""Stats -> text for people: a bar for each count, and what to revisit, as wide as the terminal."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import click

from notes2anki.cli.columns import columns, pad, printable, wrap
from notes2anki.cli.show import count
from notes2anki.listing import place
from notes2anki.model import Skip
from notes2anki.stats import Count, Stats

_WIDEST_NAME = 40  # columns; longer names are cut
_WIDEST_BAR = 40
_SLICES = " ▏▎▍▌▋▊▉"  # eighths of a column


def as_text(stats: Stats, width: int) -> str:
    """Return the figures, a block for each group, wrapped to `width` columns."""
    return "\n".join(_lines(stats, width))


def _lines(stats: Stats, width: int) -> Iterator[str]:
    yield ", ".join(
        [count(stats.reports, "report"), *(f"{one.number} {one.name}" for one in stats.statuses if one.number)]
    )
    for title, counts in stats.groups:
        if counts:
            yield from ("", click.style(title, bold=True), *_bars(counts, width))
    if stats.revisit:
        yield from ("", click.style(f"To revisit ({len(stats.revisit)})", bold=True))
        for skip in stats.revisit:
            yield from _revisit(skip, width)


def _bars(counts: Iterable[Count], width: int) -> Iterator[str]:
    listed = [(_name(one.name), one.number) for one in counts]
    names = max(columns(name) for name, _ in listed)
    digits = max(len(str(number)) for _, number in listed)
    most = max((number for _, number in listed if number), default=1)
    room = max(1, min(_WIDEST_BAR, width - names - digits - 6))
    for name, number in listed:
        yield f"  {pad(name, names)}  {number:>{digits}}  {_bar(number / most * room)}".rstrip()


def _name(name: str) -> str:
    lines = wrap(name, _WIDEST_NAME)
    return lines[0] if len(lines) == 1 else f"{wrap(name, _WIDEST_NAME - 1)[0]}…"


def _bar(length: float) -> str:
    whole, rest = divmod(round(length * 8), 8)
    return "█" * whole + _SLICES[rest].strip()


def _revisit(skip: Skip, width: int) -> Iterator[str]:
    text = " ".join(skip.text.split())
    where = f"{printable(skip.path)}:{place(skip)}"
    yield click.style(f"  {where}", dim=True)
    yield from (f"    {line}" for line in wrap(text, max(1, width - 4)))
