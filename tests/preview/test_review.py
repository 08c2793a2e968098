"""The queue, and what the user can decide."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from notes2anki.build import read_page
from notes2anki.config import adhoc_settings
from notes2anki.decisions import Decision
from notes2anki.model import Bullets, Card, Code, Kind, Prose, Status
from notes2anki.overrides import read_line
from notes2anki.preview.review import (
    in_words,
    kinds_for,
    markdown_of,
    markdown_of_answer,
    sections,
    surroundings,
    waiting,
    why,
)
from notes2anki.reading import read_report
from notes2anki.text import Mark, Run, Text, plain_text
from notes2anki.trace import explain

SETTINGS = adhoc_settings(("*.md",), root=Path("/deck"))
REPORT = "# Day\n\n## Peer session\n\n- **IoU**: the overlap of two boxes\n- **AP**: an area under a curve\n"
CARDS = read_page(REPORT, "a.md", SETTINGS).cards


def card(status: Status = Status.KEEP, **changes: object) -> Card:
    """Return a card of the report."""
    return replace(CARDS[0], status=status, **changes)  # type: ignore[arg-type]  # for tests


@pytest.mark.parametrize(
    ("status", "new", "decided", "is_waiting"),
    [
        pytest.param(Status.KEEP, False, False, False, id="Anki has it"),
        pytest.param(Status.KEEP, True, False, True, id="Anki does not have it"),
        pytest.param(Status.SUGGESTED, False, False, True, id="only suggested"),
        pytest.param(Status.DROPPED, True, False, False, id="dropped by the notes"),
        pytest.param(Status.SUGGESTED, True, True, False, id="judged"),
    ],
)
def test_what_nobody_has_judged_waits(status: Status, *, new: bool, decided: bool, is_waiting: bool) -> None:
    """New and suggested cards, until something is said of them."""
    one = card(status)
    found = waiting([one], new={one.key} if new else (), decided={one.key} if decided else ())
    assert found == ((one,) if is_waiting else ())


def test_a_cloze_stays_one() -> None:
    """And nothing else becomes one: Anki keeps them in another form."""
    assert kinds_for(card(kind=Kind.CLOZE)) == (Kind.CLOZE,)
    assert Kind.CLOZE not in kinds_for(card())


def test_why_is_said_in_one_line() -> None:
    """The rule's score, what lowers it, and the threshold."""
    assert why(card(rule="label", score=0.9, doubts=()), SETTINGS).endswith("(label) = 0.90, threshold 0.6")
    assert why(card(rule="overrides"), SETTINGS) == "made by you"
    assert why(card(rule="of old", score=0.5, doubts=()), SETTINGS) == "(of old) = 0.50, threshold 0.6"


def test_headings_are_named_nearest_first() -> None:
    """Those under which one may want no cards."""
    explanation = explain(read_report(REPORT, "a.md")[0], 5, CARDS, SETTINGS)
    assert sections(explanation) == ("Peer session", "Day")


@pytest.mark.parametrize(
    ("first", "around", "numbers"),
    [
        pytest.param(5, 1, (3, 4, 5, 6), id="the heading is farther away"),
        pytest.param(5, 9, (1, 2, 3, 4, 5, 6), id="all of it"),
        pytest.param(1, 0, (1,), id="the first line"),
    ],
)
def test_a_line_is_shown_with_those_about_it(first: int, around: int, numbers: tuple[int, ...]) -> None:
    """And with the heading above."""
    found = surroundings(REPORT, first, first, around=around)
    assert tuple(line.number for line in found) == numbers
    assert [line.number for line in found if line.is_meant] == [first]


def test_decisions_are_said_in_words() -> None:
    """So that one sees what was taken back."""
    assert in_words(Decision("a", Status.KEEP, "b", kind=Kind.TERM)) == "kept, reworded, now of the kind term"
    assert in_words(Decision("a", Status.DROPPED)) == "dropped"
    assert in_words(Decision("a", Status.KEEP, hint="b")) == "kept, with a hint"
    assert in_words(Decision("a")) == "nothing said"
    assert in_words(Decision("", None, "y", "z", path="a.md", line=3, text="x")) == "a card of a.md:3"


STYLED = [
    pytest.param(plain_text("plain words"), "plain words", id="plain"),
    pytest.param(plain_text("2 * 3 * 4 and snake_case_name"), r"2 \* 3 \* 4 and snake_case_name", id="signs"),
    pytest.param(
        plain_text("zero_grad() and _this_, a__b"), r"zero_grad() and \_this\_, a\_\_b", id="lines at a word's ends"
    ),
    pytest.param(Text((Run("a "), Run("b", frozenset({Mark.STRONG})))), "a **b**", id="bold"),
    pytest.param(Text((Run("a`b", frozenset({Mark.CODE})),)), "``a`b``", id="code with a tick"),
    pytest.param(Text((Run("`", frozenset({Mark.CODE})),)), "`` ` ``", id="a tick"),
    pytest.param(Text((Run(r"x^2", frozenset({Mark.MATH})),)), "$x^2$", id="math"),
    pytest.param(Text((Run("a", frozenset({Mark.LINK}), "https://b.example"),)), "[a](<https://b.example>)", id="link"),
    pytest.param(Text((Run("a", frozenset({Mark.IMAGE}), "b.png"),)), "![a](<b.png>)", id="a picture"),
]


@pytest.mark.parametrize(("text", "markdown"), STYLED)
def test_a_text_is_written_as_markdown_that_reads_the_same(text: Text, markdown: str) -> None:
    """So that rewording begins with what the card says."""
    assert markdown_of(text) == markdown
    assert read_line(markdown) == text


def test_display_math_is_written_between_two_dollars() -> None:
    """As it is written in notes."""
    assert markdown_of(Text((Run("x", frozenset({Mark.MATH, Mark.DISPLAY})),))) == "$$x$$"


def test_an_answer_is_written_as_lines() -> None:
    """As decisions have it."""
    blocks = (
        Prose(plain_text("two:")),
        Bullets((plain_text("a"), plain_text("b"))),
        Bullets((plain_text("c"),), is_ordered=True),
        Code("x = 1\n", "python"),
    )
    assert markdown_of_answer(blocks) == "two:\n- a\n- b\n1. c\nx = 1"
