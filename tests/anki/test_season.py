"""A season of weeks in the real Anki: reports edited in every way, built, imported, learned on, edited there, too."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from anki.collection import Collection

from notes2anki.build import build
from notes2anki.ledger import RETIRED_TAG, Life, read_ledger
from notes2anki.model import Selection, Settings, Subdecks
from tests.support.collection import Bench, Counts

MONDAY = 1_700_000_000
WEEK = 7 * 86_400

FIRST = """---
date: 2021-09-06
tags: [AI]
---
# 강의

- class imbalance → focal loss
- 양자화(Quantization)
  float32 가중치를 적은 비트의 정수로 바꾸는 기법
  메모리 사용량 감소, 추론 속도 향상의 효과
- **Label smoothing**: mixing the one-hot target with a uniform distribution
- **Warm-up**: raising the learning rate slowly during the first steps
- **Gradient clipping**: cutting down steps that are too long

| 모델 | 뜻 |
|---|---|
| GAN | 생성자와 판별자가 겨루는 모델 |
| VAE | 잠재 분포를 배우는 모델 |
"""
SECOND = """---
date: 2021-09-13
tags: [Metrics]
---
# 평가

- **Recall** - the share of positives that are found
- **Precision** - the share of hits that are right
- **Calibration** - how far confidence and accuracy lie apart
- {{c1::Attention}}은 질의와 열쇠의 내적을 쓴다
"""


@dataclass
class Season:
    """A deck's folder, and the phone whose owner learns."""

    bench: Bench
    settings: Settings
    week: int = 0
    mine: dict[int, tuple[str, str]] = field(default_factory=dict)  # notes that the user edited: what they hold
    lost: bool = False

    @property
    def col(self) -> Collection:
        """The phone's collection."""
        return self.bench.col

    # --- the notes -------------------------------------------------------------------------------------------------

    def write(self, name: str, text: str) -> None:
        """Write a report."""
        path = self.settings.root / "notes" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")

    def read(self, name: str) -> str:
        """Return a report."""
        return (self.settings.root / "notes" / name).read_text(encoding="utf-8")

    def edit(self, name: str, *pairs: tuple[str, str]) -> None:
        """Change pieces of a report."""
        text = self.read(name)
        for old, new in pairs:
            assert text.count(old) == 1, old
            text = text.replace(old, new)
        self.write(name, text)

    def rename(self, old: str, new: str) -> None:
        """Give a report another name."""
        self.write(new, self.read(old))
        (self.settings.root / "notes" / old).unlink()

    # --- the phone -------------------------------------------------------------------------------------------------

    def learn(self, *ratings: int) -> None:
        """Answer cards as they come."""
        self.col.decks.select(self.col.decks.id_for_name(self.settings.name))
        for rating in ratings:
            card = self.col.sched.getCard()
            if card is None:
                return
            self.col.sched.answerCard(card, rating)

    def find(self, words: str) -> int:
        """Return the one note that a search finds."""
        (id_,) = self.col.find_notes(words)
        return id_

    def scribble(self, words: str, field_: str, text: str) -> None:
        """Edit a note by hand, and mark it."""
        note = self.col.get_note(self.find(words))
        note[field_] = text
        note.add_tag("marked")
        self.col.update_note(note)
        self.mine[note.id] = (field_, text)

    # --- a week ----------------------------------------------------------------------------------------------------

    def end_week(self, *edited: str) -> Counts:
        """Build, import, and compare Anki with what it was; `edited` notes may lose what the user wrote."""
        now = MONDAY + self.week * WEEK
        self.week += 1
        before, guids = self._learned(), self._active()
        outcome = build(self.settings, Selection(), now=now)
        assert outcome.deck is not None, outcome.loaded.problems
        counts = self.bench.take(self.settings.output)
        assert counts.conflicting == 0
        self._check_questions()
        after = self._learned()
        assert before.items() <= after.items(), "a review or a due date changed"
        assert guids <= self._active() | self._retired()
        for id_ in [self.find(words) for words in edited]:
            self.mine.pop(id_, None)
        for id_, (field_, text) in self.mine.items():
            note = self.col.get_note(id_)
            assert (note[field_], "marked" in note.tags) == (text, True), "what the user wrote in Anki is gone"
        assert self.bench.faults() == ()
        return counts

    def _learned(self) -> dict[object, object]:
        """Return all that Anki knows of the learner's work: each card, each review."""
        cards = "SELECT id, did, type, queue, due, ivl, factor, reps, lapses, left, flags FROM cards"
        reviews = self.col.db.all("SELECT * FROM revlog")
        return {row[0]: tuple(row[1:]) for row in self.col.db.all(cards)} | {
            ("review", row[0]): tuple(row[1:]) for row in reviews
        }

    def _check_questions(self) -> None:
        """No two cards that are in the notes ask the same, and each card of the ledger is in Anki once."""
        fields = self.col.db.list("SELECT sfld FROM notes WHERE tags NOT LIKE ?", f"%{RETIRED_TAG}%")
        assert len(fields) == len(set(fields)), sorted(fields)
        guids = self.col.db.list("SELECT guid FROM notes")
        assert len(guids) == len(set(guids))
        assert {entry.guid for entry in read_ledger(self.settings.ledger, "l").entries} <= set(guids)

    def _active(self) -> set[str]:
        entries = read_ledger(self.settings.ledger, "l").entries
        return {entry.guid for entry in entries if entry.state is Life.ACTIVE}

    def _retired(self) -> set[str]:
        return {self.col.get_note(id_).guid for id_ in self.col.find_notes(f"tag:{RETIRED_TAG}")}


@pytest.fixture
def season(bench: Bench, tmp_path: Path) -> Season:
    """Return two reports, imported in the first two weeks."""
    root = tmp_path / "deck"
    found = Season(bench, Settings(root, "Root", ("notes",), root / "deck.apkg", root / "ledger.jsonl"))
    found.write("2021-09-06.md", FIRST)
    return found


def _typos(season: Season) -> None:
    """Mend a typo in a question and one in an answer."""
    season.edit("2021-09-06.md", ("Label smoothing", "Label smoothin"), ("cutting down steps", "cuting down steps"))


def _mend(season: Season) -> None:
    season.edit("2021-09-06.md", ("Label smoothin*", "Label smoothing*"), ("cuting down", "cutting down"))


def _grow(season: Season) -> None:
    season.edit(
        "2021-09-13.md",
        ("positives that are found", "positives that are found, also called sensitivity"),
        ("hits that are right", "hits that are right indeed"),
    )


def _move_and_rename(season: Season) -> None:
    bullet = "- **Calibration** - how far confidence and accuracy lie apart\n"
    season.edit("2021-09-13.md", (bullet, ""))
    season.write("2021-09-06.md", season.read("2021-09-06.md") + f"\n# 뒤에\n\n{bullet}")
    season.rename("2021-09-13.md", "week37/metrics.md")


def _copy_the_day(season: Season) -> None:
    more = "- **Distillation**: teaching a small network what a large one predicts\n"
    season.write("2021-10-04.md", season.read("2021-09-06.md").replace("2021-09-06", "2021-10-04") + more)


def _change_tags(season: Season) -> None:
    season.edit("2021-09-06.md", ("tags: [AI]", "tags: [Deep Learning]"))


def _delete(season: Season) -> None:
    for name in ("2021-09-06.md", "2021-10-04.md"):
        season.edit(name, ("- **Warm-up**: raising the learning rate slowly during the first steps\n", ""))


def _bring_back(season: Season) -> None:
    text = "- **Warm-up**: raising the learning rate slowly during the first few steps\n"
    season.edit("2021-09-06.md", ("- **Gradient clipping**", f"{text}- **Gradient clipping**"))


def _split(season: Season) -> None:
    season.edit(
        "week37/metrics.md",
        (
            ", also called sensitivity\n",
            "\n- **Sensitivity** - another word for what doctors ask of a test\n",
        ),
    )


def _rewrite_table(season: Season) -> None:
    for name in ("2021-09-06.md", "2021-10-04.md"):
        season.edit(name, ("잠재 분포를 배우는 모델", "잠재 분포를 배워서 표본을 만드는 모델"))


def _change_settings(season: Season) -> None:
    season.settings = Settings(
        season.settings.root,
        "Root",
        ("notes",),
        season.settings.output,
        season.settings.ledger,
        subdecks=Subdecks(rename=(("Metrics", "평가"),)),
        namespace="other",
        threshold=0.5,
    )


FACTS_OF_FIRST = ("imbalance", "float32", "추론", "smoothin*", "Warm-up", "clipping", "GAN", "잠재")
FACTS_OF_SECOND = ("positives", "Precision", "Calibration", "열쇠")

WEEKS: tuple[Callable[[Season], None], ...] = (
    lambda season: season.write("2021-09-13.md", SECOND),
    _typos,
    _mend,
    _grow,
    _move_and_rename,
    _copy_the_day,
    _change_tags,
    _delete,
    _bring_back,
    _split,
    _rewrite_table,
    _change_settings,
    lambda _: None,
)


def _use_the_phone(season: Season) -> None:
    """What the owner does between two imports, week by week."""
    season.learn(3, 1, 4, 3)
    match season.week:
        case 2:
            season.scribble("Precision", "Extra", "see the confusion matrix")
            model = season.col.models.by_name(season.col.get_note(season.find("Precision")).note_type()["name"])
            model["css"] += "\n.card { color: teal; }"
            season.col.models.update_dict(model)
        case 4:
            season.scribble("GAN", "Answer", "위조범과 감정사")
        case 5:
            season.col.set_deck(season.col.find_cards("imbalance"), season.col.decks.id("Mine"))
        case 7:
            season.col.get_note(season.find("clipping")).add_tag("leech")
            season.col.sched.suspend_cards(season.col.find_cards("clipping"))
            season.col.set_user_flag_for_cards(2, season.col.find_cards("Quantization"))


@pytest.mark.parametrize(
    "lost_in", [pytest.param(None, id="with the ledger"), pytest.param(7, id="with the ledger lost once")]
)
def test_a_season_loses_and_doubles_nothing(season: Season, lost_in: int | None) -> None:
    """Thirteen weeks: reviews, due dates and the user's own work stay, no question is asked twice."""
    season.end_week()
    notes = {words: season.find(words) for words in FACTS_OF_FIRST}
    for change in WEEKS:
        _use_the_phone(season)
        change(season)
        if season.week == lost_in:
            season.settings.ledger.unlink()
        # The user's edit goes where the bullet itself was changed: only there.
        season.end_week(*(("Precision",) if change is _grow else ()))
        notes |= {words: season.find(words) for words in FACTS_OF_SECOND if words not in notes}
    assert season.week == 14
    assert {words: season.find(words) for words in notes} == notes, "a fact is another note now"
    assert season.col.note_count() == len(notes) + 2, "only distillation and sensitivity are new"
    assert not season.col.find_notes(f"tag:{RETIRED_TAG}")
    assert set(season.mine) == {notes["GAN"]}
    css = season.col.models.get(season.col.get_note(notes["Precision"]).mid)["css"]
    assert "color: teal" in css
    assert season.col.decks.name(season.col.get_card(season.col.find_cards("imbalance")[0]).did) == "Mine"
    assert season.col.db.scalar("SELECT count() FROM revlog") > 30
    assert season.end_week().updated == 0
