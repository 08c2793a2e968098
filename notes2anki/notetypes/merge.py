"""Two versions of a text, and the one that both began with -> one text, with what cannot be decided marked in it."""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

MINE, SHIPPED = "yours", "shipped"
"""What the two sides of a conflict are called."""

Lines = Sequence[str]


@dataclass(frozen=True, slots=True)
class Merged:
    """The lines of the merged text, and how many places hold both versions, between marks."""

    lines: tuple[str, ...]
    conflicts: int


@dataclass(frozen=True, slots=True)
class _Change:
    """Lines `first` to `last` (excluded) of the base that one side has otherwise."""

    first: int
    last: int
    lines: tuple[str, ...]
    is_mine: bool


def merge(base: Lines, mine: Lines, shipped: Lines) -> Merged:
    """Return both sides' changes in one text; no line that either side wrote is lost."""
    changes = sorted(
        (*_changes(base, mine, is_mine=True), *_changes(base, shipped, is_mine=False)),
        key=lambda change: (change.first, change.last),
    )
    merged: list[str] = []
    conflicts = place = 0
    for group in _overlapping(changes):
        first, last = group[0].first, max(change.last for change in group)
        merged += base[place:first]
        sides = [tuple(_applied(base[first:last], group, first, is_mine=is_mine)) for is_mine in (True, False)]
        agreed = _agreed(sides, group)
        conflicts += agreed is None
        merged += _marked(sides) if agreed is None else agreed
        place = last
    return Merged((*merged, *base[place:]), conflicts)


def _changes(base: Lines, other: Lines, *, is_mine: bool) -> Iterator[_Change]:
    for tag, first, last, begin, end in difflib.SequenceMatcher(None, base, other, autojunk=False).get_opcodes():
        if tag != "equal":
            yield _Change(first, last, tuple(other[begin:end]), is_mine)


def _overlapping(changes: Sequence[_Change]) -> Iterator[list[_Change]]:
    """Yield changes that touch each other together: lines that lie side by side may belong together."""
    group: list[_Change] = []
    end = -1
    for change in changes:
        if group and change.first > end:
            yield group
            group = []
        group.append(change)
        end = max(end, change.last)
    if group:
        yield group


def _applied(part: Lines, group: Sequence[_Change], first: int, *, is_mine: bool) -> Iterator[str]:
    """Yield the part of the base as one side has it."""
    place = 0
    for change in group:
        if change.is_mine is is_mine:
            yield from part[place : change.first - first]
            yield from change.lines
            place = change.last - first
    yield from part[place:]


def _agreed(sides: Sequence[Lines], group: Sequence[_Change]) -> Lines | None:
    changed_by = {change.is_mine for change in group}
    if len(changed_by) == 1:
        return sides[0 if True in changed_by else 1]
    return sides[0] if sides[0] == sides[1] else None


def _marked(sides: Sequence[Lines]) -> Lines:
    mine, shipped = sides
    return (f"<<<<<<< {MINE}", *mine, "=======", *shipped, f">>>>>>> {SHIPPED}")
