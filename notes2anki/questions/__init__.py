"""A finding -> its question: the author's own sentence with a question word in it, or the wording of its aspect.

Korean and English are read by a module each, all other languages by patterns. They make a question of a sentence, or
nothing where no form is sure.
"""

from __future__ import annotations

from dataclasses import dataclass

from notes2anki.text import Text


@dataclass(frozen=True, slots=True)
class Asked:
    """A question that is made of the author's own sentence, and what it hides."""

    question: Text  # the marks of the author's words kept
    answer: Text  # whole, exact, without leftovers
    form: str  # the form's name: `ko.object`
