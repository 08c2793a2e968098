"""Callouts, what is folded away, and the properties of outliners."""

from __future__ import annotations

from collections.abc import Iterable

import pytest

from notes2anki.model import Node
from notes2anki.reading.outline import read_outline


def shown(nodes: Iterable[Node]) -> str:
    """Return nodes as `kind(words@line …)`, children in brackets."""
    return " ".join(_shown(node) for node in nodes)


def _shown(node: Node) -> str:
    words = "/".join(f"{line.text.plain}@{line.number}" for line in node.lines)
    inner = f"[{shown(node.children)}]" if node.children else ""
    return f"{node.kind.value}({words}){inner}"


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        pytest.param("> a.\n> B.", "quote()[paragraph(a.@1/B.@2)]", id="a plain quotation"),
        pytest.param("> [!note] T\n> a", "quote()[heading(T@1)[paragraph(a@2)]]", id="a title and words"),
        pytest.param("> [!tip]- T\n>\n> - a", "quote()[heading(T@1)[item(a@3)]]", id="folded, with a list"),
        pytest.param("> [!WARNING]\n> a\n> B", "quote()[paragraph(a@2/B@3)]", id="GitHub's, without a title"),
        pytest.param("> [!note|right] T\n> a", "quote()[heading(T@1)[paragraph(a@2)]]", id="with a layout"),
        pytest.param("> [!abc]", "quote()", id="nothing in it"),
        pytest.param("> [! x] a.", "quote()[paragraph([! x] a.@1)]", id="no callout"),
        pytest.param("> [!q] why?\n> > [!a]\n> > b", "quote()[heading(why?@1)[quote()[paragraph(b@3)]]]", id="nested"),
    ],
)
def test_callouts(source: str, expected: str) -> None:
    """The type of a callout goes, its title heads what is in it, and stays within the quotation."""
    assert (
        shown(read_outline(f"{source}\n\nend of it\n"))
        == f"{expected} paragraph(end of it@{len(source.splitlines()) + 2})"
    )


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        pytest.param(
            "<details>\n<summary>T</summary>\n\na\n\n</details>\n\nb.",
            "quote()[heading(T@2)[paragraph(a@4)]] paragraph(b.@8)",
            id="what it holds",
        ),
        pytest.param(
            "<details><summary>T</summary>\n\n- a\n- b\n\n</details>",
            "quote()[heading(T@1)[item(a@3) item(b@4)]]",
            id="a list",
        ),
        pytest.param(
            "<details>\n<summary>T</summary>\n\n<details>\n<summary>U</summary>\n\na\n\n</details>\n\nb.\n\n</details>",
            "quote()[heading(T@2)[quote()[heading(U@5)[paragraph(a@7)]] paragraph(b.@11)]]",
            id="one in another",
        ),
        pytest.param("<details>\n\n</details>", "", id="nothing"),
        pytest.param("<details>\n<summary>T</summary>\n</details>", "quote()[paragraph(T@2)]", id="a summary alone"),
        pytest.param("<details>\n<summary>T.</summary>\n\na.", "paragraph(T.@2) paragraph(a.@4)", id="never closed"),
        pytest.param("<details>a</details>\n\nb.", "paragraph(a@1) paragraph(b.@3)", id="on one line"),
    ],
)
def test_details(source: str, expected: str) -> None:
    """The summary heads what is folded away, and nothing after it."""
    assert shown(read_outline(source)) == expected


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        pytest.param("- a\n  id:: 65a1b2c3\n  collapsed:: true\n  B", "item(a@1/B@4)", id="properties of a bullet"),
        pytest.param("- a\n  tags:: x, y\n  priority:: high", "item(a@1)", id="what one says of a bullet"),
        pytest.param("- a\n  SCHEDULED: <2024-01-02 Tue 10:00 .+1d>\n  B", "item(a@1/B@3)", id="a date to work on it"),
        pytest.param("- a\n  DEADLINE: <2024-01-05 Fri> CLOSED: [2024-01-04 Thu]", "item(a@1)", id="two dates"),
        pytest.param(
            "- a\n  :LOGBOOK:\n  CLOCK: [2024-01-01 Mon 10:00:00]--[2024-01-01 Mon 10:10:00] =>  00:10:00\n  :END:",
            "item(a@1)",
            id="the hours that it took",
        ),
        pytest.param("- A.\n  source:: see https://a.org/b", "item(A.@1/https://a.org/b@2)", id="an address stays"),
        pytest.param("#+BEGIN_QUOTE\nA.\n#+END_QUOTE", "paragraph(A.@2)", id="the frame of a quotation"),
        pytest.param("- a\n  SCHEDULED: tomorrow", "item(a@1/SCHEDULED: tomorrow@2)", id="words that are no date"),
        pytest.param("- a\n  Author:: b", "item(a@1/Author:: b@2)", id="another key"),
        pytest.param("id:: 1\ntitle:: b", "paragraph(id:: 1@1)", id="properties alone keep a line to be listed by"),
    ],
)
def test_properties(source: str, expected: str) -> None:
    """Lines that only an outliner reads go from among others."""
    assert shown(read_outline(source)) == expected


def test_tags_of_a_bullet() -> None:
    """What the property `tags` of a bullet names are tags of it, as a hashtag is."""
    assert read_outline("- a #x\n  tags:: b, [[c d]], #e")[0].tags == ("x", "b", "c d", "e")
    assert read_outline("- a\n  tags:: ")[0].tags == ()


def test_the_sides_of_a_table() -> None:
    """A table knows how its columns are set, if any is."""
    table, plain = read_outline("|a|b|c|d|\n|:-|:-:|-:|-|\n|1|2|3|4|\n\nx\n\n|a|\n|-|\n")[::2]
    assert table.sides == ("left", "center", "right", "")
    assert plain.sides == ()
