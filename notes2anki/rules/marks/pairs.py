"""`term :: definition`, and `term ::: definition` for both ways: one line, one card.

The signs stand between spaces: `std::vector`, `10:30`, `key:: value` and addresses are none, nor is
`[title :: blog](…)`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from notes2anki.model import Aspect, NodeKind
from notes2anki.rules.marks.answer import blocks
from notes2anki.rules.marks.lines import Entry, Tape
from notes2anki.rules.marks.signs import Asked, Fault, Marking, asked
from notes2anki.rules.statement import REAL_LEVELS
from notes2anki.text import Text

_SIGNS = re.compile(r"(?<=\S)\s+(?P<signs>:::?)(?:\s+(?=\S)|\s*$)")
_CLOZE = re.compile(r"\{\{c\d+::")
_ANSWERED = re.compile(r"[?？]\s*$")


def find(tape: Tape, used: set[int]) -> Iterator[Marking | Fault]:
    """Yield a card for each line with the signs; what follows it in the same block belongs to its answer."""
    lines: list[Entry] = []
    for entry in tape.entries:
        if lines and entry.node is not lines[0].node:
            yield from _card(tape, lines)
            lines = []
        if entry.number in used or _CLOZE.search(entry.text.masked) or not _can_hold(entry):
            continue
        if _SIGNS.search(entry.unlinked):
            if lines:
                yield from _card(tape, lines)
            lines = [entry]
        elif lines:
            lines.append(entry)
    if lines:
        yield from _card(tape, lines)


def _can_hold(entry: Entry) -> bool:
    node = entry.node
    return node.kind in (NodeKind.ITEM, NodeKind.PARAGRAPH) or (
        node.kind is NodeKind.HEADING and node.level > REAL_LEVELS
    )


def _card(tape: Tape, lines: Sequence[Entry]) -> Iterator[Marking | Fault]:
    head, *more = lines
    found = _SIGNS.search(head.unlinked)
    if found is None:
        return
    answer: tuple[Entry, ...] = (head.after(found.end()), *more)
    if not any(entry.says_something for entry in answer):
        below = tape.below(head.node) if head.node.kind is NodeKind.ITEM else ()
        if not below:
            message, hint = f"nothing after `{found['signs']}`", "write the answer on the same line"
            yield Fault(head.number, message, hint, is_error=False)
            return
        answer = below
    card = Asked(head.text.cut(0, found.start()), answer, (head, *more, *answer), found["signs"] == ":::")
    yield _as_term(head, card)


def _as_term(head: Entry, card: Asked) -> Marking:
    """Ask for the meaning, where what stands before the signs is a term and no question."""
    marking = asked("explicit", head.statement, card)
    term = head.statement.phrase(card.question).term
    found = replace(marking.found, slot="definition", source=" ".join(entry.plain for entry in card.lines[:1]))
    if term.is_term and not _ANSWERED.search(card.question.plain):
        found = replace(found, aspect=Aspect.DEFINITION, subject=term.text, answer=blocks(card.answer), name=Text())
    return replace(marking, found=found)
