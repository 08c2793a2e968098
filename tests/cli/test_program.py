"""The program among other programs: help, completion, terminals, pipes, signals. Real processes where that matters."""

import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

import notes2anki
from tests.support.program import PROGRAM, Run, Write, on_terminal

CARD = "- Bagging: training models apart on samples of the data and averaging what they predict\n"
PATIENCE = 60
COMMANDS = (
    *("build", "cards", "check", "diff", "init", "preview", "schema", "watch"),
    *("ledger", "ledger forget", "ledger join", "ledger show"),
    *("templates", "templates check", "templates diff", "templates eject", "templates new", "templates update"),
)


def test_version(run: Run) -> None:
    """`--version` prints name and version."""
    assert run("--version").out == f"notes2anki {notes2anki.__version__}\n"


@pytest.mark.parametrize("words", [pytest.param((), id="the program"), *(command.split() for command in COMMANDS)])
def test_help_has_an_example(words: tuple[str, ...], run: Run) -> None:
    """Each `--help` ends with an example of the command."""
    out = run(*words, "--help").out
    assert f"notes2anki {' '.join(words) or 'init'} " in out[out.index("Example") :]


@pytest.mark.parametrize(
    "words", [pytest.param(("bild",), id="no such command"), pytest.param(("build", "--wek"), id="no such option")]
)
def test_wrong_usage_is_exit_2(words: tuple[str, ...], run: Run) -> None:
    """What cannot be understood is usage, not a problem of the notes."""
    finished = run(*words)
    assert (finished.code, finished.out) == (2, "")


@pytest.mark.parametrize("words", [("--help",), *((*command.split(), "--help") for command in COMMANDS)], ids=" ".join)
def test_help_imports_nothing_heavy(words: tuple[str, ...], environment: None) -> None:
    """Help needs neither the package library nor the Markdown parser nor YAML, so it is there at once."""
    listing = (sys.executable, "-X", "importtime", "-m", "notes2anki", *words)
    imported = subprocess.run(listing, check=True, capture_output=True, text=True).stderr
    names = {line.rpartition("|")[2].strip().partition(".")[0] for line in imported.splitlines()}
    assert "click" in names
    heavy = {"genanki", "markdown_it", "mdit_py_plugins", "yaml", "frontmatter", "msgspec", "dataclasses", "pathlib"}
    assert not names & heavy


def test_completion_is_click_s(environment: None, monkeypatch: pytest.MonkeyPatch) -> None:
    """The shell completes options and the words for a week."""
    monkeypatch.setenv("_NOTES2ANKI_COMPLETE", "bash_complete")
    monkeypatch.setenv("COMP_WORDS", "notes2anki build --week ")
    monkeypatch.setenv("COMP_CWORD", "3")
    completed = subprocess.run(PROGRAM, check=False, capture_output=True, text=True)
    assert completed.stdout.split() == ["plain,last", "plain,this"]


def test_a_closed_pipe_is_quiet(environment: None, write: Write) -> None:
    """`notes2anki cards | head` ends without a word."""
    write({f"notes/{number:03}.md": CARD.replace("Bagging", f"Bagging {number}") for number in range(60)})
    with subprocess.Popen((*PROGRAM, "cards", "notes"), stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout
        assert process.stderr
        process.stdout.close()
        assert process.stderr.read() == b""


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="has no disk that is always full")
def test_a_full_disk_behind_stdout_is_one_line(environment: None, write: Write) -> None:
    """What cannot be written is said in one line, with exit code 1."""
    write({"notes/a.md": CARD})
    with Path("/dev/full").open("wb") as full:
        finished = subprocess.run(
            (*PROGRAM, "cards", "notes"), stdout=full, stderr=subprocess.PIPE, text=True, check=False
        )
    assert (finished.returncode, finished.stderr) == (1, "notes2anki: No space left on device\n")


def test_an_interruption_leaves_no_traceback(environment: None, home: Path, write: Write) -> None:
    """Ctrl-C ends the program with a word and exit code 1."""
    write({f"notes/{number}.md": CARD.replace("Bagging", f"Bagging {number}") for number in range(2000)})
    write({"deck.yaml": "name: Slow\n"})
    program = (sys.executable, "-c", _INTERRUPTIBLE, *PROGRAM)  # a job in the background ignores Ctrl-C
    with subprocess.Popen((*program, "cards"), stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        end = time.monotonic() + PATIENCE
        while not list(home.glob(".notes2anki-cache/*.page")):  # it reads
            assert time.monotonic() < end
            time.sleep(0.02)
        process.send_signal(signal.SIGINT)
        _, said = process.communicate(timeout=PATIENCE)
    assert said.split() == [b"Aborted!"]
    assert process.returncode == 1


_INTERRUPTIBLE = """
import os, signal, sys
signal.signal(signal.SIGINT, signal.SIG_DFL)
os.execv(sys.argv[1], sys.argv[1:])
"""


def test_a_terminal_without_korean_gets_question_marks(
    environment: None, write: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Letters that the output cannot show are replaced; JSON is UTF-8 everywhere."""
    monkeypatch.setenv("PYTHONIOENCODING", "latin-1")
    write({"notes/a.md": "- 양자화: 가중치를 적은 비트의 정수로 바꾸는 기법\n"})
    table = subprocess.run((*PROGRAM, "cards", "notes"), check=True, capture_output=True)
    assert b"??? " in table.stdout
    listing = subprocess.run((*PROGRAM, "cards", "notes", "--format", "json"), check=True, capture_output=True)
    assert "양자화" in listing.stdout.decode()


def test_colours_are_for_terminals(environment: None, write: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    """Colours go to a terminal, and nowhere with NO_COLOR."""
    write({"notes/a.md": CARD})
    assert "\x1b[" in on_terminal("cards", "notes")
    assert b"\x1b[" not in subprocess.run((*PROGRAM, "cards", "notes"), check=True, capture_output=True).stdout
    monkeypatch.setenv("NO_COLOR", "1")
    assert "\x1b[" not in on_terminal("cards", "notes")


def test_long_work_shows_its_progress(environment: None, write: Write) -> None:
    """On a terminal, a bar shows how many of many reports are read."""
    write({f"notes/{day:03}.md": CARD for day in range(30)})
    assert "30/30" in on_terminal("check", "notes")
    assert "30/30" not in on_terminal("check", "notes", "--quiet")
    assert "10/10" not in on_terminal("check", "notes/00*.md")
