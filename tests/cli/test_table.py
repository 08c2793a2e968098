"""The table of cards for people."""

import unicodedata
from collections.abc import Callable
from dataclasses import replace

import click
import pytest

from notes2anki.cli.columns import columns
from notes2anki.cli.table import table
from notes2anki.listing import Listing
from notes2anki.model import Bullets, Code, Prose, Skip, Status
from notes2anki.text import plain_text
from tests.support.cards import CARD as PLAIN

CARD = replace(
    PLAIN,
    question=plain_text("지식 증류(Knowledge distillation) — 무엇인가?"),
    answer=(Prose(plain_text("큰 교사 모델의 출력을 작은 학생 모델이 따라 배우게 하는 기법, 배포할 때 쓰기 좋다")),),
    path="notes/a.md",
    first=9,
    last=12,
    rule="term",
    score=0.85,
)
LISTING = Listing(
    (
        CARD,
        replace(
            CARD,
            first=101,
            last=101,
            question=plain_text("Bagging vs boosting — how do they differ?"),
            answer=(Bullets((plain_text("Bagging: apart"), plain_text("boosting: in turn"))),),
            rule="contrast",
            score=0.4,
            status=Status.SUGGESTED,
        ),
        replace(CARD, path="notes/b.md", first=3, last=3, question=plain_text("{{c1::a}}"), answer=(), rule="cloze"),
        replace(CARD, path="notes/b.md", first=5, last=7, answer=(Code("if x:\n    y()"),), status=Status.DROPPED),
    ),
    (
        Skip(
            "notes/a.md",
            20,
            22,
            "점심은 국수, 그리고 산책을 조금 하고 다시 돌아와서 회의를 두 번이나 했다\n끝",
            "diary",
        ),
        Skip("notes/c.md", 1, 1, "\x1b[31mred", "a heading"),
    ),
)


@pytest.mark.parametrize("width", [60, 100])
def test_table_shows_place_question_answer_rule_score_status(width: int, golden: Callable[[str, str], None]) -> None:
    """A row has the lines, the question with its answer below, and the verdict; skipped lines stand in their place."""
    golden(f"table-{width}.table", _without_colours(table(LISTING, width)) + "\n")


@pytest.mark.parametrize("width", [60, 80, 100, 200])
def test_no_row_is_wider_than_the_terminal(width: int) -> None:
    """Whatever the letters, no row runs over the edge."""
    assert max(map(columns, _without_colours(table(LISTING, width)).splitlines())) <= width


def test_table_of_nothing_says_so() -> None:
    """No cards are counted as such."""
    assert table(Listing(), 80) == "0 cards kept"


def test_keys_stand_under_the_verdicts_on_demand() -> None:
    """What overrides.yaml calls a card is shown where the table has room for it."""
    card = replace(CARD, key="abcdefgh2345")
    rows = _without_colours(table(Listing((card,)), 100, has_keys=True)).splitlines()
    assert [row.split()[-1] for row in rows[1:3]] == ["keep", "abcdefgh2345"]
    assert "abcdefgh2345" not in table(Listing((card,)), 100)


def test_statuses_have_their_colours() -> None:
    """What is kept is green, what is only suggested yellow."""
    text = table(LISTING, 100)
    assert "\x1b[32mterm 0.85 keep\x1b[0m" in text
    assert "\x1b[33mcontrast 0.40 suggested\x1b[0m" in text


def _without_colours(text: str) -> str:
    plain = click.unstyle(text)
    assert not any(unicodedata.category(char) == "Cc" for char in plain.replace("\n", ""))
    return plain
