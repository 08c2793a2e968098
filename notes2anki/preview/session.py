"""One deck on one page: what it shows now, and what is decided on it. Used by several threads at once."""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from notes2anki.config import load_settings
from notes2anki.decisions import VERDICTS, Decision, RefusedError, read_decisions, swap, typed
from notes2anki.files import shown_path
from notes2anki.model import InputError, Kind, Settings, Status, fault_of
from notes2anki.preview.frame import as_address
from notes2anki.preview.live import folders_of, stamps
from notes2anki.preview.review import in_words
from notes2anki.preview.snapshot import Snapshot, overview, said_json, show, source, take, with_problems
from notes2anki.yamltree import Json


class Nonsense(ValueError):  # noqa: N818 -- it is what the page sent
    """Raised for a decision that cannot be read."""


@dataclass(frozen=True, slots=True)
class Reply:
    """What became of a decision. `now` is what the file says of the card: another thing, where that is in the way."""

    is_done: bool
    message: str
    now: Decision | None = None
    key: str = ""  # of the card, if it is none of the user's own

    def json(self) -> Json:
        """Return the reply as the page reads it."""
        now = said_json(self.now) if self.now else None
        return {"isDone": self.is_done, "message": self.message, "now": now, "key": self.key}


class Session:
    """Holds the deck, and what was decided here and can be taken back.

    `began` says of which state of the disk it was read first; `clock` gives the time in seconds since 1970.
    """

    def __init__(self, settings: Settings, *, clock: Callable[[], int]) -> None:
        self._clock = clock
        self._lock = threading.Lock()
        self._done: list[tuple[Decision, Decision]] = []  # what was said of a card, and what is said instead
        self.began = stamps((settings,), folders_of((settings,)))
        self._snapshot = self._whole = take(settings, now=clock())  # the latter was read with a sound deck.yaml

    @property
    def snapshot(self) -> Snapshot:
        """The deck as it was last read."""
        return self._snapshot

    def refresh(self) -> None:
        """Read the deck anew, and its deck.yaml; while that is broken, the cards stay, with what is wrong."""
        old = self._snapshot
        try:
            settings = self._settings(old.settings)
            whole = take(settings, now=self._clock(), number=old.number + 1)
        except InputError as error:
            self._snapshot = with_problems(self._whole, error.problems, number=old.number + 1)
            return
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
        files = {file.name: as_address(file) for file in shown.files}
        return {**shown.card, "said": said_json(self._said(key, snapshot)), "files": files}

    def line(self, path: str, first: int) -> Json | None:
        """Return what stands about a skipped line; None where there is no such line."""
        snapshot = self._snapshot
        skip = snapshot.skip(path, first)
        return source(skip.path, skip.first, skip.last, snapshot.settings) if skip else None

    def decide(self, sent: Mapping[str, object]) -> Reply:
        """Write a decision as the page sends it. Raises Nonsense."""
        snapshot = self._snapshot
        with self._lock:
            old, new = self._read(sent, snapshot)
            counts = snapshot.loaded.said.get(new.key)
            if counts and not self._is_ours(counts, snapshot):
                message = f"{counts.where} decides of this card, and counts: change it there"
                return Reply(is_done=False, message=message)
            reply = replace(self._swap(old, new), key=new.key)
            if reply.is_done and old != new:
                self._done.append((old, new))
            return reply

    def undo(self) -> Reply:
        """Take the last decision back."""
        with self._lock:
            if not self._done:
                return Reply(is_done=False, message="there is nothing to take back")
            old, new = self._done[-1]
            reply = self._swap(new, replace(old, time=self._clock()))
            if reply.is_done or reply.now:  # what was changed since stays
                self._done.pop()
            message = f"taken back: {in_words(new)}" if reply.is_done else reply.message
            return replace(reply, message=message, key=new.key)

    def _swap(self, old: Decision, new: Decision) -> Reply:
        try:
            swap(self._snapshot.settings, old, new)
        except RefusedError as error:
            return Reply(is_done=False, message=error.message, now=error.now)
        except InputError as error:
            places = (f"{one.path}:{one.line}" if one.line else one.path for one in error.problems)
            told = zip(places, error.problems, strict=True)
            return Reply(is_done=False, message="; ".join(f"{place}: {one.message}" for place, one in told))
        except OSError as error:
            return Reply(is_done=False, message=f"{error.filename}: {error.strerror}")
        return Reply(is_done=True, message=in_words(new), now=new)

    def _said(self, key: str, snapshot: Snapshot) -> Decision:
        """Return what counts of what was decided of a card: what was written just now is not in the snapshot."""
        known = snapshot.loaded.said.get(key, Decision(key))
        if known.file and not self._is_ours(known, snapshot):
            return known
        try:
            written = {one.key: one for one in read_decisions(snapshot.settings)}
        except InputError:  # the build says so
            return known
        return written.get(key) or written.get(known.key) or Decision(key)

    def _is_ours(self, decision: Decision, snapshot: Snapshot) -> bool:
        return decision.file == shown_path(snapshot.settings.decisions, snapshot.settings.root)

    def _read(self, sent: Mapping[str, object], snapshot: Snapshot) -> tuple[Decision, Decision]:
        """Return what the page knows to be said of a card, and what is to be said of it."""
        match sent:
            case {"do": "say", "key": str(key), "said": said, "before": before} if snapshot.card(key):
                known = snapshot.loaded.said.get(
                    key, Decision(key)
                )  # by a key that it had before its bullet was edited
                old = _decision(known.key, before)
                return old, replace(old | _decision(key, said), time=self._clock())
            case {"do": "make", "path": str(path), "line": int(line), "question": str(question), "answer": str(answer)}:
                skip = snapshot.skip(path, line)
                question, answer = " ".join(typed(question).split()), typed(answer)
                if skip is None or not question or not answer:
                    raise Nonsense("a card needs a skipped line, a question and an answer")
                text = " ".join(typed(skip.text).split())
                made = Decision("", None, question, answer, path=path, line=line, text=text, time=self._clock())
                return Decision(), made
            case _:
                raise Nonsense("this is no decision on a card that there is")

    def _settings(self, old: Settings) -> Settings:
        if old.config is None:
            return old
        settings, _ = load_settings(old.config)
        return replace(settings, cache=old.cache)


def _decision(key: str, sent: object) -> Decision:
    match sent:
        case {
            "status": str(status),
            "question": str(question),
            "answer": str(answer),
            "kind": str(kind),
            "hint": str(hint),
        }:
            question, hint = (" ".join(typed(words).split("\n")) for words in (question, hint))
            if status not in ("", *VERDICTS.values()) or kind not in ("", *Kind):
                raise Nonsense("there is no such verdict or kind")
            kept = Status(status) if status else None
            return Decision(key, kept, question, typed(answer), hint, Kind(kind) if kind else None)
        case _:
            raise Nonsense("this says nothing of a card")
