"""What a gap in a picture says, `image-occlusion:rect:left=.1:…` -> the attributes of the box that Anki makes of it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from notes2anki.render.html import encode_attribute

SIGN = "image-occlusion:"
"""What such a gap begins with; in it `::` begins no hint."""

_SHAPES = ("rect", "ellipse", "polygon", "text")
_PROPERTY = re.compile(r":(?P<name>[^=]+)=(?P<value>(?:[^\\:]|\\[\\:])++)(?=:|\Z)")
_ESCAPED = re.compile(r"\\([\\:])")
_NAMES = ("left", "top", "width", "height", "rx", "ry", "points", "angle", "fill", "text", "scale", "oi", "fs")
_RENAMED = {"oi": "occludeInactive", "fs": "font-size"}


def attributes(words: str) -> str:
    """Return the attributes, each with a space after it; Anki stops at the first property that it cannot read."""
    shape, sign, rest = words.removeprefix(SIGN).partition(":")
    named = [f'data-shape="{shape}" '] if shape in _SHAPES and sign else []
    return "".join((*named, *_properties(f"{sign}{rest}")))


def _properties(rest: str) -> Iterator[str]:
    place = 0
    while found := _PROPERTY.match(rest, place):
        place = found.end()
        name = found["name"]
        value = _shown(name, _ESCAPED.sub(r"\1", found["value"]))
        if name in _NAMES and value:
            yield f'data-{_RENAMED.get(name, name)}="{value}" '


def _shown(name: str, value: str) -> str:
    match name:
        case "text":
            return encode_attribute(value)
        case "points":
            return " ".join(pair for pair in value.split(" ") if "," in pair)
        case "rx" | "ry" | "scale" if value == "0":
            return ""
        case _:
            return value
