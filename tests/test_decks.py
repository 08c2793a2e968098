"""Which subdeck a card goes to, and how its tags and its deck are spelt."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from anki.collection import Collection
from hypothesis import given
from hypothesis import strategies as st

from notes2anki.decks import FALLBACK_ROOT, choose_subdeck, name_root, unify
from notes2anki.model import Choose, Settings, Subdecks

Groups = tuple[tuple[str, ...], ...]

BULLET = ("Loss",)
HEADINGS = ("Detection", "Vision")
FRONT = ("Daily Report", "AI", "Boostcamp AI")


def _settings(subdecks: Subdecks | None = None, name: str = "Reports") -> Settings:
    here = Path("deck")
    return Settings(here, name, (), here / "x.apkg", here / "ledger.jsonl", subdecks or Subdecks())


def _deck(groups: Groups, subdecks: Subdecks | None = None) -> str:
    return choose_subdeck(groups, _settings(subdecks)).deck


@pytest.fixture
def collection(tmp_path: Path) -> Iterator[Collection]:
    """Open an empty collection of the real Anki."""
    opened = Collection(str(tmp_path / "collection.anki2"))
    yield opened
    opened.close()


@pytest.mark.parametrize(
    ("groups", "deck"),
    [
        pytest.param((), "Reports", id="no groups"),
        pytest.param(((), ()), "Reports", id="no tags"),
        pytest.param(((), (), FRONT), "Reports::Daily Report", id="the first of the front matter"),
        pytest.param(((), HEADINGS, FRONT), "Reports::Detection", id="a heading is nearer"),
        pytest.param((BULLET, HEADINGS, FRONT), "Reports::Loss", id="the bullet is nearest"),
        pytest.param((("  ", "::"), ("AI",)), "Reports::AI", id="a near group without usable tag"),
        pytest.param((("CV/Object Detection",),), "Reports::CV::Object Detection", id="a slash nests"),
        pytest.param((("CV::YOLO",),), "Reports::CV::YOLO", id="two colons nest"),
        pytest.param((('the "best" model',),), 'Reports::the "best" model', id="quotes stay"),
        pytest.param((("10:30",),), "Reports::10:30", id="one colon stays"),
    ],
)
def test_the_first_tag_of_the_nearest_group_names_the_subdeck(groups: Groups, deck: str) -> None:
    """By default a nearer tag wins, and of a group the first."""
    assert _deck(groups) == deck


@pytest.mark.parametrize(
    ("choose", "deck"),
    [
        pytest.param(Choose.FIRST, "Reports::Detection", id="first"),
        pytest.param(Choose.LAST, "Reports::Vision", id="last of the nearest group"),
        pytest.param(Choose.NESTED, "Reports::Daily Report::AI::Boostcamp AI::Detection::Vision", id="nested"),
    ],
)
def test_the_setting_says_which_tag_names_the_subdeck(choose: Choose, deck: str) -> None:
    """`nested` leads from the front matter's tags to the nearest ones."""
    assert _deck(((), HEADINGS, FRONT), Subdecks(choose)) == deck


def test_a_nested_path_holds_each_tag_once() -> None:
    """A tag on the heading that the front matter has as well is one part of the path."""
    assert _deck((("ai",), ("NLP", "AI")), Subdecks(Choose.NESTED)) == "Reports::NLP::AI"


@pytest.mark.parametrize(
    "ignored",
    [
        pytest.param("Daily Report", id="as written"),
        pytest.param("daily_report", id="another case, underscore for space"),
        pytest.param("  DAILY   REPORT ", id="spaces around and between"),
    ],
)
def test_an_ignored_tag_never_names_a_subdeck(ignored: str) -> None:
    """It is compared without case, and stays a tag."""
    placement = choose_subdeck((FRONT,), _settings(Subdecks(ignore=(ignored,))))
    assert placement.deck == "Reports::AI"
    assert "Daily_Report" in placement.tags


@pytest.mark.parametrize(
    ("old", "new", "deck"),
    [
        pytest.param("boostcamp_ai", "AI", "Reports::AI", id="another spelling of the tag"),
        pytest.param("Boostcamp AI", "Study::AI", "Reports::Study::AI", id="a nested name"),
        pytest.param("Boostcamp AI", "CI/CD", "Reports::CI/CD", id="a slash in the new name stays"),
        pytest.param("Boostcamp AI", " ", "Reports", id="an empty name: no subdeck"),
        pytest.param("Boost", "AI", "Reports::Boostcamp AI", id="a piece of a tag is not renamed"),
    ],
)
def test_a_renamed_tag_names_the_other_subdeck(old: str, new: str, deck: str) -> None:
    """Only the subdeck is renamed; the tag stays."""
    placement = choose_subdeck((("Boostcamp AI",),), _settings(Subdecks(rename=((old, new),))))
    assert (placement.deck, placement.tags) == (deck, ("Boostcamp_AI",))


@pytest.mark.parametrize(
    ("tag", "spelt"),
    [
        pytest.param("Deep Learning", "Deep_Learning", id="a space"),
        pytest.param("딥러닝\u3000기초", "딥러닝_기초", id="an ideographic space"),
        pytest.param("a\u00a0 \tb\nc", "a_b_c", id="other spaces and a line break"),
        pytest.param(" a / b ", "a::b", id="a slash with spaces"),
        pytest.param("/a//b/", "a::b", id="empty parts"),
        pytest.param("a::::b:", "a::b", id="colons too many"),
        pytest.param("a\x00b\x1f\u200b", "ab", id="control characters"),
        pytest.param("\u1100\u1161", "가", id="decomposed Hangul"),
        pytest.param("C#", "C#", id="signs"),
    ],
)
def test_tags_are_spelt_as_anki_keeps_them(collection: Collection, tag: str, spelt: str) -> None:
    """Anki takes each tag over without a change."""
    assert choose_subdeck(((tag,),), _settings()).tags == (spelt,)
    note = collection.new_note(collection.models.all()[0])
    note.fields[0] = "front"
    note.tags = [spelt]
    collection.add_note(note, collection.decks.all()[0]["id"])
    assert collection.get_note(note.id).tags == [spelt]


def test_tags_that_differ_only_in_case_are_one() -> None:
    """The nearest spelling is kept; the order is from near to far."""
    assert choose_subdeck((("nlp",), ("CV", "NLP", "cv")), _settings()).tags == ("nlp", "CV")


def test_a_tag_of_nothing_is_ignored() -> None:
    """A tag of slashes and control characters neither names a deck nor tags a card."""
    placement = choose_subdeck((("/ \x01",), ("AI",)), _settings())
    assert placement.deck == "Reports::AI"
    assert placement.tags == ("AI",)


@pytest.mark.parametrize(
    ("name", "mended"),
    [
        pytest.param("A::", "A", id="nothing after the colons"),
        pytest.param("::A", "A", id="nothing before them"),
        pytest.param("A::::B", "A::B", id="an empty part"),
        pytest.param("A: ::B", "A::B", id="a colon at the edge of a part"),
        pytest.param("A\x07::B\x7f", "A::B", id="control characters"),
        pytest.param("x" * 130, "x" * 100, id="too long"),
        pytest.param("Default::A", "Default_::A", id="the name of Anki's own deck"),
        pytest.param("default", "default_", id="that name in lower case"),
        pytest.param(" :: ", FALLBACK_ROOT, id="nothing at all"),
    ],
)
def test_a_deck_name_that_anki_would_mangle_is_mended(collection: Collection, name: str, mended: str) -> None:
    """Anki takes the mended name as it is."""
    assert name_root(name) == mended
    assert choose_subdeck((), _settings(name=name)).deck == mended
    identity = collection.decks.id(mended)
    assert identity is not None
    assert collection.decks.name(identity) == mended


@pytest.mark.parametrize(
    "name",
    [
        pytest.param("Daily reports", id="one part"),
        pytest.param("Study::AI/ML", id="nested, with a slash"),
        pytest.param('"Quoted"', id="quotes"),
    ],
)
def test_a_good_deck_name_stays(name: str) -> None:
    """Nothing is mended where nothing is wrong."""
    assert name_root(name) == name


def test_a_paragraph_taken_for_a_tag_is_cut() -> None:
    """To the longest name that a deck may have."""
    placement = choose_subdeck((("word " * 60,),), _settings())
    assert len(placement.deck) <= len("Reports::") + 100


def test_decks_that_are_one_to_anki_get_the_first_spelling() -> None:
    """Case, Unicode form and underscores do not make two decks, in parents neither."""
    names = (
        "R::AI::NLP",
        "R::ai::CV",
        "R::AI::nlp",
        "R::가",
        "R::\u1100\u1161",
        "R::Deep Learning",
        "R::deep_learning",
    )
    assert unify(names) == {
        "R::AI::NLP": "R::AI::NLP",
        "R::ai::CV": "R::AI::CV",
        "R::AI::nlp": "R::AI::NLP",
        "R::가": "R::가",
        "R::\u1100\u1161": "R::가",
        "R::Deep Learning": "R::Deep Learning",
        "R::deep_learning": "R::Deep Learning",
    }


@given(st.lists(st.lists(st.text(max_size=8), max_size=3).map(tuple), max_size=3).map(tuple), st.sampled_from(Choose))
def test_any_tags_give_a_deck_without_empty_parts(groups: Groups, choose: Choose) -> None:
    """Whatever the tags, no part of the deck or of a tag is empty, and tags hold no space."""
    placement = choose_subdeck(groups, _settings(Subdecks(choose)))
    for name in (placement.deck, *placement.tags):
        assert all(name.split("::"))
    assert not any(char.isspace() for tag in placement.tags for char in tag)
    folded = [tag.casefold() for tag in placement.tags]
    assert len(set(folded)) == len(folded)
