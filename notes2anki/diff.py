"""The ledger before + the notes now -> what will change in Anki, field by field, word by word."""

from __future__ import annotations

import difflib
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from html.parser import HTMLParser

from notes2anki.ledger import RETIRED_TAG, Entry, Ledger, Life, Settled
from notes2anki.model import OTHERWISE, DatedNote, Note, NoteType, Problem, State

_LONGEST = 2000  # words; beyond, old and new are shown one after the other, as comparing takes the square of the time
_UNSEEN = frozenset({"Key"})  # a field that no card shows
_WORD = re.compile(
    r"""
    \s+
    | [\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]  # kana and Han characters: no spaces between words
    | [^\W\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]+
    | .
    """,
    re.VERBOSE | re.DOTALL,
)


class Kept(StrEnum):
    """On which side of a change a piece of text stands."""

    BOTH = "both"
    OLD = "old"
    NEW = "new"


@dataclass(frozen=True, slots=True)
class Piece:
    """Neighbouring words on the same side."""

    kept: Kept
    text: str


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One field, or the tags, before and now, as plain text."""

    name: str
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class Change:
    """A card that is not in Anki as it is in the notes. Question and answer are those of now, as plain text."""

    key: str
    guid: str
    path: str
    line: int
    question: str
    answer: str
    deck: str
    old_deck: str  # of a new card: empty
    fields: tuple[FieldChange, ...] = ()
    why: str = ""  # how a card was recognised whose bullet was edited or moved: `edited 0.87`


@dataclass(frozen=True, slots=True)
class Diff:
    """All cards that change, each in one group: one that is edited and moved is moved, and has its edits beside it."""

    new: tuple[Change, ...] = ()
    edited: tuple[Change, ...] = ()
    moved: tuple[Change, ...] = ()
    retired: tuple[Change, ...] = ()
    unchanged: int = 0

    @property
    def groups(self) -> tuple[tuple[str, tuple[Change, ...]], ...]:
        """The changes under their names."""
        return (("new", self.new), ("edited", self.edited), ("moved", self.moved), ("retired", self.retired))

    @property
    def by_version(self) -> int:
        """How many cards change although the notes say what they said when an older version was used."""
        return sum(change.why == OTHERWISE for _, changes in self.groups for change in changes)

    @property
    def is_empty(self) -> bool:
        """Is everything in Anki as it is in the notes?"""
        return not any(changes for _, changes in self.groups)


def together(diffs: Iterable[Diff]) -> Diff:
    """Return the changes of several decks as those of one."""
    listed = tuple(diffs)
    return Diff(
        new=tuple(change for diff in listed for change in diff.new),
        edited=tuple(change for diff in listed for change in diff.edited),
        moved=tuple(change for diff in listed for change in diff.moved),
        retired=tuple(change for diff in listed for change in diff.retired),
        unchanged=sum(diff.unchanged for diff in listed),
    )


def compare(before: Ledger, settled: Settled) -> Diff:
    """Return what a build changes: the notes of `settled` against what the ledger knew before.

    Cards are told by their guids and listed in the order of the notes. What was retired before is no change.
    """
    old = {entry.guid: entry for entry in before.entries}
    now = {entry.guid: entry for entry in settled.ledger.entries}

    def found(state: State) -> tuple[Change, ...]:
        there = (dated for dated in settled.notes if dated.state is state)
        return tuple(_change(dated, old.get(dated.note.guid), now[dated.note.guid]) for dated in there)

    return Diff(
        new=found(State.NEW),
        edited=found(State.EDITED),
        moved=found(State.MOVED),
        retired=found(State.RETIRED),
        unchanged=sum(dated.state is State.UNCHANGED for dated in settled.notes),
    )


def words(old: str, new: str) -> tuple[Piece, ...]:
    """Return both texts as one, each word on its side; the texts of one side, joined, give its text again."""
    before, after = _WORD.findall(old), _WORD.findall(new)
    if max(len(before), len(after)) > _LONGEST:
        return (Piece(Kept.OLD, old), Piece(Kept.NEW, new))
    steps = difflib.SequenceMatcher(None, before, after, autojunk=False).get_opcodes()
    sides = ((tag == "equal", "".join(before[a:b]), "".join(after[c:d])) for tag, a, b, c, d in steps)
    return tuple(_pieces(sides))


def plain(html: str) -> str:
    """Return the text of a field, with the addresses of its links and the names of its images."""
    reader = _Plain()
    reader.feed(html)
    reader.close()
    lines = (" ".join(line.split()) for line in "".join(reader.pieces).split("\n"))
    return "\n".join(line for line in lines if line)


def as_json(diff: Diff, problems: Iterable[Problem] = ()) -> str:
    """Return one object with a list for each group of changes, the number of unchanged cards, and problems."""
    found: dict[str, object] = {name: [_as_object(change) for change in changes] for name, changes in diff.groups}
    found["unchanged"] = diff.unchanged
    found["by_version"] = diff.by_version
    found["problems"] = [
        {"path": problem.path, "line": problem.line, "message": problem.message, "hint": problem.hint}
        for problem in problems
    ]
    return json.dumps(found, ensure_ascii=False, indent=2)


# --- one card ------------------------------------------------------------------------------------------------------


def _change(dated: DatedNote, old: Entry | None, now: Entry) -> Change:
    note = dated.note
    fields = dict(note.fields)
    front = fields.get("Text" if note.note_type is NoteType.CLOZE else "Question", "")
    return Change(
        key=note.key,
        guid=note.guid,
        path=now.path,
        line=now.line,
        question=plain(front),
        answer=plain(fields.get("Answer", "")),
        deck=note.deck,
        old_deck=old.deck if old else "",
        fields=tuple(_fields(old, note)) if old and now.state is Life.ACTIVE else (),
        why=dated.why,
    )


def _fields(old: Entry, note: Note) -> Iterator[FieldChange]:
    before, after = dict(old.fields), dict(note.fields)
    for name in dict.fromkeys((*after, *before)):
        html = before.get(name, ""), after.get(name, "")
        was, is_ = map(plain, html)
        if name in _UNSEEN or html[0] == html[1]:
            continue
        if was != is_:
            yield FieldChange(name, was, is_)
        elif name != "Source":  # there, only the place in the notes differs
            yield FieldChange(name, *html)  # what differs is the markup
    tags = _tags((*old.tags, RETIRED_TAG) if old.state is Life.RETIRED else old.tags), _tags(note.tags)
    if tags[0] != tags[1]:
        yield FieldChange("Tags", *tags)


def _tags(tags: Iterable[str]) -> str:
    return " ".join(sorted(tags))


def _as_object(change: Change) -> Mapping[str, object]:
    return {
        "key": change.key,
        "guid": change.guid,
        "path": change.path,
        "line": change.line,
        "question": change.question,
        "answer": change.answer,
        "deck": change.deck,
        "old_deck": change.old_deck or None,
        "why": change.why or None,
        "fields": [{"name": field.name, "old": field.old, "new": field.new} for field in change.fields],
    }


# --- words ---------------------------------------------------------------------------------------------------------


def _pieces(sides: Iterable[tuple[bool, str, str]]) -> Iterator[Piece]:
    """Join changes between which there is but a space, so that a reader sees phrases, not single words."""
    old = new = ""
    for is_same, before, after in sides:
        if is_same and not (before.isspace() and (old or new)):
            yield from _changed(old, new)
            yield Piece(Kept.BOTH, before)
            old = new = ""
        else:
            old, new = old + before, new + after
    yield from _changed(old, new)


def _changed(old: str, new: str) -> Iterator[Piece]:
    """Yield what is gone and what has come; the space at both ends, where it is the same, belongs to both."""
    end = len(new) - len(new.rstrip())
    space = new[len(new) - end :] if end and old.endswith(new[len(new) - end :]) and old.strip() and new.strip() else ""
    old, new = old.removesuffix(space), new.removesuffix(space)
    pieces = (Piece(Kept.OLD, old), Piece(Kept.NEW, new), Piece(Kept.BOTH, space))
    yield from (piece for piece in pieces if piece.text)


# --- plain text ----------------------------------------------------------------------------------------------------

_BREAKS = frozenset({"br", "div", "p", "li", "ol", "ul", "table", "tr", "pre"})


class _Plain(HTMLParser):
    """Collects the text of our own HTML. Places and tags, in `<small>`, are no content."""

    def __init__(self) -> None:
        super().__init__()
        self.pieces: list[str] = []
        self._address = ""
        self._is_place = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        self._is_place |= tag == "small"
        if tag in _BREAKS:
            self.pieces.append("\n- " if tag == "li" else "\n")
        elif tag in ("td", "th"):
            self.pieces.append(" | ")
        elif tag == "a":
            self._address = values.get("href") or ""
        elif tag == "img":
            self.pieces.append(f"[{values.get('src') or ''}]")

    def handle_endtag(self, tag: str) -> None:
        if tag == "small":
            self._is_place = False
        elif tag == "a":
            self.pieces.append(f" <{self._address}>")
        elif tag in _BREAKS:
            self.pieces.append("\n")

    def handle_data(self, data: str) -> None:
        if not self._is_place:
            self.pieces.append(data)
