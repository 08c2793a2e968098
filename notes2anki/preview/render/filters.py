"""A field's HTML and a filter of the template -> what the filter makes of it, as Anki's own filters do."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from notes2anki.preview.render.clozes import reveal, reveal_alone
from notes2anki.preview.render.html import strip_html


@dataclass(frozen=True, slots=True)
class Place:
    """Where a field is shown: its name, the number of the cloze card, and the side."""

    field: str
    number: int
    is_question: bool


Filter = Callable[[str, Place], str]

_RUBY = re.compile(r" ?(?P<base>[^ >]+?)\[(?P<reading>.+?)\]")


def apply_filters(html: str, filters: Sequence[str], place: Place) -> str:
    """Return what all filters make of a field, in their order. One that Anki does not know changes nothing."""
    names = tuple(filters)
    if names[-1:] == ("type",):  # what is typed in has no other filters, but for these two
        kind = names[0] if names in (("cloze", "type"), ("nc", "type")) else ""
        return f"[[type:{kind}:{place.field}]]" if kind else f"[[type:{place.field}]]"
    for name in names:
        html = _apply(name, html, place)
    return html


def _apply(name: str, html: str, place: Place) -> str:
    if name.startswith("tts "):
        return f"[anki:tts lang={name.removeprefix('tts ')}]{html}[/anki:tts]"
    known = FILTERS.get(name)
    return known(html, place) if known else html


def _hint(html: str, place: Place) -> str:
    if not html.strip():
        return html
    id_ = hashlib.blake2s(f"{html}{place.field}".encode(), digest_size=8).hexdigest()
    return (
        '\n<a class=hint href="#"\nonclick="this.style.display=\'none\';\n'
        f"document.getElementById('hint{id_}').style.display='block';\n"
        f'return false;" draggable=false>\n{place.field}</a>\n'
        f'<div id="hint{id_}" class=hint style="display: none">{html}</div>\n'
    )


def _ruby(form: str) -> Filter:
    """Return the filter that writes `漢字[かんじ]` in some form; a recording's mark looks like it and is left alone."""

    def write(found: re.Match[str]) -> str:
        return found[0] if found["reading"].startswith("sound:") else found.expand(form)

    return lambda html, _place: _RUBY.sub(write, html.replace("&nbsp;", " "))


FILTERS: Mapping[str, Filter] = {
    "": lambda html, _place: html,
    "text": lambda html, _place: strip_html(html),
    "hint": _hint,
    "cloze": lambda html, place: reveal(html, place.number, is_question=place.is_question),
    "cloze-only": lambda html, place: reveal_alone(html, place.number, is_question=place.is_question),
    "furigana": _ruby(r"<ruby><rb>\g<base></rb><rt>\g<reading></rt></ruby>"),
    "kanji": _ruby(r"\g<base>"),
    "kana": _ruby(r"\g<reading>"),
    "type": lambda _html, place: f"[[type:{place.field}]]",
    "type-cloze": lambda _html, place: f"[[type:cloze:{place.field}]]",
    "type-nc": lambda _html, place: f"[[type:nc:{place.field}]]",
}
"""The filters that Anki has by itself, beside `tts …`."""
