"""Entries -> what a card shows of them: the text of a question, the blocks of an answer, sources."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from notes2anki.model import Block, Bullets, Code, Grid, Node, NodeKind, Prose
from notes2anki.rules.marks.lines import Entry
from notes2anki.text import Mark, Run, Text, join, plain_text

_ADDRESS = re.compile(r"(?:https?://|www\.)\S*")


def claims(entries: Iterable[Entry]) -> frozenset[int]:
    """Return the numbers of all lines of the entries."""
    return frozenset(line for entry in entries for line in range(entry.number, entry.last + 1))


def links(entries: Iterable[Entry]) -> tuple[str, ...]:
    """Return the addresses in the entries and their tables, and the other notes that they lead to, each once."""
    texts = (
        text for entry in entries for text in (entry.text, *(cell for row in entry.node.rows for cell in row.cells))
    )
    return tuple(dict.fromkeys(link for text in texts for link in (*text.links, *text.notes)))


def kept(text: Text) -> Text:
    """Return `text` without what was struck out and without bare addresses, unless there is nothing else."""
    clean = text.dropping(Mark.STRIKE)
    bare = Text(tuple(run for run in clean.runs if not _ADDRESS.fullmatch(run.text.strip()))).cut()
    return bare or clean


def as_text(entries: Iterable[Entry]) -> Text:
    """Return the entries as one text, lines apart from those of a hard-wrapped sentence."""
    pieces: list[Text] = []
    for entry in entries:
        if text := kept(entry.text) or _without_lines(entry.node):
            pieces += [plain_text(" " if entry.is_wrapped else "\n")] if pieces else []
            pieces.append(text)
    return _together(pieces)


def _without_lines(node: Node) -> Text:
    """Return code and tables as text, for there is no other place in a question."""
    if node.code:
        return Text((Run(node.code, frozenset({Mark.CODE})),))
    return join((join(row.cells, " | ") for row in node.rows), "\n")


def blocks(entries: Iterable[Entry]) -> tuple[Block, ...]:
    """Return the entries as the blocks of an answer; a bullet's children stand on lines of their own within it."""
    piles: list[_Pile] = []
    for entry in entries:
        if not (piles and _joins(piles[-1], entry)) and entry.says_something:
            piles.append(_Pile(entry, [[kept(entry.text)]]))
    return tuple(block for pile in piles if (block := _block(pile)))


@dataclass(slots=True)
class _Pile:
    """A block in the making: of members, each of pieces."""

    first: Entry
    members: list[list[Text]]

    @property
    def is_list(self) -> bool:
        return self.first.is_item


def _joins(pile: _Pile, entry: Entry) -> bool:
    """Put the entry into the pile, if it belongs there."""
    text = kept(entry.text)
    if pile.first.node.code or pile.first.node.rows or not text:
        return False
    if not pile.is_list:
        if entry.is_wrapped:
            pile.members[-1] += [plain_text(" "), text]
        return entry.is_wrapped
    depth = _depth(entry) - _depth(pile.first)
    if entry.is_item and depth <= 0:
        if (entry.node.number is None) != (pile.first.node.number is None):
            return False
        pile.members.append([text])
    elif depth < (0 if entry.node.kind is NodeKind.ITEM else 1):
        return False
    else:
        joint = "\n" + "  " * (depth - 1) + "– " if entry.is_item else " " if entry.is_wrapped else "\n"
        pile.members[-1] += [plain_text(joint), text]
    return True


def _block(pile: _Pile) -> Block | None:
    node = pile.first.node
    if node.kind is NodeKind.CODE:
        return Code(node.code, node.language, node.first) if node.code.strip() else None
    if node.kind is NodeKind.TABLE:
        return Grid(tuple(row.cells for row in node.rows), node.sides)
    members = tuple(member for pieces in pile.members if (member := _together(pieces)))
    if not members:
        return None
    return Bullets(members, node.number is not None) if pile.is_list else Prose(members[0])


def _together(pieces: Iterable[Text]) -> Text:
    return Text(tuple(run for piece in pieces for run in piece.runs))


def _depth(entry: Entry) -> int:
    return sum(node.kind is NodeKind.ITEM for node in entry.statement.above)
