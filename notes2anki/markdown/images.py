"""Images whose path holds spaces or brackets, or with a size: `![](my pic (1).png)`, `![](a.png =200x)`.

Behind the image it stands in braces, `{width=50%}` or kramdown's `{: width="300"}`; what else is in them goes.

CommonMark wants such a path in `<…>` and shows the source otherwise; notes are full of them, for that is how the
files are named.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token

_IMAGE = re.compile(
    r"!\[(?P<words>[^\[\]\n]{0,300})\]\("
    r"[ \t]{0,9}(?P<path>(?:[^()<>\n]|\([^()<>\n]{0,99}\)){1,300}?"
    r"\.(?:apng|avif|bmp|gif|jpe?g|png|svg|webp))(?:[ \t]{1,9}=(?P<width>\d{0,4})x\d{0,4})?[ \t]{0,9}\)",
    re.IGNORECASE,
)

_ATTRIBUTE = r"(?:(?:[#.][\w-]{1,99}){1,9}|[\w-]{1,99}=(?:\"[^\"\n]{0,300}\"|'[^'\n]{0,300}'|[\w%.-]{1,99}))"
_BRACES = re.compile(rf"\{{:?[ \t]{{0,9}}(?P<words>{_ATTRIBUTE}(?:[ \t]{{1,9}}{_ATTRIBUTE}){{0,8}})[ \t]{{0,9}}\}}")
_NAMED = re.compile(r"(?P<name>[\w-]+)=(?P<value>\"[^\"]*\"|'[^']*'|[\w%.-]+)")


def plug(markdown: MarkdownIt) -> None:
    """Read these images where CommonMark's own rule for images does not match."""
    markdown.inline.ruler.after("image", "spaced_image", _spaced_image)
    markdown.inline.ruler.before("escape", "image_attributes", _attributes)


def _spaced_image(state: StateInline, silent: bool) -> bool:  # noqa: FBT001 - markdown-it's signature
    found = _IMAGE.match(state.src, state.pos, state.posMax)
    if not found:
        return False
    if not silent:
        push_image(state, found["path"], found["words"], width_of({"width": found["width"] or ""}))
    state.pos = found.end()
    return True


def _attributes(state: StateInline, silent: bool) -> bool:  # noqa: FBT001 - markdown-it's signature
    image = _image_before(state) if state.src[state.pos] == "{" else None
    found = _BRACES.match(state.src, state.pos, state.posMax) if image else None
    if not image or not found:
        return False
    if not silent:
        named = {one["name"].lower(): one["value"].strip("\"'") for one in _NAMED.finditer(found["words"])}
        image.meta["width"] = width_of(named) or image.meta.get("width", "")
    state.pos = found.end()
    return True


def _image_before(state: StateInline) -> Token | None:
    """Return the image that ends right here, in a link or not."""
    last = state.tokens[-2:] if not state.pending else []
    if last and last[-1].type == "link_close":
        last.pop()
    return last[-1] if last and last[-1].type == "image" else None


def push_image(state: StateInline, source: str, words: str, width: str = "") -> None:
    """Push an image with `words` as its alternative text; without a width, it has its own."""
    token = state.push("image", "img", 0)
    token.attrs = {"src": state.md.normalizeLink(source), "alt": ""}
    token.content, token.children = words, [Token("text", "", 0, content=words)]
    token.meta = {"width": width}


_WIDTH = re.compile(r"\s*(?P<number>\d{1,4})(?:\.\d+)?\s*(?P<unit>px|%)?\s*", re.IGNORECASE)
_STYLE = re.compile(r"(?:^|;)\s*(?P<name>width|max-width|zoom)\s*:\s*(?P<value>[^;]*)", re.IGNORECASE)
_FACTOR = re.compile(r"\s*(?P<factor>\d(?:\.\d{1,3})?|\.\d{1,3})\s*")  # `zoom: 0.5`


def width_of(attributes: Mapping[str, str]) -> str:
    """Return the width that an image's attributes name, `width` before `style`."""
    found = (_width(attributes.get("width", "")), *map(_styled, _STYLE.finditer(attributes.get("style", ""))))
    return next(filter(None, found), "")


def _width(words: str) -> str:
    found = _WIDTH.fullmatch(words)
    if not found or not int(found["number"]):
        return ""
    return f"{int(found['number'])}{'%' if found['unit'] == '%' else ''}"


def _styled(found: re.Match[str]) -> str:
    factor = _FACTOR.fullmatch(found["value"]) if found["name"].lower() == "zoom" else None
    return _width(f"{float(factor['factor']):.0%}" if factor else found["value"])
