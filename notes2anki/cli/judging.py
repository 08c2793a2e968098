"""A deck and the keys that the user presses -> decisions, and what the terminal shows in between."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

import click

from notes2anki.cli import show
from notes2anki.cli.columns import printable
from notes2anki.config import load_settings
from notes2anki.desk import Desk, RefusedError
from notes2anki.listing import place, plain
from notes2anki.model import Card, InputError, Kind, Problem, Settings, Status
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
    sections,
    surroundings,
    waiting,
    why,
)

_KEYS = "[k]eep  [d]rop  [s]kip for now  [e]dit  [t]ype  [h]eading  [r]ule  [u]ndo  [q]uit"


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
            "t": self._change_kind,
            "h": self._leave_out,
            "r": self._turn_off,
            "u": self._undo,
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

    def _change_kind(self) -> None:
        kinds = kinds_for(self._queue[self._place])
        chosen = self._choose("kind", tuple(kind.value for kind in kinds))
        if chosen:
            self._say(Said(kind=Kind(chosen)))

    def _leave_out(self) -> None:
        explanation = explained(self._queue[self._place], self._snapshot.settings)
        chosen = self._choose("never under", sections(explanation) if explanation else ())
        if chosen:
            self._decide(LeaveOut(chosen))
            self._look_again()

    def _turn_off(self) -> None:
        rule = self._queue[self._place].rule
        if self._choose("never this rule", (rule,)):
            self._decide(TurnOff(rule))
            self._look_again()

    def _undo(self) -> None:
        done = self._desk.undo()
        self._look_again(done)
        self._told = f"taken back: {in_words(done)}" if done else "there is nothing to take back"

    def _decide(self, decision: Decision) -> None:
        self._desk.decide(decision)
        self._told = in_words(decision)

    def _choose(self, words: str, names: tuple[str, ...]) -> str:
        """Ask for one of several names by its number; any other key chooses none."""
        if not names:
            self._told = "there is nothing to choose from"
            return ""
        listed = "  ".join(f"[{number}] {printable(name)}" for number, name in enumerate(names, 1))
        click.echo(f"{words}: {listed}  (another key: none)")
        key = click.getchar()
        return names[int(key) - 1] if key.isdecimal() and 0 < int(key) <= len(names) else ""

    # --- the queue -----------------------------------------------------------------------------------------------

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
