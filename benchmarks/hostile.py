"""Print how the time for hostile reports grows: `python benchmarks/hostile.py`.

Each shape is read at two sizes, one four times the other; linear work takes about four times as long. Each shape that
the tests know, too, is read at 100 kB, and told if that takes more than 5 seconds. Then each pattern of each language
is looked for in lines of two sizes, one ten times the other; a pattern that looks over the whole line again at each
character takes a hundred times as long, and is named.
"""

from __future__ import annotations

import gc
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from notes2anki.build import read_page
from notes2anki.languages import Language, all_languages
from notes2anki.model import Dialect, Settings

sys.path.insert(0, str(Path(__file__).parent.parent))

from tests.support.hostile import DEEP, LONG
from tests.support.languages import patterns

SIZES = (1000, 4000)
SETTINGS = Settings(Path.cwd(), "Hostile", (), Path("hostile.apkg"), Path("ledger.jsonl"), dialects=tuple(Dialect))
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
    "headings": lambda size: "## 힙\n\n- 장점: 빠르다\n\n" * size,
    "tables": lambda size: "| 힙 | 트리 |\n|---|---|\n| 쪽 | 조각 |\n\n" * size,
    "formulas": lambda size: "- x\n" + "- $a$\n" * size,
    "lines of one bullet": lambda size: "- x\n" + "y는 z이다\n" * size,
    "dividers": lambda size: "a\n?\n" * size,
    "spaces": lambda size: "- a" + " " * size + "b",
    "rows": lambda size: "|a|b|\n|-|-|\n" + "|x|y|\n" * size,
    "a card of many bullets": lambda size: "# H #card\n" + "- a b\n" * size,
    "marked questions": lambda size: "- Q: x\n- A: y\n" * size,
    "unanswered questions": lambda size: "Q: x\n\n" * size,
    "blocks without an end": lambda size: "START\nBasic\nx\n\n" * size,
    "gaps in each other": lambda size: "{{c1::" * size,
    "signs in a line": lambda size: "a :: " * size,
    "open braces": lambda size: "{a" * size,
    "tags": lambda size: "- x #card\n" + "  - y #card\n" * size,
}
PIECES = {
    "words": "가나 ",
    "latin words": "word ",
    "han": "学習 ",
    "kana": "かな ",
    "topics": "가은 나는 ",
    "clauses": "면 때 의 효과, ",
    "english clauses": "if so, then the ",
    "commas": ", ",
    "open brackets": "(",
    "pairs of brackets": "() ",
    "colons": "a: ",
    "arrows": "->",
    "dots": "...",
    "dashes": " - ",
    "masks": "ˣ ",
    "and": "and or ",
}
AT_THE_START = frozenset({"topic"})
"""What rules look for only at the start of a line; all else is looked for everywhere."""


def main() -> None:
    """Print a line for each shape, its times and their ratio, and one for each pattern that is slow."""
    gc.set_threshold(1_000_000, 20, 100)  # as the program does
    for name, shape in SHAPES.items():
        first, second = (_seconds(shape(size)) for size in SIZES)
        print(f"{name:26} {first:6.3f} s {second:6.3f} s  ratio {second / max(first, 0.001):5.1f}")
    for name, text in _at_most(100_000):
        taken = _seconds(text)
        print(f"{name:26} 100 kB {taken:6.3f} s{'  too slow' if taken > 5 else ''}")
    slow = [line for language in all_languages() for line in _slow_patterns(language)]
    print("\n".join(slow) or "patterns: none is slow")


def _at_most(size: int) -> Iterator[tuple[str, str]]:
    """Yield what the tests look at, each shape as long as that many bytes."""
    for name, shape in (SHAPES | LONG).items():
        number = size * 100 // len(shape(100).encode())
        yield name, shape(number).encode()[:size].decode(errors="ignore")
    for name, text in DEEP.items():
        yield name, (text * (size // len(text.encode()) + 1)).encode()[:size].decode(errors="ignore")


def _seconds(text: str) -> float:
    start = time.process_time()
    read_page(text, "hostile.md", SETTINGS)
    return time.process_time() - start


def _slow_patterns(language: Language) -> Iterator[str]:
    for name, pattern in patterns(language):
        look = pattern.match if name in AT_THE_START else pattern.search
        for what, piece in PIECES.items():
            short, long = (_looking(look, (piece * size)[:size] + "!") for size in (2_000, 20_000))
            if long > max(0.02, 40 * short):
                yield f"slow: {language.code} {name} on {what}: {long / short:.0f}x, {pattern.pattern[:60]}"


def _looking(look: Callable[[str], object], text: str) -> float:
    """Return the shorter of two times that it takes to look for a pattern in the text."""
    found = []
    for _ in range(2):
        start = time.perf_counter()
        look(text)
        found.append(time.perf_counter() - start)
    return min(found)


if __name__ == "__main__":
    main()
