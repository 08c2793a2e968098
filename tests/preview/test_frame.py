"""The page in which a card is shown: what runs there, and what does not."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

import pytest
from playwright.sync_api import Frame, Page, expect

from notes2anki.model import FieldSpec, NoteType, NoteTypeSpec, TemplateSpec
from notes2anki.notetypes import load
from notes2anki.preview.frame import frame_policy, hashes, script_hash, unrun
from notes2anki.preview.server import Door

from .conftest import Deck, Opener, make_deck, make_session, serving

NOTE_TYPE = """\
name: Vocabulary
extends: basic
id: 1500000000001
kinds: [term]
fields:
  - {name: Course, id: 1500000000002, from: [course]}
templates:
  - {name: Card, id: 1500000000003}
"""
FRONT = """\
<h1 class="asked">{{Question}}</h1>
{{#Course}}<div class="course">{{Course}}</div>{{/Course}}
{{hint:Course}}
<p class="word">a word</p><p class="told"></p>
<script>document.querySelector(".told").textContent = "the template's script ran"</script>
<script>window.ran = "{{Question}}"</script>
"""
BACK = """\
{{FrontSide}}<div id="answer">{{Answer}}</div>
<pre class="tried"></pre>
<script>
(() => {
  const tried = document.querySelector(".tried");
  const say = (what) => (error) => { tried.textContent += what + ": " + error.name + "\\n"; };
  try { parent.document.title = "taken"; } catch (error) { say("parent")(error); }
  try { localStorage.setItem("a", "b"); } catch (error) { say("storage")(error); }
  const [deck, undo] = ["deck.json", "undo"];
  fetch(deck).catch(say("fetch"));
  fetch(undo, { method: "POST" }).catch(say("undo"));
})();
</script>
"""
CSS = """\
@font-face { font-family: Mine; src: url("_mine.svg"); }
.asked { color: rgb(1, 2, 3); background: url(_mine.svg); }
"""
PICTURE = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>'
HOSTILE = """\
<script>window.ran = "a script"</script>
<script type="module">window.ran = "a module"</script>
<script src="data:text/javascript,window.ran='a script from elsewhere'"></script>
<img src="data:," onerror="window.ran = 'a handler'">
<svg onload="window.ran = 'a handler of SVG'"><script>window.ran = 'a script in SVG'</script></svg>
<iframe srcdoc="<script>parent.ran = 'a frame'</script>"></iframe>
<a id="lure" href="javascript:window.ran='an address'" onclick="window.ran = 'a click'">a lure</a>
<details open ontoggle="window.ran = 'a fold'">x</details>
<style onload="window.ran = 'a style'"></style>
<base href="https://elsewhere.example/"><link rel="stylesheet" href="https://elsewhere.example/x.css">
<img src="https://elsewhere.example/x.png"><form action="https://elsewhere.example/"><button>x</button></form>
"""


def answer(page: Page) -> Frame:
    """Return the inside of the frame that shows the answer."""
    handle = page.wait_for_selector("iframe[title^=Answer]")
    assert handle is not None
    frame = handle.content_frame()
    assert frame is not None
    return frame


def find(page: Page, words: str) -> Frame:
    """Search, choose the first card found, and return its answer when that is drawn."""
    page.fill("#text", words)
    row = page.locator("#list .row").first
    row.click()
    expect(page.locator("#frames")).to_have_attribute("data-key", row.get_attribute("data-id") or "")
    return answer(page)


@pytest.fixture(scope="module")
def own(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Deck, Door]]:
    """Return a deck with a note type of its own, and where it is served."""
    deck = make_deck(tmp_path_factory.mktemp("own"))
    deck.write("templates/vocabulary/note.yaml", NOTE_TYPE)
    deck.write("templates/vocabulary/front.html", FRONT)
    deck.write("templates/vocabulary/back.html", BACK)
    deck.write("templates/vocabulary/style.css", CSS)
    deck.write("templates/vocabulary/_mine.svg", PICTURE)
    report = "---\ncourse: Vision\n---\n- **IoU**: the overlap of two boxes\n- Which one is it?\n  - the answer\n"
    deck.write("notes/2022-03-17-day38.md", report)
    with serving(make_session(deck)) as door:
        yield deck, door


# --- what runs -----------------------------------------------------------------------------------------------------


def test_the_script_of_our_templates_runs(still_page: Page) -> None:
    """The foot names the file without its folders, as it does in Anki."""
    place = find(still_page, "label smoothing").locator(".source small")
    expect(place).to_have_text(re.compile(r"^[^/]+\.md:\d+$"))
    expect(place).to_have_attribute("title", re.compile(r"^notes/"))


def test_a_picture_opens_at_a_tap(door: Door, open_page: Opener, deck: Deck) -> None:
    """By the script of the template; the picture is in the card itself."""
    deck.write("notes/a.svg", PICTURE)
    deck.write("notes/2022-03-18-day39.md", "## Boxes\n\n- **IoU**: the overlap of two boxes ![two](a.svg)\n")
    page = open_page(door.address).page
    expect(page.locator("#count")).to_contain_text("6 cards")
    frame = find(page, "iou")
    expect(frame.locator("img")).to_have_js_property("naturalWidth", 9)
    frame.locator("img").click()
    expect(frame.locator(".zoom")).to_be_visible()


def test_a_note_type_of_the_users_own_is_shown_as_it_is(own: tuple[Deck, Door], open_page: Opener) -> None:
    """Its templates, its fields, its style with the files in it, and its script."""
    page = open_page(own[1].address, is_hostile=True).page
    frame = find(page, "iou")
    expect(frame.locator(".asked")).to_have_css("color", "rgb(1, 2, 3)")
    assert "data:image/svg" in str(frame.locator(".asked").evaluate("one => getComputedStyle(one).backgroundImage"))
    expect(frame.locator(".course")).to_have_text("Vision")
    expect(frame.locator(".told")).to_have_text("the template's script ran")
    expect(find(page, "which one").locator("article.note .question")).to_be_visible()


def test_what_is_saved_in_a_template_may_run_from_then_on(own: tuple[Deck, Door], open_page: Opener) -> None:
    """The page that shows the card is loaded anew with another script."""
    deck, door = own
    page = open_page(door.address, is_hostile=True).page
    expect(find(page, "iou").locator(".told")).to_have_text("the template's script ran")
    deck.write("templates/vocabulary/front.html", FRONT.replace("script ran", "newer script ran"))
    expect(page.frame_locator("iframe").locator(".told")).to_have_text("the template's newer script ran")


def test_hints_open_and_keys_are_heard_in_the_card(own: tuple[Deck, Door], open_page: Opener) -> None:
    """Anki's hint opens by a handler, which may not run here; a key in the card is one of the page's."""
    page = open_page(own[1].address, is_hostile=True).page
    page.click("[data-value=both]")
    find(page, "iou")
    frame = page.frame_locator("iframe[title^=Question]")
    frame.locator("a.hint").click()
    expect(frame.locator("div.hint")).to_be_visible()
    frame.locator("div.hint").click()
    page.keyboard.press(" ")  # the question stays: a browser never answers for a key in a frame that goes with it
    expect(page.locator("[data-value=question]")).to_have_attribute("aria-pressed", "true")


# --- what does not -------------------------------------------------------------------------------------------------


def put(page: Page, html: str) -> None:
    """Show this on the card, as if nothing had been escaped on its way."""
    page.evaluate(
        """html => document.querySelector("iframe").contentWindow.postMessage({
            do: "show", turn: -1, html, css: "", classes: { html: "", body: "card" }, files: {}, wanted: [" "],
            mathjax: "" }, "*")""",
        html,
    )
    page.frame_locator("iframe").locator("#qa > *").first.wait_for(state="attached")


def test_no_script_of_a_note_runs(still_door: Door, open_page: Opener) -> None:
    """Neither a script nor a handler, an address or a frame, even if all of it came through as it is written."""
    watched = open_page(still_door.address, is_hostile=True)
    page = watched.page
    frame = find(page, "xss")
    assert "words of strangers" in frame.inner_text("body")
    put(page, HOSTILE)
    frame.click("#lure")
    page.wait_for_timeout(300)
    assert frame.evaluate("window.ran") is None
    assert page.title() == "Reports · notes2anki"
    assert any("Content Security Policy" in words for words in watched.refused)


def test_a_script_with_a_field_in_it_does_not_run(own: tuple[Deck, Door], open_page: Opener) -> None:
    """It would be a script of the note."""
    page = open_page(own[1].address, is_hostile=True).page
    assert find(page, "iou").evaluate("window.ran") is None
    expect(page.locator("#source")).to_contain_text("Not run in the preview")
    expect(page.locator("#source")).to_contain_text("a script with a field in it: your template has it")


@pytest.mark.parametrize(
    ("front", "words"),
    [
        pytest.param("<script>const a = 1 < 2;</script>{{Question}}", (), id="all runs"),
        pytest.param("<!-- none --><p class=only data-on=x>on = {{Question}}</p>", (), id="no script at all"),
        pytest.param('<script>x = "<b onclick=y>"</script>', (), id="words in a script"),
        pytest.param("<script src=_a.js></script>", ("a script from a file (`<script src=…>`)",), id="a file"),
        pytest.param("<script>let a = '{{Question}}'</script>", ("a script with a field in it",), id="a field"),
        pytest.param('<p class="a" onClick="x()"><b onclick=y>', ("`onclick=…`",), id="handlers"),
    ],
)
def test_what_does_not_run_is_told(front: str, words: tuple[str, ...]) -> None:
    """Each thing once; of the shipped templates, nothing."""
    spec = load(NoteType.BASIC)
    template = replace(spec.templates[0], front=front, back="{{Answer}}")
    assert unrun(replace(spec, templates=(template, template))) == words
    assert [unrun(load(one)) for one in NoteType] == [(), ()]


def test_a_template_reaches_nothing_but_its_card(own: tuple[Deck, Door], open_page: Opener) -> None:
    """Neither the page around it, nor the program, nor what the browser keeps."""
    page = open_page(own[1].address, is_hostile=True).page
    tried = find(page, "iou").locator(".tried")
    for words in ("parent: SecurityError", "storage: SecurityError", "fetch: TypeError", "undo: TypeError"):
        expect(tried).to_contain_text(words)
    assert page.title() == "Reports · notes2anki"


@pytest.mark.parametrize(
    "away",
    [
        pytest.param("<script>open('https://elsewhere.example/')</script>", id="by a window"),
        pytest.param("<script>location = 'https://elsewhere.example/'</script>", id="by going there"),
        pytest.param('<meta http-equiv="refresh" content="0;url=https://elsewhere.example/">', id="by being sent"),
    ],
)
def test_a_template_leads_nowhere_else(deck: Deck, open_page: Opener, away: str) -> None:
    """The frame stays on this machine, which `open_page` sees, and no window opens."""
    deck.write("templates/vocabulary/note.yaml", NOTE_TYPE)
    deck.write("templates/vocabulary/front.html", "{{Question}}")
    deck.write("templates/vocabulary/back.html", f'<p id="answer">{{{{Answer}}}}</p>{away}')
    with serving(make_session(deck)) as door:
        watched = open_page(door.address, is_hostile=True)
        watched.page.fill("#text", "label smoothing")
        watched.page.locator("#list .row").first.click()
        watched.page.wait_for_timeout(1000)
        assert len(watched.page.context.pages) == 1
        assert watched.refused


def test_the_policy_names_the_scripts_of_templates_alone() -> None:
    """Those that come from a field have no fixed hash."""
    template = TemplateSpec("Card", 1, "{{Q}}<script>one()</script>", "<SCRIPT type='x'>two()\r\n</SCRIPT >")
    spec = NoteTypeSpec(1, "T", 1, (FieldSpec("Q", 1),), (template,), "")
    ours = hashes(())
    assert hashes((spec, spec)) == (*ours, script_hash("one()"), script_hash("two()\n"))
    policy = frame_policy((spec,))
    assert script_hash("one()") in policy
    assert "default-src 'none'" in policy
    assert "connect-src" not in policy
    assert "unsafe-eval" not in policy
    assert "script-src 'unsafe-inline'" not in policy
