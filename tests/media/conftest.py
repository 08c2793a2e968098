"""Pictures and recordings, made by the tests."""

from __future__ import annotations

import io
import struct
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image

from notes2anki.model import MediaSettings, Settings

Draw = Callable[..., bytes]
Deck = Callable[..., Settings]


def _draw(form: str = "PNG", size: tuple[int, int] = (4, 3), mode: str = "RGB", **how: object) -> bytes:
    """Return a picture whose four corners differ, as a file's bytes."""
    picture = Image.new(mode, size)
    if mode in ("RGB", "RGBA"):
        picture.putpixel((0, 0), (250, 0, 0, 255)[: len(mode)])
    stream = io.BytesIO()
    picture.save(stream, form, **how)
    return stream.getvalue()


@pytest.fixture
def draw() -> Draw:
    """Return a function that gives a picture of a form, size and mode."""
    return _draw


@pytest.fixture
def photo() -> Draw:
    """Return a function that gives a JPEG as a phone writes it: turned, with place and camera."""

    def take(size: tuple[int, int] = (40, 30), orientation: int = 6) -> bytes:
        exif = Image.Exif()
        exif[0x0112] = orientation
        exif[0x010F] = "Camera of Kim"
        exif.get_ifd(0x8825).update({1: "N", 2: (37.0, 33.0, 59.0), 3: "E", 4: (126.0, 58.0, 41.0)})
        return _draw("JPEG", size, exif=exif, comment=b"of Kim")

    return take


@pytest.fixture
def wave() -> bytes:
    """Return a recording of a moment of silence."""
    head = struct.pack("<4sIHHIIHH4sI", b"fmt ", 16, 1, 1, 8000, 8000, 1, 8, b"data", 8)
    return b"RIFF" + struct.pack("<I", 4 + len(head) + 8) + b"WAVE" + head + b"\x80" * 8


@pytest.fixture
def deck(tmp_path: Path) -> Deck:
    """Return a function that gives the settings of a deck in an empty folder, some of `media` changed."""
    root = tmp_path / "deck"
    root.mkdir()

    def make(*, cache: Path | None = None, **media: object) -> Settings:
        here = root / "deck.apkg"
        choice = MediaSettings(**media)
        return Settings(root, "Root", ("notes",), here, root / "ledger.jsonl", media=choice, cache=cache)

    return make


@pytest.fixture
def hide_pillow(monkeypatch: pytest.MonkeyPatch) -> Callable[[], None]:
    """Return a function that hides Pillow, as where the extra `images` is not installed."""
    return lambda: monkeypatch.setitem(sys.modules, "PIL", None)
