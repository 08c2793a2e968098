"""What a field must be: well-formed HTML in which a sanitiser finds nothing to do, once and again."""

from __future__ import annotations

import html
from collections.abc import Iterator
from dataclasses import replace

import html5lib
import nh3
from html5lib.html5parser import ParseError

from notes2anki.fields import make_note
from notes2anki.model import Card, Kind, Node, Prose
from notes2anki.reading.outline import read_outline
from notes2anki.rules.answers import blocks_of
from notes2anki.text import Text
from tests.support.cards import CARD, all_nodes

# fmt: off
TAGS = {
    "a", "b", "br", "code", "div", "i", "img", "kbd", "li", "mark", "ol", "p", "pre", "rt", "ruby", "s", "small",
    "span", "sub", "sup", "table", "tbody", "td", "th", "thead", "tr", "u", "ul",
}
# fmt: on
ATTRIBUTES = {
    "a": {"href"},
    "img": {"src", "alt", "width"},
    "div": {"lang", "class"},
    **{tag: {"class"} for tag in ("span", "code", "small", "td", "th")},
}


def faults(field: str) -> Iterator[str]:
    """Yield what is wrong with a field: HTML that a strict parser refuses, or that a sanitiser changes."""
    try:
        html5lib.HTMLParser(strict=True).parseFragment(field)
    except ParseError as error:
        yield f"not well-formed: {error}"
    cleaned = clean(field)
    if html.unescape(cleaned) != html.unescape(field):
        yield f"a sanitiser makes of it: {cleaned}"
    if clean(cleaned) != cleaned:
        yield "a sanitiser changes it again"


def clean(field: str) -> str:
    """Return what a sanitiser leaves of a field."""
    return nh3.clean(field, tags=TAGS, attributes=ATTRIBUTES, url_schemes={"http", "https"}, link_rel=None)


def fields_of(source: str, *kinds: Kind) -> Iterator[str]:
    """Yield each field of a card of each kind, made of each block of a report as its question, answer and extra."""
    for node in all_nodes(read_outline(source)):
        for kind in kinds:
            note = make_note(card_of(node.text, (node, *node.children), kind), {}, is_reversed=True)
            yield from (field for _, field in note.fields)


def card_of(question: Text, nodes: tuple[Node, ...], kind: Kind = Kind.QA) -> Card:
    """Return a card that asks `question`, answers with it and what `nodes` say, and has all of that in every field."""
    blocks = (Prose(question), *blocks_of(nodes))
    return replace(
        CARD,
        kind=kind,
        question=question,
        answer=blocks,
        extra=blocks,
        language="en",
        context=(question.told,),
        sources=(*question.links, "other.md:3"),
    )
