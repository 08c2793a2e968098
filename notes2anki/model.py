"""Every value that travels between the stages.

All of them are frozen; collections are tuples. Lines are 1-based and inclusive, front matter counted.
Paths are POSIX, relative to the deck's folder (`Settings.root`).
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path

from notes2anki.text import Text, join

# --- what is wrong -------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """Something the user should know of: `path:line: message`, and how to mend it.

    An error keeps the build from writing anything; a notice does not.
    """

    path: str
    line: int  # 0: the file as a whole
    message: str
    hint: str = ""
    is_error: bool = True


class InputError(Exception):
    """Raised where a stage cannot go on; carries all problems found so far."""

    def __init__(self, *problems: Problem) -> None:
        super().__init__("; ".join(problem.message for problem in problems))
        self.problems = problems


# --- settings ------------------------------------------------------------------------------------------------------


class Choose(StrEnum):
    """Which of a card's tags names its subdeck."""

    FIRST = "first"
    LAST = "last"
    NESTED = "nested"


@dataclass(frozen=True, slots=True)
class Subdecks:
    """How tags become a subdeck."""

    choose: Choose = Choose.FIRST
    ignore: tuple[str, ...] = ()  # tags that never name a subdeck
    rename: tuple[tuple[str, str], ...] = ()  # tag -> the subdeck's name


@dataclass(frozen=True, slots=True)
class Settings:
    """One deck's `deck.yaml`, or what the command line gave in its place."""

    root: Path  # absolute: what globs and report paths are relative to
    name: str  # the root deck, `A::B` for a nested one
    notes: tuple[str, ...]  # globs or paths, relative to `root`
    output: Path  # absolute
    ledger: Path  # absolute
    subdecks: Subdecks = field(default_factory=Subdecks)
    namespace: str = "notes2anki"
    threshold: float = 0.6  # cards that score less are only suggested
    config: Path | None = None  # the file that this was read from


@dataclass(frozen=True, slots=True)
class Selection:
    """The reports to take, by their date. Both ends count; without ends all reports are taken, dated or not."""

    since: dt.date | None = None
    until: dt.date | None = None

    @property
    def is_all(self) -> bool:
        """Is every report taken?"""
        return self.since is None and self.until is None

    def takes(self, date: dt.date | None) -> bool:
        """Is a report of this date taken?"""
        if self.is_all:
            return True
        return date is not None and (self.since or date) <= date <= (self.until or date)


# --- reading: a report and its outline -----------------------------------------------------------------------------


class NodeKind(StrEnum):
    """What a node of the outline is."""

    HEADING = "heading"  # also bold-only paragraphs and short lead lines before a list; holds what stands under it
    ITEM = "item"
    PARAGRAPH = "paragraph"
    QUOTE = "quote"
    CODE = "code"
    TABLE = "table"
    BREAK = "break"


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a node as the author broke it, without list marker or heading marks."""

    number: int
    text: Text


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a table."""

    number: int
    cells: tuple[Text, ...]


@dataclass(frozen=True, slots=True)
class Node:
    """A block of a report, with what belongs to it.

    `first` to `last` are the node's own lines; `end` is the last line of its children as well.
    """

    kind: NodeKind
    first: int
    last: int
    end: int
    lines: tuple[Line, ...] = ()
    children: tuple[Node, ...] = ()
    level: int = 0  # headings: 1-6 for `#`; 7 for a bold-only paragraph, 8 for a lead line
    number: int | None = None  # an ordered list item's number
    is_task: bool = False  # `[ ]`, `[x]` or a to-do sign in front
    tags: tuple[str, ...] = ()  # hashtags at the end of the node's own lines
    rows: tuple[Row, ...] = ()  # tables; the first is the head
    code: str = ""
    language: str = ""

    @property
    def text(self) -> Text:
        """The node's own lines as one text, joined by spaces."""
        return join((line.text for line in self.lines), " ")


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """What the front matter says, or the file's name where it says nothing."""

    title: str = ""
    date: dt.date | None = None  # in the author's own time zone
    tags: tuple[str, ...] = ()  # in the author's order, each once, spaces and slashes as written
    has_cards: bool = True  # false: `cards: off`


@dataclass(frozen=True, slots=True)
class Report:
    """One Markdown file."""

    path: str
    front: FrontMatter
    outline: tuple[Node, ...]


# --- rules: concepts -----------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Prose:
    """A paragraph of an answer."""

    text: Text


@dataclass(frozen=True, slots=True)
class Bullets:
    """A list in an answer."""

    members: tuple[Text, ...]
    is_ordered: bool = False


@dataclass(frozen=True, slots=True)
class Code:
    """A fenced block."""

    source: str
    language: str = ""


@dataclass(frozen=True, slots=True)
class Grid:
    """A table; the first row is the head."""

    rows: tuple[tuple[Text, ...], ...]


Block = Prose | Bullets | Code | Grid


class Kind(StrEnum):
    """What a card asks for."""

    QA = "qa"
    TERM = "term"
    CONTRAST = "contrast"
    CAUSE = "cause"
    LIST = "list"
    CLOZE = "cloze"


@dataclass(frozen=True, slots=True)
class Skip:
    """Lines that did not become a card, and why."""

    path: str
    first: int
    last: int
    text: str
    reason: str


# --- cards ---------------------------------------------------------------------------------------------------------


class Status(StrEnum):
    """What becomes of a card."""

    KEEP = "keep"
    SUGGESTED = "suggested"
    DROPPED = "dropped"


class NoteType(StrEnum):
    """The note type that carries a card."""

    BASIC = "basic"
    CLOZE = "cloze"


@dataclass(frozen=True, slots=True)
class Card:
    """One question and its answer, as the learner will meet it."""

    guid: str
    key: str
    kind: Kind
    question: Text  # a cloze: the text with `{{c1::…}}` in it
    answer: tuple[Block, ...]
    path: str
    first: int
    last: int
    rule: str
    score: float  # 0-1: the measured precision of the rule, less what speaks against this card
    status: Status
    language: str  # ko, en, ja, zh
    source_text: str  # the normalised text of the bullet that the guid was made from
    slot: str
    extra: tuple[Block, ...] = ()
    context: tuple[str, ...] = ()  # headings and parent bullets, outermost first
    sources: tuple[str, ...] = ()  # links, then other places of the same fact as `path:line`
    tags: tuple[str, ...] = ()  # as Anki writes them
    deck: str = ""  # `Root::Subdeck`
    date: dt.date | None = None

    @property
    def note_type(self) -> NoteType:
        """The note type that this kind of card needs."""
        return NoteType.CLOZE if self.kind is Kind.CLOZE else NoteType.BASIC


# --- fields, ledger, package ---------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Media:
    """A file to put into the package: `name` is flat and content-hashed, `source` where it lies."""

    name: str
    source: str


@dataclass(frozen=True, slots=True)
class Note:
    """An Anki note as it will be written: HTML fields by name, in any order; absent fields are empty."""

    guid: str
    key: str
    note_type: NoteType
    fields: tuple[tuple[str, str], ...]
    tags: tuple[str, ...]
    deck: str
    media: tuple[str, ...] = ()  # names of `Media`


class State(StrEnum):
    """What happened to a note since the last build."""

    NEW = "new"
    CHANGED = "changed"
    MOVED = "moved"  # the same content in another subdeck
    UNCHANGED = "unchanged"
    RETIRED = "retired"  # gone from the notes, still in the package


@dataclass(frozen=True, slots=True)
class DatedNote:
    """A note with the times that Anki compares. Seconds since 1970."""

    note: Note
    created: int
    mod: int
    state: State


@dataclass(frozen=True, slots=True)
class Deck:
    """All that is to be packaged, in source order."""

    name: str
    notes: tuple[DatedNote, ...]
    media: tuple[Media, ...] = field(default=())
