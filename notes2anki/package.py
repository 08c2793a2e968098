"""Deck -> .apkg file. The only module that knows genanki.

The same deck gives the same bytes: all ids and times come from the notes themselves.
"""

from __future__ import annotations

import functools
import hashlib
import json
import re
import sqlite3
import unicodedata
import zipfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

import genanki

from notes2anki.atomic import Write, replace_file
from notes2anki.model import DatedNote, Deck, Media, Note, NoteType
from notes2anki.notetypes import NoteTypeSpec, load
from notes2anki.notetypes.ords import card_ords, is_blank
from notes2anki.notetypes.syntax import Node, parse, shows_any


class PackageError(ValueError):
    """Raised for a deck that Anki would refuse or change; `faults` holds a message for each reason."""

    def __init__(self, *faults: str) -> None:
        super().__init__("\n".join(faults))
        self.faults = faults


def write_package(deck: Deck, target: Path) -> int:
    """Write `deck` to `target` as an Anki package and return its size in bytes.

    Raises PackageError where Anki would not take the deck as it is, and OSError where `target` cannot be written.
    In both cases an older package stays as it was.
    """
    replace_file(target, prepare_package(deck))
    return target.stat().st_size


def prepare_package(deck: Deck) -> Write:
    """Return what writes `deck` as an Anki package into a stream. Raises PackageError as `write_package` does."""
    faults = tuple(_find_faults(deck))
    if faults:
        raise PackageError(*faults)
    collection = _make_collection(deck)
    return lambda stream: _write_zip(stream, collection, deck.media)


# --- what Anki would refuse, or change silently --------------------------------------------------------------------

# NUL is dropped, \x1f separates fields and makes the whole import fail, a lone surrogate is not UTF-8.
_UNWRITABLE = re.compile("[\x00\x1f\ud800-\udfff]")

# Anki strips these from the name of a file, and a slash breaks the import.
_BAD_IN_NAME = re.compile(r'[\\/:*?"<>|\x00-\x1f\x7f\ud800-\udfff]')


def _find_faults(deck: Deck) -> Iterator[str]:
    if not deck.notes:
        yield f"deck {deck.name!r}: there is no note to package"
    yield from _guid_faults(deck)
    yield from _deck_name_faults(deck)
    yield from _media_faults(deck)
    names = frozenset(media.name for media in deck.media)
    for dated in deck.notes:
        for fault in _note_faults(dated, names, _spec(dated.note, deck)):
            yield f"note {dated.note.key!r}: {fault}"


def _guid_faults(deck: Deck) -> Iterator[str]:
    first: dict[str, str] = {}
    for dated in deck.notes:
        note = dated.note
        if note.guid in first:
            yield f"note {note.key!r}: it has the guid {note.guid!r} of note {first[note.guid]!r}"
        first.setdefault(note.guid, note.key)


def _deck_name_faults(deck: Deck) -> Iterator[str]:
    first: dict[int, str] = {}
    for name in _deck_names(deck):
        id_ = _deck_id(name)
        if first.setdefault(id_, name) != name:
            yield f"deck {name!r}: Anki cannot tell it from deck {first[id_]!r}"
        if not all(part.strip() == part != "" for part in name.split("::")):
            yield f"deck {name!r}: a part of its name is empty, or has space at its ends"
        if _UNWRITABLE.search(name):
            yield f"deck {name!r}: its name holds a character that Anki cannot store"


def _media_faults(deck: Deck) -> Iterator[str]:
    seen = Counter(media.name for media in deck.media)
    yield from (f"media {name!r}: the name is used {times} times" for name, times in seen.items() if times > 1)
    for media in deck.media:
        if not media.name or _BAD_IN_NAME.search(media.name) or len(media.name.encode()) > 120:
            yield f"media {media.name!r}: Anki would change this name"
        if not media.content and not Path(media.source).is_file():
            yield f"media {media.name!r}: there is no file {media.source!r}"


def _note_faults(dated: DatedNote, media: frozenset[str], spec: NoteTypeSpec) -> Iterator[str]:
    note = dated.note
    if dated.mod <= 0 or dated.created <= 0:
        yield f"its times are not after 1970 (created {dated.created}, mod {dated.mod})"
    if not note.guid:
        yield "it has no guid"
    if _UNWRITABLE.search("".join((note.guid, *note.tags, *(value for _, value in note.fields)))):
        yield "it holds NUL, \\x1f or half of a surrogate pair, which Anki cannot store"
    yield from (f"the tag {tag!r} is empty or holds a space" for tag in note.tags if tag.split() != [tag])
    yield from (f"its media {name!r} is not in the deck" for name in note.media if name not in media)
    yield from _field_faults(note, spec)


def _field_faults(note: Note, spec: NoteTypeSpec) -> Iterator[str]:
    known = frozenset(field.name for field in spec.fields)
    given = Counter(name for name, _ in note.fields)
    yield from (f"its note type has no field {name!r}" for name in given if name not in known)
    yield from (f"the field {name!r} is given {times} times" for name, times in given.items() if times > 1)
    if not card_ords(note, spec):
        yield "it has no card: " + ("no cloze" if spec.is_cloze else "the question is empty")
    fields = dict(note.fields)
    if not spec.is_cloze and not is_blank(fields.get("Reverse", "")) and is_blank(fields.get("Answer", "")):
        yield "its reverse card has no question, as the answer is empty"


# --- the collection ------------------------------------------------------------------------------------------------


class _Model(genanki.Model):  # type: ignore[misc]  # genanki has no types
    """A note type whose `mod` is that of the shipped files, not the time of the build."""

    def __init__(self, spec: NoteTypeSpec) -> None:
        super().__init__(
            model_id=spec.id,
            name=spec.name,
            fields=[{"name": field.name, "id": field.id} for field in spec.fields],
            templates=[{"name": t.name, "id": t.id, "qfmt": t.front, "afmt": t.back} for t in spec.templates],
            css=spec.css,
            model_type=self.CLOZE if spec.is_cloze else self.FRONT_BACK,
        )
        self.spec = spec
        # genanki would find these by rendering; it knows neither filters nor clozes. Anki finds them anew at import.
        self._req = [_requirement(ord_, front, spec) for ord_, front in enumerate(_fronts(spec))]

    def to_json(self, _timestamp: float, deck_id: int) -> object:
        """Return what Anki's `col.models` holds of this note type."""
        return super().to_json(self.spec.mod, deck_id)


class _Note(genanki.Note):  # type: ignore[misc]  # genanki has no types
    """A note whose cards were counted by us."""

    def __init__(self, row: _Row, model: _Model) -> None:
        note = row.dated.note
        values = dict(note.fields)
        super().__init__(
            model=model,
            fields=[values.get(field.name, "") for field in model.spec.fields],
            tags=note.tags,
            guid=note.guid,
            due=row.due,
        )
        self.cards = [genanki.Card(ord_) for ord_ in row.ords]

    def _check_invalid_html_tags_in_fields(self) -> None:
        """Check nothing: the fields are our own HTML, and genanki's pattern takes quadratic time on `<<<<`."""


@dataclass(frozen=True, slots=True)
class _Row:
    """A note with its place in the source and the ids of its rows: its own, then one for each card."""

    dated: DatedNote
    due: int
    ids: tuple[int, ...]
    ords: tuple[int, ...]  # which cards it has


def _make_collection(deck: Deck) -> bytes:
    """Return `collection.anki2`, a SQLite database of Anki's schema 11."""
    specs = {(dated.note.own, dated.note.note_type): _spec(dated.note, deck) for dated in deck.notes}
    models = {place: _Model(specs[place]) for place in sorted(specs)}
    connection = sqlite3.connect(":memory:")  # no file that a killed build could leave behind
    cursor = connection.cursor()
    genanki.Package([]).write_to_db(cursor, 0, iter(()))
    _write_col(cursor, deck, models)
    for row in _number(deck):
        note = _Note(row, models[row.dated.note.own, row.dated.note.note_type])
        note.write_to_db(cursor, row.dated.mod, _deck_id(row.dated.note.deck), iter(row.ids))
    connection.commit()
    collection = connection.serialize()
    connection.close()
    return collection


def _write_col(cursor: sqlite3.Cursor, deck: Deck, models: dict[tuple[str, NoteType], _Model]) -> None:
    """Write note types, decks and times at once; genanki would write all of them again for each deck."""
    home = _deck_id(deck.name)
    types = {str(model.model_id): model.to_json(0, home) for model in models.values()}
    decks = json.loads(cursor.execute("SELECT decks FROM col").fetchone()[0])
    decks |= {str(_deck_id(name)): genanki.Deck(_deck_id(name), name).to_json() for name in _deck_names(deck)}
    newest = max(dated.mod for dated in deck.notes) * 1000
    cursor.execute(
        "UPDATE col SET mod = ?, scm = ?, models = ?, decks = ?",
        (newest, newest, json.dumps(types), json.dumps(decks)),
    )


def _number(deck: Deck) -> Iterator[_Row]:
    """Yield the notes by age, with ids that are the milliseconds of their birth, or the next free ones."""
    note_id = card_id = 0
    for due, dated in sorted(
        enumerate(deck.notes, start=1), key=lambda pair: (pair[1].created, pair[1].note.key, pair[0])
    ):
        note_id = max(note_id + 1, dated.created * 1000)
        first = max(card_id + 1, note_id)
        ords = card_ords(dated.note, _spec(dated.note, deck))
        card_id = first + len(ords) - 1
        yield _Row(dated, due, (note_id, *range(first, card_id + 1)), ords)


def _deck_names(deck: Deck) -> tuple[str, ...]:
    """Return the names of all decks, each once, parents before their children."""
    names: dict[str, None] = {}
    for name in (deck.name, *(dated.note.deck for dated in deck.notes)):
        parts = name.split("::")
        names.update(dict.fromkeys("::".join(parts[:depth]) for depth in range(1, len(parts) + 1)))
    return tuple(names)


@functools.cache
def _deck_id(name: str) -> int:
    """Return an id that is the same for all names that Anki takes for the same deck."""
    folded = unicodedata.normalize("NFC", unicodedata.normalize("NFC", name).casefold())
    if folded == "default":
        return 1  # the deck of this name is there in every collection
    return 1 << 40 | int.from_bytes(hashlib.sha256(folded.encode("utf-8", "surrogatepass")).digest()[:5])


def _spec(note: Note, deck: Deck) -> NoteTypeSpec:
    """Return the note type of a note: the deck's, or else the one that is shipped."""
    found = (spec for spec in deck.note_types if (spec.key, spec.base) == (note.own, note.note_type))
    return next(found, None) or load(note.note_type)


def _fronts(spec: NoteTypeSpec) -> tuple[tuple[Node, ...], ...]:
    return tuple(parse(template.front) for template in spec.templates)


def _requirement(ord_: int, front: tuple[Node, ...], spec: NoteTypeSpec) -> list[object]:
    """Return which fields a template's card needs, as older versions of Anki read it."""
    names = [field.name for field in spec.fields]
    alone = [number for number, name in enumerate(names) if shows_any(front, frozenset({name}))]
    if alone:
        return [ord_, "any", alone]
    needed = [number for number, name in enumerate(names) if not shows_any(front, frozenset(names) - {name})]
    return [ord_, "all", needed]


# --- the zip -------------------------------------------------------------------------------------------------------


def _write_zip(stream: BinaryIO, collection: bytes, media: tuple[Media, ...]) -> None:
    names = {str(number): one.name for number, one in enumerate(media)}
    with zipfile.ZipFile(stream, "w") as package:
        package.writestr(_entry("collection.anki2"), collection)
        package.writestr(_entry("media"), json.dumps(names, ensure_ascii=False))
        for number, one in enumerate(media):
            package.writestr(_entry(str(number)), _read(one))


def _entry(name: str) -> zipfile.ZipInfo:
    """Return an entry that says nothing of the day, the system or the user."""
    entry = zipfile.ZipInfo(name, date_time=(1980, 1, 1, 0, 0, 0))
    entry.compress_type = zipfile.ZIP_DEFLATED
    entry.create_system = 3
    entry.external_attr = 0o100644 << 16
    return entry


def _read(media: Media) -> bytes:
    if media.content:
        return media.content
    try:
        return Path(media.source).read_bytes()
    except OSError as error:
        raise PackageError(f"media {media.name!r}: cannot read {media.source!r}: {error.strerror}") from error
