"""From a report to the fields: what a question is about and what it asks, whole sentences, short trails, few tags."""

from __future__ import annotations

from pathlib import Path

import pytest
from anki.collection import Collection

from notes2anki.build import build, read_page
from notes2anki.config import load_settings
from notes2anki.fields import make_note
from notes2anki.ledger import read_ledger
from notes2anki.model import Card, Prose, Selection, Settings

SETTINGS = Settings(Path("/notes"), "Notes", ("*.md",), Path("/notes/notes.apkg"), Path("/notes/ledger.jsonl"))
DECK = 'name: Notes\nnotes: ["*.md"]\nsubdecks:\n  ignore: [Daily Report]\n'


def _cards(text: str) -> tuple[Card, ...]:
    return read_page(text, "day.md", SETTINGS).cards


def _questions(text: str) -> list[str]:
    return [dict(make_note(card, {}).fields)["Question"] for card in _cards(text)]


@pytest.mark.parametrize(
    ("text", "question"),
    [
        pytest.param(
            "# 양자화는 무엇인가?\n\n실수를 정수로 바꾸는 방법이다.\n",
            '<div lang="ko">양자화는 무엇인가?</div>',
            id="no dash",
        ),
        pytest.param(
            "# 신경망\n\n- GRU: 게이트를 두 개만 두는 순환 신경망\n",
            '<div lang="ko" class="parted"><span class="subject">GRU<span class="joint"> —</span></span> '
            "무엇인가?</div>",
            id="a Korean topic without a particle",
        ),
        pytest.param(
            "# 신경망\n\n- 배경 앵커가 물체 앵커보다 압도적으로 많음 → focal loss\n",
            '<div lang="ko" class="parted"><span class="subject">배경 앵커가 물체 앵커보다 압도적으로 많음'
            '<span class="joint"> →</span></span> 그 결과는 무엇인가?</div>',
            id="an arrow",
        ),
        pytest.param(
            "# Numbers\n\n- Many tests on the same data -> more false positives\n",
            '<div lang="en" class="parted"><span class="subject">Many tests on the same data'
            '<span class="joint"> →</span></span> what follows?</div>',
            id="an English arrow",
        ),
        pytest.param(
            "# Queues\n\nQ. Is a queue — the FIFO one — fair?\n\nA. Yes, everyone waits in turn.\n",
            '<div lang="en">Is a queue — the FIFO one — fair?</div>',
            id="the author's own dash",
        ),
    ],
)
def test_a_question_is_parted_where_the_program_puts_the_dash(text: str, question: str) -> None:
    """Its subject is an element of its own, the dash within it another; what the author wrote stays as it is."""
    assert question in _questions(text)


def test_without_layout_a_question_reads_as_a_line(tmp_path: Path) -> None:
    """The list of cards in Anki's browser shows it with its dash, and sorts by it."""
    (card,) = _cards("# 신경망\n\n- [GRU](https://x.org) cell: 게이트를 두 개만 두는 순환 신경망\n")
    html = dict(make_note(card, {}).fields)["Question"]
    assert html.count('class="subject"') == 1  # the link does not tear it
    collection = Collection(str(tmp_path / "collection.anki2"))
    note = collection.new_note(collection.models.by_name("Basic"))
    note.fields = [html, "A"]
    collection.add_note(note, collection.decks.current()["id"])
    collection.load_browser_card_columns()
    collection.set_browser_card_columns(["question", "noteFld"])
    (cells, *_) = collection.browser_row_for_id(note.card_ids()[0])
    assert [cell[0] for cell in cells] == ["GRU cell — 무엇인가?"] * 2
    collection.close()


@pytest.mark.parametrize(
    ("asked", "setting"),
    [
        pytest.param("Why does a queue keep the order?", "", id="short"),
        pytest.param("Why does a queue keep the order in which its many elements arrived?", ' class="long"', id="long"),
        pytest.param(
            "Is " + r"$\frac{\partial L}{\partial w_{ij}^{(l)}} = \sum_k \delta_k w_{kj} x_i$ true?",
            "",
            id="a formula is short",
        ),
    ],
)
def test_a_long_question_is_set_smaller(asked: str, setting: str) -> None:
    """Letters count, not the source of formulas."""
    assert any(
        one.startswith(f'<div lang="en"{setting}>') for one in _questions(f"# Q\n\nQ. {asked}\n\nA. Yes, it is.\n")
    )


def test_a_sentence_stays_whole_between_answer_and_extra() -> None:
    """Neither `e.g.`, `Fig. 3`, a title, a decimal nor brackets end one."""
    first = (
        "a technique that limits the norm of all gradients before the update, e.g. to 1.0 or 5.0, z.B. in RNNs, "
        "cf. Fig. 3 of the paper by Dr. Pascanu (see there. All of it) and many others who found it"
    )
    rest = "It costs almost nothing. " * 12
    (card,) = [one for one in _cards(f"# RNN\n\n- Gradient clipping: {first}. {rest}\n") if one.extra]
    (answer,), (extra,) = card.answer, card.extra
    assert isinstance(answer, Prose)
    assert isinstance(extra, Prose)
    assert answer.text.plain.startswith(f"{first}.")
    assert extra.text.plain.startswith("It costs")


@pytest.mark.parametrize(
    ("heading", "shown"),
    [
        pytest.param("Queues", "Queues", id="short"),
        pytest.param("Convolution 연산: $h_i = \\sum_k w_k x_{i+k}$", "Convolution 연산", id="a label"),
        pytest.param("std::vector", "std::vector", id="no label"),
        pytest.param("Note: ring buffers", "ring buffers", id="a label that says nothing"),
        pytest.param(
            "A heading of more words than anyone would read above a card",
            "A heading of more words than anyone …",
            id="long",
        ),
        pytest.param(
            "All of it (in brackets that nobody would ever want to see) is here", "All of it …", id="brackets"
        ),
        pytest.param(
            "The call f(g(x), and then, h(y), and much more of it, too) is slow",
            "The call …",
            id="brackets in brackets",
        ),
        pytest.param(r"The sum $\sum_{i=1}^{n} a_i x_i + \sum_{j=1}^{m} b_j y_j$ of it", "The sum …", id="a formula"),
        pytest.param(
            "양자화는 실수로 된 가중치를 정수로 바꾸어 모델의 크기를 절반으로 줄이는 방법이다",
            "양자화",
            id="a sentence",
        ),
        pytest.param(
            "양자화란 실수로 된 가중치를 정수로 바꾸어 모델의 크기를 절반으로 줄이는 방법", "양자화", id="a definition"
        ),
        pytest.param(
            "Idempotent - sending it twice has the effect of sending it once", "Idempotent", id="before a dash"
        ),
        pytest.param("x" * 60, "x" * 60, id="one word"),
    ],
)
def test_the_trail_shows_headings_in_short(heading: str, shown: str) -> None:
    """What stands before the colon, about forty letters, and nothing is cut in its middle."""
    *_, card = _cards(f"# {heading}\n\n- GRU: the recurrent cell with two gates\n")
    assert card.context == (shown,)


def _deck(tmp_path: Path, **tags: str) -> Settings:
    (tmp_path / "deck.yaml").write_text(DECK, encoding="utf-8")
    for name, those in tags.items():
        text = f"---\ndate: 2024-03-01\ntags: [{those}]\n---\n# {name}\n\n- {name}: the thing that is called so\n"
        (tmp_path / f"{name}.md").write_text(text, encoding="utf-8")
    return load_settings(tmp_path / "deck.yaml")[0]


def _shown_tags(settings: Settings) -> dict[str, str]:
    entries = read_ledger(settings.ledger, settings.ledger.name).entries
    sources = {entry.path: dict(entry.fields)["Source"] for entry in entries}
    return {path: html.removeprefix('<small class="tags">').partition("</small>")[0] for path, html in sources.items()}


def test_a_card_shows_no_tag_that_all_cards_have(tmp_path: Path) -> None:
    """Nor one that says nothing about a card; the tags of the note are as before."""
    settings = _deck(tmp_path, Stack="AI, Daily Report, Data_Structures", Cell="AI, Deep_Learning::RNN")
    outcome = build(settings, Selection(), now=1_700_000_000)
    assert _shown_tags(settings) == {"Stack.md": "Data Structures", "Cell.md": "Deep Learning › RNN"}
    assert outcome.deck
    assert all("AI" in one.note.tags for one in outcome.deck.notes)


def test_a_card_is_no_news_when_others_have_other_tags(tmp_path: Path) -> None:
    """A report with other tags would else send all cards again, over what the user changed in Anki."""
    build(_deck(tmp_path, Stack="AI"), Selection(), now=1_700_000_000)
    settings = _deck(tmp_path, Stack="AI", Cell="RNN")
    build(settings, Selection(), now=1_700_000_100)
    mods = {entry.path: entry.mod for entry in read_ledger(settings.ledger, settings.ledger.name).entries}
    assert mods == {"Stack.md": 1_700_000_000, "Cell.md": 1_700_000_100}
    assert _shown_tags(settings) == {"Stack.md": "<small>Stack.md:7", "Cell.md": "RNN"}
