"""What is matched, and what comes of it."""

from __future__ import annotations

from dataclasses import dataclass

from notes2anki.model import NoteType

Name = tuple[str, NoteType]
"""A key and a type of note."""


@dataclass(frozen=True, slots=True)
class Fact:
    """What a card says, and where. `text` and `answer` are normalised, and so are the words of `asked`."""

    key: str
    kind: NoteType
    slot: str  # empty: unknown
    text: str  # of the bullet; empty: unknown
    asked: tuple[str, ...]  # the words of the question without its wording
    answer: str
    path: str
    line: int
    trail: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()  # former keys
    is_gone: bool = False  # not in the notes since an earlier build
    shown: str = ""  # the question, for people

    @property
    def name(self) -> Name:
        """What no other fact has."""
        return self.key, self.kind


@dataclass(frozen=True, slots=True)
class Join:
    """A fact of the last build and what it is today; `why` is `moved`, `edited 0.87`, `asked otherwise`."""

    old: Fact
    new: Fact
    why: str = ""  # nothing to tell: it is the same


@dataclass(frozen=True, slots=True)
class Doubt:
    """Two facts that could be one, and are not taken for it."""

    old: Fact
    new: Fact
    likeness: float
    reason: str

    @property
    def why(self) -> str:
        """Why they are not taken for one: `0.62 alike, too little alike to be sure`."""
        return f"{self.likeness:.2f} alike, {self.reason}"


@dataclass(frozen=True, slots=True)
class Matches:
    """What was found; `turned` are facts that another type of note now asks for, which Anki cannot carry over."""

    joins: tuple[Join, ...]
    doubts: tuple[Doubt, ...]
    turned: tuple[tuple[Fact, Fact], ...]
