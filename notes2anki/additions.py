"""A report and what the user decided of it -> cards of the user's own, made of lines from which none came by itself.

Such a card's identity comes from what its line said when it was made, so that it lasts however the report is edited.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace

from notes2anki.cards import make_cards
from notes2anki.decisions import Decision
from notes2anki.decks import choose_subdeck
from notes2anki.identity import normalise
from notes2anki.model import Aspect, Card, Finding, NodeKind, Page, Problem, Report, Settings
from notes2anki.overrides import read_answer, read_line
from notes2anki.rules.statement import Statement, read
from notes2anki.text import Text

RULE = "overrides"
"""What stands in the place of a rule's name on such a card."""

SLOT = "asked"


def with_added(page: Page, report: Report, decisions: Iterable[Decision], settings: Settings) -> Page:
    """Return the page with the user's own cards in it, and a notice for each that has lost its line."""
    statements = read(report, settings.habits).statements
    found = [(one, _find(one, statements)) for one in decisions]
    moved = (one for one, statement in found if statement is None or not _says(one, statement))
    notices = (one.notice(*_MOVED) for one in moved)
    cards = tuple(_cards(report, [(one, statement) for one, statement in found if statement], settings))
    taken = {line for card in cards for line in range(card.first, card.last + 1)}
    return replace(
        page,
        cards=tuple(sorted((*page.cards, *cards), key=lambda card: card.first)),
        skips=tuple(skip for skip in page.skips if not taken & set(range(skip.first, skip.last + 1))),
        problems=(*page.problems, *notices),
    )


def unplaced_notices(decisions: Iterable[Decision], paths: Iterable[str]) -> Iterator[Problem]:
    """Yield a notice for each of the user's own cards whose report is none of these."""
    known = frozenset(paths)
    lost = (one for one in decisions if one.path not in known)
    return (one.notice("there is no such report", "has it been renamed?") for one in lost)


def _find(decision: Decision, statements: Iterable[Statement]) -> Statement | None:
    """Return the block with the line's text that is nearest to where it stood, else the block that stands there."""
    by_distance = sorted(statements, key=lambda statement: abs(statement.node.first - decision.line))
    same = (statement for statement in by_distance if decision.text and _says(decision, statement))
    there = (
        statement for statement in reversed(by_distance) if statement.node.first <= decision.line <= statement.node.last
    )
    return next(same, None) or next(there, None)


def _says(decision: Decision, statement: Statement) -> bool:
    return not decision.text or normalise(decision.text) == normalise(_words(statement))


def _words(statement: Statement) -> str:
    node = statement.node
    if node.kind is NodeKind.TABLE:
        return " | ".join(cell.plain for row in node.rows for cell in row.cells)
    return node.text.plain or node.code.partition("\n")[0]


def _cards(report: Report, found: Iterable[tuple[Decision, Statement]], settings: Settings) -> Iterator[Card]:
    seen: Counter[str] = Counter()
    for decision, statement in found:
        text = decision.text or _words(statement)
        seen[normalise(text)] += 1
        number = seen[normalise(text)]
        finding = _finding(decision, statement, text, SLOT if number == 1 else f"{SLOT}:{number}")
        placement = choose_subdeck((*statement.tags, report.front.tags), settings)
        for _, card in make_cards(report, (finding,), settings):
            if isinstance(card, Card):
                yield replace(card, deck=placement.deck, tags=placement.tags)


def _finding(decision: Decision, statement: Statement, text: str, slot: str) -> Finding:
    return Finding(
        aspect=Aspect.QUESTION,
        subject=Text(),
        answer=read_answer(decision.answer),
        name=read_line(decision.question),
        rule=RULE,
        score=1.0,
        slot=slot,
        source_text=text,
        first=statement.node.first,
        last=statement.node.last,
        language=statement.outline.home.code,
        trail=statement.trail,
        is_explicit=True,
    )


_MOVED = ("the line says something else now", "see whether the card still holds, then write the new text to `text`")
