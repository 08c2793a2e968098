"""`term :: definition` and `term ::: definition`."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from notes2anki.rules.select import Extraction
from tests.support.rules import Marked


@pytest.mark.parametrize(
    "text",
    [
        "- std::vector of things",
        "- a::b",
        "- meet at 10:30 :30",
        "- key:: value",
        "- https://a.org/x::y is a page",
        "- `a :: b`",
        "- [a :: b](https://a.org)",
        "- $a :: b$",
        "```\na :: b\n```",
        "    a :: b",
        "- a :::: b",
        "- :: b",
        "# a :: b",
        "| a :: b | c |\n|---|---|\n| d :: e | f |",
    ],
)
def test_other_colons_are_no_pair(marked: Marked, text: str) -> None:
    """The signs stand between spaces, with something at both sides, outside code and math."""
    assert not marked(text)


@pytest.mark.parametrize(
    ("text", "cards"),
    [
        pytest.param("GAN :: a generative model", ["term | What is GAN? | a generative model"], id="a term"),
        pytest.param("A or B? :: B", ["qa | A or B? | B"], id="a question, asked as it is"),
        pytest.param("x ::: b c", ["term | What is x? | b c ⇄"], id="both ways"),
        pytest.param("- x y :: z\n- **k** :: v", ["term | What is x y? | z", "term | What is k? | v"], id="bullets"),
        pytest.param("x :: b\ny :: d", ["term | What is x? | b", "term | What is y? | d"], id="one card a line"),
        pytest.param("x :: b\nand more", ["term | What is x? | b and more"], id="a line that goes on"),
        pytest.param("- x ::\n  - b\n  - c", ["term | What is x? | • b • c"], id="children as the answer"),
        pytest.param("x :: b :: c", ["term | What is x? | b :: c"], id="the first signs count"),
        pytest.param("양자화 :: 정수로 바꾸는 것", ["term | 양자화는 무엇인가? | 정수로 바꾸는 것"], id="korean"),
        pytest.param("## TMI\n- x :: b", ["term | What is x? | b"], id="in a section without cards"),
        pytest.param("x :: b\n\n- c", ["term | What is x? | b"], id="not the heading of a list"),
    ],
)
def test_a_pair_is_a_card(marked: Marked, text: str, cards: list[str]) -> None:
    """A term is asked for its meaning, anything else as it stands."""
    assert marked(text) == [f"explicit: {card}" for card in cards]


def test_what_stands_before_a_pair_is_listed(read: Callable[[str], Extraction]) -> None:
    """Lines of the block that no card took are told of."""
    skips = read("first 줄\na :: b").skips
    assert [(skip.first, skip.text, skip.reason) for skip in skips] == [
        (1, "first 줄", "beside a card of the author's own")
    ]


def test_signs_with_nothing_after_them_are_a_notice(read: Callable[[str], Extraction]) -> None:
    """It may be prose, so the deck is built all the same."""
    problems = read("- an example ::").problems
    assert [(problem.line, problem.message, problem.is_error) for problem in problems] == [
        (1, "nothing after `::`", False)
    ]


def test_a_pair_keeps_the_key_of_the_unmarked_line(read: Callable[[str], Extraction]) -> None:
    """Marking what a rule had found makes no new card of it."""
    (plain,) = read("- GAN: a generative model").findings
    (pair,) = read("- GAN :: a generative model").findings
    assert plain.slot == pair.slot
    assert plain.source_text.replace(":", "").split() == pair.source_text.replace(":", "").split()
