"""Two questions, two answers -> how like they are."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from enum import StrEnum

from rapidfuzz.distance import OSA, Levenshtein
from rapidfuzz.fuzz import partial_ratio, ratio

from notes2anki.matching.fact import Fact
from notes2anki.matching.opposite import is_denial, numbers

LONG = 12
"""Letters that do not agree by chance."""

_PARTICLES = frozenset(re.findall(r"\S+", "은 는 이 가 을 를 의 에 에서 로 으로 와 과 도 란 이란 만 s es"))


class Change(StrEnum):
    """What became of a question."""

    NONE = "none"
    TYPO = "typo"  # the words are the same, but for a letter
    SLIP = "slip"  # the same, in a word so short that the letter may make another one of it
    GROWN = "grown"  # words came or went
    OTHER = "other"


def question_likeness(old: Fact, new: Fact) -> float:
    """Return how like the questions are, from 0 to 1."""
    return ratio("".join(old.asked), "".join(new.asked)) / 100


def answer_likeness(old: Fact, new: Fact) -> float:
    """Return how like the answers are; one that holds all of the other is like it, for bullets grow."""
    if old.answer == new.answer:
        return 1.0
    likeness = ratio(old.answer, new.answer) / 100
    return max(likeness, 0.85) if holds(old, new) else likeness


def holds(old: Fact, new: Fact) -> bool:
    """Does one answer hold the other, but for a letter?"""
    short, long = sorted((old.answer, new.answer), key=len)
    return (
        short in long or (len(short) >= LONG and partial_ratio(short, long) >= 95) if len(short) >= 4 else short == long
    )


def question_change(old: tuple[str, ...], new: tuple[str, ...]) -> Change:
    """Say what was done to the words of a question."""
    if not old or not new:
        return Change.OTHER  # it says nothing by which to know it
    if "".join(old) == "".join(new):
        return Change.NONE
    changes = {Change.TYPO}
    for block in Levenshtein.opcodes(old, new):
        before, after = old[block.src_start : block.src_end], new[block.dest_start : block.dest_end]
        if block.tag == "equal" or _are_typos(before, after):
            continue
        if len(before) == len(after) and all(map(_is_slip, before, after)):
            changes.add(Change.SLIP)
        elif (before and after) or is_weighty((*before, *after)):
            return Change.OTHER
        else:
            changes.add(Change.GROWN)
    found = changes - {Change.TYPO}
    return Change.OTHER if len(found) > 1 else next(iter(found), Change.TYPO)


def is_weighty(words: Iterable[str]) -> bool:
    """Does any of the words count or deny, so that it makes another fact?"""
    return any(is_denial(word) or numbers((word,)) for word in words)


def _are_typos(old: tuple[str, ...], new: tuple[str, ...]) -> bool:
    before, after = "".join(old), "".join(new)
    if before == after:
        return True
    return len(old) == len(new) and all(a == b or _is_typo(a, b) for a, b in zip(old, new, strict=True))


def _is_typo(old: str, new: str) -> bool:
    """Do two words differ as one word does that was mistyped, or has another ending?"""
    stem = len(common_start(old, new))
    if stem >= 2 and {old[stem:], new[stem:]} <= _PARTICLES | {""}:
        return True
    if len(old) >= 4 and sorted(old) == sorted(new) and OSA.distance(old, new) == 1:
        return True  # two letters or syllables changed places
    before, after = unicodedata.normalize("NFD", old), unicodedata.normalize("NFD", new)
    if before.endswith(after) or after.endswith(before):
        return False  # symmetric, asymmetric
    most = 2 if min(len(before), len(after)) >= 10 else 1
    return min(len(before), len(after)) >= 4 and OSA.distance(before, after) <= most


def _is_slip(old: str, new: str) -> bool:
    """Is a letter too many or missing behind the first one of a short word, or did two change places?

    Another letter in its place makes another name: CNN, RNN.
    """
    is_moved = sorted(old) == sorted(new)
    is_near = OSA.distance(old, new) <= 1 and (len(old) != len(new) or is_moved)
    return is_near and min(len(old), len(new)) >= 2 and (is_moved or old[0] == new[0])


def common_start(old: str, new: str) -> str:
    """Return what both begin with."""
    length = next((n for n, (a, b) in enumerate(zip(old, new, strict=False)) if a != b), min(len(old), len(new)))
    return old[:length]
