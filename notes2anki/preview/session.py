"""One deck on one page: what it shows now, and what is decided on it. Used by several threads at once."""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from notes2anki.config import load_settings
from notes2anki.model import InputError, Kind, Settings, Status, fault_of
from notes2anki.preview.desk import Desk, RefusedError
from notes2anki.preview.frame import as_address
from notes2anki.preview.live import folders_of, stamps
from notes2anki.preview.review import NOTHING, Decision, LeaveOut, Make, Said, Say, TurnOff, in_words
from notes2anki.preview.snapshot import Snapshot, overview, said_json, show, source, take, with_problems
from notes2anki.yamltree import Json


class Nonsense(ValueError):  # noqa: N818 -- it is what the page sent
    """Raised for a decision that cannot be read."""


@dataclass(frozen=True, slots=True)
class Reply:
    """What became of a decision; `now` is what the file says of the card instead, where the two are at odds."""

    is_done: bool
    message: str
    now: Said | None = None
    key: str = ""  # of the card that was decided of, if it was one

    def json(self) -> Json:
        """Return the reply as the page reads it."""
        return {
            "isDone": self.is_done,
            "message": self.message,
            "now": said_json(self.now) if self.now else None,
            "key": self.key,
        }


class Session:
    """Holds the deck and its desk.

    `began` says of which state of the disk it was read first.
    """

    def __init__(self, settings: Settings, *, now: int) -> None:
        self._now = now
        self._lock = threading.Lock()
        self._desk = Desk(settings)
        self.began = stamps((settings,), folders_of((settings,)))
        self._snapshot = self._whole = take(settings, now=now)  # the latter was read with a sound deck.yaml

    @property
    def snapshot(self) -> Snapshot:
        """The deck as it was last read."""
        return self._snapshot

    def refresh(self) -> None:
        """Read the deck anew, and its deck.yaml; while that is broken, the cards stay, with what is wrong."""
        old = self._snapshot
        try:
            settings = self._settings(old.settings)
            whole = take(settings, now=self._now, number=old.number + 1)
        except InputError as error:
            self._snapshot = with_problems(self._whole, error.problems, number=old.number + 1)
            return
        self._desk.settings = settings
        self._snapshot = self._whole = whole

    def tell(self, error: Exception) -> None:
        """Show beside the cards that something failed that nobody foresaw."""
        old = self._snapshot
        problems = (fault_of(error),)
        if old.loaded.problems[:1] != problems:
            self._snapshot = with_problems(self._whole, problems, number=old.number + 1)

    def overview(self) -> Json:
        """Return the rows of all cards."""
        return overview(self._snapshot)

    def card(self, key: str) -> Json | None:
        """Return one card; None where there is none of this key any more."""
        snapshot = self._snapshot
        card = snapshot.card(key)
        if card is None:
            return None
        shown = show(card, snapshot)
        said = self._desk.said((key,)).get(key, NOTHING)  # of the file itself: what was just decided is in it
        files = {file.name: as_address(file) for file in shown.files}
        return {**shown.card, "said": said_json(said), "files": files}

    def line(self, path: str, first: int) -> Json | None:
        """Return what stands about a skipped line; None where there is no such line."""
        snapshot = self._snapshot
        skip = snapshot.skip(path, first)
        return source(skip.path, skip.first, skip.last, snapshot.settings) if skip else None

    def decide(self, sent: Mapping[str, object]) -> Reply:
        """Write a decision as the page sends it. Raises Nonsense."""
        decision = _read(sent, self._snapshot)
        with self._lock:
            return self._reply(lambda: self._desk.decide(decision, is_forced=sent.get("force") is True), decision)

    def undo(self) -> Reply:
        """Take the last decision back."""
        with self._lock:
            done = self._desk.done
            if not done:
                return Reply(is_done=False, message="there is nothing to take back")
            reply = self._reply(self._desk.undo, done[-1])
            return replace(reply, message=f"taken back: {reply.message}") if reply.is_done else reply

    def _reply(self, action: Callable[[], object], decision: Decision) -> Reply:
        try:
            action()
        except RefusedError as error:
            return Reply(is_done=False, message=error.message, now=error.now)
        except InputError as error:
            return Reply(is_done=False, message="; ".join(f"{one.path}: {one.message}" for one in error.problems))
        except OSError as error:
            return Reply(is_done=False, message=f"{error.filename}: {error.strerror}")
        if not isinstance(decision, Say):
            return Reply(is_done=True, message=in_words(decision))
        now = self._desk.said((decision.key,)).get(decision.key, NOTHING)
        return Reply(is_done=True, message=in_words(decision), now=now, key=decision.key)

    def _settings(self, old: Settings) -> Settings:
        if old.config is None:
            return old
        settings, _ = load_settings(old.config)
        return replace(settings, cache=old.cache)


# --- what the page sends -------------------------------------------------------------------------------------------


def _read(sent: Mapping[str, object], snapshot: Snapshot) -> Decision:
    match sent:
        case {"do": "say", "key": str(key), "said": said, "before": before}:
            decision = Say(key, _said(said), _said(before))
            if snapshot.card(key) is None:
                raise Nonsense("there is no card of this key any more")
            return decision
        case {"do": "make", "path": str(path), "line": int(line), "question": str(question), "answer": str(answer)}:
            return Make(path, line, _text_of(path, line, snapshot), question, answer)
        case {"do": "leave-out", "heading": str(heading)}:
            return LeaveOut(heading)
        case {"do": "turn-off", "rule": str(rule)} if any(card.rule == rule for card in snapshot.loaded.cards):
            return TurnOff(rule)
        case _:
            raise Nonsense("this is no decision")


def _text_of(path: str, line: int, snapshot: Snapshot) -> str:
    skip = snapshot.skip(path, line)
    if skip is None:
        raise Nonsense("there is no such skipped line any more")
    return skip.text


def _said(sent: object) -> Said:
    match sent:
        case {
            "status": str(status),
            "question": str(question),
            "answer": str(answer),
            "kind": str(kind),
            "hint": str(hint),
        }:
            try:
                found = Status(status) if status else None
                return Said(found, question, answer, Kind(kind) if kind else None, hint)
            except ValueError:
                raise Nonsense("there is no such status or kind") from None
        case None:
            return NOTHING
        case _:
            raise Nonsense("this says nothing of a card")
