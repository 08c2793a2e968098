"""A real Anki collection, packages to import into it, and what the import did."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from anki.collection import Collection

from notes2anki.model import DatedNote, Note, NoteType, State
from tests.support.collection import Bench

THEN = 1_700_000_000  # long before any clock that runs these tests


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
