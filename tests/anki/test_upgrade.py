"""A deck that an older version built, learned in the real Anki, then built and imported with this version."""

import shutil
from pathlib import Path

import pytest

from notes2anki.build import build, plan
from notes2anki.ledger import RETIRED_TAG, read_ledger
from notes2anki.model import OTHERWISE, Selection, Settings, State
from tests.support.collection import Bench

OLD = Path(__file__).parents[1] / "data" / "upgrade"
"""Reports, and the ledger and package that commit 785175b, which knew of no program in the ledger, made of them.

    git worktree add /tmp/older 785175b
    PYTHONPATH=/tmp/older python -m notes2anki build --notes notes --name Root -o before.apkg
"""
MOST_LOST = 0.05


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """Return the deck as the older version left it."""
    root = tmp_path / "deck"
    shutil.copytree(OLD, root)
    return Settings(root, "Root", ("notes",), root / "after.apkg", root / "ledger.jsonl")


def _learned(bench: Bench) -> dict[int, tuple[object, ...]]:
    """Return all that Anki knows of each card: its note, its schedule, its reviews."""
    schedule = "SELECT id, nid, ord, did, type, queue, due, ivl, factor, reps, lapses, left FROM cards"
    reviews = "SELECT cid, group_concat(id || ':' || ease) FROM revlog GROUP BY cid"
    log = dict(bench.col.db.all(reviews))
    return {row[0]: (*row[1:], log.get(row[0])) for row in bench.col.db.all(schedule)}


def test_an_upgrade_loses_no_history(bench: Bench, settings: Settings) -> None:
    """Reviews and due dates stay, nothing is asked twice, at most one fact in twenty is retired."""
    before = read_ledger(settings.ledger, "ledger.jsonl")
    assert bench.take(OLD / "before.apkg").new == len(before.entries) >= 30
    for card in map(bench.col.get_card, bench.col.find_cards("")):
        card.start_timer()
        bench.col.sched.answerCard(card, 4)
    learned = _learned(bench)
    guids = set(bench.col.db.list("SELECT guid FROM notes"))

    outcome = build(settings, Selection(), now=max(entry.mod for entry in before.entries) + 86_400)
    assert outcome.deck is not None, outcome.loaded.problems
    assert bench.take(settings.output).conflicting == 0

    after = _learned(bench)
    assert learned.items() <= after.items(), "a review, a due date or a card's note changed"
    alive = bench.col.db.list("SELECT guid FROM notes WHERE tags NOT LIKE ?", f"%{RETIRED_TAG}%")
    assert len(guids - set(alive)) <= MOST_LOST * len(guids)
    asked = bench.col.db.list("SELECT sfld FROM notes WHERE tags NOT LIKE ?", f"%{RETIRED_TAG}%")
    assert len(asked) == len(set(asked))
    assert len(alive) == len(set(alive))
    new = {dated.note.guid for dated in outcome.deck.notes if dated.state is State.NEW}
    assert set(alive) - guids == new
    assert bench.faults() == ()


def test_the_program_is_told_from_the_notes(settings: Settings) -> None:
    """What changed in this build is the program's doing, but for the bullet that was edited; the next has no news."""
    day = settings.root / "notes" / "2024-03-11.md"
    day.write_text(day.read_text("utf-8").replace("hits that are right", "hits that are really right"), "utf-8")
    now = max(entry.mod for entry in read_ledger(settings.ledger, "l").entries) + 86_400
    first = plan(settings, Selection(), now=now)
    (edited,) = (change for change in first.changes.edited if change.why != OTHERWISE)
    assert edited.answer == "the share of hits that are really right"
    assert first.changes.by_version == len(first.changes.edited) - 1 > 10
    build(settings, Selection(), now=now)
    again = plan(settings, Selection(), now=now + 86_400)
    assert (again.changes.is_empty, again.changes.by_version) == (True, 0)
    assert again.ledger == settings.ledger.read_bytes()
    assert again.loaded.recognised.kept == first.loaded.recognised.kept != {}
