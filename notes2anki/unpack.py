""".apkg -> the notes in it. What a build wrote last is also a copy of the ledger."""

from __future__ import annotations

import contextlib
import json
import sqlite3
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from notes2anki.files import open_file
from notes2anki.model import DatedNote, InputError, Note, NoteType, NoteTypeSpec, Problem, State
from notes2anki.notetypes import load

_LARGEST = 1 << 34  # bytes of a package
_LARGEST_DATABASE = 1 << 28  # bytes of what is read of it, that of 250,000 notes: a small zip can hold gigabytes
_STEPS = 200_000_000  # of the database: a view in the place of a table could go on for ever
_NOTES = """
    SELECT n.id, n.guid, n.mid, n.mod, n.tags, n.flds, min(c.did)
    FROM notes n JOIN cards c ON c.nid = n.id GROUP BY n.id ORDER BY n.id
"""


def read_package(
    path: Path, shown: str, own: tuple[NoteTypeSpec, ...] = (), *, root: Path | None = None
) -> tuple[DatedNote, ...]:
    """Return the notes of a package that this program wrote; none where there is none, or in one of another program.

    `own` are the note types of the user's own; no link may lead out of `root`. Raises InputError, with a notice for a
    damaged package, and an error for what is no regular file.
    """
    if path.is_dir():  # it cannot be written, and that is said
        return ()
    try:
        with open_file(path, shown, most=_LARGEST, root=root) as stream:
            return _read_whole(stream, shown, own)
    except FileNotFoundError:
        return ()


def _read_whole(stream: BinaryIO, shown: str, own: tuple[NoteTypeSpec, ...]) -> tuple[DatedNote, ...]:
    try:
        return tuple(_read(stream, own))
    except Exception:  # zipfile, zlib, sqlite3 and json each have their own words for it
        hint = "a build writes it anew; if the ledger is lost, too, take either from a backup, or delete this one first"
        raise InputError(Problem(shown, 0, "is no package that can be read", hint, is_error=False)) from None


def _read(stream: BinaryIO, own: tuple[NoteTypeSpec, ...]) -> Iterator[DatedNote]:
    with zipfile.ZipFile(stream) as archive:
        if archive.getinfo("collection.anki2").file_size > _LARGEST_DATABASE:
            raise ValueError
        database = archive.read("collection.anki2")
    with contextlib.closing(sqlite3.connect(":memory:")) as connection:
        connection.deserialize(database)
        connection.set_progress_handler(lambda: 1, _STEPS)
        yield from _notes(connection, own)


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
