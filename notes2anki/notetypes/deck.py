"""A deck's settings -> its note types, checked, and which of them carries a card."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from notes2anki.files import refuse_leaving
from notes2anki.model import Card, InputError, Media, Note, NoteType, NoteTypeSpec, Problem, Settings
from notes2anki.notetypes import load
from notes2anki.notetypes.assets import absent_files
from notes2anki.notetypes.check import find_faults, sorted_once
from notes2anki.notetypes.described import Described
from notes2anki.notetypes.drafts import Draft, Shelf, field_labels, find_drafts, shelf_of
from notes2anki.notetypes.lockfile import (
    Lock,
    digest,
    key_of,
    lock_bytes,
    missing_types,
    new_fields,
    read_lock,
    refusals,
)
from notes2anki.notetypes.lockfile import settle_types as settle_specs
from notes2anki.notetypes.naming import clashes
from notes2anki.notetypes.ords import card_ords
from notes2anki.themes import theme_css
from notes2anki.yamltree import attempt

LOCK = "templates.lock"


@dataclass(frozen=True, slots=True)
class TypeSet:
    """The note types of a deck, before their times of change are known."""

    drafts: tuple[Draft, ...] = ()
    lock: Lock = field(default_factory=lambda: Lock({}))
    path: Path = Path(LOCK)  # of the lock
    media: tuple[Media, ...] = ()  # files that templates show
    notices: tuple[Problem, ...] = ()
    is_whole: bool = True  # all of them could be read

    @property
    def own(self) -> tuple[NoteTypeSpec, ...]:
        """Return the types of the user's own."""
        return tuple(draft.spec for draft in self.drafts if draft.spec.key)

    def carrying(self, card: Card) -> str:
        """Return the key of the own type that a new card of this kind is of; empty: one that is shipped."""
        fitting = (spec for spec in self.own if card.kind in spec.kinds and card.note_type is spec.base)
        return next((spec.key for spec in fitting), "")

    @property
    def said(self) -> Mapping[str, Described]:
        """Return what the note.yaml of each own type says, by its key."""
        return {draft.spec.key: draft.described for draft in self.drafts if draft.described}

    def find(self, key: str) -> NoteTypeSpec | None:
        """Return an own type."""
        return next((spec for spec in self.own if spec.key == key), None)

    def is_growing(self, key: str) -> bool:
        """Has an own type a field that Anki adds at the next import?

        That import dates all its notes anew, so that it takes no change of them over.
        """
        spec = self.find(key)
        return spec is not None and bool(new_fields(spec, self.lock))


@dataclass(frozen=True, slots=True)
class SettledTypes:
    """The note types to package, with their times, and the lock to write; None: there is nothing to lock."""

    specs: tuple[NoteTypeSpec, ...]
    lock: bytes | None
    notices: tuple[Problem, ...] = ()


def shelf(settings: Settings) -> Shelf:
    """Return where a deck's templates are."""
    return shelf_of(settings.root, theme_css(settings.look))


def lock_path(settings: Settings) -> Path:
    """Return the lock's place: beside the ledger, and called like it."""
    name = settings.ledger.name.removesuffix(".jsonl").removesuffix("ledger")
    return settings.ledger.with_name(f"{name}{LOCK}" if not name or name.endswith(".") else f"{name}.{LOCK}")


def labels_of(settings: Settings) -> tuple[str, ...]:
    """Return what a line of a report begins with that fills a field of the user's own."""
    return field_labels(shelf(settings))


def read_types(settings: Settings) -> TypeSet:
    """Return a deck's note types. Raises InputError with all that Anki would refuse or show wrongly."""
    here = shelf(settings)
    path = lock_path(settings)
    attempts = tuple(find_drafts(here))
    drafts = tuple(one for one in attempts if isinstance(one, Draft))
    shown_files = tuple(_media(here, drafts))
    media = tuple(one for one in shown_files if isinstance(one, Media))
    locks = tuple(attempt(lambda file: read_lock(file, here.shown(file), root=settings.root), path))
    found = sorted_once(
        (
            *(one for one in (*attempts, *shown_files, *locks) if isinstance(one, Problem)),
            *(fault for draft in drafts for fault in find_faults(draft)),
            *clashes((draft.spec, draft.described) for draft in drafts),
            *_absent(drafts, media),
            *_rivals(settings, drafts),
        )
    )
    errors = [fault for fault in found if fault.is_error]
    if errors:
        raise InputError(*errors)
    (lock,) = (one for one in locks if isinstance(one, Lock))
    return TypeSet(drafts, lock, path, media, found)


def find_refusals(types: TypeSet) -> Iterator[Problem]:
    """Yield what Anki could not take of all that it has, whether or not there are notes for it now."""
    locked = types.lock.types.keys()
    yield from missing_types(locked - set(NoteType), types.own, types.lock.shown)
    yield from refusals([draft.spec for draft in types.drafts], types.lock, types.said)


def settle_types(types: TypeSet, used: Collection[tuple[str, str]], now: int) -> SettledTypes:
    """Return the note types that notes are of, with their times.

    `used` are the own type (or nothing) and the base of every note in the package. Raises InputError with all that
    Anki could not take.
    """
    needed = {own for own, _ in used}
    problems = tuple(missing_types(needed, types.own, types.lock.shown)) if types.is_whole else ()
    if problems:
        raise InputError(*problems)
    said = types.said
    specs = [draft.spec for draft in types.drafts if (draft.spec.key, draft.spec.base.value) in used]
    settled, lock = settle_specs(specs, types.lock, now, said)
    notices = tuple(_growth(spec, name, said) for spec in specs for name in new_fields(spec, types.lock))
    is_ours = not types.lock.types and all(spec == load(spec.base) for spec in settled)
    return SettledTypes(settled, None if is_ours else lock_bytes(lock), notices)


def _growth(spec: NoteTypeSpec, name: str, said: Mapping[str, Described]) -> Problem:
    described = said[spec.key]
    message = f"the field `{name}` is new: import this package once with `Merge note types` ticked"
    hint = "on the desktop, before you build again, with all devices synchronised; the next build fills the field"
    return Problem(described.path, described.line_of("fields", name), message, hint, is_error=False)


def is_gapless(note: Note) -> bool:
    """Is it a cloze of which Anki would make no card?"""
    return note.note_type is NoteType.CLOZE and not card_ords(note, load(NoteType.CLOZE))


def lost_notices(types: TypeSet, known: frozenset[str]) -> Iterator[Problem]:
    """Yield a notice for each own type of notes that Anki has, of which the lock says nothing: it was lost."""
    for key in sorted(known - types.lock.types.keys()):
        message = f"{key} is in Anki, and {types.lock.shown} does not know it"
        hint = "take the file back from git; without it, no change of fields that Anki cannot take is refused this time"
        yield Problem(types.lock.shown, 0, message, hint, is_error=False)


def _media(here: Shelf, drafts: Sequence[Draft]) -> Iterator[Media | Problem]:
    """Yield the files in the folders of templates that a template or a style shows, each name once."""
    texts = [part.text for draft in drafts for part in (*draft.styles, *(side.part for side in draft.sides))]
    seen: set[str] = set()
    for folder in here.folders:
        for file in sorted(folder.rglob("_*")):
            if file.name not in seen and file.is_file() and any(file.name in text for text in texts):
                seen.add(file.name)
                yield from attempt(lambda path: _packed(path, here), file)


def _packed(file: Path, here: Shelf) -> Media:
    refuse_leaving(file, here.shown(file), here.root_of(file))
    return Media(file.name, str(file))


def _absent(drafts: Sequence[Draft], media: Sequence[Media]) -> Iterator[Problem]:
    templates = (side.part for draft in drafts for side in draft.sides)
    styles = (part for draft in drafts for part in draft.styles)
    yield from absent_files(templates, styles, {file.name for file in media})


def _rivals(settings: Settings, drafts: Sequence[Draft]) -> Iterator[Problem]:
    """Yield a notice for each other deck of the project whose cards have another look: Anki has one for all of them."""
    if settings.root.parent.name != "decks":
        return
    mine = {key_of(draft.spec): digest(draft.spec) for draft in drafts if not draft.spec.key}
    for ledger in sorted(settings.root.parent.glob("*/ledger.jsonl")):
        if ledger.parent == settings.root:
            continue
        try:
            others = read_lock(ledger.with_name(LOCK), LOCK).types
        except InputError:  # its own build will tell
            continue
        theirs = {key_of(draft.spec): digest(load(draft.spec.base)) for draft in drafts if not draft.spec.key}
        theirs |= {key: one.digest for key, one in others.items() if key in theirs}
        if theirs != mine:
            message = f"the cards of {ledger.parent.name} look otherwise, and Anki has one look for both: the newer one"
            hint = "put what differs into templates/ beside decks/, or into a note type of this deck's own"
            yield Problem("deck.yaml", 0, message, hint, is_error=False)
