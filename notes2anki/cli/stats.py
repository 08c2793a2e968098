"""`notes2anki stats`: reports -> figures: for people, for programs, or as a page."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from notes2anki.cli.options import cache_option, quiet_option, selection_options

if TYPE_CHECKING:
    from notes2anki.cli.reports import Reports
    from notes2anki.model import Problem, Selection

_EXAMPLE = """\b
Examples:
  notes2anki stats
  notes2anki stats decks/daily-reports --format html -o stats.html
"""


@click.command("stats", epilog=_EXAMPLE)
@click.argument("paths", metavar="[DECK]...", nargs=-1)
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json", "html"]),
    default="text",
    show_default=True,
    help="For people, for programs, or a page with charts.",
)
@click.option("-o", "--output", type=click.Path(), help="The file to write.  [default: stdout]")
@selection_options
@cache_option
@quiet_option
def command(*, paths: tuple[str, ...], form: str, output: str | None, selection: Selection, quiet: bool) -> None:
    """Count cards by week, subdeck, kind and rule.

    Also the lines left out, by reason, and the facts to revisit: what the notes say was not understood.

    DECK is a deck's folder or its deck.yaml, a report, a folder of reports or a glob. Without DECK, the decks that
    `build` would build.
    """
    from notes2anki.cli import show
    from notes2anki.cli.reports import read_reports

    reports = read_reports(paths, selection, quiet=quiet)
    problems = reports.listing.problems
    show.say_problems(problems)
    faults = _put(_render(reports, form), output)
    show.say_problems(faults)
    if faults or any(problem.is_error for problem in problems):
        sys.exit(1)


def _render(reports: Reports, form: str) -> str:
    import shutil

    from notes2anki.cli.figures import as_text
    from notes2anki.stats import as_json, count
    from notes2anki.stats.page import as_html

    listing = reports.listing
    stats = count(reports.number, listing.cards, listing.skips)
    title = ", ".join(sorted({card.deck.partition("::")[0] for card in listing.cards})) or "No cards"
    if form == "json":
        return as_json(stats)
    return as_html(stats, title) if form == "html" else as_text(stats, shutil.get_terminal_size((100, 24)).columns)


def _put(text: str, output: str | None) -> tuple[Problem, ...]:
    """Write the text; return what is wrong with the file."""
    from pathlib import Path

    from notes2anki.cli.targets import attempt
    from notes2anki.files import all_of, replace_file

    if output is None:
        click.echo(text)
        return ()
    target = Path(output)
    content = click.unstyle(text).encode("utf-8", "backslashreplace") + b"\n"
    _, problems = attempt(lambda: replace_file(target, all_of(content)))
    return problems
