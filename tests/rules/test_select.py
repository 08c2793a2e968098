"""Tests of `rules/select.py`: facts under one subject are told apart, and joined where one leans on the other."""

from __future__ import annotations

import pytest

from notes2anki.model import Prose
from notes2anki.rules.select import Extraction
from tests.support.rules import CardsOf, Read

GC = "- 가비지 컬렉션\n  - 닿을 수 없는 객체를 거둔다\n"


def claims(extraction: Extraction) -> list[list[str]]:
    """Return the facts of each card."""
    told = (found.answer for found in extraction.findings if found.slot == "fact")
    return [[block.text.plain for block in answer if isinstance(block, Prose)] for answer in told]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("", [], id="nothing"),
        pytest.param(GC, [["닿을 수 없는 객체를 거둔다"]], id="one fact"),
        pytest.param(
            f"{GC}- 참조 세기\n  - 따라서 순환하는 객체를 놓친다\n",
            [["닿을 수 없는 객체를 거둔다"], ["순환하는 객체를 놓친다"]],
            id="under another parent",
        ),
        pytest.param(
            f"{GC}  - 장점: 따라서 편하다\n",
            [["닿을 수 없는 객체를 거둔다"]],
            id="not a fact of this rule",
        ),
    ],
)
def test_what_is_not_joined(text: str, expected: list[list[str]], read: Read) -> None:
    """Facts of different parents, and what other rules found, stay apart."""
    assert claims(read(text)) == expected


@pytest.mark.parametrize(
    "leaning",
    [
        pytest.param("이때 프로그램이 잠시 멈춘다", id="korean, at this time"),
        pytest.param("따라서 메모리 누수를 막아 준다", id="korean, therefore"),
    ],
)
def test_a_fact_that_leans_joins_the_one_before(leaning: str, read: Read) -> None:
    """What begins with a word that points back makes sense only with the fact before it."""
    (joined,) = claims(read(f"{GC}  - {leaning}\n"))
    assert (len(joined), joined[0]) == (2, "닿을 수 없는 객체를 거둔다")


def test_an_english_fact_that_leans_joins_the_one_before(read: Read) -> None:
    """English facts are joined by the same rule."""
    text = "- Garbage collection\n  - frees objects out of reach\n  - This is done while the program runs\n"
    assert [len(joined) for joined in claims(read(text))] == [2]


def test_a_card_never_holds_more_than_three_facts(read: Read) -> None:
    """What leans on a full card begins another."""
    leaning = "".join(f"  - 따라서 {number}번째 단계에서 쓰인다\n" for number in range(1, 7))
    found = claims(read(GC + leaning))
    assert sum(map(len, found)) == 7
    assert max(map(len, found)) == 3


def test_a_card_of_joined_facts_stays_short(read: Read) -> None:
    """What would make the answer longer than 220 characters begins another card."""
    long = "따라서 " + "아주 긴 설명을 덧붙여 가며 " * 8 + "메모리를 거둔다"
    found = claims(read(f"{GC}  - {long}\n  - {long}\n"))
    assert [len(joined) for joined in found] == [2, 1]
    assert all(sum(map(len, joined)) <= 220 for joined in found)


@pytest.mark.parametrize(
    "below",
    [
        pytest.param("  - 도는 동안 프로그램이 잠시 멈춘다\n", id="another fact"),
        pytest.param("  - 따라서 메모리 누수를 막아 준다\n", id="a fact that leans"),
        pytest.param("  - https://example.org/gc\n", id="a link"),
        pytest.param("- 참조 세기\n  - 순환하는 객체를 놓친다\n", id="another term"),
    ],
)
def test_a_bullet_added_below_keeps_the_key(below: str, cards_of: CardsOf) -> None:
    """The card stays the card of its first fact, so that its reviews stay, too."""
    before, after = cards_of(GC), cards_of(GC + below)
    assert (after[0].key, after[0].guid) == (before[0].key, before[0].guid)
