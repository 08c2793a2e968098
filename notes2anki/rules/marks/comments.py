"""`<!-- card -->`, `<!-- card: question? -->` and `<!-- nocard -->`, on a block or right under it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from notes2anki.model import Line, Node, NodeKind, Report, Skip
from notes2anki.rules.answers import words_of_row
from notes2anki.rules.marks.answer import as_text
from notes2anki.rules.marks.lines import Entry, Tape
from notes2anki.rules.marks.signs import Asked, Fault, Forced, Marking, asked, names
from notes2anki.rules.marks.tags import answer_below

_CARD = re.compile(r"card", re.IGNORECASE)
_ASKED = re.compile(r"card\s*[:：]\s*(?P<question>.*)", re.IGNORECASE)
_NOCARD = re.compile(r"no[ _-]?cards?", re.IGNORECASE)
_HOW = "the comments are `<!-- card -->`, `<!-- card: question? -->` and `<!-- nocard -->`"


def without_silenced(report: Report) -> tuple[Report, tuple[Skip, ...]]:
    """Return the report without what `<!-- nocard -->` stands on, and a skip for each block of that."""
    outline = report.outline
    if outline and _is_empty(outline[0]) and _is_silenced(outline[0]):
        return replace(report, outline=()), tuple(_skips(report.path, outline))
    if not _holds_silenced(outline):
        return report, ()
    skips: list[Skip] = []
    return replace(report, outline=_pruned(report.path, outline, skips)), tuple(skips)


def find_asked(tape: Tape, used: set[int]) -> Iterator[Marking | Fault]:
    """Yield a card for each question that a comment asks about its block, and what is wrong with comments."""
    for node, entry in _commented(tape, used):
        for place, line in enumerate(node.directives):
            words = line.text.plain
            question = _ASKED.fullmatch(words)
            if _is_empty(node) and (question or _CARD.fullmatch(words) or _NOCARD.fullmatch(words)):
                yield Fault(line.number, f"`<!-- {words} -->` stands alone", "put it on the block or right under it")
            elif question and not question["question"]:
                yield Fault(line.number, f"`<!-- {words} -->` asks nothing", "write the question after the colon")
            elif question:
                yield _answered(tape, entry, replace(line, text=line.text.cut(question.start("question"))), place)
            elif not _CARD.fullmatch(words):
                yield Fault(line.number, f"`<!-- {words} -->` says nothing to this program", _HOW, is_error=False)


def find_forced(tape: Tape, used: set[int]) -> Iterator[Marking | Forced | Fault]:
    """Yield each block of which a comment wants a card, with what to ask if no rule knows better."""
    for node, entry in _commented(tape, used):
        if not _is_empty(node) and any(_CARD.fullmatch(line.text.plain) for line in node.directives):
            yield Forced(entry.statement, _by_lines(tape, entry, used))


def _commented(tape: Tape, used: set[int]) -> Iterator[tuple[Node, Entry]]:
    for entry in tape.entries:
        if entry.starts and entry.node.directives and entry.number not in used:
            yield entry.node, entry


def _answered(tape: Tape, entry: Entry, question: Line, place: int) -> Marking | Fault:
    """Ask `question` about a block: the block is the answer; of a section, what stands under its heading."""
    node = entry.node
    own = tuple(replace(line, starts=False) for line in tape.of(node))
    answer = answer_below(tape, node, set()) if node.kind is NodeKind.HEADING else (*own, *tape.below(node))
    if not any(line.says_something for line in answer):
        return Fault(question.number, "nothing to answer the question with", "write the answer under the heading")
    marking = asked("explicit", entry.statement, Asked(question.text, answer, (*own, *answer)))
    slot = f"asked:{place + 1}" if place else "asked"
    source = node.text.plain or node.code or _without_words(answer)
    return replace(marking, found=replace(marking.found, slot=slot, source=source))


def _without_words(answer: Iterable[Entry]) -> str:
    """Return what a block is known by that says nothing itself: its rows, pictures, or what is quoted in it."""
    rows = (words_of_row(row) for entry in answer for row in entry.node.rows)
    pieces = (*rows, *(entry.plain for entry in answer), names(run for entry in answer for run in entry.text.images))
    return "\n".join(filter(None, pieces))


def _by_lines(tape: Tape, entry: Entry, used: set[int]) -> Marking | Fault:
    """Ask for the rest by the block's first line, or by the label of its only one."""
    own = tape.of(entry.node)
    below = answer_below(tape, entry.node, used)
    label = entry.statement.phrase(entry.text).label
    if entry.node.kind is NodeKind.HEADING or (len(own) == 1 and below):
        question, answer = as_text(own), below
    elif len(own) > 1:
        question, answer = own[0].text, (*own[1:], *below)
    elif label:
        question, answer = label[0].text, (replace(entry, text=label[1].text, starts=False),)
    else:
        question, answer = entry.text, ()
    if not question or not any(line.says_something for line in answer):
        hint = "write `<!-- card: question? -->`, or the answer under it"
        return Fault(entry.node.directives[0].number, "no question is to be found here", hint)
    return asked("explicit", entry.statement, Asked(question, answer, (*own, *answer)))


def _is_empty(node: Node) -> bool:
    return not (node.lines or node.code or node.rows or node.children)


def _holds_silenced(nodes: tuple[Node, ...]) -> bool:
    return any(_is_silenced(node) or _holds_silenced(node.children) for node in nodes)


def _is_silenced(node: Node) -> bool:
    return any(_NOCARD.fullmatch(line.text.plain) for line in node.directives)


def _pruned(path: str, nodes: tuple[Node, ...], skips: list[Skip]) -> tuple[Node, ...]:
    kept = []
    for node in nodes:
        if _is_silenced(node) and not _is_empty(node):
            skips += _skips(path, (node,))
        else:
            kept.append(replace(node, children=_pruned(path, node.children, skips)) if node.children else node)
    return tuple(kept)


def _skips(path: str, nodes: tuple[Node, ...]) -> Iterator[Skip]:
    for node in nodes:
        words = node.text.plain or node.code.partition("\n")[0]
        if node.lines or node.code or node.rows:
            yield Skip(path, node.first, node.last, words, "marked as no card")
        yield from _skips(path, node.children)
