"""`{{c1::…}}`, with `{{c1::…::hint}}` and several gaps in a block: the author's own clozes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from notes2anki.model import Aspect, joined
from notes2anki.rules.answers import own_lines, says
from notes2anki.rules.found import Found
from notes2anki.rules.marks.answer import as_text
from notes2anki.rules.marks.lines import Entry, Tape
from notes2anki.rules.marks.signs import Fault, Marking, gapped
from notes2anki.text import CLOZE, MASK, MISNUMBERED, Mark, Text

_SIGN = re.compile(r"(?P<open>\{\{c[\d,]+::)|(?P<close>\}\})")
_EMPTY = re.compile(r"\{\{c\d+::\s*(?:::[^{}]*)?\}\}")


def find(tape: Tape, used: set[int]) -> Iterator[Marking | Fault]:
    """Yield a card for each block with gaps, and a fault for a gap without an end or with nothing in it."""
    for entry in tape.entries:
        if not entry.starts or entry.is_heading or entry.number in used:
            continue
        lines = tape.of(entry.node)
        if any("{{c" in words for line in lines for words in _where_gaps_are(line.text)):
            yield from _card(entry, lines)


def _card(entry: Entry, lines: tuple[Entry, ...]) -> Iterator[Marking | Fault]:
    fault = _fault(lines)
    text = says(entry.node)
    if fault:
        yield fault
    elif _hides_picture(shown := as_text(lines)):
        yield gapped("cloze", text, lines, shown)
    elif _holds_gap(text):
        found = Found(Aspect.GAP, Text(), (), "cloze", own_lines(entry.node), text.plain, text)
        yield Marking("cloze", entry.statement, found)
    elif _holds_gap(whole := joined(entry.node.lines)):  # around an address alone
        yield gapped("cloze", whole, lines, whole)


def _holds_gap(text: Text) -> bool:
    """Is there a gap, around anything but code, or within a formula?"""
    return any(map(CLOZE.search, _where_gaps_are(text)))


def _where_gaps_are(text: Text) -> tuple[str, ...]:
    return (text.masked, *(run.text for run in text.runs if Mark.MATH in run.marks))


def _hides_picture(text: Text) -> bool:
    """Does a picture lie in a gap? It has to stay there: elsewhere on the card, it would be no answer."""
    told = _told(text)
    gaps = [found.span() for found in CLOZE.finditer(told.masked)]
    return any(start < place < end for place, _ in told.spans(Mark.IMAGE) for start, end in gaps)


def _told(text: Text) -> Text:
    """Return the text with a letter for each picture that has no words."""
    return Text(tuple(replace(run, text=run.text or MASK) if Mark.IMAGE in run.marks else run for run in text.runs))


def _fault(lines: tuple[Entry, ...]) -> Fault | None:
    pending: list[int] = []
    for line in lines:
        if wrong := next(filter(None, map(MISNUMBERED.search, _where_gaps_are(line.text))), None):
            hint = "write `{{c1::…}}`, `{{c2::…}}` and so on, at most `{{c500::…}}`"
            return Fault(line.number, f"a gap with the number {wrong['number']}, which Anki does not know", hint)
        if _EMPTY.search(_told(line.text).masked):
            return Fault(line.number, "a gap with nothing in it", "write `{{c1::what is to be hidden}}`")
        for sign in _SIGN.finditer(line.text.masked):
            if sign["open"]:
                pending.append(line.number)
            elif pending:
                pending.pop()
    if not pending:
        return None
    return Fault(pending[-1], "a gap without an end", "close `{{c1::` with `}}`, or put it into code if it is no gap")
