"""Tests of `rules/attribute.py`: one attribute of a subject that stands above."""

from __future__ import annotations

import pytest

from tests.support.rules import Ask


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("- 장점: 빠르다", id="no subject above"),
        pytest.param("## 학습 내용\n\n- 장점: 빠르다", id="a generic heading above"),
        pytest.param("## 할 일\n\n- 방법: 논문부터 읽기", id="a heading that is a section of plans"),
        pytest.param("## 해시 테이블\n\n- 장점", id="an attribute without a value"),
        pytest.param("## 일정표\n\n- 시간 10:30", id="a clock time"),
        pytest.param("## 해시 테이블\n\n- 충돌: 두 키가 같은 칸에 간다", id="a word that is no attribute"),
        pytest.param("- 장점\n  - 단점: 느리다", id="an attribute under an attribute alone"),
        pytest.param("- Author: Kim", id="who wrote the notes"),
    ],
)
def test_what_attribute_leaves_alone(text: str, ask: Ask) -> None:
    """A key without a subject, or a word that is no key, is no attribute."""
    assert ask(text, "attribute") == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "## 해시 테이블\n\n- 장점: 평균적으로 상수 시간에 찾는다",
            ["attribute: 해시 테이블 | 장점 | 평균적으로 상수 시간에 찾는다"],
            id="advantages under a term",
        ),
        pytest.param(
            "- B-트리\n  - 장점: 범위 검색이 빠르다\n  - 단점: 쓰기가 잦으면 분할이 많다",
            ["attribute: B-트리 | 장점 | 범위 검색이 빠르다", "attribute: B-트리 | 단점 | 쓰기가 잦으면 분할이 많다"],
            id="advantages and drawbacks",
        ),
        pytest.param(
            "## Bloom filter\n\n- Drawback: it may report members that were never added",
            ["attribute: Bloom filter | Drawback | it may report members that were never added"],
            id="an english key",
        ),
        pytest.param(
            "- 트랜잭션\n  - 특성\n    - 원자성\n    - 일관성\n    - 격리성\n    - 지속성",
            ["members: 트랜잭션 | 특성 | • 원자성 • 일관성 • 격리성 • 지속성"],
            id="children that are things",
        ),
        pytest.param(
            "- 드롭아웃\n  - 효과\n    - 특정 뉴런에 기대지 않게 한다\n    - 앙상블처럼 작동한다",
            ["attribute: 드롭아웃 | 효과 | • 특정 뉴런에 기대지 않게 한다 • 앙상블처럼 작동한다"],
            id="children that are facts",
        ),
        pytest.param(
            "## 합성곱\n\n- **목적**: 공간 정보를 지키며 특징을 뽑는다",
            ["attribute: 합성곱 | 목적 | 공간 정보를 지키며 특징을 뽑는다"],
            id="bold key",
        ),
        pytest.param(
            "- Advantages of columnar storage: only the columns asked for are read",
            ["attribute: columnar storage | Advantages | only the columns asked for are read"],
            id="the attribute of a subject named on the line",
        ),
        pytest.param(
            "- 어댑터의 장점: 적은 파라미터만 학습한다",
            ["attribute: 어댑터 | 장점 | 적은 파라미터만 학습한다"],
            id="the attribute of a korean subject on the line",
        ),
        pytest.param(
            "# 스택\n\n## 정리\n\n- 시간 복잡도: 넣고 빼기 모두 O(1)",
            ["attribute: 스택 | 시간 복잡도 | 넣고 빼기 모두 O(1)"],
            id="a generic heading between",
        ),
        pytest.param(
            "## Red-black tree\n\n- Time complexity: O(log n)",
            ["attribute: Red-black tree | Time complexity | O(log n)"],
            id="a key with a number",
        ),
        pytest.param(
            "# 힙\n\n## 용도\n\n- 우선순위 큐\n- 힙 정렬",
            ["members: 힙 | 용도 | • 우선순위 큐 • 힙 정렬"],
            id="a heading as key",
        ),
        pytest.param(
            "## 決定木\n\n- 利点: 結果を説明しやすい", ["attribute: 決定木 | 利点 | 結果を説明しやすい"], id="japanese"
        ),
        pytest.param(
            "## 快速排序\n\n- 缺点：最坏情况下很慢", ["attribute: 快速排序 | 缺点 | 最坏情况下很慢"], id="chinese"
        ),
        pytest.param(
            "## 표준화\n\n- 목적: 특성의 규모를 맞춘다 https://example.org/scale",
            ["attribute: 표준화 | 목적 | 특성의 규모를 맞춘다 | sources: https://example.org/scale"],
            id="a value with a source",
        ),
        pytest.param(
            "- ImageNet\n  - Author: Fei-Fei Li",
            ["attribute: ImageNet | Author | Fei-Fei Li"],
            id="who made a thing",
        ),
        pytest.param(
            "## 캐시\n\n- ##### 장점\n\n  - 지연 감소\n\n    > 가까이서 읽는다\n\n  - 부하 감소\n\n    > 덜 부른다",
            [],
            id="short members, each with more below",
        ),
        pytest.param(
            "리팩토링의 목적은, 코드를 고치기 쉽게 만드는 것",
            ["attribute: 리팩토링 | 목적 | 코드를 고치기 쉽게 만드는 것"],
            id="a comma after the particle",
        ),
        pytest.param(
            "- Masking\n  - Benefits:\n    - Speed: "
            + "all words are learnt at once, " * 9
            + "\n    - Reuse: steps are kept",
            ["members: Masking | Benefits | • Speed • Reuse"],
            id="more than an answer holds, by their names",
        ),
    ],
)
def test_what_attribute_finds(text: str, expected: list[str], ask: Ask) -> None:
    """A generic key asks about the subject above it."""
    assert ask(text, "attribute") == expected
