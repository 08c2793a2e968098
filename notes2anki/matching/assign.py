"""Pairs that may be one -> those that are, the best first."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from notes2anki.matching.fact import Doubt, Join
from notes2anki.matching.rate import Edge

MARGIN = 0.06
"""Two ways to join that are nearer than this are in doubt."""

_MOST_TOGETHER = 40  # facts that are told apart by trying; of more, those that have any rival are in doubt


@dataclass(frozen=True, slots=True)
class Found:
    """What was chosen, and what was left out since others would do as well."""

    joins: tuple[Join, ...] = ()
    doubts: tuple[Doubt, ...] = ()


def assign(edges: Sequence[Edge]) -> Found:
    """Choose pairs, the best first, and leave out those that could as well be others."""
    joins: list[Join] = []
    doubts: list[Doubt] = []
    for group in groups(edges):
        for edge in best(group):
            if _is_clear(edge, group):
                joins.append(Join(edge.old, edge.new, edge.why))
            else:
                doubts.append(Doubt(edge.old, edge.new, edge.likeness, "others are as like it"))
    return Found(tuple(joins), tuple(doubts))


def groups(edges: Sequence[Edge]) -> Iterator[list[Edge]]:
    """Yield the edges that hang together, in a fixed order."""
    home: dict[object, int] = {}
    members: dict[int, list[Edge]] = {}
    for number, edge in enumerate(edges):
        ends = (("old", edge.old.name), ("new", edge.new.name))
        near = sorted({home[end] for end in ends if end in home})
        members[number] = [inner for group in near for inner in members.pop(group)] + [edge]
        for inner in members[number]:
            home["old", inner.old.name] = home["new", inner.new.name] = number
    yield from members.values()


def best(edges: Sequence[Edge]) -> tuple[Edge, ...]:
    """Return edges, no two with one end: of those that are left, the one of the greatest weight at a time."""
    taken: set[tuple[str, object]] = set()
    chosen: list[Edge] = []
    for edge in sorted(edges, key=lambda edge: (-edge.weight, edge.old.name, edge.new.name)):
        ends = {("old", edge.old.name), ("new", edge.new.name)}
        if taken.isdisjoint(ends):
            taken |= ends
            chosen.append(edge)
    return tuple(sorted(chosen, key=lambda edge: edge.old.name))


def _is_clear(edge: Edge, group: Sequence[Edge]) -> bool:
    """Would joining otherwise be much worse?"""
    rivals = [other for other in group if (other.old == edge.old) != (other.new == edge.new)]
    if not rivals:
        return True
    if len({other.new.name for other in group}) > _MOST_TOGETHER:
        return all(edge.weight - rival.weight >= 1000 * MARGIN for rival in rivals)
    without = [other for other in group if other is not edge]
    return _total(best(group)) - _total(best(without)) >= 1000 * MARGIN


def _total(edges: Iterable[Edge]) -> int:
    return sum(edge.weight for edge in edges)
