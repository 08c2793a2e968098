"""A picture without what it tells of its author: place, camera, editor, comments. Pixels are not touched.

Knows JPEG, PNG and WebP; everything else is returned as it is.
"""

from __future__ import annotations

import struct
from collections.abc import Callable, Iterator, Mapping
from types import MappingProxyType

_TOLD_BY_PNG = frozenset({b"eXIf", b"tEXt", b"zTXt", b"iTXt", b"tIME"})
_TOLD_BY_WEBP = frozenset({b"EXIF", b"XMP "})
_WEBP_FLAGS = 0b0000_1100  # in VP8X: there is EXIF, there is XMP

_ORIENTATION = 0x0112
_SCAN = 0xDA
_APPLICATION = range(0xE1, 0xF0)  # APP0 is JFIF's own
_NEEDED = (b"ICC_PROFILE\0", b"Adobe")  # colours


def without_metadata(content: bytes, suffix: str) -> bytes:
    """Return the picture without metadata; the same bytes where there are none, or the file is broken."""
    strip = _STRIPPERS.get(suffix)
    if strip is None:
        return content
    try:
        return strip(content)
    except (struct.error, IndexError):
        return content


# --- JPEG ----------------------------------------------------------------------------------------------------------


def _strip_jpeg(content: bytes) -> bytes:
    """Drop all application segments but those that colours need, and comments; how to turn the picture is kept."""
    pieces = [content[:2]]
    orientation = 1
    place = 2
    while content[place + 1] != _SCAN:
        marker, length = struct.unpack_from(">xBH", content, place)
        end = place + 2 + length
        body = content[place + 4 : end]
        if content[place] != 0xFF or end > len(content):
            return content
        if body.startswith(b"Exif\0\0"):
            orientation = _orientation(body[6:])
        elif not _tells(marker, body):
            pieces.append(content[place:end])
        place = end
    turned = _turned(orientation) if orientation != 1 else b""
    return b"".join((pieces[0], turned, *pieces[1:], content[place:]))


def _tells(marker: int, body: bytes) -> bool:
    return marker == 0xFE or (marker in _APPLICATION and not body.startswith(_NEEDED))


def _orientation(tiff: bytes) -> int:
    order = "<" if tiff[:2] == b"II" else ">"
    (first,) = struct.unpack_from(f"{order}I", tiff, 4)
    (count,) = struct.unpack_from(f"{order}H", tiff, first)
    for number in range(count):
        tag, _, _, value = struct.unpack_from(f"{order}HHIH", tiff, first + 2 + 12 * number)
        if tag == _ORIENTATION:
            return value if 1 <= value <= 8 else 1
    return 1


def _turned(orientation: int) -> bytes:
    """Return an EXIF segment that says how to turn the picture, and nothing else."""
    tiff = struct.pack(">2sHIHHHIHHI", b"MM", 42, 8, 1, _ORIENTATION, 3, 1, orientation, 0, 0)
    return struct.pack(">BBH", 0xFF, 0xE1, 2 + 6 + len(tiff)) + b"Exif\0\0" + tiff


# --- PNG and WebP --------------------------------------------------------------------------------------------------


def _strip_png(content: bytes) -> bytes:
    place = 8
    kept = [content[:place]]
    while place < len(content):
        length, name = struct.unpack_from(">I4s", content, place)
        end = place + 12 + length
        if name not in _TOLD_BY_PNG:
            kept.append(content[place:end])
        place = end
        if name == b"IEND":  # what follows is not the picture's
            break
    return b"".join(kept)


def _strip_webp(content: bytes) -> bytes:
    kept = [piece for name, piece in _webp_chunks(content) if name not in _TOLD_BY_WEBP]
    body = b"WEBP" + b"".join(kept)
    return b"RIFF" + struct.pack("<I", len(body)) + body


def _webp_chunks(content: bytes) -> Iterator[tuple[bytes, bytes]]:
    place = 12
    while place + 8 <= len(content):
        name, length = struct.unpack_from("<4sI", content, place)
        end = place + 8 + length + length % 2
        chunk = content[place:end]
        if name == b"VP8X":
            chunk = chunk[:8] + bytes((chunk[8] & ~_WEBP_FLAGS,)) + chunk[9:]
        yield name, chunk
        place = end


_STRIPPERS: Mapping[str, Callable[[bytes], bytes]] = MappingProxyType(
    {
        ".jpg": _strip_jpeg,
        ".jpeg": _strip_jpeg,
        ".png": _strip_png,
        ".apng": _strip_png,
        ".webp": _strip_webp,
    }
)
