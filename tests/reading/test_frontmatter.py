"""Tests of `reading/frontmatter.py`: what is front matter, what it says, and that nothing else is lost."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from notes2anki.model import FrontMatter
from notes2anki.reading.frontmatter import MAX_SIZE, split


def read(*lines: str) -> FrontMatter:
    """Return the front matter of these lines, which must be without fault."""
    front, _, problems = split("\n".join(("---", *lines, "---", "body")), "day.md")
    assert problems == ()
    return front


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("", id="an empty file"),
        pytest.param("# Day 41\n\n- a: b\n", id="no mark at all"),
        pytest.param("text\n---\ntitle: x\n---\n", id="the mark is not the first line"),
        pytest.param("  ---\ntitle: x\n---\n", id="an indented mark"),
        pytest.param("--- \n", id="a break alone"),
        pytest.param("---\nA plain sentence\n---\nmore\n", id="a break, text and a break"),
        pytest.param("---\n- term: definition\n- other\n---\n", id="a break, bullets and a break"),
        pytest.param("---\n# Heading\n\n## Another\n---\nmore\n", id="headings, which are comments to YAML"),
        pytest.param("---\n# Heading\n- **YOLO**: one stage\n\n---\n", id="a heading and a bullet that is broken YAML"),
        pytest.param("---\nhttps://example.org is: a link\n---\n", id="an address"),
        pytest.param("---\nstd::vector: a: container\n---\n", id="a name of C++"),
        pytest.param("---\n10:30: a: talk\n---\n", id="a time of day"),
        pytest.param("---\n\nterm: definition\n\n---\n", id="a definition below an empty line"),
        pytest.param("---\n\nterm: a: b\n\n---\n", id="a definition with two colons below an empty line"),
        pytest.param("---\none-stage detector: fast\n---\n", id="a term of two words"),
        pytest.param("---\n\nterm: definition\nno other mark\n", id="a break that nothing closes"),
        pytest.param(f"---\n\na: {'x' * MAX_SIZE}\n---\n", id="much text up to the next break"),
    ],
)
def test_what_is_no_front_matter_stays_in_the_body(text: str) -> None:
    """Without front matter the body is the text, to the letter, and nothing is said."""
    assert split(text, "day.md") == (FrontMatter(), text, ())


@pytest.mark.parametrize(
    ("text", "body"),
    [
        pytest.param("---\ntitle: x\n---\n# A\n", "\n\n\n# A\n", id="as usual"),
        pytest.param("---\ntitle: x\n---\n\n\n# A\n", "\n\n\n\n\n# A\n", id="empty lines below"),
        pytest.param("---  \ntitle: x\n---\t\n# A", "\n\n\n# A", id="spaces behind the marks"),
        pytest.param("\n\n---\ntitle: x\n---\n# A", "\n\n\n\n\n# A", id="empty lines above"),
        pytest.param("---\n\n\ntitle: x\n\n---\n# A", "\n\n\n\n\n\n# A", id="empty lines inside"),
        pytest.param("-----\ntitle: x\n-----\n# A", "\n\n\n# A", id="longer marks"),
        pytest.param("---\n---\n# A", "\n\n# A", id="nothing inside"),
        pytest.param("---\n \n---\n# A", "\n\n\n# A", id="a space inside"),
        pytest.param("---\n#off: x\ntitle: x\n---\n---\n# A", "\n\n\n\n---\n# A", id="a break at once below"),
        pytest.param("---\ntitle: x\n---", "\n\n", id="no body"),
    ],
)
def test_line_numbers_stay_true(text: str, body: str) -> None:
    """Empty lines stand in the body where the front matter was."""
    _, found, problems = split(text, "day.md")
    assert (found, problems) == (body, ())
    assert found.count("\n") == text.count("\n")


@pytest.mark.parametrize(
    ("line", "title"),
    [
        ("title: Day 41", "Day 41"),
        ("Title: 'Day 41: YOLO'", "Day 41: YOLO"),
        ("title: 41", "41"),
        ("title: 1.10", "1.10"),
        ("title: 2021-09-27", "2021-09-27"),
        ("title: no", "no"),
        ("title: 📔 Daily Report | Day 41", "📔 Daily Report | Day 41"),
        ("title: [Day 41]", "Day 41"),
        ("title:", ""),
        ("title: ~", ""),
        ("other: x", ""),
    ],
)
def test_a_title_is_a_string_as_written(line: str, title: str) -> None:
    """Numbers, dates and booleans are not rewritten; no title is an empty one."""
    assert read(line).title == title


@pytest.mark.parametrize(
    ("line", "date"),
    [
        ("date: 2021-09-27 10:15 +0900", dt.date(2021, 9, 27)),
        ("DATE: 2021-09-27", dt.date(2021, 9, 27)),
        ("date: '2021.09.27'", dt.date(2021, 9, 27)),
        ("date: 2023-08-20T00:30:45+09:00", dt.date(2023, 8, 20)),
        ("date: 2023-08-20 23:30:00 -08:00", dt.date(2023, 8, 20)),
        ("date: 20210927", dt.date(2021, 9, 27)),
        ("date: 2021년 9월 27일", dt.date(2021, 9, 27)),
        ("date:", None),
        ("date: null", None),
    ],
)
def test_a_date_is_the_authors(line: str, date: dt.date | None) -> None:
    """YAML dates, datetimes and strings give the day as it was written, whatever the zone."""
    assert read(line).date == date


@pytest.mark.parametrize(
    ("lines", "tags"),
    [
        pytest.param(["tags:"], (), id="nothing"),
        pytest.param(["tags: []"], (), id="an empty list"),
        pytest.param(["keywords: [AI]"], (), id="another key"),
        pytest.param(["tag: AI"], ("AI",), id="one string"),
        pytest.param(["tag: Boostcamp AI"], ("Boostcamp AI",), id="a space is part of a tag"),
        pytest.param(["tags: AI, CV ,, NLP"], ("AI", "CV", "NLP"), id="a string with commas"),
        pytest.param(["tags: 深度学习，视觉、AI"], ("深度学习", "视觉", "AI"), id="commas of East Asia"),
        pytest.param(["tag:", "  - Boostcamp AI", "  - CV/Detection"], ("Boostcamp AI", "CV/Detection"), id="a list"),
        pytest.param(["tags: [AI, CV]"], ("AI", "CV"), id="a flow list"),
        pytest.param(["tags:", "  - [AI, CV]", "  - [[NLP]]"], ("AI", "CV", "NLP"), id="lists in lists"),
        pytest.param(["tags: ['a, b']"], ("a, b",), id="a comma in a list's member"),
        pytest.param(["tags: ['#AI', '##CV', '#']"], ("AI", "CV"), id="hashes"),
        pytest.param(["tags: [AI, ~, null, '', ' ', CV]"], ("AI", "CV"), id="nulls and empty ones"),
        pytest.param(["tags:", "  -", "  - AI", "  - # CV"], ("AI",), id="empty bullets"),
        pytest.param(["tags: [1.10, 007, 2021-09-27, no]"], ("1.10", "007", "2021-09-27", "no"), id="as written"),
        pytest.param(["tags: [CV, AI, CV, cv]"], ("CV", "AI", "cv"), id="each once, in order"),
        pytest.param(["TAGS: AI"], ("AI",), id="upper case"),
        pytest.param(["categories: Blog", "tags: [AI]", "category: TIL"], ("AI", "TIL", "Blog"), id="tags come first"),
        pytest.param(
            ["tags:", "  - Boostcamp: AI", "  - {a, b: [c]}"], ("Boostcamp: AI", "a", "b", "c"), id="a mapping"
        ),
        pytest.param(["tags: [a]", "tags: [b]"], ("b",), id="a key twice: the last one counts"),
    ],
)
def test_tags_are_read_in_every_form(lines: list[str], tags: tuple[str, ...]) -> None:
    """Tags and categories become one list in the author's order."""
    assert read(*lines).tags == tags


@pytest.mark.parametrize(
    ("value", "has_cards"),
    [("off", False), ("no", False), ("False", False), ("on", True), ("yes", True), ("true", True), ("", True)],
)
def test_cards_can_be_switched_off(value: str, *, has_cards: bool) -> None:
    """`cards: off` says that a report has none."""
    assert read("title: x", f"cards: {value}").has_cards is has_cards


@pytest.mark.parametrize(
    ("lines", "line", "message"),
    [
        (["title: x", "Date: soon"], 3, "the date “soon” cannot be read"),
        (["date: 2021-13-40"], 2, "the date “2021-13-40” cannot be read"),
        (["{date: soon}"], 1, "the date “soon” cannot be read"),
        (["cards: maybe"], 2, "“cards: maybe” is neither on nor off; cards are made"),
    ],
)
def test_a_value_that_cannot_be_read_is_a_notice(lines: list[str], line: int, message: str) -> None:
    """It stops nothing, names its line and says how to mend it."""
    front, _, (notice,) = split("\n".join(("---", *lines, "---")), "day.md")
    assert (notice.path, notice.line, notice.message, notice.is_error) == ("day.md", line, message, False)
    assert notice.hint
    assert front.date is None
    assert front.has_cards


@pytest.mark.parametrize(
    ("text", "line", "message", "hint"),
    [
        pytest.param(
            "---\ntitle: Day 41: YOLO\n---\n", 2, "mapping values are not allowed", "quotes", id="a second colon"
        ),
        pytest.param(
            "\n---\n#x\na: b\ntitle: c: d\n---\n", 5, "mapping values", "quotes", id="lines counted from the top"
        ),
        pytest.param("---\n한글: ok\nb: [x\n---\n", 3, "did not find", "close the bracket", id="an open bracket"),
        pytest.param("---\ntags:\n\t- AI\n---\n", 3, "cannot start any token", "tabs", id="a tab"),
        pytest.param("---\nauthor: @me\n---\n", 2, "cannot start any token", "quotes", id="a sign in front"),
        pytest.param("---\ntitle: {{ page }}\n---\n", 2, "unhashable key", "quotes", id="a template's braces"),
        pytest.param("---\na: 'x\n\nb: y\n---\n", 2, "unexpected end", "close the quote", id="an open quote"),
        pytest.param("---\na: *x\n---\n", 2, "undefined alias", "empty line", id="an alias of nothing"),
        pytest.param("---\na: &a [*a]\n---\n", 2, "recursive", "empty line", id="a list in itself"),
        pytest.param("---\ntitle:Day 41\n---\n", 1, "no `key: value` lines", "space", id="no space behind the colon"),
        pytest.param("---\ntitle: x\n\nbody\n", 1, "it has no end", "---", id="no second mark"),
        pytest.param("---\ntitle: \x07\n---\n", 1, "characters", "remove", id="a control character"),
        pytest.param("---\ntitle: \ud800\n---\n", 1, "characters", "remove", id="half a character"),
        pytest.param(f"---\na: {'x' * MAX_SIZE}\n---\n", 1, "longer than 64 KiB", "empty line", id="too long"),
        pytest.param(f"---\na: x\nb: {'[' * 9000}\n---\n", 3, "in each other", "empty line", id="brackets in brackets"),
        pytest.param(f"---\na:\n{'- ' * 9000}\n---\n", 3, "in each other", "empty line", id="bullets in bullets"),
    ],
)
def test_broken_front_matter_is_an_error_at_its_line(text: str, line: int, message: str, hint: str) -> None:
    """The problem names the file's line and how to mend it, and what stands below keeps its lines."""
    front, body, (problem,) = split(text, "notes/day.md")
    assert front == FrontMatter()
    assert text.endswith(body.lstrip("\n"))
    assert body.count("\n") == text.count("\n")
    assert (problem.path, problem.line, problem.is_error) == ("notes/day.md", line, True)
    assert problem.message.startswith("broken front matter: ")
    assert message in problem.message
    assert hint in problem.hint


@pytest.mark.parametrize(
    "line",
    [
        pytest.param("  - &{0} [*{1}, *{1}, *{1}, *{1}, *{1}, *{1}]", id="lists of aliases"),
        pytest.param("  - &{0} {{p: *{1}, q: *{1}, r: *{1}}}", id="mappings of aliases"),
        pytest.param("  - &{0} {{<<: [*{1}, *{1}, *{1}]}}", id="merged mappings"),
    ],
)
def test_aliases_do_not_multiply(line: str) -> None:
    """Aliases of aliases are read once each."""
    levels = [line.format(f"a{number + 1}", f"a{number}") for number in range(15)]
    assert "AI" in read("tags:", "  - &a0 {x: [AI]}", *levels).tags


@given(st.text(alphabet="-: \n#[]{}&*a한'\"\t|>!~,.", max_size=60), st.text(max_size=30))
def test_no_text_raises_or_loses_a_line(inner: str, body: str) -> None:
    """Whatever stands between the marks, the body has the lines of the file, each empty or as it was."""
    text = f"---\n{inner}\n---\n{body}"
    _, found, problems = split(text, "day.md")
    assert len(found.split("\n")) == len(text.split("\n"))
    assert all(new in ("", old) for new, old in zip(found.split("\n"), text.split("\n"), strict=True))
    assert all(0 < problem.line <= len(text.split("\n")) and problem.hint for problem in problems)
