"""Markdown files -> reports: front matter, dates and an outline with true line numbers."""

from __future__ import annotations

from dataclasses import replace
from pathlib import PurePosixPath

from notes2anki.model import Problem, Report
from notes2anki.reading.dates import date_from_name
from notes2anki.reading.frontmatter import split
from notes2anki.reading.outline import read_outline


def read_report(text: str, path: str) -> tuple[Report, tuple[Problem, ...]]:
    """Return the report in `text`, and what is wrong with its front matter.

    A report without a date has the date that its file's name begins with, if any.
    """
    front, body, problems = split(text, path)
    name = PurePosixPath(path).name
    dated = front if front.date else replace(front, date=date_from_name(name))
    return Report(path, dated, read_outline(body)), problems
