"""Print how the time for hostile reports grows: `python benchmarks/hostile.py`.

Each shape is read at two sizes, one four times the other; linear work takes about four times as long.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

from notes2anki.build import read_page
from notes2anki.model import Settings

SIZES = (1000, 4000)
SETTINGS = Settings(Path.cwd(), "Hostile", (), Path("hostile.apkg"), Path("ledger.jsonl"))
SHAPES: dict[str, Callable[[int], str]] = {
    "one Korean line": lambda size: "- " + "모델은 데이터를 " * size,
    "one English line": lambda size: "- " + "the model is a thing that uses data, " * size,
    "arrows": lambda size: "- " + "a → b " * size,
    "colons": lambda size: "- " + "a: b " * size,
    "clauses": lambda size: "- " + "A는 좋고, B는 나쁘다, " * size,
    "open brackets": lambda size: "- " + "(" * size,
    "nested quotes": lambda size: "> " * size + "x",
    "bullets": lambda size: "- 용어: 정의를 하는 것\n" * size,
    "children": lambda size: "- 머리\n" + "  - 자식이 하는 것이다\n" * size,
    "bullets under a heading": lambda size: "# 머리글\n" + "- 자식이 하는 것이다\n" * size,
    "questions": lambda size: "- " + "왜? " * size,
    "paragraphs": lambda size: "용어란 정의이다. 다른 것은 이것이다.\n\n" * size,
    "formulas": lambda size: "- x\n" + "- $a$\n" * size,
    "lines of one bullet": lambda size: "- x\n" + "y는 z이다\n" * size,
    "dividers": lambda size: "a\n?\n" * size,
    "spaces": lambda size: "- a" + " " * size + "b",
    "rows": lambda size: "|a|b|\n|-|-|\n" + "|x|y|\n" * size,
}


def main() -> None:
    """Print a line for each shape: both times and their ratio."""
    for name, shape in SHAPES.items():
        first, second = (_seconds(shape(size)) for size in SIZES)
        print(f"{name:26} {first:6.3f} s {second:6.3f} s  ratio {second / max(first, 0.001):5.1f}")


def _seconds(text: str) -> float:
    start = time.perf_counter()
    read_page(text, "hostile.md", SETTINGS)
    return time.perf_counter() - start


if __name__ == "__main__":
    main()
