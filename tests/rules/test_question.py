"""Tests of `rules/question.py`: questions that the author asked and answered."""

from __future__ import annotations

import pytest

from tests.support.rules import Ask


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("- 왜 배치 정규화가 빠르게 만들까?", id="a question without an answer"),
        pytest.param("## 왜 커널이 필요한가?", id="a question heading without an answer"),
        pytest.param("- 왜 느릴까?\n- 어떻게 빠르게 할까?", id="two questions"),
        pytest.param("- 왜 느릴까?\n  - 캐시 때문일까?", id="a question under a question"),
        pytest.param("- 왜 이렇게 되는지 모르겠다???", id="a question to look at again"),
        pytest.param("- Q. 학습률은 어떻게 고르나요?", id="Q without A"),
        pytest.param("- 왜 느릴까?\n  - ![](slow.png)", id="a question with a picture alone"),
        pytest.param("- https://example.org/search?q=kernel", id="a link with a question mark"),
        pytest.param("## 회고\n\n- 오늘은 어땠나?\n  - 조금 지쳤다", id="in a diary"),
    ],
)
def test_what_question_leaves_alone(text: str, ask: Ask) -> None:
    """A question without an answer is no card."""
    assert ask(text, "question") == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "- LRU란? 가장 오래 쓰지 않은 것부터 버리는 방식",
            ["definition: LRU | 가장 오래 쓰지 않은 것부터 버리는 방식"],
            id="an answer on the line",
        ),
        pytest.param(
            "- 왜 인덱스를 모든 열에 걸지 않는가?\n  - 쓰기가 느려지고 자리를 차지하기 때문",
            ["question: | 왜 인덱스를 모든 열에 걸지 않는가? | 쓰기가 느려지고 자리를 차지하기 때문"],
            id="an answer below",
        ),
        pytest.param(
            (
                "- 왜 은닉층을 깊게 쌓는가?\n  - 적은 파라미터로 복잡한 함수를 나타낸다\n"
                "  - 층마다 다른 수준의 특징을 배운다"
            ),
            [
                (
                    "question: | 왜 은닉층을 깊게 쌓는가?"
                    " | • 적은 파라미터로 복잡한 함수를 나타낸다 • 층마다 다른 수준의 특징을 배운다"
                )
            ],
            id="answers below",
        ),
        pytest.param(
            "## 왜 정규화를 하는가?\n\n중복을 줄여 이상 현상을 막기 위해서이다.",
            ["question: | 왜 정규화를 하는가? | 중복을 줄여 이상 현상을 막기 위해서이다."],
            id="a question heading",
        ),
        pytest.param(
            "## 커널이란\n\n- 하드웨어를 관리하는 운영체제의 핵심",
            ["definition: 커널 | 하드웨어를 관리하는 운영체제의 핵심"],
            id="a heading in 란",
        ),
        pytest.param(
            "- 왜 해시 충돌이 생기나?\n  키의 수가 칸의 수보다 많기 때문이다",
            ["question: | 왜 해시 충돌이 생기나? | 키의 수가 칸의 수보다 많기 때문이다"],
            id="the answer in the next line",
        ),
        pytest.param(
            "Q. 왜 손실에 로그를 쓰나요?\nA. 곱을 합으로 바꿔 수치가 안정되기 때문이다",
            ["question: | 왜 손실에 로그를 쓰나요? | 곱을 합으로 바꿔 수치가 안정되기 때문이다"],
            id="Q and A in one paragraph",
        ),
        pytest.param(
            ("- Q. Why warm up the learning rate?\n- A. Early gradients are noisy, so large steps would diverge"),
            ["question: | Why warm up the learning rate? | Early gradients are noisy, so large steps would diverge"],
            id="Q and A bullets",
        ),
        pytest.param(
            ("- Why does quicksort degrade on sorted input?\n  - A fixed pivot splits off one element at a time"),
            [
                (
                    "question: | Why does quicksort degrade on sorted input?"
                    " | A fixed pivot splits off one element at a time"
                )
            ],
            id="english below",
        ),
        pytest.param(
            "- What is a checkpoint?\n  - A saved state that training can go on from",
            ["question: | What is a checkpoint? | A saved state that training can go on from"],
            id="english what is",
        ),
        pytest.param(
            "- 왜 느린가? -> 디스크를 매번 읽기 때문",
            ["question: | 왜 느린가? | 디스크를 매번 읽기 때문"],
            id="an arrow before the answer",
        ),
        pytest.param(
            ("- How do you undo the last commit but keep the changes?\n\n  ```sh\n  git reset --soft HEAD~1\n  ```"),
            ["question: | How do you undo the last commit but keep the changes? | ```sh git reset --soft HEAD~1```"],
            id="code as the answer",
        ),
        pytest.param(
            ("- 왜 토큰을 서브워드로 나누는가?\n  - 모르는 단어를 줄이기 위해\n  - https://example.org/bpe"),
            [
                "question: | 왜 토큰을 서브워드로 나누는가? | 모르는 단어를 줄이기 위해 | sources: https://example.org/bpe"
            ],
            id="a source below",
        ),
        pytest.param(
            "- なぜ正規化するのか？\n  - 重複を減らすため",
            ["question: | なぜ正規化するのか？ | 重複を減らすため"],
            id="japanese",
        ),
        pytest.param(
            "- 什么是死锁？\n  - 多个进程互相等待对方的资源",
            ["definition: 死锁 | 多个进程互相等待对方的资源"],
            id="chinese",
        ),
        pytest.param(
            "Q. 왜 손실에 로그를 쓰는가?\n\nA. 곱을 합으로 바꿔 수치가 안정되기 때문이다",
            ["question: | 왜 손실에 로그를 쓰는가? | 곱을 합으로 바꿔 수치가 안정되기 때문이다"],
            id="Q and A paragraphs",
        ),
        pytest.param(
            "- Q. 왜 입력을 정규화하나요? A. 학습이 빨라진다",
            ["question: | 왜 입력을 정규화하나요? | 학습이 빨라진다"],
            id="question and answer labelled in one line",
        ),
        pytest.param(
            "- 드롭아웃을 쓰는 이유\n  - 과적합을 막는다",
            ["question: | 드롭아웃을 쓰는 이유? | 과적합을 막는다"],
            id="a head that asks why",
        ),
        pytest.param(
            "# HTTP\n\n## What is a semaphore for?\n\n- it limits how many threads enter",
            ["question: | What is a semaphore for? | it limits how many threads enter"],
            id="what it is for",
        ),
        pytest.param(
            "### 비트란?\n\n> 데이터의 최소 단위\n\n### What is a mutex?\n\n> A lock.\n\nIts owner releases it.",
            [
                "definition: 비트 | 데이터의 최소 단위",
                "question: | What is a mutex? | A lock. / Its owner releases it.",
            ],
            id="an answer that is quoted",
        ),
        pytest.param(
            "## Why pack two values?\n\n- Memory:\n  - half of it\n- Speed:\n  - twice as fast",
            ["question: | Why pack two values? | • Memory • Speed"],
            id="bullets that lead to others",
        ),
    ],
)
def test_what_question_finds(text: str, expected: list[str], ask: Ask) -> None:
    """A question takes its answer from the line, the lines below, the bullets below or the block after it."""
    assert ask(text, "question") == expected
