"""Tests of `rules/definition.py`: sentences that define a term."""

from __future__ import annotations

import pytest

from tests.support.rules import Ask


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("- 오늘 강의는 조금 길었다", id="a plain remark"),
        pytest.param("- This is a way to do the same thing faster", id="a deictic start"),
        pytest.param("- 이것은 앞에서 본 방법", id="a korean deictic start"),
        pytest.param("- 모델을 다시 학습하는 방법", id="an action"),
        pytest.param("- 현재는 임시로 쓰는 방법", id="an adverb as topic"),
        pytest.param("- The gradient vanished after ten layers", id="english without a definition"),
        pytest.param("- 커널이란 무엇인가?", id="a question"),
        pytest.param("- 장점은 구현이 간단하다는 것", id="an attribute as topic"),
        pytest.param("- 결과를 저장하는 것", id="a verb form that ends like a topic"),
        pytest.param("- 模型立即停止训练并保存参数", id="chinese, 立即"),
        pytest.param("- The process is a long one, with five steps", id="an attribute of something else"),
        pytest.param("- 핵심은, 커널이 자리에 따라 변하지 않는다는 것이다", id="a generic name"),
    ],
)
def test_what_definition_leaves_alone(text: str, ask: Ask) -> None:
    """Remarks, actions and what points back define nothing."""
    assert ask(text, "definition") == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "- 커널이란 하드웨어를 관리하는 운영체제의 핵심이다",
            ["definition: 커널 | 하드웨어를 관리하는 운영체제의 핵심이다"],
            id="the classic form",
        ),
        pytest.param(
            "- 가상 메모리란 실제보다 큰 주소 공간을 쓰게 하는 기법",
            ["definition: 가상 메모리 | 실제보다 큰 주소 공간을 쓰게 하는 기법"],
            id="after a vowel",
        ),
        pytest.param(
            "- 페이징은 메모리를 같은 크기로 나누는 방법",
            ["definition: 페이징 | 메모리를 같은 크기로 나누는 방법"],
            id="topic and a thing",
        ),
        pytest.param(
            "- CNN은 합성곱으로 지역 특징을 뽑는 모델이다",
            ["definition: CNN | 합성곱으로 지역 특징을 뽑는 모델이다"],
            id="latin topic",
        ),
        pytest.param(
            "- 처리율은 단위 시간에 끝난 작업의 수를 뜻한다",
            ["definition: 처리율 | 단위 시간에 끝난 작업의 수를 뜻한다"],
            id="topic, and it means",
        ),
        pytest.param(
            "- A semaphore is a counter that limits how many threads may enter",
            ["definition: a semaphore | a counter that limits how many threads may enter"],
            id="english is a",
        ),
        pytest.param(
            "- Throughput refers to the number of jobs finished per second",
            ["definition: Throughput | the number of jobs finished per second"],
            id="english refers to",
        ),
        pytest.param(
            "- Idempotent means that a second call changes nothing",
            ["definition: Idempotent | a second call changes nothing"],
            id="english means",
        ),
        pytest.param(
            "- **정규화**란 값의 범위를 맞추는 작업",
            ["definition: 정규화 | 값의 범위를 맞추는 작업"],
            id="bold term",
        ),
        pytest.param(
            "- 경사 하강법(gradient descent)은 손실이 줄어드는 쪽으로 움직이는 방법",
            ["definition: 경사 하강법(gradient descent) | 손실이 줄어드는 쪽으로 움직이는 방법"],
            id="a gloss in the term",
        ),
        pytest.param(
            "- **엔트로피(entropy)**는 불확실성을 나타내는 값이다",
            ["definition: 엔트로피(entropy) | 불확실성을 나타내는 값이다"],
            id="a bold term whose bracket would not close",
        ),
        pytest.param(
            "- 過学習とは訓練データに合わせすぎることである",
            ["definition: 過学習 | 訓練データに合わせすぎることである"],
            id="japanese",
        ),
        pytest.param(
            "- 死锁是指多个进程互相等待对方的资源",
            ["definition: 死锁 | 多个进程互相等待对方的资源"],
            id="chinese",
        ),
        pytest.param(
            "임베딩이란 단어를 벡터로 나타내는 방법이다.",
            ["definition: 임베딩 | 단어를 벡터로 나타내는 방법이다."],
            id="a paragraph",
        ),
        pytest.param(
            "- A pipeline step is idempotent if running it twice changes nothing more",
            ["definition: idempotent pipeline step | running it twice changes nothing more"],
            id="an adjective",
        ),
        pytest.param(
            "- 過学習は訓練データに合わせすぎて汎化しなくなる現象",
            ["definition: 過学習 | 訓練データに合わせすぎて汎化しなくなる現象"],
            id="japanese, a noun at the end",
        ),
        pytest.param(
            "- 偏差即预测值的均值与真实值之差",
            ["definition: 偏差 | 预测值的均值与真实值之差"],
            id="chinese, 即",
        ),
        pytest.param(
            "- 所谓闭包，就是能够读取外部变量的函数",
            ["definition: 闭包 | 能够读取外部变量的函数"],
            id="chinese, 所谓",
        ),
        pytest.param(
            "- 마찬가지로, 멀티스레딩이란 한 프로세스 안에서 여러 스레드가 함께 일하는 것을 말한다.",
            ["definition: 멀티스레딩 | 한 프로세스 안에서 여러 스레드가 함께 일하는 것을 말한다."],
            id="after a word that ties it to the line before",
        ),
        pytest.param(
            "- 가상 주소는 프로그램이 보는 주소 공간이라고 보면 된다.",
            ["definition: 가상 주소 | 프로그램이 보는 주소 공간이라고 보면 된다."],
            id="what one may take it for",
        ),
        pytest.param(
            "- A process is a running program with its own memory.",
            ["definition: a process | a running program with its own memory."],
            id="one of a kind whose name is elsewhere an attribute",
        ),
    ],
)
def test_what_definition_finds(text: str, expected: list[str], ask: Ask) -> None:
    """A defining sentence asks for its term."""
    assert ask(text, "definition") == expected
