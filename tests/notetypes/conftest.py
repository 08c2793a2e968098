"""A deck's folder with templates in it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from notes2anki.model import InputError, Problem
from notes2anki.notetypes.check import find_faults, sorted_once
from notes2anki.notetypes.drafts import Draft, read_drafts, shelf_of


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """Return the folder of a deck in a project."""
    folder = tmp_path / "decks" / "ai"
    folder.mkdir(parents=True)
    return folder


@pytest.fixture
def put(root: Path) -> Callable[[Mapping[str, str]], None]:
    """Return what writes files below the deck's folder."""

    def put_(files: Mapping[str, str]) -> None:
        for name, text in files.items():
            path = root / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")

    return put_


@pytest.fixture
def drafts(root: Path, put: Callable[[Mapping[str, str]], None]) -> Callable[[Mapping[str, str]], tuple[Draft, ...]]:
    """Return what writes files, and reads the note types of the deck."""

    def drafts_(files: Mapping[str, str]) -> tuple[Draft, ...]:
        put(files)
        return read_drafts(shelf_of(root))

    return drafts_


@pytest.fixture
def faults(drafts: Callable[[Mapping[str, str]], tuple[Draft, ...]]) -> Callable[[Mapping[str, str]], list[str]]:
    """Return what writes files, and tells all that is wrong with the note types, as `path:line: message`."""

    def faults_(files: Mapping[str, str]) -> list[str]:
        try:
            found: tuple[Problem, ...] = sorted_once(one for draft in drafts(files) for one in find_faults(draft))
        except InputError as error:
            found = error.problems
        return [f"{one.path.removeprefix('templates/')}:{one.line}: {one.message}" for one in found]

    return faults_
