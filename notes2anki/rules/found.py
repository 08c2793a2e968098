"""What a rule yields."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from notes2anki.model import Aspect, Block, Bullets, Grid, Prose, texts_of
from notes2anki.rules.answers import answer_text, prose
from notes2anki.rules.phrase import Phrase, joined
from notes2anki.rules.statement import Statement
from notes2anki.text import Mark, Text, join


@dataclass(frozen=True, slots=True)
class Found:
    """What a rule found at a statement.

    `claims` are the lines that it uses up: no later rule makes a card of them.
    `others` are further lines that it is told from, which it leaves to other rules.
    `source` is the text of the bullet, with its subject where the fact needs it.
    `weight` (0-1) is the rule's own doubt.
    """

    aspect: Aspect
    subject: Text
    answer: tuple[Block, ...]
    slot: str
    claims: frozenset[int]
    source: str
    name: Text = Text()
    extra: tuple[Block, ...] = ()
    weight: float = 1.0
    others: frozenset[int] = frozenset()
    is_aside: bool = False  # told beside what the line is about: takes part in no dispute over its lines
    is_whole: bool = False  # the author marked what to ask and answer: all of it is shown, pictures in their place
    is_reversed: bool = False  # asked both ways
    sources: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()  # nearer than those of the block


Rule = Callable[[Statement], Iterator[Found]]
NamedRules = tuple[tuple[str, Rule], ...]

Hit = tuple[str, Statement, Found]
"""A rule's name, where it looked, and what it found there."""


Contrast = tuple[tuple[Phrase, ...], tuple[Phrase, ...]]
"""Topics, and what is said of each; or one thing said of all of them."""


def contrasted(
    contrast: Contrast, slot: str, claims: frozenset[int], source: str, extra: tuple[Block, ...] = ()
) -> Found:
    """Return the finding of a contrast."""
    topics, claims_told = contrast
    pairs = zip(topics, claims_told, strict=False)
    told = tuple(join((topic.text.marked(Mark.STRONG), answer_text(claim.text)), ": ") for topic, claim in pairs)
    answer: Block = Bullets(told) if len(claims_told) > 1 else Prose(answer_text(claims_told[0].text))
    return Found(Aspect.CONTRAST, joined(topics, " vs "), (answer,), slot, claims, source, extra=extra)


def texts_told(found: Found) -> tuple[Text, ...]:
    """Return what is asserted: the answer, and what is no question of the author's own."""
    shown = (block for block in found.answer if not isinstance(block, Grid))  # what a table holds is judged by nobody
    texts = tuple(text for block in shown for text in texts_of(block))
    match found.aspect:
        case Aspect.QUESTION:
            return texts
        case Aspect.CONDITION | Aspect.REASON | Aspect.CONSEQUENCE | Aspect.NAME:
            return (found.name, *texts)
        case Aspect.GAP:
            return (found.name,)
        case _:
            return (found.subject, *texts)


def standing_alone(found: Found) -> int:
    """Return how many of the told texts no other stands before: `this` in an answer means what is asked for."""
    if found.aspect in (Aspect.FACT, Aspect.FACTS, Aspect.ATTRIBUTE) and found.slot != "definition":
        return 2
    return 0 if found.aspect is Aspect.QUESTION else 1


def as_members(members: tuple[Phrase, ...], *, is_ordered: bool = False) -> tuple[Bullets, ...]:
    """Return phrases as the list that answers."""
    texts = {member.folded or member.plain: member.text for member in reversed(members)}
    return (Bullets(tuple(reversed(texts.values())), is_ordered),)


def as_prose(phrase: Phrase) -> tuple[Block, ...]:
    """Return a phrase as the one paragraph of an answer."""
    return prose(phrase.text)


def as_paragraphs(phrases: tuple[Phrase, ...]) -> tuple[Prose, ...]:
    """Return each phrase as a paragraph."""
    return tuple(Prose(phrase.text) for phrase in phrases)
