"""Whatever is done to the notes, week after week: whose history a card has."""

from __future__ import annotations

import tempfile
from dataclasses import dataclass, field, replace
from pathlib import Path

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from notes2anki.build import build, plan
from notes2anki.model import DatedNote, Selection, Settings
from tests.support.desk import AWAY

THEN = 1_632_700_000
WEEK = 7 * 86_400
FACTS = {
    "Dropout layers": "random units are switched off while the network learns",
    "Early stopping": "the epoch whose validation loss was lowest is taken",
    "Label smoothing": "one-hot targets are mixed with an even distribution",
    "Batch normalisation": "each channel is scaled by the statistics of its samples",
    "Gradient clipping": "steps that are too long are cut down to a maximum",
    "Quantization aware": "weights are rounded in the forward pass as they will be later",
    "Knowledge distilling": "a small student imitates what a large teacher predicts",
    "Focal objective": "easy examples count less than those that are hard to classify",
    "경사 하강법이론": "기울기의 반대 방향으로 모수를 조금씩 옮기는 방법",
    "교차 검증법절차": "자료를 여러 겹으로 나누어 돌아가며 평가에 쓰는 절차",
    "어텐션 메커니즘": "질의와 열쇠의 내적으로 값들을 가중하여 더하는 계산",
    "가중치 감쇠기법": "손실에 모수의 크기를 더하여 과적합을 막는 규제",
}
TERMS = tuple(FACTS)
MORE = (" in most cases", " and at every step", " before the next one", ", as shown in the lecture")


@dataclass
class Fact:
    """A fact: its words now, and what was done to them since the last build."""

    term: str
    meaning: str
    edits: int = 0
    grown: int = 0


@dataclass
class Past:
    """What the last build left."""

    guids: dict[str, str] = field(default_factory=dict)  # of each fact in the notes
    homes: dict[str, str] = field(default_factory=dict)  # the report of each fact in the notes
    mods: dict[str, int] = field(default_factory=dict)  # of each guid
    texts: dict[str, str] = field(default_factory=dict)


class Notes(RuleBasedStateMachine):
    """Reports, each a list of facts; what is edited is edited wherever it stands."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = tempfile.TemporaryDirectory()
        root = Path(self.folder.name)
        self.settings = Settings(root, "Root", ("notes",), root / "deck.apkg", root / "ledger.jsonl")
        self.facts: dict[str, Fact] = {}
        self.reports: dict[str, list[str]] = {}
        self.tags: dict[str, str] = {}
        self.week = self.made = 0
        self.past = Past()
        self.owners: dict[str, str] = {}  # the fact that has a guid, for ever
        self.ledgers: list[bytes] = []

    def teardown(self) -> None:
        """Remove the folder."""
        self.folder.cleanup()

    @initialize()
    def begin(self) -> None:
        """Write two reports and build."""
        for name, ids in (("a.md", TERMS[:4]), ("b.md", TERMS[8:10])):
            self.reports[name] = list(ids)
            self.tags[name] = "AI"
        for id_ in (*TERMS[:4], *TERMS[8:10]):
            self.facts[id_] = Fact(id_, FACTS[id_])
        self.build()

    # --- what one does to notes ------------------------------------------------------------------------------------

    def _there(self, number: int) -> str:
        there = sorted({id_ for ids in self.reports.values() for id_ in ids})
        return there[number % len(there)]

    def _edit(self, number: int) -> Fact:
        fact = self.facts[self._there(number)]
        fact.edits += 1
        return fact

    @rule(number=st.integers(0, 20), at=st.integers(3, 12))
    def mistype_the_question(self, number: int, at: int) -> None:
        """Change the places of two letters."""
        fact = self._edit(number)
        at = min(at, len(fact.term) - 2)
        if " " not in fact.term[at : at + 2]:
            fact.term = fact.term[:at] + fact.term[at + 1] + fact.term[at] + fact.term[at + 2 :]

    @rule(number=st.integers(0, 20), at=st.integers(4, 12))
    def mistype_the_answer(self, number: int, at: int) -> None:
        """Leave out a letter."""
        fact = self._edit(number)
        fact.meaning = fact.meaning[:at] + fact.meaning[at + 1 :]

    @rule(number=st.integers(0, 20), more=st.sampled_from(MORE))
    def grow(self, number: int, more: str) -> None:
        """Say more."""
        fact = self._edit(number)
        if fact.grown < 3:
            fact.grown += 1
            fact.meaning += more

    @rule(term=st.sampled_from(TERMS), number=st.integers(0, 9), at=st.integers(0, 4))
    def insert(self, term: str, number: int, at: int) -> None:
        """Write down a fact, or one more time."""
        name = sorted(self.reports)[number % len(self.reports)]
        self.facts.setdefault(term, Fact(term, FACTS[term]))
        if term not in self.reports[name]:
            self.reports[name].insert(at, term)

    @rule(number=st.integers(0, 20))
    def delete(self, number: int) -> None:
        """Strike out a fact, unless it is the last one."""
        if len({id_ for ids in self.reports.values() for id_ in ids}) > 2:
            id_ = self._there(number)
            next(ids for _, ids in sorted(self.reports.items()) if id_ in ids).remove(id_)

    @rule(number=st.integers(0, 20), to=st.integers(0, 9))
    def move(self, number: int, to: int) -> None:
        """Carry a bullet to another report, or to the end of its own."""
        id_ = self._there(number)
        next(ids for _, ids in sorted(self.reports.items()) if id_ in ids).remove(id_)
        ids = self.reports[sorted(self.reports)[to % len(self.reports)]]
        if id_ not in ids:
            ids.append(id_)

    @rule(number=st.integers(0, 20), term=st.sampled_from(TERMS))
    def split(self, number: int, term: str) -> None:
        """Make two bullets of one; the second asks something else."""
        id_ = self._there(number)
        if term in self.facts or len(self.facts[id_].meaning) < 40:
            return
        fact = self._edit(number)
        words = fact.meaning.split(" ")
        half = len(words) * 2 // 3
        self.facts[term] = Fact(term, f"{FACTS[term]} {' '.join(words[half:])}")
        fact.meaning = " ".join(words[:half])
        next(ids for _, ids in sorted(self.reports.items()) if id_ in ids).append(term)

    @rule(number=st.integers(0, 20), other=st.integers(0, 20))
    def merge(self, number: int, other: int) -> None:
        """Make one bullet of two."""
        kept, gone = self._there(number), self._there(other)
        if kept == gone or len({id_ for ids in self.reports.values() for id_ in ids}) < 4 or self.facts[kept].grown > 1:
            return
        self._edit(number).grown += 2
        self.facts[kept].meaning += f", {self.facts[gone].meaning}"
        for ids in self.reports.values():
            if gone in ids:
                ids.remove(gone)

    @rule(number=st.integers(0, 9))
    def rename(self, number: int) -> None:
        """Give a report another name."""
        old = sorted(self.reports)[number % len(self.reports)]
        self.made += 1
        new = f"{old[0]}{self.made}.md"
        self.reports[new], self.tags[new] = self.reports.pop(old), self.tags.pop(old)

    @rule(number=st.integers(0, 9))
    def copy_a_day(self, number: int) -> None:
        """Begin a report with what stands in another."""
        if len(self.reports) < 5:
            old = sorted(self.reports)[number % len(self.reports)]
            self.made += 1
            new = f"z{self.made}.md"
            self.reports[new], self.tags[new] = list(self.reports[old]), self.tags[old]

    @rule(number=st.integers(0, 9), tag=st.sampled_from(["AI", "CV", "자연어 처리"]))
    def change_tags(self, number: int, tag: str) -> None:
        """Give a report another tag."""
        self.tags[sorted(self.reports)[number % len(self.reports)]] = tag

    @rule(namespace=st.sampled_from(["notes2anki", "mine"]), name=st.sampled_from(["Root", "Daily"]))
    def change_settings(self, namespace: str, name: str) -> None:
        """Change what is no part of a card."""
        self.settings = replace(self.settings, namespace=namespace, name=name)

    @rule()
    def lose_the_ledger(self) -> None:
        """Delete it; the package is still there."""
        self.settings.ledger.unlink(missing_ok=True)

    @rule(number=st.integers(0, 20))
    def take_an_old_ledger(self, number: int) -> None:
        """Take it from a former commit; the package is newer."""
        self.settings.ledger.write_bytes(self.ledgers[number % len(self.ledgers)])

    # --- and what must be so ---------------------------------------------------------------------------------------

    @rule()
    def build(self) -> None:
        """Build, and hold it against the last one."""
        self._write()
        self.week += 1
        now = THEN + self.week * WEEK
        planned = plan(self.settings, Selection(), now=now)
        outcome = build(self.settings, Selection(), now=now)
        assert outcome.deck is not None, outcome.loaded.problems
        assert planned.deck == outcome.deck, "the same notes and ledger gave two decks"
        self.ledgers.append(self.settings.ledger.read_bytes())
        assert planned.ledger == self.ledgers[-1]
        self._check(outcome.deck.notes, now)

    def _write(self) -> None:
        notes = self.settings.root / "notes"
        notes.mkdir(exist_ok=True)
        for old in notes.iterdir():
            old.unlink()
        for name, ids in self.reports.items():
            bullets = "".join(f"- **{self.facts[id_].term}**: {self.facts[id_].meaning}\n" for id_ in ids)
            (notes / name).write_text(f"---\ntags: [{self.tags[name]}]\n---\n{bullets}", encoding="utf-8")

    def _term(self, dated: DatedNote) -> str:
        question = dict(dated.note.fields)["Question"]
        return next(fact.term for fact in self.facts.values() if fact.term in question)

    def _check(self, notes: tuple[DatedNote, ...], now: int) -> None:
        found = {dated.note.guid: dated for dated in notes}
        assert len(found) == len(notes), "two cards with one guid"
        by_term = {self._term(dated): guid for guid, dated in found.items() if dated.state not in AWAY}
        assert len(by_term) == sum(dated.state not in AWAY for dated in notes), "one question asked twice"
        there = {id_ for ids in self.reports.values() for id_ in ids}
        guids = {id_: by_term[self.facts[id_].term] for id_ in there}
        assert len(guids) == len(by_term)
        homes = {id_: min(name for name, ids in self.reports.items() if id_ in ids) for id_ in there}
        for id_, guid in guids.items():
            assert self.owners.setdefault(guid, id_) == id_, "the history of one fact went to another"
            if id_ in self.past.guids and self._is_held(id_, homes[id_]):
                assert guid == self.past.guids[id_], f"{id_} lost its history"
        for guid, mod in self.past.mods.items():
            if guid in found:
                assert mod <= found[guid].mod <= now, "a time went back, or into the future"
        assert set(self.past.guids.values()) <= set(found), "a card left the package without being forgotten"
        mods = {guid: dated.mod for guid, dated in found.items()}
        self.past = Past(guids, homes, mods, {id_: self.facts[id_].meaning for id_ in there})
        for fact in self.facts.values():
            fact.edits = 0

    def _is_held(self, id_: str, home: str) -> bool:
        """Is it promised that the fact keeps its guid? Unchanged ones always; edited once, if they stayed in place."""
        fact = self.facts[id_]
        return fact.edits == 0 or (fact.edits == 1 and home == self.past.homes[id_])

    @invariant()
    def nothing_is_left_behind(self) -> None:
        """No temporary file and no lock."""
        names = {path.name for path in self.settings.root.iterdir()}
        assert names <= {"notes", "deck.apkg", "ledger.jsonl"}


TestNotes = Notes.TestCase
TestNotes.settings = settings(max_examples=20, stateful_step_count=20, suppress_health_check=[HealthCheck.too_slow])
