"""`notes2anki diff`: decks -> what the next import will change in Anki."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from notes2anki.cli.options import cache_option, quiet_option, selection_options, strict_option

if TYPE_CHECKING:
    from notes2anki.model import Selection

_EXAMPLE = """\b
Examples:
  notes2anki diff
  notes2anki diff decks/daily-reports --format json > changes.json
"""


@click.command("diff", epilog=_EXAMPLE)
@click.argument("decks", metavar="[DECK]...", nargs=-1, type=click.Path(exists=True))
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
    help="For people, or for programs.",
)
@strict_option
@selection_options
@cache_option
@quiet_option
def command(*, decks: tuple[str, ...], form: str, selection: Selection, quiet: bool) -> None:
    """Show what changed since the last build.

    New, edited, moved and retired cards; of edited ones every field, with the words that are [-gone-] and {+new+}.
    Writes no package and no ledger. With a week or days, only what is there is compared: nothing is told as retired.

    DECK is a folder with a deck.yaml, or that file. Without DECK, the decks that `build` would build.

    The exit code is 0 without changes, 3 with changes, 1 with problems.
    """
    from notes2anki.cli.changes import print_changes, show_changes
    from notes2anki.cli.targets import deck_targets

    targets = deck_targets(decks)
    sys.exit(
        print_changes(targets, selection, quiet=quiet)
        if form == "json"
        else show_changes(targets, selection, quiet=quiet)
    )
