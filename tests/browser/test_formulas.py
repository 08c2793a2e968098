"""What this program says of formulas, against the MathJax that Anki has, in a real browser."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from html import unescape
from importlib.resources import files

import pytest
from playwright.sync_api import Browser, Page

from notes2anki.fields import make_note
from notes2anki.fields.tex import MACROS, PLAIN_ARGUMENTS, for_anki, known_names
from notes2anki.model import Kind
from notes2anki.preview.render.clozes import reveal
from notes2anki.text import Mark, Run, Text
from tests.support.cards import CARD

AS_ANKI = """window.MathJax = {
    tex: {
        displayMath: [["\\\\[", "\\\\]"]],
        processEscapes: false,
        processEnvironments: false,
        processRefs: false,
        packages: { "[+]": ["noerrors", "mathtools", "mhchem"], "[-]": ["textmacros"] },
    },
    startup: { typeset: false },
}"""
NAMES = """kind => {
    const tables = MathJax.startup.document.inputJax[0].parseOptions.handlers.get(kind)._configuration.items;
    return tables.flatMap(({ item }) => (item.map ? [...item.map.keys()] : []));
}"""


@pytest.fixture(scope="module")
def mathjax(browser: Browser) -> Iterator[Page]:
    """Open a page with the MathJax of the preview, which is that of Anki, set up as Anki does."""
    page = browser.new_page()
    page.set_content("<body>")
    page.evaluate(AS_ANKI)
    page.add_script_tag(
        content=files("notes2anki.preview").joinpath("static/mathjax-3.2.2-tex-svg-full.js").read_text()
    )
    page.evaluate("MathJax.startup.promise")
    yield page
    page.close()


def _is_set(mathjax: Page, source: str) -> bool:
    """Does the formula come out without red words and without an error in its place?"""
    mathml = mathjax.evaluate("source => MathJax.tex2mml(source)", source)
    return not any(sign in mathml for sign in ("merror", 'mathcolor="red"', "data-mjx-error"))


def test_the_names_are_those_that_mathjax_knows(mathjax: Page) -> None:
    """No command and no environment is missing from the list, and none is too many."""
    commands = {name for name in mathjax.evaluate(NAMES, "macro") if name.isascii() and name.isalpha()}
    signs = {name[1:] for name in mathjax.evaluate(NAMES, "delimiter") if name[:1] == "\\" and name[1:].isalpha()}
    environments = {f"{{{name}}}" for name in mathjax.evaluate(NAMES, "environment")}
    assert known_names() == commands | signs | environments


@pytest.mark.parametrize("name", sorted(MACROS))
def test_each_macro_can_be_set(mathjax: Page, name: str) -> None:
    """With arguments as it takes them."""
    found = for_anki(rf"\{name}{{x}}{{y}}{{z}}", {})
    assert found.faults == ()
    assert _is_set(mathjax, found.source)


@pytest.mark.parametrize(
    "source",
    [
        pytest.param(r"\foobar{x}", id="a command of nobody's"),
        pytest.param(r"\begin{foo}x\end{foo}", id="an environment of nobody's"),
        pytest.param(r"\includegraphics{x}", id="a picture"),
        pytest.param(r"\frac{a}{b", id="an open brace"),
        pytest.param(r"\left( x", id="no right side"),
        pytest.param(
            r"\alpha \mathbb{R} \begin{pmatrix}a & b\\c & d\end{pmatrix} \text{한글} \ce{H2O}", id="what is known"
        ),
        pytest.param(r"\newcommand{\mine}[1]{#1^2} \mine{x}", id="what it defines"),
        pytest.param(r"\begin{align*}a &= b\\c &= d\end{align*}", id="an environment that sets itself apart"),
        pytest.param(r"\cancel{x} \braket{a|b} \xrightarrow{f} \coloneqq \upalpha", id="what packages know"),
    ],
)
def test_there_is_a_notice_where_mathjax_fails(mathjax: Page, source: str) -> None:
    """And none where it does not."""
    found = for_anki(source, {})
    assert _is_set(mathjax, found.source) == (not found.faults)


ENVIRONMENTS = ("align", "align*", "flalign", "eqnarray", "aligned", "split", "cases", "pmatrix")
WITHOUT_COLUMNS = ("gather", "multline*", "equation", "gathered")


@pytest.mark.parametrize("name", [*ENVIRONMENTS, *WITHOUT_COLUMNS])
def test_an_environment_can_be_set_by_itself(mathjax: Page, name: str) -> None:
    """What the parser takes for a formula without any dollars is one to MathJax, too."""
    assert _is_set(mathjax, rf"\begin{{{name}}} a {'' if name in WITHOUT_COLUMNS else '&'} = b \end{{{name}}}")


HOME = "http://127.0.0.1:9/a"
WORDS = f"x;background:url({HOME})"
FORMS = (
    rf"\NAME[{WORDS}]{{x41}}{{y}}{{z}}",
    rf"\NAME{{{WORDS}}}{{y}}{{z}}",
    rf"\NAME{{red}}{{{WORDS}}}{{z}}",
    rf"\NAME{{red}}{{y}}{{{WORDS}}}",
    rf"\NAME{{circle}}[{WORDS}]{{z}}",
    rf"\NAME[red][{WORDS}]{{x41}}{{y}}",
    rf"\NAME[named]{{{WORDS}}}{{x}}",
    rf'\NAME[mathbackground="{WORDS}"]{{x}}{{y}}',
    rf'\NAME{{circle}}[mathbackground="{WORDS}"]{{x}}',
    rf"\begin{{matrix}}a \\ \NAME[named]{{{WORDS}}}[x][y] b\end{{matrix}}",
    rf"\begin{{matrix}}a \\ \NAME{{{WORDS}}} b\end{{matrix}}",
    rf"\begin{{matrix}}\NAME{{{WORDS}}} b\end{{matrix}}",
)
HANDED_ON = """sources => sources.filter(source => {
    try {
        const math = new DOMParser().parseFromString(MathJax.tex2mml(source), "text/html");
        return [...math.querySelectorAll("*")].some(one => [...one.attributes].some(({ name, value }) =>
            value.includes("url(") && !["data-mjx-error", "title"].includes(name) && !value.startsWith("mjx-eqn:")));
    } catch { return false; }
})"""


def _forms(name: str) -> Iterator[str]:
    yield from (form.replace("NAME", name) for form in FORMS)


def test_no_command_hands_an_address_on_to_the_page(mathjax: Page) -> None:
    """Of all that MathJax knows, none takes words of a note for a style; as written, those of the table would."""
    bare = {name: list(_forms(name)) for name in PLAIN_ARGUMENTS}
    inert = {name for name, forms in bare.items() if not mathjax.evaluate(HANDED_ON, forms)}
    assert inert == {"definecolor"}  # which only names a colour, and for every later formula
    others = [form for name in sorted(known_names() - set(bare)) if name.isalpha() for form in [*_forms(name)][:3]]
    sources = [*others, *(form for forms in bare.values() for form in forms)]
    assert mathjax.evaluate(HANDED_ON, [for_anki(source, {}).source for source in sources]) == []


HOSTILE = (
    rf"\unicode[{WORDS}]{{x41}}",
    rf"\unicode [{WORDS}] {{x41}}",
    rf"\colorbox{{url({HOME})}}{{a}}",
    rf"\fcolorbox{{red;{WORDS}}}{{red}}{{a}}",
    rf"\fcolorbox{{red}}{{url({HOME})}}{{a}}",
    rf"\style{{background:url({HOME})}}{{a}}",
    rf"\style{{background:u\rl({HOME})}}{{a}}",
    rf"\bbox[border:1px solid;{WORDS}]{{a}}",
    rf"\href{{javascript:{HOME}}}{{a}}",
    rf"\class{{x}}{{\cssId{{y}}{{\style{{{WORDS}}}{{a}}}}}}",
    rf"\mmlToken{{mi}}[style='{WORDS}']{{a}}",
    rf"\mmlToken{{mglyph}}[src='{HOME}']{{}}",
    r"\require{html}\style{color:red}{a}",
    rf"\enclose{{circle}}[mathbackground='url({HOME})']{{a}}",
    rf"\cancel[mathbackground='url({HOME})']{{a}}",
    rf"\cancelto[mathbackground='url({HOME})']{{a}}{{b}}",
    rf"\textcolor[named]{{url({HOME})}}{{a}}",
    rf"\definecolor{{w}}{{named}}{{url({HOME})}}\colorbox{{w}}{{a}}",
    rf"\begin{{array}}{{c}}\rowcolor{{url({HOME})}} a\end{{array}}",
    rf"\begin{{array}}{{c}}\cellcolor{{url({HOME})}} a\end{{array}}",
    rf"\overbracket[1px;{WORDS}][1px;{WORDS}]{{a}}",
    rf"\def\c{{\colorbox}}\c{{url({HOME})}}{{a}}",
    rf"\let\c\colorbox{{red}}\c{{url({HOME})}}{{a}}",
    rf"\newcommand\c\colorbox{{red}}\c{{url({HOME})}}{{a}}",
    rf"\def\c#1{{\unicode[#1]{{x41}}}}\c{{{WORDS}}}",
    rf"\def\c#1{{\uni#1}}\c{{code}}[{WORDS}]{{x41}}",
    rf"\newenvironment{{e}}{{\colorbox}}{{}}\begin{{e}}{{url({HOME})}}{{a}}\end{{e}}",
    rf"\DeclareMathOperator{{\c}}{{\style{{{WORDS}}}{{a}}}}\c",
    rf"\Newextarrow{{\c}}{{1,1}}{{\style{{{WORDS}}}}}\c{{a}}",
    rf"\text{{a \(\style{{{WORDS}}}{{a}}\) $\colorbox{{url({HOME})}}{{a}}$}}",
    rf"\ce{{\style{{{WORDS}}}{{A}} \colorbox{{url({HOME})}}{{a}}}}",
    rf"a \) b \(\style{{{WORDS}}}{{a}}",
    rf"\uni{{{{c1::code}}}}[{WORDS}]{{x41}}",
    rf"\{{{{c1::style}}}}{{{WORDS}}}{{a}}",
    rf"{{{{c1::\color}}}}box{{url({HOME})}}{{a}}",
    rf"\enclose{{circle}}{{{{c1::[mathbackground='url({HOME})']}}}}{{a}}",
    rf"\unicode{{{{c1::a::{WORDS}}}}}{{x41}}",
)
"""Formulas that would style the page, or ask the network; the last ones with a gap where a word would be whole."""
TYPESET = """async html => {
    document.body.innerHTML = html;
    await MathJax.typesetPromise([document.body]);
    const all = [...document.body.querySelectorAll("*")];
    await new Promise(done => setTimeout(done, 5));
    return all.filter(one => !one.closest("merror, [data-mml-node='merror']")).flatMap(one => [...one.attributes])
        .filter(({ name, value }) => /url\\(|javascript:/.test(value) && !/^(data-mjx-error|title)$/.test(name))
        .map(({ name, value }) => `${name}=${value}`);
}"""


@pytest.mark.parametrize("kind", [Kind.QA, Kind.CLOZE])
def test_no_formula_styles_the_page_or_asks_the_network(mathjax: Page, kind: Kind) -> None:
    """On both sides of a card, one after the other on one page, as Anki shows them."""
    asked: list[str] = []
    mathjax.on("request", lambda request: asked.append(request.url))
    for source in HOSTILE:
        gap = (Run("{{c1::"), Run("a"), Run("}}")) if kind is Kind.CLOZE else ()
        question = Text((Run(source, frozenset({Mark.MATH})), *gap))
        note = make_note(replace(CARD, kind=kind, question=question), {})
        field = dict(note.fields)["Text" if kind is Kind.CLOZE else "Question"]
        sides = [reveal(field, 1, is_question=side) for side in (True, False)] if kind is Kind.CLOZE else [field]
        for html in sides:
            assert html
            assert mathjax.evaluate(TYPESET, html) == [], (source, unescape(html))
    assert asked == []
