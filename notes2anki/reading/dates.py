"""Words of a front matter, a file name or the command line -> dates, as written, in the author's own time zone."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator

from notes2anki.model import Page, Problem

_NAMED = 5  # reports in a message

_MONTHS = (
    "january", "february", "march", "april", "may", "june",
    "july", "august", "september", "october", "november", "december",
)  # fmt: skip

_NAMED_MONTH = rf"(?P<month>{'|'.join(f'{month[:3]}(?:{month[3:]})?' for month in _MONTHS)}|sept)\.?"
_NAMED_DAY = r"(?<!\d)(?P<day>\d{1,2})(?:st|nd|rd|th)?"
_YEAR = r"(?<!\d)(?P<year>(?:19|20)\d\d)"

_FORMS = tuple(
    re.compile(form, re.IGNORECASE)
    for form in (
        # 2021-09-27, 2021/9/27, 2021.09.27, 2021_09_27, 2021. 9. 27.
        _YEAR + r"(?P<gap> ?[-/._] ?| )(?P<month>\d{1,2})(?P=gap)(?P<day>\d{1,2})(?!\d)",
        # 2021년 9월 27일, 2021年9月27日
        _YEAR + r"\s*[년年]\s*(?P<month>\d{1,2})\s*[월月]\s*(?P<day>\d{1,2})(?!\d)",
        # 20210927
        _YEAR + r"(?P<month>\d\d)(?P<day>\d\d)(?!\d)",
        # Sep 27, 2021; September 27th 2021
        rf"(?<![a-z]){_NAMED_MONTH}[\s_-]*{_NAMED_DAY},?[\s_-]+{_YEAR}(?!\d)",
        # 27 Sep 2021; Mon, 27 Sep 2021 10:15:00 +0900 (RFC 2822)
        rf"{_NAMED_DAY}[\s_-]*{_NAMED_MONTH},?[\s_-]+{_YEAR}(?!\d)",
        # Mon Sep 27 10:15:00 2021 (date, git log)
        rf"(?<![a-z]){_NAMED_MONTH}\s+{_NAMED_DAY}\s+[\d:]+\s+{_YEAR}(?!\d)",
    )
)

# A name that opens with 210927 or 21-09-27: too weak a sign anywhere else.
_SHORT = re.compile(r"(?P<year>\d\d)(?P<gap>[-._]?)(?P<month>\d\d)(?P=gap)(?P<day>\d\d)(?!\d|[-._]\d)")

_WEEK = re.compile(r"(?P<year>\d{4})-?[Ww](?P<week>\d{1,2})")


def read_date(words: str) -> dt.date | None:
    """Return the first date that `words` hold in any form that names the year in four digits, or None.

    A time and a zone may follow and change nothing: 2023-08-20T00:30+09:00 is the 20th, as its author wrote.
    Forms that differ by country (09/27/2021) are not guessed at.
    """
    return next(_dates(words), None)


def date_from_name(name: str) -> dt.date | None:
    """Return the date that a file's name holds, such as 2021-09-27-day41.md or 210927.md, or None."""
    return next(_dates(name), None) or _short_date(name)


def undated_notices(pages: Iterable[Page]) -> tuple[Problem, ...]:
    """Return a notice if any reports have cards and no date: they are in no week."""
    paths = sorted(page.path for page in pages if page.is_read and page.cards and page.date is None)
    if not paths:
        return ()
    number = "1 report has" if len(paths) == 1 else f"{len(paths)} reports have"
    more = ", …" if len(paths) > _NAMED else ""
    message = f"{number} no date, and so no part of any week: {', '.join(paths[:_NAMED])}{more}"
    hint = "write `date: 2022-03-17` into the front matter, or the date into the file's name"
    return (Problem("", 0, message, hint, is_error=False),)


def read_week(words: str, today: dt.date) -> tuple[dt.date, dt.date]:
    """Return the Monday and the Sunday of an ISO week: `2021-W39`, `this` or `last`.

    Raises ValueError with a sentence for the user.
    """
    wanted = words.strip().lower()
    if wanted in {"this", "last"}:
        monday = today - dt.timedelta(days=today.weekday() + (7 if wanted == "last" else 0))
        return monday, monday + dt.timedelta(days=6)
    match = _WEEK.fullmatch(wanted)
    if not match:
        raise ValueError(f"{words!r} is not a week: write it as 2021-W39, last or this")
    year, week = int(match["year"]), int(match["week"])
    try:
        return dt.date.fromisocalendar(year, week, 1), dt.date.fromisocalendar(year, week, 7)
    except ValueError:
        raise ValueError(f"the year {year} has no week {week}") from None


def _dates(words: str) -> Iterator[dt.date]:
    """Yield the valid dates in `words`, those of the plainer form first."""
    for form in _FORMS:
        for match in form.finditer(words):
            if date := _valid(int(match["year"]), _month(match["month"]), int(match["day"])):
                yield date


def _short_date(name: str) -> dt.date | None:
    match = _SHORT.match(name)
    return _valid(2000 + int(match["year"]), int(match["month"]), int(match["day"])) if match else None


def _month(words: str) -> int:
    if words.isdecimal():
        return int(words)
    return next(number for number, month in enumerate(_MONTHS, 1) if month.startswith(words[:3].lower()))


def _valid(year: int, month: int, day: int) -> dt.date | None:
    try:
        return dt.date(year, month, day)
    except ValueError:
        return None
