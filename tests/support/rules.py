"""What the fixtures of the rules give: a report's text -> its cards and skips as lines that a reviewer can read."""

from __future__ import annotations

from collections.abc import Callable

from notes2anki.model import Card
from notes2anki.rules.select import Extraction

Ask = Callable[[str, str], list[str]]
"""A report's text and a rule's name -> the rule's cards, `kind | question | answer`, then extra and sources if any."""

Read = Callable[[str], Extraction]
"""A report's text -> its findings and skips."""

CardsOf = Callable[[str], list[Card]]
"""A report's text -> its cards."""

Marked = Callable[..., list[str]]
"""A report's text and dialects -> `rule: card` (`⇄` if asked both ways), and `line! message` for each problem."""

Reasons = Callable[[str], list[str]]
"""A report's text -> what did not become a card, `line: reason`; what the cards refuse is among it."""
