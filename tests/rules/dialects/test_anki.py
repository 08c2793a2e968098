"""Anki's own marks, as its manual describes them."""

from __future__ import annotations

import pytest

from notes2anki.model import Dialect
from notes2anki.reading import read_report
from notes2anki.rules.select import extract
from notes2anki.text import Mark
from tests.support.rules import Marked

HERE = Dialect.ANKI


@pytest.mark.parametrize(
    ("text", "card"),
    [
        pytest.param("hello :: [sound:hallo.mp3]", "term | What is hello? | ![](hallo.mp3)", id="a recording"),
        pytest.param("hello :: `[sound:a.mp3]`", "term | What is hello? | [sound:a.mp3]", id="code"),
        pytest.param("hello :: [link] text", "term | What is hello? | [link] text", id="other brackets"),
        pytest.param("k :: is [$x^2$] so", "term | What is k? | is [x^2] so", id="math in brackets"),
        pytest.param("k :: is [`abcd`] so", "term | What is k? | is [abcd] so", id="code in brackets"),
        pytest.param("k :: is [$]e^{x}[/$] so", "term | What is k? | is e^{x} so", id="math"),
        pytest.param("k :: is [$$]x = y[/$$] so", "term | What is k? | is x = y so", id="math on its own line"),
    ],
)
def test_marks_are_read(marked: Marked, text: str, card: str) -> None:
    """Recordings stand in their place, math is math."""
    assert marked(text, HERE) == [f"explicit: {card}"]


@pytest.mark.parametrize(
    "tex", ["[$]e^{x}[/$]", "[$]a b[/$]", "[$]100[/$]", "[$] 5 [/$]", "[$$]e^{x}[/$$]", "[$$]a b[/$$]"]
)
def test_math_is_math(tex: str) -> None:
    """Whether or not the dollar signs alone would have made it so."""
    report, _ = read_report(f"- k :: is {tex} so", "n.md")
    (finding,) = extract(report, spoken=(HERE,)).findings
    assert "Mark.MATH" in repr(finding) or str(Mark.MATH) in repr(finding)


def test_a_recording_beside_a_cloze_goes_to_extra(marked: Marked) -> None:
    """A cloze shows its sentence alone."""
    assert marked("{{c1::Paris::city}} is big [sound:p.mp3]", HERE) == [
        "cloze: cloze | {{c1::Paris::city}} is big | extra: ![](p.mp3)"
    ]
