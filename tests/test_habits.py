"""What the user has a say in, from deck.yaml to the cards: each setting does its own, and none makes another card."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from notes2anki.build import Outcome, build, load, read_page
from notes2anki.config import load_settings
from notes2anki.model import Card, Habits, Kind, Reverse, Sections, Selection, Settings, State, Status, Wording
from tests.support.desk import topic_of

ROOT = Path("/deck")
DECK = Settings(ROOT, "Root", ("notes",), ROOT / "deck.apkg", ROOT / "ledger.jsonl")
ALL = Selection()
NOW = 1_650_000_000
REPORT = """---
date: 2022-03-17
tags: [AI]
---
## Detection

- **Anchor box**: a box of a given shape at every place of the feature map
- 양자화(Quantization)
  float32 가중치를 적은 비트의 정수로 바꾸는 기법
- Exploding gradients → gradient clipping
- Pruning
  - removes the weights that matter least
- Ensemble methods
  1. bagging
  2. boosting
  3. stacking

## 회고

- **Beam search**: a search that keeps the best few hypotheses

## 멘토링

- **Top-k sampling**: a sampling among the most probable tokens

## Gossip

- **Nucleus sampling**: a sampling among the tokens that make up most of the probability
"""


def cards(habits: Habits = Habits(), *, threshold: float = 0.6) -> dict[str, Card]:
    """Return the cards of the report by what they ask about."""
    page = read_page(REPORT, "day41.md", replace(DECK, habits=habits, threshold=threshold))
    return {topic_of(card.question.plain): card for card in page.cards}


USUAL = cards()


# --- identity ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("habits", "threshold"),
    [
        pytest.param(Habits(wordings=(Wording("en", "definition", "Define: {term} — now"),)), 0.6, id="wordings"),
        pytest.param(Habits(wordings=(Wording("ko", "definition", "{term} — ?"),)), 0.6, id="korean wordings"),
        pytest.param(Habits(scores=(("label", 0.1), ("term", 1.0))), 0.6, id="scores"),
        pytest.param(Habits(), 1.0, id="the threshold"),
        pytest.param(Habits(longest_answer=40), 0.6, id="the longest answer"),
        pytest.param(Habits(reverse=Reverse.TERMS), 0.6, id="reverse"),
        pytest.param(Habits(sections=Sections(weak=("Detection",))), 0.6, id="a weak section"),
        pytest.param(Habits(sections=Sections(boosted=("Detection",))), 0.6, id="a boosted section"),
    ],
)
def test_no_such_setting_changes_a_guid(habits: Habits, threshold: float) -> None:
    """What is asked, and whether, has no part in a card's identity."""
    changed = cards(habits, threshold=threshold).values()
    assert {card.guid for card in changed} == {card.guid for card in USUAL.values()}
    assert {card.key for card in changed} == {card.key for card in USUAL.values()}


@pytest.mark.parametrize(
    "habits",
    [
        pytest.param(Habits(sections=Sections(out=("Detection",))), id="a section out"),
        pytest.param(Habits(sections=Sections(boosted=("회고",))), id="a section back in"),
        pytest.param(Habits(rules_off=("label",)), id="a rule off"),
        pytest.param(Habits(most_members=2), id="short lists alone"),
    ],
)
def test_a_card_that_stays_keeps_its_guid(habits: Habits) -> None:
    """A card that is found by the same rule with the setting and without it is one card."""
    before = {(card.first, card.rule, card.slot): card.guid for card in USUAL.values()}
    after = {(card.first, card.rule, card.slot): card.guid for card in cards(habits).values()}
    shared = before.keys() & after.keys()
    assert all(before[place] == after[place] for place in shared)
    assert before != after


# --- sections ------------------------------------------------------------------------------------------------------


def test_a_section_of_the_users_is_left_out() -> None:
    """Its name is that of the heading, whatever its case."""
    assert "Nucleus sampling" in USUAL
    assert "Nucleus sampling" not in cards(Habits(sections=Sections(out=("gossip",))))


@pytest.mark.parametrize(
    ("sections", "factor"),
    [
        pytest.param(Sections(weak=("Gossip",)), 0.9, id="weak"),
        pytest.param(Sections(boosted=("Gossip",)), 1.15, id="boosted"),
        pytest.param(Sections(weak=("Gossip",), boosted=("Gossip",)), 1.15, id="boosted before weak"),
    ],
)
def test_a_section_of_the_users_moves_the_score(sections: Sections, factor: float) -> None:
    """Weak sections lower it, boosted ones raise it, never above 1."""
    usual, changed = USUAL["Nucleus sampling"], cards(Habits(sections=sections))["Nucleus sampling"]
    assert changed.score == pytest.approx(min(1.0, usual.score * factor), abs=0.001)


@pytest.mark.parametrize(
    ("sections", "is_in", "is_weak"),
    [
        pytest.param(Sections(), False, True, id="nothing said"),
        pytest.param(Sections(boosted=("회고",)), True, True, id="a diary that is wanted"),
        pytest.param(Sections(weak=("회고",)), True, True, id="a diary that may hold something"),
        pytest.param(Sections(boosted=("멘토링",)), False, False, id="mentors that are worth it"),
        pytest.param(Sections(replaces=True), True, False, id="none of the built-in names"),
        pytest.param(Sections(out=("회고",), replaces=True), False, False, id="the user's alone"),
    ],
)
def test_the_user_overrules_the_built_in_sections(sections: Sections, *, is_in: bool, is_weak: bool) -> None:
    """A name that the user calls weak or boosted is not out; and with `replace` no other name counts."""
    found = cards(Habits(sections=sections))
    assert ("Beam search" in found) is is_in
    assert (found["Top-k sampling"].score < USUAL["Nucleus sampling"].score) is is_weak


def test_a_generic_heading_is_no_subject_and_not_shown() -> None:
    """It neither stands in a card's context nor is asked about."""
    assert USUAL["Anchor box"].context == ("Detection",)
    assert cards(Habits(sections=Sections(generic=("detection",))))["Anchor box"].context == ()


def test_the_built_in_generic_names_may_be_replaced() -> None:
    """A heading that says nothing to us may say something to the user."""
    text = "## 수업 노트\n\n- **Anchor box**: a box of a given shape at every place\n"
    deck = replace(DECK, habits=Habits(sections=Sections(replaces=True)))
    contexts = [read_page(text, "a.md", one).cards[0].context for one in (DECK, deck)]
    assert contexts == [(), ("수업 노트",)]


# --- rules and limits ----------------------------------------------------------------------------------------------


def test_a_rule_that_is_off_finds_nothing() -> None:
    """Others may find something in its lines."""
    assert "arrow" in {card.rule for card in USUAL.values()}
    assert "arrow" not in {card.rule for card in cards(Habits(rules_off=("arrow",))).values()}


def test_a_rule_has_the_score_that_the_user_gives_it() -> None:
    """What speaks against a card still counts."""
    found = cards(Habits(scores=(("label", 0.5),)))
    assert (found["Anchor box"].score, found["Anchor box"].status) == (0.5, Status.SUGGESTED)
    assert found["Top-k sampling"].score == pytest.approx(0.45)


def test_a_list_beyond_the_limit_is_not_asked_as_a_whole() -> None:
    """The user says how many members are too many."""
    assert USUAL["the 3 ensemble methods"].kind is Kind.LIST
    assert Kind.LIST not in {card.kind for card in cards(Habits(most_members=2)).values()}


def test_the_users_wording_reaches_what_rules_find() -> None:
    """What an acronym stands for is asked as the user words it."""
    text = "- IoU (Intersection over Union) is a measure of overlap\n"
    deck = replace(DECK, habits=Habits(wordings=(Wording("en", "expansion", "{term} in full?"),)))
    questions = [card.question.plain for card in read_page(text, "a.md", deck).cards]
    assert "IoU in full?" in questions


# --- deck.yaml and overrides.yaml to the package -------------------------------------------------------------------


@pytest.fixture
def deck(tmp_path: Path) -> Callable[..., Settings]:
    """Return what writes a deck's files and reads its settings."""

    def write(config: str = "", overrides: str | None = None) -> Settings:
        (tmp_path / "notes").mkdir(exist_ok=True)
        (tmp_path / "notes/day41.md").write_text(REPORT, encoding="utf-8")
        (tmp_path / "deck.yaml").write_text(config, encoding="utf-8")
        if overrides is not None:
            (tmp_path / "overrides.yaml").write_text(overrides, encoding="utf-8")
        return load_settings(tmp_path)[0]

    return write


def fields(outcome: Outcome, key: str) -> dict[str, str]:
    """Return the fields of a note."""
    assert outcome.deck is not None
    return next(dict(dated.note.fields) for dated in outcome.deck.notes if dated.note.key == key)


def test_deck_yaml_reaches_the_cards(deck: Callable[..., Settings]) -> None:
    """What the file says is what the build does."""
    settings = deck("wordings: {en: {definition: 'Define {term}'}}\nrules: {off: arrow}\nreverse: terms\n")
    key = USUAL["Anchor box"].key
    found = fields(build(settings, ALL, now=NOW), key)
    assert ("Define Anchor box" in found["Question"], found["Reverse"]) == (True, "1")
    assert "Reverse" not in fields(build(deck(), ALL, now=NOW), key)


def test_a_dropped_card_is_listed_and_retired(deck: Callable[..., Settings]) -> None:
    """It is not packaged any more; Anki learns of it as of a bullet that is gone, and it may come back."""
    key = USUAL["Anchor box"].key
    build(deck(), ALL, now=NOW)
    dropped = build(deck(overrides=f"{key}: drop\n"), ALL, now=NOW + 60)
    assert {card.key: card.status for card in dropped.loaded.cards}[key] is Status.DROPPED
    assert _states(dropped)[key] is State.RETIRED
    assert _states(build(deck(overrides=""), ALL, now=NOW + 120))[key] is State.EDITED


def test_new_words_are_the_same_note(deck: Callable[..., Settings]) -> None:
    """A question of the user's changes the note that Anki has; its guid stays."""
    key = USUAL["Anchor box"].key
    build(deck(), ALL, now=NOW)
    words = f"{key}:\n  question: What stands everywhere?\n  answer: |\n    - anchors\n    - **boxes**\n"
    outcome = build(deck(overrides=words), ALL, now=NOW + 60)
    assert _states(outcome)[key] is State.EDITED
    assert "<li><b>boxes</b></li>" in fields(outcome, key)["Answer"]
    assert outcome.deck is not None
    assert USUAL["Anchor box"].guid in {dated.note.guid for dated in outcome.deck.notes}
    assert outcome.loaded.problems == ()


def test_a_suggestion_is_kept_by_hand(deck: Callable[..., Settings]) -> None:
    """Whatever its score, it is packaged."""
    key = USUAL["Anchor box"].key
    outcome = build(deck("threshold: 1\n", f"{key}: keep\n"), ALL, now=NOW)
    assert list(_states(outcome)) == [key]


def test_broken_overrides_stop_the_build(deck: Callable[..., Settings]) -> None:
    """What the user said and we cannot read is not built without."""
    settings = deck(overrides="x: dorp\n")
    outcome = build(settings, ALL, now=NOW)
    assert outcome.deck is None
    assert [(problem.path, problem.line) for problem in outcome.loaded.errors] == [("overrides.yaml", 1)]
    assert not settings.output.exists()


def test_a_key_of_a_report_that_cannot_be_read_is_not_gone(deck: Callable[..., Settings]) -> None:
    """Its card may be in what could not be read."""
    settings = deck(overrides="zzzzzzzzzzzz: drop\n")
    assert [problem.path for problem in load(settings, ALL).problems] == ["overrides.yaml"]
    (settings.root / "notes/day42.md").write_bytes(b"\xff")
    assert [problem.path for problem in load(settings, ALL).problems] == ["notes/day42.md"]


def test_if_all_is_dropped_there_is_nothing_to_lower(deck: Callable[..., Settings]) -> None:
    """The hint speaks of the threshold only where there are suggestions."""
    keys = [card.key for card in load(deck("threshold: 1\n"), ALL).cards]
    hints = [problem.hint for problem in build(deck("threshold: 1\n"), ALL, now=NOW).loaded.problems]
    dropped = "".join(f"{key}: drop\n" for key in keys)
    hints += [problem.hint for problem in build(deck("threshold: 1\n", dropped), ALL, now=NOW).loaded.problems]
    assert ["threshold" in hint for hint in hints] == [True, False]


def _states(outcome: Outcome) -> dict[str, State]:
    assert outcome.deck is not None
    return {dated.note.key: dated.state for dated in outcome.deck.notes}
