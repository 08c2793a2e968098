"""The specifications of CommonMark and of GitHub's Markdown, section by section: how they are read, and on a card.

The sources are our own, for the text of the specifications has a licence of its own; `benchmarks/suites.py` reads that.
"""

from __future__ import annotations

import re

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from notes2anki.markdown import parser
from notes2anki.model import Kind
from notes2anki.reading.outline import read_outline
from tests.support.commonmark import SECTIONS
from tests.support.fields import faults, fields_of

PLAIN = MarkdownIt("commonmark")

TABLES = {
    "| a | b |\n| - | - |\n| c | d |": "a|b c|d",
    "| a | b |\n:-: | ----:\nc | d": "center|right a|b c|d",
    "| a\\|b |\n| - |\n| c `\\|` d |\n| e **\\|** f |": "a|b c | d e | f",
    "| a | b |\n| - | - |\n| c | d |\n> e": "a|b c|d",
    "| a | b |\n| - | - |\n| c | d |\ne\n\nf": "a|b c|d e|",
    "| a | b |\n| - | - |\n| c |\n| d | e | f |": "a|b c| d|e",
    "| a | b |\n| - | - |": "a|b",
    "| a | b |\n| - |\n| c |": "",
}
"""A source -> the sides of its table's columns, where it says them, and the cells of its rows."""

ADDRESSES = {
    "www.a.org": "{www.a.org}",
    "See www.a.org/help for b.": "See {www.a.org/help} for b.",
    "See www.a.org.": "See {www.a.org}.",
    "*www.a.org/b.c.* _www.a.org_": "<em>{www.a.org/b.c}.</em> <em>{www.a.org}</em>",
    "www.a.org/s?q=B+(c)": "{www.a.org/s?q=B+(c)}",
    "www.a.org/s?q=B+(c)))": "{www.a.org/s?q=B+(c)}))",
    "(www.a.org/s?q=B+(c))": "({www.a.org/s?q=B+(c)})",
    "(www.a.org/s?q=B+(c)": "({www.a.org/s?q=B+(c)}",
    "www.a.org/s?q=b&c=d": "{www.a.org/s?q=b&amp;c=d}",
    "www.a.org/he<lp": "{www.a.org/he}&lt;lp",
    "홈페이지: www.a.org에": "홈페이지: {www.a.org}에",
    "http://a.org": "{http://a.org}",
    "(https://a.org/c?d=(e)&f=g)": "({https://a.org/c?d=(e)&amp;f=g})",
    "ftp://a.b.org": "{ftp://a.b.org}",
    "www. www awww.a.org x@www.a.org": "www. www awww.a.org x@www.a.org",
    "`www.a.org` [www.a.org](/b)": '<code>www.a.org</code> <a href="/b">www.a.org</a>',
}
"""A source -> what is read, bare addresses in braces."""

OTHERS = {
    "~~a~~ b": "<p><s>a</s> b</p>\n",
    "~~a\n\nb~~": "<p>~~a</p>\n<p>b~~</p>\n",
    "a ~~~b~~~": "<p>a ~~~b~~~</p>\n",
}


@pytest.mark.parametrize("source", [one for cases in SECTIONS.values() for one in cases])
def test_commonmark(source: str) -> None:
    """What is of no extension is read as CommonMark says."""
    assert parser().render(source) == PLAIN.render(source)


# fmt: off
PIECES = (
    "a", "b ", " ", "\n", "\n\n", "    ", "\t", "*", "**", "_", "__", "***", "`", "``", "```\n", "~~~\n", "# ", "> ",
    "- ", "+ ", "1. ", "2) ", "---\n", "===\n", "  \n", "\\", "\\*", "<b>", "</b>", "<div>\n", "<!-- c -->", "<a\n",
    "&amp;", "&#35;", "[", "]", "](/u)", "](<u v> 't')", "[r]", "\n[r]: /u 't'\n", "![", "!", "(", ")", "<x:y>", "'",
)
# fmt: on
_EXTENSION = re.compile(r"\[\[|~~[^~]|\\[()\[\]]")  # wikilinks, lines through words, escaped brackets around math


@settings(max_examples=400)
@given(st.lists(st.sampled_from(PIECES), max_size=25).map("".join))
def test_all_that_is_of_no_extension(source: str) -> None:
    """Any mixture of CommonMark's own signs is read as CommonMark says."""
    assume(not _EXTENSION.search(source))
    assert parser().render(source) == PLAIN.render(source)


@pytest.mark.parametrize(("source", "told"), TABLES.items())
def test_tables(source: str, told: str) -> None:
    """Tables have the rows, the cells and the sides that GitHub gives them."""
    table = read_outline(source)[0]
    rows = ("|".join(cell.plain for cell in row.cells) for row in table.rows)
    assert " ".join(filter(None, ("|".join(table.sides), *rows))) == told


@pytest.mark.parametrize(("source", "html"), ADDRESSES.items())
def test_addresses(source: str, html: str) -> None:
    """Bare addresses end where GitHub ends them; one that begins with `www.` leads to `http://`."""
    shown = re.sub(r"\{((?:\w+://)?(.*?))\}", _link, html)
    assert parser().render(source) == f"<p>{shown}</p>\n"


def _link(found: re.Match[str]) -> str:
    target = found[1] if "://" in found[1] else f"http://{found[1]}"
    return f'<a href="{target}">{found[1]}</a>'


@pytest.mark.parametrize(("source", "html"), OTHERS.items())
def test_struck_out(source: str, html: str) -> None:
    """Two tildes strike out; one is "about", three are a fence or nothing."""
    assert parser().render(source) == html


def test_task_boxes() -> None:
    """A box before an item makes a task of it, and is no part of what it says."""
    first, second, third = read_outline("- [ ] a\n- [x] b\n  - [X] c\n- [y] d")
    assert [(node.is_task, node.text.plain) for node in (first, second, *second.children, third)] == [
        (True, "a"),
        (True, "b"),
        (True, "c"),
        (False, "[y] d"),
    ]


# fmt: off
TAGFILTER = "<strong> <title> <style> <em>\n\n<blockquote>\n  <xmp> a <XMP> b <iframe src='c'>d</iframe>\n</blockquote>"
# fmt: on


@pytest.mark.parametrize("kind", [Kind.QA, Kind.LIST, Kind.CONTRAST])
@pytest.mark.parametrize(
    "sources",
    [
        *(pytest.param(cases, id=name) for name, cases in SECTIONS.items()),
        pytest.param((*TABLES, *ADDRESSES, *OTHERS, "- [ ] a\n- [x] b", TAGFILTER), id="GitHub"),
    ],
)
def test_fields(sources: tuple[str, ...], kind: Kind) -> None:
    """On a card each is well-formed HTML, in which a sanitiser finds nothing to do, once and again."""
    for source in sources:
        for field in fields_of(source, kind):
            assert not list(faults(field)), field
