"""Two weeks of reports in the real Anki: built, imported, learned, changed, built again."""

from __future__ import annotations

import base64
import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

import pytest
from anki.collection import Collection

from notes2anki.build import Outcome, build
from notes2anki.config import load_settings
from notes2anki.ledger import RETIRED_TAG
from notes2anki.model import DatedNote, Selection, Settings, State
from tests.support.collection import Bench, Counts

MONDAY = 1_700_000_000  # long before the clock by which Anki dates what the learner does
DAY = 86_400
EXAMPLE = Path(__file__).parents[2] / "decks" / "daily-reports"
_STYLE = re.compile("<style>.*?</style>", re.DOTALL)
PNG = base64.b64decode("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAQAAAC1HAwCAAAAC0lEQVR42mNkYAAAAAYAAjCB0C8AAAAASUVORK5CYII=")

REPORTS: Mapping[str, str] = {
    "2021-09-27.md": """---
tags: [AI, CV]
---
# 강의

- 양자화: float를 integer로 변환하는 것
  ![전과 후](img/q.png)
- class imbalance → focal loss
- Focal loss: $FL(p) = -(1 - p)^{\\gamma} \\log(p)$

| 모델 | 뜻 |
|---|---|
| `GAN` | 생성자와 판별자가 겨루는 **모델** |

## TMI

- 점심은 국수
""",
    "2021-09-28.md": """---
tags: [NLP]
---
- **Recall** - the share of positives that are found
- **Precision** - the share of hits that are right
""",
    "2021-10-04.md": """---
tags: [자연어 처리/토큰]
---
- BPE: 자주 붙어 나오는 글자 쌍을 하나로 합치는 것
- {{c1::Attention}}은 `softmax(QK)V`이다
""",
}
EXPECTED = {"Root": 0, "Root::AI": 4, "Root::NLP": 2, "Root::자연어 처리": 0, "Root::자연어 처리::토큰": 2}


@dataclass(frozen=True, slots=True)
class Desk:
    """A deck's folder beside a collection."""

    bench: Bench
    settings: Settings

    def write(self, name: str, text: str) -> None:
        """Write one report."""
        (self.settings.root / "notes" / name).write_text(text, encoding="utf-8")

    def edit(self, name: str, old: str, new: str) -> None:
        """Change a piece of one report."""
        text = (self.settings.root / "notes" / name).read_text(encoding="utf-8")
        assert text.count(old) == 1
        self.write(name, text.replace(old, new))

    def build(self, now: int, selection: Selection | None = None) -> Outcome:
        """Build the deck and return what came of it."""
        outcome = build(self.settings, selection or Selection(), now=now)
        assert outcome.deck is not None, outcome.loaded.problems
        return outcome

    def give(self, now: int, selection: Selection | None = None) -> Counts:
        """Build the deck and import it."""
        self.build(now, selection)
        return self.bench.take(self.settings.output)


@pytest.fixture
def desk(bench: Bench, tmp_path: Path) -> Desk:
    """Return the reports of two weeks, beside an empty collection."""
    root = tmp_path / "deck"
    (root / "notes" / "img").mkdir(parents=True)
    (root / "notes" / "img" / "q.png").write_bytes(PNG)
    found = Desk(bench, Settings(root, "Root", ("notes",), root / "deck.apkg", root / "ledger.jsonl"))
    for name, text in REPORTS.items():
        found.write(name, text)
    return found


def _decks(col: Collection) -> dict[str, int]:
    """Return how many cards each deck holds itself."""
    held = Counter(col.get_card(id_).did for id_ in col.find_cards(""))
    return {deck.name: held[deck.id] for deck in col.decks.all_names_and_ids() if deck.name != "Default"}


def _learned(col: Collection, guids: Iterable[str] | None = None) -> list[list[object]]:
    """Return all that Anki knows of the learner's work on some notes, or on all."""
    known = col.db.list("SELECT guid FROM notes") if guids is None else guids
    ids = ",".join(str(_id(col, guid)) for guid in known)
    shown = "id, did, type, queue, due, ivl, factor, reps, lapses, left"
    cards = f"SELECT {shown} FROM cards WHERE nid IN ({ids}) ORDER BY id"  # noqa: S608 - numbers alone
    return [*col.db.all(cards), *col.db.all("SELECT * FROM revlog ORDER BY id")]


def _answer(col: Collection, ratings: Iterable[int]) -> list[int]:
    """Answer cards as they come, and return their notes."""
    col.decks.select(col.decks.id_for_name("Root"))
    noted = []
    for rating in ratings:
        card = col.sched.getCard()
        noted.append(card.nid)
        col.sched.answerCard(card, rating)
    return noted


def _contents(col: Collection) -> dict[str, list[object]]:
    """Return time, tags and fields of each note, by its guid."""
    return {guid: rest for guid, *rest in col.db.all("SELECT guid, mod, tags, flds FROM notes")}


def _sides(col: Collection) -> list[str]:
    """Return what both sides of all cards show."""
    cards = [col.get_card(id_) for id_ in col.find_cards("")]
    return [_STYLE.sub("", side) for card in cards for side in (card.question(), card.answer())]


def test_two_weeks_come_in_with_one_subdeck_a_tag(desk: Desk) -> None:
    """Every kept card is there, in the deck of its tag, and Check Database finds nothing."""
    counts = desk.give(MONDAY)
    assert (counts.new, counts.updated, counts.conflicting) == (sum(EXPECTED.values()), 0, 0)
    assert _decks(desk.bench.col) == EXPECTED
    assert desk.bench.col.find_notes('tag:"자연어_처리::토큰"')
    assert desk.bench.faults() == ()


def test_the_same_reports_again_change_nothing(desk: Desk) -> None:
    """Neither the same package nor a rebuild a week later updates, adds or moves anything."""
    desk.give(MONDAY)
    before = _contents(desk.bench.col)
    again = desk.bench.take(desk.settings.output)
    later = desk.give(MONDAY + 7 * DAY)
    assert [(counts.new, counts.updated) for counts in (again, later)] == [(0, 0), (0, 0)]
    assert (_contents(desk.bench.col), _decks(desk.bench.col)) == (before, EXPECTED)


def test_a_changed_report_updates_just_its_changed_notes(desk: Desk) -> None:
    """After real answers, one note is rewritten and one is new; no due date and no review changes."""
    desk.give(MONDAY)
    col = desk.bench.col
    answered = _answer(col, (3, 4, 1, 3))
    learned, before = _learned(col), _contents(col)
    desk.edit("2021-09-27.md", "float를", "**float**를")
    desk.edit(
        "2021-09-28.md", "- **Recall**", "- **Dropout** - switching off random nodes while training\n- **Recall**"
    )
    counts = desk.give(MONDAY + DAY)
    after = _contents(col)
    assert (counts.new, counts.updated, counts.conflicting) == (1, 1, 0)
    (changed,) = (guid for guid in before if after[guid] != before[guid])
    assert _id(col, changed) in answered
    assert "<b>float</b>" in str(after[changed])
    assert _learned(col, before) == learned
    assert _decks(col) == EXPECTED | {"Root::NLP": 3}
    assert desk.bench.faults() == ()


def test_a_bullet_that_is_gone_is_tagged_and_keeps_its_learning(desk: Desk) -> None:
    """Its card stays as it was learned; the learner finds it by its tag, and it comes back untagged with its bullet."""
    desk.give(MONDAY)
    col = desk.bench.col
    _answer(col, (3, 3, 3))
    learned, before = _learned(col), _contents(col)
    desk.edit("2021-09-28.md", "- **Recall** - the share of positives that are found\n", "")
    assert desk.give(MONDAY + DAY).updated == 1
    assert [col.get_note(id_)["Question"] for id_ in col.find_notes(f"tag:{RETIRED_TAG}")] == [
        _question(col, "positives")
    ]
    desk.write("2021-09-28.md", REPORTS["2021-09-28.md"])
    assert desk.give(MONDAY + 2 * DAY).updated == 1
    assert not col.find_notes(f"tag:{RETIRED_TAG}")
    assert _learned(col, before) == learned


def test_lines_above_and_a_new_file_name_are_no_news(desk: Desk) -> None:
    """Where a bullet stands is not its content: no note gets a new time."""
    first = {dated.note.guid: dated.mod for dated in _notes(desk.build(MONDAY))}
    desk.bench.take(desk.settings.output)
    desk.edit("2021-09-27.md", "# 강의", "> 흐림\n\n# 강의")
    (desk.settings.root / "notes" / "2021-09-28.md").rename(desk.settings.root / "notes" / "2021-09-28 recall.md")
    second = _notes(desk.build(MONDAY + DAY))
    assert {dated.note.guid: dated.mod for dated in second} == first
    assert {dated.state for dated in second} == {State.UNCHANGED}
    assert desk.bench.take(desk.settings.output).updated == 0


def test_what_the_learner_wrote_in_anki_survives_the_next_weeks(desk: Desk) -> None:
    """An edited and marked note stays as it is while its bullet does, though others change."""
    desk.give(MONDAY)
    col = desk.bench.col
    note = col.get_note(col.find_notes("positives")[0])
    note["Answer"] = "찾아낸 양성의 비율"
    note.add_tag("marked")
    col.update_note(note)
    desk.give(MONDAY + DAY)
    desk.edit("2021-10-04.md", "글자 쌍을", "*글자 쌍*을")
    assert desk.give(MONDAY + 7 * DAY).updated == 1
    note.load()
    assert (note["Answer"], sorted(note.tags)) == ("찾아낸 양성의 비율", ["NLP", "marked"])


def test_a_week_adds_only_its_own(desk: Desk) -> None:
    """A package of one week brings that week's notes, and leaves those of the weeks before alone."""
    col = desk.bench.col
    assert desk.give(MONDAY, Selection(until=date(2021, 10, 3))).new == 6
    before = _contents(col)
    counts = desk.give(MONDAY + 7 * DAY, Selection(date(2021, 10, 4), date(2021, 10, 10)))
    assert (counts.new, counts.updated, counts.duplicate) == (2, 0, 0)
    assert _contents(col).items() >= before.items()
    assert desk.give(MONDAY + 8 * DAY).updated == 0
    assert not col.find_notes(f"tag:{RETIRED_TAG}")


def test_every_card_renders(desk: Desk) -> None:
    """No mark of the notes or of the templates is left; code, bold words, math and pictures are there."""
    desk.give(MONDAY)
    sides = _sides(desk.bench.col)
    assert not [side for side in sides if any(mark in side for mark in ("{{", "}}", "$", "**", "`", "(unknown field"))]
    shown = "".join(sides)
    assert all(piece in shown for piece in ("<b>모델</b>", "<code>GAN</code>", "\\(FL(p)", 'class="cloze"', "<img"))
    assert not any("점심은 국수" in side for side in sides)
    found = desk.bench.col.media.check()
    assert (list(found.missing), list(found.unused)) == ([], [])


def test_the_shipped_example_builds_and_comes_in(bench: Bench, tmp_path: Path) -> None:
    """The deck in the repository is a real one: many cards, a subdeck a tag, all of them rendered."""
    shipped, problems = load_settings(EXAMPLE)
    settings = replace(shipped, output=tmp_path / "e.apkg", ledger=tmp_path / "e.jsonl")
    outcome = build(settings, Selection(), now=MONDAY)
    assert outcome.deck is not None
    assert (problems, outcome.loaded.problems) == ((), ())
    counts = bench.take(settings.output)
    assert counts.new == len(outcome.deck.notes) > 30
    expected = Counter(dated.note.deck for dated in outcome.deck.notes)
    held = {name: count for name, count in _decks(bench.col).items() if count}
    assert held.keys() == expected.keys()
    assert settings.name not in held
    assert all(_is_named_by_tag(bench.col, name) for name in held)
    assert not [side for side in _sides(bench.col) if any(mark in side for mark in ("{{", "has a problem"))]
    assert list(bench.col.media.check().missing) == []
    assert bench.faults() == ()


def _is_named_by_tag(col: Collection, deck: str) -> bool:
    """Does every note of a deck bear its name as a tag, or one that the example's settings rename to it?"""
    name = deck.partition("::")[2].replace(" ", "_")
    renamed = {"AI": {"AI", "AI_Bootcamp"}}.get(name, {name})
    return all(renamed & set(col.get_note(id_).tags) for id_ in col.find_notes(f'"deck:{deck}"'))


def _id(col: Collection, guid: str) -> int:
    return col.db.scalar("SELECT id FROM notes WHERE guid = ?", guid)


def _question(col: Collection, search: str) -> str:
    (id_,) = col.find_notes(search)
    return col.get_note(id_)["Question"]


def _notes(outcome: Outcome) -> tuple[DatedNote, ...]:
    assert outcome.deck is not None
    return outcome.deck.notes
