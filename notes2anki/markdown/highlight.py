"""`==highlight==` -> `mark_open`, `mark_close`."""

from __future__ import annotations

import re
from itertools import chain

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline
from markdown_it.rules_inline.state_inline import Scanned
from markdown_it.token import Token

from notes2anki.markdown.emphasis import push_marks, scan

_MARK = "="
_LATIN = re.compile(r"[A-Za-z0-9]")


def plug(markdown: MarkdownIt) -> None:
    """Read `==` pairs like the pairs of `**`, save that a comparison (`a==b`) is none."""
    markdown.inline.ruler.before("emphasis", "mark", _tokenize)
    markdown.inline.ruler2.before("emphasis", "mark", _pair)


def _tokenize(state: StateInline, silent: bool) -> bool:  # noqa: FBT001 - markdown-it's signature
    if silent or state.src[state.pos] != _MARK:
        return False
    scanned = scan(state, splits_words=True)
    if scanned.length != 2:  # `=` assigns, `===` compares
        state.pending += _MARK * scanned.length
        state.pos += scanned.length
        return True
    push_marks(state, _unless_comparison(state, scanned), width=2)
    return True


def _unless_comparison(state: StateInline, scanned: Scanned) -> Scanned:
    before, after = state.src[state.pos - 1 : state.pos], state.src[state.pos + 2 : state.pos + 3]
    can_open = scanned.can_open and not _LATIN.match(before)
    can_close = scanned.can_close and not _LATIN.match(after)
    return Scanned(can_open, can_close, scanned.length)


def _pair(state: StateInline) -> None:
    """Turn the text tokens of balanced marks into tags."""
    inner = (meta["delimiters"] for meta in state.tokens_meta if meta and "delimiters" in meta)
    for delimiters in chain((state.delimiters,), inner):
        for opener in delimiters:
            if opener.marker == ord(_MARK) and opener.end >= 0:
                _retype(state.tokens[opener.token], "mark_open", nesting=1)
                _retype(state.tokens[delimiters[opener.end].token], "mark_close", nesting=-1)


def _retype(token: Token, kind: str, *, nesting: int) -> None:
    token.type, token.tag, token.markup, token.content = kind, "mark", _MARK * 2, ""
    token.nesting = 1 if nesting > 0 else -1
