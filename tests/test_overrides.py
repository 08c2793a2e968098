"""Overrides: what the user may say of single cards, what is wrong with it, and what becomes of the cards."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from notes2anki.decisions import Decision
from notes2anki.model import Block, Bullets, Card, InputError, Kind, Problem, Prose, Status
from notes2anki.overrides import MAX_SIZE, apply, by_card, read_answer, read_line, read_overrides
from notes2anki.text import Mark, Run, Text, plain_text
from tests.support.cards import CARD as PLAIN

CARD = replace(
    PLAIN,
    key="abcdefgh2345",
    kind=Kind.TERM,
    question=plain_text("IoU — what is it?"),
    answer=(Prose(plain_text("the overlap by the union of two boxes")),),
    path="notes/day41.md",
    first=12,
    last=12,
    score=0.5,
    status=Status.SUGGESTED,
    context=("Detection",),
)
CLOZE = replace(CARD, key="clozecloze22", kind=Kind.CLOZE, question=plain_text("{{c1::IoU}} compares boxes"), answer=())


def read(folder: Path, text: str) -> tuple[Decision, ...]:
    """Return what a file says."""
    return read_overrides(written(folder, text), "overrides.yaml")


def written(folder: Path, text: str) -> Path:
    """Write an overrides.yaml and return its path."""
    path = folder / "overrides.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def problems(folder: Path, text: str) -> list[Problem]:
    """Return what is wrong with a file."""
    with pytest.raises(InputError) as caught:
        read(folder, text)
    return sorted(caught.value.problems)


def applied(text: str, folder: Path, *cards: Card) -> tuple[tuple[Card, ...], list[str]]:
    """Return the cards after what a file says, and `line: message` for each notice."""
    found, notices = apply(cards or (CARD, CLOZE), said(folder, text))
    assert not any(notice.is_error for notice in notices)
    return found, [f"{notice.line}: {notice.message}" for notice in notices]


def said(folder: Path, text: str) -> dict[str, Decision]:
    """Return what a file says, by the keys of the cards."""
    return {decision.key: decision for decision in read(folder, text)}


# --- reading -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("text", ["", "# nothing yet\n", "---\n", "{}\n"])
def test_nothing_may_be_said(tmp_path: Path, text: str) -> None:
    """An empty file overrides nothing."""
    assert read(tmp_path, text) == ()


def test_there_need_be_no_file(tmp_path: Path) -> None:
    """Who has nothing to say writes no file."""
    assert read_overrides(tmp_path / "none.yaml", "none.yaml") == ()


def test_all_that_can_be_said_is_read(tmp_path: Path) -> None:
    """Short forms, long forms, keys that look like numbers, each with its line."""
    text = """abcdefgh2345: drop
bbbbbbbbbbbb: keep
222222222222: {keep: yes, kind: qa}
cccccccccccc:
  drop: true
dddddddddddd:
  question: What is **IoU**?
  answer: overlap by union
  hint: a ratio
"""
    found = read(tmp_path, text)
    assert found == (
        Decision("abcdefgh2345", Status.DROPPED),
        Decision("bbbbbbbbbbbb", Status.KEEP),
        Decision("222222222222", Status.KEEP, kind=Kind.QA),
        Decision("cccccccccccc", Status.DROPPED),
        Decision("dddddddddddd", question="What is **IoU**?", answer="overlap by union", hint="a ratio"),
    )
    assert [decision.where for decision in found] == [f"overrides.yaml:{line}" for line in (1, 2, 3, 4, 6)]


@pytest.mark.parametrize(
    ("answer", "blocks"),
    [
        pytest.param("one", (Prose(plain_text("one")),), id="a line"),
        pytest.param("one\ntwo", (Prose(plain_text("one")), Prose(plain_text("two"))), id="a paragraph a line"),
        pytest.param("- a\n\n* b", (Bullets((plain_text("a"), plain_text("b"))),), id="a list"),
        pytest.param("1. a\n2) b", (Bullets((plain_text("a"), plain_text("b")), is_ordered=True),), id="steps"),
        pytest.param(
            "two:\n- a\n- b\n1. c",
            (
                Prose(plain_text("two:")),
                Bullets((plain_text("a"), plain_text("b"))),
                Bullets((plain_text("c"),), is_ordered=True),
            ),
            id="a paragraph and lists",
        ),
        pytest.param("# a <br> b", (Prose(plain_text("# a b")),), id="nothing but what stands within a line"),
        pytest.param("-1", (Prose(plain_text("-1")),), id="a negative number"),
        pytest.param("$x$", (Prose(Text((Run("x", frozenset({Mark.MATH})),))),), id="math"),
    ],
)
def test_an_answer_is_markdown(answer: str, blocks: tuple[Block, ...]) -> None:
    """Marks within the lines count, and lines that begin as those of a list are one."""
    assert read_answer(answer) == blocks


def test_a_question_is_one_line() -> None:
    """Lines are joined."""
    assert read_line("What\nis **it**?\n") == Text((Run("What is "), Run("it", frozenset({Mark.STRONG})), Run("?")))


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        pytest.param("- a\n", (1, "expected keys of cards, found a list"), id="a list"),
        pytest.param("x: dorp\n", (1, "x: expected keep, drop or a mapping, found `dorp`"), id="no such word"),
        pytest.param("x:\n", (1, "x: expected keep, drop or a mapping, found nothing"), id="nothing"),
        pytest.param("x: [drop]\n", (1, "x: expected keep, drop or a mapping, found a list"), id="a list for a card"),
        pytest.param("x: {}\n", (1, "x: says nothing"), id="an empty mapping"),
        pytest.param("x: drop\ny: keep\nx: keep\n", (3, "x: stands here twice, first on line 1"), id="a key twice"),
        pytest.param("x:\n  kind: qa\n  kind: qa\n", (3, "x.kind: stands here twice, first on line 2"), id="a field"),
        pytest.param("x:\n  keep: true\n  drop: true\n", (1, "x: cannot be kept and dropped"), id="both"),
        pytest.param("x:\n  anwser: a\n", (2, "unknown key `x.anwser`"), id="an unknown field"),
        pytest.param("x:\n  keep: 1\n", (2, "x.keep: expected true, found a number"), id="a number for true"),
        pytest.param("x:\n  keep: false\n", (2, "x.keep: expected true, found false"), id="not kept"),
        pytest.param("x:\n  answer: 42\n", (2, "x.answer: expected a string, found a number"), id="a number"),
        pytest.param("x:\n  answer: [a]\n", (2, "x.answer: expected a string, found a list"), id="a list of words"),
        pytest.param("x:\n  question: ''\n", (2, "x.question: is empty"), id="no question"),
        pytest.param(
            "x:\n  kind: trem\n",
            (2, "x.kind: expected cause, cloze, contrast, list, qa or term, found `trem`"),
            id="no such kind",
        ),
        pytest.param("x: !!python/object:os.system a\n", (1, "x: expected keep, drop or a mapping"), id="an object"),
        pytest.param("x: *y\n", (1, "broken YAML: found undefined alias 'y'"), id="an alias of nothing"),
        pytest.param(f"x: {'[' * 500}\n", (1, "more than 20 lists or mappings in each other"), id="too deep"),
        pytest.param("#" * (MAX_SIZE + 1), (0, "is longer than 1024 KiB"), id="too long"),
    ],
)
def test_each_fault_is_named_at_its_line(tmp_path: Path, text: str, fault: tuple[int, str]) -> None:
    """The message says the card, the field, what was expected and what was found."""
    found = problems(tmp_path, text)
    assert any((problem.line, problem.message[: len(fault[1])]) == fault for problem in found)
    assert all(problem.path == "overrides.yaml" and problem.is_error for problem in found)


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("x: dorp", "as in `abcdefgh2345: drop`"),
        ("x: {anwser: a}", "did you mean `x.answer`? the keys of x are keep, drop, question, answer, hint, kind"),
        ("x: {merge: y}", "write both answers under `answer`, and `drop` the other card"),
        ("x: {kind: trem}", "did you mean `term`?"),
        ("x: {keep: false}", "write `drop: true`, or remove the line"),
        ("x: {answer: 42}", 'put it into quotes: "42"'),
    ],
)
def test_a_hint_says_how_to_mend_it(tmp_path: Path, text: str, hint: str) -> None:
    """The hint names the nearest legal word or what to write."""
    assert hint in problems(tmp_path, text)[0].hint


def test_all_faults_are_reported_at_once(tmp_path: Path) -> None:
    """One run tells everything, in the order of the lines."""
    text = "a: x\nb:\n  keep: 3\n  no: x\n  kind: x\nc: {}\na: drop\n"
    assert [problem.line for problem in problems(tmp_path, text)] == [1, 3, 4, 5, 6, 7]


# --- the cards -----------------------------------------------------------------------------------------------------


def test_cards_that_nothing_is_said_of_stay(tmp_path: Path) -> None:
    """Their order stays, too."""
    assert applied("", tmp_path) == ((CARD, CLOZE), [])


@pytest.mark.parametrize(("verdict", "status"), [("keep", Status.KEEP), ("drop", Status.DROPPED)])
def test_the_user_keeps_and_drops_cards(tmp_path: Path, verdict: str, status: Status) -> None:
    """The score no longer counts."""
    assert applied(f"{CARD.key}: {verdict}\n", tmp_path) == ((replace(CARD, status=status), CLOZE), [])


def test_the_users_words_are_asked_and_answered(tmp_path: Path) -> None:
    """Question, answer and kind are the user's; key, guid, status and place stay."""
    text = f"{CARD.key}: {{question: 'What compares boxes?', answer: their IoU, kind: qa}}\n"
    words = {"question": plain_text("What compares boxes?"), "answer": (Prose(plain_text("their IoU")),)}
    assert applied(text, tmp_path) == ((replace(CARD, kind=Kind.QA, **words), CLOZE), [])


def test_the_user_gives_hints(tmp_path: Path) -> None:
    """To any kind of card, whatever else is said of it; the user's counts before the author's."""
    text = f"{CARD.key}: {{hint: a **ratio**}}\n{CLOZE.key}: {{hint: three letters}}\n"
    hinted = replace(CARD, hint=plain_text("an area"))
    (card, cloze), notices = applied(text, tmp_path, hinted, CLOZE)
    assert (card.hint.plain, cloze.hint.plain, notices) == ("a ratio", "three letters", [])
    assert replace(card, hint=CARD.hint) == CARD


def test_a_cloze_has_another_sentence(tmp_path: Path) -> None:
    """The question of a cloze is its sentence, with its gaps."""
    text = f"{CLOZE.key}: {{question: 'Boxes are compared by {{{{c1::IoU}}}}', kind: cloze}}\n"
    (_, cloze), notices = applied(text, tmp_path)
    assert (cloze.question.plain, cloze.kind, notices) == ("Boxes are compared by {{c1::IoU}}", Kind.CLOZE, [])


@pytest.mark.parametrize(
    ("text", "notice"),
    [
        pytest.param(
            f"\n{CARD.key}: {{kind: cloze}}\n",
            f"2: {CARD.key}: a card of the kind term cannot become cloze",
            id="a term as a cloze",
        ),
        pytest.param(
            f"{CLOZE.key}: {{kind: term}}\n",
            f"1: {CLOZE.key}: a card of the kind cloze cannot become term",
            id="a cloze as a term",
        ),
        pytest.param(
            f"{CLOZE.key}: {{question: 'What?'}}\n",
            f"1: {CLOZE.key}: the question of a cloze needs a gap",
            id="a cloze without gap",
        ),
        pytest.param(
            f"{CLOZE.key}: {{question: '{{{{c1::a}}}} {{{{c0::b}}}}'}}\n",
            f"1: {CLOZE.key}: the question of a cloze needs a gap",
            id="a gap that Anki does not count",
        ),
        pytest.param(
            f"{CLOZE.key}: {{answer: IoU}}\n",
            f"1: {CLOZE.key}: a cloze has no answer beside its gaps",
            id="a cloze with an answer",
        ),
    ],
)
def test_what_a_card_cannot_be_is_a_notice(tmp_path: Path, text: str, notice: str) -> None:
    """The card stays as it was, and the user is told at the entry's line."""
    assert applied(text, tmp_path) == ((CARD, CLOZE), [notice])


@pytest.mark.parametrize(
    "words", ["question: 'IoU, the overlap by the union of two boxes?'", "answer: what is it", "answer: Detection"]
)
def test_a_question_that_gives_the_answer_away_is_a_notice(tmp_path: Path, words: str) -> None:
    """The user is told, whichever of the two is new, and gets what was asked for."""
    found, notices = applied(f"{CARD.key}: {{{words}}}\n", tmp_path)
    assert notices == [f"1: {CARD.key}: the question gives the answer away"]
    assert found[0] != CARD


def test_a_verdict_alone_brings_up_no_leak(tmp_path: Path) -> None:
    """What the rules have let pass is none of the user's doing."""
    leaking = replace(CARD, answer=(Prose(plain_text("what is it")),))
    assert applied(f"{CARD.key}: keep\n", tmp_path, leaking)[1] == []


@pytest.mark.parametrize(
    ("words", "hint"),
    [
        ("drop", "you can delete this entry"),
        ("{question: How tall it is}", "you can delete this entry"),
        ("{question: IoU - what is it}", "notes/day41.md:12 now, “IoU — what is it?”? Its key is abcdefgh2345"),
        ("{answer: overlap by the union of boxes}", "Its key is abcdefgh2345"),
    ],
)
def test_a_key_that_no_card_has_is_a_notice(tmp_path: Path, words: str, hint: str) -> None:
    """The user is told which card it may have become, or that the entry can go."""
    text = f"# mine\nzzzzzzzzzzzz: {words}\n"
    _, (notice,) = apply((CARD, CLOZE), said(tmp_path, text), {"zzzzzzzzzzzz"})
    assert (notice.path, notice.line, notice.is_error) == ("overrides.yaml", 2, False)
    assert notice.message == "zzzzzzzzzzzz: no card has this key any more"
    assert hint in notice.hint


@pytest.mark.parametrize(
    ("key", "hint"),
    [
        pytest.param("abc", "`notes2anki cards --keys` shows the keys that there are", id="no key at all"),
        pytest.param("abcdefgh2435", "did you mean abcdefgh2345, “IoU — what is it?”?", id="two letters the other way"),
    ],
)
def test_a_key_that_no_card_ever_had_is_not_told_to_be_gone(tmp_path: Path, key: str, hint: str) -> None:
    """It is a slip, most likely."""
    _, (notice,) = apply((CARD,), said(tmp_path, f"{key}: drop\n"))
    assert notice.message == f"{key}: no card has this key"
    assert notice.hint.startswith(hint)


def test_a_card_with_an_entry_of_its_own_is_no_ones_successor(tmp_path: Path) -> None:
    """A key that is in use is not offered again."""
    text = f"{CARD.key}: keep\nzzzzzzzzzzzz: {{question: IoU — what is it}}\n"
    _, (notice,) = apply((CARD,), said(tmp_path, text), {"zzzzzzzzzzzz"})
    assert notice.hint == "you can delete this entry"


MINE = Decision("abcdefgh2345", Status.KEEP, file="overrides.yaml", place=3)
PAGES = Decision("abcdefgh2345", Status.DROPPED, file="decisions.jsonl", place=1)
OF_OLD = Decision("oldoldoldold", Status.DROPPED, file="decisions.jsonl", place=2)


@pytest.mark.parametrize(
    ("files", "counts", "where"),
    [
        pytest.param(((MINE,), ()), MINE, [], id="one decision"),
        pytest.param(((), (OF_OLD,)), OF_OLD, [], id="of the bullet before it was edited"),
        pytest.param(((MINE,), (PAGES,)), MINE, ["decisions.jsonl:1"], id="one in each file"),
        pytest.param(((replace(OF_OLD, file="o"),), (PAGES,)), OF_OLD, ["decisions.jsonl:1"], id="one of them of old"),
        pytest.param(((), (OF_OLD, PAGES)), PAGES, ["decisions.jsonl:2"], id="two in one file"),
    ],
)
def test_of_two_decisions_one_counts(
    files: tuple[tuple[Decision, ...], ...], counts: Decision, where: list[str]
) -> None:
    """The user's file before the page's, today's key before an older one; the other is told where it stands."""
    said, notices = by_card(*files, names={"oldoldoldold": "abcdefgh2345"})
    assert said == {"abcdefgh2345": counts}
    assert [f"{notice.path}:{notice.line}" for notice in notices] == where
    assert all(f"{said[MINE.key].where} speaks of this card, too, and counts" in one.message for one in notices)
