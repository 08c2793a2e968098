"""A YAML file that people write by hand -> its tree, in which each value knows its line. Bounded; makes no objects."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

import yaml

from notes2anki.files import read_file
from notes2anki.model import InputError, Problem

MAX_DEPTH = 20
"""Lists and mappings that may stand in each other; without a bound libyaml's loader overflows the stack."""

MAX_ALIASES = 100
"""Aliases (`*name`) in a file: each repeats what it stands for."""

TOO_DEEP = f"more than {MAX_DEPTH} lists or mappings in each other, or more than {MAX_ALIASES} aliases"

Json = str | int | float | bool | None | Sequence["Json"] | Mapping[str, "Json"]
"""What JSON can hold: JSON schemas are of it."""

T = TypeVar("T")
Source = TypeVar("Source")


@dataclass(frozen=True, slots=True)
class Entry:
    """A key of the file with its value, as YAML nodes that know their lines."""

    path: str
    key: str  # with what it stands in: `subdecks.choose`
    name: yaml.Node
    value: yaml.Node

    @property
    def word(self) -> str:
        """The key as it is written."""
        return word_of(self.name)

    @property
    def line(self) -> int:
        """The line of the key."""
        return line_of(self.name)

    @property
    def group(self) -> str:
        """What goes before the keys of its value: `""`, or `subdecks.`."""
        return f"{self.key}." if self.key else ""

    def problem(self, message: str, hint: str = "", *, at: yaml.Node | None = None) -> Problem:
        """Return an error at a node, else at the value."""
        where = f"{self.key}: " if self.key else ""
        return Problem(self.path, line_of(at or self.value), f"{where}{message}", hint)


def read_tree(file: Path, shown: str, *, largest: int, root: Path | None = None) -> yaml.Node | None:
    """Return the tree of the file's values, without making anything of them; None for an empty file.

    `largest` is in bytes; no link may lead out of `root`. Raises FileNotFoundError, and InputError for everything else
    that keeps it from being read.
    """
    raw = read_file(file, shown, most=largest, root=root)
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        raise InputError(Problem(shown, line, "is not UTF-8", "save it as UTF-8 in your editor")) from None
    try:
        if offset := too_deep(text, yaml.SafeLoader):
            raise InputError(Problem(shown, text.count("\n", 0, offset) + 1, TOO_DEEP))
        return yaml.compose(text, Loader=yaml.SafeLoader)
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 0
        hint = "put text that holds `: ` or begins with a sign into quotes; indent with spaces"
        raise InputError(Problem(shown, line, f"broken YAML: {error.problem}", hint)) from None
    except yaml.reader.ReaderError as error:
        line = text.count("\n", 0, error.position) + 1
        raise InputError(Problem(shown, line, "holds a character that YAML does not allow", "remove it")) from None


def too_deep(text: str, loader: type[yaml.BaseLoader | yaml.SafeLoader]) -> int:
    """Return the offset at which a file is too deep for a loader, or repeats too much; 0 if nowhere."""
    depth = aliases = 0
    try:
        for event in yaml.parse(text, Loader=loader):
            depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
            aliases += isinstance(event, yaml.AliasEvent)
            if depth > MAX_DEPTH or aliases > MAX_ALIASES:
                return event.start_mark.index if event.start_mark else 0
    except yaml.scanner.ScannerError as error:
        if _TOO_DEEP_AHEAD not in (error.problem or ""):
            raise
        return error.problem_mark.index if error.problem_mark else 0
    return 0


_TOO_DEEP_AHEAD = "maximum nesting depth"
"""What libyaml says since 0.2.6: it has a bound of its own, and looks ahead."""


def pairs(tree: yaml.Node, group: str, shown: str) -> Iterator[Entry | Problem]:
    """Yield the keys of a mapping, each once, and a problem for each that stands there again.

    `group` (`""` or `subdecks.`) goes before each key.
    """
    lines: dict[str, int] = {}
    for name, value in tree.value if isinstance(tree, yaml.MappingNode) else ():
        entry = Entry(shown, group + word_of(name), name, value)
        if entry.key in lines:
            yield entry.problem(f"stands here twice, first on line {lines[entry.key]}", "remove one", at=name)
        else:
            lines[entry.key] = entry.line
            yield entry


def read_mapping(entry: Entry, expected: str) -> tuple[Entry, ...]:
    """Return the keys of an entry's value. Raises InputError for what is no mapping and for keys that stand twice."""
    if not isinstance(entry.value, yaml.MappingNode):
        raise InputError(entry.problem(f"expected {expected}, found {found_in(entry.value)}"))
    return whole(pairs(entry.value, entry.group, entry.path))


def one_or_all(entry: Entry) -> Sequence[yaml.Node]:
    """Return the members of a list, or the one value that stands in its place."""
    return entry.value.value if isinstance(entry.value, yaml.SequenceNode) else (entry.value,)


def read_all(read: Callable[[Source], T], sources: Iterable[Source]) -> tuple[T, ...]:
    """Return what `read` makes of each source, or raise InputError with all that is wrong in any of them."""
    return whole(found for source in sources for found in attempt(read, source))


def attempt(read: Callable[[Source], T], source: Source) -> Iterator[T | Problem]:
    """Yield what `read` makes of the source, or all that is wrong with it."""
    try:
        yield read(source)
    except InputError as error:
        yield from error.problems


def whole(found: Iterable[T | Problem]) -> tuple[T, ...]:
    """Return what was found, or raise InputError with all problems among it."""
    listed = tuple(found)
    problems = [one for one in listed if isinstance(one, Problem)]
    if problems:
        raise InputError(*problems)
    return tuple(one for one in listed if not isinstance(one, Problem))


def is_true(node: yaml.Node) -> bool:
    """Is it true, in any of YAML's words?"""
    return word_of(node).lower() in ("true", "yes", "on")


def found_in(node: yaml.Node) -> str:
    """Return in words what kind of value a node holds."""
    return _FOUND.get(node.tag.rpartition(":")[2], f"a value tagged {node.tag}")


def word_of(node: yaml.Node) -> str:
    """Return a scalar as it is written, and of all else what kind of value it is."""
    return node.value if isinstance(node, yaml.ScalarNode) else found_in(node)


def line_of(node: yaml.Node) -> int:
    """Return the line on which a node begins."""
    return node.start_mark.line + 1 if node.start_mark else 0


_FOUND = {
    "str": "a string",
    "int": "a number",
    "float": "a number",
    "bool": "true or false",
    "null": "nothing",
    "timestamp": "a date",
    "seq": "a list",
    "map": "a mapping",
}
