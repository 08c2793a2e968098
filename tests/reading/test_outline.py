"""Tests of `reading/outline.py`: what stands under what, and on which line."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from notes2anki.model import Node, NodeKind
from notes2anki.reading.outline import LONGEST_HEADING, read_outline
from notes2anki.text import Mark

LONG = "가" * (LONGEST_HEADING + 1)


def sketch(*body: str) -> list[str]:
    """Return one line a node: depth, kind and level, the node's own lines, task sign, tags, and what it says."""
    return list(_sketch(read_outline("\n".join(body)), ""))


def _sketch(nodes: Iterable[Node], depth: str) -> Iterator[str]:
    for node in nodes:
        where = f"{node.first}" if node.first == node.last else f"{node.first}-{node.last}"
        number = f"{node.number}." if node.number is not None else ""
        said = " / ".join(line.text.plain for line in node.lines) or node.code.replace("\n", " / ")
        signs = ["[ ]"] * node.is_task + [f"#{tag}" for tag in node.tags]
        yield depth + " ".join(filter(None, [f"{node.kind}{node.level or ''}", where, number, *signs, said]))
        yield from _sketch(node.children, f"{depth}  ")


def walk(nodes: Iterable[Node]) -> Iterator[Node]:
    """Yield all nodes, parents before children."""
    for node in nodes:
        yield node
        yield from walk(node.children)


# --- headings ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        pytest.param([""], [], id="an empty file"),
        pytest.param(["  ", "", "\t"], [], id="space alone"),
        pytest.param(["<!-- draft -->", "", "[paper]: https://x.org"], [], id="nothing to see"),
        pytest.param(["양자화는 작게 한다."], ["paragraph 1 양자화는 작게 한다."], id="a paragraph"),
        pytest.param(["**중요** 하다"], ["paragraph 1 중요 하다"], id="bold words in a paragraph"),
        pytest.param([f"**{LONG}**"], [f"paragraph 1 {LONG}"], id="bold, but too long for a heading"),
        pytest.param(["**a** ![](x.png)"], ["paragraph 1 a"], id="bold beside a picture"),
        pytest.param(["제목", "", "본문"], ["paragraph 1 제목", "paragraph 3 본문"], id="a short line before no list"),
        pytest.param(
            ["이것은 문장이다.", "- a"], ["paragraph 1 이것은 문장이다.", "item 2 a"], id="a sentence, a list"
        ),
        pytest.param([LONG, "- a"], [f"paragraph 1 {LONG}", "item 2 a"], id="a long line before a list"),
        pytest.param(["https://x.org", "", "- a"], ["paragraph 1 https://x.org", "item 3 a"], id="an address, a list"),
        pytest.param(["$x$", "", "- a"], ["paragraph 1 x", "item 3 a"], id="a formula before a list"),
        pytest.param(["![그림](a.png)", "", "- a"], ["paragraph 1 그림", "item 3 a"], id="a picture before a list"),
        pytest.param(["a", "b가", "- c"], ["paragraph 1-2 a / b가", "item 3 c"], id="two lines, a list"),
        pytest.param(
            ["제목", "", "본문", "", "- a"], ["paragraph 1 제목", "heading8 3 본문", "  item 5 a"], id="nearest"
        ),
    ],
)
def test_what_is_no_heading_holds_nothing(body: list[str], expected: list[str]) -> None:
    """Sentences, pictures, formulas and addresses do not become headings."""
    assert sketch(*body) == expected


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        pytest.param("# 양자화", "heading1 1 양자화", id="marks in front"),
        pytest.param("###### 양자화 ######", "heading6 1 양자화", id="marks on both sides"),
        pytest.param("양자화\n---", "heading2 1-2 양자화", id="a line beneath"),
        pytest.param("<h3 id='q'>양자화</h3>\n", "heading3 1 양자화", id="html"),
        pytest.param("**양자화**\n", "heading7 1 양자화", id="bold alone"),
        pytest.param("💡 **양자화** ✨\n", "heading7 1 💡 양자화 ✨", id="bold with emoji around"),
        pytest.param("> 양자화\n", "heading7 1 양자화", id="a short quote"),
        pytest.param("> ## 양자화\n", "quote 1", id="a heading in a quote stays in it"),
        pytest.param("> 실수를 적은 비트로 옮기는 기법\n", "quote 1", id="a quote that states something stays one"),
        pytest.param("양자화:", "heading8 1 양자화:", id="a short line right before"),
        pytest.param("**양자화**의 효과\n", "heading8 1 양자화의 효과", id="a short line, partly bold"),
        pytest.param("양자화\n\n![그림](a.png)\n", "heading8 1 양자화", id="a short line, then a picture"),
    ],
)
def test_every_kind_of_heading_holds_the_list_beneath(title: str, expected: str) -> None:
    """What learners use as a heading is one, with or without its marks."""
    first, *rest = sketch(title, "- 효과")
    assert first == expected
    assert rest[-1].lstrip().startswith("item")
    assert expected.startswith("quote") or rest[-1].startswith("  item")


def test_a_heading_closes_all_that_are_not_above_it() -> None:
    """Marks count first, then bold paragraphs, then lead lines; a deeper one before any other is no fault."""
    assert sketch(
        *("### deep", "- a", "# top", "**bold**", "", "lead", "- b", "", "**bold too**", "", "- c", "## two", "- d")
    ) == [
        *("heading3 1 deep", "  item 2 a", "heading1 3 top", "  heading7 4 bold", "    heading8 6 lead"),
        *("      item 7 b", "  heading7 9 bold too", "    item 11 c", "  heading2 12 two", "    item 13 d"),
    ]


@pytest.mark.parametrize(
    ("after", "expected"),
    [
        pytest.param("![그림](a.png)", ["    paragraph 7 그림"], id="a picture ends nothing"),
        pytest.param("```\nx\n```", ["    code 7-9 x"], id="code ends nothing"),
        pytest.param("문단이다.", ["  paragraph 7 문단이다."], id="a paragraph ends the lead line"),
        pytest.param("> 인용이다.", ["  quote 7", "    paragraph 7 인용이다."], id="a quote ends the lead line"),
        pytest.param("---", ["break 7"], id="a break ends the bold line as well"),
        pytest.param("# 끝", ["heading1 7 끝"], id="a heading ends both"),
    ],
)
def test_what_a_lead_line_holds_ends(after: str, expected: list[str]) -> None:
    """A lead line holds its list, a bold line its section; a thematic break ends both."""
    start = ["heading7 1 굵게", "  heading8 3 리드", "    item 4 a", "    item 5 b"]
    assert sketch("**굵게**", "", "리드", "- a", "- b", "", after) == [*start, *expected]


def test_a_break_does_not_end_a_section_with_marks() -> None:
    """What follows a thematic break still stands under the last `#`."""
    assert sketch("# A", "", "---", "", "b") == ["heading1 1 A", "  break 3", "  paragraph 5 b"]


# --- bullets -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        pytest.param(["-", "- a"], ["item 1", "item 2 a"], id="an empty bullet"),
        pytest.param(["- ", "  - a"], ["item 1", "  item 2 a"], id="an empty bullet with a child"),
        pytest.param(["- a", " - b", " * c"], ["item 1 a", "item 2 b", "item 3 c"], id="one space is no child"),
        pytest.param(["- a", "  - b", "    - c"], ["item 1 a", "  item 2 b", "    item 3 c"], id="two spaces"),
        pytest.param(["1. a", "   - b"], ["item 1 1. a", "  item 2 b"], id="three spaces"),
        pytest.param(["- a", "    - b", "        - c"], ["item 1 a", "  item 2 b", "    item 3 c"], id="four spaces"),
        pytest.param(["- a", "\t- b", "\t\t- c"], ["item 1 a", "  item 2 b", "    item 3 c"], id="tabs"),
        pytest.param(
            ["- a", "  - b", "\t- c", "    - d", "- e", "   - f"],
            ["item 1 a", "  item 2 b", "    item 3 c", "    item 4 d", "item 5 e", "  item 6 f"],
            id="all mixed",
        ),
        pytest.param(["앞 문단이다.", "- a"], ["paragraph 1 앞 문단이다.", "item 2 a"], id="right after a paragraph"),
        pytest.param(["3. a", "4. b"], ["item 1 3. a", "item 2 4. b"], id="numbers as written"),
        pytest.param(["- # a", "- **b**", "  - c"], ["item 1 a", "item 2 b", "  item 3 c"], id="headings in bullets"),
        pytest.param(
            ["- 리드", "", "  하나", "  - a"], ["item 1 리드", "  heading8 3 하나", "    item 4 a"], id="inside"
        ),
    ],
)
def test_bullets_hold_what_is_indented(body: list[str], expected: list[str]) -> None:
    """Whatever the indent, a bullet's children are those that Markdown gives it."""
    assert sketch(*body) == expected


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        pytest.param(["- a", "1. b"], ["item 1 a", "item 2 1. b"], id="a number after a bullet"),
        pytest.param(["1. a", "", "", "- b"], ["item 1 1. a", "item 4 b"], id="two empty lines between"),
        pytest.param(["1. a", "- b", "- c"], ["item 1 1. a", "  item 2 b", "  item 3 c"], id="right beneath"),
        pytest.param(["1. a", "", "- b"], ["item 1 1. a", "item 3 b"], id="an empty line between"),
        pytest.param(
            ["1. a", "- b", "2. c", "- d"],
            ["item 1 1. a", "  item 2 b", "item 3 2. c", "  item 4 d"],
            id="each its own",
        ),
    ],
)
def test_bullets_right_beneath_a_number_are_its_children(body: list[str], expected: list[str]) -> None:
    """Many write a numbered heading and its bullets without any indent."""
    assert sketch(*body) == expected


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        pytest.param(
            ["양자화", "float를 integer로 변환"], "양자화 / float를 integer로 변환", id="Korean lines stay apart"
        ),
        pytest.param(["Recall", "Precision"], "Recall / Precision", id="capitals begin a line"),
        pytest.param(["It ends here.", "then more"], "It ends here. / then more", id="an end mark ends a line"),
        pytest.param(["손실", "loss라 한다"], "손실 / loss라 한다", id="Korean before lower case"),
        pytest.param(
            ["Quantization", "float를 integer로"], "Quantization / float를 integer로", id="a word before Korean"
        ),
        pytest.param(["양자화(quantization)", "float"], "양자화(quantization) / float", id="Latin ends a Korean line"),
        pytest.param(
            ["the share of", "positives (all", "of them)"], "the share of positives (all of them)", id="wrapped"
        ),
        pytest.param(["하나\\", "둘\\"], "하나 / 둘", id="a backslash at each end"),
        pytest.param(["하나  ", "둘  "], "하나 / 둘", id="two spaces at each end"),
        pytest.param(["하나<br>둘", "셋"], "하나 / 둘 / 셋", id="a break tag"),
        pytest.param(["`a\\`"], "a\\", id="a backslash in code stays"),
        pytest.param(["하나", "\\"], "하나", id="a backslash alone"),
    ],
)
@pytest.mark.parametrize("indent", ["", "  "])
def test_lines_are_kept_as_the_author_broke_them(lines: list[str], expected: str, indent: str) -> None:
    """A continuation line stays a line of its own, unless it is hard-wrapped English."""
    (item,) = read_outline("- " + f"\n{indent}".join(lines))
    assert " / ".join(line.text.plain for line in item.lines) == expected
    assert (item.first, item.last, item.end) == (1, len(lines), len(lines))


def test_lines_know_their_numbers() -> None:
    """Joined lines bear the number of the first; `<br>` begins no line of the file."""
    (item,) = read_outline("- 하나\n  the share of\n  positives\n  둘<br>셋\n  넷")
    assert [line.number for line in item.lines] == [1, 2, 4, 4, 5]


# --- signs and tags ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        pytest.param("[논문](https://x.org)", "item 1 논문", id="a link"),
        pytest.param("[x]표시", "item 1 [x]표시", id="no space after the brackets"),
        pytest.param("TODOs are many", "item 1 TODOs are many", id="a word that begins like a sign"),
        pytest.param("`[x]` 문법", "item 1 [x] 문법", id="code"),
        pytest.param("하나 ✅", "item 1 하나 ✅", id="a sign at the end"),
        pytest.param("[ ] 하나", "item 1 [ ] 하나", id="an empty box"),
        pytest.param("[X] 하나", "item 1 [ ] 하나", id="a ticked box"),
        pytest.param("☑️ 하나", "item 1 [ ] 하나", id="an emoji"),
        pytest.param("TODO 하나", "item 1 [ ] 하나", id="a word"),
        pytest.param("[ ]", "item 1 [ ]", id="a box alone"),
    ],
)
def test_task_signs_are_taken_off(line: str, expected: str) -> None:
    """A sign in front says that a bullet is a to-do, and is no part of its text."""
    assert sketch(f"- {line}") == [expected]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        pytest.param("- 하나 #1", "item 1 하나 #1", id="a number"),
        pytest.param("- C#", "item 1 C#", id="a language"),
        pytest.param("- `하나 #AI`", "item 1 하나 #AI", id="code"),
        pytest.param("- 하나 #AI는", "item 1 #AI는 하나", id="a tag may end in anything"),
        pytest.param("- #AI 하나", "item 1 #AI 하나", id="not at the end"),
        pytest.param("- 하나#AI", "item 1 하나#AI", id="no space before"),
        pytest.param("- 하나 #AI.", "item 1 하나 #AI.", id="a mark behind"),
        pytest.param("- 하나 #AI #딥러닝/양자화", "item 1 #AI #딥러닝/양자화 하나", id="two of a bullet"),
        pytest.param("- #AI", "item 1 #AI", id="a bullet of tags"),
        pytest.param("#AI #CV", "paragraph 1 #AI #CV", id="a paragraph of tags"),
        pytest.param("## 하나 #AI", "heading2 1 #AI 하나", id="of a heading"),
        pytest.param("# #AI", "heading1 1 #AI", id="a heading is never all tags"),
    ],
)
def test_hashtags_at_the_end_are_tags(line: str, expected: str) -> None:
    """Tags stand behind the words; a `#` anywhere else is text."""
    assert sketch(line) == [expected]


def test_many_hashtags_take_no_time() -> None:
    """A line of tags that are none after all is read once, not once a tag."""
    (item,) = read_outline(f"- {'#a ' * 30_000}!")
    assert item.tags == ()


# --- other blocks --------------------------------------------------------------------------------------------------


def test_a_table_keeps_its_cells_and_their_lines() -> None:
    """The head is the first row; the line of dashes is none."""
    (item,) = read_outline("- 비교\n\n  | 모델 | `속도` |\n  |---|:-:|\n  | **YOLO** | 빠름 |\n  | RCNN |")
    (table,) = item.children
    assert (table.kind, table.first, table.last, item.end) == (NodeKind.TABLE, 3, 6, 6)
    assert [(row.number, *(cell.plain for cell in row.cells)) for row in table.rows] == [
        *((3, "모델", "속도"), (5, "YOLO", "빠름"), (6, "RCNN", ""))
    ]
    assert table.rows[1].cells[0].spans(Mark.STRONG) == ((0, 4),)


def test_a_filter_of_liquid_ends_no_cell() -> None:
    """Its bar belongs to it, as the site reads it first; a bar anywhere else parts two cells."""
    (table,) = read_outline(
        '| a | b |\n|---|---|\n| ![c]({{ "/c.png" | relative_url }}) d | `{{ e | f }}` |\n| {{ g | h'
    )
    assert [[cell.plain for cell in row.cells] for row in table.rows[1:]] == [["c d", "{{ e | f }}"], ["{{ g", "h"]]
    assert [image.target for image in table.rows[1].cells[0].images] == ["/c.png"]


@pytest.mark.parametrize(
    ("body", "language", "code", "lines"),
    [
        pytest.param("```py\nx = 1\n\ny\n```", "py", "x = 1\n\ny", (1, 5), id="a fence"),
        pytest.param("~~~ {.python} title\nx\n~~~", "python", "x", (1, 3), id="tildes, a class"),
        pytest.param("```rust,editable\nx\n```", "rust", "x", (1, 3), id="a word behind a comma"),
        pytest.param("```js:a.js {1,3}\nx\n```", "js", "x", (1, 3), id="a title behind a colon"),
        pytest.param("```{r echo=FALSE}\nx\n```", "r", "x", (1, 3), id="braces"),
        pytest.param("```c++{1}\nx\n```", "c++", "x", (1, 3), id="signs in a name"),
        pytest.param("<pre>\n- a\n\nb\n</pre>", "", "- a\n\nb", (1, 5), id="HTML"),
        pytest.param("```\n- a\n", "", "- a", (1, 2), id="a fence that never ends"),
        pytest.param("\n    x\n", "", "x", (2, 2), id="indented"),
    ],
)
def test_code_is_kept_as_it_is(body: str, language: str, code: str, lines: tuple[int, int]) -> None:
    """Nothing in code is a bullet, a heading or a tag."""
    (node,) = read_outline(body)
    assert (node.kind, node.language, node.code, (node.first, node.last)) == (NodeKind.CODE, language, code, lines)


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        pytest.param(["- a", "  ```", "  x", "  ```", "- b"], ["item 1 a", "  code 2-4 x", "item 5 b"], id="a fence"),
        pytest.param(["- ```", "  x", "  ```"], ["item 1", "  code 1-3 x"], id="a fence and nothing else"),
        pytest.param(["- a", "  $$", "  x", "  $$"], ["item 1 a", "  paragraph 2-4 x"], id="a formula"),
        pytest.param(["- a", "", "  둘째다."], ["item 1 a", "  paragraph 3 둘째다."], id="a paragraph"),
        pytest.param(["- > a", "  - b"], ["item 1 a", "  item 2 b"], id="a quote"),
        pytest.param(["• a", "• b c", "d"], ["item 1 a", "item 2-3 b c d"], id="signs for bullets, one line wrapped"),
        pytest.param(["• a", "둘째다."], ["paragraph 1-2 • a / 둘째다."], id="a sign before some lines only"),
        pytest.param(["• a", "✔️ b", "• c"], ["item 1 a", "item 2 b", "item 3 c"], id="signs for bullets"),
        pytest.param(
            ["용어", ": 뜻", ": - x"], ["item 1 용어", "  paragraph 2 뜻", "  item 3 x"], id="a definition list"
        ),
        pytest.param(["A", "", ": a", "", "B", ": b"], ["item 1 A", "  paragraph 3 a", "item 5 B", "  paragraph 6 b"]),
        pytest.param(
            ["> - a", "> - b", "", "c"],
            ["quote 1", "  item 1 a", "  item 2 b", "paragraph 4 c"],
            id="a list in a quote",
        ),
        pytest.param(
            ["<figure>", "<img src='a.png' alt='A'>", "<figcaption>B</figcaption>", "</figure>", "", "c"],
            ["paragraph 1-4 A / B", "paragraph 6 c"],
            id="a figure",
        ),
        pytest.param(
            ["a[^1]", "", "[^1]: 각주", "    둘"], ["paragraph 1 a", "paragraph 3-4 각주 / 둘"], id="a footnote"
        ),
    ],
)
def test_blocks_stand_where_they_were_written(body: list[str], expected: list[str]) -> None:
    """Code, formulas and paragraphs under a bullet are its children; a term's definitions are the term's."""
    assert sketch(*body) == expected


def test_block_math_is_marked() -> None:
    """A formula on lines of its own is math set apart."""
    (node,) = read_outline("$$\na + b\n$$")
    assert node.text.spans(Mark.DISPLAY) == ((0, 5),)


# --- laws ----------------------------------------------------------------------------------------------------------

BLOCKS = "- |1. |# |> |    |  |\t|\n|\n\n|```\n|---\n|: |[ ] |[^1]: |<h2>|</h2>|<!--|| a ||"
MARKS = "**|`|$$|$|<b>|[x](y)|![](z)|\\|양자화|word |#tag|→|[^1]|<br>"
TEXT = st.text(st.characters(exclude_characters="\r"), max_size=80)  # line ends are `\n` when a body comes here
MARKDOWN = st.lists(st.sampled_from([*BLOCKS.split("|"), *MARKS.split("|"), "|---|"]), max_size=30).map("".join)


@given(st.one_of(MARKDOWN, TEXT))
def test_any_text_has_an_outline_within_its_lines(text: str) -> None:
    """No text raises, no line lies outside of the file, and children lie within their parents, in order."""
    last = text.count("\n") + 1
    outline = read_outline(text)
    for node in walk(outline):
        assert 1 <= node.first <= node.last <= node.end <= last
        assert all(node.first <= child.first and child.end <= node.end for child in node.children)
        assert all(node.first <= line.number <= node.last and line.text for line in node.lines)
        assert all(node.first <= row.number <= node.last for row in node.rows)
    firsts = [node.first for node in walk(outline)]
    assert firsts == sorted(firsts)


WORDS = st.text(alphabet="가나다ABC", min_size=1, max_size=5)
LINES = st.tuples(st.sampled_from(["- ", "  - ", "    - ", "1. ", "# ", "## ", "", "> ", "  "]), WORDS).map("".join)


@given(st.lists(st.one_of(LINES, st.just("")), max_size=15))
def test_plain_lines_are_all_there_on_their_line(body: list[str]) -> None:
    """Each line that holds a word is in the outline just once, and says on its line what it says in the file."""
    found = [line for node in walk(read_outline("\n".join(body))) for line in node.lines]
    code = {
        line for node in walk(read_outline("\n".join(body))) if node.code for line in range(node.first, node.last + 1)
    }
    written = {number: word[0] for number, line in enumerate(body, 1) if (word := re.search(r"[가-힣A-Z]+", line))}
    shown = {line.number: re.sub(r"^[-#>.\d\s]*", "", line.text.plain) for line in found}
    assert shown == {number: word for number, word in written.items() if number not in code}
    assert len(found) == len(shown)
