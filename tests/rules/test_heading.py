"""Tests of `rules/heading.py`: what a heading names, told right under it."""

from __future__ import annotations

import pytest

from tests.support.rules import Ask


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "### TLB\n\n주소 변환 결과를 저장하는 캐시 장치이다. 아주 작다.",
            ["definition: TLB | 주소 변환 결과를 저장하는 캐시 장치이다."],
            id="a definition without its topic",
        ),
        pytest.param(
            "### TLB\n\n> 주소 변환 결과를 잠시 담아 두는 작은 창고\n\n쓰이는 곳이 많다.",
            ["definition: TLB | 주소 변환 결과를 잠시 담아 두는 작은 창고"],
            id="a quoted phrase that describes it",
        ),
        pytest.param(
            "#### Route Table\n\n![](a.png)\n\n목적지에 따라 패킷을 다음 장비에게 넘겨주는 일을 맡는다.",
            ["fact: Route Table | 목적지에 따라 패킷을 다음 장비에게 넘겨주는 일을 맡는다."],
            id="what it does, below a picture",
        ),
        pytest.param(
            "## Write-ahead log\n\nIt is a file that holds every change before the tables do.",
            ["definition: Write-ahead log | a file that holds every change before the tables do."],
            id="english, by a pronoun",
        ),
        pytest.param(
            "**Backpressure**\n\nKeeps a fast producer from flooding a slow consumer.",
            ["fact: Backpressure | Keeps a fast producer from flooding a slow consumer."],
            id="english, a verb first, under a bold line",
        ),
        pytest.param(
            "## ページング\n\n主記憶を同じ大きさのページに分けて管理する手法。",
            ["definition: ページング | 主記憶を同じ大きさのページに分けて管理する手法。"],
            id="japanese",
        ),
        pytest.param(
            "- #### INNER JOIN\n\n  두 테이블에 다 있는 값만 보여준다.",
            ["fact: INNER JOIN | 두 테이블에 다 있는 값만 보여준다."],
            id="a heading in a bullet",
        ),
    ],
)
def test_the_first_paragraph_tells_what_the_heading_names(text: str, expected: list[str], ask: Ask) -> None:
    """Its first sentence is the answer."""
    assert ask(text, "heading") == expected


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("주소 변환 결과를 담아 두는 캐시 장치이다.", id="no heading"),
        pytest.param("## 정리\n\n주소 변환 결과를 담아 두는 캐시 장치이다.", id="a generic heading"),
        pytest.param("## 장점\n\n주소 변환 결과를 담아 두는 캐시 장치이다.", id="an attribute"),
        pytest.param("## TLB\n\n작다.\n\n주소 변환 결과를 담아 두는 캐시 장치이다.", id="a later paragraph"),
        pytest.param("## TLB\n\n- 주소 변환 결과를 담아 두는 캐시 장치이다.", id="a bullet"),
        pytest.param("## 페이지 테이블\n\nTLB는 주소 변환 결과를 담아 두는 캐시 장치이다.", id="a topic of its own"),
        pytest.param("## TLB\n\n주소 변환을 빠르게 하려면 무엇이 필요할까?", id="a question"),
        pytest.param("## TLB\n\n이를 위해 주소 변환 결과를 담아 두는 장치이다.", id="it points elsewhere"),
        pytest.param("## TLB\n\n주소를 변환하는 방법에는 다음 두 가지가 있다.\n\n1. 캐시\n2. 표", id="it heads a list"),
        pytest.param("## Paging\n\nModern kernels map pages lazily.", id="english with a subject"),
        pytest.param("## Paging\n\nPhysical memory in frames of one size.", id="an english phrase"),
    ],
)
def test_what_heading_leaves_alone(text: str, ask: Ask) -> None:
    """Without a heading that names something, or with a subject of its own, nothing is said of the heading."""
    assert ask(text, "heading") == []
