"""A line -> the clauses that tell two to four topics apart, each with a topic of its own."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from notes2anki.languages import all_languages
from notes2anki.rules.answers import answer_text
from notes2anki.rules.found import Contrast
from notes2anki.rules.phrase import Pair, Phrase
from notes2anki.text import Mark

_COMMA = re.compile(r",\s+(?:and\s+)?")
_OPPOSED = re.compile(r"whereas|,\s*while\s")
_GLOSS = re.compile(r"(?<=\S)\s*[(（][^()（）]*[)）]$")  # what explains a name, at its end
_COMMA_ALONE = re.compile(r"\s*[,，、]\s*")
_FEWEST_WORDS = 2  # of a claim
MOST_TOPICS = 4
LONGEST_CLAIM = 160


def clauses_of(line: Phrase) -> Contrast | None:
    """Split the line where a clause with a topic of its own begins."""
    unfinished = line.home.pattern("contrast.unfinished")
    pairs: list[Pair] = []
    start = 0
    for joint in _joints(line):
        if joint.start() <= start:
            continue
        both = _both(line.cut(start, joint.start()), line.cut(joint.end()), joint[0])
        if (
            both
            and _differ(both)
            and _are_parallel(both, joint[0])
            and len(both[0][1].sentences) == 1
            and not unfinished.search(both[0][1].masked)
        ):
            pairs = [*pairs[:-1], *both] if pairs else [*both]
            start = joint.end()
    return between(pairs)


def between(pairs: Sequence[Pair]) -> Contrast | None:
    """Return the contrast between two to four topics, each with a claim that is not too long."""
    names = {topic.plain.casefold() for topic, _ in pairs}
    fits = 2 <= len(pairs) <= MOST_TOPICS and len(names) == len(pairs)
    if not fits or any(not 0 < len(answer_text(claim.text).plain) <= LONGEST_CLAIM for _, claim in pairs):
        return None
    topics, claims = zip(*pairs, strict=True)
    return topics, claims


def _both(left: Phrase, right: Phrase, joint: str) -> tuple[Pair, Pair] | None:
    """Return the clauses on the two sides of a joint, each as its topic and its claim."""
    first, second = (side.topic_of(fewest=_FEWEST_WORDS) for side in (left, right))
    is_english = left.home.code == "en"
    is_plain = is_english and bool(_COMMA.fullmatch(joint))
    is_marked = any(start == 0 for mark in (Mark.STRONG, Mark.CODE) for start, _ in right.text.spans(mark))
    if first and second and (not is_plain or is_marked):
        return first, second
    if not is_english or not (is_plain or _OPPOSED.search(joint)):
        return None
    first, second = first or left.free_topic(), second or right.free_topic()
    fits = first and second and (not is_plain or _are_alike(first, second))
    return (first, second) if first and second and fits else None


def _are_alike(left: Pair, right: Pair) -> bool:
    """Do two clauses tell the same of two topics (`sends it …, sends it …`), or are both topics names?"""
    verbs = [claim.plain.casefold().split()[:1] for _, claim in (left, right)]
    return verbs[0] == verbs[1] or (left[0].is_big_name and right[0].is_big_name)


def _joints(line: Phrase) -> Iterator[re.Match[str]]:
    """Yield what may stand between two clauses; in English every comma, too."""
    found = line.home.pattern("contrast.connectors").finditer(line.bracketed)
    if line.home.code != "en":
        yield from found
        return
    yield from sorted((*found, *_COMMA.finditer(line.bracketed)), key=lambda joint: joint.start())


def _are_parallel(pairs: tuple[Pair, Pair], joint: str) -> bool:
    """Are the two set against each other: by a word, by names that share a part, or by claims that do?"""
    (left, told), (right, other) = pairs
    if any(one.pattern("contrast.against").search(f"{told.masked}{joint}") for one in all_languages()):
        return True
    ends = left.folded[-2:] == right.folded[-2:] or told.folded.rstrip("다")[-2:] == other.folded.rstrip("다")[-2:]
    are_names = left.is_big_name and right.is_big_name
    are_alike = told.bracketed[:3] == other.bracketed[:3] or (
        _COMMA_ALONE.fullmatch(joint) and len(left.words) == len(right.words)
    )
    shared = len({*told.words} & {*other.words}) > 1 or {*left.words} & {*right.words}
    return bool(shared or ends or are_names or are_alike)


def _differ(pairs: tuple[Pair, Pair]) -> bool:
    left, right = (_GLOSS.sub("", topic.plain.casefold()) for topic, _ in pairs)
    is_named = not any((topic.is_attribute and not topic.plain[0].isupper()) or topic.compared for topic, _ in pairs)
    return left != right and bool(left) and bool(right) and is_named
