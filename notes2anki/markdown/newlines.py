"""Inline rules -> the same rules, which note the newlines that their tokens swallowed.

A code span, a link's title or a tag may run over a line's end without a trace in the tokens. Counted here, every token
after it still knows its line.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock
from markdown_it.rules_inline import StateInline, backtick, html_inline, image, link
from markdown_it.token import Token

Rule = Callable[[StateInline, bool], bool]
"""(state, silent) -> did it match here?"""

_BREAKS = frozenset({"softbreak", "hardbreak"})


def plug(markdown: MarkdownIt) -> None:
    """Let the rules that can swallow a newline count it."""
    rules = {"backticks": backtick, "link": link, "image": image, "html_inline": html_inline}
    for name, rule in rules.items():
        markdown.inline.ruler.at(name, counting(rule))


def counting(rule: Rule) -> Rule:
    """Return `rule` so that its last token's `meta["newlines"]` holds the newlines no other token stands for."""

    def counted(state: StateInline, silent: bool) -> bool:  # noqa: FBT001 - markdown-it's signature
        start, known = state.pos, len(state.tokens)
        if not rule(state, silent):
            return False
        swallowed = 0 if silent else state.src.count("\n", start, state.pos)
        if swallowed and (missing := swallowed - sum(map(newlines_in, state.tokens[known:]))):
            state.tokens[-1].meta["newlines"] = missing
        return True

    return counted


def drop(state: StateInline, found: re.Match[str] | None, *, silent: bool) -> bool:
    """Go past what was found without showing it; say whether there was anything."""
    if found and not silent:
        state.push("dropped", "", 0).hidden = True  # a token, so that newlines within are counted
    state.pos = found.end() if found else state.pos
    return bool(found)


def newlines_in(token: Token) -> int:
    """Return how many newlines of the source an inline token stands for."""
    return int(token.type in _BREAKS) or int(token.meta.get("newlines", 0))


def words_of(state: StateBlock, line: int) -> str:
    """Return a line without what its block put before it (`> `, an indent), and without space at its ends."""
    return state.src[state.bMarks[line] + state.tShift[line] : state.eMarks[line]].strip()
