"""Tests of `rules/glossary.py`: a definition list is one card a term."""

from __future__ import annotations

import pytest

from tests.support.rules import Ask, Reasons


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("- 가지치기\n\n  작은 가중치를 없애는 방법", id="a bullet over a paragraph"),
        pytest.param("가지치기\n\n\\: 작은 가중치", id="no definition list"),
        pytest.param("정리\n: 작은 가중치를 없앤 모델", id="a generic term"),
        pytest.param("가지치기\n: https://example.org/pruning", id="a link alone"),
        pytest.param("가지치기\n: 뜻: 작은 가중치를 없애는 방법", id="what another rule reads"),
    ],
)
def test_what_glossary_leaves_alone(text: str, ask: Ask) -> None:
    """Nothing but a term with words of its own below it is a card."""
    assert ask(text, "glossary") == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("Dropout\n: Random zeroes", ["definition: Dropout | Random zeroes"], id="one"),
        pytest.param(
            "정규화\n:   과적합을 막는 기법\n\n배치\n: 한 번에 보는 표본",
            ["definition: 정규화 | 과적합을 막는 기법", "definition: 배치 | 한 번에 보는 표본"],
            id="two",
        ),
        pytest.param(
            "Apple\n: a fruit of trees\n: a firm in California",
            ["definition: Apple | a fruit of trees / a firm in California"],
            id="two meanings",
        ),
        pytest.param(
            "`**kwargs`\n: the named rest\n\n    ```python\n    def f(**kwargs): ...\n    ```",
            ["definition: **kwargs | the named rest / ```python def f(**kwargs): ...```"],
            id="with code below",
        ),
    ],
)
def test_a_term_of_a_definition_list_is_asked(text: str, expected: list[str], ask: Ask) -> None:
    """With all that stands below it as its meaning."""
    assert ask(text, "glossary") == expected


def test_all_of_it_is_used_up(reasons: Reasons) -> None:
    """Term and meaning are on the card, so neither is listed as skipped."""
    assert reasons("Apple\n: a fruit of trees\n: a firm in California") == []
