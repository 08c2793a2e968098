"""What makes two bullets the same fact, and what a key and a guid are made of."""

from __future__ import annotations

import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from notes2anki.identity import GUID_LENGTH, KEY_LENGTH, make_guid, make_key, normalise
from notes2anki.model import NoteType


@pytest.mark.parametrize(
    ("one", "other"),
    [
        pytest.param("양자화란 무엇인가", "양자화란 무엇인가", id="the same text"),
        pytest.param("Focal Loss", "focal loss", id="case"),
        pytest.param("One  stage\tdetector", "one stage detector", id="the sort and number of spaces"),
        pytest.param("모델 경량화", "모델경량화", id="Korean word spacing"),
        pytest.param("ＡＢＣ１２３", "abc123", id="full width"),
        pytest.param("\u1100\u1161", "가", id="decomposed Hangul"),
        pytest.param("“정밀도”, (재현율).", "정밀도 재현율", id="punctuation and quotes"),
        pytest.param("좋다~ 👍🏽", "좋다", id="an emoji and a tilde at the end"),
        pytest.param("x − y", "x - y", id="the sign for minus"),
        pytest.param("Straße", "STRASSE", id="full case folding"),
        pytest.param("ok ✔️", "ok", id="a variation selector after a dropped sign"),
    ],
)
def test_the_same_fact_has_the_same_normal_form(one: str, other: str) -> None:
    """What authors change without changing the fact does not count."""
    assert normalise(one) == normalise(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        pytest.param("C++", "C", id="C++ and C"),
        pytest.param("C#", "C", id="C# and C"),
        pytest.param("-x", "x", id="a sign in front"),
        pytest.param("a < b", "a > b", id="a comparison"),
        pytest.param("a = b", "a ≠ b", id="a comparison outside ASCII"),
        pytest.param("10%", "10", id="per cent"),
        pytest.param("R&D", "RD", id="an ampersand"),
        pytest.param("x^2", "x2", id="a power"),
        pytest.param("a*b/c", "abc", id="times and by"),
        pytest.param("A → B", "A ← B", id="the direction of an arrow"),
        pytest.param("P(A|B)", "P(A,B)", id="a condition"),
        pytest.param("कि", "क", id="a vowel sign"),
    ],
)
def test_signs_that_carry_meaning_count(one: str, other: str) -> None:
    """Two formulas that differ in a sign are two facts."""
    assert normalise(one) != normalise(other)


@pytest.mark.parametrize(
    ("text", "normal"),
    [
        pytest.param("", "", id="nothing"),
        pytest.param("  ", "", id="only space"),
        pytest.param(" !! ", "!!", id="only punctuation"),
        pytest.param("🎉", "🎉", id="only an emoji"),
    ],
)
def test_a_text_without_letters_stands_for_itself(text: str, normal: str) -> None:
    """Two bullets of nothing but signs are not one fact."""
    assert normalise(text) == normal


@given(st.text())
@example("a.\u0301")
@example("ᄀ.ᅡ")
@example("\u0345\u0301!")
def test_the_normal_form_is_its_own_normal_form(text: str) -> None:
    """The ledger keeps normal forms, and reading them back makes the same keys."""
    assert normalise(normalise(text)) == normalise(text)


def test_keys_never_change() -> None:
    """A release that makes other keys or guids would double every card of every user."""
    assert make_key("양자화란 무엇인가", "definition") == "svm5cuvnav2t"
    assert make_guid("notes2anki", NoteType.BASIC, "양자화란 무엇인가", "definition") == "2kbzf76jnmvxb3sr"


@given(st.text(), st.text())
def test_keys_and_guids_are_short_words(text: str, slot: str) -> None:
    """Any text gives names that can be typed, and stand in a YAML file or a search."""
    assert re.fullmatch(rf"[a-z2-7]{{{KEY_LENGTH}}}", make_key(text, slot))
    assert re.fullmatch(rf"[a-z2-7]{{{GUID_LENGTH}}}", make_guid("", NoteType.CLOZE, text, slot))


def test_each_part_of_the_guid_counts() -> None:
    """Another namespace, note type, text or slot is another note; parts do not run into each other."""
    guids = {
        make_guid("n", NoteType.BASIC, "ab", "c"),
        make_guid("m", NoteType.BASIC, "ab", "c"),
        make_guid("n", NoteType.CLOZE, "ab", "c"),
        make_guid("n", NoteType.BASIC, "a", "bc"),
        make_guid("n", NoteType.BASIC, "abc", ""),
    }
    assert len(guids) == 5
    assert make_key("ab", "c") != make_key("a", "bc")
