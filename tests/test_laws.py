"""Laws of the whole: whatever the notes hold, nothing raises, nothing is lost, nothing is there twice."""

from __future__ import annotations

import hashlib
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path

from hypothesis import example, given, settings
from hypothesis import strategies as st

from notes2anki.build import build, load, read_page
from notes2anki.leak import words
from notes2anki.model import Card, Kind, Node, NodeKind, Selection, Settings, Skip
from notes2anki.reading import read_report
from tests.support.desk import THEN

ROOT = Path("/deck")
DECK = Settings(ROOT, "Root", ("notes",), ROOT / "deck.apkg", ROOT / "ledger.jsonl")
PATH = "notes/2021-09-27-day41.md"

# --- notes that look like notes ------------------------------------------------------------------------------------

WORDS = """
양자화 |float를 integer로 변환하는 것|focal loss|class imbalance|Recall|the share of positives|모델|효과|딥러닝이란
빠르다|오늘은 힘들었다|GAN은 생성 모델이다|왜 그럴까|`x → y`|$x^2$|**굵게**|==빛==|~~지움~~|[논문](https://x.org)
![그림](a.png)|https://x.org|<b>b</b>|<br>|{{c1::빈칸}}|민재님|🎈|\\| \\|: | - | → | => |은 | vs
, | (|) |? |. | :: | = | |  |또는
하면 |때문에 |2개
"""
MARKS = "|- |  - |    - |\t- |* |1. |   - |  |    |# |## |> |> - |- [ ] |- **Q** |Q. |A. |: |[^1]: |> [!note] |> Q. "
ENDS = "|| #AI|\\|:|  |다."
WHOLE = """
---|```py|```|$$|<figure>|</figure>|<br>|-|***|<!--|-->|## TMI|## 정리|**참고**|{% raw %}|tags:: x|===|%%|[toc]|?|\u2028
|||
"""
TABLE = ["| 이름 | 뜻 |\n|---|---|", "| GAN | 생성 모델 |", "| a | - | b |", "|", "  | 모델 | 속도 |\n  |:-:|---|"]


def _one_of(words: str) -> st.SearchStrategy[str]:
    return st.sampled_from(words.strip("\n").replace("\n", "|").split("|"))


PROSE = st.lists(_one_of(WORDS), min_size=1, max_size=8).map("".join)
LINE = st.one_of(
    _one_of(WHOLE), st.sampled_from(TABLE), st.builds("{}{}{}".format, _one_of(MARKS), PROSE, _one_of(ENDS))
)
NOTES = st.lists(LINE, max_size=18).map("\n".join)
FRONT = st.sampled_from(
    ["", "", "---\ndate: 2021-09-27\ntags: [AI, '::']\n---\n", "---\ncards: off\n---\n", "---\na: [\n---\n"]
)
ANY = st.text(st.characters(exclude_characters="\r\0", exclude_categories=("Cs",)), max_size=120)
REPORTS = st.one_of(st.builds("{}{}".format, FRONT, NOTES), st.builds("{}{}".format, FRONT, ANY))

COVERED = frozenset(NodeKind) - {NodeKind.QUOTE, NodeKind.BREAK}  # what a quote holds counts by itself


def _covered_lines(nodes: Iterable[Node]) -> Iterator[int]:
    """Yield the lines of all blocks that say something; a table's head only names what its rows say."""
    for node in nodes:
        if node.rows:
            yield from (row.number for row in node.rows[1:])
        elif node.kind in COVERED and (node.lines or node.code):
            yield from range(node.first, node.last + 1)
        yield from _covered_lines(node.children)


@settings(max_examples=300)
@given(REPORTS)
@example("<figure>\n```py\n-\n---")
def test_every_line_becomes_a_card_or_is_listed_with_a_reason(text: str) -> None:
    """No line of a block is lost without a word, and none that is told of lies outside of the file."""
    page = read_page(text, PATH, DECK)
    written = text.split("\n")
    told = {line for found in (*page.cards, *page.skips) for line in range(found.first, found.last + 1)}
    report, _ = read_report(text, PATH)
    lines = set(_covered_lines(report.outline))
    assert told <= set(range(1, len(written) + 1))
    assert not {line: written[line - 1] for line in lines - told if written[line - 1].strip()}
    assert all(skip.reason for skip in page.skips)


@settings(max_examples=300)
@given(REPORTS)
@example("<figure>\n양자화 <br>양자화  :: \n---")
def test_the_lines_told_of_hold_what_is_told(text: str) -> None:
    """What a card was made from, what a list asks for and what a skip shows stand on the lines that each names."""
    page = read_page(text, PATH, DECK)
    written = text.split("\n")
    for found in (*page.cards, *page.skips):
        lines = "".join(written[found.first - 1 : found.last])
        assert set(filter(str.isalnum, _told(found))) <= set(lines)


def _told(found: Card | Skip) -> str:
    """Return the words of the note that a card or a skip reports; with a list's, its members."""
    if isinstance(found, Skip):
        return found.text
    return words(found.answer) if found.kind is Kind.LIST else found.said


@settings(max_examples=150)
@given(REPORTS)
def test_a_report_is_read_the_same_way_each_time(text: str) -> None:
    """Cards, skips and problems are a function of the text and the settings."""
    assert read_page(text, PATH, DECK) == read_page(text, PATH, DECK)


@settings(max_examples=150)
@given(REPORTS)
def test_every_card_can_be_answered(text: str) -> None:
    """A card has a question, an answer or a gap, a score within bounds and a place to go."""
    for card in read_page(text, PATH, DECK).cards:
        assert card.question
        assert card.answer or "{{c" in card.question.plain
        assert 0 < card.score <= 1
        assert card.deck.split("::")[0] == "Root"
        assert card.first <= card.last


@settings(max_examples=80)
@given(st.lists(NOTES, min_size=1, max_size=3))
def test_a_deck_holds_each_guid_and_each_key_once(texts: list[str]) -> None:
    """Copies within a report or across reports are one card, and every other card has a name of its own."""
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        for number, text in enumerate(texts):
            (root / f"2021-09-{27 + number}.md").write_bytes(f"{text}\n\n{text}\n".encode())
        found = load(Settings(root, "Root", (".",), root / "d.apkg", root / "l.jsonl"), Selection())
    guids = [card.guid for card in found.cards]
    keys = [(card.key, card.note_type) for card in found.cards]
    assert (len(set(guids)), len(set(keys))) == (len(guids), len(keys))
    assert found.reports == len(texts)
    assert not any(isinstance(card, Skip) for card in found.cards)


@settings(max_examples=40)
@given(st.lists(st.builds("- 배깅: 데이터를 나누어 따로 학습하는 기법\n\n{}\n".format, NOTES), min_size=1, max_size=3))
def test_the_same_notes_give_the_same_bytes(texts: list[str]) -> None:
    """Two decks of the same notes are one package and one ledger, and a build after a build changes neither."""
    with tempfile.TemporaryDirectory() as here, tempfile.TemporaryDirectory() as there:
        first, second = _built(Path(here), texts), _built(Path(there), reversed(texts))
        assert first.keys() == {"d.apkg", "l.jsonl"}
        assert first == second
        assert _built(Path(here), texts, now=THEN + 9) == first


def _built(root: Path, texts: Iterable[str], now: int = THEN) -> dict[str, bytes]:
    """Write the reports, each under a name of its own, build, and return what a build writes."""
    for text in texts:
        (root / f"{hashlib.sha256(text.encode()).hexdigest()}.md").write_text(text, encoding="utf-8")
    build(Settings(root, "Root", (".",), root / "d.apkg", root / "l.jsonl"), Selection(), now=now)
    return {path.name: path.read_bytes() for path in root.iterdir() if path.suffix in (".apkg", ".jsonl")}
