"""Tests of `reading/__init__.py`: a report is its front matter and its outline, with the lines of the file."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator

import pytest

from notes2anki.model import Node, NodeKind
from notes2anki.reading import read_report


def _items(nodes: Iterable[Node]) -> Iterator[tuple[int, str]]:
    for node in nodes:
        if node.kind is NodeKind.ITEM:
            yield node.first, node.text.plain
        yield from _items(node.children)


@pytest.mark.parametrize(
    ("front", "line"),
    [
        pytest.param("", 1, id="no front matter"),
        pytest.param("---\ntags: [AI]\n---\n", 4, id="one line of it"),
        pytest.param("---\ntitle: x\ntags:\n  - AI\n---\n\n\n", 8, id="more of it, and empty lines"),
        pytest.param("---\n\na: [x\n---\n\n", 6, id="broken front matter"),
        pytest.param("---\n\n", 3, id="a thematic break"),
    ],
)
def test_lines_count_the_front_matter(front: str, line: int) -> None:
    """A bullet's line is its line in the file, whatever stands above it."""
    report, _ = read_report(f"{front}- 양자화\n- 가지치기\n", "day.md")
    assert list(_items(report.outline)) == [(line, "양자화"), (line + 1, "가지치기")]


def test_a_report_holds_what_its_front_matter_says() -> None:
    """Title, tags and the switch come from the front matter, the path from the caller."""
    report, problems = read_report("---\ntitle: Day 41\ntags: [AI, CV]\ncards: off\n---\n", "notes/day.md")
    assert (report.path, report.front.title, report.front.tags) == ("notes/day.md", "Day 41", ("AI", "CV"))
    assert (report.front.has_cards, report.outline, problems) == (False, (), ())


@pytest.mark.parametrize(
    ("front", "path", "expected"),
    [
        pytest.param("", "notes/day41.md", None, id="none at all"),
        pytest.param("", "2021-09-27/day41.md", None, id="in the folder's name only"),
        pytest.param("date: 2021-09-28", "day41.md", dt.date(2021, 9, 28), id="in the front matter"),
        pytest.param("date: 2021-09-28", "2021-09-27-day41.md", dt.date(2021, 9, 28), id="in both"),
        pytest.param("", "notes/2021-09-27-day41.md", dt.date(2021, 9, 27), id="in the name"),
        pytest.param("date: soon", "2021-09-27-day41.md", dt.date(2021, 9, 27), id="where the front matter's is none"),
    ],
)
def test_the_front_matters_date_comes_before_the_names(front: str, path: str, expected: dt.date | None) -> None:
    """A report without a date of its own has that of its file's name."""
    report, _ = read_report(f"---\ntitle: x\n{front}\n---\n- a\n", path)
    assert report.front.date == expected


def test_problems_of_the_front_matter_are_handed_on() -> None:
    """A broken front matter is a problem at its line, and the rest of the report is read all the same."""
    report, (problem,) = read_report("---\ntitle: x\ntags: [a\n---\n- 양자화\n", "day.md")
    assert (problem.path, problem.line, problem.is_error) == ("day.md", 3, True)
    assert list(_items(report.outline)) == [(5, "양자화")]
