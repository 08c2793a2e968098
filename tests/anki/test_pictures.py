"""Pictures, recordings and diagrams of real reports in the real Anki: all there, none left over."""

from __future__ import annotations

import io
import unicodedata
from pathlib import Path

import pytest
from PIL import Image

from notes2anki.build import build
from notes2anki.media.diagrams import can_draw
from notes2anki.model import MediaSettings, Selection, Settings

REPORT = """\
---
date: 2021-09-27
---
- 양자화: float를 integer로 변환하는 것
  ![수직선](<img/수직선 1.png>)
- Recall: the share of positives that are found
  ![](/assets/photo.jpg)
- Precision: the share of findings that are right
  <img src="../assets/photo.jpg" alt="the same">
- Pruning: removing weights that matter little
  ![[kept elsewhere.gif]]
- Distillation: a small model that learns from a large one
  ![](img/lost.png)
"""


def _bytes(form: str, size: tuple[int, int], **how: object) -> bytes:
    stream = io.BytesIO()
    Image.effect_noise(size, 80).save(stream, form, **how)
    return stream.getvalue()


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """Return the settings of a deck with a report and its files, one of them named as macOS names files."""
    root = tmp_path / "deck"
    exif = Image.Exif()
    exif[0x0112] = 6
    files = {
        "notes/day.md": REPORT.encode(),
        unicodedata.normalize("NFD", "notes/img/수직선 1.png"): _bytes("PNG", (30, 20)),
        "assets/photo.jpg": _bytes("JPEG", (900, 600), exif=exif),
        "vault/deep/kept elsewhere.gif": _bytes("GIF", (9, 9)),
    }
    for place, content in files.items():
        (root / place).parent.mkdir(parents=True, exist_ok=True)
        (root / place).write_bytes(content)
    return Settings(
        root, "Root", ("notes",), root / "deck.apkg", root / "ledger.jsonl", media=MediaSettings(max_width=300)
    )


def test_every_picture_comes_in_and_none_is_left_over(bench, settings: Settings) -> None:
    """Anki's Check Media finds nothing missing and nothing unused; what it shows are pictures."""
    outcome = build(settings, Selection(), now=1_700_000_000)
    assert [problem.message for problem in outcome.loaded.problems] == ["there is no file img/lost.png"]
    counts = bench.take(settings.output)
    assert counts.new == 5
    checked = bench.col.media.check()
    assert (list(checked.missing), list(checked.unused)) == ([], [])
    folder = Path(bench.col.media.dir())
    pictures = {file.suffix: Image.open(file) for file in folder.iterdir()}
    assert {suffix: picture.size for suffix, picture in pictures.items()} == {
        ".png": (30, 20),
        ".jpg": (300, 450),
        ".gif": (9, 9),
    }
    assert not pictures[".jpg"].getexif()


def test_the_same_package_again_brings_no_file(bench, settings: Settings) -> None:
    """And a changed picture comes with its note."""
    build(settings, Selection(), now=1_700_000_000)
    bench.take(settings.output)
    before = sorted(Path(bench.col.media.dir()).iterdir())
    build(settings, Selection(), now=1_700_086_400)
    assert bench.take(settings.output).updated == 0
    assert sorted(Path(bench.col.media.dir()).iterdir()) == before
    (settings.root / "vault/deep/kept elsewhere.gif").write_bytes(_bytes("GIF", (7, 7)))
    build(settings, Selection(), now=1_700_172_800)
    assert bench.take(settings.output).updated == 1
    checked = bench.col.media.check()
    assert list(checked.missing) == []
    assert len(checked.unused) == 1  # the old one: a package deletes nothing


@pytest.mark.skipif(not can_draw("Graphviz"), reason="Graphviz is not installed: no command `dot`")
def test_a_diagram_comes_in_as_a_picture(bench, settings: Settings) -> None:
    """The fence is gone from the card."""
    fence = "# Training\n\n- What repeats?\n  - both passes\n  ```dot\n  digraph { forward -> backward }\n  ```\n"
    (settings.root / "notes/day.md").write_text(f"---\ndate: 2021-09-27\n---\n{fence}", encoding="utf-8")
    build(settings, Selection(), now=1_700_000_000)
    bench.take(settings.output)
    (name,) = (file.name for file in Path(bench.col.media.dir()).iterdir())
    note = bench.col.get_note(bench.col.find_notes("")[0])
    assert f'src="{name}"' in note.joined_fields()
    assert "digraph" not in note.joined_fields()
    assert list(bench.col.media.check().missing) == []
