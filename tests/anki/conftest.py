"""A real Anki collection, packages to import into it, and what the import did."""

import sqlite3
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from anki.collection import Collection, ImportAnkiPackageRequest

from notes2anki.model import DatedNote, Deck, Media, Note, NoteType, State
from notes2anki.package import write_package

THEN = 1_700_000_000  # long before any clock that runs these tests


@dataclass(frozen=True, slots=True)
class Counts:
    """What an import did, as Anki's log tells it; the numbers are notes."""

    new: int = 0
    updated: int = 0
    duplicate: int = 0
    conflicting: int = 0


@dataclass(frozen=True, slots=True)
class Bench:
    """A collection on the user's desktop, and a place to write packages to."""

    col: Collection
    folder: Path

    def write(self, *notes: DatedNote, name: str = "Root", media: tuple[Media, ...] = ()) -> Path:
        """Write a package of `notes` and return its path."""
        target = self.folder / "deck.apkg"
        write_package(Deck(name, notes, media), target)
        return target

    def take(self, package: Path) -> Counts:
        """Import `package` as a user does, with the options of a fresh Anki."""
        options = self.col._backend.get_import_anki_package_presets()
        request = ImportAnkiPackageRequest(package_path=str(package), options=options)
        log = self.col.import_anki_package(request).log
        return Counts(len(log.new), len(log.updated), len(log.duplicate), len(log.conflicting))

    def give(self, *notes: DatedNote, name: str = "Root", media: tuple[Media, ...] = ()) -> Counts:
        """Write a package of `notes` and import it."""
        return self.take(self.write(*notes, name=name, media=media))

    def tamper(self, package: Path, change: Callable[[sqlite3.Connection], object]) -> Path:
        """Change the database inside `package`, to what our own writer would never write."""
        database = self.folder / "tampered.anki2"
        with zipfile.ZipFile(package) as old:
            database.write_bytes(old.read("collection.anki2"))
            media = old.read("media")
        connection = sqlite3.connect(database)
        change(connection)
        connection.commit()
        connection.close()
        with zipfile.ZipFile(package, "w") as new:
            new.write(database, "collection.anki2")
            new.writestr("media", media)
        return package

    def faults(self) -> tuple[str, ...]:
        """Return what Anki's Check Database finds."""
        return tuple(self.col._backend.check_database())


@pytest.fixture
def bench(tmp_path: Path) -> Iterator[Bench]:
    """Open an empty collection."""
    (tmp_path / "anki").mkdir()
    (tmp_path / "packages").mkdir()
    col = Collection(str(tmp_path / "anki" / "collection.anki2"))
    yield Bench(col, tmp_path / "packages")
    col.close()


@pytest.fixture
def basic() -> DatedNote:
    """Return a note of the basic type with one card in `Root::AI`."""
    fields = (("Question", "Focal loss?"), ("Answer", "down-weights easy examples"), ("Key", "focal"))
    return DatedNote(Note("guid-1", "focal", NoteType.BASIC, fields, ("AI",), "Root::AI"), THEN, THEN, State.NEW)


@pytest.fixture
def cloze() -> DatedNote:
    """Return a note of the cloze type with two cards in `Root::AI`."""
    fields = (("Text", "{{c1::bagging}} is parallel, {{c2::boosting}} is not"), ("Key", "ensembles"))
    return DatedNote(Note("guid-2", "ensembles", NoteType.CLOZE, fields, ("AI",), "Root::AI"), THEN, THEN, State.NEW)


@pytest.fixture
def changed() -> Callable[..., DatedNote]:
    """Return a function that gives a note other values: of the note, `mod`, or (by capital name) fields."""

    def change(dated: DatedNote, *, mod: int | None = None, **values: object) -> DatedNote:
        fields = {name: value for name, value in values.items() if name[0].isupper()}
        others = {name: value for name, value in values.items() if name not in fields}
        note = replace(dated.note, fields=tuple((dict(dated.note.fields) | fields).items()), **others)
        return replace(dated, note=note, mod=mod or dated.mod)

    return change
