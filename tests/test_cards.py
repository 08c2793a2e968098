"""Cards: how each fact is asked, that no question tells its answer, and that no fact gets lost beside another."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from notes2anki.cards import LONGEST_QUESTION, is_reversed, make_cards, merge_copies, tell_twins_apart
from notes2anki.languages import all_languages
from notes2anki.model import (
    Aspect,
    Block,
    Bullets,
    Card,
    Code,
    Doubt,
    Finding,
    FrontMatter,
    Grid,
    Habits,
    Kind,
    NoteType,
    Prose,
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

X = plain_text("BatchNorm")
SHORT = (Prose(plain_text("채널마다 평균을 빼는 것")),)


def fact(aspect: Aspect, answer: tuple[Block, ...] | str = SHORT, **values: Any) -> Finding:
    """Return a finding about BatchNorm, with what does not matter to the test filled in."""
    blocks = (Prose(plain_text(answer)),) if isinstance(answer, str) else answer
    source = "BatchNorm: 채널마다 평균을 빼는 것"
    usual = Finding(aspect, X, blocks, "label", 0.8, "definition", source, 3, 3, "ko")
    texts = {name: plain_text(value) for name, value in values.items() if name in ("subject", "name")}
    return replace(usual, **(values | texts))


def make(
    *findings: Finding, date: dt.date | None = MONDAY, path: str = "day41.md", settings: Settings = SETTINGS
) -> list[Card | Skip]:
    """Return what becomes of a report's findings."""
    report = Report(path, FrontMatter(date=date), ())
    return [made for _, made in make_cards(report, findings, settings)]


def card(
    found: Finding | None = None, *, date: dt.date | None = MONDAY, path: str = "day41.md", **values: object
) -> Card:
    """Return the card that a finding becomes; a definition, if none is given."""
    (made,) = make(replace(found or fact(Aspect.DEFINITION), **values), date=date, path=path)
    assert isinstance(made, Card)
    return made


def skip(found: Finding) -> Skip:
    """Return why a finding becomes no card."""
    (made,) = make(found)
    assert isinstance(made, Skip)
    return made


# --- wording -------------------------------------------------------------------------------------------------------

WORDINGS: tuple[tuple[str, str, Aspect, str, str, str | tuple[str, ...], str], ...] = (
    # language, wording, aspect, subject, name, answer: the question
    ("ko", "definition", Aspect.DEFINITION, "정규화", "", "값을 같은 범위로 옮기는 일", "정규화는 무엇인가?"),
    ("ko", "does", Aspect.FACT, "정규화", "", "평균을 빼고 분산을 줄인다", "정규화는 무엇을 하는가?"),
    ("ko", "state", Aspect.FACT, "정규화", "", "쓰기가 훨씬 더 쉬움", "정규화의 특징은 무엇인가?"),
    ("ko", "use", Aspect.FACT, "정규화", "", "깊은 망에 쓰임", "정규화는 어디에 쓰는가?"),
    ("ko", "fact", Aspect.FACT, "정규화", "", "정렬된 값을 이용한 계산", "정규화의 특징은 무엇인가?"),
    ("ko", "facts", Aspect.FACTS, "정규화", "", ("작은 묶음에서 흔들림", "싼 계산"), "정규화의 특징 2가지는 무엇인가?"),
    (
        "ko",
        "contrast",
        Aspect.CONTRAST,
        "BatchNorm vs LayerNorm",
        "",
        "평균을 내는 축",
        "BatchNorm vs LayerNorm — 어떻게 다른가?",
    ),
    ("ko", "condition", Aspect.CONDITION, "", "묶음이 작으면", "평균이 흔들림", "묶음이 작으면 어떻게 되는가?"),
    (
        "ko",
        "condition_met",
        Aspect.CONDITION,
        "",
        "묶음이 작으면",
        "LayerNorm을 써야 한다",
        "묶음이 작으면 어떻게 해야 하는가?",
    ),
    ("ko", "reason", Aspect.REASON, "", "묶음이 작아서", "평균이 흔들림", "묶음이 작아서 어떻게 되는가?"),
    ("ko", "consequence", Aspect.CONSEQUENCE, "", "작은 묶음", "흔들리는 평균", "작은 묶음 → 그 결과는 무엇인가?"),
    ("ko", "remedy", Aspect.CONSEQUENCE, "", "과적합", "드롭아웃", "과적합 → 해결책은 무엇인가?"),
    ("ko", "naming", Aspect.NAME, "", "채널마다 낸 평균", "채널 평균", "채널마다 낸 평균, 이를 무엇이라고 하는가?"),
    (
        "ko",
        "enumeration",
        Aspect.MEMBERS,
        "정규화의 종류",
        "",
        ("BatchNorm", "LayerNorm"),
        "정규화의 종류 2가지는 무엇인가?",
    ),
    ("ko", "belonging", Aspect.MEMBERS, "정규화", "", ("BatchNorm", "LayerNorm"), "정규화에 속하는 2가지는 무엇인가?"),
    ("ko", "aspect", Aspect.MEMBERS, "정규화", "단점", ("잡음", "비용"), "정규화의 단점 2가지는 무엇인가?"),
    ("ko", "steps", Aspect.STEPS, "정규화", "", ("빼기", "나누기"), "정규화의 2단계는 무엇인가?"),
    ("ko", "attribute", Aspect.ATTRIBUTE, "정규화", "비용", "덧셈 두 번", "정규화의 비용은 무엇인가?"),
    ("ko", "formula", Aspect.FORMULA, "정규화", "", "(x - m) / s", "정규화의 식은 무엇인가?"),
    ("ko", "expansion", Aspect.EXPANSION, "BN", "", "batch normalisation", "BN — 무엇의 약자인가?"),
    ("ko", "known_attribute", Aspect.ATTRIBUTE, "정규화", "단점", "잡음", "정규화의 단점은 무엇인가?"),
    ("en", "definition", Aspect.DEFINITION, "BatchNorm", "", "a layer that centres each channel", "What is BatchNorm?"),
    (
        "en",
        "does",
        Aspect.DEFINITION,
        "BatchNorm",
        "",
        "keeps the mean of each channel near zero",
        "What does BatchNorm do?",
    ),
    ("en", "use", Aspect.DEFINITION, "BatchNorm", "", "used for deep networks", "What is BatchNorm used for?"),
    ("en", "fact", Aspect.FACT, "BatchNorm", "", "noisy with a small batch", "What is notable about BatchNorm?"),
    (
        "en",
        "facts",
        Aspect.FACTS,
        "BatchNorm",
        "",
        ("noisy with a small batch", "cheap"),
        "What are 2 characteristics of BatchNorm?",
    ),
    (
        "en",
        "contrast",
        Aspect.CONTRAST,
        "BatchNorm vs LayerNorm",
        "",
        "by channel or by layer",
        "How do BatchNorm and LayerNorm differ?",
    ),
    (
        "en",
        "condition",
        Aspect.CONDITION,
        "BatchNorm",
        "if the batch is small",
        "the mean is noisy",
        "What happens if the batch is small?",
    ),
    (
        "en",
        "condition_met",
        Aspect.CONDITION,
        "BatchNorm",
        "if the batch is small",
        "use LayerNorm",
        "What has to be done if the batch is small?",
    ),
    (
        "en",
        "reason",
        Aspect.REASON,
        "BatchNorm",
        "the loss jumps",
        "because the batch is small",
        "the loss jumps — why?",
    ),
    ("en", "consequence", Aspect.CONSEQUENCE, "", "small batch", "noisy mean", "small batch → what follows?"),
    (
        "en",
        "remedy",
        Aspect.CONSEQUENCE,
        "",
        "vanishing gradient",
        "skip connection",
        "vanishing gradient → what helps?",
    ),
    (
        "en",
        "naming",
        Aspect.NAME,
        "",
        "the mean over a channel",
        "channel mean",
        "the mean over a channel — what is this called?",
    ),
    (
        "en",
        "enumeration",
        Aspect.MEMBERS,
        "kinds of norms",
        "",
        ("BatchNorm", "LayerNorm"),
        "What are the 2 kinds of norms?",
    ),
    ("en", "belonging", Aspect.MEMBERS, "Whitening", "", ("BatchNorm", "LayerNorm"), "Which 2 belong to Whitening?"),
    (
        "en",
        "aspect",
        Aspect.MEMBERS,
        "BatchNorm",
        "drawbacks",
        ("noise", "cost"),
        "What are the 2 drawbacks of BatchNorm?",
    ),
    ("en", "steps", Aspect.STEPS, "BatchNorm", "", ("centre", "scale"), "What are the 2 steps of BatchNorm, in order?"),
    ("en", "attribute", Aspect.ATTRIBUTE, "BatchNorm", "cost", "two sums", "What is cost in BatchNorm?"),
    ("en", "formula", Aspect.FORMULA, "BatchNorm", "", "(x - m) / s", "What is the formula of BatchNorm?"),
    ("en", "expansion", Aspect.EXPANSION, "BN", "", "batch normalisation", "What does BN stand for?"),
    (
        "en",
        "known_attribute",
        Aspect.ATTRIBUTE,
        "BatchNorm",
        "drawbacks",
        "noise",
        "What are the drawbacks of BatchNorm?",
    ),
    ("ko", "can", Aspect.FACT, "정규화", "", "층마다 따로 값 추가 가능", "정규화는 무엇을 할 수 있는가?"),
    ("ko", "cost", Aspect.ATTRIBUTE, "힙", "원소 꺼내기", "O(log n)", "힙에서 “원소 꺼내기”의 복잡도는 얼마인가?"),
    (
        "ko",
        "unmarked_attribute",
        Aspect.ATTRIBUTE,
        "커밋 규칙",
        "fix",
        "버그 수정",
        "커밋 규칙에서 fix에 해당하는 것은 무엇인가?",
    ),
    ("en", "cost", Aspect.ATTRIBUTE, "a heap", "Pop", "O(log n)", "What is the complexity of “pop” in a heap?"),
    ("ko", "definition", Aspect.DEFINITION, "힙 정렬의 복잡도", "", "O(n log n)", "힙 정렬의 복잡도는 무엇인가?"),
    ("ko", "enumeration", Aspect.MEMBERS, "정규화의 종류 2가지", "", ("층", "배치"), "정규화의 종류 2가지는 무엇인가?"),
    ("en", "condition", Aspect.CONDITION, "", "When the TTL ends", "it asks again", "What happens when the TTL ends?"),
    ("ko", "total", Aspect.DEFINITION, "힙 정렬", "", "O(n log n)", "힙 정렬의 복잡도는 얼마인가?"),
    ("en", "total", Aspect.DEFINITION, "heap sort", "", "O(n log n)", "What is the complexity of heap sort?"),
    ("ja", "total", Aspect.DEFINITION, "ヒープソート", "", "O(n log n)", "ヒープソートの計算量はどれほどか？"),
    ("zh", "total", Aspect.DEFINITION, "堆排序", "", "O(n log n)", "堆排序的复杂度是多少？"),
    ("en", "unmarked_attribute", Aspect.ATTRIBUTE, "Heap", "the root is", "the smallest", "Heap — the root is?"),
    ("ja", "cost", Aspect.ATTRIBUTE, "ヒープ", "取り出し", "O(log n)", "ヒープの「取り出し」の計算量はどれほどか？"),
    ("ja", "unmarked_attribute", Aspect.ATTRIBUTE, "ヒープ", "根は", "最小", "ヒープ — 根は？"),
    ("zh", "unmarked_attribute", Aspect.ATTRIBUTE, "堆", "根是", "最小值", "堆 — 根是什么？"),
    ("zh", "cost", Aspect.ATTRIBUTE, "堆", "弹出", "O(log n)", "堆中“弹出”的复杂度是多少？"),
    ("ja", "definition", Aspect.DEFINITION, "正規化", "", "値を同じ範囲に移すこと", "正規化とは何か？"),
    ("ja", "does", Aspect.FACT, "正規化", "", "平均をゼロへと静かに近づけて揃える", "正規化は何をするか？"),
    ("ja", "state", Aspect.FACT, "正規化", "", "ほかの手法より速い", "正規化の特徴は何か？"),
    ("ja", "use", Aspect.FACT, "正規化", "", "深い網でよく層として使われる", "正規化は何に使うか？"),
    ("ja", "fact", Aspect.FACT, "正規化", "", "小さな束での揺れ", "正規化の特徴は何か？"),
    ("ja", "facts", Aspect.FACTS, "正規化", "", ("小さな束での揺れ", "安い計算"), "正規化の特徴2つは何か？"),
    (
        "ja",
        "contrast",
        Aspect.CONTRAST,
        "BatchNorm vs LayerNorm",
        "",
        "平均を取る軸",
        "BatchNorm vs LayerNorm の違いは？",
    ),
    ("ja", "condition", Aspect.CONDITION, "", "束が小さいと", "平均が揺れる", "束が小さいと、どうなるか？"),
    (
        "ja",
        "condition_met",
        Aspect.CONDITION,
        "",
        "束が小さいと",
        "LayerNorm を使う必要がある",
        "束が小さいと、どうすべきか？",
    ),
    ("ja", "reason", Aspect.REASON, "", "束が小さいため", "平均が揺れる", "束が小さいため、どうなるか？"),
    ("ja", "consequence", Aspect.CONSEQUENCE, "", "小さな束", "揺れる平均", "小さな束 → 結果は？"),
    ("ja", "remedy", Aspect.CONSEQUENCE, "", "過学習", "ドロップアウト", "過学習 → 対策は？"),
    ("ja", "naming", Aspect.NAME, "", "チャネルごとの平均", "チャネル平均", "チャネルごとの平均 — これを何というか？"),
    ("ja", "enumeration", Aspect.MEMBERS, "正規化の種類", "", ("BatchNorm", "LayerNorm"), "正規化の種類の2つは？"),
    ("ja", "belonging", Aspect.MEMBERS, "正規化", "", ("BatchNorm", "LayerNorm"), "正規化に含まれる2つは？"),
    ("ja", "aspect", Aspect.MEMBERS, "正規化", "欠点", ("雑音", "費用"), "正規化の欠点2つは？"),
    ("ja", "steps", Aspect.STEPS, "正規化", "", ("引く", "割る"), "正規化の2つの手順は？"),
    ("ja", "attribute", Aspect.ATTRIBUTE, "正規化", "費用", "足し算二回", "正規化の費用は何か？"),
    ("ja", "formula", Aspect.FORMULA, "正規化", "", "(x - m) / s", "正規化の式は何か？"),
    ("ja", "expansion", Aspect.EXPANSION, "BN", "", "batch normalisation", "BNは何の略か？"),
    ("ja", "known_attribute", Aspect.ATTRIBUTE, "正規化", "メリット", "安さ", "正規化のメリットは何か？"),
    ("zh", "definition", Aspect.DEFINITION, "归一化", "", "把数值移到同一范围", "归一化是什么？"),
    ("zh", "does", Aspect.FACT, "归一化", "", "会压住抖动，加快训练", "归一化做什么？"),
    ("zh", "use", Aspect.FACT, "归一化", "", "适用于很深的网络，例如语言模型", "归一化用在哪里？"),
    ("zh", "fact", Aspect.FACT, "归一化", "", "小批次时统计量的抖动", "归一化有什么特点？"),
    ("zh", "facts", Aspect.FACTS, "归一化", "", ("小批次时的抖动", "便宜的计算"), "归一化有哪2个特点？"),
    (
        "zh",
        "contrast",
        Aspect.CONTRAST,
        "BatchNorm vs LayerNorm",
        "",
        "求均值的轴",
        "BatchNorm vs LayerNorm 有什么区别？",
    ),
    ("zh", "condition", Aspect.CONDITION, "", "如果批次很小", "均值会抖动", "如果批次很小，会怎样？"),
    ("zh", "condition_met", Aspect.CONDITION, "", "如果批次很小", "需要改用 LayerNorm", "如果批次很小，要怎么做？"),
    ("zh", "reason", Aspect.REASON, "", "因为批次很小", "均值会抖动", "因为批次很小，会怎样？"),
    ("zh", "consequence", Aspect.CONSEQUENCE, "", "小批次", "抖动的均值", "小批次 → 结果是什么？"),
    ("zh", "remedy", Aspect.CONSEQUENCE, "", "过拟合", "随机失活", "过拟合 → 怎样解决？"),
    ("zh", "naming", Aspect.NAME, "", "每个通道的均值", "通道均值", "每个通道的均值 — 这叫什么？"),
    ("zh", "enumeration", Aspect.MEMBERS, "归一化的种类", "", ("BatchNorm", "LayerNorm"), "归一化的种类有哪2个？"),
    ("zh", "belonging", Aspect.MEMBERS, "归一化", "", ("BatchNorm", "LayerNorm"), "归一化包括哪2个？"),
    ("zh", "aspect", Aspect.MEMBERS, "归一化", "缺点", ("噪声", "费用"), "归一化的缺点有哪2个？"),
    ("zh", "steps", Aspect.STEPS, "归一化", "", ("相减", "相除"), "归一化依次是哪2步？"),
    ("zh", "attribute", Aspect.ATTRIBUTE, "归一化", "费用", "两次求和", "归一化的费用是什么？"),
    ("zh", "formula", Aspect.FORMULA, "归一化", "", "(x - m) / s", "归一化的公式是什么？"),
    ("zh", "expansion", Aspect.EXPANSION, "BN", "", "batch normalisation", "BN的全称是什么？"),
    ("zh", "known_attribute", Aspect.ATTRIBUTE, "归一化", "缺点", "噪声", "归一化的缺点是什么？"),
)


def test_every_wording_of_every_language_is_in_the_table() -> None:
    """But for the shapes that a language has no pattern for: English tells what a thing is like by forms of its own."""
    shapes = {
        one.code: {name for name, found in one.named_patterns("shapes") if found.pattern == "(?!)"}
        for one in all_languages()
    }
    wanted = {(one.code, name) for one in all_languages() for name in one.table("wordings").keys() - shapes[one.code]}
    assert {row[:2] for row in WORDINGS} == wanted


@pytest.mark.parametrize(
    ("language", "aspect", "subject", "name", "answer", "question"),
    [pytest.param(row[0], *row[2:], id=f"{row[0]}-{row[1]}") for row in WORDINGS],
)
def test_a_fact_is_asked_in_the_words_of_its_aspect(
    language: str, aspect: Aspect, subject: str, name: str, answer: str | tuple[str, ...], question: str
) -> None:
    """The question is a sentence of the report's language that holds what is given; the answer stays as it is."""
    blocks = (Prose(plain_text(answer)),) if isinstance(answer, str) else (Bullets(tuple(map(plain_text, answer))),)
    made = card(fact(aspect, blocks, language=language, subject=subject, name=name))
    assert made.question.plain == question
    assert (made.kind, made.answer, made.language) == (KINDS.get(aspect, Kind.QA), blocks, language)


KINDS = {
    Aspect.DEFINITION: Kind.TERM,
    Aspect.CONTRAST: Kind.CONTRAST,
    Aspect.CONDITION: Kind.CAUSE,
    Aspect.REASON: Kind.CAUSE,
    Aspect.CONSEQUENCE: Kind.CAUSE,
    Aspect.MEMBERS: Kind.LIST,
    Aspect.STEPS: Kind.LIST,
}


@pytest.mark.parametrize("name", list(all_languages()[0].table("wordings")))
def test_each_language_has_its_own_words_for_every_question(name: str) -> None:
    """No wording is missing, and none of Korean, English, Japanese and Chinese was copied from another."""
    wordings = {one.code: one.wording(name) for one in all_languages()}
    assert sorted(wordings) == sorted(LANGUAGES) == ["en", "ja", "ko", "zh"]
    assert len(set(wordings.values())) == len(wordings)


@pytest.mark.parametrize(
    ("subject", "question"),
    [
        pytest.param("양자화", "양자화는 무엇인가?", id="an open syllable"),
        pytest.param("학습률 감쇠율", "학습률 감쇠율은 무엇인가?", id="a final consonant"),
        pytest.param("GRU", "GRU — 무엇인가?", id="letters, whose sound is not known"),
        pytest.param("전이 학습 2", "전이 학습 2 — 무엇인가?", id="a digit"),
        pytest.param("정규화(norm)", "정규화(norm) — 무엇인가?", id="a bracket"),
    ],
)
def test_a_korean_particle_fits_the_sound_before_it(subject: str, question: str) -> None:
    """은 or 는 by the last syllable; where nobody knows how the word is read, a dash."""
    assert card(fact(Aspect.DEFINITION, subject=subject)).question.plain == question


@pytest.mark.parametrize(
    ("subject", "question"),
    [("Enzymes", "What are Enzymes?"), ("Bias", "What is Bias?"), ("Loss", "What is Loss?"), ("GPU", "What is GPU?")],
)
def test_an_english_verb_agrees_with_its_subject(subject: str, question: str) -> None:
    """Not every word that ends in s is a plural."""
    assert card(fact(Aspect.DEFINITION, subject=subject, language="en")).question.plain == question


@pytest.mark.parametrize(
    ("language", "answer", "question", "hidden"),
    [
        pytest.param(
            "ko", "연결을 맺지 않으므로 지연이 적다", "BatchNorm — 왜 지연이 적은가?", "연결을 맺지 않으므로", id="ko"
        ),
        pytest.param(
            "en", "reduces the drift of layers", "What does BatchNorm reduce?", "the drift of layers", id="en"
        ),
        pytest.param("ja", "訓練の速度を上げる", "BatchNormは何を上げるか？", "訓練の速度", id="ja"),
        pytest.param("zh", "防止梯度爆炸", "BatchNorm 防止什么？", "梯度爆炸", id="zh"),
    ],
)
def test_a_sentence_is_asked_where_its_news_is(language: str, answer: str, question: str, hidden: str) -> None:
    """The author's own sentence is the question, with a question word in the place of what it hides."""
    made = card(fact(Aspect.FACT, answer, language=language))
    assert (made.question.plain, _words(made.answer)) == (question, [hidden])


@pytest.mark.parametrize(
    ("language", "subject", "answer", "spoken"),
    [
        pytest.param("en", "BatchNorm", "a layer", "en", id="as its report"),
        pytest.param("en", "勾配降下法", "最適化の手法である", "ja", id="Japanese words in an English report"),
        pytest.param("ko", "BatchNorm", "a layer", "ko", id="English words in a Korean question"),
        pytest.param("ja", "反向传播", "链式法则", "ja", id="Han characters in a Japanese report"),
    ],
)
def test_a_card_names_the_language_of_its_words(language: str, subject: str, answer: str, spoken: str) -> None:
    """It chooses the shapes of Han characters and the voice; the question alone is in the report's language."""
    assert card(fact(Aspect.DEFINITION, answer, subject=subject, language=language)).language == spoken


def test_a_wide_question_lowers_the_score() -> None:
    """Nothing tells which of the points is meant."""
    made = card(fact(Aspect.FACT, "정렬된 값을 이용한 계산"))
    assert "a wide question" in {doubt.name for doubt in made.doubts}
    assert made.score < card().score


@pytest.mark.parametrize(
    "line",
    ["Hint: 채널", "hint : 채널", "힌트: 채널", "ヒント：채널", "提示：채널"],
    ids=("en", "small", "ko", "ja", "zh"),
)
def test_a_hint_leaves_the_answer(line: str) -> None:
    """A line that begins so in any language is shown before the answer; the card stays the same one."""
    made = card(asked(answer=(*SHORT, Prose(plain_text(line)))))
    assert (made.answer, made.hint) == (SHORT, plain_text("채널"))
    assert made.guid == card(asked()).guid


@pytest.mark.parametrize("line", ["Hint", "Hints: two", "a hint: two", "Hint:"])
def test_other_lines_are_no_hints(line: str) -> None:
    """The word has to begin the line, with a colon and something behind it."""
    made = card(asked(answer=(*SHORT, Prose(plain_text(line)))))
    assert (made.answer, made.hint) == ((*SHORT, Prose(plain_text(line))), Text())


def test_a_hint_alone_is_the_answer() -> None:
    """Something has to be left to answer with."""
    answer = (Prose(plain_text("Hint: x")),)
    assert card(asked(answer=answer)).answer == answer


def test_marks_of_the_note_are_in_the_question() -> None:
    """A term in code stays in code, and its words are not bold because the wording's neighbour is."""
    term = Text((Run("nn.Module", frozenset({Mark.CODE})),))
    made = card(replace(fact(Aspect.DEFINITION), subject=term))
    assert made.question.spans(Mark.CODE) == ((0, 9),)


def test_the_authors_own_question_is_asked_as_it_is() -> None:
    """Nothing is added to a question that was one already."""
    made = card(asked())
    assert (made.kind, made.question.plain, made.answer) == (Kind.QA, "왜 정규화를 하는가?", SHORT)


def test_gaps_are_asked_as_they_stand() -> None:
    """A cloze is its sentence; it needs no answer, and the note type that Anki has for it."""
    made = card(gap())
    assert (made.kind, made.note_type, made.answer) == (Kind.CLOZE, NoteType.CLOZE, ())
    assert made.question.plain == "{{c1::BatchNorm}}은 층이다"


def asked(question: str = "왜 정규화를 하는가?", answer: tuple[Block, ...] | str = SHORT) -> Finding:
    """Return a question of the author's own."""
    return fact(Aspect.QUESTION, answer, subject="", name=question)


def gap() -> Finding:
    """Return a cloze."""
    return fact(Aspect.GAP, (), subject="", name="{{c1::BatchNorm}}은 층이다")


def _words(answer: tuple[Block, ...]) -> list[str]:
    texts = [block.text for block in answer if isinstance(block, Prose)]
    members = [member for block in answer if isinstance(block, Bullets) for member in block.members]
    return [text.plain for text in (*texts, *members)]


# --- facts of one subject ------------------------------------------------------------------------------------------


def note(answer: tuple[Block, ...] | str, aspect: Aspect = Aspect.FACT, **values: Any) -> Finding:
    """Return a finding that no form can ask for; its answer makes its source."""
    source = " ".join(_words(answer)) if isinstance(answer, tuple) else answer
    return replace(fact(aspect, answer, source_text=source), **values)


FIRST, SECOND, THIRD = "정렬된 값을 이용한 계산", "빠른 수렴", "작은 배치에서의 흔들림"


def test_facts_that_no_form_asks_for_are_gathered_under_their_subject() -> None:
    """One list in the place of several questions that nobody could tell apart; nothing of them is lost."""
    first, second = note(FIRST, first=3, last=3, sources=("https://a.org",)), note(SECOND, first=5, last=6)
    third = note(THIRD, first=8, last=8, sources=("https://b.org",), extra=(Code("x"),))
    (made,) = make(first, second, third)
    assert isinstance(made, Card)
    assert (made.kind, made.question.plain) == (Kind.QA, "BatchNorm의 특징 3가지는 무엇인가?")
    assert made.answer == (Bullets(tuple(map(plain_text, (FIRST, SECOND, THIRD)))),)
    assert (made.first, made.last) == (3, 8)
    assert (made.sources, made.extra) == (("https://a.org", "https://b.org"), (Code("x"),))


def test_a_list_has_the_key_of_its_first_fact() -> None:
    """A fact that is joined by a second one keeps its reviews."""
    (alone,), (together,) = make(note(FIRST)), make(note(FIRST), note(SECOND))
    assert isinstance(alone, Card)
    assert isinstance(together, Card)
    assert (together.guid, together.key) == (alone.guid, alone.key)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_list_of_facts_says_how_many_there_are(language: str) -> None:
    """In every language."""
    (made,) = make(note(FIRST, language=language), note(SECOND, language=language))
    assert isinstance(made, Card)
    assert "2" in made.question.plain
    assert "BatchNorm" in made.question.plain


@pytest.mark.parametrize(
    ("other", "questions"),
    [
        pytest.param(
            note("연결을 맺지 않으므로 지연이 적다"),
            ["BatchNorm의 특징은 무엇인가?", "BatchNorm — 왜 지연이 적은가?"],
            id="what a form asks for",
        ),
        pytest.param(
            note(SECOND, subject=plain_text("층")),
            ["BatchNorm의 특징은 무엇인가?", "층의 특징은 무엇인가?"],
            id="of another subject",
        ),
        pytest.param(note(SECOND, trail=("CNN",)), ["BatchNorm의 특징은 무엇인가?"] * 2, id="under another heading"),
        pytest.param(note(SECOND, tags=(("nlp",),)), ["BatchNorm의 특징은 무엇인가?"] * 2, id="with a tag of its own"),
        pytest.param(note(SECOND, score=0.3), ["BatchNorm의 특징은 무엇인가?"] * 2, id="of what is only suggested"),
        pytest.param(note(SECOND, is_explicit=True), ["BatchNorm의 특징은 무엇인가?"] * 2, id="marked by the author"),
        pytest.param(note((Code("x = 1"),)), ["BatchNorm의 특징은 무엇인가?"] * 2, id="code"),
        pytest.param(
            note((Bullets((plain_text("빼기"), plain_text("나누기")), is_ordered=True),)),
            ["BatchNorm의 특징은 무엇인가?"] * 2,
            id="steps",
        ),
        pytest.param(
            note(SECOND, Aspect.DEFINITION),
            ["BatchNorm의 특징은 무엇인가?", "BatchNorm — 무엇인가?"],
            id="another question",
        ),
    ],
)
def test_other_facts_are_asked_for_by_themselves(other: Finding, questions: list[str]) -> None:
    """Only what would be asked in the same words, at the same place, is asked for together."""
    made = make(note(FIRST), other)
    assert [one.question.plain for one in made if isinstance(one, Card)] == questions


@pytest.mark.parametrize(
    ("aspect", "name", "question"),
    [
        pytest.param(Aspect.DEFINITION, "", "BatchNorm의 특징 2가지는 무엇인가?", id="two meanings"),
        pytest.param(Aspect.ATTRIBUTE, "단점", "BatchNorm의 단점은 무엇인가?", id="two values of one key"),
        pytest.param(Aspect.CONSEQUENCE, "작은 묶음", "작은 묶음 → 그 결과는 무엇인가?", id="two effects"),
        pytest.param(
            Aspect.CONDITION, "묶음이 작으면", "묶음이 작으면 어떻게 되는가?", id="two effects of a condition"
        ),
        pytest.param(Aspect.FORMULA, "", "BatchNorm의 식은 무엇인가?", id="two formulas"),
        pytest.param(Aspect.QUESTION, "왜 정규화를 하는가?", "왜 정규화를 하는가?", id="two answers to one question"),
    ],
)
def test_twins_are_joined(aspect: Aspect, name: str, question: str) -> None:
    """Two facts that ask the same words are one card with both answers: neither is dropped."""
    (made,) = make(*(note(answer, aspect, name=plain_text(name)) for answer in (FIRST, SECOND)))
    assert isinstance(made, Card)
    assert (made.question.plain, _words(made.answer)) == (question, [FIRST, SECOND])


def test_a_fact_that_was_written_twice_is_no_list() -> None:
    """Its copies are left to `merge_copies`, which knows both places."""
    made = (one for one in make(note(FIRST, first=3), note(FIRST, first=9)) if isinstance(one, Card))
    merged = (one for one in merge_copies(made) if isinstance(one, Card))
    assert [(one.question.plain, one.sources) for one in merged] == [("BatchNorm의 특징은 무엇인가?", ("day41.md:9",))]


def test_lists_that_ask_the_same_words_are_numbered() -> None:
    """More facts than an answer holds are several lists; none of them is taken for a twin of another."""
    facts = [note(f"{number} 번째 흔들림", first=number, last=number) for number in range(10, 26)]
    made = [one for one in make(*facts) if isinstance(one, Card)]
    assert [one.question.plain for one in made] == [
        "BatchNorm의 특징 7가지는 무엇인가? (1/2)",
        "BatchNorm의 특징 7가지는 무엇인가? (2/2)",
        "BatchNorm의 특징 2가지는 무엇인가?",
    ]
    assert tuple(tell_twins_apart(made)) == tuple(made)


@given(
    st.lists(
        st.text(alphabet="가나 a", min_size=1, max_size=300).filter(str.strip),
        min_size=1,
        max_size=9,
        unique_by=lambda words: "".join(words.split()),
    )
)
def test_gathering_loses_no_fact(answers: list[str]) -> None:
    """Each fact of a subject stands in an answer or in Extra of the cards that are left; no two of these are twins."""
    made = [one for one in make(*map(note, answers)) if isinstance(one, Card)]
    shown = {"".join(told.split()) for one in made for told in _words((*one.answer, *one.extra))}
    assert shown == {"".join(answer.split()) for answer in answers}
    assert all(isinstance(one, Card) for one in tell_twins_apart(merge_copies(made)))


# --- what is not asked ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("found", "reason"),
    [
        pytest.param(fact(Aspect.DEFINITION, ()), "nothing to answer with", id="no answer"),
        pytest.param(fact(Aspect.DEFINITION, "  "), "nothing to answer with", id="an empty answer"),
        pytest.param(fact(Aspect.DEFINITION, "BatchNorm"), "give the answer away", id="the term itself"),
        pytest.param(
            fact(Aspect.CONSEQUENCE, "BatchNorm", name="batch norm"),
            "give the answer away",
            id="case and spaces differ",
        ),
        pytest.param(asked("층은 BatchNorm인가?", "BatchNorm"), "give the answer away", id="a leak within"),
    ],
)
def test_what_cannot_be_asked_is_skipped_with_its_reason(found: Finding, reason: str) -> None:
    """A question without an answer, or with the answer in it, becomes no card."""
    made = skip(replace(found, first=5, last=6))
    assert reason in made.reason
    assert (made.path, made.first, made.last) == ("day41.md", 5, 6)


def test_a_very_short_answer_may_stand_in_the_question() -> None:
    """Two letters are in many words: `AI` in `explain` tells nothing."""
    assert card(fact(Aspect.CONSEQUENCE, "AI", name="explain it")).status is Status.KEEP


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
    made = card(fact(Aspect.DEFINITION, answer), extra=(Code("y"),))
    assert (made.answer, made.extra) == (answer, (Code("y"),))


def test_a_long_answer_ends_with_a_sentence() -> None:
    """What does not fit goes to Extra, before what is there; no word is lost."""
    made = card(fact(Aspect.DEFINITION, (Prose(plain_text(LONG)), GRID)), extra=(Code("y"),))
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
    made = card(fact(Aspect.DEFINITION, (*SHORT, lists, *SHORT)))
    assert (made.answer, made.extra) == (SHORT, (lists, *SHORT))
    made = card(fact(Aspect.DEFINITION, (*SHORT, Prose(plain_text("가" * 300)))))
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
    made = card(fact(Aspect.DEFINITION, (answer,)))
    assert (made.answer, made.extra, made.status) == ((answer,), (), Status.SUGGESTED)


def test_a_long_question_lowers_the_score() -> None:
    """A question that nobody reads to its end is no good card."""
    assert card(fact(Aspect.DEFINITION, subject="가" * LONGEST_QUESTION)).score < card().score


@given(st.lists(st.text(alphabet="가a. 。\n", max_size=400), max_size=4))
def test_shortening_loses_nothing(paragraphs: list[str]) -> None:
    """Answer and Extra together hold every letter of the answer, in its order."""
    (made,) = make(fact(Aspect.DEFINITION, tuple(Prose(plain_text(words)) for words in paragraphs)))
    if isinstance(made, Card):
        shown = "".join(_words((*made.answer, *made.extra)))
        assert "".join(shown.split()) == "".join("".join(paragraphs).split())


def test_the_user_says_how_long_an_answer_may_be() -> None:
    """With a lower limit, more of the same answer goes to Extra."""
    limited = replace(SETTINGS, habits=Habits(longest_answer=40))
    (made,) = make(fact(Aspect.DEFINITION, LONG), settings=limited)
    assert isinstance(made, Card)
    assert 40 - len(SENTENCE) < len("".join(_words(made.answer))) <= 40


# --- what the user has a say in ------------------------------------------------------------------------------------


def test_the_users_wording_is_asked() -> None:
    """It holds for its language and kind of question alone."""
    mine = replace(SETTINGS, habits=Habits(wordings=(Wording("ko", "definition", "{term}?"),)))
    found = fact(Aspect.DEFINITION)
    made = make(found, fact(Aspect.CONSEQUENCE, name="BatchNorm"), replace(found, language="en"), settings=mine)
    questions = [one.question.plain for one in made if isinstance(one, Card)]
    assert questions == ["BatchNorm?", "BatchNorm → 그 결과는 무엇인가?", "What is BatchNorm?"]
    assert {one.guid for one in made if isinstance(one, Card)} == {card().guid}


def test_a_card_knows_what_made_its_score() -> None:
    """The doubts of the rules come first, then those of the card; their factors give the score."""
    made = card(fact(Aspect.DEFINITION, "https://x.org", subject="가" * 200), doubts=(Doubt("vague", 0.9),))
    names = [doubt.name for doubt in made.doubts]
    assert names == ["vague", "an address in the answer", "a long question"]
    assert made.score == pytest.approx(0.8 * 0.5 * 0.8)  # the finding's score counts the first already


@pytest.mark.parametrize(
    ("found", "in_all", "of_terms"),
    [
        pytest.param(fact(Aspect.DEFINITION), True, True, id="a term"),
        pytest.param(
            fact(Aspect.DEFINITION, "Norm을 쓰는 층을 이르는 말이다", subject="정규화(norm)"),
            True,
            False,
            id="the meaning names a part of the term",
        ),
        pytest.param(fact(Aspect.DEFINITION, "빠른 층"), True, False, id="hardly a meaning"),
        pytest.param(fact(Aspect.DEFINITION, (*SHORT, *SHORT)), True, False, id="two paragraphs"),
        pytest.param(
            fact(Aspect.DEFINITION, (Bullets((plain_text("층"), plain_text("값"))),)), True, False, id="a list"
        ),
        pytest.param(fact(Aspect.CONSEQUENCE, name="원인"), True, False, id="no term"),
        pytest.param(fact(Aspect.CONTRAST, subject="BatchNorm vs LayerNorm"), False, False, id="a contrast"),
        pytest.param(gap(), False, False, id="a cloze"),
    ],
)
def test_what_is_asked_the_other_way_round(found: Finding, *, in_all: bool, of_terms: bool) -> None:
    """Off by default; of terms only where the meaning leaves no doubt which one it is."""
    made = card(found)
    told = [is_reversed(made, choice) for choice in (Reverse.NONE, Reverse.ALL, Reverse.TERMS)]
    assert told == [False, in_all, of_terms]


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
        pytest.param({"found": fact(Aspect.FACT), "language": "en", "trail": ("a",)}, id="another wording"),
        pytest.param({"source_text": "batchnorm： 채널마다  평균을 빼는것."}, id="space, case and stops of the bullet"),
    ],
)
def test_the_guid_outlives_what_may_change(values: dict[str, Any]) -> None:
    """Moved files, better rules and better wordings keep one card."""
    first, second = card(), card(**values)
    assert (first.guid, first.key, first.source_text) == (second.guid, second.key, second.source_text)


def test_the_guid_tells_facts_apart() -> None:
    """Another bullet, another slot and another note type are other notes."""
    made = [card(), card(slot="effect"), card(source_text="LayerNorm"), card(gap())]
    assert len({one.guid for one in made}) == 4
    assert len({one.key for one in made}) == 3


# --- copies and twins ----------------------------------------------------------------------------------------------


def test_cards_that_differ_are_no_copies() -> None:
    """Nothing happens to cards of different facts."""
    cards = (card(), card(slot="effect"), card(source_text="LayerNorm"))
    assert tuple(merge_copies(cards)) == cards
    assert tuple(tell_twins_apart(cards[:1])) == cards[:1]


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
    ("other", "asked"),
    [
        pytest.param({}, "", id="the same"),
        pytest.param({"question": plain_text("batchnorm ？")}, "", id="in other letters"),
        pytest.param({"deck": "Root::NLP"}, "BatchNorm?", id="in another subdeck"),
        pytest.param({"question": plain_text("LayerNorm?")}, "LayerNorm?", id="of another term"),
        pytest.param({"kind": Kind.CLOZE, "guid": "g"}, "BatchNorm?", id="as a cloze"),
        pytest.param({"context": ("학습",)}, "BatchNorm? (학습)", id="under another heading"),
        pytest.param({"answer": (Prose(plain_text("another")),)}, "BatchNorm? (day41)", id="with another answer"),
        pytest.param(
            {"answer": (Prose(plain_text("another")),), "date": dt.date(2021, 10, 1)},
            "BatchNorm? (2021-10-01)",
            id="in a report with a date",
        ),
    ],
)
def test_a_question_is_asked_once(other: dict[str, object], asked: str) -> None:
    """A learner cannot know which of two answers is meant: the later one says where it stands, or is skipped."""
    first = replace(card(first=3), question=plain_text("BatchNorm?"), date=dt.date(2021, 9, 1))
    second = replace(replace(first, date=None), **{"guid": "other", "first": 9, "last": 9} | other)
    kept, found = tell_twins_apart([first, second])
    assert kept is first
    if asked:
        assert isinstance(found, Card)
        assert found.question.plain == asked
    else:
        assert found == Skip("day41.md", 9, 9, second.question.plain, "the same question as day41.md:3")


def test_a_dropped_card_is_in_no_ones_way() -> None:
    """It is listed as dropped, and the other card with its question stays."""
    dropped = replace(card(first=3), status=Status.DROPPED)
    other = replace(card(first=9), guid="other", status=Status.SUGGESTED)
    assert tuple(tell_twins_apart([dropped, other])) == (dropped, other)


def test_a_suggestion_does_not_push_out_a_kept_card() -> None:
    """Of two cards with one question the one that is imported stays, though it comes later."""
    suggested = replace(card(first=3, score=0.1), guid="other")
    kept = card(first=9)
    found, stays = tell_twins_apart([suggested, kept])
    assert isinstance(found, Skip)
    assert (found.first, found.reason, stays) == (3, "the same question as day41.md:9", kept)
