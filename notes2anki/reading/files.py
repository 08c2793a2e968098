"""Settings -> the paths of the reports; a path -> its text, with line ends that every later stage can count on."""

from __future__ import annotations

import codecs
import errno
import fnmatch
import os
import stat
import unicodedata
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from notes2anki.files import escaped, is_hidden, read_file, reason, shown_path
from notes2anki.model import InputError, Problem, Settings

SUFFIXES = (".md", ".markdown")
"""What a report's name ends with where a folder or a pattern's last `*` leaves that open."""

_MAGIC = frozenset("*?[")
_UTF16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_PATTERNS = "give a file, a folder, or a glob in quotes such as 'notes/**/*.md'"
_READABLE = "make it readable, or leave it out"
_CONVERT = "save it as UTF-8 in your editor, or: iconv -f {source} -t UTF-8 old.md > new.md"
_SOURCES = "CP949 (Korean; CP932: Japanese, GB18030: Chinese, CP1252: Western)"


@dataclass(frozen=True, slots=True)
class _Bounds:
    """How far links may lead."""

    root: Path
    homes: tuple[Path, ...]  # real paths; none: anywhere

    def leaving(self, path: Path) -> Problem | None:
        """Return a notice where the path is a link that leads too far."""
        if not self.homes or not path.is_symlink():
            return None
        real = Path(os.path.realpath(path))
        if any(map(real.is_relative_to, self.homes)):
            return None
        message = f"is a link out of the deck's folder, to {escaped(str(real))}, and left out"
        hint = "to read it, name that place in `notes`, or set `follow_links: true` in deck.yaml"
        return Problem(shown_path(path, self.root), 0, message, hint, is_error=False)


def find_reports(settings: Settings) -> tuple[tuple[Path, ...], tuple[Problem, ...]]:
    """Return the reports that `settings.notes` name, sorted by path, each file once; and what else is left out there.

    What exists under just this name is taken at its word, with all brackets and stars; a folder stands for all Markdown
    files below it. Globs pass over hidden files and folders. Left out, with a notice, are links that lead out of the
    deck's folder and of those that `settings.notes` name, and, with an error, folders that cannot be read. Raises
    InputError with each pattern that finds nothing.
    """
    reports: list[Path] = []
    left: dict[Problem, None] = {}
    problems: list[Problem] = []
    begun: dict[str, tuple[Path, tuple[str, ...]]] = {}
    for pattern in settings.notes:
        try:
            begun[pattern] = _begin(settings.root, pattern)
        except OSError as error:
            message = f"{error.filename} cannot be read: {reason(error)}"
            problems.append(_problem(settings, pattern, message, _READABLE))
    named = (folder for folder, parts in begun.values() if not parts or _MAGIC.intersection(parts[0]))
    homes = tuple(Path(os.path.realpath(folder)) for folder in (settings.root, *named))
    bounds = _Bounds(settings.root, () if settings.follow_links else homes)
    for pattern, (folder, parts) in begun.items():
        found = tuple(_matches(folder, parts, bounds))
        reports.extend(one for one in found if isinstance(one, Path))
        left |= dict.fromkeys(one for one in found if isinstance(one, Problem))
        if not any(isinstance(one, Path) for one in found):
            problems.append(_problem(settings, pattern, "no report matches", _PATTERNS))
    if problems:
        raise InputError(*left, *problems)
    by_file = {path.resolve(): path for path in sorted(reports, key=Path.as_posix, reverse=True)}
    return tuple(sorted(by_file.values(), key=Path.as_posix)), tuple(left)


def read_text(path: Path, shown: str) -> str:
    r"""Return the text of a file without byte order mark and with `\n` as its only line end.

    Raises InputError, at `shown`, for what cannot be read or is not UTF-8.
    """
    try:
        raw = read_file(path, shown)
    except FileNotFoundError as error:
        if path.is_symlink():
            message = f"is a link to {escaped(str(path.readlink()))}, and there is no such file"
            raise InputError(Problem(shown, 0, message, "mend the link, or remove it")) from None
        raise InputError(Problem(shown, 0, f"cannot be read: {reason(error)}")) from None
    if raw.startswith(_UTF16):
        raise InputError(Problem(shown, 0, "is UTF-16, not UTF-8", _CONVERT.format(source="UTF-16")))
    raw = raw.removeprefix(codecs.BOM_UTF8).replace(b"\r\n", b"\n").replace(b"\r", b"\n")
    if b"\0" in raw:
        line = _line(raw, raw.index(b"\0"))
        raise InputError(Problem(shown, line, "holds a NUL byte, so it is no text", "leave it out of the notes"))
    try:
        return raw.decode()
    except UnicodeDecodeError as error:
        message = f"is not UTF-8: byte 0x{raw[error.start]:02X} cannot stand here"
        raise InputError(Problem(shown, _line(raw, error.start), message, _CONVERT.format(source=_SOURCES))) from None


def _begin(root: Path, pattern: str) -> tuple[Path, tuple[str, ...]]:
    """Follow the leading parts of a pattern literally, as far as they exist; return what is left of it."""
    place, *parts = Path(root, pattern).parts
    folder = Path(place)
    while parts and (inner := _step(folder, parts[0])):
        folder = inner
        parts = parts[1:]
    return folder, tuple(parts)


def _matches(folder: Path, parts: tuple[str, ...], bounds: _Bounds) -> Iterator[Path | Problem]:
    """Yield what a pattern names, and what is left out."""
    if not parts:
        yield from _globbed(folder, ("**", "*"), bounds) if folder.is_dir() else (folder,)
    elif _MAGIC.intersection(parts[0]):
        yield from _globbed(folder, (*parts, "*") if parts[-1] == "**" else parts, bounds)


def _step(folder: Path, part: str) -> Path | None:
    """Return what is called `part` in a folder, whichever way its accents or Hangul are composed."""
    if (folder / part).exists():
        return folder / part
    if part.isascii() or not folder.is_dir():
        return None
    return next((inner for inner in folder.iterdir() if _composed(inner.name) == _composed(part)), None)


def _globbed(base: Path, parts: tuple[str, ...], bounds: _Bounds) -> Iterator[Path | Problem]:
    """Yield the files below a folder that fit the parts of a glob, and what is left out.

    Each folder is seen once; links come last, so that they make no loop and hide no real path.
    """
    composed, is_open = tuple(map(_composed, parts)), parts[-1].endswith("*")
    waiting, seen = deque([base]), set[Path]()
    while waiting:
        folder = waiting.popleft()
        real = folder.resolve()
        if real in seen:
            continue
        seen.add(real)
        inner = tuple(map(_composed, folder.relative_to(base).parts))
        try:
            paths = sorted(folder.iterdir())
        except FileNotFoundError:  # it is gone since it was listed
            continue
        except OSError as error:
            yield Problem(shown_path(folder, bounds.root), 0, f"cannot be read: {reason(error)}", _READABLE)
            continue
        for path in paths:
            names, is_folder = (*inner, _composed(path.name)), _is_folder(path)
            if is_folder is None or is_hidden(path.name):
                continue
            if is_folder and ("**" in parts or _fits(names, composed[: len(names)])):
                if left_out := bounds.leaving(path):
                    yield left_out
                else:
                    (waiting.append if path.is_symlink() else waiting.appendleft)(path)
            elif not is_folder and _fits(names, composed) and not (is_open and path.suffix.lower() not in SUFFIXES):
                yield bounds.leaving(path) or path


def _is_folder(path: Path) -> bool | None:
    """Is it a folder, or a file of whatever kind? None for what is gone, and for a link to itself."""
    try:
        return stat.S_ISDIR(path.stat().st_mode)
    except FileNotFoundError:  # a link to a file that is gone is a report that cannot be read
        return False if path.is_symlink() else None
    except OSError as error:
        return None if error.errno == errno.ELOOP else False


def _fits(names: tuple[str, ...], parts: tuple[str, ...]) -> bool:
    """Tell whether the names of a path fit the parts of a glob, where `**` stands for any number of folders."""
    reached = {0}  # how many of the names the parts so far may stand for
    for part in parts:
        if part == "**":
            reached = set(range(min(reached, default=len(names) + 1), len(names) + 1))
        else:
            reached = {at + 1 for at in reached if at < len(names) and fnmatch.fnmatchcase(names[at], part)}
    return len(names) in reached


def _composed(name: str) -> str:
    return unicodedata.normalize("NFC", name)


def _problem(settings: Settings, pattern: str, message: str, hint: str) -> Problem:
    """Place a problem of a pattern in the deck.yaml that names it, or at the pattern itself."""
    if not settings.config:
        return Problem(pattern, 0, message, hint)
    shown = shown_path(settings.config, settings.root)
    lines = read_file(settings.config, shown).decode("utf-8", "replace").splitlines()
    live = (number for number, line in enumerate(lines, 1) if pattern in line and not line.lstrip().startswith("#"))
    return Problem(shown, next(live, 0), f"{message}: {pattern}", hint)


def _line(raw: bytes, offset: int) -> int:
    return raw.count(b"\n", 0, offset) + 1
