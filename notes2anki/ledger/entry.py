"""The values of the ledger: one entry a note."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from enum import StrEnum

from notes2anki.identity import make_guid
from notes2anki.model import Note, NoteType

VERSION = 2
"""The format of the file; the first line names it. Version 1 had a hash of each card's content, no aliases, no end."""

RETIRED_TAG = "n2a::retired"

# Places in the reports shift whenever other lines are added or a file moves: that is no news to the learner. Nor is it
# which tags a card shows: that depends on the tags of all others.
_PLACES = re.compile(r"(?:<br>)?<small\b.*?</small>", re.DOTALL)
# So is the key, which no card shows.
_UNSEEN = frozenset({"Key"})

Place = tuple[str, NoteType]
"""A key and a type of note: what stands once in the ledger."""


class Life(StrEnum):
    """Is a card still in the notes?"""

    ACTIVE = "active"
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

    @property
    def place(self) -> Place:
        """What no other entry has."""
        return self.key, self.note_type


@dataclass(frozen=True, slots=True)
class Ledger:
    """All cards ever built, sorted by key; `shown` is how messages call the file."""

    entries: tuple[Entry, ...] = ()
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
    """Does Anki not have to hear of the difference? The deck does not count, nor the order of tags."""
    is_alike = (entry.fields, entry.tags, entry.media) == (note.fields, note.tags, note.media)
    return is_alike or _content(entry) == _content(note)


def _content(known: Entry | Note) -> tuple[object, ...]:
    fields = ((name, _PLACES.sub("", html) if name == "Source" else html) for name, html in known.fields)
    return (
        sorted(pair for pair in fields if pair[1] and pair[0] not in _UNSEEN),
        sorted(known.tags),
        sorted(known.media),
    )


def later(mod: int, now: int) -> int:
    """Return the time of a change: now, but never before or at the last one."""
    return max(now, mod + 1)


def retire(entry: Entry, now: int) -> Entry:
    """Return the entry as that of a card that is gone; one that was gone already keeps its time."""
    if entry.state is Life.RETIRED:
        return entry
    return replace(entry, state=Life.RETIRED, mod=later(entry.mod, now))


def free_guid(entry: Entry, taken: Iterable[str]) -> str:
    """Return the entry's guid, or the next one that is not taken."""
    guid = entry.guid
    while guid in taken:
        guid = make_guid(guid, entry.note_type, entry.text, entry.slot)
    return guid
