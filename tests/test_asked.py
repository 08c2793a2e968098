"""Which answers are typed in, and which cards are read aloud."""

from __future__ import annotations

from dataclasses import replace

import pytest

from notes2anki.fields.asked import is_typed, voice_of
from notes2anki.model import Block, Bullets, Card, Code, Face, Grid, Kind, Prose
from notes2anki.text import Mark, Run, Text, plain_text
from tests.support.cards import CARD

FACE = Face(is_typed=True, voices=("ko_KR", "en_US"))


def _prose(words: str, *marks: Mark) -> Prose:
    return Prose(Text((Run(words, frozenset(marks)),)))


def _answering(*answer: Block) -> Card:
    return replace(CARD, answer=answer, language="ko")


def _gapped(words: str, *marks: Mark) -> Card:
    return replace(CARD, kind=Kind.CLOZE, answer=(), question=_prose(words, *marks).text, language="en")


@pytest.mark.parametrize(
    ("card", "expected"),
    [
        pytest.param(_answering(_prose("gradient clipping")), True, id="two words"),
        pytest.param(_answering(_prose("경사 클리핑", Mark.STRONG)), True, id="in bold"),
        pytest.param(_answering(_prose("one two three four five")), False, id="a sentence"),
        pytest.param(
            _answering(_prose("미니배치의평균과분산으로채널마다정규화하는기법을말한다고들한다")), False, id="long"
        ),
        pytest.param(_answering(_prose("a\nb")), False, id="two lines"),
        pytest.param(_answering(_prose("x^2", Mark.MATH)), False, id="a formula"),
        pytest.param(_answering(_prose("figure", Mark.IMAGE)), False, id="a picture"),
        pytest.param(_answering(_prose("a"), _prose("b")), False, id="two paragraphs"),
        pytest.param(_answering(Bullets((plain_text("a"),))), False, id="a list"),
        pytest.param(_answering(Code("a")), False, id="code"),
        pytest.param(_gapped("{{c1::Bagging}} is {{c2::parallel::how}}"), True, id="short gaps"),
        pytest.param(_gapped("{{c1::one}} and {{c2::one two three four five}}"), False, id="a long gap"),
        pytest.param(_gapped("{{c1::x^2}}", Mark.MATH), False, id="a gap in a formula"),
    ],
)
def test_only_a_few_words_are_typed(card: Card, expected: bool) -> None:  # noqa: FBT001 -- a column of the table
    """What no one would type letter by letter is answered in mind, as ever; without the setting, all is."""
    assert is_typed(card, FACE) is expected
    assert not is_typed(card, Face())


@pytest.mark.parametrize(
    ("card", "voice"),
    [
        pytest.param(_answering(_prose("가")), "ko_KR", id="Korean"),
        pytest.param(_gapped("{{c1::a}} b"), "en_US", id="an English cloze"),
        pytest.param(replace(CARD, language="ja"), "", id="a language without a voice"),
        pytest.param(_answering(Bullets((plain_text("가"), plain_text("나")))), "ko_KR", id="a list"),
        pytest.param(_answering(Bullets((plain_text("가"), _prose("x", Mark.MATH).text))), "", id="a formula"),
        pytest.param(_gapped("{{c1::x^2}}", Mark.MATH), "", id="a formula in a cloze"),
        pytest.param(_answering(_prose("가"), Code("x")), "", id="code"),
        pytest.param(_answering(Grid(((plain_text("가"),),))), "", id="a table"),
    ],
)
def test_the_voice_is_that_of_the_language(card: Card, voice: str) -> None:
    """A card of words is read by the voice of its language, if the user named one."""
    assert voice_of(card, FACE) == voice
    assert voice_of(card, Face()) == ""
