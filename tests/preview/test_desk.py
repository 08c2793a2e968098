"""Decisions that land in the user's files, and are taken back."""

from __future__ import annotations

from pathlib import Path

import pytest

pytest.importorskip("ruamel.yaml", reason="the extra `preview` is not installed")

from notes2anki.config import adhoc_settings, load_settings
from notes2anki.files import locked
from notes2anki.model import InputError, Problem, Status
from notes2anki.preview.desk import Desk, RefusedError
from notes2anki.preview.review import NOTHING, Decision, LeaveOut, Make, Said, Say, TurnOff

KEEP, DROP = Said(Status.KEEP), Said(Status.DROPPED)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """Return a deck's folder."""
    (tmp_path / "deck.yaml").write_text("# mine\nname: Deck\n", encoding="utf-8")
    (tmp_path / "notes").mkdir()
    return tmp_path


@pytest.fixture
def desk(root: Path) -> Desk:
    """Return the desk of the deck."""
    return Desk(load_settings(root)[0])


def text(root: Path, name: str = "overrides.yaml") -> str | None:
    """Return what a file says; None where there is none."""
    return (root / name).read_bytes().decode() if (root / name).exists() else None


def write(root: Path, said: str) -> None:
    """Write overrides.yaml by hand."""
    (root / "overrides.yaml").write_bytes(said.encode())


@pytest.mark.parametrize(
    ("decision", "name"),
    [
        pytest.param(Say("aaaaaaaaaaaa", KEEP), "overrides.yaml", id="of a card"),
        pytest.param(Make("notes/a.md", 3, "x", "y", "z"), "overrides.yaml", id="a card more"),
        pytest.param(LeaveOut("TMI"), "deck.yaml", id="of a heading"),
        pytest.param(TurnOff("fact"), "deck.yaml", id="of a rule"),
    ],
)
def test_what_is_decided_is_taken_back_to_the_byte(root: Path, desk: Desk, decision: Decision, name: str) -> None:
    """A file that was not there is gone again."""
    before = text(root, name)
    desk.decide(decision)
    assert text(root, name) != before
    assert desk.done == (decision,)
    assert desk.undo() == decision
    assert text(root, name) == before
    assert desk.undo() is None


@pytest.mark.parametrize(
    "decision",
    [
        pytest.param(Say("aaaaaaaaaaaa", KEEP), id="of a card"),
        pytest.param(Make("notes/a.md", 3, "x", "y", "z"), id="a card more"),
    ],
)
def test_what_was_edited_since_stays_when_a_decision_is_taken_back(root: Path, desk: Desk, decision: Decision) -> None:
    """Only the decision goes."""
    desk.decide(decision)
    write(root, "bbbbbbbbbbbb: drop # by hand\n" + (text(root) or ""))
    desk.undo()
    assert text(root) == "bbbbbbbbbbbb: drop # by hand\n"


@pytest.mark.parametrize("decision", [LeaveOut("TMI"), TurnOff("fact")], ids=["of a heading", "of a rule"])
def test_deck_yaml_edited_since_stays_as_well(root: Path, desk: Desk, decision: Decision) -> None:
    """Only the word goes."""
    desk.decide(decision)
    path = root / "deck.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("name: Deck", "name: Other # new"), encoding="utf-8")
    desk.undo()
    said = path.read_text(encoding="utf-8")
    assert "name: Other # new" in said
    assert "TMI" not in said
    assert "fact" not in said


def test_a_change_of_the_same_card_is_refused(root: Path, desk: Desk) -> None:
    """What the file says now is told, and nothing written, unless the user insists."""
    write(root, "aaaaaaaaaaaa: drop\n")
    with pytest.raises(RefusedError, match="something else") as refusal:
        desk.decide(Say("aaaaaaaaaaaa", KEEP))
    assert refusal.value.now == DROP
    assert text(root) == "aaaaaaaaaaaa: drop\n"
    desk.decide(Say("aaaaaaaaaaaa", KEEP), is_forced=True)
    assert text(root) == "aaaaaaaaaaaa: keep\n"


def test_a_change_of_another_card_is_none_of_ours(root: Path, desk: Desk) -> None:
    """Both stay."""
    desk.decide(Say("aaaaaaaaaaaa", KEEP))
    write(root, "# by hand\nbbbbbbbbbbbb: drop\n" + (text(root) or ""))
    desk.decide(Say("aaaaaaaaaaaa", DROP, before=KEEP))
    assert text(root) == "# by hand\nbbbbbbbbbbbb: drop\naaaaaaaaaaaa: drop\n"


def test_what_was_said_since_is_not_taken_back(root: Path, desk: Desk) -> None:
    """It is the user's word against an older one."""
    desk.decide(Say("aaaaaaaaaaaa", KEEP))
    write(root, "aaaaaaaaaaaa: drop\n")
    with pytest.raises(RefusedError, match="it stays"):
        desk.undo()
    assert text(root) == "aaaaaaaaaaaa: drop\n"


def test_more_is_added_to_what_was_said(root: Path, desk: Desk) -> None:
    """A wording does not take the verdict back."""
    desk.decide(Say("aaaaaaaaaaaa", KEEP))
    desk.decide(Say("aaaaaaaaaaaa", Said(question=" Why\n"), before=KEEP))
    assert desk.said(("aaaaaaaaaaaa", "b")) == {"aaaaaaaaaaaa": Said(Status.KEEP, "Why")}
    desk.undo()
    assert text(root) == "aaaaaaaaaaaa: keep\n"


@pytest.mark.parametrize(
    ("decision", "message"),
    [
        pytest.param(Make("a.md", 1, "x", " ", "z"), "needs a question", id="a card without a question"),
        pytest.param(LeaveOut("a" * 50), "no name of a section", id="a heading that is a sentence"),
    ],
)
def test_what_makes_no_sense_is_refused(root: Path, desk: Desk, decision: Decision, message: str) -> None:
    """Nothing is written."""
    with pytest.raises(RefusedError, match=message):
        desk.decide(decision)
    assert text(root) is None
    assert desk.done == ()


@pytest.mark.parametrize(
    ("said", "message"),
    [
        pytest.param("a: [\n", "broken YAML", id="broken"),
        pytest.param("a: '" + "x" * 1024 * 1024 + "'\n", "longer than 1024 KiB", id="too long"),
    ],
)
def test_a_file_that_cannot_be_changed_stays(root: Path, desk: Desk, said: str, message: str) -> None:
    """The user mends it first."""
    write(root, said)
    with pytest.raises((RefusedError, InputError), match=message):
        desk.decide(Say("aaaaaaaaaaaa", KEEP))
    assert text(root) == said


def test_another_encoding_is_refused(root: Path, desk: Desk) -> None:
    """UTF-8, with or without the mark of editors on Windows, which stays."""
    (root / "overrides.yaml").write_bytes("# 카드\n".encode("cp949"))
    with pytest.raises(RefusedError, match="UTF-8"):
        desk.decide(Say("aaaaaaaaaaaa", KEEP))
    (root / "overrides.yaml").write_bytes(b"\xef\xbb\xbfbbbbbbbbbbbb: drop\n")
    desk.decide(Say("aaaaaaaaaaaa", KEEP))
    assert (root / "overrides.yaml").read_bytes() == b"\xef\xbb\xbfbbbbbbbbbbbb: drop\naaaaaaaaaaaa: keep\n"


def test_one_writes_at_a_time(root: Path, desk: Desk) -> None:
    """A second program is refused at once."""
    with locked(root / "overrides.yaml", "overrides.yaml"), pytest.raises(InputError, match="another notes2anki"):
        desk.decide(Say("aaaaaaaaaaaa", KEEP))


def test_a_deck_without_a_file_for_it_refuses(tmp_path: Path) -> None:
    """Such as one that the command line made up."""
    desk = Desk(adhoc_settings(("*.md",), root=tmp_path))
    with pytest.raises(RefusedError, match=r"without a deck\.yaml"):
        desk.decide(TurnOff("fact"))


def test_what_is_broken_says_nothing(root: Path, desk: Desk) -> None:
    """The build says what is wrong with it."""
    write(root, "a: [\n")
    assert desk.said(("a",)) == {}
    assert Said() == NOTHING


def test_a_file_that_cannot_be_written_is_told(root: Path, desk: Desk) -> None:
    """As a problem of that file."""
    (root / "overrides.yaml").mkdir()
    with pytest.raises(InputError) as caught:
        desk.decide(Say("aaaaaaaaaaaa", KEEP))
    assert caught.value.problems == (Problem("overrides.yaml", 0, "cannot be read: is a directory"),)
