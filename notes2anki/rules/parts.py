"""A head over bullets that each begin with a name: the names, as a short closed list."""

from __future__ import annotations

from collections.abc import Iterator

from notes2anki.cues import fold
from notes2anki.model import Enumeration
from notes2anki.rules.kit.found import Found, own_lines
from notes2anki.rules.kit.lines import says
from notes2anki.rules.kit.lists import HEADS, are_ordered, names_of
from notes2anki.rules.kit.phrases import clean_term, is_attribute, is_term, without_number
from notes2anki.rules.kit.spot import Spot
from notes2anki.rules.kit.topics import split_label
from notes2anki.text import Text


def find(spot: Spot) -> Iterator[Found]:
    """Yield the names of the children, if the block announces them: by a colon at its end, or by a word (`types`)."""
    children = spot.unquoted
    if spot.node.kind not in HEADS or not 2 <= len(children) <= spot.habits.most_members:
        return
    line = without_number(spot.said) if spot.lines else Text()
    is_announced = line.plain.endswith((":", "：")) or bool(
        spot.cues.announces.search(clean_term(line, spot.cues).plain)
    )
    if not is_announced:
        return
    names = names_of(children, spot)
    label = split_label(line)
    subject = clean_term(label[0] if label else line, spot.cues)
    is_named = is_term(subject, spot.cues) and not is_attribute(subject) and not spot.is_generic(subject)
    if is_named and names:
        source = f"{subject.plain} {line.plain}"
        is_ordered = are_ordered(children, subject, spot.cues)
        parts = Enumeration(subject, names, is_ordered=is_ordered)
        told = zip(children, names, strict=True)
        bare = (child for child, name in told if not child.children and fold(says(child).plain) == fold(name.plain))
        yield Found(parts, "parts", own_lines(spot.node, *bare), source, others=own_lines(*children))
