"""Logseq's flashcards, as its manual describes them."""

from __future__ import annotations

import pytest

from notes2anki.model import Dialect
from tests.support.rules import Marked

HERE = Dialect.LOGSEQ


@pytest.mark.parametrize(
    ("text", "cards"),
    [
        pytest.param("- a {{renderer x}}", [], id="another macro"),
        pytest.param("- `{{cloze a}}`", [], id="code"),
        pytest.param("- Why? #card\n\t- a\n\t- b", ["explicit: qa | Why? | • a • b"], id="a card"),
        pytest.param(
            "- Why? #card\n  card-last-interval:: 4\n  card-repeats:: 1\n\t- a\n\t  id:: 64-x",
            ["explicit: qa | Why? | a"],
            id="properties",
        ),
        pytest.param("- {{cloze a}} is {{cloze b}}", ["dialect:logseq: cloze | {{c1::a}} is {{c2::b}}"], id="gaps"),
        pytest.param("- {{c2 a}} is {{c1 b}}", ["dialect:logseq: cloze | {{c2::a}} is {{c1::b}}"], id="numbered gaps"),
        pytest.param("- a {{cloze b}} #card", ["dialect:logseq: cloze | a {{c1::b}}"], id="gaps on a card"),
        pytest.param("- a {{cloze b", ["1! a gap without an end"], id="a gap without an end"),
    ],
)
def test_blocks_are_cards(marked: Marked, text: str, cards: list[str]) -> None:
    """`#card` asks for the children, `{{cloze …}}` hides; properties are not shown."""
    assert marked(text, HERE) == cards
