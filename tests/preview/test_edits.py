"""YAML that people write by hand, with one thing more said in it."""

from __future__ import annotations

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

pytest.importorskip("ruamel.yaml", reason="the extra `preview` is not installed")

from notes2anki.model import Kind, Status
from notes2anki.preview.edits import (
    EditError,
    add_card,
    add_word,
    read_all_said,
    read_said,
    remove_card,
    remove_word,
    write_said,
)
from notes2anki.preview.review import NOTHING, Make, Said, tidy

MINE = """\
# my cards
aaaaaaaaaaaa: drop # never

# the second
bbbbbbbbbbbb:
  question: |
    What?
  # about the answer
  answer: x # y
234567234567: keep
"""
KEPT = Said(Status.KEEP)


@pytest.mark.parametrize(
    ("key", "said"),
    [
        pytest.param("cccccccccccc", NOTHING, id="nothing"),
        pytest.param("aaaaaaaaaaaa", Said(Status.DROPPED), id="a word"),
        pytest.param("bbbbbbbbbbbb", Said(question="What?", answer="x"), id="words"),
        pytest.param("234567234567", KEPT, id="a key that looks like a number"),
    ],
)
def test_what_is_said_is_read(key: str, said: Said) -> None:
    """As the file has it, in Markdown."""
    assert read_said(MINE, key) == said


def test_what_is_said_of_all_is_read_at_once() -> None:
    """Each as by itself; a file of a whole season is read but once."""
    said = read_all_said(f"{MINE}cards: [{{path: a.md, line: 1, question: x, answer: y}}]\n")
    assert said == {key: read_said(MINE, key) for key in ("aaaaaaaaaaaa", "bbbbbbbbbbbb", "234567234567")}


@pytest.mark.parametrize(
    ("old", "key", "said", "new"),
    [
        pytest.param("a: keep\n", "a", KEPT, "a: keep\n", id="the same again"),
        pytest.param("", "a", KEPT, "a: keep\n", id="no file"),
        pytest.param("# mine", "a", KEPT, "# mine\na: keep\n", id="nothing but a comment"),
        pytest.param("a: drop # no\nb: keep\n", "a", KEPT, "a: keep # no\nb: keep\n", id="the other verdict"),
        pytest.param(
            "a: drop\r\n# x\r\nb: keep\r\n", "a", KEPT, "a: keep\r\n# x\r\nb: keep\r\n", id="lines of Windows"
        ),
        pytest.param("a: keep\n", "a", Said(hint="no"), 'a:\n  hint: "no"\n', id="a hint"),
        pytest.param(
            "a: drop\n\n# of b\nb: keep\n",
            "a",
            Said(Status.KEEP, "Why?"),
            "a:\n  keep: true\n  question: Why?\n\n# of b\nb: keep\n",
            id="more than a word, the comment below stays with what it is about",
        ),
        pytest.param(
            "a:\n    question: |\n        old\n    # of the answer\n    answer: x\n",
            "a",
            Said(question="new", answer="no"),
            'a:\n    question: |\n        new\n    # of the answer\n    answer: "no"\n',
            id="a block, deeper indented; a word that YAML would read as false",
        ),
        pytest.param("a: {keep: true} # x\n", "a", Said(Status.DROPPED), "a: {drop: true} # x\n", id="in braces"),
        pytest.param("b: keep\na: drop\n", "a", NOTHING, "b: keep\n", id="taken out"),
        pytest.param("a: drop\n", "a", NOTHING, "", id="the only one taken out"),
    ],
)
def test_all_else_stays_as_it_is(old: str, key: str, said: Said, new: str) -> None:
    """Comments, order, quotes, indentation, ends of lines."""
    assert write_said(old, key, said) == new


LAID_OUT = [
    pytest.param("cards:\n- path: a.md\n  line: 3\n", id="a list at the margin"),
    pytest.param("cards:\n    - path: a.md\n      line: 3\n", id="a list far in"),
    pytest.param("cards:\n  -   path: a.md\n      line: 3\n", id="a dash and space"),
    pytest.param("a:\n    question: x\ncards:\n  - path: a.md\n    line: 3\n", id="each otherwise"),
    pytest.param("a:\n  kind: qa\nb:\n   kind:   qa   # x\n", id="in columns"),
    pytest.param("a:   keep   # x\nbbbb: drop   # y\n", id="comments in columns"),
    pytest.param("a:\n  answer: |\n      - x\n      - y\n\n\nb: keep\n", id="a block far in"),
]


@pytest.mark.parametrize("text", LAID_OUT)
def test_the_layout_stays(text: str) -> None:
    """Whatever is said of another card."""
    longer = write_said(text, "zzzz", Said(Status.KEEP, answer="- one\n- two"))
    assert longer.startswith(text)
    assert read_said(longer, "zzzz") == Said(Status.KEEP, answer="- one\n- two")


def test_a_new_member_of_a_list_stands_like_the_others() -> None:
    """Also where the rest of the file is indented otherwise."""
    text = "a:\n    question: x\ncards:\n  - path: a.md\n    line: 3\n    question: q\n    answer: r\nb: keep\n"
    longer = add_card(text, Make("b.md", 4, "t", "q", "one\ntwo"))
    begun, _, _ = text.partition("b: keep")
    assert longer.startswith(begun + "  - path: b.md\n    line: 4\n    text: t\n")
    assert longer.endswith("\nb: keep\n")


def test_an_answer_of_several_lines_is_a_block() -> None:
    """So that it is read as it was typed."""
    text = write_said("", "a", Said(answer="- one\n- two", kind=Kind.LIST))
    assert text == "a:\n  answer: |\n    - one\n    - two\n  kind: list\n"


@given(words=st.text(max_size=60), answer=st.text(max_size=60))
@settings(max_examples=150)
def test_whatever_is_typed_comes_back(words: str, answer: str) -> None:
    """As PyYAML reads it, in every build."""
    said = tidy(Said(Status.KEEP, words, answer, hint=words))
    assert read_said(write_said(MINE, "cccccccccccc", said), "cccccccccccc") == said


@pytest.mark.parametrize(
    ("old", "new"),
    [
        pytest.param("", "sections:\n  out:\n    - B\n", id="no group"),
        pytest.param("sections:\n", "sections:\n  out:\n    - B\n", id="an empty group"),
        pytest.param("sections: {out: [a]} # z\n", "sections: {out: [a, B]} # z\n", id="in brackets"),
        pytest.param("sections:\n  out: a # x\n# y\n", "sections:\n  out: [a, B] # x\n# y\n", id="a word"),
        pytest.param("sections:\n  out: [B]\n", "sections:\n  out: [B]\n", id="there already"),
        pytest.param(
            "sections:\n  out:\n  - a # x\n  # of weak\n  weak: [c]\n",
            "sections:\n  out:\n  - a # x\n  - B\n  # of weak\n  weak: [c]\n",
            id="a list, the comment below stays with what it is about",
        ),
    ],
)
def test_a_word_is_added_to_a_list(old: str, new: str) -> None:
    """In the form that the list has."""
    assert add_word(old, ("sections", "out"), "B") == new


def test_a_word_is_taken_out_again() -> None:
    """And only while it is there."""
    text = "rules:\n  off: [fact, label]\n"
    assert remove_word(text, ("rules", "off"), "fact") == "rules:\n  off: [label]\n"
    with pytest.raises(EditError, match="meantime"):
        remove_word(text, ("rules", "off"), "term")


def test_cards_of_ones_own_come_and_go() -> None:
    """Each with all that a build needs to make it."""
    made = Make("notes/a.md", 3, "12", "What: this?", "one\ntwo")
    text = add_card("a: keep\n", made)
    (card,) = yaml.safe_load(text)["cards"]
    assert card == {"path": "notes/a.md", "line": 3, "text": "12", "question": "What: this?", "answer": "one\ntwo\n"}
    assert remove_card(text, made) == "a: keep\n"
    with pytest.raises(EditError, match="meantime"):
        remove_card("a: keep\n", made)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        pytest.param("a: [", "broken YAML", id="broken"),
        pytest.param("- a\n", "expected keys", id="a list"),
        pytest.param("a: 1\na: 2\n", "broken YAML", id="a key twice"),
        pytest.param("a: *x\n", "broken YAML", id="an alias of nothing"),
    ],
)
def test_what_cannot_be_read_is_not_changed(text: str, message: str) -> None:
    """The user mends it first."""
    with pytest.raises(EditError, match=message):
        write_said(text, "b", KEPT)


def test_what_would_be_lost_is_not_changed() -> None:
    """Such as the comments inside of an entry that goes."""
    with pytest.raises(EditError, match="`# why` would be lost"):
        write_said("a:\n  # why\n  keep: true\nb: keep\n", "a", NOTHING)
    with pytest.raises(EditError, match="no mapping"):
        add_word("sections: [a]\n", ("sections", "out"), "B")
