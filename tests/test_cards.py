"""Cards: how each kind of fact is asked, that no question tells its answer, and that one fact is one card."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from notes2anki.cards import LONGEST_QUESTION, drop_twins, is_reversed, make_cards, merge_copies
from notes2anki.languages import all_languages
from notes2anki.model import (
    Attribute,
    Block,
    Bullets,
    Card,
    Cause,
    Code,
    Concept,
    Contrast,
    Definition,
    Doubt,
    Enumeration,
    Finding,
    FrontMatter,
    Gaps,
    Grid,
    Habits,
    Kind,
    Naming,
    NoteType,
    Property,
    Prose,
    Question,
    Report,
    Reverse,
    Settings,
    Skip,
    Status,
    Wording,
)
from notes2anki.text import Mark, Run, Text, plain_text

MONDAY = dt.date(2021, 9, 27)
SETTINGS = Settings(Path("/d"), "Root", ("notes",), Path("/d/d.apkg"), Path("/d/ledger.jsonl"))
LONGEST_ANSWER = SETTINGS.habits.longest_answer
LANGUAGES = tuple(one.code for one in all_languages())

X, Y, Z = map(plain_text, ("BatchNorm", "LayerNorm", "정규화"))
SHORT = (Prose(plain_text("채널마다 평균을 빼는 것")),)


def finding(concept: Concept, **values: object) -> Finding:
    """Return a finding with what does not matter to the test filled in."""
    usual = Finding(concept, "label", 0.8, "definition", "BatchNorm: 채널마다 평균을 빼는 것", 3, 3, "ko")
    return replace(usual, **values)


def make(concept: Concept, *, date: dt.date | None = MONDAY, path: str = "day41.md", **values: object) -> Card | Skip:
    """Return what becomes of a concept."""
    report = Report(path, FrontMatter(date=date), ())
    (made,) = make_cards(report, [finding(concept, **values)], SETTINGS)
    return made


def card(concept: Concept | None = None, **values: object) -> Card:
    """Return the card that a concept becomes."""
    made = make(concept or Definition(X, SHORT), **values)
    assert isinstance(made, Card)
    return made


def skip(concept: Concept, **values: object) -> Skip:
    """Return why a concept becomes no card."""
    made = make(concept, **values)
    assert isinstance(made, Skip)
    return made


# --- wording -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "line",
    ["Hint: 채널", "hint : 채널", "힌트: 채널", "ヒント：채널", "提示：채널"],
    ids=("en", "small", "ko", "ja", "zh"),
)
def test_a_hint_leaves_the_answer(line: str) -> None:
    """A line that begins so in any language is shown before the answer; the card stays the same one."""
    made = card(Question(X, (*SHORT, Prose(plain_text(line)))))
    assert (made.answer, made.hint) == (SHORT, plain_text("채널"))
    assert made.guid == card(Question(X, SHORT)).guid


@pytest.mark.parametrize("line", ["Hint", "Hints: two", "a hint: two", "Hint:"])
def test_other_lines_are_no_hints(line: str) -> None:
    """The word has to begin the line, with a colon and something behind it."""
    answer = (*SHORT, Prose(plain_text(line)))
    assert (card(Question(X, answer)).answer, card(Question(X, answer)).hint) == (answer, Text())


def test_a_hint_alone_is_the_answer() -> None:
    """Something has to be left to answer with."""
    answer = (Prose(plain_text("Hint: x")),)
    assert card(Question(X, answer)).answer == answer


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    ("concept", "kind", "asked", "answer"),
    [
        pytest.param(Definition(X, SHORT), Kind.TERM, (X,), SHORT, id="definition"),
        pytest.param(
            Contrast((X, Y), (plain_text("묶음마다"), plain_text("층마다"))),
            Kind.CONTRAST,
            (X, plain_text(" vs "), Y),
            (
                Bullets(
                    (
                        X.marked(Mark.STRONG) + plain_text(": 묶음마다"),
                        Y.marked(Mark.STRONG) + plain_text(": 층마다"),
                    )
                ),
            ),
            id="contrast",
        ),
        pytest.param(Cause(X, SHORT), Kind.CAUSE, (X,), SHORT, id="cause"),
        pytest.param(Naming(X, Z), Kind.QA, (X,), (Prose(Z),), id="naming"),
        pytest.param(Enumeration(Z, (X, Y)), Kind.LIST, (Z, plain_text("2")), (Bullets((X, Y)),), id="enumeration"),
        pytest.param(
            Enumeration(Z, (X, Y), is_ordered=True),
            Kind.LIST,
            (Z, plain_text("2")),
            (Bullets((X, Y), is_ordered=True),),
            id="steps",
        ),
        pytest.param(Enumeration(Z, (X,), Y), Kind.LIST, (Z, Y, plain_text("1")), (Bullets((X,)),), id="aspect"),
        pytest.param(Attribute(X, Z, SHORT), Kind.QA, (X, Z), SHORT, id="attribute"),
        pytest.param(Property(X, (Y,)), Kind.QA, (X,), (Prose(Y),), id="one property"),
        pytest.param(Property(X, (Y, Z)), Kind.QA, (X,), (Bullets((Y, Z)),), id="properties"),
    ],
)
def test_a_fact_is_asked_in_its_language(
    concept: Concept, kind: Kind, asked: tuple[Text, ...], answer: tuple[Block, ...], language: str
) -> None:
    """The question holds what is given, in its order, in a sentence of the language, and the answer what is sought."""
    made = card(concept, language=language)
    question = made.question.plain
    assert question.endswith(("?", "？"))
    assert not set(question) & set("{}")
    assert all(given.plain in question for given in asked)
    assert not any(said in question for said in _words(answer))
    assert (made.kind, made.answer, made.language) == (kind, answer, language)


def _words(answer: tuple[Block, ...]) -> list[str]:
    texts = [block.text for block in answer if isinstance(block, Prose)]
    members = [member for block in answer if isinstance(block, Bullets) for member in block.members]
    return [text.plain for text in (*texts, *members)]


@pytest.mark.parametrize("name", list(all_languages()[0].table("wordings")))
def test_each_language_has_its_own_words_for_every_question(name: str) -> None:
    """No wording is missing, and none of Korean, English, Japanese and Chinese was copied from another."""
    wordings = {one.code: one.wording(name) for one in all_languages()}
    plain = [words for words in wordings.values() if any(char.isalpha() for char in words.format_map(_Holes()))]
    assert sorted(LANGUAGES) == ["en", "ja", "ko", "zh"]
    assert len(set(plain)) == len(plain)


class _Holes(dict[str, str]):
    def __missing__(self, name: str) -> str:
        return ""


def test_marks_of_the_note_are_in_the_question() -> None:
    """A term in code stays in code, and its words are not bold because the wording's neighbour is."""
    term = Text((Run("nn.Module", frozenset({Mark.CODE})),))
    assert card(Definition(term, SHORT)).question.spans(Mark.CODE) == ((0, 9),)


def test_the_authors_own_question_is_asked_as_it_is() -> None:
    """Nothing is added to a question that was one already."""
    made = card(Question(plain_text("왜 정규화를 하는가?"), SHORT))
    assert (made.kind, made.question.plain, made.answer) == (Kind.QA, "왜 정규화를 하는가?", SHORT)


def test_gaps_are_asked_as_they_stand() -> None:
    """A cloze is its sentence; it needs no answer, and the note type that Anki has for it."""
    made = card(Gaps(plain_text("{{c1::BatchNorm}}은 층이다")))
    assert (made.kind, made.note_type, made.answer) == (Kind.CLOZE, NoteType.CLOZE, ())
    assert made.question.plain == "{{c1::BatchNorm}}은 층이다"


@pytest.mark.parametrize(
    ("language", "claim", "asked", "answer"),
    [
        pytest.param(
            "ko",
            "배치가 작으면 통계가 흔들려 학습이 불안정하다",
            "배치가 작으면 …?",
            "통계가 흔들려 학습이 불안정하다",
            id="a clause",
        ),
        pytest.param("ko", "평균을 빼고 표준편차로 나눈다", "평균을 …?", "빼고 표준편차로 나눈다", id="a phrase"),
        pytest.param("ko", "학습되는 두 매개변수를 사용한다", "… 를 사용한다?", "학습되는 두 매개변수", id="an end"),
        pytest.param(
            "en",
            "If the batch is small, its statistics are noisy",
            "If the batch is small …?",
            "its statistics are noisy",
            id="an english clause",
        ),
        pytest.param(
            "en",
            "Keeps statistics for inference after the training is done",
            "Keeps statistics …?",
            "for inference after the training is done",
            id="an english phrase",
        ),
        pytest.param(
            "ja", "バッチが小さいと、統計が不安定になる", "バッチが小さいと …?", "統計が不安定になる", id="japanese"
        ),
        pytest.param("zh", "如果批次很小，统计量就会不稳定", "如果批次很小 …?", "统计量就会不稳定", id="chinese"),
    ],
)
def test_a_further_fact_is_asked_by_a_part_of_it(language: str, claim: str, asked: str, answer: str) -> None:
    """Where another card asks for the subject as a whole, part of the fact is shown, and only the rest is asked for."""
    made = card(Property(X, (plain_text(claim),), is_further=True), language=language)
    assert (made.question.plain, _words(made.answer)) == (f"BatchNorm — {asked}", [answer])
    assert made.status is Status.KEEP


def test_what_leans_on_a_further_fact_stays_in_its_answer() -> None:
    """The first fact gives the question; those that lean on it are answered whole."""
    claims = (plain_text("배치가 작으면 통계가 흔들려 학습이 불안정하다"), plain_text("따라서 층마다 정규화한다"))
    made = card(Property(X, claims, is_further=True))
    assert _words(made.answer) == ["통계가 흔들려 학습이 불안정하다", "따라서 층마다 정규화한다"]


@pytest.mark.parametrize(
    "claim",
    [
        pytest.param("층마다 평균", id="too short to be parted"),
        pytest.param("one two three four five six seven eight", id="no place to part it"),
        pytest.param("(평균을 뺀 값)", id="a bracket that would be cut in two"),
    ],
)
def test_a_fact_that_nothing_tells_apart_scores_less(claim: str) -> None:
    """Its question says only that there is more to know, and holds nothing of the answer."""
    made = card(Property(X, (plain_text(claim),), is_further=True))
    assert (made.question.plain, _words(made.answer)) == ("BatchNorm — 또 다른 핵심은?", [claim])
    assert "one fact of several" in {doubt.name for doubt in made.doubts}


def test_what_a_subject_is_is_asked_as_a_term() -> None:
    """A fact that says what its subject is gives a term card."""
    made = card(Property(X, (Z,), is_meaning=True))
    assert (made.kind, made.question.plain, made.term) == (Kind.TERM, "BatchNorm — 무엇인가?", X)


def test_one_claim_may_tell_all_topics_apart() -> None:
    """What is said of both at once is one paragraph."""
    made = card(Contrast((X, Y), (plain_text("평균을 내는 축"),)))
    assert (made.question.plain, made.answer) == (
        "BatchNorm vs LayerNorm — 어떻게 다른가?",
        (Prose(plain_text("평균을 내는 축")),),
    )


# --- what is not asked ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("concept", "reason"),
    [
        pytest.param(Definition(X, ()), "nothing to answer with", id="no answer"),
        pytest.param(Definition(X, (Prose(plain_text("  ")),)), "nothing to answer with", id="an empty answer"),
        pytest.param(Definition(X, (Prose(X),)), "give the answer away", id="the term itself"),
        pytest.param(Cause(plain_text("batch norm"), (Prose(X),)), "give the answer away", id="case and spaces differ"),
        pytest.param(
            Question(plain_text("층은 BatchNorm인가?"), (Prose(X),)), "give the answer away", id="a leak within"
        ),
    ],
)
def test_what_cannot_be_asked_is_skipped_with_its_reason(concept: Concept, reason: str) -> None:
    """A question without an answer, or with the answer in it, becomes no card."""
    made = skip(concept, first=5, last=6)
    assert reason in made.reason
    assert (made.path, made.first, made.last) == ("day41.md", 5, 6)


def test_a_very_short_answer_may_stand_in_the_question() -> None:
    """Two letters are in many words: `AI` in `explain` tells nothing."""
    assert card(Cause(plain_text("explain it"), (Prose(plain_text("AI")),))).status is Status.KEEP


@pytest.mark.parametrize(
    ("trail", "context"),
    [
        pytest.param((), (), id="no trail"),
        pytest.param(("1. 강의", "정규화"), ("1. 강의", "정규화"), id="what tells where"),
        pytest.param(("", " - "), (" - ",), id="what is empty"),
        pytest.param(("CNN", "CNN", "Layers"), ("CNN", "Layers"), id="what is said twice"),
        pytest.param(("강의", "batch norm"), ("강의",), id="what the question says already"),
        pytest.param(("강의", "채널마다 평균을 빼는 것이란"), ("강의",), id="what gives the answer away"),
    ],
)
def test_the_trail_tells_neither_question_nor_answer_nor_itself(
    trail: tuple[str, ...], context: tuple[str, ...]
) -> None:
    """Headings above are shown with the question, so none may tell the answer."""
    assert card(trail=trail).context == context


# --- long answers --------------------------------------------------------------------------------------------------

SENTENCE = "열 글자 문장이다. "
LONG = SENTENCE * (LONGEST_ANSWER // len(SENTENCE) + 3)
GRID = Grid(((plain_text("a"), plain_text("b")),))


def test_a_short_answer_is_left_alone() -> None:
    """Up to the longest length nothing moves, whatever its kind; what the rule put into Extra stays there."""
    answer = (*SHORT, Code("x = 1"), GRID)
    made = card(Definition(X, answer), extra=(Code("y"),))
    assert (made.answer, made.extra) == (answer, (Code("y"),))


def test_a_long_answer_ends_with_a_sentence() -> None:
    """What does not fit goes to Extra, before what is there; no word is lost."""
    made = card(Definition(X, (Prose(plain_text(LONG)), GRID)), extra=(Code("y"),))
    (kept,), (rest, *others) = made.answer, made.extra
    assert isinstance(kept, Prose)
    assert isinstance(rest, Prose)
    assert LONGEST_ANSWER - len(SENTENCE) < len(kept.text.plain) <= LONGEST_ANSWER
    assert f"{kept.text.plain} {rest.text.plain}" == LONG.strip()
    assert others == [GRID, Code("y")]
    assert made.status is Status.KEEP


def test_blocks_that_do_not_fit_move_whole() -> None:
    """After the first block, a list or a paragraph without a sentence's end moves to Extra as it is."""
    lists = Bullets((plain_text("가" * 150), plain_text("나" * 150)))
    made = card(Definition(X, (*SHORT, lists, *SHORT)))
    assert (made.answer, made.extra) == (SHORT, (lists, *SHORT))
    made = card(Definition(X, (*SHORT, Prose(plain_text("가" * 300)))))
    assert (made.answer, len(made.extra)) == (SHORT, 1)


@pytest.mark.parametrize(
    "answer",
    [
        pytest.param(Prose(plain_text("가" * 300)), id="no end of a sentence"),
        pytest.param(Prose(Text((Run("a. b " * 60, frozenset({Mark.CODE})),))), id="ends in code are none"),
        pytest.param(Bullets((plain_text("가" * 150), plain_text("나" * 150))), id="a list"),
    ],
)
def test_an_answer_that_cannot_be_shortened_lowers_the_score(answer: Block) -> None:
    """It stays whole, and the card may only be suggested."""
    made = card(Definition(X, (answer,)))
    assert (made.answer, made.extra, made.status) == ((answer,), (), Status.SUGGESTED)


def test_a_long_question_lowers_the_score() -> None:
    """A question that nobody reads to its end is no good card."""
    assert card(Definition(plain_text("가" * LONGEST_QUESTION), SHORT)).score < card().score


@given(st.lists(st.text(alphabet="가a. 。\n", max_size=400), max_size=4))
def test_shortening_loses_nothing(paragraphs: list[str]) -> None:
    """Answer and Extra together hold every letter of the answer, in its order."""
    made = make(Definition(X, tuple(Prose(plain_text(words)) for words in paragraphs)))
    if isinstance(made, Card):
        shown = "".join(_words((*made.answer, *made.extra)))
        assert "".join(shown.split()) == "".join("".join(paragraphs).split())


def test_the_user_says_how_long_an_answer_may_be() -> None:
    """With a lower limit, more of the same answer goes to Extra."""
    limited = replace(SETTINGS, habits=Habits(longest_answer=40))
    report = Report("day41.md", FrontMatter(), ())
    (made,) = make_cards(report, [finding(Definition(X, (Prose(plain_text(LONG)),)))], limited)
    assert isinstance(made, Card)
    assert 40 - len(SENTENCE) < len("".join(_words(made.answer))) <= 40


# --- what the user has a say in ------------------------------------------------------------------------------------


def test_the_users_wording_is_asked() -> None:
    """It holds for its language and kind of question alone."""
    mine = replace(SETTINGS, habits=Habits(wordings=(Wording("ko", "definition", "{term}?"),)))
    report = Report("day41.md", FrontMatter(), ())
    concepts = (Definition(X, SHORT), Cause(X, SHORT))
    made = list(make_cards(report, [finding(concept) for concept in concepts], mine))
    made += make_cards(report, [finding(concepts[0], language="en")], mine)
    questions = [one.question.plain for one in made if isinstance(one, Card)]
    assert questions == ["BatchNorm?", "BatchNorm → 결과나 대책은?", "BatchNorm — what is it?"]
    assert {one.guid for one in made if isinstance(one, Card)} == {card().guid}


def test_a_card_knows_what_made_its_score() -> None:
    """The doubts of the rules come first, then those of the card; their factors give the score."""
    made = card(
        Definition(plain_text("가" * 200), (Prose(plain_text("https://x.org")),)), doubts=(Doubt("vague", 0.9),)
    )
    names = [doubt.name for doubt in made.doubts]
    assert names == ["vague", "an address in the answer", "a long question"]
    assert made.score == pytest.approx(0.8 * 0.5 * 0.8)  # the finding's score counts the first already


@pytest.mark.parametrize(
    ("concept", "in_all", "of_terms"),
    [
        pytest.param(Definition(X, SHORT), True, True, id="a term"),
        pytest.param(
            Definition(plain_text("정규화(norm)"), (Prose(plain_text("Norm을 쓰는 층을 이르는 말이다")),)),
            True,
            False,
            id="the meaning names a part of the term",
        ),
        pytest.param(Definition(X, (Prose(plain_text("빠른 층")),)), True, False, id="hardly a meaning"),
        pytest.param(Definition(X, (*SHORT, *SHORT)), True, False, id="two paragraphs"),
        pytest.param(Definition(X, (Bullets((Y, Z)),)), True, False, id="a list"),
        pytest.param(Cause(X, SHORT), True, False, id="no term"),
        pytest.param(Contrast((X, Y), (Z, plain_text("층"))), False, False, id="a contrast"),
        pytest.param(Gaps(plain_text("{{c1::BatchNorm}}은 층")), False, False, id="a cloze"),
    ],
)
def test_what_is_asked_the_other_way_round(concept: Concept, *, in_all: bool, of_terms: bool) -> None:
    """Off by default; of terms only where the meaning leaves no doubt which one it is."""
    made = card(concept)
    found = [is_reversed(made, choice) for choice in (Reverse.NONE, Reverse.ALL, Reverse.TERMS)]
    assert found == [False, in_all, of_terms]


def test_a_heading_that_names_the_term_keeps_it_from_being_asked_for() -> None:
    """What is shown above the meaning may not name the term."""
    made = card(trail=("BatchNorm 정리",))
    assert not is_reversed(made, Reverse.TERMS)


# --- status, place and identity ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("score", "status"), [(1.0, Status.KEEP), (0.6, Status.KEEP), (0.5999, Status.SUGGESTED), (0.0, Status.SUGGESTED)]
)
def test_what_scores_below_the_threshold_is_only_suggested(score: float, status: Status) -> None:
    """The threshold itself is enough."""
    assert card(score=score).status is status


def test_a_card_knows_where_it_came_from() -> None:
    """Path, lines, rule, sources and date are those of the finding and its report; tags and deck come later."""
    made = card(rule="arrow", first=7, last=9, sources=("https://x.org",))
    assert (made.path, made.first, made.last, made.rule, made.date) == ("day41.md", 7, 9, "arrow", MONDAY)
    assert (made.sources, made.tags, made.deck) == (("https://x.org",), (), "")


@pytest.mark.parametrize(
    "values",
    [
        pytest.param({"path": "2021/day42.md", "date": None, "first": 90, "last": 91}, id="another place"),
        pytest.param({"rule": "arrow", "score": 0.1}, id="another rule and score"),
        pytest.param({"concept": Cause(Y, SHORT), "language": "en", "trail": ("a",)}, id="another wording"),
        pytest.param({"source_text": "batchnorm： 채널마다  평균을 빼는것."}, id="space, case and stops of the bullet"),
    ],
)
def test_the_guid_outlives_what_may_change(values: dict[str, object]) -> None:
    """Moved files, better rules and better wordings keep one card."""
    first, second = card(), card(**values)
    assert (first.guid, first.key, first.source_text) == (second.guid, second.key, second.source_text)


def test_the_guid_tells_facts_apart() -> None:
    """Another bullet, another slot and another note type are other notes."""
    made = [card(), card(slot="effect"), card(source_text="LayerNorm"), card(Gaps(plain_text("{{c1::BatchNorm}}")))]
    assert len({one.guid for one in made}) == 4
    assert len({one.key for one in made}) == 3


# --- copies and twins ----------------------------------------------------------------------------------------------


def test_cards_that_differ_are_no_copies() -> None:
    """Nothing happens to cards of different facts."""
    cards = (card(), card(slot="effect"), card(source_text="LayerNorm"))
    assert tuple(merge_copies(cards)) == cards
    assert tuple(drop_twins(cards[:1])) == cards[:1]


def test_the_earliest_report_is_the_home_of_a_fact() -> None:
    """The order of files does not matter, a report without a date comes last, and other places become sources."""
    undated = card(path="a.md", date=None, first=1, sources=("https://a.org",))
    later = card(path="b.md", date=dt.date(2021, 10, 4), first=20, sources=("https://x.org", "https://a.org"))
    home = card(path="c.md", first=30, sources=("https://x.org",))
    other = card(path="d.md", slot="effect")
    assert tuple(merge_copies([undated, later, other, home])) == (
        other,
        replace(home, sources=("https://x.org", "https://a.org", "b.md:20", "a.md:1")),
    )


def test_a_copy_within_a_report_is_skipped_there() -> None:
    """The first line of a bullet that was written twice is its home, and the second one says so."""
    first, second = card(first=3), card(first=9)
    again = Skip("day41.md", 9, second.last, second.question.plain, "the same fact as day41.md:3")
    assert tuple(merge_copies([first, second])) == (replace(first, sources=("day41.md:9",)), again)


@pytest.mark.parametrize(
    ("other", "is_twin"),
    [
        pytest.param({"deck": "Root::NLP"}, False, id="in another subdeck"),
        pytest.param({"context": ("학습",)}, False, id="under another heading"),
        pytest.param({"question": plain_text("LayerNorm?")}, False, id="of another term"),
        pytest.param({"kind": Kind.CLOZE, "guid": "g"}, False, id="as a cloze"),
        pytest.param({}, True, id="the same question"),
        pytest.param({"question": plain_text("batchnorm ？")}, True, id="in other letters"),
    ],
)
def test_a_question_is_asked_once_in_a_subdeck(other: dict[str, object], *, is_twin: bool) -> None:
    """A learner cannot know which of two answers is meant; the later one is skipped, and says of which it is a twin."""
    first = replace(card(first=3), question=plain_text("BatchNorm?"))
    second = replace(first, **{"guid": "other", "first": 9, "last": 9} | other)
    kept, found = drop_twins([first, second])
    assert kept is first
    reason = "the same question as day41.md:3"
    assert found == (Skip("day41.md", 9, 9, second.question.plain, reason) if is_twin else second)


def test_a_dropped_card_is_in_no_ones_way() -> None:
    """It is listed as dropped, and the other card with its question stays."""
    dropped = replace(card(first=3), status=Status.DROPPED)
    other = replace(card(first=9), guid="other", status=Status.SUGGESTED)
    assert tuple(drop_twins([dropped, other])) == (dropped, other)


def test_a_suggestion_does_not_push_out_a_kept_card() -> None:
    """Of two cards with one question the one that is imported stays, though it comes later."""
    suggested = replace(card(first=3, score=0.1), guid="other")
    kept = card(first=9)
    found, stays = drop_twins([suggested, kept])
    assert isinstance(found, Skip)
    assert (found.first, found.reason, stays) == (3, "the same question as day41.md:9", kept)
