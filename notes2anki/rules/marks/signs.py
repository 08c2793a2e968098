"""What a reader of the author's own marks yields: cards, and what is wrong with marks."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TypeVar
from urllib.parse import unquote

from notes2anki.model import Aspect
from notes2anki.rules.found import Found
from notes2anki.rules.marks.answer import blocks, claims, links
from notes2anki.rules.marks.lines import Entry
from notes2anki.rules.statement import Statement
from notes2anki.text import Run, Text


@dataclass(frozen=True, slots=True)
class Marking:
    """A card that the author marked."""

    rule: str
    statement: Statement
    found: Found


@dataclass(frozen=True, slots=True)
class Asked:
    """What a card asks and answers with, and the lines that it came from."""

    question: Text
    answer: tuple[Entry, ...]
    lines: tuple[Entry, ...]
    is_reversed: bool = False
    tags: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Forced:
    """A block of which the author wants a card, whatever the rules think of it; `instead` if they find nothing."""

    statement: Statement
    instead: Marking | Fault


@dataclass(frozen=True, slots=True)
class Fault:
    """Markup that cannot be read."""

    line: int
    message: str
    hint: str
    is_error: bool = True


@dataclass(frozen=True, slots=True)
class Frame:
    """A line that speaks to another tool alone: no card, and nothing for the rules."""

    entry: Entry


Sign = Marking | Forced | Fault | Frame
"""What there may be on a line."""

_GAP_SIGNS = re.compile(r"\{\{c\d+::|\}\}")

CARD_TAG = re.compile(r"(?:flash)?card(?P<way>[-/]reversed?)?", re.IGNORECASE)
"""A hashtag that makes a card of its line."""


T = TypeVar("T", bound=Sign)


def asked(rule: str, statement: Statement, card: Asked) -> Marking:
    """Return the card of a question, with the links of its lines as sources."""
    found = Found(
        Aspect.QUESTION,
        Text(),
        blocks(card.answer),
        "answer",
        claims(card.lines),
        card.question.plain if card.question.plain.strip() else names(card.question.images),
        card.question,
        is_whole=True,
        is_reversed=card.is_reversed,
        sources=links(card.lines),
        tags=card.tags,
    )
    return Marking(rule, statement, found)


def gapped(rule: str, text: Text, lines: Sequence[Entry], gaps: Text, tags: tuple[str, ...] = ()) -> Marking:
    """Return the card of a text with gaps, with the links of its lines as sources."""
    source = text.plain if _GAP_SIGNS.sub("", text.plain).strip() else names(gaps.images) or text.plain
    found = Found(
        Aspect.GAP, Text(), (), "cloze", claims(lines), source, gaps, is_whole=True, sources=links(lines), tags=tags
    )
    return Marking(rule, lines[0].statement.under_sections, found)


def names(pictures: Iterable[Run]) -> str:
    """Return the names of pictures: what tells cards apart that have no words."""
    return " ".join(dict.fromkeys(unquote(re.split("[?#]", one.target)[0].rpartition("/")[2]) for one in pictures))


def card_tag(tags: Iterable[str]) -> re.Match[str] | None:
    """Return the first of the hashtags that makes a card of its line."""
    return next((found for tag in tags if (found := CARD_TAG.fullmatch(tag))), None)


def card_tag_alone(entry: Entry) -> re.Match[str] | None:
    """Return the tag, if the line holds nothing but tags and makes a card of the heading above it."""
    words = entry.plain.split()
    tags = [*entry.node.tags] if not words else [word[1:] for word in words if word.startswith("#")]
    if len(tags) < len(words):
        return None
    return card_tag(tags)


def first_come(marks: Iterable[T], used: set[int]) -> Iterator[T]:
    """Yield the marks on lines that none before has used up; adds to `used`."""
    for mark in marks:
        if isinstance(mark, Marking):
            if mark.found.claims & used:
                continue
            used |= mark.found.claims
        elif isinstance(mark, Frame):
            if mark.entry.number in used:
                continue
            used |= claims((mark.entry,))
        elif isinstance(mark, Fault):
            if mark.line in used:
                continue
            used |= {mark.line} if mark.is_error else set()
        yield mark
