"""Settings -> a build, or what keeps it from being written: each at the line of deck.yaml that says where."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from notes2anki.build import Ask, Outcome, Progress, build, plan
from notes2anki.cli.options import now
from notes2anki.config import entries_of
from notes2anki.files import shown_path
from notes2anki.model import Problem, Selection, Settings
from notes2anki.yamltree import word_of

_HINT = "make that folder, or choose another place"
_ELSEWHERE = "choose another place, or change who may write there"


def build_if_writable(settings: Settings, selection: Selection, progress: Progress, ask: Ask) -> Outcome:
    """Build a deck; where it cannot be written, say so beside all else that is wrong.

    Raises InputError where there is nothing to read, OSError where a file cannot be written all the same.
    """
    faults = tuple(unwritable(settings))
    if not faults:
        return build(settings, selection, now=now(), progress=progress, ask=ask)
    loaded = plan(settings, selection, now=now(), progress=progress).loaded
    return Outcome(replace(loaded, problems=(*loaded.problems, *faults)), None)


def unwritable(settings: Settings) -> Iterator[Problem]:
    """Yield what would keep package and ledger from being written, as far as one can tell without writing."""
    for key, path in (("output", settings.output), ("ledger", settings.ledger)):
        for message, hint in _faults(path):
            yield _placed(settings, key, path, message, hint)


def _faults(path: Path) -> Iterator[tuple[str, str]]:
    if path.is_dir():
        yield "a folder stands where this file should be written", "choose another name"
    elif not path.parent.is_dir():
        yield "its folder does not exist", _HINT
    elif not os.access(path.parent, os.W_OK):
        yield "its folder may not be written to", _ELSEWHERE


def _placed(settings: Settings, key: str, path: Path, message: str, hint: str) -> Problem:
    """Return the problem at the key, with the path as it is written there; of another path, at the path itself."""
    entry = entries_of(settings.config).get(key) if settings.config else None
    if entry is None or (settings.root / word_of(entry.value)).parent != path.parent:
        return Problem(str(path), 0, message, hint)
    return Problem(
        shown_path(Path(entry.path), settings.root), entry.line, f"{key}: {word_of(entry.value)}: {message}", hint
    )
