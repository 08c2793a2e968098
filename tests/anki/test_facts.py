"""What Anki itself does at an import: the facts that packages are built on. Each would be news if it changed."""

import json
import os
import sqlite3
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from anki.errors import BackendError

from notes2anki.model import Media
from notes2anki.text import CLOZE, MISNUMBERED


def _with_models(change: Callable[[dict[str, object]], object]) -> Callable[[sqlite3.Connection], object]:
    """Return what changes each note type of a package."""

    def run(connection: sqlite3.Connection) -> None:
        models = json.loads(connection.execute("SELECT models FROM col").fetchone()[0])
        for model in models.values():
            change(model)
        connection.execute("UPDATE col SET models = ?", (json.dumps(models),))

    return run


def _rename_answer(model: dict) -> None:
    model["flds"][1]["name"] = "Reply"
    model["mod"] += 1


def _rename_answer_without_ids(model: dict) -> None:
    _rename_answer(model)
    for part in (*model["flds"], *model["tmpls"]):
        del part["id"]


def _drop_spare(model: dict) -> None:
    model["flds"].pop()
    model["mod"] += 1


def _note(bench):
    return bench.col.get_note(bench.col.find_notes("")[0])


def test_notes_match_by_guid_alone(bench, basic) -> None:
    """Another id of the row makes no other note."""
    bench.give(basic)
    package = bench.tamper(bench.write(basic), lambda db: db.execute("UPDATE notes SET id = id + 7"))
    assert bench.take(package).new == 0
    assert bench.col.note_count() == 1


def test_an_equal_mod_is_skipped(bench, basic, changed) -> None:
    """A note that differs is left as it is unless its `mod` is newer."""
    bench.give(basic)
    assert bench.give(changed(basic, Answer="other")).updated == 0
    assert _note(bench)["Answer"] == "down-weights easy examples"


def test_an_older_mod_is_skipped(bench, basic, changed) -> None:
    """A package that is older than the note changes nothing."""
    bench.give(basic)
    assert bench.give(changed(basic, mod=basic.mod - 1, Answer="other")).updated == 0


def test_a_newer_mod_replaces_all_fields_and_tags(bench, basic, changed) -> None:
    """What the user wrote into any field, and every tag of theirs, is gone after an update."""
    bench.give(basic)
    note = _note(bench)
    note["Extra"] = "mine"
    note.add_tag("marked")
    bench.col.update_note(note)
    note.load()
    later = note.mod + 1000
    assert bench.give(changed(basic, mod=later, Answer="new", tags=("ML",))).updated == 1
    note.load()
    assert (note["Answer"], note["Extra"], note.tags, note.mod) == ("new", "", ["ML"], later)


def test_editing_and_tagging_raise_mod_but_reviewing_does_not(bench, basic) -> None:
    """Only what changes the note itself protects it from older packages."""
    bench.give(basic)
    card = bench.col.get_card(bench.col.find_cards("")[0])
    card.start_timer()
    bench.col.sched.answerCard(card, 3)
    bench.col.sched.suspend_cards([card.id])
    assert _note(bench).mod == basic.mod
    bench.col.tags.bulk_add([card.nid], "marked")
    assert _note(bench).mod > basic.mod


def test_existing_cards_are_never_moved(bench, basic, changed) -> None:
    """A note that changed its deck stays where it was; the new deck comes into being, empty."""
    bench.give(basic)
    bench.give(changed(basic, mod=basic.mod + 1, deck="Root::Elsewhere"))
    assert bench.col.card_count() == 1
    assert len(bench.col.find_cards('"deck:Root::AI"')) == 1
    assert bench.col.decks.id_for_name("Root::Elsewhere") is not None


def test_two_notes_of_one_guid_become_two(bench, basic, changed) -> None:
    """Anki does not look for duplicates inside a package, so we must."""
    package = bench.write(basic, changed(basic, guid="other", key="other"))
    bench.take(bench.tamper(package, lambda db: db.execute("UPDATE notes SET guid = 'same'")))
    assert bench.col.note_count() == 2


def test_a_note_without_cards_is_imported(bench, basic) -> None:
    """Anki takes a note that no card asks for, so we must refuse it."""
    bench.take(bench.tamper(bench.write(basic), lambda db: db.execute("DELETE FROM cards")))
    assert (bench.col.note_count(), bench.col.card_count()) == (1, 0)


def test_the_field_separator_in_a_field_breaks_the_whole_import(bench, basic) -> None:
    """A U+001F makes one field too many, and no note at all comes in."""
    package = bench.tamper(bench.write(basic), lambda db: db.execute("UPDATE notes SET flds = flds || char(31)"))
    with pytest.raises(BackendError):
        bench.take(package)
    assert bench.col.note_count() == 0


def test_a_field_renamed_under_its_id_stays_the_same_field(bench, basic) -> None:
    """With ids, a rename reaches the user's note type, and nothing is doubled."""
    bench.give(basic)
    assert bench.take(bench.tamper(bench.write(basic), _with_models(_rename_answer))).conflicting == 0
    assert _note(bench)["Reply"] == "down-weights easy examples"
    assert [kind.name for kind in bench.col.models.all_names_and_ids() if "notes2anki" in kind.name] == ["notes2anki"]


@pytest.mark.parametrize(
    "change",
    [
        pytest.param(_rename_answer_without_ids, id="a rename without ids"),
        pytest.param(_drop_spare, id="a field fewer"),
    ],
)
def test_another_schema_makes_a_second_note_type(bench, basic, change) -> None:
    """Where fields do not match, old notes are skipped as conflicting."""
    bench.give(basic)
    assert bench.take(bench.tamper(bench.write(basic), _with_models(change))).conflicting == 1


@pytest.mark.parametrize(
    ("raised", "css"), [pytest.param(0, "mine", id="equal mod"), pytest.param(10**9, "ours", id="newer mod")]
)
def test_css_is_replaced_only_when_the_note_type_is_newer(bench, basic, raised: int, css: str) -> None:
    """The user's own style lives until `mod` of the shipped note type passes that of their change."""
    bench.give(basic)
    model = bench.col.models.by_name("notes2anki")
    model["css"] = "mine"
    bench.col.models.update_dict(model)

    def raise_mod(shipped: dict) -> None:
        shipped |= {"mod": shipped["mod"] + raised, "css": "ours"}

    bench.take(bench.tamper(bench.write(basic), _with_models(raise_mod)))
    assert bench.col.models.by_name("notes2anki")["css"] == css


def test_media_is_copied_only_with_a_note_that_is_taken(bench, basic, changed, tmp_path: Path) -> None:
    """A file that was lost comes back with the next update of its note, not before."""
    (tmp_path / "figure.png").write_bytes(b"not empty")
    media = (Media("figure-1.png", str(tmp_path / "figure.png")),)
    shown = changed(basic, Answer='<img src="figure-1.png">', media=("figure-1.png",))
    bench.give(shown, media=media)
    copied = Path(bench.col.media.dir()) / "figure-1.png"
    assert copied.read_bytes() == b"not empty"
    copied.unlink()
    later = time.time() + 5
    os.utime(copied.parent, (later, later))  # Anki looks at what is in the folder where its time is another second
    bench.give(shown, media=media)
    assert not copied.exists()
    bench.give(changed(shown, mod=shown.mod + 1), media=media)
    assert copied.exists()


def test_decks_match_without_regard_to_case(bench, basic, changed) -> None:
    """`root::ai` in the package is the user's `Root::AI`."""
    bench.give(basic)
    bench.give(changed(basic, guid="other", key="other", deck="root::ai"), name="root")
    assert sorted(deck.name for deck in bench.col.decks.all_names_and_ids()) == ["Default", "Root", "Root::AI"]


def test_an_empty_description_leaves_the_users(bench, basic) -> None:
    """We write none, so what the user wrote under the deck's name stays."""
    bench.give(basic)
    deck = bench.col.decks.by_name("Root")
    deck["desc"] = "mine"
    bench.col.decks.save(deck)
    bench.give(basic)
    assert bench.col.decks.by_name("Root")["desc"] == "mine"


def test_a_deleted_note_comes_back(bench, basic) -> None:
    """Anki does not remember what the user deleted."""
    bench.give(basic)
    bench.col.remove_notes(bench.col.find_notes(""))
    assert bench.give(basic).new == 1


def test_a_note_that_is_missing_from_the_package_stays(bench, basic, cloze) -> None:
    """An import deletes nothing."""
    bench.give(basic, cloze)
    bench.give(basic)
    assert bench.col.note_count() == 2


@pytest.mark.parametrize(
    ("number", "is_a_gap"), [("0", False), ("00", False), ("01", True), ("500", True), ("501", False), ("65536", False)]
)
def test_gaps_have_numbers_from_1_to_500(bench, number: str, is_a_gap: bool) -> None:  # noqa: FBT001 -- from the table
    """A note with any other number has one card, on which Anki finds nothing to ask."""
    note = bench.col.new_note(bench.col.models.by_name("Cloze"))
    note.fields[0] = f"{{{{c{number}::x}}}}"
    bench.col.add_note(note, bench.col.decks.all()[0]["id"])
    (card,) = note.cards()
    assert ("[...]" in card.question()) == is_a_gap
    assert bool(CLOZE.search(note.fields[0])) == is_a_gap
    assert bool(MISNUMBERED.search(note.fields[0])) != is_a_gap
