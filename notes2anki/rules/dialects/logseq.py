"""Logseq: `{{cloze …}}` in a block, and its block properties left out. `#card` on a bullet is always read."""

from __future__ import annotations

import re
from collections.abc import Iterator

from notes2anki.model import Aspect, Line
from notes2anki.rules.answers import own_lines, says
from notes2anki.rules.found import Found
from notes2anki.rules.marks.gaps import with_gaps, written
from notes2anki.rules.marks.lines import Tape
from notes2anki.rules.marks.signs import Fault, Marking
from notes2anki.text import Text

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
            found = Found(Aspect.GAP, Text(), (), "cloze", own_lines(entry.node), text.plain, with_gaps(text, gaps))
            yield Marking(RULE, entry.statement, found)
