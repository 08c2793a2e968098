"""A term and what it means, told apart by a colon, a dash, or bold type: `term: definition`, **term** text."""

from __future__ import annotations

import re
from collections.abc import Iterator

from notes2anki.cues import fold, language_of
from notes2anki.model import Attribute, Concept, Definition, Enumeration, NodeKind, Property, Question
from notes2anki.rules.kit.clauses import told_apart
from notes2anki.rules.kit.found import Found, own_lines, prose
from notes2anki.rules.kit.lines import answer_text
from notes2anki.rules.kit.phrases import (
    as_question,
    clean_term,
    is_assertion,
    is_attribute,
    is_deictic,
    is_member,
    is_term,
    says_meaning,
    without_number,
)
from notes2anki.rules.kit.spot import Spot
from notes2anki.rules.kit.topics import (
    lead_span,
    split_equals,
    split_label,
    split_members,
    split_topic,
    without_particle,
)
from notes2anki.text import MASK, Text

_JOINT = re.compile(r"^\s*(?:[:：]|[-–—]+|은|는|이란|란|=)\s*")
_AN_ASPECT = re.compile(r"^\w+ing\s|^(?:need|role|use|comparison|motivation)\s", re.IGNORECASE)
_TIED = re.compile(
    r"^\s*(?:,|(?:and|or)\b)|^(?:이|가|을|를|의|에|로|으로|와|과|도|만|에서|처럼|보다|라는|이라|하|되)(?=\s|[가-힣]|$)"
    r"|^\s+(?:이|가|을|를|의|에|로|으로|와|과|도|만|에서|처럼|보다)(?=\s)"
)
_TELLS = re.compile(r"(?:(?:only|also|just|never|always) )?(?:[a-z]{2,}s|an?|the|how|what|when|where)\s")
_NAME = re.compile(r"[A-Z0-9]\S*[A-Z0-9]|[_`()]")  # `SGD`, `nn.Module()`: names of their own
_CAPITALS = re.compile(rf"[A-Z][A-Z0-9_]+|{MASK}+")  # or code
_STATUS = re.compile(r"\d{1,5}")  # a code or a port, under what it is one of
_MOST_NAMES = 3
_LONGEST_MEMBER = 30
_LONGEST_KEY = 14  # letters
_LONGEST_VALUE = 25
_MOST_VALUE_WORDS = 4
_IN_PROSE = 0.75
_MEASURE = re.compile(r"^[^가-힣]{0,40}$")


def find(spot: Spot) -> Iterator[Found]:
    """Yield the term of the block's first line and what stands after it."""
    if not spot.lines or spot.node.kind is NodeKind.HEADING:
        return
    line = without_number(spot.said)
    pair = split_label(line) or split_equals(line) or _split_bold(line)
    if pair is None:
        return
    term = without_particle(clean_term(pair[0], spot.cues))
    is_head = bool(spot.children) and pair[1].plain.endswith((":", "："))
    if is_head:
        return
    if _STATUS.fullmatch(term.plain) and spot.parent and spot.name_of(spot.parent):
        concept = Attribute(spot.name_of(spot.parent), term, prose(pair[1]))
        yield Found(concept, "definition", own_lines(spot.node), f"{concept.subject.plain} {line.plain}")
        return
    if (
        not (is_term(term, spot.cues) or _are_names(term))
        or is_attribute(term)
        or spot.is_generic(term)
        or len(pair[1].plain.strip()) < 2
    ):
        return
    weight = _IN_PROSE if spot.node.kind is NodeKind.PARAGRAPH else 1.0
    yield Found(_concept(spot, term, pair[1]), "definition", own_lines(spot.node), line.plain, weight=weight)


def _are_names(term: Text) -> bool:
    """Are these two or three names that share a meaning: `WAITING, TIMED_WAITING`?"""
    names = split_members(term)
    return 2 <= len(names) <= _MOST_NAMES and all(_CAPITALS.fullmatch(name.masked) for name in names)


def _split_bold(line: Text) -> tuple[Text, Text] | None:
    end = lead_span(line)
    rest = line.cut(end) if end else Text()
    if len(rest.plain) < 6 or _TIED.match(line.plain[end:]):
        return None
    joint = _JOINT.match(rest.masked)
    if not joint and rest.plain[:1].isascii() and not _TELLS.match(rest.plain):
        return None
    return line.cut(0, end), rest.cut(joint.end() if joint else 0)


def _concept(spot: Spot, term: Text, meaning: Text) -> Concept:
    """A short value in a bullet under a bullet is the parent's: `Pooling: 2x2, stride 2`, `저자: …`."""
    if contrast := told_apart(term, meaning, spot.cues):
        return contrast
    if spot.cues.reason_for.search(term.masked):
        return Question(as_question(term, spot.cues), prose(meaning))
    is_nested = spot.parent is not None and spot.parent.kind is NodeKind.ITEM
    has_figure = bool(re.search(r"\d", meaning.plain)) and bool(_MEASURE.match(meaning.plain))
    if is_nested and spot.subject and (has_figure or _is_key(spot, term, meaning)):
        return Attribute(spot.subject, term, prose(meaning))
    if spot.subject and fold(term.plain) in spot.keys and fold(spot.subject.plain) not in fold(term.plain):
        return Attribute(spot.subject, term, prose(meaning))
    members = split_members(meaning)
    is_announced = bool(spot.cues.announces.search(term.plain)) and all(
        len(one.plain) <= _LONGEST_MEMBER for one in members
    )
    if (is_assertion(term, spot.cues) or is_announced) and 1 < len(
        members
    ) <= spot.habits.most_members:  # `X needs three things: a, b and c`
        return Enumeration(term, members)
    if _AN_ASPECT.search(term.plain) or _is_sentence_of_its_own(meaning, spot):
        return Property(term, (answer_text(meaning),))
    return Definition(term, prose(meaning))


def _is_sentence_of_its_own(meaning: Text, spot: Spot) -> bool:
    """Is it an English sentence about something else, so that it tells of the term, and not what the term is?"""
    cues = language_of(meaning.masked, spot.cues)
    if cues.language != "en" or is_deictic(meaning, cues) or not meaning.plain[:1].isupper():
        return False
    return split_topic(meaning, cues) is not None


def _is_key(spot: Spot, term: Text, meaning: Text) -> bool:
    """Does the label say what of the bullet above the few words after it are, instead of being what they explain?"""
    is_short = len(fold(term.plain)) <= _LONGEST_KEY and len(fold(meaning.plain)) <= _LONGEST_VALUE
    is_word = term.plain[:1].isalpha() and not _NAME.search(term.plain)
    is_value = is_member(meaning, spot.cues) and len(meaning.plain.split()) <= _MOST_VALUE_WORDS
    if not (is_short and is_word and is_value) or says_meaning(meaning, spot.cues):
        return False
    is_under_term = spot.parent is not None and spot.is_term_alone(spot.parent)
    return is_under_term and fold(spot.subject.plain) not in fold(term.plain)
