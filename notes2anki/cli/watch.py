"""`notes2anki watch`: every time a report is saved -> the packages built anew, and a line that says so."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from notes2anki.cli.options import cache_option, now, quiet_option

if TYPE_CHECKING:
    from pathlib import Path

    from notes2anki.cli.targets import Target
    from notes2anki.model import Problem, Settings

_EXAMPLE = """\b
Example:
  notes2anki watch decks/daily-reports
"""


@click.command("watch", epilog=_EXAMPLE)
@click.argument("decks", metavar="[DECK]...", nargs=-1, type=click.Path(exists=True))
@cache_option
@quiet_option
def command(*, decks: tuple[str, ...], quiet: bool) -> None:
    """Build decks whenever a report is saved.

    Says in one line what each build changed. Ctrl-C ends it.

    DECK is a folder with a deck.yaml, or that file. Without DECK, the decks that `build` would build.
    """
    from notes2anki.cli import show
    from notes2anki.cli.targets import deck_targets

    targets = deck_targets(decks)
    if not all(target.settings for target in targets):
        show.say_problems(problem for target in targets for problem in target.problems)
        sys.exit(1)
    try:
        _build_forever(decks, targets, quiet=quiet)
    except KeyboardInterrupt:  # even in the middle of a build: what it was to write is there whole, or not at all
        return


def _build_forever(words: tuple[str, ...], targets: tuple[Target, ...], *, quiet: bool) -> None:
    """Build the decks, and again whenever something changes below the folders that their deck.yaml names then."""
    import threading

    from notes2anki.cli import show
    from notes2anki.cli.targets import deck_targets
    from notes2anki.preview.live import changes, folders_of

    decks = _settings(targets)
    watched: tuple[Path, ...] = ()
    for _ in changes(lambda: decks, {}, threading.Event()):
        targets = deck_targets(words)
        for target in targets:
            _build(target)
        if all(target.settings for target in targets):  # else a deck.yaml is broken just now: it will be saved again
            decks[:] = _settings(targets)
        folders = folders_of(decks)
        if folders != watched and not quiet:
            click.echo(f"Watching {', '.join(show.shown(folder, folder) for folder in folders)} (Ctrl-C ends it)")
        watched = folders


def _settings(targets: tuple[Target, ...]) -> list[Settings]:
    return [target.settings for target in targets if target.settings]


def _build(target: Target) -> None:
    import datetime as dt
    from dataclasses import replace

    from notes2anki.cli import show
    from notes2anki.cli.targets import attempt
    from notes2anki.cli.writing import build_if_writable
    from notes2anki.model import Selection

    def say(words: str) -> None:
        time = dt.datetime.fromtimestamp(now(), dt.UTC).astimezone()
        click.echo(f"{time:%H:%M:%S} {words}")

    settings = target.settings
    if settings is None:
        show.say_problems(target.problems)
        say(f"{target.problems[0].path}: {show.unwritten(target.problems)}")
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
    say(show.line(settings, outcome, problems))
