"""`notes2anki ledger merge`: ledgers of two machines, or both sides of a conflict, become one file."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from notes2anki.ledger import Entry, Ledger, Life, ledger_bytes, read_ledger
from notes2anki.model import NoteType
from tests.support.program import Run, Write

ENTRY = Entry(
    "key", "guid", NoteType.BASIC, "", "text", "a.md", 1, (), "R", 5, 10, Life.ACTIVE, (("Question", "Q"),), ()
)
OTHER = replace(ENTRY, key="other", guid="other", text="other")


def _lines(*entries: Entry) -> list[str]:
    return ledger_bytes(Ledger().holding(entries)).decode().splitlines()[1:-1]


@pytest.mark.parametrize("style", ["merge", "diff3"])
@pytest.mark.parametrize("is_whole", [False, True], ids=["some lines", "the whole file"])
def test_a_file_with_marks_is_merged(run: Run, write: Write, home: Path, style: str, is_whole: bool) -> None:  # noqa: FBT001
    """As git leaves it, with or without what was there before."""
    head, end = '{"notes2anki": 2}', '{"end": true}'
    base = ["||||||| base", *_lines(replace(ENTRY, mod=4))] if style == "diff3" else []
    mine, theirs = _lines(ENTRY), _lines(replace(ENTRY, mod=11))
    if is_whole:
        newer = '{"notes2anki": 3, "program": "2.0"}'
        mine, theirs, base = [head, *mine, end], [newer, *theirs, end], base and [base[0], head, *base[1:], end]
    conflict = ["<<<<<<< HEAD", *mine, *base, "=======", *theirs, ">>>>>>> theirs"]
    lines = conflict if is_whole else [head, *conflict, *_lines(OTHER), end]
    write({"ledger.jsonl": "\n".join(lines) + "\n"})
    finished = run("ledger", "merge", "ledger.jsonl")
    assert (finished.code, finished.err) == (0, "")
    expected = (replace(ENTRY, mod=11),) if is_whole else (replace(ENTRY, mod=11), OTHER)
    assert read_ledger(home / "ledger.jsonl", "ledger.jsonl").entries == expected


def test_a_broken_side_stops_the_merge(run: Run, write: Write, home: Path) -> None:
    """All that is wrong is named with file and line, and nothing is written."""
    good = ledger_bytes(Ledger((ENTRY,)))
    write({"mine.jsonl": good, "theirs.jsonl": good[:60]})
    finished = run("ledger", "merge", "mine.jsonl", "theirs.jsonl")
    assert finished.code == 1
    assert "theirs.jsonl:2: the line is cut off or broken" in finished.err
    assert (home / "mine.jsonl").read_bytes() == good
    assert run("ledger", "merge", *["mine.jsonl"] * 4).code == 2


def test_the_order_of_three_files_is_that_of_git(run: Run, write: Write, home: Path) -> None:
    """`%O %A %B`: what both had before comes first, and the second is written."""
    both, one = ledger_bytes(Ledger((ENTRY, OTHER))), ledger_bytes(Ledger((ENTRY,)))
    write({"base": both, "mine": one, "theirs": both})
    assert run("ledger", "merge", "-q", "base", "mine", "theirs").out == ""
    assert [(home / name).read_bytes() for name in ("base", "mine", "theirs")] == [both, one, both]
    write({"mine": both, "theirs": one})
    run("ledger", "merge", "base", "mine", "theirs")
    assert (home / "mine").read_bytes() == one


def test_a_lost_guid_is_told_by_the_command(run: Run, write: Write) -> None:
    """With the search that finds its note in Anki."""
    write({"a": ledger_bytes(Ledger((ENTRY,))), "b": ledger_bytes(Ledger((replace(ENTRY, guid="theirs", mod=9),)))})
    finished = run("ledger", "merge", "a", "b")
    assert (finished.code, finished.out) == (0, "a: 1 card\n")
    assert "a: notice: key had two guids: its note with the guid theirs is packaged no more" in finished.err
    assert "search its browser for Key:key" in finished.err


@pytest.mark.parametrize("has_git", [True, False], ids=["a repository", "a folder"])
def test_init_prepares_git_where_it_is_used(run: Run, home: Path, has_git: bool) -> None:  # noqa: FBT001
    """It names the command, which only changes this clone, and leaves an older file alone."""
    if has_git:
        (home / ".git").mkdir()
    (home / "old").mkdir()
    (home / "old" / ".gitattributes").write_text("*.png binary\n", encoding="utf-8")
    made = run("init", "deck").out
    assert ("git config merge.notes2anki.driver 'notes2anki ledger merge -q %O %A %B'" in made) is has_git
    assert (home / "deck" / ".gitattributes").exists() is has_git
    assert "git config" not in run("init", "old").out
    assert (home / "old" / ".gitattributes").read_text(encoding="utf-8") == "*.png binary\n"
