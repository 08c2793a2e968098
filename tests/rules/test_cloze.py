"""Tests of `rules/cloze.py`: gaps that the author marked."""

from __future__ import annotations

import pytest

from tests.support.rules import Ask, CardsOf


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("- 기본 포트는 5432이다", id="no gap at all"),
        pytest.param("- 기본 포트는 **5432**이다", id="bold words"),
        pytest.param("- 비교는 `a == b == c` 로 쓴다", id="a highlight in code"),
        pytest.param("- if a == b then stop", id="a comparison outside code"),
        pytest.param("- 변수는 {{ name }} 로 넣는다", id="a template's braces"),
        pytest.param("- 값은 ==== 이다", id="an empty highlight"),
        pytest.param("```\n{{c1::a}}\n```", id="a gap in a fence"),
        pytest.param("## 회고\n\n- 오늘은 ==정말== 피곤했다", id="a gap in a diary"),
        pytest.param(
            "- 정밀도는 ==예측한 것 중== 맞은 비율이고, 재현율은 실제 중 찾은 비율이다", id="emphasis in a contrast"
        ),
    ],
)
def test_what_cloze_leaves_alone(text: str, ask: Ask) -> None:
    """Without a mark of the author's there is no gap."""
    assert ask(text, "cloze") == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "- PostgreSQL의 기본 포트는 {{c1::5432}}이다",
            ["gap: | PostgreSQL의 기본 포트는 {{c1::5432}}이다"],
            id="an explicit gap",
        ),
        pytest.param(
            "- {{c1::TCP}}는 순서를 지키고 {{c2::UDP}}는 지키지 않는다",
            ["gap: | {{c1::TCP}}는 순서를 지키고 {{c2::UDP}}는 지키지 않는다"],
            id="two explicit gaps",
        ),
        pytest.param(
            "- {{c1::SYN}}과 {{c1::ACK}}로 연결을 연다",
            ["gap: | {{c1::SYN}}과 {{c1::ACK}}로 연결을 연다"],
            id="one number for two gaps",
        ),
        pytest.param(
            "- HTTP's default port is {{c1::80::a number}}",
            ["gap: | HTTP's default port is {{c1::80::a number}}"],
            id="a gap with a hint",
        ),
        pytest.param("- 물의 끓는점은 ==100도==이다", ["gap: | 물의 끓는점은 {{c1::100도}}이다"], id="a highlight"),
        pytest.param(
            "- The ==encoder== reads and the ==decoder== writes",
            ["gap: | The {{c1::encoder}} reads and the {{c2::decoder}} writes"],
            id="two highlights",
        ),
        pytest.param(
            "- ==LRU== evicts the page unused for longest",
            ["gap: | {{c1::LRU}} evicts the page unused for longest"],
            id="a highlight at the start",
        ),
        pytest.param("광년은 ==거리==의 단위이다", ["gap: | 광년은 {{c1::거리}}의 단위이다"], id="a paragraph"),
        pytest.param(
            "- `git stash` 는 변경을 {{c1::임시로}} 치워 둔다",
            ["gap: | git stash 는 변경을 {{c1::임시로}} 치워 둔다"],
            id="a gap beside code",
        ),
        pytest.param(
            "- 光の速さは毎秒約==30万==キロメートルである",
            ["gap: | 光の速さは毎秒約{{c1::30万}}キロメートルである"],
            id="japanese",
        ),
        pytest.param("- 水的沸点是==100==度", ["gap: | 水的沸点是{{c1::100}}度"], id="chinese"),
        pytest.param(
            "- DNS는 ==53==번 포트를 쓴다 https://example.org/dns",
            ["gap: | DNS는 {{c1::53}}번 포트를 쓴다 | sources: https://example.org/dns"],
            id="with a link",
        ),
    ],
)
def test_what_cloze_finds(text: str, expected: list[str], ask: Ask) -> None:
    """The author's gaps are kept as they are; a highlight becomes one."""
    assert ask(text, "cloze") == expected


@pytest.mark.parametrize("gap", ["https://a.org and b", "b of https://a.org"])
def test_an_address_in_a_gap_stands_there_alone(gap: str, cards_of: CardsOf) -> None:
    """What begins or ends a gap is not shown beside it as well."""
    (card,) = cards_of(f"- we read =={gap}== today\n")
    assert " ".join(card.question.shown.split()) == f"we read {{{{c1::{gap.replace('https://', '')}}}}} today"
