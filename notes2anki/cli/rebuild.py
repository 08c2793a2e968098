"""Decks and the changes on the disk -> builds, each with a line on stdout. The only module that knows watchfiles."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from pathlib import Path

import click
from watchfiles import Change, DefaultFilter, watch

from notes2anki.cache import FOLDER
from notes2anki.cli import show
from notes2anki.cli.options import now
from notes2anki.cli.targets import Target, attempt, deck_targets
from notes2anki.cli.writing import build_if_writable
from notes2anki.model import Problem, Selection, Settings
from notes2anki.preview.live import folders_of

_QUIET = 300  # milliseconds without a change, after which a build begins, as editors write a file in several steps
_PATIENCE = 3000  # milliseconds after which it begins anyhow


def rebuild_forever(words: tuple[str, ...], *, quiet: bool) -> None:
    """Build the decks, and again whenever something changes below them, until Ctrl-C raises KeyboardInterrupt.

    Returns where there is no deck to begin with.
    """
    targets = deck_targets(words)
    if not _whole(targets):
        show.say_problems(problem for target in targets for problem in target.problems)
        return
    while True:
        targets = _rebuild(words, targets, quiet=quiet)


def _rebuild(words: tuple[str, ...], targets: tuple[Target, ...], *, quiet: bool) -> tuple[Target, ...]:
    """Build after each change, until a deck.yaml names other folders; return the decks as they are then."""
    folders = _folders(targets)
    is_begun = False
    for changes in _changes(folders, targets):
        if is_begun and not changes:
            continue
        targets = _whole(_build_all(words)) or targets
        if _folders(targets) != folders:
            break
        if not is_begun and not quiet:
            click.echo(f"Watching {', '.join(show.shown(folder, folder) for folder in folders)} (Ctrl-C ends it)")
        is_begun = True
    return targets


def _changes(folders: Iterable[Path], targets: Iterable[Target]) -> Iterator[set[tuple[Change, str]]]:
    """Yield what is saved, all that is saved together at once, and nothing where nothing is.

    The first time comes when no later change can be missed, so the first build has to wait for it.
    """
    is_watched = _filter(target.settings for target in targets)
    return watch(
        *folders,
        watch_filter=is_watched,
        debounce=_PATIENCE,
        step=_QUIET,
        rust_timeout=_QUIET,
        yield_on_timeout=True,
    )


def _filter(decks: Iterable[Settings | None]) -> Callable[[Change, str], bool]:
    """Return what tells the user's files from those that builds write."""
    usual = DefaultFilter()
    written = {path.resolve() for deck in decks if deck for path in (deck.output, deck.ledger)}

    def is_watched(change: Change, path: str) -> bool:
        place = Path(path)
        # What becomes a package or a ledger has a hidden name until then, as has the lock.
        is_ours = FOLDER in place.parts or place.name.startswith(".") or place.suffix in (".apkg", ".lock")
        return not is_ours and place.resolve() not in written and usual(change, path)

    return is_watched


def _folders(targets: Iterable[Target]) -> tuple[Path, ...]:
    return folders_of(target.settings for target in targets if target.settings)


def _whole(targets: tuple[Target, ...]) -> tuple[Target, ...]:
    """Return the decks, or none where a deck.yaml is broken just now: it will be saved again."""
    return targets if all(target.settings for target in targets) else ()


def _build_all(words: tuple[str, ...]) -> tuple[Target, ...]:
    targets = deck_targets(words)
    for target in targets:
        _build(target)
    return targets


def _build(target: Target) -> None:
    settings = target.settings
    if settings is None:
        show.say_problems(target.problems)
        _say(f"{target.problems[0].path}: {show.unwritten(target.problems)}")
        return
    asked: list[Problem] = []

    def refuse(questions: tuple[Problem, ...]) -> bool:
        """Leave to `build` what only the user can answer: who watches may be elsewhere."""
        asked.extend(replace(question, is_error=True) for question in questions)
        return False

    outcome, failures = attempt(lambda: build_if_writable(settings, Selection(), lambda _done, _of: None, refuse))
    problems = show.from_here((*outcome.loaded.problems, *asked) if outcome else failures, settings.root)
    left_out = show.from_here(outcome.loaded.left_out, settings.root) if outcome else ()
    show.say_problems((*left_out, *(problem for problem in problems if problem.is_error)))
    _say(show.line(settings, outcome, problems))


def _say(words: str) -> None:
    time = dt.datetime.fromtimestamp(now(), dt.UTC).astimezone()
    click.echo(f"{time:%H:%M:%S} {words}")
