"""A head over three to seven numbered steps."""

from __future__ import annotations

from collections.abc import Iterator

from notes2anki.model import Enumeration
from notes2anki.rules.kit.found import Found, own_lines
from notes2anki.rules.kit.lines import says
from notes2anki.rules.kit.lists import HEADS, are_ordered, first_list, is_announced, list_subject
from notes2anki.rules.kit.phrases import is_term
from notes2anki.rules.kit.spot import Spot
from notes2anki.rules.kit.topics import lead_span, split_label
from notes2anki.text import Text

_LONGEST_STEP = 90  # characters
_MOST_WORDS = 3  # of a name
_FEWEST = 3  # unless the head announces them


def find(spot: Spot) -> Iterator[Found]:
    """Yield the numbered list under the block, if the head says of what; numbered definitions are none."""
    if spot.node.kind not in HEADS or not spot.lines:
        return
    children = first_list(spot)
    steps = tuple(says(child) for child in children)
    is_numbered = bool(children) and children[0].number is not None
    if (
        not is_numbered
        or not (2 if is_announced(spot) else _FEWEST) <= len(steps) <= spot.habits.most_members
        or not _are_steps(steps)
    ):
        return
    subject = list_subject(spot)
    if subject:
        claims = own_lines(spot.node, *children)
        source = f"{subject.plain} {steps[0].plain}"
        is_ordered = are_ordered(children, subject, spot.cues) and (
            is_announced(spot) or ", " in subject.plain or not _are_names(steps, spot)
        )
        yield Found(Enumeration(subject, steps, is_ordered=is_ordered), "list", claims, source)


def _are_names(steps: tuple[Text, ...], spot: Spot) -> bool:
    """Do all of them only name something, so that the numbers may mean nothing?"""
    return all(is_term(step, spot.cues, most_words=_MOST_WORDS) for step in steps)


def _are_steps(steps: tuple[Text, ...]) -> bool:
    named = sum(bool(split_label(step) or lead_span(step)) for step in steps)
    return 2 * named < len(steps) and all(0 < len(step.plain) <= _LONGEST_STEP for step in steps)
