"""The whole build on files in a folder: what comes out, what is remembered, and when nothing is written at all."""

from __future__ import annotations

import base64
import io
import sqlite3
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

import pytest
from PIL import Image

from notes2anki.build import Outcome, build, load
from notes2anki.ledger import RETIRED_TAG
from notes2anki.model import (
    Choose,
    InputError,
    MediaSettings,
    Missing,
    Problem,
    Selection,
    Settings,
    State,
    Status,
    Subdecks,
)

THEN = 1_632_700_000  # September 2021
LATER = THEN + 7 * 86_400
ALL = Selection()
WEEK_40 = Selection(date(2021, 10, 4), date(2021, 10, 10))

QUANTIZATION = "- 양자화: float를 integer로 변환하는 것\n"
IMBALANCE = "- class imbalance → focal loss\n"
RECALL = "- **Recall** - the share of positives that are found\n"
PNG = base64.b64decode("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAQAAAC1HAwCAAAAC0lEQVR42mNkYAAAAAYAAjCB0C8AAAAASUVORK5CYII=")


def report(day: str, *bullets: str, tags: str = "[AI]") -> str:
    """Return a report of a day."""
    return f"---\ndate: {day}\ntags: {tags}\n---\n" + "".join(bullets)


DAYS: Mapping[str, str | bytes] = {
    "notes/day41.md": report("2021-09-27", QUANTIZATION, IMBALANCE, "- [ ] 복습하기\n"),
    "notes/day46.md": report("2021-10-04", RECALL, tags="[CV]"),
}


@dataclass(frozen=True, slots=True)
class Desk:
    """A deck's folder."""

    settings: Settings

    def write(self, files: Mapping[str, str | bytes]) -> None:
        """Write files below the folder."""
        for name, content in files.items():
            path = self.settings.root / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content if isinstance(content, bytes) else content.encode())

    def build(self, selection: Selection = ALL, *, now: int = THEN, **changes: object) -> Outcome:
        """Build the deck, with some settings changed."""
        return build(replace(self.settings, **changes), selection, now=now)

    def written(self) -> tuple[bytes | None, bytes | None]:
        """Return the package and the ledger as they lie on the disk."""
        files = (self.settings.output, self.settings.ledger)
        return tuple(file.read_bytes() if file.is_file() else None for file in files)


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """Return an empty folder."""
    return _desk(tmp_path / "daily")


def _desk(root: Path) -> Desk:
    (root / "notes").mkdir(parents=True)
    return Desk(Settings(root, "Root", ("notes",), root / "daily.apkg", root / "ledger.jsonl"))


def states(outcome: Outcome) -> dict[str, tuple[State, int]]:
    """Return the state and `mod` of each note, by the beginning of its question."""
    assert outcome.deck is not None
    return {_question(dated.note.fields): (dated.state, dated.mod) for dated in outcome.deck.notes}


def _question(fields: tuple[tuple[str, str], ...]) -> str:
    names = ("양자화", "class imbalance", "Recall")
    return next(name for name in names if name in dict(fields)["Question"])


def decks(outcome: Outcome) -> dict[str, str]:
    """Return the deck of each note."""
    assert outcome.deck is not None
    return {_question(dated.note.fields): dated.note.deck for dated in outcome.deck.notes}


def rows(package: Path, query: str) -> list[tuple[object, ...]]:
    """Ask the database in a package."""
    with zipfile.ZipFile(package) as archive:
        connection = sqlite3.connect(":memory:")
        connection.deserialize(archive.read("collection.anki2"))
    found = connection.execute(query).fetchall()
    connection.close()
    return found


# --- what comes out ------------------------------------------------------------------------------------------------


def test_a_first_build_makes_all_cards_new(desk: Desk) -> None:
    """The outcome says what was read and written, and the package holds just that."""
    desk.write(DAYS)
    outcome = desk.build()
    assert outcome.deck is not None
    assert (outcome.loaded.reports, len(outcome.loaded.cards), outcome.loaded.problems) == (2, 3, ())
    assert [(skip.path, skip.first, skip.reason) for skip in outcome.loaded.skips] == [("notes/day41.md", 7, "a to-do")]
    assert [dated.state for dated in outcome.deck.notes] == [State.NEW] * 3
    assert outcome.size == desk.settings.output.stat().st_size
    assert rows(desk.settings.output, "SELECT guid, mod FROM notes ORDER BY id") == [
        (dated.note.guid, THEN) for dated in sorted(outcome.deck.notes, key=lambda dated: dated.note.key)
    ]
    assert len(desk.settings.ledger.read_text().splitlines()) == 1 + 3 + 1


def test_loading_writes_nothing_and_tells_how_far_it_is(desk: Desk) -> None:
    """Progress counts the reports done, from none to all."""
    desk.write(DAYS)
    told: list[tuple[int, int]] = []
    loaded = load(desk.settings, ALL, progress=lambda done, of: told.append((done, of)))
    assert told == [(0, 2), (1, 2), (2, 2)]
    assert [card.path for card in loaded.cards] == ["notes/day41.md", "notes/day41.md", "notes/day46.md"]
    assert desk.written() == (None, None)


def test_a_suggested_card_is_listed_but_not_packaged(desk: Desk) -> None:
    """Below the threshold nothing is imported unseen."""
    desk.write({"notes/a.md": QUANTIZATION, "notes/b.md": f"- 가지치기: {'나' * 400}\n"})
    best = max(card.score for card in load(desk.settings, ALL).cards)
    outcome = desk.build(threshold=best)
    assert [card.status for card in outcome.loaded.cards] == [Status.KEEP, Status.SUGGESTED]
    assert list(states(outcome)) == ["양자화"]


def test_a_line_that_cannot_be_asked_is_skipped(desk: Desk) -> None:
    """A fact whose question would tell the answer is listed among what was left out."""
    desk.write({"notes/a.md": report("2021-09-27", QUANTIZATION, "- focal loss for imbalance → focal loss\n")})
    (skip,) = load(desk.settings, ALL).skips
    assert (skip.first, skip.reason) == (6, "the question would give the answer away")


def test_a_table_lists_only_the_rows_that_are_not_asked(desk: Desk) -> None:
    """Its head names what the cards of the rows ask for, so it was not left out."""
    desk.write({"notes/a.md": "| 모델 | 뜻 |\n|---|---|\n| GAN | 생성자와 판별자가 겨루는 모델 |\n| VAE | - |\n"})
    loaded = load(desk.settings, ALL)
    assert [card.first for card in loaded.cards] == [3]
    assert [(skip.first, skip.last, skip.text) for skip in loaded.skips] == [(4, 4, "VAE | -")]


def test_a_report_with_cards_off_is_read_and_skipped(desk: Desk) -> None:
    """`cards: off` keeps all its lines out, with the reason."""
    desk.write(DAYS)
    desk.write(
        {"notes/off.md": "---\ncards: off\n---\n- Precision: the share of hits that are right\n\n| a |\n|---|\n"}
    )
    loaded = load(desk.settings, ALL)
    assert (loaded.reports, len(loaded.cards)) == (3, 3)
    off = [(skip.first, skip.last) for skip in loaded.skips if skip.reason == "cards are off for this report"]
    assert off == [(4, 4), (6, 7)]


def test_a_copied_fact_is_one_card_at_home_in_the_earliest_report(desk: Desk) -> None:
    """The copy adds its place to the card, even if its file comes first."""
    desk.write(DAYS)
    desk.write({"notes/a-copy.md": report("2021-10-05", QUANTIZATION, tags="[NLP]")})
    (card,) = (card for card in load(desk.settings, ALL).cards if "양자화" in card.question.plain)
    assert (card.path, card.deck, card.sources) == ("notes/day41.md", "Root::AI", ("notes/a-copy.md:5",))


def test_a_question_that_is_asked_already_says_where_it_stands(desk: Desk) -> None:
    """Two answers to one question cannot both be right: the later card says under what, or when, it was written."""
    desk.write(DAYS)
    desk.write({"notes/day47.md": report("2021-10-05", "- 양자화: 모델을 작게 만드는 기법\n")})
    loaded = load(desk.settings, ALL)
    asked = [card.question.plain for card in loaded.cards if "양자화" in card.question.plain]
    assert asked[-1].endswith(" (2021-10-05)")
    assert len(asked) == 2


# --- subdecks ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("tags", "subdecks", "expected"),
    [
        pytest.param("[]", Subdecks(), "Root", id="no tag"),
        pytest.param("[AI, Deep Learning]", Subdecks(), "Root::AI", id="first"),
        pytest.param("[AI, Deep Learning]", Subdecks(Choose.LAST), "Root::Deep Learning", id="last"),
        pytest.param("[AI, Deep Learning]", Subdecks(Choose.NESTED), "Root::AI::Deep Learning", id="nested"),
        pytest.param("[AI/CV]", Subdecks(), "Root::AI::CV", id="a slash"),
        pytest.param("[Daily, AI]", Subdecks(ignore=("daily",)), "Root::AI", id="ignored"),
        pytest.param("[Boostcamp AI]", Subdecks(rename=(("Boostcamp AI", "AI"),)), "Root::AI", id="renamed"),
    ],
)
def test_a_tag_names_the_subdeck(desk: Desk, tags: str, subdecks: Subdecks, expected: str) -> None:
    """Which one is a setting; the package holds the deck and all above it."""
    desk.write({"notes/a.md": report("2021-09-27", QUANTIZATION, tags=tags)})
    assert decks(desk.build(subdecks=subdecks)) == {"양자화": expected}
    (found,) = rows(desk.settings.output, "SELECT decks FROM col")[0]
    parts = expected.split("::")
    assert all(f'"name": "{"::".join(parts[: depth + 1])}"' in str(found) for depth in range(len(parts)))


def test_a_nearer_tag_wins(desk: Desk) -> None:
    """A tag of the bullet comes before its heading's, and that before the front matter's."""
    body = f"## 손실 #Loss\n{IMBALANCE}{RECALL.rstrip()} #Metric\n"
    desk.write({"notes/a.md": report("2021-09-27", QUANTIZATION, body)})
    outcome = desk.build()
    assert decks(outcome) == {"양자화": "Root::AI", "class imbalance": "Root::Loss", "Recall": "Root::Metric"}
    assert [card.tags for card in outcome.loaded.cards] == [("AI",), ("Loss", "AI"), ("Metric", "Loss", "AI")]


def test_decks_that_are_one_to_anki_are_one(desk: Desk) -> None:
    """Two spellings of a tag make one subdeck."""
    desk.write(DAYS)
    desk.write({"notes/day46.md": report("2021-10-04", RECALL, tags="[ai]")})
    outcome = desk.build()
    assert set(decks(outcome).values()) == {"Root::AI"}


def test_a_retired_card_does_not_keep_an_old_spelling_alive(desk: Desk) -> None:
    """A tag that was spelt anew can be built although a card that is gone lies in the deck of the old name."""
    desk.write(DAYS)
    desk.build()
    desk.write({"notes/day41.md": report("2021-09-27", QUANTIZATION, tags="[ai]")})
    outcome = desk.build(now=LATER)
    assert decks(outcome) == {"양자화": "Root::ai", "class imbalance": "Root::ai", "Recall": "Root::CV"}


# --- what is remembered --------------------------------------------------------------------------------------------


def test_only_what_changed_gets_a_new_time(desk: Desk) -> None:
    """A second build tells new, edited, moved and unchanged notes apart, and dates new only what Anki must take."""
    desk.write({"notes/a.md": report("2021-09-27", QUANTIZATION, IMBALANCE)})
    desk.build()
    later = {"notes/a.md": report("2021-09-27", "\n", IMBALANCE, f"# 압축 #CV\n{QUANTIZATION}", RECALL)}
    desk.write(later)
    assert states(desk.build(now=LATER)) == {
        "class imbalance": (State.UNCHANGED, THEN),  # only its line
        "양자화": (State.MOVED, LATER),  # its heading and its tags are shown
        "Recall": (State.NEW, LATER),
    }
    renamed = desk.build(now=LATER + 9, subdecks=Subdecks(rename=(("AI", "ML"),)))
    assert states(renamed)["class imbalance"] == (State.MOVED, THEN)
    assert states(renamed)["Recall"] == (State.UNCHANGED, LATER)


def test_a_card_that_is_gone_is_retired_and_can_come_back(desk: Desk) -> None:
    """It stays in the package, tagged, until its bullet is there again."""
    desk.write(DAYS)
    guid = {dated.note.guid for dated in _notes(desk.build()) if "Recall" in dict(dated.note.fields)["Question"]}
    desk.write({"notes/day46.md": report("2021-10-04", "\n")})
    gone = desk.build(now=LATER)
    (note,) = (dated.note for dated in _notes(gone) if dated.state is State.RETIRED)
    assert ({note.guid}, note.tags) == (guid, ("CV", RETIRED_TAG))
    assert states(desk.build(now=LATER + 9))["Recall"] == (State.GONE, LATER)
    desk.write(DAYS)
    assert states(desk.build(now=LATER + 99))["Recall"] == (State.EDITED, LATER + 99)


def _notes(outcome: Outcome) -> tuple:
    assert outcome.deck is not None
    return outcome.deck.notes


def test_a_week_is_built_alone_and_retires_nothing(desk: Desk) -> None:
    """Only the week's notes are packaged; the others are as they were in the next whole build."""
    desk.write(DAYS)
    desk.build()
    week = desk.build(WEEK_40, now=LATER)
    assert (week.loaded.reports, states(week)) == (1, {"Recall": (State.UNCHANGED, THEN)})
    assert set(states(desk.build(now=LATER)).values()) == {(State.UNCHANGED, THEN)}


def test_a_week_asks_nothing_that_an_earlier_one_asked(desk: Desk) -> None:
    """Copies belong to their home; another answer is another card that says where it stands."""
    desk.write(DAYS)
    other = "- class imbalance → weighted cross entropy\n"
    desk.write({"notes/day47.md": report("2021-10-05", QUANTIZATION, other)})
    week = desk.build(WEEK_40)
    assert states(week) == {"Recall": (State.NEW, THEN), "class imbalance": (State.NEW, THEN)}
    assert [card.question.plain for card in week.loaded.cards if card.path.endswith("47.md")] == [
        "class imbalance → 해결책은 무엇인가? (2021-10-05)"
    ]


def test_the_same_input_gives_the_same_bytes(desk: Desk, tmp_path: Path) -> None:
    """In another folder and, for what did not change, at any later time."""
    other = _desk(tmp_path / "elsewhere")
    for one in (desk, other):
        one.write(DAYS)
        one.build()
    first = desk.written()
    assert None not in first
    assert other.written() == first
    desk.build(now=LATER)
    assert desk.written() == first


# --- fields of the user's own -------------------------------------------------------------------------------------


VOCABULARY = """\
name: Vocabulary
extends: basic
id: 1500000000001
kinds: [term]
fields:
  - {name: Example, id: 601, from: [example]}
"""


@pytest.mark.parametrize(
    "bullet",
    [
        "- CBOW: predicts the middle word\n  Example: the cat\n",
        "- CBOW: predicts the middle word\n  - Example: the cat\n",
    ],
    ids=["a line", "a bullet below"],
)
def test_a_line_of_a_bullet_fills_a_field_of_the_users_own(desk: Desk, bullet: str) -> None:
    """It is no part of the answer, and no card."""
    desk.write({"notes/a.md": report("2021-09-27", bullet), "templates/vocabulary/note.yaml": VOCABULARY})
    outcome = desk.build()
    assert outcome.deck is not None
    (dated,) = outcome.deck.notes
    fields = dict(dated.note.fields)
    assert (fields["Answer"], fields["Example"]) == (
        '<div lang="en">predicts the middle word</div>',
        '<div lang="en">the cat</div>',
    )


# --- pictures ------------------------------------------------------------------------------------------------------


def test_a_picture_is_packed_with_its_card(desk: Desk) -> None:
    """The file lies in the package under its hashed name, and the card refers to it."""
    picture = QUANTIZATION.rstrip() + "\n  ![float와 integer](img/q%20a.png)\n"
    desk.write({"notes/a.md": report("2021-09-27", picture, IMBALANCE), "notes/img/q a.png": PNG})
    outcome = desk.build()
    assert outcome.deck is not None
    (media,) = outcome.deck.media
    by_question = {_question(dated.note.fields): dated.note for dated in outcome.deck.notes}
    assert by_question["양자화"].media == (media.name,)
    assert f'src="{media.name}"' in "".join(html for _, html in by_question["양자화"].fields)
    assert by_question["class imbalance"].media == ()
    with zipfile.ZipFile(desk.settings.output) as archive:
        assert archive.read("0") == PNG


def test_a_missing_picture_is_a_notice(desk: Desk) -> None:
    """It costs the picture, not the build."""
    desk.write({"notes/a.md": report("2021-09-27", QUANTIZATION.rstrip() + "\n  ![그림](img/q.png)\n")})
    outcome = desk.build()
    assert outcome.deck is not None
    assert outcome.deck.media == ()
    (notice,) = outcome.loaded.problems
    assert (notice.path, notice.line, notice.is_error) == ("notes/a.md", 6, False)
    assert "img/q.png" in notice.message


LOST = QUANTIZATION.rstrip() + "\n  ![그림](img/q.png)\n"


def test_a_card_without_its_picture_can_be_left_out(desk: Desk) -> None:
    """The others are packed, and the notice stays."""
    desk.write({"notes/a.md": report("2021-09-27", LOST, IMBALANCE)})
    outcome = desk.build(media=MediaSettings(missing=Missing.DROP))
    assert list(states(outcome)) == ["class imbalance"]
    assert [card.status for card in outcome.loaded.cards] == [Status.DROPPED, Status.KEEP]
    assert ["img/q.png" in notice.message for notice in outcome.loaded.problems] == [True]


@pytest.mark.parametrize(
    ("line", "status"),
    [
        pytest.param("Q: What does a tree look like?\nA: ![](img/q.png)", Status.DROPPED, id="an answer"),
        pytest.param("- A tree is drawn as {{c1::![](img/q.png)::how?}}", Status.DROPPED, id="a gap"),
        pytest.param("Q: ![](img/q.png)\nA: a tree", Status.DROPPED, id="a question"),
        pytest.param("Q: What does a tree look like?\nA: ![a root above](img/q.png)", Status.KEEP, id="its words"),
        pytest.param("Q: What is ![](img/q.png)?\nA: a tree", Status.KEEP, id="a question with words"),
        pytest.param("- A {{c1::tree}} ![](img/q.png)", Status.KEEP, id="beside a gap"),
    ],
)
def test_a_card_that_is_nothing_but_a_missing_picture_is_left_out(desk: Desk, line: str, status: Status) -> None:
    """There would be nothing to see on one of its sides, or in its gap."""
    desk.write({"notes/a.md": report("2021-09-27", IMBALANCE, "\n", line)})
    assert [card.status for card in desk.build().loaded.cards] == [Status.KEEP, status]
    (desk.settings.root / "notes/img").mkdir()
    (desk.settings.root / "notes/img/q.png").write_bytes(PNG)
    assert [card.status for card in desk.build().loaded.cards] == [Status.KEEP, Status.KEEP]


def test_a_missing_picture_can_keep_the_deck_from_being_built(desk: Desk) -> None:
    """Nothing is written."""
    desk.write({"notes/a.md": report("2021-09-27", LOST, IMBALANCE)})
    outcome = desk.build(media=MediaSettings(missing=Missing.ERROR))
    assert outcome.deck is None
    assert [(found.line, found.is_error) for found in outcome.loaded.problems] == [(6, True)]
    assert desk.written() == (None, None)


PLACES = """\
- 양자화: 값을 줄이는 것[^1]
  ![그림](img/q.png)
  $\\foobar{x}$
- 양자화를 쓰는 이유:
  - <script>x</script>빠르기 때문에
  - ![](img/r.png) 작기 때문에

[^1]: ![](img/s.png) 둘 다
"""


def test_each_problem_has_the_line_of_what_is_wrong(desk: Desk) -> None:
    """Not that of the card, be it a line of the bullet, an answer below it, or a footnote."""
    desk.write({"notes/a.md": report("2021-09-27", PLACES)})
    lines = (desk.settings.root / "notes/a.md").read_text(encoding="utf-8").splitlines()
    told = {found.message: lines[found.line - 1].strip() for found in desk.build().loaded.problems}
    assert told == {
        "there is no file img/q.png": "![그림](img/q.png)",
        "there is no file img/r.png": "- ![](img/r.png) 작기 때문에",
        "there is no file img/s.png": "[^1]: ![](img/s.png) 둘 다",
        "the formula `\\foobar{x}` uses `\\foobar`, which Anki does not know": "$\\foobar{x}$",
    }


def test_a_large_picture_is_shrunk_in_the_package(desk: Desk) -> None:
    """It is packed from memory, or from the cache: the package is the same."""
    stream = io.BytesIO()
    Image.effect_noise((300, 200), 80).save(stream, "PNG")
    desk.write({"notes/a.md": report("2021-09-27", LOST), "notes/img/q.png": stream.getvalue()})
    small = MediaSettings(max_width=100)
    desk.build(media=small)
    first = desk.written()
    with zipfile.ZipFile(desk.settings.output) as archive:
        assert Image.open(archive.open("0")).size == (100, 67)
    for _ in range(2):
        desk.build(media=small, cache=desk.settings.root / ".notes2anki-cache")
        assert desk.written() == first
    assert (desk.settings.root / "notes/img/q.png").read_bytes() == stream.getvalue()


# --- when nothing is written ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("files", "faults"),
    [
        pytest.param({"notes/x.md": "---\ntags: [a\n---\n"}, [("notes/x.md", 2)], id="broken front matter"),
        pytest.param({"notes/x.md": "양자화".encode("cp949")}, [("notes/x.md", 1)], id="another encoding"),
        pytest.param(
            {"notes/x.md": b"a\0", "notes/y.md": "---\ntags: [a\n---\n"},
            [("notes/x.md", 1), ("notes/y.md", 2)],
            id="both",
        ),
    ],
)
def test_a_strict_build_stops_at_broken_reports(
    desk: Desk, files: Mapping[str, str | bytes], faults: list[tuple[str, int]]
) -> None:
    """All errors are told at once, and neither package nor ledger is touched."""
    desk.write(DAYS)
    desk.build()
    before = desk.written()
    desk.write({**files, "notes/day46.md": report("2021-10-04", IMBALANCE)})
    outcome = desk.build(Selection(is_strict=True), now=LATER)
    assert outcome.deck is None
    assert [(error.path, error.line) for error in outcome.loaded.errors] == faults
    assert desk.written() == before


def test_notices_of_other_weeks_are_left_out(desk: Desk) -> None:
    """A report that is left out is told with every week, since its date is in doubt; a notice elsewhere is no news."""
    desk.write(DAYS)
    desk.write({"notes/x.md": report("2021-09-28", "- 증류: 큰 모델의 출력을 배우는 것\n", tags="[a]\ncards: perhaps")})
    assert desk.build(WEEK_40).loaded.problems == ()
    desk.write({"notes/x.md": "---\ntags: [a\n---\n"})
    assert [(problem.path, problem.is_error) for problem in desk.build(WEEK_40).loaded.problems] == [
        ("notes/x.md", False)
    ]


@pytest.mark.parametrize(
    ("changes", "selection", "message", "hint"),
    [
        pytest.param({"threshold": 1.1}, ALL, "no cards in 3 reports", "3 only suggested", id="suggested"),
        pytest.param({}, Selection(date(2022, 1, 1)), "no cards in 0 reports", "no report has a date", id="a far week"),
        pytest.param({"notes": ("notes/x.md",)}, ALL, "no cards in 1 report", "--skipped", id="nothing to ask"),
    ],
)
def test_a_deck_without_cards_is_not_written(
    desk: Desk, changes: dict[str, object], selection: Selection, message: str, hint: str
) -> None:
    """The problem says how many reports there were and what to do."""
    desk.write({**DAYS, "notes/x.md": "- [ ] 복습하기\n"})
    problem = _refused(desk, selection, config=desk.settings.root / "deck.yaml", **changes)
    assert (problem.path, problem.message) == ("deck.yaml", message)
    assert hint in problem.hint
    assert problem.is_error
    assert _refused(desk, selection, **changes).path.startswith("notes")


def _refused(desk: Desk, selection: Selection = ALL, *, now: int = LATER, **changes: object) -> Problem:
    before = desk.written()
    outcome = desk.build(selection, now=now, **changes)
    assert desk.written() == before
    assert (outcome.deck, outcome.size) == (None, 0)
    (problem,) = outcome.loaded.problems
    return problem


def test_a_broken_ledger_stops_the_build(desk: Desk) -> None:
    """A ledger that was quietly begun anew would overwrite what the learner did in Anki."""
    desk.write(DAYS)
    desk.build()
    desk.settings.ledger.write_text('{"notes2anki": 1}\n<<<<<<< ours\n')
    problem = _refused(desk)
    assert (problem.path, problem.line, problem.is_error) == ("ledger.jsonl", 2, True)


def test_a_wrong_clock_stops_the_build(desk: Desk) -> None:
    """A time before Anki's own would keep later changes out of it."""
    desk.write(DAYS)
    assert "clock" in _refused(desk, now=0).message


def test_what_anki_would_refuse_is_a_problem_and_not_written(desk: Desk) -> None:
    """A deck's name that no setting would hold is told, not packaged."""
    desk.write(DAYS)
    with pytest.raises(InputError, match="empty"):
        desk.build(name="Root::")
    assert desk.written() == (None, None)


def test_an_output_that_cannot_be_written_leaves_the_ledger(desk: Desk) -> None:
    """A ledger ahead of its package would take changes for known that Anki has never seen."""
    desk.write(DAYS)
    desk.build()
    desk.write({"notes/day46.md": report("2021-10-04", IMBALANCE)})
    before = desk.settings.ledger.read_bytes()
    desk.settings.output.unlink()
    desk.settings.output.mkdir()
    with pytest.raises(OSError, match=r"daily\.apkg"):
        desk.build(now=LATER)
    assert desk.settings.ledger.read_bytes() == before
    assert sorted(path.name for path in desk.settings.root.iterdir()) == ["daily.apkg", "ledger.jsonl", "notes"]


def test_nothing_to_read_is_an_error(desk: Desk) -> None:
    """A pattern that matches nothing is told before anything is read."""
    with pytest.raises(InputError, match="no report matches"):
        desk.build()
