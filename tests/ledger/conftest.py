"""A deck's folder, and builds of it."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from notes2anki.model import Settings
from tests.support.desk import Desk

REPORT = """---
tags: [AI]
---
- class imbalance → focal loss
- **Recall** - the share of positives that are found
- **Warm-up** - raising the learning rate slowly during the first steps
"""


@pytest.fixture
def empty_desk(tmp_path: Path) -> Desk:
    """Return a folder without reports."""
    root = tmp_path / "deck"
    root.mkdir()
    return Desk(Settings(root, "Root", ("notes",), root / "deck.apkg", root / "ledger.jsonl"))


@pytest.fixture
def desk(empty_desk: Desk) -> Desk:
    """Return a folder with one report that was built."""
    empty_desk.write(REPORT)
    empty_desk.build()
    return empty_desk


@pytest.fixture
def samples(empty_desk: Desk) -> Callable[[str], Desk]:
    """Return what makes a folder of the sample reports with the ledger that a former version wrote of them."""
    data = Path(__file__).parents[1] / "data" / "ledgers"

    def make(name: str) -> Desk:
        shutil.copytree(data / "notes", empty_desk.settings.root / "notes")
        shutil.copy(data / name, empty_desk.settings.ledger)
        return empty_desk

    return make
