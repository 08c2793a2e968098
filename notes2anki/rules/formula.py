"""A formula under the line that names it: `Dice coefficient:` and then the formula alone."""

from __future__ import annotations

import re
from collections.abc import Iterator

from notes2anki.model import Attribute, Block, Node, NodeKind, Prose
from notes2anki.rules.kit.found import Found, own_lines
from notes2anki.rules.kit.lines import is_formula
from notes2anki.rules.kit.phrases import clean_term, is_attribute, is_term
from notes2anki.rules.kit.spot import Spot
from notes2anki.text import Text, plain_text

_SAID_ALREADY = re.compile(r"(?:의\s*(?:식|수식|공식)|\s(?:수식|공식|formula|公式|式))$", re.IGNORECASE)
_MOST_FORMULAS = 3


def find(spot: Spot) -> Iterator[Found]:
    """Yield the formulas right under the block, if the block names something and says nothing else."""
    if spot.node.kind not in (NodeKind.ITEM, NodeKind.PARAGRAPH) or not spot.lines:
        return
    inner = tuple(line.text for line in spot.lines[1:])
    formulas = tuple(text for text in inner if is_formula(text))
    below = () if formulas else tuple(_formulas(spot))
    shown = (*formulas, *(node.lines[0].text for node in below))[:_MOST_FORMULAS]
    if not shown or len(formulas) != len(inner):
        return
    subject = _subject(spot)
    if not subject:
        return
    claims = own_lines(spot.node, *below)
    value: tuple[Block, ...] = tuple(Prose(formula) for formula in shown)
    name = plain_text(spot.wording("formula"))
    yield Found(Attribute(subject, name, value), "formula", claims, f"{subject.plain} {shown[0].plain}")


def _formulas(spot: Spot) -> Iterator[Node]:
    for node in spot.node.children or spot.following:
        if len(node.lines) != 1 or not is_formula(node.lines[0].text):
            return
        yield node


def _subject(spot: Spot) -> Text:
    line = clean_term(spot.head, spot.cues)
    said = _SAID_ALREADY.search(line.masked)
    name = line.cut(0, said.start()) if said and said.start() else line
    if is_attribute(name) or name.plain == spot.wording("formula"):
        return spot.subject
    return name if is_term(name, spot.cues) and not spot.is_generic(name) else Text()
