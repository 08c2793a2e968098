"""hashcards: `Q: …`, `A: …` and `C: …` with gaps in brackets, each as long as need be; `---` between cards."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from notes2anki.rules.marks.answer import as_text
from notes2anki.rules.marks.gaps import with_gaps, written
from notes2anki.rules.marks.lines import Entry, Tape
from notes2anki.rules.marks.signs import Asked, Fault, Marking, asked, gapped

RULE = "dialect:hashcards"

_LABEL = re.compile(r"^(?P<label>[QAC]):\s*")
_GAP = re.compile(r"(?<!\\)\[(?P<gap>[^\[\]^][^\[\]]*)\]")


def find(tape: Tape) -> Iterator[Marking | Fault]:
    """Yield a card for each `Q:` with its `A:`, and for each `C:`."""
    question: list[Entry] = []
    for label, part in _parts(tape):
        if question and label != "A":
            yield _unanswered(question)
        if label == "C":
            yield _cloze(part)
        elif label == "A" and question:
            yield _card(question, part)
        elif label == "A":
            yield Fault(part[0].number, "`A:` without a question", "begin the question above it with `Q:`")
        question = part if label == "Q" else []
    if question:
        yield _unanswered(question)


def _parts(tape: Tape) -> Iterator[tuple[str, list[Entry]]]:
    """Yield what stands from one label, or one `---`, to the next."""
    label, part = "", list[Entry]()
    for entry in tape.entries:
        found = _LABEL.match(entry.text.masked)
        if found or entry.is_break or (entry.is_heading and entry.starts):
            if label:
                yield label, part
            label, part = (found["label"], [entry.after(found.end())]) if found else ("", [])
        else:
            part.append(entry)
    if label:
        yield label, part


def _unanswered(question: Sequence[Entry]) -> Fault:
    return Fault(question[0].number, "`Q:` without an answer", "begin the answer under it with `A:`")


def _card(question: list[Entry], answer: list[Entry]) -> Marking | Fault:
    if not any(entry.says_something for entry in answer):
        return _unanswered(question)
    text = as_text(question)
    if not text:
        return Fault(question[0].number, "`Q:` without a question", "write the question after `Q:`")
    return asked(RULE, question[0].statement.under_sections, Asked(text, tuple(answer), (*question, *answer)))


def _cloze(part: list[Entry]) -> Marking | Fault:
    text = as_text(part)
    gaps = tuple(written(text, _GAP))
    if not gaps:
        return Fault(part[0].number, "`C:` without a gap", "put what is to be hidden into [brackets]")
    return gapped(RULE, text, part, with_gaps(text, gaps))
