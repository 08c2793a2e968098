"""Cards outlive what is done to their notes: whole builds, one edit each."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from notes2anki.build import Plan
from notes2anki.ledger import Life, forget, join, ledger_bytes
from notes2anki.model import Habits, Selection, State, Status
from tests.support.desk import AWAY, THEN, WEEK, Desk

RECALL = "- **Recall** - the share of positives that are found\n"


def states(planned: Plan) -> dict[str, tuple[State, str]]:
    """Return what became of each note and why it was known, by its key in Anki."""
    return {dict(dated.note.fields)["Key"]: (dated.state, dated.why) for dated in planned.settled.notes}


def test_an_edited_card_keeps_its_guid_and_is_sent(desk: Desk) -> None:
    """The ledger takes the new key and remembers the old one."""
    before = desk.cards()["Recall"]
    desk.edit("positives that are found", "all positives that are found")
    planned = desk.build(1)
    after = desk.cards()["Recall"]
    assert after.guid == before.guid
    assert after.aliases == (before.key,) != (after.key,)
    assert (after.created, after.mod > before.mod) == (before.created, True)
    assert states(planned)[after.key] == (State.EDITED, "edited 0.98")
    assert not planned.settled.notices


def test_an_edit_that_is_taken_back_is_known_as_well(desk: Desk) -> None:
    """The card was never another one."""
    before = desk.guids()
    for weeks, words in enumerate((("share", "fraction"), ("fraction", "share")), start=1):
        desk.edit(*words)
        desk.build(weeks)
    assert desk.guids() == before


def test_a_new_bullet_with_the_old_text_is_another_card(desk: Desk) -> None:
    """Its own guid is borne by the edited one, so it gets the next, the same on every machine."""
    before = desk.guids()["Recall"]
    desk.edit("positives that are found", "all positives that are found")
    desk.build(1)
    desk.write("---\ntags: [NLP]\n---\n" + RECALL, "later.md")
    desk.build(2)
    guids = {entry.guid for entry in desk.ledger.entries}
    assert before in guids
    assert len(guids) == 4
    assert desk.build(3).settled.notes == desk.build(3).settled.notes


def test_a_doubtful_card_is_new_and_the_pair_is_told(desk: Desk) -> None:
    """With the command that joins them."""
    desk.edit("**Recall**", "**Sensitivity**")
    planned = desk.build(1)
    old = next(entry for entry in desk.ledger.entries if entry.state is Life.RETIRED)
    new = desk.cards()["Sensitivity"]
    (notice,) = planned.settled.notices
    assert (notice.path, notice.line, notice.is_error) == ("notes/day.md", 5, False)
    assert notice.message.startswith("“What is Sensitivity?” may be “What is Recall?”, which is gone (0.")
    assert notice.hint.endswith(f"notes2anki ledger join {old.key} {new.key}")


def test_a_doubtful_pair_that_asks_the_same_is_told_by_its_answers(desk: Desk) -> None:
    """Two equal questions would say nothing."""
    desk.edit("the share of positives that are found", "how many of all that is sought a search brings back")
    (notice,) = desk.build(1).settled.notices
    assert notice.message.startswith(
        "“What is Recall?” with the answer “how many of all that is sought a search brings back” "
        "may be the one with “the share of positives that are found”, which is gone (0."
    )


def test_a_doubtful_pair_is_told_by_every_build(desk: Desk) -> None:
    """Whatever else changes, and wherever the new card goes: until someone says what it is."""
    desk.edit("**Recall**", "**Sensitivity**")
    first = desk.build(1).settled.notices
    assert len(first) == 1
    assert desk.build(2).settled.notices == first
    desk.edit("positives that are found", "all positives that are found")
    (later,) = desk.build(3).settled.notices
    assert desk.cards()["Sensitivity"].key in later.hint


def _join(desk: Desk) -> None:
    old = next(entry for entry in desk.ledger.entries if entry.state is Life.RETIRED)
    joined = join(desk.ledger, old.key, desk.cards()["Sensitivity"].key, THEN + WEEK)
    desk.settings.ledger.write_bytes(ledger_bytes(joined))


def _forget(desk: Desk) -> None:
    kept, _ = forget(desk.ledger, (), all_retired=True)
    desk.settings.ledger.write_bytes(ledger_bytes(kept))


@pytest.mark.parametrize(
    "settle_it",
    [
        pytest.param(_join, id="they are joined"),
        pytest.param(_forget, id="the old one is forgotten"),
        pytest.param(lambda desk: desk.write("---\ntags: [AI]\n---\n" + RECALL, "other.md"), id="the old one is back"),
        pytest.param(lambda desk: desk.edit("- **Sensitivity** - the share", "The share"), id="the new one is gone"),
    ],
)
def test_a_doubtful_pair_is_told_no_more_when_that_is_settled(desk: Desk, settle_it: Callable[[Desk], None]) -> None:
    """By the user, or by the notes."""
    desk.edit("**Recall**", "**Sensitivity**")
    assert desk.build(1).settled.notices
    settle_it(desk)
    assert desk.build(2).settled.notices == ()
    assert desk.build(3).settled.notices == ()


def test_a_doubtful_pair_of_a_week_is_joined_after_a_whole_build(desk: Desk) -> None:
    """As only that retires the old one."""
    desk.edit("---\ntags", "---\ndate: 2021-09-20\ntags")
    desk.edit("**Recall**", "**Sensitivity**")
    day = date(2021, 9, 20)
    (notice,) = desk.build(1, Selection(day, day)).settled.notices
    assert "build the whole deck, then: notes2anki ledger join" in notice.hint
    (notice,) = desk.build(2).settled.notices
    assert "(add --imported where Anki has both): notes2anki ledger join" in notice.hint


def test_a_card_that_becomes_a_cloze_is_new_and_says_so(desk: Desk) -> None:
    """Anki cannot turn one type of note into the other."""
    desk.edit("the share of positives that are found", "the {{c1::share of positives}} that are found")
    (notice,) = desk.build(1).settled.notices
    assert "was a basic note and is a cloze note now" in notice.message
    assert sum(entry.state is Life.RETIRED for entry in desk.ledger.entries) == 1


def test_a_card_that_falls_under_the_threshold_stays(desk: Desk) -> None:
    """It is in the deck already, and follows the edits of its bullet; the listing says why it is kept."""
    before = desk.guids()
    low = Habits(scores=(("arrow", 0.1),))
    planned = desk.build(1, habits=low)
    assert [card.reason for card in planned.loaded.cards if card.rule == "arrow"] == ["in your deck already"]
    assert desk.guids() == before
    desk.edit("focal loss", "the focal loss")
    assert [change.path for change in desk.build(2, habits=low).changes.edited] == ["notes/day.md"]
    desk.edit("the focal loss", "the focal loss or resampling")
    desk.build(3)
    assert desk.guids() == before


def test_a_week_alone_knows_its_edited_cards(desk: Desk) -> None:
    """The other weeks' cards are looked at, too, so that none of them is taken for one of this week's."""
    desk.write("---\ndate: 2021-10-05\n---\n- Dropout: randomly switching units off\n", "later.md")
    desk.build(1)
    before = desk.guids()
    desk.edit("switching units off", "switching some units off", "later.md")
    desk.edit("focal loss", "focal loss or oversampling")
    planned = desk.build(2, Selection(date(2021, 10, 4), date(2021, 10, 10)))
    assert [dated.why for dated in planned.settled.notes] == ["edited 0.96"]
    assert desk.guids() == before
    desk.build(3)
    assert desk.guids() == before


def test_an_override_follows_the_edits_of_its_bullet(desk: Desk) -> None:
    """The old key still names the card, in the build that sees the edit and in all later ones."""
    key = desk.cards()["Recall"].key
    overrides = desk.settings.root / "overrides.yaml"
    overrides.write_text(f"{key}: {{question: Found by it}}\n", encoding="utf-8")
    desk.build(1, overrides=overrides)
    before = desk.guids()["Found"]
    for weeks, words in enumerate((("positives", "all positives"), ("found", "found by it")), start=2):
        desk.edit(*words)
        planned = desk.build(weeks, overrides=overrides)
        assert desk.guids()["Found"] == before
        assert planned.loaded.problems == ()


def test_a_dropped_card_is_retired_and_comes_back(desk: Desk) -> None:
    """With its old guid, although its bullet was edited in between."""
    card = desk.cards()["Recall"]
    overrides = desk.settings.root / "overrides.yaml"
    overrides.write_text(f"{card.key}: drop\n", encoding="utf-8")
    desk.build(1, overrides=overrides)
    desk.edit("positives", "all positives")
    planned = desk.build(2, overrides=overrides)
    assert [one.status for one in planned.loaded.cards].count(Status.DROPPED) == 1
    assert "Recall" not in desk.guids()
    desk.build(3)
    assert desk.guids()["Recall"] == card.guid


@pytest.mark.parametrize(
    "changes",
    [
        pytest.param({"namespace": "other"}, id="the namespace"),
        pytest.param({"name": "Other"}, id="the deck's name"),
        pytest.param({"threshold": 0.1}, id="the threshold"),
    ],
)
def test_settings_change_no_guid(desk: Desk, changes: dict[str, object]) -> None:
    """A card is what its bullet says."""
    before = desk.guids()
    desk.build(1, **changes)
    assert desk.guids() == before


def test_a_renamed_and_edited_report_is_known(desk: Desk) -> None:
    """Its other cards tell where it went."""
    before = desk.guids()
    text = (desk.settings.root / "notes" / "day.md").read_text(encoding="utf-8")
    (desk.settings.root / "notes" / "day.md").unlink()
    desk.write(text.replace("positives", "all positives"), "sub/2021-09-27.md")
    desk.build(1)
    assert desk.guids() == before


@pytest.mark.parametrize("name", ["version-1.jsonl", "version-2.jsonl"])
def test_the_ledger_of_a_former_version_is_read(samples: Callable[[str], Desk], name: str) -> None:
    """Every card keeps its guid, and what this version finds or words otherwise is the same card still."""
    desk = samples(name)
    old = {entry.guid: entry for entry in desk.ledger.entries}
    planned = desk.build(4)
    new = {entry.guid: entry for entry in desk.ledger.entries}
    assert old.keys() <= new.keys()
    assert [guid for guid in old if old[guid].state is Life.ACTIVE and new[guid].state is Life.RETIRED] == []
    assert all(new[guid].mod >= old[guid].mod and new[guid].created == old[guid].created for guid in old)
    assert {dated.state for dated in planned.settled.notes} <= {State.UNCHANGED, State.EDITED, *AWAY}
