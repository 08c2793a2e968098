"""What never is a card, and what speaks against one: sections judged once, as a whole, and lines by themselves.

A section's name counts only as a whole word, and only where nothing else stands in its heading; a definition right
below outweighs it. A meeting or a list of roles is told by several signs together.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Callable, Iterator

from notes2anki.languages import all_languages, every, fold
from notes2anki.model import Doubt, NodeKind, Sections
from notes2anki.rules.answers import is_bare_link
from notes2anki.rules.phrase import once
from notes2anki.rules.statement import DOUBTED, HEADS, Outline, Statement
from notes2anki.text import Text

_LIQUID = re.compile(r"\{\{\s*(?:site|page)\.(?![^{}\n]{0,200}\}\})")  # one that is whole is gone, or meant to be seen
_BARE_QUESTION = re.compile(
    r"(?:why|how|what|when|where|who)\s(?:is|are|do|does|did|can|could|should|would|to)\b[^?.:=]*$", re.IGNORECASE
)
_SPEAKER = re.compile(r"^\S{2,5}님\s*[:：]")
_NUMBER = re.compile(r"^\W*\d+[.)]\s*")
_WORDS = re.compile(r"[^\W_]+")
_HANGUL_NAME = re.compile(r"[가-힣]{3}")
_EXAMPLE = re.compile(r"\W*(?:an? )?(?:worked )?(?:examples?|e\.?g|예시?|예제|실습|例題?|示例)(?:\W|$)", re.IGNORECASE)
_LONGEST_SECTION = 40
_LONGEST_STANDING = 30  # letters of a heading that a weak or boosted section's name may stand in
_LONGEST_BLOCK = 4000  # characters
_FEWEST_NAMES = 3
_TITLES = 7  # the level of the last headings that the author wrote as such, or in bold
_FEWEST_TALKING = 4  # lines of a section
_SHARE_OF_TALK = 0.34
_SHARE_OF_NAMES = 0.75  # of the lines of a table of contents
WEAK = 0.9
FACTORS = {
    "opinion": 0.75,
    "deictic": 0.6,
    "pointing": 0.6,
    "anecdote": 0.7,
    "vague": 0.95,
    "past": 0.7,
    "team talk": 0.6,
    "worked example": 0.6,
    "instruction": 0.7,
    "boosted section": 1.15,
}
NEVER = {
    "person": "about a person",
    "plan": "a plan",
    "feeling": "a feeling",
    "revisit": "to revisit",
    "reviewed": "looked at again",
    "request": "a question without an answer",
    "pointer": "points at something to read",
}


def judge(outline: Outline) -> None:
    """Say of every statement why no rule may look at it, if so; parents come before their children."""
    for statement in outline.statements:
        parent = statement.parent
        above = parent.excluded if parent and _covers_all_below(parent) else None
        why = above or section_reason(statement)
        statement.excluded = why if why is not None else _line_reason(statement)


def _covers_all_below(parent: Statement) -> bool:
    """Does what keeps a block from being a card hold for all that stands under it?"""
    why = parent.excluded or ""
    return why.startswith("in a section of ") or (why == NEVER["person"] and not parent.said.is_question)


def section_reason(statement: Statement) -> str | None:
    """Return why nothing under this block may become a card; None if it may."""
    if statement.node.kind not in HEADS or (statement.node.kind is NodeKind.ITEM and not statement.inner):
        return None
    if _lists_roles(statement):
        return "in a section of roles"
    if _is_agenda(statement) or _is_index(statement):
        return "in a section of contents"
    why = _out_reason(statement)
    if why is None or (why in _OUTWEIGHED and _is_defined_below(statement)):
        return None
    return f"in a section of {why}"


_OUTWEIGHED = ("to-do", "references", "logistics")
"""Sections whose names are also terms: tasks, links, a schedule."""


def _line_reason(statement: Statement) -> str | None:
    node = statement.node
    if node.kind in (NodeKind.BREAK, NodeKind.QUOTE, NodeKind.CODE):
        return "code" if node.kind is NodeKind.CODE else ""
    if node.kind is NodeKind.TABLE:
        return None
    return next((why for why, is_so in _REASONS if is_so(statement)), None) or _never_reason(statement)


# --- a line by itself ----------------------------------------------------------------------------------------------


def _is_directive(statement: Statement) -> bool:
    return bool(_LIQUID.search(statement.said.plain)) or bool(re.match(r"[\w-]+::(?:\s|$)", statement.said.masked))


def _is_logistics(statement: Statement) -> bool:
    """Does the line say when or where one met, or who wrote the notes? Under a bullet's term it says who made that."""
    label = statement.said.label
    if not label or len(label[0].plain) > 20 or label[1].is_clause or label[1].says_meaning:
        return False
    if not any(label[0].folded in names for names in _out_names(Sections())):
        return False
    return not (statement.is_under_term and label[0].folded in every("attributes"))


def _matches(name: str) -> Callable[[Statement], bool]:
    """Return whether a block's words match the pattern `name` of any language."""
    return lambda statement: any(one.pattern(name).search(statement.said.plain) for one in all_languages())


def _is_bare_question(statement: Statement) -> bool:
    is_open = statement.node.kind is NodeKind.ITEM and not statement.node.children
    return is_open and bool(_BARE_QUESTION.match(statement.said.plain))


_REASONS: tuple[tuple[str, Callable[[Statement], bool]], ...] = (
    ("a to-do", lambda statement: statement.node.is_task),
    ("a link or picture alone", lambda one: bool(one.lines) and all(is_bare_link(line.text) for line in one.lines)),
    ("to revisit", lambda one: bool(DOUBTED.search(one.said.masked)) and len(one.node.children) < 2),
    ("too long for a card", lambda statement: len(statement.said.plain) > _LONGEST_BLOCK),
    ("empty", lambda one: not one.said.folded and not any(line.text.plain.strip() for line in one.lines)),
    ("a page directive", _is_directive),
    ("a caption or reference", _matches("caption")),
    ("logistics", _is_logistics),
    ("an appointment", _matches("appointment")),
    ("a question without an answer", _is_bare_question),
)
"""Why a line is never a card, in the order in which it is asked."""


def _never_reason(statement: Statement) -> str | None:
    said = statement.said
    for name, pattern in statement.language.named_patterns("never"):
        if not pattern.search(said.masked) or (name == "plan" and _is_advice(statement)):
            continue
        if name in ("revisit", "person", "request") and statement.node.children and said.is_question:
            continue  # a question that is answered below
        if name == "person" and _SPEAKER.match(said.masked) and statement.parent and statement.parent.said.is_question:
            continue  # somebody's answer to the question above
        return NEVER.get(name, name)
    return None


def _is_advice(statement: Statement) -> bool:
    """Is it what the term above does, told as "let us": `값 대신 주소만 전달하자`?"""
    return statement.is_under_term and bool(statement.language.pattern("advice").search(statement.said.masked))


# --- sections ------------------------------------------------------------------------------------------------------


def _out_reason(statement: Statement) -> str | None:
    """Return what kind of section without cards the heading names, and nothing else."""
    words = _NUMBER.sub("", statement.text.plain)
    if not fold(words) or len(words) > _LONGEST_SECTION:
        return None
    mine = statement.habits.sections
    spaced = " ".join(_WORDS.findall(words.casefold()))
    for pattern, names in _out_patterns(mine):
        found = pattern.fullmatch(spaced) or pattern.fullmatch(fold(words))
        if found:
            return names[fold(found["name"])]
    return None


@functools.lru_cache(maxsize=8)
def _out_names(mine: Sections) -> tuple[dict[str, str], dict[str, str]]:
    """Return the folded names of sections without cards with the reasons: the Latin ones, then all others."""
    built_in = [
        (fold(name), why) for one in all_languages() for why, names in one.table("sections").items() for name in names
    ]
    freed = () if mine.replaces else tuple(map(fold, (*mine.weak, *mine.boosted)))
    named = [pair for pair in built_in if not mine.replaces and pair[0] not in freed]
    named += [(fold(name), f"“{name}”") for name in mine.out]
    latin = {name: why for name, why in named if name.isascii()}
    others = {name: why for name, why in named if not name.isascii()}
    return latin, others


@functools.lru_cache(maxsize=8)
def _out_patterns(mine: Sections) -> tuple[tuple[re.Pattern[str], dict[str, str]], ...]:
    """Return patterns of a heading that holds the name of such a section, and else only words that say no more."""
    latin, others = _out_names(mine)
    own = [fold(name) for name in mine.generic]
    companions = {word for one in all_languages() for word in one.table("companions")} | {*own}
    companions |= {*map(fold, companions)}
    spaced = {
        fold(name): name.casefold()
        for one in all_languages()
        for names in one.table("sections").values()
        for name in names
    }
    out: list[tuple[re.Pattern[str], dict[str, str]]] = []
    # Without a gap, a word that is made of others could be read in two ways, and a row of ten in a thousand.
    for names, gap, needed in ((latin, r"\b\W*", set[str]), (others, r"\s*", _single)):
        written = {*names, *(" ".join(_WORDS.findall(spaced[name])) for name in names if name in spaced)}
        beside = rf"(?:(?:{_any_of(needed(companions))}|\d++(?:st|nd|rd|th)?){gap})*"
        behind = rf"(?:(?:{_any_of(needed(companions | written))}|\d++){gap})*"
        if written:
            out.append((re.compile(rf"{beside}(?P<name>{_any_of(written)}){gap}{behind}"), names))
    return tuple(out)


def _single(words: set[str]) -> set[str]:
    """Return the words that are no rows of other words among them."""
    row = re.compile(f"(?:{_any_of(words)}){{2,}}")
    return {word for word in words if not row.fullmatch(word)}


def _any_of(words: set[str]) -> str:
    return "|".join(map(re.escape, sorted(words, key=lambda word: (-len(word), word))))


def _is_defined_below(statement: Statement) -> bool:
    """Does the first thing under the heading say what the heading names: `A task is a unit of work that …`?"""
    first = next((one for one in statement.inner if one.speaks), None)
    if first is None or first.node.kind not in (NodeKind.PARAGRAPH, NodeKind.ITEM):
        return False
    claim = first.said.sentence
    name = statement.head.term.folded.rstrip("s")
    pair = claim.label or claim.topic or claim.loose_topic
    is_named = bool(pair and name and name in pair[0].folded)
    told = claim.topic[1] if claim.topic else claim
    return is_named or (first.node.kind is NodeKind.PARAGRAPH and claim.is_fact and bool(told.defining))


def _lists_roles(statement: Statement) -> bool:
    """Do the bullets below give tasks to people: names as labels under a head of roles, or full names everywhere?"""
    labels = [label for one in statement.inner if (label := one.head.label)]
    if len(labels) < _FEWEST_NAMES:
        return False
    names = [key.plain for key, _ in labels]
    is_headed = any(one.pattern("roles").search(statement.head.plain) for one in all_languages())
    shaped = sum(_is_person(name, statement) for name in names)
    return shaped == len(names) or (is_headed and all(len(name.split()) <= 2 and len(name) <= 20 for name in names))


def _is_agenda(statement: Statement) -> bool:
    """Do the bullets below only name what stands in the headings of the report?"""
    items = [one for one in statement.inner if one.node.kind is NodeKind.ITEM and one.lines]
    if len(items) < _FEWEST_NAMES - 1 or len(items) < len(statement.inner):
        return False
    headings = _headings(statement.outline)
    named = (one.head.label[1].members if one.head.label else (one.head.term,) for one in items)
    return 2 * sum(any(part.term.folded in headings for part in parts) for parts in named) > len(items)


def _is_index(statement: Statement) -> bool:
    """Does the heading lead to another page, whose headings the bullets below are: `## Graphs [notes](…)`?"""
    if statement.node.kind is not NodeKind.HEADING or not statement.text.links:
        return False
    below = [one for one in _section(statement.inner) if one.lines]
    bare = sum(one.node.kind is NodeKind.ITEM and not one.said.label and not one.said.is_assertion for one in below)
    return len(below) >= _FEWEST_NAMES and bare >= _SHARE_OF_NAMES * len(below)


@once
def _headings(outline: Outline) -> frozenset[str]:
    heads = (one for one in outline.statements if one.node.kind is NodeKind.HEADING and one.node.level <= _TITLES)
    return frozenset(one.head.term.folded for one in heads) - {""}


def _is_person(name: str, statement: Statement) -> bool:
    """Could it be somebody's name, which stands nowhere else in the report?"""
    families = all_languages()[0].words("families")
    if not _HANGUL_NAME.fullmatch(name.strip()) or name.strip()[0] not in families:
        return False
    return sum(name.strip() in one.node.text.plain for one in statement.outline.statements) <= 1


@once
def standing(statement: Statement) -> str:
    """Return `weak section`, `boosted section` or `team talk` if the block heads one; else nothing."""
    if statement.node.kind not in HEADS or (statement.node.kind is NodeKind.ITEM and not statement.inner):
        return ""
    name = statement.text.plain
    if len(fold(name)) <= _LONGEST_STANDING:
        weak, boosted = _standings(statement.habits.sections)
        if any(part in fold(name) for part in boosted):
            return "boosted section"
        if any(part in fold(name) for part in weak):
            return "weak section"
    if _EXAMPLE.match(name):
        return "worked example"
    return "team talk" if statement.node.kind is NodeKind.HEADING and _is_talk(statement) else ""


def _is_talk(heading: Statement) -> bool:
    """Is it a meeting: does a third of its lines name people, plan, ask or tell how one feels?"""
    lines = [one for one in _section(heading.inner) if one.said.folded and one.node.kind is not NodeKind.TABLE]
    talking = sum(_talks(one) for one in lines)
    return len(lines) >= _FEWEST_TALKING and talking >= _SHARE_OF_TALK * len(lines)


def _section(blocks: list[Statement]) -> Iterator[Statement]:
    for one in blocks:
        if one.node.kind is not NodeKind.HEADING:
            yield one
            yield from _section(one.inner)


def _talks(statement: Statement) -> bool:
    spoken = (*NEVER.values(), "an appointment", "logistics")
    is_open = statement.said.plain.endswith(("?", "？")) and not statement.children
    return (
        statement.excluded in spoken
        or is_open
        or bool(statement.language.pattern("talk").search(statement.said.masked))
    )


@functools.lru_cache(maxsize=8)
def _standings(mine: Sections) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the names of weak and of boosted sections."""
    built_in = () if mine.replaces else tuple(sorted(every("weak")))
    return (*built_in, *map(fold, mine.weak)), tuple(map(fold, mine.boosted))


# --- what speaks against a card ------------------------------------------------------------------------------------


def doubts(statement: Statement, told: tuple[Text, ...], *, alone: int) -> tuple[Doubt, ...]:
    """Return what speaks against a card that teaches this, without forbidding it, and what speaks for it.

    `told` is what it asserts; no other text stands before the first `alone` of them, so that these may not point back.
    """
    words = [text.plain for text in told]
    searched = (
        (name, pattern, words[:alone] if name == "deictic" else words)
        for name, pattern in statement.language.named_patterns("doubt")
    )
    found = [name for name, pattern, texts in searched if any(map(pattern.search, texts))]
    sections = [name for above in reversed(statement.chain) if (name := standing(above))]
    return tuple(Doubt(name, FACTORS.get(name, WEAK)) for name in (*found, *sections[-1:]))
