"""One report with everything that people write, as the real Anki shows it."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from anki.cards import Card
from anki.collection import Collection, ImportAnkiPackageRequest

from notes2anki.build import build
from notes2anki.config import load_settings
from notes2anki.media.diagrams import can_draw
from notes2anki.model import Problem, Selection
from tests.support.fields import faults

DECK = Path(__file__).parent.parent / "data" / "torture"
NOW = 1_700_000_000

_SHOWN_AS_WRITTEN = re.compile(
    r"<style>.*?</style>|<script>.*?</script>|<pre>.*?</pre>|<code>.*?</code>|\\\(.*?\\\)|\\\[.*?\\\]|\[anki:play:[aq]:\d\]",
    re.DOTALL,
)
_LEFT_OVER = re.compile(r"\{\{|\}\}|\{%|%%|\$|\*\*|==|~~|`|\[\^|\[\[|!\[|\(\(|:[a-z_]+:|\[!|::|\^[a-z0-9]{4}|<script")
_MEANT = ("Price of a GPU", "Matrix in text", "Emoji", "Set builder")
"""Cards whose words hold such signs, and mean them."""


@pytest.fixture(scope="module")
def shown(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[list[Card], tuple[Problem, ...]]]:
    """Build the deck, import it and return its cards, and what the build had to say."""
    folder = tmp_path_factory.mktemp("torture")
    shutil.copytree(DECK, folder / "deck")
    settings, _ = load_settings(folder / "deck")
    outcome = build(settings, Selection(), now=NOW)
    col = Collection(str(folder / "collection.anki2"))
    options = col._backend.get_import_anki_package_presets()
    col.import_anki_package(ImportAnkiPackageRequest(package_path=str(settings.output), options=options))
    yield [col.get_card(card) for card in col.find_cards("")], outcome.loaded.problems
    col.close()


def _fields(cards: list[Card], about: str) -> str:
    """Return all fields of the note that asks about this."""
    found = (card.note().fields for card in cards)
    return next(" ".join(fields) for fields in found if about in re.sub(r"<[^>]*>", "", fields[0]))


def test_nothing_is_left_over(shown: tuple[list[Card], tuple[Problem, ...]]) -> None:
    """No sign of Markdown, Liquid, a wiki or a cloze is seen on either side of any card, outside code and math."""
    cards, _ = shown
    assert len(cards) > 70
    for card in cards:
        for side in (card.question(), card.answer()):
            if not any(begin in side for begin in _MEANT):
                seen = re.sub(r"<[^>]*>", "", _SHOWN_AS_WRITTEN.sub("", side))
                assert not _LEFT_OVER.findall(seen), seen


@pytest.mark.parametrize(
    ("begin", "html"),
    [
        pytest.param("Ridge", r"\(\boldsymbol{\hat\beta} = \operatorname*{arg\,min}_\beta", id="macros"),
        pytest.param("Bayes", r"for \(P(B) &gt; 0\) &amp; nothing", id="brackets and escaped signs"),
        pytest.param("Price", "between $5 and $10, or $HOME/credits if <code>$FREE</code>", id="money and shell"),
        pytest.param("What does the update", r"\[\begin{aligned}", id="a formula on its own"),
        pytest.param("How is speed", r"9.8\,\mathrm{m/s^2}", id="units"),
        pytest.param("How does one read", '<span class="k">def</span> <span class="nf">lines</span>', id="code"),
        pytest.param("How is a container", '<code class="language-bash">', id="Liquid's code"),
        pytest.param("What does a diff", '<span class="gi">+ new &amp; line</span>', id="a difference"),
        pytest.param("Which optimizers", '<td class="center">0</td><td class="right">1.0</td>', id="a table's sides"),
        pytest.param("What is water", "H<sub>2</sub>O", id="a subscript"),
        pytest.param("Keyboard", "<kbd>Ctrl</kbd>", id="keys"),
        pytest.param("Ruby", "<ruby>漢字<rt>かんじ</rt></ruby>", id="a reading"),
        pytest.param("Emoji", "🚀 is fast", id="emoji"),
        pytest.param("Footnote", "a remark at the end of the page", id="a footnote's sign"),
        pytest.param("Footnote", "<p>The text of the first remark.</p><p>And of the second.</p>", id="footnotes"),
        pytest.param("Hard", "line<br>the second line<br>the third line<br>the fourth line", id="hard breaks"),
        pytest.param("Addresses", "the paper is at arxiv.org/abs/1412.6980, example.org", id="addresses in a sentence"),
        pytest.param("Wikilink", "see the attention note and Transformers › Encoder or 2024-03-01", id="wikilinks"),
        pytest.param("Picture by", ' width="200">', id="an embed with its width"),
        pytest.param("Embed of a block", "Attention and a Local heading leave words", id="an embed of a block"),
        pytest.param("Sized embed", ' width="120">', id="an embed with both sides"),
        pytest.param("Photo", '<img src="n2a-', id="a file with a space in its name"),
        pytest.param("학습 곡선", '<img src="n2a-', id="a file named as macOS names files"),
        pytest.param("Linked picture", ' alt="the loss">', id="a picture by reference"),
        pytest.param("Sound", "[sound:n2a-", id="a sound"),
        pytest.param("Recording", "[sound:n2a-", id="a sound that HTML plays"),
        pytest.param("Remote", '<a href="https://example.org/figures/kernel.png">', id="a picture on the web"),
        pytest.param("反向", '<div lang="zh">', id="Chinese"),
        pytest.param("勾配", '<div lang="ja">', id="Japanese"),
        pytest.param("크로스", '<div lang="ko">', id="Korean"),
        pytest.param("In which order", "<ol><li><code>zero_grad()</code> forgets", id="steps"),
        pytest.param("Site picture", '<img src="n2a-', id="a picture by Liquid"),
        pytest.param("Block property", ">a block with properties below it<", id="properties"),
        pytest.param("Raw block", r"\(\frac{{a}}{{b}}\)", id="a raw block"),
        pytest.param(
            "What is water", '<a href="https://example.org/notes/notes/2024-03-04-torture.md#L', id="a source link"
        ),
        pytest.param("The loss of", 'alt="a&#58;&#58;b&#125;&#125; falling line">}} on paper', id="a picture in a gap"),
        pytest.param("Linked note", 'attention%20%281%29.md#L1">attention (1)</a>', id="a link to a note"),
        pytest.param("Script", "never run on a card<", id="a script"),
    ],
)
def test_a_card_shows(shown: tuple[list[Card], tuple[Problem, ...]], begin: str, html: str) -> None:
    """What was written arrives as it was meant."""
    assert html in _fields(shown[0], begin)


def test_a_sanitiser_finds_nothing(shown: tuple[list[Card], tuple[Problem, ...]]) -> None:
    """Each field that Anki has, with its pictures and diagrams, is well-formed and left as it is."""
    for card in shown[0]:
        for field in card.note().fields:
            assert not list(faults(field)), field


def test_gaps_are_whole(shown: tuple[list[Card], tuple[Problem, ...]]) -> None:
    """Braces and colons of math and code do not end a gap."""
    fronts = [card.question() for card in shown[0] if card.note().fields[0].startswith(GAPPED)]
    assert len(fronts) == 2
    assert all(front.count(">[...]</span>") == 1 for front in fronts)


GAPPED = '<div lang="en">{{c1::std'


def test_nothing_hidden_is_on_a_card(shown: tuple[list[Card], tuple[Problem, ...]]) -> None:
    """Comments, and what another tool hides, become no card."""
    fields = " ".join(" ".join(card.note().fields) for card in shown[0])
    told = re.sub(r'href="https://example\.org/notes/[^"]*"', "", fields)  # the names of files, as they are
    assert not re.search(r"hidden|nobody sees|65a1b2c3|0123456789abcdef|javascript:|onerror", told)


def test_the_build_has_no_fault_to_find(shown: tuple[list[Card], tuple[Problem, ...]]) -> None:
    """Each picture is found and each formula can be set."""
    lines = (DECK / "notes" / "2024-03-04-torture.md").read_text(encoding="utf-8").splitlines()
    stays_code = [
        (fence, f"1 diagram stays code, as nothing here draws {name}")
        for fence, name in (("```mermai", "Mermaid"), ("```dot", "Graphviz"))
        if not can_draw(name)
    ]
    assert [(lines[problem.line - 1][:9], problem.message) for problem in shown[1]] == [
        ("- Script:", "there is no file x"),
        *stays_code,
    ]
