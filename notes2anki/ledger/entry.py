"""The values of the ledger: one entry a note."""

from __future__ import annotations

import hashlib
import html
import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from enum import StrEnum

from notes2anki.identity import make_guid, normalise
from notes2anki.model import Note, NoteType

VERSION = 3
"""The format of the file; the first line names it. 1 had hashes and no end, 2 no program."""

RETIRED_TAG = "n2a::retired"

# Places in the reports shift whenever other lines are added or a file moves: that is no news to the learner. Nor is it
# which tags a card shows: that depends on the tags of all others.
_PLACES = re.compile(r"(?:<br>)?(?P<link><a [^>]*>)?<small\b.*?</small>(?(link)</a>)", re.DOTALL)
# So is the key, which no card shows.
_UNSEEN = frozenset({"Key"})

_LIST = re.compile(r"(?<=<ul>)<li>.*?(?=</ul>)", re.DOTALL)
_SPACED_TAG = re.compile(r"<(?:br|/?(?:li|p|div|ul|ol|tr|t[dh]|pre|table))\b[^>]*>")
_TAG = re.compile(r"<[^>]+>")

Place = tuple[str, NoteType]
"""A key and a type of note: what stands once in the ledger."""

Before = tuple[int, int, str]
"""Since when, until when, and a digest of the content."""


class Life(StrEnum):
    """Is a card still in the notes?"""

    ACTIVE = "active"
    KEPT = "kept"  # it is, but this version of the program makes no such card of it
    RETIRED = "retired"


@dataclass(frozen=True, slots=True)
class Entry:
    """All that is remembered of one note. `created` and `mod` are seconds since 1970."""

    key: str
    guid: str
    note_type: NoteType
    slot: str  # empty: not known, since the entry was restored from a package
    text: str  # the normalised text of the bullet; empty: not known
    path: str  # the report, and the card's first line in it: what stands near it, for finding edited bullets again
    line: int
    trail: tuple[str, ...]
    deck: str
    created: int
    mod: int
    state: Life
    fields: tuple[tuple[str, str], ...]  # as Anki has them; those that are not empty; none: Anki has no such note yet
    tags: tuple[str, ...]
    media: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()  # the keys that the card had before its bullet was edited, the last one last
    said: tuple[str, ...] = ()  # question and answer as the bullet has them, where an override words them otherwise
    own: str = ""  # the user's own note type that Anki has it as; no other one can take it over
    doubt: tuple[str, ...] = ()  # the guid of a card that is gone and could be this one, and why it was not taken
    before: Before | None = None  # what it was until `mod`

    @property
    def place(self) -> Place:
        """What no other entry has."""
        return self.key, self.note_type


@dataclass(frozen=True, slots=True)
class Ledger:
    """All cards ever built, sorted by key; `shown` is how messages call the file."""

    entries: tuple[Entry, ...] = ()
    program: str = ""  # which one last built the whole deck; empty: not known, or one of before
    shown: str = field(default="ledger.jsonl", compare=False)
    is_found: bool = field(default=True, compare=False)  # was there a file?

    def holding(self, entries: Iterable[Entry]) -> Ledger:
        """Return the ledger with other entries, each alias only where no entry has that key."""
        listed = sorted(entries, key=lambda entry: entry.place)
        keys = {entry.place for entry in listed}
        return replace(self, entries=tuple(_without_taken(entry, keys) for entry in listed))


def _without_taken(entry: Entry, keys: set[Place]) -> Entry:
    free = tuple(key for key in entry.aliases if (key, entry.note_type) not in keys)
    return entry if free == entry.aliases else replace(entry, aliases=free)


def says_the_same(entry: Entry, note: Note) -> bool:
    """Does Anki not have to hear of the difference? The deck does not count, nor the order of tags or of bullets."""
    is_alike = (entry.fields, entry.tags, entry.media) == (note.fields, note.tags, note.media)
    return is_alike or _content(entry) == _content(note)


def _content(known: Entry | Note) -> tuple[object, ...]:
    fields = ((name, _PLACES.sub("", value) if name == "Source" else in_order(value)) for name, value in known.fields)
    return (
        sorted(pair for pair in fields if pair[1] and pair[0] not in _UNSEEN),
        sorted(known.tags),
        sorted(known.media),
    )


def digest(known: Entry | Note) -> str:
    """Return a short hash of all that is content to Anki, as `says_the_same` compares it."""
    return hashlib.sha256(repr(_content(known)).encode("utf-8", "surrogatepass")).hexdigest()[:16]


def changed_from(entry: Entry, mod: int) -> Before:
    """Return what an entry was until it changed at `mod`."""
    return entry.mod, mod, digest(entry)


def in_order(field_: str) -> str:
    """Return HTML with the members of each list that is not numbered in one order, whichever they stand in."""
    return _LIST.sub(lambda found: "".join(sorted(re.split("(?=<li>)", found[0]), key=_member)), field_)


def _member(item: str) -> tuple[str, str]:
    return normalise(plain(item)), item


def plain(field_: str) -> str:
    """Return the words of a field."""
    return html.unescape(_TAG.sub("", _SPACED_TAG.sub(" ", field_)))


def later(mod: int, now: int) -> int:
    """Return the time of a change: now, but never before or at the last one."""
    return max(now, mod + 1)


def retire(entry: Entry, now: int) -> Entry:
    """Return the entry as that of a card that is gone; one that was gone already keeps its time."""
    if entry.state is Life.RETIRED:
        return entry
    mod = later(entry.mod, now)
    return replace(entry, state=Life.RETIRED, mod=mod, before=changed_from(entry, mod))


def free_guid(entry: Entry, taken: Iterable[str]) -> str:
    """Return the entry's guid, or the next one that is not taken."""
    guid = entry.guid
    while guid in taken:
        guid = make_guid(guid, entry.note_type, entry.text, entry.slot)
    return guid
