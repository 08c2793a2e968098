"""Cards that wait for a judgement, and what the user can decide of them. Pure."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import assert_never

from notes2anki.decisions import Decision
from notes2anki.listing import plain
from notes2anki.model import Block, Bullets, Card, Code, Grid, Kind, Node, NodeKind, NoteType, Prose, Settings, Status
from notes2anki.rules import score_of
from notes2anki.text import Mark, Run, Text
from notes2anki.trace import Explanation

LONGEST_HEADING = 40
"""Characters of a heading that can name a section to leave out."""


def in_words(decision: Decision) -> str:
    """Return what was decided, for people."""
    if not decision.key:
        return f"a card of {decision.path}:{decision.line}"
    parts = ["kept"] if decision.status is Status.KEEP else ["dropped"] if decision.status else []
    parts += ["reworded"] if decision.question or decision.answer else []
    parts += ["with a hint"] if decision.hint else []
    parts += [f"now of the kind {decision.kind}"] if decision.kind else []
    return ", ".join(parts) or "nothing said"


# --- the queue -----------------------------------------------------------------------------------------------------


def waiting(cards: Iterable[Card], *, new: Collection[str], decided: Collection[str]) -> tuple[Card, ...]:
    """Return the cards that nobody has judged yet: suggested ones, and those that Anki does not have.

    `new` and `decided` are keys: of cards that no build has packaged, and of those that the user said something of.
    """
    return tuple(
        card
        for card in cards
        if card.key not in decided and (card.status is Status.SUGGESTED or (card.key in new and _is_kept(card)))
    )


def _is_kept(card: Card) -> bool:
    return card.status is Status.KEEP


def kinds_for(card: Card) -> tuple[Kind, ...]:
    """Return the kinds that this card may become: Anki keeps clozes in another form."""
    is_cloze = card.note_type is NoteType.CLOZE
    return tuple(kind for kind in Kind if (kind is Kind.CLOZE) is is_cloze)


def sections(explanation: Explanation) -> tuple[str, ...]:
    """Return the headings above a line, nearest first: those under which the user may want no cards."""
    names = (parent.node.text.plain for parent in reversed(explanation.parents) if _heads(parent.node))
    return tuple(name for name in names if name and len(name) <= LONGEST_HEADING)


def _heads(node: Node) -> bool:
    return node.kind is NodeKind.HEADING or (node.kind is NodeKind.ITEM and bool(node.children))


def why(card: Card, settings: Settings) -> str:
    """Return in one line how the card came about: the rule, its score, and what speaks against the card."""
    if card.rule == "overrides":
        return "made by you"
    try:
        base = f"{score_of(card.rule, settings.habits):g} "
    except KeyError:  # a rule of another version
        base = ""
    factors = "".join(f" × {doubt.factor:g} ({doubt.name})" for doubt in card.doubts)
    return f"{base}({card.rule}){factors} = {card.score:.2f}, threshold {settings.threshold:g}"


# --- where it comes from -------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Surrounding:
    """A line of the report; `is_meant` if the card is made of it."""

    number: int
    text: str
    is_meant: bool


_HEADING = re.compile(r"#{1,6}\s")


def surroundings(text: str, first: int, last: int, *, around: int = 4) -> tuple[Surrounding, ...]:
    """Return the lines of a card with those about them, and the heading above, if that is farther away."""
    lines = text.splitlines()
    begin, end = max(first - around, 1), min(last + around, len(lines))
    above = next((number for number in range(first - 1, 0, -1) if _HEADING.match(lines[number - 1])), begin)
    numbers = [*([above] if above < begin else []), *range(begin, end + 1)]
    return tuple(Surrounding(number, lines[number - 1], first <= number <= last) for number in numbers)


# --- as Markdown, to be reworded -----------------------------------------------------------------------------------

_SIGNS = ((Mark.STRONG, "**"), (Mark.EM, "*"), (Mark.STRIKE, "~~"), (Mark.HIGHLIGHT, "=="))
_SPECIAL = re.compile(r"[\\`*\[\]<>$|~]|(?<![A-Za-z0-9])_|_(?![A-Za-z0-9])|==|(?<=\W)#(?=\w)")
_TICKS = re.compile(r"`+")


def markdown_of(text: Text) -> str:
    """Return a text as Markdown that reads the same, but for marks that Markdown has no signs for."""
    by_link = groupby(text.runs, key=lambda run: run.target if Mark.LINK in run.marks else "")
    return "".join(_linked(target, _styled(tuple(runs), _SIGNS)) for target, runs in by_link)


def markdown_of_answer(blocks: Iterable[Block]) -> str:
    """Return an answer as decisions have it: lines, those of lists with `-` or `1.`; tables and code as text."""
    return "\n".join(line for block in blocks for line in _lines(block))


def _lines(block: Block) -> Iterator[str]:
    match block:
        case Prose(text):
            yield markdown_of(text)
        case Bullets(members, is_ordered):
            for number, member in enumerate(members, 1):
                yield f"{f'{number}.' if is_ordered else '-'} {markdown_of(member)}"
        case Code() | Grid():
            yield from plain((block,)).splitlines()
        case _:
            assert_never(block)


def _linked(target: str, words: str) -> str:
    return f"[{words}](<{target}>)" if target and words else words


def _styled(runs: tuple[Run, ...], signs: tuple[tuple[Mark, str], ...]) -> str:
    if not signs:
        return "".join(map(_run, runs))
    (mark, sign), *inner = signs
    pieces = []
    for is_marked, group in groupby(runs, key=lambda run: mark in run.marks):
        words = _styled(tuple(group), tuple(inner))
        pieces.append(f"{sign}{words}{sign}" if is_marked and words.strip() else words)
    return "".join(pieces)


def _run(run: Run) -> str:
    if Mark.IMAGE in run.marks:
        return f"![{_escaped(run.text)}](<{run.target}>)"
    if Mark.DISPLAY in run.marks:
        return f"$${run.text}$$"
    if Mark.MATH in run.marks:
        return f"${run.text}$"
    return _code(run.text) if Mark.CODE in run.marks else _escaped(run.text)


def _code(words: str) -> str:
    fence = "`" * (max((len(run) for run in _TICKS.findall(words)), default=0) + 1)
    pad = " " if words.startswith("`") or words.endswith("`") else ""
    return f"{fence}{pad}{words}{pad}{fence}"


def _escaped(words: str) -> str:
    return _SPECIAL.sub(lambda sign: "".join(f"\\{char}" for char in sign[0]), words)
