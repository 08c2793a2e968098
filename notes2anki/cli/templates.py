"""`notes2anki templates`: a deck's templates -> what is wrong with them; copies of ours; our later changes in those."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING, TypeVar, cast

import click

from notes2anki.cli.options import quiet_option

if TYPE_CHECKING:
    from pathlib import Path

    from notes2anki.model import Problem, Settings
    from notes2anki.notetypes.copies import Copy

T = TypeVar("T")

_EXAMPLE = """\b
Examples:
  notes2anki templates eject style decks/daily-reports    # then change templates/style.css
  notes2anki templates check
  notes2anki templates update
"""
_CHECK_EXAMPLE = """\b
Example:
  notes2anki templates check decks/daily-reports
"""
_EJECT_EXAMPLE = """\b
Examples:
  notes2anki templates eject basic    # then change templates/basic/forward/front.html
  notes2anki templates eject style decks/daily-reports
"""
_DIFF_EXAMPLE = """\b
Example:
  notes2anki templates diff decks/daily-reports
"""
_UPDATE_EXAMPLE = """\b
Example:
  notes2anki templates update && notes2anki templates check
"""
_NEW_EXAMPLE = """\b
Examples:
  notes2anki templates new vocabulary    # then change templates/vocabulary/note.yaml
  notes2anki templates new phrases decks/daily-reports --extends cloze
"""


@click.group("templates", epilog=_EXAMPLE)
def command() -> None:
    """Check and change how cards look.

    A deck's `templates/` folder holds what differs from the shipped look: `user.css`, copies of our files, and note
    types of your own. What several decks share lies in the `templates/` beside `decks/`.
    """


def _deck_argument(function: Callable[..., None]) -> Callable[..., None]:
    return click.argument("deck", metavar="[DECK]", required=False, type=click.Path(exists=True))(function)


@command.command("check", epilog=_CHECK_EXAMPLE)
@_deck_argument
@quiet_option
def check(*, deck: str | None, quiet: bool) -> None:
    """Print all that Anki would refuse or show wrongly."""
    from notes2anki.cli import show
    from notes2anki.cli.targets import attempt
    from notes2anki.notetypes.copies import outdated_notices
    from notes2anki.notetypes.deck import find_refusals, read_types

    settings = _settings(deck)
    types, problems = attempt(lambda: read_types(settings))
    problems = (*problems, *(find_refusals(types) if types else ()))
    outdated = outdated_notices(_copies(settings), _shown(settings)) if types else ()
    _say((*problems, *outdated, *(types.notices if types else ())), settings)
    if problems or not types:
        sys.exit(1)
    if not quiet:
        click.echo(f"{show.count(len(types.drafts), 'note type')}, nothing that Anki would refuse")


@command.command("eject", epilog=_EJECT_EXAMPLE)
@click.argument("what", type=click.Choice(["basic", "cloze", "style"]))
@_deck_argument
@quiet_option
def eject(*, what: str, deck: str | None, quiet: bool) -> None:
    """Copy a note type's templates, or the style sheet, to change them.

    What it was copied from is remembered in templates/.upstream/, so that `update` can merge what changes there later.
    """
    from notes2anki.notetypes.copies import UPSTREAM
    from notes2anki.notetypes.copies import eject as files_of

    settings = _settings(deck)
    folder = settings.root / "templates"
    files = _attempt(lambda: files_of(folder, what, _shown(settings)), settings)
    _write_all(files, settings)
    if not quiet:
        for path, _ in files:
            if UPSTREAM not in path.parts:
                click.echo(f"Wrote {_shown_from_here(path)}")


@command.command("diff", epilog=_DIFF_EXAMPLE)
@_deck_argument
def diff(*, deck: str | None) -> None:
    """Show what you changed in copies of our files, and what changed in ours since."""
    from notes2anki.notetypes.copies import differences

    settings = _settings(deck)
    for copy in _copies(settings):
        for line in differences(copy, _shown_from_here(copy.file)):
            click.echo(line)


@command.command("update", epilog=_UPDATE_EXAMPLE)
@_deck_argument
@quiet_option
def update(*, deck: str | None, quiet: bool) -> None:
    """Merge what changed in our files since they were copied.

    Where you changed the same lines, both versions stand there between marks, and `check` finds them.
    """
    from notes2anki.notetypes.copies import update as merged

    settings = _settings(deck)
    has_conflicts = False
    copies = _copies(settings)
    if not quiet and all(copy.is_current for copy in copies):
        click.echo("Nothing of ours has changed since it was copied" if copies else "There is no copy of our files")
    for copy in copies:
        if copy.is_current:
            continue
        text, conflicts = _attempt(lambda: merged(copy), settings)  # noqa: B023 -- called at once
        _write_all(((copy.file, text), (copy.base_file, f"{copy.shipped}\n")), settings)
        has_conflicts |= conflicts > 0
        if not quiet or conflicts:
            marked = f", {conflicts} marked for you to decide" if conflicts else ""
            click.echo(f"Updated {_shown_from_here(copy.file)}{marked}")
    if has_conflicts:
        sys.exit(1)


@command.command("new", epilog=_NEW_EXAMPLE)
@click.argument("name")
@_deck_argument
@click.option("--extends", "base", type=click.Choice(["basic", "cloze"]), default="basic", show_default=True)
@quiet_option
def new(*, name: str, deck: str | None, base: str, quiet: bool) -> None:
    """Begin a note type of your own, with ids, fields and templates."""
    from notes2anki.model import NoteType, Problem
    from notes2anki.notetypes.deck import read_types
    from notes2anki.notetypes.described import new_type
    from notes2anki.notetypes.drafts import refuse_name

    settings = _settings(deck)
    _attempt(lambda: refuse_name(name, f"templates/{name}"), settings)
    folder = settings.root / "templates" / name
    if folder.exists():
        _say((Problem(_shown(settings)(folder), 0, "exists already", "choose another name"),), settings)
        sys.exit(1)
    _write_all([(folder / file, text) for file, text in new_type(name, NoteType(base))], settings)
    _attempt(lambda: read_types(settings), settings)
    if not quiet:
        click.echo(f"Wrote {_shown_from_here(folder)}: say in its note.yaml which cards it carries")


# --- what the commands share ---------------------------------------------------------------------------------------


def _settings(deck: str | None) -> Settings:
    """Return the settings of one deck, or say why there are none, and end."""
    from notes2anki.cli import show
    from notes2anki.cli.targets import deck_targets

    targets = deck_targets((deck,) if deck else ())
    if len(targets) > 1:
        raise click.UsageError(f"Name one DECK of the {len(targets)} in decks/.")
    settings = targets[0].settings
    show.say_problems(targets[0].problems)
    if settings is None:
        sys.exit(1)
    return settings


def _attempt(action: Callable[[], T], settings: Settings) -> T:
    """Return what `action` returns, or say what stopped it, and end."""
    from notes2anki.cli.targets import attempt

    result, problems = attempt(action)
    if problems:
        _say(problems, settings)
        sys.exit(1)
    return cast("T", result)


def _copies(settings: Settings) -> Sequence[Copy]:
    from notes2anki.notetypes.copies import read_copies
    from notes2anki.notetypes.deck import shelf

    return _attempt(lambda: read_copies(shelf(settings)), settings)


def _write_all(files: Iterable[tuple[Path, str]], settings: Settings) -> None:
    from notes2anki.files import all_of, replace_files

    listed = tuple(files)

    def write() -> None:
        for path, _ in listed:
            path.parent.mkdir(parents=True, exist_ok=True)
        replace_files([(path, all_of(text.encode())) for path, text in listed], root=settings.root)

    _attempt(write, settings)


def _say(problems: Iterable[Problem], settings: Settings) -> None:
    from notes2anki.cli import show

    show.say_problems(show.from_here(tuple(problems), settings.root))


def _shown(settings: Settings) -> Callable[[Path], str]:
    from notes2anki.files import shown_path

    return lambda path: shown_path(path, settings.root)


def _shown_from_here(path: Path) -> str:
    from pathlib import Path

    from notes2anki.files import shown_path

    return shown_path(path, Path.cwd())
