"""A question that the author asked and answered: in the same bullet, in the lines or bullets below, or as Q. / A."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import takewhile

from notes2anki.model import Aspect, Block, Bullets, NodeKind, Prose, texts_of
from notes2anki.rules.answers import answer_text, blocks_of, own_lines, prose
from notes2anki.rules.found import Found
from notes2anki.rules.phrase import MEANT, Phrase
from notes2anki.rules.statement import TOLD, Statement
from notes2anki.rules.subject import subject_of
from notes2anki.text import Text, fill

_SPEAKER = re.compile(r"^[가-힣]{2,4}님\s*[:：]\s*")
_SIGNED = re.compile(r"\s[-–—~]\s?(?:[가-힣]{2,4}(?:님)?|[A-Z][a-z]{1,10})\s*$")  # who asked
_NO_ANSWER = re.compile(r"[-–—~]?\s?(?:[가-힣]{2,4}(?:님)?|[A-Z][a-z]{1,10})\W*|[(（].*[)）]\W*")  # who asked, a remark
_SPEECH = re.compile(r"^[\"'“‘「『]")
_INLINE = re.compile(r"^(?P<question>.{4,120}?[?？])[)\"'”’」~]?\s+(?:→|->|=>|⇒|[-–—:])?\s*(?P<answer>[^?？]{4,})$")
_Q = re.compile(r"^(?:Q|질문|問|问)\s?\d*\s*[.:：)]\s*", re.IGNORECASE)
_A = re.compile(r"^(?:A|답변?|答)\s?\d*\s*[.:：)]\s*", re.IGNORECASE)
_GUESS = re.compile(r"(?<=[?？])\s+[^?？]{4,}[?？]\s*$")  # "… because there are more of them?"
_MOST_ANSWERS = 5
_LONGEST_WRITTEN = 80  # characters of a question that one writes down
_POINTS_BACK = re.compile(r"\b(?:this|that|these|those|it)\s*\?$", re.IGNORECASE)
_ALOUD = 0.65  # a polite or musing question
_IN_PASSING = 0.65  # one among bullets that no head names: what somebody asked that day
_HALF_ANSWERED = 0.6  # two questions in one, or a yes or no that does not come
_MOST_LEFT = 3  # times as much may stand below a question as its answer shows
_POINTING = 0.6  # a question that stands on what was said before
_FEWEST_LETTERS = 5
_SHORT = 14  # letters of a question that says too little without its subject
_SIGNS = re.compile(rf"^(?:(?!{MEANT}|(?:--?|(?<!\.)\.|[@#<+\\])(?=[A-Za-z0-9]))[^\w(\[\"'“`$ˣ])+")
"""Emoji, bullets and such before a question; not the signs of `√d`, `-1`, `.env` and `#include`."""


def find(statement: Statement) -> Iterator[Found]:
    """Yield the question with its answer, if the block asks one and an answer follows."""
    if statement.node.kind in (*TOLD, NodeKind.HEADING) and statement.lines and not _SPEECH.match(statement.head.plain):
        yield from _inline(statement) or _in_lines(statement) or _below(statement) or _beside(statement)


def _inline(statement: Statement) -> list[Found]:
    """`LRN이란? 일종의 정규화`: question and answer on one line."""
    found = _INLINE.match(statement.head.masked)
    is_quoted = found and sum(found["question"].count(sign) for sign in '"“”') % 2
    if not found or is_quoted or len(statement.content) > 2 or _NO_ANSWER.fullmatch(found["answer"]):
        return []
    question, answer = statement.head.split(found, "question", "answer")
    return _found(statement, question, prose(_without(answer.text, _A)), own_lines(statement.node))


def _in_lines(statement: Statement) -> list[Found]:
    """A line that asks, and the lines right under it that answer."""
    lines = statement.content
    if len(lines) < 2 or not statement.phrase(lines[0].text).is_question:
        return []
    answers = [answer_text(line.text) for line in lines[1:]]
    answers[0] = _without(answers[0], _A)
    blocks = tuple(Prose(answer) for answer in answers if answer)
    return _found(statement, statement.phrase(lines[0].text), blocks, own_lines(statement.node))


def _below(statement: Statement) -> list[Found]:
    """A question bullet or heading, and the bullets or paragraphs under it."""
    asked = statement.phrase(_without(statement.text, _SIGNED, at_end=True))
    term = asked.term
    is_open = statement.language.pattern("reason_for").search(term.masked) and len(statement.children) == 1
    if not (asked.is_question or is_open):
        return []
    answers = _answers(statement.children, statement)
    claims = own_lines(statement.node, *(one.node for one in answers))
    blocks = tuple(map(_without_speakers, blocks_of(one.node for one in answers)))
    found = _found(statement, statement.phrase(term.as_question) if is_open else asked, blocks, claims)
    told, below = (sum(len(one.whole.plain) for one in some) for some in (answers, statement.children))
    is_part = bool(answers) and answers[0].node.kind is NodeKind.PARAGRAPH and _MOST_LEFT * told < below
    are_heads = all(one.node.kind is NodeKind.TABLE or (one.children and one.is_term_alone) for one in answers)
    is_half = is_part or are_heads
    return [replace(one, weight=one.weight * _HALF_ANSWERED) for one in found] if is_half else found


def _without_speakers(block: Block) -> Block:
    """Leave out who said it: a mentor's name before the answer."""
    if not isinstance(block, Bullets):
        return block
    return replace(block, members=tuple(_without(member, _SPEAKER) for member in block.members))


def _beside(statement: Statement) -> list[Found]:
    """`Q. …` in one block, `A. …` in the next."""
    following = statement.following
    if not _Q.match(statement.head.masked) or not following:
        return []
    after = next((one for one in following[:3] if one.content), None)
    if after is None or not _A.match(after.head.masked):
        return []
    answer = _without(after.whole.text, _A)
    beyond = following[following.index(after) + 1 :]
    items = takewhile(lambda one: one.node.kind is NodeKind.ITEM, beyond)
    more = () if answer else _answers(items, statement)
    claims = own_lines(statement.node, after.node, *(one.node for one in more))
    blocks = (*prose(answer), *blocks_of(one.node for one in more))
    return _found(statement, statement.phrase(statement.text), blocks, claims)


def _answers(blocks: Iterable[Statement], statement: Statement) -> tuple[Statement, ...]:
    """Return the first blocks that could answer, as many as an answer holds."""
    taken: list[Statement] = []
    length = 0
    for one in _to_the_point(tuple(one for one in blocks if one.speaks)):
        if one.node.kind is NodeKind.HEADING or one.whole.is_question or _Q.match(one.whole.plain):
            break
        length += len(one.whole.plain) + len(one.node.code)
        if taken and (length > statement.habits.longest_answer or len(taken) == _MOST_ANSWERS):
            break
        taken.append(one)
    return tuple(taken)


def _to_the_point(blocks: tuple[Statement, ...]) -> tuple[Statement, ...]:
    """Leave out what the author tells of her own, or only thinks, as long as something else answers."""
    told = tuple(one for one in blocks if one.node.code or not _holds(one, "never", ("plan", "revisit", "request")))
    kept = tuple(one for one in told if one.node.code or not _holds(one, "doubt", ("anecdote", "opinion")))
    return kept or told


def _holds(one: Statement, table: str, names: tuple[str, ...]) -> bool:
    patterns = one.language.named_patterns(table)
    return any(pattern.search(one.whole.plain) for name, pattern in patterns if name in names)


def _found(statement: Statement, asked: Phrase, answer: tuple[Block, ...], claims: frozenset[int]) -> list[Found]:
    if not answer:
        return []
    question = statement.phrase(_without(_without(asked.text.cut(), _SIGNS), _Q))
    guess = _GUESS.search(question.masked)
    extra: tuple[Block, ...] = ()
    if guess and not question.cut(guess.start()).asked_term:
        extra, question = prose(question.text.cut(guess.start())), question.cut(0, guess.start())
    words = question.plain
    if not words:
        return []
    subject = subject_of(statement).term
    is_short = len(words) <= _SHORT and bool(subject)
    # English has no form that is better than the author's; nor has a report in another language.
    if (term := question.asked_term) and question.language.code == statement.outline.home.code != "en":
        return [Found(Aspect.DEFINITION, term.text, answer, "answer", claims, words, extra=extra)]
    name = fill("{subject} — {question}", subject=subject.text, question=question.text) if is_short else question.text
    source = f"{subject.plain} {words}" if is_short else words
    points = question.is_deictic or bool(_POINTS_BACK.search(question.plain)) or len(question.folded) < _FEWEST_LETTERS
    weight = _POINTING if points or _rambles(statement, question) else 1.0
    if statement.node.kind is NodeKind.ITEM and not (subject or question.asked_term or _is_written(statement)):
        weight *= _IN_PASSING
    if statement.language.pattern("asked_aloud").search(question.masked) and not _is_written(statement):
        weight *= _ALOUD
    told = next((text.plain for block in answer for text in texts_of(block)), "")
    if statement.language.pattern("half_answered").search(f"{question.plain} | {told}"):
        weight *= _HALF_ANSWERED
    return [Found(Aspect.QUESTION, Text(), answer, "answer", claims, source, name, extra, weight)]


def _is_written(statement: Statement) -> bool:
    """Is it a question that one writes down to learn: a heading, or marked as one?"""
    return statement.node.kind is NodeKind.HEADING or bool(_Q.match(statement.head.masked))


def _rambles(statement: Statement, question: Phrase) -> bool:
    """Was it asked in talking: two questions in one, or a long one?"""
    is_long = len(question.plain) > _LONGEST_WRITTEN or len(question.sentences) > 2
    return is_long and not _is_written(statement)


def _without(text: Text, pattern: re.Pattern[str], *, at_end: bool = False) -> Text:
    found = pattern.search(text.masked) if at_end else pattern.match(text.masked)
    if not found:
        return text
    return text.cut(0, found.start()) if at_end else text.cut(found.end())
