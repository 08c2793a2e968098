"""Tests of `rules/condition.py`: a condition and its effect."""

from __future__ import annotations

import pytest

from tests.support.rules import Ask


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("- 캐시를 쓰면 좋다", id="no condition"),
        pytest.param("- 화면, 측면, 표면을 모두 살핀다", id="a noun in 면"),
        pytest.param("- 시간이 나면 논문을 읽어 보자", id="a plan"),
        pytest.param("- 학습률이 크면 어떻게 되나?", id="a question"),
        pytest.param("- 값을 넘기면 된다", id="an effect that says nothing"),
        pytest.param("- 크면 느림", id="a short effect"),
        pytest.param("- If the cache is cold", id="english without an effect"),
        pytest.param("- 학습률\n  - 너무 크면, 손실이 발산한다", id="a fact of the bullet above"),
        pytest.param("- 가지를 쳐서 모델을 줄인다", id="a verb without a condition"),
        pytest.param("- 예를 들면, 음악을 들으며 글을 쓰는 일이다", id="an example"),
        pytest.param("- 왜냐하면 두 값이 한 칸에 들어가기 때문이다", id="a because"),
        pytest.param("- 그렇지 않으면 같은 노드가 두 번 들어간다", id="an otherwise"),
        pytest.param("- 짧게 요약하자면 모듈로 나누어야 한다", id="a way of speaking"),
        pytest.param("- 큐는 들어온 순서를 지켜야 하는 경우 사용된다.", id="an effect that only says used"),
        pytest.param("- Whenever the server exits, why is the memory kept?", id="an english question"),
        pytest.param("- 락이 필요한 이유는, 두 스레드가 함께 일할 때 값이 깨지기 때문이다", id="a reason"),
        pytest.param("- 학습할때는 softmax를 쓴다", id="a cause of one word"),
        pytest.param("- Focal loss is used because of class imbalance", id="because of a thing"),
    ],
)
def test_what_condition_leaves_alone(text: str, ask: Ask) -> None:
    """Plans, questions and empty effects follow from no condition."""
    assert ask(text, "condition") == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "- 학습률이 너무 크면 손실이 발산한다",
            ["condition: | 학습률이 너무 크면 | 손실이 발산한다"],
            id="a condition and its effect",
        ),
        pytest.param(
            "- 배치가 작으면, 기울기의 잡음이 커진다",
            ["condition: | 배치가 작으면 | 기울기의 잡음이 커진다"],
            id="with a comma",
        ),
        pytest.param(
            "- 두 키의 해시가 같은 경우 충돌이 일어난다",
            ["condition: | 두 키의 해시가 같은 경우 | 충돌이 일어난다"],
            id="in a case",
        ),
        pytest.param(
            "- 깊이가 깊어질수록 기울기가 사라지기 쉽다",
            ["condition: | 깊이가 깊어질수록 | 기울기가 사라지기 쉽다"],
            id="the more",
        ),
        pytest.param(
            "- 훈련 데이터에만 지나치게 맞추면 새 데이터에서 성능이 떨어진다 (과적합)",
            ["name: | 훈련 데이터에만 지나치게 맞추면 새 데이터에서 성능이 떨어진다 | 과적합"],
            id="a closing gloss",
        ),
        pytest.param(
            "- 두 스레드가 서로의 자물쇠를 기다리면 둘 다 멈춘다(deadlock)",
            ["name: | 두 스레드가 서로의 자물쇠를 기다리면 둘 다 멈춘다 | deadlock"],
            id="an english gloss",
        ),
        pytest.param(
            "- 디스크는 느리기 때문에 자주 쓰는 쪽을 메모리에 둔다",
            ["reason: | 디스크는 느리기 때문에 | 자주 쓰는 쪽을 메모리에 둔다"],
            id="because of",
        ),
        pytest.param(
            "- Unless the column is indexed, every row is read",
            ["condition: | Unless the column is indexed | every row is read"],
            id="english unless",
        ),
        pytest.param(
            "- Reads are fast because the index is sorted",
            ["reason: | Reads are fast | the index is sorted"],
            id="english because",
        ),
        pytest.param(
            "1. 키가 없으면 기본값을 돌려준다",
            ["condition: | 키가 없으면 | 기본값을 돌려준다"],
            id="a numbered bullet",
        ),
        pytest.param(
            "로그를 먼저 쓰면 장애가 나도 되살릴 수 있다.",
            ["condition: | 로그를 먼저 쓰면 | 장애가 나도 되살릴 수 있다."],
            id="a paragraph",
        ),
        pytest.param(
            "- 学習率が大きすぎると、損失が発散する",
            ["condition: | 学習率が大きすぎると | 損失が発散する"],
            id="japanese",
        ),
        pytest.param("- 如果学习率太大，损失会发散", ["condition: | 如果学习率太大 | 损失会发散"], id="chinese"),
        pytest.param(
            "- If two transactions wait for each other, one of them is aborted",
            ["condition: | If two transactions wait for each other | one of them is aborted"],
            id="english if",
        ),
        pytest.param(
            "- When the buffer is full, the producer has to wait",
            ["condition: | When the buffer is full | the producer has to wait"],
            id="english when",
        ),
        pytest.param(
            "- 값이 크면 오래 걸린다 (예: 1000)",
            ["condition: | 값이 크면 | 오래 걸린다 (예: 1000)"],
            id="an example in brackets",
        ),
        pytest.param(
            "- If any one of the scheme, the host, or the port differs, then it is another origin",
            ["condition: | If any one of the scheme, the host, or the port differs | it is another origin"],
            id="commas before then",
        ),
        pytest.param(
            "- loss.backward() 전에 값을 지우지 않으면 기울기가 쌓인다",
            ["condition: | loss.backward() 전에 값을 지우지 않으면 | 기울기가 쌓인다"],
            id="a full stop within a name",
        ),
    ],
)
def test_what_condition_finds(text: str, expected: list[str], ask: Ask) -> None:
    """A condition asks for its effect; where a word in brackets names the whole, the name is asked for."""
    assert ask(text, "condition") == expected
