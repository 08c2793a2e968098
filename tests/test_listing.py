"""Cards, skipped lines and problems as JSON and as Markdown."""

import datetime as dt
import json
from dataclasses import replace

import pytest

from notes2anki.listing import Listing, as_json, as_markdown, by_report, place, plain
from notes2anki.model import Block, Bullets, Card, Code, Grid, Kind, Problem, Prose, Skip, Status
from notes2anki.text import Mark, Run, Text, plain_text

CARD = Card(
    guid="g1",
    key="k1",
    kind=Kind.TERM,
    question=plain_text("양자화 — 무엇인가?"),
    answer=(Prose(plain_text("실수를 정수로 바꾸는 것")),),
    path="notes/2021-09-27.md",
    first=12,
    last=15,
    rule="term",
    score=0.9349,
    status=Status.KEEP,
    language="ko",
    source_text="양자화",
    slot="definition",
    extra=(Prose(plain_text("큰 차이는 없었다")),),
    hint=plain_text("8 bits"),
    context=("피어 세션", "경량화"),
    sources=("https://example.org/q",),
    tags=("AI", "Daily_Report"),
    deck="Daily reports::AI",
    date=dt.date(2021, 9, 27),
)
SKIP = Skip("notes/2021-09-27.md", 20, 20, "점심은 국수", "diary")
PROBLEM = Problem("notes/2021-09-28.md", 3, "the YAML is broken", "quote the value")


@pytest.mark.parametrize(
    ("blocks", "text"),
    [
        pytest.param((), "", id="no block, no text"),
        pytest.param((Prose(plain_text("a")), Prose(plain_text("b"))), "a\nb", id="paragraphs a line each"),
        pytest.param((Bullets((plain_text("a"), plain_text("b"))),), "- a\n- b", id="bullets"),
        pytest.param((Bullets((plain_text("a"), plain_text("b")), is_ordered=True),), "1. a\n2. b", id="numbers"),
        pytest.param((Code("x = 1\ny = 2\n", "python"),), "x = 1\ny = 2", id="code as it is"),
        pytest.param(
            (Grid(((plain_text("a"), plain_text("b")), (plain_text("1"), Text()))),), "a | b\n1 | ", id="rows"
        ),
        pytest.param((Prose(Text((Run("bold", frozenset({Mark.STRONG})),))),), "bold", id="without marks"),
    ],
)
def test_blocks_are_plain_text(blocks: tuple[Block, ...], text: str) -> None:
    """An answer's blocks become lines that need no rendering."""
    assert plain(blocks) == text


def test_json_is_the_listing_contract() -> None:
    """The keys, their order and the form of their values are what other programs rely on."""
    listed = json.loads(as_json(Listing((CARD,), (SKIP,), (PROBLEM,))))
    assert list(listed) == ["cards", "skipped", "problems"]
    assert list(listed["cards"][0].items()) == [
        ("guid", "g1"),
        ("key", "k1"),
        ("kind", "term"),
        ("question", "양자화 — 무엇인가?"),
        ("answer", "실수를 정수로 바꾸는 것"),
        ("extra", "큰 차이는 없었다"),
        ("hint", "8 bits"),
        ("context", ["피어 세션", "경량화"]),
        ("sources", ["https://example.org/q"]),
        ("tags", ["AI", "Daily_Report"]),
        ("deck", "Daily reports::AI"),
        ("date", "2021-09-27"),
        ("path", "notes/2021-09-27.md"),
        ("lines", [12, 15]),
        ("rule", "term"),
        ("score", 0.93),
        ("status", "keep"),
        ("reason", None),
    ]
    assert list(listed["skipped"][0].items()) == [
        ("path", "notes/2021-09-27.md"),
        ("lines", [20, 20]),
        ("text", "점심은 국수"),
        ("reason", "diary"),
    ]
    assert list(listed["problems"][0].items()) == [
        ("path", "notes/2021-09-28.md"),
        ("line", 3),
        ("message", "the YAML is broken"),
        ("hint", "quote the value"),
    ]


def test_json_says_null_for_no_date() -> None:
    """A report without a date gives cards whose date is null, not an empty string."""
    assert json.loads(as_json(Listing((replace(CARD, date=None),))))["cards"][0]["date"] is None


def test_json_of_nothing_has_its_three_lists() -> None:
    """A listing without anything in it is still one whole object."""
    assert json.loads(as_json(Listing())) == {"cards": [], "skipped": [], "problems": []}


def test_entries_stand_by_report_in_reading_order() -> None:
    """Cards and skipped lines come report by report, as they stand there."""
    later = replace(CARD, first=30, last=30)
    other = replace(CARD, path="notes/2021-09-26.md")
    assert list(by_report(Listing((CARD, later, other), (SKIP,)))) == [
        ("notes/2021-09-26.md", (other,)),
        ("notes/2021-09-27.md", (CARD, SKIP, later)),
    ]


def test_place_is_a_line_or_a_range() -> None:
    """One line is named once."""
    assert (place(SKIP), place(CARD)) == ("20", "12-15")


def test_markdown_is_a_list_for_a_review() -> None:
    """Each card is an item with its answer below; the skipped lines follow with their reasons."""
    card = replace(
        CARD,
        question=plain_text("snake_case *or* <b>?"),
        answer=(
            Prose(plain_text("one\ntwo")),
            Bullets((plain_text("a"), plain_text("b"))),
            Code("print(1)\n", "python"),
            Grid(((plain_text("x"), plain_text("y")), (plain_text("1"), plain_text("a|b")))),
            Grid(()),
        ),
    )
    assert (
        as_markdown(Listing((card,), (SKIP,)))
        == r"""## notes/2021-09-27.md

- **snake\_case \*or\* \<b>?** (12-15, term 0.93, keep, k1)

  one two

  - a
  - b

  ```python
  print(1)
  ```

  | x | y |
  | --- | --- |
  | 1 | a\|b |


  Hint: 8 bits

Skipped:

- 20: 점심은 국수 -- *diary*
"""
    )


def test_markdown_fence_is_longer_than_any_in_the_code() -> None:
    """Code that holds a fence does not end its own."""
    assert "  ````\n  ```\n  ````\n" in as_markdown(Listing((replace(CARD, answer=(Code("```"),)),)))


def test_without_skips_keeps_the_rest() -> None:
    """Leaving the skipped lines out changes nothing else."""
    assert Listing((CARD,), (SKIP,), (PROBLEM,)).without_skips() == Listing((CARD,), (), (PROBLEM,))
