"""`{{c1::…}}`, with `{{c1::…::hint}}` and several gaps in a block: the author's own clozes."""

from __future__ import annotations

import re
from collections.abc import Iterator

from notes2anki.model import Gaps
from notes2anki.rules.kit.found import Found, own_lines
from notes2anki.rules.kit.gaps import CLOZE
from notes2anki.rules.kit.lines import says
from notes2anki.rules.kit.marks import Fault, Marking
from notes2anki.rules.kit.tape import Entry, Tape
from notes2anki.text import Mark, Text

_SIGN = re.compile(r"(?P<open>\{\{c\d{1,3}::)|(?P<close>\}\})")
_PICTURE = "\ufffc"  # stands for an object within a text
_EMPTY = re.compile(r"\{\{c\d+::\s*(?:::[^{}]*)?\}\}")


def find(tape: Tape, used: set[int]) -> Iterator[Marking | Fault]:
    """Yield a card for each block with gaps, and a fault for a gap without an end or with nothing in it."""
    for entry in tape.entries:
        if not entry.starts or entry.is_heading or entry.number in used:
            continue
        lines = tape.of(entry.node)
        if any("{{c" in line.text.masked or _holds_gap(line.text) for line in lines):
            yield from _card(entry, lines)


def _card(entry: Entry, lines: tuple[Entry, ...]) -> Iterator[Marking | Fault]:
    fault = _fault(lines)
    whole = entry.node.text.dropping(Mark.STRIKE)
    is_picture = any(_PICTURE in gap[0] for gap in CLOZE.finditer(_seen(whole)))
    text = whole if is_picture else says(entry.node)
    if fault:
        yield fault
    elif _holds_gap(text):
        found = Found(Gaps(text), "cloze", own_lines(entry.node), text.plain, is_whole=is_picture)
        yield Marking("cloze", entry.spot, found)


def _holds_gap(text: Text) -> bool:
    """Is there a gap, around anything but code, or within a formula?"""
    formulas = (run.text for run in text.runs if Mark.MATH in run.marks)
    return bool(CLOZE.search(_seen(text))) or any(CLOZE.search(formula) for formula in formulas)


def _seen(text: Text) -> str:
    """Return `masked` with a sign for each picture, also for one without words."""
    masked = (Text((run,)).masked if Mark.IMAGE not in run.marks else _PICTURE for run in text.runs)
    return "".join(masked)


def _fault(lines: tuple[Entry, ...]) -> Fault | None:
    pending: list[int] = []
    for line in lines:
        if _EMPTY.search(_seen(line.text)):
            return Fault(line.number, "a gap with nothing in it", "write `{{c1::what is to be hidden}}`")
        for sign in _SIGN.finditer(line.text.masked):
            if sign["open"]:
                pending.append(line.number)
            elif pending:
                pending.pop()
    if not pending:
        return None
    return Fault(pending[-1], "a gap without an end", "close `{{c1::` with `}}`, or put it into code if it is no gap")
