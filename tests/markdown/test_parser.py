"""The parser as a whole: what it reads beyond CommonMark, and what no input may do to it."""

from __future__ import annotations

import pytest
from markdown_it import MarkdownIt

from notes2anki.markdown import MAX_NESTING, parser
from notes2anki.markdown.inline import heading_level, read_html, read_lines


def kinds(source: str) -> list[str]:
    """Return the types of all blocks, in order."""
    return [token.type for token in parser().parse(source) if token.nesting >= 0 and token.type != "inline"]


def test_one_parser() -> None:
    """There is one parser in the program."""
    assert parser() is parser()


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        pytest.param("a\n\n---\n\nb\n\n___", ["paragraph_open", "hr", "paragraph_open", "hr"], id="thematic breaks"),
        pytest.param("# a", ["heading_open"], id="a heading"),
        pytest.param("<div>\n\na", ["html_block", "paragraph_open"], id="an HTML block"),
        pytest.param("a\n: b", ["dl_open", "dt_open", "dd_open", "paragraph_open"], id="a term and its definition"),
        pytest.param(
            "a[^1]\n\n[^1]: b", ["paragraph_open", "footnote_reference_open", "paragraph_open"], id="a footnote"
        ),
    ],
)
def test_blocks(source: str, expected: list[str]) -> None:
    """Blocks come out in the order of the source."""
    assert kinds(source) == expected


def test_a_reference_within_an_image() -> None:
    """An image's words may hold a reference."""
    (image,) = parser().parse("![a[^1]](u)\n\n[^1]: b")[1].children or []
    assert [token.type for token in image.children or ()] == ["text", "footnote_ref"]


def test_a_table() -> None:
    """Pipes make a table."""
    assert "table_open" in kinds("|a|b|\n|-|-|\n|c|d|")


def test_a_footnote_leaves_the_lines_in_order() -> None:
    """A footnote's text stays where it stands, and what follows it keeps its lines."""
    source = "a[^n]\n\n[^n]: b\n    c\n\nd"
    assert [token.map for token in parser().parse(source) if token.type == "inline"] == [[0, 1], [2, 4], [5, 6]]


@pytest.mark.parametrize(
    "source", [pytest.param("[^x] a", id="undefined"), pytest.param("[^ 1] a", id="a space in it")]
)
def test_a_reference_to_no_footnote_is_text(source: str) -> None:
    """Only a defined footnote takes its reference out of the text."""
    assert parser().parse(source)[1].children[0].content == source  # type: ignore[index] # an inline token has children


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        pytest.param("example.com a@b.kr //a.b", [], id="no scheme"),
        pytest.param("std://a.b xhttp://a.b ://a.b http:// a", [], id="no scheme that is known, or nothing behind it"),
        pytest.param("`http://a.b` <a href='u'>http://a.b</a>", [], id="in code and in a link"),
        pytest.param("(https://a.b/c_d_e), x", ["https://a.b/c_d_e"], id="in brackets"),
        pytest.param("https://a.b| a | b", ["https://a.b"], id="at the end of a cell"),
        pytest.param("**http://a.b**", ["http://a.b"], id="in bold"),
        pytest.param("HTTPS://a.b/?$x=1&y=$2.", ["HTTPS://a.b/?$x=1&y=$2"], id="with dollars"),
        pytest.param("[http://a.b](http://c.d)", ["http://c.d"], id="as the text of a link"),
        pytest.param(
            "==a https://a.org/b== **https://b.org/c**는 ~~www.c.org/d~~는 https://d.org/e?f==",
            ["https://a.org/b", "https://b.org/c", "http://www.c.org/d", "https://d.org/e?f=="],
            id="before marks that close",
        ),
        pytest.param("https://a.org에서 www.a.org는", ["https://a.org", "http://www.a.org"], id="before a particle"),
        pytest.param(
            "https://한글.kr/한글", ["https://xn--bj0bj06e.kr/%ED%95%9C%EA%B8%80"], id="a Korean host and path"
        ),
        pytest.param(r"\https://a.b", [], id="behind a backslash"),
        pytest.param("![x](my pic (1).png) ![](b.png)", ["my%20pic%20(1).png", "b.png"], id="images with spaces"),
        pytest.param("[x ![y](a b.png) z](u)", ["u", "a%20b.png"], id="an image with spaces in a link"),
        pytest.param("![x](my notes.txt)", [], id="no image"),
    ],
)
def test_addresses(source: str, expected: list[str]) -> None:
    """Addresses with their scheme, or `www.`, become links, images may have spaces in their paths."""
    children = parser().parse(source)[1].children or []
    attributes = [token.attrs.get("href") or token.attrs.get("src") for token in children]
    assert [address for address in attributes if address] == expected


def test_deep_bullets_are_read() -> None:
    """Thirty levels of bullets are read; what is far too deep is left."""
    source = "".join(f"{'  ' * level}- level {level}\n" for level in range(60))
    words = [token.content for token in parser().parse(source) if token.type == "inline"]
    assert words[:30] == [f"level {level}" for level in range(30)]
    assert len(words) <= MAX_NESTING


N = 2_000
HOSTILE = {
    "quotation marks": ">" * N,
    "bullets": "- " * N,
    "brackets": "[" * N,
    "images": "![" * N + "](x)" * N,
    "images as deep as they go": "> " * 31 + "![a" * 63 + "](x)" * 63,
    "links": "[a](" * N,
    "stars": "*a _a " * N + "b_ b*" * N,
    "tildes": "~~a " * N,
    "highlights": "==a " * N,
    "tags": "<b>x" * N + "</b>" * N,
    "addresses": "x:// http://a " * N,
    "address that never ends": "http://-" * N,
    "environments": "\\begin{align} " * N,
    "addresses without a scheme": "www.a.b " * N,
    "no address without a scheme": "www.a.-" * N,
    "dollars": "$a " * N + "$$a\\" * N,
    "formulas": "\\[\n" * N,
    "formula brackets": "\\( \\[ " * N,
    "backticks": "".join("a" + "`" * length for length in range(100)),
    "footnotes": "[^x]: y\n\n" + "[^" * N,
    "comments": "<p>" + "<!-- " * N,
    "attributes": "<p>" + "<b x=" * N,
    "pictures": "![](a b" * N,
    "attributes of pictures": "![](a.png){a=" + "b.c " * N + "![](a.png){a=b" + ".c" * N,
    "wikilinks": "[[a|" * N + "![[b#" * N,
    "comments within lines": "%%a " * N + "%%\n" * N,
    "tags of Liquid": "{% a " * N + "{{ site.a " * N,
    "blocks of Liquid": "{% highlight py %}\n" * N + "{% comment %}\n" * N,
    "links of Liquid": "[a]({{ " * N + "![a]({% b " * N,
    "attributes of kramdown": "{: .a" * N + "{:.a .b " * N,
    "folds": "<details>\n" * N + "</summary>\n" * N,
    "names of emoji": ":a" * N + ":smile" * N,
    "scripts": "a~b~c^d^" * N,
    "block references": "((01234567-" * N,
    "inline footnotes": "^[a " * N + "{{embed " * N,
}


@pytest.mark.parametrize("source", HOSTILE.values(), ids=HOSTILE.keys())
def test_hostile_input_is_read(source: str) -> None:
    """Rows of openers neither exhaust the stack nor (by the time the suite takes) grow faster than their length."""
    for token in parser().parse(source):
        if token.type == "inline":
            read_lines(token, 1)
        elif token.type == "html_block":
            read_html(token.content, 1)
            heading_level(token.content)


def test_commonmark_stays() -> None:
    """What is not an extension renders as plain CommonMark does."""
    source = "# a\n\n1. *b*\n   - **c**\n\n"
    source += "> `d` <b>e</b> &amp; [f](g 'h')\\\ni\n\n```py\nj\n```\n\n![k](l)\n\n<div>m</div>\n"
    assert parser().render(source) == MarkdownIt("commonmark").render(source)
