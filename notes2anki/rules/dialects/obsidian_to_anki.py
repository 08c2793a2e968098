"""Obsidian_to_Anki: `START` … `END` blocks and `STARTI [Basic] … ENDI` in a line, `TARGET DECK` and `FILE TAGS`.

Read are the note types Basic (and reversed card) and Cloze, the latter also with `{…}`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from notes2anki.model import Line
from notes2anki.rules.marks.answer import as_text
from notes2anki.rules.marks.gaps import CURLY, as_cloze, written
from notes2anki.rules.marks.lines import Entry, Tape
from notes2anki.rules.marks.signs import Asked, Fault, Frame, Marking, asked, gapped

RULE = "dialect:obsidian-to-anki"

_FIELD = re.compile(r"^(?P<name>Front|Back|Text|Back Extra|Extra|Tags):(?:\s+|$)")
_INLINE = re.compile(r"\bSTARTI\s+\[(?P<type>[^\[\]]+)\]\s+(?P<text>.+?)\s+ENDI\b")
_INLINE_FIELD = re.compile(r"(?:^|\s)(?P<name>Front|Back|Text|Back Extra|Extra|Tags):(?=\s)")
_ID = re.compile(r"^ID:\s*\d+$")
_BASIC = re.compile(
    r"Basic(?: \((?P<way>and reversed card|optional reversed card|type in the answer)\))?", re.IGNORECASE
)
_FIRST = {"Front": "Front", "Text": "Front", "Back": "Back", "Back Extra": "Back", "Extra": "Back", "Tags": "Tags"}


@dataclass(slots=True)
class _Note:
    """The fields of a note, with the lines of each."""

    kind: str
    lines: list[Entry]
    fields: dict[str, list[Entry]] = field(default_factory=dict)

    @property
    def tags(self) -> tuple[str, ...]:
        return tuple(word for entry in self.fields.get("Tags", ()) for word in entry.plain.split())


def tidy(lines: tuple[Line, ...]) -> tuple[Line, ...]:
    """Return the lines that are no ids: `ID: 1566052191670`."""
    return tuple(line for line in lines if not _ID.match(line.text.masked.strip()))


def find(tape: Tape) -> Iterator[Marking | Fault | Frame]:
    """Yield a card for each note, with the file's deck and tags."""
    decks, tags = _after(tape, "TARGET DECK"), _after(tape, "FILE TAGS")
    yield from map(Frame, (*decks, *tags))
    shared = (*(entry.plain for entry in decks[1:]), *(tag for entry in tags[1:] for tag in entry.plain.split()))
    block: list[Entry] | None = None
    for entry in tape.entries:
        if entry.plain == "START":
            if block:
                yield _unended(block[0])
            block = [entry]
        elif block is not None and entry.plain == "END":
            yield from _card(_note_of(block, entry), shared)
            block = None
        elif block is not None:
            block.append(entry)
        else:
            yield from _inline(entry, shared)
    if block:
        yield _unended(block[0])


def _unended(entry: Entry) -> Fault:
    return Fault(entry.number, "`START` without `END`", "write END on a line of its own under the note")


def _after(tape: Tape, name: str) -> tuple[Entry, ...]:
    """Return the first line that says `name` alone, and the line after it."""
    place = next((place for place, entry in enumerate(tape.entries) if entry.plain == name), None)
    return () if place is None else tape.entries[place : place + 2]


def _note_of(block: Sequence[Entry], end: Entry) -> _Note:
    kind, *lines = block[1:] or [end]
    note = _Note(kind.plain if len(block) > 1 else "", [*block, end])
    current = note.fields.setdefault("Front", [])
    for entry in lines:
        found = _FIELD.match(entry.text.masked)
        if found:
            current = note.fields.setdefault(_FIRST[found["name"]], [])
        current.append(entry.after(found.end()) if found else entry)
    return note


def _inline(entry: Entry, shared: tuple[str, ...]) -> Iterator[Marking | Fault | Frame]:
    masked = entry.text.masked
    for found in _INLINE.finditer(masked):
        note = _Note(found["type"].strip(), [entry])
        begin, name = found.start("text"), "Front"
        for mark in (*_INLINE_FIELD.finditer(masked, *found.span("text")), None):
            end = mark.start() if mark else found.end("text")
            piece = replace(entry, text=entry.text.cut(begin, end), starts=False)
            note.fields.setdefault(name, []).extend([piece] if piece.text else [])
            begin, name = (mark.end(), _FIRST[mark["name"]]) if mark else (end, name)
        yield from _card(note, shared)
    if "STARTI [" in masked and not _INLINE.search(masked):
        yield Fault(entry.number, "`STARTI` without `ENDI`", "write STARTI [Basic] question Back: answer ENDI")


def _card(note: _Note, shared: tuple[str, ...]) -> Iterator[Marking | Fault | Frame]:
    if not any(note.fields.values()):  # a note that is to be deleted
        yield from map(Frame, note.lines)
        return
    statement, tags = note.lines[0].statement.under_sections, (*shared, *note.tags)
    front, back = note.fields.get("Front", []), note.fields.get("Back", [])
    basic = _BASIC.fullmatch(note.kind)
    if note.kind.casefold() == "cloze":
        yield _cloze(note, front, tags)
    elif not basic:
        yield Fault(note.lines[0].number, f"the note type “{note.kind}” is not read", "use Basic or Cloze")
    elif not as_text(front) or not any(entry.says_something for entry in back):
        yield Fault(note.lines[0].number, "a note without front or back", "begin the answer's line with `Back: `")
    else:
        is_reversed = (basic["way"] or "").casefold() == "and reversed card"
        yield asked(RULE, statement, Asked(as_text(front), tuple(back), tuple(note.lines), is_reversed, tags))


def _cloze(note: _Note, front: Sequence[Entry], tags: tuple[str, ...]) -> Marking | Fault:
    text = as_text(front)
    cloze = as_cloze(text, written(text, CURLY))
    if cloze is None:
        return Fault(note.lines[0].number, "a cloze without a gap", "write `{{c1::what is to be hidden}}`")
    return gapped(RULE, text, note.lines, cloze, tags)
