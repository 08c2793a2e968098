"""Obsidian_to_Anki, as its wiki describes it."""

from __future__ import annotations

import pytest

from notes2anki.model import Dialect
from notes2anki.reading import read_report
from notes2anki.rules.select import extract
from tests.support.rules import Marked

HERE = Dialect.OBSIDIAN_TO_ANKI


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("The START and the END", id="words in a line"),
        pytest.param("START\n<!--ID: 12-->\nEND", id="a note to be deleted"),
        pytest.param("STARTI <!--ID: 12--> ENDI", id="a line to be deleted"),
        pytest.param("START\nEND", id="nothing in it"),
    ],
)
def test_no_note_is_no_card(marked: Marked, text: str) -> None:
    """Only a block with fields is a note."""
    assert not marked(text, HERE)


@pytest.mark.parametrize(
    ("text", "card"),
    [
        pytest.param("START\nBasic\nFront: Why?\nBack: So.\nEND", "qa | Why? | So.", id="named fields"),
        pytest.param("START\nBasic\nWhy?\nBack: So.\nEND", "qa | Why? | So.", id="the first field without its name"),
        pytest.param("START\nBasic\nBack: So.\nFront: Why?\nEND", "qa | Why? | So.", id="fields in another order"),
        pytest.param("START\nBasic\nWhy\nnot?\nBack: So\nit is.\nEND", "qa | Why not? | So it is.", id="several lines"),
        pytest.param("START\nBasic\nW?\nBack:\n- a\n- b\nEND", "qa | W? | • a • b", id="a list that swallows END"),
        pytest.param("START\nBasic\nW?\nBack: a\n\n```py\nx\n```\n\nEND", "qa | W? | a / ```py x```", id="code"),
        pytest.param(
            "START\nBasic (and reversed card)\na\nBack: b\nTags: t\n<!--ID: 12-->\nEND", "qa | a | b ⇄", id="both ways"
        ),
        pytest.param("START\nBasic\nID: 12\nW?\nBack: a\nEND", "qa | W? | a", id="an old id"),
        pytest.param("START\nBasic\nW?\nBack: a %%hidden%%\n%%\nhidden\n%%\nEND", "qa | W? | a", id="comments"),
        pytest.param("START\nCloze\nA {{c1::gap}} here\nEND", "cloze | A {{c1::gap}} here", id="a cloze"),
        pytest.param(
            "START\nCloze\nText: {a} {2:b} {c3|d}\nEND", "cloze | {{c1::a}} {{c2::b}} {{c3::d}}", id="short clozes"
        ),
        pytest.param("- STARTI [Basic] W? Back: a <!--ID: 1--> ENDI", "qa | W? | a", id="in a line"),
        pytest.param("STARTI [Cloze] A {{c1::gap}} ENDI", "cloze | A {{c1::gap}}", id="a cloze in a line"),
    ],
)
def test_a_note_is_a_card(marked: Marked, text: str, card: str) -> None:
    """Blocks and lines hold one note each."""
    assert marked(text, HERE) == [f"dialect:obsidian-to-anki: {card}"]


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        pytest.param("START\nBasic\na\nBack: b", "1! `START` without `END`", id="no end"),
        pytest.param(
            "START\nBasic\n\nSTART\nBasic\na\nBack: b\nEND", "1! `START` without `END`", id="no end, then a note"
        ),
        pytest.param("a\n\nSTARTI [Basic] b", "3! `STARTI` without `ENDI`", id="no end of a line"),
        pytest.param("START\nBasic\na\nEND", "1! a note without front or back", id="no back"),
        pytest.param("START\nFancy\na\nEND", "1! the note type “Fancy” is not read", id="another note type"),
        pytest.param("START\nCloze\na\nEND", "1! a cloze without a gap", id="no gap"),
    ],
)
def test_a_broken_note_is_a_problem(marked: Marked, text: str, problem: str) -> None:
    """What cannot be a card is told of with its line."""
    assert [line for line in marked(text, HERE) if "!" in line] == [problem]


def test_decks_and_tags_are_the_cards() -> None:
    """The file's deck and tags count for each note, its own tags as well; their lines are listed as markup."""
    text = "TARGET DECK\nMaths::Algebra\n\nFILE TAGS\na b\n\nSTART\nBasic\nx\nBack: y\nTags: c d\nEND"
    found = extract(read_report(text, "n.md")[0], spoken=(HERE,))
    assert found.findings[0].tags == (("Maths::Algebra", "a", "b", "c", "d"),)
    assert [skip.first for skip in found.skips] == [1, 2, 4, 5]
    assert {skip.reason for skip in found.skips} == {"read as another tool's markup"}
