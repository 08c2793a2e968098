"""Japanese claims are asked in the author's own order of words, or not at all."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from notes2anki.questions.japanese import ask
from notes2anki.text import plain_text

NOT_ASKED = [
    ("a pointing word", "", "これはメモリを減らす"),
    ("a plan", "", "明日テストを書く"),
    ("a denial", "", "ロックを取らないと壊れる"),
    ("a subject that names no thing", "概要", "メモリを減らす"),
    ("an adverb before the verb", "", "キーは常に使われる"),
    ("a clause as the object", "ログ", "変更して古い値を書く"),
    ("two sentences", "", "ロックを解く。ページを読む"),
    ("a thing is no answer", "再現率", "なくしたいものに使われる"),
    ("another language", "Cache", "reduces memory"),
    ("no subject at all", "", "範囲検索に使われる"),
]

ASKED = [
    ("object", "", "腎臓は血液を濾過する", "腎臓は何を濾過するか？", "血液"),
    ("object under a subject", "バッファ", "書き込みを遅延させる", "バッファは何を遅延させるか？", "書き込み"),
    ("use", "索引", "範囲検索に使われる", "索引は何に使われるか？", "範囲検索"),
    ("a case", "木索引", "範囲を探す場合に使われる", "木索引はどんな場合に使われるか？", "範囲を探す場合"),
    ("proportional", "", "処理時間は要素数に比例する", "処理時間は何に比例するか？", "要素数"),
    ("place", "", "遺伝情報はDNAに保存される", "遺伝情報はどこに保存されるか？", "DNA"),
    ("material", "", "水は水素と酸素から構成される", "水は何から構成されるか？", "水素と酸素"),
    (
        "called",
        "",
        "変更されたページはダーティページと呼ばれる",
        "変更されたページは何と呼ばれるか？",
        "ダーティページ",
    ),
    ("number", "", "IPv4アドレスは32ビットである", "IPv4アドレスは何ビットか？", "32ビット"),
    ("reason", "", "ロック待ちが長くなるため、処理量が下がる", "なぜ処理量が下がるのか？", "ロック待ちが長くなるため"),
    (
        "condition",
        "",
        "バッファが満杯になると、古いページが追い出される",
        "バッファが満杯になると、どうなるか？",
        "古いページが追い出される",
    ),
    (
        "definition",
        "",
        "デッドロックとは、互いに待ち続ける現象である",
        "デッドロックとは何か？",
        "互いに待ち続ける現象",
    ),
]


@pytest.mark.parametrize(("subject", "claim"), [row[1:] for row in NOT_ASKED], ids=[row[0] for row in NOT_ASKED])
def test_what_is_not_sure_is_not_asked(subject: str, claim: str) -> None:
    """A claim that fits no form gives None."""
    assert ask(plain_text(claim), plain_text(subject)) is None


@pytest.mark.parametrize(
    ("subject", "claim", "question", "answer"), [row[1:] for row in ASKED], ids=[row[0] for row in ASKED]
)
def test_the_question_word_stands_where_the_news_is(subject: str, claim: str, question: str, answer: str) -> None:
    """Each form asks for its part, and the answer is that part, whole."""
    asked = ask(plain_text(claim), plain_text(subject))
    assert asked
    assert (asked.question.plain, asked.answer.plain) == (question, answer)


@given(st.text("索引は範囲を探す場合に使われるためと、何か A1（）。", max_size=30), st.text("索引A ()", max_size=6))
def test_any_claim_gives_none_or_a_whole_question(claim: str, subject: str) -> None:
    """Nothing raises; the answer is not empty and not shown in the question."""
    asked = ask(plain_text(claim), plain_text(subject))
    if asked:
        assert asked.question.plain.endswith("？")
        assert asked.answer.plain.strip()
        assert asked.answer.plain not in asked.question.plain
