"""The clock of this machine against ledger and files: what it dates ahead, Anki keeps as it is until that day."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable
from dataclasses import replace

from notes2anki.ledger.entry import Entry, Ledger
from notes2anki.model import DatedNote, Problem

_DAY = 24 * 60 * 60
_EARLIEST = 1136073600  # 2006-01-01, before Anki: a clock that was never set
_LATEST = 4102444800  # 2100-01-01
_PAUSE = 2 * 366 * _DAY  # who builds once a year may miss one


def is_ahead(mod: int, now: int) -> bool:
    """Is a time of change one that an honest clock cannot have given yet?"""
    return mod > now + _DAY


def clock_fault(ledger: Ledger, now: int) -> Problem | None:
    """Return why nothing may be dated by this clock, or by that of an earlier build."""
    if not _EARLIEST <= now < _LATEST:
        wrong = "before 2006" if now < _EARLIEST else "after 2099"
        return Problem(ledger.shown, 0, f"this machine's clock is wrong: it is {wrong}", "set the clock")
    late = sum(is_ahead(entry.mod, now) for entry in ledger.entries)
    if late:
        message = f"{late} of the cards are dated more than a day after now: a clock is or was wrong"
        hint = "set this machine's clock; if it is right: notes2anki ledger repair"
        return Problem(ledger.shown, 0, message, hint)
    return None


def pause_fault(ledger: Ledger, now: int, newest_file: Callable[[], int]) -> Problem | None:
    """Return what there is to say of a clock that is years after the last build that dated a card.

    It is an error where no file has been saved since either; where one has, or nothing was built, only the user knows.
    `newest_file` finds when a report, the settings or the package was last written, in seconds since 1970.
    """
    built = max((entry.mod for entry in ledger.entries), default=0)
    if now - built <= _PAUSE:
        return None
    newest = max(built, newest_file())
    if not built and now - newest <= _PAUSE:
        return None
    message = f"this machine's clock says {_day(now)}; the newest of ledger and files is of {_day(newest)}"
    if built and now - newest > _PAUSE:
        return Problem(ledger.shown, 0, message, "set the clock; if it is right, save a report anew, then build again")
    if newest != built and built:
        message = f"this machine's clock says {_day(now)}; the last build that changed a card was on {_day(built)}"
    hint = "if the clock is ahead, set it first: what you edit in Anki on cards dated ahead is overwritten"
    return Problem(ledger.shown, 0, message, hint, is_error=False)


def repair(ledger: Ledger, now: int) -> tuple[Ledger, int]:
    """Date the cards that a clock ahead dated as if they had changed now; return the ledger, and how many they were."""
    wild = sum(is_ahead(entry.mod, now) for entry in ledger.entries)
    return ledger.holding(_dated_back(entry, now) for entry in ledger.entries), wild


def believable(packed: Iterable[DatedNote], ledger: Ledger, now: int) -> tuple[DatedNote, ...]:
    """Return the notes of a package without the times that a clock ahead gave them.

    What the ledger knows of such a note counts, since it may have been repaired; others are dated now.
    """
    known = {entry.guid for entry in ledger.entries}
    return tuple(
        replace(dated, mod=now, created=min(dated.created, now)) if is_ahead(dated.mod, now) else dated
        for dated in packed
        if not is_ahead(dated.mod, now) or dated.note.guid not in known
    )


def _dated_back(entry: Entry, now: int) -> Entry:
    return replace(entry, mod=now, created=min(entry.created, now)) if is_ahead(entry.mod, now) else entry


def _day(seconds: int) -> str:
    return dt.datetime.fromtimestamp(seconds, dt.UTC).date().isoformat()
