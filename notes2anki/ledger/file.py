"""`ledger.jsonl` <-> the ledger: a header, one JSON object a line, sorted by key so that git can merge it, an end."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import TypeVar

from notes2anki.files import read_file
from notes2anki.ledger.entry import VERSION, Before, Entry, Ledger, Life
from notes2anki.model import InputError, NoteType, Problem

_HEADER = "notes2anki"
_PROGRAM = "program"
_LARGEST = 256 * 1024**2  # bytes: those of 250,000 cards
# Always the same line, so that git never finds a conflict in it: without it, the file was cut off at the end of a line.
_END = {"end": True}
_RESTORE = "take the file from your last commit or backup; or delete it: the package beside it holds most of it, too"
_MERGE = "`notes2anki ledger merge` with the path of this file puts both sides together"
_RARE = frozenset({"aliases", "said", "own", "doubt", "before"})  # left out where they are empty
_KNOWN = frozenset({*Entry.__slots__, "hash"})  # a hash: version 1
# To look into an enum itself is slow.
_NOTE_TYPES = {kind.value: kind for kind in NoteType}
_LIVES = {life.value: life for life in Life}
_AS_JSON = json.JSONEncoder(ensure_ascii=False).encode
_MARK = re.compile(r"(?:<{7}|={7}|>{7}|\|{7})(?:\s|$)")  # of git's; a line of ours begins with a brace

_Choice = TypeVar("_Choice")


def read_ledger(path: Path, shown: str, *, root: Path | None = None) -> Ledger:
    """Return what the file holds; no file is an empty ledger. No link may lead out of `root`.

    Raises InputError with a problem for every line that cannot be read, since a ledger that is quietly begun anew
    would overwrite the learner's edits.
    """
    try:
        content = read_file(path, shown, most=_LARGEST, root=root)
    except FileNotFoundError:
        return Ledger(shown=shown, is_found=False)
    lines = _lines(content, shown)
    mark = next((number for number, line in enumerate(lines, start=1) if _MARK.match(line)), 0)
    if mark:
        raise InputError(Problem(shown, mark, "a merge conflict begins here: two machines wrote the ledger", _MERGE))
    entries, problems = _entries(lines, shown)
    problems += _twice(entries, shown)
    if problems:
        raise InputError(*sorted(problems))
    program = _record(lines[0]).get(_PROGRAM)
    return Ledger(program=program if isinstance(program, str) else "", shown=shown).holding(entries.values())


def read_sides(path: Path, shown: str) -> tuple[Entry, ...]:
    """Return all entries of a file: those of both sides of a merge conflict, so that a card may stand twice.

    Raises InputError with a problem for every line that cannot be read.
    """
    try:
        content = read_file(path, shown, most=_LARGEST)
    except FileNotFoundError:
        raise InputError(Problem(shown, 0, "there is no such file")) from None
    lines = list(_without_marks(_lines(content, shown)))
    header = next(filter(None, lines), "")
    once = [header, *("" if line.startswith(f'{{"{_HEADER}"') else line for line in lines[1:])]
    entries, problems = _entries(once, shown)
    if problems:
        raise InputError(*problems)
    return tuple(entries.values())


def _without_marks(lines: Iterable[str]) -> Iterator[str]:
    """Yield the lines, empty ones in the place of marks and of what was there before both sides."""
    is_base = False
    for line in lines:
        mark = line[:1] if _MARK.match(line) else ""
        is_base = mark == "|" or (is_base and mark != "=")
        yield "" if mark or is_base else line


def _entries(lines: list[str], shown: str) -> tuple[dict[int, Entry], list[Problem]]:
    """Return the entries by the numbers of their lines, and what is wrong with the others."""
    header, *others = lines
    version, fault = _read_header(header)
    if fault:
        return {}, [Problem(shown, 1, *fault)]
    found = tuple(_read_lines(others, shown))
    problems = [fault for fault in found if isinstance(fault, Problem)]
    if version > 1 and _END not in found:
        problems.append(Problem(shown, len(lines), "the ledger is cut off here: its last line is missing", _RESTORE))
    return {number: entry for number, entry in enumerate(found, start=2) if isinstance(entry, Entry)}, problems


def ledger_bytes(ledger: Ledger) -> bytes:
    """Return the file's content."""
    header = json.dumps({_HEADER: VERSION, _PROGRAM: ledger.program})
    lines = (header, *map(_line, ledger.holding(ledger.entries).entries), json.dumps(_END))
    return "".join(f"{line}\n" for line in lines).encode("utf-8")


def _line(entry: Entry) -> str:
    names = (name for name in Entry.__slots__ if name not in _RARE or getattr(entry, name))
    return _AS_JSON({name: getattr(entry, name) for name in names} | {"fields": dict(entry.fields)})


# --- reading -------------------------------------------------------------------------------------------------------


def _lines(content: bytes, shown: str) -> list[str]:
    try:
        # Not `splitlines`: a text may hold U+2028, which ends no line here.
        return content.decode("utf-8-sig").split("\n")
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        raise InputError(Problem(shown, line, "the ledger is not UTF-8 here", _RESTORE)) from None


def _read_header(line: str) -> tuple[int, tuple[str, str] | None]:
    """Return the version, and what is wrong with it, with a hint."""
    if not line.strip():
        return 0, ("the ledger is empty, or its first line is", _RESTORE)
    try:
        version = _record(line)[_HEADER]
    except (ValueError, KeyError):
        return 0, (f'the first line is not that of a ledger, which is {{"{_HEADER}": {VERSION}}}', _RESTORE)
    if not isinstance(version, int) or isinstance(version, bool) or not 1 <= version <= VERSION:
        hint = "update notes2anki; this one reads the formats up to " + str(VERSION)
        return 0, (f"the ledger was written by another notes2anki (format {version!r})", hint)
    return version, None


def _read_lines(lines: Iterable[str], shown: str) -> Iterator[Entry | Problem | Mapping[str, object] | None]:
    """Yield one value a line, None for an empty one."""
    for number, line in enumerate(lines, start=2):
        try:
            yield _read_line(line) if line.strip() else None
        except ValueError as error:
            yield Problem(shown, number, str(error), _RESTORE)


def _read_line(line: str) -> Entry | Mapping[str, object]:
    record = _record(line)
    return _END if record == _END else _read_entry(record)


def _read_entry(record: Mapping[str, object]) -> Entry:
    if not record.keys() <= _KNOWN:
        unknown = record.keys() - _KNOWN
        raise ValueError(f"{min(unknown)} is nothing that this version of the ledger knows")
    return Entry(
        key=_name(record, "key"),
        guid=_name(record, "guid"),
        note_type=_choice(record, "note_type", _NOTE_TYPES),
        slot=_text(record, "slot"),
        text=_text(record, "text"),
        path=_text(record, "path"),
        line=_number(record, "line"),
        trail=_texts(record, "trail"),
        deck=_name(record, "deck"),
        created=_number(record, "created", least=1),
        mod=_number(record, "mod", least=1),
        state=_choice(record, "state", _LIVES),
        fields=_fields(record),
        tags=_texts(record, "tags"),
        media=_texts(record, "media"),
        aliases=_texts(record, "aliases") if "aliases" in record else (),
        said=_texts(record, "said") if "said" in record else (),
        own=_text(record, "own") if "own" in record else "",
        doubt=_doubt(record),
        before=_before(record),
    )


def _record(line: str) -> Mapping[str, object]:
    try:
        found: object = json.loads(line)
    except (ValueError, RecursionError):
        raise ValueError("the line is cut off or broken: it is not JSON") from None
    if not isinstance(found, dict):
        raise ValueError("the line is not a card: it is not a JSON object")
    return found


def _text(record: Mapping[str, object], name: str) -> str:
    found = record.get(name)
    if not isinstance(found, str):
        raise ValueError(_fault(record, name, "a text"))
    return found


def _name(record: Mapping[str, object], name: str) -> str:
    if not (found := _text(record, name)):
        raise ValueError(f"{name} is empty")
    return found


def _number(record: Mapping[str, object], name: str, *, least: int = 0) -> int:
    found = record.get(name)
    if not isinstance(found, int) or isinstance(found, bool) or found < least:
        raise ValueError(_fault(record, name, f"a whole number of at least {least}"))
    return found


def _texts(record: Mapping[str, object], name: str) -> tuple[str, ...]:
    found = record.get(name)
    if not isinstance(found, list) or not _are_texts(found):
        raise ValueError(_fault(record, name, "a list of texts"))
    return tuple(found)


def _fields(record: Mapping[str, object]) -> tuple[tuple[str, str], ...]:
    found = record.get("fields")
    if not isinstance(found, dict) or not _are_texts(found.values()):
        raise ValueError(_fault(record, "fields", "an object of texts"))
    return tuple(found.items())


def _are_texts(found: Iterable[object]) -> bool:
    return set(map(type, found)) <= {str}


def _choice(record: Mapping[str, object], name: str, choices: Mapping[str, _Choice]) -> _Choice:
    found = record.get(name)
    if not isinstance(found, str) or found not in choices:
        raise ValueError(_fault(record, name, " or ".join(choices)))
    return choices[found]


def _doubt(record: Mapping[str, object]) -> tuple[str, ...]:
    found = _texts(record, "doubt") if "doubt" in record else ()
    if len(found) not in (0, 2):
        raise ValueError(_fault(record, "doubt", "a guid and a reason"))
    return found


def _before(record: Mapping[str, object]) -> Before | None:
    match record.get("before"):
        case None:
            return None
        case [int(since), int(until), str(content)]:
            return since, until, content
        case _:
            raise ValueError(_fault(record, "before", "two times and a digest"))


def _fault(record: Mapping[str, object], name: str, wanted: str) -> str:
    return f"{name} is not {wanted}" if name in record else f"{name} is missing"


def _twice(entries: Mapping[int, Entry], shown: str) -> Iterator[Problem]:
    """Yield a problem for every line whose card, or whose guid, stands on an earlier line."""
    cards: dict[tuple[str, NoteType], int] = {}
    guids: dict[str, int] = {}
    for number, entry in entries.items():
        first = min(cards.setdefault(entry.place, number), guids.setdefault(entry.guid, number))
        if first != number:
            message = f"the card {entry.key} or its guid {entry.guid} stands on line {first} as well"
            yield Problem(shown, number, message, _MERGE)
