"""Cards that take others in, and what keeps two of them from being one."""

from __future__ import annotations

from dataclasses import replace

import pytest

from notes2anki.joining import join_cards
from notes2anki.model import Block, Bullets, Card, Code, Kind, Prose, Status
from notes2anki.text import plain_text
from tests.support.cards import CARD


def card(key: str, *answer: Block, path: str = "notes/day.md", kind: Kind = Kind.QA) -> Card:
    """Return a card that answers with these blocks, or with its key."""
    return replace(CARD, key=key, guid=f"guid of {key}", answer=answer or prose(key), path=path, kind=kind)


def prose(*words: str) -> tuple[Prose, ...]:
    """Return a paragraph for each of these words."""
    return tuple(Prose(plain_text(one)) for one in words)


def bullets(*words: str, is_ordered: bool = False) -> Bullets:
    """Return a list."""
    return Bullets(tuple(map(plain_text, words)), is_ordered)


def test_nothing_is_joined_unless_it_is_said() -> None:
    """The cards come back as they are."""
    cards = (card("a"), card("b"))
    assert join_cards(cards, {}, ()) == (cards, ())


@pytest.mark.parametrize(
    ("first", "second", "joined"),
    [
        pytest.param(prose("x"), prose("y"), prose("x", "y"), id="a paragraph each"),
        pytest.param((bullets("x"),), (bullets("y", "z"),), (bullets("x", "y", "z"),), id="lists become one"),
        pytest.param(
            (bullets("x"),),
            (bullets("y", is_ordered=True),),
            (bullets("x"), bullets("y", is_ordered=True)),
            id="steps are no list",
        ),
        pytest.param(
            (Code("x = 1"), *prose("y")), (Code("z = 2"),), (Code("x = 1"), *prose("y"), Code("z = 2")), id="code stays"
        ),
    ],
)
def test_one_card_answers_for_both(first: tuple[Block, ...], second: tuple[Block, ...], joined: object) -> None:
    """It stays the same card to Anki, and the other is dropped."""
    taker, taken = card("a", *first), card("b", *second)
    found, faults = join_cards((taker, taken), {"a": ("b",)}, ())
    assert found == (replace(taker, answer=joined), replace(taken, status=Status.DROPPED))
    assert faults == ()


def test_places_and_further_words_come_along() -> None:
    """Each source once."""
    taker = replace(card("a"), extra=prose("x"), sources=("https://a.example", "https://b.example"))
    taken = replace(card("b"), extra=prose("y"), sources=("https://b.example",))
    (joined, _), _ = join_cards((taker, taken), {"a": ("b",)}, ())
    assert (joined.extra, joined.sources) == (prose("x", "y"), ("https://a.example", "https://b.example"))


def test_nothing_is_added_to_an_answer_of_the_users_own() -> None:
    """It is the whole answer; the other card is dropped all the same."""
    (joined, taken), _ = join_cards((card("a"), card("b")), {"a": ("b",)}, {"a"})
    assert (joined.answer, taken.status) == (prose("a"), Status.DROPPED)


def test_a_card_takes_in_what_another_took_in() -> None:
    """Nothing gets lost on the way."""
    found, faults = join_cards((card("a"), card("b"), card("c")), {"b": ("c",), "a": ("b",)}, ())
    assert found[0].answer == prose("a", "b", "c")
    assert [one.status for one in found[1:]] == [Status.DROPPED, Status.DROPPED]
    assert faults == ()


@pytest.mark.parametrize(
    ("takes", "words"),
    [
        pytest.param({"a": ("a",)}, "cannot take itself in", id="itself"),
        pytest.param({"a": ("zzz",)}, "there is no card zzz", id="a card that is not there"),
        pytest.param({"a": ("gaps",)}, "a cloze has no answer", id="a cloze"),
        pytest.param({"gaps": ("a",)}, "a cloze has no answer", id="into a cloze"),
        pytest.param({"a": ("far",)}, "far is of another report, notes/far.md", id="a card of another report"),
        pytest.param({"a": ("b",), "b": ("a",)}, "takes in a card that takes it in", id="in a circle"),
    ],
)
def test_what_cannot_be_joined_stays_as_it_is(takes: dict[str, tuple[str, ...]], words: str) -> None:
    """And it is told of the card that was to take."""
    cards = (card("a"), card("b"), card("gaps", kind=Kind.CLOZE), card("far", path="notes/far.md"))
    found, faults = join_cards(cards, takes, ())
    assert found == cards
    assert [fault.key for fault in faults] == list(takes)
    assert all(words in fault.message and fault.hint for fault in faults)
