"""Two or more topics told apart: clauses of one line with a topic each, `A vs B: …`, or `A vs B` over a bullet each."""

from __future__ import annotations

import re
from collections.abc import Iterator

from notes2anki.languages import all_languages, fold
from notes2anki.rules.answers import own_lines, says
from notes2anki.rules.clauses import LONGEST_CLAIM, MOST_TOPICS, between, clauses_of
from notes2anki.rules.found import Contrast, Found, as_paragraphs, contrasted
from notes2anki.rules.phrase import Pair, Phrase
from notes2anki.rules.statement import Statement

_JOINTS = tuple(map(re.compile, (r"\s*;\s+", r"\s+/\s+", r",\s+")))  # between two labels
_BEFORE_NAME = r"(?:^|[,，;；.。/]\s*)(?:(?:and|whereas|while|but|반면(?:에)?|一方|而)\s*)?(?:(?:an?|the)\s+)?"
_AFTER_NAME = r"(?:\s*[:：]|[은는이가](?=\s)|[はが]|(?=\W|[^\x00-\x7f]|(?<=[^\x00-\x7f])))"
_LETTER = re.compile(r"[^\W\d_]")


def find(statement: Statement) -> Iterator[Found]:
    """Yield the contrast in the block's first sentence, under its name, or between its children."""
    first, *rest = statement.said.sentences or (statement.said,)
    found = clauses_of(first)
    if not found and len(rest) == 1:
        found, rest = clauses_of(statement.said), []
    found = found or (_of_labels(first) if not rest else None)
    if found:
        kinds = _without_general(found)
        extra = as_paragraphs(tuple(rest if kinds is found else (first, *rest)))
        yield contrasted(kinds, "contrast", own_lines(statement.node), first.plain, extra)
    elif statement.head.compared or any(
        one.pattern("versus_word").search(statement.head.plain) for one in all_languages()
    ):
        yield from _between_children(statement)


def find_named(statement: Statement) -> Iterator[Found]:
    """Yield what a label or a topic that names several things says of them: `A vs B: …`, `A와 B의 차이는 …`."""
    pair = statement.claim.label or statement.claim.topic
    if not pair or statement.children:
        return
    found = told_apart(*pair)
    if found:
        yield contrasted(found, "definition", own_lines(statement.node), statement.claim.plain)


def told_apart(name: Phrase, told: Phrase) -> Contrast | None:
    """Return what tells apart the things that the name sets side by side."""
    topics = name.compared
    if not topics:
        return None
    plain = tuple(topic.plain for topic in topics)
    in_turn = (tuple(one.table("contrast")["in_turn"]) for one in all_languages())
    by_name = (_by_name(topics, names, told) for names in (plain, *in_turn))
    return next((found for found in by_name if found), None) or clauses_of(told) or (topics, (told,))


def _without_general(contrast: Contrast) -> Contrast:
    """Return the contrast of three or more without a first topic of which the others are the kinds."""
    topics, claims = contrast
    general, *kinds = (topic.folded for topic in topics)
    return (topics[1:], claims[1:]) if len(kinds) > 1 and all(general in kind for kind in kinds) else contrast


def _by_name(topics: tuple[Phrase, ...], names: tuple[str, ...], told: Phrase) -> Contrast | None:
    """Split the line where its clauses begin with the names of the topics: `TCP keeps order, UDP does not`."""
    clauses = (f"{_BEFORE_NAME}{re.escape(name)}{_AFTER_NAME}" for name in names)
    fits = len(names) == len(topics) and len(told.plain) <= MOST_TOPICS * LONGEST_CLAIM
    found = re.match("(.+?)".join(clauses) + "(.+)$", told.plain, re.IGNORECASE) if fits else None
    if not found:
        return None
    return between([(topic, told.cut(*found.span(place + 1))) for place, topic in enumerate(topics)])


def _of_labels(line: Phrase) -> Contrast | None:
    """`implicit: clicks / explicit: stars`, `image = a template, container = an instance`: two labels on one line."""
    for joint in _JOINTS:
        spans = [found.span() for found in joint.finditer(line.bracketed)]
        pieces = (line.cut(0, spans[0][0]), line.cut(spans[0][1])) if len(spans) == 1 else ()
        pairs = [pair for piece in pieces if (pair := piece.label or piece.equals)]
        named = [(term.term, meaning) for term, meaning in pairs]
        if len(named) == 2 and all(term.is_term and _LETTER.search(meaning.plain) for term, meaning in named):
            return between(named)
    return None


def _between_children(statement: Statement) -> Iterator[Found]:
    """`Precision vs. Recall` over `Precision: …` and `Recall: …`."""
    head = statement.head.folded
    named: list[tuple[Statement, Pair]] = []
    for child in statement.children:
        pair = (child.whole.label or child.whole.equals or child.whole.topic) if child.lines else None
        term = pair[0].term if pair else None
        if pair and term and fold(term.bare) in head:
            named.append((child, (term, pair[1])))
    contrast = between([pair for _, pair in named])
    if contrast:
        claims = own_lines(statement.node, *(child.node for child, _ in named))
        yield contrasted(contrast, "contrast", claims, " ".join(says(child.node).plain for child, _ in named))
