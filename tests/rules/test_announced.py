"""Tests of `rules/announced.py`: a sentence that says a list follows, and the list after it."""

from __future__ import annotations

import pytest

from tests.support.rules import Ask


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "자바에서 스레드를 만드는 방법은 2가지가 있다.\n\n1. Runnable 구현\n2. Thread 상속",
            ["members: 자바에서 스레드를 만드는 방법 | • Runnable 구현 • Thread 상속"],
            id="korean, with a number",
        ),
        pytest.param(
            "교착상태의 조건은 다음과 같다.\n\n- 상호배제: 한 번에 하나\n- 점유대기: 쥐고 기다림",
            ["members: 교착상태의 조건 | • 상호배제 • 점유대기"],
            id="korean, the names of what is told below",
        ),
        pytest.param(
            "There are two ways to start a thread:\n\n- Implement Runnable\n- Extend Thread",
            ["members: ways to start a thread | • Implement Runnable • Extend Thread"],
            id="english",
        ),
        pytest.param(
            "- A handshake has three steps:\n  1. SYN\n  2. SYN-ACK\n  3. ACK",
            ["steps: handshake | 1. SYN 2. SYN-ACK 3. ACK"],
            id="english, in a bullet",
        ),
        pytest.param(
            "スレッドの作り方には次の2つがある。\n\n- Runnableを実装する\n- Threadを継承する",
            ["members: スレッドの作り方 | • Runnableを実装する • Threadを継承する"],
            id="japanese",
        ),
        pytest.param(
            "创建线程主要有以下两种方法：\n\n- 实现 Runnable\n- 继承 Thread",
            ["members: 创建线程 | • 实现 Runnable • 继承 Thread"],
            id="chinese",
        ),
        pytest.param(
            "- An LSTM has three gates: input, forget and output.",
            ["members: LSTM | gates | • input • forget • output"],
            id="on the line itself",
        ),
        pytest.param(
            "- LSTM은 3가지 게이트가 있다: 입력, 망각, 출력",
            ["members: LSTM | 게이트 | • 입력 • 망각 • 출력"],
            id="on the line itself, in korean",
        ),
        pytest.param(
            "- ACIDは原子性、一貫性、独立性、永続性の4つ",
            ["members: ACID | • 原子性 • 一貫性 • 独立性 • 永続性"],
            id="on the line itself, in japanese",
        ),
        pytest.param(
            "- ACID는 원자성, 일관성, 고립성, 지속성의 4가지이다",
            ["members: ACID | • 원자성 • 일관성 • 고립성 • 지속성"],
            id="on the line itself, before their number",
        ),
    ],
)
def test_an_announced_list_is_asked(text: str, expected: list[str], ask: Ask) -> None:
    """The sentence says of what the list is."""
    assert ask(text, "announced") == expected


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("방법은 2가지가 있다.\n\n- 구현\n- 상속", id="an attribute of nothing"),
        pytest.param("스레드의 상태는 5가지가 있다.", id="no list"),
        pytest.param("스레드의 상태는 5가지가 있다.\n\n다음 장에서 본다.\n\n- 쉼\n- 일함", id="words between"),
        pytest.param(f"스레드의 상태는 2가지가 있다.\n\n- 쉼\n- {'일하고 있는 상태 ' * 12}", id="a long entry"),
        pytest.param("There are two servers in the rack:\n\n- big one\n- small one", id="things that have no kinds"),
    ],
)
def test_what_announced_leaves_alone(text: str, ask: Ask) -> None:
    """A count alone is nothing to learn."""
    assert ask(text, "announced") == []


def test_the_sentence_before_the_announcement_is_told_too(ask: Ask) -> None:
    """A definition that stands before it stays a card."""
    text = "교착상태란 모두가 멈춘 상태를 말한다. 교착상태의 조건은 다음과 같다.\n\n- 상호배제\n- 점유대기"
    assert ask(text, "definition") == [
        "definition: 교착상태 | 모두가 멈춘 상태를 말한다. | extra: 교착상태의 조건은 다음과 같다."
    ]
