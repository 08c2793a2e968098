"""Three-way merges lose nothing."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from notes2anki.notetypes.merge import merge

LINES = st.lists(st.sampled_from("abcde"), max_size=8)


@pytest.mark.parametrize(
    ("base", "mine", "shipped", "expected"),
    [
        pytest.param("abc", "abc", "abc", "abc", id="nothing changed"),
        pytest.param("abc", "aXc", "abc", "aXc", id="only the user's"),
        pytest.param("abc", "abc", "abX", "abX", id="only ours"),
        pytest.param("abcde", "Xbcde", "abcdY", "XbcdY", id="both, far apart"),
        pytest.param("abc", "aXc", "aXc", "aXc", id="both the same"),
        pytest.param("abcde", "abde", "abcdeY", "abdeY", id="one removed, one added"),
        pytest.param("", "X", "", "X", id="from nothing"),
    ],
)
def test_changes_of_both_sides_stand_in_the_result(base: str, mine: str, shipped: str, expected: str) -> None:
    """What only one side changed, or both in the same way, is decided."""
    merged = merge(base, mine, shipped)
    assert ("".join(merged.lines), merged.conflicts) == (expected, 0)


def test_what_both_changed_stands_there_twice() -> None:
    """Neither version is lost; the marks say whose is whose."""
    merged = merge(["a", "b", "c"], ["a", "mine", "c"], ["a", "ours", "c"])
    assert merged.lines == ("a", "<<<<<<< yours", "mine", "=======", "ours", ">>>>>>> shipped", "c")
    assert merged.conflicts == 1


@given(LINES, LINES)
def test_a_side_that_did_nothing_gives_way(base: list[str], other: list[str]) -> None:
    """The other side's text is the result, whole."""
    assert merge(base, base, other).lines == tuple(other)
    assert merge(base, other, base).lines == tuple(other)
    assert merge(base, other, other).lines == tuple(other)


@given(LINES, LINES, LINES)
def test_no_new_line_is_lost(base: list[str], mine: list[str], shipped: list[str]) -> None:
    """Every line that a side wrote and the base did not have is in the result."""
    merged = merge(base, mine, shipped).lines
    assert all(line in merged for line in {*mine, *shipped} - set(base))


@given(LINES, LINES, LINES)
def test_each_side_can_be_read_from_the_conflicts(base: list[str], mine: list[str], shipped: list[str]) -> None:
    """Without a conflict a merge does not depend on whose side is first."""
    one, other = merge(base, mine, shipped), merge(base, shipped, mine)
    assert one.conflicts == other.conflicts
    if not one.conflicts:
        assert one.lines == other.lines
