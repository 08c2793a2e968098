"""The workflow and the hook that users copy: every command in them runs, in a real repository. And our own gate."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from tests.support.program import PROGRAM

HOME = Path(__file__).parents[1]
WORKFLOW = HOME / ".github/workflow-templates/weekly-deck.yml"
HOOKS = HOME / ".pre-commit-hooks.yaml"

REPORT = "---\ndate: 2022-03-17\n---\n- Bagging: training models apart on samples of the data\n"
IDENTITY = ("-c", "user.name=A", "-c", "user.email=a@example.org")


@pytest.fixture
def clone(tmp_path: Path) -> Path:
    """Return a clone of a repository with a deck, as the workflow's runner has it."""
    origin, work = tmp_path / "origin.git", tmp_path / "work"
    git(tmp_path, "init", "--quiet", "--bare", "--initial-branch=main", str(origin))
    git(tmp_path, "clone", "--quiet", str(origin), str(work))
    (work / "decks/daily/notes").mkdir(parents=True)
    (work / "decks/daily/deck.yaml").write_text("name: Daily\n", encoding="utf-8")
    (work / "decks/daily/notes/a.md").write_text(REPORT, encoding="utf-8")
    (work / ".gitignore").write_text("*.apkg\n", encoding="utf-8")
    git(work, "add", ".")
    git(work, *IDENTITY, "commit", "--quiet", "--message", "Notes")
    git(work, "push", "--quiet", "--set-upstream", "origin", "HEAD:main")
    return work


def git(folder: Path, *words: str) -> str:
    """Run git, without anybody's own settings, and return what it says."""
    env = {**os.environ, "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull}
    return subprocess.run(("git", *words), cwd=folder, env=env, check=True, capture_output=True, text=True).stdout


def run_job(clone: Path) -> None:
    """Run the steps of the workflow's job that are commands, as the runner does, without installing anything."""
    program = f'notes2anki() {{ "{sys.executable}" -m notes2anki "$@"; }}\n'
    env = {**os.environ, "PYTHONPATH": str(HOME), "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull}
    for step in yaml.safe_load(WORKFLOW.read_text(encoding="utf-8"))["jobs"]["build"]["steps"]:
        if "run" in step and step["name"] != "Install":
            subprocess.run(("bash", "-eo", "pipefail", "-c", program + step["run"]), cwd=clone, env=env, check=True)


def test_the_workflow_builds_and_remembers(clone: Path) -> None:
    """Package and list of changes are there, the ledger is pushed; the next week without a change commits nothing."""
    run_job(clone)
    assert (clone / "decks/daily/daily.apkg").exists()
    assert "Bagging" in (clone / "changes.txt").read_text(encoding="utf-8")
    assert re.match(r"Ledger of \d{4}-W\d\d\n", git(clone, "log", "--format=%s", "origin/main"))
    assert git(clone, "show", "--name-only", "--format=", "origin/main").split() == ["decks/daily/ledger.jsonl"]
    head = git(clone, "rev-parse", "HEAD")
    run_job(clone)
    assert git(clone, "rev-parse", "HEAD") == head
    assert "1 unchanged" in (clone / "changes.txt").read_text(encoding="utf-8")


def test_what_is_remembered_of_reports_stays_out_of_the_repository(clone: Path) -> None:
    """The folder beside a deck.yaml is no change to commit, though nobody has ignored it."""
    run_job(clone)
    assert (clone / "decks/daily/.notes2anki-cache").is_dir()
    assert git(clone, "status", "--porcelain") == "?? changes.txt\n"


@pytest.mark.parametrize(
    ("path", "is_checked"),
    [
        ("decks/daily/notes/a.md", True),
        ("notes/a.markdown", True),
        ("deck.yaml", True),
        ("decks/daily/overrides.yaml", True),
        ("decks/daily/decisions.jsonl", True),
        ("mydeck.yaml", False),
        ("decks/daily/ledger.jsonl", False),
        ("a.md.png", False),
    ],
)
def test_the_hook_runs_for_what_a_deck_is_made_of(path: str, is_checked: bool) -> None:  # noqa: FBT001 -- a table
    """Notes, settings and overrides."""
    (hook,) = yaml.safe_load(HOOKS.read_text(encoding="utf-8"))
    assert bool(re.search(hook["files"], path)) is is_checked


def test_the_hook_finds_what_is_wrong(clone: Path) -> None:
    """It checks all decks at once, and fails with the problem's place."""
    (hook,) = yaml.safe_load(HOOKS.read_text(encoding="utf-8"))
    program, *words = hook["entry"].split()
    assert (program, hook["language"], hook["pass_filenames"]) == ("notes2anki", "python", False)
    command = (*PROGRAM, *words)
    env = {**os.environ, "PYTHONPATH": str(HOME)}
    assert subprocess.run(command, cwd=clone, env=env, check=False, capture_output=True).returncode == 0
    (clone / "decks/daily/notes/b.md").write_text("---\ntags: [AI\n---\n", encoding="utf-8")
    finished = subprocess.run(command, cwd=clone, env=env, check=False, capture_output=True, text=True)
    assert (finished.returncode, "decks/daily/notes/b.md:2" in finished.stderr) == (1, True)


def test_every_picture_of_the_readme_is_there_and_small() -> None:
    """A clone brings them all, and a phone loads them at once."""
    names = re.findall(r"!\[[^\]]+\]\((?P<name>[^)]+)\)", (HOME / "README.md").read_text(encoding="utf-8"))
    assert len(names) >= 4
    assert all((HOME / name).stat().st_size < 100_000 for name in names)


@pytest.mark.parametrize(("required", "outcome"), [("", "1 skipped"), ("1", "1 error")])
def test_a_test_that_lacks_a_program_is_skipped_or_fails(tmp_path: Path, required: str, outcome: str) -> None:
    """Whoever has no Graphviz gets a reason; the gate must not pass without having tried."""
    test = "tests/media/test_diagrams.py::test_graphviz_draws_a_graph"
    env = {**os.environ, "PATH": str(tmp_path), "NOTES2ANKI_REQUIRE_PROGRAMS": required}
    words = (sys.executable, "-m", "pytest", "-p", "no:cacheprovider", test)
    ended = subprocess.run(words, check=False, cwd=HOME, env=env, capture_output=True, text=True)
    assert ended.returncode == (1 if required else 0)
    assert outcome in ended.stdout
    assert "Graphviz is not installed: no command `dot`" in ended.stdout
