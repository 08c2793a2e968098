"""Three months of builds and imports in the real Anki, with what goes wrong in such a time: kept, new, lost, told."""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path

import pytest
from anki.collection import Collection
from anki.sync_pb2 import SyncCollectionResponse

from notes2anki.build import Outcome, build
from notes2anki.cli.show import summary
from notes2anki.ledger import ledger_bytes, merge, read_ledger, repair
from notes2anki.ledger.file import read_sides
from notes2anki.model import Again, DatedNote, Problem, Selection, Settings
from tests.support.collection import Bench, Counts, Device

MONDAY = 1_700_000_000
DAY = 86_400
WEEK = 7 * DAY
AHEAD = MONDAY + 17 * 365 * DAY
TERMS = {
    "Dropout": "random units are switched off while the network learns",
    "Stopping": "the epoch whose validation loss was lowest is taken",
    "Smoothing": "one-hot targets are mixed with an even distribution",
    "Clipping": "steps that are too long are cut down to a maximum",
    "Distilling": "a small student imitates what a large teacher predicts",
    "Quantization": "weights are rounded to integers of a few bits",
    "Bagging": "models are trained apart on samples and averaged",
    "Boosting": "models are trained in turn, each on the errors before it",
    "Pruning": "weights and channels that matter least are removed",
    "Warmup": "the learning rate is raised slowly in the first steps",
    "Attention": "values are summed, weighted by queries and keys",
    "Beam": "the best few partial sentences are carried on",
}


@dataclass
class Quarter:
    """A deck's folder, the learner's Anki, and what was seen week by week."""

    bench: Bench
    settings: Settings
    now: int = MONDAY
    mine: dict[str, str] = field(default_factory=dict)  # what the learner wrote in Anki: term -> Extra
    rows: list[str] = field(default_factory=list)
    again: Again = field(default_factory=Again)

    @property
    def col(self) -> Collection:
        """The learner's collection."""
        return self.bench.col

    # --- the notes -------------------------------------------------------------------------------------------------

    def write(self, name: str, *terms: str) -> None:
        """Write a report of some terms."""
        bullets = "".join(f"- **{term}**: {TERMS[term]}\n" for term in terms)
        path = self.settings.root / "notes" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"---\ntags: [AI]\n---\n{bullets}", encoding="utf-8")

    def edit(self, term: str, old: str, new: str) -> None:
        """Change a bullet."""
        (path,) = (one for one in self.settings.root.glob("notes/**/*.md") if f"**{term}**" in one.read_text("utf-8"))
        text = path.read_text("utf-8")
        line = next(line for line in text.splitlines() if f"**{term}**" in line)
        assert old in line
        path.write_text(text.replace(line, line.replace(old, new)), encoding="utf-8")

    def save_all(self, time: int) -> None:
        """Let all files be of a time, as if they had been saved then."""
        for path in self.settings.root.rglob("*"):
            os.utime(path, (time, time))

    # --- Anki ------------------------------------------------------------------------------------------------------

    def scribble(self, term: str, at: int) -> None:
        """Edit and mark a note in Anki, at a time."""
        note = self.col.get_note(self.find(term))
        note["Extra"] = self.mine[term] = f"mine, of {term}"
        note.add_tag("marked")
        self.col.update_note(note)
        self.col.db.execute("UPDATE notes SET mod = ? WHERE id = ?", at, note.id)

    def find(self, term: str) -> int:
        """Return the one note of a term that is not retired."""
        (id_,) = self.col.find_notes(f"Question:*{term}* -tag:n2a::retired")
        return id_

    def answer(self, term: str) -> str:
        """Return what Anki has as the answer."""
        return self.col.get_note(self.find(term))["Answer"]

    def learn(self) -> None:
        """Answer two cards."""
        self.col.decks.select(self.col.decks.id_for_name("Root"))
        for _ in range(2):
            if card := self.col.sched.getCard():
                self.col.sched.answerCard(card, 3)

    # --- a week ----------------------------------------------------------------------------------------------------

    def build(self, *, now: int | None = None) -> tuple[Outcome, tuple[Problem, ...]]:
        """Build, a week later unless said otherwise; say yes to whatever is asked, and return that as well."""
        self.now = now or self.now + WEEK
        asked: list[Problem] = []
        outcome = build(
            self.settings, Selection(again=self.again), now=self.now, ask=lambda questions: not asked.extend(questions)
        )
        self.again = Again()
        return outcome, (*outcome.loaded.problems, *asked)

    def week(self, happened: str, *, now: int | None = None, imports: bool = True) -> Counts:
        """Build, import if it is wanted, and write down what became of notes and of the learner's work."""
        before = self._cards()
        outcome, told = self.build(now=now)
        counts = self.bench.take(self.settings.output) if imports else Counts()
        after = self._cards()
        assert before.items() <= after.items(), "a review or a due date changed"
        lost = [term for term, text in self.mine.items() if not self._has(term, text)]
        for term in lost:
            del self.mine[term]
        os.environ["SOURCE_DATE_EPOCH"] = str(self.now)
        advice = [f"`{option}`" for option in re.findall(r"build (--[-a-z]+)", summary(self.settings, outcome))]
        words = "; ".join((*dict.fromkeys(problem.message for problem in told), *advice)) or "—"
        new = counts.new if imports else 0
        kept = len(before) if imports else "not imported"
        self.rows.append(f"| {happened} | {kept} | {new} | {', '.join(lost) or '—'} | {words} |")
        assert self.bench.faults() == ()
        self.learn()
        return counts

    def _has(self, term: str, text: str) -> bool:
        return bool(self.col.find_notes(f'"Extra:{text}" tag:marked Question:*{term}*'))

    def _cards(self) -> dict[int, tuple[int, ...]]:
        cards = "SELECT id, did, type, queue, due, ivl, factor, reps, lapses, left, flags FROM cards"
        return {row[0]: tuple(row[1:]) for row in self.col.db.all(cards)}


@pytest.fixture
def quarter(bench: Bench, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Quarter:
    """Return two reports, not built yet."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", str(MONDAY))  # and so that it is put back
    root = tmp_path / "deck"
    config = root / "deck.yaml"
    settings = Settings(
        root,
        "Root",
        ("notes",),
        root / "deck.apkg",
        root / "ledger.jsonl",
        config=config,
        cache=root / ".notes2anki-cache",
    )
    found = Quarter(bench, settings)
    found.write("a.md", *list(TERMS)[:6])
    found.write("b.md", *list(TERMS)[6:])
    config.write_text("name: Root\n", encoding="utf-8")
    return found


def _begin(season: Quarter) -> None:
    season.week("the first build")
    assert season.col.note_count() == len(TERMS)
    season.scribble("Dropout", season.now + DAY)
    season.scribble("Pruning", season.now + DAY)
    season.edit("Stopping", "was lowest", "was the lowest")
    assert season.week("a bullet edited").updated == 1


def _skip_an_import(season: Quarter) -> None:
    season.edit("Smoothing", "mixed", "blended")
    season.week("another bullet edited", imports=False)
    season.scribble("Smoothing", season.now + DAY)
    season.week("nothing, but that card was edited in Anki meanwhile")
    assert "mixed" in season.answer("Smoothing"), "the change never arrives by itself"
    season.again = Again(last_import=season.now - 2 * WEEK + DAY)
    season.week("nothing, but `--last-import` names the last one")
    assert "blended" in season.answer("Smoothing")


def _change_back(season: Quarter) -> None:
    season.edit("Dropout", "switched off", "turned off")
    season.week("a bullet edited", imports=False)
    season.edit("Dropout", "turned off", "switched off")
    season.again = Again(last_import=season.now - WEEK + DAY)
    assert season.week("it was changed back, `--last-import`").updated == 0
    season.edit("Bagging", "averaged", "then averaged")
    season.week("a bullet edited")
    season.edit("Bagging", "then averaged", "averaged")
    season.week("it was changed back after the import")
    assert "then" not in season.answer("Bagging")


def _move_reports(season: Quarter) -> None:
    for name in ("a.md", "b.md"):
        folder = season.settings.root / "notes" / f"2023-{name[0]}"
        folder.mkdir()
        shutil.move(season.settings.root / "notes" / name, folder / name)
    season.edit("Clipping", "cut down", "cut")
    assert season.week("two reports moved, a bullet edited").updated == 1
    stale = [id_ for id_ in season.col.find_notes("") if "2023-" not in season.col.get_note(id_)["Source"]]
    assert len(stale) == len(TERMS) - 1
    season.again = Again(sources=True)
    assert season.week("nothing, but `--refresh-sources`").updated == len(stale)
    assert all("2023-" in season.col.get_note(id_)["Source"] for id_ in season.col.find_notes(""))


def _set_the_clock_ahead(season: Quarter) -> None:
    season.scribble("Pruning", season.now + DAY)
    season.edit("Beam", "carried on", "carried further")
    before = season.settings.ledger.read_bytes(), season.settings.output.read_bytes()
    monday = season.now
    season.save_all(monday)
    season.week("a bullet edited, and the clock of 2040", now=AHEAD, imports=False)
    assert (season.settings.ledger.read_bytes(), season.settings.output.read_bytes()) == before
    season.save_all(AHEAD)
    assert season.week("the same, all files saved by that clock", now=AHEAD).updated == 1
    season.week("the clock set right", now=monday + WEEK, imports=False)


def _repair(season: Quarter) -> None:
    mended, number = repair(read_ledger(season.settings.ledger, "ledger.jsonl"), season.now)
    assert number == 1
    season.settings.ledger.write_bytes(ledger_bytes(mended))
    # Each week ends with Anki's Check Database, which has dated the note by its own clock.
    season.col.db.execute("UPDATE notes SET mod = ? WHERE id = ?", season.now + DAY, season.find("Beam"))
    season.edit("Beam", "carried further", "taken further")
    season.week("`ledger repair`, Check Database in Anki, and the bullet edited again")
    assert "taken further" in season.answer("Beam")


def _build_on_a_second_machine(season: Quarter) -> None:
    here = season.settings
    root = here.root.with_name("other")
    shutil.copytree(here.root, root)
    there = replace(here, root=root, output=root / "deck.apkg", ledger=root / "ledger.jsonl", cache=None)
    report = root / "notes" / "2023-b" / "b.md"
    report.write_text(report.read_text("utf-8").replace("in turn", "one by one"), encoding="utf-8")
    assert build(there, Selection(), now=season.now + 2 * DAY).deck is not None
    season.bench.take(there.output)
    base = read_sides(here.ledger, "base")
    season.edit("Attention", "summed", "added up")
    season.week("a bullet edited here, another on a second machine")
    ledger, lost = merge(read_sides(here.ledger, "mine"), read_sides(there.ledger, "theirs"), base)
    assert lost == ()
    here.ledger.write_bytes(ledger_bytes(ledger))
    season.edit("Boosting", "in turn", "one by one")
    season.scribble("Boosting", season.now + DAY)
    assert season.week("`ledger merge`, and the reports of both").updated == 0
    assert "one by one" in season.answer("Boosting")


def _lose_all(season: Quarter) -> None:
    season.settings.ledger.unlink()
    season.settings.output.unlink()
    season.week("ledger and package lost")
    assert set(season.mine) == {"Boosting"}, "its bullet was edited, so this is left on a note that has a double now"


EVENTS = (
    _begin,
    _skip_an_import,
    _change_back,
    _move_reports,
    _set_the_clock_ahead,
    _repair,
    _build_on_a_second_machine,
    _lose_all,
)


def test_a_quarter(quarter: Quarter, golden: Callable[[str, str], None]) -> None:
    """Each event with what it costs: no review is lost, nor what the learner wrote but where that is told."""
    for event in EVENTS:
        event(quarter)
    golden("quarter.md", "\n".join((_HEAD, *quarter.rows)) + "\n")


_HEAD = "| what happened before the build | kept | new | edits in Anki lost | told |\n| --- | --- | --- | --- | --- |"


def test_anki_dates_back_what_was_dated_ahead(
    bench: Bench, basic: DatedNote, changed: Callable[..., DatedNote]
) -> None:
    """By its Check Database: only those notes, and no more of them. Until then it keeps no edit."""
    bench.give(changed(basic, mod=MONDAY))
    bench.give(changed(basic, mod=AHEAD, Answer="dated ahead"))
    other = changed(basic, mod=MONDAY, guid="other", Question="Another?")
    bench.give(other)
    assert bench.give(changed(basic, mod=MONDAY + WEEK, Answer="later")) == Counts(duplicate=1)
    (id_,) = bench.col.find_notes("Answer:dated*")
    note = bench.col.get_note(id_)
    note["Extra"] = "mine"
    bench.col.update_note(note)
    assert bench.give(changed(basic, mod=AHEAD, Answer="dated ahead")) == Counts(updated=1), "the edit is lost"
    note = bench.col.get_note(id_)
    note["Extra"] = "mine again"
    bench.col.db.execute("UPDATE notes SET flds = ? WHERE id = ?", "\x1f".join(note.fields), id_)
    assert bench.faults() == ()
    now = bench.col.get_note(id_).mod
    assert MONDAY < now < AHEAD
    assert (bench.col.get_note(id_)["Answer"], bench.col.get_note(id_)["Extra"]) == ("dated ahead", "mine again")
    assert bench.col.db.scalar("SELECT mod FROM notes WHERE guid = 'other'") == MONDAY
    assert bench.give(changed(basic, mod=now + 1, Answer="later")) == Counts(updated=1)


def test_a_date_mended_on_the_desktop_is_enough_for_imports_there(
    desktop: Device, phone: Device, bench: Bench, basic: DatedNote, changed: Callable[..., DatedNote]
) -> None:
    """What the phone writes then is kept, and what the desktop imports arrives there; no sync goes one way."""
    bench.give(changed(basic, mod=AHEAD))
    desktop.sync()
    phone.sync()
    assert bench.faults() == ()
    assert (desktop.sync(), phone.sync()) == (SyncCollectionResponse.NO_CHANGES,) * 2
    mended = desktop.col.db.scalar("SELECT mod FROM notes")
    assert mended < AHEAD == phone.col.db.scalar("SELECT mod FROM notes"), "it is mended where it was checked"
    note = phone.col.get_note(phone.col.find_notes("")[0])
    note["Extra"] = "mine"
    phone.col.update_note(note)
    assert (phone.sync(), desktop.sync()) == (SyncCollectionResponse.NO_CHANGES,) * 2
    assert bench.give(changed(basic, mod=mended)) == Counts(duplicate=1)
    assert desktop.col.get_note(note.id)["Extra"] == "mine"
    assert bench.give(changed(basic, mod=mended + DAY, Answer="later")) == Counts(updated=1)
    assert (desktop.sync(), phone.sync()) == (SyncCollectionResponse.NO_CHANGES,) * 2
    assert phone.col.get_note(note.id)["Answer"] == "later"


def test_a_change_that_was_never_imported_loses_to_an_edit_on_the_phone(
    desktop: Device, phone: Device, bench: Bench, basic: DatedNote, changed: Callable[..., DatedNote]
) -> None:
    """Two packages or ten: what counts is the time of the change. Dated anew, it arrives on both devices."""
    bench.give(changed(basic, mod=MONDAY))
    desktop.sync()
    phone.sync()
    note = phone.col.get_note(phone.col.find_notes("")[0])
    note.add_tag("marked")
    phone.col.update_note(note)
    edited = phone.col.get_note(note.id).mod
    phone.sync()
    desktop.sync()
    for _ in range(2):
        assert bench.give(changed(basic, mod=edited - DAY, Answer="never imported")) == Counts(duplicate=1)
    assert bench.give(changed(basic, mod=edited + DAY, Answer="dated anew")) == Counts(updated=1)
    assert (desktop.sync(), phone.sync()) == (SyncCollectionResponse.NO_CHANGES,) * 2
    for device in (desktop, phone):
        assert device.col.get_note(note.id)["Answer"] == "dated anew"
        assert "marked" not in device.col.get_note(note.id).tags


def test_an_old_time_for_what_was_changed_back_would_keep_the_words_in_between(
    bench: Bench, basic: DatedNote, changed: Callable[..., DatedNote]
) -> None:
    """If their package was imported, which no build can see: so times only go back when the user says it was not."""
    bench.give(changed(basic, mod=MONDAY, Answer="first"))
    bench.give(changed(basic, mod=MONDAY + WEEK, Answer="in between"))
    assert bench.give(changed(basic, mod=MONDAY, Answer="first")) == Counts(duplicate=1)
    assert [bench.col.get_note(id_)["Answer"] for id_ in bench.col.find_notes("")] == ["in between"]
