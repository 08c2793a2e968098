"""What the script of a card does in a browser, on one page for all cards as Anki has it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from playwright.sync_api import Page

from notes2anki.model import Look, NoteType
from notes2anki.notetypes import load
from notes2anki.preview.render import render
from notes2anki.themes import theme_css

PNG = (
    "data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAQAAAC1HAwCAAAAC0lEQVR42mNkYAAAAAYAAjCB0C8AAAAASUVORK5CYII="
)
PLAY = '<a class="replay-button soundLink" href="#"><svg viewBox="0 0 64 64"><circle cx="32" cy="32" r="29"/></svg></a>'
LIST = '<div class="list"><ol><li>one</li><li>two</li><li>three</li></ol></div>'
MATH = '<mjx-container><span style="display: inline-block; width: 900px">x</span></mjx-container>'  # as MathJax sets it
LINK = '<div lang="en">see <a href="https://example.org">the paper</a> for more</div>'
FAMILY = "one => getComputedStyle(one).fontFamily"
CONTRAST = '<div class="contrast"><ul><li>bagging: parallel</li><li>boosting: one after the other</li></ul></div>'
# What Anki does with each side: it puts it into the page that is there, and runs its scripts.
PUT = """html => {
    document.querySelector("#qa").innerHTML = html;
    for (const old of document.querySelectorAll("#qa script")) {
        const script = document.createElement("script");
        script.textContent = old.textContent;
        old.replaceWith(script);
    }
}"""


@dataclass(frozen=True, slots=True)
class Reviewer:
    """A page that shows one side after the other."""

    page: Page

    def show(self, side: str = "answer", **fields: str) -> None:
        """Put one side into the page."""
        filled = {"Question": "q", "Answer": "a"} | fields
        html = render(load(NoteType.BASIC), "Forward", filled, tags=("AI", "Deep_Learning::CV"), side=side)
        self.page.evaluate(PUT, html)


@pytest.fixture
def reviewer(room) -> Iterator[Reviewer]:
    """Open a phone's page with the style of the cards in it."""
    css = "\n".join((load(NoteType.BASIC).css, theme_css(Look(variables=(("reveal", "1"),)))))
    room.page.set_viewport_size({"width": 390, "height": 844})
    room.page.set_content(f"<style>{css}</style><body class='card card1'><div id=qa></div>")
    room.tried.clear()
    yield Reviewer(room.page)
    assert room.tried == []  # no error, and nothing was fetched


PARTED = '<div class="parted"><span class="subject">GRU<span class="joint"> —</span></span> what does it do?</div>'
LONG = f'<div class="long">{"a question of many words " * 4}?</div>'


def _size(reviewer: Reviewer, part: str) -> float:
    return reviewer.page.locator(part).evaluate("one => parseFloat(getComputedStyle(one).fontSize)")


def test_a_subject_is_large_and_what_is_asked_stands_below(reviewer: Reviewer) -> None:
    """Each on a line of its own, without the dash between them."""
    reviewer.show(Question=PARTED)
    assert reviewer.page.locator(".question").inner_text().splitlines() == ["GRU", "what does it do?"]
    assert _size(reviewer, ".subject") == pytest.approx(_size(reviewer, ".question"), rel=0.01)
    assert _size(reviewer, ".parted") < 0.9 * _size(reviewer, ".subject")
    assert _size(reviewer, ".parted") >= _size(reviewer, ".answer")


def test_a_long_question_is_smaller_and_regular(reviewer: Reviewer) -> None:
    """A paragraph in large bold letters is hard to read."""
    reviewer.show(Question=LONG)
    assert _size(reviewer, ".long") < 0.9 * _size(reviewer, ".question")
    assert reviewer.page.locator(".long").evaluate("one => getComputedStyle(one).fontWeight") == "400"


@pytest.mark.parametrize(("height", "is_whole"), [(400, True), (2000, False)])
def test_the_question_is_in_sight_where_the_answer_begins(reviewer: Reviewer, height: int, *, is_whole: bool) -> None:
    """Clients scroll to the answer: a question of half a window stays whole, a longer one with its end."""
    reviewer.show(
        Question=f"<div style='height: {height}px'>q</div>", Answer="<div style='height: 3000px'>a</div>", Context="c"
    )
    reviewer.page.evaluate("document.querySelector('#answer').scrollIntoView()")
    assert (reviewer.page.evaluate("scrollY") == 0) is is_whole
    answer = reviewer.page.locator("#answer").bounding_box()
    assert answer
    assert 400 < answer["y"] < 600


@pytest.mark.parametrize("width", ["", ' width="300"'])
def test_a_picture_leaves_room_for_words(reviewer: Reviewer, width: str) -> None:
    """It takes at most three fifths of the window's height, and keeps its shape; opened, it is as large as it is."""
    svg = "data:image/svg+xml,<svg xmlns='http://www.w3.org/2000/svg' width='300' height='3000'/>"
    reviewer.show(Answer=f'<img src="{svg}"{width}>')
    picture = reviewer.page.locator(".answer img")
    picture.evaluate("one => one.decode()")
    box = picture.bounding_box()
    assert box
    assert box["height"] == pytest.approx(0.6 * 844, abs=1)
    assert picture.evaluate("one => getComputedStyle(one).objectFit") == "contain"
    picture.click()
    zoomed = reviewer.page.locator(".zoom img").bounding_box()
    assert zoomed
    assert zoomed["height"] >= 3000


def test_code_is_as_large_everywhere_and_in_one_box(reviewer: Reviewer) -> None:
    """What stands beside the answer is no box around it."""
    code = "<div><pre><code>x = 1</code></pre><p><code>y</code></p></div>"
    reviewer.show(Answer=code, Extra=code)
    for part in ("pre", "pre code", "p code"):
        extra, answer = (_size(reviewer, f".{place} {part}") for place in ("extra", "answer"))
        assert extra == pytest.approx(answer, rel=0.01)
    clear = "rgba(0, 0, 0, 0)"
    colours = [
        reviewer.page.locator(f".extra{part}").evaluate("one => getComputedStyle(one).backgroundColor")
        for part in ("", " pre", " pre code")
    ]
    assert (colours[0], colours[2]) == (clear, clear) != (colours[1],) * 2


@pytest.mark.parametrize(
    ("date", "shown"),
    [
        pytest.param("2022-03-17", "2022-03-17-data-structures.md:3 Deep Learning", id="in the name"),
        pytest.param("2022-03-18", "2022-03-17-data-structures.md:3 2022-03-18 Deep Learning", id="beside the name"),
    ],
)
def test_the_foot_is_one_quiet_line(reviewer: Reviewer, date: str, shown: str) -> None:
    """The file without its folders, the date once, and the tags in the room that is left; no boxes."""
    place = "notes/2022/spring/2022-03-17-data-structures.md:3"
    tags = "Deep Learning · Concurrency · Data Structures · Operating Systems"
    reviewer.show(Source=f'<small class="tags">{tags}</small><br><small>{place}</small>', Date=date)
    foot = reviewer.page.locator(".foot")
    parts = sorted(foot.locator("small, time").all(), key=lambda part: (part.bounding_box() or {"x": 999})["x"])
    assert " ".join(part.inner_text() for part in parts if part.is_visible()).startswith(shown)
    assert reviewer.page.locator(".foot small:not(.tags)").get_attribute("title") == place
    assert reviewer.page.locator(".foot small:not(.tags)").evaluate("one => one.scrollWidth - one.clientWidth") == 0
    box = foot.bounding_box()
    assert box
    assert box["height"] < 1.7 * _size(reviewer, ".foot")
    assert reviewer.page.evaluate("document.documentElement.scrollWidth") <= 390


def test_a_picture_opens_and_closes_at_a_tap(reviewer: Reviewer) -> None:
    """It covers the page, and leaves nothing of itself."""
    reviewer.show(Answer=f'<img src="{PNG}" width="40">')
    reviewer.page.locator("img").click()
    box = reviewer.page.locator(".zoom").bounding_box()
    assert box == {"x": 0, "y": 0, "width": 390, "height": 844}
    reviewer.page.locator(".zoom").click()
    assert reviewer.page.locator(".zoom").count() == 0


def test_a_list_comes_one_by_one(reviewer: Reviewer) -> None:
    """Each tap shows the next member, wherever it was; the button shows the rest."""
    reviewer.show(Answer=LIST)
    members, veiled = reviewer.page.locator("li"), reviewer.page.locator(".veiled")
    assert veiled.count() == 3
    members.nth(2).click()
    assert reviewer.page.locator("li:not(.veiled)").all_inner_texts() == ["one"]
    reviewer.page.locator(".unveil").click()
    assert veiled.count() == 0


@pytest.mark.parametrize(
    "words", ["/usr/local/lib/python3.11/site-packages/torch/nn/modules/transformer_encoder.py", "x" * 200]
)
def test_code_within_a_line_breaks_where_the_line_ends(reviewer: Reviewer, words: str) -> None:
    """A long path is no reason to scroll sideways."""
    reviewer.show(Answer=f"the file <code>{words}</code> holds it")
    assert (
        reviewer.page.evaluate(
            "() => { const one = document.querySelector('.answer'); return one.scrollWidth - one.clientWidth }"
        )
        == 0
    )


def test_without_script_all_of_a_card_is_there(reviewer: Reviewer) -> None:
    """Neither lists nor places wait for it."""
    fields = {"Question": "q", "Answer": LIST, "Source": "<small>notes/day.md:3</small>"}
    html = render(load(NoteType.BASIC), "Forward", fields, side="answer")
    reviewer.page.evaluate("html => { document.querySelector('#qa').innerHTML = html }", html)
    assert reviewer.page.locator("li").all_inner_texts() == ["one", "two", "three"]
    assert reviewer.page.locator(".foot").inner_text() == "notes/day.md:3"
    assert reviewer.page.locator(".veiled").count() == 0


def test_a_hundred_cards_leave_nothing_on_the_page(reviewer: Reviewer) -> None:
    """The page's own objects are as they were before the first card, and each card is improved once."""
    before = reviewer.page.evaluate("[...Object.keys(window), ...Object.keys(document)]")
    for _ in range(50):
        reviewer.show("question")
        reviewer.show(Answer=LIST)
    reviewer.page.evaluate(
        "() => { const all = document.querySelectorAll('script'); (0, eval)(all[all.length - 1].textContent) }"
    )
    assert reviewer.page.evaluate("[...Object.keys(window), ...Object.keys(document)]") == before
    assert reviewer.page.locator(".unveil").count() == 1


@pytest.mark.parametrize(
    ("answer", "veiled"),
    [
        pytest.param(LIST, 3, id="a list card"),
        pytest.param('<div lang="en"><ol><li>one</li><li>two</li></ol></div>', 2, id="a list in answer to a question"),
        pytest.param('<div lang="en"><p>both:</p><ul><li>one</li><li>two</li></ul></div>', 0, id="a list and words"),
        pytest.param('<div lang="en"><ul><li>one</li></ul></div>', 0, id="a list of one"),
        pytest.param(CONTRAST, 0, id="a contrast"),
    ],
)
def test_what_is_all_of_the_answer_comes_one_by_one(reviewer: Reviewer, answer: str, veiled: int) -> None:
    """A list that the author asked for does as one that a rule found; what is told apart is shown at once."""
    reviewer.show(Answer=answer)
    assert reviewer.page.locator(".veiled").count() == veiled


def test_a_comparison_is_there_where_something_was_typed(reviewer: Reviewer) -> None:
    """Anki shows the answer a second time where nothing was."""
    html = render(load(NoteType.BASIC), "Forward", {"Question": "q", "Answer": "clip", "Spare2": "1"}, side="answer")
    for compared, is_shown in (("clip", False), ("<span class=typeGood>clip</span>", True)):
        reviewer.page.evaluate(PUT, html.replace("typeans>clip<", f"typeans>{compared}<"))
        assert reviewer.page.locator(".typed").is_visible() is is_shown


def test_the_box_is_as_wide_as_the_card_and_as_high_as_a_thumb(reviewer: Reviewer) -> None:
    """Anki's own font and width on it do not count."""
    html = render(load(NoteType.BASIC), "Forward", {"Question": "q", "Answer": "a", "Spare2": "1"})
    box = '<center><input type=text id=typeans style="font-family: Arial; font-size: 20px"></center>'
    reviewer.page.evaluate(PUT, html.replace("[[type:Answer]]", box))
    found, question = (reviewer.page.locator(place).bounding_box() for place in ("#typeans", ".question"))
    assert found
    assert question
    assert found["width"] == question["width"]
    assert found["height"] >= 44


@pytest.mark.parametrize(
    ("fields", "place"),
    [
        ({"Hint": "h"}, "a.hint"),
        ({"Source": '<a href="https://example.org">x</a>'}, ".source a"),
        ({"Question": LINK}, ".question a"),
        ({"Answer": LINK}, ".answer a"),
        ({"Extra": LINK}, ".extra a"),
        ({"Answer": LIST}, "li.veiled"),
        ({"Answer": LIST}, ".unveil"),
        ({"Answer": f'<div class="voice">{PLAY}</div>'}, ".replay-button"),
    ],
)
def test_what_is_tapped_is_as_large_as_a_thumb(reviewer: Reviewer, fields: dict[str, str], place: str) -> None:
    """44 pixels each way, at least."""
    reviewer.show("question" if "Hint" in fields else "answer", **fields)
    box = reviewer.page.locator(place).first.bounding_box()
    assert box
    assert min(box["width"], box["height"]) >= 44


@pytest.mark.parametrize(
    "inner",
    [
        pytest.param("<p>a</p><p>b</p>", id="paragraphs"),
        pytest.param("<ul><li>a</li></ul>", id="a list"),
        pytest.param("<pre><code>a</code></pre>", id="code"),
        pytest.param("<table><tr><td>a</td></tr></table>", id="a table"),
        pytest.param("<blockquote>a</blockquote>", id="a quotation"),
    ],
)
def test_every_answer_begins_and_ends_at_the_same_distance(reviewer: Reviewer, inner: str) -> None:
    """As far from the line above and from the foot as one of words alone."""
    reviewer.show(Answer=f'<div lang="en">{inner}</div>')
    box = reviewer.page.locator(".answer").bounding_box()
    first, last = (reviewer.page.locator(f".answer > div > :{at}-child").bounding_box() for at in ("first", "last"))
    assert box
    assert first
    assert last
    assert first["y"] - box["y"] == pytest.approx(1.7, abs=0.3)
    assert box["y"] + box["height"] - last["y"] - last["height"] == pytest.approx(1.7, abs=0.3)


@pytest.mark.parametrize(("language", "lines"), [("ko", 1), ("ja", 2), ("zh", 2)])
def test_words_are_whole_only_where_there_are_spaces(reviewer: Reviewer, language: str, lines: int) -> None:
    """A long run of Japanese or Chinese fills the line that it begins on; a Korean word goes to the next."""
    letters = "가" if language == "ko" else "学"
    reviewer.show(Answer=f'<div lang="{language}">a <span>{letters * 20}</span></div>')
    assert reviewer.page.locator(".answer span").evaluate("one => one.getClientRects().length") == lines


@pytest.mark.parametrize(
    ("language", "first"), [("ko", "Apple SD Gothic Neo"), ("ja", "Hiragino Sans"), ("zh", "PingFang SC")]
)
def test_the_fonts_of_a_language_come_first(reviewer: Reviewer, language: str, first: str) -> None:
    """Chinese letters are drawn as the language of the card has them; fonts that the user chose count in all."""
    reviewer.show(Answer=f'<div lang="{language}">直 骨</div>')
    words = reviewer.page.locator(".answer div")
    assert words.evaluate(FAMILY).split(", ")[4].strip('"') == first
    reviewer.page.add_style_tag(content=theme_css(Look(variables=(("font", "Pretendard, serif"),))))
    assert words.evaluate(FAMILY) == "Pretendard, serif"


def test_the_foot_has_one_size(reviewer: Reviewer) -> None:
    """The source is no smaller than the date beside it."""
    reviewer.show(Source="<small>notes/day.md:3</small>", Date="2022-03-17")
    sizes = {
        reviewer.page.locator(f".foot {part}").evaluate("one => getComputedStyle(one).fontSize")
        for part in ("small", "time")
    }
    assert len(sizes) == 1


@pytest.mark.parametrize(("width", "columns"), [(390, 1), (1000, 2)])
def test_what_is_told_apart_stands_side_by_side_where_there_is_room(
    reviewer: Reviewer, width: int, columns: int
) -> None:
    """Two columns on a desktop, one on a phone."""
    reviewer.page.set_viewport_size({"width": width, "height": 844})
    reviewer.show(Answer=CONTRAST)
    tops = {box["y"] for box in (member.bounding_box() for member in reviewer.page.locator("li").all()) if box}
    assert len(tops) == 3 - columns


@pytest.mark.parametrize(
    "answer",
    [
        pytest.param(f"<pre><code>{'x' * 300}</code></pre>", id="code"),
        pytest.param(f"<table><tr>{'<td><code>w -= lr * gradient</code></td>' * 9}</tr></table>", id="a table"),
        pytest.param("a" * 300, id="a long word"),
        pytest.param(MATH, id="a formula"),
        pytest.param(f"so {MATH} holds", id="a formula among words"),
        pytest.param(f'<img src="{PNG}" width="900">', id="a picture"),
        pytest.param(CONTRAST, id="a contrast"),
    ],
)
def test_nothing_is_wider_than_the_phone(reviewer: Reviewer, answer: str) -> None:
    """What is wide scrolls inside of its own box."""
    reviewer.show(Answer=answer)
    assert reviewer.page.evaluate("document.documentElement.scrollWidth") <= 390
