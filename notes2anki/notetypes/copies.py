"""Shipped files -> copies in a deck's folder that the user changes, and later changes of ours brought into them.

Beside each copy lies, in `templates/.upstream/`, the file as it was when it was copied: what both sides began with.
"""

from __future__ import annotations

import difflib
import subprocess
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from notes2anki.model import InputError, NoteType, Problem
from notes2anki.notetypes import read_shipped, shipped_sides
from notes2anki.notetypes.drafts import Shelf, read_part
from notes2anki.yamltree import read_all

UPSTREAM = ".upstream"
STYLE = "style.css"
_MOST_CONFLICTS = 127  # that git counts; above are its errors


@dataclass(frozen=True, slots=True)
class Copy:
    """A file that is shipped, and the user's copy of it; texts without space at their ends."""

    place: str  # `basic/forward/front.html`
    file: Path
    mine: str
    base: str  # as it was shipped when it was copied
    shipped: str  # as it is shipped now
    base_file: Path  # where `base` is kept

    @property
    def is_current(self) -> bool:
        """Has the shipped file not changed since it was copied?"""
        return self.base == self.shipped


def places(what: str = "") -> tuple[str, ...]:
    """Return the shipped files of `basic`, `cloze` or `style`; without a word, all of them."""
    found = {note_type.value: _side_places(note_type) for note_type in NoteType} | {"style": (STYLE,)}
    return found[what] if what else tuple(place for group in found.values() for place in group)


def eject(folder: Path, what: str, shown: Callable[[Path], str]) -> tuple[tuple[Path, str], ...]:
    """Return the files to write, with their text, so that the shipped `what` lies in `folder` to be changed.

    Raises InputError where one of them is there already.
    """
    there = [folder / place for place in places(what) if (folder / place).exists()]
    if there:
        hint = "it is yours already: `notes2anki templates update` brings later changes of ours into it"
        raise InputError(*(Problem(shown(file), 0, "exists already", hint) for file in there))
    texts = {place: f"{read_shipped(place)}\n" for place in places(what)}
    mine = ((folder / place, text) for place, text in texts.items())
    return (*mine, *((folder / UPSTREAM / place, text) for place, text in texts.items()))


def read_copies(shelf: Shelf) -> tuple[Copy, ...]:
    """Return all copies; for one whose beginning is not known, what is shipped now counts as that.

    Raises InputError with all that cannot be read.
    """
    return read_all(lambda pair: _copy(shelf, *pair), _there(shelf))


def outdated_notices(copies: Sequence[Copy], shown: Callable[[Path], str]) -> Iterator[Problem]:
    """Yield a notice for each copy whose shipped file has changed since."""
    for copy in copies:
        if not copy.is_current:
            message = "ours has changed since this was copied"
            hint = "`notes2anki templates diff` shows how, `notes2anki templates update` merges it"
            yield Problem(shown(copy.file), 0, message, hint, is_error=False)


def differences(copy: Copy, shown: str) -> Iterator[str]:
    """Yield the lines of a difference: what the user changed, then what we changed since."""
    pairs = (
        (f"{copy.place} as it was copied", shown, copy.base, copy.mine),
        (f"{copy.place} as it was copied", f"{copy.place} as it is shipped now", copy.base, copy.shipped),
    )
    for old_name, new_name, old, new in pairs:
        yield from difflib.unified_diff(old.splitlines(), new.splitlines(), old_name, new_name, lineterm="")


def update(copy: Copy) -> tuple[str, int]:
    """Return the user's copy with our later changes, and how many places both changed: there both stand, marked.

    git merges them. Raises InputError where there is none.
    """
    names = ("yours", "as it was copied", "shipped")
    labels = [word for name in names for word in ("-L", name)]
    with TemporaryDirectory() as folder:
        for name, text in zip(names, (copy.mine, copy.base, copy.shipped), strict=True):
            Path(folder, name).write_text(f"{text}\n", encoding="utf-8", newline="\n")
        command = ("git", "-c", "merge.conflictStyle=merge", "merge-file", "--stdout", *labels, *names)
        try:
            merged = subprocess.run(command, cwd=folder, capture_output=True, check=False)  # noqa: S603 -- no shell
        except FileNotFoundError:
            raise InputError(Problem("git", 0, "is not installed, and merges the two", "install git")) from None
    if merged.returncode > _MOST_CONFLICTS:
        raise InputError(Problem(copy.place, 0, f"git cannot merge it: {merged.stderr.decode(errors='replace')[:200]}"))
    return merged.stdout.decode("utf-8"), merged.returncode


def _side_places(note_type: NoteType) -> tuple[str, ...]:
    _, folders = shipped_sides(note_type)
    return tuple(f"{note_type.value}/{folder}/{name}.html" for folder in folders for name in ("front", "back"))


def _there(shelf: Shelf) -> Iterator[tuple[Path, str]]:
    return ((folder, place) for folder in shelf.folders for place in places() if (folder / place).is_file())


def _copy(shelf: Shelf, folder: Path, place: str) -> Copy:
    file, base = folder / place, folder / UPSTREAM / place
    shipped = read_shipped(place)
    mine, before = (read_part(shelf, one).text.strip() if one.is_file() else shipped for one in (file, base))
    return Copy(place, file, mine, before, shipped, base)
