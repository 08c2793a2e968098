"""Sub- and superscript, emoji by name."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from notes2anki.markdown.signs import emoji


@pytest.mark.parametrize(
    "source",
    [
        pytest.param("1~2개, 10~20", id="ranges"),
        pytest.param("10~20~30", id="a row of ranges"),
        pytest.param("a~b~c", id="a row of names"),
        pytest.param("~10 and ~20", id="about"),
        pytest.param("x ~2~", id="no base"),
        pytest.param("2^3^4", id="a power of a power"),
        pytest.param("a^b^c, a^b1^c, a~b-1~c", id="exclusive or"),
        pytest.param("x^10 and y^2", id="powers in plain text"),
        pytest.param("x^very long words^", id="more than a word"),
        pytest.param("^2^", id="nothing to stand above"),
    ],
)
def test_signs_of_other_kinds_stay(read: Callable[[str], str], source: str) -> None:
    """Ranges, powers and operators are no sub- or superscript."""
    assert read(source) == f"1: {source}"


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        pytest.param("H~2~O", "H{2|sub}O", id="a formula of chemistry"),
        pytest.param("V~max~는", "V{max|sub}는", id="a word below, a particle behind"),
        pytest.param("log~10~ n", "log{10|sub} n", id="a base"),
        pytest.param("x^2^ + 2^10^", "x{2|sup} + 2{10|sup}", id="powers"),
        pytest.param("m^-1^, Ca^2+^, 1^st^", "m{-1|sup}, Ca{2+|sup}, 1{st|sup}", id="signs and endings"),
        pytest.param(
            "h~t-1~ w~i,j~ x^n+1^ e^-x^ x^2n^", "h{t-1|sub} w{i,j|sub} x{n+1|sup} e{-x|sup} x{2n|sup}", id="sums"
        ),
        pytest.param("**x^2^**", "{x|strong}{2|strong+sup}", id="within bold"),
        pytest.param("`x^2^` ~~H~2~O~~", "{x^2^|code} {H|strike}{2|strike+sub}{O|strike}", id="code and struck words"),
    ],
)
def test_scripts(read: Callable[[str], str], source: str, expected: str) -> None:
    """A short word right behind its base is set below or above it."""
    assert read(source) == f"1: {expected}"


@pytest.mark.parametrize(
    "source",
    [
        pytest.param("10:30:45", id="a time"),
        pytest.param("a:smile:b", id="within a word"),
        pytest.param("std::x::y", id="scopes"),
        pytest.param(":no_such_name:", id="an unknown name"),
        pytest.param("::smile:: x:x:x", id="more colons"),
    ],
)
def test_colons_stay(read: Callable[[str], str], source: str) -> None:
    """Only a known name that stands apart is an emoji."""
    assert read(source) == f"1: {source}"


def test_emoji_by_name(read: Callable[[str], str]) -> None:
    """A known name becomes its sign, also beside Korean, and stays in code."""
    assert read(":rocket: 좋다:+1:. `:rocket:`") == "1: 🚀 좋다👍. {:rocket:|code}"


def test_every_emoji_has_a_name_of_its_own() -> None:
    """The table is whole: signs that are no ASCII, names as people write them."""
    assert len(emoji()) > 400
    assert all(name.isascii() and sign and not sign.isascii() for name, sign in emoji().items() if name != "1234")
