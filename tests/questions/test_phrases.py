"""Japanese and Chinese claims are asked in the author's own order of words, or not at all."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from notes2anki.questions.wording import ask
from notes2anki.text import plain_text

NOT_ASKED = {
    "ja": [
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
    ],
    "zh": [
        ("a pronoun", "", "它可以减少内存"),
        ("a pointing word", "", "这个方法提高性能"),
        ("a person", "", "我使用了索引"),
        ("a denial", "事务", "不支持嵌套"),
        ("a denial with its own topic", "", "锁不防止死锁"),
        ("a subject that names no thing", "概述", "提高吞吐量"),
        ("two actions", "", "叶绿体吸收光能并产生氧气"),
        ("two verbs", "", "使用覆盖索引可以减少回表"),
        ("a vague answer", "缓存", "提高性能"),
        ("two sentences", "", "锁被释放。页面被读取"),
        ("another language", "Cache", "reduces memory"),
        ("no subject at all", "", "减少回表"),
    ],
}

ASKED = {
    "ja": [
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
        (
            "reason",
            "",
            "ロック待ちが長くなるため、処理量が下がる",
            "なぜ処理量が下がるのか？",
            "ロック待ちが長くなるため",
        ),
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
    ],
    "zh": [
        ("object", "", "胰岛素降低血糖", "胰岛素降低什么？", "血糖"),
        ("object under a subject", "覆盖索引", "可以减少回表", "覆盖索引可以减少什么？", "回表"),
        (
            "a Latin subject",
            "HTTPS",
            "依赖于 TLS（Transport Layer Security）",
            "HTTPS 依赖于什么？",
            "TLS（Transport Layer Security）",
        ),
        ("use", "布隆过滤器", "用于快速查询", "布隆过滤器用于什么？", "快速查询"),
        ("means", "", "签名通过公钥验证", "签名通过什么验证？", "公钥"),
        ("called", "", "写入前的数据页被称为脏页", "写入前的数据页被称为什么？", "脏页"),
        ("place", "", "遗传信息存储在 DNA 中", "遗传信息存储在哪里？", "DNA 中"),
        ("number", "", "蜘蛛有八条腿", "蜘蛛有多少条腿？", "八条"),
        ("value", "", "MySQL 的默认端口是 3306", "MySQL 的默认端口是多少？", "3306"),
        ("reason", "", "因为索引有序，所以范围查询很快", "为什么范围查询很快？", "索引有序"),
        ("purpose", "", "为了避免死锁，线程需要按固定顺序加锁", "线程为什么需要按固定顺序加锁？", "为了避免死锁"),
        ("condition", "", "如果缓冲区已满，就会丢弃最旧的请求", "如果缓冲区已满，会怎样？", "丢弃最旧的请求"),
    ],
}


@pytest.mark.parametrize(
    ("language", "subject", "claim"),
    [
        pytest.param(language, *row[1:], id=f"{language} {row[0]}")
        for language, rows in NOT_ASKED.items()
        for row in rows
    ],
)
def test_what_is_not_sure_is_not_asked(language: str, subject: str, claim: str) -> None:
    """A claim that fits no form gives None."""
    assert ask(plain_text(claim), plain_text(subject), language) is None


@pytest.mark.parametrize(
    ("language", "subject", "claim", "question", "answer"),
    [pytest.param(language, *row[1:], id=f"{language} {row[0]}") for language, rows in ASKED.items() for row in rows],
)
def test_the_question_word_stands_where_the_news_is(
    language: str, subject: str, claim: str, question: str, answer: str
) -> None:
    """Each form asks for its part, and the answer is that part, whole."""
    asked = ask(plain_text(claim), plain_text(subject), language)
    assert asked
    assert (asked.question.plain, asked.answer.plain) == (question, answer)


_JAPANESE = st.text("索引は範囲を探す場合に使われるためと、何か A1（）。", max_size=30), st.text("索引A ()", max_size=6)
_CHINESE = (
    st.text("缓存可以减少有三个因为，所以如果就通过公钥验证 A1（）。", max_size=30),
    st.text("缓存锁A ()", max_size=6),
)


@settings(max_examples=200)
@given(st.tuples(st.just("ja"), *_JAPANESE) | st.tuples(st.just("zh"), *_CHINESE))
def test_any_claim_gives_none_or_a_whole_question(said: tuple[str, str, str]) -> None:
    """Nothing raises; the answer is not empty and not shown in the question."""
    language, claim, subject = said
    asked = ask(plain_text(claim), plain_text(subject), language)
    if asked:
        assert asked.question.plain.endswith("？")
        assert asked.answer.plain.strip()
        assert asked.answer.plain not in asked.question.plain
