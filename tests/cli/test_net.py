"""What nobody foresaw: a message, an exit code of 1, and no traceback unless one asks for it."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.support.program import Write

CARD = "- Bagging: training models apart on samples of the data and averaging what they predict\n"
DEEP = "".join(f"{'  ' * depth}- a thing {depth}\n" for depth in range(30))
SHALLOW = "import sys; from notes2anki.cli import main; sys.setrecursionlimit({limit}); main(sys.argv[1:])"


def _run(code: str, *words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, "-c", code, *words], capture_output=True, text=True, check=False, timeout=60)


@pytest.mark.usefixtures("environment")
def test_a_failure_on_one_report_leaves_it_out(write: Write) -> None:
    """With a stack that is too small for one report, the others are built, and the message names it."""
    write({"deck.yaml": "name: Daily\n", "notes/a.md": CARD, "notes/b.md": DEEP})
    done = _run(SHALLOW.format(limit=130), "build")
    assert done.returncode == 0
    assert "notes/b.md: notice: this report is left out: notes2anki failed here: RecursionError" in done.stderr
    assert "please report it" in done.stderr
    assert "Traceback" not in done.stderr
    assert "1 new" in done.stdout


@pytest.mark.usefixtures("environment")
def test_a_failure_anywhere_is_a_message(write: Write) -> None:
    """Here the program is called as it never should be."""
    done = _run("from notes2anki.cli import main; main([object()])", "build")
    assert done.returncode == 1
    assert done.stderr.startswith("notes2anki: notes2anki failed here: ")
    assert "Traceback" not in done.stderr


@pytest.mark.usefixtures("environment")
def test_who_asks_for_it_sees_the_traceback(write: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    """As NOTES2ANKI_DEBUG does."""
    monkeypatch.setenv("NOTES2ANKI_DEBUG", "1")
    done = _run("from notes2anki.cli import main; main([object()])", "build")
    assert done.returncode == 1
    assert done.stderr.startswith("Traceback")


@pytest.mark.usefixtures("environment")
def test_too_little_memory_is_a_message(write: Write) -> None:
    """Here the ledger is larger than what the process may take."""
    write({"deck.yaml": "name: Daily\n", "notes/a.md": CARD, "ledger.jsonl": "\n" * 2**26})
    code = (
        "import resource, sys; from notes2anki import build, package; from notes2anki.cli import main;"
        "used = int(open('/proc/self/statm').read().split()[0]) * resource.getpagesize();"
        "resource.setrlimit(resource.RLIMIT_AS, (used + 2**25, used + 2**25)); main(sys.argv[1:])"
    )
    done = _run(code, "build")
    assert done.returncode == 1
    assert "there is not enough memory" in done.stderr
    assert "Traceback" not in done.stderr
    assert not list(Path().glob("*.apkg"))


@pytest.mark.usefixtures("environment")
def test_a_pipe_that_closes_is_the_end(write: Write) -> None:
    """As in `notes2anki cards | head -1`."""
    write(
        {
            "deck.yaml": "name: Daily\n",
            "notes/a.md": "".join(f"- Term{n}: a thing that does {n}\n" for n in range(2000)),
        }
    )
    words = [sys.executable, "-m", "notes2anki", "cards", "--format", "json"]
    with subprocess.Popen(words, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as cards:
        assert cards.stdout
        assert cards.stderr
        cards.stdout.readline()
        cards.stdout.close()
        assert cards.stderr.read() == ""
        assert cards.wait(60) in {0, 1}
