"""`notes2anki check`: reports -> all their problems."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from notes2anki.cli.options import cache_option, quiet_option, selection_options

if TYPE_CHECKING:
    from notes2anki.model import Selection

_EXAMPLE = """\b
Examples:
  notes2anki check
  notes2anki check decks/daily-reports --week this
"""


@click.command("check", epilog=_EXAMPLE)
@click.argument("paths", metavar="[PATH]...", nargs=-1)
@selection_options
@cache_option
@quiet_option
def command(*, paths: tuple[str, ...], selection: Selection, quiet: bool) -> None:
    """Print all problems that a build would meet.

    Loads everything as `build` would and writes nothing.

    PATH is a report, a folder of reports, a glob, a deck's folder or its deck.yaml. Without PATH, the decks that
    `build` would build.
    """
    from notes2anki.cli import show
    from notes2anki.cli.reports import check_reports

    reports = check_reports(paths, selection, quiet=quiet)
    problems = reports.listing.problems
    show.say_problems(problems)
    if not quiet:
        click.echo(f"{show.count(reports.number, 'report')}, {show.counted(problems)}")
    if any(problem.is_error for problem in problems):
        sys.exit(1)
