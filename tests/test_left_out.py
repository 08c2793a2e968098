"""One broken report among others: it is left out, its cards stay as they are, and nothing comes twice."""

from __future__ import annotations

import base64
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from notes2anki.build import build, load
from notes2anki.ledger import Life
from notes2anki.model import Selection, Settings, State
from tests.support.desk import ALL, THEN, Desk

HEAP = "- **Heap** - a tree in which each parent is larger than its children\n"
STACK = "- **Stack** - a list whose newest member is the first to go\n"
QUEUE = "- **Queue** - a list whose oldest member is the first to go\n"
TRIE = "- **Trie** - a tree whose edges are the letters of words\n"
BROKEN = "---\ndate: {{date:YYYY-MM-DD}}\n---\n"
PNG = base64.b64decode("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAQAAAC1HAwCAAAAC0lEQVR42mNkYAAAAAYAAjCB0C8AAAAASUVORK5CYII=")
LATIN = "---\ntitle: caf\udce9\n---\n"


def dated(*bullets: str, day: str = "2021-09-27", tags: str = "[AI]") -> str:
    """Return a report of a day."""
    return f"---\ndate: {day}\ntags: {tags}\n---\n" + "".join(bullets)


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """Return a deck of two reports that is built."""
    root = tmp_path / "daily"
    root.mkdir()
    desk = Desk(Settings(root, "Root", ("notes",), root / "daily.apkg", root / "ledger.jsonl"))
    desk.write(dated(HEAP, STACK), "a.md")
    desk.write(dated(QUEUE, day="2021-10-04"), "b.md")
    desk.build()
    return desk


def spoil(desk: Desk, text: str, name: str = "a.md") -> None:
    """Write a report whose bytes need not be UTF-8."""
    (desk.settings.root / "notes" / name).write_bytes(text.encode("utf-8", "surrogateescape"))


def states(desk: Desk, weeks: int, selection: Selection = ALL) -> dict[str, State]:
    """Build; return what became of each note, by its key's question."""
    planned = desk.build(weeks, selection)
    return {dict(one.note.fields)["Question"]: one.state for one in planned.settled.notes}


WAYS = [pytest.param(BROKEN, id="broken front matter"), pytest.param(LATIN, id="another encoding")]


@pytest.mark.parametrize("head", WAYS)
def test_its_cards_stay_as_they_are_for_weeks(desk: Desk, head: str) -> None:
    """Neither retired nor moved, in the ledger and in the package, until the report is mended."""
    before = {entry.guid: entry for entry in desk.ledger.entries}
    spoil(desk, head + HEAP + STACK)
    desk.write(dated(QUEUE, TRIE, day="2021-10-04"), "b.md")
    for week in (1, 2, 3):
        found = states(desk, week)
        assert sorted(found.values()) == sorted(
            [State.UNREAD, State.UNREAD, State.UNCHANGED, State.NEW if week == 1 else State.UNCHANGED]
        )
        after = {entry.guid: entry for entry in desk.ledger.entries}
        assert {guid: after[guid] for guid in before} == before
    desk.write(dated(HEAP, STACK.replace("newest", "youngest")), "a.md")
    mended = desk.build(4)
    assert [one.note.guid for one in mended.settled.notes if one.state is State.EDITED] == [
        guid for guid, entry in before.items() if "newest" in entry.text
    ]
    assert len(desk.ledger.entries) == 4


@pytest.mark.parametrize("head", WAYS)
def test_it_is_told_and_strict_makes_it_an_error(desk: Desk, head: str) -> None:
    """The notice says so and where; a strict build writes nothing."""
    spoil(desk, head + HEAP)
    loaded = load(desk.settings, Selection())
    (notice,) = loaded.problems
    assert (notice.path, notice.is_error) == ("notes/a.md", False)
    assert notice.message.startswith("this report is left out: ")
    assert loaded.left_out == (notice,)
    before = desk.settings.ledger.read_bytes(), desk.settings.output.read_bytes()
    outcome = build(desk.settings, Selection(is_strict=True), now=THEN)
    assert outcome.deck is None
    assert [problem.is_error for problem in outcome.loaded.problems] == [True]
    assert (desk.settings.ledger.read_bytes(), desk.settings.output.read_bytes()) == before


def test_where_nothing_can_be_read_nothing_is_written(desk: Desk) -> None:
    """Then it is an error."""
    before = desk.settings.ledger.read_bytes()
    spoil(desk, BROKEN + HEAP)
    spoil(desk, LATIN + HEAP, "b.md")
    outcome = build(desk.settings, Selection(), now=THEN)
    assert outcome.deck is None
    assert [problem.path for problem in outcome.loaded.errors] == ["notes/a.md", "notes/b.md"]
    assert desk.settings.ledger.read_bytes() == before


@pytest.mark.parametrize("head", WAYS)
def test_a_copy_does_not_take_the_card_over(desk: Desk, head: str) -> None:
    """Where the home of a fact is left out, its copy elsewhere changes neither its subdeck nor its words."""
    desk.write(dated(QUEUE, HEAP, day="2021-10-04", tags="[CV]"), "b.md")
    desk.build(1)
    before = desk.cards()["Heap"]
    assert (before.path, before.deck) == ("notes/a.md", "Root::AI")
    spoil(desk, head + HEAP + STACK)
    assert State.MOVED not in states(desk, 2).values()
    assert desk.cards()["Heap"] == before


@pytest.mark.parametrize("head", WAYS)
def test_a_copy_that_is_left_out_stays_a_source(desk: Desk, head: str) -> None:
    """Its home is read and says less than what Anki has: nothing changes until both are read."""
    desk.write(dated(QUEUE, HEAP, day="2021-10-04"), "b.md")
    desk.build(1)
    before = desk.cards()["Heap"]
    spoil(desk, head + HEAP, "b.md")
    assert State.EDITED not in states(desk, 2).values()
    assert desk.cards()["Heap"] == before


@pytest.mark.parametrize("head", WAYS)
def test_a_report_that_moved_and_broke_keeps_its_cards(desk: Desk, head: str) -> None:
    """Under its new name it may be that of before, also if no one can look into it."""
    (desk.settings.root / "notes" / "a.md").unlink()
    (desk.settings.root / "notes" / "more").mkdir()
    spoil(desk, head + HEAP + STACK, "more/a.md")
    assert State.RETIRED not in states(desk, 1).values()
    desk.write(dated(HEAP, STACK), "more/a.md")
    assert set(states(desk, 2).values()) == {State.UNCHANGED}
    assert desk.cards()["Heap"].path == "notes/more/a.md"


def test_a_template_that_is_always_broken_holds_nothing_else(desk: Desk) -> None:
    """Other reports may go, and their cards are retired."""
    spoil(desk, BROKEN + "- {{title}}\n", "template.md")
    (desk.settings.root / "notes" / "a.md").unlink()
    assert sorted(states(desk, 1).values()) == [State.RETIRED, State.RETIRED, State.UNCHANGED]


@pytest.mark.parametrize("head", WAYS)
def test_no_twin_takes_its_place(desk: Desk, head: str) -> None:
    """A new line that asks what a card of the broken report asks is skipped, with its reason."""
    spoil(desk, head + HEAP + STACK)
    desk.write(dated(QUEUE, "- **Heap** - a pile of things without any order\n", day="2021-10-04"), "b.md")
    assert State.NEW not in states(desk, 1).values()
    skips = load(desk.settings, Selection()).skips
    assert [skip.reason for skip in skips if "pile" in skip.text or "Heap" in skip.text] == [
        "the same question as notes/a.md:5, which cannot be read now"
    ]


def test_a_fact_that_only_stands_elsewhere_too_is_made(desk: Desk) -> None:
    """What a broken report says is in no one's way as long as Anki has no card of it."""
    spoil(desk, BROKEN + TRIE, "template.md")
    desk.write(dated(QUEUE, TRIE, day="2021-10-04"), "b.md")
    assert State.NEW in states(desk, 1).values()
    assert "Trie" in desk.cards()


def test_a_week_is_built_without_it(desk: Desk) -> None:
    """Its date is in doubt, so it is told with every week; the ledger keeps all its cards."""
    before = desk.ledger
    spoil(desk, BROKEN + HEAP)
    week = Selection(date(2021, 10, 4), date(2021, 10, 10))
    planned = desk.build(1, week)
    assert [one.state for one in planned.settled.notes] == [State.UNCHANGED]
    assert [problem.path for problem in planned.loaded.left_out] == ["notes/a.md"]
    assert desk.ledger == before


def test_what_the_user_said_of_its_cards_is_not_lost(desk: Desk) -> None:
    """A verdict on a card of the broken report is no verdict on nothing."""
    key = next(entry.key for entry in desk.ledger.entries if "heap" in entry.text)
    overrides = desk.settings.root / "overrides.yaml"
    overrides.write_text(f"{key}: drop\nnothing2345: drop\n", encoding="utf-8")
    spoil(desk, BROKEN + HEAP)
    loaded = load(replace(desk.settings, overrides=overrides), Selection())
    assert [problem.message for problem in loaded.problems if problem.path == "overrides.yaml"] == [
        "nothing2345: no card has this key"
    ]


def test_its_retired_cards_stay_retired(desk: Desk) -> None:
    """They are packaged as before."""
    desk.write(dated(HEAP), "a.md")
    desk.build(1)
    spoil(desk, BROKEN + HEAP + STACK)
    found = states(desk, 2)
    assert sorted(found.values()) == [State.GONE, State.UNCHANGED, State.UNREAD]
    assert [entry.state for entry in desk.ledger.entries if "newest" in entry.text] == [Life.RETIRED]


def test_a_card_with_a_picture_waits_for_it(desk: Desk) -> None:
    """A package with the note and without its picture would be the last word to who has neither."""
    (desk.settings.root / "notes" / "q.png").write_bytes(PNG)
    shown = "## 곡선\n\n- 왜 이 그래프는 느리게 올라가는가?\n  - ![](q.png) 학습률이 작다\n"
    desk.write(dated(HEAP, STACK, shown), "a.md")
    assert [one.note.media for one in desk.build(1).deck.notes if one.note.media]
    spoil(desk, BROKEN + HEAP + STACK)
    held = desk.build(2)
    assert len(held.deck.notes) == 3
    assert len(held.settled.ledger.entries) == 4
    desk.write(dated(HEAP, STACK, shown), "a.md")
    assert {one.state for one in desk.build(3).settled.notes} == {State.UNCHANGED}
