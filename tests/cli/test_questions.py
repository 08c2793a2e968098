"""What `build` asks before it writes a package that overwrites what was edited in Anki, and the ways to answer."""

from __future__ import annotations

import datetime as dt
import os
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.conftest import MONDAY
from tests.support.program import Finished, Run, Write, on_terminal

REPORT = """---
tags: [AI]
---
- **Bagging**: training models apart on samples of the data and averaging what they predict
- **Boosting**: training models in turn, each on what the one before got wrong
"""
LOST = "this deck was built before, but ledger and package are gone: all its cards are dated anew"
QUESTION = "Write the package all the same? [y/N]"
DAY = 86_400
YEAR = 365 * DAY


@pytest.fixture
def lost(home: Path, run: Run, write: Write, environment: None) -> Path:
    """Return the folder of a deck that was built, and whose ledger and package are gone."""
    write({"deck.yaml": "name: Daily\n", "notes/a.md": REPORT})
    assert run("build").code == 0
    (home / "ledger.jsonl").unlink()
    (home / "daily-reports.apkg").unlink()
    return home


def _is_written(home: Path) -> bool:
    return (home / "daily-reports.apkg").exists() and (home / "ledger.jsonl").exists()


@pytest.mark.parametrize("command", [("build",), ("build", "--no-cache"), ("build", "--quiet")])
@pytest.mark.parametrize(("typed", "code"), [("y\n", 0), ("n\n", 1), ("\n", 1)], ids=["yes", "no", "nothing"])
def test_a_lost_deck_is_asked_about_on_a_terminal(lost: Path, command: tuple[str, ...], typed: str, code: int) -> None:
    """The cost is told, and what else could be done; without a yes nothing is written."""
    seen = on_terminal(*command, code=code, typed=typed)
    assert LOST in seen
    assert "put ledger.jsonl or the last package back" in seen
    assert QUESTION in seen
    assert ("Nothing was written." in seen) is (code == 1)
    assert _is_written(lost) is (code == 0)


def test_a_question_stands_on_a_line_of_its_own(lost: Path, write: Write) -> None:
    """Also where many reports were read, with a bar that shows it."""
    write({f"notes/{number}.md": f"- **Term {number}**: what number {number} means\n" for number in range(30)})
    seen = on_terminal("build", typed="y\n")
    assert "30/31" in seen
    assert re.search(r"31/31[^\n]*\n[^\n]*ledger\.jsonl", seen)


def test_yes_answers_beforehand(lost: Path) -> None:
    """The cost is told all the same."""
    seen = on_terminal("build", "--yes")
    assert LOST in seen
    assert QUESTION not in seen
    assert _is_written(lost)


def test_nobody_is_asked_without_a_terminal(lost: Path, run: Run) -> None:
    """A weekly build in the background goes on, and its mail tells the cost; so do those who write nothing."""
    for words in (("diff",), ("check",), ("build", "--dry-run")):
        assert LOST in run(*words).err
    finished = run("build")
    assert (finished.code, LOST in finished.err) == (0, True)
    assert LOST not in run("build").err


def test_a_lock_of_templates_tells_of_a_former_build_as_well(lost: Path, run: Run, write: Write) -> None:
    """It is committed to git, unlike the cache."""
    write({"deck.yaml": "name: Daily\ntheme: {name: paper}\n"})
    run("build")
    for name in ("ledger.jsonl", "daily-reports.apkg", ".notes2anki-cache/built"):
        (lost / name).unlink()
    assert LOST in run("build").err


@pytest.mark.parametrize("first", [(), ("cards",), ("check",), ("diff",)], ids=lambda words: " ".join(words) or "build")
def test_a_true_first_build_is_not_asked_about(
    run: Run, write: Write, first: tuple[str, ...], environment: None
) -> None:
    """Whatever was looked at before."""
    assert run("init", "deck").code == 0
    write({"deck/notes/a.md": REPORT})
    if first:
        run(*first, "deck")
    assert "y/N" not in on_terminal("build", "deck")


# --- clocks --------------------------------------------------------------------------------------------------------


@pytest.fixture
def build_at(home: Path, run: Run, write: Write, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Finished]:
    """Return a function that saves a report on one day and builds on another; both are counted from the first build."""
    write({"deck.yaml": "name: Daily\n"})

    def build_(days: int, text: str, *words: str, saved: int = 0) -> Finished:
        write({"notes/a.md": text})
        for path in (*home.rglob("*"), home):
            os.utime(path, (int(MONDAY) + saved * DAY,) * 2)
        monkeypatch.setenv("SOURCE_DATE_EPOCH", str(int(MONDAY) + days * DAY))
        return run("build", *words)

    build_(0, REPORT)
    return build_


EDITED = REPORT.replace("got wrong", "got quite wrong")


def test_a_clock_ahead_is_refused_and_named(build_at: Callable[..., Finished], home: Path) -> None:
    """With the way on, if it is right after all."""
    before = (home / "ledger.jsonl").read_bytes()
    finished = build_at(18 * 365, EDITED, saved=7)
    assert (finished.code, "Traceback" in finished.err) == (1, False)
    assert (
        "ledger.jsonl: this machine's clock says 2040-03-16; the newest of ledger and files is of 2022-03-28"
        in finished.err
    )
    assert "save a report anew, then build again" in finished.err
    assert (home / "ledger.jsonl").read_bytes() == before
    assert build_at(18 * 365, EDITED, saved=18 * 365).code == 0


def test_a_repair_says_what_to_do_in_anki(build_at: Callable[..., Finished], run: Run) -> None:
    """What a clock ahead has dated is mended by the command that the next build names."""
    build_at(18 * 365, EDITED, saved=18 * 365)
    finished = build_at(7, EDITED, saved=7)
    assert finished.code == 1
    assert "1 of the cards are dated more than a day after now" in finished.err
    assert "hint: set this machine's clock; if it is right: notes2anki ledger repair" in finished.err
    repaired = run("ledger", "repair")
    assert repaired.out.startswith("ledger.jsonl: 1 card dated 2022-03-28\n")
    assert "run Check Database" in " ".join(repaired.out.split())
    assert run("ledger", "repair").out == "ledger.jsonl: no card is dated ahead\n"
    assert build_at(8, EDITED, saved=8).code == 0


# --- what no build can see -----------------------------------------------------------------------------------------


def test_what_keeps_a_change_out_of_anki_is_told_for_two_weekly_builds(build_at: Callable[..., Finished]) -> None:
    """With the option for when that has happened, which says what it costs."""
    assert "--last-import" not in build_at(3, REPORT).out
    for days in (7, 14, 21):
        said = "1 card changed within two weeks: what you edit in Anki before you import it stays"
        assert f"{said}; then see build --last-import\n" in build_at(days, EDITED).out
    assert "--last-import" not in build_at(23, EDITED).out
    day = dt.datetime.fromtimestamp(int(MONDAY) + 2 * DAY, dt.UTC).date().isoformat()
    again = build_at(28, EDITED, "--last-import", day)
    assert "notice: 1 card is written again with the same content" in again.err
    assert "overwrites what was edited, tagged or marked on them in Anki" in again.err
    assert build_at(28, EDITED, "--last-import", "yesterday").code == 2


def test_a_moved_report_comes_with_the_way_to_refresh_sources(build_at: Callable[..., Finished], home: Path) -> None:
    """It is told once; the option tells the number of cards before it costs anything."""
    (home / "notes" / "old").mkdir()
    (home / "notes" / "a.md").rename(home / "notes" / "old" / "b.md")
    (home / "notes" / "a.md").write_text("Nothing to ask.\n", encoding="utf-8")
    moved = build_at(7, "Nothing to ask.\n")
    assert "2 cards in another report than before" in moved.out
    assert "--refresh-sources" not in build_at(8, "Nothing to ask.\n").out
    refreshed = build_at(9, "Nothing to ask.\n", "--refresh-sources")
    assert "notice: 2 cards are written again with the same content" in refreshed.err
    assert refreshed.code == 0
