"""Note types -> the page in which a card is shown, and what the browser may run there.

The page has no origin and no network. It runs its own script, MathJax, and the scripts that stand in the deck's own
templates, all known by their hashes: a script or a handler that came with a note's words does not run. A script into
which a template puts a field does not run either, since it is another one with every note.
"""

from __future__ import annotations

import base64
import hashlib
import mimetypes
import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from importlib.resources import files
from pathlib import Path

from notes2anki.files import LARGEST_MEDIA, read_file
from notes2anki.model import InputError, Media, NoteTypeSpec, TemplateSpec

MATHJAX = "mathjax-3.2.2-tex-svg-full.js"

_SCRIPT = re.compile(r"<script\b[^>]*>(?P<words>.*?)</script\s*>", re.DOTALL | re.IGNORECASE)
_SOURCE = re.compile(r"<script\b[^>]*\ssrc\s*=", re.IGNORECASE)
_HANDLER = re.compile(r"<[a-z][^<>]*?\s(?P<name>on[a-z]+)\s*=", re.IGNORECASE)
_OURS = '<script src="frame.js"></script>'
_HEAD = '<meta charset="utf-8">'
_ADDRESS = re.compile(r"""url\(\s*(?P<quote>["']?)(?P<name>_[^"'()]+)(?P=quote)\s*\)""", re.IGNORECASE)


def asset(name: str) -> str:
    """Return one of the page's own files."""
    return files(__package__).joinpath("static", name).read_text(encoding="utf-8")


@cache
def frame_page() -> str:
    """Return the page in which cards are shown, its script in it."""
    return asset("frame.html").replace(_OURS, f"<script>{asset('frame.js')}</script>")


def packed_frame(specs: Iterable[NoteTypeSpec]) -> str:
    """Return the same page, for where no header can say what it may do."""
    meta = f'<meta http-equiv="Content-Security-Policy" content="{frame_policy(specs)}">'
    return frame_page().replace(_HEAD, f"{_HEAD}\n{meta}", 1)


def frame_policy(specs: Iterable[NoteTypeSpec]) -> str:
    """Return what the browser may run and load in that page, for cards of these note types."""
    return (
        f"default-src 'none'; script-src {' '.join(hashes(specs))}; style-src 'unsafe-inline'; "
        "img-src data:; media-src data:; font-src data:; base-uri 'none'; form-action 'none'"
    )


def hashes(specs: Iterable[NoteTypeSpec]) -> tuple[str, ...]:
    """Return the hashes of all scripts that may run there, as a policy names them."""
    return tuple(dict.fromkeys((*_own_hashes(), *map(script_hash, _scripts(specs)))))


@cache
def _own_hashes() -> tuple[str, ...]:
    return script_hash(asset("frame.js")), script_hash(asset(MATHJAX))


def _scripts(specs: Iterable[NoteTypeSpec]) -> Iterator[str]:
    """Yield the scripts of templates, as a browser reads them."""
    sides = (side for spec in specs for template in spec.templates for side in (template.front, template.back))
    yield from (found["words"].replace("\r\n", "\n") for side in sides for found in _SCRIPT.finditer(side))


def unrun(spec: NoteTypeSpec) -> tuple[str, ...]:
    """Return what stands in the templates of a note type and runs in Anki, but not in that page, each once."""
    return tuple(dict.fromkeys(words for template in spec.templates for words in _unrun(template)))


def _unrun(template: TemplateSpec) -> Iterator[str]:
    for side in (template.front, template.back):
        if _SOURCE.search(side):
            yield "a script from a file (`<script src=…>`)"
        if any("{{" in found["words"] for found in _SCRIPT.finditer(side)):
            yield "a script with a field in it"
        yield from (f"`{found['name'].lower()}=…`" for found in _HANDLER.finditer(_SCRIPT.sub("", side)))


def script_hash(script: str) -> str:
    """Return how a policy names a script."""
    return f"'sha256-{base64.b64encode(hashlib.sha256(script.encode('utf-8', 'replace')).digest()).decode()}'"


# --- files on a card -----------------------------------------------------------------------------------------------


def as_address(file: Media) -> str:
    """Return a file as an address that holds it; one that is gone meanwhile is empty."""
    try:
        content = file.content or read_file(Path(file.source), file.source, most=LARGEST_MEDIA)
    except (InputError, OSError):
        content = b""
    kind = mimetypes.guess_type(file.name)[0] or "application/octet-stream"
    return f"data:{kind};base64,{base64.b64encode(content).decode()}"


def with_files(css: str, media: Mapping[str, Media]) -> str:
    """Return a style with the files in it that it names, such as fonts."""
    return _ADDRESS.sub(lambda found: _held(found, media), css)


def _held(found: re.Match[str], media: Mapping[str, Media]) -> str:
    file = media.get(found["name"])
    return f'url("{as_address(file)}")' if file else found[0]
