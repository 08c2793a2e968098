"""Text of a report -> its front matter, and the body with the line numbers of the file. The only user of frontmatter.

The front matter is read as plain strings: no value is rounded, converted to another time zone or taken for a boolean
(`1.10`, `2023-08-20T00:30+09:00`, `no`), and merge keys cannot multiply.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

import yaml
from frontmatter.default_handlers import YAMLHandler

from notes2anki.model import FrontMatter, Problem
from notes2anki.reading.dates import read_date
from notes2anki.yamltree import TOO_DEEP, too_deep

MAX_SIZE = 64 * 1024
"""Characters that a front matter may have."""

_HANDLER = YAMLHandler()
_LOADER = getattr(yaml, "CBaseLoader", yaml.BaseLoader)

_TAG_KEYS = ("tag", "tags", "category", "categories")
_KNOWN_KEYS = frozenset({"title", "date", "cards", "layout", "description", "author", "aliases", *_TAG_KEYS})
_OFF = frozenset({"off", "false", "no"})
_ON = frozenset({"on", "true", "yes", ""})
_NULLS = frozenset({"~", "null", "Null", "NULL"})

# The first mark and its line end. The handler's own pattern takes blank lines after it as well.
_OPENING = re.compile(r"\s*^(?P<mark>-{3,})[^\S\n]*$\n?", re.MULTILINE)

# `title: x`, `title:` or, lacking its space, `title:x`; not `https://`, `std::vector` or `10:30`.
_KEY_LINE = re.compile(r"[^\W\d][\w-]*(?: [\w-]+)*:(?![/:])")

_COMMAS = re.compile("[,，、]")

_RULE_HINT = "if the first --- is meant as a line across the page, leave an empty line below it"
_HINTS = (
    ("mapping values are not allowed", 'put a value that holds ": " into quotes, as in title: "Day 41: YOLO"'),
    ("cannot start any token", "indent with spaces, not tabs; put a value that begins with @, ` or % into quotes"),
    ("unexpected end of stream", "close the quote, and put a value that holds one kind of quotes into the other kind"),
    ("did not find expected ','", "close the bracket"),
    ("unhashable key", "put a value that begins with { into quotes"),
)


@dataclass(frozen=True, slots=True)
class _Block:
    """What stands between the marks."""

    path: str
    text: str
    line: int  # of the first mark
    end: int  # the offset of the body in the file

    def line_at(self, offset: int) -> int:
        """Return the file's line of an offset in `text`, which begins with the line end of the first mark."""
        return self.line + self.text.count("\n", 0, offset)

    def line_of(self, key: str) -> int:
        """Return the line on which a key stands at the margin, else that of the first mark."""
        match = re.search(rf"^{key}\s*:", self.text, re.MULTILINE | re.IGNORECASE)
        return self.line_at(match.start()) if match else self.line


@dataclass(frozen=True, slots=True)
class _Fields:
    """The keys in lower case with their values: strings, lists and mappings of them."""

    block: _Block
    values: dict[str, object]

    def word(self, key: str) -> str:
        """Return the value of `key` as one string."""
        return ", ".join(_words(self.values.get(key, "")))


class _UnreadableError(Exception):
    """Carries the problem of a block that was meant as front matter, as far as one can see."""

    def __init__(self, block: _Block, message: str, *, offset: int = 0, hint: str = _RULE_HINT) -> None:
        super().__init__(message)
        self.problem = Problem(block.path, block.line_at(offset), f"broken front matter: {message}", hint)


def split(text: str, path: str) -> tuple[FrontMatter, str, tuple[Problem, ...]]:
    """Return the front matter, the body with empty lines in the place of the front matter, and what is wrong.

    A thematic break that opens a file opens no front matter: all of the text is body then. So it is, with an error,
    where front matter has no end. Nothing is dropped without a word.
    """
    opening = _OPENING.match(text)
    if not opening:
        return FrontMatter(), text, ()
    below = text[opening.end() :]
    end = 0
    try:
        block = _find_block(text, opening, path)
        end = block.end if _is_meant(below) else 0
        fields = _read_fields(block)
    except _UnreadableError as error:
        return FrontMatter(), _blanked(text, end), (error.problem,) if _is_meant(below) else ()
    if fields is None or _is_prose(below, fields):
        return FrontMatter(), text, ()
    front = FrontMatter(
        title=fields.word("title"),
        date=read_date(fields.word("date")),
        tags=_read_tags(fields),
        has_cards=fields.word("cards").lower() not in _OFF,
        others=tuple((key, fields.word(key)) for key in fields.values if fields.word(key)),
    )
    return front, _blanked(text, block.end), tuple(_find_notices(fields, front))


def _blanked(text: str, end: int) -> str:
    """Return the text with empty lines up to an offset."""
    return "\n" * text.count("\n", 0, end) + text[end:]


def _find_block(text: str, opening: re.Match[str], path: str) -> _Block:
    line = text.count("\n", 0, opening.end("mark")) + 1
    try:
        inner, content = _HANDLER.split(text)
    except ValueError:  # the handler's way of saying that there is no second mark
        unclosed = _Block(path, "", line, len(text))
        hint = f"write --- on a line of its own below the last key; {_RULE_HINT}"
        raise _UnreadableError(unclosed, "it has no end", hint=hint) from None
    skipped = text.count("\n", opening.end("mark"), text.index(inner, opening.end("mark")))
    return _Block(path, inner, line + skipped, len(text) - len(content))


def _read_fields(block: _Block) -> _Fields | None:
    """Return the fields, or None where the block is plainly something else."""
    if len(block.text) > MAX_SIZE:
        raise _UnreadableError(block, f"it is longer than {MAX_SIZE // 1024} KiB")
    loaded = _load(block) if block.text.strip() else {}
    if isinstance(loaded, dict):
        return _Fields(block, {key.lower(): value for key, value in loaded.items()})
    if isinstance(loaded, str):
        raise _UnreadableError(block, "it has no `key: value` lines", hint="write a space after each key's colon")
    return None


def _load(block: _Block) -> object:
    try:
        if offset := too_deep(block.text, _LOADER):
            raise _UnreadableError(block, TOO_DEEP, offset=offset)
        return _HANDLER.load(block.text, Loader=_LOADER)
    except yaml.MarkedYAMLError as error:
        is_open = "flow" in (error.context or "") or "quoted" in (error.context or "")
        # Where a bracket or a quote is left open, the problem is noticed at the end and stands at the beginning.
        mark, message = error.context_mark if is_open else error.problem_mark, error.problem or "no YAML"
        hint = next((hint for words, hint in _HINTS if words in message), _RULE_HINT)
        raise _UnreadableError(block, message, offset=mark.index if mark else 0, hint=hint) from None
    except (yaml.YAMLError, UnicodeError):  # control characters; halves of characters
        raise _UnreadableError(block, "it holds characters that YAML does not allow", hint="remove them") from None


def _is_meant(below: str) -> bool:
    """Tell whether the text below the first mark begins as front matter does: at once, and with a key."""
    lines = below.split("\n")
    first = next((line for line in lines if line.strip() and not line.startswith("#")), "")
    return bool(lines[0].strip() and _KEY_LINE.match(first))


def _is_prose(below: str, fields: _Fields) -> bool:
    """Tell whether these are `term: definition` lines between two thematic breaks, rather than front matter."""
    if not fields.values or not _KNOWN_KEYS.isdisjoint(fields.values):
        return False
    return not below.split("\n", 1)[0].strip() or any(" " in key for key in fields.values)


def _read_tags(fields: _Fields) -> tuple[str, ...]:
    """Return the tags, then the categories; a string is split at its commas only, as real tags have spaces."""
    values = (fields.values[key] for key in _TAG_KEYS if key in fields.values)
    pieces = (_COMMAS.split(value) if isinstance(value, str) else _words(value) for value in values)
    tags = (tag.strip().lstrip("#").strip() for piece in pieces for tag in piece)
    return tuple(dict.fromkeys(tag for tag in tags if tag and tag not in _NULLS))


def _find_notices(fields: _Fields, front: FrontMatter) -> Iterator[Problem]:
    block = fields.block
    date, cards = fields.word("date"), fields.word("cards")
    if date and not front.date:
        message = f"the date “{date[:80]}” cannot be read"
        yield Problem(block.path, block.line_of("date"), message, "write it as 2021-09-27", is_error=False)
    if cards.lower() not in _OFF | _ON:
        message = f"“cards: {cards[:80]}” is neither on nor off; cards are made"
        yield Problem(block.path, block.line_of("cards"), message, "write cards: off or remove it", is_error=False)


def _words(value: object) -> Iterator[str]:
    """Yield the strings in a value, from left to right, without nulls.

    Each list is entered once, so that aliases of aliases do not multiply.
    """
    waiting, entered = [value], set[int]()
    while waiting:
        nearest = waiting.pop()
        if isinstance(nearest, str):
            if nearest and nearest not in _NULLS:
                yield nearest
        elif id(nearest) not in entered:
            entered.add(id(nearest))
            waiting.extend(reversed(tuple(_members(nearest))))


def _members(value: object) -> Iterator[object]:
    """Yield what a list holds; of a mapping (an unquoted `- Boostcamp: AI`) its lines as they were written."""
    if isinstance(value, list):
        yield from value
    elif isinstance(value, dict):
        for key, inner in value.items():
            is_line = isinstance(inner, str) and inner
            yield f"{key}: {inner}" if is_line else key
            yield "" if is_line else inner
