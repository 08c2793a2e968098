"""Spots and labels -> the labelled lines (`Hint: …`) and the remarks among them, and the spots without those.

A labelled line is said of a card, and is no part of what a rule looks at. What the card is made from stays all that its
block says: a hint makes no other card of it. A remark (`look this up again`) is said of nothing: the block is what it
would be without that line.
"""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from notes2anki.labels import label_of
from notes2anki.model import Habits, Line, Node, NodeKind, Prose, Report, joined
from notes2anki.rules.kit.found import Found, Rule, own_lines
from notes2anki.rules.kit.spot import Spot, walk
from notes2anki.text import Text

_Group = tuple[Line, ...]
"""A line as it is read, and the lines over which its author wrapped it."""

DOUBTED = re.compile(r"\S[?？]{2,}")
_LOOKS_BACK = ("revisit", "reviewed")
_WHOLE_LINE = 60  # characters of a line that the editor may have broken
_OPEN = re.compile(r"(?:[,:(\[{&+/-]|\b(?:the|an?|of|to|in|on|at|by|for|with|from|and|or|is|are))$", re.IGNORECASE)
_PAIR = re.compile(r"\s:::?\s")  # the author's own `term :: meaning`


@dataclass(frozen=True, slots=True)
class Aside:
    """A labelled line, and the block that it is said of."""

    text: Text
    lines: frozenset[int]
    owner: Node


@dataclass(frozen=True, slots=True)
class Reading:
    """A report's spots: all of them, and as the rules see them, without asides."""

    spots: tuple[Spot, ...]
    bare: tuple[Spot, ...]
    asides: tuple[Aside, ...] = ()
    remarks: tuple[tuple[Line, str], ...] = ()  # each with the name of the cue that tells it
    wholes: Mapping[int, Spot] = field(default_factory=dict)  # the spots of blocks that lost a line, by the bare one's
    bares: Mapping[int, Spot] = field(default_factory=dict)  # the other way round

    def found_at(self, spot: Spot, rule: Rule) -> tuple[Found, ...]:
        """Return what the rule finds at a spot of either kind, made from all that the block says."""
        if not self.wholes:
            return tuple(rule(spot))
        bare = self.bares.get(id(spot.node), spot)
        found = tuple(rule(bare))
        whole = self.wholes.get(id(bare.node))
        return _with_sources(found, tuple(rule(whole))) if found and whole else found

    def told(self, hits: Sequence[Found]) -> tuple[Found, ...]:
        """Return what was found, each aside with what is told of its block, or else with the first below that."""
        out = list(hits)
        for aside in self.asides:
            for place in _bearers(aside, hits):
                out[place] = _with_aside(out[place], aside)
        return tuple(out)


def read_apart(report: Report, habits: Habits, words: frozenset[str]) -> Reading:
    """Return the spots of a report with and without the lines that begin with one of `words` and a colon."""
    spots = tuple(walk(report, habits))
    label = label_of(words)
    asides = tuple(aside for spot in spots for aside in _asides(spot, label))
    remarks = tuple(remark for spot in spots for remark in _remarks(spot, label))
    if not (asides or remarks):
        return Reading(spots, spots)
    clean = replace(report, outline=_without(report.outline, frozenset(line.number for line, _ in remarks)))
    lines = frozenset().union(*(aside.lines for aside in asides))
    whole_at = {_place(spot): spot for spot in walk(clean, habits)}
    bare_at = {_place(spot): spot for spot in walk(replace(clean, outline=_without(clean.outline, lines)), habits)}
    wholes = {id(one.node): whole_at[place] for place, one in bare_at.items()}
    bares = {id(spot.node): bare_at[place] for spot in spots if (place := _place(spot)) in bare_at}
    changed = {key: one for key, one in wholes.items() if id(one.node) != key}
    return Reading(spots, tuple(bare_at.values()), asides, remarks, changed, bares)


def _place(spot: Spot) -> tuple[NodeKind, int, int]:
    """Return what a block keeps that loses a line: its kind, its first line, its depth."""
    return spot.node.kind, spot.node.first, len(spot.parents)


# --- which lines they are ------------------------------------------------------------------------------------------


def _asides(spot: Spot, label: re.Pattern[str]) -> Iterator[Aside]:
    """Yield the labelled lines of a block that says something else, too, or stands under one that does."""
    written = spot.node.written or spot.node.lines
    if spot.node.kind not in (NodeKind.ITEM, NodeKind.PARAGRAPH) or not any(
        _begins((line,), label) for line in written
    ):
        return
    groups = _groups(spot.node, label)
    asides = tuple(Aside(joined(group), _numbers(group), spot.node) for group in groups if _begins(group, label))
    if not _begins(groups[0], label):
        yield from asides if _is_more(spot, asides) else ()
    elif len(asides) == len(groups) and not spot.node.children and spot.parent and _says(spot, spot.parent):
        yield from (replace(aside, owner=spot.parent) for aside in asides)


def _remarks(spot: Spot, label: re.Pattern[str]) -> Iterator[tuple[Line, str]]:
    """Yield the lines below the first one that only say that their author looks, or looked, at it again."""
    if spot.node.kind not in (NodeKind.ITEM, NodeKind.PARAGRAPH):
        return
    cues = (*(cue for cue in spot.cues.never if cue[0] in _LOOKS_BACK), ("revisit", DOUBTED))
    starts = {line.number for line in spot.node.lines}
    for before, line in pairwise(spot.node.written or spot.node.lines):
        words = before.text.plain.rstrip()
        is_apart = line.number in starts or not _OPEN.search(words)
        if not is_apart or label.match(line.text.plain):
            continue
        is_short = line.number in starts or len(words) < _WHOLE_LINE
        for name, pattern in cues:
            # Of a line that may have been wrapped, the words have to begin the next one.
            if pattern.search(line.text.masked) if is_short else pattern.match(line.text.masked):
                yield line, name
                break


def _groups(node: Node, label: re.Pattern[str]) -> list[_Group]:
    """Return the node's lines, a labelled one by itself even where it was taken for the end of a wrapped one."""
    starts = {line.number for line in node.lines}
    groups: list[list[Line]] = []
    for line in node.written or node.lines:
        if not groups or line.number in starts or label.match(line.text.plain):
            groups.append([line])
        else:
            groups[-1].append(line)
    return [tuple(group) for group in groups]


def _begins(group: _Group, label: re.Pattern[str]) -> bool:
    return bool(label.match(group[0].text.plain))


def _numbers(group: _Group) -> frozenset[int]:
    return frozenset(line.number for line in group)


def _is_more(spot: Spot, asides: tuple[Aside, ...]) -> bool:
    """Is there more to tell than a term, when the asides are gone?"""
    if not asides:
        return False
    bare = _bare(spot.node, frozenset().union(*(aside.lines for aside in asides)))
    return bool(bare.children) or not spot.is_term_alone(bare)


def _says(spot: Spot, parent: Node) -> bool:
    """Does the bullet above say something of what it names?"""
    if parent.kind is not NodeKind.ITEM or not parent.lines:
        return False
    return bool(_PAIR.search(parent.lines[0].text.masked)) or not spot.is_term_alone(parent)


# --- blocks without them -------------------------------------------------------------------------------------------


def _without(nodes: tuple[Node, ...], lines: frozenset[int]) -> tuple[Node, ...]:
    """Return the blocks without these lines, and without those that hold nothing else."""
    return tuple(_bare(node, lines) for node in nodes if not (node.lines and lines.issuperset(_written(node))))


def _written(node: Node) -> Iterator[int]:
    return (line.number for line in node.written or node.lines)


def _bare(node: Node, lines: frozenset[int]) -> Node:
    if lines.isdisjoint(range(node.first, node.end + 1)):
        return node
    written = tuple(line for line in node.written if line.number not in lines)
    return replace(node, lines=tuple(_kept(node, lines)), written=written, children=_without(node.children, lines))


def _kept(node: Node, lines: frozenset[int]) -> Iterator[Line]:
    ends = (*(line.number for line in node.lines[1:]), node.last + 1)
    waiting = deque(node.written or node.lines)
    for line, end in zip(node.lines, ends, strict=False):
        parts: list[Line] = []
        while waiting and waiting[0].number < end:
            part = waiting.popleft()
            parts += [part] if part.number >= line.number else []
        kept = [part for part in parts if part.number not in lines]
        if len(kept) == len(parts):
            yield line
        elif kept:
            yield Line(kept[0].number, joined(kept), ends=kept[-1].ends)


# --- what is told of them ------------------------------------------------------------------------------------------


def _with_sources(found: tuple[Found, ...], whole: tuple[Found, ...]) -> tuple[Found, ...]:
    """Return what was found with the sources of what the same rule finds in the whole block, where it finds as much."""
    if [one.slot for one in found] != [one.slot for one in whole]:
        return found
    return tuple(replace(one, source=other.source) for one, other in zip(found, whole, strict=True))


def _bearers(aside: Aside, found: Sequence[Found]) -> tuple[int, ...]:
    if any(one.is_whole and aside.lines <= one.claims for one in found):
        return ()  # it is shown already
    told = [place for place, one in enumerate(found) if not one.is_aside]
    own = own_lines(aside.owner)
    below = range(aside.owner.first, aside.owner.end + 1)
    mine = tuple(place for place in told if own & found[place].claims)
    return mine or tuple(place for place in told if not found[place].claims.isdisjoint(below))[:1]


def _with_aside(found: Found, aside: Aside) -> Found:
    is_of_block = not own_lines(aside.owner).isdisjoint(found.claims)
    claims = found.claims | aside.lines if is_of_block else found.claims
    return replace(found, extra=(*found.extra, Prose(aside.text)), claims=claims)
