"""What this program says of formulas, against the MathJax that Anki has, in a real browser."""

from __future__ import annotations

from collections.abc import Iterator
from importlib.resources import files

import pytest
from playwright.sync_api import Browser, Page

from notes2anki.tex import MACROS, for_anki, known_names

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
