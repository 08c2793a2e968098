"""`notes2anki build`: decks -> packages for Anki, and a summary of each."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from notes2anki.cli.options import (
    adhoc_options,
    again_options,
    cache_option,
    quiet_option,
    selection_options,
    strict_option,
    wants,
    yes_option,
)

if TYPE_CHECKING:
    from notes2anki.cli.targets import Adhoc, Target
    from notes2anki.model import Problem, Selection

_EXAMPLE = """\b
Examples:
  notes2anki build
  notes2anki build decks/daily-reports --week last      # -> daily-reports-2021-W39.apkg
  notes2anki build --dry-run
  notes2anki build --notes 'reports/**/*.md' -o week.apkg --name "Daily reports"
"""


@click.command("build", epilog=_EXAMPLE)
@click.argument("decks", metavar="[DECK]...", nargs=-1, type=click.Path(exists=True))
@adhoc_options
@strict_option
@selection_options
@again_options
@click.option("--dry-run", is_flag=True, help="Write nothing; say what would change in Anki, as `diff` does.")
@yes_option
@cache_option
@quiet_option
def command(*, decks: tuple[str, ...], adhoc: Adhoc, selection: Selection, dry_run: bool, quiet: bool) -> None:
    """Build decks into packages that Anki imports.

    DECK is a folder with a deck.yaml, or that file. Without DECK, every decks/*/deck.yaml is built, or ./deck.yaml.

    A week, or another part of a deck, goes into a package of its own beside that of the whole deck, with the same
    subdecks and the same cards.
    """
    from notes2anki.cli import show
    from notes2anki.cli.changes import show_changes
    from notes2anki.cli.targets import build_targets

    if adhoc.notes and decks:
        raise click.UsageError("Give either DECKs or --notes.")
    targets = build_targets(decks, adhoc, selection)
    if dry_run:
        sys.exit(show_changes(targets, selection, has_summary=not quiet, quiet=quiet))
    built = [_build(target, selection, quiet=quiet) for target in targets]
    if any(built) and not quiet:
        click.echo(show.NEXT)
    if not all(built):
        sys.exit(1)


def _build(target: Target, selection: Selection, *, quiet: bool) -> bool:
    """Build one deck, print what is to be said of it; return whether a package was written."""
    from notes2anki.cli import show
    from notes2anki.cli.targets import attempt
    from notes2anki.cli.writing import build_if_writable

    settings = target.settings
    if settings is None:
        show.say_problems(target.problems)
        return False

    def ask(questions: tuple[Problem, ...]) -> bool:
        show.say_problems(show.from_here(questions, settings.root))
        is_wanted = wants("Write the package all the same?")
        if not is_wanted:
            click.echo("Nothing was written.", err=True)
        return is_wanted

    with show.progress(quiet=quiet) as progress:
        outcome, failures = attempt(lambda: build_if_writable(settings, selection, progress, ask))
    found = outcome.loaded.problems if outcome else failures
    show.say_problems((*target.problems, *show.from_here(found, settings.root)))
    is_built = outcome is not None and outcome.deck is not None
    if outcome and is_built and not quiet:
        click.echo(show.summary(settings, outcome))
    return is_built
