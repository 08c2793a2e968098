"""Inline tokens -> lines."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from notes2anki.markdown import parser
from notes2anki.markdown.inline import read_lines
from notes2anki.model import Line


def lines_of(source: str, first_line: int = 1) -> list[Line]:
    """Return the lines of all inline tokens of a source whose first line is `first_line`."""
    found: list[Line] = []
    for token in parser().parse(source):
        if token.type == "inline" and token.map:
            found += read_lines(token, first_line + token.map[0])
    return found


def shown(lines: list[Line]) -> str:
    """Return the lines as `number: text {marked|strong+em}` for a test to read; targets as `->address`."""
    return " / ".join(f"{line.number}: " + "".join(_run(*run) for run in _runs(line)) for line in lines)


def _runs(line: Line) -> list[tuple[str, list[str], str]]:
    return [(run.text, sorted(mark.value for mark in run.marks), run.target) for run in line.text.runs]


def _run(text: str, marks: list[str], target: str) -> str:
    address = f"->{target}" if target else ""
    return f"{{{text}|{'+'.join(marks)}{address}}}" if marks or target else text


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        pytest.param("a", "1: a", id="a word"),
        pytest.param("a\nb", "1: a / 2: b", id="soft break"),
        pytest.param("a  \nb\\\nc", "1: a / 2: b / 3: c", id="hard breaks, backslash gone"),
        pytest.param("a<br>b<BR/>\nc", "1: a / 1: b / 2: c", id="a break tag does not advance the number"),
        pytest.param("**a\nb** c", "1: {a|strong} / 2: {b|strong} c", id="a mark over a line's end"),
        pytest.param("x `a\nb` y\nz", "1: x {a b|code} y / 3: z", id="code over a line's end"),
        pytest.param("x $a\nb$ y\nz", "1: x {a b|math} y / 3: z", id="math over a line's end"),
        pytest.param("x\n$$a\nb$$\nz", "1: x / 2: {a b|display+math} / 4: z", id="display math over a line's end"),
        pytest.param('[a\nb](u\n"t") c\nd', "1: {a|link->u} / 2: {b|link->u} c / 4: d", id="a link's title"),
        pytest.param("![a\nb](u\n'`t\n`') c\nd", "1: {a b|image->u} c / 5: d", id="an image's title"),
        pytest.param("a <b\nid=x>c</b> d\ne", "1: a {c|strong} d / 3: e", id="a tag over a line's end"),
        pytest.param("a <!-- b\nc --> d\ne", "1: a  d / 3: e", id="a comment"),
        pytest.param("`a`\nb", "1: {a|code} / 2: b", id="code at the start"),
        pytest.param("a&#10;b &lt;c&gt;\nd", "1: a b <c> / 2: d", id="entities arrive decoded"),
    ],
)
def test_lines(source: str, expected: str) -> None:
    """Each line that the author broke is one, under its own number."""
    assert shown(lines_of(source)) == expected


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        pytest.param("a *b* **c** ***d***", "1: a {b|em} {c|strong} {d|em+strong}", id="emphasis"),
        pytest.param("~~a~~ ==b== `c`", "1: {a|strike} {b|highlight} {c|code}", id="other marks"),
        pytest.param("\\*a\\* \\_", "1: *a* _", id="escapes"),
        pytest.param("[a **b**](u)", "1: {a |link->u}{b|link+strong->u}", id="a link"),
        pytest.param("[](u) a", "1: a", id="a link without text"),
        pytest.param("[a **b**](javascript:c) [d](file:///e)", "1: a {b|strong} d", id="links that no card follows"),
        pytest.param("<a href='FILE:///e'>d</a>", "1: d", id="one of them in HTML"),
        pytest.param("Map<file:name> <javascript:a>", "1: Map<file:name> <javascript:a>", id="no address in brackets"),
        pytest.param("<http://a.b> c", "1: {http://a.b|link->http://a.b} c", id="an address"),
        pytest.param("![a *b*](u)", "1: {a b|image->u}", id="an image's words bear no marks"),
        pytest.param("![](u)", "1: {|image->u}", id="an image without words"),
        pytest.param("a ![](u) ![](v)", "1: a{|image->u}{|image->v}", id="images without words behind a word"),
        pytest.param("![](u) a", "1: {|image->u}a", id="an image without words before a word"),
        pytest.param("**![](u)**", "1: {|image+strong->u}", id="a marked image"),
        pytest.param("[![a](i)](u) b", "1: {a|image->i} b", id="a linked image keeps its source"),
        pytest.param("a[^1]\n\n[^1]: b", "1: a / 3: b", id="a footnote's sign is no text"),
        pytest.param("{% raw %} {{ site.x }}", "", id="Liquid is no text"),
        pytest.param("식은 $$x$$이다", "1: 식은 {x|math}이다", id="display math among words is not displayed"),
        pytest.param("$$x$$, $$y$$.", "1: {x|display+math}, {y|display+math}.", id="display math without words"),
        pytest.param("**a(b)**의", "1: {a(b)|strong}의", id="bold before a particle"),
    ],
)
def test_marks(source: str, expected: str) -> None:
    """Markdown's marks arrive as marks, without their signs."""
    assert shown(lines_of(source)) == expected


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        pytest.param("x <b>a</b> <STRONG>b</STRONG>", "1: x {a|strong} {b|strong}", id="bold"),
        pytest.param("x <i>a</i> <em>b</em>", "1: x {a|em} {b|em}", id="italic"),
        pytest.param("x <s>a</s> <del>b</del>", "1: x {a|strike} {b|strike}", id="struck"),
        pytest.param("H<sub>2</sub>O x<sup>2</sup>", "1: H{2|sub}O x{2|sup}", id="sub and sup"),
        pytest.param("x <kbd>a</kbd> <mark>b</mark>", "1: x {a|kbd} {b|highlight}", id="key and highlight"),
        pytest.param("x <code>a</code>", "1: x {a|code}", id="code"),
        pytest.param("x <a href='u?a=1&amp;b'>a</a>", "1: x {a|link->u?a=1&b}", id="a link"),
        pytest.param("x <a name='u'>a</a>", "1: x a", id="an anchor"),
        pytest.param("List<String> <T extends B>x</T>", "1: List<String> <T extends B>x</T>", id="types, not tags"),
        pytest.param('x <img src="my pic.png" alt="a  b">', "1: x {a b|image->my pic.png}", id="an image"),
        pytest.param("x <img/></img>", "1: x", id="an image without source"),
        pytest.param("x <b>a **c**</b> d", "1: x {a c|strong} d", id="tag and mark of one kind"),
        pytest.param("x <b>a <b>b</b> c</b> d", "1: x {a b c|strong} d", id="a tag within its like"),
        pytest.param("x <b>a <i>b</b> c</i>", "1: x {a |strong}{b|em+strong}{ c|em}", id="crossing tags"),
        pytest.param("x <b>a", "1: x a", id="never closed"),
        pytest.param("x a</b>", "1: x a", id="never opened"),
        pytest.param("x <span style='a'>b</span> <?php c ?><!D e>", "1: x b", id="other tags"),
        pytest.param("x <script>a</script><style>b</style>c", "1: x c", id="scripts and styles"),
        pytest.param("x <a href=u>a</a> [b](v)", "1: x {a|link->u} {b|link->v}", id="two links"),
    ],
)
def test_tags(source: str, expected: str) -> None:
    """A tag is read as the mark that it stands for; of others, the content stays."""
    assert shown(lines_of(source)) == expected


@pytest.mark.parametrize(
    ("source", "tex"),
    [
        pytest.param(
            "![f](https://render.githubusercontent.com/render/math?math=x%2By+%3D%20%5Calpha)",
            "x+y = \\alpha",
            id="GitHub",
        ),
        pytest.param(
            'x <img src="https://render.githubusercontent.com/render/math?math=\\beta&mode=inline">',
            "\\beta",
            id="a tag",
        ),
        pytest.param(
            "x ![](https://render.githubusercontent.com/render/math?mode=display&math=a_1)", "a_1", id="mode first"
        ),
        pytest.param("![](https://latex.codecogs.com/svg.latex?x&space;&plus;%201)", "x + 1", id="CodeCogs"),
    ],
)
def test_the_picture_of_a_formula_is_a_formula(source: str, tex: str) -> None:
    """Images that a service draws from TeX become the TeX."""
    assert f"{{{tex}|math}}" in shown(lines_of(source))


def test_lines_count_from_the_given_number() -> None:
    """The caller says which line of the file the token begins on."""
    assert [line.number for line in lines_of("a\nb", first_line=40)] == [40, 41]


# fmt: off
PIECES = (
    "*", "**", "***", "_", "__", "~~", "==", "`", "``", "```", "$", "$$", "\\(", "\\)", "\\[", "\\]", "\\", "&#10;",
    "&amp;", "[", "](", ")", "![", "x.png) ", "[^1]", "[^1]:", "http://", "https://a.b", "1. ", "- ", "> ", ": a", "#",
    "---", "|", "<br>", "<b>", "</b>", "<a href=u>", "</a>", "<img src=x>", "<script>", "</script>", "<!--", "-->",
    "<sub", "가나", "(다)", "라", "a", "1", ".", '"', "'", " ", "\t", "\n", "\n\n", "  \n", "\\\n", "\n  ",
)
# fmt: on
FRAGMENTS = st.lists(st.sampled_from(PIECES) | st.text(max_size=3), max_size=30).map("".join)


@given(FRAGMENTS)
def test_line_numbers_lie_within_the_token(source: str) -> None:
    """No text raises, and each line lies among the lines of its token, in order."""
    for token in parser().parse(source):
        if token.type != "inline" or not token.map:
            continue
        numbers = [line.number for line in read_lines(token, token.map[0])]
        assert numbers == sorted(numbers)
        assert all(token.map[0] <= number < max(token.map[1], token.map[0] + 1) for number in numbers)


@given(st.text(alphabet="가나다a1(){}.,!?'\"“”。、「」 ", min_size=1).filter(lambda words: words.strip() == words))
def test_closed_bold_leaves_no_stars(words: str) -> None:
    """Bold around any words leaves no marker, whatever Korean follows."""
    assert lines_of(f"이 **{words}**의")[0].text.plain == f"이 {words}의"
