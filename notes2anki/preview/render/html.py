"""HTML -> plain text, and text -> an attribute's value, the way Anki does both."""

from __future__ import annotations

import re
from html.entities import name2codepoint

_MARKUP = re.compile(
    r"<!--.*?-->|<style.*?>.*?</style>|<script.*?>.*?</script>|<.*?>",
    re.DOTALL | re.IGNORECASE,
)

_ENTITY = re.compile(r"&(?:(?P<name>[A-Za-z0-9]+)|#(?P<number>[0-9]{1,7})|#x(?P<hex>[0-9a-fA-F]{1,6}));")


def strip_html(html: str) -> str:
    """Return the text of some HTML: without tags, entities read, no-break spaces as spaces."""
    text = strip_tags(html)
    if "&" not in text:
        return text
    letters = [_decode(entity) for entity in _ENTITY.finditer(text)]
    if None in letters or len(letters) < text.count("&"):
        return text  # one that Anki does not know is enough for it to leave all of them alone
    return _ENTITY.sub(lambda entity: _decode(entity) or "", text).replace("\xa0", " ")


def strip_tags(html: str) -> str:
    """Return some HTML without its tags, comments, styles and scripts; entities stay."""
    return _MARKUP.sub("", html)


def _decode(entity: re.Match[str]) -> str | None:
    if entity["name"]:
        code = name2codepoint.get(entity["name"], -1)
    else:
        code = int(entity["number"]) if entity["number"] else int(entity["hex"], 16)
    is_letter = 0 <= code <= 0x10FFFF and not 0xD800 <= code <= 0xDFFF
    return chr(code) if is_letter else None


def encode_attribute(text: str) -> str:
    """Return `text` as an attribute's value, in which of ASCII only letters and digits are bare."""
    return "".join(map(_encode, text))


def _encode(letter: str) -> str:
    named = _NAMED.get(letter)
    if named:
        return named
    is_bare = ord(letter) > 0xFF or (letter.isascii() and letter.isalnum())
    return letter if is_bare else f"&#x{ord(letter):02X};"


_NAMED = {"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#x27;"}
