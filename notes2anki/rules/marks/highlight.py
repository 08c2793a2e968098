"""`==…==`: the author's own gaps, where what is highlighted does not only tell two things apart."""

from __future__ import annotations

from collections.abc import Iterator

from notes2anki.model import Aspect
from notes2anki.rules.answers import own_lines
from notes2anki.rules.clauses import clauses_of
from notes2anki.rules.found import Found
from notes2anki.rules.marks.gaps import as_cloze, highlighted
from notes2anki.rules.statement import TOLD, Statement
from notes2anki.text import Mark, Text


def find(statement: Statement) -> Iterator[Found]:
    """Yield the block's text with its gaps."""
    if statement.node.kind not in TOLD or not statement.lines:
        return
    text = statement.whole.text
    is_emphasis = any(Mark.HIGHLIGHT in run.marks for run in text.runs) and "{{" not in text.plain
    if is_emphasis and clauses_of(statement.whole):
        return
    cloze = as_cloze(text, highlighted(text))
    if cloze is not None:
        yield Found(Aspect.GAP, Text(), (), "cloze", own_lines(statement.node), text.plain, cloze)
