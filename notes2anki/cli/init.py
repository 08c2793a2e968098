"""`notes2anki init`: a folder's name -> a deck to begin with."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from notes2anki.cli.options import quiet_option

if TYPE_CHECKING:
    from pathlib import Path

_EXAMPLE = """\b
Example:
  notes2anki init decks/daily-reports
"""


@click.command("init", epilog=_EXAMPLE)
@click.argument("directory", metavar="DIR", type=click.Path())
@click.option("--full", is_flag=True, help="Write every setting into deck.yaml, not only the first few.")
@quiet_option
def command(*, directory: str, full: bool, quiet: bool) -> None:
    """Begin a deck in a new folder.

    Writes DIR/deck.yaml, with comments, and makes DIR/notes/ for the reports; within a git repository also
    DIR/.gitattributes, so that git can merge what two machines wrote. Nothing that exists is overwritten.
    """
    from pathlib import Path

    from notes2anki.cli import show
    from notes2anki.cli.targets import attempt
    from notes2anki.files import escaped

    folder = Path(directory)
    is_in_git, problems = attempt(lambda: _begin(folder, is_full=full))
    if problems:
        show.say_problems(problems)
        sys.exit(1)
    if not quiet:
        shown = escaped(str(folder))
        click.echo(f"Wrote {shown}/deck.yaml")
        if is_in_git:
            click.echo(f"Wrote {shown}/.gitattributes; for git to merge ledgers by it, run once in each clone:")
            click.echo(f"  git config merge.notes2anki.driver '{_DRIVER}'")
        click.echo(f"Next: put your reports into {shown}/notes/, then run: notes2anki build {shown}")


_DRIVER = "notes2anki ledger merge -q %O %A %B"


def _begin(folder: Path, *, is_full: bool) -> bool:
    """Write what a deck begins with; return whether that was something for git as well."""
    from notes2anki.config import template
    from notes2anki.model import InputError, Problem

    config = folder / "deck.yaml"
    words = folder.resolve().name.replace("-", " ").replace("_", " ").strip()
    try:
        (folder / "notes").mkdir(parents=True, exist_ok=True)
        with config.open("x", encoding="utf-8", newline="\n") as file:
            file.write(template(words[:1].upper() + words[1:] or "Notes", is_full=is_full))
    except FileExistsError as error:
        hint = "nothing was changed; choose another folder, or edit what is there"
        raise InputError(Problem(str(error.filename), 0, "exists already", hint)) from None
    if not any((parent / ".git").exists() for parent in config.resolve().parents):
        return False
    try:
        with (folder / ".gitattributes").open("x", encoding="utf-8", newline="\n") as file:
            file.write("ledger.jsonl merge=notes2anki\ndecisions.jsonl merge=union\n")
    except FileExistsError:
        return False
    return True
