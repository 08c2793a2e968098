"""`notes2anki review` and `notes2anki preview`, as far as they need no browser."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import urllib.request
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner, Result

pytest.importorskip("ruamel.yaml", reason="the extra `preview` is not installed")

from notes2anki.cli import command
from notes2anki.files import locked
from tests.support.program import PROGRAM, Write

REPORT = """\
## Peer session

- **IoU**: the overlap of two boxes
- **AP**: an area under a curve
- **NMS**: what keeps the best of many boxes
"""


@pytest.fixture
def deck(home: Path, write: Write) -> Path:
    """Return the folder of a deck of three cards."""
    write({"deck.yaml": "# mine\nname: Deck\n", "notes/a.md": REPORT})
    return home


def press(keys: str) -> Result:
    """Run the review with these keys."""
    return CliRunner().invoke(command, ["review"], input=keys)


def said(deck: Path) -> str:
    """Return overrides.yaml without the keys' own names."""
    path = deck / "overrides.yaml"
    return (
        re.sub(r"\b[a-z2-7]{12}\b", "KEY", path.read_text(encoding="utf-8"), flags=re.MULTILINE)
        if path.exists()
        else ""
    )


@pytest.mark.parametrize(
    ("keys", "overrides", "farewell"),
    [
        pytest.param("q", "", "0 decisions written, 3 cards left", id="nothing"),
        pytest.param("kdk", "KEY: keep\nKEY: drop\nKEY: keep\n", "3 decisions written, 0 cards left", id="all"),
        pytest.param("sdq", "KEY: drop\n", "1 decision written, 2 cards left", id="one is left for later"),
        pytest.param("ksss", "KEY: keep\n", "1 decision written, 2 cards left", id="the rest is left for later"),
        pytest.param("kuq", "", "0 decisions written, 3 cards left", id="taken back"),
        pytest.param("uq", "", "0 decisions written, 3 cards left", id="nothing to take back"),
        pytest.param("xq", "", "0 decisions written, 3 cards left", id="no such key"),
        pytest.param("t1q", "KEY:\n  kind: qa\n", "1 decision written, 2 cards left", id="another kind"),
        pytest.param("m1q", "KEY:\n  keep: true\n  merge: KEY\n", "1 decision written, 1 card left", id="merged"),
        pytest.param("m1uq", "", "0 decisions written, 3 cards left", id="two again"),
        pytest.param("mxq", "", "0 decisions written, 3 cards left", id="merged with none"),
        pytest.param("t9q", "", "0 decisions written, 3 cards left", id="no kind chosen"),
    ],
)
def test_a_key_a_card(deck: Path, keys: str, overrides: str, farewell: str) -> None:
    """Each decision is in the file at once."""
    finished = press(keys)
    assert finished.exit_code == 0
    assert said(deck) == overrides
    assert finished.output.splitlines()[-1] == farewell


def test_a_card_is_shown_with_its_source(deck: Path) -> None:
    """And why there is one, and which keys there are."""
    out = press("q").output
    assert "1 of 3 · notes/a.md:3 · keep" in out
    assert "the overlap of two boxes" in out
    assert "    3 ▌ - **IoU**: the overlap of two boxes" in out
    assert "why: " in out
    assert "[k]eep" in out


def test_the_keys_are_told(deck: Path) -> None:
    """Each with what it does, and the card stays."""
    out = press("?q").output
    assert "m  merge: take the answer of another card" in out
    assert "0 decisions written, 3 cards left" in out


def test_without_a_terminal_there_are_no_keys(deck: Path) -> None:
    """It is said, with what to do instead."""
    program = [*PROGRAM, "review"]
    finished = subprocess.run(
        program, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False, start_new_session=True, cwd=deck
    )
    assert finished.returncode == 1
    assert "review: there is no terminal whose keys could be read\n    hint: " in finished.stderr


@pytest.mark.parametrize(
    ("keys", "added"),
    [
        pytest.param("h1", "sections:\n  out:\n    - Peer session\n", id="a heading"),
        pytest.param("r1", "rules:\n  off:\n    - label\n", id="a rule"),
        pytest.param("h1u", "", id="taken back"),
    ],
)
def test_headings_and_rules_go_to_deck_yaml(deck: Path, keys: str, added: str) -> None:
    """Its comments stay; what gives no card any more is not asked of."""
    assert press(f"{keys}q").exit_code == 0
    assert (deck / "deck.yaml").read_text(encoding="utf-8") == f"# mine\nname: Deck\n{added}"


Editor = Callable[[str, str], None]


@pytest.fixture
def editor(deck: Path, monkeypatch: pytest.MonkeyPatch) -> Editor:
    """Return what makes the user's editor replace some words by others, and leave the rest."""
    monkeypatch.setenv("EDITOR", f"{sys.executable} {deck / 'editor.py'}")

    def replacing(old: str, new: str) -> None:
        code = "import pathlib, sys\npath = pathlib.Path(sys.argv[1])\n"
        code += f"path.write_text(path.read_text().replace({old!r}, {new!r}))\n"
        (deck / "editor.py").write_text(code)

    return replacing


@pytest.mark.parametrize(
    ("old", "new", "written"),
    [
        pytest.param("the overlap", "an *overlap*", "answer: an *overlap* of two boxes", id="the answer"),
        pytest.param("--- hint\n", "--- hint\na quotient\n", "hint: a quotient", id="the hint"),
    ],
)
def test_words_are_changed_in_the_editor(deck: Path, editor: Editor, old: str, new: str, written: str) -> None:
    """Question, answer and hint in one file, each named by a line above it."""
    editor(old, new)
    assert press("eq").exit_code == 0
    assert said(deck) == f"KEY:\n  keep: true\n  {written}\n"


def test_a_hint_is_shown(deck: Path) -> None:
    """Below the answer."""
    (deck / "notes" / "a.md").write_text("- Q: What forgets?\n  A: an EMA\n  Hint: an average\n", encoding="utf-8")
    assert "  an EMA\n  hint: an average\n" in press("q").output


def test_a_sheet_without_its_lines_is_refused(deck: Path, editor: Editor) -> None:
    """It is told which one is gone; nothing is written."""
    editor("--- answer", "an *answer*")
    out = press("eq").output
    assert "the line `--- answer` is gone" in out
    assert "0 decisions written, 3 cards left" in out
    assert said(deck) == ""


SKIPPED = "\n## TMI\n\n- Noodles for lunch, and rain all day\n"


def test_a_skipped_line_becomes_a_card(deck: Path, editor: Editor) -> None:
    """The line is shown with its reason; the card is in the file, and one key takes it back."""
    notes = deck / "notes" / "a.md"
    notes.write_text(REPORT + SKIPPED, encoding="utf-8")
    editor("\n--- answer", "What was for lunch?\n--- answer")
    out = press("lscq").output
    assert "3 of 3 · notes/a.md:9 · no card" in out
    assert "    9 ▌ - Noodles for lunch, and rain all day" in out
    assert "[c]ard of this line" in out
    (card,) = yaml.safe_load((deck / "overrides.yaml").read_text(encoding="utf-8"))["cards"]
    assert (card["path"], card["line"], card["question"]) == ("notes/a.md", 9, "What was for lunch?")
    assert card["answer"] == "Noodles for lunch, and rain all day"
    assert "1 decision written" in out
    assert "notes/a.md:9 · no card" not in press("lsssq").output
    (deck / "overrides.yaml").unlink()
    assert "0 decisions written, 1 line left" in press("lscuq").output
    assert said(deck) == ""


def test_a_card_without_a_question_is_refused_and_its_words_stay(deck: Path, editor: Editor) -> None:
    """They are in the editor again at the same key."""
    (deck / "notes" / "a.md").write_text(REPORT + SKIPPED, encoding="utf-8")
    editor("Noodles", "Soup")
    assert "a card needs a question and an answer" in press("lscq").output
    code = (deck / "editor.py").read_text()
    code += "path.write_text(('What?' if 'Soup' in path.read_text() and mark.exists() else '') + path.read_text())\n"
    mark = f"mark = pathlib.Path({str(deck / 'mark')!r})\n"
    (deck / "editor.py").write_text(code.replace("path = ", f"{mark}path = ", 1) + "mark.touch()\n")
    press("lsccq")
    (card,) = yaml.safe_load((deck / "overrides.yaml").read_text(encoding="utf-8"))["cards"]
    assert (card["question"], card["answer"]) == ("What?", "Soup for lunch, and rain all day")


def test_lines_of_the_same_report_are_shown(deck: Path) -> None:
    """Those from the card on first; the same key leads back."""
    (deck / "notes" / "0.md").write_text(SKIPPED, encoding="utf-8")
    (deck / "notes" / "a.md").write_text(REPORT + SKIPPED, encoding="utf-8")
    out = press("llq").output
    assert "4 of 5 · notes/a.md:7 · no card" in out
    assert out.count("1 of 3 · notes/a.md:3 · keep") == 2


def test_lines_are_offered_where_no_card_waits(deck: Path) -> None:
    """There may be one among them."""
    (deck / "notes" / "a.md").write_text(SKIPPED, encoding="utf-8")
    out = press("lssq").output
    assert "Nothing is left to judge: [l]ines that gave no card" in out
    assert "notes/a.md:4 · no card" in out
    assert "Nothing is left to judge: [l]: back to the cards" in out


def test_what_is_broken_is_told_first(deck: Path, write: Write) -> None:
    """There is nothing to judge then."""
    write({"overrides.yaml": "x: [\n"})
    finished = press("k")
    assert finished.exit_code == 1
    assert "overrides.yaml:2: broken YAML" in finished.output


@pytest.mark.parametrize("name", ["review", "preview"])
def test_one_deck_at_a_time(home: Path, write: Write, name: str) -> None:
    """Where there are several, one is to be named."""
    write({"decks/a/deck.yaml": "", "decks/b/deck.yaml": ""})
    finished = CliRunner().invoke(command, [name])
    assert finished.exit_code == 1
    assert "there are 2 decks: a, b" in finished.output


def test_the_page_is_written_to_a_file(deck: Path) -> None:
    """With how much is in it."""
    finished = CliRunner().invoke(command, ["preview", "--export", "page"])
    assert finished.exit_code == 0
    assert re.fullmatch(r"page/index\.html: 3 cards, \d+ kB\n", finished.output)


def test_the_page_is_served_until_it_is_interrupted(deck: Path) -> None:
    """The address is the first that is printed; Ctrl-C is no error."""
    program = [*PROGRAM, "preview", "--no-open"]
    process = subprocess.Popen(program, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, cwd=deck)
    assert process.stdout is not None
    address = process.stdout.readline().split()[0]
    with urllib.request.urlopen(address) as answer:  # noqa: S310 -- our own
        assert answer.status == 200
    process.send_signal(signal.SIGINT)
    _, err = process.communicate(timeout=10)
    assert (process.returncode, err) == (0, "")


def test_a_port_that_is_taken_is_told(deck: Path) -> None:
    """As a problem, not as a traceback."""
    import socket

    with socket.create_server(("127.0.0.1", 0)) as taken:
        finished = CliRunner().invoke(command, ["preview", "--no-open", "--port", str(taken.getsockname()[1])])
    assert finished.exit_code == 1
    assert "in use" in finished.output
    assert os.sep not in finished.output


@pytest.mark.parametrize("name", ["review", "preview"])
def test_what_is_not_installed_is_told(deck: Path, name: str) -> None:
    """With the command that installs it; `--help` works without."""
    code = (
        "import importlib.metadata as m, sys\n"
        "old = m.version\n"
        "def version(name):\n"
        "    if name == 'starlette': raise m.PackageNotFoundError(name)\n"
        "    return old(name)\n"
        "m.version = version\n"
        f"from notes2anki.cli import main\nmain(['{name}'])\n"
    )
    finished = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False, cwd=deck)
    assert finished.returncode == 1
    assert "starlette is not installed" in finished.stderr
    assert "pip install 'notes2anki[preview]'" in finished.stderr


def test_what_cannot_be_written_is_told_and_the_card_stays(deck: Path) -> None:
    """As when another program works on the deck."""
    with locked(deck / "overrides.yaml", "overrides.yaml"):
        out = press("kq").output
    assert "another notes2anki is working on this deck" in out
    assert "0 decisions written, 3 cards left" in out


def test_all_judged_is_said_and_can_be_taken_back(deck: Path) -> None:
    """The last key may have been a slip."""
    finished = press("kkkuq")
    assert "Nothing is left to judge: [l]ines that gave no card, [u]ndo" in finished.output
    assert said(deck) == "KEY: keep\nKEY: keep\n"


def test_who_has_named_no_editor_is_not_asked_for_one(deck: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Debian's `sensible-editor` would, in the midst of the review."""
    for name in ("EDITOR", "VISUAL"):
        monkeypatch.delenv(name, raising=False)
    for name, code in (("sensible-editor", "raise SystemExit('which one?')"), ("nano", _REWORDS)):
        program = deck / "bin" / name
        program.parent.mkdir(exist_ok=True)
        program.write_text(f"#!{sys.executable}\n{code}\n", encoding="utf-8")
        program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{deck / 'bin'}:/bin")
    assert press("eq").exit_code == 0
    assert "answer: an overlap of two boxes" in said(deck)


_REWORDS = """\
import pathlib, sys
path = pathlib.Path(sys.argv[1])
path.write_text(path.read_text().replace("the overlap", "an overlap"))"""


def test_tabs_of_a_report_are_spaces(deck: Path) -> None:
    """As an editor shows them, and no unknown sign."""
    (deck / "notes" / "a.md").write_text("- Boxes\n\t- **IoU**: the overlap of two boxes\n", encoding="utf-8")
    out = press("q").output
    assert "    - **IoU**: the overlap of two boxes" in out
    assert "\N{REPLACEMENT CHARACTER}" not in out


def test_an_editor_that_changes_nothing_says_nothing(deck: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The card waits on."""
    monkeypatch.setenv("EDITOR", "true")
    assert "0 decisions written, 3 cards left" in press("eq").output
