"""hashcards, as its README describes it."""

from __future__ import annotations

import pytest

from notes2anki.model import Dialect
from tests.support.rules import Marked

HERE = Dialect.HASHCARDS


@pytest.mark.parametrize(
    ("text", "cards"),
    [
        pytest.param("Q: a?\nA: b", ["qa | a? | b"], id="a question"),
        pytest.param("Q: a?\n\nA: b\n\nc\n\n- d", ["qa | a? | b / c / d"], id="up to the next card"),
        pytest.param("Q: a?\nA:\n\n- b\n- c\n\nQ: d?\nA: e", ["qa | a? | • b • c", "qa | d? | e"], id="lists"),
        pytest.param("Q: a?\n\n![i](i.png)\n\nA: b", ["qa | a?⏎![i](i.png) | b"], id="a picture in the question"),
        pytest.param("Q: a?\nA:\n\n$$\nx\n$$", ["qa | a? | x"], id="math"),
        pytest.param("Q: a?\nA: b\n\n---\n\ntext", ["qa | a? | b"], id="up to a line"),
        pytest.param("Q: a?\nA: b\n---\nQ: c?\nA: d", ["qa | a? | b", "qa | c? | d"], id="a line right under it"),
        pytest.param("C: The [a] of [b c].", ["cloze | The {{c1::a}} of {{c2::b c}}."], id="a cloze"),
        pytest.param("C:\nOne two\n\n— [a] [1]:[2]", ["cloze | One two⏎— {{c1::a}} {{c2::1}}:{{c3::2}}"], id="lines"),
        pytest.param("C: `\\a` is [$x$]", ["cloze | \\a is {{c1::x}}"], id="math in a gap"),
        pytest.param("C: T:\n\n| a | b |\n|---|---|\n| 1 | [2] |", ["cloze | T:⏎a | b⏎1 | {{c1::2}}"], id="a table"),
    ],
)
def test_a_labelled_stretch_is_a_card(marked: Marked, text: str, cards: list[str]) -> None:
    """Each label counts until the next, or until `---`."""
    assert marked(text, HERE) == [f"dialect:hashcards: {card}" for card in cards]


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        pytest.param("Q: a?", "1! `Q:` without an answer", id="no answer"),
        pytest.param("Q: a?\nA:", "1! `Q:` without an answer", id="an empty answer"),
        pytest.param("Q: a?\n\nC: b [c]", "1! `Q:` without an answer", id="no answer before a cloze"),
        pytest.param("Q:\nA: b", "1! `Q:` without a question", id="no question"),
        pytest.param("A: b", "1! `A:` without a question", id="an answer alone"),
        pytest.param("C: b", "1! `C:` without a gap", id="no gap"),
    ],
)
def test_half_a_card_is_a_problem(marked: Marked, text: str, problem: str) -> None:
    """It is told of with its line."""
    assert [line for line in marked(text, HERE) if "!" in line] == [problem]
