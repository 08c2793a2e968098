"""An SVG file -> why it may not stand on a card: it holds more than pictures, or names something elsewhere.

Browsers run and load nothing for a picture in a page, but the file goes into the user's collection, where it may be
opened. `svg.txt` names the elements, attributes, functions and rules of CSS that are taken, and the name spaces of
drawing programs, of which no browser knows anything.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Mapping
from importlib.resources import files
from xml.parsers import expat

_SVG, _XLINK, _XML = (
    "http://www.w3.org/2000/svg",
    "http://www.w3.org/1999/xlink",
    "http://www.w3.org/XML/1998/namespace",
)
_ENCODINGS = frozenset({"utf-8", "utf-16", "us-ascii", "iso-8859-1"})  # which browsers read as this program does
_WORDS = re.compile(r"(?:aria|data)-[\w.-]+|id|class|role")  # attributes that are words, and no CSS
_NOTHING_ELSE = frozenset({"href", "id", "class", "style"})  # attributes that no animation may change
_WITHIN = re.compile(r"#[^\s\"'()\\]*")
_PICTURE = re.compile(r"data:image/(?:png|jpe?g|gif|webp|avif);base64,[A-Za-z0-9+/=\s]*", re.IGNORECASE)
_URL = re.compile(rf"url\(\s*([\"']?){_WITHIN.pattern}\1\s*\)", re.IGNORECASE)
_FUNCTION = re.compile(r"([\w-]+)\(")
_RULE = re.compile(r"@[\w-]*")
_ELSEWHERE = "loads something from elsewhere"


class _Unsafe(Exception):  # noqa: N818 -- carries words for the user, and never leaves this module
    """Stops the reading."""


def find_fault(content: bytes) -> str | None:
    """Return what speaks against an SVG file, as the end of a sentence that begins with its name."""
    reading = _Reading()
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.StartElementHandler = reading.begin
    parser.EndElementHandler = reading.end
    parser.CharacterDataHandler = reading.read
    parser.XmlDeclHandler = _check_encoding
    parser.StartDoctypeDeclHandler = _check_doctype
    parser.ProcessingInstructionHandler = _refuse_instruction
    try:
        parser.Parse(content, True)  # noqa: FBT003 -- expat takes no keywords
    except _Unsafe as unsafe:
        return str(unsafe)
    except expat.ExpatError as error:
        return f"is broken on its line {error.lineno}"
    return None


class _Reading:
    """Checks each element, and the words of style sheets."""

    def __init__(self) -> None:
        self._opened: list[str] = []
        self._words: list[str] = []

    def begin(self, name: str, attributes: dict[str, str]) -> None:
        space, element = _split(name)
        if self._opened[-1:] == ["style"]:
            raise _Unsafe(f"holds <{element}> in its style")  # a browser reads the words around it as one
        if not self._opened and (space, element) not in ((_SVG, "svg"), ("", "svg")):
            raise _Unsafe(f"begins with <{element}>, and is no SVG")
        self._opened.append(element if space in (_SVG, "") else "")
        if _is_inert(space):
            return
        if space not in (_SVG, "") or element not in _taken()["elements"]:
            raise _Unsafe(f"holds <{element}>")
        for key, value in attributes.items():
            _check_attribute(element, key, value)

    def read(self, words: str) -> None:
        if self._opened[-1] == "style":
            self._words.append(words)

    def end(self, _name: str) -> None:
        if self._opened.pop() == "style":
            _check_css("".join(self._words))
            self._words.clear()


@functools.cache
def _taken() -> Mapping[str, frozenset[str]]:
    paragraphs = files(__package__).joinpath("svg.txt").read_text(encoding="ascii").split("\n\n")
    return {kind.rstrip(":"): frozenset(names) for kind, *names in map(str.split, paragraphs)}


def _split(name: str) -> tuple[str, str]:
    space, _, local = name.rpartition(" ")
    return space, local


def _is_inert(space: str) -> bool:
    return space.startswith(tuple(_taken()["inert"]))


def _check_attribute(element: str, name: str, value: str) -> None:
    space, key = _split(name)
    if _is_inert(space) or (not space and _WORDS.fullmatch(key)):
        return
    if key == "href" and space in ("", _XLINK):
        _check_link(element, value.strip())
    elif space not in ("", _XLINK) and (space, key) not in ((_XML, "space"), (_XML, "lang"), (_XML, "id")):
        raise _Unsafe(f"has the attribute “{key}”")
    elif not space and key not in _taken()["attributes"]:
        raise _Unsafe("runs a script" if key.lower().startswith("on") else f"has the attribute “{key}”")
    elif key == "attributeName" and (value in _NOTHING_ELSE or value not in _taken()["attributes"]):
        raise _Unsafe(f"changes “{value}”")
    _check_css(value if key != "href" else "")


def _check_link(element: str, address: str) -> None:
    if _WITHIN.fullmatch(address or "#") or (element == "image" and _PICTURE.fullmatch(address)):
        return
    raise _Unsafe("runs a script" if re.match(r"\s*j\s*a\s*v\s*a\s*s", address, re.IGNORECASE) else _ELSEWHERE)


def _check_css(words: str) -> None:
    """Refuse all that could name an address, and backslashes, behind which a name can hide."""
    bare = _URL.sub("", words)
    if "\\" in bare:
        raise _Unsafe("has a backslash in its style")
    for rule in _RULE.findall(bare):
        if rule.lower() not in _taken()["rules"]:
            raise _Unsafe(_ELSEWHERE if rule.lower() == "@import" else f"has the rule {rule} in its style")
    for function in _FUNCTION.findall(bare):
        if function.lower() not in _taken()["functions"]:
            raise _Unsafe(_ELSEWHERE if function.lower() == "url" else f"uses {function}() in its style")


def _check_encoding(_version: str, encoding: str | None, _standalone: int) -> None:
    if encoding and encoding.lower() not in _ENCODINGS:
        raise _Unsafe(f"is written in {encoding}, and not in UTF-8")


def _check_doctype(_name: str, system: str | None, public: str | None, has_declarations: int) -> None:
    """Take the type that many programs write, which browsers do not load; those of XHTML would bring entities."""
    if has_declarations:
        raise _Unsafe("declares entities")
    is_usual = (public or "-//W3C//DTD SVG").startswith("-//W3C//DTD SVG")
    if not is_usual or not (system or "http://www.w3.org/").startswith(("http://www.w3.org/", "https://www.w3.org/")):
        raise _Unsafe(_ELSEWHERE)


def _refuse_instruction(target: str, _words: str) -> None:
    raise _Unsafe(f"holds the instruction <?{target}?>")
