"""Laws of what a card shows: no formula and no code is cut, no number and no sign of mathematics is lost on the way."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from notes2anki.build import read_page
from notes2anki.listing import plain
from notes2anki.model import Block, Bullets, Card, Grid, Kind, Prose, Settings
from notes2anki.reading import read_report
from notes2anki.text import Mark, Text
from tests.support.cards import all_nodes

ROOT = Path("/deck")
DECK = Settings(ROOT, "Root", ("notes",), ROOT / "deck.apkg", ROOT / "ledger.jsonl")
PATH = "notes/2021-09-27-day41.md"

# fmt: off
FORMULAS = (
    r"\sqrt{d_k}", "|x|", "y^-", "n!", "-x", r"\{a\}", "1. x", "a = b", "a: b", "a, b", "0.5", "=", "a + b + c + d + e",
    r"x \to y", "(a)", "f(x) = ", "...", "~", "A", "Q. x", r"\frac{a b c d} {e}",
)
CODES = ("/etc/hosts", "~/.ssh", "v.empty();", "==", "!pip", "a -> b", "&&", "--x", "a: b", "x, y", "1. x", '"a"')
SIGNS = ("√d", "∂L/∂w", "∇f", "±1", "−1", "∑x", "≤ 3", "0.5", "10.0.0.1", "/etc", "%timeit", "90%", "n!", "Cl-", "x²")
NAMES = ("모델", "속도", "학습률", "the model", "loss", "Adam", *SIGNS)
JOINTS = (
    "", " ", ": ", " - ", " → ", " = ", "은 ", "는 ", "란 ", "란?", "이란 무엇인가?", "하면 ", " is a ", " vs ", ", ",
    "?", "의 ", " (", ") ", "이고, ", "보다 ", "이다.", "하는 것", ". ", " means ", ": what it does", " 정리", "모델",
    "속도", "the model", "loss", "값", "쓴다", "measures", "그래디언트", "!", "~", " …",
)
# fmt: on
SIGNED = st.sampled_from([*(f" {sign}" for sign in SIGNS), *JOINTS, *JOINTS])
SOLID = st.sampled_from(
    [*(f"${tex}$" for tex in FORMULAS), *(f"`{code}`" for code in CODES), *JOINTS, "\n  ", "\n  - "]
)
BULLETS = st.lists(SOLID, min_size=2, max_size=9).map(lambda words: f"- {''.join(words)}")
REPORTS = st.lists(BULLETS | st.sampled_from(["## 정규화", "## Loss", "- Adam", ""]), min_size=1, max_size=5)


def _told(card: Card) -> Iterator[Text]:
    yield card.question
    for block in (*card.answer, *card.extra):
        yield from _texts(block)


def _texts(block: Block) -> Iterable[Text]:
    match block:
        case Prose(text):
            return (text,)
        case Bullets(members):
            return members
        case Grid(rows):
            return tuple(cell for row in rows for cell in row)
        case _:
            return ()


def _solid(texts: Iterable[Text]) -> set[str]:
    """Return what stands in code and math."""
    return {run.text.strip() for text in texts for run in text.runs if run.marks & {Mark.MATH, Mark.CODE}}


@settings(max_examples=300)
@given(REPORTS.map("\n".join))
def test_no_formula_and_no_code_is_cut(source: str) -> None:
    """Whatever rule takes a line apart, what stands between dollars or backticks comes whole or not at all."""
    report, _ = read_report(source, PATH)
    whole = _solid(line.text for node in all_nodes(report.outline) for line in node.lines)
    for card in read_page(source, PATH, DECK).cards:
        if card.kind is not Kind.CLOZE:  # a gap may begin within a formula
            assert _solid(_told(card)) <= {*whole, ""}


@settings(max_examples=300)
@given(st.sampled_from(NAMES), st.lists(SIGNED, min_size=1, max_size=8))
def test_no_sign_is_lost(name: str, words: list[str]) -> None:
    """If a bullet becomes cards, each number and sign of it stands on one of them."""
    cards = read_page(f"- {name}{''.join(words)}", PATH, DECK).cards
    shown = "\n".join(
        "\n".join((card.question.plain, plain(card.answer), plain(card.extra), *card.context)) for card in cards
    )
    assert not cards or not [word for word in (name, *words) if word.strip() in SIGNS and word.strip() not in shown]


@pytest.mark.parametrize(
    ("source", "question"),
    [
        pytest.param("- √d_k로 나누는 이유는?\n  - 분산이 커져서", "√d_k로 나누는 이유는?", id="a root"),
        pytest.param("- $\\sqrt{d}$로 나누는 이유는?\n  - 분산이 커져서", r"\sqrt{d}로 나누는 이유는?", id="a formula"),
        pytest.param("- -1을 곱하는 이유는?\n  - 부호를 바꾸려고", "-1을 곱하는 이유는?", id="a minus"),
        pytest.param("- ∂L/∂w: 손실의 변화율", "∂L/∂w — 무엇인가?", id="a derivative"),
        pytest.param("- $y^-$: the worse response", "What is y^-?", id="an exponent"),
        pytest.param("- ∇f\n  가장 가파른 방향", "∇f — 무엇인가?", id="a gradient"),
        pytest.param("- 0.5 확률: 뉴런을 끄는 비율", "0.5 확률은 무엇인가?", id="a decimal"),
        pytest.param("- ➡️ 학습률: 갱신의 크기", "학습률은 무엇인가?", id="an emoji goes"),
        pytest.param("- 1.2 학습률: 갱신의 크기", "학습률은 무엇인가?", id="a number goes"),
    ],
)
def test_signs_that_mean_something_stay(source: str, question: str) -> None:
    """A sign in front is shown, unless it only marks the line."""
    (card,) = read_page(source, PATH, DECK).cards
    assert card.question.plain == question
