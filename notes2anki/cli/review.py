"""`notes2anki review`: the cards that nobody has judged yet, and lines that gave none -> the terminal, a key each."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, NoReturn

import click

from notes2anki.cli.options import cache_option, now

if TYPE_CHECKING:
    from notes2anki.cli.judging import Judging

_EXAMPLE = """\b
Example:
  notes2anki review decks/daily-reports
"""


@click.command("review", epilog=_EXAMPLE)
@click.argument("deck", required=False, type=click.Path(exists=True))
@cache_option
def command(*, deck: str | None) -> None:
    """Judge new and suggested cards in the terminal.

    Shows one card after the other, with the lines that it is made of. A key keeps it, drops it, rewords it, or goes on;
    another makes a card of a line that gave none. All that you decide is in overrides.yaml and deck.yaml at once. Needs
    an extra: pip install 'notes2anki[preview]'.

    DECK is a folder with a deck.yaml, or that file. Without DECK, the deck that `build` would build.
    """
    from notes2anki.cli import show
    from notes2anki.cli.preview import missing_extra, one_deck

    settings, problems = one_deck(deck)
    missing = missing_extra()
    if settings is None or missing:
        show.say_problems((*problems, *([missing] if missing else [])))
        sys.exit(1)
    from notes2anki.cli.judging import Judging

    judging = Judging(settings, now=now())
    show.say_problems(show.from_here(judging.errors, settings.root))
    if judging.errors:
        sys.exit(1)
    _judge_all(judging)


def _judge_all(judging: Judging) -> None:
    while not judging.is_over:
        click.clear()
        click.echo(judging.screen())
        try:
            key = click.getchar().lower()
        except (EOFError, KeyboardInterrupt):
            break
        except OSError:  # neither stdin nor /dev/tty is one
            _refuse()
        if key in _ENDS or not judging.knows(key):
            break
        judging.press(key)
    click.echo(judging.farewell())


def _refuse() -> NoReturn:
    from notes2anki.cli import show
    from notes2anki.model import Problem

    hint = "run it in a terminal, or judge the cards in a browser: `notes2anki preview`"
    show.say_problems((Problem("review", 0, "there is no terminal whose keys could be read", hint),))
    sys.exit(1)


_ENDS = ("q", "\x1b", "\x03", "\x04")  # also Esc, Ctrl-C and Ctrl-D
