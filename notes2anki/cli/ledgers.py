"""Words on the command line -> ledgers to read or to change."""

from __future__ import annotations

import datetime as dt
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import NoReturn

from notes2anki.cli import show
from notes2anki.cli.columns import printable
from notes2anki.cli.targets import attempt, deck_targets
from notes2anki.files import all_of, locked, replace_file
from notes2anki.ledger import Entry, Ledger, asked, ledger_bytes, merge, read_ledger, read_sides
from notes2anki.model import Problem


def sort_words(words: tuple[str, ...]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the decks and ledgers among the words, then the others."""
    decks = tuple(word for word in words if _is_deck(Path(word)))
    return decks, tuple(word for word in words if word not in decks)


def read(decks: tuple[str, ...]) -> Iterator[Ledger]:
    """Yield the ledgers of these decks, or exit with what is wrong with one."""
    for path in _paths(decks):
        yield _read(path)


def holding(decks: tuple[str, ...], keys: tuple[str, ...]) -> tuple[Path, ...]:
    """Return the ledger that knows one of the cards; all if no card is named; the first if none knows it."""
    paths = tuple(_paths(decks))
    if not keys:
        return paths
    known = tuple(path for path in paths if any(_names(_read(path), key) for key in keys))
    if len(known) > 1:
        fail(f"{len(known)} decks know {keys[0]}: name the deck as well")
    return known or paths[:1]


def line(entry: Entry) -> str:
    """Return an entry in one line."""
    return f"{entry.key}  {entry.state:7}  {day(entry.mod)}  {printable(entry.deck)}  {printable(asked(entry))}"


def day(seconds: int) -> str:
    """Return a time as a day."""
    return dt.datetime.fromtimestamp(seconds, dt.UTC).date().isoformat()


def rewrite(path: Path, change: Callable[[Ledger], tuple[Ledger, str]]) -> str:
    """Change a ledger under its lock; return what is to be said, or print what is wrong and return nothing."""
    said, problems = attempt(lambda: _rewrite(path, change))
    show.say_problems(problems)
    return said or ""


def merge_files(files: Sequence[str]) -> tuple[Path, Ledger, tuple[Entry, ...]]:
    """Merge the last two of these files into the first of them, or the sides of one; return it, and what is lost.

    Prints what is wrong with one of them, and exits.
    """
    target = Path(files[max(len(files) - 2, 0)])

    def merged() -> tuple[Ledger, tuple[Entry, ...]]:
        with locked(target, str(target)):
            sides = [read_sides(Path(file), file) for file in files]
            ledger, lost = merge(sides[-1], sides[max(len(sides) - 2, 0)], sides[0] if len(sides) == 3 else ())
            replace_file(target, all_of(ledger_bytes(ledger)))
        return ledger, lost

    done, problems = attempt(merged)
    show.say_problems(problems)
    if done is None:
        sys.exit(1)
    return target, *done


def fail(message: str) -> NoReturn:
    """Print what is wrong, and exit."""
    show.say_problems((Problem("ledger", 0, message, "`notes2anki ledger show` lists all cards"),))
    sys.exit(1)


def _rewrite(path: Path, change: Callable[[Ledger], tuple[Ledger, str]]) -> str:
    root = path.absolute().parent
    with locked(path, _shown(path), root=root):
        changed, said = change(read_ledger(path, _shown(path), root=root))
        replace_file(path, all_of(ledger_bytes(changed)), root=root)
    return said


def _is_deck(path: Path) -> bool:
    return path.suffix in {".yaml", ".yml", ".jsonl"} or (path / "deck.yaml").exists()


def _paths(decks: tuple[str, ...]) -> Iterator[Path]:
    yield from (Path(word) for word in decks if word.endswith(".jsonl"))
    configs = tuple(word for word in decks if not word.endswith(".jsonl"))
    if decks and not configs:
        return
    for target in deck_targets(configs):
        if target.settings is None:
            show.say_problems(target.problems)
            sys.exit(1)
        yield target.settings.ledger


def _read(path: Path) -> Ledger:
    ledger, problems = attempt(lambda: read_ledger(path, _shown(path), root=path.absolute().parent))
    if ledger is None:
        show.say_problems(problems)
        sys.exit(1)
    if not ledger.is_found:
        show.say_problems((Problem(_shown(path), 0, "there is no ledger yet", "it is written by `notes2anki build`"),))
        sys.exit(1)
    return ledger


def _names(ledger: Ledger, key: str) -> bool:
    return any(entry.key.startswith(key) or key in (entry.guid, *entry.aliases) for entry in ledger.entries)


def _shown(path: Path) -> str:
    return show.shown(path.absolute(), Path.cwd())
