"""`Q: …` and `A: …`, each of one or several lines: in one block, in bullets, or in blocks that follow each other."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from notes2anki.model import NodeKind
from notes2anki.rules.marks.answer import as_text
from notes2anki.rules.marks.lines import Entry, Tape
from notes2anki.rules.marks.signs import Asked, Fault, Marking, asked

_Q = re.compile(r"^\s*Q\d{0,3}\s*[:：]\s*")
_A = re.compile(r"^\s*A\d{0,3}\s*[:：]\s*")
_MOST_LINES = 40  # of a question
_MOST_BLOCKS = 3


def find(tape: Tape, used: set[int]) -> Iterator[Marking | Fault]:
    """Yield each question that has an answer. `Q:` alone marks nothing: authors abbreviate, and ask."""
    entries = tuple(entry for entry in tape.entries if entry.number not in used)
    place = 0
    while place < len(entries):
        middle = _answer_at(entries, place) if _Q.match(entries[place].text.masked) else None
        if middle is None:
            place += 1
            continue
        end = _end(entries, middle)
        yield _card(entries[place:middle], entries[middle:end])
        place = end


def _card(questions: Sequence[Entry], answers: Sequence[Entry]) -> Marking | Fault:
    question = as_text((_without(questions[0], _Q), *questions[1:]))
    answer = (_without(answers[0], _A), *answers[1:])
    if not question:
        return Fault(questions[0].number, "`Q:` without a question", "write the question after `Q:`")
    if not any(entry.says_something for entry in answer):
        return Fault(answers[0].number, "`A:` without an answer", "write the answer after `A:` or right under it")
    return asked("explicit", questions[0].statement, Asked(question, answer, (*questions, *answers)))


def _without(entry: Entry, label: re.Pattern[str]) -> Entry:
    found = label.match(entry.text.plain)
    return entry.after(found.end() if found else 0)


def _answer_at(entries: Sequence[Entry], place: int) -> int | None:
    """Return where the answer to the question at `place` begins."""
    nodes: list[int] = []
    for number in range(place, min(place + _MOST_LINES, len(entries))):
        entry = entries[number]
        if id(entry.node) not in nodes:
            nodes.append(id(entry.node))
        if len(nodes) > _MOST_BLOCKS or entry.is_break or (number > place and entry.is_heading):
            return None
        if number > place and _Q.match(entry.text.masked):
            return None
        if _A.match(entry.text.masked):
            return number
    return None


def _end(entries: Sequence[Entry], first: int) -> int:
    """Return where the answer ends: with its bullet, or at the first empty line once something was said."""
    node = entries[first].node
    is_said = bool(_without(entries[first], _A).text)
    for number in range(first + 1, len(entries)):
        entry = entries[number]
        if entry.is_break or entry.is_heading or _Q.match(entry.text.masked):
            return number
        is_apart = entry.number > entries[number - 1].last + 1
        if not entry.is_within(node) and (_is_bullet(entries[first]) or (is_said and is_apart)):
            return number
        is_said = is_said or entry.says_something
    return len(entries)


def _is_bullet(entry: Entry) -> bool:
    return entry.node.kind is NodeKind.ITEM
