"""What templates.lock remembers, and what it keeps from being built."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from notes2anki.model import FieldSpec, InputError, NoteType, NoteTypeSpec
from notes2anki.notetypes import load
from notes2anki.notetypes.lockfile import (
    Lock,
    lock_bytes,
    new_fields,
    read_lock,
    settle_types,
)

NOW = 1_800_000_000
BASIC = load(NoteType.BASIC)
STYLED = replace(BASIC, css="b {}")


def _settled(spec: NoteTypeSpec, lock: Lock, now: int = NOW) -> tuple[int, Lock]:
    (settled,), kept = settle_types((spec,), lock, now)
    return settled.mod, kept


def test_a_shipped_type_has_its_own_time() -> None:
    """As long as nothing is changed, the time is the one that is shipped."""
    assert _settled(BASIC, Lock({}))[0] == BASIC.mod


def test_a_changed_type_has_the_time_of_the_build_that_first_saw_it() -> None:
    """It keeps it as long as nothing changes again."""
    mod, lock = _settled(STYLED, Lock({}))
    assert mod == NOW
    assert _settled(STYLED, lock, NOW + 60)[0] == NOW


@pytest.mark.parametrize("now", [NOW + 60, NOW - 60], ids=["a later build", "a clock that was set back"])
def test_each_change_is_later_than_the_one_before(now: int) -> None:
    """Anki takes it over, whatever the clock says; also the way back to the shipped look."""
    _, lock = _settled(STYLED, Lock({}))
    assert _settled(replace(STYLED, css="i {}"), lock, now)[0] == max(now, NOW + 1)
    assert _settled(BASIC, lock, now)[0] == max(now, NOW + 1)


def test_a_clock_far_behind_does_not_hide_a_change() -> None:
    """A changed type is newer than the shipped one."""
    assert _settled(STYLED, Lock({}), 1)[0] == BASIC.mod + 1


def test_the_file_is_read_as_it_was_written(tmp_path: Path) -> None:
    """The same lock gives the same bytes."""
    _, lock = _settled(STYLED, Lock({}))
    (tmp_path / "templates.lock").write_bytes(lock_bytes(lock))
    read = read_lock(tmp_path / "templates.lock", "templates.lock")
    assert read == lock
    assert lock_bytes(read) == lock_bytes(lock)


def test_no_file_is_an_empty_lock(tmp_path: Path) -> None:
    """Nothing is known of what was never built."""
    assert read_lock(tmp_path / "templates.lock", "x").types == {}


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        pytest.param(b"", "is broken: it is no JSON", id="empty"),
        pytest.param(b"\xff", "is broken: it is no JSON", id="not text"),
        pytest.param(b"[]", "is broken: something is missing in it", id="a list"),
        pytest.param(b'{"version": 9, "types": {}}', "is of version 9, and this program knows 1", id="a later version"),
        pytest.param(
            b'{"version": 1, "types": {"a": {"id": 1}}}', "is broken: something is missing in it", id="half a type"
        ),
        pytest.param(
            b'{"version": 1, "types": {"a": {"id": "x", "mod": 1, "fields": [], "templates": []}}}',
            "is broken: something is missing in it",
            id="an id that is none",
        ),
    ],
)
def test_a_broken_lock_is_told(tmp_path: Path, content: bytes, expected: str) -> None:
    """A lock is not quietly begun anew: that would overwrite what the user changed in Anki."""
    (tmp_path / "templates.lock").write_bytes(content)
    with pytest.raises(InputError) as caught:
        read_lock(tmp_path / "templates.lock", "templates.lock")
    assert caught.value.problems[0].message == expected


def test_an_id_of_another_type_is_refused() -> None:
    """Two types with one id would overwrite each other."""
    _, lock = _settled(STYLED, Lock({}))
    with pytest.raises(InputError, match="has the id of basic"):
        _settled(replace(STYLED, key="own", css="i {}"), lock)


def _own(*fields: int) -> NoteTypeSpec:
    return replace(BASIC, id=7, key="own", fields=tuple(FieldSpec(f"F{id_}", id_) for id_ in fields))


def test_a_field_may_come_at_the_end() -> None:
    """The lock knows it from then on, and the type is newer, so that Anki takes it."""
    mod, lock = _settled(_own(1, 2), Lock({}))
    assert new_fields(_own(1, 2), Lock({})) == ()
    assert new_fields(_own(1, 2, 3, 4), lock) == ("F3", "F4")
    later, grown = _settled(_own(1, 2, 3, 4), lock, NOW + 60)
    assert later == NOW + 60 > mod
    assert new_fields(_own(1, 2, 3, 4), grown) == ()


@pytest.mark.parametrize("fields", [(3, 1, 2), (1, 3, 2), (2, 1, 3), (1, 3), (1,)], ids=str)
def test_fields_may_change_in_no_other_way(fields: tuple[int, ...]) -> None:
    """Before others, in the place of one, or with others in another order, Anki cannot add it."""
    _, lock = _settled(_own(1, 2), Lock({}))
    with pytest.raises(InputError):
        _settled(_own(*fields), lock)


def test_a_shipped_type_never_grows() -> None:
    """Its fields are the same in every collection."""
    _, lock = _settled(STYLED, Lock({}))
    with pytest.raises(InputError, match="`More` is new"):
        _settled(replace(STYLED, fields=(*STYLED.fields, FieldSpec("More", 9))), lock)
