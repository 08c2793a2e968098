"""An SVG file -> why it may not stand on a card: it runs something, or loads something from elsewhere.

Browsers do neither for a picture in a page, but the file goes into the user's collection, where it may be opened.
"""

from __future__ import annotations

import re
from xml.parsers import expat

_ELEMENTS = frozenset({"script", "iframe", "embed", "object", "audio", "video", "link", "meta", "base", "handler"})
_LINK = re.compile(r"#|https?:|mailto:", re.IGNORECASE)
_OWN = re.compile(r"#|data:image/(?:png|jpe?g|gif|webp|avif);", re.IGNORECASE)
_LOADS = re.compile(r"@import|url\(\s*[\"']?\s*(?!#|[\"')]|data:(?:image|font)/)", re.IGNORECASE)


class _Unsafe(Exception):  # noqa: N818 -- carries words for the user, and never leaves this module
    """Stops the reading."""


def find_fault(content: bytes) -> str | None:
    """Return what speaks against an SVG file, as the end of a sentence that begins with its name."""
    reading = _Reading()
    parser = expat.ParserCreate()
    parser.StartElementHandler = reading.begin
    parser.EndElementHandler = reading.end
    parser.CharacterDataHandler = reading.read
    parser.EntityDeclHandler = _refuse_entity
    parser.ProcessingInstructionHandler = _check_instruction
    try:
        parser.Parse(content, True)  # noqa: FBT003 -- expat takes no keywords
    except _Unsafe as unsafe:
        return str(unsafe)
    except expat.ExpatError as error:
        return f"is broken on its line {error.lineno}"
    return None


class _Reading:
    """Checks each element, and the words of style sheets: they alone can name an address."""

    def __init__(self) -> None:
        self._styles = 0  # that are open
        self._words: list[str] = []

    def begin(self, name: str, attributes: dict[str, str]) -> None:
        element = _bare(name)
        if element in _ELEMENTS:
            raise _Unsafe(f"holds <{element}>")
        for key, value in attributes.items():
            _check_attribute(element, _bare(key), "".join(value.split()))
        self._styles += element == "style"

    def read(self, words: str) -> None:
        if self._styles:
            self._words.append(words)

    def end(self, name: str) -> None:
        if _bare(name) != "style":
            return
        self._styles -= 1
        if _LOADS.search("".join(self._words)):
            raise _Unsafe("loads something from elsewhere")
        self._words.clear()


def _bare(name: str) -> str:
    return name.rpartition(":")[2].lower()


def _check_attribute(element: str, key: str, value: str) -> None:
    if key.startswith("on"):
        raise _Unsafe("runs a script")
    if key in ("href", "src") and not (_LINK if element == "a" else _OWN).match(value or "#"):
        raise _Unsafe("runs a script" if value.lower().startswith("javascript:") else "loads something from elsewhere")
    if _LOADS.search(value):
        raise _Unsafe("loads something from elsewhere")
    if element in ("set", "animate") and key == "attributename" and value.lower().endswith("href"):
        raise _Unsafe("changes its links")


def _check_instruction(target: str, _words: str) -> None:
    if target.lower() == "xml-stylesheet":
        raise _Unsafe("loads something from elsewhere")


def _refuse_entity(*_declaration: object) -> None:
    raise _Unsafe("declares entities")
