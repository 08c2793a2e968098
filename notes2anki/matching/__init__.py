"""The facts of the last build + the facts of today -> which is which, and why.

A wrong join pins what the learner knows of one fact to another, so what is in doubt is not joined but told. The result
depends neither on the order of the facts nor on that of the files.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from rapidfuzz.fuzz import ratio

from notes2anki.matching.assign import assign, best, groups
from notes2anki.matching.fact import Doubt, Fact, Join, Matches, Name
from notes2anki.matching.likeness import LONG, Change, answer_likeness, question_change, question_likeness
from notes2anki.matching.opposite import is_opposite
from notes2anki.matching.places import Places
from notes2anki.matching.rate import Edge, Rate, make_edge, rate_edit, rate_return, rate_same_text

__all__ = ["Doubt", "Fact", "Join", "Matches", "match", "why_kept"]


_NEAR = frozenset({Change.NONE, Change.TYPO})


def match(old: Iterable[Fact], new: Iterable[Fact]) -> Matches:
    """Say which facts of today are facts of the last build. Keys are unique in `old` and in `new`, for each kind."""
    left = _Left(sorted(old, key=lambda fact: fact.name), sorted(new, key=lambda fact: fact.name))
    joins = [*left.take(_by_key(left)), *left.take(_by_alias(left))]
    places = Places(left.all_old, left.all_new, joins)
    doubts: list[Doubt] = []
    for rate in (rate_same_text, rate_edit, rate_return):
        found = assign(list(_candidates(left, places, rate)))
        joins += left.take(found.joins)
        doubts += found.doubts
        told = {doubt.new.name for doubt in found.doubts}
        left.new = [fact for fact in left.new if fact.name not in told]
        left.doubted |= {doubt.old.name for doubt in found.doubts}
    doubts += _more_doubts(left, places)
    return Matches(tuple(joins), tuple(sorted(doubts, key=lambda doubt: doubt.new.name)), tuple(_turned(left, places)))


def why_kept(before: str, today: str) -> str:
    """Say what became of a fact that has its key still, by the report that it stood in and that where it stands."""
    return "moved" if before and before != today else ""


# --- what is left --------------------------------------------------------------------------------------------------


class _Left:
    """The facts that are not joined yet, in the order of their keys."""

    def __init__(self, old: Sequence[Fact], new: Sequence[Fact]) -> None:
        self.all_old, self.all_new = tuple(old), tuple(new)
        self.old, self.new = list(old), list(new)
        self.doubted: set[Name] = set()

    def take(self, joins: Iterable[Join]) -> tuple[Join, ...]:
        """Take joined facts out."""
        taken = tuple(joins)
        old, new = {join.old.name for join in taken}, {join.new.name for join in taken}
        self.old = [fact for fact in self.old if fact.name not in old]
        self.new = [fact for fact in self.new if fact.name not in new]
        return taken


def _by_key(left: _Left) -> Iterator[Join]:
    known = {fact.name: fact for fact in left.old}
    for fact in left.new:
        if found := known.get(fact.name):
            yield Join(found, fact, why_kept(found.path, fact.path))


def _by_alias(left: _Left) -> Iterator[Join]:
    """A fact whose edit was taken back."""
    new = {fact.name: fact for fact in left.new}
    for fact in left.old:
        for key in reversed(fact.aliases):
            found = new.pop((key, fact.kind), None)
            if found:
                yield Join(fact, found, "as it was once")
                break


# --- what may be one -----------------------------------------------------------------------------------------------


def _candidates(left: _Left, places: Places, rate: Rate) -> Iterator[Edge]:
    return (edge for old, new in _pairs(left, places) if (edge := rate(old, new, places)))


def _pairs(left: _Left, places: Places) -> Iterator[tuple[Fact, Fact]]:
    """Yield all pairs that may be one: in one report any, elsewhere those that agree in question, answer or text."""
    by_path: dict[str, list[Fact]] = defaultdict(list)
    by_words: dict[object, list[Fact]] = defaultdict(list)
    for fact in left.old:
        by_path[places.renamed.get(fact.path, fact.path)].append(fact)
        for sign in _signs(fact):
            by_words[sign].append(fact)
    for new in left.new:
        near = {old.name: old for old in by_path.get(new.path, ())}
        near |= {old.name: old for sign in _signs(new) for old in by_words.get(sign, ())}
        for name in sorted(near):
            if near[name].kind is new.kind:
                yield near[name], new


def _signs(fact: Fact) -> tuple[object, ...]:
    signs: list[object] = [("asked", "".join(fact.asked))]
    signs += [("answer", fact.answer)] if len(fact.answer) >= LONG else []
    signs += [("text", fact.text)] if fact.text else []
    return tuple(signs)


# --- what is told --------------------------------------------------------------------------------------------------


def _more_doubts(left: _Left, places: Places) -> Iterator[Doubt]:
    """Yield for what is new the card that went and is most like it, if it is like it at all."""
    edges = []
    for old, new in _pairs(left, places):
        if not old.is_gone and old.name not in left.doubted:
            likeness = _doubtful_likeness(old, new, is_here=places.is_one(old, new))
            if likeness:
                edges.append(make_edge(old, new, likeness, places, ""))
    for group in groups(edges):
        for edge in best(group):
            is_other = is_opposite(edge.old.asked, edge.new.asked)
            why = "denied, or with another number" if is_other else "too little alike to be sure"
            yield Doubt(edge.old, edge.new, edge.likeness, why)


def _doubtful_likeness(old: Fact, new: Fact, *, is_here: bool) -> float:
    """Return how like two facts are that may be one; of two reports, only what asks or answers the same may."""
    if not is_here and not (old.asked == new.asked or (old.answer == new.answer and len(new.answer) >= LONG)):
        return 0
    answers, change = answer_likeness(old, new), question_change(old.asked, new.asked)
    is_like = (is_here and change is Change.NONE) or answers >= (0.6 if change in _NEAR else 0.8)
    is_like = is_like or (is_here and ratio(old.text, new.text) >= 80)
    return (question_likeness(old, new) + answers) / 2 if is_like else 0


def _turned(left: _Left, places: Places) -> Iterator[tuple[Fact, Fact]]:
    """Yield what was a basic note and is a cloze now, or the other way round."""
    gone = [fact for fact in left.old if not fact.is_gone]
    for new in left.new:
        near = [old for old in gone if old.kind is not new.kind and places.is_one(old, new)]
        alike = [(ratio(_bare(old), _bare(new)), old.name, old) for old in near]
        if alike and max(alike)[0] >= 80:
            yield max(alike)[2], new


def _bare(fact: Fact) -> str:
    return fact.text or "".join((*fact.asked, fact.answer))
