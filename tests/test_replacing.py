"""A file is replaced whole or not at all."""

import os
import stat
from collections.abc import Callable
from pathlib import Path
from typing import BinaryIO

import pytest

from notes2anki.files import replace_file, replace_files, sweep


def _new(stream: BinaryIO) -> None:
    stream.write(b"new")


def _half(stream: BinaryIO) -> None:
    stream.write(b"ne")
    msg = "the writer gave up"
    raise ValueError(msg)


def _full_disk(stream: BinaryIO) -> None:
    raise OSError(28, "No space left on device")


def _lost_source(stream: BinaryIO) -> None:
    raise FileNotFoundError(2, "No such file or directory", "source.png")


def test_a_file_is_created(tmp_path: Path) -> None:
    """Where there was no file, there is one with the new bytes, and nothing else."""
    replace_file(tmp_path / "ledger.jsonl", _new)
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == {"ledger.jsonl": b"new"}


def test_a_file_is_replaced_and_keeps_its_mode(tmp_path: Path) -> None:
    """The new bytes take the place of the old ones under the same permissions."""
    target = tmp_path / "ledger.jsonl"
    target.write_bytes(b"a longer old text")
    target.chmod(0o640)
    replace_file(target, _new)
    assert target.read_bytes() == b"new"
    assert stat.S_IMODE(target.stat().st_mode) == 0o640


def test_a_new_file_gets_the_usual_mode(tmp_path: Path) -> None:
    """The permissions are those that `open` gives, not the private ones of a temporary file."""
    replace_file(tmp_path / "ours", _new)
    (tmp_path / "usual").write_bytes(b"")
    assert (tmp_path / "ours").stat().st_mode == (tmp_path / "usual").stat().st_mode


@pytest.mark.parametrize(
    ("write", "error"),
    [
        pytest.param(_half, ValueError, id="the writer fails"),
        pytest.param(_full_disk, OSError, id="the disk is full"),
        pytest.param(_lost_source, FileNotFoundError, id="the writer misses a file of its own"),
    ],
)
def test_a_failure_leaves_the_old_file_and_nothing_else(
    tmp_path: Path, write: Callable[[BinaryIO], None], error: type[Exception]
) -> None:
    """When the bytes cannot be had, the old ones stay, and no temporary file does."""
    target = tmp_path / "ledger.jsonl"
    target.write_bytes(b"old")
    with pytest.raises(error):
        replace_file(target, write)
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == {"ledger.jsonl": b"old"}


def test_a_link_stays_a_link(tmp_path: Path) -> None:
    """What a symbolic link leads to is replaced, not the link."""
    (tmp_path / "elsewhere").mkdir()
    real = tmp_path / "elsewhere" / "ledger.jsonl"
    real.write_bytes(b"old")
    link = tmp_path / "ledger.jsonl"
    link.symlink_to(real)
    replace_file(link, _new)
    assert link.is_symlink()
    assert real.read_bytes() == b"new"


@pytest.mark.parametrize(
    ("make", "error"),
    [
        pytest.param(lambda _: None, FileNotFoundError, id="its folder is missing"),
        pytest.param(lambda path: path.parent.write_bytes(b""), NotADirectoryError, id="its folder is a file"),
        pytest.param(lambda path: path.mkdir(parents=True), IsADirectoryError, id="it is a folder"),
    ],
)
def test_an_error_names_the_target(tmp_path: Path, make: Callable[[Path], object], error: type[OSError]) -> None:
    """The user is told of the file that was asked for, not of a temporary one."""
    target = tmp_path / "folder" / "week.apkg"
    make(target)
    with pytest.raises(error) as caught:
        replace_file(target, _new)
    assert caught.value.filename == str(target)
    assert not any(path.name.endswith(".tmp") for path in tmp_path.rglob("*"))


@pytest.mark.skipif(os.geteuid() == 0, reason="the superuser may write everywhere")
def test_a_folder_that_may_not_be_written_is_an_error(tmp_path: Path) -> None:
    """A read-only folder gives a PermissionError for the target."""
    tmp_path.chmod(0o500)
    with pytest.raises(PermissionError):
        replace_file(tmp_path / "week.apkg", _new)


def _pair(tmp_path: Path) -> tuple[Path, Path]:
    files = tmp_path / "ledger.jsonl", tmp_path / "deck.apkg"
    for file in files:
        file.write_bytes(b"old")
    return files


def _held(tmp_path: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in tmp_path.iterdir() if path.is_file()}


def test_two_files_are_replaced_together(tmp_path: Path) -> None:
    """And nothing else is left."""
    ledger, deck = _pair(tmp_path)
    replace_files(((ledger, _new), (deck, _new)))
    assert _held(tmp_path) == {"ledger.jsonl": b"new", "deck.apkg": b"new"}


@pytest.mark.parametrize("write", [_half, _full_disk, _lost_source])
def test_if_one_cannot_be_written_neither_is(tmp_path: Path, write: Callable[[BinaryIO], None]) -> None:
    """Whichever it is."""
    ledger, deck = _pair(tmp_path)
    for files in (((ledger, _new), (deck, write)), ((ledger, write), (deck, _new))):
        with pytest.raises((OSError, ValueError)):
            replace_files(files)
        assert _held(tmp_path) == {"ledger.jsonl": b"old", "deck.apkg": b"old"}


@pytest.mark.parametrize("is_there", [pytest.param(True, id="an old file"), pytest.param(False, id="no file")])
def test_if_a_later_one_cannot_be_put_in_place_the_earlier_is_put_back(tmp_path: Path, is_there: bool) -> None:  # noqa: FBT001 -- a parameter
    """As when its place becomes a folder while both are written."""
    ledger, deck = _pair(tmp_path)
    if not is_there:
        ledger.unlink()
    deck.unlink()

    def write(stream: BinaryIO) -> None:
        stream.write(b"new")
        deck.mkdir()
        (deck / "inside").write_bytes(b"")

    with pytest.raises(OSError, match="directory") as caught:
        replace_files(((ledger, _new), (deck, write)))
    assert caught.value.filename == str(deck)
    assert _held(tmp_path) == ({"ledger.jsonl": b"old"} if is_there else {})


def test_what_a_killed_build_left_is_swept(tmp_path: Path) -> None:
    """Only what belongs to this file: another deck may be at work in the same folder."""
    ours, others = tmp_path / ".a[1].apkg.0123.tmp", tmp_path / ".b.apkg.0123.tmp"
    for file in (ours, others):
        file.write_bytes(b"half")
    sweep(tmp_path / "a[1].apkg")
    assert _held(tmp_path) == {others.name: b"half"}
