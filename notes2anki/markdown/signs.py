"""`H~2~O` -> `sub_open`, `sub_close`; `x^2^` -> `sup_open`, `sup_close`; `:smile:` -> the emoji, by `emoji.txt`.

The signs of the first two stand for ranges (`1~2개, 10~20`), powers of powers (`2^3^4`), approximation and XOR, so only
short words right behind a letter, a figure or a bracket count, and only where no
other word follows that they could be a part of.
"""

from __future__ import annotations

import functools
import re
from importlib.resources import files

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline

_SUB = re.compile(r"~(?P<words>\d{1,3}[+-]?|[A-Za-z]{1,5}|[A-Za-z0-9]{1,3}[+\-−,][A-Za-z0-9]{1,3})~(?!~)")
_SUP = re.compile(
    r"\^(?P<words>[+\-−]?\d{1,4}|\d?[+\-−]|[A-Za-z]{1,4}|[+\-−]?[A-Za-z0-9]{1,3}(?:[+\-−][A-Za-z0-9]{1,3})?)\^(?!\^)"
)
_BASE = re.compile(r"[A-Za-z)\]]")
_POWER_BASE = re.compile(r"[\w)\]]")
_FIGURES = re.compile(r"[\d+\-−]+")
_LETTER_AFTER = re.compile(r"[A-Za-z0-9]")


def plug(markdown: MarkdownIt) -> None:
    """Read both before the rules that take the signs for marks of other kinds."""
    markdown.inline.ruler.before("strikethrough", "sub", _sub)
    markdown.inline.ruler.before("strikethrough", "sup", _sup)
    _plug_emoji(markdown)


def _sub(state: StateInline, silent: bool) -> bool:  # noqa: FBT001 - markdown-it's signature
    found = _SUB.match(state.src, state.pos, state.posMax)
    if not found or not _BASE.match(state.src[state.pos - 1 : state.pos]):
        return False
    # `H~2~O` goes on with a letter; `a~b~c` is a row of names.
    if not _FIGURES.fullmatch(found["words"]) and _goes_on(state, found):
        return False
    return _push(state, found, "sub", silent=silent)


def _sup(state: StateInline, silent: bool) -> bool:  # noqa: FBT001 - markdown-it's signature
    found = _SUP.match(state.src, state.pos, state.posMax)
    if not found or not _POWER_BASE.match(state.src[state.pos - 1 : state.pos]) or _goes_on(state, found):
        return False
    return _push(state, found, "sup", silent=silent)


def _goes_on(state: StateInline, found: re.Match[str]) -> bool:
    return bool(_LETTER_AFTER.match(state.src[found.end() : found.end() + 1]))


def _push(state: StateInline, found: re.Match[str], tag: str, *, silent: bool) -> bool:
    if not silent:
        state.push(f"{tag}_open", tag, 1)
        state.push("text", "", 0).content = found["words"]
        state.push(f"{tag}_close", tag, -1)
    state.pos = found.end()
    return True


_CODE = re.compile(r":(?P<name>[a-z0-9+-][a-z0-9_+-]{0,40}):(?![A-Za-z0-9:])")


def _plug_emoji(markdown: MarkdownIt) -> None:
    """Read the names that stand apart from words and other colons."""
    markdown.inline.ruler.before("escape", "emoji", _emoji)


@functools.cache
def emoji() -> dict[str, str]:
    """Return the emoji by their names."""
    rows = (line.split() for line in files(__package__).joinpath("emoji.txt").read_text(encoding="utf-8").splitlines())
    return {name: sign for sign, *names in rows for name in names}


def _emoji(state: StateInline, silent: bool) -> bool:  # noqa: FBT001 - markdown-it's signature
    if state.src[state.pos] != ":":
        return False
    before = state.src[state.pos - 1 : state.pos]
    found = _CODE.match(state.src, state.pos, state.posMax)
    if not found or found["name"] not in emoji() or before == ":" or (before.isascii() and before.isalnum()):
        return False
    if not silent:
        state.push("text", "", 0).content = emoji()[found["name"]]
    state.pos = found.end()
    return True
