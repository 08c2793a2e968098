"""Notes that try to run something or to call home, on a card in a real browser."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from notes2anki.build import read_page
from notes2anki.fields import make_note
from notes2anki.model import Card, Node, Prose, Settings
from notes2anki.notetypes import load
from notes2anki.reading.outline import read_outline
from notes2anki.rules.answers import blocks_of
from tests.support.cards import CARD, all_nodes

ROOT = Path("/deck")
DECK = Settings(ROOT, "Root", ("notes",), ROOT / "deck.apkg", ROOT / "ledger.jsonl", threshold=0.0)
HOME = "http://127.0.0.1:9"
RUN = "(window.ran=window.ran||[]).push(1)"

HOSTILE = (
    f"<script>{RUN}</script>",
    f"<SCRIPT SRC={HOME}/x.js></SCRIPT>",
    f"<scr<script>ipt>{RUN}</scr</script>ipt>",
    f"<<SCRIPT>{RUN};//\\<</SCRIPT>",
    f"<script/x>{RUN}</script\t\n bar>",
    f"</script><script>{RUN}</script>",
    f"<img src=x onerror={RUN}>",
    f"<img src='x' onerror='{RUN}'/>",
    f"<img src=`x` onerror={RUN}>",
    f'<IMG """><SCRIPT>{RUN}</SCRIPT>"\\>',
    f"<IMG SRC=javascript:{RUN}>",
    f"<IMG SRC=JaVaScRiPt:{RUN}>",
    f'<IMG SRC="jav&#x09;ascript:{RUN}">',
    f'<IMG SRC="{HOME}/pixel.png">',
    f"<IMG DYNSRC={HOME}/x LOWSRC={HOME}/y srcset='{HOME}/z 2x'>",
    f"<svg onload={RUN}>",
    f"<svg/onload={RUN}//",
    f"<svg><script>{RUN}</script></svg>",
    f"<svg><image href={HOME}/x.svg /><use href='{HOME}/y#z'></svg>",
    f"<svg><animate onbegin={RUN} attributeName=x dur=1s>",
    f"<math><mi xlink:href='javascript:{RUN}'>x</mi></math>",
    f"<math><mtext><table><mglyph><style><img src=x onerror={RUN}>",
    f"<iframe src=javascript:{RUN}></iframe>",
    f"<iframe srcdoc='<script>parent.{RUN}</script>'></iframe>",
    f"<object data={HOME}/x></object><embed src={HOME}/y>",
    f"<link rel=stylesheet href={HOME}/x.css><style>@import '{HOME}/y.css';</style>",
    f"<meta http-equiv=refresh content='0;url={HOME}/'>",
    f"<base href='{HOME}/'><a href=x>a</a>",
    f"<body onload={RUN} background={HOME}/x>",
    f'<div style="background-image: url({HOME}/x)">a</div>',
    f"<div style='width: expression({RUN})'>a</div>",
    "<p style='position:fixed;top:0;left:0;width:100%;height:100%'>a</p>",
    f"<video src={HOME}/x poster={HOME}/y autoplay onloadstart={RUN}></video><audio src={HOME}/z autoplay>",
    f"<source src={HOME}/x><track src={HOME}/y><input type=image src={HOME}/z autofocus onfocus={RUN}>",
    f"<form action=javascript:{RUN}><button formaction=javascript:{RUN}>a</button></form>",
    f"<details open ontoggle={RUN}><summary>a</summary></details>",
    f"<marquee onstart={RUN}>a</marquee>",
    f"<select autofocus onfocus={RUN}><textarea autofocus onfocus={RUN}>",
    f"<table background={HOME}/x><td background='javascript:{RUN}'>a</td></table>",
    f"<a href='javascript:{RUN}'>a</a>",
    f'<a href="java\nscript:{RUN}">a</a>',
    f'<a href="&#1;javascript:{RUN}">a</a>',
    f"<a href='data:text/html,<script>{RUN}</script>'>a</a>",
    f"<a href='vbscript:{RUN}' onclick={RUN}>a</a>",
    f"<a \nonmouseover\n=\n{RUN}>a</a>",
    f"[a](javascript:{RUN})",
    f"[a](JAVASCRIPT&colon;{RUN})",
    "[a](data:text/html;base64,PHNjcmlwdD4=)",
    f"[a](<javascript:{RUN}>)",
    f'[a](https://x.org/"onmouseover="{RUN})',
    f"[a]: javascript:{RUN}\n\n[a]",
    f"![a]({HOME}/x.png)",
    f'![a](x"onerror="{RUN})',
    f'![a" onerror="{RUN}](x.png)',
    f'![[x.png" onerror="{RUN}|200]]',
    f"[[<img src=x onerror={RUN}>]]",
    f"https://x.org/'onmouseover='{RUN}'",
    f'<https://x.org/"><script>{RUN}</script>>',
    f"`<img src=x onerror={RUN}>`",
    f'``` "><img/src=x/onerror={RUN}>\na\n```',
    f"```python\n</code></pre><script>{RUN}</script>\n```",
    f"```html\n<img src=x onerror={RUN}>\n```",
    f"$</span><img src=x onerror={RUN}>$",
    f"$$\\text{{<script>{RUN}</script>}}$$",
    f"$a \\) <img src=x onerror={RUN}> \\($",
    f"{{{{c1::<img src=x onerror={RUN}>::<svg onload={RUN}>}}}}",
    f"=={{{{c1::</span><script>{RUN}</script>==",
    f"&lt;script&gt;{RUN}&lt;/script&gt; &#60;img src=x onerror={RUN}&#62;",
    f"&amp;lt;img src=x onerror={RUN}&amp;gt;",
    f"\\<script>{RUN}\\</script>",
    f"<!--><img src=x onerror={RUN}>-->",
    f"<!--[if gte IE 4]><script>{RUN}</script><![endif]-->",
    f"<![CDATA[<script>{RUN}</script>]]>",
    f"<?xml version='1.0'?><?php echo '<script>{RUN}</script>'; ?>",
    f"<ruby><rt><img src=x onerror={RUN}></rt></ruby>",
    f'<noscript><p title="</noscript><img src=x onerror={RUN}>">',
    f"<template><script>{RUN}</script></template><xmp><script>{RUN}</script></xmp>",
    f"<title></title><script>{RUN}</script><plaintext>",
    f'| a | <img src=x onerror={RUN}> |\n|:-:" onclick={RUN}|--:|\n| <script>{RUN}</script> | b |',
    f'> [!note"><script>{RUN}</script>] <img src=x onerror={RUN}>\n> a',
    f'{{% include x.html path="x.png\\" onerror={RUN}" %}} {{{{ \'<script>{RUN}</script>\' | raw }}}}',
    f"[^1]\n\n[^1]: <script>{RUN}</script>",
    f'H~2~<sub><script>{RUN}</script></sub> :smile"><script>{RUN}</script>:',
    f"\u2028<script>{RUN}</script>\u2029<img\u00a0src=x\u00a0onerror={RUN}>",
    f"<scr\0ipt>{RUN}</scr\0ipt>\x1f<img src=x\x0bonerror={RUN}>",
    f"＜script＞{RUN}＜/script＞ +ADw-script+AD4-{RUN}+ADw-/script+AD4-",
)
"""In the shapes of OWASP's cheat sheet on cross-site scripting, and of what Markdown adds to them."""


def _page(card: Card) -> str:
    """Return a card's back as a client shows it: the template's HTML with the fields in it."""
    note = make_note(card, {})
    spec = load(note.note_type)
    html = spec.templates[0].back
    for name, field in note.fields:
        for tag in (f"{{{{{name}}}}}", f"{{{{cloze:{name}}}}}"):
            html = html.replace(tag, field)
    return f"<!doctype html><style>{spec.css}</style><body class=card><div id=qa>{html}</div>"


def _cards(source: str) -> Iterator[Card]:
    """Yield the cards of a note that says `source` in many places, and one of each block as it stands."""
    report = f"# {source}\n\n- {source}: what it means {source}\n- a\n  {source}\n\n**why {source}?**\n\n{source}\n"
    yield from read_page(report.replace("\0", ""), "notes/day.md", DECK).cards
    for node in all_nodes(read_outline(source)):
        yield _card_of(node)


def _card_of(node: Node) -> Card:
    blocks = (Prose(node.text), *blocks_of((node, *node.children)))
    return replace(
        CARD,
        question=node.text,
        answer=blocks,
        extra=blocks,
        language="en",
        context=(node.text.told,),
        sources=node.text.links,
    )


@pytest.mark.parametrize("source", [pytest.param(source, id=f"{number:02}") for number, source in enumerate(HOSTILE)])
def test_nothing_runs_and_nothing_is_fetched(try_on: Callable[[str], list[str]], source: str) -> None:
    """Whatever a note says, its cards only show it."""
    assert try_on("".join(_page(card) for card in _cards(source))) == []


def test_most_of_them_are_on_cards() -> None:
    """The tests above look at something: only what is hidden as a whole gives no card."""
    shown = [source for source in HOSTILE if any(_cards(source))]
    assert len(shown) >= len(HOSTILE) - 10


@pytest.mark.parametrize(
    "html",
    [
        pytest.param(f"<img src=x onerror={RUN}>", id="a handler"),
        pytest.param(f"<script>{RUN}</script>", id="a script"),
        pytest.param(f"<img src={HOME}/x.png>", id="a picture"),
        pytest.param("<script>alert(1)</script>", id="a dialog"),
    ],
)
def test_the_room_notices(try_on: Callable[[str], list[str]], html: str) -> None:
    """What the tests above rely on: anything that runs or is fetched is seen."""
    assert try_on(html)
