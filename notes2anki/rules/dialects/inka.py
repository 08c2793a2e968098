"""inka: sections between two `---`, with `Deck:` and `Tags:` lines, numbered questions and quoted answers.

A numbered question without an answer is a cloze: `{{c1::…}}`, `{1::…}` or `{…}`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from notes2anki.model import NodeKind
from notes2anki.rules.marks.answer import as_text
from notes2anki.rules.marks.gaps import CURLY, as_cloze, written
from notes2anki.rules.marks.lines import Entry, Tape
from notes2anki.rules.marks.signs import Asked, Fault, Frame, Marking, asked, gapped
from notes2anki.rules.statement import REAL_LEVELS
from notes2anki.text import Mark

RULE = "dialect:inka"

_FIELD = re.compile(r"^(?P<key>Deck|Tags):\s*(?P<value>.*)$")


def find(tape: Tape) -> Iterator[Marking | Fault | Frame]:
    """Yield the cards of all sections."""
    section: list[Entry] | None = None
    for entry in tape.entries:
        if not entry.is_break:
            if section is not None:
                section.append(entry)
            continue
        if section is not None and _is_section(section):
            yield from _cards(section)
            section = None
        else:  # the line above opened nothing
            section = []


def _is_section(entries: Sequence[Entry]) -> bool:
    return any(_begins(entry) or _FIELD.match(entry.plain) for entry in entries)


def _begins(entry: Entry) -> bool:
    is_nested = any(parent.kind is NodeKind.ITEM for parent in entry.statement.above)
    return entry.starts and entry.node.number is not None and not entry.is_quoted and not is_nested


def _cards(section: Sequence[Entry]) -> Iterator[Marking | Fault | Frame]:
    tags: tuple[str, ...] = ()
    deck: tuple[str, ...] = ()
    cards: list[list[Entry]] = []
    yield from (Frame(entry) for entry in section if _is_field(entry))
    for entry in section:
        field = _FIELD.match(entry.plain) if _is_field(entry) else None
        if field and field["key"] == "Deck":
            deck = (field["value"].strip(),) if field["value"].strip() else ()
        elif field:
            tags = tuple(field["value"].split())
        elif _begins(entry):
            cards.append([entry])
        elif cards:
            cards[-1].append(entry)
    for card in cards:
        yield _card(card, (*deck, *tags))


def _card(entries: Sequence[Entry], tags: tuple[str, ...]) -> Marking | Fault:
    question = tuple(entry for entry in entries if not _is_answer(entry))
    answer = tuple(entry for entry in entries if _is_answer(entry))
    statement = entries[0].statement.under_sections
    text = as_text(question)
    if answer and text:
        return asked(RULE, statement, Asked(text, answer, tuple(entries), tags=tags))
    cloze = as_cloze(text, written(text, CURLY))
    if cloze is None:
        return Fault(entries[0].number, "a question without an answer", "begin each line of the answer with `>`")
    return gapped(RULE, text, entries, cloze, tags)


def _is_field(entry: Entry) -> bool:
    return not entry.is_quoted and bool(_FIELD.match(entry.plain))


def _is_answer(entry: Entry) -> bool:
    """Was it quoted? The outline takes a short quote for a heading."""
    node = entry.node
    is_title = node.kind is NodeKind.HEADING and node.level == REAL_LEVELS + 1
    return entry.is_quoted or (is_title and not any(Mark.STRONG in run.marks for run in entry.text.runs))
