"""Frozen values <-> JSON: a text from anywhere gives a value of just the type that was asked for, or ValueError.

A dataclass is written as the list of its fields, or as its only field, so only the very version that wrote a text
reads it.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
import functools
import json
import operator
import types
import typing
from collections.abc import Callable
from enum import StrEnum
from typing import Generic, TypeVar

T = TypeVar("T")

Writer = Callable[[typing.Any], typing.Any]  # of values whose types are known at run time only
Reader = Callable[[object], typing.Any]


@dataclasses.dataclass(frozen=True, slots=True)
class Codec(Generic[T]):
    """How values of one type become JSON, and come back."""

    encode: Callable[[T], object]
    decode: Callable[[object], T]

    def write(self, value: T) -> bytes:
        """Return the value as one line of ASCII."""
        return json.dumps(self.encode(value), separators=(",", ":")).encode("ascii")

    def read(self, text: bytes) -> T:
        """Return the value that was written. Raises ValueError for what is no value of this type."""
        try:
            return self.decode(json.loads(text))
        except RecursionError:
            raise ValueError("nested too deep") from None


def codec(kind: type[T]) -> Codec[T]:
    """Return the codec of a type.

    It may be made of str, int, float, bool, dates, enums of strings, dataclasses, tuples, frozen sets of these strings
    or enums, and unions of types without parameters. Raises TypeError for any other type.
    """
    typed: object = kind
    return Codec(_writer(typed), _reader(typed))


# --- writing -------------------------------------------------------------------------------------------------------


@functools.cache
def _writer(kind: object) -> Writer:
    arguments = typing.get_args(kind)
    match _shape(kind):
        case "union":
            return _union_writer(arguments)
        case "row":
            return _row_writer(tuple(map(_writer, arguments)))
        case "record":
            names, kinds = _fields(kind)
            return _record_writer(names, tuple(map(_writer, kinds)))
        case "list":
            member = _writer(arguments[0])
            return lambda values: [member(value) for value in values]
        case "set":
            member = _writer(arguments[0])
            return lambda values: sorted(map(member, values))
        case "enum":
            return operator.attrgetter("value")
        case "date":
            return dt.date.isoformat
        case _:
            return lambda value: value


def _union_writer(kinds: tuple[type, ...]) -> Writer:
    """Write which of the types it is, and the value."""
    writers = {kind: (number, _writer(kind)) for number, kind in enumerate(kinds)}

    def write(value: object) -> object:
        number, writer = writers[type(value)]
        return None if value is None else [number, writer(value)]

    return write


def _row_writer(writers: tuple[Writer, ...]) -> Writer:
    return lambda values: [write(value) for write, value in zip(writers, values, strict=True)]


def _record_writer(names: tuple[str, ...], writers: tuple[Writer, ...]) -> Writer:
    pairs = tuple((operator.attrgetter(name), write) for name, write in zip(names, writers, strict=True))
    if len(pairs) == 1:
        ((get_only, write_only),) = pairs
        return lambda value: write_only(get_only(value))
    return lambda value: [write(get(value)) for get, write in pairs]


# --- reading -------------------------------------------------------------------------------------------------------


@functools.cache
def _reader(kind: object) -> Reader:
    arguments = typing.get_args(kind)
    match _shape(kind):
        case "union":
            return _union_reader(arguments)
        case "row":
            return _members_reader(arguments, tuple)
        case "record":
            return _record_reader(_fields(kind)[1], typing.cast("Callable[..., object]", kind))
        case "list":
            return _sequence_reader(tuple, _reader(arguments[0]))
        case "set":
            return _sequence_reader(frozenset, _reader(arguments[0]))
        case "enum":
            return _enum_reader(typing.cast("type[StrEnum]", kind))
        case "date":
            return _date
        case _:
            return _scalar_reader(typing.cast("type", kind))


def _union_reader(kinds: tuple[type, ...]) -> Reader:
    readers = tuple(map(_reader, kinds))
    is_optional = types.NoneType in kinds

    def read(found: object) -> object:
        if found is None and is_optional:
            return None
        number, value = _list(found, 2)
        if type(number) is not int or not 0 <= number < len(readers):
            raise ValueError(f"not the number of a type: {number!r}")
        return readers[number](value)

    return read


def _record_reader(kinds: tuple[object, ...], make: Callable[..., object]) -> Reader:
    if len(kinds) > 1:
        return _members_reader(kinds, lambda values: make(*values))
    read_only = _reader(kinds[0])
    return lambda found: make(read_only(found))


def _members_reader(kinds: tuple[object, ...], make: Callable[[list[object]], object]) -> Reader:
    """Read members of known types; most of them are scalars, so those are looked at all at once."""
    scalars = tuple(place for place, kind in enumerate(kinds) if kind in _SCALARS)
    types_ = [kinds[place] for place in scalars]
    others = tuple((place, _reader(kind)) for place, kind in enumerate(kinds) if kind not in _SCALARS)

    def read(found: object) -> object:
        values = _list(found, len(kinds))
        if [type(values[place]) for place in scalars] != types_:
            raise ValueError(f"not of the types {types_}: {values!r:.40}")
        members = values[:]
        for place, read_ in others:
            members[place] = read_(values[place])
        return make(members)

    return read


def _sequence_reader(make: Callable[[list[object]], object], member: Reader) -> Reader:
    empty = make([])  # most lists are

    def read(found: object) -> object:
        if type(found) is not list:
            raise ValueError(f"not a list: {found!r:.40}")
        return make([member(value) for value in found]) if found else empty

    return read


def _enum_reader(kind: type[StrEnum]) -> Reader:
    members = {member.value: member for member in kind}

    def read(found: object) -> object:
        if type(found) is not str or found not in members:
            raise ValueError(f"not a {kind.__name__}: {found!r:.40}")
        return members[found]

    return read


def _date(found: object) -> object:
    if type(found) is not str:
        raise ValueError(f"not a date: {found!r:.40}")
    return dt.date.fromisoformat(found)


def _scalar_reader(kind: type) -> Reader:
    def read(found: object) -> object:
        if type(found) is not kind:
            raise ValueError(f"not a {kind.__name__}: {found!r:.40}")
        return found

    return read


def _list(found: object, length: int) -> list[object]:
    if type(found) is not list or len(found) != length:
        raise ValueError(f"not a list of {length}: {found!r:.40}")
    return found


# --- types ---------------------------------------------------------------------------------------------------------

_SCALARS = (str, int, float, bool, types.NoneType)


def _shape(kind: object) -> str:
    origin, arguments = typing.get_origin(kind), typing.get_args(kind)
    if origin in (types.UnionType, typing.Union):
        return "union"
    if origin is tuple:
        return "list" if arguments[1:] == (...,) else "row"
    if origin is frozenset:
        return "set"
    if dataclasses.is_dataclass(kind):
        return "record"
    if isinstance(kind, type) and issubclass(kind, StrEnum):
        return "enum"
    if kind is dt.date:
        return "date"
    if kind in _SCALARS:
        return "scalar"
    raise TypeError(f"no codec for {kind!r}")


def _fields(kind: object) -> tuple[tuple[str, ...], tuple[object, ...]]:
    """Return the names and the types of a dataclass's fields."""
    record = typing.cast("type", kind)
    hints = typing.get_type_hints(record)
    names = tuple(field.name for field in dataclasses.fields(record))
    return names, tuple(hints[name] for name in names)
