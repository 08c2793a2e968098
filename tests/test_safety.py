"""Whatever stands in the notes: fields are well-formed, a sanitiser finds nothing in them, and gaps stay whole."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from anki.collection import Collection
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from notes2anki.build import load
from notes2anki.config import adhoc_settings
from notes2anki.fields import make_note
from notes2anki.model import Kind, Selection
from notes2anki.rules.marks.clozes import Gap, with_gaps
from notes2anki.text import Mark, Run, Text, plain_text
from tests.support.fields import card_of, faults, fields_of

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
    for field in fields_of(source, kind):
        assert not list(faults(field)), field


@pytest.mark.parametrize(
    ("field", "fault"),
    [
        pytest.param("a &lt; b &amp; <b>c</b> <br>", "", id="a field as it should be"),
        pytest.param("a < b", "not well-formed", id="a bare sign"),
        pytest.param("<b><i>a</b></i>", "not well-formed", id="tags that cross"),
        pytest.param("<p>a<ul><li>b</li></ul></p>", "not well-formed", id="a list in a paragraph"),
        pytest.param("<b>a", "not well-formed", id="a tag that does not end"),
        pytest.param('<b style="color:red">a</b>', "a sanitiser", id="an attribute"),
        pytest.param("<video></video>", "a sanitiser", id="an element"),
        pytest.param('<a href="javascript:x">a</a>', "a sanitiser", id="an address that runs"),
    ],
)
def test_faults_are_seen(field: str, fault: str) -> None:
    """What these tests look with does find faults."""
    found = list(faults(field))
    assert found[0].startswith(fault) if fault else not found


REPORTS = Path(__file__).parent
OWN = (REPORTS / "labelled", REPORTS / "data" / "torture", REPORTS.parent / "decks" / "daily-reports")


@pytest.mark.parametrize("folder", OWN, ids=lambda folder: folder.name)
def test_all_fields_of_our_own_reports(folder: Path, tmp_path: Path) -> None:
    """Each field of each card of our own reports, kept or only suggested, is well-formed and left as it is."""
    settings = adhoc_settings(["**/*.md"], root=folder, output=tmp_path / "deck.apkg")
    cards = load(settings, Selection()).cards
    assert len(cards) > 20
    for card in cards:
        for name, field in make_note(card, {}, settings.face, is_reversed=True).fields:
            assert not list(faults(field)), (card.path, card.first, name, field)


@pytest.fixture(scope="module")
def collection() -> Iterator[Collection]:
    """Open an empty collection of the real Anki."""
    with tempfile.TemporaryDirectory() as folder:
        opened = Collection(str(Path(folder) / "collection.anki2"))
        yield opened
        opened.close()


INNER = st.text(alphabet="{}:$\\<>&`abc1 .가'\"[]-|", min_size=1, max_size=12)
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
    field = dict(make_note(card_of(text, (), Kind.CLOZE), {}).fields)["Text"]
    content = field.partition(">")[2].removeprefix("before {{c1::").removesuffix("}} after</div>")
    note = collection.new_note(collection.models.by_name("Cloze"))
    note.fields[0] = field
    collection.add_note(note, collection.decks.all()[0]["id"])
    (card,) = note.cards()
    assert card.question().endswith(">[...]</span> after</div>")
    assert f">{content}</span> after</div>" in card.answer()
