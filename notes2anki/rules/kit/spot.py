"""Outline -> spots: each block with what a rule may look at: its parents, its neighbours, its language."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from notes2anki.cues import Cues, all_cues, fold, language_of
from notes2anki.model import Habits, Line, Node, NodeKind, Report, Sections
from notes2anki.rules.kit.lines import content_lines, is_resource, links_of, said_in, speaking
from notes2anki.rules.kit.phrases import clean_term, is_generic, is_property, is_term, without_number
from notes2anki.rules.kit.topics import split_label
from notes2anki.text import Mark, Text

_HEADING_WORDS = 8
_BULLET_WORDS = 6
_MOST_FOLLOWING = 12
_FEWEST_KANA = 0.1  # for each Han character


@dataclass(frozen=True, slots=True)
class Spot:
    """One block of a report, as a rule sees it."""

    node: Node
    parents: tuple[Node, ...]  # headings and bullets above it, outermost first
    siblings: tuple[Node, ...]  # the blocks beside it, itself among them
    place: int  # its place among them
    cues: Cues  # of its language
    home: Cues  # of the language that most of the report is in
    said: Text  # what its own lines say, ready for a card
    children: tuple[Node, ...] = ()  # those below it that say something, quoted or not, and may be told
    habits: Habits = Habits()  # what the user has a say in
    links: tuple[str, ...] = ()  # of the bullet above that names what the block is about
    keys: frozenset[str] = frozenset()  # labels, folded, that the report has under several heads

    @property
    def lines(self) -> tuple[Line, ...]:
        """The block's own lines."""
        return self.node.lines

    @property
    def head(self) -> Text:
        """The first of the block's own lines."""
        return self.node.lines[0].text if self.node.lines else Text()

    @property
    def following(self) -> tuple[Node, ...]:
        """The next blocks under the same parent, as many as a rule may look at."""
        return self.siblings[self.place + 1 : self.place + 1 + _MOST_FOLLOWING]

    @property
    def unquoted(self) -> tuple[Node, ...]:
        """The children that are not quoted from elsewhere."""
        own = {id(node) for node in self.node.children}
        return tuple(child for child in self.children if id(child) in own)

    @property
    def parent(self) -> Node | None:
        """The nearest heading or bullet above."""
        return self.parents[-1] if self.parents else None

    @property
    def subject(self) -> Text:
        """The nearest heading or bullet above that names something, as a term; empty if there is none."""
        names = (self.name_of(parent) for parent in reversed(self.parents))
        return next((name for name in names if name), Text())

    @property
    def trail(self) -> tuple[str, ...]:
        """The headings and bullets above, outermost first, those that say nothing left out."""
        names = (clean_term(parent.lines[0].text, self.cues) for parent in self.parents if parent.lines)
        return tuple(name.told for name in names if name and not self.is_generic(name) and not is_property(name))

    @property
    def formulas(self) -> tuple[tuple[str, int], ...]:
        """The formulas of the headings and bullets above, each with its line."""
        runs = (run for parent in self.parents for line in parent.lines[:1] for run in line.text.runs)
        return tuple([(run.text, run.line) for run in runs if Mark.MATH in run.marks])

    @property
    def tags(self) -> tuple[tuple[str, ...], ...]:
        """The hashtags of the block and of what stands above it, nearest first."""
        return tuple(node.tags for node in (self.node, *reversed(self.parents)) if node.tags)

    @property
    def is_first(self) -> bool:
        """Does nothing beside the block say anything before it?"""
        before = (self.siblings[place] for place in range(self.place - 1, -1, -1))
        return not any(speaking((node,)) for node in before)

    def is_term_alone(self, node: Node) -> bool:
        """Is the node a bullet of one line that names something and says nothing of it?"""
        lines = content_lines(node)
        name = self.name_of(node)
        is_bullet = node.kind is NodeKind.ITEM and len(lines) == 1 and bool(name)
        return is_bullet and fold(name.plain) == fold(clean_term(lines[0].text, self.cues).plain)

    def name_of(self, node: Node) -> Text:
        """Return what a heading or bullet names, as a term; empty where it names nothing."""
        return name_of(node, self.cues, self.habits.sections)

    def is_generic(self, text: Text) -> bool:
        """Does `text`, as a heading, say nothing of what stands under it?"""
        return is_generic(text, self.habits.sections)

    def wording(self, name: str) -> str:
        """Return the user's wording of this kind, else the built-in one."""
        return self.habits.wording(self.cues.language, name) or self.cues.wording(name)


def name_of(node: Node, cues: Cues, sections: Sections = Sections()) -> Text:
    """Return what a heading or bullet names, as a term (`X` of `X` or `X: …`); empty where it names nothing."""
    if not node.lines:
        return Text()
    line = without_number(node.lines[0].text)
    if is_resource(line):
        return Text()
    label = split_label(line)
    most_words = _HEADING_WORDS if node.kind is NodeKind.HEADING else _BULLET_WORDS
    for words in (*(label or ())[:1], line):
        name = clean_term(words, cues)
        if name and not is_generic(name, sections) and is_term(name, cues, most_words=most_words):
            return name
    return Text()


def walk(report: Report, habits: Habits = Habits()) -> Iterator[Spot]:
    """Yield a spot for every block of the report, parents before children, in the order of the lines."""
    home = _main_language(report.outline)
    keys = _keys(report.outline)
    yield from _walk(report.outline, (), home, habits, keys)


def _keys(outline: tuple[Node, ...]) -> frozenset[str]:
    """Return the labels that stand under more than one head: what they say is said of the head."""
    heads: dict[str, set[int]] = {}
    for head, node in _under(outline, 0):
        label = split_label(node.lines[0].text) if node.kind is NodeKind.ITEM and node.lines else None
        if label:
            heads.setdefault(fold(label[0].plain), set()).add(head)
    return frozenset(label for label, found in heads.items() if label and len(found) > 1)


def _under(nodes: tuple[Node, ...], head: int) -> Iterator[tuple[int, Node]]:
    """Yield each block with the first line of what stands right above it."""
    for node in nodes:
        yield head, node
        yield from _under(node.children, head if node.kind is NodeKind.QUOTE else node.first)


def _walk(
    nodes: tuple[Node, ...], parents: tuple[Node, ...], default: Cues, habits: Habits, keys: frozenset[str]
) -> Iterator[Spot]:
    links = _links_above(parents[-1], default, habits) if parents else ()
    for place, node in enumerate(nodes):
        cues = language_of(node.text.dropping(Mark.CODE, Mark.MATH, Mark.LINK).plain, default)
        said, children = said_in(node, cues), speaking(node.children)
        yield Spot(node, parents, nodes, place, cues, default, said, children, habits, links, keys)
        below = parents if node.kind is NodeKind.QUOTE else (*parents, node)
        yield from _walk(node.children, below, default, habits, keys)


def _links_above(parent: Node, cues: Cues, habits: Habits) -> tuple[str, ...]:
    """Return the links of a bullet that names something: what stands under it is told from there."""
    links = links_of(parent) if parent.kind is NodeKind.ITEM else ()
    return links if links and name_of(parent, cues, habits.sections) else ()


def _main_language(outline: tuple[Node, ...]) -> Cues:
    words = "".join(_sample(outline, 4000))
    counted = {cues.language: len(cues.letters.findall(words)) for cues in all_cues()}
    # Latin letters stand in every language's notes; they decide only where nothing else is frequent.
    counted["en"] = counted.get("en", 0) // 8
    # Japanese is written with Han characters, and Chinese without kana.
    if _FEWEST_KANA * counted.get("zh", 0) < counted.get("ja", 0):
        counted["ja"] += counted.pop("zh", 0)
    best = max(counted, key=lambda code: counted[code])
    return next(cues for cues in all_cues() if cues.language == best)


def _sample(nodes: tuple[Node, ...], most: int) -> Iterator[str]:
    """Yield the words of the first blocks, about `most` characters."""
    stack = list(reversed(nodes))
    while stack and most > 0:
        node = stack.pop()
        words = node.text.plain
        most -= len(words)
        yield words
        stack.extend(reversed(node.children))
