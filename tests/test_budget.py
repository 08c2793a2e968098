"""The program only gets smaller: how much there may be of it, at most."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

import click

from notes2anki.cli import command
from notes2anki.config import SETTINGS

LIMITS = {
    "lines of notes2anki": 26_400,
    "modules of notes2anki": 156,
    "names at the top of notes2anki": 34,
    "settings": 42,
    "commands": 18,
    "lines of README.md": 1_200,
    "lines of tests": 30_300,
}
"""To raise one is a commit of its own, which names what users need it for."""

ROOM = 0.02
"""How far a limit may stand above its number. With less, every small commit would change the table,
and branches clash in it; with more, what a deletion wins could grow back unseen."""

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "notes2anki"


def test_nothing_grows_and_what_shrank_stays_small() -> None:
    """No number is above its limit, and no limit far above its number; the message holds the lines to write instead."""
    modules = tuple(PACKAGE.rglob("*.py"))
    numbers = {
        "lines of notes2anki": _lines(modules),
        "modules of notes2anki": len(modules),
        "names at the top of notes2anki": sum(not path.name.startswith("__") for path in _names(PACKAGE)),
        "settings": len(SETTINGS),
        "commands": sum(1 for _ in _commands(command)),
        "lines of README.md": _lines([ROOT / "README.md"]),
        "lines of tests": _lines((ROOT / "tests").rglob("*.py")),
    }
    assert numbers.keys() == LIMITS.keys()
    grown = [f'"{name}": {LIMITS[name]:_}, not {number:_}' for name, number in numbers.items() if number > LIMITS[name]]
    shrunk = [f'"{name}": {number:_},' for name, number in numbers.items() if number < LIMITS[name] * (1 - ROOM)]
    assert not grown, "these grew beyond their limits; take something away, too"
    assert not shrunk, "these shrank; lower their limits to"


def _lines(paths: Iterable[Path]) -> int:
    return sum(len(path.read_bytes().splitlines()) for path in paths)


def _names(folder: Path) -> Iterator[Path]:
    return (path for path in folder.iterdir() if path.suffix == ".py" or (path / "__init__.py").exists())


def _commands(group: click.Command) -> Iterator[click.Command]:
    if not isinstance(group, click.Group):
        yield group
        return
    for one in group.commands.values():
        yield from _commands(one)
