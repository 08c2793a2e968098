"""Outline -> statements: each block of a report in its place, READ ONCE.

What rules ask of a block (what it says, what it names, what stands above and below) is found once and kept here.
Labelled lines (`Hint: …`) are set apart first: they are said of a card, and are no part of what a rule looks at. A
remark (`look this up again`) is said of nothing: the block is what it would be without that line.
"""

from __future__ import annotations

import copy
import re
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from itertools import islice, pairwise

from notes2anki.labels import label_of
from notes2anki.languages import Language, all_languages, every, fold, language_of
from notes2anki.model import Habits, Line, Node, NodeKind, Report, joined
from notes2anki.rules.answers import answer_text, content_lines, is_resource, links_of
from notes2anki.rules.phrase import Phrase, lazy
from notes2anki.text import Mark, Text

HEADS = (NodeKind.ITEM, NodeKind.HEADING)
TOLD = (NodeKind.ITEM, NodeKind.PARAGRAPH)
REAL_LEVELS = 6
"""The levels of headings that the author wrote as such."""

_HEADING_WORDS = 8
_BULLET_WORDS = 6
_LONGEST_NAME = 40
_MOST_FOLLOWING = 12
_FEWEST_KANA = 0.1  # for each Han character
_PROPERTY = re.compile(r"^[\w-]+::(?:\s|$)")
_SAID_IN_KOREAN = re.compile(r"[가-힣](?:다|음|함|됨|임|없음|있음|요|죠)[)~!;]*$")
_SHORTEST_WRAPPED = 60  # characters of a line that the editor may have broken
_OPEN_OR_ENDED = re.compile(
    r"(?:[,:(\[{&+/-]|[.!?][)\"']?|\b(?:the|an?|of|to|in|on|at|by|for|with|from|and|or|is|are))$", re.IGNORECASE
)
_OPEN = re.compile(r"(?:[,:(\[{&+/-]|\b(?:the|an?|of|to|in|on|at|by|for|with|from|and|or|is|are))$", re.IGNORECASE)
_LOOKS_BACK = ("revisit", "reviewed")
DOUBTED = re.compile(r"\S[?？]{2,}")
_CAPITAL = re.compile(r"[A-Z`*]")
_MARKED = re.compile(r"[QAC]\d{0,3}[:：]")  # `Q: …` before a list
_BULLET = re.compile(r"[-–•·]\s+(?=\S)")  # one more than the list has
_PAIR = re.compile(r"\s:::?\s")  # the author's own `term :: meaning`


@dataclass(frozen=True, slots=True)
class Aside:
    """A labelled line that is said of a card."""

    text: Text
    lines: frozenset[int]


@dataclass(eq=False)
class Outline:
    """A report as the rules see it."""

    report: Report
    habits: Habits
    home: Language  # that most of the report is in
    statements: tuple[Statement, ...] = ()  # parents before children, in the order of the lines

    @lazy
    def keys(self) -> frozenset[str]:
        """The labels, folded, that stand under more than one head: what they say is said of the head."""
        heads: dict[str, set[int]] = {}
        for statement in self.statements:
            label = statement.head.label if statement.node.kind is NodeKind.ITEM and statement.lines else None
            if label:
                heads.setdefault(label[0].folded, set()).add(id(statement.parent))
        return frozenset(label for label, found in heads.items() if label and len(found) > 1)

    @lazy
    def asides(self) -> re.Pattern[str]:
        """What a labelled line begins with."""
        return label_of(every("hints") | {*self.habits.labels})


@dataclass(eq=False)
class Statement:
    """One block of a report, as a rule sees it."""

    outline: Outline
    node: Node
    parent: Statement | None  # the heading or bullet that it stands under
    place: int  # among the blocks beside it
    siblings: list[Statement] = field(default_factory=list)  # the blocks beside it, itself among them
    inner: list[Statement] = field(default_factory=list)  # the blocks right below it, quoted ones among them
    lines: tuple[Line, ...] = ()  # its own, asides left out
    asides: tuple[Aside, ...] = ()
    remarks: tuple[tuple[Line, str], ...] = ()  # each with the name of the pattern that tells it
    as_written: Node | None = None  # the block with them
    is_aside: bool = False  # all that it says is an aside of the bullet above
    excluded: str | None = None  # why no rule may look at it; empty: it says nothing

    @property
    def habits(self) -> Habits:
        """What the user has a say in."""
        return self.outline.habits

    @lazy
    def language(self) -> Language:
        """The language of its words."""
        return language_of(self.text.spoken, self.outline.home)

    # --- what it says ------------------------------------------------------------------------------------------

    @lazy
    def text(self) -> Text:
        """All its own lines as one text."""
        return joined(self.lines)

    @lazy
    def head(self) -> Phrase:
        """The first of its own lines."""
        return self.phrase(self.lines[0].text if self.lines else Text())

    @lazy
    def content(self) -> tuple[Line, ...]:
        """Its lines that say something: neither empty nor a link or image alone."""
        return content_lines(self.node if self.lines is self.node.lines else replace(self.node, lines=self.lines))

    @lazy
    def whole(self) -> Phrase:
        """What all its lines say, links and pictures left out."""
        return _unbulleted(self.phrase(answer_text(joined(self.content))))

    @lazy
    def said(self) -> Phrase:
        """What it says, without the word that ties it to the line before; of a paragraph, the first of its groups."""
        if self.node.kind is NodeKind.PARAGRAPH and self.groups:
            return _unbulleted(self.phrase(answer_text(joined(self.groups[0])))).untied
        return self.whole.untied

    @lazy
    def claim(self) -> Phrase:
        """What a rule looks at: the first sentence of a paragraph, all that a bullet says."""
        return self.said.sentence if self.node.kind is NodeKind.PARAGRAPH else self.said

    @lazy
    def groups(self) -> tuple[tuple[Line, ...], ...]:
        """Its lines, set apart where the author began a new thought without a full stop."""
        groups: list[list[Line]] = []
        for line in self.content:
            if groups and not _begins_anew(groups[-1][-1].text.plain.rstrip(), line.text.plain.lstrip()):
                groups[-1].append(line)
            else:
                groups.append([line])
        return tuple(map(tuple, groups))

    @lazy
    def speaks(self) -> bool:
        """Does it say something: no picture, bare link, break or empty bullet?"""
        return bool(self.node.rows or self.node.code or self.content)

    def phrase(self, text: Text) -> Phrase:
        """Return a text in the language of this block."""
        return Phrase(text, self.language)

    # --- what stands around it ---------------------------------------------------------------------------------

    @lazy
    def chain(self) -> tuple[Statement, ...]:
        """The headings and bullets above it, nearest first."""
        return (self.parent, *self.parent.chain) if self.parent else ()

    @property
    def above(self) -> tuple[Node, ...]:
        """The blocks of the chain, outermost first."""
        return tuple(one.node for one in reversed(self.chain))

    @property
    def under_sections(self) -> Statement:
        """The same under its sections alone: a marked line before a list was taken for a heading."""
        chain = tuple(one for one in self.chain if one.node.level <= REAL_LEVELS and not _MARKED.match(one.head.plain))
        return self.like(chain=chain, parent=chain[0] if chain else None)

    def of_sentence(self, sentence: Phrase) -> Statement:
        """Return the same block saying no more than one of its sentences."""
        return self.like(said=sentence, claim=sentence)

    def of_group(self, lines: tuple[Line, ...]) -> Statement:
        """Return the same paragraph saying no more than one of its groups."""
        twin = self.like(groups=(lines,))
        twin.__dict__.pop("said", None)
        return twin

    def like(self, **changed: object) -> Statement:
        """Return a copy with some readings in the place of its own."""
        twin: Statement = copy.copy(self)
        twin.__dict__.update(changed)
        for stale in ("trail", "formulas", "links", "subject_of"):
            twin.__dict__.pop(stale, None)
        return twin

    @lazy
    def children(self) -> tuple[Statement, ...]:
        """Those below that say something and may be told; of a quotation, what is quoted."""
        return tuple(_telling(self.inner))

    @lazy
    def unquoted(self) -> tuple[Statement, ...]:
        """The children that are not quoted from elsewhere."""
        own = set(self.inner)
        return tuple(child for child in self.children if child in own)

    @property
    def following(self) -> list[Statement]:
        """The next blocks under the same parent, as many as a rule may look at."""
        return self.siblings[self.place + 1 : self.place + 1 + _MOST_FOLLOWING]

    @lazy
    def is_first(self) -> bool:
        """Does nothing beside it say anything before it?"""
        return not any(map(_speaks, islice(self.siblings, self.place)))

    # --- what it names -----------------------------------------------------------------------------------------

    @lazy
    def name(self) -> Phrase:
        """What it names as a heading or bullet, as a term (`X` of `X` or `X: …`); empty where it names nothing."""
        line = self.head.unnumbered
        if not self.lines or is_resource(line.text):
            return self.phrase(Text())
        most_words = _HEADING_WORDS if self.node.kind is NodeKind.HEADING else _BULLET_WORDS
        label, asked = line.label, line.asked_term
        labels = () if not label else label if label[0].only_counts else label[:1]  # `Option 1: …` names what follows
        for words in (asked,) if asked else (*labels, line):
            name: Phrase = words.term.without_opening
            says_nothing = name.is_generic(self.habits.sections) or (words is not line and name.only_counts)
            if name and not says_nothing and name.is_name(most_words):
                return name
        return self.phrase(Text())

    @lazy
    def is_term_alone(self) -> bool:
        """Is it a bullet of one line that names something and says nothing of it?"""
        is_bullet = self.node.kind is NodeKind.ITEM and len(self.content) == 1 and bool(self.name)
        return is_bullet and self.name.folded == self.phrase(self.content[0].text).term.folded

    @property
    def is_under_term(self) -> bool:
        """Does it stand right under a bullet that only names something?"""
        return self.parent is not None and self.parent.is_term_alone

    @lazy
    def trail(self) -> tuple[str, ...]:
        """The headings and bullets above, outermost first, those that say nothing left out."""
        sections = self.habits.sections
        shown: list[str] = []
        for name in (above.head.term for above in reversed(self.chain) if above.lines):
            if name and not name.is_generic(sections) and not _PROPERTY.match(name.masked):
                label = name.label
                named = label[1].term if label and label[0].is_generic(sections) else name
                shown.append(named.in_short.text.told)
        return tuple(shown)

    @lazy
    def formulas(self) -> tuple[tuple[str, int], ...]:
        """The formulas of the headings and bullets above, each with its line."""
        runs = (run for above in reversed(self.chain) for run in above.head.text.runs)
        return tuple([(run.text, run.line) for run in runs if Mark.MATH in run.marks])

    @lazy
    def links(self) -> tuple[str, ...]:
        """The links of the bullet right above, if that names something: what stands under it is told from there."""
        parent = self.parent
        links = parent.own_links if parent and parent.node.kind is NodeKind.ITEM else ()
        return links if links and parent and parent.name else ()

    @lazy
    def own_links(self) -> tuple[str, ...]:
        """The links in its own lines and in children that are links alone."""
        return links_of(self.node)

    @property
    def tags(self) -> tuple[tuple[str, ...], ...]:
        """The hashtags of the block and of what stands above it, nearest first."""
        return tuple(one.node.tags for one in (self, *self.chain) if one.node.tags)


# --- lists ---------------------------------------------------------------------------------------------------------


def names_of(members: tuple[Statement, ...]) -> tuple[Phrase, ...]:
    """Return the names with which the list's members begin; nothing unless each has one."""
    names = tuple(_name(member) for member in members)
    return tuple(name for name in names if name) if all(names) else ()


def are_ordered(members: tuple[Statement, ...], name: Phrase) -> bool:
    """Are the members numbered for their order: steps, and not the types or reasons that the name announces?"""
    is_numbered = all(member.node.number is not None for member in members)
    return is_numbered and not name.home.pattern("unordered").search(name.plain)


def _name(member: Statement) -> Phrase | None:
    line = member.whole
    name = line.label[0].term if line.label else line.cut(0, line.lead).term if line.lead else None
    return name if name and len(name.plain) <= _LONGEST_NAME and not name.is_attribute else None


def read(report: Report, habits: Habits = Habits()) -> Outline:
    """Return the statements of a report. Total: any outline has some."""
    outline = Outline(report, habits, _main_language(report.outline))
    statements: list[Statement] = []
    _add(statements, outline, report.outline, None)
    outline.statements = tuple(statements)
    return outline


def _add(
    statements: list[Statement], outline: Outline, nodes: tuple[Node, ...], parent: Statement | None
) -> list[Statement]:
    """Append a statement for each block, parents before children; return those of `nodes`."""
    beside: list[Statement] = []
    for node in nodes:
        statement = Statement(outline, node, parent, len(beside), beside, lines=node.lines)
        _set_remarks(statement)
        _set_asides(statement)
        beside.append(statement)
        statements.append(statement)
        below = parent if node.kind is NodeKind.QUOTE else statement
        statement.inner = _add(statements, outline, node.children, below)
    return beside


def _telling(blocks: list[Statement]) -> Iterator[Statement]:
    for one in blocks:
        if one.node.kind is NodeKind.QUOTE:
            yield from _telling(one.inner)
        elif one.speaks and not one.is_aside and (not one.excluded or one.node.kind is NodeKind.CODE):
            yield one


def _unbulleted(told: Phrase) -> Phrase:
    bullet = _BULLET.match(told.masked)
    return told.cut(bullet.end()) if bullet else told


def _speaks(one: Statement) -> bool:
    return any(map(_speaks, one.inner)) if one.node.kind is NodeKind.QUOTE else one.speaks


def _begins_anew(before: str, line: str) -> bool:
    """Is `before` a whole thought without a mark at its end: a Korean sentence, or a short Latin line?"""
    if _SAID_IN_KOREAN.search(before):
        return True
    is_short = len(before) < _SHORTEST_WRAPPED and not _OPEN_OR_ENDED.search(before)
    return is_short and before.isascii() and bool(_CAPITAL.match(line))


# --- remarks and labelled lines ------------------------------------------------------------------------------------


def _set_remarks(statement: Statement) -> None:
    """Take the lines below the first one away that only say that their author looks, or looked, at it again."""
    node, label = statement.node, statement.outline.asides
    written = node.written or node.lines
    if node.kind not in TOLD or len(written) < 2:
        return
    patterns = (*((name, statement.language.pattern(f"never.{name}")) for name in _LOOKS_BACK), ("revisit", DOUBTED))
    starts = {line.number for line in node.lines}
    found: list[tuple[Line, str]] = []
    for before, line in pairwise(written):
        words = before.text.plain.rstrip()
        begins = line.number in starts
        if label.match(line.text.plain) or not (begins or not _OPEN.search(words)):
            continue
        is_short = begins or len(words) < _SHORTEST_WRAPPED
        # Of a line that may have been wrapped, the words have to begin the next one.
        told = line.text.masked
        names = (name for name, pattern in patterns if (pattern.search(told) if is_short else pattern.match(told)))
        found += [(line, name) for name in names][:1]
    if found:
        bare = _without(node, frozenset(line.number for line, _ in found))
        statement.node, statement.lines, statement.remarks, statement.as_written = bare, bare.lines, tuple(found), node


def _without(node: Node, gone: frozenset[int]) -> Node:
    written = tuple(line for line in node.written if line.number not in gone)
    return replace(node, lines=tuple(_kept(node, gone)), written=written)


def _set_asides(statement: Statement) -> None:
    """Set the labelled lines of a block apart, if it says something else, too, or stands under one that does."""
    node, label = statement.node, statement.outline.asides
    written = node.written or node.lines
    if node.kind not in TOLD or not any(label.match(line.text.plain) for line in written):
        return
    groups = _groups(node, label)
    found = [group for group in groups if label.match(group[0].text.plain)]
    asides = tuple(Aside(joined(group), frozenset(line.number for line in group)) for group in found)
    if groups[0] is not found[0]:
        gone = frozenset().union(*(aside.lines for aside in asides))
        bare = Statement(statement.outline, node, statement.parent, 0, lines=tuple(_kept(node, gone)), asides=asides)
        if node.children or not bare.is_term_alone:
            statement.lines, statement.asides = bare.lines, asides
        return
    parent = statement.parent
    if len(found) == len(groups) and not node.children and parent and _says(parent):
        statement.is_aside = True
        parent.asides = (*parent.asides, *asides)


def _says(parent: Statement) -> bool:
    """Does the bullet above say something of what it names?"""
    if parent.node.kind is not NodeKind.ITEM or not parent.lines:
        return False
    return bool(_PAIR.search(parent.head.masked)) or not parent.is_term_alone


def _groups(node: Node, label: re.Pattern[str]) -> list[list[Line]]:
    """Return the node's lines, a labelled one by itself even where it was taken for the end of a wrapped one."""
    starts = {line.number for line in node.lines}
    groups: list[list[Line]] = []
    for line in node.written or node.lines:
        if not groups or line.number in starts or label.match(line.text.plain):
            groups.append([line])
        else:
            groups[-1].append(line)
    return groups


def _kept(node: Node, gone: frozenset[int]) -> Iterator[Line]:
    ends = (*(line.number for line in node.lines[1:]), node.last + 1)
    waiting = deque(node.written or node.lines)
    for line, end in zip(node.lines, ends, strict=False):
        parts: list[Line] = []
        while waiting and waiting[0].number < end:
            part = waiting.popleft()
            parts += [part] if part.number >= line.number else []
        kept = [part for part in parts if part.number not in gone]
        if len(kept) == len(parts):
            yield line
        elif kept:
            yield Line(kept[0].number, joined(kept), ends=kept[-1].ends)


# --- the report's language -----------------------------------------------------------------------------------------


def _main_language(outline: tuple[Node, ...]) -> Language:
    words = "".join(_sample(outline, 4000))
    counted: dict[str, float] = {one.code: len(one.pattern("letters").findall(words)) for one in all_languages()}
    # Latin letters stand in every language's notes; they decide only where nothing else is frequent.
    counted["en"] = counted.get("en", 0) / 8
    # Japanese is written with Han characters, and Chinese without kana.
    if _FEWEST_KANA * counted.get("zh", 0) < counted.get("ja", 0):
        counted["ja"] += counted.pop("zh", 0)
    best = max(counted, key=lambda code: counted[code]) if any(counted.values()) else "en"
    return next(one for one in all_languages() if one.code == best)


def _sample(nodes: tuple[Node, ...], most: int) -> Iterator[str]:
    """Yield the words of the first blocks, about `most` characters."""
    stack = list(reversed(nodes))
    while stack and most > 0:
        node = stack.pop()
        words = fold(node.text.plain)
        most -= len(words)
        yield words
        stack.extend(reversed(node.children))
