"""What a build cannot see, as it never looks into Anki: was a package imported, and what place does a note name?"""

from __future__ import annotations

from dataclasses import replace

import pytest

from notes2anki.build import build, plan
from notes2anki.model import Again, Face, Selection, State
from tests.support.desk import THEN, WEEK, Desk

AFTER_FIRST = Selection(again=Again(last_import=THEN + 86_400))


def _mods(desk: Desk) -> dict[str, int]:
    return {word: (entry.mod - THEN) // WEEK for word, entry in desk.cards().items()}


def test_what_changed_after_the_last_import_is_dated_anew(desk: Desk) -> None:
    """So that it is newer than what the learner did in between; what Anki has, and what is new, stays as it is."""
    desk.edit("focal loss", "the focal loss")
    desk.build(1)
    desk.write("- **Bagging** - training models apart on samples of the data\n", "more.md")
    desk.build(2)
    assert _mods(desk) == {"class": 1, "Recall": 0, "Warm-up": 0, "Bagging": 2}
    planned = plan(desk.settings, AFTER_FIRST, now=THEN + 3 * WEEK)
    (question,) = planned.questions
    assert question.message == "1 card is written again with the same content"
    desk.build(3, AFTER_FIRST)
    assert _mods(desk) == {"class": 3, "Recall": 0, "Warm-up": 0, "Bagging": 2}
    desk.build(4)
    assert _mods(desk)["class"] == 3


def test_a_retirement_after_the_last_import_is_dated_anew(desk: Desk) -> None:
    """The tag is a change, too."""
    line = "- **Warm-up** - raising the learning rate slowly during the first steps\n"
    desk.edit(line, "")
    desk.build(1)
    planned = desk.build(3, AFTER_FIRST)
    assert [dated.mod for dated in planned.settled.notes if dated.state is State.GONE] == [THEN + 3 * WEEK]


@pytest.mark.parametrize("builds", [0, 2], ids=["at once", "after builds without the option"])
def test_what_was_changed_back_gets_its_old_time(desk: Desk, builds: int) -> None:
    """If no package in between was imported, Anki has it just so."""
    desk.edit("focal loss", "the focal loss")
    desk.build(1)
    desk.edit("the focal loss", "focal loss")
    for week in range(builds):
        desk.build(2 + week)
    planned = desk.build(4, AFTER_FIRST)
    assert _mods(desk)["class"] == 0
    assert planned.questions == ()
    assert {dated.state for dated in planned.settled.notes} == {State.UNCHANGED}


def test_what_was_put_back_in_other_words_is_a_change(desk: Desk) -> None:
    """With the option as well; it is no card that is written again with the same content."""
    line = "- **Warm-up** - raising the learning rate slowly during the first steps\n"
    desk.edit(line, "")
    desk.build(1)
    desk.edit("- **Recall**", f"{line.replace('slowly', 'very slowly')}- **Recall**")
    assert desk.build(2, AFTER_FIRST).questions == ()
    assert _mods(desk)["Warm-up"] == 2


def test_what_was_removed_and_put_back_gets_its_old_time(desk: Desk) -> None:
    """With its old tags."""
    line = "- **Warm-up** - raising the learning rate slowly during the first steps\n"
    desk.edit(line, "")
    desk.build(1)
    desk.edit("- **Recall**", f"{line}- **Recall**")
    desk.build(2, AFTER_FIRST)
    assert _mods(desk)["Warm-up"] == 0


def test_what_was_changed_back_after_an_import_in_between_is_a_change(desk: Desk) -> None:
    """With or without the option: Anki has the other words, and would keep them for ever."""
    desk.edit("focal loss", "the focal loss")
    desk.build(1)
    desk.edit("the focal loss", "focal loss")
    desk.build(2)
    assert _mods(desk)["class"] == 2
    desk.build(3, Selection(again=Again(last_import=THEN + WEEK + 86_400)))
    assert _mods(desk)["class"] == 3


def test_a_part_of_a_deck_is_dated_anew_alone(desk: Desk) -> None:
    """What is not in the package keeps its time."""
    desk.edit("focal loss", "the focal loss")
    desk.write("- **Bagging** - training models apart on samples of the data\n", "more.md")
    desk.build(1)
    desk.edit("of the data", "of all data", "more.md")
    desk.build(2)
    again = Again(last_import=THEN + WEEK + 86_400)
    desk.build(3, Selection(paths=frozenset({"notes/more.md"}), again=again))
    assert _mods(desk) == {"class": 1, "Recall": 0, "Warm-up": 0, "Bagging": 3}


def _source(desk: Desk, word: str) -> str:
    return dict(desk.cards()[word].fields)["Source"]


def test_sources_are_refreshed_when_asked(desk: Desk) -> None:
    """Not before, as it costs what was edited in Anki; a card that changes takes its new place along by itself."""
    (desk.settings.root / "notes" / "day.md").rename(desk.settings.root / "notes" / "moved.md")
    desk.edit("focal loss", "the focal loss", "moved.md")
    desk.build(1)
    assert ["day.md" in _source(desk, word) for word in ("class", "Recall", "Warm-up")] == [False, True, True]
    again = Selection(again=Again(sources=True))
    (question,) = plan(desk.settings, again, now=THEN + 2 * WEEK).questions
    assert question.message == "2 cards are written again with the same content"
    desk.build(2, again)
    assert _mods(desk) == {"class": 1, "Recall": 2, "Warm-up": 2}
    assert all("moved.md" in _source(desk, word) for word in ("class", "Recall", "Warm-up"))
    assert plan(desk.settings, again, now=THEN + 3 * WEEK).questions == ()


def test_a_line_above_is_no_change_with_a_source_link(desk: Desk) -> None:
    """The address that leads to the place is a place as well."""
    settings = replace(desk.settings, face=Face(source_link="vscode://file/{path}:{line}"))
    linked = Desk(settings)
    linked.build(1, Selection(again=Again(sources=True)))
    assert _mods(linked) == {"class": 1, "Recall": 1, "Warm-up": 1}
    linked.edit("- class", "A line that is no card.\n\n- class")
    linked.build(2)
    assert _mods(linked) == {"class": 1, "Recall": 1, "Warm-up": 1}
    linked.settings.ledger.unlink()
    assert build(settings, Selection(), now=THEN + 3 * WEEK).deck is not None
    assert linked.cards()["class"].path == "notes/day.md"
