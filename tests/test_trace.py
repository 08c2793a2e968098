"""The trace of one line: where it stands, what each rule found, and what came of it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from notes2anki.build import read_page
from notes2anki.model import Card, Habits, Sections, Settings, Skip
from notes2anki.reading import read_report
from notes2anki.rules import RULES
from notes2anki.trace import Attempt, Explanation, Fate, Verdict, explain

ROOT = Path("/deck")
DECK = Settings(ROOT, "Root", ("notes",), ROOT / "deck.apkg", ROOT / "ledger.jsonl")
REPORT = """---
tags: [AI]
---
## Detection

- **Anchor box**: a box of a given shape at every place of the feature map

- 양자화(Quantization)
  float32 가중치를 적은 비트의 정수로 바꾸는 기법
- Pruning methods:
  - **Magnitude**: removes the weights with the lowest absolute value
  - **Movement**: removes the weights that move towards zero

## TMI

- Noodles for lunch
"""


def explained(line: int, habits: Habits = Habits(), text: str = REPORT) -> Explanation:
    """Return what there is to say of a line of a report that is a deck by itself."""
    report, _ = read_report(text, "day41.md")
    deck = replace(DECK, habits=habits)
    page = read_page(text, "day41.md", deck)
    return explain(report, line, (*page.cards, *page.skips), deck)


def found(explanation: Explanation) -> list[Attempt]:
    """Return the rules that found something."""
    return [tried for tried in explanation.attempts if tried.fate in (Fate.WON, Fate.BEATEN)]


@pytest.mark.parametrize("line", [1, 2, 7, 13, 99, 0], ids=lambda line: f"line {line}")
def test_where_nothing_stands_there_is_no_block(line: int) -> None:
    """Front matter, empty lines and lines that are not there have nothing to explain."""
    explanation = explained(line)
    assert (explanation.node, explanation.parents, explanation.attempts) == (None, (), ())
    assert (explanation.verdicts, explanation.skips) == ((), ())


def test_every_rule_says_what_it_did() -> None:
    """The rules come in the order in which they are tried; the first that found something took the line."""
    explanation = explained(6)
    assert list(dict.fromkeys(tried.rule for tried in explanation.attempts)) == list(dict.fromkeys(dict(RULES)))
    winner = next(tried for tried in explanation.attempts if tried.fate is Fate.WON)
    assert (winner.rule, winner.first, winner.beaten_by) == ("label", 6, "")
    assert winner.concept == "definition: Anchor box | a box of a given shape at every place of the feature map"


def test_a_beaten_rule_names_the_one_before() -> None:
    """With a rule off, the next one that found something has the line; with it on, it would have."""
    beaten = [tried for tried in found(explained(6)) if tried.fate is Fate.BEATEN]
    without = explained(6, Habits(rules_off=("label",)))
    assert {tried.beaten_by for tried in beaten} <= {"label"}
    assert next(tried.fate for tried in without.attempts if tried.rule == "label") is Fate.OFF
    assert [tried.rule for tried in beaten] == [tried.rule for tried in found(without)]


def test_the_block_is_the_innermost_one() -> None:
    """A line further down in a bullet belongs to it, with all that stands above."""
    explanation = explained(9)
    assert explanation.node is not None
    assert (explanation.node.first, explanation.node.last, explanation.language) == (8, 9, "ko")
    inner = explained(11)
    assert [(parent.node.first, parent.standing) for parent in inner.parents] == [(4, ""), (10, "")]


def test_a_rule_that_uses_the_line_from_above_is_told() -> None:
    """The head of a list has the lines of its members."""
    text = "## Trees\n\n- Ensemble methods\n  1. bagging\n  2. boosting\n  3. stacking\n"
    elsewhere = [tried for tried in explained(5, text=text).attempts if tried.first == 3]
    assert [tried.concept for tried in elsewhere] == ["members: Ensemble methods | bagging | boosting | stacking"]


def test_what_may_not_be_looked_at_says_why() -> None:
    """The section is named with what it does; no rule is said to have found nothing."""
    explanation = explained(16)
    assert explanation.reason == "in a section of diary"
    assert [parent.standing for parent in explanation.parents] == ["no cards below"]
    assert (explanation.attempts, explanation.verdicts) == ((), ())
    assert [skip.reason for skip in explanation.skips] == ["in a section of diary"]


@pytest.mark.parametrize(
    ("sections", "standing"),
    [
        (Sections(weak=("Detection",)), "weak section"),
        (Sections(boosted=("detection",)), "boosted section"),
        (Sections(out=("Detection",)), "no cards below"),
    ],
)
def test_a_section_of_the_users_has_its_standing(sections: Sections, standing: str) -> None:
    """What the user says of a heading is told with it."""
    assert [parent.standing for parent in explained(6, Habits(sections=sections)).parents] == [standing]


@pytest.mark.parametrize("weak", ["Detection", "none of these"])
def test_base_and_doubts_make_the_score(weak: str) -> None:
    """The rule's own score and the factors of all doubts give the card's score."""
    (verdict,) = explained(6, Habits(scores=(("label", 0.5),), sections=Sections(weak=(weak,)))).verdicts
    card = verdict.result
    assert isinstance(card, Card)
    product = verdict.base
    for doubt in card.doubts:
        product *= doubt.factor
    assert (verdict.base, verdict.key) == (0.5, card.key)
    assert card.score == pytest.approx(product)
    assert (product < verdict.base) is (weak == "Detection")


def test_the_result_may_be_no_card() -> None:
    """A concept whose question would tell the answer is a skip with that reason."""
    text = "## Q\n\n- What is IoU, the overlap by the union? the overlap by the union\n"
    results = [verdict.result for verdict in explained(3, text=text).verdicts]
    assert all(isinstance(result, Skip) for result in results)


def test_the_result_may_have_its_home_elsewhere() -> None:
    """The card of a copied bullet is found by its key, wherever it is."""
    report, _ = read_report(REPORT, "day42.md")
    page = read_page(REPORT, "day41.md", DECK)
    (verdict,) = explain(report, 6, page.cards, DECK).verdicts
    assert isinstance(verdict.result, Card)
    assert verdict.result.path == "day41.md"


def test_the_result_may_be_a_list_that_it_is_part_of() -> None:
    """A fact that is asked for together with others is on their card, whose key is that of the first."""
    text = "## 배치 정규화\n\n- 평균과 분산을 이용한 계산임\n- 이동 평균을 이용한 예측임\n"
    (card,) = read_page(text, "day41.md", DECK).cards
    for line in (3, 4):
        (verdict,) = explained(line, text=text).verdicts
        assert verdict.result == card


def test_without_results_a_concept_has_none() -> None:
    """A concept that became neither card nor skip is told all the same."""
    report, _ = read_report(REPORT, "day41.md")
    (verdict,) = explain(report, 6, (), DECK).verdicts
    assert isinstance(verdict, Verdict)
    assert verdict.result is None


def test_cards_may_be_off_for_the_report() -> None:
    """The block is shown, and that its author wants no cards."""
    text = REPORT.replace("tags: [AI]", "cards: off")
    explanation = explained(6, text=text)
    assert explanation.node is not None
    assert explanation.reason == "cards are off for this report"
    assert (explanation.attempts, explanation.verdicts) == ((), ())


def test_the_authors_own_marks_come_first() -> None:
    """What is marked as a card is none of the rules' business any more."""
    explanation = explained(3, text="## Detection\n\n- IoU :: the overlap by the union\n")
    first, *others = explanation.attempts
    assert (first.rule, first.fate) == ("explicit", Fate.WON)
    assert all(tried.fate in (Fate.NOTHING, Fate.BEATEN) for tried in others)
    (verdict,) = explanation.verdicts
    assert verdict.base == 1.0


def test_what_the_author_silenced_has_a_reason() -> None:
    """A bullet for which the author wants no card is seen by no rule."""
    explanation = explained(3, text="## Detection\n\n- IoU: the overlap by the union <!-- nocard -->\n")
    assert explanation.reason
    assert (explanation.attempts, explanation.verdicts) == ((), ())


def test_what_only_frames_has_no_text() -> None:
    """A thematic break is a block without words."""
    assert explained(3, text="a\n\n---\n\nb\n").reason == "no text"


def test_the_heads_passed_over_on_the_way_to_the_subject_say_why() -> None:
    """The nearest head that names something is what the line is about."""
    text = "## Trees\n\n- Linear probing\n  - Drawbacks\n    - clusters grow and slow every lookup down\n"
    assert [(parent.node.first, parent.naming) for parent in explained(5, text=text).parents] == [
        (1, ""),
        (3, "the subject: Linear probing"),
        (4, "passed over: names an aspect"),
    ]
