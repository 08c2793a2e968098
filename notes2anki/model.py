"""Every value that travels between the stages.

All of them are frozen; collections are tuples. Lines are 1-based and inclusive, front matter counted.
Paths are POSIX, relative to the deck's folder (`Settings.root`).
"""

from __future__ import annotations

import datetime as dt
import os
import traceback
from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import assert_never

from notes2anki.text import Text, join_lines

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


def fault_of(error: Exception, path: str = ".") -> Problem:
    """Return what to tell of an error that nobody foresaw. Its last note, if it has any, names the report.

    With NOTES2ANKI_DEBUG in the environment it is raised instead, so that its traceback is seen.
    """
    if os.environ.get("NOTES2ANKI_DEBUG"):
        raise error
    where = getattr(error, "__notes__", [path])[-1]
    if isinstance(error, MemoryError):
        return Problem(where, 0, "there is not enough memory", "close other programs, or take fewer or smaller reports")
    last = traceback.extract_tb(error.__traceback__)[-1:]
    place = "".join(f" ({Path(frame.filename).name}:{frame.lineno})" for frame in last)
    message = f"notes2anki failed here: {type(error).__name__}: {str(error)[:200]}{place}"
    hint = "the fault is ours: please report it, with what is in this file and what NOTES2ANKI_DEBUG=1 makes us print"
    return Problem(where, 0, message, hint)


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
    ignore: tuple[str, ...] = ()  # tags that say nothing about a card
    rename: tuple[tuple[str, str], ...] = ()  # tag -> the subdeck's name


class Reverse(StrEnum):
    """Which cards are also asked the other way round: from the answer to what it is about."""

    NONE = "false"
    ALL = "true"
    TERMS = "terms"  # terms whose meaning is said so that it can only be theirs


@dataclass(frozen=True, slots=True)
class Sections:
    """Names of sections that the user adds to the built-in lists, or puts in their place."""

    out: tuple[str, ...] = ()  # hold no cards
    weak: tuple[str, ...] = ()  # lower the score
    boosted: tuple[str, ...] = ()  # raise it; no name is built in
    generic: tuple[str, ...] = ()  # say nothing of what stands under them
    replaces: bool = False  # the built-in names do not count


@dataclass(frozen=True, slots=True)
class Wording:
    """How the user words the questions of one kind, in one language."""

    language: str
    name: str  # `definition`, `contrast`, …
    template: str  # with `{holes}`


@dataclass(frozen=True, slots=True)
class Habits:
    """How concepts are found and asked, where the user has a say in it. Nothing here is part of a card's identity."""

    sections: Sections = Sections()
    rules_off: tuple[str, ...] = ()
    scores: tuple[tuple[str, float], ...] = ()  # a rule -> its score, in the place of the measured one
    longest_answer: int = 220  # characters; what is beyond goes to Extra
    most_members: int = 7  # of a list that may be asked for
    reverse: Reverse = Reverse.NONE
    wordings: tuple[Wording, ...] = ()
    labels: tuple[str, ...] = ()  # what the lines begin with that fill fields of the user's own

    def wording(self, language: str, name: str) -> str | None:
        """Return the user's own wording; None where the built-in one holds."""
        mine = (one.template for one in self.wordings if (one.language, one.name) == (language, name))
        return next(mine, None)


class Dialect(StrEnum):
    """Another tool whose way of marking cards is read, too."""

    OBSIDIAN_TO_ANKI = "obsidian-to-anki"
    SPACED_REPETITION = "spaced-repetition"
    INKA = "inka"
    MDANKI = "mdanki"
    HASHCARDS = "hashcards"
    LOGSEQ = "logseq"
    ANKI = "anki"


class Missing(StrEnum):
    """What becomes of a card whose picture or recording cannot be taken."""

    KEEP = "keep"  # it goes without
    DROP = "drop"
    ERROR = "error"  # nothing is built


class Remote(StrEnum):
    """What becomes of pictures on the web."""

    LINK = "link"
    DOWNLOAD = "download"


@dataclass(frozen=True, slots=True)
class MediaSettings:
    """Where pictures, recordings and diagrams come from, and how they go into the package."""

    folders: tuple[str, ...] = ()  # beside the deck's own, relative to it or not
    missing: Missing = Missing.KEEP
    max_width: int = 1600  # pixels
    max_size: int = 20  # MB, of a file
    remote: Remote = Remote.LINK
    diagrams: bool = True  # Mermaid and Graphviz fences become pictures


@dataclass(frozen=True, slots=True)
class Face:
    """What the user has a say in, of what stands on the cards."""

    macros: tuple[tuple[str, str], ...] = ()  # a TeX command without its backslash -> what stands for it
    source_link: str = ""  # an address with `{path}`, `{name}` and `{line}` in it; empty: places are no links
    is_typed: bool = False  # answers of a few words are typed in
    voices: tuple[str, ...] = ()  # `ko_KR`: each reads the cards of its language aloud
    common_tags: frozenset[str] = frozenset()  # those that tell nothing of a card: none shows them


@dataclass(frozen=True, slots=True)
class Look:
    """How the cards look, as far as deck.yaml says it: a theme, and CSS variables that are otherwise than in it."""

    theme: str = "default"
    variables: tuple[tuple[str, str], ...] = ()  # by their names without `--`; the last of one name counts
    dark: tuple[tuple[str, str], ...] = ()  # the same, at night


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
    overrides: Path | None = None  # absolute: what the user says of single cards; there need be no such file
    habits: Habits = Habits()
    face: Face = Face()
    media: MediaSettings = MediaSettings()
    cache: Path | None = None  # absolute: the folder where what reports hold is remembered; None: nowhere
    dialects: tuple[Dialect, ...] = ()  # whose way of marking cards is read beside our own
    look: Look = Look()
    follow_links: bool = False  # out of the deck's folder and those that `notes` and `media.folders` name

    @property
    def decisions(self) -> Path:
        """Where the page of `preview` writes what is decided there: beside overrides.yaml, and called after it."""
        overrides = self.overrides or self.root / "overrides.yaml"
        name = overrides.stem.replace("overrides", "decisions")
        return overrides.with_name(f"{name if name != overrides.stem else f'{name}.decisions'}.jsonl")


@dataclass(frozen=True, slots=True)
class Again:
    """What is written to Anki although its content is what the last package had."""

    last_import: int | None = None  # seconds since 1970: what changed since never reached Anki
    sources: bool = False  # cards whose Source names another place than the reports do


@dataclass(frozen=True, slots=True)
class Selection:
    """The reports to take, by their date. Both ends count; without ends all reports are taken, dated or not.

    Where there are `paths`, only those reports are taken. `again` says which of their cards are dated anew.
    """

    since: dt.date | None = None
    until: dt.date | None = None
    paths: frozenset[str] = frozenset()
    again: Again = Again()
    is_strict: bool = False  # is a report that cannot be read an error, rather than left out?

    @property
    def is_all(self) -> bool:
        """Is every report taken?"""
        return not self.is_dated and not self.paths

    @property
    def is_dated(self) -> bool:
        """Does it depend on a report's date whether it is taken?"""
        return self.since is not None or self.until is not None

    def names(self, path: str) -> bool:
        """Is this report one of those that are meant, whatever its date?"""
        return not self.paths or path in self.paths

    @property
    def label(self) -> str:
        """The time in words that fit into a file's name: `2021-W39`, `2021-09-20-to-2021-09-22`; all of it: empty."""
        if self.since and self.until:
            year, week, day = self.since.isocalendar()
            is_week = day == 1 and self.until - self.since == dt.timedelta(days=6)
            return f"{year}-W{week:02}" if is_week else f"{self.since}-to-{self.until}"
        if self.since:
            return f"since-{self.since}"
        return f"until-{self.until}" if self.until else ""

    def takes(self, date: dt.date | None) -> bool:
        """Is a report of this date taken?"""
        if not self.is_dated:
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
    ends: bool = False  # by a hard break, not only in the source


def joined(lines: Iterable[Line]) -> Text:
    """Return lines as one text, with spaces between them; those behind a hard break are marked."""
    return join_lines((line.text, line.ends) for line in lines)


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
    is_defined: bool = False  # a term of a definition list; what it means stands below it
    tags: tuple[str, ...] = ()  # hashtags at the end of the node's own lines
    rows: tuple[Row, ...] = ()  # tables; the first is the head
    sides: tuple[str, ...] = ()  # tables: how each column is set, `left`, `center`, `right`, or nothing
    code: str = ""
    language: str = ""
    written: tuple[Line, ...] = ()  # the lines before those of hard-wrapped prose were joined
    directives: tuple[Line, ...] = ()  # comments to this program, on the node or right under it: `card`, `nocard`, …

    @property
    def text(self) -> Text:
        """The node's own lines as one text, joined by spaces."""
        return joined(self.lines)


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """What the front matter says, or the file's name where it says nothing."""

    title: str = ""
    date: dt.date | None = None  # in the author's own time zone
    tags: tuple[str, ...] = ()  # in the author's order, each once, spaces and slashes as written
    has_cards: bool = True  # false: `cards: off`
    others: tuple[tuple[str, str], ...] = ()  # every key, in lower case, with its value in words


@dataclass(frozen=True, slots=True)
class Footnote:
    """The text of a footnote, as the blocks that it is in the note, for one place that refers to it."""

    line: int  # where the reference stands
    text: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Report:
    """One Markdown file."""

    path: str
    front: FrontMatter
    outline: tuple[Node, ...]
    footnotes: tuple[Footnote, ...] = ()  # in the order of their references
    title: str = ""  # what the note calls itself, in its front matter or its first heading


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
    line: int = field(default=0, compare=False)  # where it begins; 0: no one knows


@dataclass(frozen=True, slots=True)
class Grid:
    """A table; the first row is the head."""

    rows: tuple[tuple[Text, ...], ...]
    sides: tuple[str, ...] = ()  # of each column: `left`, `center`, `right`, or nothing


Block = Prose | Bullets | Code | Grid


def texts_of(block: Block) -> tuple[Text, ...]:
    """Return the texts of a block, in order; code is none."""
    match block:
        case Prose(text):
            return (text,)
        case Bullets(members):
            return members
        case Code():
            return ()
        case Grid(rows):
            return tuple(cell for row in rows for cell in row)
        case _:
            assert_never(block)


class Aspect(StrEnum):
    """What of its subject a finding tells; it chooses the question."""

    DEFINITION = "definition"  # what it is
    FACT = "fact"  # something said of it
    FACTS = "facts"  # several things said of it
    ATTRIBUTE = "attribute"  # its `name`: size, advantages, …
    FORMULA = "formula"
    EXPANSION = "expansion"  # what an acronym stands for
    MEMBERS = "members"  # its kinds, or its `name` where that is given
    STEPS = "steps"
    CONTRAST = "contrast"  # what tells the subjects apart
    CONDITION = "condition"  # what happens if `name`
    REASON = "reason"  # what follows because of `name`; in English, where the effect stands first, why it is so
    CONSEQUENCE = "consequence"  # what follows from `name`, or helps against it
    NAME = "name"  # what is called so: `name` describes it
    QUESTION = "question"  # `name` is the author's own question
    GAP = "gap"  # `name` holds clozes


@dataclass(frozen=True, slots=True)
class Doubt:
    """What lowers a score (or raises it), and by which factor."""

    name: str
    factor: float


@dataclass(frozen=True, slots=True)
class Finding:
    """One concept of a report, with all that a card needs to know of where it came from."""

    aspect: Aspect
    subject: Text  # what it is about; of a contrast, all subjects with ` vs ` between them
    answer: tuple[Block, ...]
    rule: str
    score: float  # 0-1
    slot: str  # which of the bullet's facts: `definition`, `effect`, `row:2`, …
    source_text: str  # the bullet's text, with its subject where the fact needs it: what the guid is made from
    first: int
    last: int
    language: str  # of the report
    name: Text = Text()  # what the aspect needs beside the subject
    trail: tuple[str, ...] = ()
    formulas: tuple[tuple[str, int], ...] = ()  # those of the trail, with their lines
    sources: tuple[str, ...] = ()
    extra: tuple[Block, ...] = ()
    tags: tuple[tuple[str, ...], ...] = ()  # hashtags of the bullet and of its headings, nearest first
    doubts: tuple[Doubt, ...] = ()  # what made the score of the rule's own
    said: str = ""  # the block's own words, as they stand in the note
    beside: int = 0  # how many blocks under its head say something
    is_explicit: bool = False  # the author marked it as a card: nothing speaks against it
    is_reversed: bool = False  # asked both ways


@dataclass(frozen=True, slots=True)
class Skip:
    """Lines that did not become a card, and why."""

    path: str
    first: int
    last: int
    text: str
    reason: str


# --- cards ---------------------------------------------------------------------------------------------------------


class Kind(StrEnum):
    """What a card asks for."""

    QA = "qa"
    TERM = "term"
    CONTRAST = "contrast"
    CAUSE = "cause"
    LIST = "list"
    CLOZE = "cloze"


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
    language: str  # of its words: ko, en, ja, zh
    source_text: str  # the normalised text of the bullet that the guid was made from
    slot: str
    extra: tuple[Block, ...] = ()
    context: tuple[str, ...] = ()  # headings and parent bullets, outermost first
    sources: tuple[str, ...] = ()  # links, then other places of the same fact as `path:line`
    tags: tuple[str, ...] = ()  # as Anki writes them
    deck: str = ""  # `Root::Subdeck`
    date: dt.date | None = None
    doubts: tuple[Doubt, ...] = ()  # what made the score of the rule's own
    said: str = ""  # the words of the block that it was made from, as they stand in the note
    term: Text = Text()  # what a term card asks for
    is_reversed: bool = False  # a second card asks for the question
    hint: Text = Text()  # shown at a tap, before the answer
    formulas: tuple[tuple[str, int], ...] = ()  # those of headings and parent bullets, with their lines
    trail: tuple[str, ...] = ()  # all headings and parent bullets, also those that the question names
    reason: str = ""  # why its status is another than its score says

    @property
    def age(self) -> tuple[dt.date, str, int]:
        """By what the home of a fact is chosen among its copies: the earliest report, then the first line."""
        return (self.date or dt.date.max, self.path, self.first)

    @property
    def note_type(self) -> NoteType:
        """The note type that this kind of card needs."""
        return NoteType.CLOZE if self.kind is Kind.CLOZE else NoteType.BASIC


@dataclass(frozen=True, slots=True)
class Page:
    """What one report holds, before it is seen beside the others."""

    path: str
    date: dt.date | None = None
    cards: tuple[Card, ...] = ()
    skips: tuple[Skip, ...] = ()
    problems: tuple[Problem, ...] = ()
    is_read: bool = True  # false: the file cannot be read, and `problems` says why
    front: tuple[tuple[str, str], ...] = ()  # the keys of the front matter with their values
    title: str = ""  # what the note calls itself, in its front matter or its first heading

    @property
    def is_sound(self) -> bool:
        """Is there no error in the report? One that has any is left out, with all its cards."""
        return not any(problem.is_error for problem in self.problems)


# --- note types ----------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class FieldSpec:
    """A field; Anki knows it again by its id, so its name may change."""

    name: str
    id: int
    sources: tuple[str, ...] = ()  # keys of the front matter, or labels in the card's text, that fill it


@dataclass(frozen=True, slots=True)
class TemplateSpec:
    """The two sides of a kind of card, as Anki's template HTML."""

    name: str
    id: int
    front: str
    back: str


@dataclass(frozen=True, slots=True)
class NoteTypeSpec:
    """All that Anki stores of a note type. `mod` is in seconds since 1970 and rises when templates or CSS change."""

    id: int
    name: str
    mod: int
    fields: tuple[FieldSpec, ...]
    templates: tuple[TemplateSpec, ...]
    css: str
    base: NoteType = NoteType.BASIC  # what its notes are: a question and its answer, or a cloze
    key: str = ""  # of a type of the user's own: the name of its folder; empty: it is one that is shipped
    kinds: tuple[Kind, ...] = ()  # of a type of the user's own: the cards that it carries from now on

    @property
    def is_cloze(self) -> bool:
        """Do its cards come from the gaps of a text?"""
        return self.base is NoteType.CLOZE


# --- fields, ledger, package ---------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Media:
    """A file to put into the package: `name` is flat and content-hashed, `source` where it lies.

    One that lies nowhere has its `content` here instead.
    """

    name: str
    source: str
    content: bytes = field(default=b"", repr=False)


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
    own: str = ""  # the key of the user's own note type that it is of; empty: it is of the one that is shipped


class State(StrEnum):
    """What happened to a note since the last build."""

    NEW = "new"
    EDITED = "edited"
    MOVED = "moved"  # into another subdeck, edited or not
    UNCHANGED = "unchanged"
    UNREAD = "unread"  # its report cannot be read just now, or this version makes no card of it: it stays as it is
    RETIRED = "retired"  # gone from the notes, still in the package
    GONE = "gone"  # retired by an earlier build


OTHERWISE = "asked otherwise by this version"
"""Why a card changed of which the notes say what they said when another version of the program was used."""


@dataclass(frozen=True, slots=True)
class DatedNote:
    """A note with the times that Anki compares. Seconds since 1970."""

    note: Note
    created: int
    mod: int
    state: State
    why: str = ""  # how a card was recognised whose key is new: `moved`, `edited 0.87`, …
    moved_from: str = ""  # the deck where Anki has its cards, if it is another one


@dataclass(frozen=True, slots=True)
class Deck:
    """All that is to be packaged, in source order."""

    name: str
    notes: tuple[DatedNote, ...]
    media: tuple[Media, ...] = field(default=())
    note_types: tuple[NoteTypeSpec, ...] = ()  # those that are otherwise than shipped, and the user's own
