"""`==highlight==`."""

from __future__ import annotations

import pytest

from notes2anki.markdown import parser


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        pytest.param("a == b and c == d", "a == b and c == d", id="comparisons with spaces"),
        pytest.param("if a==b or c==d", "if a==b or c==d", id="comparisons without spaces"),
        pytest.param("a!==b && c!==d ===e===", "a!==b &amp;&amp; c!==d ===e===", id="other operators"),
        pytest.param("x = y = z", "x = y = z", id="single signs"),
        pytest.param("`==a==`", "<code>==a==</code>", id="in code"),
        pytest.param("==a", "==a", id="never closed"),
        pytest.param("==a b==", "<mark>a b</mark>", id="a phrase"),
        pytest.param("==표시(mark)==는", "<mark>표시(mark)</mark>는", id="a particle follows"),
        pytest.param("==a **b** `c`==", "<mark>a <strong>b</strong> <code>c</code></mark>", id="marks within"),
        pytest.param("**==a==**", "<strong><mark>a</mark></strong>", id="within bold"),
        pytest.param("[==a==](u)", '<a href="u"><mark>a</mark></a>', id="within a link"),
        pytest.param("**a ==b** c==", "<strong>a ==b</strong> c==", id="crossing"),
    ],
)
def test_highlight(source: str, expected: str) -> None:
    """Pairs of `==` highlight; comparisons and code do not."""
    assert parser().renderInline(source) == expected
