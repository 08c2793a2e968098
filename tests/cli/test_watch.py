"""`notes2anki watch`, in a real process: a build for each save, and a quiet end."""

import re
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator, Mapping
from pathlib import Path
from queue import Empty, Queue
from typing import IO

import pytest

from tests.support.program import Run, Write

PATIENCE = 30  # seconds, for a machine that has much to do
CARD = "- {term}: training models apart on samples of the data and averaging what they predict\n"
DECK: Mapping[str, str | bytes] = {"deck.yaml": "name: Daily\n", "notes/a.md": CARD.format(term="Bagging")}


class Watch:
    """A process that watches, and the lines that it has said."""

    def __init__(self, *words: str) -> None:
        """Start it."""
        program = (sys.executable, "-u", "-m", "notes2anki", "watch", *words)
        self.process = subprocess.Popen(program, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
        self._lines: Queue[str] = Queue()
        assert self.process.stdout
        self._reader = threading.Thread(target=self._collect, args=(self.process.stdout,), daemon=True)
        self._reader.start()

    def line(self, seconds: float = PATIENCE) -> str:
        """Return the next line, or nothing if there is none in time."""
        try:
            return re.sub(r"^\d\d:\d\d:\d\d ", "", self._lines.get(timeout=seconds).rstrip("\n"))
        except Empty:
            return ""

    def end(self) -> tuple[int, list[str]]:
        """Press Ctrl-C; return the exit code and what was left to say."""
        self.process.send_signal(signal.SIGINT)
        code = self.process.wait(PATIENCE)
        self._reader.join(PATIENCE)
        return code, list(self._lines.queue)

    def _collect(self, stream: IO[str]) -> None:
        for line in stream:
            self._lines.put(line)


@pytest.fixture
def watch(write: Write, environment: None, monkeypatch: pytest.MonkeyPatch) -> Iterator[Watch]:
    """Return a process that watches a deck and has built it once."""
    monkeypatch.delenv("SOURCE_DATE_EPOCH")
    write(DECK)
    watch = Watch()
    try:
        assert watch.line().startswith("Daily: 1 new → daily-reports.apkg (")
        assert watch.line() == "Watching . (Ctrl-C ends it)"
        yield watch
    finally:
        watch.process.kill()
        watch.process.wait()


def test_a_save_is_a_build_with_one_line(watch: Watch, write: Write) -> None:
    """Files that are saved together are one build; what the build writes starts no other."""
    write({"notes/b.md": CARD.format(term="Boosting").replace("apart", "in turn"), "notes/c.txt": "mine"})
    assert watch.line().startswith("Daily: 1 new, 1 unchanged → daily-reports.apkg (")
    assert watch.line(2) == ""
    assert watch.end() == (0, [])


def test_a_mistake_is_told_and_mended(watch: Watch, write: Write, home: Path) -> None:
    """With an error nothing is written; the next save is the next chance, also after a broken deck.yaml."""
    package = (home / "daily-reports.apkg").read_bytes()
    write({"overrides.yaml": "x: dorp\n"})
    said = [watch.line() for _ in range(3)]
    assert said[0].startswith("overrides.yaml:1: ")
    assert said[2] == "Daily: 1 error, nothing was written"
    assert (home / "daily-reports.apkg").read_bytes() == package
    write({"deck.yaml": "nme: Daily\n", "overrides.yaml": ""})
    assert watch.line().startswith("deck.yaml:1: unknown key `nme`")
    assert "hint" in watch.line()
    assert watch.line() == "deck.yaml: 1 error, nothing was written"
    write({"deck.yaml": "name: Every day\n"})
    assert watch.line().startswith("Every day: 1 ")
    assert watch.end() == (0, [])


def test_reports_elsewhere_are_watched(watch: Watch, write: Write, home: Path) -> None:
    """A deck.yaml may name other folders at any time."""
    elsewhere = home.parent / "elsewhere"
    elsewhere.mkdir()
    (elsewhere / "a.md").write_text(CARD.format(term="Stacking").replace("apart", "by turns"), encoding="utf-8")
    write({"deck.yaml": "name: Daily\nnotes: [notes, ../elsewhere]\n"})
    assert watch.line().startswith("Daily: 1 new")
    assert watch.line() == "Watching ., ../elsewhere (Ctrl-C ends it)"
    assert watch.line().startswith("Daily: 2 unchanged")
    (elsewhere / "b.md").write_text(CARD.format(term="Voting").replace("apart", "together"), encoding="utf-8")
    assert watch.line().startswith("Daily: 1 new")
    assert watch.end() == (0, [])


def test_what_only_the_user_can_answer_is_left_to_build(
    run: Run, home: Path, write: Write, environment: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Who watches may be elsewhere, and a package that overwrites is not written unseen."""
    monkeypatch.delenv("SOURCE_DATE_EPOCH")
    write(DECK)
    run("build")
    (home / "ledger.jsonl").unlink()
    (home / "daily-reports.apkg").unlink()
    watch = Watch()
    try:
        assert watch.line().startswith("ledger.jsonl: this deck was built before, but ledger and package are gone")
        assert "hint: " in watch.line()
        assert watch.line() == "Daily: 1 error, nothing was written"
        assert not (home / "daily-reports.apkg").exists()
    finally:
        watch.end()


def test_a_broken_report_stops_no_build_and_is_said(watch: Watch, write: Write) -> None:
    """The line says what was built, and before it stands why a report is left out."""
    write({"notes/b.md": "---\ndate: {{date}}\n---\n"})
    assert watch.line().startswith("notes/b.md:2: notice: this report is left out: broken front matter")
    assert watch.line().lstrip().startswith("hint: ")
    assert watch.line().startswith("Daily: 1 unchanged")
