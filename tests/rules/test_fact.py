"""Tests of `rules/fact.py`: a fact that stands under a term and needs it as its subject."""

from __future__ import annotations

import pytest

from tests.support.rules import Ask


@pytest.mark.parametrize(
    "text",
    [
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
            ["qa | 가비지 컬렉션 — 핵심은? | 닿을 수 없는 객체를 거둔다"],
            id="a fact under a bullet",
        ),
        pytest.param(
            "## 가비지 컬렉션\n\n- 닿을 수 없는 객체를 거둔다",
            ["qa | 가비지 컬렉션 — 핵심은? | 닿을 수 없는 객체를 거둔다"],
            id="a fact under a heading",
        ),
        pytest.param(
            "- Garbage collection\n  - frees objects that nothing can reach any more",
            ["qa | Garbage collection — key points? | frees objects that nothing can reach any more"],
            id="english",
        ),
        pytest.param(
            "- 가비지 컬렉션\n  - 닿을 수 없는 객체를 거둔다\n  - 도는 동안 프로그램이 잠시 멈춘다",
            [
                "qa | 가비지 컬렉션 — 핵심은? | 닿을 수 없는 객체를 거둔다",
                "qa | 가비지 컬렉션 — 도는 동안 …? | 도는 동안 프로그램이 잠시 멈춘다",
            ],
            id="facts together",
        ),
        pytest.param(
            "**가비지 컬렉션**\n\n- 닿을 수 없는 객체를 거둔다",
            ["qa | 가비지 컬렉션 — 핵심은? | 닿을 수 없는 객체를 거둔다"],
            id="a bold heading",
        ),
        pytest.param(
            "1. 가비지 컬렉션\n   - 닿을 수 없는 객체를 거둔다",
            ["qa | 가비지 컬렉션 — 핵심은? | 닿을 수 없는 객체를 거둔다"],
            id="a numbered parent",
        ),
        pytest.param(
            "# 가비지 컬렉션\n\n## 정리\n\n- 닿을 수 없는 객체를 거둔다",
            ["qa | 가비지 컬렉션 — 핵심은? | 닿을 수 없는 객체를 거둔다"],
            id="past a generic heading",
        ),
        pytest.param(
            "- 가비지 컬렉션\n  - 닿을 수 없는 객체를 거둔다 https://example.org/gc",
            [("qa | 가비지 컬렉션 — 핵심은? | 닿을 수 없는 객체를 거둔다 | sources: https://example.org/gc")],
            id="a source",
        ),
        pytest.param(
            "- 가비지 컬렉션\n  - 닿을 수 없는 객체를 거둔다\n    ![힙](heap.png)",
            ["qa | 가비지 컬렉션 — 핵심은? | 닿을 수 없는 객체를 거둔다 | extra: ![힙](heap.png)"],
            id="a picture below",
        ),
        pytest.param(
            "- 메모리\n  - 가비지 컬렉션\n    - 닿을 수 없는 객체를 거둔다",
            ["qa | 가비지 컬렉션 — 핵심은? | 닿을 수 없는 객체를 거둔다"],
            id="a grandchild",
        ),
        pytest.param(
            "- ガベージコレクション\n  - 到達できないオブジェクトを回収する",
            ["qa | ガベージコレクション — 要点は？ | 到達できないオブジェクトを回収する"],
            id="japanese",
        ),
        pytest.param(
            "- 垃圾回收\n  - 能回收不可达的对象", ["qa | 垃圾回收 — 要点是什么？ | 能回收不可达的对象"], id="chinese"
        ),
        pytest.param(
            "## Write-ahead log\n\n- records what changes before the page is written",
            ["qa | Write-ahead log — key points? | records what changes before the page is written"],
            id="english under a heading",
        ),
    ],
)
def test_what_fact_finds(text: str, expected: list[str], ask: Ask) -> None:
    """The nearest name above is the subject of the fact."""
    assert ask(text, "fact") == expected
