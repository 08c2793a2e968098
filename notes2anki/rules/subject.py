"""What a statement is about, where it does not say so itself: the nearest head above that names something."""

from __future__ import annotations

import re
from dataclasses import dataclass

from notes2anki.rules.answers import is_resource
from notes2anki.rules.phrase import Phrase, once
from notes2anki.rules.statement import Statement
from notes2anki.text import Text

_DATE = re.compile(r"^\W*(?:(?:19|20)\d\d(?:[-./년]\s?\d{1,2}){0,2}[월일]?|v?\d+(?:\.\d+)+)\s*(?:[-–—:：]\s*|$)")
_PERSON = re.compile(r"[가-힣]{2,3}님(?:의\s|$)")
_SPEECH = re.compile(r"^[\"'“‘「『].+[\"'”’」』]$")
_EXAMPLE = re.compile(r"^\W*(?:e\.?g\.?|ex|example|예시?|例)\s*[.):：]|^(?:given|suppose|assume|let)\s", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Subject:
    """The term that a statement is about, and the heads that were passed over on the way up, each with the reason."""

    term: Phrase
    passed: tuple[tuple[Statement, str], ...] = ()

    def __bool__(self) -> bool:
        return bool(self.term)

    @property
    def is_near(self) -> bool:
        """Is it the head right above?"""
        return not self.passed

    @property
    def is_told(self) -> bool:
        """Did a head on the way up say something of its own, so that the statement may be about that?"""
        return any(why in (SAYS_SOMETHING, ONLY_COUNTS) for _, why in self.passed)


SAYS_SOMETHING = "says something itself"
ONLY_COUNTS = "only counts"


@once
def subject_of(statement: Statement) -> Subject:
    """Return what the heads above name, nearest first, with the reasons to go further up."""
    passed: list[tuple[Statement, str]] = []
    for head in statement.chain:
        term = name_of(head)
        why = _why_not(head, term)
        if not why:
            return Subject(term, tuple(passed))
        passed.append((head, why))
    return Subject(statement.phrase(Text()), tuple(passed))


def name_of(head: Statement) -> Phrase:
    """Return what a head names: a year in front is none of it, and an empty bullet goes on with the one before."""
    if not head.content and head.place and head.lines == () and (before := _before(head)):
        return before
    dated = _DATE.match(head.head.plain)
    if dated and dated.end() < len(head.head.plain):
        rest = head.head.cut(dated.end()).term
        return rest if rest.is_term else head.name
    return head.name


def _before(head: Statement) -> Phrase | None:
    """Return what the bullet before an empty one names."""
    before = [one for one in head.siblings[: head.place] if one.content]
    return before[-1].name if before and before[-1].is_term_alone else None


def _why_not(head: Statement, term: Phrase) -> str:
    """Return why the head names no subject; empty if it does."""
    line = head.head
    if not term:
        generic = line.term.is_generic(head.habits.sections)
        return "names no subject" if generic or not line.is_clause else SAYS_SOMETHING
    if term.is_attribute:
        return "names an aspect"
    if term.only_counts:
        return ONLY_COUNTS
    if _DATE.fullmatch(term.plain):
        return "is a date"
    if line.home.pattern("never.person").search(line.masked) or _PERSON.search(term.plain):
        return "is a person"
    if _SPEECH.match(line.plain.strip()):
        return "is speech"
    if _EXAMPLE.match(line.plain):
        return "is an example"
    return ""


def leads_elsewhere(statement: Statement) -> bool:
    """Does it stand under a link to something to read, so that it is said of that?"""
    parent = statement.parent
    return bool(parent and parent.lines and is_resource(parent.head.unnumbered.text) and not parent.name)
