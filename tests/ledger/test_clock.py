"""A clock that is ahead: refused before it dates a card, asked about where only the user knows, and mended after."""

from __future__ import annotations

import os

import pytest

from notes2anki.build import Plan, build, plan
from notes2anki.ledger import ledger_bytes, repair
from notes2anki.model import Selection, State
from tests.support.desk import THEN, Desk

YEAR = 365 * 86_400
AHEAD = THEN + 18 * YEAR


def _save_all(desk: Desk, time: int) -> None:
    """Let everything in the deck's folder be of one time."""
    for path in desk.settings.root.rglob("*"):
        os.utime(path, (time, time))


def _build_ahead(desk: Desk) -> None:
    """Save and build while the clock is ahead."""
    _save_all(desk, AHEAD)
    outcome = build(desk.settings, Selection(), now=AHEAD)
    assert outcome.deck is not None
    assert AHEAD in {dated.mod for dated in outcome.deck.notes}


def _plan(desk: Desk, now: int) -> Plan:
    return plan(desk.settings, Selection(), now=now)


def _errors(planned: Plan) -> list[str]:
    return [problem.message for problem in planned.loaded.errors]


def test_a_clock_that_is_years_after_all_files_is_refused(desk: Desk) -> None:
    """Nothing is written; what both days are is said."""
    desk.edit("focal loss", "the focal loss")
    _save_all(desk, THEN + YEAR)
    before = desk.settings.ledger.read_bytes(), desk.settings.output.read_bytes()
    outcome = build(desk.settings, Selection(), now=AHEAD)
    assert outcome.deck is None
    assert [problem.message for problem in outcome.loaded.errors] == [
        "this machine's clock says 2039-09-22; the newest of ledger and files is of 2022-09-26"
    ]
    assert (desk.settings.ledger.read_bytes(), desk.settings.output.read_bytes()) == before


@pytest.mark.parametrize(
    ("saved", "now", "is_asked"),
    [
        pytest.param(THEN, THEN + 7 * 86_400, False, id="a week"),
        pytest.param(THEN, THEN + YEAR, False, id="a build once a year"),
        pytest.param(THEN, THEN + YEAR + 60 * 86_400, False, id="and late at that"),
        pytest.param(THEN + 9 * YEAR, THEN + 9 * YEAR, True, id="a report saved after years"),
        pytest.param(AHEAD, AHEAD, True, id="a report saved by the wrong clock"),
        pytest.param(AHEAD, THEN + YEAR, False, id="files from the future"),
    ],
)
def test_an_honest_clock_is_never_refused(desk: Desk, saved: int, now: int, is_asked: bool) -> None:  # noqa: FBT001
    """Who comes back after years has saved something; whether that was by the right clock, only they can say."""
    desk.edit("focal loss", "the focal loss")
    _save_all(desk, saved)
    planned = _plan(desk, now)
    assert planned.deck is not None
    assert bool(planned.questions) is is_asked


def test_years_without_a_change_are_no_matter(desk: Desk) -> None:
    """Nothing is dated by the clock, so it may say what it likes."""
    _save_all(desk, THEN)
    planned = _plan(desk, AHEAD)
    assert (_errors(planned), planned.questions) == ([], ())


@pytest.mark.parametrize(("now", "asked"), [(THEN + YEAR, 0), (AHEAD, 1)], ids=["a year", "18 years"])
def test_a_first_build_of_old_files_is_asked_about(empty_desk: Desk, now: int, asked: int) -> None:
    """They may be an archive, so it is no error."""
    empty_desk.write("- **Recall** - the share of positives that are found\n")
    _save_all(empty_desk, THEN)
    planned = _plan(empty_desk, now)
    assert (_errors(planned), len(planned.questions)) == ([], asked)


def test_a_ledger_dated_ahead_is_mended(desk: Desk) -> None:
    """Builds name the command; after it they go on, and neither ledger nor package takes the wild times back."""
    desk.edit("focal loss", "the focal loss")
    _build_ahead(desk)
    desk.edit("slowly", "very slowly")
    (fault,) = _plan(desk, THEN + YEAR).loaded.errors
    assert fault.hint.endswith("notes2anki ledger repair")
    now = THEN + YEAR
    mended, number = repair(desk.ledger, now)
    assert number == 1
    desk.settings.ledger.write_bytes(ledger_bytes(mended))
    outcome = build(desk.settings, Selection(), now=now + 60)
    assert outcome.deck is not None
    assert sorted(dated.mod for dated in outcome.deck.notes) == [THEN, now, now + 60]
    assert repair(desk.ledger, now + 60)[1] == 0


def test_a_ledger_from_before_the_wrong_build_counts_beside_its_package(desk: Desk) -> None:
    """What the package knows better was dated by the wrong clock."""
    old = desk.settings.ledger.read_bytes()
    desk.edit("focal loss", "the focal loss")
    _build_ahead(desk)
    desk.settings.ledger.write_bytes(old)
    planned = desk.build(1)
    assert [dated.state for dated in planned.settled.notes].count(State.EDITED) == 1
    assert max(entry.mod for entry in desk.ledger.entries) == THEN + 7 * 86_400


def test_a_lost_ledger_beside_a_package_dated_ahead(desk: Desk) -> None:
    """The cards are taken from the package, as of now."""
    desk.edit("focal loss", "the focal loss")
    _build_ahead(desk)
    before = desk.guids()
    desk.settings.ledger.unlink()
    desk.build(1)
    assert desk.guids() == before
    assert max(entry.mod for entry in desk.ledger.entries) == THEN + 7 * 86_400
