"""Cards that the user makes of lines, and the pages of their reports -> the pages with those cards in them.

Such a card's identity comes from what its line said when it was made, so that it lasts however the report is edited.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace

from notes2anki.cards import make_cards
from notes2anki.decks import choose_subdeck
from notes2anki.files import real_path
from notes2anki.identity import normalise
from notes2anki.model import Aspect, Card, Finding, InputError, NodeKind, Page, Problem, Report, Settings
from notes2anki.overrides import Added, Overrides
from notes2anki.reading import read_report
from notes2anki.reading.files import read_text
from notes2anki.rules.statement import Statement, read
from notes2anki.text import Text

RULE = "overrides"
"""What stands in the place of a rule's name on such a card."""

SLOT = "asked"


def with_added(
    pages: Iterable[Page], overrides: Overrides, settings: Settings
) -> tuple[tuple[Page, ...], tuple[Problem, ...]]:
    """Return the pages with the user's own cards in them, and a notice for each that has lost its place."""
    listed = tuple(pages)
    paths = {page.path for page in listed}
    lost = (one for one in overrides.added if one.path not in paths)
    notices = [_notice(overrides, one, "there is no such report", "has it been renamed?") for one in lost]
    placed = [_with(page, overrides, settings) for page in listed]
    return tuple(page for page, _ in placed), (*notices, *(notice for _, found in placed for notice in found))


def _with(page: Page, overrides: Overrides, settings: Settings) -> tuple[Page, tuple[Problem, ...]]:
    mine = tuple(one for one in overrides.added if one.path == page.path)
    if not mine or not page.is_read:
        return page, ()
    try:
        report, _ = read_report(read_text(real_path(page.path, settings.root), page.path), page.path)
    except InputError:  # gone or broken in the last moment: the next build will say so
        return page, ()
    statements = read(report, settings.habits).statements
    found = [(one, _find(one, statements)) for one in mine]
    notices = tuple(
        _notice(overrides, one, *_MOVED) for one, statement in found if statement is None or not _says(one, statement)
    )
    cards = tuple(_cards(report, [(one, statement) for one, statement in found if statement], settings))
    taken = {line for card in cards for line in range(card.first, card.last + 1)}
    listed = tuple(sorted((*page.cards, *cards), key=lambda card: card.first))
    skips = tuple(skip for skip in page.skips if not taken & set(range(skip.first, skip.last + 1)))
    return replace(page, cards=listed, skips=skips), notices


def _find(added: Added, statements: Iterable[Statement]) -> Statement | None:
    """Return the block with the line's text that is nearest to where it stood, else the block that stands there."""
    by_distance = sorted(statements, key=lambda statement: abs(statement.node.first - added.place))
    same = (statement for statement in by_distance if added.text and _says(added, statement))
    there = (
        statement for statement in reversed(by_distance) if statement.node.first <= added.place <= statement.node.last
    )
    return next(same, None) or next(there, None)


def _says(added: Added, statement: Statement) -> bool:
    return not added.text or normalise(added.text) == normalise(_words(statement))


def _words(statement: Statement) -> str:
    node = statement.node
    if node.kind is NodeKind.TABLE:
        return " | ".join(cell.plain for row in node.rows for cell in row.cells)
    return node.text.plain or node.code.partition("\n")[0]


def _cards(report: Report, found: Iterable[tuple[Added, Statement]], settings: Settings) -> Iterator[Card]:
    seen: Counter[str] = Counter()
    for added, statement in found:
        text = added.text or _words(statement)
        seen[normalise(text)] += 1
        number = seen[normalise(text)]
        finding = _finding(added, statement, text, SLOT if number == 1 else f"{SLOT}:{number}")
        placement = choose_subdeck((*statement.tags, report.front.tags), settings)
        for _, card in make_cards(report, (finding,), settings):
            if isinstance(card, Card):
                yield replace(card, deck=placement.deck, tags=placement.tags)


def _finding(added: Added, statement: Statement, text: str, slot: str) -> Finding:
    return Finding(
        aspect=Aspect.QUESTION,
        subject=Text(),
        answer=added.answer,
        name=added.question,
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


def _notice(overrides: Overrides, added: Added, message: str, hint: str) -> Problem:
    where = f"{added.path}:{added.place}"
    return Problem(overrides.shown, added.line, f"{where}: {message}", hint, is_error=False)
