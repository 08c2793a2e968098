"""Two machines wrote the ledger: their lines are put together, by hand or by git itself."""

from __future__ import annotations

import os
import shlex
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import notes2anki
from notes2anki.ledger import Entry, Ledger, Life, merge
from notes2anki.model import NoteType, State
from tests.support.desk import THEN, WEEK, Desk, topic_of
from tests.support.program import PROGRAM

ENTRY = Entry(
    "key", "guid", NoteType.BASIC, "", "text", "a.md", 1, (), "R", 5, 10, Life.ACTIVE, (("Question", "Q"),), ()
)
OTHER = replace(ENTRY, key="other", guid="other", text="other")


@pytest.mark.parametrize(
    ("mine", "theirs", "base", "merged"),
    [
        pytest.param([ENTRY], [ENTRY], [ENTRY], [ENTRY], id="nothing changed"),
        pytest.param([ENTRY], [OTHER], [], [ENTRY, OTHER], id="one more on each side"),
        pytest.param([ENTRY], [replace(ENTRY, mod=11)], [], [replace(ENTRY, mod=11)], id="one key: the newer line"),
        pytest.param([ENTRY], [replace(ENTRY, line=9)], [ENTRY], [replace(ENTRY, line=9)], id="moved on one side"),
        pytest.param([ENTRY, OTHER], [ENTRY], [ENTRY, OTHER], [ENTRY], id="forgotten on one side"),
        pytest.param(
            [replace(OTHER, mod=11), ENTRY],
            [ENTRY],
            [OTHER, ENTRY],
            [replace(OTHER, mod=11), ENTRY],
            id="forgotten on one side, changed on the other",
        ),
        pytest.param(
            [replace(ENTRY, key="edited", mod=11)],
            [ENTRY],
            [],
            [replace(ENTRY, key="edited", mod=11, aliases=("key",))],
            id="one guid: the newer line, with the other key as a former one",
        ),
    ],
)
def test_lines_are_put_together(mine: list[Entry], theirs: list[Entry], base: list[Entry], merged: list[Entry]) -> None:
    """What only one side changed is that side's, of two the newer one counts, and either machine comes to the same."""
    expected = Ledger().holding(merged), ()
    assert merge(mine, theirs, base) == merge(theirs, mine, base) == expected


def test_a_guid_that_is_lost_is_told() -> None:
    """Two machines took one bullet for two cards: Anki may have both."""
    loser = replace(ENTRY, guid="theirs", mod=9)
    assert merge([ENTRY], [loser]) == (Ledger((ENTRY,)), (loser,))


names = st.sampled_from("abc")
entries = st.builds(lambda key, guid, mod: replace(ENTRY, key=key, guid=guid, mod=mod), names, names, st.integers(1, 4))


@given(st.lists(entries, max_size=5), st.lists(entries, max_size=5))
def test_a_merged_ledger_can_be_read(mine: list[Entry], theirs: list[Entry]) -> None:
    """Whatever the sides hold: each key and each guid stands once, the newest line is there, no guid is lost unsaid."""
    ledger, lost = merge(mine, theirs)
    assert merge(theirs, mine) == (ledger, lost)
    for name in ("place", "guid"):
        found = [getattr(entry, name) for entry in ledger.entries]
        assert len(found) == len(set(found))
    everyone = (*mine, *theirs)
    guids = {entry.guid for entry in ledger.entries} | {entry.guid for entry in lost}
    assert guids == {entry.guid for entry in everyone}
    assert max((e.mod for e in everyone), default=0) == max((e.mod for e in ledger.entries), default=0)


# --- git itself ----------------------------------------------------------------------------------------------------


@pytest.fixture
def git(desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., subprocess.CompletedProcess[str]]:
    """Return what runs git in the desk's folder, which is a repository of its own with what `init` writes."""
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", os.devnull)
    monkeypatch.setenv("PYTHONPATH", str(Path(notes2anki.__file__).parents[1]))

    def run_git(*words: str, check: bool = True) -> subprocess.CompletedProcess[str]:
        named = ("-c", "user.name=Me", "-c", "user.email=me@example.org")
        return subprocess.run(
            ["git", *named, *words], cwd=desk.settings.root, check=check, capture_output=True, text=True
        )

    run_git("init", "-q", "-b", "main")
    made = subprocess.run(
        [*PROGRAM, "init", "begun"], cwd=desk.settings.root, check=True, capture_output=True, text=True
    ).stdout
    (line,) = (line for line in made.splitlines() if "git config" in line)
    words = shlex.split(line)
    run_git(*words[1:-1], words[-1].replace("notes2anki", f"{sys.executable} -m notes2anki"))
    shutil.move(desk.settings.root / "begun" / ".gitattributes", desk.settings.root / ".gitattributes")
    shutil.rmtree(desk.settings.root / "begun")
    (desk.settings.root / ".gitignore").write_text("*.apkg\n", encoding="utf-8")
    run_git("add", "-A")
    run_git("commit", "-qm", "Begin")
    return run_git


RECALL = "- **Recall** - the share of positives that are found\n"


def _build_on_two_machines(desk: Desk, git: Callable[..., subprocess.CompletedProcess[str]]) -> None:
    """Each has a report of its own and an edit of its own, and both edit one bullet."""
    git("checkout", "-qb", "theirs")
    desk.write("- **Bagging** - training models apart on samples of the data\n", "there.md")
    desk.edit("focal loss", "focal loss or resampling")
    desk.edit("positives that are found", "all positives that are found")
    desk.build(1)
    git("add", "-A")
    git("commit", "-qm", "There")
    git("checkout", "-q", "main")
    desk.settings.output.unlink()  # it is another machine
    desk.write("- **Precision** - the share of hits that are right\n", "here.md")
    desk.edit("positives that are found", "positives that are really found")
    desk.edit("slowly", "very slowly")
    desk.build(2)
    git("add", "-A")
    git("commit", "-qm", "Here")


@pytest.mark.parametrize("has_driver", [True, False], ids=["by its driver", "by hand"])
def test_git_merges_what_two_machines_built(
    desk: Desk,
    git: Callable[..., subprocess.CompletedProcess[str]],
    has_driver: bool,  # noqa: FBT001
) -> None:
    """The ledger has no conflict; the report's, which only its author can settle, is left to them."""
    before = desk.guids()
    _build_on_two_machines(desk, git)
    if not has_driver:
        (desk.settings.root / ".gitattributes").unlink()
        git("commit", "-qam", "No driver")
    merged = git("merge", "-q", "theirs", check=False)
    assert merged.returncode == 1
    assert ("conflict in ledger.jsonl" in merged.stdout) is not has_driver
    if not has_driver:
        subprocess.run([*PROGRAM, "ledger", "merge", "ledger.jsonl"], cwd=desk.settings.root, check=True)
    git("checkout", "--theirs", "notes/day.md")
    desk.edit("slowly", "very slowly")
    assert {entry.mod for entry in desk.ledger.entries} <= {THEN, THEN + WEEK, THEN + 2 * WEEK}
    planned = desk.build(3)
    assert before.items() <= desk.guids().items()
    assert {"Bagging", "Precision"} <= desk.guids().keys()
    states = {
        topic_of(dict(dated.note.fields)["Question"].partition(">")[2]).split()[0]: dated.state
        for dated in planned.settled.notes
    }
    assert states.pop("Recall") is State.EDITED, "the words of one side were given up"
    assert set(states.values()) == {State.UNCHANGED}
    assert planned.loaded.problems == ()


def test_a_merge_driver_that_cannot_read_a_side_leaves_a_conflict(
    desk: Desk, git: Callable[..., subprocess.CompletedProcess[str]]
) -> None:
    """Git says so, as of any file."""
    _build_on_two_machines(desk, git)
    git("checkout", "-q", "theirs")
    desk.settings.ledger.write_bytes(desk.settings.ledger.read_bytes()[:-40])
    git("commit", "-qam", "Cut")
    git("checkout", "-q", "main")
    merged = git("merge", "-q", "theirs", check=False)
    assert merged.returncode == 1
    assert "CONFLICT (content): Merge conflict in ledger.jsonl" in merged.stdout
    assert "Traceback" not in merged.stderr
    assert desk.ledger.entries
