"""Files that are none, that lead elsewhere, or whose names steer a terminal: said with their path, never followed."""

from __future__ import annotations

import io
import json
import os
import shutil
import sqlite3
import stat
import subprocess
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image

from tests.support.program import PROGRAM, Run, Write

REPORT = (
    "- **IoU**: the overlap of two boxes ![boxes](boxes.png)\n- **Recall**: the share of positives that are found\n"
)
DECK = "name: Boxes\n"
CACHE = ".notes2anki-cache"
PATIENCE = 60  # seconds after which a test has hung
SECRET = b"-----BEGIN PRIVATE KEY-----\n"


def _picture(size: tuple[int, int] = (2000, 10)) -> bytes:
    stream = io.BytesIO()
    Image.effect_noise(size, 90).convert("RGB").save(stream, "PNG")
    return stream.getvalue()


@pytest.fixture
def deck(home: Path, write: Write) -> Path:
    """Return the folder of a deck with a report and a picture that is made smaller."""
    write({"deck.yaml": DECK, "notes/a.md": REPORT, "notes/boxes.png": _picture()})
    return home


def _packed(package: Path) -> dict[str, bytes]:
    """Return the files of a package by their names in Anki."""
    with zipfile.ZipFile(package) as archive:
        names = json.loads(archive.read("media"))
        return {name: archive.read(number) for number, name in names.items()}


# --- what is no file -----------------------------------------------------------------------------------------------


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes here")
@pytest.mark.parametrize("command", ["build", "check", "diff", "cards"])
@pytest.mark.parametrize(
    "place",
    ["deck.yaml", "overrides.yaml", "ledger.jsonl", "templates.lock", "daily-reports.apkg", "notes/pipe.md"],
)
def test_a_pipe_is_not_waited_for(deck: Path, environment: None, place: str, command: str) -> None:
    """Nobody writes to it: whoever opened it would wait for ever."""
    (deck / place).unlink(missing_ok=True)
    os.mkfifo(deck / place)
    done = subprocess.run((*PROGRAM, command), capture_output=True, text=True, timeout=PATIENCE, check=False)
    assert "Traceback" not in done.stderr
    if command != "cards" or place not in ("ledger.jsonl", "templates.lock", "daily-reports.apkg"):  # not read for it
        left_out = place == "notes/pipe.md" and command != "check"  # the other reports are built
        notice = " notice: this report is left out:" if left_out else ""
        assert f"{place}:{notice} is a pipe, a socket or a device" in done.stderr
        assert (done.returncode == 1) is not left_out
    assert stat.S_ISFIFO((deck / place).stat().st_mode)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes here")
def test_a_pipe_in_the_cache_is_not_waited_for(deck: Path, environment: None) -> None:
    """What is remembered there is made anew."""
    build = (*PROGRAM, "build")
    subprocess.run(build, check=True, capture_output=True, timeout=PATIENCE)
    kept = [path for path in (deck / CACHE).rglob("*") if path.is_file() and path.suffix in (".page", ".png")]
    assert {path.suffix for path in kept} == {".page", ".png"}
    for path in (*kept, deck / CACHE / "built"):
        path.unlink(missing_ok=True)
        os.mkfifo(path)
    package = (deck / "daily-reports.apkg").read_bytes()
    subprocess.run(build, check=True, capture_output=True, timeout=PATIENCE)
    assert (deck / "daily-reports.apkg").read_bytes() == package


@pytest.mark.skipif(not Path("/dev/zero").exists(), reason="no devices here")
def test_a_device_is_not_read(run: Run, home: Path) -> None:
    """It has no end."""
    done = run("cards", "/dev/zero")
    assert (done.code, "is a pipe, a socket or a device" in done.err) == (1, True)


# --- links that lead elsewhere -------------------------------------------------------------------------------------


@pytest.mark.parametrize("is_there", [True, False], ids=["to a file", "to nothing"])
@pytest.mark.parametrize(
    ("place", "setting"),
    [
        ("ledger.jsonl", ""),
        ("daily-reports.apkg", ""),
        ("overrides.yaml", ""),
        ("templates.lock", ""),
        (".ledger.jsonl.lock", ""),
        ("state", "ledger: state/ledger.jsonl\n"),
        ("state", "output: state/boxes.apkg\n"),
    ],
)
def test_nothing_is_read_or_written_through_a_link(
    deck: Path, tmp_path: Path, run: Run, place: str, setting: str, *, is_there: bool
) -> None:
    """A deck's folder that came with somebody's notes cannot make us write elsewhere, nor show what lies there."""
    outside = tmp_path / "outside"
    outside.mkdir()
    target = outside if place == "state" else outside / "precious"
    if place != "state" and is_there:
        target.write_bytes(SECRET)
    (deck / "deck.yaml").write_text(DECK + setting, encoding="utf-8")
    (deck / place).symlink_to(target)
    before = {path: path.read_bytes() for path in outside.iterdir()}
    done = run("build")
    assert done.code == 1
    assert "link" in done.err
    assert "PRIVATE" not in done.err + done.out
    assert {path: path.read_bytes() for path in outside.iterdir()} == before
    assert (deck / place).is_symlink()


@pytest.mark.parametrize("place", ["templates/user.css", "templates/_font.woff2", "templates/vocabulary/note.yaml"])
def test_templates_are_not_taken_through_a_link(deck: Path, tmp_path: Path, run: Run, write: Write, place: str) -> None:
    """They would be packed, and seen by whomever the package is given."""
    write({"templates/user.css": "@font-face { font-family: x; src: url(_font.woff2) }\n"})
    (tmp_path / "secret").write_bytes(SECRET)
    (deck / place).unlink(missing_ok=True)
    (deck / place).parent.mkdir(exist_ok=True)
    (deck / place).symlink_to(tmp_path / "secret")
    done = run("build")
    assert f"{place}: a link leads out of the deck's folder, to {tmp_path}/secret" in done.err
    assert done.code == 1
    assert not (deck / "daily-reports.apkg").exists()


@pytest.mark.parametrize(
    ("words", "place"),
    [
        (("ledger", "show"), "ledger.jsonl"),
        (("ledger", "forget", "--retired"), "ledger.jsonl"),
        (("preview", "--export", "page"), "page/index.html"),
    ],
)
def test_other_commands_follow_no_link_either(
    deck: Path, tmp_path: Path, run: Run, words: tuple[str, ...], place: str
) -> None:
    """A whole ledger of another deck is no matter of this one, and a page is written over nothing of others."""
    assert run("build").code == 0
    outside = tmp_path / "outside"
    (deck / "ledger.jsonl").rename(outside)
    before = outside.read_bytes()
    (deck / place).parent.mkdir(exist_ok=True)
    (deck / place).symlink_to(outside)
    done = run(*words)
    assert (done.code, "a link leads out of the deck's folder" in done.err) == (1, True)
    assert (outside.read_bytes(), (deck / place).is_symlink()) == (before, True)


def test_templates_are_not_written_through_a_link(deck: Path, tmp_path: Path, run: Run) -> None:
    """Nor into the folder of another."""
    (tmp_path / "outside").mkdir()
    (deck / "templates").symlink_to(tmp_path / "outside")
    done = run("templates", "eject", "style")
    assert (done.code, "a link leads out of the deck's folder" in done.err) == (1, True)
    assert not [path for path in (tmp_path / "outside").rglob("*") if path.is_file()]


def _replaced_by_a_link(file: Path, secret: Path) -> None:
    file.unlink()
    file.symlink_to(secret)


def _overwritten(file: Path, _: Path) -> None:
    file.write_bytes(_picture((30, 10)))


@pytest.mark.parametrize("plant", [_replaced_by_a_link, _overwritten])
def test_a_planted_picture_is_not_packed(
    deck: Path, tmp_path: Path, run: Run, plant: Callable[[Path, Path], None]
) -> None:
    """What the cache holds is believed only if it is what was put there."""
    assert run("build").code == 0
    before = _packed(deck / "daily-reports.apkg")
    (kept,) = (deck / CACHE).rglob("*.png")
    (tmp_path / "secret").write_bytes(SECRET)
    plant(kept, tmp_path / "secret")
    assert run("build").code == 0
    assert _packed(deck / "daily-reports.apkg") == before
    assert (tmp_path / "secret").read_bytes() == SECRET


@pytest.mark.parametrize("place", [CACHE, f"{CACHE}/media"])
def test_nothing_is_kept_through_a_link(deck: Path, tmp_path: Path, run: Run, place: str) -> None:
    """A cache that is a link is none."""
    assert run("build").code == 0
    before = _packed(deck / "daily-reports.apkg")
    shutil.rmtree(deck / place)
    (tmp_path / "outside").mkdir()
    (deck / place).symlink_to(tmp_path / "outside")
    assert run("build").code == 0
    assert not list((tmp_path / "outside").iterdir())
    assert _packed(deck / "daily-reports.apkg") == before


def test_a_linked_report_is_left_out_and_said(deck: Path, tmp_path: Path, run: Run) -> None:
    """With the setting that lets it in; the deck is built without it."""
    (tmp_path / "diary").mkdir()
    (tmp_path / "diary/b.md").write_text("- **Precision**: the share of hits that are right\n", encoding="utf-8")
    (deck / "notes/diary").symlink_to(tmp_path / "diary")
    done = run("build")
    assert done.code == 0
    assert f"notes/diary: notice: is a link out of the deck's folder, to {tmp_path}/diary, and left out" in done.err
    assert "`follow_links: true`" in done.err
    assert "2 cards kept" in done.out
    (deck / "deck.yaml").write_text(f"{DECK}follow_links: true\n", encoding="utf-8")
    done = run("build")
    assert (done.code, "3 cards kept" in done.out, done.err) == (0, True, "")


def test_a_link_within_the_deck_is_no_matter(deck: Path, run: Run) -> None:
    """Where the user keeps the ledger in a folder of its own, it stays there."""
    (deck / "state").mkdir()
    (deck / "ledger.jsonl").symlink_to("state/ledger.jsonl")
    assert run("build").code == 0
    assert (deck / "ledger.jsonl").is_symlink()
    assert "IoU" in (deck / "state/ledger.jsonl").read_text(encoding="utf-8")


# --- names ---------------------------------------------------------------------------------------------------------

ODD = "w\udce9\nk/a\x1b[31m\udcff.md"
SHOWN = r"notes/w\xe9\nk/a\x1b[31m\xff.md"


@pytest.fixture
def odd(deck: Path) -> Path:
    """Return a deck with a report and a picture whose names are no UTF-8 and hold control characters."""
    report = deck / "notes" / ODD
    try:
        report.parent.mkdir()
        (deck / "notes/a.md").rename(report)
    except OSError:
        pytest.skip("this file system knows only names in UTF-8")
    (deck / "notes/boxes.png").rename(report.parent / "boxes.png")
    report.write_text(f"{REPORT}- a line of no use\n", encoding="utf-8")
    (report.parent / "broken\r.md").write_bytes(b"ok\n\xff")
    (deck / "deck.yaml").write_text(f"{DECK}source_link: 'x://{{path}}:{{line}}'\n", encoding="utf-8")
    return deck


def test_odd_names_are_shown_escaped(odd: Path, run: Run) -> None:
    """Each on its line, in all that is printed, and nothing steers the terminal."""
    broken = r"notes/w\xe9\nk/broken\r.md:2: "
    for words in (("check",), ("cards",), ("cards", "--format", "md"), ("diff",)):
        done = run(*words)
        assert any(line.startswith(broken) and "is not UTF-8" in line for line in done.err.splitlines())
        assert not any(char in done.out + done.err for char in "\x1b\r\udce9\udcff")
    listed = json.loads(run("cards", "--format", "json").out)
    assert {one["path"] for kind in ("cards", "skipped") for one in listed[kind]} == {SHOWN}
    assert run("cards", "--why", f"notes/{ODD}:1").out.startswith(f"{SHOWN}:1:")


def test_odd_names_reach_anki_escaped(odd: Path, run: Run, tmp_path: Path) -> None:
    """On the card stands what can be read; the link leads to the very file, and its picture is found beside it."""
    next((odd / "notes").glob("*/broken*")).unlink()
    done = run("build")
    assert (done.code, done.err) == (0, "")
    assert len(_packed(odd / "daily-reports.apkg")) == 1
    with zipfile.ZipFile(odd / "daily-reports.apkg") as archive:
        archive.extract("collection.anki2", tmp_path)
    with sqlite3.connect(tmp_path / "collection.anki2") as database:
        (fields,) = database.execute("SELECT flds FROM notes WHERE flds LIKE '%Recall%'").fetchone()
    assert f'<a href="x://notes/w%E9%0Ak/a%1B%5B31m%FF.md:2"><small>{SHOWN}:2</small></a>' in fields
    assert "unchanged" in run("build").out
    assert run("preview", "--export", "page").code == 0
    assert "a line of no use" in (odd / "page/index.html").read_text(encoding="utf-8")


def test_a_card_of_a_line_in_an_odd_report(odd: Path, run: Run, write: Write) -> None:
    """overrides.yaml calls the report as the program does."""
    next((odd / "notes").glob("*/broken*")).unlink()
    write({"overrides.yaml": f"cards:\n- {{path: '{SHOWN}', line: 3, question: 'Of use?', answer: to no one}}\n"})
    done = run("cards")
    assert (done.err, "Of use?" in done.out) == ("", True)


def test_an_odd_folder_is_a_deck(home: Path, run: Run, tmp_path: Path) -> None:
    """Its name is the deck's, as it is shown."""
    folder = tmp_path / "od\udce9\nd"
    try:
        folder.mkdir()
    except OSError:
        pytest.skip("this file system knows only names in UTF-8")
    assert r"od\xe9\nd/deck.yaml" in run("init", str(folder)).out
    (folder / "deck.yaml").write_text("notes: [a.md]\n", encoding="utf-8")
    (folder / "a.md").write_text(REPORT.partition("!")[0], encoding="utf-8")
    done = run("build", str(folder))
    assert (done.code, r"od\xe9\nd.apkg" in done.out) == (0, True)
