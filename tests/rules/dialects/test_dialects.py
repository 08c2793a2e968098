"""What all dialects share: none is read unless it is turned on."""

from __future__ import annotations

from pathlib import Path

import pytest

from notes2anki.config import load_settings
from notes2anki.model import Dialect, InputError
from tests.support.rules import Marked

SAMPLES = {
    Dialect.OBSIDIAN_TO_ANKI: "START\nBasic\nfront\nBack: back\nEND",
    Dialect.SPACED_REPETITION: "The front of it::the back",
    Dialect.INKA: "text\n\n---\n\nDeck: D\n\n1. front\n\n> back\n\n---",
    Dialect.MDANKI: "## front\n\nback",
    Dialect.HASHCARDS: "C: A [gap] here",
    Dialect.LOGSEQ: "- a {{cloze gap}} here",
}


@pytest.mark.parametrize(("dialect", "text"), SAMPLES.items(), ids=str)
def test_a_dialect_is_read_only_where_it_is_turned_on(marked: Marked, dialect: Dialect, text: str) -> None:
    """Other tools' marks are prose to those who do not use them."""
    assert not marked(text)
    (card,) = marked(text, dialect)
    assert card.startswith(f"dialect:{dialect}: ")


@pytest.mark.parametrize("dialect", SAMPLES, ids=str)
def test_a_dialect_is_not_read_in_code(marked: Marked, dialect: Dialect) -> None:
    """A fence shows marks; it makes none."""
    assert not marked(f"```\n{SAMPLES[dialect]}\n```", dialect)


def test_several_dialects_share_a_file(marked: Marked) -> None:
    """Each line belongs to the first that reads it."""
    text = "Q: a?\nA: b\n\nC: x [y] z\n\nThe front::back"
    assert marked(text, Dialect.SPACED_REPETITION, Dialect.HASHCARDS) == [
        "dialect:hashcards: qa | a? | b",
        "dialect:hashcards: cloze | x {{c1::y}} z⏎The front::back",
    ]


@pytest.mark.parametrize(
    ("value", "dialects"),
    [
        pytest.param("[]", (), id="none"),
        pytest.param("inka", (Dialect.INKA,), id="one"),
        pytest.param("[anki, obsidian-to-anki]", (Dialect.ANKI, Dialect.OBSIDIAN_TO_ANKI), id="several"),
    ],
)
def test_dialects_are_a_setting(tmp_path: Path, value: str, dialects: tuple[Dialect, ...]) -> None:
    """deck.yaml names one dialect or a list of them."""
    (tmp_path / "deck.yaml").write_text(f"dialects: {value}\n", encoding="utf-8")
    assert load_settings(tmp_path)[0].dialects == dialects


def test_an_unknown_dialect_is_a_problem_with_the_nearest_name(tmp_path: Path) -> None:
    """The hint says which there are."""
    (tmp_path / "deck.yaml").write_text("name: x\ndialects: [inka, hashcard]\n", encoding="utf-8")
    with pytest.raises(InputError) as raised:
        load_settings(tmp_path)
    (problem,) = raised.value.problems
    assert (problem.line, problem.message) == (2, "dialects: there is no dialect `hashcard`")
    assert problem.hint.startswith("did you mean `hashcards`?")
