"""Explicit clozes: `{{c1::…}}` and `==…==`, the author's own gaps."""

from __future__ import annotations

from collections.abc import Iterator

from notes2anki.model import Gaps, NodeKind
from notes2anki.rules.kit.found import Found, own_lines
from notes2anki.rules.kit.gaps import as_cloze, highlighted
from notes2anki.rules.kit.lines import says
from notes2anki.rules.kit.spot import Spot


def find(spot: Spot) -> Iterator[Found]:
    """Yield the block's text with its gaps."""
    if spot.node.kind not in (NodeKind.ITEM, NodeKind.PARAGRAPH) or not spot.lines:
        return
    text = says(spot.node)
    cloze = as_cloze(text, highlighted(text))
    if cloze is not None:
        yield Found(Gaps(cloze), "cloze", own_lines(spot.node), text.plain)
