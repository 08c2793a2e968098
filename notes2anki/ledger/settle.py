"""The ledger + the notes of today -> the notes with their lasting guids and times, and the ledger to keep."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from notes2anki.leak import words
from notes2anki.ledger.entry import RETIRED_TAG, Entry, Ledger, Life, Place, free_guid, later, retire, says_the_same
from notes2anki.ledger.recognise import Recognised, recognise
from notes2anki.matching import Doubt
from notes2anki.model import Card, DatedNote, InputError, Note, Problem, State

_DAY = 24 * 60 * 60
_EARLIEST = 1136073600  # 2006-01-01, before Anki: a clock that was never set
_LATEST = 4102444800  # 2100-01-01

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
    problems = (*_clock_problems(ledger, now), *_doubles(notes))
    if problems:
        raise InputError(*problems)
    seen = recognised or recognise((card for _, card in notes), ledger)
    known = {entry.place: entry for entry in ledger.entries}
    entries, dated = _settle_all(notes, seen, known, now)
    used = {seen.known[place][0] for place in entries if place in seen.known}
    absent = [entry for place, entry in known.items() if place not in used]
    if is_whole:
        today = {old: seen.cards[new] for new, (old, _) in seen.known.items() if new not in entries}
        absent = [_leave(entry, today.get(entry.place), now) for entry in absent]
    retired = (_retired_note(entry) for entry in absent) if is_whole else ()
    kept = ledger.holding((*entries.values(), *absent))
    return Settled((*dated, *retired), kept, tuple(_notices(seen, entries)))


def _clock_problems(ledger: Ledger, now: int) -> Iterator[Problem]:
    if not _EARLIEST <= now < _LATEST:
        wrong = "before 2006" if now < _EARLIEST else "after 2099"
        yield Problem(ledger.shown, 0, f"this machine's clock is wrong: it is {wrong}", "set the clock")
        return
    late = sum(1 for entry in ledger.entries if entry.mod > now + _DAY)
    if late:
        message = f"{late} of the cards are dated more than a day after now: a clock is or was wrong"
        hint = "set this machine's clock; if it is right, take the ledger from before the wrong build"
        yield Problem(ledger.shown, 0, message, hint)


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
    entries: dict[Place, Entry] = {}
    dated: list[DatedNote] = []
    for note, card in notes:
        fresh = _fresh_entry(note, card, now)
        bullet = seen.cards.get(fresh.place, card)
        if (bullet.question, bullet.answer) != (card.question, card.answer):
            fresh = replace(fresh, said=_said(bullet))
        place, why = seen.known.get(fresh.place, (None, ""))
        entry, settled = _settle_one(note, fresh, known[place] if place else None, now, taken)
        taken.add(entry.guid)
        entries[entry.place] = entry
        dated.append(replace(settled, why=why) if why else settled)
    return entries, tuple(dated)


def _settle_one(note: Note, fresh: Entry, entry: Entry | None, now: int, taken: set[str]) -> tuple[Entry, DatedNote]:
    if entry is None:
        fresh = replace(fresh, guid=free_guid(fresh, taken))
        return fresh, _dated(note, fresh, State.NEW)
    is_known = says_the_same(entry, fresh) and entry.state is Life.ACTIVE
    kept = replace(
        fresh,
        guid=entry.guid,
        created=entry.created,
        aliases=_aliases(entry, fresh.key),
        mod=entry.mod if is_known else later(entry.mod, now),
        fields=entry.fields if is_known else fresh.fields,
    )
    if not is_known:
        return kept, _dated(note, kept, State.CHANGED, entry.deck)
    state = State.UNCHANGED if entry.deck == note.deck else State.MOVED
    return kept, _dated(_with_key_of(entry, note), kept, state, entry.deck)


def _aliases(entry: Entry, key: str) -> tuple[str, ...]:
    return tuple(alias for alias in dict.fromkeys((*entry.aliases, entry.key)) if alias != key)


def _fresh_entry(note: Note, card: Card, now: int) -> Entry:
    return Entry(
        key=note.key,
        guid=note.guid,
        note_type=note.note_type,
        slot=card.slot,
        text=card.source_text,
        path=card.path,
        line=card.first,
        trail=card.context,
        deck=note.deck,
        created=now,
        mod=now,
        state=Life.ACTIVE,
        fields=tuple((name, html) for name, html in note.fields if html),
        tags=note.tags,
        media=note.media,
        own=note.own,
    )


def _said(card: Card) -> tuple[str, ...]:
    return (card.question.plain, words(card.answer))


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
    return replace(moved, path=today.path, line=today.first, said=_said(today), aliases=_aliases(entry, today.key))


def _retired_note(entry: Entry) -> DatedNote:
    """Return the note as Anki has it, with the tag by which it is found; its files may be gone, so it names none."""
    tags = (*entry.tags, RETIRED_TAG)
    note = Note(entry.guid, entry.key, entry.note_type, entry.fields, tags, entry.deck, own=entry.own)
    return DatedNote(note, entry.created, entry.mod, State.RETIRED)


# --- what is to be told --------------------------------------------------------------------------------------------


def _notices(seen: Recognised, entries: Mapping[Place, Entry]) -> Iterator[Problem]:
    for doubt in seen.doubts:
        if doubt.new.name in entries:
            yield _doubt(doubt)
    for old, new in seen.turned:
        if new.name in entries:
            message = f"“{new.shown}” was a {old.kind} note and is a {new.kind} note now: to Anki it is a new one"
            yield Problem(new.path, new.line, message, "the old one is retired", is_error=False)


def _doubt(doubt: Doubt) -> Problem:
    old, new = doubt.old, doubt.new
    message = f"new: “{new.shown}”; gone: “{old.shown}” ({doubt.likeness:.2f} alike, {doubt.reason})"
    hint = f"if they are one fact, before you import: notes2anki ledger join {old.key} {new.key}"
    return Problem(new.path, new.line, message, hint, is_error=False)
