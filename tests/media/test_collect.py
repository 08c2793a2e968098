"""Which files go into the package, and what is said of those that do not."""

from __future__ import annotations

import base64
import hashlib
import os
import unicodedata
import zlib
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from notes2anki.media import collect, is_remote
from notes2anki.media.fault import Fault
from notes2anki.media.places import Places
from notes2anki.model import Media, Missing, Remote, Settings

NOTE = "notes/week 1/day.md"
BYTES = base64.b64decode("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAQAAAC1HAwCAAAAC0lEQVR42mNkYAAAAAYAAjCB0C8AAAAASUVORK5CYII=")
GIF = base64.b64decode("R0lGODlhAQABAAAAACH5BAEKAAEALAAAAAABAAEAAAICTAEAOw==")
NAME = f"n2a-{hashlib.sha256(BYTES).hexdigest()[:16]}"


def _put(root: Path, place: str, content: bytes = BYTES) -> Path:
    file = root / place
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(content)
    return file


def _notices(settings: Settings, *targets: str) -> tuple[str, ...]:
    problems = collect([(target, NOTE, 7) for target in targets], settings).problems
    assert all((found.path, found.line, found.is_error) == (NOTE, 7, False) and found.hint for found in problems)
    return tuple(found.message for found in problems)


def _one(settings: Settings, target: str, note: str = NOTE) -> Media:
    collected = collect([(target, note, 3)], settings)
    assert not collected.problems
    return collected.files[note, target]


@pytest.mark.parametrize(
    ("target", "place"),
    [
        pytest.param("a.png", "notes/week 1/a.png", id="beside the note"),
        pytest.param("img/a b.png", "notes/week 1/img/a b.png", id="a space as it is"),
        pytest.param("img/a%20b.png", "notes/week 1/img/a b.png", id="a space as %20"),
        pytest.param("a%20b.png", "notes/week 1/a%20b.png", id="a per cent sign in the name itself"),
        pytest.param("%EA%B0%80.png", "notes/week 1/가.png", id="percent-encoded Hangul"),
        pytest.param("../a.png", "notes/a.png", id="in the folder above"),
        pytest.param("img\\a.png", "notes/week 1/img/a.png", id="backslashes"),
        pytest.param("a.png?raw=true", "notes/week 1/a.png", id="a query"),
        pytest.param("a.png#center", "notes/week 1/a.png", id="a fragment"),
        pytest.param("a#1.png", "notes/week 1/a#1.png", id="a number sign in the name itself"),
        pytest.param("/assets/a.png", "assets/a.png", id="from the root of the site"),
        pytest.param("/assets/a.png", "notes/assets/a.png", id="from a site inside the deck's folder"),
        pytest.param("A.PNG", "notes/week 1/A.PNG", id="the type in capitals"),
        pytest.param("uploads/f81d4fae", "notes/week 1/uploads/f81d4fae", id="no type at all"),
        pytest.param("img/a.png", "notes/img/a.png", id="from a folder above, as a site has it"),
        pytest.param("img/a.png", "img/a.png", id="from the deck's folder"),
        pytest.param("a.png", "vault/attachments/a.png", id="by its name, anywhere"),
        pytest.param("attachments/A.png", "vault/attachments/a.png", id="by the end of its path, in any case"),
        pytest.param(
            unicodedata.normalize("NFC", "그림.png"),
            unicodedata.normalize("NFD", "vault/그림.png"),
            id="by a decomposed name, anywhere",
        ),
        pytest.param(
            unicodedata.normalize("NFC", "그림.png"),
            unicodedata.normalize("NFD", "notes/week 1/그림.png"),
            id="a composed address of a decomposed name",
        ),
        pytest.param(
            unicodedata.normalize("NFD", "그림.png"),
            unicodedata.normalize("NFC", "notes/week 1/그림.png"),
            id="a decomposed address of a composed name",
        ),
    ],
)
def test_a_picture_is_found_the_way_it_was_written(deck, target: str, place: str) -> None:
    """The file is known by report and target, and named by its content."""
    settings = deck()
    file = _put(settings.root, place)
    found = _one(settings, target)
    assert found.name == f"{NAME}.png"
    assert Path(found.source).samefile(file)


@pytest.mark.parametrize(
    "target",
    [
        pytest.param("https://example.org/a.png", id="https"),
        pytest.param("HTTP://example.org/a.png", id="capitals"),
        pytest.param("//example.org/a.png", id="no scheme"),
    ],
)
def test_pictures_on_the_web_are_left_there(deck, target: str) -> None:
    """They are neither fetched nor reported."""
    assert is_remote(target)
    assert collect([(target, NOTE, 3)], deck(), fetch=_nothing) == collect([], deck())


def _nothing(address: str, _limits: object) -> bytes | Fault:
    pytest.fail(f"{address} was asked for")


def test_one_file_has_one_name(deck) -> None:
    """Two reports, or two spellings, that mean one file get one name; the same name elsewhere is another file."""
    settings = deck()
    _put(settings.root, "notes/week 1/a.png")
    _put(settings.root, "notes/week 2/a.png", GIF)
    references = [("a.png", NOTE, 1), ("../week%201/a.png", NOTE, 2), ("a.png", "notes/week 2/day.md", 1)]
    found = collect(references, settings).files
    one, again, other = (found[report, target].name for target, report, _ in references)
    assert one == again != other
    assert other.endswith(".gif")


# --- where pictures lie --------------------------------------------------------------------------------------------


def test_configured_folders_may_lie_elsewhere(deck, tmp_path: Path) -> None:
    """Their files are found by their paths and by their names; those beside them are not."""
    settings = deck(folders=("../vault", "img"))
    _put(settings.root, "notes/week 1/day.md")
    for place in ("vault/a.png", "vault/deep/b.png", "deck/img/c.png", "secret.png"):
        _put(tmp_path, place)
    for target in ("a.png", "/deep/b.png", "b.png", "c.png"):
        assert _one(settings, target).name == f"{NAME}.png"
    assert "outside" in _notices(settings, "../../../secret.png")[0]


def test_pictures_beside_reports_elsewhere_are_theirs(deck, tmp_path: Path) -> None:
    """A report that the user named outside the deck's folder has its own pictures, and no more."""
    settings = deck()
    _put(tmp_path, "reports/img/a.png")
    _put(tmp_path, "secret.png")
    assert _one(settings, "img/a.png", "../reports/day.md").name == f"{NAME}.png"
    (fault,) = collect([("../secret.png", "../reports/day.md", 3)], settings).problems
    assert "outside" in fault.message


def test_of_several_files_of_a_name_the_one_near_the_report_counts(deck) -> None:
    """Below the report's own folder, that is; else the note must say more."""
    settings = deck()
    for place, content in (("notes/week 1/img/a.png", BYTES), ("x/a.png", GIF), ("y/z/a.png", GIF)):
        _put(settings.root, place, content)
    assert _one(settings, "a.png").name == f"{NAME}.png"
    (fault,) = collect([("a.png", "notes/other/day.md", 3)], settings).problems
    assert fault.message == "3 files are called a.png: notes/week 1/img/a.png, x/a.png, y/z/a.png"
    assert _one(settings, "z/a.png", "notes/other/day.md").name.endswith(".gif")


def test_hidden_folders_hold_no_pictures(deck) -> None:
    """Nor do those of other programs."""
    settings = deck()
    _put(settings.root, ".trash/a.png")
    _put(settings.root, "node_modules/a.png")
    assert _notices(settings, "a.png") == ("there is no file a.png",)


def test_a_name_does_not_lead_out_of_the_folder(deck, tmp_path: Path) -> None:
    """A link that is found by its name alone is still a link."""
    settings = deck()
    secret = _put(tmp_path, "secret.png")
    (settings.root / "vault").mkdir()
    (settings.root / "vault/a.png").symlink_to(secret)
    assert _notices(settings, "a.png") == ("a link leads to the file a.png, outside of the deck's folder",)
    followed = collect([("a.png", NOTE, 3)], replace(settings, follow_links=True))
    assert ([file.source for file in followed.files.values()], followed.problems) == ([str(secret)], ())


def test_folders_are_walked_once(deck) -> None:
    """However many names are looked for."""
    settings = deck()
    _put(settings.root, "vault/a.png")
    places = Places(settings.root)
    assert isinstance(places.find("a.png", NOTE), Path)
    _put(settings.root, "vault/b.png")
    assert isinstance(places.find("b.png", NOTE), Fault)


# --- what keeps a picture out --------------------------------------------------------------------------------------


def _missing(root: Path) -> str:
    return "gone.png"


def _folder(root: Path) -> str:
    (root / "notes/week 1/dir.png").mkdir(parents=True)
    return "dir.png"


def _program(root: Path) -> str:
    _put(root, "notes/week 1/run.exe", b"MZ\x90\0")
    return "run.exe"


def _empty(root: Path) -> str:
    _put(root, "notes/week 1/empty.png", b"")
    return "empty.png"


def _huge(root: Path) -> str:
    with _put(root, "notes/week 1/huge.png").open("r+b") as stream:
        stream.truncate(21 * 1024**2)
    return "huge.png"


def _page(root: Path) -> str:
    _put(root, "notes/week 1/page.png", b"<!doctype html><title>Sign in</title>")
    return "page.png"


def _script(root: Path) -> str:
    _put(root, "notes/week 1/a.svg", b"<svg xmlns='http://www.w3.org/2000/svg'><script/></svg>")
    return "a.svg"


def _broken(root: Path) -> str:
    _put(root, "notes/week 1/cut.png", BYTES[:20])
    return "cut.png"


def _outside(root: Path) -> str:
    _put(root.parent, "secret.png")
    return "../../../secret.png"


def _link(root: Path) -> str:
    secret = _put(root.parent, "secret.png")
    _put(root, "notes/week 1/x.md")
    (root / "notes/week 1/link.png").symlink_to(secret)
    return "link.png"


def _loop(root: Path) -> str:
    _put(root, "notes/week 1/x.md")
    (root / "notes/week 1/loop.png").symlink_to("loop.png")
    return "loop.png"


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="the superuser may read everything")
def test_a_file_that_may_not_be_read_is_a_notice(deck) -> None:
    """The reason is the system's own."""
    settings = deck()
    _put(settings.root, "notes/week 1/a.png").chmod(0)
    assert _notices(settings, "a.png") == ("the file a.png cannot be read: Permission denied",)


@pytest.mark.parametrize(
    ("make", "message"),
    [
        pytest.param(_missing, "there is no file gone.png", id="missing"),
        pytest.param(
            lambda _: "../pics/gone.png", "there is no file ../pics/gone.png", id="missing, in a folder beside"
        ),
        pytest.param(lambda _: "../../gone.png", "there is no file ../../gone.png", id="missing, in the deck's folder"),
        pytest.param(lambda _: "%EA%B0%80.png", "there is no file 가.png", id="missing, encoded"),
        pytest.param(lambda _: "a\0b.png", "there is no file a b.png", id="an impossible name"),
        pytest.param(lambda _: " ", "the image has no address", id="no address"),
        pytest.param(_loop, "there is no file loop.png", id="a link to itself"),
        pytest.param(_folder, "the file dir.png is a folder or a device", id="a folder"),
        pytest.param(_program, "the file run.exe is nothing that Anki shows", id="a type that Anki does not show"),
        pytest.param(_page, "the file page.png is nothing that Anki shows", id="a page that is called a picture"),
        pytest.param(_script, "the file a.svg holds <script>", id="an SVG that runs something"),
        pytest.param(_broken, "the file cut.png is broken", id="a file cut short"),
        pytest.param(_empty, "the file empty.png is empty", id="an empty file"),
        pytest.param(_huge, "the file huge.png is too large (21 MB, at most 20)", id="a large file"),
        pytest.param(
            _outside, "the file ../../../secret.png lies outside the deck's folder", id="a path that climbs out"
        ),
        pytest.param(
            _link, "a link leads to the file link.png, outside of the deck's folder", id="a link that leads out"
        ),
        pytest.param(
            lambda _: "file:///etc/a.png", "the file file:///etc/a.png lies outside the deck's folder", id="file:"
        ),
        pytest.param(lambda _: "x" * 300 + ".png", f"there is no file {'x' * 120}…", id="a long name"),
    ],
)
def test_a_file_that_cannot_be_packed_is_a_notice(deck, make: Callable[[Path], str], message: str) -> None:
    """The build goes on without the picture, and says why at the line."""
    settings = deck()
    assert _notices(settings, make(settings.root)) == (message,)


def test_one_line_is_told_once(deck) -> None:
    """The same fault on one line is one problem, on two lines it is two; the file is lost once."""
    collected = collect([("x.png", NOTE, 1), ("x.png", NOTE, 1), ("x.png", NOTE, 2)], deck())
    assert [found.line for found in collected.problems] == [1, 2]
    assert collected.lost == {(NOTE, "x.png")}


def test_a_missing_picture_can_be_an_error(deck) -> None:
    """Where the settings say so."""
    (found,) = collect([("x.png", NOTE, 1)], deck(missing=Missing.ERROR)).problems
    assert found.is_error


def test_the_limit_is_a_setting(deck) -> None:
    """In MB."""
    settings = deck(max_size=1)
    _put(settings.root, "notes/week 1/a.png", BYTES + b"\0" * 1024**2)
    assert _notices(settings, "a.png") == ("the file a.png is too large (1 MB, at most 1)",)


# --- what goes in --------------------------------------------------------------------------------------------------


def test_a_large_picture_is_shrunk_and_the_original_stays(deck, photo, tmp_path: Path) -> None:
    """The same picture has the same name and bytes, with a cache or without."""
    content = photo((400, 300), 1)
    file = _put(deck().root, "notes/week 1/a.jpg", content)
    found = _one(deck(max_width=20), "a.jpg")
    made, remembered = (_one(deck(max_width=20, cache=tmp_path / "cache"), "a.jpg") for _ in range(2))
    assert b"Kim" in content
    assert b"Kim" not in found.content
    assert len(found.content) < len(content)
    assert found.name == made.name
    assert made == remembered
    assert Path(made.source).read_bytes() == found.content
    assert file.read_bytes() == content


def test_a_cache_that_cannot_be_written_is_none(deck, photo, tmp_path: Path) -> None:
    """It makes the build slow, no more."""
    _put(tmp_path, "cache", b"a file")
    _put(deck().root, "notes/week 1/a.jpg", photo((400, 300), 1))
    assert _one(deck(max_width=20, cache=tmp_path / "cache"), "a.jpg").content


def test_another_width_is_another_name(deck, photo) -> None:
    """Anki keeps the file that it has under a name."""
    _put(deck().root, "notes/week 1/a.jpg", photo((400, 300), 1))
    wide, narrow = (_one(deck(max_width=widest), "a.jpg") for widest in (200, 100))
    assert wide.name != narrow.name


def test_without_pillow_a_photo_loses_its_place_all_the_same(deck, photo, hide_pillow) -> None:
    """It is as large as it was."""
    settings = deck(max_width=100)
    content = photo((400, 300), 6)
    _put(settings.root, "notes/week 1/a.jpg", content)
    hide_pillow()
    found = _one(settings, "a.jpg")
    assert b"Kim" not in found.content
    assert found.name == f"n2a-{hashlib.sha256(found.content).hexdigest()[:16]}.jpg"


def test_without_pillow_one_notice_says_how_to_shrink(deck, draw, hide_pillow) -> None:
    """Of all large pictures, the largest is named; they go in as they are."""
    settings = deck()
    for name, more in (("a.png", 1), ("b.png", 2), ("c.png", 0)):
        _put(settings.root, f"notes/week 1/{name}", draw("PNG")[:-12] + _chunk(more) + draw("PNG")[-12:])
    hide_pillow()
    collected = collect([(f"{name}.png", NOTE, line) for line, name in enumerate("abc", 1)], settings)
    (notice,) = collected.problems
    assert len(collected.files) == 3
    assert not collected.lost
    assert (notice.line, notice.is_error) == (2, False)
    assert notice.message == "2 pictures are large for a phone: b.png has 2.0 MB"
    assert ".[images]" in notice.hint


def _chunk(megabytes: int) -> bytes:
    """Return a part of a PNG that programs skip."""
    body = b"prVt" + b"\0" * (megabytes * 1024**2)
    return (len(body) - 4).to_bytes(4, "big") + body + zlib.crc32(body).to_bytes(4, "big")


def test_a_tiff_needs_pillow(deck, hide_pillow) -> None:
    """No browser shows it."""
    settings = deck()
    hide_pillow()
    _put(settings.root, "notes/week 1/a.tif", b"II*\0" + b"\0" * 9)
    assert _notices(settings, "a.tif") == ("the file a.tif is a TIFF, which Anki does not show",)


def test_a_recording_goes_in_as_it_is(deck, wave: bytes) -> None:
    """It is checked as pictures are, and not changed."""
    settings = deck()
    file = _put(settings.root, "notes/week 1/소리.wav", wave)
    found = _one(settings, "소리.wav")
    assert found.name.endswith(".wav")
    assert Path(found.source).samefile(file)


def test_a_picture_in_the_note_becomes_a_file(deck) -> None:
    """One that cannot be read is a notice."""
    target = f"data:image/png;base64,{base64.b64encode(BYTES).decode()}"
    assert _one(deck(), target).content == BYTES
    assert _notices(deck(), "data:image/png;base64,AAA") == ("the picture in the note is broken",)
    assert _notices(deck(), "data:image/png;base64,AAAA") == ("the picture in the note is nothing that Anki shows",)


# --- downloads -----------------------------------------------------------------------------------------------------

ADDRESS = "https://example.org/figure.png?size=2"


def test_a_downloaded_picture_is_packed_and_remembered(deck, tmp_path: Path) -> None:
    """The network is asked once for an address, and with a cache never again."""
    asked: list[str] = []

    def fetch(address: str, _limits: object) -> bytes | Fault:
        asked.append(address)
        return BYTES

    settings = deck(remote=Remote.DOWNLOAD, cache=tmp_path / "cache")
    references = [(ADDRESS, NOTE, 1), (ADDRESS, "notes/other.md", 1), (ADDRESS.removeprefix("https:"), NOTE, 2)]
    found = collect(references, settings, fetch=fetch).files
    assert {file.name for file in found.values()} == {f"{NAME}.png"}
    assert len(found) == 3
    assert asked == [ADDRESS]
    assert collect(references, settings, fetch=_nothing).files == found


def test_what_is_downloaded_is_checked_as_files_are(deck, tmp_path: Path) -> None:
    """And not remembered, if it is none."""
    settings = deck(remote=Remote.DOWNLOAD, missing=Missing.ERROR, cache=tmp_path / "cache")
    for _ in range(2):
        collected = collect([(ADDRESS, NOTE, 1)], settings, fetch=lambda *_: b"<html>")
        (notice,) = collected.problems
        assert notice.message == f"the picture {ADDRESS} is nothing that Anki shows"
        assert not notice.is_error
        assert not collected.lost


def test_without_a_network_no_build_fails_or_waits_for_long(deck) -> None:
    """After a few addresses without an answer the others are not asked for."""
    asked: list[str] = []

    def fetch(address: str, _limits: object) -> bytes | Fault:
        asked.append(address)
        return Fault("cannot be fetched: no route to host", "go online", is_offline=True)

    references = [(f"https://example.org/{number}.png", NOTE, number) for number in range(9)]
    collected = collect(references, deck(remote=Remote.DOWNLOAD, missing=Missing.ERROR), fetch=fetch)
    assert len(asked) == 3
    assert len(collected.problems) == 9
    assert not any(problem.is_error for problem in collected.problems)
    assert "the network does not answer" in collected.problems[-1].message
