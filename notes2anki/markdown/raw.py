"""`{% raw %} … {% endraw %}`: what Liquid stands between them is what the author shows, and stays as it is written."""

from __future__ import annotations

import re
from collections.abc import Iterable

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.token import Token

_SIDE = re.compile(r"\{%-?\s*(?P<end>end)?raw\s*-?%\}")
_OPENER = re.compile(r"\{(?=[{%])")
_HELD = "{\ue001"  # a brace that opens nothing while the rest is read


def plug(markdown: MarkdownIt) -> None:
    """Hold what opens Liquid there until everything is read."""
    markdown.core.ruler.after("normalize", "raw", _hold)
    markdown.core.ruler.push("raw_end", _free)


def _hold(state: StateCore) -> None:
    out: list[str] = []
    place, is_raw = 0, False
    for side in _SIDE.finditer(state.src):
        if bool(side["end"]) == is_raw:  # one that begins within another is shown, too
            words = state.src[place : side.start()]
            out += [_OPENER.sub(_HELD, words) if is_raw else words, side[0]]
            place, is_raw = side.end(), not is_raw
    state.src = "".join((*out, state.src[place:]))


def _free(state: StateCore) -> None:
    if _HELD in state.src:
        _free_all(state.tokens)


def _free_all(tokens: Iterable[Token]) -> None:
    for token in tokens:
        token.content = token.content.replace(_HELD, "{")
        _free_all(token.children or ())
