"""Tests of `rules/named.py`: a thing described, and then what it is called."""

from __future__ import annotations

import pytest

from tests.support.rules import Ask


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "- 여러 모델의 예측을 합치는 것을 앙상블이라고 한다.",
            ["definition: 앙상블 | 여러 모델의 예측을 합치는 것"],
            id="korean",
        ),
        pytest.param(
            "자주 쓰는 값을 묶어서 저장하는데, 이를 `캐싱 라인`이라고 부른다.",
            ["name: | 자주 쓰는 값을 묶어서 저장하는데 | 캐싱 라인"],
            id="a word that stands for the clause before",
        ),
        pytest.param(
            "- 값이 들어오면 바로 쓰고, 빈 칸을 앞으로 당기는 방법을 압축이라고 한다",
            ["definition: 압축 | 빈 칸을 앞으로 당기는 방법"],
            id="the last clause alone",
        ),
        pytest.param(
            "- 메모리에서 디스크로 보내는 것을 swap out, 디스크에서 메모리로 올리는 것을 swap in이라고 한다.",
            [
                (
                    "contrast: swap out vs swap in"
                    " | • swap out: 메모리에서 디스크로 보내는 것 • swap in: 디스크에서 메모리로 올리는 것"
                )
            ],
            id="two names",
        ),
        pytest.param(
            "- The process of removing small weights is called pruning.",
            ["definition: pruning | The process of removing small weights"],
            id="english",
        ),
        pytest.param(
            "- A function that calls itself is also known as a recursive function.", [], id="another description"
        ),
        pytest.param(
            "- 複数のモデルの予測をまとめることをアンサンブルと呼ぶ。",
            ["definition: アンサンブル | 複数のモデルの予測をまとめること"],
            id="japanese",
        ),
        pytest.param(
            "- 将多个模型的预测合在一起的方法称为集成学习。",
            ["definition: 集成学习 | 多个模型的预测合在一起的方法"],
            id="chinese",
        ),
        pytest.param(
            "서버는 요청을 기다린다. 기다리는 자리를 포트라고 한다.",
            ["definition: 포트 | 기다리는 자리"],
            id="in a later sentence",
        ),
    ],
)
def test_what_is_described_is_asked_by_its_name(text: str, expected: list[str], ask: Ask) -> None:
    """The name is the question, so that the description is what is learnt."""
    assert ask(text, "named") == expected


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("- 이와 같은 방식을 메모이제이션이라고 한다", id="a description that points elsewhere"),
        pytest.param("- 구조체가 이어지며, 이 구조체를 노드라고 부른다", id="a part of what was told"),
        pytest.param("- 정렬을 정렬이라고 한다", id="the name itself"),
        pytest.param("- 성능이 좋다고 한다", id="hearsay"),
        pytest.param("- DNS is called Bind", id="a name for a name"),
        pytest.param("- 여기에 쓰는 값들을 특징이라고 한다", id="what many things have"),
    ],
)
def test_what_named_leaves_alone(text: str, ask: Ask) -> None:
    """A name needs a description of its own."""
    assert ask(text, "named") == []
