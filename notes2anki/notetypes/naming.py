"""The names and ids in a note.yaml -> those that Anki could not tell apart, each with its line."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from notes2anki.model import FieldSpec, Kind, NoteType, NoteTypeSpec, Problem, TemplateSpec
from notes2anki.notetypes.described import Described, OwnField, OwnTemplate

SPECIAL = ("Tags", "Type", "Deck", "Subdeck", "Card", "CardFlag", "CardID")
"""What Anki puts in, beside the fields of the note."""

FRONT = "FrontSide"

Parts = Sequence[FieldSpec] | Sequence[TemplateSpec]


def name_faults(spec: NoteTypeSpec, said: Described) -> Iterator[Problem]:
    """Yield what is wrong with the names and ids in a note type of the user's own, and with its kinds."""
    yield from _doubles("field", spec.fields, said.fields, said.path)
    yield from _doubles("template", spec.templates, said.templates, said.path)
    for field in said.fields:
        if field.name in (*SPECIAL, FRONT):
            message = f"a field cannot be called `{field.name}`: Anki has one of its own"
            yield Problem(said.path, field.line, message, "choose another name")
    spares = Counter(field.spare for field in said.fields if field.spare)
    for field in said.fields:
        if spares[field.spare] > 1:
            message = f"`{field.name}` is not the only name of the spare field {field.spare}"
            yield Problem(said.path, field.line, message, "give a field more an `id` of its own, and write it last")
    for kind in said.kinds:
        if (kind is Kind.CLOZE) is not (said.base is NoteType.CLOZE):
            base = NoteType.CLOZE if kind is Kind.CLOZE else NoteType.BASIC
            message = f"a note type that extends {said.base.value} carries no card of the kind {kind.value}"
            yield Problem(said.path, said.line_of("kinds"), message, f"one that `extends: {base.value}` does")


def clashes(types: Iterable[tuple[NoteTypeSpec, Described | None]]) -> Iterator[Problem]:
    """Yield each own note type that has the id or the name of one before it."""
    ids: dict[int, str] = {}
    names: dict[str, str] = {}
    for spec, said in types:
        key = spec.key or spec.base.value
        first_of_id, first_of_name = ids.setdefault(spec.id, key), names.setdefault(spec.name.casefold(), key)
        if said and first_of_id != key:
            message = f"the id {spec.id} is that of the note type {first_of_id}: Anki would take both for one"
            yield Problem(said.path, said.line_of("id"), message, "`notes2anki templates new` writes ids")
        if said and first_of_name != key:
            message = f"the note type {first_of_name} is called `{spec.name}`, too: Anki would rename one of them"
            yield Problem(said.path, said.line_of("name"), message, "choose another name")


def _doubles(what: str, parts: Parts, own: Sequence[OwnField | OwnTemplate], path: str) -> Iterator[Problem]:
    """Yield each name and each id that two parts have, at the line of the last of them. To Anki, `a` is `A`."""
    names = Counter(part.name.casefold() for part in parts)
    ids = Counter(part.id for part in parts)
    last_of_name = {part.name.casefold(): part for part in own}
    last_of_id = {part.id: part for part in own}
    for name, part in last_of_name.items():
        if names[name] > 1:
            yield Problem(path, part.line, f"two {what}s are called {part.name}", "Anki would rename one of them")
    for id_, part in last_of_id.items():
        if ids[id_] > 1:
            yield Problem(path, part.line, f"two {what}s have the id {id_}", "Anki would change one: choose another")
