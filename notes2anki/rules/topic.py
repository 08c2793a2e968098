"""A sentence with a topic of its own: what is said of it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from notes2anki.model import Aspect, NodeKind, Prose
from notes2anki.rules.answers import answer_text, own_lines
from notes2anki.rules.found import Found, as_prose
from notes2anki.rules.phrase import Phrase
from notes2anki.rules.statement import TOLD, Statement
from notes2anki.text import Text

_IN_PROSE = 0.75
_FIGURE = re.compile(r"[A-Za-z0-9ˣ]")


def find(statement: Statement) -> Iterator[Found]:
    """Yield the block's topic and what is said of it."""
    if statement.node.kind not in TOLD or not statement.lines:
        return
    line = statement.claim
    if not line.loose_topic or line.language.pattern("imperative").match(line.masked):
        return
    topic, claim = line.loose_topic
    names_nothing = topic.only_counts or topic.is_attribute or topic.is_generic(statement.habits.sections)
    if names_nothing or not _tells(claim):
        return
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
