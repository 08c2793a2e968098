"""Two questions -> whether one denies, or counts, what the other does not: then they ask two facts."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator

from rapidfuzz.distance import Levenshtein

from notes2anki.languages import all_languages

_DIGITS = re.compile(r"\d+")


def is_opposite(old: tuple[str, ...], new: tuple[str, ...]) -> bool:
    """Do the words of two questions differ by a number, or by what denies in one of them?

    What looks like a denial is one only where the other question is what is left without it: `index` denies nothing,
    `불가능` does where the other has `가능`.
    """
    if numbers(old) != numbers(new):
        return True
    return any(_denies(one, other) or _denies(other, one) for one, other in _changes(old, new))


def numbers(words: Iterable[str]) -> Counter[str]:
    """Return what counts in the words, in digits or in letters, each as often as it stands there."""
    text = " ".join(words)
    patterns = (_DIGITS, *(one.pattern("numerals") for one in all_languages()))
    return Counter(found[0] for pattern in patterns for found in pattern.finditer(text))


def is_denial(word: str) -> bool:
    """Does the whole word only deny: not, 안, 没?"""
    parts = unicodedata.normalize("NFD", word)
    return any(pattern.fullmatch(parts) for one in all_languages() for pattern, _ in one.denials())


def _changes(old: tuple[str, ...], new: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    """Yield the stretches in which the words differ, decomposed: those of the one and those of the other."""
    before: list[str] = []
    after: list[str] = []
    for block in Levenshtein.opcodes(old, new):
        if block.tag != "equal":
            before += old[block.src_start : block.src_end]
            after += new[block.dest_start : block.dest_end]
        if (before or after) and (block.tag == "equal" or (block.src_end == len(old) and block.dest_end == len(new))):
            yield unicodedata.normalize("NFD", " ".join(before)), unicodedata.normalize("NFD", " ".join(after))
            before, after = [], []


def _denies(denied: str, affirmed: str) -> bool:
    """Does what denies lie on the shortest way from the one to the other, with less than half of it left to go?"""
    apart = Levenshtein.distance(denied, affirmed)
    for without in _affirmed(denied):
        left = Levenshtein.distance(without, affirmed)
        if left == apart - Levenshtein.distance(denied, without) and (not left or 2 * left < len(affirmed)):
            return True
    return False


def _affirmed(text: str) -> Iterator[str]:
    """Yield the text with one of its denials taken away or replaced, in every way."""
    for one in all_languages():
        for pattern, ways in one.denials():
            for found in pattern.finditer(text):
                for way in ways:
                    without = text[: found.start()] + found.expand(way) + text[found.end() :]
                    yield " ".join(without.split())
