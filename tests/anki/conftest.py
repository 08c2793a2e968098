"""A real Anki collection, packages to import into it, and what the import did."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from anki.collection import Collection
from anki.errors import NetworkError

from notes2anki.model import DatedNote, Note, NoteType, State
from tests.support.collection import Bench, Device

THEN = 1_700_000_000  # long before any clock that runs these tests
PATIENCE = 30  # seconds


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


@pytest.fixture
def server(tmp_path: Path) -> Iterator[str]:
    """Run Anki's sync server and return its address."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    told = {
        "SYNC_USER1": "learner:secret",
        "SYNC_HOST": "127.0.0.1",
        "SYNC_PORT": str(port),
        "SYNC_BASE": str(tmp_path / "server"),
        "RUST_LOG": "error",
    }
    process = subprocess.Popen((sys.executable, "-m", "anki.syncserver"), env={**os.environ, **told})
    yield f"http://127.0.0.1:{port}/"
    process.terminate()
    process.wait(PATIENCE)


@pytest.fixture
def phone(server: str, tmp_path: Path) -> Iterator[Device]:
    """Open the phone's collection, once the server answers."""
    (tmp_path / "phone").mkdir()
    device = Device(Collection(str(tmp_path / "phone" / "collection.anki2")), server)
    end = time.monotonic() + PATIENCE
    while True:
        try:
            device.col.sync_login("learner", "secret", server)
            break
        except NetworkError:
            assert time.monotonic() < end, "the sync server does not answer"
            time.sleep(0.1)
    yield device
    device.col.close()


@pytest.fixture
def desktop(bench: Bench, phone: Device) -> Device:
    """Return the collection that packages are imported into."""
    return Device(bench.col, phone.address)
