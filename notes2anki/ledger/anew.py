"""The ledger + what the user knows of imports -> the ledger in which some cards are dated anew, or as before.

No build can see whether a package was imported. A change in one that was not never arrives where the learner has edited
the card since; and one that was taken back need not be told to Anki at all.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from notes2anki.ledger.entry import Entry, Ledger, Life, digest, later, says_the_same
from notes2anki.model import Again, Note


def date_anew(ledger: Ledger, today: Mapping[str, Note], again: Again, now: int) -> tuple[Ledger, int]:
    """Return the ledger as `again` has it, and how many cards are dated now though their content is the same.

    `today` holds what today's notes say of a card, by its guid in the ledger; what is not there is left alone, unless
    it is retired.
    """
    entries = tuple(_entries(ledger.entries, today, again, now))
    dated = sum(new.mod > old.mod for old, new in zip(ledger.entries, entries, strict=True))
    return ledger.holding(entries), dated


def _entries(entries: Iterable[Entry], today: Mapping[str, Note], again: Again, now: int) -> Iterator[Entry]:
    for entry in entries:
        note = today.get(entry.guid)
        is_missed = again.last_import is not None and entry.created <= again.last_import < entry.mod
        if note and is_missed and _is_back(entry, note, again):
            at = entry.before[0] if entry.before else entry.mod
            as_is = replace(entry, state=Life.ACTIVE, fields=note.fields, tags=note.tags, media=note.media)
            yield replace(as_is, mod=at, before=None)
        elif note and _is_as_it_was(entry, note) and (is_missed or (again.sources and _source(entry) != _source(note))):
            source = tuple((name, html) for name, html in note.fields if name == "Source")
            fields = tuple(pair for pair in entry.fields if pair[0] != "Source")
            yield replace(entry, fields=(*fields, *source), mod=later(entry.mod, now))
        elif entry.state is Life.RETIRED and is_missed and not note:
            yield replace(entry, mod=later(entry.mod, now))
        else:
            yield entry


def _is_back(entry: Entry, note: Note, again: Again) -> bool:
    """Did Anki have, at the last import, what the notes say today?"""
    if entry.before is None or again.last_import is None:
        return False
    since, until, content = entry.before
    return since <= again.last_import < until and content == digest(note)


def _is_as_it_was(entry: Entry, note: Note) -> bool:
    return entry.state is Life.ACTIVE and says_the_same(entry, note)


def _source(known: Entry | Note) -> str:
    return dict(known.fields).get("Source", "")
