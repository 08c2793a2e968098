"""The ledger + the notes of today -> the notes with their lasting guids and times, and the ledger to keep."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from notes2anki.ledger.clock import clock_fault
from notes2anki.ledger.entry import (
    RETIRED_TAG,
    Before,
    Entry,
    Ledger,
    Life,
    Place,
    changed_from,
    digest,
    free_guid,
    later,
    retire,
    says_the_same,
)
from notes2anki.ledger.recognise import Recognised, answered, asked, recognise, said_by
from notes2anki.model import OTHERWISE, Card, DatedNote, InputError, Note, Problem, State

Pair = tuple[Note, Card]


@dataclass(frozen=True, slots=True)
class Settled:
    """The notes to package, those of today in their order, then the retired ones; and the ledger to keep."""

    notes: tuple[DatedNote, ...]
    ledger: Ledger
    notices: tuple[Problem, ...] = ()


def settle(
    notes: Sequence[Pair], ledger: Ledger, now: int, *, is_whole: bool, recognised: Recognised | None = None
) -> Settled:
    """Give each note the guid and the times that it has in the ledger, and bring the ledger up to date.

    `now` is in seconds since 1970. `recognised` says which cards of the whole deck are those of before; without it
    that is found out for `notes`. A card of the ledger that is not in `notes` is retired if they are the whole deck,
    and left alone if they are a part of it. Raises InputError for two notes of one key and for clocks that are wrong.
    """
    fault = clock_fault(ledger, now)
    problems = (*((fault,) if fault else ()), *_doubles(notes))
    if problems:
        raise InputError(*problems)
    seen = recognised or recognise((card for _, card in notes), ledger)
    known = {entry.place: entry for entry in ledger.entries}
    gone = _gone(known, seen)
    settled, dated = _settle_all(notes, seen, known, now)
    entries = {place: _undoubted(entry, gone) for place, entry in settled.items()}
    used = {seen.known[place][0] for place in entries if place in seen.known}
    absent = [entry for place, entry in known.items() if place not in used]
    if is_whole:
        today = {old: seen.cards[new] for new, (old, _) in seen.known.items() if new not in entries}
        held = [_kept(entry, seen) for entry in absent if entry.place in seen.held]
        dated = (*dated, *(_unread_note(entry) for entry in held if entry.state is not Life.RETIRED))
        left = (entry for entry in absent if entry.place not in seen.held and entry.fields)
        absent = [*held, *(_leave(entry, today.get(entry.place), now) for entry in left)]
    gone_before = {entry.guid for entry in known.values() if entry.state is Life.RETIRED}
    gone_now = [entry for entry in absent if entry.state is Life.RETIRED] if is_whole else []
    retired = (_retired_note(entry, is_news=entry.guid not in gone_before) for entry in gone_now)
    kept = ledger.holding((*entries.values(), *absent))
    return Settled((*dated, *retired), kept, (*_doubts(entries.values(), absent), *_turned(seen, entries)))


def _gone(known: Mapping[Place, Entry], seen: Recognised) -> frozenset[str]:
    """Return the guids of the cards that Anki has and whose bullets are in no report now."""
    there = {place for place, _ in seen.known.values()} | seen.kept.keys()
    return frozenset(entry.guid for place, entry in known.items() if entry.fields and place not in there)


def _undoubted(entry: Entry, gone: frozenset[str]) -> Entry:
    """Return the entry without a doubt that is over, since the other card is back, joined, forgotten or not in Anki."""
    return replace(entry, doubt=()) if entry.doubt and entry.doubt[0] not in gone else entry


def _doubles(notes: Sequence[Pair]) -> Iterator[Problem]:
    first: dict[Place, Card] = {}
    for note, card in notes:
        other = first.setdefault((note.key, note.note_type), card)
        if other is not card:
            message = f"this card and that of {other.path}:{other.first} have one key, {note.key}"
            yield Problem(card.path, card.first, message, "word one of the two lines differently")


# --- the notes of today --------------------------------------------------------------------------------------------


def _settle_all(
    notes: Sequence[Pair], seen: Recognised, known: Mapping[Place, Entry], now: int
) -> tuple[dict[Place, Entry], tuple[DatedNote, ...]]:
    taken = {entry.guid for entry in known.values()}
    doubts = {doubt.new.name: (known[doubt.old.name].guid, doubt.why) for doubt in seen.doubts}
    entries: dict[Place, Entry] = {}
    dated: list[DatedNote] = []
    for note, card in notes:
        place = note.key, note.note_type
        former, why = seen.known.get(place, (None, ""))
        if former in seen.held:
            entries[place] = known[former]
            dated.append(_unread_note(known[former]))
            continue
        entry, settled = _settle_one((note, card), known[former] if former else None, now, taken)
        bullet = seen.cards.get(place, card)
        if (bullet.question, bullet.answer) != (card.question, card.answer):
            entry = replace(entry, said=said_by(bullet))
        if place in doubts:
            entry = replace(entry, doubt=doubts[place])
        if former in seen.same and settled.mod > known[former].mod:
            why = OTHERWISE
        taken.add(entry.guid)
        entries[place] = entry
        dated.append(replace(settled, why=why) if why else settled)
    return entries, tuple(dated)


def _settle_one(pair: Pair, entry: Entry | None, now: int, taken: set[str]) -> tuple[Entry, DatedNote]:
    note, _ = pair
    if entry is None or not entry.fields:
        fresh = _entry(pair, _Past(note.guid, now, now, note.fields))
        fresh = replace(fresh, guid=free_guid(fresh, taken))
        return fresh, _dated(note, fresh, State.NEW)
    is_known = says_the_same(entry, note) and entry.state is not Life.RETIRED
    mod, fields = (entry.mod, entry.fields) if is_known else (later(entry.mod, now), note.fields)
    is_back = entry.state is Life.RETIRED or (entry.before and entry.before[2] == digest(note))
    before = entry.before if is_known or is_back else changed_from(entry, mod)
    past = _Past(entry.guid, entry.created, mod, fields, _aliases(entry, note.key), entry.doubt, before)
    kept = _entry(pair, past)
    state = State.UNCHANGED if is_known else State.EDITED
    state = state if entry.deck == note.deck else State.MOVED
    return kept, _dated(_with_key_of(entry, note) if is_known else note, kept, state, entry.deck)


def _aliases(entry: Entry, key: str) -> tuple[str, ...]:
    return tuple(alias for alias in dict.fromkeys((*entry.aliases, entry.key)) if alias != key)


class _Past(NamedTuple):
    """What an entry takes over from earlier builds, or begins with."""

    guid: str
    created: int
    mod: int
    fields: tuple[tuple[str, str], ...]
    aliases: tuple[str, ...] = ()
    doubt: tuple[str, ...] = ()
    before: Before | None = None


def _entry(pair: Pair, past: _Past) -> Entry:
    note, card = pair
    return Entry(
        key=note.key,
        guid=past.guid,
        note_type=note.note_type,
        slot=card.slot,
        text=card.source_text,
        path=card.path,
        line=card.first,
        trail=card.context,
        deck=note.deck,
        created=past.created,
        mod=past.mod,
        state=Life.ACTIVE,
        fields=tuple([(name, html) for name, html in past.fields if html]),
        tags=note.tags,
        media=note.media,
        aliases=past.aliases,
        own=note.own,
        doubt=past.doubt,
        before=past.before,
    )


def _with_key_of(entry: Entry, note: Note) -> Note:
    """Return the note with the key that Anki has, and that one can search for there: a key alone is no news."""
    key = dict(entry.fields).get("Key")
    if key in (None, note.key):
        return note
    return replace(note, fields=tuple((name, key if name == "Key" else html) for name, html in note.fields))


def _dated(note: Note, entry: Entry, state: State, old_deck: str = "") -> DatedNote:
    moved_from = old_deck if old_deck != note.deck else ""
    known = note if note.guid == entry.guid else replace(note, guid=entry.guid)
    return DatedNote(known, entry.created, entry.mod, state, moved_from=moved_from)


# --- the notes that are not there ----------------------------------------------------------------------------------


def _leave(entry: Entry, today: Card | None, now: int) -> Entry:
    """Retire a card; if its bullet is there, and only asked no more, go along with the edits of the bullet."""
    gone = retire(entry, now)
    if today is None:
        return gone
    moved = replace(gone, key=today.key, text=today.source_text, slot=today.slot, trail=today.context)
    return replace(moved, path=today.path, line=today.first, said=said_by(today), aliases=_aliases(entry, today.key))


def _kept(entry: Entry, seen: Recognised) -> Entry:
    """Return the entry of a card that is held, at the place where its words stand if it is kept for these."""
    if entry.place not in seen.kept:
        return entry
    path, line = seen.kept[entry.place]
    return replace(entry, state=Life.KEPT, path=path, line=line, doubt=())


def _unread_note(entry: Entry) -> DatedNote:
    """Return the note as Anki has it."""
    note = Note(entry.guid, entry.key, entry.note_type, entry.fields, entry.tags, entry.deck, entry.media, entry.own)
    return DatedNote(note, entry.created, entry.mod, State.UNREAD)


def _retired_note(entry: Entry, *, is_news: bool) -> DatedNote:
    """Return the note as Anki has it, with the tag by which it is found; its files may be gone, so it names none."""
    tags = (*entry.tags, RETIRED_TAG)
    note = Note(entry.guid, entry.key, entry.note_type, entry.fields, tags, entry.deck, own=entry.own)
    return DatedNote(note, entry.created, entry.mod, State.RETIRED if is_news else State.GONE)


# --- what is to be told --------------------------------------------------------------------------------------------


def _doubts(entries: Iterable[Entry], absent: Iterable[Entry]) -> Iterator[Problem]:
    """Yield a notice for each card of today that could be one that is gone, until the user says what it is."""
    gone = {entry.guid: entry for entry in absent}
    for new in entries:
        if new.doubt:
            old = gone[new.doubt[0]]
            message = f"{_pair(new, old)}, which is gone ({new.doubt[1]})"
            is_retired = old.state is Life.RETIRED
            then = " (add --imported where Anki has both)" if is_retired else ", build the whole deck, then"
            hint = f"if they are one fact{then}: notes2anki ledger join {old.key} {new.key}"
            yield Problem(new.path, new.line, message, hint, is_error=False)


def _pair(new: Entry, old: Entry) -> str:
    """Return two cards by their questions, or, where those are one, by their answers."""
    if asked(new) != asked(old):
        return f"“{asked(new)}” may be “{asked(old)}”"
    return f"“{asked(new)}” with the answer “{answered(new)}” may be the one with “{answered(old)}”"


def _turned(seen: Recognised, entries: Mapping[Place, Entry]) -> Iterator[Problem]:
    for old, new in seen.turned:
        if new.name in entries:
            message = f"“{new.shown}” was a {old.kind} note and is a {new.kind} note now: to Anki it is a new one"
            yield Problem(new.path, new.line, message, "the old one is retired", is_error=False)
