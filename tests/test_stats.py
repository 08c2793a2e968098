"""Figures of a deck: what is counted, and the page that shows it."""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Callable
from dataclasses import replace

import html5lib
import pytest

from notes2anki.model import Card, Kind, Skip, Status
from notes2anki.stats import UNDATED, Count, Stats, as_json, count
from notes2anki.stats.page import as_html
from tests.support.cards import CARD as PLAIN

CARD = replace(
    PLAIN, kind=Kind.TERM, rule="label", language="en", slot="definition", deck="Root::AI", date=dt.date(2021, 9, 27)
)
MARKUP = "<script>alert(1)</script> & \"'"


def dated(day: str | None) -> Card:
    """Return a card of a day."""
    return replace(CARD, date=dt.date.fromisoformat(day) if day else None)


def named(counts: tuple[Count, ...]) -> dict[str, int]:
    """Return counts by name, in their order."""
    return {one.name: one.number for one in counts}


def test_nothing_is_nothing() -> None:
    """Without a card there are no groups, and the totals are zero."""
    stats = count(0, (), ())
    assert named(stats.statuses) == {"kept": 0, "suggested": 0, "dropped": 0}
    assert not any(counts for _, counts in stats.groups)


def test_only_kept_cards_are_counted_by_their_sorts() -> None:
    """What is suggested or dropped is in no deck, so it counts in the totals alone."""
    cards = [CARD, replace(CARD, kind=Kind.CAUSE, rule="arrow", deck="Root::CV"), CARD]
    others = [replace(CARD, rule="fact", status=status) for status in (Status.SUGGESTED, Status.DROPPED)]
    stats = count(2, [*cards, *others], ())
    assert named(stats.statuses) == {"kept": 3, "suggested": 1, "dropped": 1}
    assert named(stats.subdecks) == {"Root::AI": 2, "Root::CV": 1}
    assert named(stats.kinds) == {"term": 2, "cause": 1}
    assert named(stats.rules) == {"label": 2, "arrow": 1}


@pytest.mark.parametrize(
    ("days", "weeks"),
    [
        pytest.param(["2021-09-27", "2021-10-03"], {"2021-W39": 2}, id="Monday to Sunday"),
        pytest.param(
            ["2021-10-18", "2021-09-27"], {"2021-W39": 1, "2021-W40": 0, "2021-W41": 0, "2021-W42": 1}, id="gap"
        ),
        pytest.param(["2021-01-01"], {"2020-W53": 1}, id="the year of the week, not of the day"),
        pytest.param(["2020-12-28", "2021-01-04"], {"2020-W53": 1, "2021-W01": 1}, id="over the new year"),
        pytest.param(["2011-01-03", "2021-01-04"], {"2011-W01": 1, "2021-W01": 1}, id="a gap of ten years"),
        pytest.param([None, "2021-09-27"], {"2021-W39": 1, UNDATED: 1}, id="undated ones last"),
        pytest.param([None], {UNDATED: 1}, id="only undated ones"),
    ],
)
def test_weeks_are_iso_weeks_in_order(days: list[str | None], weeks: dict[str, int]) -> None:
    """Weeks without a card are there as well, so that a chart tells the time; a long pause is left out."""
    found = count(1, map(dated, days), ()).weeks
    assert list(named(found).items()) == list(weeks.items())


def test_reasons_are_counted_without_their_places() -> None:
    """That a line says the same as another is one reason, whichever the other is."""
    skips = [
        Skip("a.md", 1, 1, "x", "the same question as notes/day 1.md:12"),
        Skip("a.md", 2, 2, "y", "the same question as b.md:3"),
        Skip("a.md", 3, 3, "z", "a plan"),
    ]
    assert named(count(1, (), skips).skipped) == {"the same question as another": 2, "a plan": 1}


def test_facts_to_revisit_are_listed_with_their_place() -> None:
    """What the author had not understood is no card, and must not be forgotten."""
    skips = (Skip("a.md", 1, 1, "x", "a plan"), Skip("b.md", 2, 3, "왜 그럴까?", "to revisit"))
    stats = count(1, (), skips)
    assert stats.revisit == (skips[1],)
    assert json.loads(as_json(stats))["revisit"] == [{"path": "b.md", "lines": [2, 3], "text": "왜 그럴까?"}]


# --- the page ------------------------------------------------------------------------------------------------------


def figures() -> Stats:
    """Return figures of several weeks, with names that are markup."""
    cards = [dated("2021-09-27"), dated("2021-09-28"), dated("2021-10-04"), replace(CARD, deck=f"Root::{MARKUP}")]
    return count(3, cards, (Skip("a&b.md", 7, 8, f"왜\n{MARKUP}?", "to revisit"), Skip("a.md", 1, 1, "x", "a plan")))


def test_the_page_is_as_it_was(golden: Callable[[str, str], None]) -> None:
    """What the page holds, but for its style, is kept as a file."""
    page = as_html(figures(), "Root & <more>")
    golden("stats.html", re.sub(r"<style>.*?</style>", "<style></style>", page, flags=re.DOTALL))


def test_the_page_is_sound_html() -> None:
    """A strict parser has nothing to say against it."""
    html5lib.HTMLParser(strict=True).parse(as_html(figures(), MARKUP))
    html5lib.HTMLParser(strict=True).parse(as_html(count(0, (), ()), ""))


def test_the_page_needs_nothing_else() -> None:
    """No script, no address, nothing from elsewhere, whatever the notes hold; and it says so to the browser."""
    page = as_html(figures(), MARKUP)
    assert "<script" not in page
    assert not re.search(r"https?:|url\(|@import|<link|<img|\ssrc=|\son\w+=", page)
    assert "default-src 'none'" in page


def test_the_page_fits_both_themes_and_a_phone() -> None:
    """Dark follows the system; the width follows the screen."""
    page = as_html(figures(), "Root")
    assert "@media (prefers-color-scheme: dark)" in page
    assert 'content="width=device-width, initial-scale=1"' in page


def test_bars_are_as_long_as_their_numbers() -> None:
    """The longest bar fills its place."""
    page = as_html(figures(), "Root")
    section = page[page.index("Cards by subdeck") : page.index("Cards by kind")]
    assert re.findall(r'<rect width="([\d.]+)"', section) == ["100", "33.33"]
