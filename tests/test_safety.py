"""Whatever stands in the notes: fields are well-formed, a sanitiser finds nothing in them, and gaps stay whole."""

from __future__ import annotations

import html
import tempfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import nh3
import pytest
from anki.collection import Collection
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from notes2anki.fields import make_note
from notes2anki.model import Card, Kind, Node, Prose
from notes2anki.reading.outline import read_outline
from notes2anki.rules.kit.found import blocks_of
from notes2anki.rules.kit.gaps import Gap, with_gaps
from notes2anki.text import Mark, Run, Text, plain_text
from tests.support.cards import CARD, all_nodes

# fmt: off
TAGS = {
    "a", "b", "br", "code", "div", "i", "img", "kbd", "li", "mark", "ol", "p", "pre", "rt", "ruby", "s", "small",
    "span", "sub", "sup", "table", "tbody", "td", "th", "thead", "tr", "u", "ul",
}
# fmt: on
ATTRIBUTES = {
    "a": {"href"},
    "img": {"src", "alt", "width"},
    "div": {"lang", "class"},
    **{tag: {"class"} for tag in ("span", "code", "td", "th")},
}


def _clean(field: str) -> str:
    return nh3.clean(field, tags=TAGS, attributes=ATTRIBUTES, url_schemes={"http", "https"}, link_rel=None)


def _card(question: Text, nodes: tuple[Node, ...], kind: Kind = Kind.QA) -> Card:
    blocks = (Prose(question), *blocks_of(nodes))
    return replace(
        CARD,
        kind=kind,
        question=question,
        answer=blocks,
        extra=blocks,
        language="en",
        context=(question.told,),
        sources=(*question.links, "other.md:3"),
    )


# fmt: off
PIECES = (
    "*", "**", "***", "_", "~~", "==", "`", "``", "```\n", "```python\n", "$", "$$", "\\(", "\\)", "\\[", "\\]", "\\",
    "&#10;", "&amp;", "&lt;", "[", "](", ")", "![", "x.png)", "[^1]", "\n[^1]: ", "https://a.b", "^c", "%7C", "1. ",
    "- ", "> ", "> [!note] ", ": a", "# ", "---\n", "| a | b |\n|:-:|--:|\n| c | d |\n", "<br>", "<b>", "</b>",
    "<a href=u>", "<a href='javascript:x'>", "</a>", "<img src=x onerror=y>", "<script>", "</script>", "<!--", "-->",
    "<svg/onload=x", "<ruby>", "<rt>", "</rt>", "</ruby>", "<u>", "</u>", "<details>\n", "</details>\n", "{{c1::", "}}",
    "::", "{% a %}", "[sound:x.mp3]", "[latex]", "[[a]]", "%%", "x^2^", "가나", "a", "if", "\"", "'", "<", ">", "&",
    " ", "\n", "\n\n", "    ", "  \n", "\x1f", "\u2028", "\u00a0",
)
# fmt: on
WORDS = st.text(alphabet="가나aé<>&\"'\\{}[]() ", max_size=3)  # no host that only some programs take for one
SOURCES = st.lists(st.sampled_from(PIECES) | WORDS, max_size=30).map("".join)


@settings(max_examples=400)
@given(SOURCES, st.sampled_from([Kind.QA, Kind.LIST, Kind.CONTRAST]))
def test_a_sanitiser_finds_nothing_in_any_field(source: str, kind: Kind) -> None:
    """Each block of each shape gives fields that a parser of HTML reads back as they are, once and again."""
    outline = read_outline(source)
    for node in all_nodes(outline):
        card = _card(node.text, (node, *node.children), kind)
        for _, field in make_note(card, {}, is_reversed=True).fields:
            cleaned = _clean(field)
            assert html.unescape(cleaned) == html.unescape(field)
            assert _clean(cleaned) == cleaned


@pytest.fixture(scope="module")
def collection() -> Iterator[Collection]:
    """Open an empty collection of the real Anki."""
    with tempfile.TemporaryDirectory() as folder:
        opened = Collection(str(Path(folder) / "collection.anki2"))
        yield opened
        opened.close()


INNER = st.text(alphabet="{}:$\\<>&`abc1 .", min_size=1, max_size=12)
MARKS = st.sets(st.sampled_from([Mark.CODE, Mark.MATH, Mark.STRONG, Mark.EM]), max_size=2)
RUNS = st.lists(st.builds(lambda words, marks: Run(words, frozenset(marks)), INNER, MARKS), min_size=1, max_size=4)


@settings(max_examples=250, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(RUNS)
def test_a_gap_hides_and_shows_all_that_is_in_it(collection: Collection, runs: list[Run]) -> None:
    """On the front of the real Anki there is one gap without a hint, on the back all of it, whatever is in it."""
    inner = Text(tuple(runs)).cut()
    assume(inner.plain.strip() and "{{c1::" not in inner.plain)
    before, after = plain_text("before "), plain_text(" after")
    whole = Text((*before.runs, *inner.runs, *after.runs))
    start, end = len(before.plain), len(before.plain) + len(inner.plain)
    text = with_gaps(whole, [Gap(start, end, (start, end))])
    field = dict(make_note(_card(text, (), Kind.CLOZE), {}).fields)["Text"]
    content = field.removeprefix('<div lang="en">before {{c1::').removesuffix("}} after</div>")
    note = collection.new_note(collection.models.by_name("Cloze"))
    note.fields[0] = field
    collection.add_note(note, collection.decks.all()[0]["id"])
    (card,) = note.cards()
    assert card.question().endswith(">[...]</span> after</div>")
    assert f">{content}</span> after</div>" in card.answer()
