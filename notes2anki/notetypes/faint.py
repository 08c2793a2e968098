"""A note type's styles -> a notice of each pair of colours that is hard to read, at the line that sets it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from notes2anki.model import Problem
from notes2anki.notetypes.drafts import Draft, Part
from notes2anki.themes import Faint, faint_colours, find_variables

_HINT = "WCAG AA asks for 4.5: choose a darker or a lighter colour"


def faint_notices(draft: Draft, theme_place: Callable[[], tuple[str, int]]) -> Iterator[Problem]:
    """Yield the notices of a note type that is otherwise than shipped; `theme_place` is a file and its line."""
    if draft.is_shipped:
        return
    for faint in faint_colours(draft.spec.css):
        part, line = _place(faint, draft.styles)
        if part.is_theme:
            yield Problem(*theme_place(), f"theme: {faint.words}", _HINT, is_error=False)
        else:
            yield Problem(part.path, line, faint.words, _HINT, is_error=False)


def _place(faint: Faint, styles: Sequence[Part]) -> tuple[Part, int]:
    """Return the style sheet, and its line, that last sets one of two colours; at night, for the night first."""
    set_ = [
        (part, one.line, one.is_night)
        for part in styles
        for one in find_variables(part.text)
        if one.name in faint.names and (faint.is_night or not one.is_night)
    ]
    at_night = [place for place in set_ if place[2]]
    part, line, _ = (at_night or set_)[-1]
    return part, line
