"""What will change in Anki: cards on their sides, fields as plain text, words marked."""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from notes2anki.build import build, plan
from notes2anki.diff import Change, Diff, FieldChange, Kept, as_json, plain, together, words
from notes2anki.model import Problem, Selection, Settings, Subdecks

THEN = 1_632_700_000  # September 2021
LATER = THEN + 7 * 86_400

WEIGHTS = "- 가지치기: 덜 중요한 가중치를 지우는 기법\n"
RECALL = "- **Recall** - the share of positives that are found\n"
FRONT = "---\ndate: 2021-09-27\ntags: [AI]\n---\n"


@pytest.fixture
def deck(tmp_path: Path) -> Settings:
    """Return a deck that was built once."""
    root = tmp_path / "daily"
    (root / "notes").mkdir(parents=True)
    settings = Settings(root, "Root", ("notes",), root / "daily.apkg", root / "ledger.jsonl")
    write(settings, WEIGHTS, RECALL)
    build(settings, Selection(), now=THEN)
    return settings


def write(deck: Settings, *bullets: str, front: str = FRONT) -> None:
    """Write the deck's only report."""
    (deck.root / "notes/day41.md").write_text(front + "".join(bullets), encoding="utf-8")


def changes(deck: Settings, **settings: object) -> Diff:
    """Return what the next build would change."""
    return plan(replace(deck, **settings), Selection(), now=LATER).changes


def told(diff: Diff) -> dict[str, list[str]]:
    """Return the questions of all changes, by group."""
    return {name: [change.question for change in group] for name, group in diff.groups if group}


# --- which cards ---------------------------------------------------------------------------------------------------


def test_nothing_changed(deck: Settings) -> None:
    """The notes of the last build change nothing."""
    diff = changes(deck)
    assert (diff.is_empty, diff.unchanged) == (True, 2)


def test_a_new_card(deck: Settings) -> None:
    """A new bullet is told with its place, its question and its answer."""
    write(deck, WEIGHTS, RECALL, "- class imbalance → focal loss\n")
    diff = changes(deck)
    (change,) = diff.new
    assert (change.path, change.line, change.deck, change.old_deck) == ("notes/day41.md", 7, "Root::AI", "")
    assert ("class imbalance" in change.question, change.answer, change.fields) == (True, "focal loss", ())
    assert (told(diff).keys(), diff.unchanged, diff.is_empty) == ({"new"}, 2, False)


def test_an_edited_card(deck: Settings) -> None:
    """A field that changed is told as it was and as it is, and no other; a place in the notes is no content."""
    write(deck, RECALL, WEIGHTS + "  https://example.org/pruning\n")
    diff = changes(deck)
    (change,) = diff.edited
    assert change.fields == (FieldChange("Source", "", "example.org/pruning <https://example.org/pruning>"),)
    assert (told(diff).keys(), diff.unchanged) == ({"edited"}, 1)


def test_an_edited_bullet_is_the_same_card(deck: Settings) -> None:
    """A card whose bullet was rewritten a little is edited, and it is said how it was recognised."""
    write(deck, WEIGHTS.replace("지우는 기법", "없애는 기법"), RECALL)
    diff = changes(deck)
    (change,) = diff.edited
    assert change.why.startswith("edited 0.")
    assert [field.name for field in change.fields] == ["Answer"]
    assert told(diff).keys() == {"edited"}


def test_an_edited_card_in_another_subdeck_is_moved_with_its_edits(deck: Settings) -> None:
    """It is told once: Anki leaves it where it is, and its new tag is an edit."""
    write(deck, WEIGHTS, RECALL, front=FRONT.replace("AI", "CV"))
    diff = changes(deck)
    assert told(diff).keys() == {"moved"}
    assert [change.fields for change in diff.moved] == [(FieldChange("Tags", "AI", "CV"),)] * 2
    assert [(change.old_deck, change.deck) for change in diff.moved] == [("Root::AI", "Root::CV")] * 2


def test_a_moved_card(deck: Settings) -> None:
    """Another name for a subdeck moves its cards and edits none."""
    diff = changes(deck, subdecks=Subdecks(rename=(("AI", "ML"),)))
    assert [(change.old_deck, change.deck) for change in diff.moved] == [("Root::AI", "Root::ML")] * 2
    assert told(diff).keys() == {"moved"}


def test_a_retired_card_is_told_once(deck: Settings) -> None:
    """A bullet that is gone retires its card; the build after that has nothing more to say of it."""
    write(deck, RECALL)
    (change,) = changes(deck).retired
    assert (change.question, change.line, change.fields) == ("가지치기는 무엇인가?", 5, ())
    build(deck, Selection(), now=LATER)
    assert changes(deck).is_empty


def test_a_card_that_comes_back_is_edited(deck: Settings) -> None:
    """It loses the tag of the retired ones."""
    write(deck, RECALL)
    build(deck, Selection(), now=LATER)
    write(deck, WEIGHTS, RECALL)
    edited = plan(deck, Selection(), now=LATER + 1).changes.edited
    (change,) = (one for one in edited if "가지치기" in one.question)
    assert change.fields == (FieldChange("Tags", "AI n2a::retired", "AI"),)


def test_a_change_of_markup_alone_is_told_as_html(deck: Settings) -> None:
    """Where the words are the same, what differs has to be seen."""
    write(deck, WEIGHTS.replace("기법", "**기법**"), RECALL)
    (change,) = changes(deck).edited
    (field,) = change.fields
    assert (field.name, field.new) == ("Answer", field.old.replace("기법", "<b>기법</b>"))


def test_a_part_of_a_deck_retires_nothing(deck: Settings) -> None:
    """What is not in the week is not gone."""
    other = deck.root / "notes/day46.md"
    other.write_text(FRONT.replace("09-27", "10-04") + "- class imbalance → focal loss\n", encoding="utf-8")
    week = Selection(dt.date(2021, 10, 4), dt.date(2021, 10, 10))
    diff = plan(deck, week, now=LATER).changes
    assert (told(diff).keys(), diff.unchanged) == ({"new"}, 0)


def test_where_nothing_may_be_written_nothing_is_told(deck: Settings) -> None:
    """With an error in a report nothing will change in Anki."""
    write(deck, RECALL, front="---\ntags: [AI\n---\n")
    planned = plan(deck, Selection(), now=LATER)
    assert (planned.deck, planned.changes) == (None, Diff())


# --- words ---------------------------------------------------------------------------------------------------------


def marked(old: str, new: str) -> str:
    """Return both texts as one, with the signs that stand for gone and new."""
    signs = {Kept.BOTH: "{}", Kept.OLD: "[-{}-]", Kept.NEW: "+{}+"}
    return "".join(signs[piece.kept].format(piece.text) for piece in words(old, new))


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        pytest.param("", "", "", id="nothing"),
        pytest.param("the same words", "the same words", "the same words", id="the same"),
        pytest.param("", "new", "+new+", id="all new"),
        pytest.param("old", "", "[-old-]", id="all gone"),
        pytest.param("an old word here", "a new word here", "[-an old-]+a new+ word here", id="neighbours together"),
        pytest.param("keep the old", "keep the new", "keep the [-old-]+new+", id="at the end"),
        pytest.param("keep", "keep more", "keep+ more+", id="grown"),
        pytest.param("a b c", "a c", "a [-b -]c", id="a word less"),
        pytest.param("float32, int8", "float16, int8", "[-float32-]+float16+, int8", id="a word is not cut"),
        pytest.param("가중치를 지운다", "가중치를 더한다", "가중치를 [-지운다-]+더한다+", id="Korean, by words"),
        pytest.param("量子化とは圧縮", "量子化とは変換", "量子化とは[-圧縮-]+変換+", id="Japanese, by characters"),
        pytest.param("one\ntwo", "one\nthree", "one\n[-two-]+three+", id="lines"),
        pytest.param("a " * 2001, "b", f"[-{'a ' * 2001}-]+b+", id="too long to compare"),
    ],
)
def test_changed_words_are_marked(old: str, new: str, expected: str) -> None:
    """Old words, then the new ones in their place, with what stays around them."""
    assert marked(old, new) == expected


TEXTS = st.text(st.sampled_from("ab 가一.\n"), max_size=12)


@given(TEXTS, TEXTS)
def test_both_texts_can_be_read_again(old: str, new: str) -> None:
    """Leaving out the new pieces gives the old text, leaving out the old ones the new text."""
    pieces = words(old, new)
    assert "".join(piece.text for piece in pieces if piece.kept is not Kept.NEW) == old
    assert "".join(piece.text for piece in pieces if piece.kept is not Kept.OLD) == new
    assert all(piece.text for piece in pieces)


# --- plain text ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        pytest.param("", "", id="nothing"),
        pytest.param("a &lt;b&gt; &amp; c", "a <b> & c", id="characters"),
        pytest.param('<div lang="en">a <b>b</b></div>', "a b", id="marks and language"),
        pytest.param("a<br>b<p>c</p>", "a\nb\nc", id="lines"),
        pytest.param("<ul><li>a</li><li>b</li></ul>", "- a\n- b", id="a list"),
        pytest.param("<table><tr><th>a</th><td>b</td></tr></table>", "| a | b", id="a table"),
        pytest.param('<a href="https://x.org/?a=1&amp;b">x.org</a>', "x.org <https://x.org/?a=1&b>", id="a link"),
        pytest.param('see <img src="a-1.png" alt="a"> there', "see [a-1.png] there", id="an image"),
        pytest.param("<small>notes/day41.md:5</small>", "", id="a place in the notes"),
        pytest.param("a <b", "a <b", id="broken off"),
        pytest.param("<pre><code>x = 1\ny = 2</code></pre>", "x = 1\ny = 2", id="code"),
    ],
)
def test_fields_are_told_as_plain_text(html: str, expected: str) -> None:
    """A reader of the changes sees words, not markup."""
    assert plain(html) == expected


# --- for programs --------------------------------------------------------------------------------------------------

CHANGE = Change("k", "g", "a.md", 3, "Q?", "A", "Root::B", "Root::A", (FieldChange("Answer", "B", "A"),), "edited 0.87")


def test_json_holds_every_group() -> None:
    """One object: a list for each group, the number of unchanged cards, and the problems."""
    diff = Diff(new=(replace(CHANGE, old_deck="", fields=()),), edited=(CHANGE,), unchanged=7)
    found = json.loads(as_json(diff, (Problem("a.md", 1, "wrong", "mend it"),)))
    assert list(found) == ["new", "edited", "moved", "retired", "unchanged", "by_version", "problems"]
    assert found["edited"] == [
        {
            "key": "k",
            "guid": "g",
            "path": "a.md",
            "line": 3,
            "question": "Q?",
            "answer": "A",
            "deck": "Root::B",
            "old_deck": "Root::A",
            "why": "edited 0.87",
            "fields": [{"name": "Answer", "old": "B", "new": "A"}],
        }
    ]
    assert (found["new"][0]["old_deck"], found["unchanged"]) == (None, 7)
    assert found["problems"] == [{"path": "a.md", "line": 1, "message": "wrong", "hint": "mend it"}]


def test_the_changes_of_several_decks_are_those_of_one() -> None:
    """Groups are joined in the order of the decks, numbers added."""
    other = replace(CHANGE, key="other")
    whole = together((Diff(edited=(CHANGE,), unchanged=1), Diff(edited=(other,), retired=(other,), unchanged=2)))
    assert whole == Diff(edited=(CHANGE, other), retired=(other,), unchanged=3)
