"""`notes2anki diff` and `build --dry-run`: what the next import changes, and nothing written."""

import json
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from notes2anki.cache import FOLDER
from tests.support.program import Run, Write, on_terminal

BEFORE = """---
date: 2022-03-14
tags: [AI]
---
## Ensemble

- Bagging: training models apart on samples of the data and averaging what they predict
- 양자화: 가중치를 적은 비트의 정수로 바꾸는 기법
- class imbalance → focal loss
"""
AFTER = (
    BEFORE.replace("averaging what they predict", "voting on what they predict")
    .replace("- class imbalance → focal loss\n", "")
    .replace(
        "## Ensemble\n", "## Ensemble\n\n- Boosting: training models in turn, each on what the one before got wrong"
    )
)
DECK: Mapping[str, str | bytes] = {
    "deck.yaml": "name: Daily reports\n",
    "notes/a.md": BEFORE,
    "notes/b.md": "---\ntags: [Web]\n---\n- Idempotent: the same effect, however often it is sent\n",
}
CHANGED: Mapping[str, str | bytes] = {
    "deck.yaml": "name: Daily reports\nsubdecks: {rename: {Web: HTTP}}\n",
    "notes/a.md": AFTER,
}


Golden = Callable[[str, str], None]


@pytest.fixture
def changed(run: Run, write: Write) -> None:
    """Build a deck, then change its notes in every way."""
    write(DECK)
    run("build")
    write(CHANGED)


def test_changes_are_shown_to_people(changed: None, run: Run, golden: Golden) -> None:
    """Each group of cards, with their places; of edited ones the fields, with the words that changed."""
    finished = run("diff")
    golden("diff.text", finished.out)
    assert (finished.code, finished.err) == (3, "")


def test_changes_are_listed_for_programs(changed: None, run: Run) -> None:
    """The same as one JSON object, with paths as they are reached from here."""
    finished = run("diff", "--format", "json")
    found = json.loads(finished.out)
    assert finished.code == 3
    assert {name: len(found[name]) for name in ("new", "edited", "moved", "retired", "problems")} == {
        "new": 1,
        "edited": 1,
        "moved": 1,
        "retired": 1,
        "problems": 0,
    }
    assert (found["unchanged"], found["edited"][0]["path"], found["moved"][0]["deck"]) == (
        1,
        "notes/a.md",
        "Daily reports::HTTP",
    )


def test_how_a_card_asks_is_told_in_words(run: Run, write: Write) -> None:
    """No card shows the fields that steer it, and their names say nothing to people."""
    write(DECK)
    run("build")
    write({"deck.yaml": "name: Daily reports\ntyping: true\nspeech: [en_US]\nreverse: true\n"})
    shown = run("diff").out
    for line in ("typed in: {+yes+}", "read aloud: {+en_US+}", "asked both ways: {+yes+}"):
        assert f"\n    {line}\n" in shown
    assert "Spare" not in shown


def test_a_dry_run_is_the_same_with_the_summary(changed: None, run: Run, home: Path) -> None:
    """It says what a build would say, and leaves package and ledger as they were."""
    before = {path: path.read_bytes() for path in home.rglob("*") if path.is_file() and FOLDER not in path.parts}
    shown = run("diff").out
    finished = run("build", "--dry-run")
    assert finished.code == 3
    assert finished.out.startswith(shown)
    assert "2 reports · 4 cards kept" in finished.out[len(shown) :]
    assert finished.out.endswith("  nothing was written\n")
    assert run("build", "--dry-run", "--quiet").out == shown
    after = {path: path.read_bytes() for path in home.rglob("*") if path.is_file() and FOLDER not in path.parts}
    assert after == before


def test_no_change_is_exit_0(run: Run, write: Write) -> None:
    """After a build, nothing is left to tell."""
    write(DECK)
    assert run("diff").code == 3
    run("build")
    finished = run("diff")
    assert (finished.code, finished.out) == (0, "Daily reports\n4 unchanged\n")
    assert run("build", "--dry-run").code == 0


def test_a_problem_is_exit_1(run: Run, write: Write) -> None:
    """Where one deck cannot be built, that is told, and the changes of the others."""
    broken = "---\ntags: [AI\n---\n"
    write({f"decks/{name}/{path}": text for name in ("a", "b") for path, text in DECK.items()})
    write({"decks/a/notes/a.md": broken})
    for words in (("diff",), ("diff", "--format", "json"), ("build", "--dry-run")):
        assert run(*words).code == 3  # without it, there are changes
        finished = run(*words, "--strict")
        assert (finished.code, "decks/a/notes/a.md:2" in finished.err) == (1, True)
        assert "Idempotent" in finished.out


def test_terminals_get_colours_instead_of_signs(
    changed: None, environment: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Old words are struck through and new ones green, where that can be seen; NO_COLOR brings the signs back."""
    seen = on_terminal("diff", code=3)
    assert "\x1b[9m" in seen
    assert "[-" not in seen
    monkeypatch.setenv("NO_COLOR", "1")
    seen = on_terminal("diff", code=3)
    assert "\x1b[" not in seen
    assert "[-averaging-]{+voting on+}" in seen
