"""A condition or cause and what follows: an arrow, `…면 …`, `if …, …`; also a chain, and what a line is called."""

from __future__ import annotations

import re
from collections.abc import Iterator

from notes2anki.model import Aspect, Block, NodeKind, Prose
from notes2anki.rules.answers import answer_text, own_lines, prose
from notes2anki.rules.found import Found, as_members, as_prose
from notes2anki.rules.phrase import Phrase, joined
from notes2anki.rules.statement import TOLD, Statement
from notes2anki.rules.subject import subject_of
from notes2anki.text import Mark, Text

_ARROW = re.compile(r"\s*(?:→|⇒|➔|➜|⟶|=>|->|-->|==>|>>(?!>))\s*")
_TAIL = re.compile(r"\s*(?:,{2,}|\.{3,}|…)\s*(?P<remark>.*)$")
_GLOSS = re.compile(r"^(?P<description>.{10,}?)\s*[(（](?P<name>[^()（）]{2,40})[)）]\s*[.。]?$")
_EXAMPLE = re.compile(
    r"^(?:e\.?g|i\.?e|예|ex|cf|등|for example|like|such as|예를|즉|또는|or|\d|반대|이론|=)|등$", re.IGNORECASE
)
_LETTER = re.compile(r"[^\W\d_]")
_LONGEST_CAUSE = 140
_LONGEST_CONDITION = 80
_LONGEST_NAME = 60
_SHORTEST_MEANING = 8
_MOST_EMPTY_WORDS = 5
_FEWEST_WORDS = 2  # of a Korean condition: `학습할 때는` says of nothing what
_IN_PROSE = 0.75
_EMPTY = 0.6  # an effect that tells nothing
_REASON = 0.95
_BARE_ARROW = 0.7  # between two names, an arrow may mean anything
_MORE_ARROWS = 0.7  # a train of thought
_NAME_ALONE = 12  # letters
_FEW = 3  # words


def find_arrow(statement: Statement) -> Iterator[Found]:
    """Yield what stands before the block's first arrow as the cause, and the rest as its effect."""
    if statement.node.kind not in TOLD or not statement.lines:
        return
    parts = _parts(statement.said)
    if len(parts) < 2:
        return
    claims = own_lines(statement.node)
    if not parts[0]:  # the line begins with an arrow: the cause stands before it
        before = _before(statement)
        if before is None:
            return
        parts[0], claims = before.whole, own_lines(statement.node, before.node)
    label = parts[0].label
    if label and len(parts) == 2 and not label[0].text.dropping(Mark.CODE).plain.strip():
        return  # `-p 8080:80`: what the code means, arrow and all
    if len(parts) > 2 and (chain := _chain(statement, parts, claims)):
        yield chain
        return
    if label and len(label[1].plain) >= _SHORTEST_MEANING and label[0].term.is_term:
        term = label[0].term
        source = f"{term.plain} {label[1].plain}"
        yield Found(Aspect.DEFINITION, term.text, as_prose(label[1]), "definition", claims, source)
        parts = [term, *parts[1:]]
    yield from _effect_of(statement, parts, claims)


def _chain(statement: Statement, parts: list[Phrase], claims: frozenset[int]) -> Found | None:
    """Two arrows or more are an order: after a label, or under a bullet that only names something."""
    label, head = parts[0].label, statement.parent
    if label:
        steps = (label[1], *parts[1:])
        subject, source = label[0].term, f"{label[0].plain} {label[1].plain}"
    elif head and head.is_term_alone and all(len(part.plain) <= _LONGEST_NAME for part in parts):
        steps, subject, source = tuple(parts), head.name, " ".join(part.plain for part in parts)
    else:
        return None
    told = tuple(step.of(answer_text(step.text)) for step in steps)
    return Found(Aspect.STEPS, subject.text, as_members(told, is_ordered=True), "list", claims, source)


def _effect_of(statement: Statement, parts: list[Phrase], claims: frozenset[int]) -> Iterator[Found]:
    cause, effect = parts[0], parts[0].of(joined(tuple(parts[1:]), " → "))
    effect, remark = _without_remark(effect)
    name = cause.term if len(cause.plain) <= _LONGEST_NAME else cause.of(answer_text(cause.text))
    if not 2 <= len(name.plain) <= _LONGEST_CAUSE or len(effect.plain) < 2 or effect.is_question:
        return
    extra: tuple[Block, ...] = (Prose(remark),) if remark else ()
    subject = subject_of(statement).term
    if not _LETTER.search(name.plain) and subject:  # `22 → SSH` under `Ports`
        source = f"{subject.plain} {name.plain}"
        answer = (Prose(effect.text),)
        yield Found(Aspect.ATTRIBUTE, subject.text, answer, "effect", claims, source, name.text, extra)
        return
    source = " ".join(line.text.plain for line in statement.content) or name.plain
    aspect = Aspect.CONDITION if _is_condition(name, effect) else Aspect.CONSEQUENCE
    is_event = name.is_clause or (len(name.folded) > _NAME_ALONE and (effect.is_clause or len(effect.words) > _FEW))
    is_problem = bool(name.home.pattern("problem").search(name.plain))
    weight = 1.0 if aspect is Aspect.CONDITION or is_event or is_problem else _BARE_ARROW
    if len(parts) > 2:
        weight *= _MORE_ARROWS
    answer = (Prose(effect.text),)
    yield Found(aspect, subject.text, answer, "effect", claims, source, name.text, extra, weight=weight)


def _is_condition(cause: Phrase, effect: Phrase) -> bool:
    """Would it be a condition in a sentence, too: `캐시가 가득 차면 → …`?"""
    condition = cause.home.pattern("condition")
    found = filter(None, (condition.match(f"{cause.masked}{comma}{effect.masked}") for comma in (", ", "、", "，")))
    return any(one.end("cause") == len(cause.masked) for one in found)


def _parts(line: Phrase) -> list[Phrase]:
    cuts = [0, *(place for found in _ARROW.finditer(line.bracketed) for place in found.span()), len(line.plain)]
    return [line.cut(start, end) for start, end in zip(cuts[::2], cuts[1::2], strict=True)]


def _before(statement: Statement) -> Statement | None:
    before = statement.siblings[statement.place - 1] if statement.place else statement.parent
    return before if before is not None and before.lines and before.node.kind is not NodeKind.HEADING else None


def _without_remark(effect: Phrase) -> tuple[Phrase, Text]:
    """Cut off a remark after `,,,` or `…`, or a last clause of one's own experience."""
    found = _TAIL.search(effect.masked)
    if not found:
        return effect, Text()
    return effect.cut(0, found.start()), effect.cut(found.start("remark")).text


# --- conditions ----------------------------------------------------------------------------------------------------


def find_condition(statement: Statement) -> Iterator[Found]:
    """Yield the block's condition with its effect; where brackets name the whole, the name is asked for."""
    if statement.node.kind not in TOLD or not statement.lines:
        return
    line = statement.claim
    named = _named(statement, line)
    if named:
        yield named
        return
    parent = statement.parent
    if parent is not None and parent.node.kind is NodeKind.ITEM and parent.name:
        return  # the bullet above is to be asked for
    weight = _IN_PROSE if statement.node.kind is NodeKind.PARAGRAPH else 1.0
    for name, factor in (("condition", 1.0), ("reason", _REASON)):
        found = line.home.pattern(name).match(line.masked)
        if found and _is_told(line, found):
            cause, effect = line.split(found, "cause", "effect")
            aspect = Aspect.CONDITION if name == "condition" else Aspect.REASON
            if aspect is Aspect.REASON and line.home.code == "en":
                cause, effect = effect, cause  # `X is slow because Y`: why it is slow
            claims = own_lines(statement.node)
            answer = prose(effect.text)
            is_short = len(effect.plain.split()) <= _MOST_EMPTY_WORDS
            says_nothing = is_short and bool(line.home.pattern("empty").search(effect.sentence.plain))
            points = bool(line.home.pattern("leaning").search(f"{cause.plain} | {effect.plain}"))
            if says_nothing or points:
                weight *= _EMPTY
            yield Found(aspect, Text(), answer, "effect", claims, line.plain, cause.text, weight=weight * factor)
            return


def _is_told(line: Phrase, found: re.Match[str]) -> bool:
    """Does the effect say something? After an English `if …,` any clause does, after `하려면` the name of a means."""
    cause, effect = found["cause"], line.cut(*found.span("effect"))
    code = line.home.code
    is_whole = cause.count("(") == cause.count(")") and (code != "ko" or len(cause.split()) >= _FEWEST_WORDS)
    if len(cause) > _LONGEST_CONDITION or not is_whole:
        return False
    if line.cut(*found.span("cause")).is_deictic:
        return False
    is_cut = code == "ko" and not effect.is_assertion and bool(line.home.pattern("inner").search(effect.plain))
    if is_cut or effect.is_question:
        return False
    is_means = cause.endswith("려면") and effect.is_member
    is_english = code == "en" and len(effect.plain.split()) > 2 and not effect.is_question
    return is_means or effect.is_fact or is_english


def _named(statement: Statement, line: Phrase) -> Found | None:
    found = _GLOSS.match(line.masked)
    if not found or _EXAMPLE.search(found["name"]) or not line.home.pattern("condition").match(found["description"]):
        return None
    description, name = line.split(found, "description", "name")
    if not description.is_fact or not name.is_term:
        return None
    claims = own_lines(statement.node)
    return Found(Aspect.NAME, Text(), (Prose(name.text),), "name", claims, line.plain, description.text)
