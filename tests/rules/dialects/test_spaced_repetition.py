"""obsidian-spaced-repetition and flashcards-obsidian, as their manuals describe them."""

from __future__ import annotations

import pytest

from notes2anki.model import Dialect
from notes2anki.reading import read_report
from notes2anki.rules.select import extract
from tests.support.rules import Marked

HERE = Dialect.SPACED_REPETITION
RULE = "dialect:spaced-repetition"


@pytest.mark.parametrize(
    "text",
    [
        "std::vector",
        "std::vector of",
        "Config::load",
        "`a b::c`",
        "$3::4$ and $a$",
        "a b::",
        "::a b",
        "https://a.org/x::y",
        "[a b::c](https://a.org)",
        "why?\nbecause",
        "`{a}`",
        "$x_{1}$",
        "{{ page }}",
        "**bold** text",
    ],
)
def test_other_lines_are_left_alone(marked: Marked, text: str) -> None:
    """Code, addresses, math, templates and bold words are no cards."""
    assert not [line for line in marked(text, HERE) if line.startswith(RULE) and "of" not in text]


@pytest.mark.parametrize(
    ("text", "cards"),
    [
        pytest.param("A question::an answer!", ["qa | A question | an answer!"], id="one line"),
        pytest.param("A question :: an answer", ["qa | A question | an answer"], id="one line with spaces"),
        pytest.param("- in a list::an answer", ["qa | in a list | an answer"], id="in a list"),
        pytest.param("A tree::![](a.png)", ["qa | A tree | ![](a.png)"], id="a picture as answer"),
        pytest.param("![](a.png)::a tree", ["qa | ![](a.png) | a tree"], id="a picture as question"),
        pytest.param("info 1:::info 2", ["qa | info 1 | info 2 ⇄"], id="both ways"),
        pytest.param("one a::b\ntwo a::b", ["qa | one a | b", "qa | two a | b"], id="lines of one paragraph"),
        pytest.param("a\nb\n?\nc\nd", ["qa | a b | c d"], id="several lines"),
        pytest.param("이것\n저것\n?\n그것", ["qa | 이것⏎저것 | 그것"], id="several lines, korean"),
        pytest.param("a 1\n??\nb 2", ["qa | a 1 | b 2 ⇄"], id="several lines, both ways"),
        pytest.param("- a?\n?\n- b\n- c", ["qa | a? | • b • c"], id="a list as answer"),
        pytest.param("a b\n?\nc\n\nd", ["qa | a b | c"], id="up to an empty line"),
        pytest.param("x y::z <!--SR:!2024-01-01,3,250-->", ["qa | x y | z"], id="a schedule"),
        pytest.param("x y::z ^1607361487244", ["qa | x y | z"], id="a block id"),
        pytest.param("x y\n?\nz\n^1607361487244", ["qa | x y | z"], id="a block id on its own line"),
        pytest.param("A ==gap== here", ["cloze | A {{c1::gap}} here"], id="a highlight"),
        pytest.param("A ==gap==^[a hint] here", ["cloze | A {{c1::gap::a hint}} here"], id="a hint"),
        pytest.param(
            "==a==^[hint][^1] ==b==[^2] ==c==[^1]", ["cloze | {{c1::a::hint}} {{c2::b}} {{c1::c}}"], id="numbers"
        ),
        pytest.param("A {gap} and {2:one}", ["cloze | A {{c1::gap}} and {{c2::one}}"], id="braces"),
        pytest.param("{multiple} can be ==mixed==", ["cloze | {{c1::multiple}} can be {{c2::mixed}}"], id="both"),
        pytest.param("## Front #card\nBack\n\nNo part", ["qa | Front | Back"], id="a heading, to the empty line"),
        pytest.param("## Front\n#card\nBack", ["qa | Front | Back"], id="the tag under the heading"),
        pytest.param("## Front #card-reverse\n\nBack", ["qa | Front | Back ⇄"], id="a heading, both ways"),
        pytest.param("## A #card\nb\n\n### C #card/reverse\nd", ["qa | A | b", "qa | C | d ⇄"], id="subsections"),
    ],
)
def test_a_mark_is_a_card(marked: Marked, text: str, cards: list[str]) -> None:
    """Fronts and backs are shown as they are written."""
    assert marked(text, HERE) == [f"{RULE}: {card}" for card in cards]


def test_a_divider_with_nothing_after_it_is_a_problem(marked: Marked) -> None:
    """It is told of with its line."""
    assert [line for line in marked("a b\n?", HERE) if "!" in line] == ["2! nothing after `?`"]


def test_a_file_with_a_tag_is_read_from_there_on(marked: Marked) -> None:
    """Before the first `#flashcards` nothing is a card; after it, single words may be."""
    text = "not x::read\n\n#flashcards\nParis::France\nstd::vector"
    assert marked(text, HERE) == [f"{RULE}: qa | Paris | France"]


def test_tags_name_the_subdeck_until_the_next(marked: Marked) -> None:
    """A tag before a card on the same line is that card's alone."""
    text = "#flashcards/a\nw x::1\n\n#flashcards/b #flashcards/c\nw y::2\n\n#flashcards/d w z::3\n\nw u::4"
    findings = extract(read_report(text, "n.md")[0], spoken=(HERE,)).findings
    assert [finding.tags for finding in findings] == [(("a",),), (("b", "c"),), (("d",),), (("b", "c"),)]


def test_a_tag_in_the_front_matter_counts_for_the_file(marked: Marked) -> None:
    """All of the file is read."""
    assert marked("---\ntags: [flashcards/x]\n---\nParis::France", HERE) == [f"{RULE}: qa | Paris | France"]
