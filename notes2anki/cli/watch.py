"""`notes2anki watch`: every time a report is saved -> the packages built anew, and a line that says so."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from notes2anki.cli.options import cache_option, quiet_option

if TYPE_CHECKING:
    from notes2anki.model import Problem

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

    Says in one line what each build changed. Ctrl-C ends it. Needs watchfiles: pip install 'notes2anki[watch]'.

    DECK is a folder with a deck.yaml, or that file. Without DECK, the decks that `build` would build.
    """
    from notes2anki.cli import show

    try:
        import watchfiles  # noqa: F401 -- an optional extra: is it there?
    except ImportError:
        show.say_problems((_missing(),))
        sys.exit(1)
    from notes2anki.cli.rebuild import rebuild_forever

    try:
        rebuild_forever(decks, quiet=quiet)
    except KeyboardInterrupt:  # even in the middle of a build: what it was to write is there whole, or not at all
        return
    sys.exit(1)


def _missing() -> Problem:
    from notes2anki.model import Problem

    return Problem("watch", 0, "watchfiles is not installed", "pip install 'notes2anki[watch]'")
