"""Pictures become small enough for a phone, and stand upright."""

from __future__ import annotations

import io

import pytest
from PIL import Image

from notes2anki.media.shrink import PictureError, can_shrink, new_suffix, shrink


def _open(content: bytes | None) -> Image.Image:
    assert content is not None
    return Image.open(io.BytesIO(content))


@pytest.mark.parametrize(
    ("form", "suffix", "how"),
    [
        pytest.param("PNG", ".png", {}, id="PNG"),
        pytest.param("JPEG", ".jpg", {}, id="JPEG"),
        pytest.param("WEBP", ".webp", {}, id="WebP"),
        pytest.param("PNG", ".png", {"mode": "1"}, id="PNG of two colours"),
        pytest.param("GIF", ".png", {"mode": "RGB"}, id="a palette"),
        pytest.param("JPEG", ".jpg", {"mode": "CMYK"}, id="JPEG for print"),
    ],
)
def test_a_wide_picture_becomes_as_wide_as_allowed(draw, form: str, suffix: str, how: dict[str, object]) -> None:
    """Its height follows, and its kind stays; nothing is asked of clock or chance."""
    content = draw(form, (900, 600), **how)
    made = shrink(content, suffix, 300)
    if made is not None:  # of a picture without details, the smaller one can need more bytes
        assert _open(made).size == (300, 200)
        assert len(made) < len(content)
    assert made == shrink(content, suffix, 300)


def test_a_real_picture_becomes_smaller(draw) -> None:
    """One with details in it, that is."""
    noise = Image.effect_noise((800, 400), 90).convert("RGB")
    stream = io.BytesIO()
    noise.save(stream, "JPEG", quality=95)
    made = shrink(stream.getvalue(), ".jpg", 200)
    assert _open(made).size == (200, 100)
    assert len(made or b"") < len(stream.getvalue()) / 4


@pytest.mark.parametrize(
    ("form", "how"),
    [
        pytest.param("PNG", {"size": (300, 900)}, id="narrow, if high"),
        pytest.param("GIF", {"size": (400, 300), "save_all": True}, id="GIF"),
        pytest.param("PNG", {"size": (400, 300), "mode": "I;16"}, id="16 bits"),
    ],
)
def test_other_pictures_stay_as_they_are(draw, form: str, how: dict[str, object]) -> None:
    """What is narrow enough, or would lose what it shows."""
    assert shrink(draw(form, **how), f".{form.lower()}", 300) is None


def test_a_picture_that_moves_stays_as_it_is() -> None:
    """A frame of it would say something else."""
    frames = [Image.new("RGB", (400, 300), colour) for colour in ("red", "blue", "green")]
    stream = io.BytesIO()
    frames[0].save(stream, "WEBP", save_all=True, append_images=frames[1:])
    assert shrink(stream.getvalue(), ".webp", 300) is None


@pytest.mark.parametrize("orientation", range(2, 9))
def test_a_photo_stands_upright_without_its_place(photo, orientation: int) -> None:
    """It is turned as its EXIF says, and the EXIF goes."""
    made = shrink(photo((40, 30), orientation), ".jpg", 1600)
    assert _open(made).size == ((30, 40) if orientation > 4 else (40, 30))
    assert not _open(made).getexif()
    assert b"Kim" not in (made or b"")


def test_the_width_of_a_turned_photo_is_its_height(photo) -> None:
    """What counts is how wide it is shown."""
    assert _open(shrink(photo((400, 300), 6), ".jpg", 150)).size == (150, 200)


@pytest.mark.parametrize(("form", "suffix"), [("BMP", ".bmp"), ("TIFF", ".tif")])
def test_what_browsers_show_badly_becomes_png(draw, form: str, suffix: str) -> None:
    """Whatever its size."""
    assert new_suffix(suffix) == ".png"
    assert _open(shrink(draw(form), suffix, 1600)).format == "PNG"


def test_what_is_clear_stays_clear(draw) -> None:
    """A picture with one transparent colour keeps it."""
    made = shrink(draw("PNG", (90, 90), transparency=(0, 0, 0)), ".png", 1600)
    assert made is None
    shrunk = _open(shrink(_noise_with_clear(), ".png", 50))
    assert shrunk.mode == "RGBA"


def _noise_with_clear() -> bytes:
    stream = io.BytesIO()
    Image.effect_noise((300, 300), 90).convert("RGB").save(stream, "PNG", transparency=(0, 0, 0))
    return stream.getvalue()


@pytest.mark.parametrize(
    ("content", "message"),
    [
        pytest.param(b"\x89PNG\r\n\x1a\n", "is broken", id="cut off"),
        pytest.param(b"\xff\xd8\xff" + b"\0" * 99, "is broken", id="nonsense"),
    ],
)
def test_a_broken_picture_is_told(content: bytes, message: str) -> None:
    """Anki would show a broken image."""
    with pytest.raises(PictureError, match=message):
        shrink(content, ".png", 100)


def test_damaged_metadata_is_told(photo) -> None:
    """Whatever one byte does to it; Pillow has many words for that, and none of them stops the build."""
    whole, told = photo(), 0
    for place in range(2, whole.index(b"\xff\xdb")):
        for value in (0, 0x55, 0xFF):
            try:
                shrink(whole[:place] + bytes((value,)) + whole[place + 1 :], ".jpg", 20)
            except PictureError:
                told += 1
    assert told


@pytest.mark.parametrize("side", [11_000, 14_000])
def test_a_picture_that_unpacks_to_gigabytes_is_refused(draw, side: int) -> None:
    """A bound on pixels, ours or Pillow's own."""
    with pytest.raises(PictureError, match="too many pixels"):
        shrink(draw("PNG", (side, side), "1"), ".png", 100)


def test_without_pillow_nothing_can_be_shrunk(hide_pillow) -> None:
    """It is an extra."""
    hide_pillow()
    assert not can_shrink()


def test_with_pillow_pictures_of_some_kinds_can() -> None:
    """The tests have it."""
    assert can_shrink()
    assert new_suffix(".svg") is None
