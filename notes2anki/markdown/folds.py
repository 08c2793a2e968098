"""Lines of `<details>`, `<summary>` and `<aside>` -> HTML blocks of one line.

To CommonMark everything down to the next empty line is HTML, so that `**` within it stays as it is. What people fold
away, and Notion's callouts, is Markdown.
"""

from __future__ import annotations

import re

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock

_LINE = re.compile(r"</?(?:details|summary|aside)\b[^<>]{0,300}>", re.IGNORECASE)
_INTERRUPTED = ["paragraph", "reference", "blockquote"]


def plug(markdown: MarkdownIt) -> None:
    """Read these lines before CommonMark's rule for HTML."""
    markdown.block.ruler.before("html_block", "fold", _fold, {"alt": _INTERRUPTED})


def _fold(state: StateBlock, startLine: int, endLine: int, silent: bool) -> bool:  # noqa: FBT001, N803, ARG001 - markdown-it's
    start = state.bMarks[startLine] + state.tShift[startLine]
    if state.is_code_block(startLine) or not _LINE.match(state.src, start, state.eMarks[startLine]):
        return False
    if not silent:
        token = state.push("html_block", "", 0)
        token.map = [startLine, startLine + 1]
        token.content = state.getLines(startLine, startLine + 1, state.blkIndent, keepLastLF=True)
        state.line = startLine + 1
    return True
