"""Options that several commands share: as decorators that hand the command one typed value for each group."""

from __future__ import annotations

import functools
import os
import sys
import time
from collections.abc import Callable
from typing import TYPE_CHECKING, NamedTuple

import click

if TYPE_CHECKING:  # `datetime` and `pathlib` alone would take a tenth of the start-up
    import datetime as dt

    from notes2anki.cli.targets import Adhoc
    from notes2anki.model import Selection

Callback = Callable[..., None]

_WEEK_FORMS = "2021-W39, last or this"
_DAY_FORMS = "2021-09-20"
_NO_CACHE = "notes2anki.no_cache"
_YES = "notes2anki.yes"


class Look(NamedTuple):  # not a dataclass, which is slow to import
    """How a listing is to look."""

    form: str
    has_skips: bool
    has_keys: bool


def now() -> int:
    """Return the seconds since 1970, or SOURCE_DATE_EPOCH, which makes builds repeatable."""
    fixed = os.environ.get("SOURCE_DATE_EPOCH")
    if not fixed:
        return int(time.time())
    if not fixed.isdecimal():
        raise click.UsageError(f"SOURCE_DATE_EPOCH must be a number of seconds since 1970, not {fixed!r}.")
    return int(fixed)


def quiet_option(function: Callback) -> Callback:
    """Add `--quiet`, which counts before the command's name as well as after it."""
    return click.option(
        "-q", "--quiet", is_flag=True, callback=_quiet, help="Print no summary, hints or progress, only problems."
    )(function)


def cache_option(function: Callback) -> Callback:
    """Add `--no-cache`, which `is_cached` tells of."""
    return click.option(
        "--no-cache",
        is_flag=True,
        expose_value=False,
        callback=_no_cache,
        help="Read every report anew, and remember nothing of it.",
    )(function)


def is_cached() -> bool:
    """Does the command that is running use what earlier ones remembered?"""
    ctx = click.get_current_context(silent=True)
    return ctx is None or _NO_CACHE not in ctx.meta


def selection_options(function: Callback) -> Callback:
    """Add `--week`, `--since` and `--until`; the command gets them as `selection`, with `--strict` if it has that."""

    @click.option(
        "--week",
        metavar="WEEK",
        callback=_week,
        shell_complete=lambda *_: ["last", "this"],
        help=f"Take only reports of this ISO week: {_WEEK_FORMS}.",
    )
    @click.option("--since", metavar="DATE", callback=_day, help=f"Take no reports before this day: {_DAY_FORMS}.")
    @click.option("--until", metavar="DATE", callback=_day, help="Take no reports after this day.")
    @functools.wraps(function)
    def packed(
        *,
        week: tuple[dt.date, dt.date] | None,
        since: dt.date | None,
        until: dt.date | None,
        strict: bool = False,
        **others: object,
    ) -> None:
        function(selection=_select(week, since, until, is_strict=strict), **others)

    return packed


def again_options(function: Callback) -> Callback:
    """Add `--last-import` and `--refresh-sources`; the command gets them within `selection`."""

    @click.option(
        "--last-import",
        metavar="DATE",
        callback=_day,
        help="The day of your last import: what changed after it is written again, so that it arrives whatever was "
        "edited in Anki; what was changed back is left alone.",
    )
    @click.option(
        "--refresh-sources",
        is_flag=True,
        help="Write cards again whose reports moved, for their Source. What was edited in Anki on them is overwritten.",
    )
    @functools.wraps(function)
    def packed(*, selection: Selection, last_import: dt.date | None, refresh_sources: bool, **others: object) -> None:
        import datetime as dt
        from dataclasses import replace

        from notes2anki.model import Again

        end = dt.datetime.combine(last_import, dt.time.max).astimezone() if last_import else None
        again = Again(int(end.timestamp()) if end else None, refresh_sources)
        function(selection=replace(selection, again=again), **others)

    return packed


def yes_option(function: Callback) -> Callback:
    """Add `--yes`, which `wants` tells of."""
    return click.option(
        "--yes", is_flag=True, expose_value=False, callback=_yes, help="Write the package without asking."
    )(function)


def wants(question: str) -> bool:
    """Ask the user, if there is a terminal and no `--yes`; without either, go on."""
    if _YES in click.get_current_context().meta or not (sys.stdin.isatty() and sys.stderr.isatty()):
        return True
    return click.confirm(question, err=True)


def strict_option(function: Callback) -> Callback:
    """Add `--strict` above `selection_options`."""
    text = "Make a report that cannot be read an error, rather than leave it out."
    return click.option("--strict", is_flag=True, help=text)(function)


def look_options(function: Callback) -> Callback:
    """Add `--format`, `--skipped` and `--keys`; the command gets them as `look`."""

    @click.option(
        "--format",
        "form",
        type=click.Choice(["table", "json", "md"]),
        default="table",
        show_default=True,
        help="For people, for programs (always with the skipped lines), or for a review.",
    )
    @click.option("--skipped", is_flag=True, help="List also the lines that did not become a card, and why.")
    @click.option("--keys", is_flag=True, help="Show in the table what overrides.yaml calls each card.")
    @functools.wraps(function)
    def packed(*, form: str, skipped: bool, keys: bool, **others: object) -> None:
        function(look=Look(form, skipped, keys), **others)

    return packed


def adhoc_options(function: Callback) -> Callback:
    """Add `--notes`, `--output` and `--name`; the command gets them as `adhoc`, without notes if a deck.yaml counts."""

    @click.option("--notes", metavar="GLOB", multiple=True, help="Build from these reports, without a deck.yaml.")
    @click.option("-o", "--output", type=click.Path(), help="The package to write.  [default: as deck.yaml says]")
    @click.option("--name", help="With --notes: the deck's name in Anki.  [default: the package's name]")
    @functools.wraps(function)
    def packed(*, notes: tuple[str, ...], output: str | None, name: str | None, **others: object) -> None:
        function(adhoc=_adhoc(notes, output, name), **others)

    return packed


def _quiet(ctx: click.Context, _: click.Parameter, value: bool) -> bool:  # noqa: FBT001 -- click's signature
    return value or bool(ctx.parent and ctx.parent.params.get("quiet"))


def _no_cache(ctx: click.Context, _: click.Parameter, value: bool) -> None:  # noqa: FBT001 -- click's signature
    if value:
        ctx.meta[_NO_CACHE] = True


def _yes(ctx: click.Context, _: click.Parameter, value: bool) -> None:  # noqa: FBT001 -- click's signature
    if value:
        ctx.meta[_YES] = True


def _week(_: click.Context, __: click.Parameter, value: str | None) -> tuple[dt.date, dt.date] | None:
    if value is None:
        return None
    import datetime as dt

    from notes2anki.reading.dates import read_week

    try:
        return read_week(value, dt.datetime.fromtimestamp(now(), dt.UTC).astimezone().date())
    except ValueError as error:
        raise click.BadParameter(f"{error}.") from None


def _day(_: click.Context, __: click.Parameter, value: str | None) -> dt.date | None:
    import datetime as dt

    try:
        return value if value is None else dt.date.fromisoformat(value)
    except ValueError:
        raise click.BadParameter(f"{value!r} is not a date: write it as {_DAY_FORMS}.") from None


def _select(
    week: tuple[dt.date, dt.date] | None, since: dt.date | None, until: dt.date | None, *, is_strict: bool
) -> Selection:
    from notes2anki.model import Selection

    if week and (since or until):
        raise click.UsageError("--week says both ends already: leave out --since and --until.")
    if since and until and since > until:
        raise click.UsageError(f"--since {since} is later than --until {until}.")
    return Selection(*(week or (since, until)), is_strict=is_strict)


def _adhoc(notes: tuple[str, ...], output: str | None, name: str | None) -> Adhoc:
    from notes2anki.cli.targets import Adhoc

    if name and not notes:
        raise click.UsageError("--name goes with --notes; a deck.yaml has its own `name`.")
    if notes and not output:
        raise click.UsageError("--notes needs --output: the package to write, such as `-o week.apkg`.")
    return Adhoc(notes, output, name)
