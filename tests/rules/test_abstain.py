"""Tests of `rules/abstain.py`: what is never a card, with the reason given, and what only lowers a score."""

from __future__ import annotations

import pytest

from notes2anki.model import Status
from tests.support.rules import CardsOf, Reasons


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("## 학습 내용\n\n- 커널: 하드웨어를 관리하는 프로그램", id="a generic heading"),
        pytest.param("## 피어 세션\n\n- 커널: 하드웨어를 관리하는 프로그램", id="a session with peers"),
        pytest.param("## 멘토링\n\n- 커널: 하드웨어를 관리하는 프로그램", id="a session with a mentor"),
        pytest.param(
            "## Reference counting\n\n- Goal: free what nobody owns any more", id="reference in a longer title"
        ),
        pytest.param(
            "## Task scheduling\n\n- Quantum: the time one job runs at a stretch", id="task in a longer title"
        ),
        pytest.param("> - 커널: 하드웨어를 관리하는 프로그램", id="a quote"),
        pytest.param("- 그림자 복사: 바뀐 곳만 따로 남기는 방식", id="a word that begins like a caption"),
        pytest.param("- 님프: 다 자라지 않은 곤충", id="a word that begins like a form of address"),
        pytest.param("- `$HOME`은 사용자의 홈 폴더를 가리킨다", id="a sentence about a shell variable"),
    ],
)
def test_what_looks_like_noise_and_is_none(text: str, cards_of: CardsOf) -> None:
    """A section or a line is left out for what it is, not for a word in it."""
    assert cards_of(text)


@pytest.mark.parametrize(
    ("heading", "why"),
    [
        pytest.param("## 회고", "diary", id="looking back"),
        pytest.param("## 3. 회고", "diary", id="with a number"),
        pytest.param("## 🌙 하루 회고", "diary", id="with an emoji and a word more"),
        pytest.param("### 느낀 점", "diary", id="feelings"),
        pytest.param("**마치며**", "diary", id="a bold line"),
        pytest.param("## Reflection", "diary", id="english"),
        pytest.param("## 感想", "diary", id="japanese"),
        pytest.param("## 日记", "diary", id="chinese"),
        pytest.param("**TMI**", "diary", id="tmi"),
        pytest.param("## 잡담", "diary", id="small talk"),
        pytest.param("## 할 일", "to-do", id="to-do"),
        pytest.param("## TODO", "to-do", id="english to-do"),
        pytest.param("## 待办", "to-do", id="chinese to-do"),
        pytest.param("## 내일 계획", "to-do", id="plans"),
        pytest.param("## 参考文献", "references", id="japanese references"),
        pytest.param("## 참고 자료", "references", id="references"),
        pytest.param("## References", "references", id="english references"),
        pytest.param("## 일정", "logistics", id="a schedule"),
        pytest.param("## Schedule", "logistics", id="english schedule"),
        pytest.param("## 출석", "logistics", id="attendance"),
    ],
)
def test_sections_without_cards(heading: str, why: str, reasons: Reasons, cards_of: CardsOf) -> None:
    """Nothing under such a heading becomes a card, be it ever so like one; each line says in what section it is."""
    text = f"{heading}\n\n- 커널: 하드웨어를 관리하는 프로그램\n- 캐시 미스 -> 메모리에서 읽는다\n"
    assert cards_of(text) == []
    assert reasons(text) == [f"{line}: in a section of {why}" for line in (1, 3, 4)]


def test_a_section_holds_its_subsections(reasons: Reasons, cards_of: CardsOf) -> None:
    """A heading below a diary's is diary; the next of the same level is not."""
    text = "## 회고\n\n### 좋았던 것\n\n- 커널: 하드웨어를 관리한다\n\n## 수업\n\n- 커널: 하드웨어를 관리한다\n"
    assert [card.first for card in cards_of(text)] == [9]
    assert reasons(text)[:3] == [f"{line}: in a section of diary" for line in (1, 3, 5)]


def test_a_bullet_can_be_a_section(reasons: Reasons, cards_of: CardsOf) -> None:
    """Outliners write headings as bullets: what stands under such a bullet is out, what stands beside it is in."""
    text = "- TMI\n  - 커널: 농담으로 지은 이름\n- 캐시: 자주 쓰는 값을 두는 곳\n"
    assert [card.first for card in cards_of(text)] == [3]
    assert reasons(text) == ["1: in a section of diary", "2: in a section of diary"]


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        pytest.param("- [ ] 커널: 3장 읽기", "a to-do", id="an open task"),
        pytest.param("- [x] 커널: 3장 읽기", "a to-do", id="a done task"),
        pytest.param("- TODO 커널: 3장 읽기", "a to-do", id="an outliner's task"),
        pytest.param("- 지우님: 커널 3장을 맡음", "about a person", id="a person"),
        pytest.param("- 지우님이 커널을 설명했다", "about a person", id="a person who does something"),
        pytest.param("- 홍길 멘토: 질문을 자주 하라", "about a person", id="a mentor"),
        pytest.param("- Dr. Gray: explained the log", "about a person", id="an english person"),
        pytest.param("- @minji: the kernel is a program", "about a person", id="a handle"),
        pytest.param("- 내일은 커널을 공부하자", "a plan", id="a plan"),
        pytest.param("- 다음 주까지 3장을 읽을 예정", "a plan", id="a plan with a date"),
        pytest.param("- I will read about the kernel tomorrow", "a plan", id="an english plan"),
        pytest.param("- Need to review how caches work", "a plan", id="a note to oneself"),
        pytest.param("- 明日はカーネルを読む予定です", "a plan", id="a japanese plan"),
        pytest.param("- 커널은 정말 재밌다 ㅎㅎ", "a feeling", id="a feeling"),
        pytest.param("- https://example.org/kernel", "a link or picture alone", id="an address"),
        pytest.param("- [커널 이야기](https://example.org/kernel)", "a link or picture alone", id="a titled link"),
        pytest.param("- https://a.example https://b.example", "a link or picture alone", id="two addresses"),
        pytest.param("- http://localhost:8888/tree", "a link or picture alone", id="an address with a port"),
        pytest.param("- ![커널](kernel.png)", "a link or picture alone", id="a picture"),
        pytest.param("- 그림 1: 커널의 구조", "a caption or reference", id="a caption"),
        pytest.param("- Figure 2: layout of the kernel", "a caption or reference", id="an english caption"),
        pytest.param("- 일정: 매주 월요일 커널 강의", "logistics", id="a date"),
        pytest.param("```\nkernel: the core\n```", "code", id="code"),
        pytest.param("- 커널은 왜 필요한가?", "a question without an answer", id="a question"),
        pytest.param("- Why is a kernel needed?", "a question without an answer", id="an english question"),
        pytest.param("- 커널이 무엇인지 설명해 주세요", "a question without an answer", id="an exercise"),
        pytest.param("- 커널 모드는 잘 모르겠다", "to revisit", id="something not understood"),
        pytest.param("- not sure how the kernel switches modes", "to revisit", id="the same in english"),
        pytest.param("- 커널 모드???", "to revisit", id="question marks"),
        pytest.param("- collapsed:: true", "a page directive", id="an outliner's key"),
        pytest.param("- 제목: {{ site.title | x: '{' }}", "a page directive", id="what is left of Liquid"),
        pytest.param("-", "empty", id="an empty bullet"),
    ],
)
def test_lines_that_are_never_a_card(line: str, reason: str, reasons: Reasons, cards_of: CardsOf) -> None:
    """The line is no card, and the listing says why."""
    assert cards_of(line) == []
    assert reasons(line) == [f"1: {reason}"]


@pytest.mark.parametrize(
    "line",
    [
        pytest.param("- 10:30", id="a time"),
        pytest.param("- 10:30 코드 리뷰", id="a time with words"),
        pytest.param("- 09:00 ~ 10:00 : 강의", id="a span of time"),
        pytest.param("- 비율 3:1", id="a ratio"),
        pytest.param("- 훈련과 검증 8:2", id="a ratio of two things"),
        pytest.param("- std::vector", id="a scope operator"),
        pytest.param("- see http://localhost:8888/tree: the server", id="an address in words"),
        pytest.param("- $HOME", id="a shell variable"),
        pytest.param("- `$PATH: where programs are found`", id="a shell variable in code"),
        pytest.param("- `key: value`", id="a line of yaml"),
        pytest.param("- 출처: 커널 이야기 3장", id="where a thing is from"),
        pytest.param("참고: 커널 이야기 3장", id="where more is"),
    ],
)
def test_colons_that_part_no_term_from_its_meaning(line: str, reasons: Reasons, cards_of: CardsOf) -> None:
    """Times, ratios, scopes, addresses, variables and references hold colons, and no term."""
    assert cards_of(line) == []
    assert len(reasons(line)) == 1


@pytest.mark.parametrize("line", ["- {% include toc.html %}", "{{ site.baseurl }}", "- [목차]({% link toc.md %})"])
def test_tags_of_site_generators_are_never_a_card(line: str, cards_of: CardsOf) -> None:
    """What a site generator fills in is nothing to learn."""
    assert cards_of(line) == []


def test_a_break_is_neither_a_card_nor_a_line(reasons: Reasons, cards_of: CardsOf) -> None:
    """A thematic break has nothing to say, so nothing is said of it."""
    assert (cards_of("---\n\n---\n"), reasons("---\n\n---\n")) == ([], [])


@pytest.mark.parametrize(
    ("plain", "doubted"),
    [
        pytest.param("- 커널: 하드웨어를 관리한다", "- 커널: 좋은 선택인 것 같다", id="an opinion"),
        pytest.param(
            "- Kernel: it manages hardware", "- Kernel: I think the best part of a system", id="an english opinion"
        ),
        pytest.param("- 힙\n  - 우선순위 큐에 쓰인다", "- 힙\n  - 우리 팀 코드에 쓰인다", id="an anecdote"),
        pytest.param("## 수업\n\n- 커널: 하드웨어 관리", "## 멘토링\n\n- 커널: 하드웨어 관리", id="a weak section"),
    ],
)
def test_what_only_lowers_the_score(plain: str, doubted: str, cards_of: CardsOf) -> None:
    """An opinion, an anecdote or a weak section speaks against a card, without forbidding it."""
    (sure,), (unsure,) = cards_of(plain), cards_of(doubted)
    assert unsure.score < sure.score


@pytest.mark.parametrize(
    "line",
    [
        pytest.param("- `-d`: This flag leaves the terminal free", id="the term"),
        pytest.param("- 서버가 둘이면 이 둘은 값을 나누어 가진다", id="what the condition names"),
    ],
)
def test_an_answer_may_point_at_what_is_asked(line: str, cards_of: CardsOf) -> None:
    """In an answer, `this` means the term that the question names."""
    (card,) = cards_of(line)
    assert all(doubt.name != "deictic" for doubt in card.doubts)


@pytest.mark.parametrize(
    "line",
    [
        pytest.param("- 동작 방식의 순서를 정리하면 다음과 같다", id="what follows"),
        pytest.param("- 두 값을 대입하면 아래 식이 나온다", id="a formula below"),
        pytest.param("- Server: The lecture notes that two are enough", id="the lecture"),
        pytest.param("- サーバー：次のような図になる", id="a japanese figure"),
    ],
)
def test_what_stands_elsewhere_is_no_answer(line: str, cards_of: CardsOf) -> None:
    """A card has no figure below it, and no lecture before it."""
    (card,) = cards_of(line)
    assert any(doubt.name == "pointing" for doubt in card.doubts)


def test_nothing_speaks_against_what_the_author_marked(cards_of: CardsOf) -> None:
    """A marked gap is a card, in a weak section and as an opinion, too."""
    (card,) = cards_of("## 멘토링\n\n- 학습률은 {{c1::작게}} 두는 편이 좋은 것 같다\n")
    assert (card.rule, card.status, card.score) == ("cloze", Status.KEEP, 1.0)


@pytest.mark.parametrize(
    "line",
    [
        pytest.param("- Confusion matrix: table of true and predicted classes", id="a term with confusion in it"),
        pytest.param("- I/O bound: waits for the disk", id="an I before a slash"),
        pytest.param("- output size\n  - $O = I - K + 1$", id="an I in a formula"),
    ],
)
def test_words_that_only_look_like_the_author(line: str, cards_of: CardsOf) -> None:
    """A term is neither confusion nor an anecdote."""
    (card,) = cards_of(line)
    assert all(doubt.name == "the rule's own" for doubt in card.doubts)


def test_liquid_that_is_meant_to_be_seen_is_on_its_card(reasons: Reasons) -> None:
    """In code, or as a raw block has it."""
    assert (
        reasons(
            "- 태그: `{% raw %}` 와 `{{ site.title }}` 를 쓴다\n- 변수: {% raw %}{{ page.title }}{% endraw %} 로 쓴다"
        )
        == []
    )
