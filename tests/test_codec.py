"""Values through JSON and back: nothing is lost, and nothing but a value of the type comes out."""

from __future__ import annotations

import dataclasses
import datetime as dt
import json
from dataclasses import dataclass
from enum import StrEnum

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from notes2anki.codec import codec
from notes2anki.model import Card, Doubt, Page, Problem


class Colour(StrEnum):
    """An enum."""

    RED = "red"
    BLUE = "blue"


@dataclass(frozen=True, slots=True)
class Dot:
    """A dataclass."""

    x: int
    y: float = 0.0


@dataclass(frozen=True, slots=True)
class Box:
    """A dataclass that looks like another."""

    x: int
    y: float = 0.0


@dataclass(frozen=True, slots=True)
class Everything:
    """Every kind of type."""

    name: str
    is_real: bool
    day: dt.date | None
    colours: frozenset[Colour]
    shapes: tuple[Dot | Box, ...]
    pair: tuple[str, int]


EVERYTHING = Everything(
    name="점\ud800",
    is_real=True,
    day=dt.date(2021, 9, 27),
    colours=frozenset(Colour),
    shapes=(Box(1), Dot(2, 0.5), Box(-3, 1e300)),
    pair=("", 10**20),
)

NUMBERS = st.floats(allow_nan=False)


def _defaults(kind: type) -> dict[str, object]:
    """Let hypothesis make up the fields that have defaults, too."""
    return {field.name: ... for field in dataclasses.fields(kind) if field.default is not dataclasses.MISSING}


DOUBTS = st.lists(st.builds(Doubt, factor=NUMBERS), max_size=2).map(tuple)
CARDS = st.builds(Card, **_defaults(Card) | {"score": NUMBERS, "doubts": DOUBTS})
PAGES = st.builds(Page, **_defaults(Page) | {"cards": st.lists(CARDS, max_size=2).map(tuple)})

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=3),
    lambda inner: st.lists(inner, max_size=6) | st.dictionaries(st.text(max_size=2), inner, max_size=2),
    max_leaves=20,
)


@settings(max_examples=60)
@given(PAGES)
def test_a_page_comes_back_as_it_was(page: Page) -> None:
    """Whatever a report may hold, it is read as it was written."""
    written = codec(Page).write(page)
    assert codec(Page).read(written) == page
    assert written.isascii()
    assert b"\n" not in written


def test_every_kind_of_type_comes_back() -> None:
    """Unions keep their member, enums and numbers their type, and half a surrogate pair is no reason to stop."""
    written = codec(Everything).write(EVERYTHING)
    back = codec(Everything).read(written)
    assert back == EVERYTHING
    assert [type(shape) for shape in back.shapes] == [Box, Dot, Box]
    assert type(next(iter(back.colours))) is Colour


def test_the_same_value_gives_the_same_text() -> None:
    """A set is written in order."""
    texts = {codec(frozenset[Colour]).write(frozenset(colours)) for colours in (list(Colour), list(Colour)[::-1])}
    assert texts == {b'["blue","red"]'}


@given(JSON)
def test_nothing_else_is_believed(value: object) -> None:
    """Any other JSON gives a value of the type, or ValueError, and never anything else."""
    for kind in (Page, Everything):
        try:
            found = codec(kind).read(json.dumps(value).encode())
        except ValueError:
            continue
        assert isinstance(found, kind)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(b"", id="nothing"),
        pytest.param(b'["a",1]', id="cut off"),
        pytest.param(b"\xff", id="not UTF-8"),
        pytest.param(b"[" * 100_000, id="nested without end"),
        pytest.param(b'{"path": "a"}', id="an object"),
        pytest.param(b'["a",1,"b","c",0]', id="a truth that is a number"),
        pytest.param(b'["a",true,"b","c",true]', id="a number that is a truth"),
        pytest.param(b'["a",1,"b","c",true,1]', id="a field too many"),
        pytest.param(b'["a",1,"b",null,true]', id="a text that is nothing"),
    ],
)
def test_what_is_no_problem_is_refused(text: bytes) -> None:
    """A text of another shape is a ValueError."""
    with pytest.raises(ValueError, match=r"\w"):
        codec(Problem).read(text)


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        pytest.param(Dot | Box, b"[2,[1,0.0]]", id="no such member of a union"),
        pytest.param(Dot | Box, b"[-1,[1,0.0]]", id="a member from the end"),
        pytest.param(Dot | Box, b"[true,[1,0.0]]", id="a member that is a truth"),
        pytest.param(Dot | Box, b"null", id="nothing, where something must be"),
        pytest.param(Colour, b'"green"', id="no such colour"),
        pytest.param(Colour, b'["red"]', id="a list for a colour"),
        pytest.param(dt.date, b'"2021-13-01"', id="no such day"),
        pytest.param(dt.date, b"20210901", id="a number for a day"),
        pytest.param(tuple[str, ...], b'"abc"', id="a text for a list"),
        pytest.param(tuple[str, int], b'["a"]', id="half a pair"),
    ],
)
def test_what_does_not_fit_is_refused(kind: type, text: bytes) -> None:
    """Each kind of type checks what it reads."""
    with pytest.raises(ValueError, match=r"\w"):
        codec(kind).read(text)


def test_other_types_have_no_codec() -> None:
    """What could not be read safely is not written at all."""
    with pytest.raises(TypeError, match="no codec for"):
        codec(dict[str, int])
