"""Settings -> the paths of the reports; a path -> its text, with line ends that every later stage can count on."""

from __future__ import annotations

import codecs
import fnmatch
import os
import unicodedata
from collections import deque
from collections.abc import Iterator
from pathlib import Path

from notes2anki.model import InputError, Problem, Settings

SUFFIXES = (".md", ".markdown")
"""What a report's name ends with where a folder or a pattern's last `*` leaves that open."""

_MAGIC = frozenset("*?[")
_SKIPPED = frozenset({"node_modules", "__pycache__"})
_UTF16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_PATTERNS = "give a file, a folder, or a glob in quotes such as 'notes/**/*.md'"
_CONVERT = "save it as UTF-8 in your editor, or: iconv -f {source} -t UTF-8 old.md > new.md"
_SOURCES = "CP949 (Korean; CP932: Japanese, GB18030: Chinese, CP1252: Western)"


def find_reports(settings: Settings) -> tuple[Path, ...]:
    """Return the reports that `settings.notes` name, sorted by path, each file once.

    What exists under just this name is taken at its word, with all brackets and stars; a folder stands for all Markdown
    files below it. Globs pass over hidden files and folders. Raises InputError with each pattern that finds nothing.
    """
    reports: list[Path] = []
    problems: list[Problem] = []
    for pattern in settings.notes:
        try:
            found = tuple(_matches(settings.root, pattern))
        except OSError as error:
            message = f"{error.filename} cannot be read: {_reason(error)}"
            problems.append(_problem(settings, pattern, message, "make it readable, or leave it out"))
        else:
            reports.extend(found)
            if not found:
                problems.append(_problem(settings, pattern, "no report matches", _PATTERNS))
    if problems:
        raise InputError(*problems)
    by_file = {path.resolve(): path for path in sorted(reports, key=Path.as_posix, reverse=True)}
    return tuple(sorted(by_file.values(), key=Path.as_posix))


def read_text(path: Path, shown: str) -> str:
    r"""Return the text of a file without byte order mark and with `\n` as its only line end.

    Raises InputError, at `shown`, for what cannot be read or is not UTF-8.
    """
    try:
        raw = path.read_bytes()
    except OSError as error:
        if _leads_nowhere(path):
            message = f"is a link to {path.readlink()}, and there is no such file"
            raise InputError(Problem(shown, 0, message, "mend the link, or remove it")) from None
        raise InputError(Problem(shown, 0, f"cannot be read: {_reason(error)}")) from None
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


def _matches(root: Path, pattern: str) -> Iterator[Path]:
    """Yield what a pattern names; its leading parts are followed literally as far as they exist."""
    place, *parts = Path(root, pattern).parts
    folder = Path(place)
    while parts and (inner := _step(folder, parts[0])):
        folder = inner
        parts = parts[1:]
    if not parts:
        yield from _globbed(folder, ("**", "*")) if folder.is_dir() else (folder,)
    elif _MAGIC.intersection(parts[0]):
        yield from _globbed(folder, (*parts, "*") if parts[-1] == "**" else tuple(parts))


def _step(folder: Path, part: str) -> Path | None:
    """Return what is called `part` in a folder, whichever way its accents or Hangul are composed."""
    if (folder / part).exists():
        return folder / part
    if part.isascii() or not folder.is_dir():
        return None
    return next((inner for inner in folder.iterdir() if _composed(inner.name) == _composed(part)), None)


def _globbed(base: Path, parts: tuple[str, ...]) -> Iterator[Path]:
    composed = tuple(map(_composed, parts))
    for folder in _folders(base):
        inner = tuple(map(_composed, folder.relative_to(base).parts))
        for path in folder.iterdir():
            fits = _fits((*inner, _composed(path.name)), composed)
            is_open = parts[-1].endswith("*")
            if not fits or _is_hidden(path) or (is_open and path.suffix.lower() not in SUFFIXES):
                continue
            if path.is_file() or _leads_nowhere(path):
                yield path


def _leads_nowhere(path: Path) -> bool:
    """Is it a link to a file that is gone? To pass it over would retire its cards."""
    try:
        path.stat()
    except FileNotFoundError:
        return path.is_symlink()
    except OSError:  # a link to itself
        return False
    return False


def _folders(base: Path) -> Iterator[Path]:
    """Yield a folder and all below it, each once; links come last, so that they make no loop and hide no real path."""
    waiting, seen = deque([base]), set[Path]()
    while waiting:
        folder = waiting.popleft()
        real = folder.resolve()
        if real in seen:
            continue
        seen.add(real)
        yield folder
        for inner in sorted(folder.iterdir()):
            if inner.is_dir() and not _is_hidden(inner):
                (waiting.append if inner.is_symlink() else waiting.appendleft)(inner)


def _fits(names: tuple[str, ...], parts: tuple[str, ...]) -> bool:
    """Tell whether the names of a path fit the parts of a glob, where `**` stands for any number of folders."""
    reached = {0}  # how many of the names the parts so far may stand for
    for part in parts:
        if part == "**":
            reached = set(range(min(reached, default=len(names) + 1), len(names) + 1))
        else:
            reached = {at + 1 for at in reached if at < len(names) and fnmatch.fnmatchcase(names[at], part)}
    return len(names) in reached


def _is_hidden(path: Path) -> bool:
    return path.name.startswith(".") or path.name in _SKIPPED


def _composed(name: str) -> str:
    return unicodedata.normalize("NFC", name)


def _problem(settings: Settings, pattern: str, message: str, hint: str) -> Problem:
    """Place a problem of a pattern in the deck.yaml that names it, or at the pattern itself."""
    if not settings.config:
        return Problem(pattern, 0, message, hint)
    lines = settings.config.read_text(encoding="utf-8", errors="replace").splitlines()
    live = (number for number, line in enumerate(lines, 1) if pattern in line and not line.lstrip().startswith("#"))
    shown = os.path.relpath(settings.config, settings.root)
    return Problem(Path(shown).as_posix(), next(live, 0), f"{message}: {pattern}", hint)


def _reason(error: OSError) -> str:
    words = error.strerror or str(error)
    return words[:1].lower() + words[1:]


def _line(raw: bytes, offset: int) -> int:
    return raw.count(b"\n", 0, offset) + 1
