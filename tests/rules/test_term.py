"""Tests of `rules/term.py`: a term on a line of its own, and the lines right under it."""

from __future__ import annotations

import pytest

from tests.support.rules import Ask


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("- 가지치기", id="a term alone"),
        pytest.param("- 가지치기는 작은 가중치를 없앤다", id="one sentence"),
        pytest.param("- 가지치기\n  https://example.org/pruning", id="a term over bare links"),
        pytest.param("- 가지치기\n  ![](pruning.png)", id="a term over a picture"),
        pytest.param("- 정리\n  가중치를 없앤다", id="a generic head"),
        pytest.param("- 장점\n  메모리가 덜 든다", id="an attribute as head"),
        pytest.param("- 오늘은 가지치기를 배웠다\n  가중치를 없앤다", id="a sentence as head"),
        pytest.param(
            "- Pruning removes the weights that matter least and\n  keeps the others", id="a hard wrap in english"
        ),
        pytest.param("- 민수님\n  가지치기를 발표했다", id="a person as head"),
    ],
)
def test_what_term_leaves_alone(text: str, ask: Ask) -> None:
    """A term without facts, and facts without a term, are no card."""
    assert ask(text, "term") == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "- 가지치기\n  중요하지 않은 가중치를 없애 모델을 줄이는 방법",
            ["definition: 가지치기 | 중요하지 않은 가중치를 없애 모델을 줄이는 방법"],
            id="a meaning",
        ),
        pytest.param(
            "- 가지치기\n  중요하지 않은 가중치를 없애는 방법\n  정확도는 거의 그대로였다",
            ["definition: 가지치기 | 중요하지 않은 가중치를 없애는 방법 | extra: 정확도는 거의 그대로였다"],
            id="a meaning and a remark",
        ),
        pytest.param(
            "- 가지치기\n  중요하지 않은 가중치를 없애는 방법\n  https://example.org/pruning",
            ["definition: 가지치기 | 중요하지 않은 가중치를 없애는 방법 | sources: https://example.org/pruning"],
            id="a meaning and a source",
        ),
        pytest.param(
            (
                "- 지식 증류\n  큰 모델의 출력을 작은 모델이 따라 배우는 방법\n  https://example.org/a\n"
                "  https://example.org/b"
            ),
            [
                "definition: 지식 증류 | 큰 모델의 출력을 작은 모델이 따라 배우는 방법 | sources: https://example.org/a https://example.org/b"
            ],
            id="two sources",
        ),
        pytest.param(
            ("- 가지치기\n  중요하지 않은 가중치를 없애는 방법\n  모델 크기 감소, 추론 속도 향상, 전력 절약의 효과"),
            [
                "definition: 가지치기 | 중요하지 않은 가중치를 없애는 방법",
                "members: 가지치기 | 효과 | • 모델 크기 감소 • 추론 속도 향상 • 전력 절약",
            ],
            id="a meaning and its effects",
        ),
        pytest.param(
            "- Knowledge distillation\n  A small model learns from the outputs of a large one",
            ["definition: Knowledge distillation | A small model learns from the outputs of a large one"],
            id="english",
        ),
        pytest.param(
            "- **전이 학습**\n  이미 배운 가중치에서 시작하는 방법",
            ["definition: 전이 학습 | 이미 배운 가중치에서 시작하는 방법"],
            id="bold head",
        ),
        pytest.param(
            "- 조기 종료(early stopping)\n  검증 손실이 나빠지면 학습을 멈춘다",
            ["definition: 조기 종료(early stopping) | 검증 손실이 나빠지면 학습을 멈춘다"],
            id="a gloss in the head",
        ),
        pytest.param(
            "1. 데이터 증강\n   입력을 조금씩 바꿔 데이터를 늘린다",
            ["definition: 데이터 증강 | 입력을 조금씩 바꿔 데이터를 늘린다"],
            id="a numbered head",
        ),
        pytest.param(
            "배치 정규화\n층의 입력을 평균 0, 분산 1로 맞춘다",
            ["definition: 배치 정규화 | 층의 입력을 평균 0, 분산 1로 맞춘다"],
            id="a paragraph",
        ),
        pytest.param(
            "- 깊은 트리\n  과적합, 느린 예측 등의 단점",
            ["members: 깊은 트리 | 단점 | • 과적합 • 느린 예측"],
            id="drawbacks",
        ),
        pytest.param(
            "- 가지치기\\\n  중요하지 않은 가중치를 없애는 방법",
            ["definition: 가지치기 | 중요하지 않은 가중치를 없애는 방법"],
            id="a backslash at the line's end",
        ),
        pytest.param(
            "- 枝刈り\n  重要でない重みを取り除く方法",
            ["definition: 枝刈り | 重要でない重みを取り除く方法"],
            id="japanese",
        ),
        pytest.param("- 剪枝\n  去掉不重要的权重的方法", ["definition: 剪枝 | 去掉不重要的权重的方法"], id="chinese"),
    ],
)
def test_what_term_finds(text: str, expected: list[str], ask: Ask) -> None:
    """The first line under a term is its meaning, effects are a list, links are sources, the rest is extra."""
    assert ask(text, "term") == expected
