"""What is math and what is money, shell or an escaped bracket."""

from __future__ import annotations

import pytest
from markdown_it.token import Token

from notes2anki.markdown import parser


def math_of(source: str) -> list[tuple[str, str]]:
    """Return (type without `math_`, TeX) of each formula, in order."""
    found: list[Token] = []
    for token in parser().parse(source):
        found += token.children or () if token.type == "inline" else (token,)
    return [(token.type.removeprefix("math_"), token.content) for token in found if token.type.startswith("math")]


@pytest.mark.parametrize(
    "source",
    [
        pytest.param("$5 and $10", id="two prices"),
        pytest.param("$100k-$200k", id="a range of prices"),
        pytest.param("US$5, CA$6", id="prices with country"),
        pytest.param("20달러($20)에서 30달러($30)", id="prices in brackets"),
        pytest.param("$HOME", id="a variable"),
        pytest.param("$VAR/x", id="a path"),
        pytest.param("$HOME/$USER", id="two variables"),
        pytest.param("${A}/${B}", id="two variables in braces"),
        pytest.param("$(pwd)/$(date)", id="two substitutions"),
        pytest.param("$PATH:$HOME/bin", id="a search path"),
        pytest.param("$ pip install x && echo $", id="a prompt"),
        pytest.param("$5 `a`$ b", id="a code span between"),
        pytest.param("`$x$` ``$$x$$``", id="in code"),
        pytest.param("\\$x$ and $x\\$", id="escaped"),
        pytest.param("$ ls $ and $ 5 $", id="space inside the dollars"),
        pytest.param("$5 a^2 $", id="space inside one of the dollars"),
        pytest.param("Shell: uses $LD, 5$ for it", id="a variable and a price"),
        pytest.param("from $5, or 10$, to $10k and 20k$", id="prices with the sign before and behind"),
        pytest.param("가격은 $5에서 $10 사이, 환율은 1$에 1300원", id="prices in Korean"),
        pytest.param("$ CC = gcc $ and $ 5 = 6500 won $ and $ name = value $", id="settings and rates"),
        pytest.param("$$\n\nthese are some words\n\n$$", id="two marks around a paragraph"),
        pytest.param("월 $10/월로, 또는 5$~10$", id="a price for each month"),
        pytest.param("ends with $ and begins with ^ in all, $ too", id="signs of patterns"),
        pytest.param("$$ $$$ $", id="nothing between"),
        pytest.param("costs 5$ or 6$", id="dollars behind"),
        pytest.param("$$x$y", id="a double and a single"),
        pytest.param("\\[중요\\] 공지", id="an escaped bracket"),
        pytest.param("\\[중요\\]", id="an escaped bracket alone on its line"),
        pytest.param("\\[\n중요\n\\]", id="an escaped bracket over lines"),
        pytest.param("\\[x\\] done", id="an escaped checkbox"),
        pytest.param("\\(주\\)", id="escaped round brackets"),
        pytest.param("\\(x^2", id="a bracket that does not close"),
        pytest.param("\\begin{align} a", id="an environment that does not end"),
        pytest.param(
            "\\begin{itemize}\na\n\\end{itemize} \\begin{verbatim} x \\end{verbatim}", id="environments of text"
        ),
        pytest.param("`\\begin{align} a \\end{align}`", id="an environment in code"),
        pytest.param("$$ x\n\ny $$", id="a blank line within dollars that stand beside words"),
        pytest.param("    $$\n    x\n    $$", id="indented code"),
        pytest.param("- $$\n  x\n\n$$", id="the item ends first"),
        pytest.param("> $$\n> x\n\n$$", id="the quotation ends first"),
        pytest.param("```\n$$\nx\n$$\n```", id="in a fence"),
        pytest.param("```python\nx\n```", id="a fence of another language"),
    ],
)
def test_no_math(source: str) -> None:
    """Money, shell, code and escapes are no formulas."""
    assert math_of(source) == []


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        pytest.param(
            "$ \\beta $, $\na^2\n$", [("inline", "\\beta"), ("inline", "a^2")], id="spaced at both sides, but TeX"
        ),
        pytest.param(
            "$ x $, $ P_{ref}(y|x) $", [("inline", "x"), ("inline", "P_{ref}(y|x)")], id="a spaced variable or call"
        ),
        pytest.param("$x$는 값", [("inline", "x")], id="a particle follows"),
        pytest.param(
            "$AB, CD$ $n \\log n$ $n log n$",
            [("inline", "AB, CD"), ("inline", "n \\log n"), ("inline", "n log n")],
            id="names, and words without commands",
        ),
        pytest.param(
            "$3, 4, 5$ $1 - p$ $ x ^ 2 $ $ x_i^2 $",
            [("inline", "3, 4, 5"), ("inline", "1 - p"), ("inline", "x ^ 2"), ("inline", "x_i^2")],
            id="figures and powers",
        ),
        pytest.param(
            "$학습률 = 0.1$ $2x + 상수$", [("inline", "학습률 = 0.1"), ("inline", "2x + 상수")], id="Hangul within"
        ),
        pytest.param("값$x$", [("inline", "x")], id="Hangul before"),
        pytest.param("$5$ and $a$, $b$.", [("inline", "5"), ("inline", "a"), ("inline", "b")], id="several"),
        pytest.param("3$\\times$3", [("inline", "\\times")], id="between digits, but TeX"),
        pytest.param(
            "H$_2$O, $^{13}$C and 10$\\%$",
            [("inline", "_2"), ("inline", "^{13}"), ("inline", "\\%")],
            id="scripts and signs beside their base",
        ),
        pytest.param(
            "$ y = ax + b $ and $ P(A) = 1 $",
            [("inline", "y = ax + b"), ("inline", "P(A) = 1")],
            id="spaced at both sides, but an equation",
        ),
        pytest.param("the $n$th and $k$s", [("inline", "n"), ("inline", "k")], id="an English ending"),
        pytest.param("$a_1 * b_2 * c<d>$", [("inline", "a_1 * b_2 * c<d>")], id="marks and tags within"),
        pytest.param("**$x_1$**의", [("inline", "x_1")], id="within bold"),
        pytest.param("[$x$](u)", [("inline", "x")], id="within a link"),
        pytest.param("$a \\$ b$", [("inline", "a \\$ b")], id="an escaped dollar within"),
        pytest.param("$f(x)$(좌표)", [("inline", "f(x)")], id="a gloss follows"),
        pytest.param("$`a^2`$", [("inline", "a^2")], id="GitHub's dollar and backtick"),
        pytest.param("식 $$x$$는", [("inline_double", "x")], id="display within a line"),
        pytest.param("$$x$$ and $$y$$", [("inline_double", "x"), ("inline_double", "y")], id="display twice in a line"),
        pytest.param("a $$x\ny$$ b", [("inline_double", "x\ny")], id="display over a line's end"),
        pytest.param("\\(x\\)와 \\(f(x)\\)", [("inline", "x"), ("inline", "f(x)")], id="round brackets"),
        pytest.param("\\\\(x_1\\\\)", [("inline", "x_1")], id="round brackets, backslash doubled"),
        pytest.param("a \\[ x^2 \\] b", [("inline_double", "x^2")], id="square brackets within a line"),
        pytest.param("$$x = 1$$", [("block", "x = 1")], id="a block on one line"),
        pytest.param("$$\nx\n$$", [("block", "x")], id="a block on three lines"),
        pytest.param("$$\nx\n\n= y\n$$", [("block", "x\n\n= y")], id="a block with a blank line"),
        pytest.param("$$ x\n= y $$", [("block", "x\n= y")], id="a block that begins beside its mark"),
        pytest.param("\\[\nx^2\n\\]", [("block", "x^2")], id="a block in square brackets"),
        pytest.param("\\\\[\nx^2\n\\\\]", [("block", "x^2")], id="a block in square brackets, backslash doubled"),
        pytest.param("```math\nx\n```", [("block", "x")], id="a fence"),
        pytest.param(
            "\\begin{align*}\na &= b \\\\\n- c\n\\end{align*}",
            [("block", "\\begin{align*}\na &= b \\\\\n- c\n\\end{align*}")],
            id="an environment without dollars",
        ),
        pytest.param(
            "so \\begin{cases} a_1 \\\\ b_1 \\end{cases} holds",
            [("inline_double", "\\begin{cases} a_1 \\\\ b_1 \\end{cases}")],
            id="an environment within a line",
        ),
        pytest.param("\\\\[y\\\\] is", [("inline_double", "y")], id="a variable in square brackets, doubled"),
        pytest.param("글\n$$\nx\n=\ny\n- z\n$$\n글", [("block", "x\n=\ny\n- z")], id="a block within a paragraph"),
        pytest.param("- a\n\n  $$\n  x\n  + y\n  $$\n- b", [("block", "x\n+ y")], id="a block within an item"),
        pytest.param("> $$\n> x\n> $$", [("block", "x")], id="a block within a quotation"),
    ],
)
def test_math(source: str, expected: list[tuple[str, str]]) -> None:
    """Every usual way to write a formula gives its TeX, untouched."""
    assert math_of(source) == expected


def test_a_block_knows_its_lines() -> None:
    """The map of a formula covers its marks."""
    token = next(token for token in parser().parse("a\n\n$$\nx\n$$\n") if token.type == "math_block")
    assert token.map == [2, 5]


def test_a_formula_of_one_line_does_not_break_its_paragraph() -> None:
    """`$$x$$` on a line of a paragraph stays in it, so that the lines around it stay together."""
    assert [token.type for token in parser().parse("where\n$$x$$\nholds")] == [
        "paragraph_open",
        "inline",
        "paragraph_close",
    ]
