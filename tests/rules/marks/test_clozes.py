"""`{{c1::…}}`."""

from __future__ import annotations

import pytest

from tests.support.rules import Marked


@pytest.mark.parametrize(
    "text",
    ["`{{c1::x}}`", "```\n{{c1::x\n```", "{{ page.title }}", "{{c1 x}}", "- a}} b", "$${{c1::x$$"],
)
def test_other_braces_are_no_gap(marked: Marked, text: str) -> None:
    """Code, math and templates are left alone, whole or broken."""
    assert not marked(text)


@pytest.mark.parametrize(
    ("text", "card"),
    [
        pytest.param("{{c1::Paris}} is old", "{{c1::Paris}} is old", id="one gap"),
        pytest.param("- {{c1::a}} {{c2::b}} {{c1::c}}", "{{c1::a}} {{c2::b}} {{c1::c}}", id="several gaps"),
        pytest.param("{{c1::Paris::a city}} is old", "{{c1::Paris::a city}} is old", id="a hint"),
        pytest.param("A {{c1::gap\nover lines}} here", "A {{c1::gap over lines}} here", id="over two lines"),
        pytest.param("{{c1::a {{c2::b}}}} c", "{{c1::a {{c2::b}}}} c", id="in each other"),
        pytest.param(
            "docs: {{c1::https://a.org}} now",
            "docs: {{c1::https://a.org}} now | sources: https://a.org",
            id="an address",
        ),
        pytest.param("$E = {{c1::mc^2}}$ is famous", "E = {{c1::mc^2}} is famous", id="in a formula"),
        pytest.param("this {{c1::![a cell](x.png)}} divides", "this {{c1::![a cell](x.png)}} divides", id="a picture"),
        pytest.param("this {{c1::![](x.png)}} divides", "this {{c1::![](x.png)}} divides", id="without words"),
        pytest.param("{{c1::$x^2$}} is even", "{{c1::x^2}} is even", id="math in a gap"),
        pytest.param("## TMI\n- {{c1::a}} b", "{{c1::a}} b", id="in a section without cards"),
        pytest.param("- {{c1::a :: b}} c", "{{c1::a :: b}} c", id="with the signs of a pair"),
        pytest.param("A node: {{c1::![](a.png)}}", "A node: {{c1::![](a.png)}}", id="a picture in a gap"),
        pytest.param("{{c1::![a tree](a.png)::what?}} b", "{{c1::![a tree](a.png)::what?}} b", id="with words"),
        pytest.param("{{c1::a}} b ![](a.png)", "{{c1::a}} b | extra: ![](a.png)", id="a picture beside a gap"),
    ],
)
def test_gaps_are_a_card(marked: Marked, text: str, card: str) -> None:
    """The block is shown with its gaps, wherever it stands."""
    assert marked(text) == [f"cloze: cloze | {card}"]


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        pytest.param("first\n- a {{c1::b", "2! a gap without an end", id="without an end"),
        pytest.param("{{c1::a}} and {{c2::b}", "1! a gap without an end", id="half an end"),
        pytest.param("a {{c1::}} b", "1! a gap with nothing in it", id="empty"),
        pytest.param("a {{c1::::hint}} b", "1! a gap with nothing in it", id="only a hint"),
        pytest.param("a\n{{c0::b}}", "2! a gap with the number 0, which Anki does not know", id="zero"),
        pytest.param(
            "{{c1::a}} {{c00::b}}", "1! a gap with the number 00, which Anki does not know", id="zero beside one"
        ),
        pytest.param("{{c501::a}}", "1! a gap with the number 501, which Anki does not know", id="more than Anki has"),
        pytest.param("{{c1::a {{c2,3::b}}", "1! a gap without an end", id="in one that stays open"),
        pytest.param("{{c99999::a}}", "1! a gap with the number 99999, which Anki does not know", id="many more"),
        pytest.param("{{c٣::a}}", "1! a gap with the number ٣, which Anki does not know", id="other digits"),
        pytest.param("$x^{{c0::a}}$", "1! a gap with the number 0, which Anki does not know", id="in a formula"),
    ],
)
def test_a_broken_gap_is_a_problem(marked: Marked, text: str, problem: str) -> None:
    """A gap that Anki could not show is told of with its line."""
    assert marked(text) == [problem]


def test_a_highlight_is_a_gap_but_not_in_a_diary(marked: Marked) -> None:
    """`==…==` marks a gap where rules may look; people highlight in their diaries too."""
    assert marked("## TMI\n- I am ==tired==\n\n## Notes\n- ==GAN== is a model") == [
        "cloze: cloze | {{c1::GAN}} is a model"
    ]
