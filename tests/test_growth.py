"""Hostile notes: how deep and how long they are is no reason to stop, or to take the square of the time."""

from __future__ import annotations

import gc
import time
from pathlib import Path

import pytest

from notes2anki.build import load, read_page
from notes2anki.model import Dialect, Selection, Settings
from notes2anki.reading.files import find_reports
from notes2anki.reading.frontmatter import split
from notes2anki.reading.outline import DEEPEST, read_outline
from tests.support.hostile import DEEP, LONG

SETTINGS = Settings(Path(), "Hostile", (), Path("hostile.apkg"), Path("ledger.jsonl"), dialects=tuple(Dialect))
PLAIN = "\n\n- **Heap** - a tree in which each parent is larger than its children\n"


@pytest.mark.parametrize("name", DEEP)
def test_what_is_nested_is_read_and_so_is_the_rest(name: str) -> None:
    """Whatever stands in whatever, how often it may be, the plain line beside it is a card."""
    page = read_page(PLAIN + "\n# Next\n\n" + DEEP[name], "deep.md", SETTINGS)
    assert "Heap" in [card.term.plain for card in page.cards]


@pytest.mark.parametrize("name", DEEP)
def test_no_outline_is_deeper_than_a_walk_can_go(name: str) -> None:
    """The bound holds for every shape."""
    waiting = [(node, 1) for node in read_outline(DEEP[name])]
    while waiting:
        node, depth = waiting.pop()
        assert depth <= DEEPEST
        waiting += [(child, depth + 1) for child in node.children]


@pytest.mark.parametrize("name", LONG)
def test_four_times_the_size_takes_about_four_times_as_long(name: str) -> None:
    """The square of the time would be sixteen times as long."""
    gc.disable()
    try:
        short, long = (min(_seconds(LONG[name](size)) for _ in range(2)) for size in (250, 1000))
    finally:
        gc.enable()
    assert long < max(10 * short, 0.05)


def _seconds(text: str) -> float:
    """Return how long this process works on a report, whatever others do meanwhile."""
    start = time.process_time()
    read_page(text, "long.md", SETTINGS)
    return time.process_time() - start


def test_what_is_too_deep_to_be_marked_is_shown() -> None:
    """The marks beyond the depth stand there as they were written."""
    (node,) = read_outline("*" * 490 + "word" + "*" * 490)
    assert "word" in node.text.plain
    assert "*" in node.text.plain


def test_folds_within_the_depth_stay_folds() -> None:
    """A dozen `<details>` in each other are a dozen quotations."""
    (node,) = read_outline("<details>\n\n" * 12 + "word\n\n" + "</details>\n\n" * 12)
    depth = 0
    while node.children:
        (node,), depth = node.children, depth + 1
    assert (node.text.plain, depth) == ("word", 12)


def test_aliases_that_multiply_are_an_error_at_their_line() -> None:
    """64 kB of front matter would be gigabytes of words."""
    text = f"---\na: &a [{'x,' * 10_000}]\n" + "".join(f"k{number}: *a\n" for number in range(4000)) + "---\n- a: b\n"
    _, body, (problem,) = split(text, "a.md")
    assert problem.line == 103
    assert "more than 100 aliases" in problem.message
    assert body.strip() == "- a: b"


def test_a_glob_of_many_stars_is_answered(tmp_path: Path) -> None:
    """Each part of a path is looked at once for each part of the pattern."""
    folder = tmp_path.joinpath(*"abcdefghijklmnopqrstuvwxyz")
    folder.mkdir(parents=True)
    (folder / "x.md").write_text("x", encoding="utf-8")
    for end, number in (("x.md", 1), ("no.md", 0), ("*", 1)):
        pattern = "**/" * 12 + end
        settings = Settings(tmp_path, "Deep", ("a/**/x.md", pattern), tmp_path / "d.apkg", tmp_path / "l.jsonl")
        if number:
            assert find_reports(settings)[0] == (folder / "x.md",)
        else:
            with pytest.raises(Exception, match="no report matches"):
                load(settings, Selection())
