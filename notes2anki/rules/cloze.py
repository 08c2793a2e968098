"""Explicit clozes: `{{c1::…}}` and `==…==`, the author's own gaps."""

from __future__ import annotations

from collections.abc import Iterator

from notes2anki.model import Gaps, NodeKind
from notes2anki.rules.kit.clauses import contrast_of
from notes2anki.rules.kit.found import Found, own_lines
from notes2anki.rules.kit.gaps import as_cloze, highlighted
from notes2anki.rules.kit.lines import says
from notes2anki.rules.kit.spot import Spot
from notes2anki.text import Mark


def find(spot: Spot) -> Iterator[Found]:
    """Yield the block's text with its gaps."""
    if spot.node.kind not in (NodeKind.ITEM, NodeKind.PARAGRAPH) or not spot.lines:
        return
    text = says(spot.node)
    is_emphasis = Mark.HIGHLIGHT in {mark for run in text.runs for mark in run.marks} and "{{" not in text.plain
    if is_emphasis and contrast_of(text, spot.cues):
        return  # what is highlighted tells two things apart
    cloze = as_cloze(text, highlighted(text))
    if cloze is not None:
        yield Found(Gaps(cloze), "cloze", own_lines(spot.node), text.plain)
