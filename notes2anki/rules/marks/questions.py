"""Questions that the author marked with their answers, in the lines of a report.

`Q: …` and `A: …`; `term :: definition` and, for both ways, `term ::: definition`; `#card` on a line, the answer under
it, and `#card/reverse`; the rule for a line that holds only `?`, as spaced-repetition plug-ins write it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import takewhile

from notes2anki.model import Aspect, Block, Line, Node, NodeKind, joined
from notes2anki.rules.answers import answer_text, blocks_of, own_lines, prose
from notes2anki.rules.found import Found
from notes2anki.rules.marks.lines import Lines, Reading, SourceLine, as_text, asked, say_something
from notes2anki.rules.statement import REAL_LEVELS, Statement
from notes2anki.text import CLOZE_START, Text, join

_Q = re.compile(r"^\s*Q\d{0,3}\s*[:：]\s*")
_A = re.compile(r"^\s*A\d{0,3}\s*[:：]\s*")
_MOST_LINES = 40  # of a question
_MOST_BLOCKS = 3

# Between spaces: `std::vector`, `10:30`, `key:: value` and addresses are no pairs.
_SIGNS = re.compile(r"(?<=\S)\s+(?P<signs>:::?)(?:\s+(?=\S)|\s*$)")
_ENDS_AS_QUESTION = re.compile(r"[?？]\s*$")

_CARD_TAG = re.compile(r"(?:flash)?card(?P<way>[-/]reversed?)?", re.IGNORECASE)
_TAG_AT_END = re.compile(rf"(?:^|\s)#(?P<tag>{_CARD_TAG.pattern})(?:\s+#[\w/-]+)*\s*$", re.IGNORECASE)
_TAGGED_KINDS = (NodeKind.HEADING, NodeKind.ITEM, NodeKind.PARAGRAPH)

_DIVIDERS = ("?", "??", "？")


# --- `Q:` and `A:` ---------------------------------------------------------------------------------------------------


def find_labelled(lines: Lines) -> Iterator[Reading]:
    """Yield each question that has an answer. `Q:` alone marks nothing: authors abbreviate, and ask."""
    free = tuple(line for line in lines.all if line.number not in lines.used)
    place = 0
    while place < len(free):
        middle = _answer_at(free, place) if _Q.match(free[place].text.masked) else None
        if middle is None:
            place += 1
            continue
        end = _answer_end(free, middle)
        yield _labelled(free[place:middle], free[middle:end])
        place = end


def _labelled(questions: Sequence[SourceLine], answers: Sequence[SourceLine]) -> Reading:
    question = as_text((_unlabelled(questions[0], _Q), *questions[1:]))
    answer = (_unlabelled(answers[0], _A), *answers[1:])
    if not question:
        return questions[0].problem("`Q:` without a question", "write the question after `Q:`")
    if not say_something(answer):
        return answers[0].problem("`A:` without an answer", "write the answer after `A:` or right under it")
    return "explicit", questions[0].statement, asked(question, answer, (*questions, *answers))


def _unlabelled(line: SourceLine, label: re.Pattern[str]) -> SourceLine:
    return line.after(len(line.text.plain) - len(label.sub("", line.text.plain)))


def _answer_at(lines: Sequence[SourceLine], start: int) -> int | None:
    """Return where the answer to the question at `start` begins."""
    nodes: set[int] = set()
    for place in range(start, min(start + _MOST_LINES, len(lines))):
        line = lines[place]
        nodes.add(id(line.node))
        is_next = place > start and (line.is_heading or _Q.match(line.text.masked))
        if len(nodes) > _MOST_BLOCKS or line.is_break or is_next:
            return None
        if _A.match(line.text.masked):
            return place
    return None


def _answer_end(lines: Sequence[SourceLine], start: int) -> int:
    """Return where the answer ends: with its bullet, or at the first empty line once something was said."""
    node = lines[start].node
    is_said = bool(_unlabelled(lines[start], _A).text)
    for place in range(start + 1, len(lines)):
        line = lines[place]
        if line.is_break or line.is_heading or _Q.match(line.text.masked):
            return place
        is_within = line.node is node or any(parent is node for parent in line.statement.above)
        is_apart = line.number > lines[place - 1].last + 1
        if not is_within and (node.kind is NodeKind.ITEM or (is_said and is_apart)):
            return place
        is_said = is_said or say_something((line,))
    return len(lines)


# --- `term :: definition` --------------------------------------------------------------------------------------------


def find_pairs(lines: Lines) -> Iterator[Reading]:
    """Yield a card for each line with the signs; what follows it in the same block belongs to its answer."""
    pair: list[SourceLine] = []
    for line in lines.all:
        if pair and line.node is not pair[0].node:
            yield from _pair(lines, pair)
            pair = []
        if line.number in lines.used or CLOZE_START.search(line.text.masked) or not _can_hold_pair(line.node):
            continue
        if _SIGNS.search(line.unlinked):
            if pair:
                yield from _pair(lines, pair)
            pair = [line]
        elif pair:
            pair.append(line)
    if pair:
        yield from _pair(lines, pair)


def _can_hold_pair(node: Node) -> bool:
    is_title = node.kind is NodeKind.HEADING and node.level > REAL_LEVELS
    return is_title or node.kind in (NodeKind.ITEM, NodeKind.PARAGRAPH)


def _pair(lines: Lines, pair: Sequence[SourceLine]) -> Iterator[Reading]:
    head, *more = pair
    if found := _SIGNS.search(head.unlinked):
        answer: tuple[SourceLine, ...] = (head.after(found.end()), *more)
        if not say_something(answer):
            answer = lines.below(head.node) if head.node.kind is NodeKind.ITEM else ()
        if not answer:
            message, hint = f"nothing after `{found['signs']}`", "write the answer on the same line"
            yield head.problem(message, hint, is_error=False)
            return
        question = head.text.cut(0, found.start())
        card = asked(question, answer, (head, *more, *answer), is_reversed=found["signs"] == ":::")
        card = replace(card, slot="definition", source=head.plain)
        term = head.statement.phrase(question).term
        if term.is_term and not _ENDS_AS_QUESTION.search(question.plain):
            card = replace(card, aspect=Aspect.DEFINITION, subject=term.text, name=Text())
        yield "explicit", head.statement, card


# --- `#card` ---------------------------------------------------------------------------------------------------------


def find_tagged(lines: Lines) -> Iterator[Reading]:
    """Yield a card for each tagged block; one without an answer under it is left to the rules."""
    before: SourceLine | None = None
    for line in lines.all:
        if line.starts and line.number not in lines.used and line.node.kind in _TAGGED_KINDS:
            yield from _tagged(lines, line, before)
        before = line


def card_tag(tags: Iterable[str]) -> re.Match[str] | None:
    """Return the first of the hashtags that makes a card of its line."""
    return next((found for tag in tags if (found := _CARD_TAG.fullmatch(tag))), None)


def card_tag_alone(line: SourceLine) -> re.Match[str] | None:
    """Return the tag, if the line holds nothing but tags and makes a card of the heading above it."""
    words = line.plain.split()
    tags = [word[1:] for word in words if word.startswith("#")] if words else line.node.tags
    return card_tag(tags) if len(tags) >= len(words) else None


def answer_below(lines: Lines, node: Node, used: set[int]) -> tuple[SourceLine, ...]:
    """Return what stands under a block and is not a card of its own; subsections only if there is nothing else."""
    free = (line for line in lines.below(node) if line.number not in used and not _is_of_other_card(line, node))
    below = tuple(takewhile(lambda line: not line.is_break, free))
    own = tuple(takewhile(lambda line: not line.is_heading, below))
    return own if say_something(own) else below


def _is_of_other_card(line: SourceLine, node: Node) -> bool:
    """Does the line belong to a block, below `node`, that the author marked as well, by a tag or a comment?"""
    parents = line.statement.above
    place = next((place for place, parent in enumerate(parents) if parent is node), -1)
    for inner in (*parents[place + 1 :], line.node):
        in_line = _tag_in_first_line(inner)
        if inner.lines and (inner.directives or card_tag(inner.tags) or (in_line and in_line.start())):
            return True
    return False


def _tag_in_first_line(node: Node) -> re.Match[str] | None:
    lines = node.written or node.lines
    return _TAG_AT_END.search(lines[0].text.masked) if lines else None


def _tagged(lines: Lines, line: SourceLine, before: SourceLine | None) -> Iterator[Reading]:
    in_line = _tag_in_first_line(line.node)
    tag = card_tag(line.node.tags) or in_line
    if tag is None:
        return
    head = line
    if card_tag_alone(line):
        if before is None or before.node.kind is not NodeKind.HEADING or before.number in lines.used:
            yield line.problem("`#card` belongs to nothing", "put it at the end of the question's line")
            return
        head, in_line = before, None
    own = lines.of(head.node)
    question: Sequence[SourceLine] = own
    rest: tuple[SourceLine, ...] = ()
    if in_line:
        question, rest = [replace(own[0], text=own[0].text.cut(0, in_line.start()))], own[1:]
    below = answer_below(lines, head.node, lines.used)
    answer = (*rest, *(inner for inner in below if not card_tag_alone(inner)))
    if say_something(answer):
        is_reversed = bool(tag["way"])
        yield "explicit", head.statement, asked(as_text(question), answer, (*own, *below), is_reversed=is_reversed)
        return
    hint = "write the answer under it, or one line as `a :: b`"
    by_rules = lines.by_rules(head.statement, lines.used)
    yield from by_rules or (head.problem("`#card` without an answer", hint),)


# --- a line that holds only `?` --------------------------------------------------------------------------------------


def find_divided(statement: Statement) -> Iterator[Found]:
    """Yield the question above the divider and the answer below it."""
    lines = statement.lines
    divider = (place for place, line in enumerate(lines) if place and line.text.plain.strip() in _DIVIDERS)
    place = next(divider, None)
    if place is None:
        return
    before, after = lines[:place], lines[place + 1 :]
    if statement.node.kind is NodeKind.ITEM:
        yield from _divided_list(statement, before, after)
        return
    below: list[Node] = []
    if not after:
        below = [one.node for one in _items(one for one in (*statement.inner, *statement.following) if one.speaks)]
    answer = _paragraph(after) if after else blocks_of(below)
    question = joined(before)
    if question and answer:
        claims = own_lines(statement.node, *below)
        yield Found(Aspect.QUESTION, Text(), answer, "answer", claims, question.plain, question)


def _divided_list(statement: Statement, before: tuple[Line, ...], after: tuple[Line, ...]) -> Iterator[Found]:
    """The divider stands in the last bullet of a list that belongs to the question."""
    bullets = _items(reversed(statement.siblings[: statement.place]))[::-1]
    is_led = len(bullets) < statement.place
    lead = statement.siblings[statement.place - len(bullets) - 1] if is_led else statement.parent
    if lead is None or not lead.lines or not after:
        return
    pieces = (lead.lines[0].text, *(one.text for one in bullets), joined(before))
    claims = own_lines(lead.node, statement.node, *(one.node for one in bullets))
    question = Text(join(pieces, "\n").runs)
    yield Found(Aspect.QUESTION, Text(), _paragraph(after), "answer", claims, question.plain, question)


def _paragraph(lines: Iterable[Line]) -> tuple[Block, ...]:
    return prose(join((answer_text(line.text) for line in lines), " "))


def _items(blocks: Iterable[Statement]) -> list[Statement]:
    return list(takewhile(lambda one: one.node.kind is NodeKind.ITEM, blocks))
