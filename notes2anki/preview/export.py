"""A deck -> index.html with all of its cards in it: nothing else is needed to see them, neither server nor network."""

from __future__ import annotations

import base64
import hashlib
import json
import mimetypes
import re
from importlib.resources import files
from pathlib import Path

from notes2anki.atomic import all_of, replace_file
from notes2anki.model import Card, Media, Skip
from notes2anki.preview.snapshot import Snapshot, overview, show, source
from notes2anki.yamltree import Json

NAME = "index.html"

_MATH = re.compile(r"\\[(\[]")
_TAG = re.compile(r'<link rel="stylesheet"[^>]*>|<script[^>]*></script>')


def export(snapshot: Snapshot, folder: Path) -> int:
    """Write the page of a deck into a folder and return its size in bytes. Raises OSError."""
    page = _page(snapshot).encode("utf-8", "replace")
    folder.mkdir(parents=True, exist_ok=True)
    replace_file(folder / NAME, all_of(page))
    return len(page)


def _page(snapshot: Snapshot) -> str:
    packed = _as_script({"deck": overview(snapshot), "cards": _cards(snapshot), "lines": _lines(snapshot)})
    scripts = [_asset("app.js")]
    if _MATH.search(packed):
        scripts.append(_asset("mathjax-3.2.2-tex-svg-full.js"))
    policy = (
        f"default-src 'none'; script-src {' '.join(map(_hash, scripts))}; style-src 'unsafe-inline'; "
        "img-src data:; media-src data:; font-src data:; base-uri 'none'; form-action 'none'"
    )
    head = f'<meta http-equiv="Content-Security-Policy" content="{policy}">'
    style = f"<style>{_asset('style.css')}</style>"
    tail = f'<script type="application/json" id="packed">{packed}</script>'
    tail += "".join(f"<script>{script}</script>" for script in scripts)
    page = _TAG.sub("", _asset("index.html"))
    page = page.replace('<meta charset="utf-8">', f'<meta charset="utf-8">\n{head}', 1)
    return page.replace("</head>", f"{style}</head>", 1).replace("</body>", f"{tail}</body>", 1)


def _cards(snapshot: Snapshot) -> Json:
    return {card.key: _packed(snapshot, card) for card in snapshot.loaded.cards}


def _packed(snapshot: Snapshot, card: Card) -> Json:
    shown = show(card, snapshot, has_trace=False)
    return _with_files(shown.card, {file.name: file for file in shown.files})


def _with_files(shown: Json, media: dict[str, Media]) -> Json:
    """Put the files into the card itself."""
    words = json.dumps(shown, ensure_ascii=False)
    for name in media:
        quoted = json.dumps(f'src="{name}"', ensure_ascii=False)[1:-1]
        if quoted in words:
            words = words.replace(quoted, json.dumps(f'src="{_data(media[name])}"')[1:-1])
    found: Json = json.loads(words)
    return found


def _data(file: Media) -> str:
    try:
        content = file.content or Path(file.source).read_bytes()
    except OSError:  # gone meanwhile: an empty picture
        content = b""
    kind = mimetypes.guess_type(file.name)[0] or "application/octet-stream"
    return f"data:{kind};base64,{base64.b64encode(content).decode()}"


def _lines(snapshot: Snapshot) -> Json:
    return {f"{skip.path}:{skip.first}": _line(skip, snapshot) for skip in snapshot.loaded.skips}


def _line(skip: Skip, snapshot: Snapshot) -> Json:
    return source(skip.path, skip.first, skip.last, snapshot.settings)


def _as_script(packed: Json) -> str:
    """Return JSON that cannot end the element it stands in."""
    return json.dumps(packed, ensure_ascii=False).replace("<", "\\u003c")


def _asset(name: str) -> str:
    return files(__package__).joinpath("static", name).read_text(encoding="utf-8")


def _hash(script: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()}'"
