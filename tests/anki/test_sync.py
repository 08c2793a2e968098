"""A desktop that imports, a phone that learns, and Anki's own sync server between them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from anki.sync_pb2 import SyncCollectionResponse

from notes2anki.build import build
from notes2anki.model import Look, Selection, Settings
from tests.support.collection import Bench, Counts, Device

MONDAY = 1_700_000_000
WEEK = 7 * 86_400
REPORT = """---
date: 2021-09-06
tags: [AI]
---
- class imbalance → focal loss
- **Label smoothing**: mixing the one-hot target with a uniform distribution
- **Warm-up**: raising the learning rate slowly during the first steps
"""
ADDED = "- **Gradient clipping**: cutting down steps that are too long\n"


@pytest.fixture
def build_week(tmp_path: Path, bench: Bench) -> Callable[..., Counts]:
    """Return a function that writes the report, builds in a week, and imports on the desktop."""
    root = tmp_path / "deck"
    (root / "notes").mkdir(parents=True)
    settings = Settings(root, "Root", ("notes",), root / "d.apkg", root / "ledger.jsonl")

    def make(week: int, text: str, **changes: object) -> Counts:
        (root / "notes" / "day.md").write_text(text, encoding="utf-8")
        outcome = build(replace(settings, **changes), Selection(), now=MONDAY + week * WEEK)
        assert outcome.deck is not None, outcome.loaded.problems
        return bench.take(settings.output)

    return make


def _learn(device: Device, number: int) -> dict[int, int]:
    """Answer cards on a device; return the day on which each that was answered is due."""
    device.col.decks.select(device.col.decks.id_for_name("Root"))
    answered = []
    for _ in range(number):
        card = device.col.sched.getCard()
        assert card is not None
        device.col.sched.answerCard(card, 4)
        answered.append(card.id)
    return _dues(device, answered)


def _dues(device: Device, cards: list[int]) -> dict[int, int]:
    return {id_: device.col.get_card(id_).due for id_ in cards}


def _reviews(device: Device) -> list[list[int]]:
    return device.col.db.all("SELECT id, cid, ease FROM revlog ORDER BY id")


def _note(device: Device, words: str) -> object:
    (id_,) = device.col.find_notes(words)
    return device.col.get_note(id_)


def test_what_the_phone_learned_and_wrote_survives_an_import_on_the_desktop(
    desktop: Device, phone: Device, build_week: Callable[..., Counts]
) -> None:
    """Two weeks on two devices: no sync but the first ones goes one way, and nothing on either side is lost."""
    assert build_week(0, REPORT) == Counts(new=3)
    assert desktop.sync() == SyncCollectionResponse.FULL_UPLOAD
    assert phone.sync() == SyncCollectionResponse.FULL_DOWNLOAD

    due = _learn(phone, 2)
    note = _note(phone, "Label smoothing")
    note["Extra"] = "as in lecture 3"
    note.add_tag("marked")
    phone.col.update_note(note)
    assert phone.sync() == SyncCollectionResponse.NO_CHANGES
    assert desktop.sync() == SyncCollectionResponse.NO_CHANGES

    edited = REPORT.replace("during the first steps", "during the first epochs") + ADDED
    assert build_week(1, edited) == Counts(new=1, updated=1, duplicate=2)
    assert desktop.sync() == SyncCollectionResponse.NO_CHANGES
    assert phone.sync() == SyncCollectionResponse.NO_CHANGES

    assert phone.col.note_count() == desktop.col.note_count() == 4
    assert "epochs" in _note(phone, "Warm-up")["Answer"]
    assert (_note(phone, "Label smoothing")["Extra"], _note(desktop, "tag:marked")["Extra"]) == ("as in lecture 3",) * 2
    assert _dues(phone, list(due)) == _dues(desktop, list(due)) == due
    assert _reviews(phone) == _reviews(desktop)
    assert len(_reviews(phone)) == 2


def test_reviews_that_the_phone_has_not_synced_yet_survive_an_import(
    desktop: Device, phone: Device, build_week: Callable[..., Counts]
) -> None:
    """The desktop imports and syncs first; the phone comes later with what it learned of the very card that changed."""
    build_week(0, REPORT)
    desktop.sync()
    phone.sync()
    due = _learn(phone, 3)

    assert build_week(1, REPORT.replace("focal loss", "the focal loss")) == Counts(updated=1, duplicate=2)
    desktop.sync()
    assert phone.sync() == SyncCollectionResponse.NO_CHANGES
    desktop.sync()

    assert _dues(phone, list(due)) == _dues(desktop, list(due)) == due
    assert len(_reviews(desktop)) == 3
    assert "the focal loss" in _note(phone, "imbalance")["Answer"]


def test_a_new_look_reaches_the_phone_without_a_sync_that_goes_one_way(
    desktop: Device, phone: Device, build_week: Callable[..., Counts]
) -> None:
    """Templates and CSS may change: only fields and templates that come or go would force a one-way sync."""
    build_week(0, REPORT)
    desktop.sync()
    phone.sync()
    before = phone.col.models.by_name("notes2anki")["css"]

    build_week(1, REPORT, look=Look(theme="paper"))
    assert desktop.sync() == SyncCollectionResponse.NO_CHANGES
    assert phone.sync() == SyncCollectionResponse.NO_CHANGES

    after = phone.col.models.by_name("notes2anki")["css"]
    assert after == desktop.col.models.by_name("notes2anki")["css"] != before
