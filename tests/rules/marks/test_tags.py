"""`#card` and `#flashcard`."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from notes2anki.rules.select import Extraction
from tests.support.rules import Marked


@pytest.mark.parametrize("text", ["- a #cards-of-paper\n  - b", "- #carding\n  - b", "`a #card`", "- a#card\n  - b"])
def test_other_tags_make_no_card(marked: Marked, text: str) -> None:
    """Only the tag itself counts."""
    assert not marked(text)


@pytest.mark.parametrize(
    ("text", "cards"),
    [
        pytest.param("## Why? #card\nBecause.", ["qa | Why? | Because."], id="a heading"),
        pytest.param("## Why?\n#flashcard\n\nBecause.", ["qa | Why? | Because."], id="on the line below it"),
        pytest.param("## Why?\n#card\nBecause.", ["qa | Why? | Because."], id="between it and the answer"),
        pytest.param("- Why? #card\n  - a\n  - b", ["qa | Why? | • a • b"], id="a bullet"),
        pytest.param("- Why? #card\n  because", ["qa | Why? | because"], id="the next line of a bullet"),
        pytest.param("Why? #card\nBecause.", ["qa | Why? | Because."], id="a paragraph"),
        pytest.param("- W? #card\n  - a\n  1. b", ["qa | W? | a / b"], id="bullets and steps"),
        pytest.param("- W? #card\n  - a\n    long b\n\n    c", ["qa | W? | a long b⏎c"], id="a long child"),
        pytest.param("## W? #card\n- a\n\nB c.", ["qa | W? | a / B c."], id="a paragraph after a list"),
        pytest.param("- Why? #card/reverse\n  - a", ["qa | Why? | a ⇄"], id="both ways"),
        pytest.param("- W? #card\n  - a\n    - b\n      - c", ["qa | W? | a⏎– b⏎  – c"], id="children of children"),
        pytest.param(
            "## W? #card\na\n\n| x | y |\n|---|---|\n| 1 | 2 |", ["qa | W? | a / [x, y] [1, 2]"], id="a table"
        ),
        pytest.param("## W? #card\na\n\n### Sub\nb", ["qa | W? | a"], id="without the subsections"),
        pytest.param("## W? #card\n### Sub\nb", ["qa | W? | Sub / b"], id="with them, where there is nothing else"),
        pytest.param("## W? #card\na\n\n---\n\nb", ["qa | W? | a"], id="up to a line across the page"),
        pytest.param(
            "- W? #card\n  - a\n  - V? #card\n    - b", ["qa | W? | a", "qa | V? | b"], id="cards in each other"
        ),
        pytest.param("## W? #card\n- x :: b\n- c", ["qa | W? | c", "term | What is x? | b"], id="a pair below"),
        pytest.param("- GAN: a model #card", ["term | What is GAN? | a model"], id="what a rule finds"),
        pytest.param("- ==GAN== is a model #card", ["cloze | {{c1::GAN}} is a model"], id="a highlight"),
    ],
)
def test_a_tagged_block_is_a_card(marked: Marked, text: str, cards: list[str]) -> None:
    """The line is the question, what stands under it the answer; with nothing there, the rules may say."""
    assert marked(text) == [f"explicit: {card}" for card in cards]


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        pytest.param("- nothing #card", "1! `#card` without an answer", id="no answer"),
        pytest.param("text\n\n#card", "3! `#card` belongs to nothing", id="no heading"),
    ],
)
def test_a_tag_without_a_card_is_a_problem(marked: Marked, text: str, problem: str) -> None:
    """A tag that cannot be followed is told of with its line."""
    assert marked(text) == [problem]


def test_the_tag_itself_is_none_of_the_cards_tags(read: Callable[[str], Extraction]) -> None:
    """`#card` marks; the other tags beside it are kept."""
    (finding,) = read("## Why? #card #AI\nBecause.").findings
    assert finding.tags == (("AI",),)
