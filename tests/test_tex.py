"""Formulas as people write them -> formulas that Anki's MathJax can set."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from notes2anki.fields.tex import HARMLESS, MACROS, Formula, for_anki


@pytest.mark.parametrize(
    "source",
    [
        pytest.param("a + b", id="no command"),
        pytest.param(r"\frac{a}{b} \alpha_i \text{한글}", id="commands that MathJax knows"),
        pytest.param(r"a \\bm", id="a line break before letters"),
        pytest.param(r"\bmod \Rsh \Cap \trianglelefteq", id="longer names"),
        pytest.param(r"\begin{cases} a \\ b \end{cases} \left( x \right] \{", id="balanced"),
    ],
)
def test_what_mathjax_knows_stays(source: str) -> None:
    """A formula without macros is the same, and nothing is wrong with it."""
    assert for_anki(source, {}) == Formula(source)


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        pytest.param(r"\bm{x} + \bm y + \bm\theta", r"\boldsymbol{x} + \boldsymbol{y} + \boldsymbol{\theta}", id="bm"),
        pytest.param(r"\argmin_\theta f", r"\operatorname*{arg\,min}_\theta f", id="an operator"),
        pytest.param(r"\abs{\norm{x}}", r"\left|\left\|x\right\|\right|", id="one in another"),
        pytest.param(r"\pdv{f}{x}", r"\frac{\partial f}{\partial x}", id="two arguments"),
        pytest.param(r"\SI{3}{\meter\per\second}", r"3\,\mathrm{m/s}", id="units"),
        pytest.param(r"\infin x", r"\infty x", id="a name before a letter"),
        pytest.param(r"\abs{\{ a \}}", r"\left|\{ a \}\right|", id="escaped braces within"),
        pytest.param(r"\norm\{x", r"\left\|\{\right\|x", id="an escaped brace as the argument"),
    ],
)
def test_macros_are_replaced(source: str, expected: str) -> None:
    """Commands of packages become what MathJax knows."""
    found = for_anki(source, {})
    assert (found.source, found.faults) == (expected, ())


def test_a_deck_has_macros_of_its_own() -> None:
    """They stand before the built-in ones, may use each other, and end even if they name themselves."""
    mine = {"vc": r"\mathbf{#1}", "bm": r"\vc{#1}", "loop": r"\loop x"}
    assert for_anki(r"\bm{x}", mine).source == r"\mathbf{x}"
    assert for_anki(r"\loop", mine).source.startswith(r"\loop x")


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        pytest.param(r"\href{javascript:alert(1)}{x}", "x", id="a link"),
        pytest.param(r"\style{background:url(http://x.org)}{x}", "x", id="a style"),
        pytest.param(r"\class{a}{x} \cssId{answer}{y}", "x y", id="a class and an id"),
        pytest.param(r"\require{html}x", "x", id="an extension"),
        pytest.param(r"\bbox[background-image:url(http://x.org)]{x}", "x", id="a box"),
        pytest.param(r"\mmlToken{mi}[href=javascript:alert(1)]{x}", r"\text{x}", id="an element"),
        pytest.param(r"\let\f\href", r"\f", id="another name for it"),
        pytest.param(r"\def\f#1{\hr#1{x}{y}}\f{ef}", "y", id="a name in two pieces"),
    ],
)
def test_nothing_reaches_out_of_a_formula(source: str, expected: str) -> None:
    """Neither the page nor the network is touched, and no macro brings that back."""
    assert for_anki(source, {}).source.strip() == expected
    assert for_anki(rf"\mine{source}", {"mine": "", "href": r"\href{#1}{#2}"}).source.strip() == expected


ADDRESS = "x;background:url(http://x.org)"


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        pytest.param(r"\textcolor{#ff0000}{x} \color{red} \cancel[red]{x}", None, id="plain words"),
        pytest.param(r"\colorbox{red}{x} \enclose{circle, box}{x} \unicode[Arial]{x41}", None, id="more of them"),
        pytest.param(r"\sqrt[f(x)]{y} \xrightarrow[a;b]{c:d} \\[2pt]", None, id="options that are formulas"),
        pytest.param(rf"\unicode[{ADDRESS}]{{x41}} a", "{} a", id="a font"),
        pytest.param(rf"\colorbox{{{ADDRESS}}}{{x}}", "{}{x}", id="a colour"),
        pytest.param(rf"\color[named]{{{ADDRESS}}}x", "{}x", id="a colour after a model"),
        pytest.param(rf"\fcolorbox{{red}}{{{ADDRESS}}}{{x}}", "{}{x}", id="the second of two colours"),
        pytest.param(rf"\overbracket[1em][{ADDRESS}]{{x}}", "{}{x}", id="a length"),
        pytest.param(rf"\cancel[a][{ADDRESS}]{{x}}", "{}[" + ADDRESS + "]{x}", id="a second option"),
        pytest.param(rf"\enclose{{box}}\color{{:}}[{ADDRESS}]{{x}}", r"\enclose{box}{}[" + ADDRESS + "]{x}", id="two"),
        pytest.param(rf"\enclose{{box}}{{{{c1::[{ADDRESS}]}}}}{{x}}", "{}{{c1::[" + ADDRESS + "]}}{x}", id="in a gap"),
        pytest.param(r"\unicode[\x41]{x41}", "{}", id="a backslash"),
        pytest.param(r"\colorbox red x", "{} red x", id="no braces"),
        pytest.param(rf"\def\c#1{{\colorbox{{#1}}{{x}}}}\c{{{ADDRESS}}}", "{}{x}", id="by a definition"),
        pytest.param(rf"\def\c{{\colorbox}}\c{{{ADDRESS}}}{{x}}", "{}{x}", id="by another name"),
        pytest.param(rf"\let\c\colorbox{{red}}\c{{{ADDRESS}}}", r"\c\colorbox{red}\c{" + ADDRESS + "}", id="by let"),
        pytest.param(rf"\def\x#1{{#1{{{ADDRESS}}}}}\x\colorbox{{red}}", "{}{red}", id="as an argument"),
    ],
)
def test_only_plain_words_are_handed_on(source: str, expected: str | None) -> None:
    """A colour, length, font or option that is more than letters, digits and a few signs costs its command."""
    found = for_anki(source, {})
    assert found.source.strip() == (source if expected is None else expected)
    assert bool(found.faults) == (expected is not None)


@pytest.mark.parametrize(
    ("source", "fault"),
    [
        pytest.param(r"\frac{a}{b", "has braces that do not match", id="an open brace"),
        pytest.param(r"a}", "has braces that do not match", id="a brace too many"),
        pytest.param(r"\begin{cases}a", r"has `\begin` and `\end` that do not match", id="no end"),
        pytest.param(r"\left(a", r"has `\left` and `\right` that do not match", id="no right side"),
        pytest.param(r"\includegraphics{a}", r"uses `\includegraphics`, which Anki does not know", id="a picture"),
        pytest.param(
            r"\begin{tikzcd}a\end{tikzcd}", r"uses `\begin{tikzcd}`, which Anki does not know", id="a diagram"
        ),
        pytest.param(r"\foobar{x}", r"uses `\foobar`, which Anki does not know", id="a command of nobody's"),
        pytest.param(r"\argminx", r"uses `\argminx`, which Anki does not know", id="one that begins as a macro"),
        pytest.param(r"\begin{foo}a\end{foo}", r"uses `\begin{foo}`, which Anki does not know", id="an environment"),
        pytest.param(
            r"\let\alpha=\beta", r"defines something with `\let` in a way that is not understood", id="a definition"
        ),
        pytest.param(r"\norm_2", r"uses `\norm`, which Anki does not know", id="a macro without its argument"),
    ],
)
def test_what_anki_cannot_set_is_named(source: str, fault: str) -> None:
    """Each fault is said once, in words for the user."""
    assert for_anki(f"{source} {source}" if "uses" in fault else source, {}).faults == (fault,)


@pytest.mark.parametrize(
    "source",
    [
        pytest.param(r"\newcommand{\foo}[1]{#1} \foo x", id="a command"),
        pytest.param(r"\newcommand\foo{x} \foo", id="without braces"),
        pytest.param(r"\def\foo{x} \foo", id="as TeX does"),
        pytest.param(r"\DeclareMathOperator*{\foo}{foo} \foo_x", id="an operator"),
    ],
)
def test_what_a_formula_defines_it_may_use(source: str) -> None:
    """It is no fault."""
    assert for_anki(source, {}).faults == ()


PIECES = st.lists(
    st.sampled_from(
        [
            "{",
            "}",
            "\\",
            "\\\\",
            "\\{",
            "[",
            "]",
            " ",
            "a",
            "#1",
            r"\hr\one{ef}",
            "_",
            "^",
            *(f"\\{n}" for n in (*MACROS, *HARMLESS)),
        ]
    )
).map("".join)


@given(PIECES)
def test_any_formula_is_read(source: str) -> None:
    """Nothing raises, and what reaches out is gone whatever stands around it."""
    names = re.findall(r"\\(?:([A-Za-z]+)|.)", for_anki(source, {"one": "#1"}).source, re.DOTALL)
    assert not set(names) & set(HARMLESS)
