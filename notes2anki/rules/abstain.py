"""What is never a card, and what speaks against one."""

from __future__ import annotations

import functools
import re
from collections.abc import Callable
from typing import assert_never

from notes2anki.cues import all_cues, every, fold
from notes2anki.model import (
    Attribute,
    Block,
    Bullets,
    Cause,
    Concept,
    Contrast,
    Definition,
    Doubt,
    Enumeration,
    Gaps,
    Line,
    Naming,
    Node,
    NodeKind,
    Property,
    Prose,
    Question,
    Report,
    Sections,
    Skip,
)
from notes2anki.rules.kit.asides import DOUBTED
from notes2anki.rules.kit.lines import is_bare_link
from notes2anki.rules.kit.phrases import asks, is_property
from notes2anki.rules.kit.spot import Spot
from notes2anki.text import Text

_CAPTION = re.compile(
    r"^(?:fig(?:ure)?|table|그림|표|사진|이미지|출처|source|図|表|图)\.?\s*\d*\s*[.:：)\]]|^(?:출처|참고|참조|ref(?:erence)?s?|source|via)\b\s*[.:：]?",
    re.IGNORECASE,
)
_LIQUID = re.compile(r"\{\{\s*(?:site|page)\.(?![^{}\n]{0,200}\}\})")  # one that is whole is gone, or meant to be seen

_BARE_QUESTION = re.compile(
    r"(?:why|how|what|when|where|who)\s(?:is|are|do|does|did|can|could|should|would|to)\b[^?.:=]*$", re.IGNORECASE
)
_APPOINTMENT = re.compile(
    r"^[^:：]{1,30}[:：]\s*.{0,20}(?:\b\d{1,2}:\d{2}\b|매주|[월화수목금토일]요일|曜日|(?:周|星期)[一二三四五六日天]"
    r"|\b(?:mon|tues|wednes|thurs|fri|satur|sun)day\b)",
    re.IGNORECASE,
)
_WHEN = re.compile(
    r"^(?:(?:오전|오후)\s*\d|오늘|내일|모레|어제|다음 ?주|이번 ?주|\d{1,2}(?:시|월 \d{1,2}일)"
    r"|today|tomorrow|next week|this week"
    r"|(?:mon|tues|wednes|thurs|fri|satur|sun)day|今日|明日|来週|今天|明天|下周)[^:：]{0,6}[:：]",
    re.IGNORECASE,
)
_SHORT_LABEL = re.compile(r"^\s*(?P<label>[^:：]{2,20}?)\s*[:：]")
_SPEAKER = re.compile(r"^\S{2,5}님\s*[:：]")
_NUMBER = re.compile(r"^\W*\d+[.)]\s*")
_PARTS = re.compile(r"\s*(?:&|/|,|:|\band\b)\s*")
_LONGEST_SECTION = 40
_LONGEST_STANDING = 30  # letters of a heading that a weak or boosted section's name may stand in
_LONGEST_BLOCK = 4000  # characters
WEAK = 0.9
_NEVER = {
    "person": "about a person",
    "plan": "a plan",
    "feeling": "a feeling",
    "revisit": "to revisit",
    "reviewed": "looked at again",
    "request": "a question without an answer",
}
FACTORS = {
    "opinion": 0.75,
    "deictic": 0.6,
    "pointing": 0.6,
    "anecdote": 0.7,
    "vague": 0.95,
    "past": 0.7,
    "boosted section": 1.15,
}


def section_reason(node: Node, sections: Sections = Sections()) -> str | None:
    """Return why nothing under this block may become a card; None if it may."""
    why = _out_reason(node, sections) if _is_section(node) else None
    return f"in a section of {why}" if why else None


def reason(spot: Spot) -> str | None:
    """Return why no rule may look at this block; None if rules may."""
    node = spot.node
    if node.kind in (NodeKind.BREAK, NodeKind.QUOTE, NodeKind.CODE):
        return {NodeKind.CODE: "code"}.get(node.kind, "")
    if node.kind is NodeKind.TABLE:
        return None
    return _line_reason(spot, spot.said.plain)


def _line_reason(spot: Spot, words: str) -> str | None:
    return next((why for why, is_so in _REASONS if is_so(spot, words)), None) or _never_reason(spot)


def _is_links(spot: Spot, _words: str) -> bool:
    return bool(spot.lines) and all(is_bare_link(line.text) for line in spot.lines)


def _is_empty(spot: Spot, words: str) -> bool:
    return not fold(words) and not any(line.text.plain.strip() for line in spot.lines)


def _is_directive(spot: Spot, words: str) -> bool:
    return bool(_LIQUID.search(words)) or is_property(spot.said)


def _is_doubted(spot: Spot, _words: str) -> bool:
    return bool(DOUBTED.search(spot.said.masked)) and len(spot.node.children) < 2


def _is_logistics(spot: Spot, words: str) -> bool:
    """Does the line say when or where one met, or who wrote the notes? Under a bullet's term it says who made that."""
    label = _SHORT_LABEL.match(words)
    name = fold(label["label"]) if label else ""
    if not label or not any(name in names for cues in all_cues() for _, names in cues.out):
        return False
    is_under_term = spot.parent is not None and spot.is_term_alone(spot.parent)
    return not (is_under_term and name in every("attributes"))


def _is_bare_question(spot: Spot, words: str) -> bool:
    return spot.node.kind is NodeKind.ITEM and not spot.node.children and bool(_BARE_QUESTION.match(words))


_REASONS: tuple[tuple[str, Callable[[Spot, str], bool]], ...] = (
    ("a to-do", lambda spot, _: spot.node.is_task),
    ("a link or picture alone", _is_links),
    ("to revisit", _is_doubted),
    ("too long for a card", lambda _, words: len(words) > _LONGEST_BLOCK),
    ("empty", _is_empty),
    ("a page directive", _is_directive),
    ("a caption or reference", lambda _, words: bool(_CAPTION.match(words))),
    ("logistics", _is_logistics),
    ("an appointment", lambda _, words: bool(_APPOINTMENT.match(words) or _WHEN.match(words))),
    ("a question without an answer", _is_bare_question),
)
"""Why a line is never a card, in the order in which it is asked."""


def _never_reason(spot: Spot) -> str | None:
    for name, pattern in spot.cues.never:
        if not pattern.search(spot.said.masked):
            continue
        if name in ("revisit", "person", "request") and spot.node.children and asks(spot.said):
            continue  # a question that is answered below
        if name == "person" and _SPEAKER.match(spot.said.masked) and spot.parent and asks(spot.parent.text):
            continue  # somebody's answer to the question above
        return _NEVER[name]
    return None


def remark(report: Report, line: Line, cue: str) -> Skip:
    """Return the skip of a line that its author wrote to herself, below one that says something."""
    return Skip(report.path, line.number, line.number, line.text.plain, _NEVER[cue])


def doubts(spot: Spot, concept: Concept) -> tuple[Doubt, ...]:
    """Return what speaks against a card that teaches this, without forbidding it, and what speaks for it."""
    told = [text.plain for text in told_by(concept)]
    told = told[:1] if isinstance(concept, Enumeration) else told  # of a list, the head alone must stand by itself
    alone = told[: _standing_alone(concept)]
    searched = ((name, pattern, alone if name == "deictic" else told) for name, pattern in spot.cues.doubt)
    found = [name for name, pattern, words in searched if any(map(pattern.search, words))]
    sections = [standing for node in spot.parents if (standing := section_standing(node, spot.habits.sections))]
    return tuple(Doubt(name, FACTORS.get(name, WEAK)) for name in (*found, *sections[-1:]))


def _standing_alone(concept: Concept) -> int:
    """Return how many of the told texts no other stands before: `this` in an answer means what is asked for."""
    match concept:
        case Contrast(topics):
            return len(topics)
        case Property() | Attribute():
            return 2
        case Question():
            return 0
        case _:
            return 1


def section_standing(node: Node, sections: Sections = Sections()) -> str:
    """Return `weak section` or `boosted section` if the block heads one; else nothing."""
    name = fold(node.text.plain)
    if not _is_section(node) or len(name) > _LONGEST_STANDING:
        return ""
    weak, boosted = _standings(sections)
    if any(part in name for part in boosted):
        return "boosted section"
    return "weak section" if any(part in name for part in weak) else ""


def told_by(concept: Concept) -> tuple[Text, ...]:
    """Return what the concept asserts: its answer, and what is no question of the author's own."""
    match concept:
        case Definition(term, meaning):
            return (term, *_texts(meaning))
        case Contrast(topics, claims):
            return (*topics, *claims)
        case Cause(cause, effect):
            return (cause, *_texts(effect))
        case Naming(description, name):
            return (description, name)
        case Enumeration(subject, members):
            return (subject, *members)
        case Attribute(subject, _, value):
            return (subject, *_texts(value))
        case Property(subject, claims):
            return (subject, *claims)
        case Question(_, answer):
            return _texts(answer)
        case Gaps(text):
            return (text,)
        case _:
            assert_never(concept)


def _texts(blocks: tuple[Block, ...]) -> tuple[Text, ...]:
    return tuple(text for block in blocks for text in _texts_of(block))


def _texts_of(block: Block) -> tuple[Text, ...]:
    match block:
        case Prose(text):
            return (text,)
        case Bullets(members):
            return members
        case _:
            return ()


def _is_section(node: Node) -> bool:
    """Does the node head a section: a heading, or a bullet with children and no sentence of its own?"""
    return node.kind is NodeKind.HEADING or (node.kind is NodeKind.ITEM and bool(node.children))


def _out_reason(node: Node, sections: Sections) -> str | None:
    words = node.text.plain
    name = fold(_NUMBER.sub("", words))
    if not name or len(words) > _LONGEST_SECTION:
        return None
    latin, others = _section_names(sections)
    parts = (name, *(fold(part) for part in _PARTS.split(words)))
    whole = next((latin[part] for part in parts if part in latin), None)
    return whole or next((why for part, why in others if _is_in(part, name)), None)


@functools.lru_cache(maxsize=8)
def _section_names(mine: Sections) -> tuple[dict[str, str], tuple[tuple[str, str], ...]]:
    """Return the names of sections without cards: those that must be the whole heading, and those within a short one.

    Latin names count only as a whole: `Reference Representation` is no list of references.
    """
    built_in = [(name, why) for cues in all_cues() for why, names in cues.out for name in names]
    freed = () if mine.replaces else tuple(map(fold, (*mine.weak, *mine.boosted)))
    named = [pair for pair in built_in if not mine.replaces and pair[0] not in freed]
    named += [(fold(name), f"“{name}”") for name in mine.out]
    return dict(named), tuple((name, why) for name, why in named if not name.isascii())


def _is_in(section: str, name: str) -> bool:
    return section in name and len(name) <= len(section) + 12


@functools.lru_cache(maxsize=8)
def _standings(mine: Sections) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the names of weak and of boosted sections."""
    built_in = () if mine.replaces else tuple(name for cues in all_cues() for name in cues.weak)
    return (*built_in, *map(fold, mine.weak)), tuple(map(fold, mine.boosted))
