"""Tests of `reading/dates.py`: what counts as a date, and as a week."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from notes2anki.reading.dates import date_from_name, read_date, read_week

DAY_41 = dt.date(2021, 9, 27)


@pytest.mark.parametrize(
    "words",
    [
        pytest.param("", id="nothing"),
        pytest.param("yesterday", id="a word"),
        pytest.param("2021", id="a year alone"),
        pytest.param("2021-09", id="a month alone"),
        pytest.param("2021-W39", id="a week"),
        pytest.param("2021-13-40", id="no such month"),
        pytest.param("2021-02-30", id="no such day"),
        pytest.param("20211340", id="eight digits that are no date"),
        pytest.param("09/27/2021", id="day and month in doubt"),
        pytest.param("1632708900", id="seconds since 1970"),
        pytest.param("12021-09-27", id="a longer number before it"),
        pytest.param("2021-09-271", id="a longer number behind it"),
        pytest.param("2021-09.27", id="two kinds of separators"),
        pytest.param("decimal 27, 2021", id="a word that begins like a month"),
        pytest.param("31 Feb 2021", id="no such day of a named month"),
    ],
)
def test_what_is_no_date_is_not_read(words: str) -> None:
    """Words that hold no whole, valid, unambiguous date give None."""
    assert read_date(words) is None


@pytest.mark.parametrize(
    "words",
    [
        pytest.param("2021-09-27", id="ISO date"),
        pytest.param("2021-9-27", id="one digit for the month"),
        pytest.param("2021-09-27 10:15 +0900", id="Jekyll, zone without colon"),
        pytest.param("2021-09-27 18:00:00 +0900", id="Jekyll with seconds"),
        pytest.param("2021-09-27T10:15:00", id="ISO without zone"),
        pytest.param("2021-09-27T10:15:00Z", id="ISO in UTC"),
        pytest.param("2021/09/27", id="slashes"),
        pytest.param("2021.09.27", id="dots"),
        pytest.param("2021. 9. 27.", id="Korean dots with spaces"),
        pytest.param("2021. 9. 27. (월)", id="with a weekday behind"),
        pytest.param("20210927", id="eight digits"),
        pytest.param("2021년 9월 27일", id="Korean"),
        pytest.param("2021년9월27일 월요일", id="Korean without spaces"),
        pytest.param("2021年9月27日", id="Japanese and Chinese"),
        pytest.param("Sep 27, 2021", id="American, short"),
        pytest.param("Sept. 27, 2021", id="American, four letters and a dot"),
        pytest.param("September 27th, 2021", id="American, an ordinal"),
        pytest.param("Monday, September 27, 2021", id="with a weekday before"),
        pytest.param("27 Sep 2021", id="British"),
        pytest.param("27 september 2021", id="lower case"),
        pytest.param("Mon, 27 Sep 2021 10:15:00 +0900", id="RFC 2822"),
        pytest.param("Mon Sep 27 10:15:00 2021 +0900", id="as git prints it"),
        pytest.param("2021-02-30, rather 2021-09-27", id="the first valid date counts"),
    ],
)
def test_a_date_is_read_in_every_usual_form(words: str) -> None:
    """All forms that real reports use give the same day."""
    assert read_date(words) == DAY_41


@pytest.mark.parametrize("words", ["2023-08-20T00:30:45+09:00", "2023-08-20T23:59:59-11:00", "2023-08-20 23:30 -0800"])
def test_a_date_stays_in_its_own_time_zone(words: str) -> None:
    """The day is the author's, not that of UTC."""
    assert read_date(words) == dt.date(2023, 8, 20)


@pytest.mark.parametrize(
    "name",
    [
        pytest.param("day41.md", id="no date"),
        pytest.param("2021-W39.md", id="a week"),
        pytest.param("2021-13-40.md", id="no such date"),
        pytest.param("213999.md", id="six digits that are no date"),
        pytest.param("day-210927.md", id="six digits inside"),
        pytest.param("2109271.md", id="seven digits"),
        pytest.param("10.12.11.3-release.md", id="a version"),
    ],
)
def test_a_name_without_a_date_gives_none(name: str) -> None:
    """A file name that holds no valid date gives None."""
    assert date_from_name(name) is None


@pytest.mark.parametrize(
    "name",
    [
        "2021-09-27-day41.md",
        "2021-09-27.md",
        "2021_09_27.md",
        "2021.09.27.md",
        "2021 09 27 notes.md",
        "20210927.md",
        "20210927_day41.md",
        "TIL-2021-09-27.md",
        "01_me_2021-9-27-Day41.md",
        "2021년 9월 27일.md",
        "September 27th, 2021.md",
        "27-Sep-2021.md",
        "210927.md",
        "210927-day41.md",
        "21-09-27 day.md",
    ],
)
def test_a_date_is_found_in_a_name(name: str) -> None:
    """A full date counts anywhere in the name, a two-digit year only at its beginning."""
    assert date_from_name(name) == DAY_41


@pytest.mark.parametrize("words", ["2021-W39", "2021W39", "2021-w39", " 2021-W39 ", "this", "This"])
def test_a_week_is_monday_to_sunday(words: str) -> None:
    """A week by its number or by `this` begins on Monday and ends on Sunday."""
    assert read_week(words, dt.date(2021, 9, 29)) == (DAY_41, dt.date(2021, 10, 3))


@pytest.mark.parametrize("today", [dt.date(2021, 10, 4), dt.date(2021, 10, 10)], ids=["on a Monday", "on a Sunday"])
def test_last_week_is_the_one_before_todays(today: dt.date) -> None:
    """`last` is the week before, whichever day it is."""
    assert read_week("last", today) == (DAY_41, dt.date(2021, 10, 3))


def test_a_week_belongs_to_its_iso_year() -> None:
    """Week 53 of 2020 ends in January 2021."""
    assert read_week("2020-W53", DAY_41) == (dt.date(2020, 12, 28), dt.date(2021, 1, 3))


@pytest.mark.parametrize(
    ("words", "message"),
    [
        ("2021-W53", "the year 2021 has no week 53"),
        ("2021-W00", "the year 2021 has no week 0"),
        ("0000-W01", "the year 0 has no week 1"),
        ("2021-39", "'2021-39' is not a week: write it as 2021-W39, last or this"),
        ("next", "'next' is not a week: write it as 2021-W39, last or this"),
        ("", "'' is not a week: write it as 2021-W39, last or this"),
    ],
)
def test_a_wrong_week_says_what_is_wrong(words: str, message: str) -> None:
    """The error is a sentence for the user."""
    with pytest.raises(ValueError, match=f"^{message}$"):
        read_week(words, DAY_41)


@given(st.dates(min_value=dt.date(1900, 1, 1), max_value=dt.date(2099, 12, 31)))
def test_every_iso_date_is_read(date: dt.date) -> None:
    """What isoformat writes is read back, as words and as a name."""
    assert read_date(date.isoformat()) == date == date_from_name(f"{date:%Y%m%d}.md")


@given(st.text())
def test_no_words_raise(words: str) -> None:
    """Any text gives a date or None."""
    read_date(words)
    date_from_name(words)
