"""Japanese: claim and subject -> a question in the author's own order of words, or None. The forms are in `ja.yaml`."""

from __future__ import annotations

from notes2anki.questions import Asked, phrases
from notes2anki.text import Text


def ask(claim: Text, subject: Text) -> Asked | None:
    """Ask for the new information in `claim`, which is said of `subject`; None where no form is sure."""
    return phrases.ask(claim, subject, "ja")
