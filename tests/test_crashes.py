"""Builds that are killed, that find the disk full or the folder read-only, or that run at once."""

from __future__ import annotations

import errno
import os
import random
import resource
import signal
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from notes2anki import package
from notes2anki.build import Outcome, build
from notes2anki.files import locked
from notes2anki.ledger import Life, read_ledger
from notes2anki.model import InputError, Selection, Settings
from notes2anki.unpack import read_package

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="kills and limits processes as Unix does")

THEN = 1_632_700_000
WEEK = 7 * 86_400
KILLS = 220
FIRST = "---\ntags: [AI]\n---\n" + "".join(
    f"- Layer {name}: a layer that does {name} to its input\n" for name in "abcdefgh"
)
SECOND = FIRST.replace("- Layer a: a layer that does a to its input\n", "").replace("does c to", "does c and d to")


@dataclass(frozen=True, slots=True)
class Desk:
    """A deck's folder, and the two states that its files may be in."""

    settings: Settings
    old: tuple[bytes, bytes]
    new: tuple[bytes, bytes]

    def held(self) -> tuple[bytes, bytes]:
        """Return ledger and package as they lie on the disk."""
        return _held(self.settings)

    def rewind(self) -> None:
        """Put the old files back."""
        self.settings.ledger.write_bytes(self.old[0])
        self.settings.output.write_bytes(self.old[1])

    def build(self) -> Outcome:
        """Build."""
        return build(self.settings, Selection(), now=THEN + WEEK)


def _held(settings: Settings) -> tuple[bytes, bytes]:
    return settings.ledger.read_bytes(), settings.output.read_bytes()


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """Return a deck that was built and then edited, and what the next build should make of it."""
    root = tmp_path / "deck"
    (root / "notes").mkdir(parents=True)
    settings = Settings(root, "Root", ("notes",), root / "deck.apkg", root / "ledger.jsonl")
    report = root / "notes" / "day.md"
    report.write_text(FIRST, encoding="utf-8")
    build(settings, Selection(), now=THEN)
    old = _held(settings)
    report.write_text(SECOND, encoding="utf-8")
    build(settings, Selection(), now=THEN + WEEK)
    found = Desk(settings, old, _held(settings))
    assert found.old != found.new
    found.rewind()
    return found


def _child(action: Callable[[], object]) -> int:
    """Run in a process of its own, which has imported all that it needs already; return its id."""
    child = os.fork()
    if child:
        return child
    try:
        action()
        os._exit(0)
    except BaseException:  # a child never returns into the tests
        os._exit(1)


def _wait(child: int) -> int:
    return os.waitpid(child, 0)[1]


def _others(settings: Settings) -> Iterator[str]:
    known = {settings.ledger.name, settings.output.name, "notes"}
    yield from (path.name for path in settings.root.iterdir() if path.name not in known)


def test_a_killed_build_leaves_old_or_new(desk: Desk) -> None:
    """At any moment: ledger and package are each whole, the ledger never older, and the next build repairs."""
    begin = time.perf_counter()
    assert _wait(_child(desk.build)) == 0
    length = time.perf_counter() - begin
    chance = random.Random(4)  # noqa: S311 -- any moment will do, and the same ones each time
    seen = set()
    for _ in range(KILLS):
        desk.rewind()
        child = _child(desk.build)
        # Most kills in the last part of the build, where it writes.
        time.sleep(length * min(1.1, chance.triangular(0, 1.2, 0.9)))
        os.kill(child, signal.SIGKILL)
        _wait(child)
        ledger, packed = desk.held()
        state = (ledger == desk.new[0], packed == desk.new[1])
        assert ledger in (desk.old[0], desk.new[0])
        assert packed in (desk.old[1], desk.new[1])
        assert state != (False, True), "the package knows more than the ledger"
        seen.add(state)
        assert desk.build().deck is not None
        assert desk.held() == desk.new
        assert not list(_others(desk.settings))
    assert {(False, False), (True, True)} <= seen


def test_between_ledger_and_package_nothing_is_lost(desk: Desk) -> None:
    """The one moment at which only the ledger is new: the next build makes the very package, at any later time."""
    desk.settings.ledger.write_bytes(desk.new[0])
    outcome = build(desk.settings, Selection(), now=THEN + 5 * WEEK)
    assert desk.held() == desk.new
    assert outcome.loaded.problems == ()


@pytest.mark.parametrize(
    "share",
    [
        pytest.param(0.0, id="no room at all"),
        pytest.param(0.5, id="no room for the ledger"),
        pytest.param(1.2, id="no room for the package"),
    ],
)
def test_a_full_disk_leaves_all_as_it_was(desk: Desk, share: float) -> None:
    """Whichever file is the first that does not fit."""
    room = int(share * len(desk.new[0]))
    assert room < len(desk.new[1])

    def full() -> None:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)  # an error, as a full disk is one, instead of a signal
        resource.setrlimit(resource.RLIMIT_FSIZE, (room, room))
        try:
            desk.build()
        except OSError as error:
            os._exit(42 if error.errno == errno.EFBIG and error.filename else 3)

    assert os.waitstatus_to_exitcode(_wait(_child(full))) == 42
    assert desk.held() == desk.old
    assert not list(_others(desk.settings))


def test_a_read_only_folder_leaves_all_as_it_was(desk: Desk) -> None:
    """The error names what was to be written."""
    user = 65_534  # nobody: the superuser may write everywhere

    def read_only() -> None:
        desk.settings.root.chmod(0o555)
        if os.geteuid() == 0:
            os.setuid(user)
        try:
            desk.build()
        except PermissionError as error:
            os._exit(42 if error.filename == str(desk.settings.ledger) else 3)

    for folder in (desk.settings.root, *desk.settings.root.parents):
        if os.geteuid() == 0 and len(folder.parts) > 2:
            folder.chmod(folder.stat().st_mode | 0o555)
    try:
        assert os.waitstatus_to_exitcode(_wait(_child(read_only))) == 42
    finally:
        desk.settings.root.chmod(0o755)
    assert desk.held() == desk.old


def test_of_two_builds_at_once_one_gives_way(desk: Desk) -> None:
    """At once, with a message; and when the first is done, or dead, the way is free."""
    with locked(desk.settings.ledger, "ledger.jsonl"):
        with pytest.raises(InputError, match="another notes2anki is working on this deck"):
            desk.build()
        assert desk.held() == desk.old
    held, told = os.pipe()

    def hold() -> None:
        with locked(desk.settings.ledger, "ledger.jsonl"):
            os.write(told, b"!")
            time.sleep(60)

    child = _child(hold)
    os.read(held, 1)
    with pytest.raises(InputError):
        desk.build()
    os.kill(child, signal.SIGKILL)
    _wait(child)
    desk.build()
    assert desk.held() == desk.new
    assert not list(_others(desk.settings))


def test_many_builds_at_once_are_as_one(desk: Desk) -> None:
    """Some give way, none is half, and the files are those of one of them."""
    for _ in range(5):
        desk.rewind()
        children = [_child(desk.build) for _ in range(6)]
        codes = [os.waitstatus_to_exitcode(_wait(child)) for child in children]
        assert 0 in codes
        assert desk.held() == desk.new
        assert not list(_others(desk.settings))


def test_ledger_and_package_tell_the_same(desk: Desk) -> None:
    """Each note of the one is a line of the other, with the same time."""
    desk.build()
    entries = read_ledger(desk.settings.ledger, "ledger.jsonl").entries
    packed = {dated.note.guid: dated.mod for dated in read_package(desk.settings.output, "deck.apkg")}
    assert packed == {entry.guid: entry.mod for entry in entries}
    assert [entry.state for entry in entries].count(Life.RETIRED) == 1
    assert package.__doc__  # genanki is imported before the forks
