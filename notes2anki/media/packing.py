"""The bytes of a picture or recording -> the file that goes into the package: checked, small, and silent about you."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path

from notes2anki.media import shrink, svg
from notes2anki.media.fault import Fault
from notes2anki.media.kinds import HEAD, true_suffix
from notes2anki.media.store import Store, digest
from notes2anki.media.strip import without_metadata
from notes2anki.model import Media

_HASH_LENGTH = 16
_WITHOUT_PILLOW = frozenset({".tif", ".tiff"})
"""What browsers show only as another file."""


@dataclass(frozen=True, slots=True)
class Packing:
    """How files go into the package."""

    most: int  # bytes
    widest: int  # pixels
    store: Store


def pack(content: bytes, suffix: str, source: Path | None, packing: Packing) -> Media | Fault:
    """Return the file under its hashed name, or what speaks against it, as the end of a sentence.

    `suffix` is what its name ends with, `source` where it lies, if it does.
    """
    if not content:
        return Fault("is empty", "save it anew, or take the image out")
    if len(content) > packing.most:
        return too_large(len(content), packing)
    true = true_suffix(content[:HEAD], suffix)
    if true is None:
        return Fault("is nothing that Anki shows", "turn it into PNG, JPEG, WebP, SVG, MP3 or MP4")
    if true == ".svg" and (why := svg.find_fault(content)):
        return Fault(why, "save it as plain SVG, or as PNG")
    if true in _WITHOUT_PILLOW and not shrink.can_shrink():
        return Fault("is a TIFF, which Anki does not show", "`pip install '.[images]'` turns it into PNG")
    try:
        return _shrunk(content, true, packing) or _bare(content, true, source, packing)
    except shrink.PictureError as broken:
        return Fault(str(broken), "save it anew")


def keep(name: str, content: bytes, key: str, store: Store) -> Media:
    """Return a file that was made here, kept in the store if there is one."""
    held = store.write(key, content)
    return Media(name, str(held)) if held else Media(name, "", content)


def too_large(size: int, packing: Packing) -> Fault:
    """Return the fault of a file of so many bytes."""
    most = packing.most / 1024**2
    return Fault(f"is too large ({size / 1024**2:.3g} MB, at most {most:.3g})", "make it smaller, or raise the limit")


def hashed_name(hashed: str, suffix: str) -> str:
    """Return the name in Anki's collection of what has this hash."""
    return f"n2a-{hashed[:_HASH_LENGTH]}{suffix}"


def _shrunk(content: bytes, suffix: str, packing: Packing) -> Media | None:
    """Return the picture that fits a phone, named by what it was made from: Pillow's next release makes other bytes."""
    made_suffix = shrink.new_suffix(suffix)
    if made_suffix is None or not shrink.can_shrink():
        return None
    hashed = digest(content, str(packing.widest), shrink.RECIPE)
    name, key = hashed_name(hashed, made_suffix), f"{hashed}{made_suffix}"
    if held := packing.store.path(key):
        return Media(name, str(held))
    made = shrink.shrink(content, suffix, packing.widest)
    return keep(name, made, key, packing.store) if made is not None else None


def _bare(content: bytes, suffix: str, source: Path | None, packing: Packing) -> Media:
    bare = without_metadata(content, suffix)
    hashed = hashlib.sha256(bare).hexdigest()
    name = hashed_name(hashed, suffix)
    if source and bare == content:
        return Media(name, str(source))
    return keep(name, bare, f"{hashed}{suffix}", packing.store)
