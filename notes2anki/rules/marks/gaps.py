"""A text and where its gaps are -> the text with `{{c1::…}}` in it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice

from notes2anki.text import CLOZE, Mark, Text, plain_text

MOST = 100
"""Gaps in one text: each is a card, and Anki itself ends at 499."""

_AFTER = re.compile(r"(?=\^\[|\[\^\d)(?:\^\[(?P<hint>[^\]]+)\])?(?:\[\^(?P<number>[1-9]\d?)\])?")

CURLY = re.compile(
    r"(?<![{$\\])\{(?:c?(?P<number>[1-9]\d?)(?:::|:|\|))?(?P<gap>[^{}:|\s][^{}]{0,300}?)(?:::(?P<hint>[^{}:]+))?\}(?!\})"
)
"""A gap in single braces, `{…}`, `{2:…}`, `{c1::…}`, as several tools write it."""


@dataclass(frozen=True, slots=True)
class Gap:
    """A stretch of a text to be hidden: `start` to `end` with its marks, `inner` without."""

    start: int
    end: int
    inner: tuple[int, int]
    number: int = 0  # 0: the next that is free
    hint: str = ""


def with_gaps(text: Text, gaps: Iterable[Gap]) -> Text:
    """Return `text` with each gap as a cloze, as far as one would learn them; those without a number count from 1."""
    runs: list[Text] = []
    place = counted = 0
    for gap in islice(gaps, MOST):
        counted += not gap.number
        begin = plain_text(f"{{{{c{gap.number or counted}::")
        end = plain_text(f"::{gap.hint}}}}}" if gap.hint else "}}")
        inner = text.cut(*gap.inner).without(Mark.HIGHLIGHT).marked(Mark.GAP)
        runs += [_between(text, place, gap.start), begin, inner, end]
        place = gap.end
    runs.append(_between(text, place, len(text.plain)))
    return Text(tuple(run for piece in runs for run in piece.runs))


def as_cloze(text: Text, gaps: Iterable[Gap]) -> Text | None:
    """Return `text` as it is if it holds clozes, else with `gaps` as such; None if there are none either."""
    if CLOZE.search(text.masked):
        return text
    listed = tuple(gaps)
    gapped = with_gaps(text, listed) if listed else text
    return gapped if CLOZE.search(gapped.masked) else None


def highlighted(text: Text) -> Iterator[Gap]:
    """Yield the highlighted stretches: `==gap==`, with a hint and a number `==gap==^[hint][^1]`."""
    plain = text.plain
    for start, end in text.spans(Mark.HIGHLIGHT):
        found = _AFTER.match(plain, end)
        number = int(found["number"] or 0) if found else 0
        hint = (found["hint"] or "") if found else ""
        yield Gap(start, found.end() if found else end, (start, end), number, hint)


def written(text: Text, pattern: re.Pattern[str]) -> Iterator[Gap]:
    """Yield what `pattern` finds outside code and math; its groups are `gap`, and `number` and `hint` if it has any."""
    for found in pattern.finditer(text.masked):
        groups = found.groupdict()
        hint = text.plain[slice(*found.span("hint"))] if groups.get("hint") else ""
        yield Gap(found.start(), found.end(), found.span("gap"), int(groups.get("number") or 0), hint)


def _between(text: Text, start: int, end: int) -> Text:
    """Return what stands between two gaps; an address at the edge of one has no length, and is in it."""
    piece = _raw(text, start, end)
    return Text(tuple(run for run in piece.runs if run.text or Mark.HIGHLIGHT not in run.marks))


def _raw(text: Text, start: int, end: int) -> Text:
    """Cut with the spaces at both sides kept."""
    plain = text.plain[start:end]
    if not plain.strip():
        return plain_text(plain)
    left, right = plain[: len(plain) - len(plain.lstrip())], plain[len(plain.rstrip()) :]
    return plain_text(left) + text.cut(start, end) + plain_text(right)
