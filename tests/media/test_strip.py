"""Pictures lose what they tell of their author, and no pixel."""

from __future__ import annotations

import io

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image
from PIL.PngImagePlugin import PngInfo

from notes2anki.media.strip import without_metadata

XMP = b"<x:xmpmeta>Kim</x:xmpmeta>"


def _pixels(content: bytes) -> bytes:
    return Image.open(io.BytesIO(content)).convert("RGBA").tobytes()


def _png_with_words(draw) -> bytes:
    words = PngInfo()
    words.add_text("Author", "Kim")
    words.add_itxt("XML:com.adobe.xmp", "Kim")
    exif = Image.Exif()
    exif[0x010F] = "Kim"
    return draw("PNG", pnginfo=words, exif=exif)


def _webp_with_exif(draw) -> bytes:
    exif = Image.Exif()
    exif[0x010F] = "Kim"
    return draw("WEBP", exif=exif, xmp=XMP, lossless=True)


def test_a_photo_tells_neither_place_nor_camera(photo) -> None:
    """Only how to turn it is left of its EXIF."""
    content = photo(orientation=6)
    bare = without_metadata(content, ".jpg")
    exif = Image.open(io.BytesIO(bare)).getexif()
    assert b"Kim" in content
    assert b"Kim" not in bare
    assert dict(exif) == {0x0112: 6}
    assert not exif.get_ifd(0x8825)
    assert _pixels(bare) == _pixels(content)


def test_a_photo_that_stands_upright_has_no_exif(photo) -> None:
    """Nothing is written where there is nothing to say."""
    assert not Image.open(io.BytesIO(without_metadata(photo(orientation=1), ".jpeg"))).getexif()


def test_colours_keep_their_profile(draw) -> None:
    """A profile is no metadata: without it the colours are wrong."""
    content = draw("JPEG", icc_profile=b"colours" * 9, exif=b"Exif\0\0MM\0*\0\0\0\x08\0\0\0\0\0\0")
    bare = without_metadata(content, ".jpg")
    assert b"Exif" not in bare
    assert Image.open(io.BytesIO(bare)).info["icc_profile"] == b"colours" * 9


@pytest.mark.parametrize(
    ("make", "suffix"),
    [
        pytest.param(_png_with_words, ".png", id="PNG"),
        pytest.param(_webp_with_exif, ".webp", id="WebP"),
    ],
)
def test_other_pictures_lose_their_words(draw, make, suffix: str) -> None:
    """Words and EXIF go, the picture stays whole."""
    content = make(draw)
    bare = without_metadata(content, suffix)
    assert b"Kim" in content
    assert b"Kim" not in bare
    assert not Image.open(io.BytesIO(bare)).getexif()
    assert _pixels(bare) == _pixels(content)
    assert without_metadata(bare, suffix) == bare


def test_bytes_behind_a_png_go(draw) -> None:
    """They are no part of the picture."""
    content = draw("PNG")
    assert without_metadata(content + b"a zip of Kim", ".png") == content


@pytest.mark.parametrize("form", ["PNG", "JPEG", "WEBP", "GIF"])
def test_a_picture_without_metadata_is_not_changed(draw, form: str) -> None:
    """Its bytes are the same, so that it can be packed as the file that it is."""
    content = draw(form)
    assert without_metadata(content, f".{form.lower()}") == content


@given(content=st.binary(max_size=80), suffix=st.sampled_from([".jpg", ".png", ".webp"]))
def test_no_bytes_are_too_broken(content: bytes, suffix: str) -> None:
    """Whatever follows a picture's first bytes, there is an answer."""
    heads = {".jpg": b"\xff\xd8\xff\xe1", ".png": b"\x89PNG\r\n\x1a\n", ".webp": b"RIFF\0\0\0\0WEBP"}
    without_metadata(heads[suffix] + content, suffix)
