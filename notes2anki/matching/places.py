"""Which reports are one, and which facts have the same neighbours."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence

from notes2anki.matching.fact import Fact, Join, Name


class Places:
    """Which reports are one, and which facts have the same neighbours, as told by the facts that did not change."""

    def __init__(self, old: Sequence[Fact], new: Sequence[Fact], joins: Sequence[Join]) -> None:
        self.renamed = _renamed({fact.path for fact in new}, joins)
        before = {join.old.name: number for number, join in enumerate(joins)}
        after = {join.new.name: number for number, join in enumerate(joins)}
        self._old = _neighbours((fact for fact in old if not fact.is_gone), before)
        self._new = _neighbours(new, after)

        self._texts: dict[str, list[str]] = defaultdict(list)
        for join in joins:
            self._texts[join.new.path].append(join.new.text)

    def tells_of(self, path: str, subject: str) -> bool:
        """Does an unchanged fact of the report begin with this subject?"""
        return any(text.startswith(subject) for text in self._texts.get(path, ()))

    def is_one(self, old: Fact, new: Fact) -> bool:
        """Do both stand in one report, though it may have another name now?"""
        return bool(old.path) and self.renamed.get(old.path, old.path) == new.path

    def shared(self, old: Fact, new: Fact) -> int:
        """Return on how many sides (0-2) both have the same unchanged neighbour, or none."""
        if not self.is_one(old, new) or old.is_gone:
            return 0
        before, after = self._old[old.name], self._new[new.name]
        # Where nothing stayed as it was, nothing is a neighbour.
        return sum(a == b for a, b in zip(before, after, strict=True)) if max(before) >= 0 else 0


def _renamed(paths: set[str], joins: Sequence[Join]) -> Mapping[str, str]:
    """Return for reports that are gone the one in which more than half of their facts are now."""
    went: dict[str, Counter[str]] = defaultdict(Counter)
    for join in joins:
        if join.old.path not in paths and not join.old.is_gone:
            went[join.old.path][join.new.path] += 1
    chosen = {path: max(sorted(counts), key=counts.__getitem__) for path, counts in went.items()}
    return {path: to for path, to in chosen.items() if went[path][to] * 2 > went[path].total()}


def _neighbours(facts: Iterable[Fact], known: Mapping[Name, int]) -> dict[Name, tuple[int, int]]:
    """Return for each fact the numbers of the known ones before and after it in its report, -1 for none."""
    reports: dict[str, list[Fact]] = defaultdict(list)
    for fact in facts:
        reports[fact.path].append(fact)
    found: dict[Name, Sequence[int]] = {}
    for listed in reports.values():
        listed.sort(key=lambda fact: (fact.line, fact.key, fact.kind))
        before, after = _last_known(listed, known), _last_known(listed[::-1], known)[::-1]
        found |= {fact.name: sides for fact, *sides in zip(listed, before, after, strict=True)}
    return {name: (sides[0], sides[1]) for name, sides in found.items()}


def _last_known(facts: Iterable[Fact], known: Mapping[Name, int]) -> list[int]:
    last, found = -1, []
    for fact in facts:
        found.append(last)
        last = known.get(fact.name, last)
    return found
