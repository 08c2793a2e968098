"""What is written of a picture's size -> its width: `300` pixels, `50%`, or nothing where it names neither."""

from __future__ import annotations

import re
from collections.abc import Mapping

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
