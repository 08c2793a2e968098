"""Tests of `rules/kit/asides.py`: a line `Hint: …` is on the card of its block, and nothing that a rule sees."""

from __future__ import annotations

from dataclasses import replace

import pytest

from notes2anki.cards import make_cards
from notes2anki.identity import make_guid
from notes2anki.model import Card, Habits, NoteType
from notes2anki.reading import read_report
from notes2anki.rules.select import extract
from tests.rules.conftest import SETTINGS, show_blocks
from tests.support.rules import CardsOf, Reasons


def _shown(cards: list[Card]) -> list[str]:
    return [f"{card.question.plain} | {show_blocks(card.answer)} | {card.hint.plain}" for card in cards]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "- skip-gram: the neighbours are predicted from the middle word\n  Hint: the other way round",
            "What is skip-gram? | the neighbours are predicted from the middle word | the other way round",
            id="a line that goes on",
        ),
        pytest.param(
            "- GloVe: vectors from a co-occurrence matrix\n  Hint: counts",
            "What is GloVe? | vectors from a co-occurrence matrix | counts",
            id="a phrase that could be a term",
        ),
        pytest.param(
            "- **beam search**: keeps k hypotheses  \n  Hint: k",
            "What does beam search do? | keeps k hypotheses | k",
            id="behind a hard break",
        ),
        pytest.param(
            "- SGD: an optimizer which steps against the gradient\n  hint: what a slope\n  does",
            "What is SGD? | an optimizer which steps against the gradient | what a slope does",
            id="in small letters, over two lines",
        ),
        pytest.param(
            "- fastText: vectors of character n-grams, summed\n  - Hint: subwords",
            "What is fastText? | vectors of character n-grams, summed | subwords",
            id="a bullet below",
        ),
        pytest.param(
            "- RMSprop: an optimizer with a moving mean of squares\n\n  Hint: squares",
            "What is RMSprop? | an optimizer with a moving mean of squares | squares",
            id="a paragraph below",
        ),
        pytest.param(
            "- 드롭아웃: 학습 중 일부 뉴런을 무작위로 끄는 기법\n  - 힌트: 과적합",
            "드롭아웃은 무엇인가? | 학습 중 일부 뉴런을 무작위로 끄는 기법 | 과적합",
            id="in Korean",
        ),
        pytest.param(
            "- Exploding gradients → gradient clipping\n  Hint: scissors",
            "Exploding gradients → what helps? | gradient clipping | scissors",
            id="an arrow",
        ),
        pytest.param(
            "- Attention\n  Hint: relevance\n  - weights the inputs by how relevant they are",
            "What is Attention? | weights the inputs by how relevant they are | relevance",
            id="of a term that is told below",
        ),
        pytest.param(
            "- skip-gram :: predicts the neighbours\n  Hint: reverse",
            "What is skip-gram? | predicts the neighbours | reverse",
            id="of a card that the author marked",
        ),
        pytest.param(
            "- CBOW :: predicts the middle\n  - Hint: blank",
            "What is CBOW? | predicts the middle | blank",
            id="a bullet below a card that the author marked",
        ),
        pytest.param(
            "- BLEU is a metric that counts shared n-grams.\n  Hint: bilingual evaluation",
            "What is BLEU? | a metric that counts shared n-grams. | bilingual evaluation",
            id="behind a sentence",
        ),
    ],
)
def test_a_hint_is_on_the_card_of_its_block(text: str, expected: str, cards_of: CardsOf, reasons: Reasons) -> None:
    """Its lines are none of the answer, no card of their own, and not passed over either."""
    assert _shown(cards_of(text)) == [expected]
    assert [line for line in reasons(text) if "Hint" in line] == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("- Hint: a nudge towards the answer", "What is Hint? | a nudge towards the answer | ", id="alone"),
        pytest.param(
            "- 옵티마이저\n  - 힌트: 실행 계획을 지시하는 주석",
            "힌트는 무엇인가? | 실행 계획을 지시하는 주석 | ",
            id="under a term that nothing is said of",
        ),
    ],
)
def test_what_the_word_itself_is_asked_for(text: str, expected: str, cards_of: CardsOf) -> None:
    """A hint needs a card that it is of."""
    assert _shown(cards_of(text)) == [expected]


def test_a_hint_makes_no_other_card_of_a_bullet(cards_of: CardsOf) -> None:
    """A hint that is added, changed or taken away makes no other card of the bullet."""
    (card,) = cards_of("- GloVe: vectors from a co-occurrence matrix\n  Hint: counts")
    whole = "GloVe: vectors from a co-occurrence matrix"
    assert card.guid == make_guid(SETTINGS.namespace, NoteType.BASIC, whole, "definition")


def test_a_block_without_a_card_keeps_its_hint_to_itself(reasons: Reasons) -> None:
    """The line is listed among those that no card came from."""
    assert reasons("- I fixed the build again today.\n  - Hint: patience")[-1].startswith("2:")


def test_a_label_of_the_users_own_is_set_apart_too() -> None:
    """It goes to Extra, from where it fills its field; without a field that wants it, the line is a fact."""
    text = "- CBOW: the middle word is predicted from its neighbours\n  - Example: the cat ___ on the mat"
    report, _ = read_report(text, "day.md")
    habits = Habits(labels=("example",))
    made = make_cards(report, extract(report, habits).findings, replace(SETTINGS, habits=habits))
    cards = [card for _, card in made]
    assert [(card.question.plain, show_blocks(card.extra)) for card in cards if isinstance(card, Card)] == [
        ("What is CBOW?", "Example: the cat ___ on the mat")
    ]
