"""Cards whose question is nothing but a picture."""

from __future__ import annotations

from pathlib import Path

import pytest

from notes2anki.build import Loaded, load
from notes2anki.identity import make_guid
from notes2anki.model import Card, Dialect, NoteType, Selection, Settings


def _loaded(root: Path, text: str, *dialects: Dialect) -> Loaded:
    (root / "n.md").write_text(text, encoding="utf-8")
    return load(Settings(root, "Root", ("n.md",), root / "d.apkg", root / "l.jsonl", dialects=dialects), Selection())


def _cards(root: Path, text: str, *dialects: Dialect) -> tuple[Card, ...]:
    return _loaded(root, text, *dialects).cards


@pytest.mark.parametrize(
    ("text", "dialects"),
    [
        pytest.param("Q: ![](x/a.png)\nA: nerve\n\nQ: ![](x/b.png)\nA: muscle", (), id="labels"),
        pytest.param("Q: ![](a.png)\nA: same\n\nQ: ![[b.png]]\nA: same", (), id="the same answer"),
        pytest.param("{{c1::![](a.png)}}\n\n{{c1::![](b.png)}}", (), id="gaps"),
        pytest.param(
            "![](a.png)\n<!-- card: what? -->\n\n![](b.png)\n<!-- card: which? -->", (), id="comments on pictures"
        ),
        pytest.param(
            "| a |\n|---|\n| b |\n<!-- card: what? -->\n\n| c |\n|---|\n| d |\n<!-- card: which? -->",
            (),
            id="comments on tables",
        ),
        pytest.param("> a\n>\n> b\n<!-- card: what? -->\n\n> c\n>\n> d\n<!-- card: which? -->", (), id="on quotes"),
        pytest.param(
            "#flashcards\n\n![](a.png)::nerve\n\n![](b.png)::muscle", (Dialect.SPACED_REPETITION,), id="one line"
        ),
        pytest.param(
            "#flashcards\n\n![](a.png)\n?\nnerve\n\n![](b.png)\n?\nmuscle", (Dialect.SPACED_REPETITION,), id="a divider"
        ),
        pytest.param("Q: ![](a.png)\nA: nerve\n\nQ: ![](b.png)\nA: muscle", (Dialect.HASHCARDS,), id="hashcards"),
        pytest.param(
            "START\nBasic\nFront: ![](a.png)\nBack: nerve\nEND\n\nSTART\nBasic\nFront: ![](b.png)\nBack: muscle\nEND",
            (Dialect.OBSIDIAN_TO_ANKI,),
            id="obsidian to anki",
        ),
        pytest.param("---\n\n1. ![](a.png)\n\n> nerve\n\n2. ![](b.png)\n\n> muscle\n\n---", (Dialect.INKA,), id="inka"),
        pytest.param("## ![](a.png)\n\nnerve\n\n## ![](b.png)\n\nmuscle", (Dialect.MDANKI,), id="mdanki"),
    ],
)
def test_each_picture_is_a_card(tmp_path: Path, text: str, dialects: tuple[Dialect, ...]) -> None:
    """Pictures tell cards apart that have no words."""
    assert len({card.guid for card in _cards(tmp_path, text, *dialects)}) == 2


def test_words_alone_are_a_question_s_identity(tmp_path: Path) -> None:
    """A picture beside them takes no part, so that cards of before stay."""
    (card,) = _cards(tmp_path, "Q: what is ![](a.png)?\nA: nerve")
    assert card.guid == make_guid("notes2anki", NoteType.BASIC, "what is ?", "answer")


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        pytest.param("Q: what? ![](a.png)\nA: x\n\nQ: what? ![](x/a.png)\nA: x", [], id="a copy"),
        pytest.param("Q: what? ![](a.png)\nA: x\n\nQ: which? ![](b.png)\nA: y", [], id="other words"),
        pytest.param("Q: what? ![](a.png)\nA: x\n\nQ: what? ![](b.png)\nA: y", [4], id="another picture"),
        pytest.param("Q: what?\nA: x\n\nQ: what? ![](b.png)\nA: y", [4], id="none and one"),
    ],
)
def test_the_same_words_of_another_picture_are_a_notice(tmp_path: Path, text: str, lines: list[int]) -> None:
    """Such a question is known by its words, so that it is no card; its author hears of it."""
    assert [problem.line for problem in _loaded(tmp_path, text).problems if "picture" in problem.message] == lines
