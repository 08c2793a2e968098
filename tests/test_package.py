"""A deck becomes the same package every time, or none at all."""

import json
import re
import sqlite3
import time
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from notes2anki.model import DatedNote, Deck, Media, Note, NoteType, State
from notes2anki.notetypes import load
from notes2anki.package import PackageError, _read, write_package

NOTE = Note("guid-a", "a", NoteType.BASIC, (("Question", "q"), ("Answer", "a")), ("AI",), "Root::AI")
CLOZE = Note("guid-c", "c", NoteType.CLOZE, (("Text", "{{c1::gap}}"),), (), "Root")


def _dated(note: Note = NOTE, created: int = 1_600_000_000, mod: int = 1_600_000_500) -> DatedNote:
    return DatedNote(note, created, mod, State.NEW)


def _deck(*notes: Note | DatedNote, media: tuple[Media, ...] = (), name: str = "Root") -> Deck:
    return Deck(name, tuple(note if isinstance(note, DatedNote) else _dated(note) for note in notes), media)


def _with(note: Note = NOTE, **fields: str) -> Note:
    return replace(note, fields=tuple((dict(note.fields) | fields).items()))


def _named(key: str, note: Note = NOTE) -> Note:
    return replace(note, key=key, guid=f"guid-{key}")


@contextmanager
def _database(package: Path) -> Iterator[sqlite3.Connection]:
    connection = sqlite3.connect(":memory:")
    with zipfile.ZipFile(package) as opened:
        connection.deserialize(opened.read("collection.anki2"))
    yield connection
    connection.close()


def _rows(tmp_path: Path, deck: Deck, query: str) -> list[tuple[object, ...]]:
    """Write `deck` and ask its database."""
    write_package(deck, tmp_path / "deck.apkg")
    with _database(tmp_path / "deck.apkg") as database:
        return database.execute(query).fetchall()


def _column(tmp_path: Path, deck: Deck, name: str) -> dict[str, dict[str, object]]:
    return json.loads(str(_rows(tmp_path, deck, f"SELECT {name} FROM col")[0][0]))  # noqa: S608 - our own words


# --- the file ---


def test_two_packages_of_one_deck_have_the_same_bytes(tmp_path: Path) -> None:
    """The build takes no time, name or order from anywhere but the deck."""
    (tmp_path / "figure.png").write_bytes(b"pixels")
    deck = _deck(NOTE, CLOZE, media=(Media("f-1.png", str(tmp_path / "figure.png")),))
    write_package(deck, tmp_path / "one.apkg")
    time.sleep(1.1)  # zip and Anki count in seconds
    write_package(deck, tmp_path / "two.apkg")
    assert (tmp_path / "one.apkg").read_bytes() == (tmp_path / "two.apkg").read_bytes()


def test_the_package_is_a_deflated_zip_without_dates(tmp_path: Path) -> None:
    """Entries stand in their order, compressed, all of the same day; media are numbered."""
    (tmp_path / "figure.png").write_bytes(b"pixels")
    media = tuple(Media(name, str(tmp_path / "figure.png")) for name in ("b-1.png", "가-2.png"))
    size = write_package(_deck(NOTE, media=media), tmp_path / "deck.apkg")
    assert size == (tmp_path / "deck.apkg").stat().st_size
    with zipfile.ZipFile(tmp_path / "deck.apkg") as package:
        entries = package.infolist()
        assert json.loads(package.read("media")) == {"0": "b-1.png", "1": "가-2.png"}
        assert package.read("1") == b"pixels"
    assert [entry.filename for entry in entries] == ["collection.anki2", "media", "0", "1"]
    assert {entry.date_time for entry in entries} == {(1980, 1, 1, 0, 0, 0)}
    assert {entry.compress_type for entry in entries} == {zipfile.ZIP_DEFLATED}


def test_nothing_but_the_package_is_left(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Neither beside the target nor where temporary files go."""
    (tmp_path / "temporary").mkdir()
    (tmp_path / "out").mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "temporary"))
    write_package(_deck(NOTE), tmp_path / "out" / "deck.apkg")
    assert sorted(path.name for path in tmp_path.rglob("*")) == ["deck.apkg", "out", "temporary"]


def test_an_unwritable_target_is_an_error_that_names_it(tmp_path: Path) -> None:
    """The caller is told which file could not be written."""
    with pytest.raises(FileNotFoundError) as caught:
        write_package(_deck(NOTE), tmp_path / "missing" / "deck.apkg")
    assert caught.value.filename == str(tmp_path / "missing" / "deck.apkg")


# --- the collection ---


def test_notes_keep_their_own_times_and_values(tmp_path: Path) -> None:
    """`mod` is the note's, on its cards too; fields stand in the order of the note type, tags between spaces."""
    found = _rows(tmp_path, _deck(NOTE), "SELECT n.guid, n.mod, n.flds, n.tags, c.mod FROM notes n, cards c")
    assert found == [("guid-a", 1_600_000_500, "q\x1fa" + "\x1f" * 10, " AI ", 1_600_000_500)]


def test_ids_are_the_times_of_birth_or_the_next_free_ones(tmp_path: Path) -> None:
    """Notes of one second are told apart by their key, whatever their order in the source."""
    notes = (_dated(_named("z")), _dated(_named("b")), _dated(_named("young"), created=1_600_000_001))
    found = dict(_rows(tmp_path, _deck(*notes), "SELECT guid, id FROM notes"))
    assert found == {"guid-b": 1_600_000_000_000, "guid-z": 1_600_000_000_001, "guid-young": 1_600_000_001_000}


def test_card_ids_differ_and_follow_their_notes(tmp_path: Path) -> None:
    """A note with several cards pushes the ids of the cards after it."""
    notes = (_named("a", _with(Reverse="1")), _named("b"))
    found = _rows(tmp_path, _deck(*notes), "SELECT id - 1600000000000, nid - 1600000000000, ord FROM cards ORDER BY id")
    assert found == [(0, 0, 0), (1, 0, 1), (2, 1, 0)]


def test_new_cards_are_due_in_the_order_of_the_source(tmp_path: Path) -> None:
    """`due` counts the notes of the deck, not their age."""
    notes = (_dated(_named("z")), _dated(_named("a")), _dated(_named("old"), created=1))
    found = _rows(tmp_path, _deck(*notes), "SELECT guid, due FROM notes JOIN cards ON nid = notes.id ORDER BY due")
    assert found == [("guid-z", 1), ("guid-a", 2), ("guid-old", 3)]


@pytest.mark.parametrize(
    ("note", "ords"),
    [
        pytest.param(NOTE, [0], id="a basic note has one card"),
        pytest.param(_with(Reverse="1"), [0, 1], id="a filled Reverse gives a second"),
        pytest.param(_with(Reverse=" <br> "), [0], id="a Reverse of line breaks is empty"),
        pytest.param(_with(Question='<img src="a.png">'), [0], id="an image is a question"),
        pytest.param(_with(CLOZE, Text="{{c2::a}} {{c1::b}} {{c2::c}}"), [0, 1], id="each number once"),
        pytest.param(_with(CLOZE, Text="{{c1::a {{c3::b}} c}}"), [0, 2], id="a cloze inside another"),
        pytest.param(_with(CLOZE, Text="{{c1,4::a}}"), [0, 3], id="two numbers for one gap"),
        pytest.param(_with(CLOZE, Text="{{c5::}} {{c1::open {{c2::b}}"), [4], id="what stays open is no cloze"),
        pytest.param(_with(CLOZE, Text="}} {{c0::a}} {{c::b}} {{c2::c}}"), [1], id="no number, no card"),
        pytest.param(_with(CLOZE, Text="{{c1::a}} {{c501::b}} {{c600::c}} {{c65536::d}}"), [0, 499], id="high numbers"),
    ],
)
def test_cards_are_those_that_anki_would_make(tmp_path: Path, note: Note, ords: list[int]) -> None:
    """A basic note has a card, and one more with Reverse; a cloze one for each number."""
    assert [ord_ for (ord_,) in _rows(tmp_path, _deck(note), "SELECT ord FROM cards ORDER BY ord")] == ords


def test_all_decks_have_rows_and_no_description(tmp_path: Path) -> None:
    """The root, its parents and the parents of each note's deck are written, and a note lies in one of them."""
    deck = _deck(replace(NOTE, deck="A::B::C::D"), name="A::B")
    decks = _column(tmp_path, deck, "decks")
    assert [row["name"] for row in decks.values()] == ["Default", "A", "A::B", "A::B::C", "A::B::C::D"]
    assert {row["desc"] for row in decks.values()} == {""}
    ((home,),) = _rows(tmp_path, deck, "SELECT did FROM cards")
    assert decks[str(home)]["name"] == "A::B::C::D"


def test_deck_ids_depend_on_the_name_alone(tmp_path: Path) -> None:
    """The same name has the same id in every package; the name Default has Anki's."""
    one = _column(tmp_path, _deck(NOTE), "decks")
    two = _column(tmp_path, _deck(replace(CLOZE, deck="Root::Math"), NOTE), "decks")
    assert one.items() <= two.items()
    assert list(_column(tmp_path, _deck(replace(NOTE, deck="Default"), name="Default"), "decks")) == ["1"]


@pytest.mark.parametrize("note", [pytest.param(NOTE, id="basic"), pytest.param(CLOZE, id="cloze")])
def test_the_note_type_is_the_shipped_one(tmp_path: Path, note: Note) -> None:
    """Ids of fields and templates are written, and `mod` is that of the files."""
    spec = load(note.note_type)
    (model,) = _column(tmp_path, _deck(note), "models").values()
    assert (model["id"], model["name"], model["mod"], model["css"]) == (str(spec.id), spec.name, spec.mod, spec.css)
    assert [(field["name"], field["id"], field["ord"]) for field in model["flds"]] == [
        (field.name, field.id, place) for place, field in enumerate(spec.fields)
    ]
    assert [(side["id"], side["qfmt"], side["afmt"]) for side in model["tmpls"]] == [
        (template.id, template.front, template.back) for template in spec.templates
    ]
    assert (model["type"], model["sortf"], model["latexsvg"]) == (int(note is CLOZE), 0, False)
    assert len(model["req"]) == len(spec.templates)


def test_the_times_of_the_collection_are_those_of_its_newest_note(tmp_path: Path) -> None:
    """Anki counts these in milliseconds."""
    deck = _deck(_dated(NOTE, mod=1_600_000_900), CLOZE)
    assert _rows(tmp_path, deck, "SELECT mod, scm, ver FROM col") == [(1_600_000_900_000, 1_600_000_900_000, 11)]


def test_text_that_looks_like_broken_tags_is_taken(tmp_path: Path) -> None:
    """Such text costs no search in quadratic time, and no warning, as it would in genanki."""
    write_package(_deck(_with(Answer="<" * 20_000 + ">")), tmp_path / "deck.apkg")


# --- what is refused ---


@pytest.mark.parametrize(
    ("deck", "fault"),
    [
        pytest.param(_deck(), "deck 'Root': there is no note to package", id="no notes"),
        pytest.param(
            _deck(NOTE, replace(NOTE, key="b")), "note 'b': it has the guid 'guid-a' of note 'a'", id="a guid twice"
        ),
        pytest.param(_deck(replace(NOTE, guid="")), "note 'a': it has no guid", id="no guid"),
        pytest.param(
            _deck(_with(Question="<br> ")), "note 'a': it has no card: the question is empty", id="no question"
        ),
        pytest.param(_deck(_with(CLOZE, Text="{{c1::a")), "note 'c': it has no card: no cloze", id="no cloze"),
        pytest.param(
            _deck(_with(Reverse="1", Answer="")),
            "note 'a': its reverse card has no question, as the answer is empty",
            id="a reverse card without question",
        ),
        pytest.param(_deck(_with(Text="t")), "note 'a': its note type has no field 'Text'", id="an unknown field"),
        pytest.param(
            _deck(replace(NOTE, fields=(*NOTE.fields, ("Answer", "b")))),
            "note 'a': the field 'Answer' is given 2 times",
            id="a field twice",
        ),
        *(
            pytest.param(
                _deck(_with(Answer=f"a{character}b")),
                "note 'a': it holds NUL, \\x1f or half of a surrogate pair, which Anki cannot store",
                id=f"a field with {character!r}",
            )
            for character in ("\x00", "\x1f", "\ud800")
        ),
        *(
            pytest.param(
                _deck(replace(NOTE, tags=(tag,))),
                f"note 'a': the tag {tag!r} is empty or holds a space",
                id=f"the tag {tag!r}",
            )
            for tag in ("", "two words", "two\u3000words")
        ),
        pytest.param(
            _deck(_dated(NOTE, mod=0)),
            "note 'a': its times are not after 1970 (created 1600000000, mod 0)",
            id="no mod",
        ),
        pytest.param(
            _deck(replace(NOTE, media=("f.png",))),
            "note 'a': its media 'f.png' is not in the deck",
            id="media not given",
        ),
        pytest.param(
            _deck(NOTE, media=(Media("f.png", "/nowhere/f.png"),)),
            "media 'f.png': there is no file '/nowhere/f.png'",
            id="media not on the disk",
        ),
        pytest.param(
            _deck(NOTE, media=(Media("img/f.png", __file__),)),
            "media 'img/f.png': Anki would change this name",
            id="media in a folder",
        ),
        pytest.param(
            _deck(NOTE, media=(Media("f.png", __file__),) * 2),
            "media 'f.png': the name is used 2 times",
            id="media twice",
        ),
        pytest.param(
            _deck(NOTE, _named("b", replace(NOTE, deck="Root::ai"))),
            "deck 'Root::ai': Anki cannot tell it from deck 'Root::AI'",
            id="decks that differ in case",
        ),
        pytest.param(
            _deck(replace(NOTE, deck="Root::a\x1fb")),
            "deck 'Root::a\\x1fb': its name holds a character that Anki cannot store",
            id="a deck name with a control character",
        ),
        *(
            pytest.param(
                _deck(replace(NOTE, deck=name)),
                f"deck {name!r}: a part of its name is empty, or has space at its ends",
                id=f"the deck {name!r}",
            )
            for name in ("", "Root::", "Root:: AI")
        ),
    ],
)
def test_what_anki_would_change_is_refused(tmp_path: Path, deck: Deck, fault: str) -> None:
    """The message names the note and the reason, and the older package stays as it was."""
    target = tmp_path / "deck.apkg"
    target.write_bytes(b"old")
    with pytest.raises(PackageError) as caught:
        write_package(deck, target)
    assert caught.value.faults == (fault,)
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == {"deck.apkg": b"old"}


def test_all_faults_are_told_at_once(tmp_path: Path) -> None:
    """One failed build names every note that has to be mended."""
    with pytest.raises(PackageError, match=r"(?s)note 'a'.*note 'b'.*note 'c'"):
        write_package(
            _deck(_with(Question=""), _named("b", _with(Question="")), _dated(CLOZE, created=0)), tmp_path / "deck.apkg"
        )


def test_a_file_that_vanishes_meanwhile_is_told_as_such(tmp_path: Path) -> None:
    """Media that cannot be read is no fault of the target."""
    with pytest.raises(PackageError, match=r"media 'f\.png': cannot read .*: No such file"):
        _read(Media("f.png", str(tmp_path / "gone.png")))


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(question=st.text(), answer=st.text(), key=st.text())  # st.text() holds no surrogates
def test_any_text_is_packaged_as_it_is_or_refused(tmp_path: Path, question: str, answer: str, key: str) -> None:
    """Nothing but PackageError is raised, and what is written is what was given."""
    deck = _deck(replace(_with(Question=question, Answer=answer), key=key))
    seen = re.sub("[\x1c-\x1e]", "x", question)  # white space to Python, but not to Anki
    if not seen.strip() or set("\x00\x1f") & {*question, *answer}:
        with pytest.raises(PackageError):
            write_package(deck, tmp_path / "deck.apkg")
    else:
        found = str(_rows(tmp_path, deck, "SELECT flds FROM notes")[0][0])
        assert found.split("\x1f")[:2] == [question, answer]
