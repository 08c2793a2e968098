"""Images whose path holds spaces or brackets, or a size behind it: `![](my pic (1).png)`, `![](a.png =200x)`.

CommonMark wants such a path in `<…>` and shows the source otherwise; notes are full of them, for that is how the
files are named.
"""

from __future__ import annotations

import re

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token

_IMAGE = re.compile(
    r"!\[(?P<words>[^\[\]\n]{0,300})\]\("
    r"[ \t]{0,9}(?P<path>(?:[^()<>\n]|\([^()<>\n]{0,99}\)){1,300}?"
    r"\.(?:apng|avif|bmp|gif|jpe?g|png|svg|webp))(?:[ \t]{1,9}=(?P<width>\d{0,4})x\d{0,4})?[ \t]{0,9}\)",
    re.IGNORECASE,
)


def plug(markdown: MarkdownIt) -> None:
    """Read these images where CommonMark's own rule for images does not match."""
    markdown.inline.ruler.after("image", "spaced_image", _spaced_image)


def _spaced_image(state: StateInline, silent: bool) -> bool:  # noqa: FBT001 - markdown-it's signature
    found = _IMAGE.match(state.src, state.pos, state.posMax)
    if not found:
        return False
    if not silent:
        push_image(state, found["path"], found["words"], int(found["width"] or 0))
    state.pos = found.end()
    return True


def push_image(state: StateInline, source: str, words: str, width: int = 0) -> None:
    """Push an image with `words` as its alternative text; a width of 0 is its own."""
    token = state.push("image", "img", 0)
    token.attrs = {"src": state.md.normalizeLink(source), "alt": ""}
    token.content, token.children = words, [Token("text", "", 0, content=words)]
    token.meta = {"width": width}
