"""A question that the author asked and answered: in the same bullet, in the lines or bullets below, or as Q. / A."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from notes2anki.cues import Cues
from notes2anki.model import Block, Bullets, Definition, Node, NodeKind, Prose, Question
from notes2anki.rules.kit.found import Found, blocks_of, own_lines, prose
from notes2anki.rules.kit.lines import answer_text, content_lines, says, speaking
from notes2anki.rules.kit.phrases import MEANT, asks, clean_term, is_term
from notes2anki.rules.kit.spot import Spot
from notes2anki.text import Text, join, plain_text

_SPEAKER = re.compile(r"^[가-힣]{2,4}님\s*[:：]\s*")
_INLINE = re.compile(r"^(?P<question>.{4,120}?[?？])[)\"'”’」~]?\s+(?:→|->|=>|⇒|[-–—:])?\s*(?P<answer>[^?？]{4,})$")
_Q = re.compile(r"^(?:Q|질문|問|问)\s?\d*\s*[.:：)]\s*", re.IGNORECASE)
_A = re.compile(r"^(?:A|답변?|答)\s?\d*\s*[.:：)]\s*", re.IGNORECASE)
_MEANS = re.compile(
    r"^(?:what (?:is|are) (?:an? |the )?(?P<en>[^?]{2,50})"
    r"|(?P<ko>.{1,50}?)\s?(?:이란|란)(?:\s?무엇[^?？]*)?"
    r"|(?P<ja>.{1,40}?)とは(?:何[^?？]*)?"
    r"|什么是(?P<zh>.{1,30}?))[?？:：]?\s*$",
    re.IGNORECASE,
)
_MOST_ANSWERS = 5
_SHORT = 14  # letters of a question that says too little without its subject
_SIGNS = re.compile(rf"^(?:(?!{MEANT}|(?:--?|(?<!\.)\.|[@#<+\\])(?=[A-Za-z0-9]))[^\w(\[\"'“`$ˣ])+")
"""Emoji, bullets and such before a question; not the signs of `√d`, `-1`, `.env` and `#include`."""


def find(spot: Spot) -> Iterator[Found]:
    """Yield the question with its answer, if the block asks one and an answer follows."""
    if spot.node.kind not in (NodeKind.ITEM, NodeKind.PARAGRAPH, NodeKind.HEADING) or not spot.lines:
        return
    yield from _inline(spot) or _in_lines(spot) or _below(spot) or _beside(spot)


def _inline(spot: Spot) -> list[Found]:
    """`LRN이란? 일종의 정규화`: question and answer on one line."""
    found = _INLINE.match(spot.head.masked)
    if not found or len(content_lines(spot.node)) > 2:
        return []
    question, answer = spot.head.cut(*found.span("question")), spot.head.cut(*found.span("answer"))
    return _found(spot, question, prose(_without(answer, _A)), own_lines(spot.node))


def _in_lines(spot: Spot) -> list[Found]:
    """A line that asks, and the lines right under it that answer."""
    lines = content_lines(spot.node)
    if len(lines) < 2 or not asks(lines[0].text):
        return []
    answers = [answer_text(line.text) for line in lines[1:]]
    answers[0] = _without(answers[0], _A)
    blocks = tuple(Prose(answer) for answer in answers if answer)
    return _found(spot, lines[0].text, blocks, own_lines(spot.node))


def _below(spot: Spot) -> list[Found]:
    """A question bullet or heading, and the bullets or paragraphs under it."""
    is_open = spot.cues.reason_for.search(clean_term(spot.node.text, spot.cues).masked) and len(spot.children) == 1
    if not (asks(spot.node.text) or is_open):
        return []
    answers = _answers(spot.children, spot)
    claims = own_lines(spot.node, *answers)
    asked = join((clean_term(spot.node.text, spot.cues), plain_text("?")), "") if is_open else spot.node.text
    return _found(spot, asked, tuple(map(_without_speakers, blocks_of(answers))), claims)


def _without_speakers(block: Block) -> Block:
    """Leave out who said it: a mentor's name before the answer."""
    if not isinstance(block, Bullets):
        return block
    return replace(block, members=tuple(_without(member, _SPEAKER) for member in block.members))


def _beside(spot: Spot) -> list[Found]:
    """`Q. …` in one block, `A. …` in the next."""
    if not _Q.match(spot.head.masked) or not spot.following:
        return []
    after = next((node for node in spot.following[:3] if content_lines(node)), None)
    if after is None or not _A.match(after.lines[0].text.masked):
        return []
    answer = _without(says(after), _A)
    beyond = spot.following[spot.following.index(after) + 1 :]
    more = () if answer else _answers(_items(beyond), spot)
    claims = own_lines(spot.node, after, *more)
    return _found(spot, spot.node.text, (*prose(answer), *blocks_of(more)), claims)


def _items(nodes: tuple[Node, ...]) -> Iterator[Node]:
    for node in nodes:
        if node.kind is not NodeKind.ITEM:
            return
        yield node


def _to_the_point(nodes: tuple[Node, ...], cues: Cues) -> tuple[Node, ...]:
    """Leave out what the author tells of her own, or only thinks, as long as something else answers."""
    never = [pattern for name, pattern in cues.never if name in ("plan", "revisit", "request")]
    told = tuple(node for node in nodes if node.code or not any(one.search(says(node).plain) for one in never))
    weak = [pattern for name, pattern in cues.doubt if name in ("anecdote", "opinion")]
    kept = tuple(node for node in told if node.code or not any(one.search(says(node).plain) for one in weak))
    return kept or told


def _answers(nodes: Iterable[Node], spot: Spot) -> tuple[Node, ...]:
    """Return the first blocks that could answer, as many as an answer holds."""
    taken: list[Node] = []
    length = 0
    for node in _to_the_point(tuple(speaking(nodes)), spot.cues):
        words = says(node).plain
        if node.kind is NodeKind.HEADING or asks(says(node)) or _Q.match(words):
            break
        length += len(words) + len(node.code)
        if taken and (length > spot.habits.longest_answer or len(taken) == _MOST_ANSWERS):
            break
        taken.append(node)
    return tuple(taken)


def _found(spot: Spot, asked: Text, answer: tuple[Block, ...], claims: frozenset[int]) -> list[Found]:
    if not answer:
        return []
    question = _without(_without(asked.cut(), _SIGNS), _Q)
    name = question.plain
    if not name:
        return []
    is_short = len(name) <= _SHORT and bool(spot.subject)
    source = f"{spot.subject.plain} {name}" if is_short else name
    means = _meaning(spot, question, answer)
    if means:
        return [Found(means, "answer", claims, name)]
    whole = join((spot.subject, question), " — ") if is_short else question
    return [Found(Question(whole, answer), "answer", claims, source)]


def _meaning(spot: Spot, question: Text, answer: tuple[Block, ...]) -> Definition | None:
    """Return the answer as a definition, if the question asks what a term means."""
    means = _MEANS.match(question.masked)
    if not means:
        return None
    name = next(group for group in ("en", "ko", "ja", "zh") if means[group])
    term = clean_term(question.cut(*means.span(name)), spot.cues)
    return Definition(term, answer) if is_term(term, spot.cues) else None


def _without(text: Text, label: re.Pattern[str]) -> Text:
    found = label.match(text.masked)
    return text.cut(found.end()) if found else text
