"""mdanki, as its README describes it."""

from __future__ import annotations

import pytest

from notes2anki.model import Dialect
from notes2anki.reading import read_report
from notes2anki.rules.select import extract
from tests.support.rules import Marked

HERE = Dialect.MDANKI


@pytest.mark.parametrize(
    ("text", "cards"),
    [
        pytest.param("# Deck\n\ntext", [], id="the deck's own heading"),
        pytest.param("## Empty\n", [], id="nothing under it"),
        pytest.param("## a\n\nb\nc\n\nd", ["qa | a | b c / d"], id="heading and text"),
        pytest.param("## a\n\nb\n\n## c\n\nd", ["qa | a | b", "qa | c | d"], id="several"),
        pytest.param("## a\n\nb\n\n### c\n\nd", ["qa | a | b", "qa | c | d"], id="subsections"),
        pytest.param("### a\n\nb\n\n%\n\nc\n\nd", ["qa | a⏎b | c / d"], id="more on the front"),
        pytest.param("## a\n\n```js\nx\n```", ["qa | a | ```js x```"], id="code"),
        pytest.param("## a\n\n![p](p.png)", ["qa | a | ![p](p.png)"], id="a picture"),
    ],
)
def test_a_section_is_a_card(marked: Marked, text: str, cards: list[str]) -> None:
    """The heading is the front, the text under it the back."""
    assert marked(text, HERE) == [f"dialect:mdanki: {card}" for card in cards]


def test_a_card_without_a_back_is_a_problem(marked: Marked) -> None:
    """It is told of with the heading's line."""
    assert "1! a card without a back" in marked("## a\n\nb\n\n%", HERE)


@pytest.mark.parametrize("line", ["[#one](./a.md) [#two]()", "[#one]()\n[#two]()"])
def test_links_with_hashes_are_tags(line: str) -> None:
    """They are neither part of the answer nor sources."""
    (finding,) = extract(read_report(f"## a\n\nb\n\n{line}", "n.md")[0], spoken=(HERE,)).findings
    assert finding.tags[0] == ("one", "two")
    assert not finding.sources


def test_a_tag_may_hold_a_space() -> None:
    """A link's words are one tag."""
    (finding,) = extract(read_report("## a\n\nb\n\n[#x y]() [#z]()", "n.md")[0], spoken=(HERE,)).findings
    assert set(finding.tags[0]) == {"x y", "z"}
