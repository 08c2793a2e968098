"""Tests of `markdown/removed.py`: active HTML is told, with its line; what only looks otherwise is not."""

from __future__ import annotations

import pytest

from notes2anki.markdown import parser
from notes2anki.markdown.removed import removed


@pytest.mark.parametrize(
    "source",
    [
        pytest.param("a **b** https://example.org", id="no HTML"),
        pytest.param("<b>a</b><br><font color=red>b</font> <center>c</center>", id="tags that only look"),
        pytest.param(
            '<span style="color:red">a</span> <img src="a.png" width=3 alt="data: b">', id="harmless attributes"
        ),
        pytest.param("`<script>` \\<script>\n\n    <iframe>\n\n```html\n<form onclick=x>\n```", id="code and text"),
        pytest.param('<img src="data:image/png;base64,AAAA"> <a href="a.md">b</a>', id="a picture in the note, a link"),
        pytest.param("<!-- <script> --> <once one=1>", id="a comment, and names that begin as handlers do"),
        pytest.param("<T onclick=a> <my-tag href='javascript:b'>", id="names of no element"),
        pytest.param("a <b and c> d, vector<int> x, <file:///a> <javascript:b>", id="no tags"),
        pytest.param("[a](b.md) [c](mailto:d@e.org) [f](data:image/png;base64,AA)", id="links elsewhere"),
        pytest.param("![a](file:///b.png) <img src='file:///b.png'>", id="a picture on this machine, told elsewhere"),
    ],
)
def test_what_only_looks_otherwise_is_no_matter(source: str) -> None:
    """Nothing is told of it."""
    assert list(removed(parser().parse(source))) == []


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        pytest.param("a <script>b</script>", [(1, "<script>")], id="a script within a line"),
        pytest.param("a\nb <IFRAME src=x>\nc", [(2, "<iframe>")], id="on a later line of a paragraph"),
        pytest.param("- a\n- `b\n  c` <b onclick=x>d</b>", [(3, "onclick")], id="after code over two lines"),
        pytest.param(
            "a\n\n<div>\n<form><input onchange='y'>\n</form></div>",
            [(4, "<form>"), (4, "<input>"), (4, "onchange")],
            id="a block",
        ),
        pytest.param('<a href=" java\nscript:x">b</a>', [(1, "javascript:")], id="an address in disguise"),
        pytest.param('<a href="data:text/html,x">b</a>', [(1, "data:")], id="a page in an address"),
        pytest.param(
            "a [b\nc](javascript:d) [e](FILE:///f)", [(1, "javascript:"), (2, "file:")], id="links of Markdown"
        ),
        pytest.param("x\ny [b][r]\n\n[r]: vbscript:x", [(2, "vbscript:")], id="a link by reference"),
        pytest.param("![a](javascript:b)", [(1, "javascript:")], id="a picture that is none"),
        pytest.param("<a href='file:///b'>c</a>", [(1, "file:")], id="a file of this machine"),
        pytest.param('<p style="background:url(//x.org)">b</p>', [(1, "style")], id="a style that calls home"),
        pytest.param("<style>\np { color: red }\n</style>", [(1, "<style>")], id="a style sheet"),
    ],
)
def test_what_is_active_is_told(source: str, expected: list[tuple[int, str]]) -> None:
    """By its name, with its line."""
    assert list(removed(parser().parse(source))) == expected
