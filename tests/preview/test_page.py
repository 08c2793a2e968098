"""The page in a real browser: cards as Anki shows them, and judgements that land in the files."""

from __future__ import annotations

import json
import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import FrameLocator, Page, expect

from notes2anki.preview.server import Door
from notes2anki.preview.session import Session

from .conftest import Deck, Opener, serving


def answer(page: Page) -> FrameLocator:
    """Return the inside of the frame that shows the answer."""
    return page.frame_locator("iframe[title^=Answer]")


def written(deck: Deck) -> list[dict[str, str]]:
    """Return the lines of decisions.jsonl."""
    return [json.loads(line) for line in deck.read("decisions.jsonl").splitlines()]


def find(page: Page, words: str) -> None:
    """Search, choose the first card found, and wait until it is drawn."""
    page.fill("#text", words)
    row = page.locator("#list .row").first
    row.click()
    expect(page.locator("#frames")).to_have_attribute("data-key", row.get_attribute("data-id") or "")


def test_cards_are_shown_as_anki_shows_them(still_page: Page) -> None:
    """The note type's own HTML, in a body with the classes of the client."""
    page = still_page
    find(page, "label smoothing")
    expect(answer(page).locator(".answer")).to_contain_text("mixing the one-hot target")
    expect(answer(page).locator("body")).to_have_class("card card1")
    page.select_option("#platform", "android")
    expect(answer(page).locator("html")).to_have_class(re.compile("mobile android"))


def test_formulas_are_set(still_page: Page) -> None:
    """By MathJax, in the frame, as in Anki."""
    page = still_page
    find(page, "focal loss")
    expect(answer(page).locator("mjx-container svg").first).to_be_visible()


def test_a_cloze_has_a_card_for_each_gap(still_page: Page) -> None:
    """Each is to be seen by itself."""
    page = still_page
    find(page, "dropout")
    expect(page.locator("#faces button")).to_have_count(2)
    page.click("[data-value=question]")
    expect(page.frame_locator("iframe[title^=Question]").locator(".cloze")).to_have_text("[...]")


def test_filters_leave_what_was_asked_for(still_page: Page) -> None:
    """Kind, rule, status and words narrow the list together."""
    page = still_page
    page.click("#more-filters summary")
    page.select_option("#filter-kind", "cloze")
    expect(page.locator("#list .row")).to_have_count(1)
    page.select_option("#filter-kind", "")
    page.select_option("#filter-status", "skipped")
    page.fill("#text", "noodles")
    expect(page.locator("#list .row")).to_have_count(1)
    expect(page.locator("#count")).to_contain_text("1 of")


def test_the_night_reaches_the_card(still_page: Page) -> None:
    """Dark is the client's class on the card, not the window's scheme."""
    page = still_page
    find(page, "label smoothing")
    page.keyboard.press("n") if page.evaluate("document.activeElement.id") != "text" else page.click(
        "[data-value=dark]"
    )
    expect(answer(page).locator("body")).to_have_class(re.compile("nightMode night_mode"))
    colour = answer(page).locator("body").evaluate("body => getComputedStyle(body).backgroundColor")
    assert max(map(int, re.findall(r"\d+", colour)[:3])) < 60


def test_saved_notes_are_shown_at_once(page: Page, deck: Deck) -> None:
    """What an editor saves is on the page without a key, and the chosen card stays."""
    find(page, "label smoothing")
    report = deck.read("notes/2022-03-17-day38.md")
    deck.write("notes/2022-03-17-day38.md", report.replace("## TMI", "- **Mixup**: blending two samples\n\n## TMI"))
    page.fill("#text", "mixup")
    expect(page.locator("#list .row").first).to_contain_text("Mixup")


def test_saved_css_is_seen_at_once(page: Page, deck: Deck) -> None:
    """On the card that one looks at, without a key."""
    find(page, "label smoothing")
    expect(answer(page).locator(".question")).to_be_visible()
    deck.write("templates/user.css", ".question { text-transform: uppercase }")
    expect(answer(page).locator(".question")).to_have_css("text-transform", "uppercase")


def test_enter_leads_from_the_search_to_the_first_card(still_page: Page) -> None:
    """From there, keys judge it."""
    page = still_page
    page.fill("#text", "focal loss")
    page.keyboard.press("Enter")
    expect(page.locator("#title")).to_contain_text("Focal loss")
    page.keyboard.press(" ")
    expect(page.locator("[data-value=question]")).to_have_attribute("aria-pressed", "true")


def test_a_broken_deck_yaml_is_told_and_mended(page: Page, deck: Deck) -> None:
    """The cards stay while it is broken."""
    deck.write("deck.yaml", "nam: x\n")
    expect(page.locator("#problems-open")).to_have_class(re.compile("is-error"))
    expect(page.locator("#list .row").first).to_be_visible()
    deck.write("deck.yaml", "name: Other\n")
    expect(page.locator("#name")).to_have_text("Other")


def test_twenty_cards_are_judged_by_keys_alone(door: Door, open_page: Opener, deck: Deck) -> None:
    """Keep and drop, one key a card; each is in decisions.jsonl, and the last is taken back by one more."""
    bullets = "".join(f"- **Term {number}**: the {number}th meaning of many\n" for number in range(20))
    deck.write("notes/2022-03-18-day39.md", f"## Terms\n\n{bullets}")
    page = open_page(door.address).page
    page.click("#mode-review")
    expect(page.locator("#waiting")).to_have_text("25")
    expect(page.locator("#frames")).to_have_attribute("data-key", re.compile("."))
    keys: list[str] = []
    for number in range(20):
        expect(page.locator("#frames")).not_to_have_attribute("data-key", keys[-1] if keys else "none")
        keys.append(page.get_attribute("#frames", "data-key") or "")
        page.keyboard.press("d" if number % 4 == 0 else "k")
        expect(page.locator("#progress")).to_have_attribute("aria-valuenow", str(number + 1))
    said = {one["key"]: one["verdict"] for one in written(deck)}
    assert said == {key: "drop" if number % 4 == 0 else "keep" for number, key in enumerate(keys)}
    page.keyboard.press("u")
    expect(page.locator("#progress")).to_have_attribute("aria-valuenow", "19")
    assert keys[-1] not in {one["key"] for one in written(deck)}


def test_a_reworded_card_comes_back_reworded(page: Page, deck: Deck) -> None:
    """Typed as Markdown, written to the file, read by the build, shown by the frame."""
    find(page, "label smoothing")
    page.locator("#stage").focus()
    page.keyboard.press("e")
    page.fill("#edit-question", "What does **label smoothing** mix?")
    page.keyboard.press("Control+Enter")
    expect(answer(page).locator(".question b")).to_have_text("label smoothing")
    (said,) = written(deck)
    assert (said["verdict"], said["question"]) == ("keep", "What does **label smoothing** mix?")


def test_a_hint_is_given_and_shown(page: Page, deck: Deck) -> None:
    """Before the answer, at a tap; the editor has it the next time."""
    find(page, "label smoothing")
    page.locator("#stage").focus()
    page.keyboard.press("e")
    page.fill("#edit-hint", "a *mixture*")
    page.keyboard.press("Control+Enter")
    expect(page.locator("#toast")).to_have_text("kept, with a hint")
    (said,) = written(deck)
    assert (said["verdict"], said["hint"]) == ("keep", "a *mixture*")
    find(page, "label smoothing")
    expect(page.locator("#source")).to_contain_text("hint: a *mixture* (decisions.jsonl:1)")
    page.click("[data-do=reword]")
    expect(page.locator("#edit-hint")).to_have_value("a *mixture*")


def test_words_in_the_editor_outlive_a_change_by_hand(page: Page, deck: Deck) -> None:
    """The page is up to date, the editor is not: what another hand wrote of the card is shown, not overwritten."""
    find(page, "label smoothing")
    key = page.get_attribute("#frames", "data-key")
    page.locator("#stage").focus()
    page.keyboard.press("e")
    page.fill("#edit-question", "Mine?")
    theirs = f'{{"key": "{key}", "question": "Theirs?"}}\n'
    deck.write("decisions.jsonl", theirs)
    expect(page.locator("#source")).to_contain_text("Theirs?")
    page.keyboard.press("Control+Enter")
    expect(page.locator("#choose")).to_contain_text("Nothing was written")
    page.click("#choose [data-close]")
    expect(page.locator("#edit-question")).to_have_value("Mine?")
    assert deck.read("decisions.jsonl") == theirs


def test_words_for_a_card_that_is_gone_go_to_no_other(page: Page, deck: Deck) -> None:
    """Its report is deleted while the editor is open; the review has gone on to the next card."""
    deck.write("notes/2022-03-18-day39.md", "- **EMA**: a moving average\n")
    expect(page.locator("#count")).to_have_text("6 of 6 cards")
    page.click("#mode-review")
    for _ in range(5):
        page.keyboard.press("j")
    expect(page.locator("#title")).to_contain_text("EMA")
    page.click("[data-do=reword]")
    page.fill("#edit-question", "What is an EMA?")
    (deck.root / "notes/2022-03-18-day39.md").unlink()
    expect(page.locator("#title")).not_to_contain_text("EMA")
    page.keyboard.press("Control+Enter")
    expect(page.locator("#toast")).to_contain_text("gone meanwhile")
    expect(page.locator("#edit-question")).to_have_value("What is an EMA?")
    assert deck.read("decisions.jsonl") == ""


def test_when_the_program_ends_nothing_typed_is_lost(session: Session, open_page: Opener) -> None:
    """The page says so by itself, and the editor stays open."""
    with serving(session) as door:
        watched = open_page(door.address, is_hostile=True)
        page = watched.page
        find(page, "label smoothing")
        page.click("[data-do=reword]")
        page.fill("#edit-question", "Mine?")
    expect(page.locator("#ended")).to_be_visible()
    page.keyboard.press("Control+Enter")
    expect(page.locator("#toast")).to_contain_text("the program has ended")
    expect(page.locator("#edit-question")).to_have_value("Mine?")
    watched.faults.clear()  # the browser's words about a server that is gone


def test_where_nothing_is_there_is_a_way_on(door: Door, open_page: Opener) -> None:
    """From filters that leave no card, and from a review that is over."""
    page = open_page(door.address, width=390, height=844).page
    page.fill("#text", "no card says this")
    page.click("#clear")
    expect(page.locator("#count")).to_have_text("5 of 5 cards")
    page.click("#mode-review")
    for number in range(5):  # faster than cards are drawn
        expect(page.locator("#progress")).to_have_attribute("aria-valuenow", str(number))
        page.click("[data-do=keep]")
    expect(page.locator("#empty")).to_contain_text("Nothing is left to judge")
    page.click("#empty-ways button >> text=Undo")
    expect(page.locator("#waiting")).to_have_text("1")


def test_a_change_by_hand_meanwhile_is_shown(door: Door, open_page: Opener, deck: Deck) -> None:
    """Two who say different things of one card: nothing is written until one of them chooses."""
    is_deaf = "window.EventSource = class { addEventListener() {} };"  # the page hears of the change too late
    page = open_page(door.address, script=is_deaf).page
    find(page, "label smoothing")
    key = page.get_attribute("#frames", "data-key")
    theirs = f'{{"key": "{key}", "verdict": "drop"}}\n'
    deck.write("decisions.jsonl", theirs)
    page.locator("#stage").focus()
    page.keyboard.press("k")
    expect(page.locator("#choose")).to_contain_text("Nothing was written")
    assert deck.read("decisions.jsonl") == theirs
    page.click("text=Write this instead")
    expect(page.locator("#toast")).to_have_text("kept")
    assert [one["verdict"] for one in written(deck)] == ["keep"]


def test_what_the_users_own_file_says_is_shown_and_stays(page: Page, deck: Deck) -> None:
    """An overrides.yaml of before counts; the page says where, and what it decides of other cards lies beside it."""
    find(page, "label smoothing")
    key = page.get_attribute("#frames", "data-key")
    overrides = f"# mine\n{key}:\n  drop: true\n  question: 'Mine?'  # mine, too\n"
    deck.write("overrides.yaml", overrides)
    expect(page.locator("#source")).to_contain_text("drop · question: Mine? (overrides.yaml:2)")
    page.locator("#stage").focus()
    page.keyboard.press("k")
    expect(page.locator("#toast")).to_contain_text("overrides.yaml:2 decides of this card, and counts")
    assert deck.read("decisions.jsonl") == ""
    page.keyboard.press("u")
    expect(page.locator("#toast")).to_have_text("there is nothing to take back")
    find(page, "focal loss")
    page.locator("#stage").focus()
    page.keyboard.press("d")
    expect(page.locator("#toast")).to_have_text("dropped")
    deck.write("decisions.jsonl", f'{deck.read("decisions.jsonl")}{{"key": "{key}", "verdict": "keep"}}\n')
    expect(page.locator("#problems-open")).to_have_text("⚠ 2")  # with the picture that is none
    page.click("#problems-open")
    expect(page.locator("#problem-list")).to_contain_text("overrides.yaml:2 speaks of this card, too, and counts")
    assert deck.read("overrides.yaml") == overrides


@pytest.mark.parametrize(
    ("key", "choice", "setting"),
    [("h", "Peer session", 'sections:\n  out: ["Peer session"]\n'), ("r", "label", 'rules:\n  off: ["label"]\n')],
)
def test_headings_and_rules_are_switched_off_by_hand(
    door: Door, open_page: Opener, deck: Deck, key: str, choice: str, setting: str
) -> None:
    """The page gives the lines for deck.yaml, which only the user writes, and follows when it is saved."""
    page = open_page(door.address).page
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    before = deck.read("deck.yaml")
    find(page, "label smoothing")
    page.locator("#stage").focus()
    page.keyboard.press(key)
    page.click(f"#choices button >> text={choice}")
    expect(page.locator("#toast")).to_have_text("Copied: put it into deck.yaml and save.")
    assert page.evaluate("navigator.clipboard.readText()") == setting
    assert deck.read("deck.yaml") == before
    deck.write("deck.yaml", before + setting)
    page.fill("#text", "label smoothing")
    expect(page.locator("#list .row")).to_have_count(0)


def test_a_browser_that_copies_nothing_shows_the_lines(page: Page) -> None:
    """They stand on the button."""
    page.evaluate("() => { navigator.clipboard.writeText = () => Promise.reject(new Error()); }")
    find(page, "label smoothing")
    page.locator("#stage").focus()
    page.keyboard.press("r")
    expect(page.locator("#choices pre")).to_have_text('rules:\n  off: ["label"]\n')
    page.click("#choices button")
    expect(page.locator("#toast")).to_contain_text("by hand")


def test_a_skipped_line_becomes_a_card(page: Page, deck: Deck) -> None:
    """By one key, a question and an answer."""
    page.click("#more-filters summary")
    page.select_option("#filter-status", "skipped")
    find(page, "noodles")
    page.locator("#stage").focus()
    page.keyboard.press("c")
    page.fill("#edit-question", "What was for lunch?")
    page.fill("#edit-answer", "Noodles")
    page.keyboard.press("Control+Enter")
    page.select_option("#filter-status", "")
    page.fill("#text", "what was for lunch")
    expect(page.locator("#list .row")).to_have_count(1)
    page.fill("#text", "")
    page.select_option("#filter-status", "skipped")
    page.locator("#stage").focus()
    page.keyboard.press("u")
    expect(page.locator("#toast")).to_contain_text("taken back: a card of notes/2022-03-17-day38.md")
    expect(page.locator("#title")).to_contain_text("Noodles")
    assert deck.read("decisions.jsonl") == ""


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("mode", ["browse", "review"])
def test_a_phone_needs_no_scrolling_sideways(still_door: Door, open_page: Opener, mode: str, scheme: str) -> None:
    """390 pixels hold the list and the review, and thumbs find targets of 44."""
    page = open_page(still_door.address, width=390, height=844, scheme=scheme).page
    if mode == "review":
        page.click("#mode-review")
        page.wait_for_selector("#actions button")
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    small = """[...document.querySelectorAll("button, select, summary, label, input:not([type=checkbox])")]
      .filter((one) => one.offsetWidth > 1 && (one.offsetHeight < 44 || one.offsetWidth < 44))
      .filter((one) => one.tagName !== "LABEL" || one.querySelector("[type=checkbox]"))
      .map((one) => one.id || one.textContent)"""
    assert page.evaluate(small) == []


@pytest.mark.parametrize("way", ["a card", "the review"])
def test_a_phone_comes_back_to_the_place_in_the_list(door: Door, open_page: Opener, deck: Deck, way: str) -> None:
    """The list was hidden while the card was shown, and is whole again after it."""
    bullets = "".join(f"- **Term {number}**: the {number}th meaning of many\n" for number in range(60))
    deck.write("notes/2022-03-18-day39.md", f"## Terms\n\n{bullets}")
    page = open_page(door.address, width=390, height=844).page
    expect(page.locator("#count")).to_have_text("65 of 65 cards")
    page.evaluate("document.getElementById('list').scrollTop = 2000")
    row = page.locator(".row", has_text="Term 25")
    row.click()
    expect(page.locator("#frames")).to_have_attribute("data-key", re.compile("."))
    expect(row).to_be_hidden()
    if way == "the review":
        page.click("#mode-review")
        expect(page.locator("#progress")).to_be_visible()
    page.click("#back")
    expect(page.locator(".row[aria-selected=true]")).to_be_in_viewport()
    expect(page.locator(".row").nth(7)).to_be_attached()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("mode", ["browse", "review"])
def test_everybody_can_use_it(still_door: Door, open_page: Opener, mode: str, scheme: str) -> None:
    """axe-core finds nothing serious."""
    page = open_page(still_door.address, scheme=scheme).page
    page.click(f"#mode-{mode}")
    page.wait_for_selector("#actions button")
    found = Axe().run(page, options={"iframes": False}).response["violations"]
    serious = [(one["id"], one["nodes"][0]["target"]) for one in found if one["impact"] in ("serious", "critical")]
    assert serious == []
