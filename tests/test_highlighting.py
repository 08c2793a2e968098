"""Code -> its pieces and their classes."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from notes2anki.fields.highlighting import CLASSES, LONGEST, pieces
from notes2anki.model import NoteType
from notes2anki.notetypes import load


@pytest.mark.parametrize(
    ("language", "source", "expected"),
    [
        pytest.param("", "if x", [("", "if x")], id="no language"),
        pytest.param("no-such", "if x", [("", "if x")], id="an unknown language"),
        pytest.param("python", "#" * (LONGEST + 1), [("", "#" * (LONGEST + 1))], id="too long"),
        pytest.param("python", "a\r\nb", [("", "a\r\nb")], id="line ends that a lexer would change"),
        pytest.param("python", "", [], id="nothing"),
        pytest.param("Python", "if x:  # y", [("k", "if"), ("", " x:  "), ("c", "# y")], id="a keyword and a comment"),
        pytest.param("js", "f('a', 1)", [("", "f("), ("s", "'a'"), ("", ", "), ("m", "1"), ("", ")")], id="literals"),
        pytest.param("diff", "-a\n+b", [("gd", "-a"), ("", "\n"), ("gi", "+b")], id="the last line of a difference"),
        pytest.param("text", "\n a \n", [("", "\n a \n")], id="space at both ends"),
    ],
)
def test_pieces(language: str, source: str, expected: list[tuple[str, str]]) -> None:
    """Neighbours of one class are one piece; only what a card tells apart has a class."""
    assert list(pieces(source, language)) == expected


@given(st.text(), st.sampled_from(["python", "cpp", "bash", "html", "sql", "json", "yaml", "java", "diff", "console"]))
def test_no_character_is_lost(source: str, language: str) -> None:
    """The pieces are the source."""
    assert "".join(words for _, words in pieces(source, language)) == source


def test_every_class_has_a_colour() -> None:
    """What is told apart is seen."""
    css = load(NoteType.BASIC).css
    assert all(f".note pre .{name}" in css for name in CLASSES.values())
