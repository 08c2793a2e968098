"""What other tools put into a note and never show -> hidden tokens.

That is: Obsidian's comments (`%% … %%`) and block ids (`^abc123` at a line's end), Logseq's block references
(`((uuid))`) and macros (`{{embed …}}`).
"""

from __future__ import annotations

import re

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock
from markdown_it.rules_inline import StateInline

from notes2anki.markdown.newlines import counting, drop, words_of

# All patterns are bounded: an opener without its closer must not be read to the end at every place.
_COMMENT = re.compile(r"%%(?P<words>[^%]{0,1000})%%(?!%)")
_BLOCK_ID = re.compile(r"\^(?:[A-Za-z][A-Za-z0-9-]{2,39}|[0-9][A-Za-z0-9-]{3,39})[ \t]*(?=\n|\Z)")
_MACRO = re.compile(r"\{\{\s*(?:embed|query|renderer|video|youtube(?:-timestamp)?|tweet|namespace)\b[^{}]{0,500}\}\}")
_REFERENCE_START = re.compile(r"\(\([0-9a-f]{8}\Z")
_REFERENCE_END = re.compile(r"-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\)\)")
_REFERENCE_LENGTH = len("((01234567")
_LONGEST_COMMENT = 200  # lines


def plug(markdown: MarkdownIt) -> None:
    """Drop these before any rule could take a piece of them."""
    markdown.block.ruler.before("fence", "comment", _comment_block, {"alt": ["paragraph", "blockquote", "list"]})
    markdown.inline.ruler.before("escape", "comment", counting(_comment))
    markdown.inline.ruler.before("escape", "block_id", _block_id)
    markdown.inline.ruler.before("escape", "macro", counting(_macro))
    markdown.inline.ruler.before("escape", "block_reference", _block_reference)


def _comment(state: StateInline, silent: bool) -> bool:  # noqa: FBT001 - markdown-it's signature
    before = state.src[state.pos - 1 : state.pos]
    is_apart = not before or not (before.isalnum() or before == "%")
    return is_apart and drop(state, _COMMENT.match(state.src, state.pos, state.posMax), silent=silent)


def _block_id(state: StateInline, silent: bool) -> bool:  # noqa: FBT001 - markdown-it's signature
    if state.src[state.pos - 1 : state.pos].strip():
        return False  # `x^abcd` is a power
    return drop(state, _BLOCK_ID.match(state.src, state.pos, state.posMax), silent=silent)


def _macro(state: StateInline, silent: bool) -> bool:  # noqa: FBT001 - markdown-it's signature
    return drop(state, _MACRO.match(state.src, state.pos, state.posMax), silent=silent)


def _block_reference(state: StateInline, silent: bool) -> bool:  # noqa: FBT001 - markdown-it's signature
    """Match at the first hyphen: running text is not stopped at a bracket."""
    if state.src[state.pos] != "-" or silent:
        return False
    start = _REFERENCE_START.search(state.pending[-_REFERENCE_LENGTH:])
    end = _REFERENCE_END.match(state.src, state.pos, state.posMax) if start else None
    if not end:
        return False
    state.pending = state.pending[:-_REFERENCE_LENGTH]
    return drop(state, end, silent=silent)


def _comment_block(state: StateBlock, startLine: int, endLine: int, silent: bool) -> bool:  # noqa: FBT001, N803 - markdown-it's
    if not words_of(state, startLine).startswith("%%") or state.is_code_block(startLine):
        return False
    last = _last_line(state, startLine, endLine)
    if last is None:
        return False
    if not silent:
        state.line = last + 1
    return True


def _last_line(state: StateBlock, first: int, end: int) -> int | None:
    """Return the line that ends with the closing mark; None for a comment within a line."""
    rest = words_of(state, first)[2:]
    if "%%" in rest:
        return first if rest.index("%%") == len(rest) - 2 else None
    for line in range(first + 1, min(end, first + _LONGEST_COMMENT)):
        if not state.isEmpty(line) and state.sCount[line] < state.blkIndent:
            return None
        if words_of(state, line).endswith("%%"):
            return line
    return None
