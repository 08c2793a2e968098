"""Cards whose pictures tell them apart."""

from __future__ import annotations

from pathlib import Path

import pytest

from notes2anki.build import build, load
from notes2anki.identity import make_guid
from notes2anki.listing import plain
from notes2anki.model import Card, Dialect, NoteType, Selection, Settings, State


def _cards(root: Path, text: str, *dialects: Dialect) -> tuple[Card, ...]:
    (root / "n.md").write_text(text, encoding="utf-8")
    return load(
        Settings(root, "Root", ("n.md",), root / "d.apkg", root / "l.jsonl", dialects=dialects), Selection()
    ).cards


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
    ("text", "answers"),
    [
        pytest.param("Q: what? ![](a.png)\nA: x\n\nQ: what? ![](x/a.png)\nA: x", ["x"], id="a copy"),
        pytest.param("Q: what? ![](a.png)\nA: x\n\nQ: what? ![](b.png)\nA: y", ["x", "y"], id="another picture"),
        pytest.param("Q: what?\nA: x\n\nQ: what? ![](b.png)\nA: y", ["x", "y"], id="none and one"),
    ],
)
def test_the_same_words_of_another_picture_are_another_card(tmp_path: Path, text: str, answers: list[str]) -> None:
    """A learner sees the picture."""
    assert [plain(card.answer) for card in _cards(tmp_path, text)] == answers


def test_questions_of_several_pictures_keep_their_schedules(tmp_path: Path) -> None:
    """Whichever of them is written, moved or taken away, each is known again."""
    settings = Settings(tmp_path, "Root", ("n.md",), tmp_path / "d.apkg", tmp_path / "l.jsonl")
    first, second, third = (f"Q: what is this? ![](http://x.org/{name}.png)\nA: {name} nerve\n\n" for name in "abc")
    seen: dict[str, str] = {}
    for now, text in enumerate((first, first + second, third + second + first, third + first), start=1_700_000_000):
        (tmp_path / "n.md").write_text(text, encoding="utf-8")
        deck = build(settings, Selection(), now=now).deck
        assert deck is not None
        for note in (dated.note for dated in deck.notes if dated.state is not State.RETIRED):
            assert seen.setdefault(dict(note.fields)["Answer"], note.guid) == note.guid
    assert len(set(seen.values())) == 3
