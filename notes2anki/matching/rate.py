"""Two facts -> whether they may be one, and how good a choice that would be."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass

from rapidfuzz.fuzz import ratio

from notes2anki.matching.fact import Fact
from notes2anki.matching.likeness import (
    LONG,
    Change,
    answer_likeness,
    common_start,
    holds,
    is_weighty,
    question_change,
    question_likeness,
)
from notes2anki.matching.opposite import is_opposite
from notes2anki.matching.places import Places

_SAME_ANSWER = 0.97
_CLOSE_ANSWER = 0.75
_LIKE_ANSWER = 0.6  # where the question did not change at all; two English sentences are 0.5 alike by chance
_LIKE_CLAIM = 0.7  # where many cards ask the same question, told apart by the beginning of their answer
_DIGITS = re.compile(r"\d+")
_CLAIMS = frozenset({"fact", "topic"})


@dataclass(frozen=True, slots=True)
class Edge:
    """Two facts that may be one. `weight` holds the place as well and is for choosing; `likeness` is for telling."""

    old: Fact
    new: Fact
    likeness: float
    weight: int  # in thousandths
    why: str


Rate = Callable[[Fact, Fact, Places], Edge | None]


def rate_same_text(old: Fact, new: Fact, places: Places) -> Edge | None:
    """The bullet is as it was, but another rule or another slot asks for it."""
    if old.text != new.text or not old.text:
        return None
    answers = answer_likeness(old, new)
    change = question_change(old.asked, new.asked)
    if answers < (_LIKE_ANSWER if change is Change.NONE else _CLOSE_ANSWER):
        return None
    if not holds(old, new) and change is Change.OTHER:
        return None  # asked the other way round
    return make_edge(old, new, answers, places, "asked otherwise")


def rate_edit(old: Fact, new: Fact, places: Places) -> Edge | None:
    """The bullet was edited since the last build."""
    return None if old.is_gone else _rate_any_edit(old, new, places)


def rate_return(old: Fact, new: Fact, places: Places) -> Edge | None:
    """The bullet was gone for some builds and comes back edited."""
    return _rate_any_edit(old, new, places) if old.is_gone else None


def _rate_any_edit(old: Fact, new: Fact, places: Places) -> Edge | None:
    answers = answer_likeness(old, new)
    change = question_change(old.asked, new.asked)
    is_here = places.is_one(old, new)
    if _is_same_bullet(old, new, places):
        needed = _SAME_ANSWER
    else:
        needed = _needed_here(old, new, change, places) if is_here else _needed_elsewhere(old, new, change)
    if answers < needed or is_opposite(old.asked, new.asked):
        return None
    likeness = (question_likeness(old, new) + answers) / 2
    words = [] if is_here else ["moved"]
    words += [f"edited {likeness:.2f}"] if likeness < 1 else []
    return make_edge(old, new, likeness, places, ", ".join(words))


def _needed_here(old: Fact, new: Fact, change: Change, places: Places) -> float:
    """Return how like the answers have to be, in one report; above 1: nothing is enough."""
    stays = old.slot in (new.slot, "") and _is_one_trail(old, new)
    match change:
        case Change.NONE if stays and (_is_recounted(old, new) or _is_told_by_question(old, new)):
            return 0
        case Change.NONE if new.slot in _CLAIMS:
            return 0.9 if len(new.answer) < LONG else _LIKE_CLAIM if stays else 0.8
        case Change.NONE:
            return _LIKE_ANSWER if stays else _CLOSE_ANSWER
        case Change.TYPO:
            return _CLOSE_ANSWER if stays else 0.9
        case Change.SLIP if min(len(old.answer), len(new.answer)) >= LONG:
            return _SAME_ANSWER if stays else 2
        case Change.GROWN:
            return 0.8 if stays else 0.95
        case _:
            return _needed_reworded(old, new) if stays and places.shared(old, new) else 2


def _is_recounted(old: Fact, new: Fact) -> bool:
    """Does nothing but a number differ, which the question does not name?"""
    return bool(old.text) and _DIGITS.sub("0", old.text) == _DIGITS.sub("0", new.text)


def _is_told_by_question(old: Fact, new: Fact) -> bool:
    """Does the question say all of the sentence but its answer, and more than what that is about?"""
    rests = {fact.text.replace(fact.answer, "") for fact in (old, new) if fact.answer in fact.text}
    rest = next(iter(rests), "")
    return len(rests) == 1 and len(rest) >= LONG and not rest.startswith("".join(new.asked))


def _is_one_trail(old: Fact, new: Fact) -> bool:
    """Do both stand under the same headings, give or take a word in them?"""
    return old.trail == new.trail or ratio(" ".join(old.trail), " ".join(new.trail)) >= 60


def _is_same_bullet(old: Fact, new: Fact, places: Places) -> bool:
    """Is the bullet as it was, and only its subject, which stands above it, is called otherwise?

    If other facts about the old subject stayed, the bullet was moved from it to another one.
    """
    if old.slot != new.slot or old.slot not in ("fact", "attribute"):
        return False
    same = len(common_start(old.text[::-1], new.text[::-1]))
    if places.tells_of(new.path, old.text[: len(old.text) - same]):
        return False
    # Of an attribute, the name is the bullet's as well.
    return same >= max(LONG, len(new.answer) + 2 * (old.slot == "attribute"))


def _needed_reworded(old: Fact, new: Fact) -> float:
    """Return how like the answers have to be where words of the question were replaced; not such that count or deny."""
    before, after = (unicodedata.normalize("NFD", "".join(fact.asked)) for fact in (old, new))
    words = Counter(old.asked), Counter(new.asked)
    if min(len(before), len(after)) < 20 or is_weighty((*(words[0] - words[1]), *(words[1] - words[0]))):
        return 2
    likeness = ratio(before, after)
    is_long = min(len(old.answer), len(new.answer)) >= LONG
    return _SAME_ANSWER if likeness >= 90 else 0.9 if likeness >= 80 and is_long else 2


def _needed_elsewhere(old: Fact, new: Fact, change: Change) -> float:
    is_slot = old.slot == new.slot or not old.slot
    is_long = min(len(old.answer), len(new.answer)) >= LONG
    match change:
        case Change.NONE if is_slot:
            return 0.9 if is_long else 1
        case Change.TYPO if is_slot and is_long:
            return _SAME_ANSWER
        case _:
            return 2


def make_edge(old: Fact, new: Fact, likeness: float, places: Places, why: str) -> Edge:
    """Weigh a pair: by how like they are, and by slot and place where that leaves a choice."""
    slot = 0.1 * (old.slot == new.slot)
    place = 0.05 * (old.trail == new.trail) + 0.05 * places.shared(old, new) + 0.1 * places.is_one(old, new)
    return Edge(old, new, likeness, round(1000 * (likeness + slot + place)), why)
