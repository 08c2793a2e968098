"""Cards, skipped lines and problems -> JSON (the listing contract) or Markdown."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import assert_never

from notes2anki.model import Block, Bullets, Card, Code, Grid, Problem, Prose, Skip
from notes2anki.text import Text


@dataclass(frozen=True, slots=True)
class Listing:
    """What is to be listed; paths as they are to be shown."""

    cards: tuple[Card, ...] = ()
    skips: tuple[Skip, ...] = ()
    problems: tuple[Problem, ...] = ()

    def without_skips(self) -> Listing:
        """Return the same without the skipped lines."""
        return replace(self, skips=())


def plain(blocks: Iterable[Block]) -> str:
    """Return blocks as plain text: a line for each paragraph, bullet, row and line of code."""
    return "\n".join(line for block in blocks for line in _plain_lines(block))


def as_json(listing: Listing) -> str:
    """Return one object with `cards`, `skipped` and `problems`, in this order of keys."""
    found = {
        "cards": [_card(card) for card in listing.cards],
        "skipped": [_skip(skip) for skip in listing.skips],
        "problems": [_problem(problem) for problem in listing.problems],
    }
    return json.dumps(found, ensure_ascii=False, indent=2)


def as_markdown(listing: Listing) -> str:
    """Return a section for each report: its cards as a list with the answers below, then the skipped lines."""
    return "\n".join(line for path, found in by_report(listing) for line in _section(path, found))


def by_report(listing: Listing) -> Iterator[tuple[str, tuple[Card | Skip, ...]]]:
    """Yield each report's path with its cards and skipped lines, in the order in which they stand there."""
    entries: tuple[Card | Skip, ...] = (*listing.cards, *listing.skips)
    found = sorted(entries, key=lambda entry: (entry.path, entry.first))
    for path, group in groupby(found, key=lambda entry: entry.path):
        yield path, tuple(group)


def place(entry: Card | Skip) -> str:
    """Return the lines of an entry: `12` or `12-15`."""
    return f"{entry.first}" if entry.first == entry.last else f"{entry.first}-{entry.last}"


def _plain_lines(block: Block) -> Iterator[str]:
    match block:
        case Prose(text):
            yield text.shown
        case Bullets(members, is_ordered):
            yield from (f"{mark} {member.shown}" for mark, member in zip(_marks(is_ordered), members, strict=False))
        case Code(source):
            yield source.rstrip("\n")
        case Grid(rows):
            yield from (" | ".join(cell.shown for cell in row) for row in rows)
        case _:
            assert_never(block)


def _marks(is_ordered: bool) -> Iterator[str]:  # noqa: FBT001 -- the flag is the value's own
    number = 1
    while True:
        yield f"{number}." if is_ordered else "-"
        number += 1


def _card(card: Card) -> dict[str, object]:
    return {
        "guid": card.guid,
        "key": card.key,
        "kind": card.kind.value,
        "question": card.question.shown,
        "answer": plain(card.answer),
        "extra": plain(card.extra),
        "hint": card.hint.shown,
        "context": card.context,
        "sources": card.sources,
        "tags": card.tags,
        "deck": card.deck,
        "date": card.date.isoformat() if card.date else None,
        "path": card.path,
        "lines": (card.first, card.last),
        "rule": card.rule,
        "score": round(card.score, 2),
        "status": card.status.value,
        "reason": card.reason or None,
    }


def _skip(skip: Skip) -> dict[str, object]:
    return {"path": skip.path, "lines": (skip.first, skip.last), "text": skip.text, "reason": skip.reason}


def _problem(problem: Problem) -> dict[str, object]:
    return {"path": problem.path, "line": problem.line, "message": problem.message, "hint": problem.hint}


def _section(path: str, found: Sequence[Card | Skip]) -> Iterator[str]:
    yield from (f"## {_escape(path)}", "")
    for card in found:
        if isinstance(card, Card):
            verdict = f"{card.rule} {card.score:.2f}, {card.status}, {card.key}"
            yield f"- **{_inline(card.question)}** ({place(card)}, {verdict})"
            yield from _indented(line for block in card.answer for line in ("", *_markdown(block)))
            yield from _indented(("", f"Hint: {_inline(card.hint)}")) if card.hint else ()
            yield ""
    skips = [skip for skip in found if isinstance(skip, Skip)]
    if skips:
        yield from ("Skipped:", "")
        yield from (f"- {place(skip)}: {_escape(_one_line(skip.text))} -- *{_escape(skip.reason)}*" for skip in skips)
        yield ""


def _markdown(block: Block) -> Iterator[str]:
    match block:
        case Prose(text):
            yield _inline(text)
        case Bullets(members, is_ordered):
            yield from (f"{mark} {_inline(member)}" for mark, member in zip(_marks(is_ordered), members, strict=False))
        case Code(source, language):
            fence = _fence(source)
            yield from (f"{fence}{language}", *source.rstrip("\n").split("\n"), fence)
        case Grid((head, *rows)):
            yield from (_row(head), "|" + " --- |" * len(head), *map(_row, rows))
        case Grid():
            return
        case _:
            assert_never(block)


def _row(cells: Iterable[Text]) -> str:
    return "| " + " | ".join(_inline(cell) for cell in cells) + " |"


def _inline(text: Text) -> str:
    return _escape(_one_line(text.shown))


def _one_line(words: str) -> str:
    return " ".join(words.split())


def _escape(words: str) -> str:
    return _SPECIAL.sub(r"\\\g<0>", words)


def _indented(lines: Iterable[str]) -> Iterator[str]:
    return (f"  {line}" if line else "" for line in lines)


def _fence(source: str) -> str:
    longest = max((len(run) for run in _BACKTICKS.findall(source)), default=0)
    return "`" * max(3, longest + 1)


_SPECIAL = re.compile(r"[\\`*_<\[|~]")  # what Markdown would take for markup in the middle of a line
_BACKTICKS = re.compile(r"`+")
