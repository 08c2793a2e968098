"""What Anki makes of cards that are typed in and read aloud."""

from __future__ import annotations

import re

import pytest
from anki.cards import Card

from notes2anki.model import NoteType

BASIC = {"Question": '<div lang="ko">배깅은 <b>무엇</b>인가?</div>', "Answer": '<div lang="ko">묶음 &amp; 평균</div>'}


def _cards(bench) -> list[Card]:
    """Return all cards, in the order of their templates and gaps."""
    cards = map(bench.col.get_card, bench.col.find_cards(""))
    return sorted(cards, key=lambda card: (card.template()["name"], card.ord))


def _spoken(bench, side: str) -> list[list[tuple[str, str]]]:
    """Return what Anki reads on one side of each card: the voice and the words."""
    cards = _cards(bench)
    tags = (card.question_av_tags() if side == "question" else card.answer_av_tags() for card in cards)
    return [[(tag.lang, tag.field_text.strip()) for tag in side_tags] for side_tags in tags]


def _typed(bench, side: str) -> list[list[str]]:
    """Return the marks that the reviewer replaces by a box, and on the answer by a comparison."""
    outputs = (card.render_output() for card in _cards(bench))
    return [re.findall(r"\[\[type:(.+?)\]\]", getattr(output, f"{side}_text")) for output in outputs]


def test_both_sides_of_a_card_are_read_by_its_voice(bench, basic, changed) -> None:
    """Words alone, without marks; the reverse card begins with the answer."""
    bench.give(changed(basic, **BASIC, Spare3="ko_KR", Reverse="1"))
    asked, answered = ("ko_KR", "배깅은 무엇인가?"), ("ko_KR", "묶음 & 평균")
    assert _spoken(bench, "question") == [[asked], [answered]]
    assert _spoken(bench, "answer") == [[answered], [asked]]


def test_a_cloze_keeps_its_gap_from_the_voice(bench, cloze, changed) -> None:
    """The front says that something is missing, the back what it is."""
    bench.give(changed(cloze, Spare3="en_US"))
    assert _spoken(bench, "question")[0] == [("en_US", "blank is parallel, boosting is not")]
    assert _spoken(bench, "answer") == [[("en_US", "bagging")], [("en_US", "boosting")]]


@pytest.mark.parametrize("side", ["question", "answer"])
def test_the_box_is_that_of_the_answer(bench, basic, cloze, changed, side: str) -> None:
    """There is one on the forward card and on each gap, none on the reverse card."""
    bench.give(changed(basic, **BASIC, Spare2="1", Reverse="1"), changed(cloze, Spare2="1"))
    assert _typed(bench, side) == [["cloze:Text"], ["cloze:Text"], ["Answer"], []]


def test_what_is_typed_is_compared_without_marks(bench, basic, changed) -> None:
    """The words alone are right."""
    bench.give(changed(basic, **BASIC, Spare2="1"))
    card = bench.col.get_card(bench.col.find_cards("")[0])
    compared = bench.col.compare_answer(card.note()["Answer"], "묶음 & 평균")
    assert re.sub("<.*?>", "", compared) == "묶음 &amp; 평균"
    assert "typeBad" not in compared
    assert "typeMissed" not in compared


@pytest.mark.parametrize("note_type", NoteType)
def test_without_the_settings_a_card_is_silent_and_asks_for_nothing(bench, basic, cloze, note_type: NoteType) -> None:
    """No button, no box, no empty place for them."""
    bench.give({NoteType.BASIC: basic, NoteType.CLOZE: cloze}[note_type])
    for side in ("question", "answer"):
        assert not any(_spoken(bench, side))
        assert not any(_typed(bench, side))
    card = bench.col.get_card(bench.col.find_cards("")[0])
    assert not re.search('class="(?:typed|voice)"', card.question() + card.answer())
