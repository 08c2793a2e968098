"""Tests of `rules/formula.py`: formulas under the line that names them."""

from __future__ import annotations

import pytest

from tests.support.rules import Ask


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("- 손실은 $L = -\\log p$ 로 계산한다", id="math in a sentence"),
        pytest.param("$$\na^2 + b^2 = c^2\n$$", id="a formula alone"),
        pytest.param("## 정리\n\n$$\nx = 1\n$$", id="a formula under a generic heading alone"),
        pytest.param("- Dice coefficient:", id="a name without a formula"),
        pytest.param("- 요금은 $5 와 $10 두 가지", id="money"),
        pytest.param("그래서 다음과 같이 쓸 수 있다.\n\n$$\nx = y\n$$", id="a sentence before a formula"),
        pytest.param("- 학습률을 정한다\n  - $\\eta = 0.1$", id="an attribute over a formula"),
    ],
)
def test_what_formula_leaves_alone(text: str, ask: Ask) -> None:
    """A formula in a sentence, or without a name, is none of ours."""
    assert ask(text, "formula") == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "- F1 점수\n\n  $$\n  \\frac{2PR}{P+R}\n  $$",
            ["formula: F1 점수 | \\frac{2PR}{P+R}"],
            id="a bullet and a block",
        ),
        pytest.param(
            "- 표준 편차\n  $\\sqrt{\\frac{1}{n}\\sum (x_i-\\mu)^2}$",
            ["formula: 표준 편차 | \\sqrt{\\frac{1}{n}\\sum (x_i-\\mu)^2}"],
            id="a bullet and a line",
        ),
        pytest.param(
            "- 소프트맥스\n  - $\\frac{e^{x_i}}{\\sum_j e^{x_j}}$",
            ["formula: 소프트맥스 | \\frac{e^{x_i}}{\\sum_j e^{x_j}}"],
            id="a bullet and a child",
        ),
        pytest.param(
            "Dice coefficient:\n\n$$\n\\frac{2|A \\cap B|}{|A|+|B|}\n$$",
            ["formula: Dice coefficient | \\frac{2|A \\cap B|}{|A|+|B|}"],
            id="a paragraph and a block",
        ),
        pytest.param(
            "- 베이즈 정리의 식\n  $P(A|B) = \\frac{P(B|A)P(A)}{P(B)}$",
            ["formula: 베이즈 정리 | P(A|B) = \\frac{P(B|A)P(A)}{P(B)}"],
            id="a name that says formula",
        ),
        pytest.param(
            "- 행렬의 미분\n  - $\\nabla_x a^T x = a$\n  - $\\nabla_x x^T A x = (A + A^T)x$",
            ["formula: 행렬의 미분 | \\nabla_x a^T x = a / \\nabla_x x^T A x = (A + A^T)x"],
            id="two formulas",
        ),
        pytest.param(
            "- 交差エントロピー\n  - $-\\sum p \\log q$",
            ["formula: 交差エントロピー | -\\sum p \\log q"],
            id="japanese",
        ),
        pytest.param("- 交叉熵\n  - $-\\sum p \\log q$", ["formula: 交叉熵 | -\\sum p \\log q"], id="chinese"),
        pytest.param(
            "- Variance\n  - $\\frac{1}{n}\\sum (x_i - \\mu)^2$",
            ["formula: Variance | \\frac{1}{n}\\sum (x_i - \\mu)^2"],
            id="a sum",
        ),
    ],
)
def test_what_formula_finds(text: str, expected: list[str], ask: Ask) -> None:
    """A name with nothing but formulas under it asks for them."""
    assert ask(text, "formula") == expected
