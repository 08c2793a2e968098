"""Anki's own: `[sound:name.mp3]` is a recording, `[$]…[/$]` and `[$$]…[/$$]` are math. Its clozes are always read."""

from __future__ import annotations

import re
from dataclasses import replace

from notes2anki.model import Line
from notes2anki.text import MASK, Mark, Run, Text

_MARKS = re.compile(
    r"\[sound:(?P<sound>[^\]\n]{1,300})\]"
    # The dollar signs were read as math, with a bracket outside and a bracket inside at either end.
    rf"|\[(?P<math>{MASK}{{4,2000}})\]"
)


def tidy(lines: tuple[Line, ...]) -> tuple[Line, ...]:
    """Return the lines with recordings and math as such."""
    return tuple(replace(line, text=_read(line.text)) if "[" in line.text.masked else line for line in lines)


def _read(text: Text) -> Text:
    pieces: list[Run] = []
    place = 0
    for found in _MARKS.finditer(text.masked):
        if run := _run(text, found):
            pieces += [*_between(text, place, found.start()), run]
            place = found.end()
    return Text((*pieces, *_between(text, place, len(text.plain)))) if pieces else text


def _run(text: Text, found: re.Match[str]) -> Run | None:
    if found["sound"] is not None:
        return Run("", frozenset({Mark.IMAGE}), text.plain[slice(*found.span("sound"))].strip())
    run = next((run for run in text.cut(*found.span("math")).runs if Mark.MATH in run.marks), None)
    if run is None or not run.text.startswith("]") or not run.text.endswith("[/"):
        return None
    return replace(run, text=run.text[1:-2].strip())


def _between(text: Text, start: int, end: int) -> tuple[Run, ...]:
    plain = text.plain[start:end]
    left, right = plain[: len(plain) - len(plain.lstrip())], plain[len(plain.rstrip()) :]
    runs = (Run(left), *text.cut(start, end).runs, Run(right)) if plain.strip() else (Run(plain),)
    return tuple(run for run in runs if run.text or run.target)
