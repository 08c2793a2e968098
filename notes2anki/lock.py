"""One build of a deck at a time.

The lock is the operating system's own (filelock: `flock` here, its like on Windows), so that it is gone with the
process that holds it, however that ends. The file that bears its name says nothing by being there.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from pathlib import Path

from notes2anki.model import InputError, Problem


@contextlib.contextmanager
def locked(target: Path, shown: str) -> Iterator[None]:
    """Hold the lock of the deck whose ledger is `target`.

    Raises InputError, at once, while another process holds it, and OSError where the folder may not be written.
    """
    from filelock import FileLock, Timeout  # slow to import

    path = target.with_name(f".{target.name}.lock")
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
