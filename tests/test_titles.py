"""Links to other notes: what they say on a card, and where they lead."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from notes2anki.build import load
from notes2anki.fields import make_note
from notes2anki.model import Card, Face, Selection, Settings
from notes2anki.preview.render.html import strip_html

OTHERS = {
    "notes/2024-01-02-b.md": "---\ntitle: Kernels, day 2\n---\n- x\n",
    "notes/deep/attention.md": "intro\n\n## Attention is all\n\n# Later\n",
    "notes/Nameless.md": "- x\n",
    "notes/deep/twin.md": "# The deep one\n",
    "notes/twin.md": "# The near one\n",
    f"notes/Page {'0a' * 16}.md": "# From Notion\n",
    "notes/gap.md": "---\ntitle: 'a }} b :: c'\n---\n",
}


@pytest.fixture
def deck(tmp_path: Path) -> Settings:
    """Return a deck with some notes to link to, and a cache."""
    settings = Settings(tmp_path, "Root", ("notes",), tmp_path / "a.apkg", tmp_path / "ledger.jsonl")
    for name, text in OTHERS.items():
        _write(settings, name, text)
    return replace(settings, cache=tmp_path / ".notes2anki-cache")


def _write(deck: Settings, name: str, text: str) -> None:
    path = deck.root / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def _card(deck: Settings, line: str, name: str = "notes/day.md") -> Card:
    _write(deck, name, f"{line}\n")
    (card,) = load(deck, Selection(paths=frozenset({name}))).cards
    return card


def _shown(card: Card) -> str:
    fields = dict(make_note(card, {}).fields)
    return strip_html(fields.get("Answer", "") or fields["Text"])


@pytest.mark.parametrize(
    ("answer", "shown"),
    [
        pytest.param("a [[nowhere]] b", "a nowhere b", id="a note that is not there"),
        pytest.param("a [[#part]] b", "a part b", id="a part of the same note"),
        pytest.param("a [[Nameless]] b", "a Nameless b", id="a note without a title"),
        pytest.param("a [[attention|my words]] b", "a my words b", id="words of the author's own"),
        pytest.param("a [[attention|attention]] b", "a attention b", id="her words are the name"),
        pytest.param("a [words](2024-01-02-b.md) b", "a words b", id="a link with words"),
        pytest.param("a [](b.pdf) b", "a b", id="a link to another file without words"),
        pytest.param("a [[2024-01-02-b]] b", "a Kernels, day 2 b", id="the title of the front matter"),
        pytest.param("a **[[2024-01-02-b.md]]** b", "a Kernels, day 2 b", id="a name with its suffix, in bold"),
        pytest.param("a [[Attention]] b", "a Attention is all b", id="the first heading, the name in another case"),
        pytest.param("a [[deep/attention#Part]] b", "a Attention is all › Part b", id="a part of it"),
        pytest.param("a ![[attention]] b", "a Attention is all b", id="an embedded note"),
        pytest.param("a [[twin]] b", "a The near one b", id="the nearest of two"),
        pytest.param("a [[deep/twin]] b", "a The deep one b", id="the one that is meant"),
        pytest.param(f"a [[Page {'0a' * 16}]] b", "a From Notion b", id="Notion's name"),
        pytest.param("a [](2024-01-02-b.md) b", "a Kernels, day 2 b", id="a link without words"),
        pytest.param("a [](deep/twin.md#x) b", "a The deep one b", id="a link without words into a folder"),
        pytest.param("a [](gone%201.md) b", "a gone 1 b", id="a link without words to a note that is not there"),
        pytest.param("[](2024-01-02-b.md)", "Kernels, day 2", id="nothing but a link"),
    ],
)
def test_a_link_says_the_title_of_the_note(deck: Settings, answer: str, shown: str) -> None:
    """Front matter first, then the first heading; where there is no title, or no such note, its name."""
    assert " ".join(_shown(_card(deck, f"Q: what?\n\nA: {answer}")).split()) == shown


@pytest.mark.parametrize(
    ("answer", "lead"),
    [
        pytest.param("[[nowhere]]", None, id="a note that is not there"),
        pytest.param("[[#part]]", None, id="a part of the same note"),
        pytest.param("[[attention]]", "notes/deep/attention.md", id="a name"),
        pytest.param("[[deep/attention#Part|words]]", "notes/deep/attention.md", id="words of the author's own"),
        pytest.param("[](../2024-01-02-b.md#x)", "notes/2024-01-02-b.md", id="a link without words"),
        pytest.param("[words](notes/twin.md)", "notes/twin.md", id="a path from the root"),
        pytest.param("[words](gone.md)", "notes/weeks/gone.md", id="a link to what is no report"),
        pytest.param(f"[[Page {'0a' * 16}]]", f"notes/Page%20{'0a' * 16}.md", id="a name with a space"),
    ],
)
def test_a_link_opens_the_note(deck: Settings, answer: str, lead: str | None) -> None:
    """From whatever folder, where `source_link` says what opens a note."""
    card = _card(deck, f"Q: what?\n\nA: see {answer}", "notes/weeks/day.md")
    source = dict(make_note(card, {}, Face(source_link="x:/{path}")).fields)["Source"]
    assert source.startswith(f'<a href="x:/{lead}">' if lead else '<a href="x:/notes/weeks/day.md">')
    assert "[[" not in "".join(card.sources)


def test_a_rule_s_card_has_the_title_too(deck: Settings) -> None:
    """In question and answer, and in the sources."""
    card = _card(deck, "- [[attention]]: what weighs the values of a sequence, see [[2024-01-02-b]]")
    assert "Attention is all" in card.question.plain
    assert "Kernels, day 2" in _shown(card)
    assert card.sources == ("/notes/deep/attention.md", "/notes/2024-01-02-b.md")


def test_copies_of_a_card_lead_to_the_same_note(deck: Settings) -> None:
    """A fact that two folders tell has one source, as seen from the home of the card."""
    _write(deck, "notes/weeks/copy.md", "- cache: a memory that is near, see [words](../deep/attention.md)\n")
    card = _card(deck, "- cache: a memory that is near, see [words](deep/attention.md)", "notes/a.md")
    assert card.sources == ("/notes/deep/attention.md", "notes/weeks/copy.md:1")


def test_a_title_never_ends_a_gap(deck: Settings) -> None:
    """Braces and colons in it are to be seen."""
    card = _card(deck, "the ==[[gap]]== of it")
    assert dict(make_note(card, {}).fields)["Text"].count("}}") == 1


def test_a_title_changes_no_identity(deck: Settings) -> None:
    """The key and the guid come from what is written on the line."""
    line = "Q: what is [[2024-01-02-b]]?\n\nA: a note"
    before = _card(deck, line)
    _write(deck, "notes/2024-01-02-b.md", "# Renamed\n")
    after = _card(deck, line)
    assert (before.question.plain, after.question.plain) == ("what is Kernels, day 2?", "what is Renamed?")
    assert (before.guid, before.key) == (after.guid, after.key)
