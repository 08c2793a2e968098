"""An acronym and the words that it stands for: `IoU (Intersection over Union)`, or the words as a bullet under it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from notes2anki.model import Attribute, NodeKind
from notes2anki.rules.kit.found import Found, own_lines, prose
from notes2anki.rules.kit.phrases import clean_term
from notes2anki.rules.kit.spot import Spot
from notes2anki.rules.kit.topics import split_equals, split_label
from notes2anki.text import Text, plain_text

_SHORT = r"(?P<short>[A-Z][A-Za-z0-9]{1,9}(?:[-/&][A-Z][A-Za-z0-9]{1,5})?)"
_LONG = r"(?P<long>[A-Za-z][A-Za-z0-9'’/ -]{5,70})"
_BRACKETED = re.compile(rf"^\W*{_SHORT}\s*[(（]{_LONG}[)）]")
_TURNED = re.compile(rf"^\W*{_LONG}\s*[(（]{_SHORT}[)）]")
_ALONE = re.compile(rf"^\W*{_SHORT}\W*$")
_WORDS = re.compile(rf"^\W*{_LONG}[\s.]*$")
_MINOR = frozenset(
    [
        "a",
        "an",
        "and",
        "for",
        "in",
        "of",
        "on",
        "or",
        "the",
        "to",
        "with",
        "over",
        "per",
        "by",
        "at",
        "from",
        "that",
        "using",
    ]
)


def find(spot: Spot) -> Iterator[Found]:
    """Yield what the acronym at the start of the block stands for; what else the block says is another rule's."""
    if spot.node.kind not in (NodeKind.ITEM, NodeKind.PARAGRAPH) or not spot.lines:
        return
    line = spot.head
    found = _BRACKETED.match(line.plain) or _TURNED.match(line.plain)
    if found and stands_for(found["short"], found["long"]):
        yield _found(spot, line.cut(*found.span("short")), line.cut(*found.span("long")), is_aside=True)
        return
    label = split_label(line) or split_equals(line)
    if label and _ALONE.match(label[0].plain) and _WORDS.match(label[1].plain) and stands_for(*_plain(label)):
        yield _found(spot, clean_term(label[0], spot.cues), label[1], is_aside=False)
        return
    above = spot.parent.lines[0].text if spot.parent and spot.parent.lines else Text()
    short, long = _ALONE.match(above.plain), _WORDS.match(line.plain)
    if short and long and stands_for(short["short"], long["long"]):
        yield _found(spot, above.cut(*short.span("short")), line.cut(*long.span("long")), is_aside=False)


def _plain(label: tuple[Text, Text]) -> tuple[str, str]:
    return label[0].plain, label[1].plain


def stands_for(short: str, long: str) -> bool:
    """Do the first letters of the words, those of small words or not, give the acronym?"""
    words = [word for word in re.split(r"[^A-Za-z0-9]+", long.casefold()) if word]
    wanted = re.sub(r"[^a-z0-9]", "", short.casefold())
    if len(words) < 2 or not any(letter.isupper() for letter in short[1:]):
        return False
    major = "".join(word[0] for word in words if word not in _MINOR)
    return wanted in ("".join(word[0] for word in words), major)


def _found(spot: Spot, short: Text, long: Text, *, is_aside: bool) -> Found:
    name = plain_text(spot.wording("stands_for"))
    concept = Attribute(short, name, prose(long))
    return Found(concept, "stands-for", own_lines(spot.node), f"{short.plain} {long.plain}", is_aside=is_aside)
