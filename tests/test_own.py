"""What fills the fields of a note type of the user's own."""

from __future__ import annotations

from dataclasses import replace

import pytest

from notes2anki.labels import fill_fields
from notes2anki.model import Block, Bullets, Code, FieldSpec, NoteType, Prose
from notes2anki.notetypes import load
from notes2anki.text import plain_text
from tests.support.cards import CARD

SPEC = replace(
    load(NoteType.BASIC),
    key="own",
    fields=(FieldSpec("Question", 1), FieldSpec("Example", 2, ("example", "예시", "Course"))),
)


def _prose(words: str) -> Prose:
    return Prose(plain_text(words))


def _bullets(*words: str) -> Bullets:
    return Bullets(tuple(map(plain_text, words)))


@pytest.mark.parametrize(
    ("answer", "extra", "left", "found"),
    [
        pytest.param((_prose("A"),), (), ((_prose("A"),), ()), "", id="no label"),
        pytest.param((_prose("Examples: two"),), (), ((_prose("Examples: two"),), ()), "", id="another word"),
        pytest.param((_prose("Example: x"),), (), ((_prose("Example: x"),), ()), "", id="all of the answer"),
        pytest.param((_prose("A"),), (_prose("예시： 하나"),), ((_prose("A"),), ()), "하나", id="Extra, in Korean"),
        pytest.param((_bullets("a", "EXAMPLE: x", "b"),), (), ((_bullets("a", "b"),), ()), "x", id="a bullet"),
        pytest.param((_prose("A"), _bullets("example: x")), (), ((_prose("A"),), ()), "x", id="the only bullet"),
        pytest.param((Code("example: x"), _prose("A")), (), ((Code("example: x"), _prose("A")), ()), "", id="code"),
    ],
)
def test_a_labelled_line_fills_its_field(
    answer: tuple[Block, ...], extra: tuple[Block, ...], left: tuple[tuple[Block, ...], tuple[Block, ...]], found: str
) -> None:
    """The line leaves the card, unless nothing would be left to answer."""
    card, filled = fill_fields(replace(CARD, answer=answer, extra=extra), SPEC, {})
    assert (card.answer, card.extra) == left
    assert [(name, text.plain) for name, text in filled] == ([("Example", found)] if found else [])


def test_the_front_matter_fills_what_no_line_does() -> None:
    """A line of the card counts before the report's front matter."""
    said = {"course": "Vision"}
    assert fill_fields(CARD, SPEC, said)[1] == (("Example", plain_text("Vision")),)
    labelled = replace(CARD, extra=(_prose("Example: x"),))
    assert fill_fields(labelled, SPEC, said)[1][0][1].plain == "x"
