"""What becomes of the cards in Anki, and of what the learner changed there, when their look changes between builds."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest
from anki.collection import Collection, ImportAnkiPackageRequest
from anki.import_export_pb2 import ImportAnkiPackageUpdateCondition
from anki.notes import Note

from notes2anki.build import Outcome, build
from notes2anki.config import load_settings
from notes2anki.model import Selection, Settings
from notes2anki.notetypes import read_shipped

THEN = 1_700_000_000  # long before the clock by which Anki dates what the learner does
_ALWAYS = ImportAnkiPackageUpdateCondition.IMPORT_ANKI_PACKAGE_UPDATE_CONDITION_ALWAYS
REPORT = """---
tags: AI
course: Vision
---
- Quantization: turning floats into integers
- Precision: the share of hits that are right
- {{c1::Attention}} is a soft lookup
"""
TYPE = """name: Vocabulary
extends: basic
id: 1500000000001
kinds: [term, qa]
fields:
  - {name: Course, id: 501, from: course}
  - {name: Room, id: 502}
templates:
  - {name: Card, id: 601}
"""
FRONT = "<article class=note>{{Question}} {{Course}}</article>\n"
BACK = "{{FrontSide}}<hr id=answer>{{Answer}}\n"
PLAIN = {"deck.yaml": "name: Root\n", "notes/day.md": REPORT}
OWN = PLAIN | {
    "templates/vocabulary/note.yaml": TYPE,
    "templates/vocabulary/front.html": FRONT,
    "templates/vocabulary/back.html": BACK,
}
TEACHER = "  - {name: Teacher, id: 503, from: teacher}\n"
SECOND_TEMPLATE = {
    "templates/vocabulary/note.yaml": f"{TYPE}  - {{name: Second, id: 602, folder: second}}\n",
    "templates/vocabulary/second/front.html": "<b>{{Question}}</b>",
    "templates/vocabulary/second/back.html": BACK,
}
GAPS = PLAIN | {
    "templates/gaps/note.yaml": """name: Gaps
extends: cloze
id: 1500000000009
kinds: cloze
fields:
  - {name: Course, id: 503, from: course}
templates:
  - {name: Gap, id: 603}
""",
    "templates/gaps/front.html": "<article class=note>{{cloze:Text}}</article>\n",
    "templates/gaps/back.html": "<article class=note id=answer>{{cloze:Text}} {{Course}}</article>\n",
}
GONE = None
"""In the place of a file's text: it is removed."""

MINE = "/* mine */"
"""What the learner writes in Anki."""

Files = Mapping[str, str | None]


@dataclass(frozen=True, slots=True)
class Case:
    """A change between two builds."""

    words: str
    before: Files
    change: Files
    in_anki: Callable[[Desk], None] = lambda _desk: None  # what the learner changes there at the same time


def _front(text: str) -> Files:
    return {"templates/basic/forward/front.html": text}


def _described(old: str, new: str) -> Files:
    assert TYPE.count(old) == 1
    return {"templates/vocabulary/note.yaml": TYPE.replace(old, new)}


def _add_field(desk: Desk) -> None:
    """Add a field to each note type, as the learner may in Anki."""
    for model in desk.models():
        desk.col.models.add_field(model, desk.col.models.new_field("Mine"))
        desk.col.models.update_dict(model)


def _rename_field(desk: Desk) -> None:
    """Call the second field of each note type otherwise."""
    for model in desk.models():
        desk.col.models.rename_field(model, model["flds"][1], "Mine")
        desk.col.models.update_dict(model)


SHIPPED_FRONT = read_shipped("basic/forward/front.html")
NEWER_FRONT = SHIPPED_FRONT.replace("<article", "<article data-mine")
FOREST = PLAIN | {"deck.yaml": "name: Root\ntheme: {name: forest}\n"}
STYLE = {"templates/style.css": read_shipped("style.css")}
CLOZE_BACK = read_shipped("cloze/cloze/back.html")
RECALL = {"notes/day.md": f"{REPORT}- Recall: the share of positives that are found\n"}
CASES = (
    Case("nothing", PLAIN, {}),
    Case("a report", PLAIN, RECALL),
    Case("the bullet of a card", PLAIN, {"notes/day.md": REPORT.replace("floats", "32-bit floats")}),
    Case("`theme:` set", PLAIN, {"deck.yaml": "name: Root\ntheme: {name: forest, size: 20}\n"}),
    Case("`theme:` another one", FOREST, {"deck.yaml": "name: Root\ntheme: {name: paper, reveal: true}\n"}),
    Case("`theme:` removed", FOREST, {"deck.yaml": "name: Root\n"}),
    Case("`typing: true` or `speech:` set", PLAIN, {"deck.yaml": "name: Root\ntyping: true\nspeech: en_US\n"}),
    Case("`templates/user.css` begun", PLAIN, {"templates/user.css": ".question { color: teal; }"}),
    Case(
        "`templates/user.css` changed",
        PLAIN | {"templates/user.css": "b { color: teal; }"},
        {"templates/user.css": "b {}"},
    ),
    Case(
        "`templates/user.css` removed",
        PLAIN | {"templates/user.css": "b { color: teal; }"},
        {"templates/user.css": GONE},
    ),
    Case("a copy of ours begun, as it is", PLAIN, _front(f"{SHIPPED_FRONT}\n")),
    Case("a copy of ours changed", PLAIN | _front(SHIPPED_FRONT), _front(NEWER_FRONT)),
    Case("a copy of ours removed", PLAIN | _front(NEWER_FRONT), _front(GONE)),
    Case("a copy of `style.css` begun, as it is", PLAIN, STYLE),
    Case("a copy of `style.css` changed", PLAIN | STYLE, {"templates/style.css": "b { color: teal; }"}),
    Case("a copy of our clozes changed", PLAIN, {"templates/cloze/cloze/back.html": f"{CLOZE_BACK}<hr>"}),
    Case("an own note type begun", PLAIN, {**OWN, **RECALL}),
    Case("an own type: `front.html`", OWN, {"templates/vocabulary/front.html": FRONT.replace("note", "mine")}),
    Case("an own type: `style.css`", OWN, {"templates/vocabulary/style.css": "b { color: teal; }"}),
    Case("an own type of clozes: `back.html`", GAPS, {"templates/gaps/back.html": CLOZE_BACK}),
    Case("an own type: its name", OWN, _described("name: Vocabulary", "name: Words")),
    Case("an own type: a field's name", OWN, _described("name: Room", "name: Hall")),
    Case("an own type: a template's name", OWN, _described("name: Card", "name: Forward")),
    Case(
        "an own type: a spare field named", OWN, _described("templates:", "  - {name: Teacher, spare: 1}\ntemplates:")
    ),
    Case("an own type: its kinds of cards", OWN, _described("[term, qa]", "[cause]")),
    Case("an own type: a field added, as the last", OWN, _described("templates:", f"{TEACHER}templates:")),
    Case("an own type: a field added before others", OWN, _described("fields:\n", f"fields:\n{TEACHER}")),
    Case("an own type: a field removed", OWN, _described("  - {name: Room, id: 502}\n", "")),
    Case(
        "an own type: fields in another order",
        OWN,
        _described(
            "  - {name: Course, id: 501, from: course}\n  - {name: Room, id: 502}",
            "  - {name: Room, id: 502}\n  - {name: Course, id: 501, from: course}",
        ),
    ),
    Case("an own type: a template added", OWN, SECOND_TEMPLATE),
    Case("an own type: a template removed", OWN | SECOND_TEMPLATE, _described("name: Card", "name: Card")),
    Case("an own type: another id", OWN, _described("id: 1500000000001", "id: 1500000000002")),
    Case("an own type: its folder removed", OWN, dict.fromkeys((path for path in OWN if "vocabulary" in path), GONE)),
    Case("a template that Anki would refuse", PLAIN, _front("<b>{{Qestion}}</b>")),
    Case("in Anki: a field renamed", PLAIN, {}, _rename_field),
    Case("in Anki: a field added", PLAIN, {}, _add_field),
    Case("in Anki: a field added, and here a report", PLAIN, RECALL, _add_field),
)


@dataclass(slots=True)
class Desk:
    """A deck's folder, and a collection into which it is imported."""

    root: Path
    col: Collection
    now: int = THEN
    restyled: tuple[int, ...] = ()  # ids of note types

    @property
    def settings(self) -> Settings:
        """Return what deck.yaml says now."""
        return load_settings(self.root)[0]

    def write(self, files: Files) -> None:
        """Write files, and remove those without text."""
        for name, text in files.items():
            path = self.root / name
            if text is None:
                path.unlink()
            else:
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_text(text, encoding="utf-8")

    def build(self) -> Outcome:
        """Build a minute later."""
        self.now += 60
        return build(self.settings, Selection(), now=self.now)

    def take(self, *, merge: bool = False, always: bool = False) -> None:
        """Import the package with the options of a fresh desktop, or with `Merge note types` or `Always` chosen."""
        options = self.col._backend.get_import_anki_package_presets()
        options.merge_notetypes = merge
        options.update_notes = _ALWAYS if always else options.update_notes
        path = str(self.settings.output)
        self.col.import_anki_package(ImportAnkiPackageRequest(package_path=path, options=options))
        self.col.models._clear_cache()  # the library's own remembered note types are those of before the import

    def learn(self) -> None:
        """Review every card, and write something into one note: a learner's week."""
        for id_ in self.col.find_cards(""):
            card = self.col.get_card(id_)
            card.start_timer()
            self.col.sched.answerCard(card, 4)
        note = self.col.get_note(self.col.find_notes("integers")[0])
        note["Extra"] = "mine"
        self.col.update_note(note)

    def restyle(self) -> None:
        """Change the CSS, the HTML and the name of every note type in Anki, as of now."""
        for model in self.models():
            model["css"] += MINE
            model["tmpls"][0]["afmt"] += MINE
            model["name"] += MINE
            self.col.models.update_dict(model)
        self.restyled = tuple(model["id"] for model in self.models())
        self.now = max(self.now, *(model["mod"] for model in self.models()))

    def schedules(self) -> Mapping[int, tuple[int, ...]]:
        """Return what a review changes, by card."""
        cards = map(self.col.get_card, self.col.find_cards(""))
        return {card.id: (card.nid, card.ord, card.due, card.ivl, card.reps) for card in cards}

    def look(self) -> str:
        """Return what became of the look that `restyle` made; of a note type it is kept as a whole or not at all."""
        kept = set()
        for model in self.models():
            if model["id"] in self.restyled:
                (is_mine,) = {MINE in part for part in (model["css"], model["tmpls"][0]["afmt"], model["name"])}
                kept.add(is_mine)
        return "replaced" if kept == {False} else "kept" if kept == {True} else "replaced, of that type"

    def keeps_note(self) -> bool:
        """Is the note as `learn` left it?"""
        return self.col.get_note(self.col.find_notes("integers")[0])["Extra"] == "mine"

    def holds(self, outcome: Outcome) -> bool:
        """Is every note type in Anki the one that was built, but for what the learner changed?"""
        assert outcome.deck is not None
        models = {model["id"]: model for model in self.models()}
        for spec in outcome.deck.note_types:
            model = models.pop(spec.id)
            sides = [(part["name"], part["qfmt"], part["afmt"].replace(MINE, "")) for part in model["tmpls"]]
            if (model["name"].replace(MINE, ""), model["css"].replace(MINE, "")) != (spec.name, spec.css):
                return False
            if sides != [(part.name, part.front, part.back) for part in spec.templates]:
                return False
            if [field["id"] for field in model["flds"]] != [field.id for field in spec.fields]:
                return False
        return not models

    def own_notes(self) -> list[Note]:
        """Return the notes of the user's own type."""
        return [note for note in _notes(self.col) if note.note_type()["name"] == "Vocabulary"]

    def models(self) -> list[dict]:
        """Return the note types that have notes."""
        used = {row[0] for row in self.col.db.execute("SELECT DISTINCT mid FROM notes")}
        return [model for model in self.col.models.all() if model["id"] in used]


@pytest.fixture
def open_desk(tmp_path: Path) -> Iterator[Callable[[Files], Desk]]:
    """Return what opens a new collection, with a deck of some files built, imported and learned."""
    opened: list[Collection] = []

    def open_(files: Files) -> Desk:
        place = tmp_path / str(len(opened))
        (place / "anki").mkdir(parents=True)
        (place / "deck").mkdir()
        opened.append(Collection(str(place / "anki" / "collection.anki2")))
        desk = Desk(place / "deck", opened[-1])
        desk.write(files)
        assert desk.build().deck
        desk.take()
        desk.learn()
        return desk

    yield open_
    for col in opened:
        col.close()


def _row(case: Case, open_desk: Callable[[Files], Desk]) -> str:
    desk = open_desk(case.before)
    desk.restyle()
    case.in_anki(desk)
    before = desk.schedules()
    package = desk.settings.output.read_bytes()
    lock = desk.root / "templates.lock"
    locked = lock.read_bytes() if lock.exists() else b""
    desk.write(case.change)
    outcome = desk.build()
    if outcome.deck is None:
        reasons = [problem.message for problem in outcome.loaded.errors]
        assert desk.settings.output.read_bytes() == package
        assert (lock.read_bytes() if lock.exists() else b"") == locked
        assert all(problem.hint for problem in outcome.loaded.errors)
        return f"| {case.words} | refused: {'; '.join(reasons)} | | | |\n"
    has_to_merge = any("`Merge note types`" in problem.message for problem in outcome.loaded.problems)
    desk.take(merge=has_to_merge)
    after = desk.schedules()
    assert {id_: after[id_] for id_ in before} == before
    assert len(after) - len(before) == case.change.get("notes/day.md", "").count("Recall")
    taken = _taken(desk, outcome, has_to_merge=has_to_merge)
    note = "kept" if desk.keeps_note() else "replaced"
    return f"| {case.words} | {taken} | kept | {note} | {desk.look()} |\n"


def _taken(desk: Desk, outcome: Outcome, *, has_to_merge: bool) -> str:
    assert outcome.deck is not None
    if {model["id"] for model in desk.models()} - {spec.id for spec in outcome.deck.note_types}:
        return "new cards go to a second note type"
    if any("Mine" in (field["name"] for field in model["flds"]) for model in desk.models()):
        return "left as it is"
    assert desk.holds(outcome)
    if has_to_merge:
        return "taken over, with `Merge note types` ticked once"
    is_news = any(spec.mod >= desk.now - 60 for spec in outcome.deck.note_types)
    return "taken over" if is_news else "nothing to take over"


def test_every_change_is_taken_over_or_refused_and_loses_nothing(
    open_desk: Callable[[Files], Desk], golden: Callable[[str, str], None]
) -> None:
    """Anki takes each change over with all schedules as they were, or nothing is built at all."""
    head = (
        "changed between two builds",
        "note type at the next import",
        "schedules",
        "a note edited in Anki",
        "CSS, HTML and name edited in Anki",
    )
    rows = [_row(case, open_desk) for case in CASES]
    golden("customizing.md", f"| {' | '.join(head)} |\n{'| --- ' * len(head)}|\n{''.join(rows)}")


def test_a_field_that_anki_adds_is_filled_by_the_next_build(open_desk: Callable[[Files], Desk]) -> None:
    """The import that adds it dates all notes anew, so what they hold waits; later ones need no option."""
    desk = open_desk(OWN)
    desk.write(_described("templates:", f"{TEACHER}templates:"))
    edited = REPORT.replace("course: Vision", "course: Vision\nteacher: Ada").replace("hits", "all hits")
    desk.write({"notes/day.md": f"{edited}- Recall: the share of positives that are found\n"})
    desk.now = int(time.time())
    outcome = desk.build()
    assert outcome.deck is not None
    assert sum("`Teacher` is new" in problem.message for problem in outcome.loaded.problems) == 1
    desk.take(merge=True)
    before = desk.schedules()
    teachers = {note["Question"].partition(" —")[0]: note["Teacher"] for note in desk.own_notes()}
    assert [bool(teachers[name]) for name in sorted(teachers)] == [False, False, True]
    outcome = desk.build()
    assert outcome.loaded.problems == ()
    desk.take()
    assert desk.schedules() == before
    assert all("Ada" in note["Teacher"] for note in desk.own_notes())
    assert desk.col.find_notes("all hits")
    assert desk.holds(outcome)


def test_a_field_that_is_empty_takes_nothing_from_edited_notes(open_desk: Callable[[Files], Desk]) -> None:
    """What the learner wrote stays through both imports."""
    desk = open_desk(OWN)
    desk.write(_described("templates:", f"{TEACHER}templates:"))
    desk.build()
    desk.take(merge=True)
    desk.build()
    desk.take()
    assert desk.keeps_note()


def test_a_field_that_was_imported_too_late_is_filled_by_always(open_desk: Callable[[Files], Desk]) -> None:
    """Anki's option `Always` for `Update notes` mends an import that comes after the build that fills the field."""
    desk = open_desk(OWN)
    desk.write(_described("templates:", f"{TEACHER}templates:"))
    desk.write({"notes/day.md": REPORT.replace("course: Vision", "course: Vision\nteacher: Ada")})
    desk.now = int(time.time()) - 1000
    desk.build()
    desk.build()
    desk.take(merge=True)
    assert not any(note["Teacher"] for note in desk.own_notes())
    desk.take(always=True)
    assert all("Ada" in note["Teacher"] for note in desk.own_notes())


def test_cards_stay_on_the_note_type_that_they_have_in_anki(open_desk: Callable[[Files], Desk]) -> None:
    """A new type takes only new cards; those that Anki has cannot change theirs."""
    desk = open_desk(PLAIN)
    desk.write({**OWN, "notes/day.md": f"{REPORT}- Recall: the share of positives that are found\n"})
    desk.build()
    desk.take()
    names = {note.note_type()["name"]: note["Question"] for note in _notes(desk.col) if "Question" in note}
    assert "Recall" in names["Vocabulary"]
    assert "Recall" not in names["notes2anki"]
    (mine,) = [note for note in _notes(desk.col) if note.note_type()["name"] == "Vocabulary"]
    assert "Vision" in mine["Course"]


def test_a_lost_ledger_is_restored_from_the_package_with_own_types(open_desk: Callable[[Files], Desk]) -> None:
    """Notes of a user's own type are read back from the last package, too."""
    desk = open_desk(OWN)
    (desk.root / "ledger.jsonl").unlink()
    outcome = desk.build()
    assert outcome.deck is not None
    assert {dated.state.value for dated in outcome.deck.notes} == {"unchanged"}


def test_a_lost_lock_changes_nothing_but_the_time(open_desk: Callable[[Files], Desk]) -> None:
    """Without the lock the look is sent once more; nothing of the cards is lost."""
    desk = open_desk(OWN)
    before = desk.schedules()
    (desk.root / "templates.lock").unlink()
    outcome = desk.build()
    assert outcome.deck
    assert "vocabulary is in Anki, and templates.lock does not know it" in [
        problem.message for problem in outcome.loaded.problems
    ]
    desk.take()
    assert desk.schedules() == before
    assert not desk.build().loaded.problems


def test_files_of_templates_come_along(open_desk: Callable[[Files], Desk]) -> None:
    """A file that begins with `_` and is named in a template or a style is in the package."""
    desk = open_desk(PLAIN)
    desk.write({"templates/user.css": ".note { background: url(_dots.svg); }", "templates/_dots.svg": "<svg/>"})
    desk.write({"templates/_unused.svg": "<svg/>"})
    desk.build()
    desk.take()
    assert desk.col.media.have("_dots.svg")
    assert not desk.col.media.have("_unused.svg")


def test_a_deck_as_shipped_has_no_lock(open_desk: Callable[[Files], Desk]) -> None:
    """Whoever changes nothing has no file more to keep."""
    desk = open_desk(PLAIN)
    assert not (desk.root / "templates.lock").exists()


def _notes(col: Collection) -> list[Note]:
    return [col.get_note(id_) for id_ in col.find_notes("")]
