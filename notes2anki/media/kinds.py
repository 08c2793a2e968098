"""The first bytes of a file -> what it is. A name can lie, and does: browsers save JPEG as `.png`."""

from __future__ import annotations

import re

PICTURES = frozenset(
    {".png", ".apng", ".jpg", ".jpeg", ".gif", ".webp", ".svg", ".avif", ".bmp", ".ico", ".tif", ".tiff"}
)
RECORDINGS = frozenset(
    {".mp3", ".ogg", ".oga", ".opus", ".wav", ".m4a", ".flac", ".mp4", ".m4v", ".webm", ".mov", ".mkv", ".ogv"}
)

HEAD = 4096
"""Bytes that are enough to tell."""

_SIGNS = tuple(
    (re.compile(pattern, re.DOTALL), tuple(suffixes.split()))
    for pattern, suffixes in (
        (rb"\x89PNG\r\n\x1a\n", ".png .apng"),
        (rb"\xff\xd8\xff", ".jpg .jpeg"),
        (rb"GIF8[79]a", ".gif"),
        (rb"RIFF.{4}WEBP", ".webp"),
        (rb"RIFF.{4}WAVE", ".wav"),
        (rb".{4}ftyp(?:avif|avis)", ".avif"),
        (rb".{4}ftyp(?:hei|hev|mif1|msf1)", ""),  # HEIC: only Apple shows it
        (rb".{4}(?:ftyp|moov|mdat|wide)", ".mp4 .m4a .m4v .mov"),
        (rb"BM.{4}\x00{4}", ".bmp"),
        (rb"\x00\x00\x01\x00", ".ico"),
        (rb"II\*\x00|MM\x00\*", ".tiff .tif"),
        (rb"ID3|\xff[\xe2\xe3\xf2\xf3\xfa\xfb]", ".mp3"),
        (rb"OggS", ".ogg .oga .opus .ogv"),
        (rb"fLaC", ".flac"),
        (rb"\x1aE\xdf\xa3", ".webm .mkv"),
        (rb"(?:\xef\xbb\xbf)?\s*<(?:\?xml|!--|!DOCTYPE svg|svg[\s>:]).*", ".svg"),
    )
)
"""How a file begins, and the endings that it may have; the first is given to a file with another one."""


def true_suffix(head: bytes, suffix: str) -> str | None:
    """Return the ending that fits a file's first bytes, its own one if that does; None for what Anki cannot show."""
    for sign, suffixes in _SIGNS:
        if sign.match(head):
            if not suffixes or (suffixes == (".svg",) and b"<svg" not in head):
                return None
            return suffix if suffix in suffixes else suffixes[0]
    return None
