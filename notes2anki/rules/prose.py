"""What a paragraph says beyond its first sentence, and a bullet beyond the sentence that defines its term."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from notes2anki.model import Line, Node, joined
from notes2anki.rules.kit.found import Found, Hit, NamedRules
from notes2anki.rules.kit.lines import answer_text, said_of, sentences, statements
from notes2anki.rules.kit.spot import Spot
from notes2anki.text import Text


def find(spots: Iterable[Spot], rules: NamedRules, lone: NamedRules) -> Iterator[Hit]:
    """Look at the sentences of paragraphs after the first, which the rules have seen already.

    `lone` are the rules that are tried on statements of their own, too.
    """
    for spot in spots:
        first, *others = statements(spot.node) or ((),)
        yield from _told_in(spot, sentences(spot.said)[1:], rules, first)
        for lines in others:
            yield from _told_in(spot, sentences(answer_text(joined(lines))), (*lone, *rules), lines)


def on_its_lines(spot: Spot, found: Found) -> Found:
    """Return what was found in the first of a paragraph's statements with no lines but that one's."""
    lines = next(iter(statements(spot.node)), ())
    if not lines:
        return found
    return replace(found, claims=_numbers(spot.node, lines) or found.claims)


def _told_in(spot: Spot, told: Iterable[Text], rules: NamedRules, lines: Sequence[Line]) -> Iterator[Hit]:
    """Yield what the rules find in some sentences, told beside the paragraph's first; on `lines`, if they are known."""
    numbers = _numbers(spot.node, lines)
    for sentence in told:
        part = replace(spot, said=said_of(sentence, spot.cues))
        found = next(((name, found) for name, rule in rules for found in rule(part)), None)
        if found:
            yield found[0], part, replace(found[1], is_aside=True, extra=(), claims=numbers or found[1].claims)


def _numbers(node: Node, lines: Sequence[Line]) -> frozenset[int]:
    """Return the numbers of `lines` in the source, with those of the lines that are wrapped behind them."""
    numbers: set[int] = set()
    for line in lines:
        place = bisect_right(node.lines, line.number, key=lambda one: one.number)
        begin = line.number if line.number > node.lines[0].number else node.first
        numbers.update(range(begin, node.lines[place].number if place < len(node.lines) else node.last + 1))
    return frozenset(numbers)
