"""Text as a terminal lays it out."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from notes2anki.cli.columns import columns, pad, printable, wrap


@pytest.mark.parametrize(
    ("text", "width"),
    [
        pytest.param("", 0, id="nothing takes no column"),
        pytest.param("Git", 3, id="a Latin letter takes one"),
        pytest.param("양자화", 6, id="a Korean letter takes two"),
        pytest.param("ＡＢ", 4, id="a full-width letter takes two"),
        pytest.param("e\u0301", 1, id="an accent is drawn onto its letter"),
        pytest.param(unicodedata.normalize("NFD", "각"), 2, id="decomposed Korean takes what composed Korean takes"),
        pytest.param("💡", 2, id="an emoji takes two"),
        pytest.param("→", 1, id="an arrow takes one"),
    ],
)
def test_wide_letters_take_two_columns(text: str, width: int) -> None:
    """A text is as wide as the columns that its letters take, not as its letters are many."""
    assert columns(text) == width


@pytest.mark.parametrize(
    ("text", "width", "lines"),
    [
        pytest.param("short", 10, ("short",), id="what fits stays"),
        pytest.param("", 10, ("",), id="nothing is one empty line"),
        pytest.param("one two three", 7, ("one two", "three"), id="breaks at spaces"),
        pytest.param("양자화 모델", 8, ("양자화", "모델"), id="by columns, not letters"),
        pytest.param("abcdefgh", 3, ("abc", "def", "gh"), id="inside a word wider than a line"),
        pytest.param("one\ntwo", 10, ("one", "two"), id="keeps the breaks that are there"),
        pytest.param("  x = 1", 10, ("  x = 1",), id="keeps the indent of code"),
        pytest.param("\tx", 10, ("    x",), id="a tab is four columns"),
        pytest.param("  abcdef", 6, ("abcdef",), id="drops an indent that would cost a line"),
    ],
)
def test_wraps_at_spaces(text: str, width: int, lines: tuple[str, ...]) -> None:
    """A text is broken at spaces, by the columns that it takes."""
    assert wrap(text, width) == lines


@given(st.text(), st.integers(2, 40))
def test_no_wrapped_line_is_too_wide(text: str, width: int) -> None:
    """Whatever the text, no line is wider than asked, and no letter is lost."""
    lines = wrap(text, width)
    assert all(columns(line) <= width for line in lines)
    assert "".join("".join(lines).split()) == printable("".join(text.split()))


def test_pads_by_columns() -> None:
    """Padding counts columns, so that Korean and English names line up."""
    assert pad("양자화", 8) + "|" == "양자화  |"
    assert pad("Git", 8, right=True) == "     Git"


def test_control_characters_are_not_printed() -> None:
    """A note cannot steer the terminal of whoever lists it."""
    assert printable("a\x1b[31mb\x07") == "a\ufffd[31mb\ufffd"
