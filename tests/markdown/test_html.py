"""HTML blocks -> lines."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from notes2anki.markdown import parser
from notes2anki.markdown.blocks import read_grid, read_pre
from notes2anki.markdown.inline import heading_level, read_html, read_lines
from notes2anki.text import Mark, Text


@pytest.mark.parametrize(
    ("block", "expected"),
    [
        pytest.param("<h3>제목</h3>\n", [(5, "제목")], id="a heading"),
        pytest.param("<div>\n\n<p>a</p>\nb</div>", [(7, "a"), (8, "b")], id="empty lines dropped, numbers kept"),
        pytest.param("<p>a<br>b</p><p>c</p>", [(5, "a"), (5, "b"), (5, "c")], id="elements on their own lines"),
        pytest.param("<pom>\n<a>\n</pom>", [(5, "<pom>"), (7, "</pom>")], id="no element of HTML"),
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
    ("block", "expected"),
    [
        pytest.param('<audio controls src="a.mp3"></audio>', ["a.mp3"], id="by an attribute"),
        pytest.param(
            '<audio src="a.mp3">Your browser plays no <b>sound</b>.</audio>', ["a.mp3"], id="with other words"
        ),
        pytest.param('<video><source src="a.mp4"><source src="a.webm"></video>', ["a.mp4"], id="in two formats"),
        pytest.param('<video src="a.mp4">', ["a.mp4"], id="never closed"),
        pytest.param("<video></video>", [], id="nothing to play"),
        pytest.param('<audio src="a.mp3"></audio><audio src="b.mp3"></audio>', ["a.mp3", "b.mp3"], id="two"),
        pytest.param('<picture><source srcset="a.webp"><img src="a.png"></picture>', ["a.png"], id="a picture"),
    ],
)
def test_a_recording_is_played_once(block: str, expected: list[str]) -> None:
    """It is an image with its address, without the words for those who cannot play it."""
    text = Text(tuple(run for line in read_html(block, 1) for run in line.text.runs))
    assert [run.target for run in text.images] == expected
    assert text.plain == ""


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        pytest.param("a\nb", [False, False], id="a soft break"),
        pytest.param("a  \nb\\\nc<br>d", [True, True, True, False], id="hard breaks"),
        pytest.param("<p>a</p>\n<p>b\nc</p>", [True, False, True], id="in a block of HTML"),
    ],
)
def test_a_line_knows_how_it_ends(source: str, expected: list[bool]) -> None:
    """Only what is broken on the page is broken on a card."""
    (token,) = (token for token in parser().parse(source) if token.type in ("inline", "html_block"))
    lines = read_lines(token, 1) if token.type == "inline" else read_html(token.content, 1)
    assert [line.ends for line in lines] == expected


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


@pytest.mark.parametrize(
    ("block", "expected"),
    [
        pytest.param("<p><th>a</th></p>", [], id="no table"),
        pytest.param("<table><tr><td>a</td></tr></table>", [], id="a table without a head is layout"),
        pytest.param("<table><tr><th>a<td>b</table>", [], id="a head that is none"),
        pytest.param("<table><tr><th colspan=2>a</th></tr></table>", [], id="cells that span others"),
        pytest.param("<table><tr><th><table></table></th></tr></table>", [], id="one in another"),
        pytest.param("<table><tr><th>a</th></tr></table> b", [], id="words behind it"),
        pytest.param(
            "<table>\n<thead><tr><th>a</th><th>b</th></tr></thead>\n<tr>\n<td>c &amp;\nd</td><td></td></tr></table>\n",
            [(6, "a|b"), (7, "c & d|")],
            id="rows on their lines",
        ),
        pytest.param("<TABLE><TR><TH>a<TH colspan='1'>b<TR><TD>c</TABLE>", [(5, "a|b"), (5, "c")], id="open ends"),
    ],
)
def test_a_table(block: str, expected: list[tuple[int, str]]) -> None:
    """A table with a head is read as one in pipes."""
    rows = read_grid(block, 5)
    assert [(row.number, "|".join(cell.plain for cell in row.cells)) for row in rows] == expected


def test_cells_keep_their_marks() -> None:
    """What a cell marks is marked."""
    (row,) = read_grid("<table><tr><th>a <b>b</b><br>c</th></tr></table>", 1)
    assert row.cells[0].spans(Mark.STRONG) == ((2, 3),)
    assert row.cells[0].plain == "a b c"


@pytest.mark.parametrize(
    ("block", "expected"),
    [
        pytest.param("<p>a</p>", ("", ""), id="no code"),
        pytest.param("<pre>a</pre> b", ("", ""), id="words behind it"),
        pytest.param("<pre>\nx = 1\n\n  y &lt; <b>2</b>\n</pre>\n", ("x = 1\n\n  y < 2", ""), id="lines and entities"),
        pytest.param('<pre><code class="hl language-py">x</code></pre>', ("x", "py"), id="its language"),
    ],
)
def test_code(block: str, expected: tuple[str, str]) -> None:
    """The lines of `<pre>` stay as they are."""
    assert read_pre(block) == expected
