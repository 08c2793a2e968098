"""A finding -> its question: the author's own sentence with a question word in it, or the wording of its aspect.

`forms` of one language are a module each; they make a question of a sentence, or nothing where no form is sure.
"""

from __future__ import annotations

from dataclasses import dataclass
from importlib import import_module

from notes2anki.text import Text

_FORMS = {"ko": "korean", "en": "english", "ja": "japanese", "zh": "chinese"}


@dataclass(frozen=True, slots=True)
class Asked:
    """A question that is made of the author's own sentence, and what it hides."""

    question: Text  # the marks of the author's words kept
    answer: Text  # whole, exact, without leftovers
    form: str  # the form's name: `ko.object`


def ask(claim: Text, subject: Text, language: str) -> Asked | None:
    """Ask for the new information in `claim`, which is said of `subject` (may be empty); None where no form is sure."""
    try:
        forms = import_module(f"notes2anki.questions.{_FORMS[language]}")
    except (KeyError, ModuleNotFoundError):
        return None
    asked: Asked | None = forms.ask(claim, subject)
    return asked
