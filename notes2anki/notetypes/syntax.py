"""Text of a card template -> its nodes, as Anki reads them, each with its line.

Anki's syntax is `{{Field}}`, `{{filter:Field}}`, `{{#Field}}…{{/Field}}`, `{{^Field}}…{{/Field}}` and comments, in
which nothing counts. A template that begins with `{{=<% %>=}}` has `<%` and `%>` in the place of the braces.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache


class TemplateSyntaxError(ValueError):
    """Raised for a template that Anki cannot read; `line` says where."""

    def __init__(self, message: str, line: int) -> None:
        super().__init__(message)
        self.message = message
        self.line = line


@dataclass(frozen=True, slots=True)
class Words:
    """What goes to the card as it is; a comment does, too."""

    text: str
    line: int


@dataclass(frozen=True, slots=True)
class Replacement:
    """A field's place; the filters stand in the order in which they are applied."""

    key: str
    filters: tuple[str, ...]
    line: int


@dataclass(frozen=True, slots=True)
class Section:
    """What is shown only if a field is filled, or only if it is empty."""

    key: str
    is_negated: bool
    inner: tuple[Node, ...]
    line: int


Node = Words | Replacement | Section

CLOZE_SECTION = re.compile(r"c\d+")
"""The keys of sections that only the card of a cloze's number shows, `{{#c1}}`."""


@dataclass(frozen=True, slots=True)
class _Handle:
    """What stands between two pairs of braces; `sign` is `#`, `^`, `/` or nothing."""

    sign: str
    words: str
    line: int


@cache
def parse(template: str) -> tuple[Node, ...]:
    """Return the nodes of a template. Raises TemplateSyntaxError for the first place that Anki could not read."""
    tokens = _tokens(template)
    nodes, closed = _parse_until(tokens, None)
    assert closed is None  # noqa: S101 -- what closes nothing was refused
    return nodes


def walk(nodes: Sequence[Node]) -> Iterator[Node]:
    """Yield every node, also those inside of sections, in their order."""
    for node in nodes:
        yield node
        if isinstance(node, Section):
            yield from walk(node.inner)


# --- tokens --------------------------------------------------------------------------------------------------------

_PLAIN = re.compile(r"\{\{(?P<handle>.*?)\}\}|<!--.*?-->", re.DOTALL)
_OTHER = re.compile(r"<%(?P<handle>.*?)%>|<!--.*?-->", re.DOTALL)
_OTHER_SIGN = "{{=<% %>=}}"


def _tokens(template: str) -> Iterator[Words | _Handle]:
    pattern, place = _PLAIN, 0
    if template.lstrip().startswith(_OTHER_SIGN):
        pattern, place = _OTHER, template.index(_OTHER_SIGN) + len(_OTHER_SIGN)
    while place < len(template):
        line = template.count("\n", 0, place) + 1
        found = pattern.search(template, place)
        before = template[place : found.start() if found else None]
        if before:
            yield Words(before, line)
        if found is None:
            return
        line += before.count("\n")
        yield Words(found[0], line) if found["handle"] is None else _handle(found["handle"], line)
        place = found.end()


def _handle(words: str, line: int) -> _Handle:
    words = words.lstrip("{").strip()
    if len(words) > 1 and words[0] in "#^/":
        return _Handle(words[0], words[1:].lstrip(), line)
    return _Handle("", words, line)


# --- sections ------------------------------------------------------------------------------------------------------


def _parse_until(tokens: Iterator[Words | _Handle], opened: _Handle | None) -> tuple[tuple[Node, ...], _Handle | None]:
    """Return the nodes up to what closes `opened`."""
    nodes: list[Node] = []
    for token in tokens:
        if isinstance(token, Words):
            nodes.append(token)
        elif token.sign == "/":
            _refuse_crossing(token, opened)
            return tuple(nodes), token
        elif token.sign:
            inner, _ = _parse_until(tokens, token)
            nodes.append(Section(token.words, token.sign == "^", inner, token.line))
        else:
            *filters, key = token.words.split(":")
            nodes.append(Replacement(key, tuple(reversed(filters)), token.line))
    if opened:
        raise TemplateSyntaxError(f"{{{{{opened.sign}{opened.words}}}}} is never closed", opened.line)
    return tuple(nodes), None


def _refuse_crossing(closing: _Handle, opened: _Handle | None) -> None:
    shown = f"{{{{/{closing.words}}}}}"
    if opened is None:
        raise TemplateSyntaxError(f"{shown} closes nothing", closing.line)
    if opened.words != closing.words:
        known = f"{{{{{opened.sign}{opened.words}}}}} of line {opened.line}"
        raise TemplateSyntaxError(f"{shown} crosses {known}, which is still open", closing.line)


# --- clozes --------------------------------------------------------------------------------------------------------

DEEPEST_CLOZE = 10
"""Clozes that Anki opens inside each other; it does not see the marks of deeper ones."""

_HIGHEST_NUMBER = 0xFFFF


def read_numbers(digits: str) -> Iterator[int]:
    """Yield each number that Anki can read; where there is none, the mark opens nothing."""
    for number in digits.split(","):
        significant = number.lstrip("0")
        if number and len(significant) < 6 and int(significant or 0) <= _HIGHEST_NUMBER:
            yield int(significant or 0)


# --- which fields a side needs -------------------------------------------------------------------------------------

_EMPTY = re.compile(r"(?:[ \t\n\v\f\r]|</?(?:br|div) ?/?>)*", re.IGNORECASE)


def is_empty(html: str) -> bool:
    """Is there nothing to see in a field, as Anki understands it? Line breaks are nothing."""
    return _EMPTY.fullmatch(html) is not None


def shows_any(nodes: Sequence[Node], filled: frozenset[str]) -> bool:
    """Does a front show at least one of these fields, so that Anki makes a card of it?

    What stands there as it is does not count.
    """
    return any(_shows(node, filled) for node in nodes)


def _shows(node: Node, filled: frozenset[str]) -> bool:
    match node:
        case Words():
            return False
        case Replacement(key):
            return key in filled
        case Section(key, is_negated, inner):
            return (key in filled) is not is_negated and shows_any(inner, filled)
