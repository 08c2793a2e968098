"""Atoms (runs, marks that begin and end, line breaks) -> lines of marked text.

Markdown's own marks and HTML tags meet here, so that `**a <sub>b</sub>**` needs no care where either is read.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from notes2anki.model import Line
from notes2anki.text import Mark, Run, Text, join

HIDING = frozenset({"script", "style", "rp", "template", "noscript", "iframe", "object"})
"""The keys under which nothing is shown."""

PLAYING = frozenset({"audio", "video"})
"""The keys of what plays a recording: the first one is shown, and no words for those who cannot play it."""


@dataclass(frozen=True, slots=True)
class Open:
    """Something begins that marks, links or hides what follows."""

    key: str  # what its end is called
    mark: Mark | None = None
    target: str = ""


@dataclass(frozen=True, slots=True)
class Close:
    """The end of what began last under this key."""

    key: str


@dataclass(frozen=True, slots=True)
class Break:
    """The number of the line rises by `newlines`; a new line of the result begins if it `splits`.

    One that `ends` the line does so on a card, too.
    """

    newlines: int = 0
    splits: bool = True
    ends: bool = False


_WORD = re.compile(r"\w")
_PLACED = frozenset({Mark.IMAGE, Mark.MATH})
"""What can be wrong in itself, so that one wants to know where it stands."""

Atom = Run | Open | Close | Break


def lines(atoms: Iterable[Atom], number: int) -> Iterator[Line]:
    """Yield the lines that show something, the first of the source being line `number`."""
    start, runs = number, list[Run]()
    for atom in (*_marked(tuple(atoms)), Break()):
        if isinstance(atom, Run):
            if not runs:
                start = number
            if runs or Text((atom,)):
                runs.append(replace(atom, line=number) if atom.marks & _PLACED else atom)
            continue
        if atom.splits and runs:
            yield Line(start, _settled(join((Text(tuple(runs)),), "").cut()), atom.ends)
            runs = []
        number += atom.newlines


def _settled(text: Text) -> Text:
    """Take `$$…$$` among words for math within the line, as kramdown does; alone on its line it is set apart."""
    if text.spans(Mark.DISPLAY) and _WORD.search(text.dropping(Mark.DISPLAY).plain):
        return text.without(Mark.DISPLAY)
    return text


@dataclass(slots=True)
class _Ink:
    """The marks in force; counted, for a tag may stand within another of its kind."""

    marks: Counter[Mark] = field(default_factory=Counter)
    targets: list[str] = field(default_factory=list)
    hidden: int = 0
    playing: int = 0
    has_played: bool = False

    def turn(self, opener: Open, step: int) -> None:
        """Put what `opener` does into force (1) or out of it (-1)."""
        self.hidden += step if opener.key in HIDING else 0
        if opener.key in PLAYING:
            self.playing += step
            self.has_played = False
        if opener.mark:
            self.marks[opener.mark] += step
        if opener.target and step > 0:
            self.targets.append(opener.target)
        elif opener.target:
            self.targets.pop()

    def shows(self, run: Run) -> bool:
        """Is the run to be seen?"""
        if self.hidden or not (run.text or Mark.IMAGE in run.marks):
            return False
        if not self.playing:
            return True
        is_first = Mark.IMAGE in run.marks and not self.has_played
        self.has_played |= is_first
        return is_first

    def colour(self, run: Run) -> Run:
        """Return the run with the marks in force; an image keeps its own source, and says where its link leads."""
        over = frozenset(mark for mark, count in self.marks.items() if count)
        address = self.targets[-1] if self.targets else ""
        if Mark.IMAGE in run.marks:
            return replace(run, marks=run.marks | over - {Mark.LINK}, leads=address)
        return replace(run, marks=run.marks | over, target=address or run.target)


def _marked(atoms: Sequence[Atom]) -> Iterator[Run | Break]:
    """Give each run the marks that are open where it stands. What never ends marks nothing (`vector<i>`)."""
    partners = _partners(atoms)
    ink = _Ink()
    for place, atom in enumerate(atoms):
        match atom:
            case Run():
                if ink.shows(atom):
                    yield ink.colour(atom)
            case Break():
                yield atom
            case Open():
                if place in partners:
                    ink.turn(partners[place], 1)
            case Close():
                if place in partners:
                    ink.turn(partners[place], -1)


def _partners(atoms: Sequence[Atom]) -> dict[int, Open]:
    """Return, by the place of each beginning that has an end and of each end, what it was that began."""
    pending: dict[str, list[tuple[int, Open]]] = {}
    partners: dict[int, Open] = {}
    for place, atom in enumerate(atoms):
        if isinstance(atom, Open):
            pending.setdefault(atom.key, []).append((place, atom))
        elif isinstance(atom, Close) and pending.get(atom.key):
            opened, opener = pending[atom.key].pop()
            partners[opened] = partners[place] = opener
    return partners
