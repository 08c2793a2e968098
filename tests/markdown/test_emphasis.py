"""Emphasis beside Korean, Japanese and Chinese words, and everything else as CommonMark has it."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from notes2anki.markdown import emphasis

PLAIN = MarkdownIt("commonmark")
FRIENDLY = MarkdownIt("commonmark").use(emphasis.plug)


def rendered(markdown: MarkdownIt, source: str) -> str:
    """Return the HTML of a line."""
    return markdown.renderInline(source)


@pytest.mark.parametrize(
    "source",
    [
        pytest.param("**bold** and *em* and ***both***", id="plain marks"),
        pytest.param("a**b**c a*b*c a_b_c a__b__c", id="marks within a word"),
        pytest.param('a*"foo"*', id="punctuation inside, a letter outside"),
        pytest.param('**"foo"**bar', id="closing after punctuation before a letter"),
        pytest.param("**(foo)** bar **(foo)**, bar", id="closing after punctuation before space or punctuation"),
        pytest.param("* a * b ** c **", id="marks among spaces"),
        pytest.param("*foo**bar*", id="unequal runs"),
        pytest.param("*foo**bar**baz*", id="rule of three"),
        pytest.param("***foo** bar*", id="nested, closing one by one"),
        pytest.param("**foo*bar**baz*", id="crossing"),
        pytest.param("_foo_bar_baz_", id="underscores within a word"),
        pytest.param("foo-_(bar)_", id="underscore after punctuation"),
        pytest.param("_(bar)_.", id="underscore before punctuation"),
        pytest.param("\u00a0**a**\u00a0 *\u00a0a *", id="no-break space"),
        pytest.param("*£*bravo. *€*charlie.", id="symbols"),
        pytest.param("\\*a* *a\\* *a\\**", id="escapes"),
        pytest.param("*a `*` b* **a <b title='**'> c**", id="code and tags come first"),
        pytest.param("*[a*](u) **![b**](u)", id="links come first"),
        pytest.param("café**(a)**é Привет**(а)**Привет", id="other scripts without spaces"),
        pytest.param("🙂**(a)**🙂 ✅**a!**✅", id="emoji are not CJK although they are wide"),
        pytest.param("**", id="nothing but marks"),
        pytest.param("****a****", id="four marks"),
    ],
)
def test_text_without_cjk_is_read_as_commonmark_says(source: str) -> None:
    """Sources without CJK characters render the same with and without the plug-in."""
    assert rendered(FRIENDLY, source) == rendered(PLAIN, source)


@given(st.text(alphabet="*_ ()\"'.,!-[]`<>\\\naé£🙂\u00a0\ufe0f", max_size=60))
def test_no_text_without_cjk_is_read_otherwise(source: str) -> None:
    """The law behind the table: no CJK character, no difference."""
    assert rendered(FRIENDLY, source) == rendered(PLAIN, source)


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        pytest.param(
            "**중첩요인(confounding factor)**의", "<strong>중첩요인(confounding factor)</strong>의", id="a gloss"
        ),
        pytest.param("이것은**(중요)**이다", "이것은<strong>(중요)</strong>이다", id="brackets at both sides"),
        pytest.param('그는 **"안녕"**이라고', "그는 <strong>&quot;안녕&quot;</strong>이라고", id="quotation marks"),
        pytest.param("*강조!*입니다", "<em>강조!</em>입니다", id="an exclamation mark"),
        pytest.param("**`npm`**를", "<strong><code>npm</code></strong>를", id="code within"),
        pytest.param("**[링크](u)**를", '<strong><a href="u">링크</a></strong>를', id="a link within"),
        pytest.param("**50%**는", "<strong>50%</strong>는", id="a per cent sign"),
        pytest.param("***모델(model)***은", "<em><strong>모델(model)</strong></em>은", id="three stars"),
        pytest.param("**この文。**その文", "<strong>この文。</strong>その文", id="a Japanese full stop"),
        pytest.param("これは**「重要」**です", "これは<strong>「重要」</strong>です", id="Japanese brackets"),
        pytest.param("**该星号（强调）**这是", "<strong>该星号（强调）</strong>这是", id="Chinese brackets"),
        pytest.param("**！**a", "<strong>！</strong>a", id="CJK punctuation before a Latin letter"),
        pytest.param("葛\U000e0100**(a)**b", "葛\U000e0100**(a)**b", id="Latin behind the closing mark: no"),
        pytest.param(
            "葛\U000e0100**(a)** b", "葛\U000e0100<strong>(a)</strong> b", id="after an ideographic variation selector"
        ),
        pytest.param("〽\ufe0e**(a)** b", "〽\ufe0e<strong>(a)</strong> b", id="after a text variation selector"),
        pytest.param("**“\ufe01**a", "<strong>“\ufe01</strong>a", id="a quotation mark made full-width"),
        pytest.param("a!\ufe00**b**", "a!\ufe00<strong>b</strong>", id="a selector after Latin punctuation"),
        pytest.param(" \ufe00**b** c", " \ufe00<strong>b</strong> c", id="a selector after a space"),
        pytest.param("\ufe00**b** c", "\ufe00<strong>b</strong> c", id="a selector at the start"),
        pytest.param("_강조(a)_의", "_강조(a)_의", id="an underscore is no mark within a word"),
        pytest.param("_강조(a)_ 의", "<em>강조(a)</em> 의", id="an underscore before a space"),
        pytest.param("snake_case_이름", "snake_case_이름", id="a name with underscores"),
    ],
)
def test_emphasis_closes_beside_cjk(source: str, expected: str) -> None:
    """Punctuation beside a CJK character is no obstacle for `*`; `_` keeps out of words."""
    assert rendered(FRIENDLY, source) == expected


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        pytest.param("1~2개, 10~20", "1~2개, 10~20", id="a range"),
        pytest.param("~하나~", "~하나~", id="single"),
        pytest.param("~~~셋~~~", "~~~셋~~~", id="triple"),
        pytest.param("~~지움(x)~~은", "<s>지움(x)</s>은", id="double"),
        pytest.param("[~~a~~](u)", '<a href="u"><s>a</s></a>', id="in a link"),
    ],
)
def test_only_double_tildes_strike(source: str, expected: str) -> None:
    """`~~x~~` strikes through; one tilde means "about", three draw a line."""
    markdown = MarkdownIt("commonmark").enable("strikethrough").use(emphasis.plug)
    assert rendered(markdown, source) == expected


def test_the_cjk_table_agrees_with_unicode() -> None:
    """Each wide, full-width or half-width character but emoji is in the table, and no narrow one outside Hangul."""
    for point in range(0x1F000):
        character = chr(point)
        if unicodedata.category(character) == "Cn":
            continue
        width = unicodedata.east_asian_width(character)
        if "HANGUL" in unicodedata.name(character, "") or width in "FH" or (width == "W" and character.isalpha()):
            assert emphasis.CJK.match(character), f"U+{point:04X} is missing"
        elif width in ("Na", "A"):
            assert not emphasis.CJK.match(character), f"U+{point:04X} should not be there"
