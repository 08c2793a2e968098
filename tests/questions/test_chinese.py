"""Chinese claims are asked in the author's own order of words, or not at all."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from notes2anki.questions.chinese import ask
from notes2anki.text import plain_text

NOT_ASKED = [
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
]

ASKED = [
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


@given(
    st.text("缓存可以减少有三个因为，所以如果就通过公钥验证 A1（）。", max_size=30), st.text("缓存锁A ()", max_size=6)
)
def test_any_claim_gives_none_or_a_whole_question(claim: str, subject: str) -> None:
    """Nothing raises; the answer is not empty and not shown in the question."""
    asked = ask(plain_text(claim), plain_text(subject))
    if asked:
        assert asked.question.plain.endswith("？")
        assert asked.answer.plain.strip()
        assert asked.answer.plain not in asked.question.plain
