"""What stands in the fields of a note."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from anki.collection import Collection
from anki.notes import Note as AnkiNote
from hypothesis import given
from hypothesis import strategies as st

from notes2anki.fields import fences, formula_notices, make_note, references
from notes2anki.model import Block, Bullets, Card, Code, Face, Grid, Kind, Media, NoteType, Prose
from notes2anki.notetypes import load
from notes2anki.preview.render import render
from notes2anki.text import Mark, Run, Text, plain_text
from tests.support.cards import CARD

PATH = "notes/day.md"
MEDIA = {(PATH, "a.png"): Media("n2a-0.png", "/x/a.png"), (PATH, "b.mp3"): Media("n2a-1.mp3", "/x/b.mp3")}


def _marked(words: str, *marks: Mark, target: str = "") -> Text:
    return Text((Run(words, frozenset(marks), target),))


def _field(card: Card, name: str) -> str:
    return dict(make_note(card, MEDIA).fields).get(name, "")


def _asked(question: Text) -> str:
    return _field(replace(CARD, question=question), "Question")


def _answered(*answer: Block) -> str:
    return _field(replace(CARD, answer=answer), "Answer")


def _gapped(question: Text) -> str:
    return _field(replace(CARD, kind=Kind.CLOZE, question=question), "Text")


def test_a_hint_has_its_field() -> None:
    """It is Markdown as all of a card, and names its language."""
    card = replace(CARD, hint=_marked("scissors", Mark.STRONG), language="en")
    assert _field(card, "Hint") == '<div lang="en"><b>scissors</b></div>'
    assert _field(CARD, "Hint") == ""


def test_typing_and_speech_fill_the_fields_that_the_templates_look_at() -> None:
    """Only where the user wants them; the rest of the note, and its guid, stay."""
    card = replace(CARD, language="en")
    plain, asked = make_note(card, MEDIA), make_note(card, MEDIA, Face(is_typed=True, voices=("en_GB",)))
    assert asked == replace(plain, fields=(*plain.fields, ("Spare2", "1"), ("Spare3", "en_GB")))


@pytest.fixture
def collection(tmp_path: Path) -> Iterator[Collection]:
    """Open an empty collection of the real Anki."""
    opened = Collection(str(tmp_path / "collection.anki2"))
    yield opened
    opened.close()


def _rendered(collection: Collection, model: str, front: str) -> AnkiNote:
    found = collection.models.by_name(model)
    assert found is not None
    note = collection.new_note(found)
    note.fields[0] = front
    collection.add_note(note, collection.decks.all()[0]["id"])
    return note


@pytest.mark.parametrize(
    ("text", "html"),
    [
        pytest.param(plain_text("one-stage는 무엇인가?"), "one-stage는 무엇인가?", id="plain"),
        pytest.param(plain_text("a < b & <script>"), "a &lt; b &amp; &lt;script&gt;", id="signs of HTML"),
        pytest.param(plain_text("one\ntwo"), "one<br>two", id="a line break"),
        pytest.param(
            plain_text("see ")
            + _marked("", Mark.LINK, target="https://www.x.org/a%20b/?q=1")
            + plain_text(" for more"),
            "see x.org/a b for more",
            id="an address within a sentence",
        ),
        pytest.param(plain_text("one") + _marked(" ", Mark.BREAK) + plain_text("two"), "one<br>two", id="a hard break"),
        pytest.param(plain_text("a\x1fb\x00c\ud800"), "abc", id="characters that break an import"),
        pytest.param(plain_text("[sound:x.mp3]"), "&#91;sound:x.mp3]", id="Anki's mark for a sound"),
        pytest.param(plain_text("[latex]x[/latex]"), "&#91;latex]x&#91;/latex]", id="Anki's mark for LaTeX"),
        pytest.param(plain_text("x[0], [1]"), "x[0], [1]", id="other brackets"),
        pytest.param(_marked("b", Mark.STRONG), "<b>b</b>", id="bold"),
        pytest.param(_marked("i", Mark.EM), "<i>i</i>", id="italic"),
        pytest.param(_marked("s", Mark.STRIKE), "<s>s</s>", id="struck"),
        pytest.param(_marked("h", Mark.HIGHLIGHT), "<mark>h</mark>", id="highlight"),
        pytest.param(_marked("2", Mark.SUB), "<sub>2</sub>", id="sub"),
        pytest.param(_marked("2", Mark.SUP), "<sup>2</sup>", id="sup"),
        pytest.param(_marked("Ctrl", Mark.KBD), "<kbd>Ctrl</kbd>", id="a key"),
        pytest.param(_marked("a<b>", Mark.CODE), "<code>a&lt;b&gt;</code>", id="code"),
        pytest.param(_marked("x", Mark.EM, Mark.STRONG, Mark.CODE), "<b><i><code>x</code></i></b>", id="nested marks"),
        pytest.param(
            _marked("a ", Mark.STRONG) + _marked("b", Mark.STRONG, Mark.EM), "<b>a <i>b</i></b>", id="shared marks"
        ),
        pytest.param(_marked("a<b", Mark.MATH), r"\(a&lt;b\)", id="math"),
        pytest.param(_marked(r"x \\ y & z", Mark.DISPLAY), r"\[x \\ y &amp; z\]", id="display math"),
        pytest.param(_marked("{{a}}::b", Mark.MATH), r"\({{a}}::b\)", id="braces outside a cloze"),
        pytest.param(_marked("x[sound:y]", Mark.MATH), r"\(x&#91;sound:y]\)", id="Anki's mark in math"),
        pytest.param(
            _marked("[so", Mark.EM) + plain_text("und:x]"), "<i>[so</i>und:x]", id="what a tag divides is no mark"
        ),
        pytest.param(_marked(r"\bm{x}", Mark.MATH), r"\(\boldsymbol{x}\)", id="a command that Anki does not know"),
        pytest.param(_marked("a\\", Mark.MATH), r"\(a\ \)", id="a backslash at the end of math"),
        pytest.param(plain_text(r"\[x\] \(y"), "\\\u2060[x\\] \\\u2060(y", id="brackets that begin no formula"),
        pytest.param(_marked(r"\(x \d", Mark.CODE), r"<code>\(x \d</code>", id="brackets in code"),
        pytest.param(_marked("u", Mark.UNDERLINE), "<u>u</u>", id="underlined"),
        pytest.param(_marked("s", Mark.SMALL), "<small>s</small>", id="small"),
        pytest.param(
            _marked("字", Mark.RUBY) + _marked("じ", Mark.RUBY, Mark.READING),
            "<ruby>字<rt>じ</rt></ruby>",
            id="a reading",
        ),
        pytest.param(_marked("paper", Mark.LINK, target="https://x.org"), "paper", id="a link"),
        pytest.param(
            _marked("", Mark.MATH, Mark.LINK, target="https://x.org/a"), "x.org/a", id="an address behind math"
        ),
        pytest.param(Text(), "", id="nothing"),
    ],
)
def test_text_becomes_html(text: Text, html: str) -> None:
    """Everything is escaped, marks are elements, links of questions and answers are their words."""
    assert _asked(text) == html
    assert _answered(Prose(text)) == html


@pytest.mark.parametrize(
    ("alt", "target", "html"),
    [
        pytest.param('the "FPN"', "a.png", '<img src="n2a-0.png" alt="the &quot;FPN&quot;">', id="a picture"),
        pytest.param("", "b.mp3", "[sound:n2a-1.mp3]", id="a recording"),
        pytest.param("feature pyramid", "https://x.org/f.png", "feature pyramid", id="words for a lost picture"),
        pytest.param("", "lost.png", "", id="no words"),
        pytest.param("image.png", "lost.png", "", id="a file name"),
        pytest.param("image-20210927101500", "lost.png", "", id="a tool's number"),
        pytest.param("스크린샷 2021-09-27 오후 3.12.05", "lost.png", "", id="a tool's Korean words"),
    ],
)
def test_images_show_their_file_or_their_words(alt: str, target: str, html: str) -> None:
    """An image without a file leaves its words, if a person wrote them."""
    assert _answered(Prose(_marked(alt, Mark.IMAGE, target=target))) == html


@pytest.mark.parametrize("target", ["a.png", "lost.png"])
def test_the_words_of_a_picture_do_not_end_its_gap(target: str) -> None:
    """Nor do they begin a hint, whether the picture is there or not."""
    gap = (plain_text("{{c1::"), _marked("a::b}} c", Mark.IMAGE, target=target), plain_text("}}"))
    text = _field(
        replace(CARD, kind=Kind.CLOZE, question=Text(tuple(run for part in gap for run in part.runs))), "Text"
    )
    assert text.count("::") == 1
    assert text.count("}}") == 1


def test_a_picture_that_stays_on_the_web_is_a_source() -> None:
    """Its words stand on the card, its address below; a file that is lost has no address."""
    far = _marked("feature pyramid", Mark.IMAGE, target="https://x.org/f.png")
    card = replace(CARD, answer=(Prose(far), Prose(_marked("", Mark.IMAGE, target="lost.png"))))
    assert 'href="https://x.org/f.png"' in _field(card, "Source")
    assert "lost" not in _field(card, "Source")
    had = {(PATH, "https://x.org/f.png"): Media("n2a-2.png", "/x/f.png")}
    assert "x.org" not in "".join(html for _, html in make_note(card, had).fields)


@pytest.mark.parametrize(
    ("words", "target", "html"),
    [
        pytest.param("", "https://x.org/f.png", '<a href="https://x.org/f.png">x.org/f.png</a>', id="no words"),
        pytest.param(
            "image.png", "https://x.org/f.png", '<a href="https://x.org/f.png">x.org/f.png</a>', id="a tool's"
        ),
        pytest.param("a pyramid", "https://x.org/f.png", "<ul><li>a pyramid</li></ul>", id="words"),
        pytest.param("", "a.png", '<ul><li><img src="n2a-0.png" alt=""></li></ul>', id="a file"),
        pytest.param("", "lost.png", "", id="a lost file"),
    ],
)
def test_an_answer_on_the_web_alone_is_a_link(words: str, target: str, html: str) -> None:
    """No side of a card is empty where there is something to open."""
    assert _answered(Bullets((_marked(words, Mark.IMAGE, target=target),))) == html


def test_a_question_on_the_web_alone_is_a_link() -> None:
    """In a gap, it is the address as words."""
    far = _marked("", Mark.IMAGE, target="https://x.org/f.png")
    assert _asked(far) == '<a href="https://x.org/f.png">x.org/f.png</a>'
    gap = Text((*plain_text("{{c1::").runs, *far.runs, *plain_text("}}").runs))
    assert _field(replace(CARD, kind=Kind.CLOZE, question=gap), "Text") == "{{c1::x.org/f.png}}"


def test_a_diagram_that_was_drawn_is_a_picture() -> None:
    """Other fences, and those that nothing could draw, stay code."""
    card = replace(CARD, answer=(Code("digraph {}", "dot"), Code("graph TD", "mermaid")))
    assert [fence[:2] for fence in fences(card)] == [("dot", "digraph {}"), ("mermaid", "graph TD")]
    note = make_note(card, {("dot", "digraph {}"): Media("n2a-3.svg", "/x/g.svg")})
    answer = dict(note.fields)["Answer"]
    assert '<p><img src="n2a-3.svg" alt="dot"></p>' in answer
    assert "graph TD</code>" in answer
    assert note.media == ("n2a-3.svg",)


@pytest.mark.parametrize(
    ("answer", "html"),
    [
        pytest.param((), "", id="nothing"),
        pytest.param((Prose(plain_text("a")), Prose(plain_text("b"))), "<p>a</p><p>b</p>", id="paragraphs"),
        pytest.param((Prose(Text()), Prose(plain_text("b"))), "<p>b</p>", id="an empty paragraph"),
        pytest.param(
            (Bullets((plain_text("a"), plain_text("<b>"))),), "<ul><li>a</li><li>&lt;b&gt;</li></ul>", id="a list"
        ),
        pytest.param((Bullets((plain_text("a"),), is_ordered=True),), "<ol><li>a</li></ol>", id="a numbered list"),
        pytest.param(
            (Code("if a < b:\n    pass", "python"),),
            '<pre><code class="language-python"><span class="k">if</span> a &lt; b:\n'
            '    <span class="k">pass</span></code></pre>',
            id="code",
        ),
        pytest.param((Code("x", 'c++"><b>'),), '<pre><code class="language-c++b">x</code></pre>', id="a wild language"),
        pytest.param((Code("x"),), "<pre><code>x</code></pre>", id="code without a language"),
        pytest.param(
            (Grid(((plain_text("k"),), (plain_text("<v>"),))),),
            "<table><thead><tr><th>k</th></tr></thead><tbody><tr><td>&lt;v&gt;</td></tr></tbody></table>",
            id="a table",
        ),
        pytest.param((Grid(()),), "", id="a table without rows"),
        pytest.param(
            (Grid(((plain_text("a"), plain_text("b"), plain_text("c")),), ("left", "right", "")),),
            '<table><thead><tr><th>a</th><th class="right">b</th><th>c</th></tr></thead><tbody></tbody></table>',
            id="a table whose columns are set to their sides",
        ),
        pytest.param(
            (Grid(((plain_text("a"),),), ("center", "right")),),
            '<table><thead><tr><th class="center">a</th></tr></thead><tbody></tbody></table>',
            id="a row that is too short",
        ),
    ],
)
def test_blocks_become_html(answer: tuple[Block, ...], html: str) -> None:
    """A single paragraph has no element of its own; all else has."""
    assert _answered(*answer) == html


@pytest.mark.parametrize(
    ("target", "html"),
    [
        pytest.param(
            "https://x.org/?a=1&b='", '<a href="https://x.org/?a=1&amp;b=&#x27;">see <b>it</b></a>', id="https"
        ),
        pytest.param("javascript:alert(1)", "see <b>it</b>", id="a script"),
        pytest.param("../other.md", "see <b>it</b>", id="a file"),
    ],
)
def test_extra_keeps_links_to_the_web(target: str, html: str) -> None:
    """A link is one element, whatever is marked in it."""
    text = _marked("see ", Mark.LINK, target=target) + _marked("it", Mark.LINK, Mark.STRONG, target=target)
    assert _field(replace(CARD, extra=(Prose(text),)), "Extra") == html


@pytest.mark.parametrize(
    ("source", "html"),
    [
        pytest.param("https://www.x.org/a", '<a href="https://www.x.org/a">x.org/a</a>', id="a short address"),
        pytest.param("https://x.org/", '<a href="https://x.org/">x.org</a>', id="only a host"),
        pytest.param("https://x.org/?q=<", '<a href="https://x.org/?q=&lt;">x.org</a>', id="a query is not shown"),
        pytest.param("https://x.org/%EA%B0%80", '<a href="https://x.org/%EA%B0%80">x.org/가</a>', id="encoded Hangul"),
        pytest.param(
            f"https://x.org/{'a' * 99}", f'<a href="https://x.org/{"a" * 99}">x.org/{"a" * 39}…</a>', id="a long path"
        ),
        pytest.param(
            "https://xn--bj0bj06e.kr/a", '<a href="https://xn--bj0bj06e.kr/a">한글.kr/a</a>', id="a host in Hangul"
        ),
        pytest.param("https://xn--x/a", '<a href="https://xn--x/a">xn--x/a</a>', id="no name of a host"),
        pytest.param("https://[x/<", "https://[x/&lt;", id="a broken address"),
        pytest.param("https://a.b%7Cc/d", "https://a.b%7Cc/d", id="no host"),
        pytest.param("https://1.2.3.999", "https://1.2.3.999", id="no number of a machine"),
        pytest.param("https://x.org:x/", "https://x.org:x/", id="no port"),
        pytest.param("http://127.0.0.1:80/", '<a href="http://127.0.0.1:80/">127.0.0.1:80</a>', id="numbers"),
        pytest.param("http://[::1]:8/a", '<a href="http://[::1]:8/a">[::1]:8/a</a>', id="the newer numbers"),
        pytest.param("http://me@x.org/", '<a href="http://me@x.org/">me@x.org</a>', id="with a name"),
        pytest.param("notes/<day>.md:3", "<small>notes/&lt;day&gt;.md:3</small>", id="a place"),
    ],
)
def test_each_source_has_a_line(source: str, html: str) -> None:
    """The card's own place comes last, and small."""
    assert _field(replace(CARD, sources=(source,)), "Source") == f"{html}<br><small>notes/day.md:7</small>"


@pytest.mark.parametrize(
    "source",
    [
        pytest.param("javascript:alert(1)", id="a script"),
        pytest.param("../other%20note.md", id="another note"),
        pytest.param("#part", id="a part of this one"),
        pytest.param("localhost:8080", id="a machine"),
        pytest.param("tel:123", id="a telephone"),
    ],
)
def test_what_leads_nowhere_is_no_source(source: str) -> None:
    """Only the web and places in the reports are named."""
    assert _field(replace(CARD, sources=(source,)), "Source") == "<small>notes/day.md:7</small>"


@pytest.mark.parametrize(
    ("link", "path", "html"),
    [
        pytest.param(
            "https://x.org/{path}#L{line}",
            "notes/my day.md",
            '<a href="https://x.org/notes/my%20day.md#L7"><small>notes/my day.md:7</small></a>',
            id="the web",
        ),
        pytest.param(
            "obsidian://open?vault=v&file={name}",
            "a/하루.md",
            '<a href="obsidian://open?vault=v&amp;file=%ED%95%98%EB%A3%A8"><small>a/하루.md:7</small></a>',
            id="Obsidian",
        ),
        pytest.param(
            "vscode://file/x/{path}:{line}",
            "Day 0123456789abcdef0123456789abcdef.md",
            '<a href="vscode://file/x/Day%200123456789abcdef0123456789abcdef.md:7"><small>Day.md:7</small></a>',
            id="an editor, and Notion's id",
        ),
    ],
)
def test_a_place_leads_to_the_report(link: str, path: str, html: str) -> None:
    """Where the user says what opens a report, its place is a link to it."""
    assert dict(make_note(replace(CARD, path=path), {}, Face(source_link=link)).fields)["Source"] == html


@pytest.mark.parametrize(
    ("source", "html"),
    [
        pytest.param("b.md", '<a href="x:/notes/b.md#1">b</a>', id="a note beside it"),
        pytest.param("../B%20%281%29.md#part", '<a href="x:/B%20%281%29.md#1">B (1)</a>', id="a part of one above"),
        pytest.param(f"Page%20{'0a' * 16}.md", f'<a href="x:/notes/Page%20{"0a" * 16}.md#1">Page</a>', id="Notion's"),
        pytest.param("#part", "", id="a part of the same note"),
        pytest.param("b.pdf", "", id="another file"),
        pytest.param("obsidian://open?file=b.md", "", id="an address"),
    ],
)
def test_a_link_to_another_note_opens_it(source: str, html: str) -> None:
    """Where the user says what opens a report; elsewhere it is its words alone."""
    card = replace(CARD, path="notes/a.md", sources=(source, source.partition("#")[0]))
    own = f'<a href="x:/notes/a.md#{CARD.first}"><small>notes/a.md:{CARD.first}</small></a>'
    linked = dict(make_note(card, {}, Face(source_link="x:/{path}#{line}")).fields)["Source"]
    assert linked == (f"{html}<br>{own}" if html else own)
    assert "<a " not in _field(card, "Source")


def test_math_in_a_heading_is_math() -> None:
    """The trail tells where its formulas begin and end."""
    card = replace(CARD, context=(r"\(\bm a\) < b", r"x \( y"))
    assert _field(card, "Context") == "\\(\\boldsymbol{a}\\) &lt; b › x \\\u2060( y"


def test_a_picture_has_its_width() -> None:
    """A width in the note is one on the card."""
    text = Text((Run("", frozenset({Mark.IMAGE}), "a.png", "200"),))
    assert _answered(Prose(text)) == '<img src="n2a-0.png" alt="" width="200">'


def test_formulas_that_anki_cannot_set_are_told_of() -> None:
    """Each once, at the card's line, whatever a deck's macros mend."""
    formula = _marked(r"\includegraphics{x} \vc", Mark.MATH)
    card = replace(CARD, question=formula, answer=(Bullets((formula, _marked("{" * 60, Mark.MATH))),))
    found = formula_notices(card, Face(macros=(("vc", "v"),)))
    assert [(notice.path, notice.line, notice.is_error) for notice in found] == [(PATH, 7, False)] * 2
    assert (
        found[0].message == r"the formula `\includegraphics{x} \vc` uses `\includegraphics`, which Anki does not know"
    )
    assert found[1].message == f"the formula `{'{' * 40}…` has braces that do not match"
    assert make_note(card, {}, Face(macros=(("vc", "v"),))).fields[0][1] == r"\(\includegraphics{x} v\)"


def test_a_formula_of_a_heading_is_told_too() -> None:
    """On the line where the heading stands, if the card shows it."""
    card = replace(CARD, context=(r"\(\foo\) and \(x\)",), formulas=((r"\foo", 3), (r"\bar", 4)))
    (notice,) = formula_notices(card, Face())
    assert notice.line == 3
    assert notice.message == r"the formula `\foo` of a heading uses `\foo`, which Anki does not know"


def test_the_fields_are_those_of_the_note_type() -> None:
    """Only what is not empty is given, in the order of the note type."""
    card = replace(
        CARD,
        context=("A & B", "C"),
        extra=(Prose(plain_text("x")),),
        date=dt.date(2021, 9, 27),
        tags=("AI",),
        deck="R::AI",
    )
    note = make_note(card, {}, is_reversed=True)
    assert (note.guid, note.key, note.tags, note.deck) == ("guid", "key", ("AI",), "R::AI")
    assert note.fields == (
        ("Question", "Q"),
        ("Answer", "A"),
        ("Context", "A &amp; B › C"),
        ("Extra", "x"),
        ("Source", '<small class="tags">AI</small><br><small>notes/day.md:7</small>'),
        ("Date", "2021-09-27"),
        ("Reverse", "1"),
        ("Key", "key"),
    )


@pytest.mark.parametrize(
    "card",
    [
        pytest.param(replace(CARD, answer=()), id="no answer"),
        pytest.param(replace(CARD, kind=Kind.CLOZE, question=plain_text("{{c1::x}}")), id="a cloze"),
    ],
)
def test_what_cannot_be_reversed_is_not(card: Card) -> None:
    """A reverse card needs an answer to ask with."""
    assert "Reverse" not in dict(make_note(card, {}, is_reversed=True).fields)


def test_the_language_is_named_where_there_is_text() -> None:
    """Question and answer name it; an empty field stays empty."""
    card = replace(CARD, language="ko", question=plain_text("반 1?"), answer=())
    assert _field(card, "Question") == '<div lang="ko">반 1?</div>'
    assert _field(card, "Answer") == ""


def test_a_note_names_the_files_that_it_shows() -> None:
    """Images count wherever they stand, each once; those without a file do not."""
    picture = _marked("", Mark.IMAGE, target="a.png")
    answer = (Bullets((picture,)), Code("x"), Grid(((picture,), (_marked("", Mark.IMAGE, target="lost.png"),))))
    card = replace(CARD, answer=answer, extra=(Prose(_marked("", Mark.IMAGE, target="b.mp3")),))
    assert references(card) == (("a.png", PATH, 7), ("lost.png", PATH, 7), ("b.mp3", PATH, 7))
    assert make_note(card, MEDIA).media == ("n2a-0.png", "n2a-1.mp3")


@pytest.mark.parametrize(
    ("inner", "html"),
    [
        pytest.param(
            _marked("a::b {{c}}", Mark.CODE),
            "<code>a&#58;&#58;b &#123;&#123;c&#125;&#125;</code>",
            id="code",
        ),
        pytest.param(_marked("x^{a^{b}} ::", Mark.MATH), r"\(x^{a^{b} } : :\)", id="math"),
        pytest.param(_marked("{{{a}}}", Mark.MATH), r"\({ { {a} } }\)", id="three braces"),
        pytest.param(_marked("bold", Mark.STRONG), "<b>bold</b>", id="bold"),
        pytest.param(_marked("std::x}", Mark.GAP), "std&#58;&#58;x&#125;", id="words"),
    ],
)
def test_nothing_in_a_gap_ends_it(collection: Collection, inner: Text, html: str) -> None:
    """Anki hides all of the gap, without a hint, and shows all of it on the back."""
    text = _gapped(plain_text("{{c1::") + inner + plain_text("}} end"))
    assert text == f"{{{{c1::{html}}}}} end"
    card = _rendered(collection, "Cloze", text).cards()[0]
    assert card.question().endswith(">[...]</span> end")
    assert f">{html}</span> end" in card.answer()


@pytest.mark.parametrize("sign", ["\\[", "\\("])
@pytest.mark.parametrize(
    "marks",
    [
        pytest.param((Mark.CODE,), id="code"),
        pytest.param((Mark.STRONG,), id="bold"),
        pytest.param((Mark.IMAGE,), id="the words of a picture"),
    ],
)
def test_only_a_formula_begins_a_formula(collection: Collection, marks: tuple[Mark, ...], sign: str) -> None:
    """Anki drops all tags between a bracket that begins a formula and the next that ends one: none may be lost."""
    inner = _marked(f"{sign}:", *marks, target="a.png") + _marked("b", Mark.KBD)
    text = _gapped(plain_text("{{c1::") + inner + plain_text("}} end ") + _marked("x", Mark.MATH))
    shown = _rendered(collection, "Cloze", text).cards()[0].answer().rpartition("</style>")[2]
    whole = text.replace("{{c1::", '<span class="cloze" data-ordinal="1">').replace("}}", "</span>")
    assert shown.removesuffix("<br>\n") == whole


@pytest.mark.parametrize("number", ["0", "1", "1,2"])
def test_a_gap_is_no_box_over_a_picture(collection: Collection, number: str) -> None:
    """Anki makes attributes of what such a gap says, and would run what a note says there."""
    hostile = 'image-occlusion:rect:left=1" onmouseover="alert(1)'
    text = _gapped(plain_text(f"{{{{c{number}::{hostile}}}}} {{{{c1::a}}}}"))
    card = _rendered(collection, "Cloze", text).cards()[0]
    assert "<div" not in card.question() + card.answer()
    assert "onmouseover" in card.answer()
    assert render(load(NoteType.CLOZE), "Cloze", {"Text": text}, side="answer").count("data-shape") == 0


@pytest.mark.parametrize(
    ("source", "html"),
    [
        pytest.param("a = {{c1::b}}", "a = {{c1::b}}", id="a letter"),
        pytest.param(r"\frac{{x}}{{{c1::\frac{a}{b}}}}", r"\frac{ {x} }{{{c1::\frac{a}{b} }}}", id="a fraction"),
        pytest.param("{{c1::a_{b_{c}}}} + {{c1::d}}", "{{c1::a_{b_{c} } }} + {{c1::d}}", id="two of them"),
        pytest.param(r"{{c1::\{a\}}} + x_{y_{z}}", r"{{c1::\{a\} }} + x_{y_{z} }", id="escaped braces"),
    ],
)
def test_a_gap_inside_a_formula_stays(collection: Collection, source: str, html: str) -> None:
    """Anki users write such clozes by hand; Anki hides the whole gap, and no more."""
    text = _gapped(_marked(source, Mark.MATH))
    assert text == rf"\({html}\)"
    shown = _rendered(collection, "Cloze", text).cards()[0].question().rpartition("</style>")[2]
    assert shown == rf"\({re.sub(r'{{c1::.*?}}', '[...]', html)}\)"


def test_a_gap_of_a_formula_that_never_ends_stays() -> None:
    """There is nothing to keep whole."""
    assert _gapped(_marked("{{c1::{a}", Mark.MATH)) == r"\({ {c1: :{a}\)"


@pytest.mark.parametrize(
    "words",
    [
        pytest.param("{{Back}} {{c1::x}} {{#a}}", id="braces"),
        pytest.param("[sound:x.mp3]", id="a sound"),
        pytest.param("[latex]x[/latex] [$]x[/$] [$$]x[/$$]", id="LaTeX"),
        pytest.param("[anki:tts lang=en]hi[/anki:tts]", id="speech"),
    ],
)
def test_anki_shows_the_words_of_a_note_as_they_are(collection: Collection, words: str) -> None:
    """Neither templates nor Anki's own marks are looked for in the words of a note."""
    html = _asked(plain_text(words))
    card = _rendered(collection, "Basic", html).cards()[0]
    assert card.question().endswith(f"</style>{html}")
    assert not card.question_av_tags()


@given(st.text(), st.lists(st.sampled_from(Mark)), st.sampled_from(Kind))
def test_any_text_gives_safe_fields(words: str, marks: list[Mark], kind: Kind) -> None:
    """Nothing raises, the fields can be stored, and no element comes from the text."""
    card = replace(CARD, kind=kind, question=_marked(words, *marks, target=words), answer=(Code(words, words),))
    for _, html in make_note(card, {}).fields:
        html.encode()
        assert "\x1f" not in html
    assert "<" not in words or f"<code>{words}</code>" not in _answered(Code(words))
