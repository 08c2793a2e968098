"""`notes2anki stats`: the figures of decks, for people, for programs, as a page."""

import json
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from tests.support.program import Run, Write

DECK: Mapping[str, str | bytes] = {
    "deck.yaml": "name: Daily reports\n",
    "notes/a.md": """---
date: 2022-03-07
tags: [AI]
---
## Ensemble

- Bagging: training models apart on samples of the data and averaging what they predict
- 양자화: 가중치를 적은 비트의 정수로 바꾸는 기법
- Why does that work? Look this up.

## TMI

- Noodles for lunch
""",
    "notes/b.md": """---
date: 2022-03-21
tags: [A subdeck with a name that is far longer than any terminal line could be wide]
---
- class imbalance → focal loss
""",
}


@pytest.mark.parametrize("width", ["100", "40", "1"])
def test_figures_for_people(
    width: str, run: Run, write: Write, golden: Callable[[str, str], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A bar for each count, as wide as the terminal, and the facts to revisit with their places."""
    monkeypatch.setenv("COLUMNS", width)
    write(DECK)
    finished = run("stats")
    golden(f"stats-{width}.text", finished.out)
    assert (finished.code, finished.err) == (0, "")


def test_figures_for_programs(run: Run, write: Write) -> None:
    """The same numbers as one JSON object, of all decks together."""
    write({f"decks/{name}/{path}": text for name in ("a", "b") for path, text in DECK.items()})
    found = json.loads(run("stats", "--format", "json").out)
    assert (found["reports"], found["cards"]["kept"]) == (4, 6)
    assert found["weeks"] == {"2022-W10": 4, "2022-W11": 0, "2022-W12": 2}
    assert [fact["path"] for fact in found["revisit"]] == ["decks/a/notes/a.md", "decks/b/notes/a.md"]
    assert json.loads(run("stats", "--format", "json", "--week", "2022-W10").out)["cards"]["kept"] == 4


@pytest.mark.parametrize("form", ["text", "json", "html"])
def test_figures_in_a_file(form: str, run: Run, write: Write, home: Path) -> None:
    """`-o` writes to a file, as UTF-8, what would be printed."""
    write(DECK)
    shown = run("stats", "--format", form)
    finished = run("stats", "--format", form, "-o", "figures")
    assert (finished.code, finished.out, finished.err) == (0, "", "")
    assert (home / "figures").read_text(encoding="utf-8") == shown.out
    assert "Daily reports" in shown.out


def test_a_problem_does_not_hide_the_figures(run: Run, write: Write) -> None:
    """What can be read is counted, and what cannot is told."""
    write({**DECK, "notes/c.md": "---\ntags: [AI\n---\n"})
    finished = run("stats", "--format", "json")
    assert (finished.code, "notes/c.md:2" in finished.err, json.loads(finished.out)["cards"]["kept"]) == (0, True, 3)
