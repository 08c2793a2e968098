"""A sentence with a topic of its own: what is said of it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from notes2anki.model import Aspect, NodeKind, Prose
from notes2anki.rules.answers import answer_text, own_lines
from notes2anki.rules.found import Found, as_prose
from notes2anki.rules.phrase import Pair, Phrase
from notes2anki.rules.statement import TOLD, Statement
from notes2anki.text import Text

_IN_PROSE = 0.75
_FIGURE = re.compile(r"[A-Za-z0-9ˣ]")
_ARTICLE = re.compile(r"(?:an?|the)\s", re.IGNORECASE)
_SINGULAR = re.compile(r"(?:\w+\s)?[a-z-]{2,}s\s")
_WITH_OBJECT = re.compile(
    r"(?:\w+ly\s|also\s)?[a-z-]+s?\s(?:an?|the|each|every|all|both|its|their|one|two|three|several|no|any|what|how)\s"
)
_PREPOSITION = re.compile(r"\b(?:of|with|to|for|in|on|at|by|from|into)\b")


def find(statement: Statement) -> Iterator[Found]:
    """Yield the block's topic and what is said of it."""
    if statement.node.kind not in TOLD or not statement.lines:
        return
    line = statement.claim
    by_words = line.loose_topic
    found = by_words or _by_free_verb(line, statement)
    is_order = bool(line.language.pattern("imperative").match(line.masked))
    if (
        not found
        or is_order
        or found[0].only_counts
        or found[0].is_attribute
        or found[0].is_generic(statement.habits.sections)
    ):
        return
    if by_words and not _tells(found[1]):
        return
    topic, claim = found
    weight = _IN_PROSE if statement.node.kind is NodeKind.PARAGRAPH else 1.0
    claims = own_lines(statement.node)
    if line.home.pattern("reason_for").search(topic.masked) or _ends_with_attribute(topic):
        answer = (Prose(answer_text(claim.text)),)
        yield Found(Aspect.QUESTION, Text(), answer, "topic", claims, line.plain, topic.as_question, weight=weight)
    elif equates := line.home.pattern("equates").match(claim.masked):
        meaning = as_prose(claim.cut(*equates.span("meaning")))
        yield Found(Aspect.DEFINITION, topic.as_named_in(line), meaning, "topic", claims, line.plain, weight=weight)
    else:
        is_bound = line.home.pattern("bound").match(claim.masked)  # `is read committed` alone is no sentence
        answer = (Prose(answer_text((line if is_bound else claim).text)),)
        yield Found(Aspect.FACT, topic.as_named_in(line), answer, "topic", claims, line.plain, weight=weight)


def _by_free_verb(line: Phrase, statement: Statement) -> Pair | None:
    """Split an English sentence before a verb of no list, if it is plain where: `a join builds`, `Kafka splits each`.

    Under a bullet's term the sentence tells of that, and a step of what is done.
    """
    language = line.language
    is_headless = bool(language.pattern("predicate").match(line.masked))
    if statement.node.number is not None or line.plain.endswith(":") or language.code != "en" or is_headless:
        return None
    pair = None if statement.is_under_term else line.free_topic()
    if not pair or _PREPOSITION.search(pair[0].masked):
        return None
    by_article = _ARTICLE.match(line.masked) and _SINGULAR.match(pair[1].masked)
    by_object = not line.plain[:1].islower() and _WITH_OBJECT.match(pair[1].masked)
    return pair if by_article or by_object else None


def _ends_with_attribute(topic: Phrase) -> bool:
    """Is the topic's end what is asked for: `힙의 시간 복잡도`? In English it stands first."""
    words = topic.plain.split()
    ends = (" ".join(words[place:]) for place in range(1, len(words)))
    return any(
        not end.isascii() and topic.of(Text(topic.text.cut(len(topic.plain) - len(end)).runs)).is_attribute
        for end in ends
    )


def _tells(rest: Phrase) -> bool:
    """Is it a clause, or, as note-takers leave the copula out, a short name: `기본 포트는 5432`?"""
    return rest.is_fact or (
        rest.home.code == "ko" and len(rest.plain) > 2 and rest.is_member and bool(_FIGURE.search(rest.masked))
    )
