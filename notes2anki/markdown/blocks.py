"""What the rules that read whole lines share."""

from __future__ import annotations

from markdown_it.rules_block import StateBlock


def words_of(state: StateBlock, line: int) -> str:
    """Return a line without what its block put before it (`> `, an indent), and without space at its ends."""
    return state.src[state.bMarks[line] + state.tShift[line] : state.eMarks[line]].strip()
