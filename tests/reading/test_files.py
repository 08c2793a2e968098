"""Tests of `reading/files.py`: which files are reports, and what their text is."""

import os
import unicodedata
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from notes2anki.model import InputError, Problem, Settings
from notes2anki.reading.files import find_reports, read_text
from tests.support.nobody import as_nobody

NFC = "회고-café"
NFD = unicodedata.normalize("NFD", NFC)


def make(root: Path, *names: str) -> None:
    """Write an empty file for each name."""
    for name in names:
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).touch()


def settings(root: Path, *patterns: str, config: Path | None = None) -> Settings:
    """Return settings with these patterns."""
    return Settings(root, "Deck", patterns, root / "deck.apkg", root / "ledger.jsonl", config=config)


def found(root: Path, *patterns: str) -> list[str]:
    """Return the reports' paths, relative to the root."""
    paths, left = find_reports(settings(root, *patterns))
    assert left == ()
    return [Path(os.path.relpath(path, root)).as_posix() for path in paths]


def problems(root: Path, *patterns: str, config: Path | None = None) -> tuple[Problem, ...]:
    """Return the problems of patterns that find nothing."""
    with pytest.raises(InputError) as caught:
        find_reports(settings(root, *patterns, config=config))
    return caught.value.problems


@pytest.mark.parametrize(
    ("patterns", "reports"),
    [
        pytest.param(["notes/**/*.md"], ["notes/a.md", "notes/sub/b.md", "notes/sub/deep/c.md"], id="any depth"),
        pytest.param(["notes/*.md"], ["notes/a.md"], id="one level"),
        pytest.param(["notes/*"], ["notes/a.md", "notes/d.markdown"], id="a star takes Markdown only"),
        pytest.param(["notes/*.txt"], ["notes/e.txt"], id="an ending that is asked for"),
        pytest.param(["notes/**/deep/*.md"], ["notes/sub/deep/c.md"], id="a folder behind the stars"),
        pytest.param(["**/sub/**/*.md"], ["notes/sub/b.md", "notes/sub/deep/c.md"], id="stars on both sides"),
        pytest.param(
            ["notes/**"],
            ["notes/a.md", "notes/d.markdown", "notes/sub/b.md", "notes/sub/deep/c.md"],
            id="stars at the end",
        ),
        pytest.param(
            ["notes"],
            ["notes/a.md", "notes/d.markdown", "notes/sub/b.md", "notes/sub/deep/c.md"],
            id="a folder means all below it",
        ),
        pytest.param(
            ["notes/[ab].md", "notes/sub/?.md"], ["notes/a.md", "notes/sub/b.md"], id="brackets, question mark"
        ),
        pytest.param(["notes/a.md"], ["notes/a.md"], id="a file"),
        pytest.param(["notes/e.txt"], ["notes/e.txt"], id="a file with any ending"),
        pytest.param(["./notes/sub/../a.md", "notes/a.md", "notes/*.md"], ["notes/a.md"], id="each file once"),
        pytest.param(["notes/sub/b.md", "notes/a.md"], ["notes/a.md", "notes/sub/b.md"], id="sorted by path"),
        pytest.param(["notes/.hidden/f.md"], ["notes/.hidden/f.md"], id="a hidden file by its name"),
        pytest.param(["notes/.hidden/*.md"], ["notes/.hidden/f.md"], id="in a hidden folder by its name"),
    ],
)
def test_patterns_name_reports(tmp_path: Path, patterns: list[str], reports: list[str]) -> None:
    """Files, folders and globs are relative to the root; hidden folders and node_modules are passed over."""
    make(tmp_path, "notes/a.md", "notes/sub/b.md", "notes/sub/deep/c.md", "notes/d.markdown", "notes/e.txt")
    make(tmp_path, "notes/.hidden/f.md", "notes/._a.md", "notes/node_modules/x/README.md", "notes/sub/image.png")
    assert found(tmp_path, *patterns) == reports


def test_an_absolute_pattern_is_taken(tmp_path: Path) -> None:
    """Reports may lie anywhere."""
    make(tmp_path, "elsewhere/a.md", "deck/deck.yaml")
    assert found(tmp_path / "deck", f"{tmp_path}/elsewhere/*.md", "../elsewhere") == ["../elsewhere/a.md"]


def test_what_exists_is_taken_literally(tmp_path: Path) -> None:
    """Brackets and stars in a name that exists are no glob."""
    make(tmp_path, "[java] Thread.md", "a.md", "[ab]/x.md", "a/y.md")
    assert found(tmp_path, "[java] Thread.md", "[ab]/*.md") == ["[ab]/x.md", "[java] Thread.md"]


@pytest.mark.parametrize("stored", [NFC, NFD], ids=["composed on disk", "decomposed on disk"])
@pytest.mark.parametrize("written", [NFC, NFD], ids=["composed in the pattern", "decomposed in the pattern"])
@pytest.mark.parametrize("pattern", ["{}/{}.md", "{}/*.md", "*/{}*", "**/{}.md"])
def test_unicode_forms_find_each_other(tmp_path: Path, stored: str, written: str, pattern: str) -> None:
    """A name is found in either Unicode form, and given back as it is on the disk."""
    make(tmp_path, f"{stored}/{stored}.md")
    assert found(tmp_path, pattern.format(written, written)) == [f"{stored}/{stored}.md"]


def test_symlinks_make_no_loop(tmp_path: Path) -> None:
    """Links to a parent, to each other and to themselves end the search, and each file is found once."""
    make(tmp_path, "notes/a/x.md", "notes/b/y.md")
    for name, target in (("a/up", ".."), ("a/b", "../b"), ("b/a", "../a"), ("self.md", "self.md")):
        (tmp_path / "notes" / name).symlink_to(target)
    assert found(tmp_path, "notes/**/*.md", "notes") == ["notes/a/x.md", "notes/b/y.md"]


@pytest.fixture
def linked(tmp_path: Path) -> Path:
    """Return a deck's folder with links that lead out of it, and one that does not."""
    make(tmp_path, "vault/a.md", "deck/notes/b.md", "deck/old/d.md", "other/c.md")
    (tmp_path / "deck/notes/link").symlink_to(tmp_path / "vault")
    (tmp_path / "deck/notes/c.md").symlink_to(tmp_path / "other/c.md")
    (tmp_path / "deck/notes/gone.md").symlink_to(tmp_path / "other/gone.md")
    (tmp_path / "deck/notes/old").symlink_to("../old")
    (tmp_path / "deck/all").symlink_to(tmp_path / "other")
    return tmp_path / "deck"


def test_links_out_of_the_deck_are_left_out(linked: Path) -> None:
    """Files and folders alike, each with a notice that names it and the setting, if the pattern could reach it."""
    paths, left = find_reports(settings(linked, "notes/**/*.md"))
    assert [path.relative_to(linked).as_posix() for path in paths] == ["notes/b.md", "notes/old/d.md"]
    assert [(one.path, one.is_error) for one in left] == [
        ("notes/c.md", False),
        ("notes/gone.md", False),
        ("notes/link", False),
    ]
    assert left[0].message == f"is a link out of the deck's folder, to {linked.parent}/other/c.md, and left out"
    assert all("`follow_links: true`" in one.hint for one in left)
    assert [one.path for one in find_reports(settings(linked, "notes/b*.md", "notes/o*/*.md"))[1]] == []


def test_links_are_followed_if_the_user_says_so(linked: Path) -> None:
    """By the setting, or by the name of the place, or of the link itself, in `notes`."""
    (linked / "notes/gone.md").unlink()
    follows = replace(settings(linked, "notes/**/*.md"), follow_links=True)
    paths, left = find_reports(follows)
    assert (len(paths), left) == (4, ())
    assert found(linked, "notes/**/*.md", "../vault", "../other") == [
        "../other/c.md",
        "../vault/a.md",
        "notes/b.md",
        "notes/old/d.md",
    ]
    assert found(linked, "all/*.md") == ["all/c.md"]


def test_a_pattern_of_links_alone_says_both(linked: Path) -> None:
    """That it finds nothing, and why."""
    reported = problems(linked, "notes/l*/*.md")
    assert [(one.path, one.is_error) for one in reported] == [("notes/link", False), ("notes/l*/*.md", True)]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes here")
def test_a_pipe_is_no_report(tmp_path: Path) -> None:
    """It is found and said, not waited for; and a folder that is called like a report is a folder."""
    make(tmp_path, "notes/a.md", "notes/folder.md/b.md")
    os.mkfifo(tmp_path / "notes/pipe.md")
    assert found(tmp_path, "notes") == ["notes/a.md", "notes/folder.md/b.md", "notes/pipe.md"]
    with pytest.raises(InputError, match="is a pipe, a socket or a device"):
        read_text(tmp_path / "notes/pipe.md", "notes/pipe.md")


def test_a_report_has_an_end(tmp_path: Path) -> None:
    """Nobody writes 5 MB into one: it is not read."""
    (tmp_path / "notes.md").write_bytes(b"- a\n" * 2_000_000)
    with pytest.raises(InputError, match="is longer than 5 MiB"):
        read_text(tmp_path / "notes.md", "notes.md")


def test_a_link_to_a_report_that_is_gone_is_an_error(tmp_path: Path) -> None:
    """Passed over, its cards would be retired."""
    make(tmp_path, "notes/a.md")
    link = tmp_path / "notes/b.md"
    link.symlink_to("gone.md")
    assert found(tmp_path, "notes") == ["notes/a.md", "notes/b.md"]
    with pytest.raises(InputError) as raised:
        read_text(link, "notes/b.md")
    (problem,) = raised.value.problems
    assert problem.message == "is a link to gone.md, and there is no such file"


def test_patterns_without_reports_are_problems(tmp_path: Path) -> None:
    """All patterns that find nothing are named at once, with what may be written."""
    make(tmp_path, "notes/a.md", "empty/image.png")
    reported = problems(tmp_path, "notes/*.md", "none/*.md", "notes/b.md", "empty", "회고/*.md", "notes/a.md/회고.md")
    names = ["none/*.md", "notes/b.md", "empty", "회고/*.md", "notes/a.md/회고.md"]
    assert [problem.path for problem in reported] == names
    assert {(problem.line, problem.message) for problem in reported} == {(0, "no report matches")}
    assert all("'notes/**/*.md'" in problem.hint and problem.is_error for problem in reported)


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("name: x\n# reports/*.md\nnotes:\n  - reports/*.md\n", 4),
        ("notes: ['reports/*.md']\n", 1),
        ('notes: "reports\\u002f*.md"\n', 0),
    ],
    ids=["below a comment", "in brackets", "spelt in another way"],
)
def test_a_pattern_is_placed_in_its_deck_file(tmp_path: Path, text: str, line: int) -> None:
    """The problem stands at the line of deck.yaml that holds the pattern, else at the file."""
    config = tmp_path / "deck.yaml"
    config.write_text(text, encoding="utf-8")
    (problem,) = problems(tmp_path, "reports/*.md", config=config)
    assert (problem.path, problem.line, problem.message) == ("deck.yaml", line, "no report matches: reports/*.md")


def test_an_unreadable_folder_is_a_problem(tmp_path: Path) -> None:
    """A folder that may not be read is named, and the others are read."""
    make(tmp_path, "notes/locked/a.md", "notes/b.md")
    (tmp_path / "notes/locked").chmod(0)

    def check() -> bool:
        paths, left = find_reports(settings(tmp_path, "notes/**/*.md"))
        return (paths, [(one.path, one.message) for one in left]) == (
            (tmp_path / "notes/b.md",),
            [("notes/locked", "cannot be read: permission denied")],
        )

    try:
        assert as_nobody(tmp_path, check)
    finally:
        (tmp_path / "notes/locked").chmod(0o700)


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        pytest.param(b"", "", id="nothing"),
        pytest.param("- 양자화\n".encode(), "- 양자화\n", id="UTF-8"),
        pytest.param(b"\xef\xbb\xbf---\n", "---\n", id="a byte order mark"),
        pytest.param(b"a\r\nb\r\n\r\nc", "a\nb\n\nc", id="line ends of Windows"),
        pytest.param(b"a\rb\r\rc", "a\nb\n\nc", id="line ends of old Macs"),
        pytest.param(b"a\n\r\nb\r", "a\n\nb\n", id="mixed line ends"),
        pytest.param("a\u2028b\x0bc\x85d".encode(), "a\u2028b\x0bc\x85d", id="signs that end no line"),
    ],
)
def test_text_has_one_kind_of_line_end(tmp_path: Path, raw: bytes, text: str) -> None:
    """The byte order mark goes, every line end becomes one newline, all else stays."""
    (tmp_path / "day.md").write_bytes(raw)
    assert read_text(tmp_path / "day.md", "day.md") == text


@pytest.mark.parametrize(
    ("raw", "line", "message", "hint"),
    [
        pytest.param("a\r\rb\n양자화".encode("cp949"), 4, "byte 0xBE", "CP949", id="the old Korean encoding"),
        pytest.param("a\n量子化".encode("cp932"), 2, "byte 0x97", "CP932", id="the old Japanese encoding"),
        pytest.param(b"ok\ncut \xec\x96", 2, "byte 0xEC", "UTF-8", id="half a character"),
        pytest.param("양자화".encode("utf-16"), 0, "is UTF-16", "iconv -f UTF-16", id="UTF-16"),
        pytest.param("a".encode("utf-16-be"), 1, "NUL byte", "leave it out", id="UTF-16 without a mark"),
        pytest.param(b"\x89PNG\r\n\x1a\n\x00\x00", 3, "NUL byte", "leave it out", id="an image"),
    ],
)
def test_what_is_not_utf8_is_refused(tmp_path: Path, raw: bytes, line: int, message: str, hint: str) -> None:
    """The problem names the line and the way to convert the file."""
    (tmp_path / "day.md").write_bytes(raw)
    with pytest.raises(InputError) as caught:
        read_text(tmp_path / "day.md", "notes/day.md")
    (problem,) = caught.value.problems
    assert (problem.path, problem.line, problem.is_error) == ("notes/day.md", line, True)
    assert message in problem.message
    assert hint in problem.hint


@pytest.mark.parametrize(
    ("name", "reason"),
    [(".", "is a directory"), ("gone.md", "no such file or directory"), ("x" * 300, "file name too long")],
    ids=["a folder", "no file", "too long a name"],
)
def test_what_cannot_be_read_says_why(tmp_path: Path, name: str, reason: str) -> None:
    """A system's error becomes a problem of the file."""
    with pytest.raises(InputError) as caught:
        read_text(tmp_path / name, "day.md")
    assert caught.value.problems == (Problem("day.md", 0, f"cannot be read: {reason}"),)


@given(raw=st.binary())
def test_any_bytes_are_text_or_a_problem(tmp_path_factory: pytest.TempPathFactory, raw: bytes) -> None:
    """No file makes anything but a text without carriage returns, or an InputError."""
    path = tmp_path_factory.getbasetemp() / "any.md"
    path.write_bytes(raw)
    try:
        assert "\r" not in read_text(path, "any.md")
    except InputError as error:
        assert all(problem.line <= raw.count(b"\n") + raw.count(b"\r") + 1 for problem in error.problems)  # noqa: PT017 - either outcome is right
