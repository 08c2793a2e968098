"""Marks, up to the notes of a deck."""

from __future__ import annotations

from pathlib import Path

from notes2anki.build import Plan, plan
from notes2anki.model import Dialect, Selection, Settings


def _plan(root: Path, text: str, *dialects: Dialect) -> Plan:
    (root / "n.md").write_text(text, encoding="utf-8")
    settings = Settings(root, "Root", ("n.md",), root / "d.apkg", root / "l.jsonl", dialects=dialects)
    return plan(settings, Selection(), now=1_700_000_000)


def test_a_pair_for_both_ways_asks_for_a_second_card(tmp_path: Path) -> None:
    """`:::` fills the field that makes Anki ask backwards; `::` does not."""
    deck = _plan(tmp_path, "x y ::: z\n\nGAN :: model").deck
    assert deck is not None
    fields = [dict(dated.note.fields) for dated in deck.notes]
    assert {(one["Answer"], one.get("Reverse")) for one in fields} == {
        ('<div lang="en">z</div>', "1"),
        ('<div lang="en">model</div>', None),
    }


def test_a_broken_mark_keeps_the_deck_from_being_built(tmp_path: Path) -> None:
    """Its problem has the report's path and the line."""
    planned = _plan(tmp_path, "a :: b c\n\n{{c1::open")
    assert planned.deck is None
    assert [(problem.path, problem.line, problem.message) for problem in planned.loaded.errors] == [
        ("n.md", 3, "a gap without an end")
    ]


def test_a_cloze_in_which_anki_finds_no_gap_keeps_the_deck_from_being_built(tmp_path: Path) -> None:
    """Whoever wrote it, the report or overrides.yaml: its problem has the report's path and the line."""
    (card,) = _plan(tmp_path, "one two\n\n{{c1::a}} b").loaded.cards
    said = tmp_path / "overrides.yaml"
    said.write_text(f"{card.key}: {{question: '{{{{c1::a {{{{c2,3::b}}}}'}}\n", encoding="utf-8")
    settings = Settings(tmp_path, "Root", ("n.md",), tmp_path / "d.apkg", tmp_path / "l.jsonl", overrides=said)
    planned = plan(settings, Selection(), now=1_700_000_000)
    assert planned.deck is None
    assert [(problem.path, problem.line, problem.message) for problem in planned.loaded.errors] == [
        ("n.md", 3, "Anki finds no gap in this cloze")
    ]


def test_dialects_of_the_settings_are_read(tmp_path: Path) -> None:
    """The deck holds their cards, under the subdecks that they name."""
    deck = _plan(tmp_path, "#flashcards/Maths\nThe front::the back", Dialect.SPACED_REPETITION).deck
    assert deck is not None
    assert [dated.note.deck for dated in deck.notes] == ["Root::Maths"]
