"""Korean sentences are asked where the new information stands, form by form, or not at all."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from notes2anki.questions import Asked, korean
from notes2anki.questions.wording import ask
from notes2anki.text import MASK, Mark, Run, Text, plain_text


def _asked(claim: str, subject: str = "") -> tuple[str, str, str] | None:
    found = korean.ask(plain_text(claim), plain_text(subject))
    return (found.question.plain, found.answer.plain, found.form) if found else None


REFUSED = {
    "a pointing word": ("색인", "이것은 조회를 빠르게 한다"),
    "a pointing word inside": ("색인", "위와 같이 표를 나누면 조회가 빨라진다"),
    "what follows": ("색인", "다음과 같은 자료구조를 사용한다"),
    "a doubt": ("색인", "아마 조회 속도를 높인다"),
    "a doubt in brackets": ("색인", "조회 속도를 높인다 (정말?)"),
    "a guess": ("색인", "조회 속도를 높이는 것 같다"),
    "a person": ("색인", "지우님이 조회 속도를 높인다"),
    "the author": ("색인", "나는 조회 속도를 높인다"),
    "a plan": ("색인", "조회 속도를 높이기로 했다"),
    "an intention": ("색인", "조회 속도를 높이려고 한다"),
    "a wish": ("색인", "조회 속도를 높이고 싶다"),
    "praise": ("색인", "조회 속도를 높이는 것이 중요하다"),
    "a request": ("색인", "조회 속도를 높여 주세요"),
    "a question": ("색인", "무엇이 조회 속도를 높일까?"),
    "an example": ("색인", "예를 들어 조회 속도를 높인다"),
    "a key and its value": ("색인", "효과: 조회 속도를 높인다"),
    "an equation": ("힘", "힘 = 질량과 가속도의 곱이다"),
    "an arrow": ("색인", "표가 크다 -> 색인을 만든다"),
    "two sentences": ("색인", "조회가 빨라진다. 쓰기가 느려진다."),
    "a list of names": ("재료", "밀가루, 설탕, 버터"),
    "a list with a plus": ("재료", "밀가루 + 설탕"),
    "one word": ("재료", "밀가루"),
    "no words": ("재료", ""),
    "two deeds": ("간", "독성 물질을 분해하고 쓸개즙을 만든다"),
    "two topics": ("", "쓰기는 느리지만 읽기는 빠르다"),
    "neither topic nor subject": ("", "조회 속도를 높인다"),
    "a subject that is a section": ("참고 사항", "조회 속도를 높인다"),
    "a subject that is a sentence": ("색인을 왜 쓰는가?", "조회 속도를 높인다"),
    "an empty object": ("색인", "많은 도움을 준다"),
    "an object that says nothing": ("색인", "다양한 방법을 제공한다"),
    "a bare light noun": ("효소", "역할을 한다"),
    "a deed made a noun": ("실험", "세균이 산소 없이 자랄 수 있음을 보인다"),
    "the answer in the subject": ("효모의 발효", "찐빵을 부풀리는 것을 발효라고 부른다"),
    "a relative clause of unsure reach": ("색인", "값을 모으고 정렬한 목록을 저장한다"),
    "a whose-is-it subject": ("", "값이 큰 열쇠를 옮긴다"),
    "a place of time": ("색인", "처음에 만든다"),
    "only what one may do": ("색인", "표가 크면 된다"),
    "a noun of no kind": ("색인", "표를 다시 만드는 경우"),
    "a deed as a noun": ("색인", "정렬된 열쇠를 이용한 검색"),
    "existence without content": ("락", "부담이 있다"),
    "a figure in a relative clause": ("트리", "3개의 자식을 가진 노드를 나눈다면"),
    "a verb before a noun that looks like a topic": ("스핀락", "얻을 때까지 돌면서 기다리는 락, 짧은 구간에 쓴다"),
    "a sentence without an end": ("색인", "조회 속도를 높이려고"),
    "a question over 76 letters": (
        "가" * 29,
        "아주 오래된 낱말이 많은 책의 뒤에 붙어서 찾는 이를 돕는 목록은 쪽수와 낱말과 그림을 저장한다",
    ),
}


@pytest.mark.parametrize(("subject", "claim"), REFUSED.values(), ids=REFUSED)
def test_no_question(subject: str, claim: str) -> None:
    """What no form is sure of, and what deserves no card, is not asked."""
    assert _asked(claim, subject) is None


FORMS = {
    # a number
    "number before its noun": (
        "",
        "세그먼트는 최대 4개의 레코드를 담는다",
        "세그먼트는 몇 개의 레코드를 담는가?",
        "최대 4개",
    ),
    "number of time": ("파스타", "소금물에 8분 동안 삶는다", "파스타는 소금물에 몇 분 동안 삶는가?", "8분"),
    "number of years": (
        "",
        "조선은 1394년에 한양으로 수도를 옮겼다",
        "조선은 몇 년에 한양으로 수도를 옮겼는가?",
        "1394년",
    ),
    "number in a word": ("TCP", "세 번의 손짓으로 연결을 맺는다", "TCP — 몇 번의 손짓으로 연결을 맺는가?", "세 번"),
    "number as the predicate": ("", "염색체의 수는 46개이다", "염색체의 수는 몇 개인가?", "46개"),
    "percentage": ("gzip", "파일 크기를 70% 줄인다", "gzip — 파일 크기를 몇 % 줄이는가?", "70%"),
    "limit": ("B-트리", "자식을 2개 이상 가진다", "B-트리는 자식을 몇 개 가지는가?", "2개 이상"),
    "formula": ("이분 탐색", "시간 복잡도는 O(log n)이다", "이분 탐색 — 시간 복잡도는 얼마인가?", "O(log n)"),
    # why
    "reason in -므로": ("UDP", "연결을 맺지 않으므로 지연이 적다", "UDP — 왜 지연이 적은가?", "연결을 맺지 않으므로"),
    "reason in 때문에": (
        "WAL",
        "로그를 먼저 적기 때문에 장애를 견딘다",
        "WAL — 왜 장애를 견디는가?",
        "로그를 먼저 적기 때문",
    ),
    "reason of a noun": ("전향력", "지구의 자전 때문에 생긴다", "전향력은 왜 생기는가?", "지구의 자전 때문"),
    "purpose": ("", "쓰기 장벽은 재정렬을 막기 위해 둔다", "쓰기 장벽은 왜 두는가?", "재정렬을 막기 위해"),
    "purpose of an office": (
        "중앙은행",
        "물가를 안정시키기 위해 금리를 조정한다",
        "중앙은행은 왜 금리를 조정하는가?",
        "물가를 안정시키기 위해",
    ),
    # names and points
    "name of an object": (
        "창고",
        "찬 블록을 콜드 블록이라고 부른다",
        "창고는 찬 블록을 무엇이라고 부르는가?",
        "콜드 블록",
    ),
    "name under a condition": (
        "그래프",
        "모든 정점이 이어지면 완전 그래프라고 한다",
        "그래프 — 모든 정점이 이어지면 무엇이라고 하는가?",
        "완전 그래프",
    ),
    "point": ("로그", "되감기가 쉽다는 것이 장점이다", "로그의 장점은 무엇인가?", "되감기가 쉽다는 것"),
    "point of a Latin name": ("WAL", "되감기가 쉽다는 것이 장점", "WAL — 장점은 무엇인가?", "되감기가 쉽다는 것"),
    # the object
    "object": (
        "캐시",
        "가득 차면 가장 오래된 블록을 내보낸다",
        "캐시는 가득 차면 무엇을 내보내는가?",
        "가장 오래된 블록",
    ),
    "object of a claim with a topic": (
        "",
        "방화벽은 허용되지 않은 접속을 막는다",
        "방화벽은 무엇을 막는가?",
        "허용되지 않은 접속",
    ),
    "object behind -내서": (
        "제너레이터",
        "제너레이터는 값을 하나씩 내보내서 메모리를 아낀다",
        "제너레이터는 값을 하나씩 내보내서 무엇을 아끼는가?",
        "메모리",
    ),
    "object behind 두어": (
        "색인",
        "색인은 열쇠를 정렬해 두어 검색을 빠르게 한다",
        "색인은 열쇠를 정렬해 두어 무엇을 빠르게 하는가?",
        "검색",
    ),
    "object with its degree": (
        "LRU",
        "가장 오래 사용되지 않은 페이지를 교체한다",
        "LRU — 무엇을 교체하는가?",
        "가장 오래 사용되지 않은 페이지",
    ),
    "object and a bare action": ("외래 키", "참조 무결성을 보장", "외래 키는 무엇을 보장하는가?", "참조 무결성"),
    "object and -ㅁ": ("쓰기 장벽", "명령의 재정렬을 막음", "쓰기 장벽은 무엇을 막는가?", "명령의 재정렬"),
    "object and -습니다": ("리보솜", "단백질을 합성합니다", "리보솜은 무엇을 합성하는가?", "단백질"),
    "object and what may be": (
        "저널링",
        "장애 뒤에 파일을 되살릴 수 있다",
        "저널링은 장애 뒤에 무엇을 되살릴 수 있는가?",
        "파일",
    ),
    "object and not": ("트리", "순환을 허용하지 않는다", "트리는 무엇을 허용하지 않는가?", "순환"),
    "object and an adverb": (
        "DHCP",
        "단말에 주소를 자동으로 할당한다",
        "DHCP — 단말에 무엇을 자동으로 할당하는가?",
        "주소",
    ),
    "object after a means": (
        "신라",
        "당과 연합하여 백제를 멸망시켰다",
        "신라는 당과 연합하여 무엇을 멸망시켰는가?",
        "백제",
    ),
    "object with one of two figures": (
        "소금물",
        "물 3컵에 소금 2큰술을 넣는다",
        "소금물은 물 3컵에 무엇을 넣는가?",
        "소금 2큰술",
    ),
    "object with a verb before a bound noun": (
        "색인",
        "표를 다 읽어들이는 것보다 빠른 길을 보여 준다",
        "색인은 무엇을 보여 주는가?",
        "표를 다 읽어들이는 것보다 빠른 길",
    ),
    "objects": ("설탕물", "설탕, 물, 레몬즙을 섞는다", "설탕물은 무엇을 섞는가?", "설탕, 물, 레몬즙"),
    "light object": ("인슐린", "혈당을 낮추는 역할을 한다", "인슐린은 어떤 역할을 하는가?", "혈당을 낮추는 역할"),
    "advantage": ("색인", "조회가 빠르다는 장점이 있다", "색인은 어떤 장점이 있는가?", "조회가 빠르다는 장점"),
    "what is needed": ("", "병합에는 임시 버퍼가 필요하다", "병합에는 무엇이 필요한가?", "임시 버퍼"),
    "what is needed, of no kind": (
        "자전거",
        "오르막에서 변속기가 필요하다",
        "자전거 — 오르막에서 무엇이 필요한가?",
        "변속기",
    ),
    "what is not there": ("적혈구", "핵이 없다", "적혈구 — 무엇이 없는가?", "핵"),
    # other cases
    "proportion": ("", "탐색은 트리의 높이에 비례한다", "탐색은 무엇에 비례하는가?", "트리의 높이"),
    "parts": ("르뱅", "밀가루와 물로 이루어진다", "르뱅은 무엇으로 이루어지는가?", "밀가루와 물"),
    "change": ("", "콜라겐은 열을 받으면 젤라틴으로 바뀐다", "콜라겐은 열을 받으면 무엇으로 바뀌는가?", "젤라틴"),
    "dependence": ("세금", "소득에 따라 달라진다", "세금은 무엇에 따라 달라지는가?", "소득"),
    "way": ("흑사병", "쥐벼룩을 통해 퍼졌다", "흑사병은 무엇을 통해 퍼졌는가?", "쥐벼룩"),
    "store": ("B+트리", "모든 값을 잎 노드에 저장한다", "B+트리는 모든 값을 어디에 저장하는가?", "잎 노드"),
    "place": ("", "광합성은 엽록체에서 일어난다", "광합성은 어디에서 일어나는가?", "엽록체"),
    "use": ("해시 색인", "등호 검색에 쓰인다", "해시 색인은 어디에 쓰이는가?", "등호 검색"),
    "manner": (
        "힙 정렬",
        "최댓값을 뒤로 보내는 방식으로 정렬한다",
        "힙 정렬은 어떤 방식으로 정렬하는가?",
        "최댓값을 뒤로 보내는 방식",
    ),
    # kinds
    "kind": ("큐", "앞에서 꺼내고 뒤에 넣는 자료구조", "큐는 어떤 자료구조인가?", "앞에서 꺼내고 뒤에 넣는 자료구조"),
    "kind with a copula": (
        "유치권",
        "돈을 받을 때까지 물건을 점유할 수 있는 권리이다",
        "유치권은 어떤 권리인가?",
        "돈을 받을 때까지 물건을 점유할 수 있는 권리",
    ),
    "kind with a topic": (
        "",
        "항소는 판결에 따르지 않고 상급 법원에 내는 신청이다",
        "항소는 어떤 신청인가?",
        "판결에 따르지 않고 상급 법원에 내는 신청",
    ),
    "kind by its place": (
        "레코드 락",
        "인덱스 레코드에 걸리는 락",
        "레코드 락은 어디에 걸리는 락인가?",
        "인덱스 레코드",
    ),
    "kind by its object": ("국회", "법률을 제정하는 국가 기관", "국회는 무엇을 제정하는 국가 기관인가?", "법률"),
    "kind that repeats the subject": (
        "뉴스",
        "새 소식을 아침마다 전하는 뉴스 사이트",
        "뉴스는 어떤 뉴스 사이트인가?",
        "새 소식을 아침마다 전하는 뉴스 사이트",
    ),
    # what follows
    "result": ("", "힙이 차면 느려진다", "힙이 차면 어떻게 되는가?", "느려진다"),
    "result under a subject": (
        "효소",
        "온도가 높아지면 활성이 떨어진다",
        "효소 — 온도가 높아지면 어떻게 되는가?",
        "활성이 떨어진다",
    ),
    "result by degrees": (
        "",
        "격리 수준이 높을수록 동시성이 낮아진다",
        "격리 수준이 높을수록 어떻게 되는가?",
        "동시성이 낮아진다",
    ),
    "result in court": (
        "손해배상",
        "채무를 이행하지 않으면 청구할 수 있다",
        "손해배상 — 채무를 이행하지 않으면 어떻게 되는가?",
        "청구할 수 있다",
    ),
}


@pytest.mark.parametrize(("subject", "claim", "question", "answer"), FORMS.values(), ids=FORMS)
def test_form(subject: str, claim: str, question: str, answer: str) -> None:
    """The question word takes the place of what is new, with the author's particle and predicate."""
    found = _asked(claim, subject)
    assert found
    assert found[:2] == (question, answer)


HEADS = {
    "the claim's topic is the subject": ("방화벽", "방화벽은 접속을 막는다", "방화벽은 무엇을 막는가?"),
    "the topic is the subject with brackets": ("색인(index)", "색인은 조회 시간을 줄인다", "색인은 무엇을 줄이는가?"),
    "the topic is the name in brackets": ("선행 기록 (WAL)", "WAL은 손실을 막는다", "WAL은 무엇을 막는가?"),
    "the topic is another": ("색인", "갱신 비용은 쓰기를 늦춘다", "색인 — 갱신 비용은 무엇을 늦추는가?"),
    "the claim names the subject": ("락", "락이 풀리면 순서를 지킨다", "락이 풀리면 무엇을 지키는가?"),
    "a subject in Latin letters": ("GRU", "기울기 소실을 막는다", "GRU — 무엇을 막는가?"),
    "a subject with brackets": ("버퍼(buffer)", "속도 차이를 줄인다", "버퍼(buffer) — 무엇을 줄이는가?"),
    "a connective at the beginning": ("버퍼", "따라서 속도 차를 줄인다", "버퍼는 무엇을 줄이는가?"),
    "a remark at the end": ("버퍼", "속도 차를 줄인다 (그림 참조)", "버퍼는 무엇을 줄이는가?"),
}


@pytest.mark.parametrize(("subject", "claim", "question"), HEADS.values(), ids=HEADS)
def test_subject(subject: str, claim: str, question: str) -> None:
    """The subject is put in front, unless the question names it already."""
    found = _asked(claim, subject)
    assert found
    assert found[0] == question


MARKED = {
    "a final consonant": ("색인", "색인은"),
    "a vowel": ("양자화", "양자화는"),
    "Latin letters": ("GRU", "GRU —"),
    "a digit": ("B2", "B2 —"),
    "brackets": ("버퍼(buffer)", "버퍼(buffer) —"),
    "more than 30 characters": ("가" * 31, "가" * 31 + " —"),
    "space around": (" 색인 ", "색인은"),
}


@pytest.mark.parametrize(("term", "marked"), MARKED.values(), ids=MARKED)
def test_topic_mark(term: str, marked: str) -> None:
    """은 follows a final consonant, 는 a vowel, and the dash what has no known sound."""
    assert korean.topic_marked(plain_text(term)).plain == marked


def test_topic_mark_after_code() -> None:
    """Code has no known sound, whatever its letters."""
    code = Text((Run("합계", frozenset({Mark.CODE})),))
    assert korean.topic_marked(code).plain == "합계 —"


def test_marks_stay() -> None:
    """Code, math and bold type of the author's words stay what they are, in the question and in the answer."""
    bold, code = frozenset({Mark.STRONG}), frozenset({Mark.CODE})
    claim = Text((Run("커밋은 "), Run("HEAD", code), Run("에 "), Run("스냅숏", bold), Run("을 매단다")))
    found = korean.ask(claim, Text())
    assert found == Asked(
        Text((Run("커밋은 "), Run("HEAD", code), Run("에 무엇을 매다는가?"))), Text((Run("스냅숏", bold),)), "ko.object"
    )


def test_code_is_never_seen_masked() -> None:
    """A kind that is named in code (`어떤 … 구조인가?`) is not asked for by what stands for code."""
    code = Run("fully connected", frozenset({Mark.CODE}))
    claim = Text((Run("다층 퍼셉트론은 뉴런들이 모두 연결된 "), code, Run(" 구조")))
    found = korean.ask(claim, Text())
    assert found is None or MASK not in found.question.plain


def test_dispatcher() -> None:
    """The language of the report chooses the forms."""
    claim, subject = plain_text("접속을 막는다"), plain_text("방화벽")
    assert ask(claim, subject, "ko") == korean.ask(claim, subject)
    assert ask(claim, subject, "xx") is None


WORDS = sorted({word for _, claim, *_ in (*FORMS.values(), *REFUSED.values()) for word in claim.split()})
_SENTENCES = st.one_of(
    st.lists(st.sampled_from(WORDS), max_size=12).map(" ".join),
    st.text("가나다는을를이에로고면함음 ()[]?:,.0aˣ\n", max_size=40),
    st.lists(st.sampled_from([*WORDS, ",", "(그림)", "동안", "수", "있다", "이다", "을", "의"]), max_size=8).map(
        " ".join
    ),
    st.text(max_size=40),
)


@settings(max_examples=400, deadline=None)
@given(claim=_SENTENCES, subject=st.one_of(st.sampled_from(["", "색인", "GRU", "버퍼(buffer)"]), st.text(max_size=20)))
def test_law(claim: str, subject: str) -> None:
    """Whatever the words: no error, no empty side, no answer in the question, no loose comma or dash."""
    found = korean.ask(plain_text(claim), plain_text(subject))
    if found:
        question, answer = found.question.plain, found.answer.plain
        assert question.endswith("?")
        assert answer.strip(" ,.") == answer != ""
        assert answer not in question
        assert not question.startswith("—")
        assert answer in claim


@pytest.mark.parametrize("unit", ["나무를 ", "하는 ", "(", "( ", "1개 ", "가", "만들고 ", "위해 ", "ˣ"])
def test_linear(unit: str) -> None:
    """A long line takes no longer than its length asks for."""

    def seconds(length: int) -> float:
        claim = plain_text((unit * length)[:length])
        began = time.process_time()
        korean.ask(claim, plain_text("색인"))
        return time.process_time() - began

    seconds(2_000)
    assert min(seconds(40_000) for _ in range(3)) < 0.4
