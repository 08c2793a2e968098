"""`notes2anki cards`: reports -> a listing of their cards."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from notes2anki.cli.options import Look, cache_option, look_options, quiet_option, selection_options, strict_option

if TYPE_CHECKING:
    from notes2anki.listing import Listing
    from notes2anki.model import Selection

_EXAMPLE = """\b
Examples:
  notes2anki cards decks/daily-reports
  notes2anki cards --skipped 'reports/2021-09-2*.md'
  notes2anki cards --format json --week last > cards.json
  notes2anki cards --why decks/daily-reports/notes/day41.md:12
"""


@click.command("cards", epilog=_EXAMPLE)
@click.argument("paths", metavar="[PATH]...", nargs=-1)
@look_options
@click.option("--why", "where", metavar="PATH:LINE", help="Explain instead what became of one line.")
@strict_option
@selection_options
@cache_option
@quiet_option
def command(*, paths: tuple[str, ...], look: Look, where: str | None, selection: Selection, quiet: bool) -> None:
    """List the cards that reports would give.

    Each with its place, the rule that found it, and its score.

    PATH is a report, a folder of reports, a glob, a deck's folder or its deck.yaml. Without PATH, the decks that
    `build` would build. Reports of a deck are listed as that deck has them, by its deck.yaml and overrides.yaml: a card
    that several of them give stands at the first. Others are read by themselves.
    """
    from notes2anki.cli import show
    from notes2anki.cli.reports import read_reports

    if where:
        _explain(where, paths)
        return
    listing = read_reports(paths, selection, quiet=quiet).listing
    show.say_problems(listing.problems)
    _print(listing, look)
    if any(problem.is_error for problem in listing.problems):
        sys.exit(1)


def _explain(where: str, paths: tuple[str, ...]) -> None:
    from notes2anki.cli import show
    from notes2anki.cli.why import why

    said, problems = why(where, paths)
    show.say_problems(problems)
    if problems:
        sys.exit(1)
    click.echo(said)


def _print(listing: Listing, look: Look) -> None:
    import shutil

    from notes2anki.cli.show import learned
    from notes2anki.cli.table import table
    from notes2anki.listing import as_json, as_markdown

    if look.form == "json":
        # Bytes: JSON is UTF-8 whatever the terminal speaks, and a broken file name becomes a legal JSON escape.
        click.echo(as_json(listing).encode("utf-8", "backslashreplace"))
        return
    chosen = listing if look.has_skips else listing.without_skips()
    width = shutil.get_terminal_size((100, 24)).columns
    if look.form == "md":
        click.echo(as_markdown(chosen))
        return
    click.echo("\n".join((table(chosen, width, has_keys=look.has_keys), *learned(listing.cards, listing.skips))))
