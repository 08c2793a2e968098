"""HTML -> atoms. A tag that stands for no mark is dropped and its content kept."""

from __future__ import annotations

import html
import re
import urllib.parse
from collections.abc import Iterator
from html.parser import HTMLParser

from markdown_it.common.html_re import close_tag, open_tag

from notes2anki.markdown.address import refused
from notes2anki.markdown.atoms import Atom, Break, Close, Open
from notes2anki.markdown.images import width_of
from notes2anki.markdown.liquid import resolve
from notes2anki.text import Mark, Run

# fmt: off
_ELEMENTS = frozenset({
    "a", "abbr", "acronym", "address", "applet", "area", "article", "aside", "audio", "b", "base", "basefont", "bdi",
    "bdo", "bgsound", "big", "blink", "blockquote", "body", "br", "button", "canvas", "caption", "center", "cite",
    "code", "col", "colgroup", "data", "datalist", "dd", "del", "details", "dfn", "dialog", "dir", "div", "dl", "dt",
    "em", "embed", "fieldset", "figcaption", "figure", "font", "footer", "form", "frame", "frameset", "h1", "h2", "h3",
    "h4", "h5", "h6", "head", "header", "hgroup", "hr", "html", "i", "iframe", "img", "image", "input", "ins", "kbd",
    "keygen", "label", "legend", "li", "link", "listing", "main", "map", "mark", "marquee", "menu", "menuitem", "meta",
    "meter", "nav", "nobr", "noembed", "noframes", "noscript", "object", "ol", "optgroup", "option", "output", "p",
    "param", "picture", "plaintext", "portal", "pre", "progress", "q", "rb", "rp", "rt", "rtc", "ruby", "s", "samp",
    "script", "search", "section", "select", "slot", "small", "source", "spacer", "span", "strike", "strong", "style",
    "sub", "summary", "sup", "table", "tbody", "td", "template", "textarea", "tfoot", "th", "thead", "time", "title",
    "tr", "track", "tt", "u", "ul", "var", "video", "wbr", "xmp",
    "annotation", "math", "mfrac", "mi", "mn", "mo", "mover", "mroot", "mrow", "mspace", "msqrt", "mstyle", "msub",
    "msubsup", "msup", "mtable", "mtd", "mtext", "mtr", "munder", "munderover", "semantics",
    "animate", "circle", "clippath", "defs", "ellipse", "foreignobject", "g", "line", "lineargradient", "marker",
    "path", "polygon", "polyline", "rect", "set", "stop", "svg", "symbol", "text", "tspan", "use",
})
# fmt: on
"""The names of all elements that HTML has or had, and of those that notes hold from MathML and SVG.

What else stands between `<` and `>` is what the author wrote about: `List<String>`, `<T>`.
"""


_TAG = re.compile(f"{open_tag}|{close_tag}")
_MARKS = {
    "b": Mark.STRONG,
    "strong": Mark.STRONG,
    "i": Mark.EM,
    "em": Mark.EM,
    "s": Mark.STRIKE,
    "del": Mark.STRIKE,
    "strike": Mark.STRIKE,
    "mark": Mark.HIGHLIGHT,
    "sub": Mark.SUB,
    "sup": Mark.SUP,
    "kbd": Mark.KBD,
    "u": Mark.UNDERLINE,
    "ins": Mark.UNDERLINE,
    "small": Mark.SMALL,
    "ruby": Mark.RUBY,
    "rt": Mark.READING,
    "code": Mark.CODE,
    "samp": Mark.CODE,
    "tt": Mark.CODE,
    "var": Mark.EM,
}
# Elements that begin and end a line of their own.
_OWN_LINE = re.compile(
    "br|hr|p|div|section|article|aside|header|footer|center|details|summary|blockquote|pre|figure|figcaption"
    "|h[1-6]|[uod]l|li|d[td]|table|caption|thead|tbody|t[rhd]"
)
_LOADING = frozenset({"img", "audio", "video", "source"})
_SHOWING = frozenset({"img", "source"})  # of those, the ones without content
# Services that draw a formula from the address of an image.
_DRAWN = re.compile(
    r"https?://(?:"
    r"render\.githubusercontent\.com/render/math\?(?:.*&)?math=(?P<github>.*?)(?:&(?:amp;)?mode=\w+)?"
    r"|latex\.codecogs\.com/(?:\w+\.\w+|\w+)\?(?P<codecogs>.*)"
    r")"
)


def from_html(block: str) -> Iterator[Atom]:
    """Yield the atoms of an HTML block, a break for each newline of it."""
    place = 0
    while place < len(block):
        end = _tag_end(block, place)
        if end > place:
            yield from from_tag(block[place:end])
            yield Break(block.count("\n", place, end), splits=False)
        else:
            found = block.find("<", place + 1)
            end = found if found > 0 else len(block)
            yield from _from_words(block[place:end])
        place = end


def from_tag(markup: str) -> Iterator[Atom]:
    """Yield the atoms of a single tag; a comment, declaration or instruction has none, `<T>` is what it says."""
    if markup.startswith(("<!", "<?")):
        return
    tag = _TagReader(markup)
    if tag.name not in _ELEMENTS:
        yield Run(markup.replace("\n", " "))
        return
    if _OWN_LINE.fullmatch(tag.name):
        yield Break(ends=True)
    if tag.is_end:
        yield Close(tag.name)
        return
    if tag.name not in _SHOWING:
        yield _begun(tag)
    if tag.name in _LOADING and (source := tag.attributes.get("src")):
        yield picture(source, tag.attributes.get("alt", ""), width_of(tag.attributes))


def picture(source: str, words: str, width: str = "") -> Run:
    """Return the run of an image with `words` as its alternative text; the picture of a formula is the formula."""
    drawn = _DRAWN.fullmatch(source)
    if not drawn:
        return Run(" ".join(words.split()), frozenset({Mark.IMAGE}), resolve(source), width)
    if drawn["github"] is not None:
        tex = urllib.parse.unquote_plus(drawn["github"])
    else:
        tex = urllib.parse.unquote(drawn["codecogs"]).replace("&space;", " ").replace("&plus;", "+")
    return Run(" ".join(tex.split()), frozenset({Mark.MATH}))


class _TagReader(HTMLParser):
    """What a single tag says."""

    def __init__(self, tag: str) -> None:
        super().__init__()
        self.name = ""
        self.attributes: dict[str, str] = {}
        self.is_end = False
        self.feed(tag)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note a beginning, and `<br/>`: HTML knows the elements without content by their names, not by the slash."""
        self.name, self.attributes = tag, {name: value or "" for name, value in attrs}

    def handle_endtag(self, tag: str) -> None:
        """Note an end."""
        self.name, self.is_end = tag, True

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Take `<br/>` for a beginning only."""
        self.handle_starttag(tag, attrs)


def _begun(tag: _TagReader) -> Open:
    if tag.name != "a":
        return Open(tag.name, _MARKS.get(tag.name))
    target = resolve(tag.attributes.get("href", "").strip())
    return Open(tag.name) if refused(target) or not target else Open(tag.name, Mark.LINK, target)


def _tag_end(block: str, place: int) -> int:
    """Return where the tag or comment at `place` ends; `place` if none begins there."""
    for opening, closing in (("<!--", "-->"), ("<!", ">"), ("<?", ">")):
        if block.startswith(opening, place):
            found = block.find(closing, place)
            return len(block) if found < 0 else found + len(closing)
    tag = _TAG.match(block, place) if block.startswith("<", place) else None
    return tag.end() if tag else place


def _from_words(words: str) -> Iterator[Atom]:
    for number, line in enumerate(words.split("\n")):
        if number:
            yield Break(newlines=1)
        if line:
            yield Run(html.unescape(line).replace("\n", " "))
