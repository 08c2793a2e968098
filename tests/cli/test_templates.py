"""`notes2anki templates` as a user runs it."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.support.program import Run, Write

DECK = {"deck.yaml": "name: Root\n", "notes/day.md": "- Recall: the share of positives that are found\n"}


@pytest.fixture(autouse=True)
def deck(write: Write) -> None:
    """Put a deck into the folder."""
    write(DECK)


@pytest.mark.parametrize(
    ("what", "files"),
    [
        ("style", ["style.css"]),
        ("cloze", ["cloze/cloze/back.html", "cloze/cloze/front.html"]),
        ("basic", [f"basic/{folder}/{side}.html" for folder in ("forward", "reverse") for side in ("back", "front")]),
    ],
)
def test_eject_copies_and_remembers(run: Run, home: Path, what: str, files: list[str]) -> None:
    """The copy lies in templates/, and beside it what it was copied from; the cards stay as they are."""
    run("build")
    before = (home / "daily-reports.apkg").read_bytes()
    finished = run("templates", "eject", what)
    assert (finished.code, finished.err) == (0, "")
    assert sorted(finished.out.splitlines()) == [f"Wrote templates/{file}" for file in files]
    for file in files:
        assert (home / "templates" / file).read_bytes() == (home / "templates/.upstream" / file).read_bytes()
    assert run("templates", "check").code == 0
    assert run("build").code == 0
    assert (home / "daily-reports.apkg").read_bytes() == before


def test_eject_overwrites_nothing(run: Run, write: Write, home: Path) -> None:
    """A copy that is there stays as it is."""
    write({"templates/style.css": "b {}"})
    finished = run("templates", "eject", "style")
    assert finished.code == 1
    assert "templates/style.css: exists already" in finished.err
    assert (home / "templates/style.css").read_text() == "b {}"


def test_diff_shows_both_sides(run: Run, home: Path) -> None:
    """What the user changed, and what was changed here since."""
    run("templates", "eject", "style")
    assert run("templates", "diff").out == ""
    style, base = home / "templates/style.css", home / "templates/.upstream/style.css"
    style.write_text(f"{style.read_text()}.mine {{}}\n")
    base.write_text(base.read_text().replace("--size: 17px", "--size: 16px"))
    out = run("templates", "diff").out
    assert "+.mine {}" in out
    assert "-  --size: 16px;\n+  --size: 17px;" in out


def test_update_merges_and_check_finds_what_is_undecided(run: Run, home: Path) -> None:
    """Our change comes into the copy; where both changed a line, both stand there, and the build waits."""
    run("templates", "eject", "style")
    style, base = home / "templates/style.css", home / "templates/.upstream/style.css"
    assert run("templates", "update").out == "Nothing of ours has changed since it was copied\n"
    shipped = base.read_text()
    base.write_text(shipped.replace("--size: 17px", "--size: 16px"))
    style.write_text(f"{base.read_text()}.mine {{}}\n")
    assert "templates/style.css: notice: ours has changed since this was copied" in run("templates", "check").err
    finished = run("templates", "update")
    assert (finished.code, finished.out) == (0, "Updated templates/style.css\n")
    assert style.read_text() == f"{shipped}.mine {{}}\n"
    assert base.read_text() == shipped
    base.write_text(shipped.replace("--size: 17px", "--size: 16px"))
    style.write_text(shipped.replace("--size: 17px", "--size: 30px"))
    finished = run("templates", "update")
    assert finished.code == 1
    assert finished.out == "Updated templates/style.css, 1 marked for you to decide\n"
    assert "<<<<<<< yours\n  --size: 30px;\n=======\n  --size: 17px;\n>>>>>>> shipped\n" in style.read_text()
    finished = run("build")
    assert finished.code == 1
    assert "templates/style.css" in finished.err
    assert "the mark of a merge conflict" in finished.err


@pytest.mark.parametrize(
    ("path", "text", "fault"),
    [
        pytest.param("", "a", "git: is not installed", id="no git"),
        pytest.param(os.environ["PATH"], "\0", "style.css: git cannot merge it: ", id="no text"),
    ],
)
def test_what_git_cannot_merge_stays_as_it_is(
    path: str, text: str, fault: str, run: Run, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """And it is told."""
    run("templates", "eject", "style")
    style = home / "templates/style.css"
    style.write_text(text)
    (home / "templates/.upstream/style.css").write_text("b")
    monkeypatch.setenv("PATH", path)
    finished = run("templates", "update")
    assert (finished.code, style.read_text()) == (1, text)
    assert finished.err.startswith(fault)


def test_new_begins_a_type_that_can_be_built(run: Run, home: Path) -> None:
    """It has ids of its own, and takes the cards that its note.yaml names."""
    assert run("templates", "new", "vocabulary").code == 0
    described = home / "templates/vocabulary/note.yaml"
    described.write_text(described.read_text().replace("kinds: []", "kinds: [term]"))
    assert run("build").code == 0
    assert '"own": "vocabulary"' in (home / "ledger.jsonl").read_text()
    assert run("templates", "new", "vocabulary").code == 1
    assert run("templates", "new", "gaps", "--extends", "cloze").code == 0
    assert run("templates", "check").out == "4 note types, nothing that Anki would refuse\n"


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("My Type", "cannot be called My Type"),
        ("../vocabulary", "cannot be called ../vocabulary"),
        ("basic", "basic is the note type that is shipped"),
    ],
)
def test_a_bad_name_is_told_and_nothing_is_written(run: Run, home: Path, name: str, expected: str) -> None:
    """The folder's name is plain, and inside of templates/."""
    before = sorted(home.rglob("*"))
    finished = run("templates", "new", name)
    assert finished.code == 1
    assert expected in finished.err
    assert sorted(home.rglob("*")) == before


def test_a_folder_of_a_bad_name_may_be_deleted(run: Run, write: Write) -> None:
    """It may have been made by hand, or by an older version."""
    write({"templates/My Type/note.yaml": "name: Mine\nid: 7\n"})
    assert "as in `vocabulary`; rename the folder, or delete it\n" in run("build").err


def test_copies_that_decks_share_are_kept_up_to_date(run: Run, write: Write, home: Path) -> None:
    """What lies in the templates/ beside decks/ is merged as well."""
    write({f"decks/a/{file}": text for file, text in DECK.items()})
    run("templates", "eject", "style", "decks/a")
    (home / "decks/a/templates").rename(home / "templates")
    style, base = home / "templates/style.css", home / "templates/.upstream/style.css"
    shipped = base.read_text()
    for file in (style, base):
        file.write_text(shipped.replace("--size: 17px", "--size: 16px"))
    assert run("templates", "update", "decks/a").out == "Updated templates/style.css\n"
    assert style.read_text() == base.read_text() == shipped


@pytest.mark.parametrize("command", ["check", "diff", "update"])
def test_a_copy_that_is_no_text_is_told(run: Run, write: Write, command: str) -> None:
    """It is a problem of that file."""
    write({"templates/style.css": b"\xff"})
    finished = run("templates", command)
    assert finished.code == 1
    assert "templates/style.css: is not UTF-8" in finished.err


def test_check_misses_a_type_that_anki_has(run: Run, home: Path) -> None:
    """A type that was built once has to stay."""
    run("templates", "new", "vocabulary")
    described = home / "templates/vocabulary/note.yaml"
    described.write_text(described.read_text().replace("kinds: []", "kinds: [term]"))
    run("build")
    described.parent.rename(home / "elsewhere")
    finished = run("templates", "check")
    assert (finished.code, finished.out) == (1, "")
    assert "the note type vocabulary is gone, and cards in Anki are of it" in finished.err


def test_check_tells_all_and_fails(run: Run, write: Write) -> None:
    """Each fault has its file and line; notices alone do not fail."""
    write({"templates/basic/forward/front.html": "{{Qestion}}\n", "templates/user.css": "}"})
    finished = run("templates", "check")
    assert (finished.code, finished.out) == (1, "")
    assert "templates/basic/forward/front.html:1: there is no field `Qestion`" in finished.err
    assert "templates/user.css:1: `}` closes nothing" in finished.err


def test_a_file_that_is_not_there_is_a_notice(run: Run, write: Write) -> None:
    """The card would show a broken picture; the file may lie in any of the folders of templates."""
    write(
        {
            "templates/basic/forward/front.html": '<img src="_here.svg">\n<img src="_gone.svg">{{Question}}',
            "templates/basic/_here.svg": "<svg/>",
            "templates/user.css": "b { src: url('./_font.woff') }",
        }
    )
    finished = run("templates", "check")
    assert finished.code == 0
    assert "templates/basic/forward/front.html:2: notice: the file `_gone.svg` is not in templates/" in finished.err
    assert "templates/user.css:1: notice: the file `_font.woff` is not in templates/" in finished.err
    assert "_here.svg" not in finished.err


def test_another_look_in_another_deck_is_a_notice(run: Run, write: Write) -> None:
    """Anki has one note type for all decks, so the last import decides."""
    write({f"decks/{name}/{file}": text for name in ("a", "b") for file, text in DECK.items()})
    write({"decks/b/deck.yaml": "theme: {name: paper}\n"})
    assert "look otherwise" not in run("build", "decks/a").err
    assert "the cards of a look otherwise" in run("build", "decks/b").err
    assert "the cards of b look otherwise" in run("build", "decks/a").err


def test_of_several_decks_one_must_be_named(run: Run, write: Write) -> None:
    """Templates belong to one deck."""
    write({f"decks/{name}/{file}": text for name in ("a", "b") for file, text in DECK.items()})
    assert run("templates", "check").code == 2
    assert run("templates", "check", "decks/a").code == 0


def test_a_deck_that_cannot_be_read_is_told(run: Run, write: Write) -> None:
    """The problem is that of deck.yaml."""
    write({"deck.yaml": "theme: {name: papyrus}\n"})
    finished = run("templates", "check")
    assert finished.code == 1
    assert "deck.yaml:1: theme.name: expected" in finished.err
    write({"deck.yaml": "theme: forest\n"})
    assert "hint: as in `theme: {name: forest}`" in run("templates", "check").err


def test_a_type_that_is_broken_is_not_told_to_be_gone(run: Run, home: Path) -> None:
    """Cards in Anki are of it, and its own fault is all that there is to say."""
    run("templates", "new", "vocabulary")
    described = home / "templates/vocabulary/note.yaml"
    described.write_text(described.read_text().replace("kinds: []", "kinds: [term]"))
    assert run("build").code == 0
    described.write_text(described.read_text().replace("extends: basic", "extends: basik"))
    finished = run("build")
    assert finished.code == 1
    assert "note.yaml:3: extends: expected" in finished.err
    assert "is gone" not in finished.err


def test_what_anki_could_not_take_has_its_line(run: Run, home: Path) -> None:
    """The refusals of the lock stand at what they refuse."""
    run("templates", "new", "vocabulary")
    described = home / "templates/vocabulary/note.yaml"
    text = described.read_text().replace("kinds: []", "kinds: [term]")
    described.write_text(text)
    assert run("build").code == 0
    described.write_text(text.replace("  - {name: Course", "  - {name: Room, id: 9}\n  - {name: Course"))
    assert "templates/vocabulary/note.yaml:9: the field `Room` is new" in run("build").err
    described.write_text(text.replace("id: 1", "id: 2", 1))
    for command in (("build",), ("templates", "check")):
        finished = run(*command)
        assert finished.code == 1
        assert "templates/vocabulary/note.yaml:4: the id of vocabulary was" in finished.err
    described.write_text(text.replace("templates:\n", "  - {name: Room, id: 9}\ntemplates:\n"))
    assert "templates/vocabulary/note.yaml:10: notice: the field `Room` is new" in run("build").err
