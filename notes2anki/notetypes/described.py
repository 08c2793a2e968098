"""note.yaml -> what a note type of the user's own is: its ids, its fields and templates, and which cards it carries.

And a name -> the folder of such a type, to begin with.
"""

from __future__ import annotations

import re
import secrets
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Annotated

import msgspec
import yaml
from msgspec import Meta

from notes2anki.model import InputError, Kind, NoteType, Problem
from notes2anki.notetypes import read_shipped, shipped_sides
from notes2anki.typed import Keys, Words, read_as
from notes2anki.yamltree import Entry, line_of, one_or_all, read_mapping, read_tree, word_of

SPARES = 1
"""Fields of a shipped note type, `Spare1` and on, that have no use yet."""

_LARGEST = 64 * 1024  # bytes
_FIELD_NAME = re.compile(r'[^#^/:{}"\s](?:[^:{}"]*[^:{}"\s])?')
_NEW = "`notes2anki templates new` writes ids"

Id = Annotated[int, Meta(title="id", ge=1, lt=10**18)]  # of 63 bits


class FieldKeys(Keys, frozen=True, kw_only=True):
    """A field of the user's own."""

    name: Words
    id: Id = 0
    spare: Annotated[int, Meta(ge=1, le=SPARES)] = 0
    sources: tuple[Words, ...] = msgspec.field(name="from", default=())


class TemplateKeys(Keys, frozen=True, kw_only=True):
    """A template of the user's own."""

    name: Words
    id: Id
    folder: Words = "."


class TypeKeys(Keys, frozen=True, kw_only=True):
    """A note type of the user's own."""

    name: Words
    id: Id
    extends: NoteType = NoteType.BASIC
    kinds: tuple[Kind, ...] = ()
    fields: tuple[FieldKeys, ...] = ()
    templates: tuple[TemplateKeys, ...] = ()


@dataclass(frozen=True, slots=True)
class OwnField:
    """A field of the user's own: a new one, or a name for a spare one."""

    name: str
    line: int
    id: int = 0
    spare: int = 0
    sources: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class OwnTemplate:
    """A template of the user's own; `folder` holds its sides, inside that of the type."""

    name: str
    line: int
    id: int = 0
    folder: str = "."


@dataclass(frozen=True, slots=True)
class Described:
    """What a note.yaml says."""

    name: str = ""
    id: int = 0
    base: NoteType = NoteType.BASIC
    kinds: tuple[Kind, ...] = ()
    fields: tuple[OwnField, ...] = ()
    templates: tuple[OwnTemplate, ...] = ()  # none: those of the base
    path: str = ""  # of the file, for messages
    lines: Mapping[str, int] = field(default_factory=dict)  # of its keys

    def line_of(self, key: str, name: str = "") -> int:
        """Return the line of a key, or where it is known that of the field or template with a name; 0: of neither."""
        parts: Sequence[OwnField | OwnTemplate] = self.fields if key == "fields" else self.templates
        named = [part.line for part in parts if part.name == name]
        return named[-1] if named else self.lines.get(key, 0)


def read_described(file: Path, shown: str, *, root: Path | None = None) -> Described:
    """Return what a note.yaml says. Raises InputError with all that is wrong with it."""
    tree = read_tree(file, shown, largest=_LARGEST, root=root)
    if not isinstance(tree, yaml.MappingNode):
        keys = ", ".join(field.name for field in msgspec.structs.fields(TypeKeys))
        raise InputError(Problem(shown, 1, "is not a mapping", f"its keys are {keys}"))
    top = Entry(shown, "", tree, tree)
    said = read_as(TypeKeys, top)
    cells = {one.word: one for one in read_mapping(top, "keys with values")}
    fields, templates = _rows(cells.get("fields")), _rows(cells.get("templates"))
    if faults := [
        *(fault for pair in zip(said.fields, fields, strict=True) for fault in _field_faults(*pair)),
        *(fault for pair in zip(said.templates, templates, strict=True) for fault in _folder_faults(*pair)),
    ]:
        raise InputError(*faults)
    return Described(
        name=said.name,
        id=said.id,
        base=said.extends,
        kinds=said.kinds,
        fields=tuple(
            OwnField(one.name, _name_line(row), one.id, one.spare, one.sources)
            for one, row in zip(said.fields, fields, strict=True)
        ),
        templates=tuple(
            OwnTemplate(one.name, _name_line(row), one.id, one.folder)
            for one, row in zip(said.templates, templates, strict=True)
        ),
        path=shown,
        lines={word_of(name): line_of(name) for name, _ in tree.value},
    )


def _rows(entry: Entry | None) -> tuple[Entry, ...]:
    return tuple(replace(entry, value=node) for node in one_or_all(entry)) if entry else ()


def _cells(row: Entry) -> dict[str, Entry]:
    return {one.word: one for one in read_mapping(row, "keys with values")}


def _name_line(row: Entry) -> int:
    return _cells(row)["name"].line


def _field_faults(said: FieldKeys, row: Entry) -> Iterator[Problem]:
    if not _FIELD_NAME.fullmatch(said.name):
        hint = 'it may not begin with #, ^ or /, nor hold : { } or "'
        yield _cells(row)["name"].problem(f"Anki cannot call a field `{said.name}`", hint)
    if bool(said.id) is bool(said.spare):
        hint = f"a field of its own has an `id`: {_NEW}; `spare: 1` gives the one without a use a name"
        yield row.problem(f"`{said.name}` needs either an `id` or a `spare`", hint)


def _folder_faults(said: TemplateKeys, row: Entry) -> Iterator[Problem]:
    if Path(said.folder).is_absolute() or ".." in Path(said.folder).parts:
        yield _cells(row)["folder"].problem(f"`{said.folder}` is not inside of the note type's folder")


# --- a note type to begin with -------------------------------------------------------------------------------------


def new_type(name: str, base: NoteType) -> tuple[tuple[str, str], ...]:
    """Return the files of a note type, by their names, with ids that no other one has."""
    described = _BEGINNING.format(
        title=name.replace("-", " ").capitalize(),
        base=base.value,
        id=_new_type_id(),
        field=_new_id(),
        template=_new_id(),
        kinds="[cloze]" if base is NoteType.CLOZE else "[]",
    )
    _, folders = shipped_sides(base)
    texts = {name: read_shipped(f"{base.value}/{folders[0]}/{name}.html") for name in ("front", "back")}
    return (("note.yaml", described), *((f"{name}.html", f"{text}\n") for name, text in texts.items()))


def _new_type_id() -> int:
    return 1_400_000_000_000 + secrets.randbelow(300_000_000_000)  # as one of Anki, which are times


def _new_id() -> int:
    return secrets.randbelow(10**17) + 10**17


_BEGINNING = """\
# A note type of your own. Its ids are how Anki knows it again: never change them.
name: {title}
extends: {base} # its fields come first, and what front.html and back.html do not say otherwise
id: {id}
# The cards that it carries, of qa, term, contrast, cause, list and cloze; those in Anki already stay as they are.
kinds: {kinds}
fields: # beside those of {base}; write later ones last, or give the spare one a name: `- {{name: …, spare: 1}}`
  # filled by `Course: …` in a card, or by `course` in the report's front matter:
  - {{name: Course, id: {field}, from: [course]}}
templates:
  - {{name: Card, id: {template}}} # front.html and back.html, here beside this file
"""
