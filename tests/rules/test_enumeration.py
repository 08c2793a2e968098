"""Tests of `rules/enumeration.py`: short closed lists."""

from __future__ import annotations

import pytest

from tests.support.rules import Ask


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("- 정렬\n  - 퀵 정렬", id="one member"),
        pytest.param("- 기호\n  - 가\n  - 나\n  - 다\n  - 라\n  - 마\n  - 바\n  - 사\n  - 아", id="eight members"),
        pytest.param("- 트리\n  - 사이클이 없다\n  - 노드보다 간선이 하나 적다", id="sentences below"),
        pytest.param("## 학습 내용\n\n- 퀵 정렬\n- 병합 정렬", id="a generic heading"),
        pytest.param("- 퀵 정렬\n- 병합 정렬", id="no head"),
        pytest.param("- 정렬\n  - https://example.org/quick\n  - https://example.org/merge", id="links"),
        pytest.param("## 참고\n\n- 퀵 정렬\n- 병합 정렬", id="references"),
        pytest.param("- 요청 처리\n  1. 받는다\n  2. 답한다", id="two steps"),
        pytest.param("- 정렬\n  - 왜 쓰나?\n  - 언제 쓰나?", id="questions"),
    ],
)
def test_what_enumeration_leaves_alone(text: str, ask: Ask) -> None:
    """Sentences, links, too few or too many members are no list to learn."""
    assert ask(text, "enumeration") == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "- 정렬 알고리즘\n  - 퀵 정렬\n  - 병합 정렬\n  - 힙 정렬",
            ["members: 정렬 알고리즘 | • 퀵 정렬 • 병합 정렬 • 힙 정렬"],
            id="things under a bullet",
        ),
        pytest.param(
            "## 정렬 알고리즘\n\n- 퀵 정렬\n- 병합 정렬\n- 힙 정렬",
            ["members: 정렬 알고리즘 | • 퀵 정렬 • 병합 정렬 • 힙 정렬"],
            id="things under a heading",
        ),
        pytest.param(
            "- SOLID letters\n  - single responsibility\n  - open-closed\n  - Liskov substitution",
            ["members: SOLID letters | • single responsibility • open-closed • Liskov substitution"],
            id="english",
        ),
        pytest.param(
            "- 격리 수준\n  - **read committed**\n  - **serializable**",
            ["members: 격리 수준 | • read committed • serializable"],
            id="bold members",
        ),
        pytest.param(
            ("- OSI 계층\n  - 물리\n  - 데이터 링크\n  - 네트워크\n  - 전송\n  - 세션\n  - 표현\n  - 응용"),
            ["members: OSI 계층 | • 물리 • 데이터 링크 • 네트워크 • 전송 • 세션 • 표현 • 응용"],
            id="seven members",
        ),
        pytest.param(
            "- 벡터 데이터베이스\n  - FAISS\n  - Milvus\n  - https://example.org/vector",
            ["members: 벡터 데이터베이스 | • FAISS • Milvus | sources: https://example.org/vector"],
            id="a link among them",
        ),
        pytest.param(
            "- git의 병합 방식\n  - `merge`\n  - `rebase`",
            ["members: git의 병합 방식 | • merge • rebase"],
            id="code members",
        ),
        pytest.param(
            "- 探索アルゴリズム\n  - 幅優先探索\n  - 深さ優先探索",
            ["members: 探索アルゴリズム | • 幅優先探索 • 深さ優先探索"],
            id="japanese",
        ),
        pytest.param(
            "- 排序算法\n  - 快速排序\n  - 归并排序",
            ["members: 排序算法 | • 快速排序 • 归并排序"],
            id="chinese",
        ),
        pytest.param(
            "## Caching\n\nFurther optimizations include:\n\n- fewer copies\n- smaller pages",
            ["members: Further optimizations | • fewer copies • smaller pages"],
            id="a verb at the end of the head",
        ),
    ],
)
def test_what_enumeration_finds(text: str, expected: list[str], ask: Ask) -> None:
    """Two to seven things, or numbered steps, under a head that names them."""
    assert ask(text, "enumeration") == expected
