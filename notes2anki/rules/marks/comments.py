"""`<!-- card -->`, `<!-- card: question? -->` and `<!-- nocard -->`, on a block or right under it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from notes2anki.model import Line, Node, NodeKind, Report, Skip
from notes2anki.rules.answers import words_of_row
from notes2anki.rules.marks.lines import Lines, Reading, SourceLine, as_text, asked, names, say_something
from notes2anki.rules.marks.questions import answer_below

_CARD = re.compile(r"card", re.IGNORECASE)
_ASKED = re.compile(r"card\s*[:：]\s*(?P<question>.*)", re.IGNORECASE)
_NOCARD = re.compile(r"no[ _-]?cards?", re.IGNORECASE)
_HOW = "the comments are `<!-- card -->`, `<!-- card: question? -->` and `<!-- nocard -->`"


def without_excluded(report: Report) -> tuple[Report, tuple[Skip, ...]]:
    """Return the report without what `<!-- nocard -->` stands on, and a skip for each block of that."""
    skips: list[Skip] = []
    outline = report.outline
    if outline and _is_empty(outline[0]) and _is_excluded(outline[0]):  # above all else: the whole report
        skips.extend(_skips(report.path, outline))
        return replace(report, outline=()), tuple(skips)
    kept = _pruned(report.path, outline, skips)
    return replace(report, outline=kept), tuple(skips)


def find_asked(lines: Lines) -> Iterator[Reading]:
    """Yield a card for each question that a comment asks about its block, and problems with comments."""
    for line in _commented(lines):
        for place, comment in enumerate(line.node.directives):
            words = comment.text.plain
            at = replace(line, number=comment.number)
            question = _ASKED.fullmatch(words)
            if _is_empty(line.node) and (question or _CARD.fullmatch(words) or _NOCARD.fullmatch(words)):
                yield at.problem(f"`<!-- {words} -->` stands alone", "put it on the block or right under it")
            elif question and not question["question"]:
                yield at.problem(f"`<!-- {words} -->` asks nothing", "write the question after the colon")
            elif question:
                yield _answered(lines, line, replace(comment, text=comment.text.cut(question.start("question"))), place)
            elif not _CARD.fullmatch(words):
                yield at.problem(f"`<!-- {words} -->` says nothing to this program", _HOW, is_error=False)


def find_by_rules(lines: Lines) -> Iterator[Reading]:
    """Yield what the best rule finds at each block of which a comment wants a card, else its first line as asked."""
    for line in _commented(lines):
        if not _is_empty(line.node) and any(_CARD.fullmatch(one.text.plain) for one in line.node.directives):
            yield from lines.by_rules(line.statement, lines.used) or (_by_first_line(lines, line),)


def _commented(lines: Lines) -> Iterator[SourceLine]:
    return (line for line in lines.all if line.starts and line.node.directives and line.number not in lines.used)


def _answered(lines: Lines, line: SourceLine, question: Line, place: int) -> Reading:
    """Ask `question` about a block: the block is the answer; of a section, what stands under its heading."""
    node = line.node
    own = tuple(replace(one, starts=False) for one in lines.of(node))
    is_heading = node.kind is NodeKind.HEADING
    answer = answer_below(lines, node, set()) if is_heading else (*own, *lines.below(node))
    if not say_something(answer):
        at = replace(line, number=question.number)
        return at.problem("nothing to answer the question with", "write the answer under the heading")
    # A block that says nothing itself is known by its rows, its pictures, or what is quoted in it.
    rows = (words_of_row(row) for one in answer for row in one.node.rows)
    pictures = names(run for one in answer for run in one.text.images)
    wordless = "\n".join(filter(None, (*rows, *(one.plain for one in answer), pictures)))
    slot = f"asked:{place + 1}" if place else "asked"
    card = asked(question.text, answer, (*own, *answer))
    return "explicit", line.statement, replace(card, slot=slot, source=node.text.plain or node.code or wordless)


def _by_first_line(lines: Lines, line: SourceLine) -> Reading:
    """Ask for the rest by the block's first line, or by the label of its only one."""
    own, below = lines.of(line.node), answer_below(lines, line.node, lines.used)
    label = line.statement.phrase(line.text).label
    question, answer = line.text, tuple[SourceLine, ...]()
    if line.node.kind is NodeKind.HEADING or (len(own) == 1 and below):
        question, answer = as_text(own), below
    elif len(own) > 1:
        question, answer = own[0].text, (*own[1:], *below)
    elif label:
        question, answer = label[0].text, (replace(line, text=label[1].text, starts=False),)
    if not question or not say_something(answer):
        at = replace(line, number=line.node.directives[0].number)
        return at.problem("no question is to be found here", "write `<!-- card: question? -->`, or the answer under it")
    return "explicit", line.statement, asked(question, answer, (*own, *answer))


def _is_empty(node: Node) -> bool:
    return not (node.lines or node.code or node.rows or node.children)


def _is_excluded(node: Node) -> bool:
    return any(_NOCARD.fullmatch(line.text.plain) for line in node.directives)


def _pruned(path: str, nodes: tuple[Node, ...], skips: list[Skip]) -> tuple[Node, ...]:
    kept: list[Node] = []
    for node in nodes:
        if _is_excluded(node) and not _is_empty(node):
            skips.extend(_skips(path, (node,)))
        else:
            kept.append(replace(node, children=_pruned(path, node.children, skips)) if node.children else node)
    return tuple(kept)


def _skips(path: str, nodes: tuple[Node, ...]) -> Iterator[Skip]:
    for node in nodes:
        if node.lines or node.code or node.rows:
            words = node.text.plain or node.code.partition("\n")[0]
            yield Skip(path, node.first, node.last, words, "marked as no card")
        yield from _skips(path, node.children)
