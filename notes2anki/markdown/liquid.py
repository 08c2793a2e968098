"""Liquid, as pages for Jekyll hold it -> what it stands for, or nothing.

`{% highlight py %} … {% endhighlight %}` is a fence, an include of a picture the picture, `{{ "/a" | relative_url }}`
its string; all other tags and what only the site knows (`{{ site.url }}`, `{% post_url … %}`) go. Code keeps them, and
so does prose that means the braces: `{{ x }}`, `{{c1::gap}}`. What stands in `{% raw %}` stays as it is
written, and the bar of a filter ends no cell of a table.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from urllib.parse import unquote

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock, table
from markdown_it.rules_core import StateCore
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token

from notes2anki.markdown.images import push_image
from notes2anki.markdown.newlines import counting, drop, words_of

# All patterns are bounded: an opener without its closer must not be read to the end at every place.
_TAG = re.compile(r"\{%-?(?P<words>(?:(?!%\}|\{%).){0,500})%\}", re.DOTALL)
_OUTPUT = re.compile(
    r"\{\{-?\s*(?:"
    r"(?P<quote>[\"'])(?P<string>[^\"'{}\n]{0,300})(?P=quote)\s*(?:\|[^{}\n]{0,200})?"
    r"|(?:site|page|include|layout|post|paginator|content|jekyll)\b(?!\s*::)[^{}\n]{0,200}"
    r")-?\}\}"
)
_PICTURE = re.compile(
    r"\binclude\b.*?\b(?:image_path|path|src|url|file|image)=[\"']?(?P<source>[^\"'\s]+\.(?:png|jpe?g|gif|webp|svg))",
    re.IGNORECASE | re.DOTALL,
)
_WORDS = re.compile(r"\b(?:alt|caption|description)=\"(?P<words>[^\"]*)\"")
_LINKED_FILE = re.compile(r"link\s+(?P<path>\S+)")
_DESTINATION = re.compile(
    r"(?P<picture>!?)\[(?P<words>(?:[^\[\]\n]|!\[[^\[\]\n]{0,200}\]\([^()\n]{0,300}\)){0,300})\]"
    r"\([ \t]*(?P<target>[^()\n]{0,300}(?:\{%|\{\{)[^()\n]{0,500}?)[ \t]*(?:\"[^\"\n]{0,200}\"[ \t]*)?\)"
)
_ATTRIBUTES = re.compile(
    r"\{:(?P<words>(?:\s*[#.][\w-]+|\s*[\w-]+=(?:\"[^\"\n]*\"|'[^'\n]*'|[\w%.-]+)|\s*toc\b){1,9})\s*\}"
)
_ID = re.compile(r"(?<=[ \t])\{#[A-Za-z][\w:.-]{0,99}\}[ \t]*(?=\n|\Z)")
_ONLY_TAGS = re.compile(r"(?:\{%-?(?:(?!%\}|\{%).){0,500}%\}\s*)+")
_CODE_START = re.compile(r"\{%-?\s*highlight\s+(?P<language>[\w+#.-]+)[^%\n]{0,100}%\}\s*")
_CODE_END = re.compile(r"\{%-?\s*endhighlight\s*-?%\}\s*")
_SILENT_START = re.compile(r"\{%-?\s*comment\s*-?%\}\s*")
_SILENT_END = re.compile(r"\{%-?\s*endcomment\s*-?%\}\s*")
_LONGEST_CODE = 300  # lines
_INTERRUPTED = ["paragraph", "reference", "blockquote", "list"]


def plug(markdown: MarkdownIt) -> None:
    """Read Liquid before everything that could take a piece of it."""
    _plug_raw(markdown)
    markdown.block.ruler.before("fence", "liquid_block", _block, {"alt": _INTERRUPTED})
    markdown.inline.ruler.before("escape", "liquid_tag", counting(_tag))
    markdown.inline.ruler.before("escape", "liquid_output", _output)
    markdown.inline.ruler.before("escape", "attributes", _attributes)
    markdown.inline.ruler.before("link", "liquid_link", _link)
    _plug_cells(markdown)


def resolve(target: str) -> str:
    """Return an address without Liquid: with the strings and files that it names, and without what a site knows."""
    words = unquote(target) if "%7B" in target.upper() else target
    if "{%" not in words and "{{" not in words:
        return target
    words = _TAG.sub(lambda tag: found["path"] if (found := _LINKED_FILE.search(tag["words"])) else "", words)
    return _OUTPUT.sub(lambda output: output["string"] or "", words).strip()


def _tag(state: StateInline, silent: bool) -> bool:  # noqa: FBT001 - markdown-it's signature
    found = _TAG.match(state.src, state.pos, state.posMax)
    picture = _PICTURE.search(found["words"]) if found else None
    if found and picture and not silent:
        words = _WORDS.search(found["words"])
        push_image(state, picture["source"], words["words"] if words else "")
        state.pos = found.end()
        return True
    return drop(state, found, silent=silent)


def _output(state: StateInline, silent: bool) -> bool:  # noqa: FBT001 - markdown-it's signature
    found = _OUTPUT.match(state.src, state.pos, state.posMax)
    if found and found["string"] and not silent:
        state.push("text", "", 0).content = found["string"]
        state.pos = found.end()
        return True
    return drop(state, found, silent=silent)


def _attributes(state: StateInline, silent: bool) -> bool:  # noqa: FBT001 - markdown-it's signature
    """Drop kramdown's `{: .class width="50%"}`, and the id that ends a heading, `{#id}`."""
    found = _ATTRIBUTES.match(state.src, state.pos, state.posMax) or _ID.match(state.src, state.pos, state.posMax)
    return drop(state, found, silent=silent)


def _link(state: StateInline, silent: bool) -> bool:  # noqa: FBT001 - markdown-it's signature
    """Read a link or an image whose address holds Liquid; to CommonMark it is none, for the spaces in it."""
    found = _DESTINATION.match(state.src, state.pos, state.posMax)
    if not found:
        return False
    target = resolve(found["target"])
    if not silent and found["picture"]:
        push_image(state, target, found["words"])
    elif not silent:
        _push_link(state, state.md.normalizeLink(target), found)
    state.pos = found.end()
    return True


def _push_link(state: StateInline, target: str, found: re.Match[str]) -> None:
    """Push what the link says, within a link if it leads anywhere outside the site."""
    is_link = target.startswith(("http://", "https://")) and state.linkLevel == 0
    if is_link:
        state.push("link_open", "a", 1).attrs = {"href": target}
    end = state.posMax
    state.pos, state.posMax = found.span("words")
    state.linkLevel += 1
    state.md.inline.tokenize(state)
    state.linkLevel -= 1
    state.posMax = end
    if is_link:
        state.push("link_close", "a", -1)


# --- lines ---------------------------------------------------------------------------------------------------------


def _block(state: StateBlock, startLine: int, endLine: int, silent: bool) -> bool:  # noqa: FBT001, N803 - markdown-it's
    line = words_of(state, startLine)
    if not line.startswith("{%") or state.is_code_block(startLine):
        return False
    last = startLine if _ONLY_TAGS.fullmatch(line) and not _PICTURE.search(line) else None
    code = _CODE_START.fullmatch(line)
    if code:
        last = _last_line(state, _CODE_END, startLine, endLine)
    elif _SILENT_START.fullmatch(line):
        last = _last_line(state, _SILENT_END, startLine, endLine)
    if last is None:
        return False
    if not silent:
        if code:
            _push_fence(state, code["language"], startLine, last)
        state.line = last + 1
    return True


def _push_fence(state: StateBlock, language: str, first: int, last: int) -> None:
    token = state.push("fence", "code", 0)
    token.info, token.markup = language, "```"
    token.content = state.getLines(first + 1, last, state.sCount[first], keepLastLF=True)
    token.map = [first, last + 1]


def _last_line(state: StateBlock, closer: re.Pattern[str], first: int, end: int) -> int | None:
    lines = range(first + 1, min(end, first + _LONGEST_CODE))
    return next((line for line in lines if closer.fullmatch(words_of(state, line))), None)


_RAW = re.compile(r"\{%-?\s*(?P<end>end)?raw\s*-?%\}")
_OPENER = re.compile(r"\{(?=[{%])")
_HELD_BRACE = "{\ue001"  # a brace that opens nothing while the rest is read


def _plug_raw(markdown: MarkdownIt) -> None:
    """Hold what opens Liquid there until everything is read."""
    markdown.core.ruler.after("normalize", "raw", _hold)
    markdown.core.ruler.push("raw_end", _free)


def _hold(state: StateCore) -> None:
    out: list[str] = []
    place, is_raw = 0, False
    for side in _RAW.finditer(state.src):
        if bool(side["end"]) == is_raw:  # one that begins within another is shown, too
            words = state.src[place : side.start()]
            out += [_OPENER.sub(_HELD_BRACE, words) if is_raw else words, side[0]]
            place, is_raw = side.end(), not is_raw
    state.src = "".join((*out, state.src[place:]))


def _free(state: StateCore) -> None:
    if _HELD_BRACE in state.src:
        _free_all(state.tokens)


def _free_all(tokens: Iterable[Token]) -> None:
    for token in tokens:
        token.content = token.content.replace(_HELD_BRACE, "{")
        _free_all(token.children or ())


_CELL_OUTPUT = re.compile(r"\{\{[^{}\n]{1,300}\}\}")
_BAR = re.compile(r"(?<!\\)\|")
_HELD_BAR = "\ue000"  # stands for such a bar while cells are told apart


def _plug_cells(markdown: MarkdownIt) -> None:
    """Read tables so."""
    markdown.block.ruler.at("table", _table, {"alt": ["paragraph", "reference"]})


def _table(state: StateBlock, startLine: int, endLine: int, silent: bool) -> bool:  # noqa: FBT001, N803 - markdown-it's
    source, first = state.src, len(state.tokens)
    held = state.env.setdefault("held", {})
    state.src = held.get(source) or held.setdefault(source, _holding(source))
    try:
        found = table(state, startLine, endLine, silent)
    finally:
        state.src = source
    for token in state.tokens[first:]:
        token.content = token.content.replace(_HELD_BAR, "|")
    return found


def _holding(source: str) -> str:
    """Return the source, of the same length, with such bars held back."""
    return _CELL_OUTPUT.sub(lambda output: _BAR.sub(_HELD_BAR, output[0]), source)
