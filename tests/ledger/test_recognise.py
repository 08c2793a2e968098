"""Looking only where something is gone finds what looking everywhere does."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import event, given, settings
from hypothesis import strategies as st

from notes2anki.build import read_page
from notes2anki.cards import merge_copies
from notes2anki.fields import make_note
from notes2anki.ledger import Ledger, recognise, settle
from notes2anki.ledger.recognise import _asked, _of_before, _of_today
from notes2anki.matching import Matches, match
from notes2anki.model import Card, Settings

SETTINGS = Settings(Path("/deck"), "Root", (), Path("/deck/deck.apkg"), Path("/deck/ledger.jsonl"))
TERMS = ("Recall", "Recal", "Sensitivity", "Label smoothing", "Label smoothing loss", "양자화는", "양자화란")
MEANINGS = (
    "the share of positives that are found",
    "the share of all positives that are found",
    "mixing the one-hot target with a {{c1::uniform}} distribution",
    "mixing the one-hot target with a uniform distribution",
    "적은 비트의 정수로 바꾸는 기법",
)
PATHS = ("a.md", "b.md", "c.md")
BULLETS = st.lists(st.tuples(st.sampled_from(TERMS), st.sampled_from(MEANINGS)), min_size=2, max_size=5)
REPORTS = st.fixed_dictionaries(dict.fromkeys(PATHS[:2], BULLETS))
CHANGES = st.one_of(*map(st.sampled_from, (TERMS, MEANINGS, (*PATHS, ""))))
EDITS = st.lists(st.tuples(st.sampled_from(PATHS), st.integers(0, 4), CHANGES), min_size=1, max_size=4)

Reports = dict[str, list[tuple[str, str]]]
Edit = tuple[str, int, str]


def edited(reports: Reports, edits: list[Edit]) -> Reports:
    """Return the reports after each edit: a report renamed; a bullet deleted, or its term or its meaning changed."""
    now = {path: list(bullets) for path, bullets in reports.items()}
    for path, place, change in edits:
        bullets = now.get(path, [])
        if change in PATHS and bullets:
            now[change] = now.pop(path)
        elif place < len(bullets):
            term, meaning = bullets[place]
            changed = (change, meaning) if change in TERMS else (term, change)
            now[path][place : place + 1] = [changed] if change else []
    return now


def cards_of(reports: Reports) -> tuple[Card, ...]:
    """Return the cards of these reports, each of some bullets."""
    texts = {path: "".join(f"- **{term}**: {meaning}\n" for term, meaning in reports[path]) for path in reports}
    pages = (read_page(text, path, SETTINGS) for path, text in texts.items())
    found = merge_copies(card for page in pages for card in page.cards)
    return tuple(card for card in found if isinstance(card, Card))


def remembered(cards: tuple[Card, ...], ledger: Ledger, now: int) -> Ledger:
    """Return the ledger after a build of these cards."""
    return settle([(make_note(card, {}), card) for card in cards], ledger, now, is_whole=True).ledger


def matched_everywhere(cards: tuple[Card, ...], ledger: Ledger) -> Matches:
    """Match all cards with all of the ledger, whether their reports changed or not."""
    today = {(card.key, card.note_type): card for card in cards}
    before = {entry.place: entry for entry in ledger.entries}
    return match(
        (_of_before(entry, is_read=place not in today) for place, entry in before.items()),
        (_of_today(card, is_read=place not in before) for place, card in today.items()),
    )


@settings(max_examples=300)
@given(REPORTS, st.lists(EDITS, min_size=1, max_size=2))
def test_reports_from_which_nothing_is_gone_tell_nothing(reports: Reports, weeks: list[list[Edit]]) -> None:
    """Every card is known, doubted or new as if all reports were looked at."""
    ledger = Ledger()
    for now, edits in enumerate(weeks, start=1_600_000_000):
        ledger = remembered(cards_of(reports), ledger, now)
        reports = edited(reports, edits)
    last = cards_of(reports)
    found, everywhere = recognise(last, ledger), matched_everywhere(last, ledger)
    assert found.known == {join.new.name: (join.old.name, join.why) for join in everywhere.joins}
    assert (found.doubts, found.turned) == (everywhere.doubts, everywhere.turned)
    for join in everywhere.joins:
        event(join.why.partition(" ")[0] or "the same")
    event(f"{len(found.doubts)} doubts, {len(found.turned)} turned")


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("What is Recall?", "What is notable about Recall?"),
        ("정규화 — 무엇인가?", "정규화는 무엇인가?"),
        ("스핀락은 무엇인가?", "스핀락은 어디에 쓰는가?"),
        ("正規化とは何か？", "正規化は何をするか？"),
        ("归一化是什么？", "归一化有什么特点？"),
        ("What are 2 characteristics of Recall?", "What are 3 characteristics of Recall? (1/2)"),
    ],
)
def test_the_wording_is_no_part_of_what_is_asked(before: str, after: str) -> None:
    """A fact that is asked in other words is asked about the same."""
    assert _asked(before, "", "x") == _asked(after, "", "x")


def test_a_sentence_of_the_authors_own_is_asked_about_whole() -> None:
    """It fits no wording."""
    assert _asked("What does a latch protect?", "", "x") == ("what", "does", "a", "latch", "protect")
