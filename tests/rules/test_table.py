"""Tests of `rules/table.py`: each row of a table is a term, each column an attribute."""

from __future__ import annotations

import pytest

from tests.support.rules import Ask


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("| 이름 | 뜻 |\n|---|---|", id="a head alone"),
        pytest.param("| 이름 |\n|---|\n| 커널 |", id="one column"),
        pytest.param(
            "| a | b | c | d | e | f |\n|---|---|---|---|---|---|\n| 1 | 2 | 3 | 4 | 5 | 6 |", id="six columns"
        ),
        pytest.param("| 이름 | 뜻 |\n|---|---|\n| 커널 | |", id="empty cells"),
        pytest.param("| 이름 | 뜻 |\n|---|---|\n| 커널 | - |", id="dashes for nothing"),
        pytest.param("| 이름 | 뜻 |\n|---|---|\n| | 자원을 나눠 준다 |", id="a row without a name"),
        pytest.param("## 일정\n\n| 시간 | 내용 |\n|---|---|\n| 10:00 | 강의 |", id="a schedule"),
        pytest.param("## 회고\n\n| 좋은 점 | 나쁜 점 |\n|---|---|\n| 산책 | 늦잠 |", id="a table in a diary"),
        pytest.param("- a | b 는 둘 중 하나라는 뜻", id="bars in a sentence"),
    ],
)
def test_what_table_leaves_alone(text: str, ask: Ask) -> None:
    """A table without names or values teaches nothing."""
    assert ask(text, "table") == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "| 용어 | 뜻 |\n|---|---|\n| 커널 | 운영체제의 핵심 |",
            ["definition: 커널 | 운영체제의 핵심"],
            id="a term and its meaning",
        ),
        pytest.param(
            ("| 용어 | 뜻 |\n|---|---|\n| 포화 | 기울기가 0에 가까워짐 |\n| 발산 | 손실이 끝없이 커짐 |"),
            ["definition: 포화 | 기울기가 0에 가까워짐", "definition: 발산 | 손실이 끝없이 커짐"],
            id="two rows",
        ),
        pytest.param(
            "| 정렬 | 시간 복잡도 | 안정성 |\n|---|---|---|\n| 병합 정렬 | O(n log n) | 안정 |",
            ["attribute: 병합 정렬 | 시간 복잡도 | O(n log n)", "attribute: 병합 정렬 | 안정성 | 안정"],
            id="attributes in columns",
        ),
        pytest.param(
            "| Command | Meaning |\n|---|---|\n| `git blame` | shows who last changed each line |",
            ["definition: git blame | shows who last changed each line"],
            id="english",
        ),
        pytest.param(
            "| 정렬 | 최선 | 최악 |\n|---|---|---|\n| 삽입 정렬 | O(n) | |",
            ["attribute: 삽입 정렬 | 최선 | O(n)"],
            id="an empty cell among others",
        ),
        pytest.param(
            "| 용어 | 뜻 |\n|---|---|\n| **모멘텀** | 지난 기울기를 더해 나아감 |",
            ["definition: 모멘텀 | 지난 기울기를 더해 나아감"],
            id="bold terms",
        ),
        pytest.param(
            ("## 뷰\n\n| | 일반 뷰 | 구체화된 뷰 |\n|---|---|---|\n| 장점 | 늘 최신이다 | 읽기가 빠르다 |"),
            ["attribute: 일반 뷰 | 장점 | 늘 최신이다", "attribute: 구체화된 뷰 | 장점 | 읽기가 빠르다"],
            id="a table turned round",
        ),
        pytest.param(
            "| 용어 | 뜻 | 쓰임 |\n|---|---|---|\n| 커널 ![](k.png) | 훑는 창 하나 ![](w.png) | 영상 |",
            [
                "attribute: 커널 | 뜻 | 훑는 창 하나 | extra: ![](k.png) / ![](w.png)",
                "attribute: 커널 | 쓰임 | 영상 | extra: ![](k.png)",
            ],
            id="pictures in cells",
        ),
        pytest.param(
            "| 용어 | 뜻 | 쓰임 |\n|---|---|---|\n| 커널 | {{c1::훑는}} 창 | 영상 |",
            ["gap: | 커널: {{c1::훑는}} 창", "attribute: 커널 | 쓰임 | 영상"],
            id="a gap in a cell",
        ),
        pytest.param(
            "| 용어 | 뜻 |\n|---|---|\n| {{c1::커널}} | 훑는 창 |",
            ["gap: | {{c1::커널}}: 훑는 창"],
            id="a gap for a name",
        ),
        pytest.param(
            "| 用語 | 意味 |\n|---|---|\n| 主キー | 行を一意に決める列 |",
            ["definition: 主キー | 行を一意に決める列"],
            id="japanese",
        ),
        pytest.param(
            "| 术语 | 含义 |\n|---|---|\n| 主键 | 唯一确定一行的列 |",
            ["definition: 主键 | 唯一确定一行的列"],
            id="chinese",
        ),
        pytest.param(
            "## HTTP 메서드\n\n| 이름 | 뜻 |\n|---|---|\n| GET | 자원을 읽기만 한다 |",
            ["definition: GET | 자원을 읽기만 한다"],
            id="a table under a heading",
        ),
    ],
)
def test_what_table_finds(text: str, expected: list[str], ask: Ask) -> None:
    """Two columns are a term and its meaning; more are attributes of the row's name."""
    assert ask(text, "table") == expected
