"""Paths on the command line -> what their reports hold, of all decks together, seen from the current folder."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from itertools import chain

from notes2anki.build import Loaded, Progress, load, plan
from notes2anki.cli import show
from notes2anki.cli.options import now
from notes2anki.cli.targets import Target, attempt, report_targets
from notes2anki.cli.writing import unwritable
from notes2anki.listing import Listing
from notes2anki.model import Selection, Settings

Loader = Callable[[Settings, Selection, Progress], Loaded]
"""Reads a deck's reports. Paths of what is found are relative to its root."""


@dataclass(frozen=True, slots=True)
class Reports:
    """What the reports of one or several decks hold."""

    number: int
    listing: Listing


def read_reports(paths: tuple[str, ...], selection: Selection, *, quiet: bool) -> Reports:
    """Read the reports of `paths` as a build would, with whatever is wrong in them."""
    return _read_all(report_targets(paths), selection, _load, quiet=quiet)


def check_reports(paths: tuple[str, ...], selection: Selection, *, quiet: bool) -> Reports:
    """Read the reports of `paths` as a build would, with whatever would be wrong up to the finished package."""
    # Whoever asks for faults wants to hear of them all.
    return _read_all(report_targets(paths), replace(selection, is_strict=True), _plan, quiet=quiet)


def _read_all(targets: Iterable[Target], selection: Selection, loader: Loader, *, quiet: bool) -> Reports:
    found = [_read(target, selection, loader, quiet=quiet) for target in targets]
    listings = [reports.listing for reports in found]
    return Reports(
        sum(reports.number for reports in found),
        Listing(
            tuple(chain.from_iterable(listing.cards for listing in listings)),
            tuple(chain.from_iterable(listing.skips for listing in listings)),
            tuple(sorted(set(chain.from_iterable(listing.problems for listing in listings)))),
        ),
    )


def _read(target: Target, selection: Selection, loader: Loader, *, quiet: bool) -> Reports:
    settings = target.settings
    if settings is None:
        return Reports(0, Listing(problems=target.problems))
    selection = replace(selection, paths=target.only)
    with show.progress(quiet=quiet) as progress:
        loaded, failures = attempt(lambda: loader(settings, selection, progress))
    problems = loaded.problems if loaded else failures
    listing = Listing(
        tuple(replace(card, path=show.shown(card.path, settings.root)) for card in loaded.cards) if loaded else (),
        tuple(replace(skip, path=show.shown(skip.path, settings.root)) for skip in loaded.skips) if loaded else (),
        (*target.problems, *show.from_here(problems, settings.root)),
    )
    return Reports(loaded.reports if loaded else 0, listing)


def _load(settings: Settings, selection: Selection, progress: Progress) -> Loaded:
    return load(settings, selection, progress=progress)


def _plan(settings: Settings, selection: Selection, progress: Progress) -> Loaded:
    # Reports named by hand may hold no card; a deck must. Nothing says yet where a package of theirs would go.
    is_deck = settings.config is not None
    needs_cards = is_deck and not selection.paths
    planned = plan(settings, selection, now=now(), progress=progress, needs_cards=needs_cards)
    loaded = planned.loaded
    if not is_deck:
        return loaded
    return replace(loaded, problems=(*loaded.problems, *planned.questions, *unwritable(settings)))
