"""A card's sides with marks where something is typed in -> the answer with Anki's comparison, of nothing typed."""

from __future__ import annotations

import html
import re
from collections.abc import Mapping

from notes2anki.render.clozes import words_of
from notes2anki.render.html import strip_html

_MARK = re.compile(r"\[\[type:(?P<kind>cloze:|nc:)?(?P<field>.+?)\]\]")
_HEARD = re.compile(r"\[sound:.*?\]|\[anki:tts\b[^\]]*\].*?\[/anki:tts\]", re.DOTALL)
_BREAK = re.compile(r"(?:\n|<br ?/?>|</?div>)+", re.IGNORECASE)


def compare(answer: str, question: str, fields: Mapping[str, str], number: int) -> str:
    """Return the answer with the comparison in the place of each `[[type:…]]`: the field's words, or nothing.

    As in Anki, the first box of the question says which field; `number` is that of the cloze.
    """
    mark = _MARK.search(question)
    expected = fields.get(mark["field"], "") if mark else ""
    if mark and mark["kind"] == "cloze:":
        expected = words_of(expected, number)
    shown = f"<code id=typeans>{html.escape(_plain(expected))}</code>" if expected else ""
    return _MARK.sub(lambda _: shown, answer)


def _plain(expected: str) -> str:
    return strip_html(_BREAK.sub(" ", _HEARD.sub("", expected))).strip()
