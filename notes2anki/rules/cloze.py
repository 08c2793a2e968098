"""Explicit clozes: `{{c1::…}}` and `==…==`, the author's own gaps."""

from __future__ import annotations

from collections.abc import Iterator

from notes2anki.model import Gaps, NodeKind
from notes2anki.rules.kit.found import Found, own_lines
from notes2anki.rules.kit.gaps import CLOZE, highlighted, with_gaps
from notes2anki.rules.kit.lines import says
from notes2anki.rules.kit.spot import Spot


def find(spot: Spot) -> Iterator[Found]:
    """Yield the block's text with its gaps."""
    if spot.node.kind not in (NodeKind.ITEM, NodeKind.PARAGRAPH) or not spot.lines:
        return
    text = says(spot.node)
    if not CLOZE.search(text.masked):
        text = with_gaps(text, highlighted(text))
    if CLOZE.search(text.masked):
        yield Found(Gaps(text), "cloze", own_lines(spot.node), says(spot.node).plain)
