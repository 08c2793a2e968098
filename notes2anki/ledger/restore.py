"""The ledger + the notes of the package beside it -> the ledger with all that it lost.

A build writes the ledger first, then the package, so the package never knows more than the ledger, unless the ledger
was lost, is that of an older commit, or was damaged by hand.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from notes2anki.ledger.entry import RETIRED_TAG, Entry, Ledger, Life, Place
from notes2anki.model import DatedNote, Problem

_MEDIA = re.compile(r'\ssrc="(?P<picture>[^"]+)"|\[sound:(?P<recording>[^\]]+)\]')
_PLACE = re.compile(r"<small>(?P<path>[^<]*):(?P<line>\d+)</small>(?:</a>)?$")


@dataclass(frozen=True, slots=True)
class _Change:
    """What an entry was and what it is now; None: there was none."""

    before: Entry | None
    after: Entry


def restore(ledger: Ledger, packed: Sequence[DatedNote]) -> tuple[Ledger, tuple[Problem, ...]]:
    """Return the ledger with what only the package knows, and a notice of what that was."""
    changes = tuple(_changes(ledger, packed))
    if not changes:
        return ledger, ()
    gone = {change.before.place for change in changes if change.before}
    kept = _where_packed((entry for entry in ledger.entries if entry.place not in gone), packed)
    restored = ledger.holding((*kept, *(change.after for change in changes)))
    return restored, (_notice(ledger, changes),)


def _changes(ledger: Ledger, packed: Iterable[DatedNote]) -> Iterator[_Change]:
    guids = {entry.guid: entry for entry in ledger.entries}
    places = {entry.place: entry for entry in ledger.entries}
    packaged = {dated.note.guid for dated in packed}
    for dated in sorted(packed, key=lambda dated: (RETIRED_TAG in dated.note.tags, -dated.mod, dated.note.guid)):
        entry = _as_entry(dated)
        if not entry.key:
            continue
        known = guids.get(entry.guid)
        if known is not None:
            if known.mod < entry.mod:
                yield _Change(known, _newer(known, entry, places))
            continue
        namesake = places.get(entry.place)
        if namesake is not None:
            # A card that was split is one that Anki does not have yet, whatever was packaged under its key.
            is_spoilt = namesake.guid not in packaged and namesake.fields and not namesake.aliases
            if is_spoilt and entry.state is Life.ACTIVE:
                yield _Change(namesake, replace(namesake, guid=entry.guid, mod=max(namesake.mod, entry.mod)))
                places[entry.place] = entry
            continue
        # What the user made us forget is still in the last package, with the tag.
        if entry.state is Life.ACTIVE or not ledger.is_found:
            places[entry.place] = entry
            yield _Change(None, entry)


def _where_packed(entries: Iterable[Entry], packed: Iterable[DatedNote]) -> Iterator[Entry]:
    """Go along with bullets that only moved: that is no change to Anki, so their times are those of the ledger."""
    packages = {entry.guid: entry for entry in map(_as_entry, packed)}
    for entry in entries:
        there = packages.get(entry.guid, entry)
        yield _at(entry, there) if there.mod == entry.mod else entry


def _at(entry: Entry, packed: Entry) -> Entry:
    """Return the entry with the place in the reports that the package tells, if it tells one."""
    return replace(entry, path=packed.path, line=packed.line, trail=packed.trail) if packed.path else entry


def _newer(known: Entry, packed: Entry, places: dict[Place, Entry]) -> Entry:
    """Return what the ledger knew, with what the package tells of later builds."""
    later = replace(_at(known, packed), mod=packed.mod, state=packed.state, deck=packed.deck)
    later = replace(later, fields=packed.fields, tags=packed.tags, media=packed.media, before=None)
    if packed.key == known.key or packed.place in places:
        return later
    places[packed.place] = packed
    # The bullet was edited in between: its text is in the package's fields only.
    aliases = (*known.aliases, known.key)
    return replace(packed, created=known.created, slot=known.slot, aliases=aliases)


def _as_entry(dated: DatedNote) -> Entry:
    note = dated.note
    fields = dict(note.fields)
    place = _PLACE.search(fields.get("Source", ""))
    tags = tuple(tag for tag in note.tags if tag != RETIRED_TAG)
    return Entry(
        key=note.key,
        guid=note.guid,
        note_type=note.note_type,
        slot="",
        text="",
        path=html.unescape(place["path"]) if place else "",
        line=int(place["line"]) if place else 0,
        trail=tuple(html.unescape(part) for part in fields.get("Context", "").split(" › ") if part),
        deck=note.deck,
        created=dated.created,
        mod=dated.mod,
        state=Life.ACTIVE if len(tags) == len(note.tags) else Life.RETIRED,
        fields=note.fields,
        tags=tags,
        media=_media(note.fields),
        own=note.own,
    )


def _media(fields: Iterable[tuple[str, str]]) -> tuple[str, ...]:
    found = (one for _, field in fields for one in _MEDIA.finditer(field))
    return tuple(sorted({html.unescape(one["picture"] or one["recording"]) for one in found}))


def _notice(ledger: Ledger, changes: Sequence[_Change]) -> Problem:
    number = len(changes)
    taken = "1 card was taken" if number == 1 else f"{number} cards were taken"
    if not ledger.is_found:
        message = f"the ledger is gone: {taken} from the package, without the keys that they once had"
    else:
        message = f"the ledger is older than the package, or was changed: {taken} from the package"
    hint = "if you have a newer ledger, put it back and build again; to begin anew, delete the package as well"
    return Problem(ledger.shown, 0, message, hint, is_error=False)
