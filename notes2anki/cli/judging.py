"""A deck and the keys that the user presses -> decisions, and what the terminal shows in between."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from shutil import which
from typing import TypeVar, assert_never

import click

from notes2anki.cli import show
from notes2anki.cli.columns import printable
from notes2anki.cli.sheet import Sheet, SheetError
from notes2anki.config import load_settings
from notes2anki.desk import Desk, RefusedError
from notes2anki.files import real_path
from notes2anki.listing import place, plain
from notes2anki.model import Card, InputError, NoteType, Problem, Settings, Skip, Status
from notes2anki.preview.snapshot import explained, take
from notes2anki.reading.files import read_text
from notes2anki.review import (
    NOTHING,
    Decision,
    LeaveOut,
    Make,
    Said,
    Say,
    TurnOff,
    in_words,
    kinds_for,
    markdown_of,
    markdown_of_answer,
    partners,
    sections,
    surroundings,
    waiting,
    why,
)

T = TypeVar("T")

_KEYS = "[k]eep  [d]rop  [s]kip for now  [e]dit  [m]erge  [t]ype  [h]eading  [r]ule  [l]ines  [u]ndo  [q]uit  [?]"
_KEYS_OF_LINES = "[c]ard of this line  [s]kip  [l]: back to the cards  [u]ndo  [q]uit  [?]"
_HELP = """\
  k  keep the card, whatever it scores
  d  drop it
  s  leave it for another time (also Enter)
  e  reword question, answer and hint, in your editor
  m  merge: take the answer of another card of this report in, and drop that one
  t  change the kind of card
  h  never make cards under headings like this
  r  never make cards by this rule, in this deck
  l  go through the lines that gave no card, or back to the cards; there
  c  makes a card of the line, in your editor
  u  take the last decision back
  q  end (also Esc and Ctrl-C)"""


Entry = Card | Skip


class Judging:
    """One pass over the cards that wait, or over the lines that gave no card."""

    def __init__(self, settings: Settings, *, now: int) -> None:
        self._now = now
        self._desk = Desk(settings)
        self._snapshot = take(settings, now=now)
        self._is_of_lines = False
        self._queue = self._waiting()
        self._place = 0
        self._told = ""
        self._put_off: set[str] = set()  # names of what was left for another time
        self._drafts: dict[tuple[str, str], str] = {}  # what was typed and could not be read or written

    @property
    def errors(self) -> tuple[Problem, ...]:
        """What keeps the deck from being read."""
        return self._snapshot.loaded.errors

    @property
    def is_over(self) -> bool:
        """Is there nothing to judge, to make a card of, or to take back?"""
        return self._entry is None and not self._desk.done and not self._snapshot.loaded.skips

    def knows(self, key: str) -> bool:
        """Does the key stand for something? Where nothing is left to judge, any other one ends."""
        return self._entry is not None or key in self._actions()

    def screen(self) -> str:
        """Return the card or the line, its source, and the keys."""
        return "\n".join(self._screen())

    def press(self, key: str) -> None:
        """Do what a key stands for."""
        action = self._actions().get(key)
        self._told = ""
        if action is None:
            self._told = f"no key of mine: {printable(key)}"
            return
        try:
            action()
        except RefusedError as error:
            self._told = click.style(error.message, fg="red")
        except InputError as error:
            self._told = click.style("; ".join(f"{one.path}: {one.message}" for one in error.problems), fg="red")
        except OSError as error:
            self._told = click.style(f"{error.filename}: {error.strerror}", fg="red")

    def farewell(self) -> str:
        """Return what was done, in one line."""
        left = len(self._queue) - self._place
        put_off = sum(_name(entry) in self._put_off for entry in self._queue[: self._place])  # a card goes on waiting
        counted = show.count(left, "line") if self._is_of_lines else show.count(left + put_off, "card")
        return f"{show.count(len(self._desk.done), 'decision')} written, {counted} left"

    @property
    def _entry(self) -> Entry | None:
        return self._queue[self._place] if self._place < len(self._queue) else None

    # --- what the terminal shows ---------------------------------------------------------------------------------

    def _screen(self) -> Iterator[str]:
        entry = self._entry
        if entry is None:
            yield from ([self._told] if self._told else [])
            yield self._end()
            return
        where = f"{show.shown(entry.path, self._snapshot.settings.root)}:{place(entry)}"
        status = entry.status.value if isinstance(entry, Card) else "no card"
        yield click.style(f"{self._place + 1} of {len(self._queue)} · {printable(where)} · {status}", dim=True)
        yield ""
        if isinstance(entry, Card):
            yield from _words(entry)
            yield ""
        yield from self._source(entry)
        yield ""
        reason = why(entry, self._snapshot.settings) if isinstance(entry, Card) else entry.reason
        yield click.style(f"why: {printable(reason)}", dim=True)
        yield ""
        yield from ([self._told] if self._told else [])
        yield _KEYS_OF_LINES if self._is_of_lines else _KEYS

    def _end(self) -> str:
        ways = "" if self._is_of_lines or not self._snapshot.loaded.skips else "[l]ines that gave no card, "
        ways = "[l]: back to the cards, " if self._is_of_lines else ways
        return f"Nothing is left to judge: {ways}[u]ndo, or any other key to end."

    def _source(self, entry: Entry) -> Iterator[str]:
        try:
            text = read_text(real_path(entry.path, self._snapshot.settings.root), entry.path)
        except InputError:
            return
        for line in surroundings(text, entry.first, entry.last, around=2):
            words = f"{line.number:5} {'▌' if line.is_meant else ' '} {printable(line.text)}"
            yield click.style(words, dim=not line.is_meant)

    # --- what the keys do ----------------------------------------------------------------------------------------

    def _actions(self) -> dict[str, Callable[[], None]]:
        always = {"l": self._turn, "u": self._undo}
        on = {"s": self._go_on, "\r": self._go_on, "\n": self._go_on, "?": self._help}
        match self._entry:
            case Card() as card:
                return {**always, **on, **self._card_actions(card)}
            case Skip() as line:
                return {**always, **on, "c": lambda: self._make(line)}
            case None:
                return always
            case entry:
                assert_never(entry)

    def _card_actions(self, card: Card) -> dict[str, Callable[[], None]]:
        return {
            "k": lambda: self._say(card, Said(Status.KEEP)),
            "d": lambda: self._say(card, Said(Status.DROPPED)),
            "e": lambda: self._reword(card),
            "m": lambda: self._merge(card),
            "t": lambda: self._change_kind(card),
            "h": lambda: self._leave_out(card),
            "r": lambda: self._turn_off(card),
        }

    def _go_on(self) -> None:
        self._put_off.update(_name(entry) for entry in self._queue[self._place : self._place + 1])
        self._place += 1

    def _turn(self) -> None:
        """Go to the lines of the same report that gave no card, or back to the cards."""
        entry = self._entry
        self._is_of_lines = not self._is_of_lines
        self._queue = self._waiting()
        here = (entry.path, entry.first) if entry and self._is_of_lines else ("", 0)
        self._place = sum((one.path, one.first) < here for one in self._queue)

    def _say(self, card: Card, said: Said) -> None:
        before = self._desk.said((card.key,)).get(card.key, NOTHING)
        self._decide(Say(card.key, said, before))
        self._put_off.discard(_name(card))
        self._place += 1

    def _reword(self, card: Card) -> None:
        answer = None if card.note_type is NoteType.CLOZE else markdown_of_answer(card.answer)
        old = Sheet(markdown_of(card.question), answer, markdown_of(card.hint))

        def decide(new: Sheet) -> None:
            changed = old.changed(new)
            said = Said(Status.KEEP, changed.question, changed.answer or "", hint=changed.hint or "")
            if said != Said(Status.KEEP):
                self._say(card, said)

        self._edit((card.path, card.key), old, decide)

    def _make(self, line: Skip) -> None:
        def decide(new: Sheet) -> None:
            self._decide(Make(line.path, line.first, line.text, new.question, new.answer or ""))
            self._look_again()

        self._edit((line.path, place(line)), Sheet("", line.text), decide)

    def _edit(self, name: tuple[str, str], sheet: Sheet, decide: Callable[[Sheet], None]) -> None:
        """Let the user edit the sheet; what cannot be read or written is there again the next time."""
        draft = self._drafts.pop(name, "")
        edited = click.edit(draft or sheet.text(), editor=_editor(), extension=".md") or draft
        if not edited:
            return
        self._drafts[name] = edited
        try:
            decide(sheet.edited(edited))
        except SheetError as error:
            raise RefusedError(f"{error}; your words are there again with the same key") from None
        del self._drafts[name]

    def _merge(self, card: Card) -> None:
        cards = partners(card, self._snapshot.loaded.cards, self._desk.said(self._keys()))
        chosen = self._choose("take in", {f"{place(one)} {one.question.plain}": one for one in cards})
        if chosen:
            self._say(card, Said(Status.KEEP, merge=(chosen.key,)))
            self._look_again()

    def _change_kind(self, card: Card) -> None:
        chosen = self._choose("kind", {kind.value: kind for kind in kinds_for(card)})
        if chosen:
            self._say(card, Said(kind=chosen))

    def _leave_out(self, card: Card) -> None:
        explanation = explained(card, self._snapshot.settings)
        headings = sections(explanation) if explanation else ()
        chosen = self._choose("never under", {heading: heading for heading in headings})
        if chosen:
            self._decide(LeaveOut(chosen))
            self._look_again()

    def _turn_off(self, card: Card) -> None:
        if self._choose("never this rule", {card.rule: card.rule}):
            self._decide(TurnOff(card.rule))
            self._look_again()

    def _undo(self) -> None:
        done = self._desk.undo()
        self._look_again(done)
        self._told = f"taken back: {in_words(done)}" if done else "there is nothing to take back"

    def _decide(self, decision: Decision) -> None:
        self._desk.decide(decision)
        self._told = in_words(decision)

    def _choose(self, words: str, named: Mapping[str, T]) -> T | None:
        """Ask for one of several by its number; any other key chooses none."""
        if not named:
            self._told = "there is nothing to choose from"
            return None
        click.echo(f"{words} (another key: none)")
        for number, name in enumerate(named, 1):
            click.echo(f"  [{number}] {printable(name)}")
        key = click.getchar()
        return tuple(named.values())[int(key) - 1] if key.isdecimal() and 0 < int(key) <= len(named) else None

    def _help(self) -> None:
        self._told = _HELP

    # --- the queue -----------------------------------------------------------------------------------------------

    def _keys(self) -> tuple[str, ...]:
        return tuple(card.key for card in self._snapshot.loaded.cards)

    def _waiting(self) -> tuple[Entry, ...]:
        snapshot = self._snapshot
        if self._is_of_lines:
            return snapshot.loaded.skips
        return waiting(snapshot.loaded.cards, new=snapshot.new, decided=snapshot.said)

    def _look_again(self, taken_back: Decision | None = None) -> None:
        """Read the deck anew, and stay where one is, or go back to the card or line whose decision was taken back."""
        settings = self._snapshot.settings
        if settings.config:
            settings = replace(load_settings(settings.config)[0], cache=settings.cache)
        at = _name_of(taken_back) or (_name(self._entry) if self._entry else "")
        seen = [_name(entry) for entry in self._queue[: self._place]]
        self._desk.settings = settings
        self._snapshot = take(settings, now=self._now)
        self._is_of_lines = isinstance(taken_back, Make) or (self._is_of_lines and taken_back is None)
        self._queue = self._waiting()
        names = [_name(entry) for entry in self._queue]
        self._place = names.index(at) if at in names else sum(name in names for name in seen)


def _editor() -> str | None:
    """Return the editor of who has named none, where there is one; Debian's own choice would ask for it here."""
    is_named = os.environ.get("VISUAL") or os.environ.get("EDITOR")
    return None if is_named else next(filter(which, ("nano", "vim", "vi")), None)


def _name(entry: Entry) -> str:
    return entry.key if isinstance(entry, Card) else f"{entry.path}:{entry.first}"


def _name_of(decision: Decision | None) -> str:
    """Return of which card or line it was."""
    match decision:
        case Say(key):
            return key
        case Make(path, line):
            return f"{path}:{line}"
        case LeaveOut() | TurnOff() | None:
            return ""
        case _:
            assert_never(decision)


def _words(card: Card) -> Iterator[str]:
    if card.context:
        yield click.style(printable(" › ".join(card.context)), dim=True)
    yield click.style(printable(card.question.plain), bold=True)
    yield from (f"  {printable(line)}" for line in plain(card.answer).splitlines())
    if card.hint:
        yield click.style(f"  hint: {printable(card.hint.plain)}", dim=True)
