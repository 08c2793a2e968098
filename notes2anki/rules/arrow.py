"""An arrow: cause -> effect, problem -> remedy, or a chain; also a line that begins with one."""

from __future__ import annotations

import re
from collections.abc import Iterator

from notes2anki.model import Attribute, Block, Cause, Definition, Enumeration, Node, NodeKind, Prose
from notes2anki.rules.kit.found import Found, own_lines, prose
from notes2anki.rules.kit.lines import answer_text, content_lines, says
from notes2anki.rules.kit.phrases import asks, clean_term, is_term, masked_brackets
from notes2anki.rules.kit.spot import Spot
from notes2anki.rules.kit.topics import split_label
from notes2anki.text import Mark, Text, join

_ARROW = re.compile(r"\s*(?:→|⇒|➔|➜|⟶|=>|->|-->|==>|>>(?!>))\s*")
_TAIL = re.compile(r"\s*(?:,{2,}|\.{3,}|…)\s*(?P<remark>.*)$")
_LONGEST_CAUSE = 140
_LONGEST_NAME = 60
_SHORTEST_MEANING = 8


def find(spot: Spot) -> Iterator[Found]:
    """Yield what stands before the block's first arrow as the cause, and the rest as its effect."""
    if spot.node.kind not in (NodeKind.ITEM, NodeKind.PARAGRAPH) or not spot.lines:
        return
    line = spot.said
    parts = _parts(line)
    if len(parts) < 2:
        return
    node, claims = spot.node, own_lines(spot.node)
    if not parts[0]:  # the line begins with an arrow: the cause stands before it
        before = _before(spot)
        if before is None:
            return
        parts[0], claims = says(before), own_lines(node, before)
    yield from _found(spot, parts, claims, node)


def _found(spot: Spot, parts: list[Text], claims: frozenset[int], node: Node) -> Iterator[Found]:
    label = split_label(parts[0])
    if label and len(parts) == 2 and not label[0].dropping(Mark.CODE).plain.strip():
        return  # `-p 8080:80`: what the code means, arrow and all
    if label and len(parts) > 2:
        members = tuple(answer_text(part) for part in (label[1], *parts[1:]))
        chain = Enumeration(clean_term(label[0], spot.cues), members, is_ordered=True)
        yield Found(chain, "list", claims, f"{label[0].plain} {label[1].plain}")
        return
    head = spot.parent
    if len(parts) > 2 and head and spot.is_term_alone(head) and all(len(part.plain) <= _LONGEST_NAME for part in parts):
        chain = Enumeration(spot.name_of(head), tuple(map(answer_text, parts)), is_ordered=True)
        yield Found(chain, "list", claims, " ".join(part.plain for part in parts))
        return
    if label and len(label[1].plain) >= _SHORTEST_MEANING and is_term(clean_term(label[0], spot.cues), spot.cues):
        term = clean_term(label[0], spot.cues)
        yield Found(Definition(term, prose(label[1])), "definition", claims, f"{term.plain} {label[1].plain}")
        parts = [term, *parts[1:]]
    effect, remark = _without_remark(join(parts[1:], " → "))
    cause = clean_term(parts[0], spot.cues) if len(parts[0].plain) <= _LONGEST_NAME else answer_text(parts[0])
    if not 2 <= len(cause.plain) <= _LONGEST_CAUSE or len(effect.plain) < 2 or asks(effect):
        return
    extra: tuple[Block, ...] = (Prose(remark),) if remark else ()
    if not re.search(r"[^\W\d_]", cause.plain) and spot.subject:  # `22 → SSH` under `Ports`
        source = f"{spot.subject.plain} {cause.plain}"
        yield Found(Attribute(spot.subject, cause, (Prose(effect),)), "effect", claims, source, extra)
        return
    source = " ".join(line.text.plain for line in content_lines(node)) or cause.plain
    yield Found(Cause(cause, (Prose(effect),)), "effect", claims, source, extra)


def _parts(line: Text) -> list[Text]:
    masked = masked_brackets(line.masked)
    cuts = [0]
    for found in _ARROW.finditer(masked):
        cuts += [found.start(), found.end()]
    cuts.append(len(masked))
    return [line.cut(start, end) for start, end in zip(cuts[::2], cuts[1::2], strict=True)]


def _before(spot: Spot) -> Node | None:
    before = spot.siblings[spot.place - 1] if spot.place else spot.parent
    return before if before is not None and before.lines and before.kind is not NodeKind.HEADING else None


def _without_remark(effect: Text) -> tuple[Text, Text]:
    """Cut off a remark after `,,,` or `…`, or a last clause of one's own experience."""
    found = _TAIL.search(effect.masked)
    if not found:
        return effect, Text()
    return effect.cut(0, found.start()), effect.cut(found.start("remark"))
