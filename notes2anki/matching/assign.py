"""Pairs that may be one -> those that are, chosen all at once."""

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
    """Choose pairs so that their whole weight is greatest, and leave out those that could as well be others."""
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
    """Return the edges, no two with one end, whose whole weight is greatest."""
    if len(edges) == 1:
        return tuple(edges)
    old = {name: number for number, name in enumerate(sorted({edge.old.name for edge in edges}))}
    new = {name: number for number, name in enumerate(sorted({edge.new.name for edge in edges}))}
    weights = {(old[edge.old.name], new[edge.new.name]): edge for edge in edges}
    size = max(len(old), len(new))
    costs = [[-weights[i, j].weight if (i, j) in weights else 0 for j in range(size)] for i in range(size)]
    return tuple(weights[pair] for pair in sorted(enumerate(cheapest(costs))) if pair in weights)


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


def cheapest(costs: Sequence[Sequence[int]]) -> list[int]:
    """Return for each row of a square its column in the cheapest assignment (Kuhn and Munkres, with potentials)."""
    size = len(costs)
    rows, columns = [0] * (size + 1), [0] * (size + 1)
    owner = [0] * (size + 1)  # the row of each column, from 1; 0: none
    for row in range(1, size + 1):
        owner[0] = row
        path = _shortest(costs, rows, columns, owner)
        column = path.end
        while column:
            owner[column] = owner[path.before[column]]
            column = path.before[column]
    found = [0] * size
    for column in range(1, size + 1):
        found[owner[column] - 1] = column - 1
    return found


@dataclass(frozen=True, slots=True)
class _Path:
    end: int
    before: list[int]


def _shortest(costs: Sequence[Sequence[int]], rows: list[int], columns: list[int], owner: list[int]) -> _Path:
    """Find the cheapest way from the row that `owner[0]` names to a free column, and bring the potentials along."""
    size = len(costs)
    far = 1 << 60
    least, before, used = [far] * (size + 1), [0] * (size + 1), [False] * (size + 1)
    column = 0
    while owner[column]:
        used[column] = True
        row, step, nearest = owner[column], far, 0
        for other in range(1, size + 1):
            if used[other]:
                continue
            cost = costs[row - 1][other - 1] - rows[row] - columns[other]
            if cost < least[other]:
                least[other], before[other] = cost, column
            if least[other] < step:
                step, nearest = least[other], other
        for other in range(size + 1):
            if used[other]:
                rows[owner[other]] += step
                columns[other] -= step
            else:
                least[other] -= step
        column = nearest
    return _Path(column, before)
