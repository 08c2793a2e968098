"""Comments to the program."""

from __future__ import annotations

import pytest

from notes2anki.markdown import parser
from notes2anki.markdown.directives import html_directives, inline_directives


@pytest.mark.parametrize(
    ("block", "found"),
    [
        pytest.param("<!-- a comment -->", [], id="the author's own"),
        pytest.param("<!-- cards of last week -->", [], id="about cards"),
        pytest.param("<!-- cardboard -->", [], id="another word"),
        pytest.param("<!-- card", [], id="without an end"),
        pytest.param("<!-- card -->", [(1, "card")], id="alone"),
        pytest.param("<!--NoCard-->", [(1, "NoCard")], id="without spaces, in capitals"),
        pytest.param("<div>\n<!-- card:\n  Why? -->\n<!-- nocard -->", [(2, "card: Why?"), (4, "nocard")], id="lines"),
        pytest.param("<!-- card Why? -->", [(1, "card Why?")], id="without the colon"),
        pytest.param("<!-- cards; -->", [(1, "cards;")], id="another sign"),
    ],
)
def test_directives_are_told_from_comments(block: str, found: list[tuple[int, str]]) -> None:
    """A directive is `card` or `nocard`, or looks as if it were meant so."""
    assert [(line.number, line.text.plain) for line in html_directives(block, 1)] == found


def test_directives_within_a_line_know_their_line() -> None:
    """Soft breaks and what swallows a newline are counted."""
    inline = parser().parse("a `b\nc` d\ne <!-- card: x\ny? --> <!-- nocard -->")[1]
    found = [(line.number, line.text.plain) for line in inline_directives(inline, 5)]
    assert found == [(7, "card: x y?"), (8, "nocard")]


@pytest.mark.parametrize("hostile", ["<!-- card" * 20_000, "<!--" * 50_000, "<!-- card: " + "x" * 200_000])
def test_comments_without_an_end_are_no_directives(hostile: str) -> None:
    """Nor does a long row of them keep the program."""
    assert not html_directives(hostile, 1)
