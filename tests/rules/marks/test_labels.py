"""`Q:` and `A:`."""

from __future__ import annotations

import pytest

from tests.support.rules import Marked


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("Q: query\nK: key\nV: value", id="a letter that stands for a word"),
        pytest.param("Q: why?", id="a question without an answer"),
        pytest.param("A: answer", id="an answer without a question"),
        pytest.param("`Q: a`\n`A: b`", id="code in a line"),
        pytest.param("```\nQ: a\nA: b\n```", id="a fence"),
        pytest.param("    Q: a\n    A: b", id="indented code"),
        pytest.param("FAQ: a\nA: b", id="the end of a word"),
        pytest.param("Q: a\n\n---\n\nA: b", id="a line across the page between them"),
        pytest.param("Q: a\n\n## Next\n\nA: b", id="a heading between them"),
        pytest.param("Q: a\n\nb\n\nc\n\nd\n\nA: e", id="too far apart"),
    ],
)
def test_other_lines_are_left_alone(marked: Marked, text: str) -> None:
    """`Q:` and `A:` mark a card only together, and never in code."""
    assert not [line for line in marked(text) if line.startswith("explicit")]


@pytest.mark.parametrize(
    ("text", "cards"),
    [
        pytest.param("Q: a?\nA: b", ["qa | a? | b"], id="two lines"),
        pytest.param("Q: a\nlong one?\nA: b\nand more", ["qa | a long one? | b and more"], id="hard-wrapped lines"),
        pytest.param("Q: 무엇\n인가?\nA: 이것\n저것", ["qa | 무엇⏎인가? | 이것 / 저것"], id="lines that are lines"),
        pytest.param("Q: a?\n\nA: b\n\nc", ["qa | a? | b"], id="paragraphs; an empty line ends the answer"),
        pytest.param("- Q: a?\n- A: b\n- c", ["qa | a? | b"], id="bullets; the next bullet is not the answer"),
        pytest.param("- Q: a?\n  - A: b\n    - c", ["qa | a? | b / c"], id="bullets in each other"),
        pytest.param("Q: a?\nA:\n\n- b\n- c\n\nd", ["qa | a? | • b • c"], id="a list as the answer"),
        pytest.param("Q: a?\nA:\n1. b\n2. c", ["qa | a? | 1. b 2. c"], id="steps as the answer"),
        pytest.param("Q: a?\nA: b\n```py\nx = 1\n```", ["qa | a? | b / ```py x = 1```"], id="code in the answer"),
        pytest.param("Q: a?\nA: b\nQ: c?\nA: d", ["qa | a? | b", "qa | c? | d"], id="several in one paragraph"),
        pytest.param("**Q:** a?\n**A:** b", ["qa | a? | b"], id="bold labels"),
        pytest.param("Q1: a?\nA1: b", ["qa | a? | b"], id="numbers"),
        pytest.param("Q：이유?\nA：답", ["qa | 이유? | 답"], id="a full-width colon"),
        pytest.param("## 회고\nQ: a?\nA: b", ["qa | a? | b"], id="in a section without cards"),
        pytest.param("Q: A or B?\nA: B", ["qa | A or B? | B"], id="an answer that the question names"),
        pytest.param("Q: a?\nA: [b](https://b.org)", ["qa | a? | b | sources: https://b.org"], id="a link as source"),
        pytest.param("Q: a?\nA: ![p](p.png)", ["qa | a? | ![p](p.png)"], id="a picture in its place"),
        pytest.param("Q: a?\nA: ~~b~~ c", ["qa | a? | c"], id="what was struck out"),
        pytest.param("Q: a?\n```py\nx\n```\nA: b", ["qa | a?⏎x | b"], id="code in the question"),
    ],
)
def test_a_question_and_its_answer_are_a_card(marked: Marked, text: str, cards: list[str]) -> None:
    """What stands after the labels and under them is asked and answered as it is."""
    assert marked(text) == [f"explicit: {card}" for card in cards]


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        pytest.param("Q: a?\nA:", "2! `A:` without an answer", id="no answer"),
        pytest.param("Q:\nA: b", "1! `Q:` without a question", id="no question"),
    ],
)
def test_half_a_card_is_a_problem(marked: Marked, text: str, problem: str) -> None:
    """Labels with nothing after them are told of with their line."""
    assert marked(text) == [problem]


def test_a_long_answer_stays_whole(marked: Marked) -> None:
    """What the author marked is neither shortened nor scored down."""
    words = " ".join(["word"] * 80)
    assert marked(f"Q: a?\nA: {words}") == [f"explicit: qa | a? | {words}"]
