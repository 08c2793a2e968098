"""Bytes -> files, all of them whole or none at all: written beside their targets, flushed, then put in their places."""

from __future__ import annotations

import contextlib
import glob
import os
import secrets
import shutil
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, NoReturn

Write = Callable[[BinaryIO], None]
"""Puts a file's bytes into the stream that it is given."""


@dataclass(frozen=True, slots=True)
class _Written:
    """A file that waits beside its place."""

    target: Path
    place: Path  # what the target links to
    temporary: Path


def replace_file(target: Path, write: Write) -> None:
    """Replace the file at `target` (or what it links to) by what `write` puts into the stream that it is given.

    Whatever happens, `target` holds either the old bytes or all of the new ones, and no other file stays behind.
    The mode of an old file is kept. Raises OSError, naming `target`, where it cannot be written.
    """
    replace_files(((target, write),))


def replace_files(files: Sequence[tuple[Path, Write]]) -> None:
    """Replace several files at once, the first one first.

    All are written before the first is put in its place. If a later one then cannot be, the earlier ones are put back.
    If the process is killed in between, the earlier ones are new and the later ones old: no file is ever half written.
    """
    waiting: list[_Written] = []
    try:
        for target, write in files:
            waiting.append(_begin(target))
            _fill(waiting[-1], write)
        _put(waiting)
    finally:
        for one in waiting:
            for path in (one.temporary, _old_name(one)):
                with contextlib.suppress(OSError):  # it is gone when all went well
                    path.unlink()


def all_of(content: bytes) -> Write:
    """Return what puts these bytes into a file."""

    def write(stream: BinaryIO) -> None:
        stream.write(content)

    return write


def sweep(target: Path) -> None:
    """Remove what killed builds left beside `target`. Only for whoever holds the lock."""
    place = Path(os.path.realpath(target))
    for path in place.parent.glob(f".{glob.escape(place.name)}.*.tmp"):
        with contextlib.suppress(OSError):
            path.unlink()


def _begin(target: Path) -> _Written:
    place = Path(os.path.realpath(target))
    return _Written(target, place, place.with_name(f".{place.name}.{secrets.token_hex(8)}.tmp"))


def _old_name(one: _Written) -> Path:
    return one.temporary.with_suffix(".old.tmp")


def _fill(one: _Written, write: Write) -> None:
    try:
        if one.place.is_dir():
            raise IsADirectoryError(21, "Is a directory", str(one.target))
        _write_whole(one.temporary, write)
        if one.place.exists():
            shutil.copymode(one.place, one.temporary)
    except OSError as error:
        _name_target(error, one)


def _put(files: Sequence[_Written]) -> None:
    done: list[_Written] = []
    for one in files:
        try:
            if len(files) > 1:
                _keep_old(one)
            one.temporary.replace(one.place)
            done.append(one)
        except OSError as error:
            for earlier in reversed(done):
                _put_back(earlier)
            _name_target(error, one)
    for folder in {one.place.parent for one in files}:
        _flush_folder(folder)


def _keep_old(one: _Written) -> None:
    """Give the old file a second name, so that it can be put back."""
    if not one.place.exists():
        return
    try:
        os.link(one.place, _old_name(one))
    except OSError:  # some file systems have no links
        shutil.copy2(one.place, _old_name(one))


def _put_back(one: _Written) -> None:
    with contextlib.suppress(OSError):
        if _old_name(one).exists():
            _old_name(one).replace(one.place)
        else:
            one.place.unlink()


def _name_target(error: OSError, one: _Written) -> NoReturn:
    if error.filename not in (None, str(one.temporary)):
        raise error
    raise OSError(error.errno, error.strerror, str(one.target)) from error


def _write_whole(path: Path, write: Write) -> None:
    with path.open("xb") as stream:
        write(stream)
        stream.flush()
        os.fsync(stream.fileno())


def _flush_folder(folder: Path) -> None:
    with contextlib.suppress(OSError):  # Windows opens no folders; the file itself is on the disk already
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
