"""A picture -> one that fits a phone: narrower, the right way up, without metadata. The only user of Pillow."""

from __future__ import annotations

import io
import warnings
from collections.abc import Mapping
from importlib.util import find_spec
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PIL import Image as Pillow

MOST_PIXELS = 100_000_000
"""A larger picture is not opened: a small file can unpack to gigabytes."""

RECIPE = "r1"
"""Changes with how pictures are written, so that none of an older release is taken from a cache."""

_FORMATS = {
    ".jpg": "JPEG",
    ".jpeg": "JPEG",
    ".png": "PNG",
    ".webp": "WEBP",
    ".bmp": "PNG",
    ".tif": "PNG",
    ".tiff": "PNG",
}
_SUFFIXES = {"JPEG": ".jpg", "PNG": ".png", "WEBP": ".webp"}
_CONVERTED = frozenset({".bmp", ".tif", ".tiff"})
"""Many kilobytes for few pixels, or shown by no browser."""

_QUALITY: Mapping[str, Mapping[str, int]] = {
    "JPEG": {"quality": 85, "optimize": 1},
    "PNG": {"optimize": 1},
    "WEBP": {"quality": 85, "method": 4},
}
_MODES = frozenset({"1", "L", "LA", "P", "PA", "RGB", "RGBA", "CMYK", "YCbCr"})
"""How pixels are held in pictures that can become smaller; measurements of 16 bits and more would lose theirs."""

_ORIENTATION = 0x0112


class PictureError(ValueError):
    """Raised for a file that begins as a picture and is none, or too large a one."""


def can_shrink() -> bool:
    """Is Pillow there?"""
    return find_spec("PIL") is not None


def new_suffix(suffix: str) -> str | None:
    """Return what the name of a shrunk picture ends with; None for a kind that is not shrunk."""
    form = _FORMATS.get(suffix)
    return _SUFFIXES[form] if form else None


def shrink(content: bytes, suffix: str, widest: int) -> bytes | None:
    """Return the picture at most `widest` pixels wide and the right way up; None if it is best as it is, or moves.

    The same bytes and settings give the same bytes with one release of Pillow. Raises PictureError.
    """
    if suffix not in _FORMATS:
        return None
    from PIL import Image

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of its own bound on pixels, and of odd files
            with Image.open(io.BytesIO(content)) as picture:
                return _made_anew(picture, suffix, widest, len(content))
    except PictureError:
        raise
    except Image.DecompressionBombError:
        raise PictureError("has too many pixels") from None
    except Exception:  # Pillow lets out what damaged metadata makes of it: struct.error, TypeError
        raise PictureError("is broken") from None


def _made_anew(picture: Pillow.Image, suffix: str, widest: int, size: int) -> bytes | None:
    if picture.width * picture.height > MOST_PIXELS:
        raise PictureError("has too many pixels")
    if suffix not in _CONVERTED and (getattr(picture, "n_frames", 1) > 1 or picture.mode not in _MODES):
        return None
    turn = picture.getexif().get(_ORIENTATION, 1)
    width = picture.height if turn in range(5, 9) else picture.width
    must_change = turn in range(2, 9) or suffix in _CONVERTED
    if width <= widest and not must_change:
        return None
    made = _written(_fitted(picture, widest), _FORMATS[suffix])
    return made if must_change or len(made) < size else None


def _fitted(picture: Pillow.Image, widest: int) -> Pillow.Image:
    from PIL import Image, ImageOps

    profile = picture.info.get("icc_profile") if picture.mode in ("RGB", "RGBA", "P") else None
    plain = ImageOps.exif_transpose(picture)
    if plain.mode not in ("L", "LA", "RGB", "RGBA") or "transparency" in plain.info:
        is_clear = plain.mode == "PA" or "transparency" in plain.info
        plain = plain.convert("RGBA" if is_clear else "RGB")
    if plain.width > widest:
        height = max(1, round(plain.height * widest / plain.width))
        plain = plain.resize((widest, height), Image.Resampling.LANCZOS)
    plain.info = {"icc_profile": profile} if profile else {}
    return plain


def _written(picture: Pillow.Image, form: str) -> bytes:
    if form == "JPEG" and picture.mode not in ("L", "RGB"):
        picture = picture.convert("RGB")
    stream = io.BytesIO()
    profile = picture.info.get("icc_profile")
    picture.save(stream, form, icc_profile=profile, **_QUALITY[form])
    return stream.getvalue()
