"""What a heading or a bullet names, told right under it: a paragraph or quotation that has no topic of its own."""

from __future__ import annotations

import re
from collections.abc import Iterator

from notes2anki.cues import Cues
from notes2anki.model import Definition, Node, NodeKind, Property
from notes2anki.rules.kit.found import Found, own_lines, prose
from notes2anki.rules.kit.lines import answer_text, first_speaking, sentences
from notes2anki.rules.kit.phrases import asks, is_assertion, is_attribute, is_deictic, is_fact, masked_brackets
from notes2anki.rules.kit.spot import Spot
from notes2anki.rules.kit.topics import split_topic
from notes2anki.text import Text

_TITLES = 7  # the level of the last headings that the author wrote as such, or in bold
_FEWEST_WORDS = 3  # of a phrase that says what something is
_SHORTEST = 8  # characters
_TOLD = 0.8  # what is said of the heading without being its definition
_PRONOUN = re.compile(r"(?:it|this|they|these)\s+", re.IGNORECASE)


def find(spot: Spot) -> Iterator[Found]:
    """Yield what the first paragraph under a heading says of what the heading names."""
    parent = spot.parent
    if spot.node.kind is not NodeKind.PARAGRAPH or parent is None or not _is_first(spot, parent):
        return
    name = spot.name_of(parent)
    told = (sentences(spot.said) or (Text(),))[0]
    if not name or is_attribute(name) or not _tells(told, spot.cues):
        return
    source = f"{name.plain} {told.plain}"
    if meaning := _meaning(told, spot.cues):
        yield Found(Definition(name, prose(meaning)), "definition", own_lines(spot.node), source)
    elif _is_about_it(told, spot.cues):
        yield Found(Property(name, (answer_text(told),)), "topic", own_lines(spot.node), source, weight=_TOLD)


def _is_first(spot: Spot, parent: Node) -> bool:
    """Is it the first block under a heading, or a bullet's bare term, that says something, or the first quoted?"""
    is_title = parent.kind is NodeKind.HEADING and parent.level <= _TITLES
    if parent.is_defined or not (is_title or spot.is_term_alone(parent)):
        return False
    first = first_speaking(parent.children)
    return first is not None and first.first == spot.node.first


def _tells(told: Text, cues: Cues) -> bool:
    is_open = told.plain.rstrip().endswith((":", "：", ",", "?", "？"))
    points = is_deictic(told, cues) and not _PRONOUN.match(told.masked)
    return len(told.plain) >= _SHORTEST and not (is_open or asks(told) or points)


def _is_about_it(told: Text, cues: Cues) -> bool:
    """Does it lack a subject of its own, and announce nothing, so that what it says is said of the heading?"""
    if not is_fact(told, cues) or cues.announces.search(told.masked) or split_topic(told, cues, is_strict=False):
        return False
    return cues.language != "en" or bool(cues.predicate.match(told.masked))


def _meaning(told: Text, cues: Cues) -> Text:
    """Return what the sentence says the thing is, if it does: `the share of …`, `…하는 것`, `It is a …`."""
    pronoun = _PRONOUN.match(told.masked)
    if pronoun:
        told = told.cut(pronoun.end())
    masked = masked_brackets(told.masked)
    found = next((found for pattern in cues.defines if (found := pattern.match(masked))), None)
    if found and (pronoun or not split_topic(told, cues, is_strict=False)):
        return told.cut(found.start("meaning"))
    words = masked.split()
    is_phrase = len(words) >= _FEWEST_WORDS and not is_assertion(told, cues)
    return told if is_phrase and any(cues.inner.search(word) for word in words) else Text()
