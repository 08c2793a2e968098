"""inka, as its README describes it."""

from __future__ import annotations

import pytest

from notes2anki.model import Dialect
from notes2anki.reading import read_report
from notes2anki.rules.select import extract
from tests.support.rules import Marked

HERE = Dialect.INKA


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("1. front\n\n> back", id="outside of a section"),
        pytest.param("a\n\n---\n\n1. front\n\n> back", id="a section without an end"),
        pytest.param("a\n\n---\n\nb\n\n---\n\nc", id="lines across the page"),
    ],
)
def test_other_text_is_left_alone(marked: Marked, text: str) -> None:
    """Cards stand between two lines of dashes."""
    assert not marked(text, HERE)


@pytest.mark.parametrize(
    ("section", "cards"),
    [
        pytest.param("1. front\n\n> back", ["qa | front | back"], id="a question and its answer"),
        pytest.param("1. front\n> back", ["qa | front | back"], id="without an empty line"),
        pytest.param("12. a\n\n> b\n\n13. c\n\n> d", ["qa | a | b", "qa | c | d"], id="several"),
        pytest.param("1. A\nb\n\nMore of it.\n\n> c", ["qa | A b⏎More of it. | c"], id="a long question"),
        pytest.param("1. a\n\n> B.\n>\n> - c\n> - d", ["qa | a | B. / • c • d"], id="a long answer"),
        pytest.param("1. a\n\n> ```py\n> x\n> ```", ["qa | a | ```py x```"], id="code"),
        pytest.param("<!--ID:123-->\n1. a\n\n> b", ["qa | a | b"], id="an id"),
        pytest.param("1. A {{c1::gap}}.", ["cloze | A {{c1::gap}}."], id="a cloze"),
        pytest.param("1. A {gap} {c2::b} {3::c}.", ["cloze | A {{c1::gap}} {{c2::b}} {{c3::c}}."], id="short clozes"),
    ],
)
def test_a_numbered_question_is_a_card(marked: Marked, section: str, cards: list[str]) -> None:
    """The number begins it, `>` its answer; with none it is a cloze."""
    assert marked(f"---\n\nDeck: D\n\n{section}\n\n---\n", HERE) == [f"dialect:inka: {card}" for card in cards]


def test_a_question_without_an_answer_is_a_problem(marked: Marked) -> None:
    """It is told of with its line."""
    assert marked("a\n\n---\n\n1. open?\n\n---", HERE) == ["5! a question without an answer"]


def test_a_section_names_its_deck_and_tags() -> None:
    """They count for its own cards alone."""
    text = "---\n\nDeck: Life\n\nTags: one two\n\n1. a\n\n> b\n\n---\n\ntext\n\n---\n\nDeck:\n\n1. c\n\n> d\n\n---"
    found = extract(read_report(text, "n.md")[0], spoken=(HERE,))
    assert [finding.tags for finding in found.findings] == [(("Life", "one", "two"),), ()]
    assert [finding.trail for finding in found.findings] == [(), ()]
