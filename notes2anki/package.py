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
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from operator import itemgetter
from pathlib import Path
from typing import BinaryIO

import genanki

from notes2anki.files import LARGEST_MEDIA, Write, read_file, replace_file
from notes2anki.model import DatedNote, Deck, InputError, Media, Note, NoteType
from notes2anki.notetypes import NoteTypeSpec, load
from notes2anki.notetypes.ords import counter, is_blank
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
    counted = tuple(_count_cards(deck))
    faults = tuple(_find_faults(deck, counted))
    if faults:
        raise PackageError(*faults)
    collection = _make_collection(deck, counted)
    return lambda stream: _write_zip(stream, collection, deck.media)


# --- what Anki would refuse, or change silently --------------------------------------------------------------------

# NUL is dropped, \x1f separates fields and makes the whole import fail, a lone surrogate is not UTF-8.
_UNWRITABLE = re.compile("[\x00\x1f\ud800-\udfff]")

# Anki strips these from the name of a file, and a slash breaks the import.
_BAD_IN_NAME = re.compile(r'[\\/:*?"<>|\x00-\x1f\x7f\ud800-\udfff]')


def _find_faults(deck: Deck, counted: Iterable[_Counted]) -> Iterator[str]:
    if not deck.notes:
        yield f"deck {deck.name!r}: there is no note to package"
    yield from _guid_faults(deck)
    yield from _deck_name_faults(deck)
    yield from _media_faults(deck)
    names = frozenset(media.name for media in deck.media)
    for one in counted:
        for fault in _note_faults(one, names):
            yield f"note {one.dated.note.key!r}: {fault}"


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


def _note_faults(counted: _Counted, media: frozenset[str]) -> Iterator[str]:
    dated, note = counted.dated, counted.dated.note
    if dated.mod <= 0 or dated.created <= 0:
        yield f"its times are not after 1970 (created {dated.created}, mod {dated.mod})"
    if not note.guid:
        yield "it has no guid"
    if _UNWRITABLE.search("".join((note.guid, *note.tags, *(value for _, value in note.fields)))):
        yield "it holds NUL, \\x1f or half of a surrogate pair, which Anki cannot store"
    yield from (f"the tag {tag!r} is empty or holds a space" for tag in note.tags if tag.split() != [tag])
    yield from (f"its media {name!r} is not in the deck" for name in note.media if name not in media)
    yield from _field_faults(note, counted.spec)
    if not counted.ords:
        yield "it has no card: " + ("no cloze" if counted.spec.is_cloze else "the question is empty")


def _field_faults(note: Note, spec: NoteTypeSpec) -> Iterator[str]:
    known = {field.name for field in spec.fields}
    fields = dict(note.fields)
    yield from (f"its note type has no field {name!r}" for name in fields if name not in known)
    if len(fields) < len(note.fields):
        given = Counter(name for name, _ in note.fields)
        yield from (f"the field {name!r} is given {times} times" for name, times in given.items() if times > 1)
    if not spec.is_cloze and not is_blank(fields.get("Reverse", "")) and is_blank(fields.get("Answer", "")):
        yield "its reverse card has no question, as the answer is empty"


@dataclass(frozen=True, slots=True)
class _Counted:
    """A note with its type, and which cards it has: the numbers of their templates, or of a cloze's gaps."""

    dated: DatedNote
    spec: NoteTypeSpec
    ords: tuple[int, ...]


def _count_cards(deck: Deck) -> Iterator[_Counted]:
    types = {place: (spec, counter(spec)) for place, spec in _specs(deck).items()}
    for dated in deck.notes:
        spec, card_ords = types[dated.note.own, dated.note.note_type]
        yield _Counted(dated, spec, card_ords(dated.note))


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
        note = row.counted.dated.note
        values = dict(note.fields)
        super().__init__(
            model=model,
            fields=[values.get(field.name, "") for field in model.spec.fields],
            tags=note.tags,
            guid=note.guid,
            due=row.due,
        )
        self.cards = [genanki.Card(ord_) for ord_ in row.counted.ords]

    def _check_invalid_html_tags_in_fields(self) -> None:
        """Check nothing: the fields are our own HTML, and genanki's pattern takes quadratic time on `<<<<`."""


@dataclass(frozen=True, slots=True)
class _Row:
    """A note with its place in the source and the ids of its rows: its own, then one for each card."""

    counted: _Counted
    due: int
    ids: tuple[int, ...]


def _make_collection(deck: Deck, counted: Iterable[_Counted]) -> bytes:
    """Return `collection.anki2`, a SQLite database of Anki's schema 11."""
    models = {place: _Model(spec) for place, spec in sorted(_specs(deck).items(), key=itemgetter(0))}
    connection = sqlite3.connect(":memory:")  # no file that a killed build could leave behind
    cursor = connection.cursor()
    genanki.Package([]).write_to_db(cursor, 0, iter(()))
    _write_col(cursor, deck, models)
    for row in _number(counted):
        dated = row.counted.dated
        note = _Note(row, models[dated.note.own, dated.note.note_type])
        note.write_to_db(cursor, dated.mod, _deck_id(dated.note.deck), iter(row.ids))
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


def _number(counted: Iterable[_Counted]) -> Iterator[_Row]:
    """Yield the notes by age, with ids that are the milliseconds of their birth, or the next free ones."""
    note_id = card_id = 0
    for due, one in sorted(enumerate(counted, start=1), key=_birth):
        note_id = max(note_id + 1, one.dated.created * 1000)
        first = max(card_id + 1, note_id)
        card_id = first + len(one.ords) - 1
        yield _Row(one, due, (note_id, *range(first, card_id + 1)))


def _birth(placed: tuple[int, _Counted]) -> tuple[int, str, int]:
    due, one = placed
    return one.dated.created, one.dated.note.key, due


def _deck_names(deck: Deck) -> tuple[str, ...]:
    """Return the names of all decks, each once, parents before their children."""
    names: dict[str, None] = {}
    for name in dict.fromkeys((deck.name, *(dated.note.deck for dated in deck.notes))):
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


def _specs(deck: Deck) -> dict[tuple[str, NoteType], NoteTypeSpec]:
    """Return the note types of the notes: the deck's, or else those that are shipped."""
    given = {(spec.key, spec.base): spec for spec in reversed(deck.note_types)}
    used = {(dated.note.own, dated.note.note_type) for dated in deck.notes}
    return {place: given.get(place) or load(place[1]) for place in used}


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


_LEVEL = 5  # of 9: 6, the usual one, takes two thirds more time for 2 % less


def _write_zip(stream: BinaryIO, collection: bytes, media: tuple[Media, ...]) -> None:
    names = {str(number): one.name for number, one in enumerate(media)}
    with zipfile.ZipFile(stream, "w") as package:
        package.writestr(_entry("collection.anki2"), collection, compresslevel=_LEVEL)
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
        return read_file(Path(media.source), media.source, most=LARGEST_MEDIA)
    except InputError as error:
        raise PackageError(f"media {media.name!r}: {media.source!r} {error}") from error
    except FileNotFoundError as error:
        raise PackageError(f"media {media.name!r}: cannot read {media.source!r}: {error.strerror}") from error
