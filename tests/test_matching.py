"""Which facts of today are those of the last build: what is taken for the same, and what is not."""

from __future__ import annotations

import itertools
import random
from collections.abc import Iterable
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from notes2anki.identity import normalise
from notes2anki.matching import Fact, Matches, match
from notes2anki.model import NoteType

BASIC, CLOZE = NoteType.BASIC, NoteType.CLOZE
DROPOUT = "randomly switching units off while training"


def fact(asked: str, answer: str, **changes: object) -> Fact:
    """Return a definition in the one report, keyed by its text."""
    text = normalise(f"{asked} {answer}")
    words = tuple(normalise(word) for word in asked.split())
    plain = Fact(text, BASIC, "definition", text, words, normalise(answer), "day.md", 10, ("Losses",))
    return replace(plain, **changes)


BEFORE = fact("focal loss", "down-weights the easy examples", line=5)
AFTER = fact("label smoothing", "mixes the one-hot target with a uniform one", line=15)
STILL = (BEFORE, AFTER)  # what stands around, and stays


def found(old: Iterable[Fact], new: Iterable[Fact]) -> Matches:
    """Match between facts that stay."""
    return match((*old, *STILL), (*new, *STILL))


def whys(matches: Matches) -> list[str]:
    """Return why facts were joined, but for those that stayed."""
    return [join.why for join in matches.joins if join.old not in STILL]


ONE_FACT = [
    pytest.param(fact("dropout", DROPOUT), fact("dropout", DROPOUT), "", id="nothing changed"),
    pytest.param(fact("dropout", DROPOUT), fact("dropout", DROPOUT, path="other.md"), "moved", id="another report"),
    pytest.param(fact("dropuot", DROPOUT), fact("dropout", DROPOUT), "edited 0.93", id="a typo in the question"),
    pytest.param(
        fact("양자화는", "적은 비트로 바꾸는 것"),
        fact("양자화란", "적은 비트로 바꾸는 것"),
        "edited 0.88",
        id="a particle",
    ),
    pytest.param(
        fact("배치 정규화", "배치마다 정규화하는 층"),
        fact("베치 정규화", "배치마다 정규화하는 층"),
        "edited 0.90",
        id="a vowel",
    ),
    pytest.param(
        fact("dropout", DROPOUT), fact("dropout", DROPOUT + ", against co-adaptation"), "edited 0.93", id="grown"
    ),
    pytest.param(fact("dropout", DROPOUT), fact("dropout", "switching units off"), "edited 0.93", id="shrunk"),
    pytest.param(
        fact("dropout", DROPOUT),
        fact("dropout", "switching random units off in training"),
        "edited 0.87",
        id="reworded",
    ),
    pytest.param(
        fact("dropout", DROPOUT), fact("dropout layer", DROPOUT), "edited 0.87", id="a word more in the question"
    ),
    pytest.param(fact("dropout", DROPOUT), fact("dropout", DROPOUT, trail=("Training",)), "", id="another heading"),
    pytest.param(fact("zip", DROPOUT), fact("zipp", DROPOUT), "edited 0.93", id="a letter too many in a short term"),
    pytest.param(fact("lss", DROPOUT), fact("ls", DROPOUT), "edited 0.90", id="one letter less in a shorter one"),
    pytest.param(fact("dropout", DROPOUT), fact("dropout", f"not {DROPOUT}"), "edited 0.98", id="a denied answer"),
    pytest.param(
        fact("phases", "it has 2 rounds of messages"),
        fact("phases", "it has 3 rounds of messages"),
        "edited 0.98",
        id="another number in the answer",
    ),
    pytest.param(
        fact("networks", DROPOUT, slot="fact"),
        fact("layers of units", DROPOUT, slot="fact", path="other.md"),
        "moved, edited 0.64",
        id="a bullet under the topic of another report",
    ),
    pytest.param(
        fact("dropuot", DROPOUT),
        fact("dropout", DROPOUT, path="other.md"),
        "moved, edited 0.93",
        id="a typo, in another report",
    ),
    pytest.param(
        fact("the loss of all classes that are too rare", "focal loss"),
        fact("the loss of all classes that are so rare", "focal loss"),
        "edited 0.98",
        id="a word of a sentence",
    ),
    pytest.param(
        fact("dropout", DROPOUT), fact("dropout", DROPOUT, key="k", slot="topic"), "asked otherwise", id="another slot"
    ),
    pytest.param(
        fact("networks", DROPOUT, slot="fact"),
        fact("layers of units", DROPOUT, slot="fact"),
        "edited 0.64",
        id="a bullet whose heading has another name",
    ),
    pytest.param(
        fact("dropuot", DROPOUT, is_gone=True), fact("dropout", DROPOUT), "edited 0.93", id="a fact that comes back"
    ),
    pytest.param(
        fact("dropout", DROPOUT, aliases=("once",)), fact("x", "y", key="once"), "as it was once", id="an edit undone"
    ),
]

TWO_FACTS = [
    pytest.param(fact("recall", "the share that is found"), fact("precision", "the share that is found"), id="a term"),
    pytest.param(fact("l1 loss", DROPOUT), fact("l2 loss", DROPOUT), id="a number"),
    pytest.param(fact("symmetric matrices", DROPOUT), fact("asymmetric matrices", DROPOUT), id="a denying prefix"),
    pytest.param(fact("지도학습", DROPOUT), fact("비지도학습", DROPOUT), id="a denying syllable"),
    pytest.param(fact("gates that open", DROPOUT), fact("gates that not open", DROPOUT), id="a denying word"),
    pytest.param(fact("CNN", DROPOUT), fact("RNN", DROPOUT), id="a short name"),
    pytest.param(fact("zip", DROPOUT), fact("gzip", DROPOUT), id="a short name with another beginning"),
    pytest.param(fact("zip", "a pair"), fact("zipp", "a pair"), id="a typo in a short name, with a short answer"),
    pytest.param(
        fact("zip", DROPOUT), fact("zipp", f"{DROPOUT} too"), id="a typo in a short name, with another answer"
    ),
    pytest.param(
        fact("layer 2", DROPOUT, slot="fact"), fact("layer 3", DROPOUT, slot="fact"), id="a bullet under another number"
    ),
    pytest.param(
        fact("blocking reads of a file that is large", DROPOUT),
        fact("non-blocking reads of a file that is large", DROPOUT),
        id="a denying prefix in a long question",
    ),
    pytest.param(
        fact("dropout", DROPOUT, is_gone=True), fact("no dropout", DROPOUT), id="a fact that comes back denied"
    ),
    pytest.param(fact("dropout", DROPOUT), fact("dropout", "a layer of Keras"), id="another answer"),
    pytest.param(
        fact("cause", "effect"), fact("effect", "cause", key="k", slot="name"), id="asked the other way round"
    ),
    pytest.param(
        fact("services", "push tweets to the firehose", slot="fact"),
        fact("services", "strip out tweets by visibility", slot="fact"),
        id="another fact about one subject",
    ),
    pytest.param(
        fact("dropout", DROPOUT), fact("dropout", DROPOUT + "!", kind=CLOZE, key="k"), id="another type of note"
    ),
    pytest.param(
        fact("dropout", DROPOUT), fact("dropout", "switching units off", path="other.md"), id="another report, reworded"
    ),
    pytest.param(fact("", ""), fact("", "", key="k", text="t"), id="facts that say nothing"),
]


@pytest.mark.parametrize(("old", "new", "why"), ONE_FACT)
def test_an_edited_fact_is_known_again(old: Fact, new: Fact, why: str) -> None:
    """Whatever one does to a note while its fact stays the same."""
    assert whys(found([old], [new])) == [why]


@pytest.mark.parametrize(("old", "new"), TWO_FACTS)
def test_another_fact_is_not_taken_for_it(old: Fact, new: Fact) -> None:
    """History that is pinned to another fact is worse than history that is lost."""
    assert whys(found([old], [new])) == []


def test_a_doubtful_pair_is_told() -> None:
    """The old and the new fact, and how like they are."""
    old, new = fact("recall", "the share that is found"), fact("precision", "the share that is found")
    (doubt,) = found([old], [new]).doubts
    assert (doubt.old, doubt.new, doubt.reason) == (old, new, "too little alike to be sure")
    assert 0.5 < doubt.likeness < 0.8


@pytest.mark.parametrize(
    ("new", "is_told"),
    [
        pytest.param(fact("dropout", "units go to sleep while it trains"), False, id="the same question, too unlike"),
        pytest.param(fact("dropout", "switching some of the units off while training"), True, id="the same question"),
        pytest.param(fact("zipp", DROPOUT), True, id="the same answer"),
        pytest.param(fact("zipp", f"{DROPOUT} too"), False, id="neither"),
    ],
)
def test_of_two_reports_what_asks_or_answers_the_same_is_told(new: Fact, *, is_told: bool) -> None:
    """A bullet that was carried elsewhere and edited there is not lost without a word."""
    matches = found([fact("dropout", DROPOUT)], [replace(new, path="other.md")])
    assert whys(matches) == []
    assert bool(matches.doubts) is is_told


def test_a_doubt_says_that_the_question_is_denied() -> None:
    """Questions that are 0.97 alike are not too little alike."""
    (doubt,) = found([fact("a stable sort", DROPOUT)], [fact("an unstable sort", DROPOUT)]).doubts
    assert doubt.reason == "denied, or with another number"


def test_unlike_facts_are_not_even_in_doubt() -> None:
    """A report that is written anew gives no list of a hundred pairs."""
    matches = found([fact("dropout", DROPOUT)], [fact("precision", "the share of hits that are right")])
    assert matches.doubts == ()


def test_of_two_that_are_alike_none_is_taken() -> None:
    """One bullet became two, or two became one: no one can say which one it is."""
    one = fact("dropout", DROPOUT, key="one", slot="fact")
    twins = [replace(one, key=key, answer=one.answer + "abc", text=key) for key in ("a", "b")]
    for old, new in (([one], twins), (twins, [one])):
        matches = found(old, new)
        assert whys(matches) == []
        assert [doubt.reason for doubt in matches.doubts][:1] == ["others are as like it"]


def test_a_bullet_under_another_subject_is_another_fact() -> None:
    """Where facts about both subjects are still there, the subject was not renamed: the bullet was moved."""
    staying = [
        fact(asked, f"{asked} stays", slot="fact", line=line) for line, asked in enumerate(("encoder", "decoder"))
    ]
    old, new = (fact(asked, DROPOUT, slot="fact", line=3) for asked in ("encoder", "decoder"))
    assert whys(found([old], [new])) == ["edited 0.93"]
    assert [join.old for join in found([old, *staying], [new, *staying]).joins if join.new == new] == []


def test_a_fact_that_is_known_is_nobodys_rival() -> None:
    """All are told apart at once: each takes the one that is left by those who know theirs."""
    old = [fact("dropout", f"{DROPOUT} in layer {name}", slot="fact") for name in ("alpha", "beta", "gamma")]
    new = [fact("dropout", f"{DROPOUT} in a layer {name}", slot="fact") for name in ("gamma", "beta", "alpha")]
    joined = {join.old.answer[-4:]: join.new.answer[-4:] for join in found(old, new).joins}
    assert joined.items() >= {"lpha": "lpha", "beta": "beta", "amma": "amma"}.items()


def test_a_renamed_report_is_the_same_place() -> None:
    """Where most of its facts are, there it is; so an edit made together with the renaming is an edit in place."""
    old = [replace(one, path="day41.md") for one in (*STILL, fact("dropout", DROPOUT))]
    new = [
        replace(one, path="day-41.md")
        for one in (*STILL, fact("dropout", "switching units off at random, in training"))
    ]
    assert sorted(join.why for join in match(old, new).joins) == ["edited 0.86", "moved", "moved"]


def test_a_bullet_beside_the_one_that_is_kept_is_new() -> None:
    """A copied day that is edited leaves the original with its history."""
    old = fact("dropout", DROPOUT)
    matches = found([old], [old, fact("dropout", DROPOUT + ", at test time all units count", path="next.md")])
    assert [join.new for join in matches.joins if join.old == old] == [old]
    assert len(matches.joins) == 3


def test_another_type_of_note_is_told() -> None:
    """Anki cannot carry the history over, so the user should know."""
    old = fact("dropout", DROPOUT)
    new = replace(old, kind=CLOZE, key="k", slot="cloze")
    assert found([old], [new]).turned == ((old, new),)


def test_many_that_are_alike_are_in_doubt() -> None:
    """Where every bullet could be every other, nothing is tried out."""
    old = [fact("dropout", f"{DROPOUT} {a}{b}", slot="fact") for a, b in itertools.product("abcdefg", "stuvwxyz")]
    new = [replace(one, answer=one.answer + "q", text=one.text + "q", key=one.key + "q") for one in old]
    matches = found(old, new)
    assert len(matches.joins) == len(STILL)
    assert matches.doubts


WORDS = st.sampled_from(["dropout", "dropuot", "recall", "recal", "loss", "focal loss", "양자화", "양자하"])
ANSWERS = st.sampled_from(
    [DROPOUT, DROPOUT + " at random", "units are switched off", "적은 비트로 바꾸는 것", "적은 비트로 바꿈"]
)
FACTS = st.builds(
    lambda asked, answer, place: fact(asked, answer, path=f"{place % 2}.md", line=place, is_gone=False),
    WORDS,
    ANSWERS,
    st.integers(0, 5),
)
LISTS = st.lists(FACTS, max_size=6, unique_by=lambda one: one.key)


@given(LISTS, LISTS, st.randoms(use_true_random=False))
def test_the_order_of_facts_says_nothing(old: list[Fact], new: list[Fact], chance: random.Random) -> None:
    """Nor does that of the files: the same facts in any order are matched in the same way."""
    first = match(old, new)
    chance.shuffle(old)
    chance.shuffle(new)
    second = match(old, new)
    assert set(first.joins) == set(second.joins)
    assert first.doubts == second.doubts


@given(LISTS, LISTS)
def test_each_fact_is_joined_once(old: list[Fact], new: list[Fact]) -> None:
    """One history cannot be that of two cards, and what is joined is not in doubt."""
    matches = match(old, new)
    for side in ("old", "new"):
        keys = [getattr(join, side).key for join in matches.joins]
        assert len(keys) == len(set(keys))
    assert not {join.new for join in matches.joins} & {doubt.new for doubt in matches.doubts}
