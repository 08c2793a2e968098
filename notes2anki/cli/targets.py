"""Words on the command line -> the decks to work on: their settings, or why there are none."""

from __future__ import annotations

import errno
import os
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass, replace
from itertools import chain
from pathlib import Path
from typing import TypeVar

from notes2anki.cache import FOLDER
from notes2anki.cli.options import is_cached
from notes2anki.config import adhoc_settings, load_settings, package_fault
from notes2anki.files import shown_path
from notes2anki.model import InputError, Problem, Selection, Settings, fault_of
from notes2anki.reading.files import find_reports

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Adhoc:
    """What the command line says in the place of a deck.yaml, or, without notes, beside it."""

    notes: tuple[str, ...]
    output: str | None
    name: str | None  # default: the package's name


@dataclass(frozen=True, slots=True)
class Target:
    """A deck to work on; without settings, `problems` says why."""

    settings: Settings | None
    problems: tuple[Problem, ...] = ()
    only: frozenset[str] = frozenset()  # paths, as the deck calls them, of the reports that are meant; none: all


def attempt(action: Callable[[], T]) -> tuple[T | None, tuple[Problem, ...]]:
    """Return what `action` returns, or None and the problems that stopped it."""
    try:
        return action(), ()
    except InputError as error:
        return None, error.problems
    except OSError as error:  # a full disk, a folder that may not be written
        hint = _HINTS.get(error.errno or 0, "")
        return None, (Problem(str(error.filename or "."), 0, error.strerror or str(error), hint),)
    except Exception as error:  # what nobody foresaw
        return None, (fault_of(error),)


_ELSEWHERE = "choose another place, or change who may read and write there"
_HINTS = {
    errno.EACCES: _ELSEWHERE,
    errno.EPERM: _ELSEWHERE,
    errno.EROFS: _ELSEWHERE,
    errno.ENOSPC: "make room on the disk; what was there before is unchanged",
}


def deck_targets(words: tuple[str, ...]) -> tuple[Target, ...]:
    """Return the decks of these folders or `deck.yaml` files; without words, those of `decks/*/` or of this folder."""
    paths = tuple(map(Path, words)) or tuple(sorted(Path("decks").glob("*/deck.yaml"))) or tuple(_here())
    return tuple(_configured(path) for path in _once(paths)) or (Target(None, (_NO_DECK,)),)


def build_targets(words: tuple[str, ...], adhoc: Adhoc, selection: Selection) -> tuple[Target, ...]:
    """Return the decks to build; a part of one goes to a package of its own, named by its time: `…-2021-W39.apkg`."""
    if adhoc.notes:
        return (adhoc_target(adhoc),)
    targets = deck_targets(words)
    if adhoc.output and len(targets) > 1:
        return (Target(None, (_one_output(adhoc.output, len(targets)),)),)
    return tuple(_into(target, adhoc.output, selection.label) for target in targets)


def report_targets(words: tuple[str, ...]) -> tuple[Target, ...]:
    """Return the decks among these words, those of the reports that they name, and one more for all other reports."""
    if not words:
        return deck_targets(())
    configs = tuple(word for word in words if _is_deck(Path(word)))
    patterns = tuple(word for word in words if not _is_deck(Path(word)))
    decks = deck_targets(configs) if configs else ()
    parts, loose = _by_deck(patterns)
    whole = {target.settings.config for target in decks if target.settings}
    more = (part for part in parts if part.settings is None or part.settings.config not in whole)
    return (*decks, *more, *((adhoc_target(Adhoc(loose, "notes.apkg", "Notes")),) if loose else ()))


def adhoc_target(adhoc: Adhoc) -> Target:
    """Return the deck that the command line describes, with this folder as its root."""
    output = Path(adhoc.output or "notes.apkg").absolute()
    settings, problems = attempt(
        lambda: adhoc_settings(adhoc.notes, root=Path.cwd(), output=output, name=adhoc.name or output.stem)
    )
    return Target(settings, problems)


def _by_deck(patterns: tuple[str, ...]) -> tuple[tuple[Target, ...], tuple[str, ...]]:
    """Return the decks that these reports belong to, each with them alone, and what names those of no deck."""
    found = {pattern: _reports(adhoc_target(Adhoc((pattern,), None, None)).settings) for pattern in patterns}
    owners: dict[Path, set[Path]] = {}
    for report in sorted({report for reports in found.values() for report in reports}):
        if config := _owner(report):
            owners.setdefault(config, set()).add(report.resolve())
    parts: list[Target] = []
    taken: set[Path] = set()
    for config, reports in owners.items():
        target = _configured(Path(os.path.relpath(config)))
        root = target.settings.root if target.settings else config.parent
        mine = [path for path in _reports(target.settings) if path.resolve() in reports]
        taken |= {path.resolve() for path in mine} if target.settings else reports
        only = frozenset(shown_path(path, root) for path in mine)
        if mine or not target.settings:
            parts.append(replace(target, settings=_leaving_nothing(target.settings), only=only))
    return tuple(parts), tuple(chain.from_iterable(_left(pattern, found[pattern], taken) for pattern in patterns))


def _leaving_nothing(settings: Settings | None) -> Settings | None:
    """Who names single reports finds no new folder beside them; a cache that is there is used."""
    is_new = settings and settings.cache and not settings.cache.is_dir()
    return replace(settings, cache=None) if settings and is_new else settings


def _left(pattern: str, reports: tuple[Path, ...], taken: Collection[Path]) -> tuple[str, ...]:
    """Return what names the reports of a pattern that belong to no deck."""
    left = tuple(str(report) for report in reports if report.resolve() not in taken)
    return (pattern,) if len(left) == len(reports) else left


def _reports(settings: Settings | None) -> tuple[Path, ...]:
    found, _ = attempt(lambda: find_reports(settings)[0] if settings else ())
    return found or ()


def _owner(report: Path) -> Path | None:
    """Return the nearest deck.yaml above a report."""
    folders = Path(os.path.abspath(report)).parents  # noqa: PTH100 -- a link is where it stands, not where it leads
    return next((folder / "deck.yaml" for folder in folders if (folder / "deck.yaml").is_file()), None)


def _into(target: Target, output: str | None, label: str) -> Target:
    settings = target.settings
    if settings is None or not (output or label):
        return target
    path = Path(output).absolute() if output else settings.output.with_stem(f"{settings.output.stem}-{label}")
    fault = package_fault(path)
    if fault:
        return Target(None, (*target.problems, Problem(path.name, 0, *fault)))
    return replace(target, settings=replace(settings, output=path))


def _one_output(output: str, number: int) -> Problem:
    return Problem(output, 0, f"{number} decks cannot go into one package", "name one deck, or leave out --output")


def _here() -> Iterator[Path]:
    path = Path("deck.yaml")
    if path.exists():
        yield path


def _once(paths: tuple[Path, ...]) -> Iterator[Path]:
    """Leave out the second of a deck's folder and its deck.yaml: they are one deck."""
    yield from {(path / "deck.yaml" if path.is_dir() else path).resolve(): path for path in paths}.values()


def _is_deck(path: Path) -> bool:
    return path.suffix in {".yaml", ".yml"} or (path / "deck.yaml").exists()


def _configured(path: Path) -> Target:
    loaded, problems = attempt(lambda: load_settings(path))
    if loaded is None:
        return Target(None, problems)
    settings, notices = loaded
    return Target(replace(settings, cache=settings.root / FOLDER) if is_cached() else settings, notices)


_NO_DECK = Problem(
    "deck.yaml",
    0,
    "there is no deck here: neither decks/*/deck.yaml nor deck.yaml",
    "name a deck's folder, make one with `notes2anki init decks/NAME`, or use --notes",
)
