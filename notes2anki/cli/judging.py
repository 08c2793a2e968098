"""A deck and the keys that the user presses -> decisions, and what the terminal shows in between."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from typing import TypeVar

import click

from notes2anki.cli import show
from notes2anki.cli.columns import printable
from notes2anki.config import load_settings
from notes2anki.desk import Desk, RefusedError
from notes2anki.listing import place, plain
from notes2anki.model import Card, InputError, Problem, Settings, Status
from notes2anki.preview.snapshot import explained, take
from notes2anki.reading.files import read_text
from notes2anki.review import (
    NOTHING,
    Decision,
    LeaveOut,
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

_KEYS = "[k]eep  [d]rop  [s]kip for now  [e]dit  [m]erge  [t]ype  [h]eading  [r]ule  [u]ndo  [q]uit  [?]"
_HELP = """\
  k  keep the card, whatever it scores
  d  drop it
  s  leave it for another time (also Enter)
  e  reword question and answer, in your editor
  m  merge: take the answer of another card of this report in, and drop that one
  t  change the kind of card
  h  never make cards under headings like this
  r  never make cards by this rule, in this deck
  u  take the last decision back
  q  end (also Esc and Ctrl-C)"""


class Judging:
    """One pass over the cards that wait."""

    def __init__(self, settings: Settings, *, now: int) -> None:
        self._now = now
        self._desk = Desk(settings)
        self._snapshot = take(settings, now=now)
        self._queue = self._waiting()
        self._place = 0
        self._told = ""

    @property
    def errors(self) -> tuple[Problem, ...]:
        """What keeps the deck from being read."""
        return self._snapshot.loaded.errors

    @property
    def card(self) -> Card | None:
        """The card to judge; None when all are."""
        return self._queue[self._place] if self._place < len(self._queue) else None

    @property
    def has_done(self) -> bool:
        """Is there anything to take back?"""
        return bool(self._desk.done)

    def screen(self) -> str:
        """Return the card, its source, and the keys."""
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
            self._told = click.style("; ".join(problem.message for problem in error.problems), fg="red")
        except OSError as error:
            self._told = click.style(f"{error.filename}: {error.strerror}", fg="red")

    def farewell(self) -> str:
        """Return what was done, in one line."""
        done = len(self._desk.done)
        return f"{show.count(done, 'decision')} written, {show.count(len(self._queue) - self._place, 'card')} left"

    # --- what the terminal shows ---------------------------------------------------------------------------------

    def _screen(self) -> Iterator[str]:
        card = self.card
        if card is None:
            yield from ([self._told] if self._told else [])
            yield "Nothing is left to judge: [u]ndo, or any other key to end."
            return
        where = f"{show.shown(card.path, self._snapshot.settings.root)}:{place(card)}"
        yield click.style(f"{self._place + 1} of {len(self._queue)} · {printable(where)} · {card.status}", dim=True)
        yield ""
        if card.context:
            yield click.style(printable(" › ".join(card.context)), dim=True)
        yield click.style(printable(card.question.plain), bold=True)
        yield from (f"  {printable(line)}" for line in plain(card.answer).splitlines())
        yield ""
        yield from self._source(card)
        yield ""
        yield click.style(f"why: {why(card, self._snapshot.settings)}", dim=True)
        yield ""
        yield from ([self._told] if self._told else [])
        yield _KEYS

    def _source(self, card: Card) -> Iterator[str]:
        try:
            text = read_text(self._snapshot.settings.root / card.path, card.path)
        except InputError:
            return
        for line in surroundings(text, card.first, card.last, around=2):
            words = f"{line.number:5} {'▌' if line.is_meant else ' '} {printable(line.text)}"
            yield click.style(words, dim=not line.is_meant)

    # --- what the keys do ----------------------------------------------------------------------------------------

    def _actions(self) -> dict[str, Callable[[], None]]:
        return {
            "k": lambda: self._say(Said(Status.KEEP)),
            "d": lambda: self._say(Said(Status.DROPPED)),
            "s": self._go_on,
            "\r": self._go_on,
            "\n": self._go_on,
            "e": self._reword,
            "m": self._merge,
            "t": self._change_kind,
            "h": self._leave_out,
            "r": self._turn_off,
            "u": self._undo,
            "?": self._help,
        }

    def _go_on(self) -> None:
        self._place += 1

    def _say(self, said: Said) -> None:
        card = self._queue[self._place]
        before = self._desk.said((card.key,)).get(card.key, NOTHING)
        self._decide(Say(card.key, said, before))
        self._place += 1

    def _reword(self) -> None:
        card = self._queue[self._place]
        question, answer = markdown_of(card.question), markdown_of_answer(card.answer)
        edited = click.edit(f"{question}\n---\n{answer}\n", extension=".md")
        if edited is None:
            return
        new_question, _, new_answer = edited.partition("\n---\n")
        said = Said(
            Status.KEEP,
            new_question.strip() if new_question.strip() != question.strip() else "",
            new_answer.strip() if new_answer.strip() != answer.strip() else "",
        )
        if said.question or said.answer:
            self._say(said)

    def _merge(self) -> None:
        card = self._queue[self._place]
        cards = partners(card, self._snapshot.loaded.cards, self._desk.said(self._keys()))
        chosen = self._choose("take in", {f"{place(one)} {one.question.plain}": one for one in cards})
        if chosen:
            self._say(Said(Status.KEEP, merge=(chosen.key,)))
            self._look_again()

    def _change_kind(self) -> None:
        chosen = self._choose("kind", {kind.value: kind for kind in kinds_for(self._queue[self._place])})
        if chosen:
            self._say(Said(kind=chosen))

    def _leave_out(self) -> None:
        explanation = explained(self._queue[self._place], self._snapshot.settings)
        headings = sections(explanation) if explanation else ()
        chosen = self._choose("never under", {heading: heading for heading in headings})
        if chosen:
            self._decide(LeaveOut(chosen))
            self._look_again()

    def _turn_off(self) -> None:
        rule = self._queue[self._place].rule
        if self._choose("never this rule", {rule: rule}):
            self._decide(TurnOff(rule))
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

    def _waiting(self) -> tuple[Card, ...]:
        snapshot = self._snapshot
        return waiting(snapshot.loaded.cards, new=snapshot.new, decided=snapshot.said)

    def _look_again(self, taken_back: Decision | None = None) -> None:
        """Read the deck anew, and stay at the card, or go back to the one whose judgement was taken back."""
        settings = self._snapshot.settings
        if settings.config:
            settings = replace(load_settings(settings.config)[0], cache=settings.cache)
        at = self.card.key if self.card else ""
        at = taken_back.key if isinstance(taken_back, Say) else at
        seen = [card.key for card in self._queue[: self._place]]
        self._desk.settings = settings
        self._snapshot = take(settings, now=self._now)
        self._queue = self._waiting()
        keys = [card.key for card in self._queue]
        self._place = keys.index(at) if at in keys else sum(key in keys for key in seen)
