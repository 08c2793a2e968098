"""Addresses that no card may follow: `javascript:…`, `file:…`. A link to one is its words alone.

markdown-it shows the source of such a link instead, which is of no use to a learner.
"""

from __future__ import annotations

import re

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline
from markdown_it.rules_inline import autolink as known_autolink

_REFUSED = re.compile(r"(?P<scheme>javascript|vbscript|data|file):(?!image/)", re.IGNORECASE)
_BLANK = re.compile(r"[\x00-\x20]+")  # browsers read over it: `java\nscript:`


def plug(markdown: MarkdownIt) -> None:
    """Read links to any address, as CommonMark does; what stands between `<` and `>` stays as written."""
    markdown.validateLink = _is_read  # type: ignore[method-assign] # this is how markdown-it wants it set
    markdown.inline.ruler.at("autolink", _autolink)


def refused(target: str) -> str:
    """Return the scheme for which an address is refused, as `javascript:`; nothing if it is not."""
    found = _REFUSED.match(_BLANK.sub("", target))
    return f"{found['scheme'].lower()}:" if found else ""


def _is_read(url: str) -> bool:  # noqa: ARG001 - markdown-it's signature
    return True


def _autolink(state: StateInline, silent: bool) -> bool:  # noqa: FBT001 - markdown-it's signature
    """Leave `Map<file:name>` alone."""
    return not _REFUSED.match(state.src, state.pos + 1) and known_autolink(state, silent)
