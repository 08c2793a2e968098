"""The folders of templates -> the note types of a deck, and the file of each part.

The nearest file counts: the deck's own, then the project's, then the one that is shipped.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from notes2anki.files import read_file, shown_path
from notes2anki.model import FieldSpec, InputError, NoteType, NoteTypeSpec, Problem, TemplateSpec
from notes2anki.notetypes import read_shipped, script, shipped_sides
from notes2anki.notetypes.described import Described, OwnField, OwnTemplate, read_described
from notes2anki.yamltree import attempt, whole

STYLE = "style.css"
USER_STYLE = "user.css"
DESCRIPTION = "note.yaml"

_LARGEST = 256 * 1024  # bytes of a template or a style sheet
_NAME = re.compile(r"[a-z][a-z0-9-]{0,30}")


@dataclass(frozen=True, slots=True)
class Part:
    """A template or style sheet as its author wrote it; `path` is for messages, relative to the deck."""

    path: str
    text: str


@dataclass(frozen=True, slots=True)
class Side:
    """The front or the back of a template."""

    template: str
    is_front: bool
    part: Part


@dataclass(frozen=True, slots=True)
class Draft:
    """A note type before it is checked, with what it was put together from."""

    spec: NoteTypeSpec
    sides: tuple[Side, ...]
    styles: tuple[Part, ...]  # as they follow each other
    described: Described | None = None  # of a type of the user's own: what its note.yaml says


@dataclass(frozen=True, slots=True)
class Shelf:
    """Where a deck's templates are looked for: folders, the nearest first, which need not be there."""

    folders: tuple[Path, ...]
    root: Path  # what messages are relative to
    theme: str = ""  # CSS

    def shown(self, path: Path) -> str:
        """Return how messages call a file."""
        return shown_path(path, self.root)

    def root_of(self, file: Path) -> Path:
        """Return the folder out of which no link may lead a template."""
        return next(folder.parent for folder in self.folders if file.is_relative_to(folder))


def shelf_of(root: Path, theme: str = "") -> Shelf:
    """Return the shelf of the deck in `root`: its own `templates/`, and for decks/NAME the one beside `decks/`."""
    shared = (root.parent.parent / "templates",) if root.parent.name == "decks" else ()
    return Shelf((root / "templates", *shared), root, theme)


def read_drafts(shelf: Shelf) -> tuple[Draft, ...]:
    """Return the shipped types and the user's own, as the files make them. Raises InputError with all that is wrong."""
    return whole(find_drafts(shelf))


def find_drafts(shelf: Shelf) -> Iterator[Draft | Problem]:
    """Yield the note types that can be put together, and what keeps others from that."""
    shipped: dict[NoteType, Draft] = {}
    for note_type in NoteType:
        for found in attempt(lambda kind: _shipped(shelf, kind), note_type):
            yield found
            if isinstance(found, Draft):
                shipped[note_type] = found
    for folder in _own_folders(shelf):
        yield from attempt(lambda own: _own(shelf, own, shipped), folder)


def _shipped(shelf: Shelf, note_type: NoteType) -> Draft:
    """Return a shipped type with the sides that the user has put in the place of ours."""
    spec, folders = shipped_sides(note_type)
    sides = tuple(
        Side(template.name, name == "front", _part(shelf, f"{note_type.value}/{folder}/{name}.html"))
        for template, folder in zip(spec.templates, folders, strict=True)
        for name in ("front", "back")
    )
    return _assembled(spec, sides, _styles(shelf))


def _part(shelf: Shelf, place: str) -> Part:
    for folder in shelf.folders:
        if (folder / place).is_file():
            return read_part(shelf, folder / place)
    return Part(f"notes2anki/notetypes/{place}", read_shipped(place))


def _styles(shelf: Shelf, own: Part | None = None) -> tuple[Part, ...]:
    mine = (folder / USER_STYLE for folder in reversed(shelf.folders))
    theme = (Part("deck.yaml", shelf.theme),) if shelf.theme else ()
    added = (read_part(shelf, file) for file in mine if file.is_file())
    return (_part(shelf, STYLE), *theme, *((own,) if own else ()), *added)


def _assembled(spec: NoteTypeSpec, sides: tuple[Side, ...], styles: tuple[Part, ...]) -> Draft:
    texts = {(side.template, side.is_front): side.part.text for side in sides}
    templates = tuple(
        TemplateSpec(one.name, one.id, script(texts[one.name, True]), script(texts[one.name, False]))
        for one in spec.templates
    )
    css = "\n\n".join(part.text for part in styles)
    return Draft(replace(spec, templates=templates, css=css), sides, styles)


def read_part(shelf: Shelf, file: Path) -> Part:
    """Return a template or a style sheet. Raises InputError where it cannot be read."""
    shown = shelf.shown(file)
    try:
        text = read_file(file, shown, most=_LARGEST, root=shelf.root_of(file)).decode("utf-8-sig")
    except UnicodeDecodeError:
        raise InputError(Problem(shown, 0, "is not UTF-8", "save it as UTF-8 in your editor")) from None
    return Part(shown, text.replace("\r\n", "\n").rstrip())


def field_labels(shelf: Shelf) -> tuple[str, ...]:
    """Return what a line begins with that fills a field of the user's own; of a type that cannot be read, nothing."""
    files = (folder / DESCRIPTION for folder in _own_folders(shelf))
    found = (one for file in files for one in attempt(lambda path: _described(shelf, path), file))
    fields = (field for one in found if isinstance(one, Described) for field in one.fields)
    return tuple(sorted({label for field in fields for label in field.sources}))


# --- note types of the user's own ----------------------------------------------------------------------------------


def _own_folders(shelf: Shelf) -> Iterator[Path]:
    """Yield the folders that describe a note type, each name once."""
    seen: set[str] = {*NoteType}
    for folder in shelf.folders:
        for path in sorted(folder.iterdir()) if folder.is_dir() else ():
            if (path / DESCRIPTION).is_file() and path.name not in seen:
                seen.add(path.name)
                yield path


def _described(shelf: Shelf, file: Path) -> Described:
    return read_described(file, shelf.shown(file), root=shelf.root_of(file))


def refuse_name(name: str, shown: str, mend: str = "") -> None:
    """Raise InputError, with how to mend it, for what the folder of a note type of the user's own cannot be called."""
    if not _NAME.fullmatch(name):
        hint = f"small letters, digits and hyphens, as in `vocabulary`{mend}"
        raise InputError(Problem(shown, 0, f"a note type's folder cannot be called {name}", hint))
    if name in tuple(NoteType):
        raise InputError(Problem(shown, 0, f"{name} is the note type that is shipped", "choose another name"))


def _own(shelf: Shelf, folder: Path, shipped: dict[NoteType, Draft]) -> Draft:
    shown = shelf.shown(folder / DESCRIPTION)
    refuse_name(folder.name, shown, "; rename the folder, or delete it")
    described = _described(shelf, folder / DESCRIPTION)
    base = shipped.get(described.base)
    if base is None:  # it is broken itself, and that is said
        raise InputError
    spec = replace(
        base.spec,
        id=described.id,
        name=described.name,
        mod=0,
        key=folder.name,
        kinds=described.kinds,
        fields=_fields(base.spec.fields, described.fields),
        templates=tuple(TemplateSpec(one.name, one.id, "", "") for one in described.templates or base.spec.templates),
    )
    style = folder / STYLE
    own_style = read_part(shelf, style) if style.is_file() else None
    sides = _own_sides(shelf, folder, described) if described.templates else base.sides
    return replace(_assembled(spec, sides, _styles(shelf, own_style)), described=described)


def _fields(base: Sequence[FieldSpec], own: Sequence[OwnField]) -> tuple[FieldSpec, ...]:
    """Return the fields of the base, spare ones under their new names, then the new ones."""
    spares = {f"Spare{one.spare}": one for one in own if one.spare}
    named = [
        FieldSpec(spares[field.name].name, field.id, spares[field.name].sources) if field.name in spares else field
        for field in base
    ]
    return (*named, *(FieldSpec(one.name, one.id, one.sources) for one in own if not one.spare))


def _own_sides(shelf: Shelf, folder: Path, described: Described) -> tuple[Side, ...]:
    return whole(found for one in described.templates for found in _sides(shelf, folder, one))


def _sides(shelf: Shelf, folder: Path, template: OwnTemplate) -> Iterator[Side | Problem]:
    for name in ("front", "back"):
        file = folder / template.folder / f"{name}.html"
        if file.is_file():
            yield Side(template.name, name == "front", read_part(shelf, file))
        else:
            shown = shelf.shown(folder / DESCRIPTION)
            message = f"the template `{template.name}` has no {name}: there is no {shelf.shown(file)}"
            hint = "write that file, or say in which `folder` it is, inside of that of note.yaml"
            yield Problem(shown, template.line, message, hint)
