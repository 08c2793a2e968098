"""Decks -> what a build would change in Anki: shown to people, or printed for programs; and an exit code."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import chain

import click

from notes2anki.build import Outcome, Plan, plan
from notes2anki.cli import show
from notes2anki.cli.columns import printable
from notes2anki.cli.options import now
from notes2anki.cli.targets import Target, attempt
from notes2anki.diff import Change, Diff, FieldChange, Kept, Piece, as_json, together, words
from notes2anki.fields.asked import TYPED, VOICE
from notes2anki.model import Problem, Selection, Settings

CHANGED = 3
"""The exit code where there are changes and no problems."""

_COLOURS = {"new": "green", "edited": "yellow", "moved": "cyan", "retired": "red"}
_SWITCHES = {TYPED: "typed in", VOICE: "read aloud", "Reverse": "asked both ways"}
"""What the fields say that no card shows, and that steer how it asks."""

_ON, _YES = "1", "yes"


@dataclass(frozen=True, slots=True)
class _Found:
    """What would change in one deck."""

    settings: Settings | None
    planned: Plan | None
    problems: tuple[Problem, ...]
    diff: Diff

    @property
    def code(self) -> int:
        if self.planned is None or self.planned.deck is None:
            return 1
        return 0 if self.diff.is_empty else CHANGED


def show_changes(
    targets: Iterable[Target], selection: Selection, *, has_summary: bool = False, quiet: bool = False
) -> int:
    """Show the changes of each deck to people; return the exit code of all together."""
    found = [_find(target, selection, quiet=quiet) for target in targets]
    show.say_problems(chain.from_iterable(one.problems for one in found))
    for one in found:
        if one.settings and one.planned and one.planned.deck:
            click.echo("\n".join(_shown(one.settings, one.diff)))
            if has_summary:
                outcome = Outcome(one.planned.loaded, one.planned.deck, emptied=one.planned.emptied)
                click.echo(show.summary(one.settings, outcome))
    return _code(found)


def print_changes(targets: Iterable[Target], selection: Selection, *, quiet: bool = False) -> int:
    """Print the changes of all decks as one JSON object; return the exit code."""
    found = [_find(target, selection, quiet=quiet) for target in targets]
    problems = sorted({problem for one in found for problem in one.problems})
    show.say_problems(problems)
    # Bytes: JSON is UTF-8 whatever the terminal speaks, and a broken file name becomes a legal JSON escape.
    click.echo(as_json(together(one.diff for one in found), problems).encode("utf-8", "backslashreplace"))
    return _code(found)


def _code(found: Iterable[_Found]) -> int:
    codes = {one.code for one in found}
    return 1 if 1 in codes else max(codes, default=0)


def _find(target: Target, selection: Selection, *, quiet: bool) -> _Found:
    settings = target.settings
    if settings is None:
        return _Found(None, None, target.problems, Diff())
    with show.progress(quiet=quiet) as progress:
        planned, failures = attempt(lambda: plan(settings, selection, now=now(), progress=progress))
    problems = (*planned.loaded.problems, *planned.questions) if planned else failures
    diff = _from_here(planned.changes, settings) if planned and planned.deck else Diff()
    return _Found(settings, planned, (*target.problems, *show.from_here(problems, settings.root)), diff)


def _from_here(diff: Diff, settings: Settings) -> Diff:
    """Return the changes with paths as they are reached from the current folder."""

    def seen(changes: tuple[Change, ...]) -> tuple[Change, ...]:
        return tuple(replace(change, path=show.shown(change.path, settings.root)) for change in changes)

    new, edited, moved, retired = (seen(changes) for _, changes in diff.groups)
    return replace(diff, new=new, edited=edited, moved=moved, retired=retired)


# --- for people ----------------------------------------------------------------------------------------------------


def _shown(settings: Settings, diff: Diff) -> Iterator[str]:
    yield click.style(printable(settings.name), bold=True)
    for name, changes in diff.groups:
        if changes:
            yield click.style(f"{name} ({len(changes)})", fg=_COLOURS[name])
            yield from chain.from_iterable(_card(name, change) for change in changes)
    counts = [f"{len(changes)} {name}" for name, changes in diff.groups if changes]
    yield ", ".join([*counts, f"{diff.unchanged} unchanged"])
    yield from show.by_version(diff.by_version)


def _card(group: str, change: Change) -> Iterator[str]:
    place = click.style(f"{printable(change.path)}:{change.line}", dim=True)
    why = f" ({change.why})" if change.why else ""
    yield f"  {_line(change.question)}  {place}{why}"
    if group == "new":
        yield from (f"    {line}" for line in _lines(change.answer))
    elif group == "moved":
        yield f"    {printable(change.old_deck)} → {printable(change.deck)}"
    yield from chain.from_iterable(map(_field, change.fields))


def _field(field: FieldChange) -> Iterator[str]:
    is_coloured = _is_coloured()
    name = _SWITCHES.get(field.name, field.name)
    old, new = (_YES if name != field.name and html == _ON else html for html in (field.old, field.new))
    marked = "".join(_marked(piece, is_coloured=is_coloured) for piece in words(old, new))
    first, *rest = marked.split("\n")
    yield f"    {name}: {first}"
    yield from (f"      {line}" for line in rest)


def _marked(piece: Piece, *, is_coloured: bool) -> str:
    text = "\n".join(map(printable, piece.text.split("\n")))
    if piece.kept is Kept.BOTH:
        return text
    if is_coloured:
        return (
            click.style(text, fg="red", strikethrough=True) if piece.kept is Kept.OLD else click.style(text, fg="green")
        )
    return f"[-{text}-]" if piece.kept is Kept.OLD else f"{{+{text}+}}"


def _is_coloured() -> bool:
    """Will colours be seen? Where not, signs stand in their place."""
    ctx = click.get_current_context(silent=True)
    wanted = ctx.color if ctx else None
    return sys.stdout.isatty() if wanted is None else wanted


def _lines(text: str) -> Iterator[str]:
    return map(printable, text.split("\n")) if text else iter(())


def _line(text: str) -> str:
    return printable(" ".join(text.split()))
