""".apkg -> the notes in it. What a build wrote last is also a copy of the ledger."""

from __future__ import annotations

import contextlib
import json
import sqlite3
import zipfile
from collections.abc import Iterator
from pathlib import Path

from notes2anki.model import DatedNote, Note, NoteType, NoteTypeSpec, State
from notes2anki.notetypes import load

_LARGEST = 1 << 30  # bytes of a database
_NOTES = """
    SELECT n.id, n.guid, n.mid, n.mod, n.tags, n.flds, min(c.did)
    FROM notes n JOIN cards c ON c.nid = n.id GROUP BY n.id ORDER BY n.id
"""


def read_package(path: Path, own: tuple[NoteTypeSpec, ...] = ()) -> tuple[DatedNote, ...]:
    """Return the notes of a package that this program wrote; none for any other file, or if there is none.

    `own` are the note types of the user's own.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            if archive.getinfo("collection.anki2").file_size > _LARGEST:
                return ()
            database = archive.read("collection.anki2")
        with contextlib.closing(sqlite3.connect(":memory:")) as connection:
            connection.deserialize(database)
            return tuple(_notes(connection, own))
    except (OSError, zipfile.BadZipFile, KeyError, sqlite3.Error, ValueError, OverflowError, NotImplementedError):
        return ()


def _notes(connection: sqlite3.Connection, own: tuple[NoteTypeSpec, ...]) -> Iterator[DatedNote]:
    types = {spec.id: spec for spec in (*map(load, NoteType), *own)}
    (decks,) = connection.execute("SELECT decks FROM col").fetchone()
    names = {int(id_): str(deck["name"]) for id_, deck in json.loads(decks).items()}
    for id_, guid, model, mod, tags, fields, deck in connection.execute(_NOTES):
        if model in types and deck in names:
            note = _note(types[model], str(guid), str(fields), (str(tags), names[deck]))
            yield DatedNote(note, id_ // 1000, mod, State.UNCHANGED)


def _note(spec: NoteTypeSpec, guid: str, joined: str, others: tuple[str, str]) -> Note:
    tags, deck = others
    names = (field.name for field in spec.fields)
    fields = tuple((name, html) for name, html in zip(names, joined.split("\x1f"), strict=True) if html)
    return Note(guid, dict(fields).get("Key", ""), spec.base, fields, tuple(tags.split()), deck, own=spec.key)
