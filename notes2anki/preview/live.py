"""A deck's folders -> a call whenever a report, a template, deck.yaml or overrides.yaml is saved.

watchfiles (an optional extra) hears of changes at once; without it the files are looked at twice a second.
"""

from __future__ import annotations

import stat
import threading
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path

from notes2anki.cache import FOLDER
from notes2anki.model import InputError, Settings
from notes2anki.reading.files import find_reports

Stamps = Mapping[Path, tuple[int, int]]
"""When each file was saved (in nanoseconds), and its size."""

_STEP = 80  # milliseconds without a change, after which it is told
_PATIENCE = 1000  # milliseconds after which it is told anyhow
_WAKE = 300  # milliseconds after which one looks whether to end
_PAUSE = 0.5  # seconds between two looks
_WRITTEN = {".apkg", ".lock", ".tmp"}  # endings of what builds write


def watch(
    settings: Callable[[], Settings],
    changed: Callable[[], None],
    stop: threading.Event,
    since: Stamps,
    failed: Callable[[Exception], None],
) -> None:
    """Call `changed` after every change since those `stamps` were taken, until `stop` is set.

    `settings` are asked anew each time. `failed` hears of what goes wrong, which ends nothing.
    """
    try:
        import watchfiles  # noqa: F401 -- an optional extra: is it there?
    except ImportError:
        changes = poll
    else:
        changes = _hear
    while not stop.is_set():
        folders = folders_of((settings(),))
        try:
            for _ in changes(settings, stop, since):
                since = stamps(settings())  # before the files are read: what is saved meanwhile is a change, too
                try:
                    changed()
                except Exception as error:  # the next change may mend it
                    failed(error)
                if folders_of((settings(),)) != folders:  # deck.yaml names others from now on
                    break
        except OSError:  # the folder itself is gone; it may come back
            stop.wait(_PAUSE)
        except Exception as error:  # whatever it is, the page goes on
            failed(error)
            stop.wait(_PAUSE)


def folders_of(decks: Iterable[Settings]) -> tuple[Path, ...]:
    """Return the decks' folders, and those of reports that lie elsewhere."""
    found = {folder for deck in decks for folder in (deck.root, *(path.parent.resolve() for path in _reports(deck)))}
    return tuple(sorted(folder for folder in found if not any(parent in found for parent in folder.parents)))


def _reports(settings: Settings) -> tuple[Path, ...]:
    try:
        return find_reports(settings)[0]
    except (InputError, OSError):  # none, or gone in between
        return ()


def is_watched(path: Path, settings: Settings) -> bool:
    """Is it a file of the user's, and none that builds write?"""
    is_ours = path.suffix in _WRITTEN or path in (settings.output, settings.ledger)
    return not is_ours and not any(part.startswith(".") or part == FOLDER for part in path.parts[-3:])


def poll(settings: Callable[[], Settings], stop: threading.Event, since: Stamps) -> Iterator[object]:
    """Yield after every change of a file below the deck's folders."""
    while not stop.wait(_PAUSE):
        now = stamps(settings())
        if now != since:
            since = now
            yield now


def _hear(settings: Callable[[], Settings], stop: threading.Event, since: Stamps) -> Iterator[object]:
    import watchfiles

    is_sure = False  # has anything been saved before we listened?
    for found in watchfiles.watch(
        *folders_of((settings(),)),
        watch_filter=lambda _, path: is_watched(Path(path), settings()),
        debounce=_PATIENCE,
        step=_STEP,
        stop_event=stop,
        rust_timeout=_WAKE,
        yield_on_timeout=True,
    ):
        if found or (not is_sure and stamps(settings()) != since):
            yield found
        is_sure = True


def stamps(settings: Settings) -> Stamps:
    """Return when each file below the deck's folders was saved, and its size."""
    return dict(_stamps(settings))


def _stamps(settings: Settings) -> Iterator[tuple[Path, tuple[int, int]]]:
    for folder in folders_of((settings,)):
        for path in folder.rglob("*"):
            if is_watched(path, settings):
                try:
                    status = path.stat()
                except OSError:  # gone in between
                    continue
                if not stat.S_ISDIR(status.st_mode):  # a lock beside the files changes the folder
                    yield path, (status.st_mtime_ns, status.st_size)
