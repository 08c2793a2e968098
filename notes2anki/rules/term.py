"""A term alone on its line, and the facts in the lines right under it: what it means, its effects, links as sources."""

from __future__ import annotations

import re
from collections.abc import Iterator

from notes2anki.cues import fold
from notes2anki.model import Attribute, Block, Definition, NodeKind, Prose
from notes2anki.rules.kit.found import Found, own_lines
from notes2anki.rules.kit.lines import answer_text, content_lines, is_formula
from notes2anki.rules.kit.lists import effects_of
from notes2anki.rules.kit.phrases import clean_term, is_attribute, is_term
from notes2anki.rules.kit.spot import Spot
from notes2anki.text import Text, plain_text

_PARTICLE_END = re.compile(r"[가-힣](?:은|는)$")
_SENTENCE_ENDS = (".", "。", "!", "！", "?", "？", ";", "；", ",", "，")


def find(spot: Spot) -> Iterator[Found]:
    """Yield the term's meaning, and each list of its effects as a card of its own."""
    lines = content_lines(spot.node)
    if spot.node.kind not in (NodeKind.ITEM, NodeKind.PARAGRAPH) or len(lines) < 2:
        return
    if lines[0].text.plain.rstrip().endswith(_SENTENCE_ENDS):
        return
    term = clean_term(lines[0].text, spot.cues)
    if _PARTICLE_END.search(term.plain) or not is_term(term, spot.cues) or spot.is_generic(term) or is_attribute(term):
        return
    told = [answer_text(line.text) for line in lines[1:]]
    facts = [fact for fact in told if fold(fact.plain) and not is_formula(fact)]
    formulas = tuple(Prose(fact) for fact in told if is_formula(fact))
    if formulas:
        concept = Attribute(term, plain_text(spot.wording("formula")), formulas)
        yield Found(concept, "formula", own_lines(spot.node), f"{term.plain} {told[0].plain}")
    if not facts:
        return
    effects = [(fact, found) for fact in facts if (found := effects_of(term, fact, spot.cues))]
    effect_facts = [fact for fact, _ in effects]
    meanings = [fact for fact in facts if fact and fact not in effect_facts]
    claims, source = own_lines(spot.node), f"{term.plain} {facts[0].plain}"
    if meanings:
        yield Found(Definition(term, (Prose(meanings[0]),)), "definition", claims, source, _rest(meanings))
    for _, effect in effects:
        yield Found(effect, "effect", claims, f"{term.plain} {effect.aspect.plain}")


def _rest(meanings: list[Text]) -> tuple[Block, ...]:
    return tuple(Prose(meaning) for meaning in meanings[1:])
