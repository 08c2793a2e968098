"""A target as written -> the real path of the file that it means, or why there is none."""

from __future__ import annotations

import os
import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from itertools import islice
from pathlib import Path, PurePosixPath
from urllib.parse import unquote

from notes2anki.files import is_hidden, real_path, shown_path
from notes2anki.media.fault import Fault
from notes2anki.media.kinds import PICTURES, RECORDINGS

MOST_FILES = 50_000
"""Files that are looked at where a file is known by its name alone."""

_SHOWN = 120  # characters of a target in a message


class Places:
    """The folders whose files may go into a package.

    `root` is the deck's folder; `folders` are further ones, relative to it or not. Nothing outside of them, and of
    the folders of the reports, is read, through symbolic links only if they are followed.
    """

    def __init__(self, root: Path, folders: Iterable[str] = (), *, follows: bool = False) -> None:
        self._follows = follows
        self._root = Path(os.path.realpath(root))
        self._folders = tuple(Path(os.path.realpath(self._root / Path(folder).expanduser())) for folder in folders)

    def find(self, target: str, report: str) -> Path | Fault:
        """Return the file that a report means; the first candidate that exists counts.

        `report` is the report's path relative to the root. Raises OSError where a folder cannot be read.
        """
        if "\\" in report:
            report = Path(os.path.relpath(real_path(report, self._root), self._root)).as_posix()
        is_linked = False
        is_outside = target.lower().startswith("file:") or self._climbs_out(target, report)
        for candidate in self._candidates(target, report):
            real = Path(os.path.realpath(candidate))
            is_named = self._holds(Path(os.path.normpath(candidate)), report)
            if not self._holds(real, report) and not (self._follows and is_named):
                is_linked |= is_named
            elif os.path.exists(real):  # noqa: PTH110 -- `Path.exists` raises for a name that is too long
                return real
        if is_linked:
            return _linked(target)
        if is_outside:
            hint = f"copy it to the reports, below {self._root.name}/, or name its folder in `media: {{folders: …}}`"
            return Fault(f"the file {shown(target)} lies outside the deck's folder", hint)
        if not target.strip():
            return Fault("the image has no address", "give the path of a file between the brackets")
        return self._named(target, report)

    def _holds(self, real: Path, report: str) -> bool:
        bases = (self._root, *self._folders)
        if report.startswith("../"):  # the user named reports elsewhere: what lies with them counts as theirs
            bases = (*bases, Path(os.path.realpath((self._root / report).parent)))
        return any(real.is_relative_to(base) for base in bases)

    def _climbs_out(self, target: str, report: str) -> bool:
        """Does the path, as it counts from the report's own folder, lead to none of the folders?"""
        own = os.path.realpath((self._root / report).parent)
        paths = (Path(os.path.normpath(f"{own}/{spelling}")) for spelling in _spellings(target))
        return not all(self._holds(path, report) for path in paths)

    def _candidates(self, target: str, report: str) -> Iterator[Path]:
        """Yield where the file may lie: as written first, then as other tools read it."""
        folder = PurePosixPath(report).parent
        nearest_first = (folder, *folder.parents)
        for spelling in _spellings(target):
            if not spelling or "\0" in spelling:
                continue
            bare = spelling.lstrip("/")
            # `/assets/a.png`: the site's root is the deck's folder or one between it and the report.
            bases = nearest_first[::-1] if spelling.startswith("/") else nearest_first
            yield from (self._root / base / bare for base in bases)
            yield from (base / bare for base in self._folders)

    # --- by name alone: `![[a.png]]` -------------------------------------------------------------------------------

    def _named(self, target: str, report: str) -> Path | Fault:
        """Return the only file of this name, or the only one below the report's own folder."""
        endings = tuple(_parts(spelling) for spelling in _spellings(target))
        found = {path for parts in endings if parts for path in self._names.get(parts[-1], ()) if _ends(path, parts)}
        folder = (self._root / report).parent
        near = {path for path in found if path.is_relative_to(folder)}
        for only in (near, found):
            if len(only) == 1:
                real = Path(os.path.realpath(next(iter(only))))
                if not real.is_file():
                    return self._gone(target)
                return real if self._follows or self._holds(real, report) else _linked(target)
        return self._gone(target, *sorted(self._relative(path) for path in found))

    def _gone(self, target: str, *others: str) -> Fault:
        if others:
            more = ", …" if len(others) > 3 else ""
            message = f"{len(others)} files are called {shown(target)}: {', '.join(others[:3])}{more}"
            return Fault(message, "write as much of its path as tells it from the others")
        hint = "the path counts from the report's own folder; upper and lower case differ"
        return Fault(f"there is no file {shown(target)}", hint)

    def _relative(self, path: Path) -> str:
        return shown_path(path, self._root)

    @cached_property
    def _names(self) -> Mapping[str, tuple[Path, ...]]:
        """The files of all folders by their names, case and Unicode form set aside."""
        names: dict[str, dict[Path, None]] = defaultdict(dict)
        files = (file for base in (self._root, *self._folders) for file in _files(base))
        for file in islice(files, MOST_FILES):
            names[_folded(file.name)][file] = None
        return {name: tuple(files) for name, files in names.items()}


def shown(target: str) -> str:
    """Return a target as it stands in a message: decoded, on one line, and not too long."""
    words = " ".join("".join(char if char.isprintable() else " " for char in unquote(target)).split())
    return f"{words[:_SHOWN]}…" if len(words) > _SHOWN else words


def _linked(target: str) -> Fault:
    hint = "copy it there, name its folder in `media: {folders: …}`, or set `follow_links: true` in deck.yaml"
    return Fault(f"a link leads to the file {shown(target)}, outside of the deck's folder", hint)


def _files(base: Path) -> Iterator[Path]:
    for folder, folders, files in os.walk(base):
        folders[:] = sorted(name for name in folders if not is_hidden(name))
        for name in sorted(files):
            if os.path.splitext(name)[1].lower() in PICTURES | RECORDINGS:  # noqa: PTH122 -- for each file of a vault
                yield Path(folder, name)


def _parts(spelling: str) -> tuple[str, ...]:
    return tuple(part for part in _folded(spelling).split("/") if part not in ("", ".", ".."))


def _ends(path: Path, parts: tuple[str, ...]) -> bool:
    return tuple(map(_folded, path.parts[-len(parts) :])) == parts


def _folded(words: str) -> str:
    return unicodedata.normalize("NFC", words).casefold()


def _spellings(target: str) -> tuple[str, ...]:
    bare = re.split(r"[?#]", target, maxsplit=1)[0]
    decoded = (target, unquote(target), bare, unquote(bare))
    slashed = tuple(words.strip().replace("\\", "/") for words in decoded)
    forms = (form for words in slashed for form in (words, *_unicode_forms(words)))
    return tuple(dict.fromkeys(forms))


def _unicode_forms(words: str) -> tuple[str, str]:
    """Return NFC and NFD: macOS decomposes the Hangul in file names that the note holds composed."""
    return unicodedata.normalize("NFC", words), unicodedata.normalize("NFD", words)
