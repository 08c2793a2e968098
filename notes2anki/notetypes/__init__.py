"""NoteType -> NoteTypeSpec: the note types that are shipped, read from the files beside this one."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from importlib.resources import files

import yaml

from notes2anki.model import FieldSpec, NoteType, NoteTypeSpec, TemplateSpec

__all__ = ["FieldSpec", "NoteTypeSpec", "TemplateSpec", "load", "read_shipped", "script", "shipped_sides"]


@cache
def load(note_type: NoteType) -> NoteTypeSpec:
    """Return the note type as it is shipped."""
    spec, folders = shipped_sides(note_type)
    places = (f"{note_type.value}/{folder}" for folder in folders)
    templates = tuple(
        replace(one, front=script(read_shipped(f"{place}/front.html")), back=script(read_shipped(f"{place}/back.html")))
        for one, place in zip(spec.templates, places, strict=True)
    )
    return replace(spec, templates=templates, css=read_shipped("style.css"))


@cache
def shipped_sides(note_type: NoteType) -> tuple[NoteTypeSpec, tuple[str, ...]]:
    """Return a shipped note type without its templates' text and its CSS, and the folder of each template."""
    described = yaml.safe_load(read_shipped(f"{note_type.value}/note.yaml"))
    spec = NoteTypeSpec(
        id=described["id"],
        name=described["name"],
        mod=described["mod"],
        fields=tuple(FieldSpec(row["name"], row["id"]) for row in described["fields"]),
        templates=tuple(TemplateSpec(row["name"], row["id"], "", "") for row in described["templates"]),
        css="",
        base=note_type,
    )
    return spec, tuple(row["folder"] for row in described["templates"])


@cache
def read_shipped(place: str) -> str:
    """Return the text of a file beside this one."""
    # an installed copy may have been checked out with CRLF, which must not look like another template
    return (files(__name__) / place).read_text(encoding="utf-8").replace("\r\n", "\n").strip()


def script(html: str) -> str:
    """Return a template with the script that every side has at its end."""
    return f"{html}\n<script>\n{read_shipped('script.js')}\n</script>"
