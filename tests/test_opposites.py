"""Which two questions ask opposite things, or count otherwise: a table for each language."""

from __future__ import annotations

import pytest

from notes2anki.identity import normalise
from notes2anki.matching.opposite import is_opposite

OPPOSITES = [
    pytest.param("페이지가 메모리에 있다면", "페이지가 메모리에 없다면", id="ko there is and there is not"),
    pytest.param("선점이 가능한 스케줄러", "선점이 불가능한 스케줄러", id="ko a prefix"),
    pytest.param("대칭 키 암호", "비대칭 키 암호", id="ko another prefix"),
    pytest.param("확정 커밋", "미확정 커밋", id="ko not yet"),
    pytest.param("동시접근가능 자원", "동시접근불가능 자원", id="ko within a word"),
    pytest.param("유손실 압축", "무손실 압축", id="ko with and without"),
    pytest.param("락을 사용하는 경우", "락을 사용하지 않는 경우", id="ko an auxiliary of two words"),
    pytest.param("락을 사용한 경우", "락을 사용하지않은 경우", id="ko an auxiliary, a final consonant"),
    pytest.param("값을 읽으면", "값을 읽지 않으면", id="ko an auxiliary, a stem with a consonant"),
    pytest.param("락을 얻으면", "락을 얻지 못하면", id="ko cannot"),
    pytest.param("인덱스를 탄다면", "인덱스를 못 탄다면", id="ko a word"),
    pytest.param("기본형인 변수", "기본형이 아닌 변수", id="ko is and is not"),
    pytest.param("페이지가 메모리에 있다면", "페이지가 매모리에 없다면", id="ko with a typo beside it"),
    pytest.param("when a page is in memory", "when a page is not in memory", id="en not"),
    pytest.param("when the key exists", "when the key does not exist", id="en does not"),
    pytest.param("if the lock is free", "if the lock isn't free", id="en isn't"),
    pytest.param("stable sorting", "unstable sorting", id="en un-"),
    pytest.param("a valid page table entry", "an invalid page table entry", id="en in-, and its article"),
    pytest.param("blocking read", "non-blocking read", id="en non-"),
    pytest.param("symmetric encryption", "asymmetric encryption", id="en a-"),
    pytest.param("interrupts are enabled", "interrupts are disabled", id="en dis-"),
    pytest.param("joins with an index", "joins without an index", id="en without"),
    pytest.param("stateful protocol", "stateless protocol", id="en -less"),
    pytest.param("キーが存在する場合", "キーが存在しない場合", id="ja しない"),
    pytest.param("ロックがあるとき", "ロックがないとき", id="ja ない"),
    pytest.param("値を書くとき", "値を書かないとき", id="ja かない"),
    pytest.param("ページが見つかれば", "ページが見つからなければ", id="ja なければ"),
    pytest.param("同期通信", "非同期通信", id="ja a prefix"),
    pytest.param("有効なページ", "無効なページ", id="ja valid and invalid"),
    pytest.param("キーが存在する場合の処理", "キーが存在しない場合", id="ja shortened as well"),
    pytest.param("页面在内存中的情况", "页面不在内存中的情况", id="zh 不"),
    pytest.param("有缓存的读取", "没有缓存的读取", id="zh 没"),
    pytest.param("有序集合", "无序集合", id="zh 无"),
    pytest.param("阻塞读取", "非阻塞读取", id="zh 非"),
    pytest.param("提交的事务", "未提交的事务", id="zh 未"),
    pytest.param("layer 2 switch", "layer 3 switch", id="a digit"),
    pytest.param("two-phase commit", "three-phase commit", id="en a numeral"),
    pytest.param("두 단계 커밋", "세 단계 커밋", id="ko a numeral"),
    pytest.param("三次握手的过程", "四次握手的过程", id="zh a numeral"),
    pytest.param("二分探索木", "三分探索木", id="ja a numeral"),
]

NO_OPPOSITES = [
    pytest.param("", "", id="nothing"),
    pytest.param("비트맵 인덱스", "비트맵 인덱스", id="the same"),
    pytest.param("불고기 조리법", "불고기의 조리법", id="ko a noun that begins so"),
    pytest.param("비교 연산", "비교하는 연산", id="ko compare"),
    pytest.param("비용 함수", "용량 함수", id="ko what shares a syllable"),
    pytest.param("무게 중심", "무개 중심", id="ko weight, mistyped"),
    pytest.param("미분 방정식", "미분방정식", id="ko differentiate, in one word"),
    pytest.param("비트 연산", "바트 연산", id="ko bit, mistyped"),
    pytest.param("값이 없으면", "값이 없다면", id="ko denied in both"),
    pytest.param("사용하지 않는 경우", "쓰지 않는 경우", id="ko denied in both by an auxiliary"),
    pytest.param("an index scan", "an idex scan", id="en index, mistyped"),
    pytest.param("the unit under test", "the units under test", id="en unit, under"),
    pytest.param("an input of the cache", "an output of the cache", id="en input and output"),
    pytest.param("pages not in memory", "a page not in memory", id="en denied in both"),
    pytest.param("inner join", "outer join", id="en inner"),
    pytest.param("pointers in C", "pointers of C", id="en the word in"),
    pytest.param("存在しない場合", "存在しないとき", id="ja denied in both"),
    pytest.param("不同进程的内存", "不同进程内存", id="zh different, in both"),
    pytest.param("非常大的页面", "非常大的页", id="zh very"),
    pytest.param("一般情况", "通常情况", id="zh in general"),
    pytest.param("layer 2 switch", "layer 2 switches", id="the same digit"),
]


def words(question: str) -> tuple[str, ...]:
    """Return a question as it is matched."""
    return tuple(map(normalise, question.split()))


@pytest.mark.parametrize(("one", "other"), OPPOSITES)
def test_a_denial_or_a_number_makes_another_question(one: str, other: str) -> None:
    """In whichever of the two it stands."""
    assert is_opposite(words(one), words(other))
    assert is_opposite(words(other), words(one))


@pytest.mark.parametrize(("one", "other"), NO_OPPOSITES)
def test_what_only_looks_like_a_denial_is_none(one: str, other: str) -> None:
    """It counts only where the other question is what is left without it."""
    assert not is_opposite(words(one), words(other))
    assert not is_opposite(words(other), words(one))
