"""Tests of `rules/parts.py`: a head over bullets that each begin with a name."""

from __future__ import annotations

import pytest

from tests.support.rules import Ask, CardsOf, Read


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("- 트랜잭션의 성질\n  - 원자성: 전부 아니면 전무\n  - 지속성: 커밋된 것은 남는다", id="no colon"),
        pytest.param("- 트랜잭션의 성질:\n  - 원자성: 전부 아니면 전무", id="one child"),
        pytest.param(
            "- 트랜잭션의 성질:\n  - 모두 되거나 하나도 되지 않는다\n  - 커밋된 것은 남는다",
            id="children without names",
        ),
        pytest.param("- 정리:\n  - 원자성: 전부 아니면 전무\n  - 지속성: 커밋된 것은 남는다", id="a generic head"),
        pytest.param("- B-트리:\n  - 장점: 범위 검색이 빠르다\n  - 단점: 분할이 많다", id="attributes below"),
        pytest.param(
            ("- 오늘은 세 가지를 배웠다:\n  - 원자성: 전부 아니면 전무\n  - 지속성: 커밋된 것은 남는다"),
            id="a sentence as head",
        ),
        pytest.param("## 트랜잭션의 성질\n\n- 원자성: 전부 아니면 전무\n- 지속성: 커밋된 것은 남는다", id="a heading"),
        pytest.param(
            (
                "- 층:\n  - 입력층: 하나\n  - 은닉층: 둘\n  - 출력층: 셋\n  - 합성곱층: 넷\n"
                "  - 풀링층: 다섯\n  - 정규화층: 여섯\n  - 주의층: 일곱\n  - 임베딩층: 여덟"
            ),
            id="eight children",
        ),
    ],
)
def test_what_parts_leaves_alone(text: str, ask: Ask) -> None:
    """Without a head that announces them, names are no list."""
    assert ask(text, "parts") == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "- 트랜잭션의 성질:\n  - 원자성: 전부 아니면 전무\n  - 지속성: 커밋된 것은 남는다",
            ["members: 트랜잭션의 성질 | • 원자성 • 지속성"],
            id="two",
        ),
        pytest.param(
            (
                "- 트랜잭션의 성질:\n  - **원자성** 전부 되거나 하나도 되지 않는다\n"
                "  - **지속성** 커밋된 것은 장애에도 남는다"
            ),
            ["members: 트랜잭션의 성질 | • 원자성 • 지속성"],
            id="bold names",
        ),
        pytest.param(
            (
                "- Cache policies:\n  - Write-through: writes go to both at once\n"
                "  - Write-back: writes reach memory on eviction"
            ),
            ["members: Cache policies | • Write-through • Write-back"],
            id="english",
        ),
        pytest.param(
            (
                "- Joins in SQL:\n  - inner: rows that match on both sides\n"
                "  - left: all rows of the left side\n  - full: all rows of both sides"
            ),
            ["members: Joins in SQL | • inner • left • full"],
            id="three",
        ),
        pytest.param(
            "- HTTP 메서드:\n  - GET - 자원을 읽는다\n  - PUT - 자원을 통째로 바꾼다",
            ["members: HTTP 메서드 | • GET • PUT"],
            id="dashes",
        ),
        pytest.param(
            (
                "1. 데이터 분할:\n   - 훈련: 가중치를 배우는 데이터\n   - 검증: 설정을 고르는 데이터\n"
                "   - 시험: 마지막에 한 번 재는 데이터"
            ),
            ["members: 데이터 분할 | • 훈련 • 검증 • 시험"],
            id="numbered head",
        ),
        pytest.param(
            "- 事务的性质：\n  - 原子性：要么全做要么全不做\n  - 持久性：提交后不会丢失",
            ["members: 事务的性质 | • 原子性 • 持久性"],
            id="chinese",
        ),
        pytest.param(
            "- ロックの種類:\n  - 共有: 読み取り同士は同時に持てる\n  - 排他: 一つだけが持てる",
            ["members: ロックの種類 | • 共有 • 排他"],
            id="japanese",
        ),
        pytest.param(
            "- 잠금의 갈래：\n  - 공유 잠금: 읽기끼리 함께 쥔다\n  - 배타 잠금: 하나만 쥔다",
            ["members: 잠금의 갈래 | • 공유 잠금 • 배타 잠금"],
            id="a wide colon",
        ),
    ],
)
def test_what_parts_finds(text: str, expected: list[str], ask: Ask) -> None:
    """The names are a list of their own; what each means is another rule's card."""
    assert ask(text, "parts") == expected


def test_a_list_of_names_stands_on_the_lines_of_its_members(read: Read) -> None:
    """The lines of the list span the head and the bullets; each bullet is a card of its own as well."""
    found = read("- HTTP 메서드:\n  - GET - 자원을 읽는다\n  - PUT - 자원을 통째로 바꾼다\n").findings
    places = [(finding.rule, finding.first, finding.last) for finding in found]
    assert places == [("parts", 1, 3), ("label", 2, 2), ("label", 3, 3)]


def test_a_name_alone_is_asked_once(cards_of: CardsOf) -> None:
    """As a member of the list, and not again as a fact about it."""
    cards = cards_of("- A custom dataset needs:\n  - `__init__`\n  - `__len__`\n  - `__getitem__`\n")
    assert [card.rule for card in cards if "__len__" in str(card.answer)] == ["parts"]
