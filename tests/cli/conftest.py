"""The program as a user runs it, in an empty folder, at a fixed time, on a terminal of 100 columns that is none."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest

from notes2anki.cli import main

MONDAY = "1647820800"  # 2022-03-21, the day after ISO week 2022-W11


@dataclass(frozen=True, slots=True)
class Finished:
    """What a run left."""

    code: int
    out: str
    err: str


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
def run(home: Path, capfd: pytest.CaptureFixture[str]) -> Callable[..., Finished]:
    """Return what runs the program on words."""

    def run_(*words: str) -> Finished:
        capfd.readouterr()
        with pytest.raises(SystemExit) as exit_:
            main(words)
        out, err = capfd.readouterr()
        return Finished(int(exit_.value.code or 0), out, err)

    return run_


@pytest.fixture
def write(home: Path) -> Callable[[Mapping[str, str | bytes]], None]:
    """Return what writes files below the folder that the program runs in."""

    def write_(files: Mapping[str, str | bytes]) -> None:
        for name, content in files.items():
            path = home / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content if isinstance(content, bytes) else content.encode())

    return write_
