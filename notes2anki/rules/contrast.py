"""Two or more topics told apart: clauses of one line with a topic each, or `A vs B` over a bullet for each."""

from __future__ import annotations

import re
from collections.abc import Iterator

from notes2anki.cues import Cues, fold
from notes2anki.model import Contrast, Node, Prose
from notes2anki.rules.kit.found import Found, own_lines
from notes2anki.rules.kit.lines import answer_text, says, sentences
from notes2anki.rules.kit.phrases import clean_term, masked_brackets
from notes2anki.rules.kit.spot import Spot
from notes2anki.rules.kit.topics import split_label, split_topic
from notes2anki.text import Mark, Text

_VERSUS = re.compile(r"\bvs\b\.?|\bversus\b|対|비교|차이|區別|区别|\bdifferences?\b|\bcompar", re.IGNORECASE)
_COMMA = re.compile(r",\s+(?:and\s+)?")
_MOST_TOPICS = 4
_LONGEST_CLAIM = 160


def find(spot: Spot) -> Iterator[Found]:
    """Yield the contrast in the block's first line, or between its children."""
    first, *rest = sentences(spot.said) or (Text(),)
    found = _clauses(first, spot.cues)
    if not found and len(rest) == 1:
        found, rest = _clauses(spot.said, spot.cues), []
    if found:
        more = tuple(Prose(sentence) for sentence in rest)
        yield Found(found, "contrast", own_lines(spot.node), first.plain, more)
    elif _VERSUS.search(spot.head.plain):
        yield from _between_children(spot)


def _clauses(line: Text, cues: Cues) -> Contrast | None:
    """Split the line where a clause with a topic of its own begins."""
    masked = masked_brackets(line.masked)
    pairs: list[tuple[Text, Text]] = []
    start = 0
    for found in _joints(line, masked, cues):
        if found.start() <= start:
            continue
        left = split_topic(line.cut(start, found.start()), cues, fewest=2)
        right = split_topic(line.cut(found.end()), cues, fewest=2)
        if left and right and _differ(left[0], right[0]) and not cues.unfinished.search(left[1].masked):
            pairs.append(left)
            start = found.end()
    last = split_topic(line.cut(start), cues, fewest=2) if pairs else None
    if last is None:
        return None
    pairs.append(last)
    return _contrast(pairs)


def _joints(line: Text, masked: str, cues: Cues) -> Iterator[re.Match[str]]:
    """Yield what may stand between two clauses; in English a bare comma only where bold type or code follows it."""
    if cues.language != "en":
        yield from cues.connectors.finditer(masked)
        return
    starts = {start for mark in (Mark.STRONG, Mark.CODE) for start, _ in line.spans(mark)}
    commas = (found for found in _COMMA.finditer(masked) if found.end() in starts)
    yield from sorted((*cues.connectors.finditer(masked), *commas), key=lambda found: found.start())


def _between_children(spot: Spot) -> Iterator[Found]:
    """`Precision vs. Recall` over `Precision: …` and `Recall: …`."""
    named = [(child, pair) for child in spot.children if (pair := _labelled(child, spot.cues))]
    head = fold(spot.head.plain)
    named = [(child, pair) for child, pair in named if fold(pair[0].plain) in head]
    contrast = _contrast([pair for _, pair in named]) if len(named) >= 2 else None
    if contrast:
        claims = own_lines(spot.node, *(child for child, _ in named))
        yield Found(contrast, "contrast", claims, " ".join(says(child).plain for child, _ in named))


def _labelled(child: Node, cues: Cues) -> tuple[Text, Text] | None:
    if not child.lines:
        return None
    line = says(child)
    found = split_label(line) or split_topic(line, cues)
    if found:
        return clean_term(found[0], cues), found[1]
    return None


def _contrast(pairs: list[tuple[Text, Text]]) -> Contrast | None:
    topics = tuple(topic for topic, _ in pairs)
    claims = tuple(answer_text(claim) for _, claim in pairs)
    names = {fold(topic.plain) for topic in topics}
    fits = 2 <= len(topics) <= _MOST_TOPICS and len(names) == len(topics)
    if not fits or any(not claim or len(claim.plain) > _LONGEST_CLAIM for claim in claims):
        return None
    return Contrast(topics, claims)


def _differ(left: Text, right: Text) -> bool:
    return fold(left.plain) != fold(right.plain) and bool(fold(left.plain)) and bool(fold(right.plain))
