"""Markdown files -> reports: front matter, dates and an outline with true line numbers."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from pathlib import PurePosixPath

from markdown_it.tree import SyntaxTreeNode

from notes2anki.markdown import parser
from notes2anki.model import Node, NodeKind, Problem, Report
from notes2anki.reading.dates import date_from_name
from notes2anki.reading.footnotes import read_footnotes
from notes2anki.reading.frontmatter import split
from notes2anki.reading.outline import BOLD_LEVEL, outline_of


def read_report(text: str, path: str) -> tuple[Report, tuple[Problem, ...]]:
    """Return the report in `text`, what is wrong with its front matter.

    A report without a date has the date that its file's name begins with, if any.
    """
    front, body, problems = split(text, path)
    name = PurePosixPath(path).name
    dated = front if front.date else replace(front, date=date_from_name(name))
    tokens = parser().parse(body)
    root = SyntaxTreeNode(tokens)
    outline = outline_of(root)
    title = front.title or _first_heading(outline)
    return Report(path, dated, outline, read_footnotes(tokens, root), title), problems


def _first_heading(outline: Iterable[Node]) -> str:
    headings = (node.text.plain for node in outline if node.kind is NodeKind.HEADING and node.level < BOLD_LEVEL)
    return next(headings, "")
