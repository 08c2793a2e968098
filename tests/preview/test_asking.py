"""How the page shows a card that is typed in and read aloud."""

from __future__ import annotations

from notes2anki.preview.session import Session

from .conftest import Deck


def test_a_button_and_a_box_stand_for_what_the_client_does(deck: Deck, session: Session) -> None:
    """Nothing is read or compared here, and no word stands there twice."""
    deck.write("deck.yaml", f"{deck.read('deck.yaml')}\ntyping: true\nspeech: en_US\n")
    deck.write("notes/2022-03-18-day39.md", "Q: What helps against exploding gradients?\nA: gradient clipping\n")
    session.refresh()
    overview = session.overview()
    assert isinstance(overview, dict)
    cards = overview["cards"]
    assert isinstance(cards, list)
    (key,) = (row["key"] for row in cards if "exploding" in row["question"])
    shown = session.card(str(key))
    assert isinstance(shown, dict)
    (face,) = shown["faces"]
    question, _, _ = face["question"].partition("<script")
    assert question.count("exploding") == 1
    assert 'aria-label="read aloud"' in question
    assert 'id="typeans"' in question
    assert "[anki:" not in question
