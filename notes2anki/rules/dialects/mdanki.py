"""mdanki: each heading from `##` on is a front, the text under it the back; `%` alone on a line divides them instead.

A line of links whose words begin with `#` holds the card's tags.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import takewhile

from notes2anki.rules.marks.answer import as_text
from notes2anki.rules.marks.lines import Entry, Tape
from notes2anki.rules.marks.signs import Asked, Fault, Frame, Marking, asked
from notes2anki.text import Mark

RULE = "dialect:mdanki"


def find(tape: Tape) -> Iterator[Marking | Fault | Frame]:
    """Yield a card for each section that holds text of its own."""
    for entry in tape.entries:
        if entry.is_heading and entry.starts and entry.node.level > 1:
            below = tuple(takewhile(lambda one: not one.is_heading, tape.below(entry.node)))
            if any(one.says_something for one in below):
                yield from (Frame(one) for one in below if _tags(one) or one.plain == "%")
                yield _card(tape.of(entry.node), below)


def _card(front: Sequence[Entry], below: Sequence[Entry]) -> Marking | Fault:
    tags = tuple(tag for entry in below for tag in _tags(entry))
    told = [entry for entry in below if not _tags(entry) and not entry.is_break]
    middle = next((place for place, entry in enumerate(told) if entry.plain == "%"), None)
    question, answer = (*front, *told[: middle or 0]), tuple(told[0 if middle is None else middle + 1 :])
    if not any(entry.says_something for entry in answer):
        return Fault(front[0].number, "a card without a back", "write the back under the heading, or under `%`")
    return asked(RULE, front[0].statement, Asked(as_text(question), answer, (*question, *answer), tags=tags))


def _tags(entry: Entry) -> tuple[str, ...]:
    if not entry.text:
        return entry.node.tags
    words = [run for run in entry.text.runs if run.text.strip()]
    if not all(Mark.LINK in run.marks and run.text.startswith("#") for run in words):
        return ()
    return (*(run.text[1:] for run in words), *entry.node.tags)
