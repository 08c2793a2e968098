"""The program as a user runs it, in an empty folder, at a fixed time, on a terminal of 100 columns that is none."""

from collections.abc import Mapping
from pathlib import Path

import pytest

import notes2anki
from notes2anki.cli import main
from tests.support.program import Finished, Run, Write

MONDAY = "1647820800"  # 2022-03-21, the day after ISO week 2022-W11


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the empty folder that the program runs in."""
    folder = tmp_path / "daily-reports"
    folder.mkdir()
    monkeypatch.chdir(folder)
    monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.setenv("COLUMNS", "100")
    monkeypatch.setenv("SOURCE_DATE_EPOCH", MONDAY)
    monkeypatch.setenv("TZ", "UTC")
    return folder


@pytest.fixture
def run(home: Path, capfd: pytest.CaptureFixture[str]) -> Run:
    """Return what runs the program on words."""

    def run_(*words: str) -> Finished:
        capfd.readouterr()
        with pytest.raises(SystemExit) as exit_:
            main(words)
        out, err = capfd.readouterr()
        return Finished(int(exit_.value.code or 0), out, err)

    return run_


@pytest.fixture
def write(home: Path) -> Write:
    """Return what writes files below the folder that the program runs in."""

    def write_(files: Mapping[str, str | bytes]) -> None:
        for name, content in files.items():
            path = home / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content if isinstance(content, bytes) else content.encode())

    return write_


@pytest.fixture
def environment(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let processes find this very package from wherever they run."""
    monkeypatch.setenv("PYTHONPATH", str(Path(notes2anki.__file__).parents[1]))
