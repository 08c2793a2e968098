"""Cards of an older version that this one makes no more: what keeps them, and what takes them from the deck."""

import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from notes2anki.ledger import Entry, Life
from notes2anki.model import Selection, Settings
from tests.support.desk import Desk

OLD = Path(__file__).parents[1] / "data" / "upgrade"
"""How it was made: see tests/anki/test_upgrade.py."""
DAY = "2024-03-11.md"


@pytest.fixture
def upgraded(tmp_path: Path) -> Desk:
    """Return a deck of an older version that was built with this one."""
    root = tmp_path / "deck"
    shutil.copytree(OLD, root)
    desk = Desk(Settings(root, "Root", ("notes",), root / "a.apkg", root / "ledger.jsonl"))
    desk.build(300)
    return desk


def _biases(desk: Desk) -> Entry:
    (entry,) = (one for one in desk.ledger.entries if one.text.endswith("shouldnotbeappliedtobiases"))
    return entry


def test_what_this_version_makes_no_card_of_stays_as_it_is(upgraded: Desk) -> None:
    """Anki keeps the words and the time that it has, build by build."""
    entry = _biases(upgraded)
    assert entry.state is Life.KEPT
    planned = upgraded.build(301)
    assert _biases(upgraded) == entry
    (note,) = (dated for dated in planned.settled.notes if dated.note.guid == entry.guid)
    assert (note.mod, note.note.fields) == (entry.mod, entry.fields)


def _dropped(desk: Desk) -> Desk:
    said = desk.settings.root / "overrides.yaml"
    said.write_text(f"{_biases(desk).key}: drop\n", "utf-8")
    return replace(desk, settings=replace(desk.settings, overrides=said))


def _edit(old: str, new: str) -> Callable[[Desk], Desk]:
    def change(desk: Desk) -> Desk:
        desk.edit(old, new, DAY)
        return desk

    return change


def _moved(desk: Desk) -> Desk:
    notes = desk.settings.root / "notes"
    (notes / "2024").mkdir()
    (notes / DAY).rename(notes / "2024" / DAY)
    return desk


@pytest.mark.parametrize(
    ("change", "state"),
    [
        pytest.param(lambda desk: desk, Life.KEPT, id="nothing changed"),
        pytest.param(_edit("# Lecture\n", "# Lecture\n\nFirst of all\n"), Life.KEPT, id="other lines were added"),
        pytest.param(_moved, Life.KEPT, id="the report was moved"),
        pytest.param(_edit("  - should not be applied to biases\n", ""), Life.RETIRED, id="the bullet was deleted"),
        pytest.param(_edit("applied to biases", "applied to norms"), Life.RETIRED, id="the bullet says another thing"),
        pytest.param(_edit("date: 2024-03-11", "date: 2024-03-11\ncards: off"), Life.RETIRED, id="cards: off"),
        pytest.param(_edit("- Weight decay", "- Weight decay <!-- nocard -->"), Life.RETIRED, id="nocard"),
        pytest.param(_dropped, Life.RETIRED, id="dropped by the user"),
    ],
)
def test_only_the_user_takes_it_from_the_deck(upgraded: Desk, change: Callable[[Desk], Desk], state: Life) -> None:
    """By what the notes say, or by a decision; and where it stands is known anew at each build."""
    desk = change(upgraded)
    desk.build(301)
    entry = _biases(desk)
    assert entry.state is state
    lines = (desk.settings.root / entry.path).read_text("utf-8").splitlines() if state is Life.KEPT else []
    assert not lines or "to biases" in lines[entry.line - 1]


def test_a_part_of_the_deck_leaves_the_older_program_in_the_ledger(upgraded: Desk) -> None:
    """What a week alone does not look at is still to be compared with what the older version made."""
    before = upgraded.ledger
    assert before.program
    upgraded.settings.ledger.write_bytes(upgraded.settings.ledger.read_bytes().replace(before.program.encode(), b"0.0"))
    upgraded.build(301, Selection(paths=frozenset({"notes/2024-03-04.md"})))
    assert upgraded.ledger.program == "0.0"
    upgraded.build(302)
    assert upgraded.ledger.program == before.program
