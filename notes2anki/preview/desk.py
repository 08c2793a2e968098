"""Decisions -> overrides.yaml and deck.yaml, each written whole, and taken back in turn.

The files are the user's: they are read anew for every decision, so that what an editor saved in the meantime stays.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import assert_never

from notes2anki.files import all_of, locked, read_file, replace_file, shown_path
from notes2anki.model import InputError, Settings
from notes2anki.overrides import MAX_SIZE
from notes2anki.preview.edits import (
    EditError,
    add_card,
    add_word,
    read_all_said,
    read_said,
    remove_card,
    remove_word,
    write_said,
)
from notes2anki.preview.review import (
    LONGEST_HEADING,
    NOTHING,
    Decision,
    LeaveOut,
    Make,
    Said,
    Say,
    TurnOff,
    tidy,
    typed,
)

_TRIES = 3
_BOM = "\ufeff"

Edit = Callable[[str], str]


class RefusedError(Exception):
    """Raised where a decision cannot be written; nothing was. `now` is what the file says of the card instead."""

    def __init__(self, message: str, *, now: Said | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.now = now


@dataclass(frozen=True, slots=True)
class _Slip:
    """What was done, so that it can be taken back."""

    decision: Decision
    file: Path
    old: bytes | None  # None: there was no file
    new: bytes


@dataclass(slots=True)
class Desk:
    """Where one user judges the cards of one deck."""

    settings: Settings
    _slips: list[_Slip] = field(default_factory=list)

    @property
    def done(self) -> tuple[Decision, ...]:
        """What was decided here and can be taken back, the oldest first."""
        return tuple(slip.decision for slip in self._slips)

    def said(self, keys: Iterator[str] | tuple[str, ...]) -> dict[str, Said]:
        """Return what overrides.yaml says of these cards, those left out of which it says nothing."""
        try:
            found = read_all_said(_decoded(self._bytes(self._overrides())) if self.settings.overrides else "")
        except (EditError, InputError, RefusedError):  # the build says so
            return {}
        return {key: found[key] for key in keys if found.get(key, NOTHING) != NOTHING}

    def decide(self, decision: Decision, *, is_forced: bool = False) -> None:
        """Write a decision.

        Raises RefusedError where the user has said something else of the card in the meantime (unless `is_forced`), and
        where the file cannot be changed without loss; InputError where it cannot be read, OSError where it cannot be
        written.
        """
        file, edit = self._edit(decision, is_forced=is_forced)
        old, new = self._write(file, edit)
        if old != new:
            self._slips.append(_Slip(decision, file, old, new))

    def undo(self) -> Decision | None:
        """Take the last decision back and return it; None where there is none. Raises as `decide` does."""
        if not self._slips:
            return None
        slip = self._slips[-1]
        is_untouched = self._bytes(slip.file) == slip.new
        if is_untouched and slip.old is None:
            slip.file.unlink()
        elif is_untouched and slip.old is not None:
            old = _decoded(slip.old)
            self._write(slip.file, lambda _: old)
        else:
            self._write(slip.file, _inverse(slip))
        self._slips.pop()
        return slip.decision

    def _edit(self, decision: Decision, *, is_forced: bool) -> tuple[Path, Edit]:
        match decision:
            case Say(key, said, before):
                return self._overrides(), _saying(key, tidy(said), None if is_forced else before)
            case Make():
                return self._overrides(), _making(decision)
            case LeaveOut(heading):
                return self._config(), _leaving_out(heading)
            case TurnOff(rule):
                return self._config(), lambda text: add_word(text, ("rules", "off"), rule)
            case _:
                assert_never(decision)

    def _overrides(self) -> Path:
        if self.settings.overrides is None:
            raise RefusedError("this deck has no overrides.yaml")
        return self.settings.overrides

    def _config(self) -> Path:
        if self.settings.config is None:
            raise RefusedError("without a deck.yaml there is nowhere to write this")
        return self.settings.config

    def _write(self, file: Path, edit: Edit) -> tuple[bytes | None, bytes]:
        """Change a file as it is now, and look once more before it is replaced: an editor knows nothing of our lock."""
        with locked(file, shown_path(file, self.settings.root), root=self.settings.root):
            for _ in range(_TRIES):
                old = self._bytes(file)
                try:
                    new = _with_mark(edit(_decoded(old)), old).encode()
                except EditError as error:
                    raise RefusedError(f"{file.name}: {error}") from None
                if len(new) > MAX_SIZE:
                    raise RefusedError(f"{file.name} would be too long")
                if self._bytes(file) == old:
                    replace_file(file, all_of(new), root=self.settings.root)
                    return old, new
        raise RefusedError(f"{file.name} keeps changing; try again")

    def _bytes(self, file: Path) -> bytes | None:
        root = self.settings.root
        try:
            return read_file(file, shown_path(file, root), most=MAX_SIZE, root=root)
        except FileNotFoundError:
            return None


def _inverse(slip: _Slip) -> Edit:
    """Return what takes only this decision back, and leaves what has been changed since."""
    match slip.decision:
        case Say(key):
            return _unsaying(key, read_said(_decoded(slip.old), key), read_said(_decoded(slip.new), key))
        case Make() as made:
            return lambda text: remove_card(text, _as_written(made))
        case LeaveOut(heading):
            return lambda text: remove_word(text, ("sections", "out"), _heading(heading))
        case TurnOff(rule):
            return lambda text: remove_word(text, ("rules", "off"), rule)
        case _:
            assert_never(slip.decision)


def _saying(key: str, said: Said, before: Said | None) -> Edit:
    def edit(text: str) -> str:
        now = read_said(text, key)
        if before is not None and now != before:
            raise RefusedError("overrides.yaml says something else of this card now", now=now)
        return write_said(text, key, now | said)

    return edit


def _unsaying(key: str, before: Said, after: Said) -> Edit:
    def edit(text: str) -> str:
        now = read_said(text, key)
        if now != after:
            raise RefusedError("overrides.yaml says something else of this card now; it stays", now=now)
        return write_said(text, key, before)

    return edit


def _making(made: Make) -> Edit:
    written = _as_written(made)
    if not written.question or not written.answer:
        raise RefusedError("a card needs a question and an answer")
    return lambda text: add_card(text, written)


def _as_written(made: Make) -> Make:
    question, text = (" ".join(typed(words).split()) for words in (made.question, made.text))
    return Make(made.path, made.line, text, question, typed(made.answer))


def _leaving_out(heading: str) -> Edit:
    name = _heading(heading)
    if not name or len(name) > LONGEST_HEADING:
        raise RefusedError("this heading is no name of a section: it is empty or too long")
    return lambda text: add_word(text, ("sections", "out"), name)


def _heading(heading: str) -> str:
    return " ".join(typed(heading).split())


def _decoded(raw: bytes | None) -> str:
    try:
        return (raw or b"").decode("utf-8-sig")
    except UnicodeDecodeError:
        raise RefusedError("the file is not UTF-8") from None


def _with_mark(text: str, old: bytes | None) -> str:
    """Keep the byte order mark of editors that write one."""
    return f"{_BOM}{text}" if (old or b"").startswith(_BOM.encode()) else text
