"""Lines -> the cards that the author marked as such, whatever the rules think of them.

`Q:` / `A:`, `term :: definition`, `{{c1::…}}`, `#card`, `<!-- card -->`. (`==…==` is a rule, `cloze`: a highlight in a
diary is no card.) What stands in code is never looked at.
"""

from __future__ import annotations

from collections.abc import Iterator

from notes2anki.rules.marks import clozes, comments, labels, pairs, tags
from notes2anki.rules.marks.comments import without_silenced
from notes2anki.rules.marks.lines import Tape
from notes2anki.rules.marks.signs import Sign, first_come

__all__ = ["find", "without_silenced"]

FINDERS = (comments.find_asked, labels.find, clozes.find, pairs.find, tags.find, comments.find_forced)
"""In the order in which they have their say: a line belongs to the first that reads it."""


def find(tape: Tape, used: set[int]) -> Iterator[Sign]:
    """Yield the marked cards on lines that are not used up, and what is wrong with marks; adds to `used`."""
    for finder in FINDERS:
        yield from first_come(finder(tape, used), used)
