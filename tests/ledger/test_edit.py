"""What a person may do to the ledger: join, forget."""

from __future__ import annotations

import pytest

from notes2anki.ledger import Entry, Ledger, Life, find, forget, join, ledger_bytes
from notes2anki.model import InputError, State
from tests.support.desk import Desk

NOW = 1_640_000_000


@pytest.fixture
def doubtful(desk: Desk) -> Desk:
    """Return a deck in which a term was corrected, so that its card is new and the old one retired."""
    desk.edit("**Recall**", "**Sensitivity**")
    desk.build(1)
    return desk


def _pair(desk: Desk) -> tuple[Entry, Entry]:
    (old,) = (entry for entry in desk.ledger.entries if entry.state is Life.RETIRED)
    return old, desk.cards()["Sensitivity"]


def _keep(desk: Desk, ledger: Ledger) -> None:
    desk.settings.ledger.write_bytes(ledger_bytes(ledger))


def test_joining_gives_the_new_card_the_old_history(doubtful: Desk) -> None:
    """It has the old guid and a newer time; the note that it would have been is gone, if Anki has not seen it."""
    old, new = _pair(doubtful)
    _keep(doubtful, join(doubtful.ledger, old.key, new.key[:6], NOW))
    planned = doubtful.build(13)
    card = doubtful.cards()["Sensitivity"]
    assert (card.guid, card.key, card.aliases, card.said) == (old.guid, new.key, (old.key,), ())
    assert card.mod > max(old.mod, new.mod)
    states = {dated.note.guid: dated.state for dated in planned.settled.notes}
    assert states[old.guid] is State.EDITED
    assert new.guid not in {dated.note.guid for dated in planned.settled.notes}
    assert planned.loaded.problems == ()


def test_joining_a_card_that_anki_has_retires_its_note(doubtful: Desk) -> None:
    """So that the user finds the double in Anki and deletes it."""
    old, new = _pair(doubtful)
    _keep(doubtful, join(doubtful.ledger, old.key, new.key, NOW, is_imported=True))
    states = {dated.note.guid: dated.state for dated in doubtful.build(13).settled.notes}
    assert states[new.guid] is State.GONE
    assert states[old.guid] is State.EDITED


def test_only_retired_cards_are_forgotten(doubtful: Desk) -> None:
    """By their keys or all at once."""
    old, new = _pair(doubtful)
    for keys, everything in (((old.key,), False), ((), True)):
        kept, gone = forget(doubtful.ledger, keys, all_retired=everything)
        assert gone == (old,)
        assert old not in kept.entries
    with pytest.raises(InputError) as caught:
        forget(doubtful.ledger, (new.key, "zzzzzz"))
    assert [problem.message for problem in caught.value.problems] == [
        f"{new.key} is still in the notes",
        "no card has the key zzzzzz",
    ]


@pytest.mark.parametrize(
    ("names", "message"),
    [
        pytest.param(("old", "old"), "{old} and {old} are one card already", id="one card"),
        pytest.param(("new", "old"), "{old} is not in the notes", id="the wrong way round"),
        pytest.param(("other", "new"), "{other} is still in the notes: these are two cards", id="two bullets"),
        pytest.param(("zzzz", "new"), "no card has the key zzzz", id="no such card"),
    ],
)
def test_what_cannot_be_joined_is_refused(doubtful: Desk, names: tuple[str, str], message: str) -> None:
    """With the reason."""
    old, new = _pair(doubtful)
    keys = {"old": old.key, "new": new.key, "other": doubtful.cards()["class"].key, "zzzz": "zzzz"}
    with pytest.raises(InputError) as caught:
        join(doubtful.ledger, keys[names[0]], keys[names[1]], NOW)
    assert [problem.message for problem in caught.value.problems] == [message.format_map(keys)]


def test_two_types_of_notes_cannot_be_joined(desk: Desk) -> None:
    """Anki would refuse the note."""
    old = desk.cards()["Recall"]
    desk.edit("the share of positives that are found", "the {{c1::share of positives}} that are found")
    desk.build(1)
    (new,) = (entry for entry in desk.ledger.entries if entry.note_type != old.note_type)
    with pytest.raises(InputError, match=r"is a basic note, .* a cloze"):
        join(desk.ledger, old.guid, new.guid, NOW)


def test_a_card_is_found_by_its_key_or_guid(desk: Desk) -> None:
    """In this order; a former key names a card too."""
    card = desk.cards()["Recall"]
    desk.edit("positives that are found", "all positives that are found")
    desk.build(1)
    edited = desk.cards()["Recall"]
    for words in (edited.key, edited.key[:5], card.key, card.guid):
        assert find(desk.ledger, words) == edited


def test_a_name_of_two_cards_is_refused(desk: Desk) -> None:
    """And their guids are told."""
    entries = desk.ledger.entries
    with pytest.raises(InputError, match="no card has the key"):
        forget(desk.ledger, ("abc",))
    from dataclasses import replace

    twins = Ledger().holding(replace(entry, key=f"same{n}") for n, entry in enumerate(entries))
    with pytest.raises(InputError, match="same names 3 cards"):
        forget(twins, ("same",))
