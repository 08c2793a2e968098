"""What the tests of the rules share: a report's text -> its cards and skips as lines that a reviewer can read."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import pytest

from notes2anki.cards import make_cards
from notes2anki.model import (
    Block,
    Bullets,
    Card,
    Code,
    Dialect,
    Finding,
    Grid,
    Prose,
    Report,
    Settings,
    Skip,
    Status,
)
from notes2anki.reading import read_report
from notes2anki.rules.select import extract
from notes2anki.text import Text
from tests.support.rules import Ask, CardsOf, Marked, Read, Reasons

SETTINGS = Settings(Path("/notes"), "Notes", ("*.md",), Path("/notes/notes.apkg"), Path("/notes/ledger.jsonl"))


@pytest.fixture
def read() -> Read:
    """Return a reader of reports."""
    return lambda text: extract(_report(text))


@pytest.fixture
def cards_of() -> CardsOf:
    """Return a maker of cards, of every rule."""
    return _cards


@pytest.fixture
def ask() -> Ask:
    """Return a finder of what one rule finds, each as a line."""
    return lambda text, rule: [tell(found) for found in extract(_report(text)).findings if found.rule == rule]


@pytest.fixture
def marked() -> Marked:
    """Return a lister of the cards that the author marked, and of what is wrong with marks."""
    return _marked


@pytest.fixture
def reasons() -> Reasons:
    """Return a lister of what did not become a card: `line: reason`; what the cards refuse is among it."""
    return _reasons


def tell(found: Finding) -> str:
    """Return a finding as one line, apart from how it will be asked."""
    what = f"{found.aspect}: {show_text(found.subject)}"
    parts = [what, show_text(found.name), show_blocks(found.answer)]
    parts += [f"extra: {show_blocks(found.extra)}"] if found.extra else []
    parts += [f"sources: {' '.join(found.sources)}"] if found.sources else []
    return " | ".join(part.strip() for part in parts if part)


def sketch(card: Card) -> str:
    """Return a card as one line."""
    parts = [card.kind.value, show_text(card.question), show_blocks(card.answer)]
    parts += [f"extra: {show_blocks(card.extra)}"] if card.extra else []
    parts += [f"sources: {' '.join(card.sources)}"] if card.sources else []
    return " | ".join(part for part in parts if part)


def show_blocks(blocks: Iterable[Block]) -> str:
    """Return blocks as one line: `/` between them, `•` before a bullet, a number before a step; a list of one bare."""
    return " / ".join(map(_show_block, blocks))


def show_text(text: Text) -> str:
    """Return what a text says, pictures by their addresses, lines joined by `⏎`."""
    return "".join(f"![{run.text}]({run.target})" if run in text.images else run.text for run in text.runs).replace(
        "\n", "⏎"
    )


def _show_block(block: Block) -> str:
    match block:
        case Prose(text):
            return show_text(text)
        case Bullets((member,)):
            return show_text(member)
        case Bullets(members, is_ordered):
            signs = (f"{place}." if is_ordered else "•" for place in range(1, len(members) + 1))
            return " ".join(f"{sign} {show_text(member)}" for sign, member in zip(signs, members, strict=True))
        case Code(source, language):
            return f"```{language} {source}```".replace("\n", "⏎")
        case Grid(rows):
            return " ".join(f"[{', '.join(map(show_text, cells))}]" for cells in rows)


def _report(text: str) -> Report:
    report, _ = read_report(text, "notes/day.md")
    return report


def _made(text: str) -> Iterable[tuple[Finding, Card | Skip]]:
    report = _report(text)
    return make_cards(report, extract(report).findings, SETTINGS)


def _cards(text: str) -> list[Card]:
    return [made for _, made in _made(text) if isinstance(made, Card)]


def _reasons(text: str) -> list[str]:
    refused = [made for _, made in _made(text) if isinstance(made, Skip)]
    skips = sorted((*extract(_report(text)).skips, *refused), key=lambda skip: skip.first)
    return [f"{skip.first}: {skip.reason}" for skip in skips]


def _marked(text: str, *dialects: Dialect) -> list[str]:
    report = _report(text)
    extraction = extract(report, spoken=dialects)
    made = make_cards(report, extraction.findings, SETTINGS)
    cards = [card for finding, card in made if finding.is_explicit and isinstance(card, Card)]
    assert {(card.score, card.status) for card in cards} <= {(1.0, Status.KEEP)}
    shown = [f"{card.rule}: {sketch(card)}{' ⇄' if card.is_reversed else ''}" for card in cards]
    return [*shown, *(f"{problem.line}! {problem.message}" for problem in extraction.problems)]
