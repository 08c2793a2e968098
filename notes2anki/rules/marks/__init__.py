"""Lines -> the cards that the author marked as such, whatever the rules think of them.

`Q:` / `A:`, `term :: definition`, `{{c1::…}}`, `#card`, `<!-- card -->`. What stands in code is never looked at.
(`==…==` and a `?` between lines are rules, `cloze` and `divider`: a highlight in a diary is no card.)
"""

from __future__ import annotations

from collections.abc import Iterator

from notes2anki.rules.marks import clozes, comments, questions
from notes2anki.rules.marks.comments import without_excluded
from notes2anki.rules.marks.lines import Lines, Reading, first_come

__all__ = ["find", "without_excluded"]

FINDERS = (
    comments.find_asked,
    questions.find_labelled,
    clozes.find,
    questions.find_pairs,
    questions.find_tagged,
    comments.find_by_rules,
)
"""In order of precedence: a line belongs to the first that reads it."""


def find(lines: Lines) -> Iterator[Reading]:
    """Yield the marked cards on lines that are not used, and problems with marks."""
    for finder in FINDERS:
        yield from first_come(finder(lines), lines.used)
