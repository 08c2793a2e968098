"""A deck -> index.html with all of its cards in it: nothing else is needed to see them, neither server nor network."""

from __future__ import annotations

import json
import re
from pathlib import Path

from notes2anki.files import all_of, replace_file
from notes2anki.model import Skip
from notes2anki.preview.frame import MATHJAX, as_address, asset, hashes, packed_frame, script_hash
from notes2anki.preview.snapshot import Snapshot, overview, show, source
from notes2anki.yamltree import Json

NAME = "index.html"

_MATH = re.compile(r"\\[(\[]")
_TAG = re.compile(r'<link rel="stylesheet"[^>]*>|<script[^>]*></script>')


def export(snapshot: Snapshot, folder: Path) -> int:
    """Write the page of a deck into a folder and return its size in bytes. Raises OSError, and InputError at links."""
    page = _page(snapshot).encode("utf-8", "replace")
    folder.mkdir(parents=True, exist_ok=True)
    replace_file(folder / NAME, all_of(page), root=folder.absolute())
    return len(page)


def _page(snapshot: Snapshot) -> str:
    cards = {card.key: show(card, snapshot, has_trace=False) for card in snapshot.loaded.cards}
    shown_files = {file.name: file for shown in cards.values() for file in shown.files}
    packed: Json = {
        "deck": overview(snapshot),
        "cards": {key: shown.card for key, shown in cards.items()},
        "files": {name: as_address(file) for name, file in shown_files.items()},
        "lines": _lines(snapshot),
        "frame": packed_frame(snapshot.note_types),
    }
    words, script = _as_script(packed), asset("app.js")
    # The page in which cards are shown may run nothing that this one may not.
    policy = (
        f"default-src 'none'; script-src {script_hash(script)} {' '.join(hashes(snapshot.note_types))}; "
        "style-src 'unsafe-inline'; img-src data:; media-src data:; font-src data:; base-uri 'none'; form-action 'none'"
    )
    head = f'<meta http-equiv="Content-Security-Policy" content="{policy}">'
    tail = f'<script type="application/json" id="packed">{words}</script>'
    if any(_MATH.search(str(shown.card["faces"])) for shown in cards.values()):
        tail += f'<script type="text/plain" id="mathjax">{asset(MATHJAX)}</script>'
    tail += f"<script>{script}</script>"
    page = _TAG.sub("", asset("index.html"))
    page = page.replace('<meta charset="utf-8">', f'<meta charset="utf-8">\n{head}', 1)
    style = f"<style>{asset('style.css')}</style>"
    return page.replace("</head>", f"{style}</head>", 1).replace("</body>", f"{tail}</body>", 1)


def _lines(snapshot: Snapshot) -> Json:
    return {f"{skip.path}:{skip.first}": _line(skip, snapshot) for skip in snapshot.loaded.skips}


def _line(skip: Skip, snapshot: Snapshot) -> Json:
    return source(skip.path, skip.first, skip.last, snapshot.settings)


def _as_script(packed: Json) -> str:
    """Return JSON that cannot end the element it stands in."""
    return json.dumps(packed, ensure_ascii=False).replace("<", "\\u003c")
