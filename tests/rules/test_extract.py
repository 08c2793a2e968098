"""Tests of `rules/__init__.py`: each line is used by one rule, or listed with the reason why by none."""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from notes2anki.cards import merge_copies
from notes2anki.listing import plain
from notes2anki.model import Node, NodeKind, Prose, Report
from notes2anki.reading import read_report
from notes2anki.rules import EXPLICIT, RULES, score_of, scores
from notes2anki.rules.select import extract
from tests.support.rules import CardsOf, Read, Reasons

DAY = """\
---
date: 2024-03-05
---

# 운영체제

## 수업 노트

- 커널: 하드웨어를 관리하는 프로그램
- 캐시 미스 -> 메모리에서 읽는다
  - https://example.org/miss
- 페이징
  - 메모리를 같은 크기로 나눈다
  - 단점: 내부 단편화가 생긴다
- 왜 인터럽트를 쓰는가?

| 용어 | 뜻 |
|---|---|
| 프로세스 | 실행 중인 프로그램 |

```c
int main(void) { return 0; }
```

---

## 회고

- 오늘은 잘 잤다
"""


def nodes(outline: Iterable[Node]) -> Iterator[Node]:
    """Yield every block of an outline."""
    for node in outline:
        yield node
        yield from nodes(node.children)


def report(text: str) -> Report:
    """Return the report in a text."""
    return read_report(text, "notes/day.md")[0]


# --- which rule takes a line ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "rules"),
    [
        pytest.param("", [], id="an empty report"),
        pytest.param("- 가지치기\n", [], id="a word"),
        pytest.param("- TCP는 순서를 지키고, UDP는 {{c1::지키지 않는다}}\n", ["cloze"], id="a gap before a contrast"),
        pytest.param("- LRU란? 오래 쓰지 않은 것부터 버린다\n", ["question"], id="a question before a definition"),
        pytest.param("- 왜 느린가? -> 디스크를 매번 읽기 때문\n", ["question"], id="a question before an arrow"),
        pytest.param(
            "- 스택은 뒤에서, 큐는 앞에서 꺼내는 방식이다\n", ["definition"], id="no contrast without two claims"
        ),
        pytest.param(
            "- 정밀도는 예측의 비율이고, 재현율은 정답의 비율이다\n", ["contrast"], id="a contrast before a topic"
        ),
        pytest.param("- 페이징은 메모리를 나누는 방법\n", ["definition"], id="a definition before a topic"),
        pytest.param("## 힙\n\n- 장점: 최솟값을 바로 꺼낸다\n", ["attribute"], id="an attribute before a label"),
        pytest.param("- 배치가 크면 -> 메모리가 더 든다\n", ["arrow"], id="an arrow before a condition"),
        pytest.param(
            "- 가지치기\n  가중치를 없애는 방법\n  - 속도를 크게 높여 준다\n",
            ["term", "fact"],
            id="a term, then facts below it",
        ),
    ],
)
def test_the_first_rule_that_fits_takes_the_line(text: str, rules: list[str], read: Read) -> None:
    """Where two rules could make a card of a line, the one that stands first does, alone."""
    assert [finding.rule for finding in read(text).findings] == rules


def test_every_rule_has_a_score() -> None:
    """A rule's score is a share; what the author marked is certain."""
    assert {name for name, _ in RULES} - EXPLICIT <= set(scores())
    assert all(0 < score <= 1 for score in scores().values())
    assert {score_of(name) for name in EXPLICIT} == {1.0}


# --- what becomes of every line ------------------------------------------------------------------------------------


def test_every_line_is_used_or_skipped_with_a_reason(read: Read) -> None:
    """Each block is in a card, or in the listing of what is in none, with a reason; never in both."""
    extraction = read(DAY)
    used = {line for finding in extraction.findings for line in range(finding.first, finding.last + 1)}
    skipped = {skip.first: skip.reason for skip in extraction.skips}
    said = [node for node in nodes(report(DAY).outline) if node.kind is not NodeKind.BREAK]
    assert all(used.union(skipped) & set(range(node.first, node.last + 1)) for node in said)
    assert not used & set(skipped)
    assert all(reason.strip() for reason in skipped.values())


def test_findings_and_skips_stand_in_the_order_of_the_report(read: Read) -> None:
    """What a reader meets first, the learner meets first."""
    extraction = read(DAY)
    firsts, skipped = [found.first for found in extraction.findings], [skip.first for skip in extraction.skips]
    assert firsts
    assert (firsts, skipped) == (sorted(firsts), sorted(skipped))


def test_lines_count_the_front_matter(read: Read) -> None:
    """A card's place is its place in the file."""
    lines = DAY.split("\n")
    (kernel,) = (finding for finding in read(DAY).findings if finding.rule == "label")
    assert lines[kernel.first - 1].startswith("- 커널")
    assert (kernel.first, kernel.last) == (9, 9)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("## 운영체제\n", ["1: a heading"], id="a heading over nothing"),
        pytest.param("- 캐시\n", ["1: no concept found"], id="a word"),
        pytest.param(
            "- 페이징\n  - 단점: 내부 단편화가 생긴다\n", ["1: asked about in the cards below it"], id="a parent"
        ),
        pytest.param("- 왜 느린가?\n", ["1: a question without an answer"], id="a question"),
        pytest.param("```\na\n```\n", ["1: code"], id="code"),
        pytest.param("커널\n\n---\n", ["1: no concept found"], id="a break is not listed"),
    ],
)
def test_reasons_of_what_no_rule_takes(text: str, expected: list[str], reasons: Reasons) -> None:
    """A line that rules may look at, and none takes, says that."""
    assert reasons(text) == expected


def test_a_report_can_be_left_out(read: Read, cards_of: CardsOf) -> None:
    """`cards: off` makes no card of any line, and says so of each."""
    text = "---\ncards: off\n---\n\n- 커널: 하드웨어를 관리하는 프로그램\n- 캐시 미스 -> 메모리에서 읽는다\n"
    assert cards_of(text) == []
    skips = [(skip.first, skip.reason) for skip in read(text).skips]
    assert skips == [(5, "cards are off for this report"), (6, "cards are off for this report")]


@given(st.text(alphabet="-*#`$|:->?=!.()[] \n\t0가나은는란면.AbC은是はと，：😀", max_size=160))
@settings(max_examples=150)
def test_any_text_has_an_extraction(text: str) -> None:
    """Nothing that an author types raises; all lines exist, and every skip says why."""
    found = extract(report(text))
    last = max([1, *(node.end for node in nodes(report(text).outline))])
    for one in (*found.findings, *found.skips):
        assert 1 <= one.first <= one.last <= last
    assert all(0 < finding.score <= 1 and finding.source_text for finding in found.findings)


# --- where a card is from ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "slot", "source"),
    [
        pytest.param("- 커널: 하드웨어 관리자\n", "definition", "커널: 하드웨어 관리자", id="a line of its own"),
        pytest.param("## 힙\n\n- 장점: 빠르다\n", "attribute", "힙 장점: 빠르다", id="with its subject"),
        pytest.param(
            "- 힙\n  - 최솟값을 바로 꺼낸다\n", "fact", "힙 최솟값을 바로 꺼낸다", id="a fact with its parent"
        ),
    ],
)
def test_the_source_is_the_bullet_and_its_subject(text: str, slot: str, source: str, read: Read) -> None:
    """What the guid is made from is the bullet's own text, with the subject where the fact needs it."""
    (finding,) = read(text).findings
    assert (finding.slot, finding.source_text) == (slot, source)


def test_facts_of_one_bullet_have_slots_of_their_own(read: Read) -> None:
    """A term's meaning and its effects are two cards of the same lines."""
    found = read("- 가지치기\n  가중치를 없애는 방법\n  크기 감소, 속도 향상의 효과\n").findings
    assert [finding.slot for finding in found] == ["definition", "effect"]
    assert {(finding.first, finding.last) for finding in found} == {(1, 3)}


@pytest.mark.parametrize(
    "moved",
    [
        pytest.param("# 다른 제목\n\n- 커널: 하드웨어 관리자\n", id="under another heading"),
        pytest.param("- 캐시: 가까운 저장소\n- 커널: 하드웨어 관리자\n", id="behind another bullet"),
        pytest.param("* **커널**: 하드웨어 관리자\n", id="with other marks"),
        pytest.param("3. 커널: 하드웨어 관리자\n", id="in a numbered list"),
    ],
)
def test_a_moved_bullet_stays_the_same_card(moved: str, cards_of: CardsOf) -> None:
    """Where a bullet stands, and how it is marked, is not part of its card."""
    (card,) = cards_of("- 커널: 하드웨어 관리자\n")
    assert card.guid in [one.guid for one in cards_of(moved)]


def test_a_copied_bullet_is_one_card(cards_of: CardsOf) -> None:
    """An author who begins a day's report with a copy of the day before gets each fact once."""
    first = cards_of("# 3월 5일\n\n- 커널: 하드웨어 관리자\n")
    second = cards_of("# 3월 6일\n\n- 커널: 하드웨어 관리자\n- 캐시: 가까운 저장소\n")
    found = tuple(merge_copies((*first, *(replace(card, path="next.md") for card in second))))
    assert [card.question.plain for card in found] == ["커널은 무엇인가?", "캐시는 무엇인가?"]


# --- what a card carries -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "trail"),
    [
        pytest.param("- 커널: 하드웨어 관리자\n", (), id="nothing above"),
        pytest.param("# 운영체제\n\n- 커널: 하드웨어 관리자\n", ("운영체제",), id="a heading"),
        pytest.param(
            "# 운영체제\n\n## 메모리\n\n- 페이징\n  - 쪽: 같은 크기로 나눈 조각\n",
            ("운영체제", "메모리", "페이징"),
            id="headings and a bullet, outermost first",
        ),
        pytest.param("# 운영체제\n\n## 수업 노트\n\n- 커널: 하드웨어 관리자\n", ("운영체제",), id="a generic heading"),
        pytest.param("## 피어 세션\n\n- 커널: 하드웨어 관리자\n", (), id="only a generic heading"),
        pytest.param("# 2. 🖥️ **운영체제**\n\n- 커널: 하드웨어 관리자\n", ("운영체제",), id="numbers, emoji and marks"),
        pytest.param("**운영체제**\n\n- 커널: 하드웨어 관리자\n", ("운영체제",), id="a bold line"),
        pytest.param("# Notes\n\n## Databases\n\n- Index: a sorted copy of a column\n", ("Databases",), id="english"),
    ],
)
def test_the_trail_is_what_stands_above(text: str, trail: tuple[str, ...], read: Read) -> None:
    """Headings and parent bullets lead to the card; those that say nothing are left out."""
    assert read(text).findings[-1].trail == trail


def test_tags_come_nearest_first(read: Read) -> None:
    """The bullet's own hashtags come before its parent's, and those before the heading's."""
    text = "# 운영체제 #os\n\n- 메모리 #memory #ram\n  - 쪽: 같은 크기로 나눈 조각 #page\n"
    (finding,) = read(text).findings
    assert finding.tags == (("page",), ("memory", "ram"), ("os",))


def test_links_beside_a_term_are_sources_of_its_cards(cards_of: CardsOf) -> None:
    """A bullet that is only a link answers nothing: the cards about the term are from there, labelled or not."""
    text = "- 힙\n  - 반쯤 정렬된 트리를 배열에 저장\n  - 단점: 찾기가 느리다\n"
    text += "  - https://a.org\n  - 문서: https://b.org\n"
    assert [(card.question.plain, card.sources) for card in cards_of(text)] == [
        ("힙은 무엇인가?", ("https://a.org", "https://b.org")),
        ("힙의 단점은 무엇인가?", ("https://a.org", "https://b.org")),
    ]


_LINKED_TABLE = (
    "| 정렬 | 시간 |\n| --- | --- |\n| [힙](https://a.org/heap) | n log n |\n| 거품 | n^2, https://b.org |\n"
)


def test_links_in_a_row_are_sources_of_its_cards(cards_of: CardsOf) -> None:
    """What a cell links to is the source of the cards of its row, and of no other."""
    assert [card.sources for card in cards_of(_LINKED_TABLE)] == [("https://a.org/heap",), ("https://b.org",)]


@pytest.mark.parametrize("before", ["**어떤 정렬이 빠른가?**\n\n", "Q: 어떤 정렬이 빠른가?\n\nA:\n\n"])
def test_links_in_a_table_are_sources_of_its_question(before: str, cards_of: CardsOf) -> None:
    """An answer that is a table has the links of its cells as sources."""
    (card,) = cards_of(before + _LINKED_TABLE)
    assert card.sources == ("https://a.org/heap", "https://b.org")


def test_links_beside_what_names_nothing_are_nobodys_source(cards_of: CardsOf) -> None:
    """A bullet that only gathers others is no subject, so its links say nothing of what stands under it."""
    (card,) = cards_of("- 공유\n  - 힙: 반쯤 정렬된 트리\n  - https://a.org\n")
    assert card.sources == ()


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("- 힙: 반쯤 정렬된 트리 ![힙](heap.png)\n", id="on the line"),
        pytest.param("- 힙: 반쯤 정렬된 트리\n  ![힙](heap.png)\n", id="in the next line"),
        pytest.param("- 힙: 반쯤 정렬된 트리\n  - ![힙](heap.png)\n", id="in a bullet below"),
    ],
)
def test_a_picture_goes_to_extra(text: str, read: Read) -> None:
    """A picture beside a fact is shown with the answer, and is no part of it."""
    (finding,) = read(text).findings
    images = [run.target for block in finding.extra if isinstance(block, Prose) for run in block.text.images]
    assert images == ["heap.png"]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("- 힙: 반쯤 정렬된 트리 https://example.org/heap\n", id="on the line"),
        pytest.param("- 힙: 반쯤 정렬된 트리\n  https://example.org/heap\n", id="in the next line"),
        pytest.param("- 힙: 반쯤 정렬된 트리\n  - https://example.org/heap\n", id="in a bullet below"),
        pytest.param("- [힙](https://example.org/heap): 반쯤 정렬된 트리\n", id="behind the term"),
    ],
)
def test_a_link_becomes_a_source(text: str, cards_of: CardsOf) -> None:
    """An address is where the card is from, and no part of question or answer."""
    (card,) = cards_of(text)
    assert (card.question.plain, card.sources) == ("힙은 무엇인가?", ("https://example.org/heap",))
    assert [block.text.plain for block in card.answer if isinstance(block, Prose)] == ["반쯤 정렬된 트리"]


@pytest.mark.parametrize(
    ("text", "language"),
    [
        pytest.param("- 커널: 하드웨어 관리자\n", "ko", id="korean"),
        pytest.param("- Kernel: the part that manages hardware\n", "en", id="english"),
        pytest.param(
            "- 운영체제의 핵심을 본다\n- Kernel: the part that manages hardware\n", "ko", id="english among korean"
        ),
        pytest.param("- カーネル: ハードウェアを管理する部分\n", "ja", id="japanese"),
        pytest.param("- 内核：管理硬件的部分\n", "zh", id="chinese"),
        pytest.param(
            f"{'이 문서는 한국어로 쓰였다. ' * 9}\n\n**How is it read?**\n\n```py\nopen(path)\n```",
            "ko",
            id="a question that code answers",
        ),
    ],
)
def test_a_line_is_asked_in_the_language_of_its_report(text: str, language: str, read: Read) -> None:
    """A learner reads one language: an English bullet of a Korean report is asked about in Korean."""
    assert read(text).findings[-1].language == language


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        pytest.param("- 캐시: 가까운 기억[^1]\n\n[^1]: 작고 빠르다", ["작고 빠르다"], id="of a bullet"),
        pytest.param("- 캐시[^1]\n  가까운 기억 장치\n\n[^1]: 작고 빠르다", ["작고 빠르다"], id="of a line"),
        pytest.param("- 왜 쓰는가?\n  - 빠르기 때문에[^a]\n\n[^a]: `10` 배", ["10 배"], id="of an answer below"),
        pytest.param("- 캐시: 가까운 기억^[작다]", ["작다"], id="within the line"),
        pytest.param("- 캐시: {{c1::가까운}} 기억[^1]\n\n[^1]: 작다", ["작다"], id="of a cloze"),
        pytest.param("Q. 캐시란?[^1]\nA. 가까운 기억\n\n[^1]: 작다", ["작다"], id="of a card that the author marked"),
        pytest.param("- 캐시: 가까운 기억[^1] 장치[^1]\n\n[^1]: 작다", ["작다"], id="referred to twice"),
        pytest.param(
            "- 캐시: 가까운 기억\n- 커널: 관리자[^1]\n\n[^1]: 작다", ["", "작다"], id="of the bullet that refers to it"
        ),
    ],
)
def test_a_footnote_is_told_beside_the_answer(cards_of: CardsOf, source: str, expected: list[str]) -> None:
    """What it says is in Extra; question and answer go without its sign."""
    cards = cards_of(source)
    assert [plain(card.extra) for card in cards] == expected
    assert not any("[^" in card.question.plain + plain(card.answer) for card in cards)


def test_a_footnote_right_under_its_answer_is_told_once(cards_of: CardsOf) -> None:
    """It stands in the answer already, so that Extra does without."""
    (card,) = cards_of("**왜 캐시를 쓰는가?**\n\n가까운 기억[^1]이라 빠르다.\n\n[^1]: 작지만 값이 비싸다.")
    assert f"{plain(card.answer)} {plain(card.extra)}".count("비싸다") == 1


def test_a_footnote_that_is_told_is_skipped_for_that(reasons: Reasons) -> None:
    """One that nothing refers to is a line like any other."""
    source = "- 캐시: 가까운 기억[^1]\n\n[^1]: 작다\n[^2]: 빠르다"
    assert reasons(source) == ["3: a footnote, on the card of what refers to it", "4: no concept found"]


@pytest.mark.parametrize(
    "source", ["- 캐시: 가까운 기억{}", "- 캐시는 가까운 기억 장치이다{}", "- 왜 쓰는가?{}\n  - 빠르니까"]
)
def test_a_footnote_is_no_part_of_the_identity(cards_of: CardsOf, source: str) -> None:
    """With or without it, the card is the same."""
    (bare,), (noted,) = cards_of(source.format("")), cards_of(source.format("[^1]") + "\n\n[^1]: 작다")
    assert bare.guid == noted.guid


def test_a_skipped_picture_is_named(read: Read) -> None:
    """By its words, or else by its file."""
    source = "![](img/loss%20curve.png)\n\n![A curve](a.png)\n\n![[b.png]]"
    assert [skip.text for skip in read(source).skips] == ["loss curve.png", "A curve", "b.png"]


def test_a_property_is_no_heading(cards_of: CardsOf) -> None:
    """What only an outliner reads stands on no card."""
    (card,) = cards_of("collapsed:: true\n- 캐시: 가까운 기억")
    assert card.context == ()


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        pytest.param("가까운 기억 https://x.org/a", "가까운 기억", id="at the end"),
        pytest.param("가까운 기억 https://x.org/a.", "가까운 기억.", id="before a full stop"),
        pytest.param("가까운 기억 https://x.org/a .", "가까운 기억.", id="before a full stop that stands apart"),
        pytest.param("near memory, see https://x.org/a.", "near memory, see x.org/a.", id="behind `see`"),
        pytest.param("near memory (see https://x.org/a)", "near memory (see x.org/a)", id="in brackets"),
        pytest.param("가까운 기억 (참고: https://x.org/a)", "가까운 기억 (참고: x.org/a)", id="behind a label"),
        pytest.param("near memory and https://x.org/a", "near memory and x.org/a", id="behind `and`"),
        pytest.param("near memory, [paper](https://x.org/a)", "near memory, x.org/a", id="a pointer behind a comma"),
        pytest.param("told in [the paper](https://x.org/a)", "told in the paper", id="a link that is said"),
        pytest.param("가까운 [메모리](https://x.org/a)", "가까운 메모리", id="a word that is a link"),
        pytest.param("Adam, [Lion](https://x.org/a)", "Adam, Lion", id="the last of several"),
        pytest.param("made in [1969](https://x.org/a)", "made in 1969", id="a year"),
        pytest.param("near memory [paper](https://x.org/a)", "near memory", id="a bare pointer"),
        pytest.param("가까운 기억 [공식 문서 2](https://x.org/a)", "가까운 기억", id="with its number"),
        pytest.param("가까운 기억 [[1]](https://x.org/a)", "가까운 기억", id="a number"),
        pytest.param("near memory. [Ng](https://x.org/a)", "near memory.", id="behind the sentence"),
        pytest.param("near memory – [Ng](https://x.org/a)", "near memory –", id="behind a dash"),
        pytest.param("near memory see [Ng](https://x.org/a)", "near memory see x.org/a", id="a link behind `see`"),
        pytest.param("자세한 것은 https://x.org/a 참고", "자세한 것은 x.org/a 참고", id="within"),
        pytest.param("see https://x.org/a, https://x.org/b or this", "see x.org/a, x.org/b or this", id="two"),
        pytest.param("기억 https://x.org/a [논문](https://x.org/b)", "기억", id="before a link that points elsewhere"),
    ],
)
def test_an_address_leaves_no_hole(cards_of: CardsOf, words: str, expected: str) -> None:
    """At the end it goes, unless the words before want it; within a sentence it stands in short.

    The identity is without it, and it is a source.
    """
    (card,) = cards_of(f"- 캐시: {words}")
    assert plain(card.answer) == expected
    assert "https://x.org/a" in card.sources
    assert "x.org" not in card.source_text


@pytest.mark.parametrize(
    "source",
    [
        pytest.param("Q: 캐시란?\nA: {}", id="an answer that is a picture"),
        pytest.param("- 캐시: 가까운 기억 장치 {}", id="a picture beside words"),
        pytest.param("- 캐시: 가까운 기억 장치\n  - {}", id="a picture below"),
    ],
)
@pytest.mark.parametrize(
    "picture",
    [
        pytest.param("[![](a.png)](https://x.org/a)", id="Markdown"),
        pytest.param("[![w](a.png 'title')](https://x.org/a 'title')", id="titles"),
        pytest.param('<a href="https://x.org/a"><img src="a.png"></a>', id="HTML"),
    ],
)
def test_the_address_of_a_picture_is_a_source(cards_of: CardsOf, source: str, picture: str) -> None:
    """The picture stays, and no address beside it."""
    (card,) = cards_of(source.format(picture))
    shown = [text for block in (*card.answer, *card.extra) if isinstance(block, Prose) for text in [block.text]]
    assert [image.target for text in shown for image in text.images] == ["a.png"]
    assert card.sources == ("https://x.org/a",)
    assert "x.org" not in plain((*card.answer, *card.extra))


def test_formulas_above_have_their_lines(cards_of: CardsOf) -> None:
    """A card knows where the formulas of its headings and of the bullets above it stand."""
    (card,) = cards_of(
        "---\ntitle: x\n---\n\n## 분산 $\\sigma$\n\n- 표본 $s$\n  - 표본 분산: 자유도로 나눈 제곱합의 평균\n"
    )
    assert card.formulas == (("\\sigma", 5), ("s", 7))


def test_a_statement_of_a_paragraph_is_told_with_its_own_line(cards_of: CardsOf) -> None:
    """A card says which line it came from, not which paragraph."""
    cards = cards_of("커널은 자원을 나눠 준다\n셸은 명령을 읽는다\n\n")
    assert sorted((card.first, card.last) for card in cards) == [(1, 1), (2, 2)]


def test_a_paragraph_of_many_statements_is_read_in_time(reasons: Reasons) -> None:
    """Twice the lines take twice the time, and not eight times: these took minutes."""
    begin = time.process_time()
    assert reasons("x " + "* \n" * 1500)
    assert time.process_time() - begin < 15
