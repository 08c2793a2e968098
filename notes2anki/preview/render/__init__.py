"""A note type's template and a note's fields -> the HTML of one side of a card, as Anki makes it.

Only two things are other than in Anki: the id of a hint, and the words that take the place of a blank front.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from html import escape
from typing import Literal, assert_never

from notes2anki.notetypes import NoteTypeSpec, TemplateSpec
from notes2anki.notetypes.syntax import (
    CLOZE_SECTION,
    Node,
    Replacement,
    Section,
    TemplateSyntaxError,
    Words,
    is_empty,
    parse,
    shows_any,
)
from notes2anki.preview.render.clozes import reveal, words_of
from notes2anki.preview.render.filters import Place, apply_filters
from notes2anki.preview.render.html import strip_html

BLANK = '<div class="blank">The front of this card is blank.</div>'
"""What both sides show of a card that Anki would not make."""

_MARK = re.compile(r"\[\[type:(?P<kind>cloze:|nc:)?(?P<field>.+?)\]\]")
_HEARD = re.compile(r"\[sound:.*?\]|\[anki:tts\b[^\]]*\].*?\[/anki:tts\]", re.DOTALL)
_BREAK = re.compile(r"(?:\n|<br ?/?>|</?div>)+", re.IGNORECASE)


class RenderError(ValueError):
    """Raised for a template that Anki shows an error for."""


@dataclass(frozen=True, slots=True)
class _Context:
    fields: Mapping[str, str]
    filled: frozenset[str]
    number: int  # of the cloze
    front: str | None = None  # the other side, on an answer


def render(  # noqa: PLR0913 -- all that Anki's templates can ask for
    spec: NoteTypeSpec,
    template_name: str,
    fields: Mapping[str, str],
    *,
    tags: Sequence[str] = (),
    deck: str = "",
    side: Literal["question", "answer"] = "question",
    ord: int = 0,  # noqa: A002 -- Anki's own word: from 0, the template, or of a cloze its number less one
) -> str:
    """Return one side of a card, without the CSS. Raises RenderError where Anki shows an error.

    `fields` are by name; those that are not given are empty. `[sound:…]`, `[anki:tts …]` and, on a question,
    `[[type:…]]` are left for the client, which makes its own buttons and boxes of them; an answer has the comparison
    that Anki shows where nothing was typed.
    """
    template = next(one for one in spec.templates if one.name == template_name)
    known = {field.name: fields.get(field.name, "") for field in spec.fields}
    known = _special(spec, template, tags, deck) | {f"c{ord + 1}": "1"} | known
    context = _Context(known, frozenset(name for name, value in known.items() if not is_empty(value)), ord + 1)
    try:
        front_nodes = parse(template.front)
        question = "".join(_render(front_nodes, context))
        if _is_blank(spec, front_nodes, context):
            return question + BLANK if side == "question" else BLANK
        if side == "question":
            return question
        answer = "".join(_render(parse(template.back), replace(context, front=question)))
    except TemplateSyntaxError as fault:
        raise RenderError(f"line {fault.line}: {fault.message}") from None
    typed = {field.name: known[field.name] for field in spec.fields}
    return _compare(answer, question, typed, context.number)


def _special(spec: NoteTypeSpec, template: TemplateSpec, tags: Sequence[str], deck: str) -> dict[str, str]:
    return {
        "Tags": " ".join(sorted(tags, key=str.casefold)),
        "Type": spec.name,
        "Deck": deck,
        "Subdeck": deck.rpartition("::")[2],
        "Card": template.name,
        "CardFlag": "flag0",
        "CardID": "0",
    }


def _is_blank(spec: NoteTypeSpec, front: Sequence[Node], context: _Context) -> bool:
    if not spec.is_cloze:
        return not shows_any(front, context.filled)
    return not any(reveal(value, context.number, is_question=True) for value in context.fields.values())


def _render(nodes: Sequence[Node], context: _Context) -> Iterator[str]:
    for node in nodes:
        match node:
            case Words(text):
                yield text
            case Replacement("FrontSide", _):
                yield context.front or ""
            case Replacement(key, filters):
                yield _replaced(key, filters, context)
            case Section(key, is_negated, inner):
                shown = tuple(_render(inner, context))  # also where it is not shown, since Anki looks for errors there
                yield from shown if _holds(key, context) is not is_negated else ()
            case _:
                assert_never(node)


def _replaced(key: str, filters: Sequence[str], context: _Context) -> str:
    if not key and filters:  # for filters of add-ons, which bring their own words
        return ""
    if key not in context.fields:
        raise RenderError(f"there is no field `{key}`")
    return apply_filters(context.fields[key], filters, Place(key, context.number, context.front is None))


def _holds(key: str, context: _Context) -> bool:
    if key not in context.fields and not CLOZE_SECTION.fullmatch(key):
        raise RenderError(f"there is no field `{key}`")
    return key in context.filled


def _compare(answer: str, question: str, fields: Mapping[str, str], number: int) -> str:
    """Return the answer with the comparison in the place of each `[[type:…]]`: the field's words, or nothing.

    As in Anki, the first box of the question says which field; `number` is that of the cloze.
    """
    mark = _MARK.search(question)
    expected = fields.get(mark["field"], "") if mark else ""
    if mark and mark["kind"] == "cloze:":
        expected = words_of(expected, number)
    shown = f"<code id=typeans>{escape(_plain(expected))}</code>" if expected else ""
    return _MARK.sub(lambda _: shown, answer)


def _plain(expected: str) -> str:
    return strip_html(_BREAK.sub(" ", _HEARD.sub("", expected))).strip()
