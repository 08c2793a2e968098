"""Tests of `rules/fact.py`: a fact that stands under a term and needs it as its subject."""

from __future__ import annotations

import pytest

from tests.support.rules import Ask


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(
            "## 웹 개발\n\n- **[Trends](https://example.com)** `영`\n  - 모듈의 다운로드 수를 비교해 주는 사이트다",
            id="of a link",
        ),
        pytest.param("- 이런 글은 처음입니다 ㅜㅜ\n  - 최대한 읽고 정리할 수 있다", id="a sigh as subject"),
        pytest.param("- 닿을 수 없는 객체를 거둔다", id="no parent"),
        pytest.param("## 오늘 배운 것\n\n- 닿을 수 없는 객체를 거둔다", id="a generic heading"),
        pytest.param("- 가비지 컬렉션\n  - 언제 도는가?", id="a question"),
        pytest.param("- 가비지 컬렉션\n  - https://example.org/gc", id="a link"),
        pytest.param("- 가비지 컬렉션\n  - [ ] 더 알아보기", id="a to-do"),
        pytest.param("## 가비지 컬렉션\n\n닿을 수 없는 객체를 거둔다.", id="a paragraph"),
        pytest.param("- 가비지 컬렉션\n  - 내일 더 읽어보자", id="a plan"),
        pytest.param("- 가비지 컬렉션\n  - 음", id="two letters"),
        pytest.param("## 자료구조\n\n- 스택\n- 큐 ", id="bare things under a heading"),
    ],
)
def test_what_fact_leaves_alone(text: str, ask: Ask) -> None:
    """Without a subject above, or without a statement, there is no fact."""
    assert ask(text, "fact") == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "- 가비지 컬렉션\n  - 닿을 수 없는 객체를 거둔다",
            ["fact: 가비지 컬렉션 | 닿을 수 없는 객체를 거둔다"],
            id="a fact under a bullet",
        ),
        pytest.param(
            "## 가비지 컬렉션\n\n- 닿을 수 없는 객체를 거둔다",
            ["fact: 가비지 컬렉션 | 닿을 수 없는 객체를 거둔다"],
            id="a fact under a heading",
        ),
        pytest.param(
            "- Garbage collection\n  - frees objects that nothing can reach any more",
            ["definition: Garbage collection | frees objects that nothing can reach any more"],
            id="english",
        ),
        pytest.param(
            "- 가비지 컬렉션\n  - 닿을 수 없는 객체를 거둔다\n  - 도는 동안 프로그램이 잠시 멈춘다",
            [
                "fact: 가비지 컬렉션 | 닿을 수 없는 객체를 거둔다",
                "fact: 가비지 컬렉션 | 도는 동안 프로그램이 잠시 멈춘다",
            ],
            id="facts together",
        ),
        pytest.param(
            "**가비지 컬렉션**\n\n- 닿을 수 없는 객체를 거둔다",
            ["fact: 가비지 컬렉션 | 닿을 수 없는 객체를 거둔다"],
            id="a bold heading",
        ),
        pytest.param(
            "1. 가비지 컬렉션\n   - 닿을 수 없는 객체를 거둔다",
            ["fact: 가비지 컬렉션 | 닿을 수 없는 객체를 거둔다"],
            id="a numbered parent",
        ),
        pytest.param(
            "# 가비지 컬렉션\n\n## 정리\n\n- 닿을 수 없는 객체를 거둔다",
            ["fact: 가비지 컬렉션 | 닿을 수 없는 객체를 거둔다"],
            id="past a generic heading",
        ),
        pytest.param(
            "- 가비지 컬렉션\n  - 닿을 수 없는 객체를 거둔다 https://example.org/gc",
            ["fact: 가비지 컬렉션 | 닿을 수 없는 객체를 거둔다 | sources: https://example.org/gc"],
            id="a source",
        ),
        pytest.param(
            "- 가비지 컬렉션\n  - 닿을 수 없는 객체를 거둔다\n    ![힙](heap.png)",
            ["fact: 가비지 컬렉션 | 닿을 수 없는 객체를 거둔다 | extra: ![힙](heap.png)"],
            id="a picture below",
        ),
        pytest.param(
            "- 메모리\n  - 가비지 컬렉션\n    - 닿을 수 없는 객체를 거둔다",
            ["fact: 가비지 컬렉션 | 닿을 수 없는 객체를 거둔다"],
            id="a grandchild",
        ),
        pytest.param(
            "- ガベージコレクション\n  - 到達できないオブジェクトを回収する",
            ["definition: ガベージコレクション | 到達できないオブジェクトを回収する"],
            id="japanese",
        ),
        pytest.param("- 垃圾回收\n  - 能回收不可达的对象", ["fact: 垃圾回收 | 能回收不可达的对象"], id="chinese"),
        pytest.param(
            "## Write-ahead log\n\n- records what changes before the page is written",
            ["fact: Write-ahead log | records what changes before the page is written"],
            id="english under a heading",
        ),
        pytest.param(
            "- 양자화\n  - 실수를 정수로 변환",
            ["definition: 양자화 | 실수를 정수로 변환"],
            id="what a bare term means",
        ),
        pytest.param(
            "- Quantization\n  - floats to integers",
            ["definition: Quantization | floats to integers"],
            id="what an english term means",
        ),
        pytest.param(
            "- 量化\n  - 把浮点数转换为整数",
            ["definition: 量化 | 把浮点数转换为整数"],
            id="what a chinese term means",
        ),
        pytest.param(
            "- Quantization\n  - floats to integers\n  - runs on small devices",
            ["definition: Quantization | floats to integers", "fact: Quantization | runs on small devices"],
            id="a meaning and a fact",
        ),
        pytest.param(
            "- 양자화\n  - 실수를 정수로 변환\n  - https://example.org/q\n  - [논문](https://example.org/p)",
            ["definition: 양자화 | 실수를 정수로 변환 | sources: https://example.org/q https://example.org/p"],
            id="links below as sources",
        ),
        pytest.param(
            "- 양자화\n  - 실수를 정수로 변환\n  - 모델 크기 감소, 연산량 감소의 효과",
            ["definition: 양자화 | 실수를 정수로 변환", "members: 양자화 | 효과 | • 모델 크기 감소 • 연산량 감소"],
            id="a meaning and its effects",
        ),
        pytest.param(
            "- 해시 테이블\n  - 메모리를 많이 사용",
            ["fact: 해시 테이블 | 메모리를 많이 사용"],
            id="a fact that is no meaning",
        ),
        pytest.param(
            "- 프로세스와 스레드의 차이\n  - 메모리를 따로 쓰는지 여부를 확인하는 것",
            ["fact: 프로세스와 스레드의 차이 | 메모리를 따로 쓰는지 여부를 확인하는 것"],
            id="two things have no one meaning",
        ),
        pytest.param(
            "- 가비지 컬렉션\n  - 닿을 수 없는 객체를 거둔다\n  - 세대별 수집 주기 계산",
            ["fact: 가비지 컬렉션 | 닿을 수 없는 객체를 거둔다", "fact: 가비지 컬렉션 | 세대별 수집 주기 계산"],
            id="a further fact that nothing tells apart",
        ),
        pytest.param(
            "- 가비지 컬렉션\n  - 닿을 수 없는 객체를 거둔다\n  - 루트에서 시작하는 참조 그래프 탐색을 사용",
            [
                "fact: 가비지 컬렉션 | 닿을 수 없는 객체를 거둔다",
                "fact: 가비지 컬렉션 | 루트에서 시작하는 참조 그래프 탐색을 사용",
            ],
            id="a further fact",
        ),
        pytest.param(
            "- 배깅\n  - 여러 표본을 뽑아 각각 학습 진행\n    - 예측은 평균",
            ["definition: 배깅 | 여러 표본을 뽑아 각각 학습 진행", "fact: 배깅 | 예측은 평균"],
            id="a meaning with facts of its own below",
        ),
    ],
)
def test_what_fact_finds(text: str, expected: list[str], ask: Ask) -> None:
    """The nearest name above is the subject of the fact."""
    assert ask(text, "fact") == expected
