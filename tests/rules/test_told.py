"""Tests of `rules/told.py`: what a bullet tells of a term after the sentence that defines it."""

from __future__ import annotations

import pytest

from tests.support.rules import CardsOf

MEANING = "- 가지치기는 중요하지 않은 가중치를 없애는 방법이다."


@pytest.mark.parametrize(
    "rest",
    [
        pytest.param("", id="nothing"),
        pytest.param(" 이것은 느리다.", id="what points back"),
        pytest.param(" 좋은 것 같다.", id="an opinion"),
        pytest.param(" 끝?", id="a question"),
    ],
)
def test_what_is_not_told(rest: str, cards_of: CardsOf) -> None:
    """What does not stand by itself, or is no fact, stays beside the definition."""
    assert [card.slot for card in cards_of(MEANING + rest)] == ["definition"]


def test_a_sentence_after_a_definition_is_a_fact_about_its_term(cards_of: CardsOf) -> None:
    """The term is asked for its key points as well, on the same line."""
    meaning, fact = sorted(cards_of(f"{MEANING} 정확도가 조금 떨어진다."), key=lambda card: card.slot)
    assert meaning.question.plain == "가지치기는 무엇인가?"
    assert (fact.question.plain, fact.first, fact.rule) == ("가지치기의 특징은 무엇인가?", 1, "topic")
    assert fact.guid != meaning.guid


def test_a_sentence_added_keeps_the_key_of_the_definition(cards_of: CardsOf) -> None:
    """The reviews of the definition stay with it."""
    before = {card.guid for card in cards_of(MEANING)}
    assert before < {card.guid for card in cards_of(f"{MEANING} 정확도가 조금 떨어진다.")}
