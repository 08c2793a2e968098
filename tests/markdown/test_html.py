"""HTML blocks -> lines."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from notes2anki.markdown.inline import heading_level, read_html
from notes2anki.text import Mark


@pytest.mark.parametrize(
    ("block", "expected"),
    [
        pytest.param("<h3>제목</h3>\n", [(5, "제목")], id="a heading"),
        pytest.param("<div>\n\n<p>a</p>\nb</div>", [(7, "a"), (8, "b")], id="empty lines dropped, numbers kept"),
        pytest.param("<p>a<br>b</p><p>c</p>", [(5, "a"), (5, "b"), (5, "c")], id="elements on their own lines"),
        pytest.param("<!-- a\nb -->\nc", [(7, "c")], id="a comment"),
        pytest.param("<!-- never closed\na", [], id="a comment that never closes"),
        pytest.param("<!DOCTYPE x><?php a ?>b", [(5, "b")], id="declarations"),
        pytest.param("<style>\na {}\n</style>\nb", [(8, "b")], id="a style sheet"),
        pytest.param("<div a='>\n'>a &lt; b &amp;&#10;c < d</div>", [(6, "a < b & c < d")], id="entities, a bare sign"),
        pytest.param("<table><tr><td>a</td><td>b</td></tr></table>", [(5, "a"), (5, "b")], id="cells"),
    ],
)
def test_lines(block: str, expected: list[tuple[int, str]]) -> None:
    """A block shows its text line by line, under the numbers of the source."""
    assert [(line.number, line.text.plain) for line in read_html(block, 5)] == expected


def test_a_figure() -> None:
    """The image of a figure is an image, its caption a line of its own, marks kept."""
    block = '<figure>\n<img src="a.png" alt="x">\n<figcaption>A <b>b</b></figcaption>\n</figure>\n'
    image, caption = read_html(block, 1)
    assert [(run.text, run.target) for run in image.text.images] == [("x", "a.png")]
    assert (image.number, caption.number) == (2, 3)
    assert caption.text.spans(Mark.STRONG) == ((2, 3),)


@pytest.mark.parametrize(
    ("block", "level"),
    [
        pytest.param("<p>a</p>", 0, id="no heading"),
        pytest.param("<h1>a</h1>b", 0, id="text beside it"),
        pytest.param("<h1>a</h1><h2>b</h2>", 0, id="two headings"),
        pytest.param("<h1>a", 0, id="never closed"),
        pytest.param("</h1>", 0, id="never opened"),
        pytest.param("<h1>a</h1><img src=x>", 0, id="an image beside it"),
        pytest.param("<h7>a</h7><header>b</header>", 0, id="not the tags of a heading"),
        pytest.param("<h3>a</h3>", 3, id="a heading"),
        pytest.param('<H2 align="center">\n a <b>b</b>\n</H2>\n', 2, id="attributes, marks, several lines"),
        pytest.param("<center><h6>a</h6></center>", 6, id="wrapped"),
    ],
)
def test_heading_level(block: str, level: int) -> None:
    """A block is a heading if it shows a single one and nothing beside it."""
    assert heading_level(block) == level


PIECES = (
    "<",
    ">",
    "<!",
    "<?",
    "<!--",
    "-->",
    "</",
    "/",
    "h1",
    "<h1>",
    "</h1>",
    "a=",
    '"',
    "\n",
    "&#10;",
    "<b>",
    "<br/>",
)


@given(st.lists(st.sampled_from(PIECES)).map("".join))
def test_any_block_is_read(block: str) -> None:
    """No block raises, and its lines lie within it."""
    heading_level(block)
    assert all(1 <= line.number <= 1 + block.count("\n") for line in read_html(block, 1))
