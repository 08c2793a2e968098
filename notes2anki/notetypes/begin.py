"""A name -> the folder of a new note type of the user's own, to begin with: note.yaml, front.html, back.html."""

from __future__ import annotations

import secrets

from notes2anki.model import NoteType
from notes2anki.notetypes import read_shipped, shipped_sides


def new_type(name: str, base: NoteType) -> tuple[tuple[str, str], ...]:
    """Return the files of a note type, by their names, with ids that no other one has."""
    described = _DESCRIPTION.format(
        title=name.replace("-", " ").capitalize(),
        base=base.value,
        id=_type_id(),
        field=_id(),
        template=_id(),
        kinds="[cloze]" if base is NoteType.CLOZE else "[]",
    )
    _, folders = shipped_sides(base)
    texts = {name: read_shipped(f"{base.value}/{folders[0]}/{name}.html") for name in ("front", "back")}
    return (("note.yaml", described), *((f"{name}.html", f"{text}\n") for name, text in texts.items()))


def _type_id() -> int:
    return 1_400_000_000_000 + secrets.randbelow(300_000_000_000)  # as one of Anki, which are times


def _id() -> int:
    return secrets.randbelow(10**17) + 10**17


_DESCRIPTION = """\
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
