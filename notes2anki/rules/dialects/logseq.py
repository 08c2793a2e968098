"""Logseq: `{{cloze …}}` in a block, and its block properties left out. `#card` on a bullet is always read."""

from __future__ import annotations

import re
from collections.abc import Iterator

from notes2anki.model import Gaps, Line
from notes2anki.rules.kit.found import Found, own_lines
from notes2anki.rules.kit.gaps import with_gaps, written
from notes2anki.rules.kit.lines import says
from notes2anki.rules.kit.marks import Fault, Marking
from notes2anki.rules.kit.tape import Tape

RULE = "dialect:logseq"

_GAP = re.compile(r"\{\{(?:cloze|c(?P<number>[1-9]\d?))\s+(?P<gap>[^{}]+?)\s*\}\}")
_OPEN = re.compile(r"\{\{cloze\b(?![^{}]*\}\})")
_PROPERTY = re.compile(r"^[a-z][\w.-]*::(?:\s|$)")


def tidy(lines: tuple[Line, ...]) -> tuple[Line, ...]:
    """Return the lines that are no properties: `card-last-interval:: 4`, `id:: …`."""
    return tuple(line for line in lines if not _PROPERTY.match(line.text.masked))


def find(tape: Tape) -> Iterator[Marking | Fault]:
    """Yield a card for each block with gaps."""
    for entry in tape.entries:
        if _OPEN.search(entry.text.masked):
            yield Fault(entry.number, "a gap without an end", "close `{{cloze` with `}}`")
        if not entry.starts:
            continue
        text = says(entry.node)
        gaps = tuple(written(text, _GAP)) if "{{c" in text.masked else ()
        if gaps:
            found = Found(Gaps(with_gaps(text, gaps)), "cloze", own_lines(entry.node), text.plain)
            yield Marking(RULE, entry.spot, found)
