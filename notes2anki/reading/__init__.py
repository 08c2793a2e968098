"""Markdown files -> reports: front matter, dates and an outline with true line numbers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import PurePosixPath

from notes2anki.model import Node, NodeKind, Problem, Report
from notes2anki.reading.body import Body, read_body
from notes2anki.reading.dates import date_from_name
from notes2anki.reading.frontmatter import split
from notes2anki.reading.outline import BOLD_LEVEL


def read_report(text: str, path: str) -> tuple[Report, tuple[Problem, ...]]:
    """Return the report in `text`, what is wrong with its front matter, and a notice for each line with active HTML.

    A report without a date has the date that its file's name begins with, if any.
    """
    front, body, problems = split(text, path)
    name = PurePosixPath(path).name
    dated = front if front.date else replace(front, date=date_from_name(name))
    found = read_body(body)
    title = front.title or _first_heading(found.outline)
    return Report(path, dated, found.outline, found.footnotes, title), (*problems, *_removed(found, path))


def _first_heading(outline: Iterable[Node]) -> str:
    headings = (node.text.plain for node in outline if node.kind is NodeKind.HEADING and node.level < BOLD_LEVEL)
    return next(headings, "")


def _removed(body: Body, path: str) -> Iterator[Problem]:
    for line, names in body.removed:
        message = f"left out: {', '.join(f'`{name}`' for name in names)}"
        yield Problem(path, line, message, "nothing in a note runs on a card, or loads anything", is_error=False)
