"""A card as tests need one, and the blocks of an outline."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from notes2anki.model import Card, Kind, Node, Prose, Status
from notes2anki.text import plain_text

CARD = Card(
    guid="guid",
    key="key",
    kind=Kind.QA,
    question=plain_text("Q"),
    answer=(Prose(plain_text("A")),),
    path="notes/day.md",
    first=7,
    last=8,
    rule="arrow",
    score=0.9,
    status=Status.KEEP,
    language="",
    source_text="qa",
    slot="",
)
"""The plainest of kept cards; a test says with `replace` what matters to it."""


def all_nodes(nodes: Iterable[Node]) -> Iterator[Node]:
    """Yield blocks and all that stands below them, in their order."""
    for node in nodes:
        yield node
        yield from all_nodes(node.children)
