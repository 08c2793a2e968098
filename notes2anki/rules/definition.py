"""A sentence that defines a term: `X란 …`, `X는 … 것`, `X is a …`, `Xとは…`, `X是指…`."""

from __future__ import annotations

import re
from collections.abc import Iterator

from notes2anki.model import Definition, Prose
from notes2anki.rules.kit.clauses import told_apart
from notes2anki.rules.kit.found import Found, own_lines, prose
from notes2anki.rules.kit.lines import sentences
from notes2anki.rules.kit.phrases import clean_term, is_attribute, is_deictic, is_term, masked_brackets
from notes2anki.rules.kit.spot import Spot
from notes2anki.rules.kit.topics import split_topic
from notes2anki.text import Text, join

_ONE = re.compile(r"an?\s", re.IGNORECASE)  # `a process is …` tells of processes, `the process is …` of something else
_GOES_ON = re.compile(r"(?:\S+\s){0,4}(?:it|its|they|their)\b", re.IGNORECASE)


def find(spot: Spot) -> Iterator[Found]:
    """Yield the definition that the block gives."""
    if not spot.lines:
        return
    first, *rest = sentences(spot.said) or (Text(),)
    pair = _whole(spot, first) or _quality(spot, first) or _by_topic(spot, first)
    if pair and is_term(pair[0], spot.cues) and (_ONE.match(first.plain) or not _is_of_others(pair[0], spot)):
        leaning, others = _leaning(rest, spot)
        meaning = prose(join((pair[1], *leaning), " "))
        more = tuple(Prose(sentence) for sentence in others)
        concept = told_apart(*pair, spot.cues) or Definition(pair[0], meaning)
        yield Found(concept, "definition", own_lines(spot.node), first.plain, more)


def _is_of_others(term: Text, spot: Spot) -> bool:
    """Does the term name what many things have, or nothing at all: the format, the point?"""
    return is_attribute(term) or spot.is_generic(term)


def _leaning(sentences: list[Text], spot: Spot) -> tuple[list[Text], list[Text]]:
    """Split off the sentences right after the definition that go on about `it`, as many as an answer holds."""
    taken: list[Text] = []
    room = spot.habits.longest_answer // 2
    for sentence in sentences:
        room -= len(sentence.plain)
        if room < 0 or not (is_deictic(sentence, spot.cues) or _GOES_ON.match(sentence.plain)):
            break
        taken.append(sentence)
    return taken, sentences[len(taken) :]


def _whole(spot: Spot, line: Text) -> tuple[Text, Text] | None:
    masked = masked_brackets(line.masked)
    for pattern in spot.cues.definition:
        found = pattern.match(masked)
        if found and not spot.cues.not_topic.search(found["term"]):
            return clean_term(line.cut(*found.span("term")), spot.cues), line.cut(found.start("meaning"))
    return None


def _quality(spot: Spot, line: Text) -> tuple[Text, Text] | None:
    """`A step is idempotent if …` says what an idempotent step is."""
    found = spot.cues.quality.match(masked_brackets(line.masked))
    if not found:
        return None
    term = join((line.cut(*found.span("adjective")), line.cut(*found.span("noun"))), " ")
    return term, line.cut(*found.span("meaning"))


def _by_topic(spot: Spot, line: Text) -> tuple[Text, Text] | None:
    pair = split_topic(line, spot.cues)
    if pair is None:
        return None
    masked = masked_brackets(pair[1].masked)
    found = next((found for pattern in spot.cues.defines if (found := pattern.match(masked))), None)
    return (pair[0], pair[1].cut(found.start("meaning"))) if found else None
