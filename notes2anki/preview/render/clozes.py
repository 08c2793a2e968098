"""A text with clozes -> the same with one number's gaps left open, or filled, as Anki shows it.

None becomes one of Anki's boxes over a picture: no field of ours holds such a gap.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from notes2anki.notetypes.syntax import DEEPEST_CLOZE, read_numbers
from notes2anki.preview.render.html import encode_attribute, strip_tags
from notes2anki.text import CLOZE_SIGN

_MATH = re.compile(r"(?P<begin>\\[(\[])(?P<tex>.*?)(?P<end>\\[\])])", re.DOTALL)


@dataclass(slots=True)
class _Gap:
    """A cloze with what it holds; it grows while it is open."""

    numbers: tuple[int, ...]
    inner: list[str | _Gap] = field(default_factory=list)
    hint: str | None = None

    @property
    def ordinal(self) -> str:
        return ",".join(map(str, self.numbers))


def reveal(text: str, number: int, *, is_question: bool) -> str:
    """Return what `{{cloze:…}}` shows on the card of this number; nothing if the text has no such gap."""
    parts = _parse(text)
    if not any(number in gap.numbers for gap in _gaps(parts)):
        return ""
    shown = "".join(_shown(part, number, is_question=is_question) for part in parts)
    return _MATH.sub(lambda math: math["begin"] + strip_tags(math["tex"]) + math["end"], shown)


def reveal_alone(text: str, number: int, *, is_question: bool) -> str:
    """Return what `{{cloze-only:…}}` shows: the gaps of this number and nothing around them."""
    gaps = (gap for gap in _gaps(_parse(text)) if number in gap.numbers)
    return ", ".join(_hint(gap) if is_question else _plain(gap) for gap in gaps)


def words_of(text: str, number: int) -> str:
    """Return what is typed in for the gaps of this number; what all of them hold is typed once."""
    words = [_plain(gap) for gap in _gaps(_parse(text)) if number in gap.numbers]
    return words[0] if len(set(words)) == 1 else ", ".join(words)


def _parse(text: str) -> Sequence[str | _Gap]:
    top: list[str | _Gap] = []
    opened: list[_Gap] = []
    place = 0
    for mark in CLOZE_SIGN.finditer(text):
        numbers = tuple(read_numbers(mark["numbers"] or ""))
        is_opening = mark["numbers"] is not None
        if is_opening and not numbers:
            continue  # to Anki these are words
        _add(text[place : mark.start()], opened, top)
        place = mark.end()
        if is_opening:
            if len(opened) < DEEPEST_CLOZE:
                opened.append(_Gap(numbers))
        elif opened:
            gap = opened.pop()
            (opened[-1].inner if opened else top).append(gap)
        else:
            top.append(mark[0])
    _add(text[place:], opened, top)
    return top


def _add(words: str, opened: Sequence[_Gap], top: list[str | _Gap]) -> None:
    if not words:
        return
    if not opened:
        top.append(words)
        return
    gap = opened[-1]
    head, sign, tail = words.partition("::")
    gap.inner.append(head)
    if sign:
        gap.hint = tail


def _gaps(parts: Sequence[str | _Gap]) -> Iterator[_Gap]:
    """Yield all gaps, an outer one before those in it."""
    for part in parts:
        if isinstance(part, _Gap):
            yield part
            yield from _gaps(part.inner)


def _shown(part: str | _Gap, number: int, *, is_question: bool) -> str:
    if isinstance(part, str):
        return part
    inner = "".join(_shown(one, number, is_question=is_question) for one in part.inner)
    if number not in part.numbers:
        return f'<span class="cloze-inactive" data-ordinal="{part.ordinal}">{inner}</span>'
    if not is_question:
        return f'<span class="cloze" data-ordinal="{part.ordinal}">{inner}</span>'
    hidden = encode_attribute(inner)
    return f'<span class="cloze" data-cloze="{hidden}" data-ordinal="{part.ordinal}">[{_hint(part)}]</span>'


def _hint(gap: _Gap) -> str:
    """Return what stands for a gap that is hidden: `{{c1::x::}}` has a hint, with nothing in it."""
    return "..." if gap.hint is None else gap.hint


def _plain(part: str | _Gap) -> str:
    return part if isinstance(part, str) else "".join(map(_plain, part.inner))
