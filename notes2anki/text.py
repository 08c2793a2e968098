"""Styled text: what a line says, and how it was marked, as one sliceable value.

Rules look for words in `Text.plain` (or in `Text.masked`, where code, math and links cannot be mistaken for prose)
and cut the text by the offsets that they find; the marks travel with the characters.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from enum import StrEnum
from urllib.parse import unquote

# --- the grammar of clozes -----------------------------------------------------------------------------------------

_GAP_NUMBER = "0*(?:[1-9][0-9]?|[1-4][0-9]{2}|500)::"

CLOZE_SIGN = re.compile(r"\{\{c(?P<numbers>[0-9,]+)::|\}\}")
"""Where Anki begins or ends a gap, for reading gaps within gaps; `{{c1,2::…}}` is hidden on two cards."""

CLOZE_START = re.compile(r"\{\{c[\d,]+::")
"""Where a gap begins, digits that Anki does not know among its numbers."""

GAP = re.compile(rf"{CLOZE_START.pattern}(?P<hidden>.*?)(?:::.*?)?\}}\}}", re.DOTALL)
"""A gap with what it hides, whatever its number."""

HOLLOW_CLOZE = re.compile(rf"{CLOZE_START.pattern}\s*(?:::[^{{}}]*)?\}}\}}")
"""A gap with nothing in it."""

CLOZE = re.compile(rf"\{{\{{c{_GAP_NUMBER}.+?\}}\}}")
"""A gap as Anki writes it. Anki makes cards of the numbers from 1 to 500."""

MISNUMBERED = re.compile(rf"\{{\{{c(?!{_GAP_NUMBER})(?P<number>\d+)::")
"""The beginning of what would be a gap, if Anki knew its number."""

# --- styled text ---------------------------------------------------------------------------------------------------

MASK = "ˣ"
"""Stands for each masked character: a letter to `\\w`, and in no pattern of a language."""


class Mark(StrEnum):
    """How a run of characters was marked in the note."""

    STRONG = "strong"
    EM = "em"
    STRIKE = "strike"
    HIGHLIGHT = "highlight"
    SUB = "sub"
    SUP = "sup"
    KBD = "kbd"
    UNDERLINE = "underline"
    SMALL = "small"
    RUBY = "ruby"  # words with their reading, which bears `READING` as well
    READING = "reading"
    CODE = "code"
    MATH = "math"
    DISPLAY = "display"  # math set on a line of its own
    LINK = "link"
    IMAGE = "image"
    BREAK = "break"  # a space, where the author ended a line for good
    GAP = "gap"  # within a cloze's gap: nothing in it ends the gap
    NOTE = "note"  # leads to another note; to rules it is words like any others
    SUBJECT = "subject"  # of a question: what the rest of it is asked of
    JOINT = "joint"  # the dash, arrow or colon behind the subject, which bears `SUBJECT` as well


OPAQUE = frozenset({Mark.CODE, Mark.MATH, Mark.DISPLAY, Mark.IMAGE})
"""Marks under which no character is prose."""


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of characters under the same marks.

    `target` is the address of a link or the source of an image; an image's text is its alternative text. A link without
    text stands where an address stood within a sentence: to rules it is nothing, to a reader the address in short.
    The target of what leads to another note is its path, or the wikilink as it is written.
    """

    text: str
    marks: frozenset[Mark] = frozenset()
    target: str = ""
    width: str = ""  # of an image, in pixels, or `50%`; empty: its own
    line: int = field(default=0, compare=False)  # of an image or a formula: where it stands; 0: no one knows
    leads: str = ""  # of an image: the address of the link that it stands in

    def saying(self, text: str) -> Run:
        """Return a run of other characters under the same marks; far faster than `dataclasses.replace`."""
        return Run(text, self.marks, self.target, self.width, self.line, self.leads)


@dataclass(frozen=True, slots=True)
class Text:
    """A line or a piece of one. Offsets count the characters of `plain`."""

    runs: tuple[Run, ...] = ()

    @property
    def plain(self) -> str:
        """The characters without any marks; math without its dollar signs."""
        return self.runs[0].text if len(self.runs) == 1 else "".join([run.text for run in self.runs])

    @property
    def shown(self) -> str:
        """`plain` with the addresses that stand within it, in short."""
        return "".join(run.text or (short_address(run.target) if Mark.LINK in run.marks else "") for run in self.runs)

    @property
    def told(self) -> str:
        r"""`plain` with math between `\(` and `\)`, for where marks cannot stay with the characters."""
        return "".join(rf"\({run.text}\)" if Mark.MATH in run.marks else run.text for run in self.runs)

    @property
    def spoken(self) -> str:
        """The words that tell a language: without code, math and links."""
        return self.dropping(Mark.CODE, Mark.MATH, Mark.LINK).plain

    @property
    def masked(self) -> str:
        """`plain`, of the same length, with `MASK` for what is not prose: code, math, images and bare addresses."""
        if len(self.runs) == 1 and not self.runs[0].marks:  # as most are
            return self.runs[0].text
        return "".join([MASK * len(run.text) if run.marks and _is_opaque(run) else run.text for run in self.runs])

    @property
    def links(self) -> tuple[str, ...]:
        """The addresses of all links, those around images among them, in order, each once."""
        found = (run.target if Mark.LINK in run.marks else run.leads for run in self.runs)
        return tuple(dict.fromkeys(filter(None, found)))

    @property
    def notes(self) -> tuple[str, ...]:
        """The targets of all that leads to other notes, in order, each once."""
        return tuple(dict.fromkeys(run.target for run in self.runs if Mark.NOTE in run.marks))

    @property
    def images(self) -> tuple[Run, ...]:
        """The runs that are images."""
        return tuple([run for run in self.runs if Mark.IMAGE in run.marks])

    def __bool__(self) -> bool:
        return any(run.text.strip() or Mark.IMAGE in run.marks for run in self.runs)

    def __add__(self, other: Text) -> Text:
        return Text(_joined((*self.runs, *other.runs)))

    def cut(self, start: int = 0, end: int | None = None) -> Text:
        """Return the characters from `start` to `end`, with their marks, without space at either side."""
        plain = self.plain
        first, last, _ = slice(start, end).indices(len(plain))
        piece = plain[first:last]
        if len(self.runs) == 1 and not self.runs[0].marks:  # as most are
            words = piece.strip()
            return self if words == plain else Text((self.runs[0].saying(words),) if words else ())
        begin = first + len(piece) - len(piece.lstrip())
        addresses = [place for place in self._addresses() if first <= place <= last]
        end = max([begin + len(piece.strip()), *(place for place in addresses if place > begin)])
        # An image without words has no length: it may stand within or behind the space that goes.
        return Text(tuple(_sliced(self.runs, (min([begin, *addresses]), end), (first, last))))

    def stretch(self, start: int, end: int) -> Text:
        """Return the characters from `start` to `end`, with their marks and the space at either side."""
        plain = self.plain[start:end]
        if not plain.strip():
            return plain_text(plain)
        left, right = plain[: len(plain) - len(plain.lstrip())], plain[len(plain.rstrip()) :]
        return plain_text(left) + self.cut(start, end) + plain_text(right)

    def _addresses(self) -> Iterator[int]:
        """Yield where the links without text stand: the space between one and the words is of use."""
        place = 0
        for run in self.runs:
            place += len(run.text)
            if Mark.LINK in run.marks and run.target and not run.text:
                yield place

    def squeezed(self) -> Text:
        """Return the text with one space for each run of spaces, but in code and math."""
        return Text(tuple(run if _is_opaque(run) else run.saying(_SPACES.sub(" ", run.text)) for run in self.runs))

    def marked(self, mark: Mark) -> Text:
        """Return the same characters, all bearing `mark` as well."""
        return Text(_joined(replace(run, marks=run.marks | {mark}) for run in self.runs))

    def without(self, *marks: Mark) -> Text:
        """Return the same characters with none of `marks`."""
        gone = frozenset(marks)
        if not any(run.marks & gone for run in self.runs):
            return self
        return Text(_joined(replace(run, marks=run.marks - gone) for run in self.runs))

    def dropping(self, *marks: Mark) -> Text:
        """Return the text without the characters that bear one of `marks`."""
        gone = frozenset(marks)
        return Text(tuple(run for run in self.runs if not run.marks & gone)).cut()

    def spans(self, mark: Mark) -> tuple[tuple[int, int], ...]:
        """Return the offsets (start, end) of each stretch that bears `mark`, adjacent runs joined."""
        found: list[tuple[int, int]] = []
        place = 0
        for run in self.runs:
            end = place + len(run.text)
            if mark in run.marks:
                if found and found[-1][1] == place:
                    found[-1] = (found[-1][0], end)
                else:
                    found.append((place, end))
            place = end
        return tuple(found)


def short_address(address: str) -> str:
    """Return what a reader needs to see of an address on the web: the host, and the beginning of the path."""
    host, slash, path = address.partition("://")[2].removeprefix("www.").partition("/")
    path = unquote(re.split("[?#]", f"{slash}{path}")[0]).rstrip("/")
    return f"{_read_host(host)}{path[:_SHORT_PATH]}{'…' if len(path) > _SHORT_PATH else ''}"


def _read_host(host: str) -> str:
    """Return a host in its own letters: `xn--bj0bj06e.kr` is `한글.kr`."""
    try:
        return host.encode("ascii").decode("idna") if "xn--" in host else host
    except UnicodeError:
        return host


def plain_text(words: str) -> Text:
    """Return `words` as unmarked text."""
    return Text((Run(words),)) if words else Text()


def join(pieces: Iterable[Text], separator: str) -> Text:
    """Return the pieces with `separator` between them."""
    runs: list[Run] = []
    for number, piece in enumerate(pieces):
        if number:
            runs.append(Run(separator))
        runs.extend(piece.runs)
    return Text(_joined(runs))


def join_lines(lines: Iterable[tuple[Text, bool]]) -> Text:
    """Return lines as one text, a space between them; the space behind a line that ends for good bears `BREAK`."""
    runs: list[Run] = []
    space = Run(" ")
    lines = tuple(lines)
    if len(lines) == 1 and len(lines[0][0].runs) == 1:  # as most are
        return lines[0][0]
    for number, (line, ends) in enumerate(lines):
        runs += [space, *line.runs] if number else line.runs
        space = Run(" ", frozenset({Mark.BREAK})) if ends else Run(" ")
    return Text(_joined(runs))


def fill(template: str, **pieces: Text) -> Text:
    """Return `template` with each `{name}` replaced by the piece of that name, marks kept.

    A piece at its beginning, with a dash, an arrow or a colon behind it, becomes the subject of the rest.
    Raises KeyError for a name that is not given.
    """
    if head := _HEAD.match(template):
        return (as_subject(pieces[head["name"]], head["joint"]) + fill(template[head.end() :], **pieces)).cut()
    runs: list[Run] = []
    for number, part in enumerate(_HOLE.split(template)):
        runs.extend(pieces[part].runs if number % 2 else (Run(part),) if part else ())
    return Text(_joined(runs))


def as_subject(text: Text, joint: str = " —") -> Text:
    """Return `text` as the subject of a question, with the sign that the layout of a card puts a line break for."""
    bare = text.dropping(Mark.JOINT)
    return (bare + Text((Run(joint, frozenset({Mark.JOINT})),))).marked(Mark.SUBJECT) if bare else Text()


def sentence_ends(masked: str) -> Iterator[int]:
    """Yield where the sentences of a text but the first begin; `masked` as in `Text`.

    A full stop after `e.g`, `Fig`, a number or a single letter ends none, nor does one in brackets.
    """
    outside = _BRACKETS.sub(lambda found: _INNER_END.sub(MASK, found[0]), masked)
    for found in _SENTENCE_END.finditer(outside):
        end = found.end()
        if not _ABBREVIATED.search(outside[max(end - _LONGEST_ABBREVIATION, 0) : end]):
            yield end


_SHORT_PATH = 40
"""Characters of an address's path that are shown."""

_SPACES = re.compile(r"[^\S\n]{2,}")
_HOLE = re.compile(r"\{(\w+)\}")
_HEAD = re.compile(r"\{(?P<name>\w+)\}(?P<joint>\s?[—→:])(?=\s)")
_BRACKETS = re.compile(r"\([^()]*\)|（[^（）]*）|\[[^\[\]]*\]")
_INNER_END = re.compile(r"[.!?](?=\s)|[。！？]")
_SENTENCE_END = re.compile(r"[.!?][)\"'”’]?\s+(?=[\w(\"'“‘`$ˣ])|[。！？](?=.)")
_ABBREVIATED = re.compile(
    r"(?:\b(?:e\.g|i\.e|etc|vs|cf|figs?|eqs?|secs?|ch|pp|vol|no|dr|mr|mrs|ms|prof|al|approx|ca|resp|bzw|abb|nr)"
    r"|\b[A-Za-z]|\d)\.\s+$",
    re.IGNORECASE,
)
_LONGEST_ABBREVIATION = 12
_ADDRESS = re.compile(r"(?:(?:https?|ftp|mailto):|www\.)\S+")


def _is_opaque(run: Run) -> bool:
    return bool(run.marks & OPAQUE) or (Mark.LINK in run.marks and bool(_ADDRESS.fullmatch(run.text)))


def _sliced(runs: Iterable[Run], kept: tuple[int, int], around: tuple[int, int]) -> Iterator[Run]:
    (start, end), (first, last) = kept, around
    place = 0
    for run in runs:
        length = len(run.text)
        low, high = max(start - place, 0), min(end - place, length)
        if low < high or (length == 0 and first <= place <= last):
            yield run if high - low == length else run.saying(run.text[low:high])
        place += length


def _joined(runs: Iterable[Run]) -> tuple[Run, ...]:
    """Join neighbours that bear the same marks and target (never two images)."""
    groups: list[list[Run]] = []
    for run in runs:
        last = groups[-1][0] if groups else None
        if last and (last.marks, last.target) == (run.marks, run.target) and Mark.IMAGE not in run.marks:
            groups[-1].append(run)
        else:
            groups.append([run])
    return tuple(
        group[0] if len(group) == 1 else replace(group[0], text="".join([run.text for run in group]))
        for group in groups
    )
