"""Cards that the user makes of lines."""

from __future__ import annotations

from pathlib import Path

import pytest

from notes2anki.build import Loaded, load
from notes2anki.config import load_settings
from notes2anki.model import InputError, Selection, Status

REPORT = """\
---
date: 2022-03-17
tags: [AI]
---

## Peer session

- It rained, and checkpointing trades compute for memory
- **AP**: an area under a curve
"""
CARD = """\
cards:
  - path: notes/a.md
    line: 8
    text: It rained, and checkpointing trades compute for memory
    question: What does **checkpointing** trade?
    answer: compute for memory
"""


def read(root: Path, overrides: str, report: str = REPORT) -> Loaded:
    """Return what a deck holds."""
    (root / "notes").mkdir(exist_ok=True)
    (root / "deck.yaml").write_text("name: Deck\n", encoding="utf-8")
    (root / "notes" / "a.md").write_text(report, encoding="utf-8")
    (root / "overrides.yaml").write_text(overrides, encoding="utf-8")
    return load(load_settings(root)[0], Selection())


def test_a_card_of_ones_own_is_made(tmp_path: Path) -> None:
    """Kept, in the subdeck and under the headings of its line, which is skipped no more."""
    loaded = read(tmp_path, CARD)
    (mine,) = (card for card in loaded.cards if card.rule == "overrides")
    assert (mine.question.plain, mine.status, mine.deck) == ("What does checkpointing trade?", Status.KEEP, "Deck::AI")
    assert (mine.first, mine.last) == (8, 8)
    assert not [skip for skip in loaded.skips if skip.first == 8]
    assert loaded.problems == ()


@pytest.mark.parametrize(
    ("old", "new", "line"),
    [
        pytest.param("## Peer", "Words.\n\n## Peer", 10, id="the line has moved"),
        pytest.param("checkpointing trades", "checkpointing  trades", 8, id="a space more"),
    ],
)
def test_it_stays_the_same_card(tmp_path: Path, old: str, new: str, line: int) -> None:
    """However the report is edited about it."""
    before = next(card for card in read(tmp_path, CARD).cards if card.rule == "overrides")
    after = next(card for card in read(tmp_path, CARD, REPORT.replace(old, new)).cards if card.rule == "overrides")
    assert (after.guid, after.first) == (before.guid, line)


def test_a_line_that_says_something_else_is_told(tmp_path: Path) -> None:
    """The card stays, since the user made it."""
    loaded = read(tmp_path, CARD, REPORT.replace("It rained", "Sun"))
    (notice,) = loaded.problems
    assert (notice.path, notice.line, notice.is_error) == ("overrides.yaml", 2, False)
    assert notice.message == "notes/a.md:8: the line says something else now"
    assert [card for card in loaded.cards if card.rule == "overrides"]


def test_a_report_that_is_gone_is_told(tmp_path: Path) -> None:
    """There is no place for the card then."""
    loaded = read(tmp_path, CARD.replace("a.md", "b.md"))
    assert [problem.message for problem in loaded.problems] == ["notes/b.md:8: there is no such report"]


def test_two_cards_of_one_line_are_two(tmp_path: Path) -> None:
    """With a guid each; without `text`, the line itself says what they are of."""
    more = "  - {path: notes/a.md, line: 8, question: 'What is traded?', answer: compute}\n"
    loaded = read(tmp_path, CARD + more)
    mine = [card for card in loaded.cards if card.rule == "overrides"]
    assert len({card.guid for card in mine}) == 2


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        pytest.param("cards: drop\n", (1, "cards: expected a list of mappings, found a string"), id="no list"),
        pytest.param(
            "cards: [a]\n",
            (1, "cards: expected keys with values, found a string"),
            id="words",
        ),
        pytest.param("cards:\n  - {path: a, line: 1, question: b}\n", (2, "cards: has no `answer`"), id="no answer"),
        pytest.param(
            "cards:\n  - {path: a, line: 0, question: b, answer: c}\n",
            (2, "cards.line: expected a whole number of at least 1, found 0"),
            id="line 0",
        ),
        pytest.param(
            "cards:\n  - {path: a, line: 1, question: b, answer: c, kind: qa}\n",
            (2, "unknown key `cards.kind`"),
            id="an unknown key",
        ),
    ],
)
def test_what_is_wrong_is_told_at_its_line(tmp_path: Path, text: str, fault: tuple[int, str]) -> None:
    """As everywhere in the file."""
    try:
        problems = read(tmp_path, text).problems
    except InputError as error:
        problems = error.problems
    assert [(problem.line, problem.message) for problem in problems] == [fault]
