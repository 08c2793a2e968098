"""Tests of `reading/footnotes.py`: what is referred to, from which line."""

from __future__ import annotations

import pytest

from notes2anki.reading import read_report


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        pytest.param("- a\n\n[^1]: nobody refers to it", [], id="none referred to"),
        pytest.param("- a[^1]", [], id="its text is elsewhere"),
        pytest.param("- a\n- b[^x]\n\n[^x]: text", [(2, "text")], id="one"),
        pytest.param("[^x]: text\n\na\nb[^x]", [(4, "text")], id="its text comes first, the reference on a later line"),
        pytest.param(
            "- a[^2] b[^1]\n\n[^1]: one\n[^2]: two", [(1, "two"), (1, "one")], id="two, as they are referred to"
        ),
        pytest.param(
            "a[^x]\n\n[^x]: text\n\n    more\n\n    - bullet\n      - inner",
            [(1, "text|more|bullet|inner")],
            id="many blocks",
        ),
        pytest.param("- a^[an *inline* one]\n- b", [(1, "an inline one")], id="an inline one"),
        pytest.param("|a|b|\n|-|-|\n|c[^x]|d|\n\n[^x]: text", [(3, "text")], id="in a table"),
        pytest.param("a[^x]\n\n[^x]: one\n[^x]: two", [(1, "one")], id="two texts of one label"),
        pytest.param("`[^x]` ==gap==^[hint]\n\n[^x]: text", [], id="code and the hint of a gap refer to nothing"),
    ],
)
def test_each_reference_has_its_text(source: str, expected: list[tuple[int, str]]) -> None:
    """With its line in the file, all blocks of the text after each other."""
    report, _ = read_report(f"---\ntitle: x\n---\n{source}\n", "day.md")
    found = [(note.line - 3, "|".join(node.text.plain for node in note.text)) for note in report.footnotes]
    assert found == expected
