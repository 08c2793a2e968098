"""What a user does to the ledger by hand: join, forget, merge."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from notes2anki.ledger.entry import Entry, Ledger, Life, Place, later
from notes2anki.ledger.recognise import said
from notes2anki.model import InputError, Problem

_SHORTEST = 4  # letters of a key that may stand for the whole


def join(ledger: Ledger, old: str, new: str, now: int, *, is_imported: bool = False) -> Ledger:
    """Return the ledger in which the card `new` is the card `old`, with its guid and so with its history in Anki.

    If `new` is in Anki already, under a guid of its own, that note is retired. Raises InputError where it cannot be.
    """
    was, is_ = find(ledger, old), find(ledger, new)
    for fault, hint in _join_faults(was, is_):
        raise InputError(Problem(ledger.shown, 0, fault, hint))
    aliases = dict.fromkeys((*was.aliases, *is_.aliases, was.key))
    # What Anki has is what the old card says: the next build sees what has changed since.
    joined = replace(is_, guid=was.guid, created=was.created, fields=was.fields, tags=was.tags, media=was.media)
    joined = replace(joined, deck=was.deck, own=was.own, mod=later(max(was.mod, is_.mod), now), said=said(is_))
    joined = replace(joined, aliases=tuple(alias for alias in aliases if alias != is_.key), doubt=(), before=None)
    others = [entry for entry in ledger.entries if entry not in (was, is_)]
    if is_imported:
        # It takes the old key, which is free now; its text is nobody's, so that no edited bullet is taken for it.
        orphan = replace(is_, key=was.key, text="", aliases=(), state=Life.RETIRED, mod=later(is_.mod, now), doubt=())
        others.append(orphan)
    return ledger.holding((*others, joined))


def _join_faults(was: Entry, is_: Entry) -> Iterator[tuple[str, str]]:
    if was.place == is_.place:
        yield f"{was.key} and {is_.key} are one card already", ""
    elif was.note_type is not is_.note_type:
        yield f"{was.key} is a {was.note_type} note, {is_.key} a {is_.note_type}", "Anki cannot turn one into the other"
    elif is_.state is not Life.ACTIVE:
        yield f"{is_.key} is not in the notes", "the order is: ledger join OLD NEW"
    elif was.state is Life.ACTIVE:
        yield f"{was.key} is still in the notes: these are two cards", "delete or edit its bullet, build, then join"


def forget(ledger: Ledger, keys: Iterable[str], *, all_retired: bool = False) -> tuple[Ledger, tuple[Entry, ...]]:
    """Return the ledger without these retired cards, and what it was of them: they are packaged no more.

    Raises InputError for cards that are not there, or still in the notes.
    """
    problems: list[Problem] = []
    gone = [entry for entry in ledger.entries if all_retired and entry.state is Life.RETIRED]
    for key in keys:
        try:
            entry = find(ledger, key)
        except InputError as error:
            problems += error.problems
            continue
        if entry.state is not Life.RETIRED:
            hint = "delete its bullet, or drop it in overrides.yaml, and build: then it is retired"
            problems.append(Problem(ledger.shown, 0, f"{entry.key} is still in the notes", hint))
        gone.append(entry)
    if problems:
        raise InputError(*problems)
    forgotten = {entry.place: entry for entry in gone}
    kept = ledger.holding(entry for entry in ledger.entries if entry.place not in forgotten)
    return kept, tuple(forgotten.values())


def merge(
    mine: Iterable[Entry], theirs: Iterable[Entry], base: Iterable[Entry] = ()
) -> tuple[Ledger, tuple[Entry, ...]]:
    """Return the ledger of two machines, and the cards whose guids are lost with it.

    Of two lines with one key, or one guid, the one with the higher `mod` is kept; so both machines come to the same.
    `base` is what both had before: a line that only one side changed or forgot is that side's.
    """
    ours, others = set(mine), set(theirs)
    left = (ours | others) - (set(base) - (ours & others))
    kept: dict[str, Entry] = {}
    places: dict[Place, str] = {}  # -> guids
    lost: list[Entry] = []
    for entry in sorted(left, key=lambda entry: (-entry.mod, repr(entry))):
        if same := kept.get(entry.guid):
            aliases = dict.fromkeys((*entry.aliases, entry.key, *same.aliases))
            kept[entry.guid] = replace(same, aliases=tuple(alias for alias in aliases if alias != same.key))
        elif entry.place in places:
            lost.append(entry)
        else:
            kept[entry.guid], places[entry.place] = entry, entry.guid
    return Ledger().holding(kept.values()), tuple(one for one in lost if one.guid not in kept)


# --- which card ----------------------------------------------------------------------------------------------------


def find(ledger: Ledger, key: str) -> Entry:
    """Return the card that `key` names: its key or guid, a former key, or how a key begins. Raises InputError."""
    found = tuple(_named(ledger.entries, key))
    if not found:
        hint = "`notes2anki ledger show` lists them all"
        raise InputError(Problem(ledger.shown, 0, f"no card has the key {key}", hint))
    if len(found) > 1:
        names = ", ".join(f"{entry.key} ({entry.note_type}, guid {entry.guid})" for entry in found)
        raise InputError(Problem(ledger.shown, 0, f"{key} names {len(found)} cards: {names}", "name one by its guid"))
    return found[0]


def _named(entries: Iterable[Entry], word: str) -> Iterator[Entry]:
    """Yield the cards of this key or guid; if there is none, those whose key or former key begins so."""
    listed = tuple(entries)
    exact = [entry for entry in listed if word in (entry.key, entry.guid)]
    former = [entry for entry in listed if word in entry.aliases]
    begun = [entry for entry in listed if len(word) >= _SHORTEST and entry.key.startswith(word)]
    yield from exact or former or begun
