"""Two or more topics told apart: clauses of one line with a topic each, or `A vs B` over a bullet for each."""

from __future__ import annotations

import re
from collections.abc import Iterator

from notes2anki.cues import Cues, fold
from notes2anki.model import Contrast, Node, Prose
from notes2anki.rules.kit.clauses import contrast_between, contrast_of, without_general
from notes2anki.rules.kit.found import Found, own_lines
from notes2anki.rules.kit.lines import says, sentences
from notes2anki.rules.kit.phrases import clean_term, is_term, masked_brackets, without_brackets
from notes2anki.rules.kit.spot import Spot
from notes2anki.rules.kit.topics import split_equals, split_label, split_topic
from notes2anki.text import Text

_JOINTS = tuple(map(re.compile, (r"\s*;\s+", r"\s+/\s+", r",\s+")))  # between two labels
_LETTER = re.compile(r"[^\W\d_]")
_VERSUS = re.compile(r"\bvs\b\.?|\bversus\b|対|비교|차이|区別|区别|\bdifferences?\b|\bcompar|違い", re.IGNORECASE)


def find(spot: Spot) -> Iterator[Found]:
    """Yield the contrast in the block's first line, or between its children."""
    first, *rest = sentences(spot.said) or (Text(),)
    found = contrast_of(first, spot.cues)
    if not found and len(rest) == 1:
        found, rest = contrast_of(spot.said, spot.cues), []
    found = found or (_of_labels(first, spot.cues) if not rest else None)
    if found:
        kinds = without_general(found)
        more = tuple(Prose(sentence) for sentence in (rest if kinds is found else (first, *rest)))
        yield Found(kinds, "contrast", own_lines(spot.node), first.plain, more)
    elif _VERSUS.search(spot.head.plain):
        yield from _between_children(spot)


def _of_labels(line: Text, cues: Cues) -> Contrast | None:
    """`implicit: clicks / explicit: stars`, `image = a template, container = an instance`: two labels on one line."""
    masked = masked_brackets(line.masked)
    for joint in _JOINTS:
        spans = [found.span() for found in joint.finditer(masked)]
        pieces = (line.cut(0, spans[0][0]), line.cut(spans[0][1])) if len(spans) == 1 else ()
        pairs = [pair for piece in pieces if (pair := split_label(piece) or split_equals(piece))]
        named = [(clean_term(term, cues), meaning) for term, meaning in pairs]
        if len(named) == 2 and all(is_term(term, cues) and _LETTER.search(meaning.plain) for term, meaning in named):
            return contrast_between(named)
    return None


def _between_children(spot: Spot) -> Iterator[Found]:
    """`Precision vs. Recall` over `Precision: …` and `Recall: …`."""
    named = [(child, pair) for child in spot.children if (pair := _labelled(child, spot.cues))]
    head = fold(spot.head.plain)
    named = [(child, pair) for child, pair in named if pair[0] and fold(without_brackets(pair[0].plain)) in head]
    contrast = contrast_between([pair for _, pair in named])
    if contrast:
        claims = own_lines(spot.node, *(child for child, _ in named))
        yield Found(contrast, "contrast", claims, " ".join(says(child).plain for child, _ in named))


def _labelled(child: Node, cues: Cues) -> tuple[Text, Text] | None:
    if not child.lines:
        return None
    line = says(child)
    found = split_label(line) or split_equals(line) or split_topic(line, cues)
    if found:
        return clean_term(found[0], cues), found[1]
    return None
