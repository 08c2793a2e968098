"""Other tools' ways of marking cards, one file each; `dialects:` in deck.yaml turns them on."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

from notes2anki.model import Dialect, Line, Node, Report
from notes2anki.rules.dialects import anki, hashcards, inka, logseq, mdanki, obsidian_to_anki, spaced_repetition
from notes2anki.rules.marks.lines import Tape
from notes2anki.rules.marks.signs import Fault, Frame, Marking, first_come

Find = Callable[[Tape], Iterator[Marking | Fault | Frame]]
Tidy = Callable[[tuple[Line, ...]], tuple[Line, ...]]

FINDERS: tuple[tuple[Dialect, Find], ...] = (
    (Dialect.OBSIDIAN_TO_ANKI, obsidian_to_anki.find),
    (Dialect.INKA, inka.find),
    (Dialect.HASHCARDS, hashcards.find),
    (Dialect.SPACED_REPETITION, spaced_repetition.find),
    (Dialect.LOGSEQ, logseq.find),
    (Dialect.MDANKI, mdanki.find),
)
"""In the order in which they have their say, where several are turned on."""

TIDIERS: tuple[tuple[Dialect, Tidy], ...] = (
    (Dialect.OBSIDIAN_TO_ANKI, obsidian_to_anki.tidy),
    (Dialect.LOGSEQ, logseq.tidy),
    (Dialect.ANKI, anki.tidy),
)
"""What makes of a block's lines those that say something to people."""


def clean(report: Report, spoken: tuple[Dialect, ...]) -> Report:
    """Return the report without what only the other tools read: ids, schedules, comments."""
    for dialect, tidy in TIDIERS:
        if dialect in spoken:
            report = replace(report, outline=_tidied(report.outline, tidy))
    return report


def find(tape: Tape, spoken: tuple[Dialect, ...], used: set[int]) -> Iterator[Marking | Fault | Frame]:
    """Yield the cards that are marked in one of the dialects, and what is wrong with marks; adds to `used`."""
    for dialect, finder in FINDERS:
        if dialect in spoken:
            yield from first_come(finder(tape), used)


def _tidied(nodes: tuple[Node, ...], tidy: Tidy) -> tuple[Node, ...]:
    return tuple(_tidied_node(node, tidy) for node in nodes)


def _tidied_node(node: Node, tidy: Tidy) -> Node:
    before = node.written or node.lines
    after = tidy(before)
    children = _tidied(node.children, tidy)
    kept = node if children == node.children else replace(node, children=children)
    # What is left of a block that held more than prose is shown line by line.
    return kept if after == before else replace(kept, lines=after, written=after)
