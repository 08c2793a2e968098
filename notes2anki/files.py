"""Paths <-> bytes: regular files of a bounded size, no link out of a deck, all written whole or not at all.

Every file that is not shipped is read here, and all that lasts is written here. Also how names are shown, and the lock.
"""

from __future__ import annotations

import contextlib
import errno
import glob
import os
import re
import secrets
import shutil
import stat
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from io import BufferedReader
from pathlib import Path
from typing import BinaryIO, NoReturn

from notes2anki.model import InputError, Problem

LARGEST = 5 * 1024**2
"""Bytes of a file that people write, such as a report."""

LARGEST_MEDIA = 100 * 1024**2
"""Bytes of a picture or recording, whatever the settings say."""

Write = Callable[[BinaryIO], None]
"""Puts a file's bytes into the stream that it is given."""

_UNSHOWN = frozenset({"Cc", "Cs", "Zl", "Zp"})  # control characters, bytes that are no UTF-8, ends of lines
_ESCAPED = re.compile(r"\\(?:x(?P<byte>[0-9a-f]{2})|u(?P<code>[0-9a-f]{4})|(?P<space>[nrt]))")
_SPACES = {"n": "\n", "r": "\r", "t": "\t"}


# --- names ---------------------------------------------------------------------------------------------------------


def is_hidden(name: str) -> bool:
    """Is it a name that nobody means who searches a folder: hidden, or a tool's own?"""
    return name.startswith(".") or name in {"node_modules", "__pycache__"}


def escaped(name: str) -> str:
    r"""Return a name with `\n`, `\x1b` or `\xe9` for what would steer a terminal, and for bytes that are no UTF-8."""
    if name.isprintable():
        return name
    return "".join(_escape(char) if unicodedata.category(char) in _UNSHOWN else char for char in name)


def _escape(char: str) -> str:
    code = ord(char)
    if 0xDC80 <= code <= 0xDCFF:  # how Python holds a byte that is no UTF-8
        return f"\\x{code - 0xDC00:02x}"
    return char.encode("unicode_escape").decode() if code < 0x80 else f"\\u{code:04x}"


def shown_path(path: Path, root: Path) -> str:
    """Return the path relative to `root`, as it stands in values, messages and on cards."""
    return escaped(Path(os.path.relpath(path, root)).as_posix())


def real_path(shown: str, root: Path) -> Path:
    """Return the file that `shown_path` has called so."""
    is_plain = "\\" not in shown or os.path.lexists(root / shown)
    return root / (shown if is_plain else unescaped(shown))


def unescaped(name: str) -> str:
    """Return the name that `escaped` was given."""
    return _ESCAPED.sub(_unescape, name) if "\\" in name else name


def _unescape(found: re.Match[str]) -> str:
    if found["space"]:
        return _SPACES[found["space"]]
    code = int(found["byte"] or found["code"], 16)
    return chr(code + 0xDC00 if found["byte"] and code >= 0x80 else code)


# --- reading -------------------------------------------------------------------------------------------------------


def read_file(path: Path, shown: str, *, most: int = LARGEST, root: Path | None = None) -> bytes:
    """Return what a file holds. Raises as `open_file` does."""
    with open_file(path, shown, most=most, root=root) as stream:
        content = stream.read(most + 1)
    if len(content) > most:  # it grew, or the system does not know how long it is
        raise _too_long(shown, most)
    return content


@contextlib.contextmanager
def open_file(path: Path, shown: str, *, most: int = LARGEST, root: Path | None = None) -> Iterator[BufferedReader]:
    """Open a regular file of at most `most` bytes; a pipe is not waited for, a device not touched.

    No link may lead out of `root`, where that is given. Raises FileNotFoundError where there is nothing, and
    InputError, at `shown`, for all else that keeps it from being read.
    """
    if root is not None:
        refuse_leaving(path, shown, root)
    try:
        status = path.stat()
        if stat.S_ISDIR(status.st_mode):
            raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR))
        if not stat.S_ISREG(status.st_mode):
            message = "is a pipe, a socket or a device"
            raise InputError(Problem(shown, 0, message, "put a regular file in its place, or remove it"))
        if status.st_size > most:
            raise _too_long(shown, most)
        with os.fdopen(os.open(path, os.O_RDONLY | _NOW), "rb") as stream:
            yield stream
    except FileNotFoundError:
        raise
    except OSError as error:
        raise InputError(Problem(shown, 0, f"cannot be read: {reason(error)}")) from None


_NOW = getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
"""A pipe that was put there just now is not waited for either."""


def _too_long(shown: str, most: int) -> InputError:
    size = f"{most >> 20} MiB" if most > 1 << 20 else f"{most >> 10} KiB"
    return InputError(Problem(shown, 0, f"is longer than {size}", "is this the right file?"))


def reason(error: OSError) -> str:
    """Return what the system says, as the end of a sentence."""
    words = error.strerror or str(error)
    return words[:1].lower() + words[1:]


def refuse_leaving(path: Path, shown: str, root: Path) -> None:
    """Raise InputError, at `shown`, where a link leads out of `root`; if the path lies elsewhere, out of its folder."""
    place = Path(os.path.abspath(path))  # noqa: PTH100 -- where it is named to lie, not where it leads
    base = root if place.is_relative_to(root) else place.parent
    real = Path(os.path.realpath(place))
    if not real.is_relative_to(os.path.realpath(base)):
        hint = "remove the link, or name the file itself in deck.yaml"
        raise InputError(Problem(shown, 0, f"a link leads out of the deck's folder, to {escaped(str(real))}", hint))


# --- writing -------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Written:
    """A file that waits beside its place."""

    target: Path
    place: Path  # what the target links to
    temporary: Path


def replace_file(target: Path, write: Write, *, root: Path | None = None) -> None:
    """Replace the file at `target` (or what it links to) by what `write` puts into the stream that it is given.

    Whatever happens, `target` holds either the old bytes or all of the new ones, and no other file stays behind.
    The mode of an old file is kept. Raises OSError, naming `target`, where it cannot be written, and InputError where
    a link leads out of `root`, if that is given.
    """
    replace_files(((target, write),), root=root)


def replace_files(files: Sequence[tuple[Path, Write]], *, root: Path | None = None) -> None:
    """Replace several files at once, the first one first.

    All are written before the first is put in its place. If a later one then cannot be, the earlier ones are put back.
    If the process is killed in between, the earlier ones are new and the later ones old: no file is ever half written.
    """
    waiting: list[_Written] = []
    if root is not None:
        for target, _ in files:
            refuse_leaving(target, str(target), root)
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
    for path in target.parent.glob(f".{glob.escape(target.name)}.*.tmp"):
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


# --- what can be made anew -----------------------------------------------------------------------------------------


def own_folder(folder: Path) -> bool:
    """Is the folder there, or made now, and no link to another place?"""
    try:
        folder.mkdir(exist_ok=True)
        return stat.S_ISDIR(folder.lstat().st_mode)
    except OSError:
        return False


def put_file(path: Path, content: bytes) -> None:
    """Write a file beside its place, then put it there, over a link as well. It need not outlast a power failure."""
    temporary = path.with_name(f"{path.stem}.{secrets.token_hex(8)}.tmp")
    try:
        with temporary.open("xb") as stream:
            stream.write(content)
        temporary.replace(path)
    finally:
        temporary.unlink(missing_ok=True)


# --- one build of a deck at a time ---------------------------------------------------------------------------------


@contextlib.contextmanager
def locked(target: Path, shown: str, *, root: Path | None = None) -> Iterator[None]:
    """Hold the lock of the deck whose ledger is `target`.

    The lock is the operating system's own (filelock: `flock` here, its like on Windows), so that it is gone with the
    process that holds it, however that ends. The file that bears its name says nothing by being there.
    Raises InputError, at once, while another process holds it, and where a link leads out of `root` or stands in the
    lock's place; OSError where the folder may not be written.
    """
    from filelock import FileLock, Timeout  # slow to import

    path = target.with_name(f".{target.name}.lock")
    if root is not None:
        refuse_leaving(path, shown, root)
    if path.is_symlink():  # what it leads to would be emptied
        raise InputError(Problem(shown, 0, f"its lock {path.name} is a link", "remove the link"))
    lock = FileLock(path, timeout=0)
    try:
        lock.acquire()
    except Timeout:
        hint = "wait until it is done, then try again"
        raise InputError(Problem(shown, 0, "another notes2anki is working on this deck", hint)) from None
    except OSError as error:
        raise OSError(error.errno, error.strerror, str(target)) from None
    try:
        yield
    finally:
        # While we hold it: whoever opened this file just now finds it unlinked, and begins again.
        with contextlib.suppress(OSError):
            path.unlink()
        lock.release()
