"""Lines in which the author speaks to herself of looking at something again, under one that says something."""

from __future__ import annotations

from pathlib import Path

import pytest

from notes2anki.build import read_page
from notes2anki.model import Page, Settings, Status

DEFINED = {
    "ko": "세그먼트: 메모리를 논리 단위로 나눈 조각",
    "en": "Segment: a piece of memory that a program uses for one purpose",
    "ja": "セグメント: メモリを論理的な単位に分けたもの",
    "zh": "段：把内存按逻辑划分的单位",
}
REMARKS = [
    pytest.param("ko", "다시 확인했다.", "looked at again", id="ko looked at again"),
    pytest.param("ko", "어제 다시 찾아봤다", "looked at again", id="ko looked up yesterday"),
    pytest.param("ko", "다시 확인하기", "to revisit", id="ko to look at again"),
    pytest.param("ko", "아직 이해가 안 된다", "to revisit", id="ko not understood"),
    pytest.param("ko", "정말인가??", "to revisit", id="ko two question marks"),
    pytest.param("en", "Checked it again.", "looked at again", id="en looked at again"),
    pytest.param("en", "look this up again", "to revisit", id="en to look at again"),
    pytest.param("ja", "後で確認した。", "looked at again", id="ja looked at again"),
    pytest.param("ja", "要確認", "to revisit", id="ja to look at again"),
    pytest.param("zh", "又看了一遍。", "looked at again", id="zh looked at again"),
    pytest.param("zh", "待确认", "to revisit", id="zh to look at again"),
]


def page(text: str) -> Page:
    """Return what a report holds."""
    root = Path("/deck")
    return read_page(text, "day.md", Settings(root, "Root", ("notes",), root / "a.apkg", root / "l.jsonl"))


@pytest.mark.parametrize("around", ["- {}\n  {}\n", "- {}\n  - {}\n", "- {}\n- {}\n"], ids=["line", "child", "sibling"])
@pytest.mark.parametrize(("language", "remark", "reason"), REMARKS)
def test_a_remark_takes_no_other_line_with_it(language: str, remark: str, reason: str, around: str) -> None:
    """The card is what it would be without the remark, down to its guid, and the remark is listed."""
    (alone,) = page(f"- {DEFINED[language]}\n").cards
    found = page(around.format(DEFINED[language], remark))
    assert [(card.guid, card.answer, card.status) for card in found.cards] == [
        (alone.guid, alone.answer, Status.KEEP),
    ]
    assert [(skip.text, skip.reason) for skip in found.skips] == [(remark, reason)]


@pytest.mark.parametrize("language", DEFINED)
def test_what_is_no_remark_stays(language: str) -> None:
    """A second line that says something is part of the answer, as ever."""
    more = {"ko": "페이지와 크기가 다르다.", "en": "Its size varies.", "ja": "大きさは様々。", "zh": "大小不同。"}
    found = page(f"- {DEFINED[language]}\n  {more[language]}\n")
    assert found.cards
    assert found.skips == ()


def test_a_remark_under_what_is_no_card_hides_no_reason() -> None:
    """Each of the two lines is listed with its own."""
    found = page("- 내일 복습하자\n  다시 확인하기\n")
    assert {skip.text: skip.reason for skip in found.skips} == {
        "내일 복습하자": "a plan",
        "다시 확인하기": "to revisit",
    }


def test_an_answer_of_the_authors_own_keeps_all_its_lines() -> None:
    """What is marked as a card is shown as it is written."""
    found = page("Q: What is a segment?\nA: A piece of memory.\nLook this up again, says the book.\n")
    (card,) = found.cards
    assert "Look this up again" in str(card.answer)
    assert found.skips == ()


def test_a_wrapped_sentence_is_no_remark() -> None:
    """A line that goes on with the sentence of a long one before is part of it."""
    text = (
        "- Segment: a piece of memory that a program uses for one purpose, and of which beginners are\n  not sure why\n"
    )
    found = page(text)
    assert [skip.text for skip in found.skips if skip.text == "not sure why"] == []
