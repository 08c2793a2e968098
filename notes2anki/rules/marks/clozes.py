"""The author's own gaps: `{{c1::…}}`, with `{{c1::…::hint}}`; the rule for `==…==`; other tools' gaps as such."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import islice

from notes2anki.model import Problem, joined
from notes2anki.rules.answers import says
from notes2anki.rules.clauses import clauses_of
from notes2anki.rules.found import Found
from notes2anki.rules.marks.lines import Lines, Reading, SourceLine, as_text, gapped, gapped_block
from notes2anki.rules.statement import TOLD, Statement
from notes2anki.text import CLOZE, CLOZE_SIGN, HOLLOW_CLOZE, MASK, MISNUMBERED, Mark, Text, plain_text

MOST = 100
"""Gaps in one text: each is a card, and Anki itself ends at 499."""

CURLY = re.compile(
    r"(?<![{$\\])\{(?:c?(?P<number>[1-9]\d?)(?:::|:|\|))?(?P<gap>[^{}:|\s][^{}]{0,300}?)(?:::(?P<hint>[^{}:]+))?\}(?!\})"
)
"""A gap in single braces, `{…}`, `{2:…}`, `{c1::…}`, as several tools write it."""

_AFTER = re.compile(r"(?:\^\[(?P<hint>[^\]]+)\])?(?:\[\^(?P<number>[1-9]\d?)\])?")


@dataclass(frozen=True, slots=True)
class Gap:
    """A stretch of a text to be hidden: `start` to `end` with its marks, `inner` without."""

    start: int
    end: int
    inner: tuple[int, int]
    number: int = 0  # 0: the next that is free
    hint: str = ""


# --- `{{c1::…}}` -----------------------------------------------------------------------------------------------------


def find(lines: Lines) -> Iterator[Reading]:
    """Yield a card for each block with gaps, and a problem for a gap without an end or with nothing in it."""
    for line in lines.all:
        if line.starts and not line.is_heading and line.number not in lines.used:
            own = lines.of(line.node)
            if any("{{c" in words for one in own for words in _where_gaps_are(one.text)):
                yield from _card(line, own)


def _card(line: SourceLine, own: tuple[SourceLine, ...]) -> Iterator[Reading]:
    text, shown = says(line.node), as_text(own)
    whole = joined(line.node.lines)
    if problem := _problem(own):
        yield problem
    elif _hides_picture(shown):  # it has to stay there: elsewhere on the card, it would be no answer
        yield "cloze", line.statement.under_sections, gapped(text, shown, own)
    elif _holds_gap(text):
        yield "cloze", line.statement, gapped_block(line.node, text, text)
    elif _holds_gap(whole):  # around an address alone
        yield "cloze", line.statement.under_sections, gapped(whole, whole, own)


def _holds_gap(text: Text) -> bool:
    """Is there a gap, around anything but code, or within a formula?"""
    return any(map(CLOZE.search, _where_gaps_are(text)))


def _where_gaps_are(text: Text) -> tuple[str, ...]:
    return (text.masked, *(run.text for run in text.runs if Mark.MATH in run.marks))


def _hides_picture(text: Text) -> bool:
    lettered = _lettered(text)
    gaps = [found.span() for found in CLOZE.finditer(lettered.masked)]
    return any(start < place < end for place, _ in lettered.spans(Mark.IMAGE) for start, end in gaps)


def _lettered(text: Text) -> Text:
    """Return the text with a letter for each picture that has no words."""
    return Text(tuple(replace(run, text=run.text or MASK) if Mark.IMAGE in run.marks else run for run in text.runs))


def _problem(lines: tuple[SourceLine, ...]) -> Problem | None:
    pending: list[SourceLine] = []
    for line in lines:
        if wrong := next(filter(None, map(MISNUMBERED.search, _where_gaps_are(line.text))), None):
            hint = "write `{{c1::…}}`, `{{c2::…}}` and so on, at most `{{c500::…}}`"
            return line.problem(f"a gap with the number {wrong['number']}, which Anki does not know", hint)
        if HOLLOW_CLOZE.search(_lettered(line.text).masked):
            return line.problem("a gap with nothing in it", "write `{{c1::what is to be hidden}}`")
        for sign in CLOZE_SIGN.finditer(line.text.masked):
            if sign["numbers"]:
                pending.append(line)
            elif pending:
                pending.pop()
    if not pending:
        return None
    hint = "close `{{c1::` with `}}`, or put it into code if it is no gap"
    return pending[-1].problem("a gap without an end", hint)


# --- `==…==` ---------------------------------------------------------------------------------------------------------


def find_highlighted(statement: Statement) -> Iterator[Found]:
    """Yield the block's text with its gaps."""
    if statement.node.kind not in TOLD or not statement.lines:
        return
    text = statement.whole.text
    is_emphasis = any(Mark.HIGHLIGHT in run.marks for run in text.runs) and "{{" not in text.plain
    if is_emphasis and clauses_of(statement.whole):  # it only tells two things apart
        return
    cloze = as_cloze(text, highlighted(text))
    if cloze is not None:
        yield gapped_block(statement.node, text, cloze)


# --- gaps -> clozes --------------------------------------------------------------------------------------------------


def highlighted(text: Text) -> Iterator[Gap]:
    """Yield the highlighted stretches: `==gap==`, with a hint and a number `==gap==^[hint][^1]`."""
    for start, end in text.spans(Mark.HIGHLIGHT):
        if found := _AFTER.match(text.plain, end):
            yield Gap(start, found.end(), (start, end), int(found["number"] or 0), found["hint"] or "")


def written(text: Text, pattern: re.Pattern[str]) -> Iterator[Gap]:
    """Yield what `pattern` finds outside code and math; its groups are `gap`, and `number` and `hint` if it has any."""
    for found in pattern.finditer(text.masked):
        groups = found.groupdict()
        hint = text.plain[slice(*found.span("hint"))] if groups.get("hint") else ""
        yield Gap(found.start(), found.end(), found.span("gap"), int(groups.get("number") or 0), hint)


def as_cloze(text: Text, gaps: Iterable[Gap]) -> Text | None:
    """Return `text` as it is if it holds clozes, else with `gaps` as such; None if there are none either."""
    cloze = text if CLOZE.search(text.masked) else with_gaps(text, gaps)
    return cloze if CLOZE.search(cloze.masked) else None


def with_gaps(text: Text, gaps: Iterable[Gap]) -> Text:
    """Return `text` with each gap as a cloze, as far as one would learn them; those without a number count from 1."""
    pieces: list[Text] = []
    place = counted = 0
    for gap in islice(gaps, MOST):
        counted += not gap.number
        begin = plain_text(f"{{{{c{gap.number or counted}::")
        end = plain_text(f"::{gap.hint}}}}}" if gap.hint else "}}")
        inner = text.cut(*gap.inner).without(Mark.HIGHLIGHT).marked(Mark.GAP)
        pieces += [_between(text, place, gap.start), begin, inner, end]
        place = gap.end
    pieces.append(_between(text, place, len(text.plain)))
    return Text(tuple(run for piece in pieces for run in piece.runs))


def _between(text: Text, start: int, end: int) -> Text:
    """Return what stands between two gaps; an address at the edge of one has no length, and is in it."""
    piece = text.stretch(start, end)
    return Text(tuple(run for run in piece.runs if run.text or Mark.HIGHLIGHT not in run.marks))
