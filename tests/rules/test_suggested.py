"""What is not sure enough for a card of its own is only suggested, and what is sure beside it is kept."""

from __future__ import annotations

import pytest

from notes2anki.model import Status
from tests.support.rules import CardsOf, Reasons

LEANING = [
    pytest.param("- 만약 작다면 왼쪽 가지로 내려가서 찾는다", id="a condition without a subject"),
    pytest.param("- 앞의 방식이 탐욕적이었다면 뒤의 방식은 표를 채워 나간다", id="a contrast in the past"),
    pytest.param("- 락을 쓰는 경우는 두 스레드가 함께 쓰는 값을 바꾸는 경우이다", id="a case that is a case"),
    pytest.param("- 최단 경로를 찾고 싶을 때 이 방법을 사용한다", id="an effect that points back"),
    pytest.param(
        "- 여러 스레드가 동시에 불러도 될 때 올바른 결과를 얻는 것을 말한다", id="a definition without its term"
    ),
    pytest.param("- If you say yes, it stores the key and prints the path", id="what you do"),
    pytest.param("- If the flag is missing, you may still see it", id="an effect that ends in it"),
]

SURE = [
    pytest.param("- 키가 이미 있으면 새 값이 옛 값을 덮는다", id="a condition with its subject"),
    pytest.param("- If the index fits in memory, the lookup needs one disk read", id="what the index does"),
]


@pytest.mark.parametrize("text", LEANING)
def test_a_condition_that_leans_is_suggested(text: str, cards_of: CardsOf) -> None:
    """A condition that needs what stands before it can be answered by nobody."""
    assert {card.status for card in cards_of(text) if card.rule == "condition"} == {Status.SUGGESTED}


@pytest.mark.parametrize("text", SURE)
def test_a_condition_that_stands_alone_is_kept(text: str, cards_of: CardsOf) -> None:
    """A condition that names its subject is a card."""
    assert [card.status for card in cards_of(text) if card.rule == "condition"] == [Status.KEEP]


@pytest.mark.parametrize(
    ("text", "status"),
    [
        pytest.param("## 빈 칸을 채워야 할까요?\n\n빈 칸을 다루는 길은 네 가지다.", Status.SUGGESTED, id="no yes"),
        pytest.param("## 빈 칸을 채워야 할까요?\n\n아니다. 그대로 두어도 된다.", Status.KEEP, id="a no"),
        pytest.param("## 왜 표를 쓰고, 왜 트리를 쓰나요?\n\n표는 찾기가 빠르다.", Status.SUGGESTED, id="two questions"),
        pytest.param(
            "## Is a heap sorted?\n\nA heap is stored in an array.", Status.SUGGESTED, id="english without a yes"
        ),
        pytest.param("## Is a heap sorted?\n\nNo, only the root is in its place.", Status.KEEP, id="english with a no"),
    ],
)
def test_a_question_is_answered_whole(text: str, status: Status, cards_of: CardsOf) -> None:
    """A yes or no that does not come, or one answer to two questions, is no whole answer."""
    assert [card.status for card in cards_of(text) if card.rule == "question"] == [status]


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        pytest.param("- **Key rotation**: Consider who still holds the old key", False, id="consider"),
        pytest.param("- **Key rotation**: The replacement of a key after some time", True, id="a noun"),
        pytest.param("- `--purge`: Remove the files that the source has lost", True, id="what code does"),
        pytest.param("- **키 교체**: 오래된 키를 새 키로 바꾸는 일", True, id="korean"),
    ],
)
def test_advice_is_no_definition(text: str, kept: bool, cards_of: CardsOf) -> None:  # noqa: FBT001 -- a table's column
    """What a term is told by a noun; an order after it says what somebody should do."""
    assert [card.status is Status.KEEP for card in cards_of(f"# Notes\n\n{text}\n")] == [kept]


@pytest.mark.parametrize(
    ("text", "subject"),
    [
        pytest.param(
            "## What is a spinlock?\n\n### Purpose\n\n- guards a short section\n- needs no switch",
            "spinlock",
            id="a question's term",
        ),
        pytest.param("## Option 2: Spinlock\n\n- Advantage: needs no switch", "Spinlock", id="behind a count"),
        pytest.param("## Introduction to Spinlocks\n\n- Purpose: guards a short section", "Spinlocks", id="opening"),
    ],
)
def test_the_nearest_thing_named_has_the_attribute(text: str, subject: str, cards_of: CardsOf) -> None:
    """A heading that asks, counts or introduces names what stands behind that."""
    (card,) = [card for card in cards_of(text) if card.rule == "attribute"]
    assert subject in card.question.plain
    assert not {"Option", "Introduction", "방법"} & set(card.question.plain.split())


def test_an_attribute_that_one_head_has_twice_is_suggested(cards_of: CardsOf) -> None:
    """Two lists of advantages under one head are of two things that the head does not name."""
    first = "# 탐색\n\n너비부터 본다.\n\n장점\n\n- 가까운 답을 먼저 찾는다\n\n"
    text = f"{first}깊이부터 본다.\n\n장점\n\n- 메모리를 적게 쓴다\n"
    assert {card.status for card in cards_of(text) if card.rule == "attribute"} == {Status.SUGGESTED}


@pytest.mark.parametrize(
    "heading",
    [
        pytest.param("## Graphs [notes](https://example.com/graphs)", id="with a link"),
        pytest.param("## [그래프](./graphs.md)", id="a link"),
    ],
)
def test_a_table_of_contents_has_no_cards(heading: str, cards_of: CardsOf, reasons: Reasons) -> None:
    """Bare names below a heading that leads to another page are that page's headings."""
    text = f"{heading}\n\n- Shortest paths\n  - Definition\n  - Properties\n- Spanning trees\n  - Borůvka\n  - Prim\n"
    assert cards_of(text) == []
    assert any("in a section of contents" in reason for reason in reasons(text))


def test_facts_below_a_link_keep_their_cards(cards_of: CardsOf) -> None:
    """A heading with a link may stand over facts."""
    text = "## [Graphs](./graphs.md)\n\n- Prim: grows one tree\n- Borůvka: grows all\n- Kruskal: joins trees by cost\n"
    assert len(cards_of(text)) == 3


@pytest.mark.parametrize(
    ("line", "answer"),
    [
        pytest.param(
            "Insert: O(n)O(n) at worst, O(log n)O(logn) else", "O(n) at worst, O(log n) else", id="both costs"
        ),
        pytest.param("Insert: O(n)O(m) at worst", "O(n)O(m) at worst", id="two costs"),
    ],
)
def test_a_cost_pasted_twice_is_shown_once(line: str, answer: str, cards_of: CardsOf) -> None:
    """A page with formulas gives each cost twice, as words and as a formula."""
    (card,) = cards_of(f"# Heap\n\n- {line}\n")
    assert [block.text.plain for block in card.answer] == [answer]


@pytest.mark.parametrize(
    ("line", "contrast"),
    [
        pytest.param("그래프는 점과 간선으로 된 구조이고 정점의 이웃은 간선으로 나타낸다", False, id="side by side"),
        pytest.param("스택은 나중 것을 먼저 꺼내지만 큐는 먼저 것을 먼저 꺼낸다", True, id="set against each other"),
    ],
)
def test_clauses_side_by_side_are_no_contrast(line: str, contrast: bool, cards_of: CardsOf) -> None:  # noqa: FBT001 -- a table's column
    """Two topics in one sentence are told apart only where something sets them against each other."""
    assert any(card.rule == "contrast" for card in cards_of(f"- {line}")) is contrast


def test_a_question_over_much_prose_is_suggested(cards_of: CardsOf) -> None:
    """Where the first paragraphs are a small part of what stands below a question, they are no whole answer."""
    prose = "\n\n".join(
        f"{'The tree keeps its keys in order and splits a full node. ' * 5}({place})" for place in range(6)
    )
    assert [card.status for card in cards_of(f"# How does a B-tree grow?\n\n{prose}\n") if card.rule == "question"] == [
        Status.SUGGESTED
    ]


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        pytest.param(
            "- **User** posts a photo\n- **Server** stores the photo\n- **User** reads the feed\n", 1, id="actors"
        ),
        pytest.param("- **y^+**: the better reply\n- **y^-**: the worse reply\n", 2, id="two signs"),
    ],
)
def test_a_label_that_comes_again_is_no_term(text: str, kept: int, cards_of: CardsOf) -> None:
    """What one name does in several lines is no definition of it."""
    cards = [card for card in cards_of(f"# Feed\n\n{text}") if card.rule == "label"]
    assert sum(card.status is Status.KEEP for card in cards) == kept


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("## How low can we go?\n\n- Limits\n  - four bits\n- Results\n  - five bits\n", id="heads alone"),
        pytest.param("## 검정력은 무엇인가요?\n\n| 결정 | 참 |\n|---|---|\n| 채택 | 옳다 |\n", id="a table alone"),
    ],
)
def test_heads_or_a_table_alone_are_no_answer(text: str, cards_of: CardsOf) -> None:
    """What only names topics, or shows a table, does not say what was asked."""
    assert {card.status for card in cards_of(text) if card.rule == "question"} == {Status.SUGGESTED}


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        pytest.param("## 방법 1\n\n변경 비트로 기록 횟수를 줄이는 방법이다.", "heading", id="a head that counts"),
        pytest.param("- 두 가지 방법은 만드는 순서에 차이가 있다", "topic", id="a number of ways"),
        pytest.param("- Ask questions to clarify use cases and constraints", "topic", id="an order"),
        pytest.param("- 캐시가 느려지며 버퍼는 늦게 비워지는 구조를 가진다", "topic", id="a clause before the topic"),
        pytest.param("- Ways to wait:\n  - Option 1.1: spin\n  - Option 1.2: sleep\n", "parts", id="counted members"),
        pytest.param(
            "- 캐시는 빠르다\n\n값을 나눈다. 이 두 점의 차이를 폭이라고 한다.", "named", id="a sentence before"
        ),
        pytest.param("## 트리의 중요성\n\n- 힙\n  - 크다\n- 숲\n  - 여럿이다\n- 요약\n", "attribute", id="topics"),
        pytest.param("A non-exhaustive list includes:\n\n- irb\n- psql\n", "enumeration", id="a list of nothing"),
    ],
)
def test_what_names_nothing_has_no_card(text: str, rule: str, cards_of: CardsOf) -> None:
    """A head or topic that only counts, orders or leads on names nothing that one could ask for."""
    assert not [card for card in cards_of(text) if card.rule == rule and card.status is Status.KEEP]


@pytest.mark.parametrize("value", [", {}", "{} (이러면 낭비겠지)", "{} (더 찾아봐야 함)"])
def test_what_is_no_part_of_an_answer(value: str, cards_of: CardsOf) -> None:
    """A comma that belongs to neither side, and a bracket in which the author thinks aloud, are left out."""
    told = "필요한 것보다 큰 칸을 받아 남는 공간"
    (card,) = cards_of(f"# 메모리\n\n- 내부 단편화: {value.format(told)}\n")
    assert [block.text.plain for block in card.answer] == [told]


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        pytest.param("- 이 값을 왜 두 번 읽나?\n  - 다른 스레드가 바꿨을 수 있어서", False, id="a bullet that asks"),
        pytest.param("## 왜 값을 두 번 읽나?\n\n다른 스레드가 바꿨을 수 있어서", True, id="a heading that asks"),
        pytest.param("- Q. 왜 값을 두 번 읽나?\n- A. 다른 스레드가 바꿨을 수 있어서", True, id="marked as a question"),
        pytest.param("- Why is the page read twice?\n  - another thread may have changed it", False, id="in English"),
        pytest.param(
            "## Paging\n\n- Why is a page read twice?\n  - another thread may change it", True, id="below a head"
        ),
        pytest.param("## Why is a page read twice?\n\nAnother thread may have changed it.", True, id="its heading"),
    ],
)
def test_what_somebody_asked_in_passing_is_suggested(text: str, kept: bool, cards_of: CardsOf) -> None:  # noqa: FBT001 -- a table's column
    """A question among bullets that no head names was asked that day; a heading is written to be learnt."""
    assert [card.status is Status.KEEP for card in cards_of(text) if card.rule == "question"] == [kept]


@pytest.mark.parametrize(
    ("text", "question", "kept"),
    [
        pytest.param("- red ale and pale ale: 0.7731", "What is red ale and pale ale?", False, id="a figure"),
        pytest.param("- 두 문장의 거리: 0.25", "두 문장의 거리는 무엇인가?", False, id="a figure in Korean"),
        pytest.param("- `--ruby 3.3`: use Ruby 3.3", "What does --ruby 3.3 do?", False, id="the same words"),
        pytest.param("- `--purge`: Delete what is gone", "What does --purge do?", True, id="what an option does"),
        pytest.param("- Vacuum: Delete what is gone", "What is notable about Vacuum?", True, id="an order"),
        pytest.param(
            "| 그림 | 이웃 |\n|---|---|\n| a.svg | b.svg |\n| c.svg | d.svg |",
            "a.svg — 이웃?",
            False,
            id="data",
        ),
    ],
)
def test_what_tells_no_meaning_is_suggested(text: str, question: str, kept: bool, cards_of: CardsOf) -> None:  # noqa: FBT001 -- a table's column
    """A bare figure, the words of the question again, a cell under a head that names no aspect."""
    card = cards_of(f"# Notes\n\n{text}\n")[0]
    assert (card.question.plain, card.status is Status.KEEP) == (question, kept)
