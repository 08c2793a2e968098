"""A ledger that is lost, older, cut off, edited by hand, or built on two machines: what is kept, and what is said."""

from __future__ import annotations

import contextlib
import io
import json
import shutil
import sqlite3
import subprocess
import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from notes2anki.build import Plan, build
from notes2anki.ledger import RETIRED_TAG, Entry, Ledger, Life, ledger_bytes
from notes2anki.model import DatedNote, Selection, State
from notes2anki.unpack import read_package
from tests.support.desk import AWAY, Desk

RECALL = "- **Recall** - the share of positives that are found\n"
PRECISION = "- **Precision** - the share of hits that are right\n"
BAGGING = "- **Bagging** - training models apart on samples of the data\n"


@pytest.fixture
def season(desk: Desk) -> Desk:
    """Return a deck with an edited card and a retired one."""
    desk.edit("positives that are found", "all positives that are found")
    desk.build(1)
    desk.edit("- **Warm-up** - raising the learning rate slowly during the first steps\n", "")
    desk.build(2)
    return desk


def lasting(planned: Plan) -> set[tuple[str, int, bool]]:
    """Return guid and time of each note, and whether it is retired."""
    return {(dated.note.guid, dated.mod, RETIRED_TAG in dated.note.tags) for dated in planned.settled.notes}


def rewrite(desk: Desk, *entries: Entry) -> None:
    """Change the ledger as a hand would."""
    desk.settings.ledger.write_bytes(ledger_bytes(Ledger().holding(entries)))


def test_a_lost_ledger_is_taken_from_the_package(season: Desk) -> None:
    """Guids of edited cards, times and retired cards: all of it, and it is said."""
    before = lasting(season.build(3))
    season.settings.ledger.unlink()
    planned = season.build(4)
    assert lasting(planned) == before
    (notice,) = planned.loaded.problems
    assert (
        notice.message == "the ledger is gone: 3 cards were taken from the package, without the keys that they once had"
    )
    assert season.build(5).loaded.problems == ()


def test_an_edit_made_while_the_ledger_is_lost_is_known(season: Desk) -> None:
    """The package holds what the card asked and where, which is enough."""
    before = season.guids()
    season.settings.ledger.unlink()
    season.edit("focal loss", "focal loss or resampling")
    season.build(3)
    assert season.guids() == before


def test_without_ledger_and_package_it_is_the_first_build(season: Desk) -> None:
    """There is nothing that could tell it from one; cards that were never edited keep their guids all the same."""
    before = season.guids()
    season.settings.ledger.unlink()
    season.settings.output.unlink()
    outcome = build(season.settings, Selection(), now=1_640_000_000)
    assert outcome.is_first
    after = season.guids()
    assert after["class"] == before["class"]
    assert after["Recall"] != before["Recall"]


def test_an_older_ledger_is_brought_up_to_date(desk: Desk) -> None:
    """Times do not go back, edited cards keep their guids, and it is said how many cards it lacked."""
    old = desk.settings.ledger.read_bytes()
    desk.edit("positives that are found", "all positives that are found")
    desk.edit("focal loss", "focal loss or resampling")
    desk.build(1)
    desk.edit("during the first steps", "during the first steps or epochs")
    before = lasting(desk.build(2))
    desk.settings.ledger.write_bytes(old)
    planned = desk.build(3)
    assert lasting(planned) == before
    (notice,) = planned.loaded.problems
    assert notice.message == (
        "the ledger is older than the package, or was changed: 3 cards were taken from the package"
    )


def test_what_only_moved_since_an_older_ledger_is_known_where_it_is(desk: Desk) -> None:
    """A card whose report got another name is found there, however much is then added to its bullet."""
    desk.write(RECALL, "z.md")
    desk.edit(RECALL, "")
    desk.build(1)
    old = desk.settings.ledger.read_bytes()
    (desk.settings.root / "notes" / "z.md").rename(desk.settings.root / "notes" / "y.md")
    desk.edit("focal loss", "focal loss or resampling")
    desk.build(2)
    before = desk.guids()
    desk.settings.ledger.write_bytes(old)
    desk.edit("are found", "are found, also called sensitivity, which a lower threshold makes larger", "y.md")
    desk.build(3)
    assert desk.guids() == before


def test_an_older_ledger_without_the_package_does_what_it_can(desk: Desk) -> None:
    """As on another machine that did not pull: the same edits are found again, so the guids are the same."""
    old = desk.settings.ledger.read_bytes()
    desk.edit("positives that are found", "all positives that are found")
    desk.build(1)
    before = desk.guids()
    desk.settings.ledger.write_bytes(old)
    desk.settings.output.unlink()
    desk.build(2)
    assert desk.guids() == before


def test_every_cut_ledger_is_refused(season: Desk) -> None:
    """At whatever byte: between two lines as well."""
    whole = season.settings.ledger.read_bytes()
    before = season.settings.output.read_bytes()
    for end in range(len(whole) - 2):  # without the last line end it is whole
        season.settings.ledger.write_bytes(whole[:end])
        if end % 97 and whole[end - 1 : end] != b"\n":
            continue
        outcome = build(season.settings, Selection(), now=1_640_000_000)
        assert outcome.deck is None
        assert all(problem.path == "ledger.jsonl" for problem in outcome.loaded.problems if problem.is_error)
    assert season.settings.output.read_bytes() == before


def _less(entry: Entry) -> Entry:
    return replace(entry, mod=entry.created)


def _other_guid(entry: Entry) -> Entry:
    return replace(entry, guid="aaaabbbbccccdddd")


@pytest.mark.parametrize("change", [pytest.param(_less, id="its time"), pytest.param(_other_guid, id="its guid")])
def test_what_a_hand_spoilt_is_taken_from_the_package(desk: Desk, change: object) -> None:
    """It knows what Anki has."""
    desk.edit("focal loss", "focal loss or resampling")
    before = lasting(desk.build(1))
    card = desk.cards()["Warm-up"]
    desk.edit("slowly", "very slowly")
    before = lasting(desk.build(2))
    rewrite(desk, *((change(entry) if entry.guid == card.guid else entry) for entry in desk.ledger.entries))
    # An edited card whose guid was changed cannot be told from one that was joined: it is left as it is.
    planned = desk.build(3)
    if change is _less:
        assert lasting(planned) == before
        assert len(planned.loaded.problems) == 1


def test_a_line_that_a_hand_deleted_is_taken_from_the_package(season: Desk) -> None:
    """A retired one is not: that is how a card is forgotten."""
    before = season.build(3)
    rewrite(season)
    planned = season.build(4)
    assert {guid for guid, _, _ in lasting(planned)} == {
        dated.note.guid for dated in before.settled.notes if dated.state not in AWAY
    }


def test_fields_that_a_hand_changed_are_sent_again(desk: Desk) -> None:
    """The note in Anki becomes what the notes say."""
    card = desk.cards()["Recall"]
    rewrite(desk, *(replace(one, fields=(("Question", "?"),)) if one == card else one for one in desk.ledger.entries))
    planned = desk.build(1)
    assert {dated.note.guid: dated.state for dated in planned.settled.notes}[card.guid] is State.EDITED
    assert desk.cards()["Recall"].fields == card.fields


def test_a_merge_conflict_stops_the_build(season: Desk) -> None:
    """The first mark is named; with the lines of both sides kept, what stands twice is named too."""
    lines = season.settings.ledger.read_text(encoding="utf-8").splitlines()
    conflict = [*lines[:2], "<<<<<<< HEAD", lines[2], "=======", lines[2], ">>>>>>> theirs", *lines[3:]]
    for text, found in ((conflict, [3]), ([*lines[:3], *lines[2:]], [4])):
        season.settings.ledger.write_text("".join(f"{line}\n" for line in text), encoding="utf-8")
        outcome = build(season.settings, Selection(), now=1_640_000_000)
        assert outcome.deck is None
        assert [problem.line for problem in outcome.loaded.problems if problem.is_error] == found


def test_two_machines_come_to_the_same_cards(season: Desk, tmp_path: Path) -> None:
    """From the same ledger and the same notes: another time of day, but the same guids and keys."""
    other = tmp_path / "other"
    shutil.copytree(season.settings.root, other)
    settings = replace(season.settings, root=other, output=other / "deck.apkg", ledger=other / "ledger.jsonl")
    mine = season.edit("focal loss", "focal loss or resampling")
    assert mine is None
    report = other / "notes" / "day.md"
    report.write_text((season.settings.root / "notes" / "day.md").read_text(encoding="utf-8"), encoding="utf-8")
    season.build(3)
    build(settings, Selection(), now=1_640_000_000)
    here, there = (_identities(path) for path in (season.settings.ledger, settings.ledger))
    assert here == there


def test_what_two_machines_built_is_merged_by_git(desk: Desk, tmp_path: Path) -> None:
    """Each wrote a report of its own; after the merge of notes and ledgers, every card is known to either."""
    base, other = tmp_path / "base.jsonl", tmp_path / "other.jsonl"
    shutil.copy(desk.settings.ledger, base)
    desk.write(BAGGING, "there.md")
    desk.build(1)
    shutil.copy(desk.settings.ledger, other)
    (desk.settings.root / "notes" / "there.md").unlink()
    shutil.copy(base, desk.settings.ledger)
    desk.settings.output.unlink()
    desk.write(PRECISION, "here.md")
    desk.build(2)
    desk.write(BAGGING, "there.md")
    subprocess.run(["git", "merge-file", "-q", "--union", desk.settings.ledger, base, other], check=True)
    planned = desk.build(3)
    assert {dated.state for dated in planned.settled.notes} == {State.UNCHANGED}
    assert {"Bagging", "Precision"} <= desk.guids().keys()
    assert planned.loaded.problems == ()


def _identities(path: Path) -> list[tuple[object, ...]]:
    records = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()[1:-1]]
    return [(record["key"], record["guid"], record.get("aliases")) for record in records]


def _cut(package: bytes) -> bytes:
    return package[: len(package) // 2]


def _zip_of(content: bytes) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("collection.anki2", content)
    return stream.getvalue()


def _with_broken_stream(package: bytes) -> bytes:
    """Break what is compressed, and nothing that says so: `zlib.error`."""
    return package[:60] + b"\xff" * 40 + package[100:]


def _with_a_view(_: bytes) -> bytes:
    """Put a view that never ends in the place of the notes."""
    with contextlib.closing(sqlite3.connect(":memory:")) as connection:
        connection.executescript(
            "CREATE TABLE col (decks); INSERT INTO col VALUES ('{}'); CREATE TABLE cards (nid, did);"
            "INSERT INTO cards VALUES (1, 1);"
            "CREATE VIEW notes AS WITH RECURSIVE n(id) AS (SELECT 1 UNION ALL SELECT id + 1 FROM n)"
            " SELECT id, id AS guid, 0 AS mid, 0 AS mod, '' AS tags, '' AS flds FROM n;"
        )
        return _zip_of(connection.serialize())


DAMAGES = [
    pytest.param(lambda _: b"", id="empty"),
    pytest.param(lambda _: b"PK\x03\x04 no zip", id="no zip"),
    pytest.param(_cut, id="cut off"),
    pytest.param(_with_broken_stream, id="a broken stream"),
    pytest.param(lambda _: _zip_of(b"no database"), id="no database"),
    pytest.param(lambda _: _zip_of(bytes(300 * 1024**2)), id="a small zip of 300 MB"),
    pytest.param(_with_a_view, id="a database without end"),
]


@pytest.mark.parametrize("damage", DAMAGES)
def test_a_damaged_package_is_said(desk: Desk, damage: Callable[[bytes], bytes]) -> None:
    """Beside the ledger it is written anew; without the ledger nothing is, since the user's edits would be lost."""
    before = desk.ledger
    damaged = damage(desk.settings.output.read_bytes())
    desk.settings.output.write_bytes(damaged)
    desk.settings.ledger.rename(desk.settings.root / "lost")
    outcome = build(desk.settings, Selection(), now=1_640_000_000)
    assert [problem.message for problem in outcome.loaded.errors] == ["is no package that can be read"]
    assert (outcome.deck, desk.settings.output.read_bytes()) == (None, damaged)
    assert not desk.settings.ledger.exists()
    (desk.settings.root / "lost").rename(desk.settings.ledger)
    outcome = build(desk.settings, Selection(), now=1_640_000_000)
    assert [(one.path, one.message, one.is_error) for one in outcome.loaded.problems] == [
        ("deck.apkg", "is no package that can be read", False)
    ]
    assert desk.ledger == before
    assert read_package(desk.settings.output, "deck.apkg")


def test_a_card_that_was_forgotten_stays_forgotten(season: Desk) -> None:
    """Though the last package still holds it."""
    rewrite(season, *(entry for entry in season.ledger.entries if entry.state is Life.ACTIVE))
    planned = season.build(3)
    assert planned.loaded.problems == ()
    assert {dated.state for dated in planned.settled.notes} == {State.UNCHANGED}


def test_retired_notes_keep_their_time(season: Desk) -> None:
    """Build after build, whatever the clock says."""
    mods: set[int] = set()
    for weeks in (3, 4, 5):
        retired: list[DatedNote] = [one for one in season.build(weeks).settled.notes if one.state in AWAY]
        mods |= {one.mod for one in retired}
    assert len(mods) == 1
