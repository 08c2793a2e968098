"""`<!-- card -->`, `<!-- card: question? -->` and `<!-- nocard -->`."""

from __future__ import annotations

import pytest

from tests.support.rules import Marked, Read


@pytest.mark.parametrize(
    "text",
    ["- a b <!-- a comment -->", "- a <!-- cards of last week -->", "`<!-- card -->`", "```\n<!-- card -->\n```"],
)
def test_other_comments_say_nothing(marked: Marked, text: str) -> None:
    """A comment is the author's own, and code is code."""
    assert not marked(text)


@pytest.mark.parametrize(
    ("text", "card"),
    [
        pytest.param("- a b <!-- card: Why? -->", "qa | Why? | a b", id="on a bullet"),
        pytest.param("- a b\n  - c <!-- card: Why? -->\n", "qa | Why? | c", id="on a child"),
        pytest.param("- a b\n<!-- card: Why? -->", "qa | Why? | a b", id="right under a bullet"),
        pytest.param("- a\n  <!-- card: Why? -->\n  - b", "qa | Why? | a / b", id="with its children"),
        pytest.param("text\nand more\n<!-- card: Why? -->", "qa | Why? | text and more", id="under a paragraph"),
        pytest.param("## H <!-- card: Why? -->\n\na\n\n- b", "qa | Why? | a / b", id="on a heading"),
        pytest.param("## H\n\n<!-- card: Why? -->\n\na", "qa | Why? | a", id="under a heading"),
        pytest.param("```py\nx\n```\n<!-- card: Why? -->", "qa | Why? | ```py x```", id="under code"),
        pytest.param("> A quote.\n> B.\n<!--card:Why?-->", "qa | Why? | A quote. / B.", id="under a quote"),
        pytest.param("## TMI\n- a b <!-- card: Why? -->", "qa | Why? | a b", id="in a section without cards"),
        pytest.param("- a b <!--\ncard: Why?\n-->", "qa | Why? | a b", id="over several lines"),
    ],
)
def test_a_question_is_answered_by_its_block(marked: Marked, text: str, card: str) -> None:
    """The comment asks; what it stands on is the answer."""
    assert marked(text) == [f"explicit: {card}"]


def test_two_questions_may_be_asked_about_a_block(read: Read) -> None:
    """Each has a key of its own that does not hang on its wording."""
    first = read("- a b <!-- card: Why? --> <!-- card: How? -->").findings
    again = read("- a b <!-- card: For what reason? --> <!-- card: In which way? -->").findings
    assert [(one.source_text, one.slot) for one in first] == [("a b", "asked")]
    assert [(one.source_text, one.slot) for one in again] == [("a b", "asked")]


@pytest.mark.parametrize(
    ("text", "card"),
    [
        pytest.param("- GAN: a model <!-- card -->", "term | What is GAN? | a model", id="what a rule finds"),
        pytest.param("## TMI\n- GAN: a model <!-- card -->", "term | What is GAN? | a model", id="in a diary"),
        pytest.param(
            "- I went there.\n  I saw it. <!-- card -->", "qa | I went there. | I saw it.", id="first line and rest"
        ),
        pytest.param("- I did this.\n  - so\n<!-- card -->", "qa | I did this. | so", id="line and children"),
        pytest.param("## Thing\n<!-- card -->\n\nI did it.", "qa | Thing | I did it.", id="heading and section"),
        pytest.param("- i did: that <!-- card -->", "qa | i did | that", id="label and rest"),
    ],
)
def test_a_card_is_made_of_a_block_whatever_the_rules_think(marked: Marked, text: str, card: str) -> None:
    """The best rule's finding is kept; with none, the first line or the label is asked."""
    assert marked(text) == [f"explicit: {card}"]


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        pytest.param("- foo <!-- card -->", "1! no question is to be found here", id="nothing to ask"),
        pytest.param("- foo <!-- card: -->", "1! `<!-- card: -->` asks nothing", id="no question"),
        pytest.param("## H <!-- card: Why? -->", "1! nothing to answer the question with", id="no answer"),
        pytest.param("a\n\n<!-- card -->\n\nb", "3! `<!-- card -->` stands alone", id="alone"),
        pytest.param("a\n\n---\n<!-- nocard -->\n\nb", "4! `<!-- nocard -->` stands alone", id="under a line"),
        pytest.param("- a <!-- card why? -->", "1! `<!-- card why? -->` says nothing to this program", id="no colon"),
    ],
)
def test_a_comment_that_cannot_be_followed_is_a_problem(marked: Marked, text: str, problem: str) -> None:
    """It is told of with its line; of a doubtful one, the deck is built all the same."""
    assert marked(text) == [problem]


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        pytest.param(
            "- GAN: a model <!-- nocard -->\n  - AE: b c\n- CNN: a net", ["CNN"], id="a bullet and its children"
        ),
        pytest.param("- GAN: a model\n<!-- nocard -->\n\nX: y z", ["X"], id="under a bullet"),
        pytest.param("## H\n<!-- nocard -->\n- GAN: a model\n\n## I\n- CNN: a net", ["CNN"], id="a section"),
        pytest.param("## H <!-- no card -->\n- GAN: a model\n\n## I\n- CNN: a net", ["CNN"], id="on its heading"),
        pytest.param("<!-- nocard -->\n\n# T\n- GAN: a model\n- Q: a\n- A: b", [], id="a file"),
        pytest.param("- GAN :: a model <!-- nocard -->\n- CNN :: a net", ["CNN"], id="more than other marks"),
        pytest.param(
            "- Kinds of net\n  - GAN <!-- nocard -->\n  - CNN\n  - RNN\n  - MLP", [], id="not in a list either"
        ),
    ],
)
def test_silenced_blocks_make_no_card(read: Read, text: str, kept: list[str]) -> None:
    """`nocard` counts for a bullet with its children, a section, or the file, and is listed as the reason."""
    found = read(text)
    told = [f"{one.subject} {one.name} {one.answer}" for one in found.findings]
    assert not [one for one in told if "GAN" in one]
    assert all(any(name in one for one in told) for name in kept)
    assert any(skip.reason == "marked as no card" and "GAN" in skip.text for skip in found.skips)
