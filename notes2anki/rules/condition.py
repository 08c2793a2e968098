"""A condition and its effect; where a word in brackets names the whole, the name is asked for."""

from __future__ import annotations

import re
from collections.abc import Iterator

from notes2anki.cues import Cues
from notes2anki.model import Cause, Naming, NodeKind
from notes2anki.rules.kit.found import Found, own_lines, prose
from notes2anki.rules.kit.lines import sentences
from notes2anki.rules.kit.phrases import asks, is_fact, is_member, is_term
from notes2anki.rules.kit.spot import Spot
from notes2anki.text import Text

_GLOSS = re.compile(r"^(?P<description>.{10,}?)\s*[(（](?P<name>[^()（）]{2,40})[)）]\s*[.。]?$")
_EXAMPLE = re.compile(
    r"^(?:e\.?g|i\.?e|예|ex|cf|등|for example|like|such as|예를|즉|또는|or|\d|반대|이론|=)|등$", re.IGNORECASE
)
_LONGEST_CAUSE = 120
_FEWEST_WORDS = 2  # of a Korean cause: `학습할 때는` says of nothing what


def find(spot: Spot) -> Iterator[Found]:
    """Yield the block's condition with its effect, or what they are called together."""
    if spot.node.kind not in (NodeKind.ITEM, NodeKind.PARAGRAPH) or not spot.lines:
        return
    line = (sentences(spot.said) or (Text(),))[0] if spot.node.kind is NodeKind.PARAGRAPH else spot.said
    yield from _named(spot, line) or _effect(spot, line)


def _in_prose(spot: Spot) -> float:
    return 0.8 if spot.node.kind is NodeKind.PARAGRAPH else 1.0


def _has_subject(spot: Spot) -> bool:
    """Is the block about the bullet above it, so that the bullet is to be asked for?"""
    parent = spot.parent
    return parent is not None and parent.kind is NodeKind.ITEM and bool(spot.name_of(parent))


def _named(spot: Spot, line: Text) -> list[Found]:
    found = _GLOSS.match(line.masked)
    if not found or _EXAMPLE.search(found["name"]) or not spot.cues.condition.match(found["description"]):
        return []
    description, name = line.cut(*found.span("description")), line.cut(*found.span("name"))
    if not is_fact(description, spot.cues) or not is_term(name, spot.cues):
        return []
    return [Found(Naming(description, name), "name", own_lines(spot.node), line.plain)]


def _is_told(cause: str, effect: Text, cues: Cues) -> bool:
    """Does the effect say something? After an English `if …,` any clause does, after `하려면` the name of a means."""
    is_means = cause.endswith("려면") and is_member(effect, cues)
    return (
        is_means
        or is_fact(effect, cues)
        or (cues.language == "en" and len(effect.plain.split()) > 2 and not asks(effect))
    )


def _effect(spot: Spot, line: Text) -> list[Found]:
    if _has_subject(spot):
        return []
    for pattern, weight in ((spot.cues.condition, 1.0), (spot.cues.reason, 0.95)):
        found = pattern.match(line.masked)
        if (
            found
            and len(found["cause"]) <= _LONGEST_CAUSE
            and (spot.cues.language != "ko" or len(found["cause"].split()) >= _FEWEST_WORDS)
            and _is_told(found["cause"], line.cut(*found.span("effect")), spot.cues)
        ):
            cause, effect = line.cut(*found.span("cause")), line.cut(*found.span("effect"))
            return [
                Found(
                    Cause(cause, prose(effect)),
                    "effect",
                    own_lines(spot.node),
                    line.plain,
                    weight=weight * _in_prose(spot),
                )
            ]
    return []
