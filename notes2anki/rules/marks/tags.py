"""`#card` or `#flashcard`: on a heading or right under it, on a bullet, at the end of a paragraph's first line.

The line is the question and what stands under it the answer. `#card/reverse` asks both ways.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import takewhile

from notes2anki.model import Node, NodeKind
from notes2anki.rules.marks.answer import as_text
from notes2anki.rules.marks.lines import Entry, Tape
from notes2anki.rules.marks.signs import CARD_TAG, Asked, Fault, Forced, Marking, asked, card_tag, card_tag_alone

_IN_LINE = re.compile(
    r"(?:^|\s)#(?P<tag>(?:flash)?card(?:[-/]reversed?)?)(?P<others>(?:\s+#[\w/-]+)*)\s*$", re.IGNORECASE
)
_KINDS = (NodeKind.HEADING, NodeKind.ITEM, NodeKind.PARAGRAPH)


def find(tape: Tape, used: set[int]) -> Iterator[Marking | Forced | Fault]:
    """Yield a card for each tagged block; one without an answer under it is left to the rules."""
    before: Entry | None = None
    for entry in tape.entries:
        if entry.starts and entry.number not in used and entry.node.kind in _KINDS:
            yield from _card(tape, entry, before, used)
        before = entry


def is_tagged(node: Node) -> bool:
    """Does the author want a card of this block, by a tag or a comment?"""
    in_line = _first_line_tag(node)
    on_it = bool(card_tag(node.tags)) or bool(in_line and in_line.start())
    return on_it or bool(node.directives)


def _first_line_tag(node: Node) -> re.Match[str] | None:
    lines = node.written or node.lines
    return _IN_LINE.search(lines[0].text.masked) if lines else None


def _card(tape: Tape, entry: Entry, before: Entry | None, used: set[int]) -> Iterator[Marking | Forced | Fault]:
    node = entry.node
    in_line = _first_line_tag(node)
    tag = card_tag(node.tags)
    tag = tag or (CARD_TAG.fullmatch(in_line["tag"]) if in_line else None)
    if tag is None:
        return
    if not card_tag_alone(entry):
        yield _asked(tape, entry, in_line, used, is_reversed=bool(tag["way"]))
    elif before and before.node.kind is NodeKind.HEADING and before.number not in used:
        yield _asked(tape, before, None, used, is_reversed=bool(tag["way"]))
    else:
        yield Fault(entry.number, "`#card` belongs to nothing", "put it at the end of the question's line")


def _asked(
    tape: Tape, head: Entry, in_line: re.Match[str] | None, used: set[int], *, is_reversed: bool
) -> Marking | Forced:
    own = tape.of(head.node)
    first = own[0].before(in_line.start()) if in_line else own[0]
    questions, rest = ((first,), own[1:]) if in_line else (own, ())
    below = answer_below(tape, head.node, used)
    answer = (*rest, *(entry for entry in below if not card_tag_alone(entry)))
    if not any(entry.says_something for entry in answer):
        fault = Fault(head.number, "`#card` without an answer", "write the answer under it, or one line as `a :: b`")
        return Forced(head.statement, fault)
    lines = (*own, *rest, *below)
    return asked("explicit", head.statement, Asked(as_text(questions), answer, lines, is_reversed))


def answer_below(tape: Tape, node: Node, used: set[int]) -> tuple[Entry, ...]:
    """Return what stands under a block and is not a card of its own; subsections only if there is nothing else."""
    below = [entry for entry in tape.below(node) if entry.number not in used and not _is_other(entry, node)]
    below = list(takewhile(lambda entry: not entry.is_break, below))
    own = tuple(takewhile(lambda entry: not entry.is_heading, below))
    return own if _says(own) else tuple(below)


def _is_other(entry: Entry, node: Node) -> bool:
    """Does the entry belong to a block, below `node`, that the author tagged as well?"""
    parents = entry.statement.above
    place = next((place for place, parent in enumerate(parents) if parent is node), -1)
    return any(is_tagged(one) for one in (*parents[place + 1 :], entry.node) if one.lines)


def _says(entries: Sequence[Entry]) -> bool:
    return any(entry.says_something for entry in entries)
