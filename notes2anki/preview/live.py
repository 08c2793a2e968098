"""Decks -> a word whenever a report, a template, deck.yaml or overrides.yaml of theirs is saved, until it is to end."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path

from notes2anki.files import is_hidden
from notes2anki.model import InputError, Settings
from notes2anki.reading.files import find_reports

Stamps = Mapping[Path, tuple[int, int]]
"""When each file was saved (in nanoseconds), and its size."""

_PAUSE = 0.4  # seconds between two looks
_WRITTEN = (".apkg", ".lock", ".tmp")  # endings of what builds write


def changes(decks: Callable[[], Iterable[Settings]], since: Stamps, stop: threading.Event) -> Iterator[Stamps]:
    """Yield whenever files of the decks were saved since those `stamps` were taken, until `stop` is set.

    A change is told as soon as two looks find the same: editors write a file in several steps. `decks` are asked anew
    at each look.
    """
    seen, folders = since, folders_of(decks())
    while not stop.wait(_PAUSE):
        now = stamps(decks(), folders)
        if now == seen != since:
            since = now
            yield now
            folders = folders_of(decks())  # deck.yaml may name others from now on
        seen = now


def follow(told: Iterable[Stamps], changed: Callable[[], None], failed: Callable[[Exception], None]) -> None:
    """Call `changed` for each change; what goes wrong ends nothing, as the next change may mend it."""
    for _ in told:
        try:
            changed()
        except Exception as error:  # what nobody foresaw
            failed(error)


def stamps(decks: Iterable[Settings], folders: Iterable[Path]) -> Stamps:
    """Return when each file below the decks' folders was saved, and its size; of no file that builds write."""
    return dict(_stamps(folders, {path for deck in decks for path in (deck.output, deck.ledger)}))


def folders_of(decks: Iterable[Settings]) -> tuple[Path, ...]:
    """Return the decks' folders, and those of reports that lie elsewhere."""
    found = {folder for deck in decks for folder in (deck.root, *(path.parent.resolve() for path in _reports(deck)))}
    return tuple(sorted(folder for folder in found if not any(parent in found for parent in folder.parents)))


def _reports(settings: Settings) -> tuple[Path, ...]:
    try:
        return find_reports(settings)[0]
    except (InputError, OSError):  # none, or gone in between
        return ()


def _stamps(folders: Iterable[Path], ours: set[Path]) -> Iterator[tuple[Path, tuple[int, int]]]:
    for top in folders:
        for folder, names, files in os.walk(top):  # a folder that is gone holds nothing
            names[:] = (name for name in names if not is_hidden(name))
            for file in files:
                path = Path(folder, file)
                if path in ours or is_hidden(file) or file.endswith(_WRITTEN):
                    continue
                try:
                    status = path.stat()
                except OSError:  # gone in between
                    continue
                yield path, (status.st_mtime_ns, status.st_size)
