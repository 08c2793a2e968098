"""What Obsidian, Logseq, Jekyll and Notion write: shown as they would show it, or not at all."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from notes2anki.markdown.liquid import resolve

ID = "0123456789abcdef" * 2
"""What Notion puts behind a name."""


@pytest.mark.parametrize(
    "source",
    [
        pytest.param("the array [[1, 2], [3, 4]]", id="an array of arrays"),
        pytest.param("[[1, 2]] and [[0]]", id="arrays in an array"),
        pytest.param("df[[a]] and x)[[b]]", id="indices"),
        pytest.param("if [[ -f x ]]; then", id="a test of the shell"),
        pytest.param("[[ ]] [[#]] [[a", id="nothing in it"),
        pytest.param("50%% and 60%% of it", id="per cent signs doubled"),
        pytest.param("x ^2 and y ^ab", id="powers with a space"),
        pytest.param("f((x)) and ((a))", id="double brackets"),
        pytest.param("{{ x }} and {{c1::gap}} {{sited}}", id="braces of other kinds"),
        pytest.param("{% never closed", id="a tag that does not close"),
        pytest.param("{:x} {: } a{#b} {#c} d", id="no attributes"),
    ],
)
def test_prose_stays(read: Callable[[str], str], source: str) -> None:
    """What only looks like another tool's markup is text."""
    assert read(source) == f"1: {source}"


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        pytest.param("see [[Note]]를", "1: see {Note|note->[[Note]]}를", id="a note"),
        pytest.param("[[a/b/Note.md]]", "1: {Note|note->[[a/b/Note.md]]}", id="a note in a folder"),
        pytest.param("[[Note|the *alias*]]", "1: {the *alias*|note->[[Note|the *alias*]]}", id="an alias"),
        pytest.param(
            "[[Note#Part#^abc123]]", "1: {Note › Part|note->[[Note#Part#^abc123]]}", id="a section and a block"
        ),
        pytest.param("[[#Part]]", "1: {Part|note->[[#Part]]}", id="a section of this note"),
        pytest.param("[[2024-03-01]]", "1: {2024-03-01|note->[[2024-03-01]]}", id="a day"),
        pytest.param(f"[[Deep {ID}]]", f"1: {{Deep|note->[[Deep {ID}]]}}", id="Notion's ids"),
        pytest.param("**[[Note]]**", "1: {Note|note+strong->[[Note]]}", id="within bold"),
        pytest.param("`[[Note]]`", "1: {[[Note]]|code}", id="in code"),
        pytest.param("[[a]]\n\n[a]: u", "1: [{a|link->u}]", id="a defined reference"),
        pytest.param("![[Note#Part]]", "1: {Note › Part|note->[[Note#Part]]}", id="an embedded section"),
        pytest.param("![[a.pdf#page=3]]", "1: {a.pdf|note->[[a.pdf#page=3]]}", id="a page of an embedded file"),
        pytest.param("![[a b.png]]", "1: {|image->a%20b.png}", id="an embedded picture"),
        pytest.param("![[x/a.png|200]]", "1: {|image->x/a.png 200}", id="with its width"),
        pytest.param("![[a.png|words|200x100]]", "1: {words|image->a.png 200}", id="with words and a size"),
        pytest.param("![](a.png){width=50%}", "1: {|image->a.png 50%}", id="Pandoc's width"),
        pytest.param("![](a.png){: .right width='300px'}", "1: {|image->a.png 300}", id="kramdown's width"),
        pytest.param('![](a.png){#x .y style="zoom: 0.4;"}', "1: {|image->a.png 40%}", id="a style in braces"),
        pytest.param("![a|90](a.png){: .right}", "1: {a|image->a.png 90}", id="braces without a width"),
        pytest.param("![](a.png){width=2cm}", "1: {|image->a.png}", id="a width of another kind"),
        pytest.param("![](a.png){x} {width=50%}", "1: {|image->a.png}{x} {width=50%}", id="braces of other kinds"),
        pytest.param("[![](a.png)](u){width=50%}", "1: {|image->a.png 50%}", id="behind a link"),
        pytest.param('<img src="a.png" width="50%">', "1: {|image->a.png 50%}", id="per cent in HTML"),
        pytest.param('<img src="a.png" style="zoom:50%;" />', "1: {|image->a.png 50%}", id="Typora's zoom"),
        pytest.param('<img src="a.png" style="x: y; Width: 300px">', "1: {|image->a.png 300}", id="a style in HTML"),
        pytest.param('<img src="a.png" style="width: 10em" width="auto">', "1: {|image->a.png}", id="other units"),
        pytest.param("![[a.mp3#t=10]]", "1: {|image->a.mp3}", id="a recording from a second on"),
        pytest.param("![words|150](a.png)", "1: {words|image->a.png 150}", id="a size in an image's words"),
        pytest.param("![](a.png =120x)", "1: {|image->a.png 120}", id="a size behind the path"),
        pytest.param('<img src="a.png" width="90">', "1: {|image->a.png 90}", id="a width in HTML"),
        pytest.param("x %%hidden\nwords%% y\nz", "1: x  y / 3: z", id="a comment over a line's end"),
        pytest.param("a\n\n%%\nb\n\nc\n%%\n\nd", "1: a / 9: d", id="a comment over several blocks"),
        pytest.param("%%a%%\nb", "2: b", id="a comment on its line"),
        pytest.param("%%a%% b", "1: b", id="a comment before words"),
        pytest.param("%%\na", "1: %% / 2: a", id="a comment that never ends"),
        pytest.param("words ^abc123\nmore", "1: words / 2: more", id="a block id"),
        pytest.param("^abc123", "", id="a block id alone"),
        pytest.param("words ^eq1", "1: words", id="a short block id"),
        pytest.param("x ((65a1b2c3-1234-4abc-8def-0123456789ab)) y", "1: x  y", id="a block reference"),
        pytest.param("{{embed ((x))}} {{query (a)}} y", "1: y", id="macros"),
        pytest.param("a^[inline *note*] b[^7]", "1: a b", id="footnotes"),
    ],
)
def test_wikis(read: Callable[[str], str], source: str, expected: str) -> None:
    """Links are their words, embeds pictures or names; ids, comments and macros go, and lines keep their numbers."""
    assert read(source) == expected


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        pytest.param("a {% raw %}b{% endraw %} c", "1: a b c", id="tags"),
        pytest.param("a {% include\nx.html %} b\nc", "1: a  b / 3: c", id="a tag over a line's end"),
        pytest.param("a\n{% raw %}\nb\n{% endraw %}", "1: a / 3: b", id="lines of tags"),
        pytest.param("{{ site.url }}{{ page.title }} a", "1: a", id="what the site knows"),
        pytest.param('{{ "words" | upcase }} a', "1: words a", id="a string"),
        pytest.param("[a **b**]({% post_url 2024-01-01-x %})", "1: a {b|strong}", id="a link to a post"),
        pytest.param("[a](https://x.org/{{ page.id }})", "1: {a|link->https://x.org/}", id="a link outside"),
        pytest.param("![w]({{ site.baseurl }}/a.png)", "1: {w|image->/a.png}", id="a picture of the site"),
        pytest.param('![w]({{ "/a.png" | relative_url }} "t")', "1: {w|image->/a.png}", id="a picture by a filter"),
        pytest.param("![]({{site.url}}/a.png)", "1: {|image->/a.png}", id="a picture without spaces"),
        pytest.param('<img src="{{ site.url }}/a.png">', "1: {|image->/a.png}", id="a picture in HTML"),
        pytest.param("[![w]({% link a.png %})](https://x.org/{{ x }})", "1: {w|image->a.png}", id="a linked picture"),
        pytest.param(
            'a {% include figure image_path="/a.png" alt="w" %}', "1: a {w|image->/a.png}", id="an included picture"
        ),
        pytest.param('{% include figure.html path="a.png" %}', "1: {|image->a.png}", id="a picture on its line"),
        pytest.param("![w](a.png){: width='50%'} b {:.x #y}", "1: {w|image->a.png 50%} b", id="attributes"),
        pytest.param("# a {#part-1}", "1: a", id="the id of a heading"),
        pytest.param("{: .notice}\na", "2: a", id="attributes on their line"),
        pytest.param(
            "a\n{% highlight py linenos %}\nx = '{{ y }}'\n\n{% endhighlight %}\nb",
            "1: a / 2: <py>x = '{{ y }}' / 6: b",
            id="code",
        ),
        pytest.param("{% comment %}\na\n\nb\n{% endcomment %}\nc", "6: c", id="a comment"),
        pytest.param("{% highlight py %}\na", "2: a", id="code that never ends"),
        pytest.param("a {% raw %}{{ site.x }} {% if y %}{% endraw %} b", "1: a {{ site.x }} {% if y %} b", id="raw"),
        pytest.param(
            "{% raw %}\n- {% y %} `{{ z }}`\n{% endraw %}\n{% y %}", "2: {% y %} {{{ z }}|code}", id="raw lines"
        ),
        pytest.param(
            "{% raw %}$\\frac{{a}}{{b}}$ {{ page.x", "1: {\\frac{{a}}{{b}}|math} {{ page.x", id="raw without an end"
        ),
        pytest.param("`{% raw %}` ``{{ site.x }}``", "1: {{% raw %}|code} {{{ site.x }}|code}", id="in code"),
        pytest.param("    {% raw %}", "", id="in indented code"),
    ],
)
def test_liquid(read: Callable[[str], str], source: str, expected: str) -> None:
    """Liquid is resolved or gone, but for code."""
    assert read(source) == expected


def test_an_address_without_liquid_stays_as_it_is() -> None:
    """Only braces of Liquid are looked at, encoded or not."""
    assert resolve("a%20b.png") == "a%20b.png"
    assert resolve("%7B%7B%20site.url%20%7D%7D/a.png") == "/a.png"


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        pytest.param("<aside>\n💡 **Callout** words\n</aside>", "2: 💡 {Callout|strong} words", id="Notion's callout"),
        pytest.param("<details>\n<summary>S</summary>\n**b**\n</details>", "2: S / 3: {b|strong}", id="folded away"),
        pytest.param("a\n<details><summary>**S**</summary>", "1: a / 2: **S**", id="right under a paragraph"),
        pytest.param("    <details>", "", id="in indented code"),
        pytest.param("<div>\n**b**\n</div>", "2: **b**", id="any other block of HTML"),
    ],
)
def test_what_is_folded_away_is_markdown(read: Callable[[str], str], source: str, expected: str) -> None:
    """Lines of `<details>`, `<summary>` and `<aside>` end a block; all other HTML is read as CommonMark says."""
    assert read(source) == expected


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        pytest.param(
            "<ruby>漢<rp>(</rp><rt>かん</rt><rp>)</rp></ruby>字",
            "1: {漢|ruby}{かん|reading+ruby}字",
            id="a reading",
        ),
        pytest.param("<u>a</u> <ins>b</ins>", "1: {a|underline} {b|underline}", id="underlined"),
        pytest.param("<small>a</small> <samp>b</samp>", "1: {a|small} {b|code}", id="small and samples"),
        pytest.param("a <iframe src=x>b</iframe><object>c</object> d", "1: a  d", id="pages within the page"),
    ],
)
def test_html_marks(read: Callable[[str], str], source: str, expected: str) -> None:
    """The tags that notes use are marks; what cannot stand on a card goes with its content."""
    assert read(source) == expected
