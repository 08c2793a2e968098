"""`notes2anki preview`: a deck -> a page in the browser, until Ctrl-C, or as a file."""

from __future__ import annotations

import contextlib
import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING

import click

from notes2anki.cli.options import cache_option, now

if TYPE_CHECKING:
    from pathlib import Path

    from notes2anki.model import Problem, Settings

_EXAMPLE = """\b
Examples:
  notes2anki preview decks/daily-reports
  notes2anki preview --export page          # -> page/index.html, to send to a phone
"""


@click.command("preview", epilog=_EXAMPLE)
@click.argument("deck", required=False, type=click.Path(exists=True))
@click.option("--port", type=click.IntRange(0, 65535), default=0, help="The port to serve on.  [default: a free one]")
@click.option("--open/--no-open", "opens", default=True, help="Open the page in the browser.")
@click.option(
    "--export", "folder", metavar="DIR", type=click.Path(file_okay=False), help="Write the page there instead."
)
@cache_option
def command(*, deck: str | None, port: int, opens: bool, folder: str | None) -> None:
    """See and judge the cards in a browser.

    Shows every card as Anki would, follows what you save, and lets you keep, drop and reword cards by single keys.
    The page is served to this machine alone. Needs an extra: pip install '.[preview]'.

    DECK is a folder with a deck.yaml, or that file. Without DECK, the deck that `build` would build.
    """
    from pathlib import Path

    from notes2anki.cli import show

    settings, problems = _one_deck(deck)
    missing = _missing_extra()
    if settings is None or missing:
        show.say_problems((*problems, *missing))
        sys.exit(1)
    if folder:
        _export(settings, Path(folder))
    else:
        _serve(settings, port, opens=opens)


def _one_deck(word: str | None) -> tuple[Settings | None, tuple[Problem, ...]]:
    """Return the one deck that is meant, or why there is none."""
    from notes2anki.cli.targets import deck_targets
    from notes2anki.model import Problem

    targets = deck_targets((word,) if word else ())
    if len(targets) > 1:
        names = ", ".join(target.settings.root.name for target in targets if target.settings)
        return None, (Problem("decks", 0, f"there are {len(targets)} decks: {names}", "name one of them"),)
    return targets[0].settings, targets[0].problems


def _missing_extra() -> tuple[Problem, ...]:
    """Return what is to be installed before a page can be shown."""
    from importlib.metadata import PackageNotFoundError, version

    from notes2anki.model import Problem

    absent = []
    for name in ("starlette", "uvicorn"):
        try:
            version(name)
        except PackageNotFoundError:
            absent.append(name)
    if not absent:
        return ()
    are = "is" if len(absent) == 1 else "are"
    return (Problem("preview", 0, f"{', '.join(absent)} {are} not installed", "pip install '.[preview]'"),)


def _export(settings: Settings, folder: Path) -> None:
    from notes2anki.cli import show
    from notes2anki.cli.targets import attempt
    from notes2anki.files import escaped
    from notes2anki.preview.export import NAME, export
    from notes2anki.preview.snapshot import take

    snapshot = take(settings, now=now())
    size, problems = attempt(lambda: export(snapshot, folder))
    show.say_problems((*problems, *show.from_here(snapshot.loaded.errors, settings.root)))
    if size is None:
        sys.exit(1)
    click.echo(
        f"{escaped((folder / NAME).as_posix())}: {show.count(len(snapshot.loaded.cards), 'card')}, {size / 1000:.0f} kB"
    )
    if snapshot.loaded.errors:
        sys.exit(1)


def _serve(settings: Settings, port: int, *, opens: bool) -> None:
    import signal
    import webbrowser

    from notes2anki.cli import show
    from notes2anki.cli.targets import attempt
    from notes2anki.preview.server import open_door, serve
    from notes2anki.preview.session import Session

    door, problems = attempt(lambda: open_door(port))
    if door is None:
        show.say_problems(problems)
        sys.exit(1)
    session = Session(settings, clock=now)
    show.say_problems(show.from_here(session.snapshot.loaded.errors, settings.root))

    for name in ("SIGTERM", "SIGHUP"):  # as Ctrl-C, so that nothing is left behind
        if hasattr(signal, name):
            signal.signal(getattr(signal, name), signal.default_int_handler)
    with contextlib.suppress(KeyboardInterrupt), _leading_to(door.address) as page:

        def ready() -> None:
            click.echo(f"{door.address} (Ctrl-C ends it)")
            if opens:
                webbrowser.open(page.as_uri())

        serve(session, door, ready=ready)


@contextlib.contextmanager
def _leading_to(address: str) -> Iterator[Path]:
    """Give a private page that leads to the address: a browser's command line shows its words to all users."""
    from pathlib import Path
    from tempfile import TemporaryDirectory

    with TemporaryDirectory(prefix="n2a-", ignore_cleanup_errors=True) as folder:
        page = Path(folder) / "open.html"
        page.touch(mode=0o600)
        page.write_text(
            f'<!doctype html><meta charset="utf-8"><meta http-equiv="refresh" content="0; url={address}">'
            f'<title>notes2anki</title><p><a href="{address}">Open the page</a></p>',
            encoding="utf-8",
        )
        yield page
