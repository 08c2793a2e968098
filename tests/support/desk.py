"""A deck's folder, week by week."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from notes2anki.build import Plan, build, plan
from notes2anki.ledger import Entry, Ledger, Life, read_ledger
from notes2anki.model import Selection, Settings, State

THEN = 1_632_700_000  # September 2021
WEEK = 7 * 86_400
ALL = Selection()
AWAY = (State.RETIRED, State.GONE)
"""What is in the package, but no more in the notes."""


@dataclass(frozen=True, slots=True)
class Desk:
    """A deck's folder."""

    settings: Settings

    def write(self, text: str, name: str = "day.md") -> None:
        """Write a report."""
        path = self.settings.root / "notes" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")

    def edit(self, old: str, new: str, name: str = "day.md") -> None:
        """Change a piece of a report."""
        text = (self.settings.root / "notes" / name).read_text(encoding="utf-8")
        assert text.count(old) == 1, old
        self.write(text.replace(old, new), name)

    def build(self, weeks: int = 0, selection: Selection = ALL, **changes: object) -> Plan:
        """Build the deck, with some settings changed, and return the plan that was carried out."""
        settings = replace(self.settings, **changes)
        planned = plan(settings, selection, now=THEN + weeks * WEEK)
        outcome = build(settings, selection, now=THEN + weeks * WEEK)
        assert outcome.deck is not None, outcome.loaded.problems
        return planned

    @property
    def ledger(self) -> Ledger:
        """What the ledger holds."""
        return read_ledger(self.settings.ledger, "ledger.jsonl")

    def cards(self) -> dict[str, Entry]:
        """Return the cards that are in the notes, by the first word of what they ask about."""
        return {_first_word(entry): entry for entry in self.ledger.entries if entry.state is Life.ACTIVE}

    def guids(self) -> dict[str, str]:
        """Return the guid of each card that is in the notes."""
        return {word: entry.guid for word, entry in self.cards().items()}


def _first_word(entry: Entry) -> str:
    fields = dict(entry.fields)
    return topic_of((fields.get("Question") or fields["Text"]).partition(">")[2]).split()[0]


def topic_of(question: str) -> str:
    """Return what a question asks about, without its tags and the words that every question has."""
    return _FRAME.sub("", _TAG.sub("", question))


_TAG = re.compile(r"<[^>]*>")
_FRAME = re.compile(r"^What (?:is|are) |^How do |\?.*$|:? which \d.*$| —.*$| →.*$|(?:은|는) 무엇인가.*$", re.DOTALL)
