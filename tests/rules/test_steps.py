"""Tests of `rules/steps.py`: numbered steps under a head."""

from __future__ import annotations

import pytest

from tests.support.rules import Ask


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("- 요청 처리\n  1. 받는다\n  2. 답한다", id="two steps"),
        pytest.param("1. 받는다\n2. 읽는다\n3. 답한다", id="no head"),
        pytest.param("## 오늘 할 일\n\n1. 읽기\n2. 쓰기\n3. 자기", id="plans"),
        pytest.param("- 정렬\n  - 나눈다\n  - 푼다\n  - 합친다", id="bullets"),
        pytest.param(
            "- 계층\n  1. 물리: 비트를 보낸다\n  2. 연결: 틀을 보낸다\n  3. 망: 길을 찾는다", id="definitions"
        ),
        pytest.param("## 학습 내용\n\n1. 받는다\n2. 읽는다\n3. 답한다", id="a generic heading"),
    ],
)
def test_what_steps_leaves_alone(text: str, ask: Ask) -> None:
    """Bullets, numbered definitions and lists of nothing in particular are no steps."""
    assert ask(text, "steps") == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "- 컴파일 과정\n  1. 어휘 분석\n  2. 구문 분석\n  3. 코드 생성",
            ["steps: 컴파일 과정 | 1. 어휘 분석 2. 구문 분석 3. 코드 생성"],
            id="steps",
        ),
        pytest.param(
            (
                "## Two-phase commit\n\n1. The coordinator asks every node to prepare\n"
                "2. Each node votes\n3. The coordinator commits or aborts"
            ),
            [
                (
                    "steps: Two-phase commit"
                    " | 1. The coordinator asks every node to prepare"
                    " 2. Each node votes 3. The coordinator commits or aborts"
                )
            ],
            id="english steps",
        ),
        pytest.param(
            ("- 퀵 정렬 순서\n  1. 기준을 고른다\n  2. 작은 것과 큰 것으로 나눈다\n  3. 양쪽을 다시 정렬한다"),
            ["steps: 퀵 정렬 순서 | 1. 기준을 고른다 2. 작은 것과 큰 것으로 나눈다 3. 양쪽을 다시 정렬한다"],
            id="steps that are sentences",
        ),
        pytest.param(
            (
                "- Isolation levels, from weakest to strongest:\n  1. read uncommitted\n  2. read "
                "committed\n  3. serializable"
            ),
            [
                (
                    "steps: Isolation levels, from weakest to strongest"
                    " | 1. read uncommitted 2. read committed 3. serializable"
                )
            ],
            id="an order in the head",
        ),
        pytest.param(
            "- 교착 상태의 조건\n  1. 상호 배제\n  2. 점유 대기\n  3. 비선점",
            ["members: 교착 상태의 조건 | • 상호 배제 • 점유 대기 • 비선점"],
            id="conditions numbered for no order",
        ),
        pytest.param(
            "- 역행렬이 존재할 조건\n  1. 정사각행렬이다\n  2. 행렬식이 0이 아니다",
            ["members: 역행렬이 존재할 조건 | • 정사각행렬이다 • 행렬식이 0이 아니다"],
            id="two that the head announces",
        ),
        pytest.param(
            "### 운영체제 복습\n\n1. 프로세스와 스레드\n2. 데드락\n3. 컨텍스트 스위칭",
            ["members: 운영체제 복습 | • 프로세스와 스레드 • 데드락 • 컨텍스트 스위칭"],
            id="names, numbered for no order",
        ),
    ],
)
def test_what_steps_finds(text: str, expected: list[str], ask: Ask) -> None:
    """Three to seven numbered steps, in their order, asked with their number."""
    assert ask(text, "steps") == expected
