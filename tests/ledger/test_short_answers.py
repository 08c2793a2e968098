"""Questions that say all of a sentence but its answer: an edit of the answer is an edit, however short that is."""

from __future__ import annotations

import pytest

from tests.support.desk import Desk


@pytest.mark.parametrize(
    ("before", "after"),
    [
        pytest.param(
            "- 리눅스의 기본 페이지 크기는 4KB이다.", "- 리눅스의 기본 페이지 크기는 8KB이다.", id="ko number"
        ),
        pytest.param("- HTTP/2 was published in 2015.", "- HTTP/2 was published in 2016.", id="en number"),
        pytest.param(
            "- A mutex protects shared memory from races.", "- A mutex protects counters from races.", id="en object"
        ),
        pytest.param("- 가상 메모리: 크기 4KB", "- 가상 메모리: 크기 8KB", id="a label"),
    ],
)
def test_an_edited_answer_keeps_its_card(empty_desk: Desk, before: str, after: str) -> None:
    """One card before and after, with one guid, that is edited."""
    empty_desk.write(f"# Facts\n\n{before}\n")
    empty_desk.build()
    (first,) = empty_desk.guids().values()
    empty_desk.write(f"# Facts\n\n{after}\n")
    empty_desk.build(1)
    assert list(empty_desk.guids().values()) == [first]
