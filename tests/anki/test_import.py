"""Our packages in the real Anki: what comes in, what a rebuild changes, what the user keeps."""

from collections import Counter
from collections.abc import Iterable
from itertools import chain

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from notes2anki.model import NoteType
from notes2anki.notetypes import load
from notes2anki.notetypes.ords import card_ords

UNSEEN = {"Reverse", "Key", "Spare1", "Spare2", "Spare3"}
"""Fields that no side of a card shows."""


def _decks(bench) -> dict[str, int]:
    """Return how many cards each deck of the collection holds itself."""
    names = {deck.id: deck.name for deck in bench.col.decks.all_names_and_ids()}
    held = Counter(bench.col.get_card(id_).did for id_ in bench.col.find_cards(""))
    return {name: held[id_] for id_, name in names.items() if name != "Default"}


def _schedule(bench) -> list[list[object]]:
    """Return all that Anki knows of the user's learning."""
    cards = "SELECT id, did, type, queue, due, ivl, factor, reps, lapses, left FROM cards ORDER BY id"
    return [*bench.col.db.all(cards), *bench.col.db.all("SELECT * FROM revlog ORDER BY id")]


def _answer(bench, ratings: Iterable[int]) -> None:
    bench.col.decks.select(bench.col.decks.id_for_name("Root"))
    for rating in ratings:
        card = bench.col.sched.getCard()
        bench.col.sched.answerCard(card, rating)


def _many(basic, changed, count: int, **values: object) -> list:
    return [
        changed(basic, guid=f"g{number}", key=f"k{number}", Question=f"q{number}", **values) for number in range(count)
    ]


def test_all_notes_come_in_and_check_database_is_content(bench, basic, cloze) -> None:
    """Every note is new, has its cards, and leaves nothing to mend."""
    counts = bench.give(basic, cloze)
    assert (counts.new, counts.updated, counts.conflicting) == (2, 0, 0)
    assert bench.col.card_count() == 3
    assert bench.faults() == ()
    assert bench.col.fix_integrity()[1]


def test_the_same_package_again_changes_nothing(bench, basic, cloze) -> None:
    """A second import of the same package updates and adds no note."""
    bench.give(basic, cloze)
    counts = bench.give(basic, cloze)
    assert (counts.new, counts.updated, counts.duplicate, counts.conflicting) == (0, 0, 2, 0)
    assert bench.col.note_count() == 2


def test_exactly_the_changed_note_is_updated_and_learning_is_untouched(bench, basic, changed) -> None:
    """After real answers, a rebuild with one changed note updates that note and no card."""
    notes = _many(basic, changed, 5)
    bench.give(*notes)
    _answer(bench, (3, 4, 1, 3))
    learned = _schedule(bench)
    counts = bench.give(*notes[:2], changed(notes[2], mod=notes[2].mod + 60, Answer="clearer"), *notes[3:])
    assert (counts.new, counts.updated, counts.duplicate) == (0, 1, 4)
    assert [bench.col.get_note(id_)["Question"] for id_ in bench.col.find_notes("clearer")] == ["q2"]
    assert _schedule(bench) == learned
    assert bench.faults() == ()


def test_what_the_user_did_in_anki_survives_an_unchanged_package(bench, basic, cloze) -> None:
    """Edits, the mark and the user's style are there after the next import."""
    bench.give(basic, cloze)
    note = bench.col.get_note(bench.col.find_notes("Focal")[0])
    note["Answer"] = "in my own words"
    note.add_tag("marked")
    bench.col.update_note(note)
    model = bench.col.models.by_name("notes2anki")
    model["css"] += "\n.card { font-size: 30px; }"
    bench.col.models.update_dict(model)
    bench.give(basic, cloze)
    note.load()
    assert (note["Answer"], sorted(note.tags)) == ("in my own words", ["AI", "marked"])
    assert "30px" in bench.col.models.by_name("notes2anki")["css"]


def test_each_subdeck_holds_its_cards_and_all_parents_exist(bench, basic, cloze, changed) -> None:
    """Cards lie in the deck of their note; decks above it are there, and empty."""
    deep = _many(basic, changed, 3, deck="Root::Math::Statistics")
    plain = changed(basic, guid="p", key="p", deck="Root")
    bench.give(basic, cloze, *deep, plain)
    assert _decks(bench) == {"Root": 1, "Root::AI": 3, "Root::Math": 0, "Root::Math::Statistics": 3}


def test_the_package_of_a_nested_deck_brings_its_parents(bench, basic, changed) -> None:
    """`A::B` as the deck's own name makes `A` as well."""
    bench.give(changed(basic, deck="Study::Daily::AI"), name="Study::Daily")
    assert _decks(bench) == {"Study": 0, "Study::Daily": 0, "Study::Daily::AI": 1}


def test_no_deck_appears_that_was_not_asked_for(bench, basic) -> None:
    """Where the user renamed Anki's own first deck, no second one comes in with ours."""
    bench.col.decks.rename(1, "기본")
    bench.give(basic)
    assert sorted(deck.name for deck in bench.col.decks.all_names_and_ids()) == ["Root", "Root::AI", "기본"]


def test_a_deck_named_default_is_ankis_own(bench, basic, changed) -> None:
    """Cards of a deck with that name go to the one that every collection has."""
    bench.give(changed(basic, deck="Default"), name="Default")
    assert bench.col.decks.name(bench.col.get_card(bench.col.find_cards("")[0]).did) == "Default"


def test_new_cards_come_in_the_order_of_the_source(bench, basic, changed) -> None:
    """The first card to learn is the first of the reports, whatever the age of the notes."""
    notes = [changed(note, deck="Root") for note in _many(basic, changed, 6)]
    bench.give(notes[4], notes[1], notes[5], notes[0], notes[3], notes[2])
    bench.col.decks.select(bench.col.decks.id_for_name("Root"))
    queue = bench.col.sched.get_queued_cards(fetch_limit=10).cards
    asked = [bench.col.get_note(queued.card.note_id)["Question"] for queued in queue]
    assert asked == ["q4", "q1", "q5", "q0", "q3", "q2"]


@pytest.mark.parametrize("note_type", NoteType)
def test_every_field_that_should_be_seen_is_seen(bench, basic, cloze, changed, note_type: NoteType) -> None:
    """All fields but the hidden ones show on the back, no template error does, and nothing stays unfilled."""
    names = [field.name for field in load(note_type).fields]
    values = {name: f"the {name.lower()}" for name in names} | {"Text": "{{c1::the text}} of it", "Spare3": "ko_KR"}
    dated = {NoteType.BASIC: basic, NoteType.CLOZE: cloze}[note_type]
    bench.give(changed(dated, **{name: values[name] for name in names}))
    cards = [bench.col.get_card(id_) for id_ in bench.col.find_cards("")]
    backs = [card.answer() for card in cards]
    for side in chain(backs, (card.question() for card in cards)):
        assert not any(sign in side for sign in ("{{", "}}", "has a problem", "(unknown field"))
    hidden = UNSEEN | {"Hint"}
    assert all(f"the {name.lower()}" in backs[0] for name in names if name not in hidden)
    assert not any(f"the {name.lower()}" in side for side in backs for name in hidden)
    assert "the hint" in cards[0].question()


def test_a_reverse_card_exists_only_where_it_is_asked_for(bench, basic, changed) -> None:
    """A filled Reverse field adds a card that asks for the question by its answer."""
    bench.give(basic, changed(basic, guid="r", key="r", Question="Overfitting", Answer="fits noise", Reverse="1"))
    cards = [bench.col.get_card(id_) for id_ in bench.col.find_cards("Overfitting", order="c.ord")]
    assert [card.ord for card in cards] == [0, 1]
    assert "fits noise" in cards[1].question()
    assert "Overfitting" not in cards[1].question()
    assert "Overfitting" in cards[1].answer()
    assert bench.col.card_count() == 3
    assert bench.faults() == ()


def test_anki_finds_no_empty_and_no_missing_cards(bench, basic, cloze, changed) -> None:
    """The cards that we counted are the cards that Anki would make itself."""
    texts = ["{{c1::a}}", "{{c1::a {{c2::b}}}}", "{{c1,4::a}}", "{{c3::a}}{{c7::b::hint}}", "{{c700::a}}"]
    clozes = [changed(cloze, guid=f"c{n}", key=f"c{n}", Text=text) for n, text in enumerate(texts)]
    bench.give(*clozes, basic, changed(basic, guid="r", key="r", Reverse="y"))
    before = bench.col.db.all("SELECT nid, ord FROM cards ORDER BY nid, ord")
    assert not bench.col.get_empty_cards().notes
    for id_ in bench.col.find_notes(""):
        bench.col.update_note(bench.col.get_note(id_))  # makes the cards that are missing
    assert bench.col.db.all("SELECT nid, ord FROM cards ORDER BY nid, ord") == before


MARKS = ["{{c1::", "{{c2::", "{{c3,1::", "{{c::", "{{c0::", "{{c007::", "{{c65536::", "}}", "}", "{", "::", "x"]


@settings(max_examples=500, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.sampled_from(MARKS), max_size=24).map("".join))
def test_clozes_are_counted_as_anki_counts_them(bench, cloze, changed, text: str) -> None:
    """For any mixture of marks we find the numbers that Anki finds."""
    note = bench.col.new_note(bench.col.models.by_name("Cloze"))
    note["Text"] = text
    numbers = bench.col._backend.cloze_numbers_in_note(note._to_backend_note())
    assert [ord_ + 1 for ord_ in card_ords(changed(cloze, Text=text).note, load(NoteType.CLOZE))] == sorted(numbers)
