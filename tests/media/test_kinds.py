"""What a file is, by its first bytes."""

from __future__ import annotations

import pytest

from notes2anki.media.kinds import true_suffix


@pytest.mark.parametrize(
    ("head", "suffix", "true"),
    [
        pytest.param(b"", ".png", None, id="nothing"),
        pytest.param(b"<!doctype html><title>Not found</title>", ".png", None, id="a page that says it is gone"),
        pytest.param(b"<?xml version='1.0'?><feed>", ".svg", None, id="other XML"),
        pytest.param(b"version https://git-lfs.github.com/spec/v1", ".png", None, id="a pointer to the file"),
        pytest.param(b"MZ\x90\0", ".png", None, id="a program"),
        pytest.param(b"BMW\n" + b"and words" * 9, ".bmp", None, id="words that begin as a bitmap"),
        pytest.param(b"\xff\xfea\0", ".mp3", None, id="UTF-16 text"),
        pytest.param(b"\0\0\0\x18ftypheic", ".heic", None, id="HEIC"),
        pytest.param(b"\x89PNG\r\n\x1a\n", ".png", ".png", id="PNG"),
        pytest.param(b"\x89PNG\r\n\x1a\n", ".apng", ".apng", id="animated PNG"),
        pytest.param(b"\xff\xd8\xff\xe0", ".jpeg", ".jpeg", id="JPEG keeps its ending"),
        pytest.param(b"\xff\xd8\xff\xe0", ".png", ".jpg", id="JPEG that is called PNG"),
        pytest.param(b"\xff\xd8\xff\xe0", "", ".jpg", id="no ending"),
        pytest.param(b"GIF89a", ".gif", ".gif", id="GIF"),
        pytest.param(b"RIFF\1\2\3\nWEBPVP8 ", ".webp", ".webp", id="WebP, with a newline in its size"),
        pytest.param(b"RIFF....WAVEfmt ", ".wav", ".wav", id="WAV"),
        pytest.param(b"\0\0\0\x1cftypavif", ".avif", ".avif", id="AVIF"),
        pytest.param(b"\0\0\0\x1cftypM4A ", ".m4a", ".m4a", id="AAC"),
        pytest.param(b"\0\0\0\x1cftypisom", ".ogg", ".mp4", id="MP4 that is called Ogg"),
        pytest.param(b"BM\x36\0\0\0\0\0\0\0\x36", ".bmp", ".bmp", id="bitmap"),
        pytest.param(b"\0\0\1\0\1\0", ".ico", ".ico", id="icon"),
        pytest.param(b"MM\0*", ".tif", ".tif", id="TIFF"),
        pytest.param(b"\xff\xfb\x90d", ".mp3", ".mp3", id="MP3 without tags"),
        pytest.param(b"OggS", ".opus", ".opus", id="Opus"),
        pytest.param(b"\x1aE\xdf\xa3", ".webm", ".webm", id="WebM"),
        pytest.param(b"\xef\xbb\xbf\n<?xml version='1.0'?>\n<svg>", ".svg", ".svg", id="SVG with a mark in front"),
        pytest.param(b"<svg xmlns='http://www.w3.org/2000/svg'/>", "", ".svg", id="SVG without an ending"),
    ],
)
def test_a_file_is_what_its_bytes_say(head: bytes, suffix: str, true: str | None) -> None:
    """The name only chooses among the endings of one kind."""
    assert true_suffix(head, suffix) == true
