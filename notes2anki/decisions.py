"""What the user decided of single cards; and `decisions.jsonl`, where the page of `preview` writes it.

overrides.yaml says the same things, but is the user's: the program only reads it (`overrides`). decisions.jsonl holds
one JSON object a line, sorted so that git can merge it, and each line can be deleted by hand.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace

from notes2anki.files import all_of, locked, read_file, replace_file, shown_path
from notes2anki.model import InputError, Kind, Problem, Settings, Status

MAX_SIZE = 16 * 1024**2
"""Bytes that a decisions.jsonl may have."""

VERDICTS = {"keep": Status.KEEP, "drop": Status.DROPPED}
"""What can be decided of a card in one word."""

_TYPES = {
    "key": str,
    "verdict": str,
    "question": str,
    "answer": str,
    "hint": str,
    "kind": str,
    "path": str,
    "line": int,
    "text": str,
    "time": int,
}
"""All that a line may hold."""

_UNTYPABLE = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufeff\ufffe\uffff]")
_HINT = "each line is one decision: mend this one, or delete it"
_MERGE = (
    "keep the lines of both sides and delete git's own: of two lines for one card the later one counts; "
    "`decisions.jsonl merge=union` in .gitattributes does the same by itself"
)


class RefusedError(Exception):
    """Raised where a decision cannot be written; nothing was. `now` is what the file says instead, if it is that."""

    def __init__(self, message: str, now: Decision | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.now = now


@dataclass(frozen=True, slots=True)
class Decision:
    """What the user decided of one card, in Markdown; what is empty or None is left to the rules."""

    key: str = ""  # the card's; empty for a card of the user's own, made of a line of a report
    status: Status | None = None  # keep or dropped
    question: str = ""
    answer: str = ""
    hint: str = ""
    kind: Kind | None = None
    path: str = ""  # of a card of the user's own: its report
    line: int = 0  # and the line there
    text: str = ""  # what the line said then: how it is found again, and what the guid comes from
    time: int = field(default=0, compare=False)  # when it was decided on the page, in seconds since 1970
    file: str = field(default="", compare=False)  # where it is written, as messages call it
    place: int = field(default=0, compare=False)  # and the line there

    @property
    def card(self) -> tuple[str, ...]:
        """What names the card; the lines of a file are sorted by it."""
        return (self.key,) if self.key else ("", self.path, self.text, self.question)

    @property
    def is_empty(self) -> bool:
        """Does it leave everything to the rules?"""
        return not (self.status or self.question or self.answer or self.hint or self.kind)

    @property
    def where(self) -> str:
        """Where it is written: `overrides.yaml:12`."""
        return f"{self.file}:{self.place}" if self.file else ""

    def __or__(self, other: Decision) -> Decision:
        """Return the two together; where both decide the same thing, the other counts."""
        return replace(
            other,
            status=other.status or self.status,
            question=other.question or self.question,
            answer=other.answer or self.answer,
            hint=other.hint or self.hint,
            kind=other.kind or self.kind,
        )

    def notice(self, message: str, hint: str) -> Problem:
        """Return a notice at the place where the decision is written."""
        name = self.key or f"{self.path}:{self.line}"
        return Problem(self.file, self.place, f"{name}: {message}", hint, is_error=False)


def typed(words: str) -> str:
    """Return what the user typed without what no file can hold, and without space around it or at line ends."""
    bare = _UNTYPABLE.sub("", words.replace("\r\n", "\n").replace("\r", "\n"))
    return "\n".join(line.rstrip() for line in bare.strip().splitlines() if line.strip())


def read_decisions(settings: Settings) -> tuple[Decision, ...]:
    """Return what decisions.jsonl says, the later line where two are for one card; no file says nothing.

    Raises InputError with a problem for each line that cannot be read.
    """
    return _parsed(_content(settings), _shown(settings))


def swap(settings: Settings, old: Decision, new: Decision) -> None:
    """Write one decision in the place of another; an empty one has no line.

    Raises RefusedError where the file says something else of the card than `old`, InputError where it cannot be read
    or another process writes it, OSError where it cannot be written.
    """
    path, shown = settings.decisions, _shown(settings)
    with locked(path, shown, root=settings.root):
        before = _content(settings)
        written = {one.card: one for one in _parsed(before, shown)}
        found = [written.pop(card) for card in (new.card, old.card) if card in written]  # twice after an edited bullet
        now = found[0] if found else Decision()
        if replace(now, key=old.key) != old:
            raise RefusedError(f"{shown} says something else of this card now", now)
        if not new.is_empty:
            written[new.card] = new
        after = "".join(f"{_line(written[card])}\n" for card in sorted(written)).encode()
        if len(after) > MAX_SIZE:
            raise RefusedError(f"{shown} would be too long")
        if _content(settings) != before:  # an editor knows nothing of our lock
            raise RefusedError(f"{shown} was changed just now; try again")
        if after:
            replace_file(path, all_of(after), root=settings.root)
        else:
            path.unlink(missing_ok=True)


def _shown(settings: Settings) -> str:
    return shown_path(settings.decisions, settings.root)


def _content(settings: Settings) -> bytes:
    try:
        return read_file(settings.decisions, _shown(settings), most=MAX_SIZE, root=settings.root)
    except FileNotFoundError:
        return b""


def _line(decision: Decision) -> str:
    word = next((word for word, status in VERDICTS.items() if status is decision.status), "")
    values = {name: word if name == "verdict" else getattr(decision, name) for name in _TYPES}
    return json.dumps({name: value for name, value in values.items() if value}, ensure_ascii=False)


# --- reading -------------------------------------------------------------------------------------------------------


def _parsed(content: bytes, shown: str) -> tuple[Decision, ...]:
    try:
        lines = content.decode("utf-8-sig").split("\n")  # not `splitlines`: U+2028 in a text ends no line here
    except UnicodeDecodeError as error:
        number = content.count(b"\n", 0, error.start) + 1
        raise InputError(Problem(shown, number, "is not UTF-8", _HINT)) from None
    found = tuple(_read_lines(lines, shown))
    problems = [one for one in found if isinstance(one, Problem)]
    if problems:
        raise InputError(*problems)
    decisions = (one for one in found if isinstance(one, Decision))
    latest = {one.card: one for one in sorted(decisions, key=lambda one: one.time)}
    return tuple(latest[card] for card in sorted(latest))


def _read_lines(lines: Iterable[str], shown: str) -> Iterator[Decision | Problem]:
    for number, line in enumerate(lines, start=1):
        if line.startswith(("<<<<<<<", "|||||||", "=======", ">>>>>>>")):
            yield Problem(shown, number, "is of a merge conflict", _MERGE)
        elif line.strip():
            try:
                yield replace(_read_line(line), file=shown, place=number)
            except ValueError as error:
                yield Problem(shown, number, str(error), _HINT)


def _read_line(line: str) -> Decision:
    try:
        record = json.loads(line)
    except (ValueError, RecursionError):
        raise ValueError("is cut off or broken: it is not JSON") from None
    if not isinstance(record, dict):
        raise ValueError("is no decision: it is not a JSON object")
    for name, value in record.items():
        _check(name, value)
    verdict, kind = record.pop("verdict", ""), record.pop("kind", "")
    decision = Decision(**record, status=VERDICTS.get(verdict), kind=Kind(kind) if kind else None)
    is_own = decision.path and decision.line > 0 and decision.question and decision.answer
    if not (decision.key or is_own) or (decision.key and decision.path):
        raise ValueError("names no card: it has either `key`, or `path`, `line`, `question` and `answer`")
    if decision.is_empty:
        raise ValueError("decides nothing")
    return decision


def _check(name: str, value: object) -> None:
    """Raise ValueError for what is no part of a decision."""
    if name not in _TYPES:
        raise ValueError(f"unknown key `{name}`: a decision has {', '.join(_TYPES)}")
    if type(value) is not _TYPES[name]:
        raise ValueError(f"{name}: expected {'a string' if _TYPES[name] is str else 'a whole number'}")
    if _UNTYPABLE.search(str(value)):
        raise ValueError(f"{name}: holds a character that no text may hold")
    choices = {"verdict": tuple(VERDICTS), "kind": tuple(Kind)}.get(name)
    if choices and value not in choices:
        raise ValueError(f"{name}: expected {', '.join(choices)}, found `{value}`")
