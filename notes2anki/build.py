"""The whole program on one page: a deck's settings -> its cards, its package, its ledger."""

from __future__ import annotations

import calendar
import functools
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import chain, islice
from pathlib import Path
from typing import TypeVar

from notes2anki.additions import unplaced_notices, with_added
from notes2anki.cache import PageCache, is_last_build, mark_build, program, was_built
from notes2anki.cards import (
    is_reversed,
    make_cards,
    merge_copies,
    question_key,
    skipped,
    tell_pictures_apart,
    tell_twins_apart,
)
from notes2anki.decisions import Decision, read_decisions
from notes2anki.decks import Placement, choose_subdeck, unify
from notes2anki.diff import Diff, compare
from notes2anki.fields import Writing, fences, fill_own, formula_notices, is_seen, make_note, references
from notes2anki.files import all_of, locked, real_path, replace_files, shown_path, sweep
from notes2anki.labels import fill_fields
from notes2anki.ledger import (
    Entry,
    Ledger,
    Life,
    Lines,
    Recognised,
    Settled,
    asked,
    believable,
    date_anew,
    keep,
    keep_twins,
    ledger_bytes,
    lines_of,
    pause_fault,
    read_ledger,
    recognise,
    restore,
    settle,
    tell_apart,
)
from notes2anki.media import Collected, collect, draw_diagrams
from notes2anki.model import (
    Card,
    DatedNote,
    Deck,
    Face,
    InputError,
    Media,
    Missing,
    Note,
    NoteType,
    Page,
    Problem,
    Selection,
    Settings,
    Skip,
    State,
    Status,
    fault_of,
)
from notes2anki.notetypes.deck import TypeSet, is_gapless, labels_of, lost_notices, read_types, settle_types
from notes2anki.overrides import Said, apply, by_card, read_overrides
from notes2anki.reading import read_report
from notes2anki.reading.dates import undated_notices
from notes2anki.reading.files import find_reports, read_text
from notes2anki.reading.titles import with_titles
from notes2anki.rules.marks.comments import without_excluded
from notes2anki.rules.select import extract
from notes2anki.unpack import read_package

T = TypeVar("T")
Progress = Callable[[int, int], None]
"""Told how many reports are done, of how many."""

Ask = Callable[[tuple[Problem, ...]], bool]
"""Told what the next import will overwrite, or may; is the package to be written all the same?"""


@dataclass(frozen=True, slots=True)
class Loaded:
    """What a deck's reports hold."""

    reports: int
    cards: tuple[Card, ...]  # of every status, in source order
    skips: tuple[Skip, ...]
    problems: tuple[Problem, ...]  # errors and notices, sorted
    recognised: Recognised = field(default_factory=Recognised)  # which of all cards are those of before
    left_out: tuple[Problem, ...] = ()  # those of the notices that say why a report is left out
    fronts: Mapping[str, Mapping[str, str]] = field(default_factory=dict)  # the front matter of each report, by path
    said: Said = field(default_factory=dict)  # what the user decided, by the key of the card

    @property
    def errors(self) -> tuple[Problem, ...]:
        """The problems that keep a deck from being built."""
        return tuple(problem for problem in self.problems if problem.is_error)


@dataclass(frozen=True, slots=True)
class Plan:
    """What a build would write."""

    loaded: Loaded  # with the problems of every stage
    deck: Deck | None  # None: there are errors, and nothing may be written
    ledger: bytes = b""
    before: Ledger = field(default_factory=Ledger)
    types: TypeSet = field(default_factory=TypeSet)
    settled: Settled = field(default_factory=lambda: Settled((), Ledger()))
    lock: tuple[Path, bytes] | None = None  # templates.lock, where there is something to lock
    questions: tuple[Problem, ...] = ()  # notices that only the user can answer, before anything is written

    @property
    def changes(self) -> Diff:
        """What Anki has to hear of. Nothing, where nothing may be written."""
        return compare(self.before, self.settled)

    @property
    def emptied(self) -> frozenset[str]:
        """The decks that all cards leave with this build, and that have no deck below them."""
        before = {entry.deck for entry in self.before.entries}
        now = {entry.deck for entry in self.settled.ledger.entries}
        parents = {deck.rpartition("::")[0] for deck in before | now}
        return frozenset(before - now - parents)


@dataclass(frozen=True, slots=True)
class Sample:
    """A card as Anki would have it, and the files that it shows."""

    note: Note
    files: tuple[Media, ...]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a build did."""

    loaded: Loaded
    deck: Deck | None  # None: nothing was written, because of errors
    size: int = 0  # of the package, in bytes
    is_first: bool = False  # nothing was known of this deck
    emptied: frozenset[str] = frozenset()  # as in the plan


def load(
    settings: Settings,
    selection: Selection,
    *,
    progress: Progress = lambda _done, _of: None,
    ledger: Ledger | None = None,
) -> Loaded:
    """Read all reports of a deck and return what the selected ones hold.

    `ledger` is what was built before, if that has been read already. Raises InputError where there is nothing to read.
    """
    paths, left = find_reports(settings)
    settings = labelled(settings)
    cache = PageCache(settings)
    decided = _decided(settings)
    own: dict[str, tuple[Decision, ...]] = {}  # cards of the user's own, by report
    for one in (one for file in decided.files for one in file if not one.key):
        own[one.path] = (*own.get(one.path, ()), one)
    pages = [Page(problem.path, is_read=False, problems=(problem,)) for problem in left]
    for done, path in enumerate(paths):
        progress(done, len(paths))
        shown = shown_path(path, settings.root)
        pages.append(_read_page(path, settings, cache, own.get(shown, ())))
    cache.prune()
    progress(len(paths), len(paths))
    lost = unplaced_notices(chain.from_iterable(own.values()), (page.path for page in pages))
    decided = replace(decided, problems=(*decided.problems, *lost))
    ledger = _known(settings) if ledger is None else ledger
    finished = with_titles(_told_apart(pages, settings, ledger))
    gathered = _gather(finished, selection, decided, ledger, _lines_by_path(settings))
    # What is said of all reports together stands where the deck is described.
    problems = (
        problem if problem.path else replace(problem, path=_described(settings)) for problem in gathered.problems
    )
    return replace(gathered, problems=tuple(sorted(problems)))


def labelled(settings: Settings) -> Settings:
    """Return the settings with the labels that the deck's own note types give to lines of its reports."""
    return replace(settings, habits=replace(settings.habits, labels=labels_of(settings)))


def plan(
    settings: Settings,
    selection: Selection,
    *,
    now: int,
    progress: Progress = lambda _done, _of: None,
    needs_cards: bool = True,
) -> Plan:
    """Return all that a build would write, and every problem that keeps it from doing so.

    `now` is in seconds since 1970. Where no card is needed, it is only a notice that there is none. Raises InputError
    where there is nothing to read.
    """
    types, faults = _types(settings)
    ledger, found = _remembered(settings, types, now)
    loaded = _with_problems(load(settings, selection, progress=progress, ledger=ledger), (*faults, *found))
    media = _gather_media(_kept(loaded), settings)
    loaded = _without(media, loaded, settings)
    kept = _kept(loaded)
    missing = () if kept or loaded.errors else (_no_cards(settings, selection, loaded, is_error=needs_cards),)
    formulas = (notice for card in kept for notice in formula_notices(card, settings.face))
    loaded = _with_problems(loaded, (*media.problems, *formulas, *missing))
    before = {entry.place: entry for entry in ledger.entries}
    making = _Making(settings, Writing(media.files, _face(settings, loaded, before)), types, loaded, before)
    notes = [(_packed_note(card, making), card) for card in kept]
    today = {entry.guid: note for note, card in notes if (entry := making.entry(card))}
    redated, number = date_anew(ledger, today, selection.again, now)
    loaded = _with_problems(loaded, _gapless(notes))
    try:
        settled = settle(notes, redated, now, is_whole=selection.is_all, recognised=loaded.recognised)
        looks = settle_types(types, {(one.note.own, one.note.note_type.value) for one in settled.notes}, now)
    except InputError as error:
        return Plan(_with_problems(loaded, error.problems), None, before=ledger, types=types)
    if selection.is_all and not loaded.left_out:  # what is not seen now, the next build compares with the older program
        settled = replace(settled, ledger=replace(settled.ledger, program=program()))
    own = frozenset(one.note.own for one in settled.notes if one.note.own and one.state is not State.NEW)
    loaded = _with_problems(loaded, (*settled.notices, *looks.notices, *lost_notices(types, own)))
    if loaded.errors or not kept:
        return Plan(loaded, None, before=ledger, types=types)
    used = {name for dated in settled.notes for name in dated.note.media}
    files = {file.name: file for file in media.files.values() if file.name in used}
    packed = (*(files[name] for name in sorted(files)), *types.media)
    # A card that is held goes with its pictures or not at all: those that come later would not reach Anki.
    whole = (one for one in settled.notes if one.state is not State.UNREAD or files.keys() >= set(one.note.media))
    deck = Deck(settings.name, _packable(tuple(whole), files), packed, looks.specs)
    locked_types = (types.path, looks.lock) if looks.lock else None
    planned = Plan(loaded, deck, ledger_bytes(settled.ledger), ledger, types, settled, locked_types)
    return _questioned(planned, settings, now, anew=number)


def build(
    settings: Settings,
    selection: Selection,
    *,
    now: int,
    progress: Progress = lambda _done, _of: None,
    ask: Ask = lambda _questions: True,
) -> Outcome:
    """Build a deck: write its package and its ledger, or, where anything is wrong or not wanted, neither.

    `now` is in seconds since 1970. Raises InputError where there is nothing to read, OSError where a file cannot be
    written.
    """
    with locked(settings.ledger, shown_path(settings.ledger, settings.root), root=settings.root):
        planned = plan(settings, selection, now=now, progress=progress)
        if planned.deck is None or (planned.questions and not ask(planned.questions)):
            return Outcome(planned.loaded, None)
        size = _write(planned, planned.deck, settings)
    return Outcome(planned.loaded, planned.deck, size, not planned.before.entries, planned.emptied)


def note_maker(planned: Plan, settings: Settings) -> Callable[[Card], Sample]:
    """Return what makes of any card, whatever its status, the note that it would be."""
    before = {one.place: one for one in planned.before.entries}
    face = _face(settings, planned.loaded, before)

    def make(card: Card) -> Sample:
        media = _gather_media((card,), settings)
        making = _Making(settings, Writing(media.files, face), planned.types, planned.loaded, before)
        return Sample(_note(card, making), (*media.files.values(), *planned.types.media))

    return make


# --- one report ----------------------------------------------------------------------------------------------------


def _read_page(path: Path, settings: Settings, cache: PageCache, own: tuple[Decision, ...]) -> Page:
    shown = shown_path(path, settings.root)
    try:
        text = read_text(path, shown)
        origin = f"{text}{own!r}" if own else text
        return cache.recall(origin, shown, lambda: read_page(text, shown, settings, own))
    except InputError as error:
        problems = error.problems
    except MemoryError:
        raise
    except Exception as error:  # that we fail on one report is no reason to lose the others
        problems = (fault_of(error, shown),)
    return Page(shown, is_read=False, problems=problems)


def read_page(text: str, path: str, settings: Settings, own: Sequence[Decision] = ()) -> Page:
    """Return what one report holds: a pure function of its text, the settings, and the user's own cards of it."""
    report, problems = read_report(text, path)
    extraction = extract(report, settings.habits, settings.dialects)
    cards: list[Card] = []
    skips = list(extraction.skips)
    for finding, card in make_cards(report, extraction.findings, settings):
        if isinstance(card, Skip):
            skips.append(card)
            continue
        placement = choose_subdeck((*finding.tags, report.front.tags), settings)
        cards.append(_placed(card, placement))
    found = (*problems, *extraction.problems)
    page = Page(
        path, report.front.date, tuple(cards), tuple(skips), found, front=report.front.others, title=report.title
    )
    return with_added(page, report, own, settings) if own else page


def _placed(card: Card, placement: Placement) -> Card:
    return replace(card, deck=placement.deck, tags=placement.tags)


# --- all reports ---------------------------------------------------------------------------------------------------


def _gather(
    pages: Iterable[Page],
    selection: Selection,
    decided: _Decided,
    ledger: Ledger,
    lines: Callable[[str], Lines],
) -> Loaded:
    pages = tuple(pages)
    named = tuple(page for page in pages if selection.names(page.path))
    unread = _left_out(pages, named, selection)
    left_out = {page.path for page in unread}
    read = tuple(page for page in pages if page.path not in left_out)
    copies = tuple(merge_copies(card for page in read for card in page.cards))
    found = tuple(_only(Card, copies))
    linked = tuple(page for page in pages if not page.is_read and page.is_sound)  # links that are not followed
    paths = sorted(page.path for page in read if page.is_read)
    recognised = keep(
        recognise(found, ledger, read={page.path for page in read}, unread=(*unread, *linked)),
        _without_dropped(ledger, by_card(*decided.files, names={})[0]),
        lambda path: ((one, lines(one)) for one in sorted(paths, key=lambda other: other != path)),
        is_upgraded=ledger.program != program(),
    )
    seen = {card.key for page in unread for card in page.cards} - {card.key for card in found}
    files = ([one for one in file if one.key and one.key not in seen] for file in decided.files)
    said, unheard = by_card(*files, names=recognised.names)
    former = {key for entry in ledger.entries for key in (entry.key, *entry.aliases)}
    merged, notices = apply(found, said, former)
    names = unify([card.deck for card in merged])
    apart = tell_twins_apart(_in_deck(card, names[card.deck]) for card in _in_your_deck(merged, recognised, ledger))
    told_apart = tuple(_without_held(apart, recognised, ledger))
    asked_now = {(card.key, card.note_type) for card in _only(Card, told_apart)}
    twins = (card for card in merged if (card.key, card.note_type) not in asked_now)
    recognised = keep_twins(recognised, ledger, twins)
    taken = {page.path for page in read if page.is_read and selection.names(page.path) and selection.takes(page.date)}
    skips = (*(skip for page in pages for skip in page.skips), *_only(Skip, (*copies, *told_apart)))
    # An error counts wherever it is, since the report's date is in doubt with it.
    told = taken | {page.path for page in named if not page.is_read}
    problems = {problem for page in named for problem in page.problems if problem.is_error or page.path in told}
    softened = {_as_notice(problem) for problem in problems if problem.path in left_out}
    problems = {problem for problem in problems if problem.path not in left_out} | softened
    # A key whose report cannot be read is not lost.
    problems |= {*decided.problems, *unheard, *(notices if all(page.is_read for page in pages) else ())}
    undated = undated_notices(page for page in read if selection.names(page.path)) if selection.is_dated else ()
    return Loaded(
        len(taken),
        tuple(card for card in _only(Card, told_apart) if card.path in taken),
        tuple(sorted((skip for skip in skips if skip.path in taken), key=lambda skip: (skip.path, skip.first))),
        tuple(sorted({*problems, *undated})),
        recognised,
        tuple(sorted(softened)),
        {page.path: dict(page.front) for page in pages if page.front},
        said,
    )


def _lines_by_path(settings: Settings) -> Callable[[str], Lines]:
    """Return what reads the texts of a report, each report once, without those of which the user wants no cards."""

    @functools.cache
    def lines(path: str) -> Lines:
        try:
            report, _ = read_report(read_text(real_path(path, settings.root), path), path)
        except InputError:  # gone or broken in the last moment: the next build will say so
            return ()
        return lines_of(without_excluded(report)[0]) if report.front.has_cards else ()

    return lines


def _without_dropped(ledger: Ledger, said: Said) -> Ledger:
    """Return the ledger without the cards that the user has dropped."""
    dropped = {key for key, decision in said.items() if decision.status is Status.DROPPED}
    return replace(ledger, entries=tuple(one for one in ledger.entries if dropped.isdisjoint((one.key, *one.aliases))))


def _in_your_deck(cards: Iterable[Card], recognised: Recognised, ledger: Ledger) -> Iterator[Card]:
    """Keep what is in the deck and only suggested now: a lower score takes no card from who learns it."""
    there = {entry.place for entry in ledger.entries if entry.state is not Life.RETIRED and entry.fields}
    for card in cards:
        former, _ = recognised.known.get((card.key, card.note_type), (None, ""))
        is_kept = card.status is Status.SUGGESTED and former in there
        yield replace(card, status=Status.KEEP, reason="in your deck already") if is_kept else card


def _left_out(pages: Sequence[Page], named: Sequence[Page], selection: Selection) -> tuple[Page, ...]:
    """Return the reports with errors, if the deck can do without them: some report that is meant has none."""
    if selection.is_strict or not any(page.is_sound for page in named):
        return ()
    return tuple(page for page in pages if not page.is_sound)


def _as_notice(problem: Problem) -> Problem:
    return replace(problem, message=f"this report is left out: {problem.message}", is_error=False)


def _without_held(apart: Iterable[Card | Skip], recognised: Recognised, ledger: Ledger) -> Iterator[Card | Skip]:
    """Leave out new cards that ask what a card asks already that stays as it is."""
    held = (entry for entry in ledger.entries if entry.place in recognised.held)
    places = {question_key(entry.deck, asked(entry), entry.trail): entry for entry in held}
    for card in apart:
        if isinstance(card, Skip) or (card.key, card.note_type) in recognised.known or card.question.images:
            yield card
        elif entry := places.get(question_key(card.deck, card.question.plain, card.context)):
            why = "is in your deck already" if entry.place in recognised.kept else "cannot be read now"
            yield skipped(card, f"the same question as {entry.path}:{entry.line}, which {why}")
        else:
            yield card


def _told_apart(pages: Sequence[Page], settings: Settings, ledger: Ledger) -> Iterator[Page]:
    told = tell_pictures_apart((card for page in pages for card in page.cards), settings.namespace)
    cards = iter(tell_apart(told, ledger, settings.namespace))
    return (replace(page, cards=tuple(islice(cards, len(page.cards)))) for page in pages)


def _in_deck(card: Card, name: str) -> Card:
    return card if card.deck == name else replace(card, deck=name)


def _known(settings: Settings) -> Ledger:
    """Return the ledger for those who only look: if it is broken, the build will say so."""
    try:
        return read_ledger(settings.ledger, shown_path(settings.ledger, settings.root), root=settings.root)
    except InputError:
        return Ledger()


def _types(settings: Settings) -> tuple[TypeSet, tuple[Problem, ...]]:
    """Return the deck's note types and what is to be said of them; those that are shipped, where they are broken."""
    try:
        types = read_types(settings)
    except InputError as error:
        return TypeSet(is_whole=False), error.problems
    return types, types.notices


def _remembered(settings: Settings, types: TypeSet, now: int) -> tuple[Ledger, tuple[Problem, ...]]:
    """Return the ledger, with what only the last package knows, and what is to be said of that."""
    try:
        ledger = read_ledger(settings.ledger, shown_path(settings.ledger, settings.root), root=settings.root)
    except InputError as error:
        return Ledger(), error.problems
    if is_last_build(settings):
        return ledger, ()
    shown = shown_path(settings.output, settings.root)
    try:
        package = read_package(settings.output, shown, types.own, root=settings.root)
        return restore(ledger, believable(package, ledger, now))
    except InputError as error:
        # Without either, all edited cards would come anew, and those in Anki would never be touched again.
        faults = (replace(fault, is_error=fault.is_error or not ledger.is_found) for fault in error.problems)
        return ledger, tuple(faults)


@dataclass(frozen=True, slots=True)
class _Decided:
    """What the user decided of single cards: overrides.yaml before decisions.jsonl, and what is wrong with them."""

    files: tuple[tuple[Decision, ...], ...]
    problems: tuple[Problem, ...]


def _decided(settings: Settings) -> _Decided:
    files: list[tuple[Decision, ...]] = []
    problems: list[Problem] = []
    for read in (_overrides, read_decisions):
        try:
            files.append(read(settings))
        except InputError as error:
            problems += error.problems
    return _Decided(tuple(files), tuple(problems))


def _overrides(settings: Settings) -> tuple[Decision, ...]:
    if settings.overrides is None:
        return ()
    return read_overrides(settings.overrides, shown_path(settings.overrides, settings.root), root=settings.root)


def _only(kind: type[T], found: Iterable[object]) -> Iterator[T]:
    return (one for one in found if isinstance(one, kind))


def _with_problems(loaded: Loaded, problems: Iterable[Problem]) -> Loaded:
    return replace(loaded, problems=tuple(sorted({*loaded.problems, *problems})))


def _no_cards(settings: Settings, selection: Selection, loaded: Loaded, *, is_error: bool) -> Problem:
    suggested = sum(card.status is Status.SUGGESTED for card in loaded.cards)
    if suggested:
        hint = f"{suggested} only suggested: see `notes2anki cards`, or lower `threshold`"
    elif not loaded.reports and selection.is_dated:
        hint = "no report has a date in that time; dates come from the front matter, or else from the file's name"
    else:
        hint = "see `notes2anki cards --skipped` for why each line was left out"
    counted = "1 report" if loaded.reports == 1 else f"{loaded.reports} reports"
    return Problem(_described(settings), 0, f"no cards in {counted}", hint, is_error=is_error)


def _described(settings: Settings) -> str:
    """Return what says which reports are the deck's: its deck.yaml, or the first pattern."""
    return shown_path(settings.config, settings.root) if settings.config else settings.notes[0]


# --- what only the user knows --------------------------------------------------------------------------------------


def _questioned(planned: Plan, settings: Settings, now: int, *, anew: int) -> Plan:
    """Return the plan with what is to be asked, or without its deck where the clock cannot be right.

    `anew` is how many cards are written again although their content is the same.
    """
    ledger, questions = planned.before, []
    if any(one.mod == now for one in planned.settled.notes):
        pause = pause_fault(ledger, now, lambda: _newest(settings, planned.loaded, now))
        if pause and pause.is_error:
            return replace(planned, loaded=_with_problems(planned.loaded, (pause,)), deck=None)
        questions += [pause] if pause else []
    if not (ledger.is_found or ledger.entries) and (was_built(settings) or planned.types.lock.types):
        message = (
            "this deck was built before, but ledger and package are gone: all its cards are dated anew, "
            "and those whose bullets were ever edited are new cards"
        )
        hint = f"{_OVERWRITES}: put ledger.jsonl or the last package back, if you have one"
        questions.append(Problem(ledger.shown, 0, message, hint, is_error=False))
    if anew:
        cards = "1 card is" if anew == 1 else f"{anew} cards are"
        message = f"{cards} written again with the same content"
        questions.append(Problem(ledger.shown, 0, message, _OVERWRITES, is_error=False))
    return replace(planned, questions=tuple(questions))


_OVERWRITES = "importing them overwrites what was edited, tagged or marked on them in Anki"


def _newest(settings: Settings, loaded: Loaded, now: int) -> int:
    """Return when a file of the deck was last written, or a report is dated: at most now."""
    files = (*find_reports(settings)[0], settings.config, settings.overrides, settings.decisions, settings.output)
    times = [int(path.stat().st_mtime) for path in files if path and path.exists()]
    times += [calendar.timegm(card.date.timetuple()) for card in loaded.cards if card.date]
    return min(max(times), now)


# --- fields and pictures -------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Making:
    """What a card needs to become a note."""

    settings: Settings
    writing: Writing
    types: TypeSet
    loaded: Loaded
    before: Mapping[tuple[str, NoteType], Entry]

    def entry(self, card: Card) -> Entry | None:
        """Return what the ledger has of a card."""
        known = self.loaded.recognised.known.get((card.key, card.note_type))
        return self.before[known[0]] if known else None


def _face(settings: Settings, loaded: Loaded, before: Mapping[tuple[str, NoteType], Entry]) -> Face:
    """Return what stands on the cards: no tag that all of them have, those of other builds too, or that is ignored."""
    known = [entry.tags for entry in before.values() if entry.state is Life.ACTIVE]
    tags = [frozenset(those) for those in (*known, *(card.tags for card in _kept(loaded)))]
    ignored = choose_subdeck((settings.subdecks.ignore,), settings).tags
    return replace(settings.face, common_tags=frozenset(ignored).union(frozenset.intersection(*tags) if tags else ()))


def _note(card: Card, making: _Making) -> Note:
    settings, writing = making.settings, making.writing
    entry = making.entry(card)
    own = entry.own if entry else making.types.carrying(card)  # Anki cannot change a note's type
    spec = making.types.find(own)
    card, filled = fill_fields(card, spec, making.loaded.fronts.get(card.path, {})) if spec else (card, ())
    note = make_note(card, writing.media, writing.face, is_reversed=is_reversed(card, settings.habits.reverse))
    return fill_own(note, own, filled, card, writing) if own else note


def _packed_note(card: Card, making: _Making) -> Note:
    """Return the note to package: that of before, where Anki would not take the change over; the next build has it."""
    try:
        note, entry = _note(card, making), making.entry(card)
    except Exception as error:
        error.add_note(f"{card.path}:{card.first}")
        raise
    if entry and making.types.is_growing(note.own):
        return replace(note, fields=entry.fields, tags=entry.tags, media=entry.media)
    return note


def _gapless(notes: Iterable[tuple[Note, Card]]) -> Iterator[Problem]:
    for note, card in notes:
        if is_gapless(note):
            hint = "close each `{{c1::` with `}}`, in the report or in what overrides.yaml says of the card"
            yield Problem(card.path, card.first, "Anki finds no gap in this cloze", hint)


def _kept(loaded: Loaded) -> tuple[Card, ...]:
    return tuple(card for card in loaded.cards if card.status is Status.KEEP)


def _gather_media(cards: Sequence[Card], settings: Settings) -> Collected:
    pictures = collect((found for card in cards for found in references(card)), settings)
    drawn = draw_diagrams((fence for card in cards for fence in fences(card)), settings)
    return Collected({**pictures.files, **drawn.files}, (*pictures.problems, *drawn.problems), pictures.lost)


def _without(media: Collected, loaded: Loaded, settings: Settings) -> Loaded:
    """Drop the cards that show a file which cannot be taken: all, or those with nothing else on a side."""
    is_each = settings.media.missing is Missing.DROP
    dropped = {
        card.guid
        for card in _kept(loaded)
        if any((report, target) in media.lost for target, report, _ in references(card))
        and (is_each or not is_seen(card, media.files))
    }
    cards = (replace(card, status=Status.DROPPED) if card.guid in dropped else card for card in loaded.cards)
    return replace(loaded, cards=tuple(cards))


# --- writing -------------------------------------------------------------------------------------------------------


def _packable(notes: tuple[DatedNote, ...], files: Mapping[str, Media]) -> tuple[DatedNote, ...]:
    """Name only the files at hand, and each deck in one spelling: a retired note has those of its own time."""
    names = unify([dated.note.deck for dated in notes])
    return tuple(_of_today(dated, names, files) for dated in notes)


def _of_today(dated: DatedNote, names: Mapping[str, str], files: Mapping[str, Media]) -> DatedNote:
    deck, media = names[dated.note.deck], tuple(name for name in dated.note.media if name in files)
    if (deck, media) == (dated.note.deck, dated.note.media):
        return dated
    return replace(dated, note=replace(dated.note, deck=deck, media=media))


def _write(planned: Plan, deck: Deck, settings: Settings) -> int:
    from notes2anki.package import PackageError, prepare_package  # genanki is slow to import

    kept = (*((planned.lock,) if planned.lock else ()), (settings.ledger, planned.ledger))
    for target in (*(path for path, _ in kept), settings.output):
        sweep(target)
    try:
        # The ledger first: from it and the notes, the next build makes the very package that a killed one did not.
        written = ((path, all_of(content)) for path, content in kept)
        replace_files((*written, (settings.output, prepare_package(deck))), root=settings.root)
    except PackageError as error:
        shown = shown_path(settings.output, settings.root)
        raise InputError(*(Problem(shown, 0, fault) for fault in error.faults)) from None
    mark_build(settings)
    return settings.output.stat().st_size
