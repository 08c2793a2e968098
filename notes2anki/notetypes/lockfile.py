"""templates.lock + the note types of today -> their times of change, and what Anki could not take.

Anki takes templates and CSS over when a note type's `mod` is newer, and makes a second note type when its fields or
templates are other ones. So both are remembered from build to build. A field at the end of a note type of the user's
own is the one thing that Anki can add, if it is told to at the import.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from notes2anki.files import read_file
from notes2anki.model import FieldSpec, InputError, NoteTypeSpec, Problem, TemplateSpec
from notes2anki.notetypes import load
from notes2anki.notetypes.described import Described

VERSION = 1

_RESTORE = (
    "take it from your version control; without it the next import overwrites what you changed of the look in Anki"
)
_LAST = "write a new field last, or name the spare one (`spare: 1` in the place of `id`)"
_BACK = "undo it, or make a new note type with `notes2anki templates new`"

Said = Mapping[str, Described]
NOTHING_SAID: Said = {}

Named = tuple[str, int]
"""A field or a template: its name and its id."""


@dataclass(frozen=True, slots=True)
class Locked:
    """What Anki has of a note type."""

    id: int
    name: str
    fields: tuple[Named, ...]
    templates: tuple[Named, ...]
    digest: str
    mod: int


@dataclass(frozen=True, slots=True)
class Lock:
    """What Anki has of all note types, by their keys; `shown` is how messages call the file."""

    types: Mapping[str, Locked]
    shown: str = "templates.lock"


def key_of(spec: NoteTypeSpec) -> str:
    """Return what a note type is called here: `basic`, `cloze`, or its folder."""
    return spec.key or spec.base.value


def read_lock(path: Path, shown: str, *, root: Path | None = None) -> Lock:
    """Return what the file says; no file says nothing. Raises InputError for a broken one, or a link out of `root`."""
    try:
        found = json.loads(read_file(path, shown, root=root))
    except FileNotFoundError:
        return Lock({}, shown)
    except (ValueError, RecursionError) as error:
        line = error.lineno if isinstance(error, json.JSONDecodeError) else 0
        raise InputError(Problem(shown, line, "is broken: it is no JSON", _RESTORE)) from None
    try:
        if found["version"] != VERSION:
            message = f"is of version {found['version']}, and this program knows {VERSION}"
            raise InputError(Problem(shown, 0, message, "update notes2anki"))
        return Lock({str(key): _locked(one) for key, one in found["types"].items()}, shown)
    except (KeyError, TypeError, ValueError, AttributeError):
        raise InputError(Problem(shown, 0, "is broken: something is missing in it", _RESTORE)) from None


def lock_bytes(lock: Lock) -> bytes:
    """Return the file: sorted, and the same for the same lock."""
    types = {key: asdict(lock.types[key]) for key in sorted(lock.types)}
    return (json.dumps({"version": VERSION, "types": types}, ensure_ascii=False, indent=1) + "\n").encode()


def settle_types(
    specs: Sequence[NoteTypeSpec], lock: Lock, now: int, said: Said = NOTHING_SAID
) -> tuple[tuple[NoteTypeSpec, ...], Lock]:
    """Return the note types with their times of change, and the lock to keep.

    `now` is in seconds since 1970, `said` is what each note.yaml says, by the type's key. What has not changed since
    the last build keeps its time, so that what the user changes in Anki stays. Raises InputError with all that Anki
    could not take.
    """
    problems = tuple(refusals(specs, lock, said))
    if problems:
        raise InputError(*problems)
    settled = tuple(replace(spec, mod=_mod(spec, lock.types.get(key_of(spec)), now)) for spec in specs)
    known = {key_of(spec): _lock_of(spec) for spec in settled}
    return settled, replace(lock, types={**lock.types, **known})


def new_fields(spec: NoteTypeSpec, lock: Lock) -> tuple[str, ...]:
    """Return the fields at the end of a note type of the user's own that Anki, which has the type, does not have."""
    locked = lock.types.get(spec.key)
    if locked is None:
        return ()
    known = len(locked.fields)
    is_prefix = [id_ for _, id_ in locked.fields] == [field.id for field in spec.fields[:known]]
    return tuple(field.name for field in spec.fields[known:]) if is_prefix else ()


def _mod(spec: NoteTypeSpec, locked: Locked | None, now: int) -> int:
    """Return when the content last changed; that of a shipped type as it is comes with it."""
    if locked is None:
        is_shipped = not spec.key and digest(spec) == digest(load(spec.base))
        return spec.mod if is_shipped else max(now, spec.mod + 1)
    return locked.mod if locked.digest == digest(spec) else max(now, locked.mod + 1, spec.mod)


def digest(spec: NoteTypeSpec) -> str:
    """Return what changes with all that Anki takes over when `mod` rises."""
    names = [field.name for field in spec.fields]
    content = (spec.name, names, [(one.name, one.front, one.back) for one in spec.templates], spec.css)
    return hashlib.sha256(repr(content).encode("utf-8", "surrogatepass")).hexdigest()[:32]


def _lock_of(spec: NoteTypeSpec) -> Locked:
    return Locked(spec.id, spec.name, _named(spec.fields), _named(spec.templates), digest(spec), spec.mod)


def _named(parts: Sequence[FieldSpec] | Sequence[TemplateSpec]) -> tuple[Named, ...]:
    return tuple((part.name, part.id) for part in parts)


def _locked(found: Mapping[str, object]) -> Locked:
    id_, mod, fields, templates = found["id"], found["mod"], found["fields"], found["templates"]
    if not (isinstance(id_, int) and isinstance(mod, int) and isinstance(fields, list) and isinstance(templates, list)):
        raise TypeError
    return Locked(id_, str(found["name"]), _pairs(fields), _pairs(templates), str(found["digest"]), mod)


def _pairs(rows: Sequence[Sequence[str]]) -> tuple[Named, ...]:
    return tuple((str(name), int(number)) for name, number in rows)


# --- what Anki could not take --------------------------------------------------------------------------------------


def refusals(specs: Sequence[NoteTypeSpec], lock: Lock, said: Said = NOTHING_SAID) -> Iterator[Problem]:
    """Yield what keeps Anki, which has the note types as the lock says, from taking them as they are now."""
    for spec in specs:
        yield from _problems(spec, lock, _said_of(spec, said))


def _said_of(spec: NoteTypeSpec, said: Said) -> Described:
    key = key_of(spec)
    return said.get(key) or Described(path=f"templates/{key}/note.yaml")


def _problems(spec: NoteTypeSpec, lock: Lock, said: Described) -> Iterator[Problem]:
    key = key_of(spec)
    locked = lock.types.get(key)
    others = [name for name, one in lock.types.items() if one.id == spec.id and name != key]
    for name in others:
        message = f"the note type {key} has the id of {name}, which Anki knows already: it would overwrite that"
        yield Problem(said.path, said.line_of("id"), message, "give it an id of its own, as `templates new` does")
    if locked is None:
        return
    if locked.id != spec.id:
        message = f"the id of {key} was {locked.id}: with another Anki makes a second note type, and skips its notes"
        yield Problem(said.path, said.line_of("id"), message, f"write `id: {locked.id}`")
    fields = _named(spec.fields)
    known = fields[: len(locked.fields)] if new_fields(spec, lock) else fields
    yield from _part_problems("field", locked.fields, known, said)
    yield from _part_problems("template", locked.templates, _named(spec.templates), said)


def _part_problems(what: str, old: Sequence[Named], new: Sequence[Named], said: Described) -> Iterator[Problem]:
    known, today = {id_: name for name, id_ in old}, {id_: name for name, id_ in new}
    path, key = said.path, f"{what}s"
    second = "Anki would make a second note type and leave the old notes on the first"
    lost = "what stands in it would be lost" if what == "field" else "its cards would be lost"
    for id_ in known.keys() - today.keys():
        message = f"the {what} `{known[id_]}` is gone: {second}, or, if you merge them, {lost}"
        yield Problem(path, said.line_of(key), message, _BACK)
    for id_ in today.keys() - known.keys():
        message, hint = f"the {what} `{today[id_]}` is new: {second}", _LAST if what == "field" else _BACK
        yield Problem(path, said.line_of(key, today[id_]), message, hint)
    if known.keys() == today.keys() and list(known) != list(today):
        message, order = f"the {what}s stand in another order: {second}", ", ".join(known.values())
        yield Problem(path, said.line_of(key), message, f"their order was {order}")


def missing_types(needed: Collection[str], specs: Sequence[NoteTypeSpec], shown: str) -> Iterator[Problem]:
    """Yield a problem for each note type that notes in Anki are of, and that is there no more."""
    there = {spec.key for spec in specs}
    for key in sorted(set(needed) - there - {""}):
        message = f"the note type {key} is gone, and cards in Anki are of it"
        yield Problem(f"templates/{key}/note.yaml", 0, message, f"take it back; {shown} still has its id")
