"""`:smile:` -> the emoji, for the names in `emoji.txt`: those of GitHub that people write. Others stay as they are."""

from __future__ import annotations

import functools
import re
from importlib.resources import files

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline

_CODE = re.compile(r":(?P<name>[a-z0-9+-][a-z0-9_+-]{0,40}):(?![A-Za-z0-9:])")


def plug(markdown: MarkdownIt) -> None:
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
