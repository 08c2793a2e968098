"""Markdown text -> tokens. One configured parser for the whole program."""

from __future__ import annotations

import functools

from markdown_it import MarkdownIt
from mdit_py_plugins.deflist import deflist_plugin

from notes2anki.markdown import (
    address,
    blocks,
    drops,
    emphasis,
    footnotes,
    highlight,
    images,
    liquid,
    math,
    nesting,
    newlines,
    signs,
    wiki,
)

MAX_NESTING = 64
"""Blocks and marks within each other: 31 levels of lists. What lies deeper is not read, so that no input can exhaust
the stack."""


_PLUGINS = (
    newlines.plug,
    footnotes.plug,
    address.plug,
    images.plug,
    emphasis.plug,
    highlight.plug,
    math.plug,
    signs.plug,
    drops.plug,
    liquid.plug,
    wiki.plug,
    blocks.plug,
    nesting.plug,
)


@functools.cache
def parser() -> MarkdownIt:
    """Return the parser: CommonMark and what study notes hold beyond it.

    That is: HTML, tables, `~~strike-through~~`, `==highlight==`, sub- and superscript, bare addresses, footnotes,
    definition lists, math, emoji by name, wikilinks, Liquid, and emphasis that closes beside Korean, Japanese and
    Chinese words.
    Token maps count the lines of the text given; the newlines that a token swallowed are in its `meta` (`newlines`).
    """
    markdown = MarkdownIt("commonmark", {"html": True, "maxNesting": MAX_NESTING})
    markdown.enable(["table", "strikethrough"])
    markdown.use(deflist_plugin)
    for plugin in _PLUGINS:
        plugin(markdown)
    return markdown
