"""Settings -> what the page shows of a deck at one moment: a row for every card and skipped line, and single cards."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, field, replace
from html import escape
from typing import Literal

from notes2anki.build import Loaded, Plan, Sample, labelled, note_maker, plan
from notes2anki.decisions import Decision
from notes2anki.files import real_path
from notes2anki.listing import plain
from notes2anki.model import Card, InputError, Media, Note, NoteType, NoteTypeSpec, Problem, Selection, Settings, Skip
from notes2anki.model import State as NoteState
from notes2anki.notetypes import load
from notes2anki.notetypes.ords import card_ords
from notes2anki.preview.frame import hashes, unrun, with_files
from notes2anki.preview.render import RenderError, render
from notes2anki.preview.review import (
    kinds_for,
    markdown_of,
    markdown_of_answer,
    sections,
    surroundings,
    why,
)
from notes2anki.preview.review import waiting as waits
from notes2anki.reading import read_report
from notes2anki.reading.files import read_text
from notes2anki.trace import Explanation, Fate, explain
from notes2anki.yamltree import Json

_BLANK = (0,)  # what a note without any card is shown as: Anki says what is wrong with it
_LONGEST_ROW = 160  # characters of a question or a skipped line that a row shows
_SOUND = re.compile(r"\[sound:(?P<name>[^\]]+)\]")
_SPEECH = re.compile(r"\[anki:tts[^\]]*\](?P<words>.*?)\[/anki:tts\]", re.DOTALL)
_HINT = re.compile(r'(?P<link><a class=hint href="#")\s*onclick="[^"]*"')
_TYPED = re.compile(r"\[\[type:(?:cloze:)?(?P<field>[^\]]*)\]\]")


def _nothing(card: Card) -> Sample:
    raise InputError(Problem(card.path, card.first, "the deck has not been read"))


@dataclass(frozen=True, slots=True)
class Snapshot:
    """A deck at one moment. `number` rises from one to the next."""

    settings: Settings
    number: int = 0
    loaded: Loaded = field(default_factory=lambda: Loaded(0, (), (), ()))
    new: frozenset[str] = frozenset()  # keys of cards that Anki does not have
    specs: tuple[NoteTypeSpec, ...] = ()  # the deck's note types
    media: Mapping[str, Media] = field(default_factory=dict)  # the files that templates and styles show
    make: Callable[[Card], Sample] = _nothing  # what makes a note of a card

    @property
    def note_types(self) -> tuple[NoteTypeSpec, ...]:
        """All note types that a card may be of."""
        return tuple(spec for _, spec in _looks(self))

    def card(self, key: str) -> Card | None:
        """Return the card of this key."""
        return next((card for card in self.loaded.cards if card.key == key), None)

    def skip(self, path: str, first: int) -> Skip | None:
        """Return the skipped line that begins there."""
        return next((skip for skip in self.loaded.skips if (skip.path, skip.first) == (path, first)), None)


def take(settings: Settings, *, now: int, number: int = 0) -> Snapshot:
    """Read a deck as a build would, and write nothing. What keeps it from being read is among its problems."""
    try:
        planned = plan(settings, Selection(), now=now, needs_cards=False)
    except InputError as error:
        return Snapshot(settings, number, Loaded(0, (), (), error.problems))
    except OSError as error:
        fault = Problem(str(error.filename or "."), 0, error.strerror or str(error))
        return Snapshot(settings, number, Loaded(0, (), (), (fault,)))
    specs = tuple(draft.spec for draft in planned.types.drafts)
    media = {file.name: file for file in planned.types.media}
    return Snapshot(settings, number, planned.loaded, _new(planned), specs, media, note_maker(planned, settings))


def _new(planned: Plan) -> frozenset[str]:
    return frozenset(dated.note.key for dated in planned.settled.notes if dated.state is NoteState.NEW)


# --- the rows ------------------------------------------------------------------------------------------------------


def overview(snapshot: Snapshot) -> Json:
    """Return all that the page knows of the deck before a card is looked at."""
    loaded = snapshot.loaded
    waiting = {card.key for card in waits(loaded.cards, new=snapshot.new, decided=loaded.said)}
    return {
        "number": snapshot.number,
        "name": snapshot.settings.name,
        "reports": loaded.reports,
        "cards": [_row(card, snapshot, waiting) for card in loaded.cards],
        "skips": [_skip(skip) for skip in loaded.skips],
        "problems": [_problem(problem) for problem in loaded.problems],
        "looks": {name: with_files(spec.css, snapshot.media) for name, spec in _looks(snapshot)},
        "scripts": list(hashes(snapshot.note_types)),
    }


def _row(card: Card, snapshot: Snapshot, waiting: Collection[str]) -> Json:
    return {
        "key": card.key,
        "question": card.question.plain[:_LONGEST_ROW],
        "answer": plain(card.answer)[:_LONGEST_ROW],
        "kind": card.kind.value,
        "status": card.status.value,
        "rule": card.rule,
        "score": round(card.score, 2),
        "path": card.path,
        "first": card.first,
        "deck": card.deck.removeprefix(f"{snapshot.settings.name}::"),
        "week": _week(card.date),
        "isNew": card.key in snapshot.new,
        "isWaiting": card.key in waiting,
        "isDecided": card.key in snapshot.loaded.said,
    }


def _skip(skip: Skip) -> Json:
    return {"path": skip.path, "first": skip.first, "last": skip.last, "text": skip.text, "reason": skip.reason}


def _problem(problem: Problem) -> Json:
    return {
        "path": problem.path,
        "line": problem.line,
        "message": problem.message,
        "hint": problem.hint,
        "isError": problem.is_error,
    }


def _week(date: dt.date | None) -> str:
    if date is None:
        return ""
    year, week, _ = date.isocalendar()
    return f"{year}-W{week:02}"


def _looks(snapshot: Snapshot) -> Iterator[tuple[str, NoteTypeSpec]]:
    for note_type in NoteType:
        yield note_type.value, _spec(note_type, "", snapshot)
    yield from ((spec.key, spec) for spec in snapshot.specs if spec.key)


def _spec(note_type: NoteType, own: str, snapshot: Snapshot) -> NoteTypeSpec:
    mine = (spec for spec in snapshot.specs if (spec.key == own if own else not spec.key and spec.base is note_type))
    return next(mine, None) or load(note_type)


# --- one card ------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Shown:
    """A card as the page shows it, and the files that are on it."""

    card: Mapping[str, Json]
    files: tuple[Media, ...]


def show(card: Card, snapshot: Snapshot, *, has_trace: bool = True) -> Shown:
    """Return a card with both sides of each of its faces, its source, and what can be done with it."""
    sample = snapshot.make(card)
    note = sample.note
    spec = _spec(note.note_type, note.own, snapshot)
    said = snapshot.loaded.said.get(card.key, Decision())
    explanation = explained(card, snapshot.settings) if has_trace else None
    faces = [_face(note, spec, ord_) for ord_ in card_ords(note, spec) or _BLANK]
    shown: dict[str, Json] = {
        "key": card.key,
        "look": note.own or note.note_type.value,
        "faces": [face.json() for face in faces],
        "source": source(card.path, card.first, card.last, snapshot.settings),
        "why": why(card, snapshot.settings),
        "trace": list(_trace(explanation)) if explanation else [],
        "headings": sections(explanation) if explanation else (),
        "tags": card.tags,
        "unrun": unrun(spec),
        "kinds": [kind.value for kind in kinds_for(card)],
        "said": said_json(said),
        "markdown": {
            "question": markdown_of(card.question),
            "answer": markdown_of_answer(card.answer),
            "hint": markdown_of(card.hint),
        },
    }
    sides = "".join(side for face in faces for side in (face.question, face.answer))
    return Shown(shown, tuple(file for file in sample.files if f'"{file.name}"' in sides))


def said_json(said: Decision) -> Json:
    """Return what was decided of a card, as the page sends it back, and where that is written."""
    return {
        "status": said.status or "",
        "question": said.question,
        "answer": said.answer,
        "kind": said.kind or "",
        "hint": said.hint,
        "where": said.where,
    }


def source(path: str, first: int, last: int, settings: Settings) -> Json:
    """Return the lines about a card or a skipped line; none where the report cannot be read any more."""
    try:
        lines = surroundings(read_text(real_path(path, settings.root), path), first, last)
    except InputError:
        lines = ()
    return {"path": path, "lines": [[line.number, line.text, line.is_meant] for line in lines]}


@dataclass(frozen=True, slots=True)
class _Face:
    """One of the cards of a note: its name, its number from 1, and its two sides."""

    name: str
    number: int
    question: str
    answer: str

    def json(self) -> Json:
        """Return the face as the page reads it."""
        return {"name": self.name, "number": self.number, "question": self.question, "answer": self.answer}


def _face(note: Note, spec: NoteTypeSpec, ord_: int) -> _Face:
    """Return both sides of one of the cards that Anki makes of the note."""
    template = spec.templates[0 if spec.is_cloze else ord_].name
    name = f"{template} {ord_ + 1}" if spec.is_cloze else template
    return _Face(name, ord_ + 1, *(_side(note, spec, template, ord_, side) for side in ("question", "answer")))


def _side(note: Note, spec: NoteTypeSpec, template: str, ord_: int, side: Literal["question", "answer"]) -> str:
    try:
        html = render(spec, template, dict(note.fields), tags=note.tags, deck=note.deck, side=side, ord=ord_)
    except RenderError as error:
        html = f'<p role="alert">{escape(template)}: {escape(str(error))}</p>'
    return _as_client(html)


def _as_client(html: str) -> str:
    """Put in what a client makes of Anki's own marks; a hint opens by the page that it is in."""
    html = _HINT.sub(r"\g<link>", html)
    html = _SOUND.sub(lambda found: f'<audio controls preload="none" src="{found["name"]}"></audio>', html)
    html = _SPEECH.sub(_PLAY, html)
    return _TYPED.sub('<input id="typeans" aria-label="your answer" disabled>', html)


_PLAY = (
    '<span class="replay-button" role="img" aria-label="read aloud"><svg viewBox="0 0 64 64" aria-hidden="true">'
    '<circle cx="32" cy="32" r="29"/><path d="M24 18v28l22-14z"/></svg></span>'
)


def explained(card: Card, settings: Settings) -> Explanation | None:
    """Return what the rules saw where a card begins; None where the report cannot be read any more."""
    try:
        report, _ = read_report(read_text(real_path(card.path, settings.root), card.path), card.path)
    except InputError:  # gone or broken meanwhile
        return None
    return explain(report, card.first, (card,), labelled(settings))


def _trace(explanation: Explanation) -> Iterator[str]:
    """Yield what the rules saw in the first line of a card, a sentence each."""
    for parent in explanation.parents:
        if parent.standing:
            yield f"under “{parent.node.text.plain}”: {parent.standing}"
    for tried in explanation.attempts:
        if tried.fate in (Fate.WON, Fate.BEATEN):
            taken = f", but {tried.beaten_by} had taken the lines" if tried.beaten_by else ""
            yield f"{tried.rule} {tried.fate} {tried.concept}{taken}"


def with_problems(snapshot: Snapshot, problems: tuple[Problem, ...], *, number: int) -> Snapshot:
    """Return the snapshot with more problems: those of a deck.yaml that cannot be read just now."""
    loaded = replace(snapshot.loaded, problems=(*problems, *snapshot.loaded.problems))
    return replace(snapshot, loaded=loaded, number=number)
