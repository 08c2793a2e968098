"""What a rule yields, and the pieces that rules build it from."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from notes2anki.model import Block, Bullets, Code, Concept, Grid, Habits, Node, NodeKind, Prose
from notes2anki.rules.kit.lines import answer_text, says
from notes2anki.rules.kit.spot import Spot
from notes2anki.text import Text


@dataclass(frozen=True, slots=True)
class Found:
    """A concept that a rule found at a spot.

    `claims` are the lines that it uses up: no later rule makes a card of them.
    `others` are further lines that it is told from, which it leaves to other rules.
    `source` is the text of the bullet, with its subject where the fact needs it.
    `weight` (0-1) is the rule's own doubt.
    """

    concept: Concept
    slot: str
    claims: frozenset[int]
    source: str
    extra: tuple[Block, ...] = ()
    weight: float = 1.0
    others: frozenset[int] = frozenset()
    is_aside: bool = False  # told beside what the line is about: takes part in no dispute over its lines
    is_whole: bool = False  # the author marked what to ask and answer: all of it is shown, pictures in their place
    is_reversed: bool = False  # asked both ways
    sources: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()  # nearer than those of the block


Rule = Callable[[Spot], Iterator[Found]]
NamedRules = tuple[tuple[str, Rule], ...]

Hit = tuple[str, Spot, Found]
"""A rule's name, where it looked, and what it found there."""


def own_lines(*nodes: Node) -> frozenset[int]:
    """Return the numbers of the nodes' own lines, their children's left out."""
    return frozenset(line for node in nodes for line in range(node.first, node.last + 1))


def prose(text: Text) -> tuple[Block, ...]:
    """Return `text` as the one paragraph of an answer."""
    clean = answer_text(text)
    return (Prose(clean),) if clean else ()


def blocks_of(nodes: Iterable[Node]) -> tuple[Block, ...]:
    """Return `nodes` as the blocks of an answer: bullets as a list, code and tables as they are."""
    out: list[Block] = []
    for node in nodes:
        block = _block(node)
        before = out[-1] if out else None
        if isinstance(block, Bullets) and isinstance(before, Bullets) and before.is_ordered == block.is_ordered:
            out[-1] = Bullets((*before.members, *block.members), block.is_ordered)
        elif block is not None:
            out.append(block)
    return tuple(out)


def pictures(nodes: Iterable[Node]) -> tuple[Block, ...]:
    """Return the pictures in the own lines of `nodes`, each a paragraph."""
    return pictures_in(line.text for node in nodes for line in node.lines)


def pictures_in(texts: Iterable[Text]) -> tuple[Block, ...]:
    """Return the pictures in the texts, each a paragraph."""
    return tuple(Prose(Text((run,))) for text in texts for run in text.images)


def _without_colon(text: Text) -> Text:
    """Return a bullet's text without the colon that leads to what is not shown below it."""
    return text.cut(0, -1) if text.masked.endswith((":", "：")) else text


def _block(node: Node) -> Block | None:
    match node.kind:
        case NodeKind.ITEM:
            text = _without_colon(says(node))
            return Bullets((text,), node.number is not None) if text else None
        case NodeKind.CODE:
            return Code(node.code, node.language, node.first)
        case NodeKind.TABLE:
            return Grid(tuple(row.cells for row in node.rows), node.sides)
        case _:
            text = says(node)
            return Prose(text) if text else None


def switched_on(rules: NamedRules, habits: Habits) -> NamedRules:
    """Return `rules` without those that the user switched off."""
    return tuple(named for named in rules if named[0] not in habits.rules_off)
