"""Report -> findings: what could be asked, and for every line that is left, why.

A rule is a function from a statement to what it finds there. Rules are tried in the order of `RULES`; lines that one
rule has used up are not offered to the next.
"""

from __future__ import annotations

import functools

from notes2anki.languages import shipped
from notes2anki.model import Dialect, Habits
from notes2anki.rules import cause, contrast, definition, facts, label, lists, question, table, topic
from notes2anki.rules.found import NamedRules
from notes2anki.rules.marks import clozes, questions

RULES: NamedRules = (
    ("cloze", clozes.find_highlighted),
    ("divider", questions.find_divided),
    ("acronym", definition.find_acronym),
    ("question", question.find),
    ("table", table.find),
    ("formula", label.find_formula),
    ("announced", lists.find_announced),
    ("steps", lists.find_steps),
    ("contrast", contrast.find),
    ("contrast", contrast.find_named),
    ("named", definition.find_named),
    ("definition", definition.find),
    ("heading", facts.find_under_heading),
    ("term", facts.find_term),
    ("parts", lists.find_parts),
    ("attribute", label.find_attribute),
    ("arrow", cause.find_arrow),
    ("label", label.find),
    ("condition", cause.find_condition),
    ("enumeration", lists.find),
    ("topic", topic.find),
    ("fact", facts.find),
    ("glossary", facts.find_glossary),
)

PROSE: NamedRules = tuple(
    rule for rule in RULES if rule[0] in ("named", "definition", "contrast", "condition", "topic")
)
"""Rules that are tried on every sentence of a paragraph."""

STATEMENTS: NamedRules = tuple(rule for rule in RULES if rule[0] in ("acronym", "arrow", "label"))
"""Rules that are tried, before those, on a paragraph's lines that are statements of their own."""

EXPLICIT = frozenset({"cloze", "divider", "explicit", *(f"dialect:{dialect}" for dialect in Dialect)})
"""Rules that read what the author marked as a card: nothing speaks against it."""


def score_of(rule: str, habits: Habits = Habits()) -> float:
    """Return the score that the user gives to a rule, else its measured precision."""
    mine = dict(habits.scores).get(rule)
    return mine if mine is not None else 1.0 if rule in EXPLICIT else scores()[rule]


@functools.cache
def scores() -> dict[str, float]:
    """Return each rule's measured precision."""
    return {str(name): float(score) for name, score in shipped(__name__, "scores.yaml").items()}
