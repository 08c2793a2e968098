"""A head over two to seven members: a short closed list, steps, the names that bullets begin with, a list in a line."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import takewhile

from notes2anki.model import Aspect, NodeKind
from notes2anki.rules.answers import own_lines
from notes2anki.rules.found import Found, as_members
from notes2anki.rules.phrase import Phrase
from notes2anki.rules.statement import HEADS, Statement, are_ordered, names_of
from notes2anki.rules.subject import subject_of
from notes2anki.text import Text

_LONGEST_ENTRY = 90  # characters, of a list that is announced
_LONGEST_HEAD = 80
_LONGEST_SUBJECT = 60
_MOST_STEP_WORDS = 3  # of a name
_FEWEST_STEPS = 3  # unless the head announces them
_UNANNOUNCED = 0.75  # a heading over bullets that does not say that it heads a list
_LAST_VERB = re.compile(r"\s(?:includes?|are)$")


def find(statement: Statement) -> Iterator[Found]:
    """Yield the list under the block, if it is one and the head says of what."""
    if statement.node.kind not in HEADS or not statement.lines:
        return
    children = _first_list(statement)
    members = tuple(child.whole for child in children)
    if not 2 <= len(members) <= statement.habits.most_members or children[0].node.number is not None:
        return
    announced = statement.head.term.announces_list
    is_list = _are_short(members) if announced else _are_members(statement, children, members)
    subject = _list_subject(statement) if is_list else None
    if subject and not subject.only_counts:
        claims = own_lines(statement.node, *(child.node for child in children))
        weight = 1.0 if announced or statement.node.kind is NodeKind.ITEM else _UNANNOUNCED
        source = f"{subject.plain} {members[0].plain}"
        yield Found(Aspect.MEMBERS, subject.text, as_members(members), "list", claims, source, weight=weight)


def find_steps(statement: Statement) -> Iterator[Found]:
    """Yield the numbered list under the block, if the head says of what; numbered definitions are none."""
    if statement.node.kind not in HEADS or not statement.lines:
        return
    children = _first_list(statement)
    steps = tuple(child.whole for child in children)
    announced = statement.head.term.announces_list
    is_numbered = bool(children) and children[0].node.number is not None
    fewest = 2 if announced else _FEWEST_STEPS
    if not is_numbered or not fewest <= len(steps) <= statement.habits.most_members:
        return
    named = sum(bool(step.label or step.lead) for step in steps)
    subject = _list_subject(statement) if 2 * named < len(steps) and _are_short(steps) else None
    if subject:
        are_names = all(step.is_name(_MOST_STEP_WORDS) for step in steps)  # then the numbers may mean nothing
        is_ordered = are_ordered(children, subject) and (announced or ", " in subject.plain or not are_names)
        aspect = Aspect.STEPS if is_ordered else Aspect.MEMBERS
        claims = own_lines(statement.node, *(child.node for child in children))
        answer = as_members(steps, is_ordered=is_ordered)
        yield Found(aspect, subject.text, answer, "list", claims, f"{subject.plain} {steps[0].plain}")


def find_parts(statement: Statement) -> Iterator[Found]:
    """Yield the names of the children, if the block announces them: by a colon at its end, or by a word (`types`)."""
    children = statement.unquoted
    if statement.node.kind not in HEADS or not 2 <= len(children) <= statement.habits.most_members:
        return
    line = statement.said.unnumbered
    if not line or not (line.plain.endswith((":", "：")) or line.term.announces_list):
        return
    names = names_of(children)
    subject = (line.label[0] if line.label else line).term
    is_named = subject.is_term and not subject.is_attribute and not subject.is_generic(statement.habits.sections)
    if is_named and names and not any(name.only_counts for name in names):
        told = zip(children, names, strict=True)
        bare = (child.node for child, name in told if not child.children and child.whole.folded == name.folded)
        is_ordered = are_ordered(children, subject)
        yield Found(
            Aspect.STEPS if is_ordered else Aspect.MEMBERS,
            subject.text,
            as_members(names, is_ordered=is_ordered),
            "parts",
            own_lines(statement.node, *bare),
            f"{subject.plain} {line.plain}",
            others=own_lines(*(child.node for child in children)),
        )


def find_announced(statement: Statement) -> Iterator[Found]:
    """Yield the list that the block's last sentence announces: its names, where they have any, else its entries."""
    if statement.node.kind not in (*HEADS, NodeKind.PARAGRAPH) or not statement.lines:
        return
    told = statement.said.sentences or (statement.said,)
    if statement.node.kind is not NodeKind.HEADING and (inline := _on_the_line(told[0], statement)):
        subject, aspect, members = inline
        claims = own_lines(statement.node)
        answer = as_members(members)
        is_aside = len(told) > 1
        yield Found(Aspect.MEMBERS, subject.text, answer, "list", claims, told[0].plain, aspect, is_aside=is_aside)
        return
    subject_found = _announced_subject(told[-1], statement)
    aspect_found = Text()
    if subject_found and subject_found.is_attribute:  # `흐름은 다음과 같다` is said of what stands above
        aspect_found, subject_found = subject_found.text, subject_of(statement).term
    items = _items(statement) if subject_found else ()
    if not subject_found or not 2 <= len(items) <= statement.habits.most_members:
        return
    names = names_of(items)
    members = names or tuple(item.whole for item in items)
    if _are_short(members) and sum(len(one.plain) for one in members) <= statement.habits.longest_answer:
        nodes = [item.node for item in items]
        used = (*((statement.node,) if len(told) == 1 else ()), *(() if names else nodes))
        is_ordered = are_ordered(items, subject_found)
        yield Found(
            Aspect.STEPS if is_ordered else Aspect.MEMBERS,
            subject_found.text,
            as_members(members, is_ordered=is_ordered),
            "list",
            own_lines(*used),
            f"{(aspect_found or subject_found.text).plain} {members[0].plain}",
            aspect_found,
            others=own_lines(statement.node, *nodes),
        )


# --- what a list is ------------------------------------------------------------------------------------------------


def _first_list(statement: Statement) -> tuple[Statement, ...]:
    """Return the numbered items, or all the bullets, that the block is over; nothing if other blocks come first."""
    children = statement.unquoted
    if not children or children[0].node.kind is not NodeKind.ITEM:
        return ()
    is_ordered = children[0].node.number is not None
    items = takewhile(
        lambda one: one.node.kind is NodeKind.ITEM and (one.node.number is not None) == is_ordered, children
    )
    found = tuple(items)
    return found if is_ordered or len(found) == len(children) else ()


def _list_subject(statement: Statement) -> Phrase | None:
    """Return what the block's list is of; None if it does not say."""
    name = statement.head.term
    is_verb = name.language.code == "en" and name.language.pattern("predicate").fullmatch(name.plain)
    if is_verb or name.is_generic(statement.habits.sections) or name.is_attribute:
        return None
    if name.announces_list or name.is_term:
        verb = _LAST_VERB.search(name.plain)
        return name.cut(0, verb.start() if verb else None).without_article.term or None
    comma = name.plain.find(", ")
    if comma > 0 and len(name.plain) <= _LONGEST_HEAD and name.cut(0, comma).announces_list:
        return name  # `isolation levels, from weakest to strongest`
    return statement.head.topic[0] if statement.head.topic else None


def _are_short(members: tuple[Phrase, ...]) -> bool:
    return all(0 < len(member.plain) <= _LONGEST_ENTRY for member in members)


def _are_members(statement: Statement, children: tuple[Statement, ...], members: tuple[Phrase, ...]) -> bool:
    if any(child.node.children for child in children) or not all(member.is_member for member in members):
        return False
    clauses = sum(member.is_clause for member in members)
    return 2 * clauses < len(members) and not (statement.is_term_alone and _begins_with_meaning(members))


def _begins_with_meaning(members: tuple[Phrase, ...]) -> bool:
    """Does the first one alone say what the block means: `removing weights`, over `a faster model`?"""
    return members[0].says_meaning and not any(member.says_meaning for member in members[1:])


def _on_the_line(line: Phrase, statement: Statement) -> tuple[Phrase, Text, tuple[Phrase, ...]] | None:
    """`An LSTM has three gates: input, forget and output`."""
    patterns = line.home.patterns("counted")
    found = next((found for one in patterns if (found := one.match(line.bracketed))), None)
    if not found:
        return None
    subject = line.cut(*found.span("subject")).without_article.term
    members = line.cut(*found.span("members")).without_stop.members
    fits = 2 <= len(members) <= statement.habits.most_members and all(one.is_member for one in members)
    is_own = subject.is_term and not (subject.is_attribute or subject.is_generic(statement.habits.sections))
    aspect = line.cut(*found.span("aspect")).text if "aspect" in found.re.groupindex else Text()
    return (subject, aspect, members) if fits and is_own else None


def _announced_subject(line: Phrase, statement: Statement) -> Phrase | None:
    patterns = line.home.patterns("lists")
    found = next((found for one in patterns if (found := one.match(line.masked))), None)
    name = line.cut(*found.span("subject")).without_article.term if found else None
    if not name or name.is_generic(statement.habits.sections) or name.is_deictic:
        return None
    return name if len(name.plain) <= _LONGEST_SUBJECT else None


def _items(statement: Statement) -> tuple[Statement, ...]:
    """Return the list under a heading or bullet, or right after a paragraph."""
    if statement.node.kind in HEADS:
        return _first_list(statement)
    return tuple(takewhile(lambda one: one.node.kind is NodeKind.ITEM, statement.following))
