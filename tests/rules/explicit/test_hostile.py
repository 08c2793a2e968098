"""Marks on hostile lines."""

from __future__ import annotations

import time
from collections.abc import Callable

import pytest

from notes2anki.model import Dialect
from notes2anki.reading import read_report
from notes2anki.rules import extract


def _seconds(text: str) -> float:
    report, _ = read_report(text, "n.md")
    start = time.perf_counter()
    extract(report, spoken=tuple(Dialect))
    return time.perf_counter() - start


@pytest.mark.parametrize(
    "make",
    [
        pytest.param(lambda n: "# H #card\n" + "- a b\n" * n, id="a card of many bullets"),
        pytest.param(lambda n: "- Q: x\n- A: y\n" * n, id="many questions"),
        pytest.param(lambda n: "Q: x\n\n" * n, id="many questions without an answer"),
        pytest.param(lambda n: "START\nBasic\nx\n\n" * n, id="many blocks without an end"),
        pytest.param(lambda n: "{{c1::" * n, id="gaps in each other"),
        pytest.param(lambda n: "a :: " * n, id="many signs in a line"),
        pytest.param(lambda n: "{a" * n, id="open braces"),
        pytest.param(lambda n: "- x #card\n" + "  - y #card\n" * n, id="many tags"),
    ],
)
def test_reading_marks_takes_linear_time(make: Callable[[int], str]) -> None:
    """Four times the text takes four times as long, not sixteen times."""
    _seconds(make(100))
    short, long = _seconds(make(400)), _seconds(make(1600))
    assert long < max(0.2, 9 * short)
