"""note.yaml -> what a note type of the user's own is: its ids, its fields and templates, and which cards it carries.

And a name -> the folder of such a type, to begin with.
"""

from __future__ import annotations

import re
import secrets
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

import yaml

from notes2anki.model import InputError, Kind, NoteType, Problem
from notes2anki.notetypes import read_shipped, shipped_sides
from notes2anki.yamltree import (
    Entry,
    attempt,
    found_in,
    line_of,
    one_or_all,
    pairs,
    read_all,
    read_mapping,
    read_string,
    read_strings,
    read_tree,
    whole,
    word_of,
    wrong,
)

SPARES = 1
"""Fields of a shipped note type, `Spare1` and on, that have no use yet."""

_LARGEST = 64 * 1024  # bytes
_ID = re.compile(r"[1-9][0-9]{0,17}")  # of 63 bits
_FIELD_NAME = re.compile(r'[^#^/:{}"\s](?:[^:{}"]*[^:{}"\s])?')
_NEW = "`notes2anki templates new` writes ids"


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


Change = Callable[[Described], Described]


def read_described(file: Path, shown: str, *, root: Path | None = None) -> Described:
    """Return what a note.yaml says. Raises InputError with all that is wrong with it."""
    tree = read_tree(file, shown, largest=_LARGEST, root=root)
    if not isinstance(tree, yaml.MappingNode):
        raise InputError(Problem(shown, 1, "is not a mapping", f"its keys are {', '.join(_READERS)}"))
    lines = {word_of(name): line_of(name) for name, _ in tree.value}
    described = Described(path=shown, lines=lines)
    for change in whole(_changes(tree, shown)):
        described = change(described)
    missing = [key for key, value in (("name", described.name), ("id", described.id)) if not value]
    if missing:
        raise InputError(*(Problem(shown, 1, f"has no `{key}`", _NEW) for key in missing))
    return described


def _changes(tree: yaml.Node, shown: str) -> Iterator[Change | Problem]:
    for entry in pairs(tree, "", shown):
        if isinstance(entry, Problem):
            yield entry
        elif entry.word in _READERS:
            yield from attempt(_READERS[entry.word], entry)
        else:
            yield _unknown(entry, tuple(_READERS))


def _unknown(entry: Entry, legal: Sequence[str]) -> Problem:
    return Problem(entry.path, entry.line, f"unknown key `{entry.key}`", f"the keys here are {', '.join(legal)}")


def _read_name(entry: Entry) -> Change:
    name = read_string(entry, entry.value)
    return lambda described: replace(described, name=name)


def _read_extends(entry: Entry) -> Change:
    base = NoteType(_one_of(entry, entry.value, tuple(NoteType)))
    return lambda described: replace(described, base=base)


def _read_type_id(entry: Entry) -> Change:
    id_ = _id(entry)
    return lambda described: replace(described, id=id_)


def _read_kinds(entry: Entry) -> Change:
    kinds = read_all(lambda node: Kind(_one_of(entry, node, tuple(Kind))), one_or_all(entry))
    return lambda described: replace(described, kinds=kinds)


def _read_fields(entry: Entry) -> Change:
    fields = read_all(lambda node: _field(entry, node), _rows(entry))
    return lambda described: replace(described, fields=fields)


def _read_templates(entry: Entry) -> Change:
    templates = read_all(lambda node: _template(entry, node), _rows(entry))
    return lambda described: replace(described, templates=templates)


_READERS: Mapping[str, Callable[[Entry], Change]] = {
    "name": _read_name,
    "extends": _read_extends,
    "id": _read_type_id,
    "kinds": _read_kinds,
    "fields": _read_fields,
    "templates": _read_templates,
}


# --- fields and templates ------------------------------------------------------------------------------------------


def _rows(entry: Entry) -> Sequence[yaml.Node]:
    if not isinstance(entry.value, yaml.SequenceNode):
        raise InputError(wrong(entry, entry.value, "a list"))
    rows: Sequence[yaml.Node] = entry.value.value
    return rows


def _cells(entry: Entry, node: yaml.Node, legal: Sequence[str]) -> dict[str, Entry]:
    found = read_mapping(replace(entry, value=node), f"a mapping with {', '.join(legal)}")
    unknown = [_unknown(cell, legal) for cell in found if cell.word not in legal]
    if unknown:
        raise InputError(*unknown)
    return {cell.word: cell for cell in found}


def _field(entry: Entry, node: yaml.Node) -> OwnField:
    cells = _cells(entry, node, ("name", "id", "spare", "from"))
    name = _name(entry, node, cells)
    if not _FIELD_NAME.fullmatch(name):
        hint = 'it may not begin with #, ^ or /, nor hold : { } or "'
        raise InputError(cells["name"].problem(f"Anki cannot call a field `{name}`", hint))
    if ("id" in cells) is ("spare" in cells):
        hint = "a field of its own has an `id`; `spare: 1` gives the one without a use a name"
        raise InputError(entry.problem(f"`{name}` needs either an `id` or a `spare`", hint, at=node))
    return OwnField(
        name,
        line=cells["name"].line,
        id=_id(cells["id"]) if "id" in cells else 0,
        spare=_spare(cells["spare"]) if "spare" in cells else 0,
        sources=_sources(cells["from"]) if "from" in cells else (),
    )


def _template(entry: Entry, node: yaml.Node) -> OwnTemplate:
    cells = _cells(entry, node, ("name", "id", "folder"))
    name = _name(entry, node, cells)
    if "id" not in cells:
        raise InputError(entry.problem(f"the template `{name}` has no `id`", _NEW, at=node))
    folder = read_string(cells["folder"], cells["folder"].value) if "folder" in cells else "."
    if Path(folder).is_absolute() or ".." in Path(folder).parts:
        raise InputError(cells["folder"].problem(f"`{folder}` is not inside of the note type's folder"))
    return OwnTemplate(name, cells["name"].line, _id(cells["id"]), folder)


def _name(entry: Entry, node: yaml.Node, cells: Mapping[str, Entry]) -> str:
    if "name" not in cells:
        raise InputError(entry.problem("has no `name`", at=node))
    return read_string(cells["name"], cells["name"].value)


def _sources(entry: Entry) -> tuple[str, ...]:
    if isinstance(entry.value, yaml.SequenceNode):
        return read_strings(entry, entry.value.value)
    return (read_string(entry, entry.value),)


def _spare(entry: Entry) -> int:
    return int(_one_of(entry, entry.value, tuple(str(number) for number in range(1, SPARES + 1))))


def _id(entry: Entry) -> int:
    if not _ID.fullmatch(word_of(entry.value)):
        raise InputError(entry.problem(f"{word_of(entry.value)} is no id", f"{_NEW}: whole numbers of up to 18 digits"))
    return int(word_of(entry.value))


def _one_of(entry: Entry, node: yaml.Node, legal: Sequence[str]) -> str:
    word = word_of(node)
    if word not in legal:
        found = f"`{word}`" if found_in(node) == "a string" else found_in(node)
        raise InputError(entry.problem(f"expected one of {', '.join(legal)}, found {found}", at=node))
    return word


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
