"""Tests of `rules/divider.py`: a line of a question mark alone parts question and answer."""

from __future__ import annotations

import pytest

from tests.support.rules import Ask


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("- 커널이 왜 필요한가?", id="a question mark at the end"),
        pytest.param("?\n\n커널", id="a question mark in a line of its own, first"),
        pytest.param("- ?\n  - 커널", id="nothing above"),
        pytest.param("```\na\n?\nb\n```", id="in code"),
        pytest.param("?", id="nothing at all"),
        pytest.param("- 커널의 역할은\n- ?\n- 자원을 나눠 준다", id="a question mark in a bullet of its own"),
    ],
)
def test_what_divider_leaves_alone(text: str, ask: Ask) -> None:
    """A question mark in another place divides nothing."""
    assert ask(text, "divider") == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "프로세스와 스레드를 나누는 기준은\n?\n주소 공간을 함께 쓰는지",
            ["question: | 프로세스와 스레드를 나누는 기준은 | 주소 공간을 함께 쓰는지"],
            id="one line each",
        ),
        pytest.param(
            "What does a write-ahead log protect against\n?\nLosing committed changes in a crash",
            ["question: | What does a write-ahead log protect against | Losing committed changes in a crash"],
            id="english",
        ),
        pytest.param(
            "ACID의 D는\n?\n지속성\n커밋된 것은 남는다",
            ["question: | ACID의 D는 | 지속성 커밋된 것은 남는다"],
            id="an answer of two lines",
        ),
        pytest.param(
            "스레드가 함께 쓰는 것은\n?\n- 힙\n- 전역 변수",
            ["question: | 스레드가 함께 쓰는 것은 | • 힙 • 전역 변수"],
            id="an answer in bullets",
        ),
        pytest.param(
            "인덱스를 걸었다\n그런데도 느린 까닭은\n?\n고른 값이 너무 많아서",
            ["question: | 인덱스를 걸었다 그런데도 느린 까닭은 | 고른 값이 너무 많아서"],
            id="a question of two lines",
        ),
        pytest.param(
            "프로세스란\n？\n실행 중인 프로그램",
            ["question: | 프로세스란 | 실행 중인 프로그램"],
            id="a wide question mark",
        ),
        pytest.param(
            "## 정렬\n\n힙 정렬의 시간 복잡도는\n?\nO(n log n)",
            ["question: | 힙 정렬의 시간 복잡도는 | O(n log n)"],
            id="under a heading",
        ),
        pytest.param(
            "主キーの役割は\n?\n行を一意に決める", ["question: | 主キーの役割は | 行を一意に決める"], id="japanese"
        ),
        pytest.param("主键的作用是\n?\n唯一地确定一行", ["question: | 主键的作用是 | 唯一地确定一行"], id="chinese"),
        pytest.param(
            ("다음 규칙을 모두 지키는 자료구조는\n- 먼저 넣은 것이 먼저 나온다\n- 양 끝만 쓴다\n?\n큐"),
            ["question: | 다음 규칙을 모두 지키는 자료구조는⏎먼저 넣은 것이 먼저 나온다⏎양 끝만 쓴다 | 큐"],
            id="a list in the question",
        ),
    ],
)
def test_what_divider_finds(text: str, expected: list[str], ask: Ask) -> None:
    """What stands above the divider is asked, what stands below answers."""
    assert ask(text, "divider") == expected
