"""One attribute of a subject that stands above: its advantages, size or definition."""

from __future__ import annotations

import re
from collections.abc import Iterator

from notes2anki.model import Attribute, Enumeration, Habits, Node, NodeKind
from notes2anki.rules.kit.found import Found, blocks_of, own_lines, prose
from notes2anki.rules.kit.lines import says
from notes2anki.rules.kit.lists import are_ordered, names_of
from notes2anki.rules.kit.phrases import clean_term, is_attribute, is_member, is_term
from notes2anki.rules.kit.spot import Spot
from notes2anki.rules.kit.topics import lead_span, split_label
from notes2anki.text import Text

_OF = re.compile(
    r"^(?P<name>[\w ]+?)\s+of\s+(?:an?\s|the\s)?(?P<subject>.+)$|^(?P<owner>.+?)의\s+(?P<key>[가-힣 ]+)$", re.IGNORECASE
)
_AS_FOR = re.compile(r"^(?P<label>[가-힣 ]{2,8}?)(?P<particle>으로는|로는|은|는|이|가),?\s+(?P<rest>.{2,})$")


def find(spot: Spot) -> Iterator[Found]:
    """Yield the attribute that the block names, with its value on the line or in the children."""
    if not spot.lines or spot.node.kind not in (NodeKind.ITEM, NodeKind.PARAGRAPH, NodeKind.HEADING):
        return
    line = spot.said
    label, rest = _split(line) if spot.node.kind is not NodeKind.HEADING else (line, Text())
    named = _named(spot, label)
    if named is None:
        return
    subject, name = named
    rest = Text() if rest.plain.endswith((":", "：")) else rest
    source = f"{subject.plain} {line.plain}"
    if rest:
        yield Found(Attribute(subject, name, prose(rest)), "attribute", own_lines(spot.node), source)
    else:
        yield from _from_children(spot, subject, name)


def _split(line: Text) -> tuple[Text, Text]:
    found = split_label(line)
    if found:
        return found
    as_for = _AS_FOR.match(line.masked)
    if as_for and (as_for["particle"] not in ("이", "가") or "의 " not in as_for["label"]):
        return line.cut(*as_for.span("label")), line.cut(*as_for.span("rest"))
    end = lead_span(line)
    return (line.cut(0, end), line.cut(end)) if end else (line, Text())


def _named(spot: Spot, label: Text) -> tuple[Text, Text] | None:
    """Return the subject and the attribute's name, if the label is one."""
    name = clean_term(label, spot.cues)
    if is_attribute(name):
        subject = spot.subject
        return (subject, name) if subject and not is_attribute(subject) else None
    found = _OF.match(name.masked)
    if not found:
        return None
    key, owner = ("name", "subject") if found["name"] else ("key", "owner")
    name_text, subject = name.cut(*found.span(key)), clean_term(name.cut(*found.span(owner)), spot.cues)
    return (subject, name_text) if is_attribute(name_text) and is_term(subject, spot.cues) else None


def _from_children(spot: Spot, subject: Text, name: Text) -> Iterator[Found]:
    children = _that_fit(spot.children, spot.habits)
    if not children:
        return
    if len(children) < len(spot.children) and (names := names_of(spot.children, spot)):
        if len(names) <= spot.habits.most_members:
            source = f"{subject.plain} {name.plain} {names[0].plain}"
            yield Found(Enumeration(subject, names, name), "attribute", own_lines(spot.node), source)
        return
    members = tuple(clean_term(said, spot.cues) if said.plain.endswith(":") else said for said in map(says, children))
    claims = own_lines(spot.node, *children)
    source = f"{subject.plain} {name.plain} {members[0].plain}"
    if 2 <= len(members) <= spot.habits.most_members and all(is_member(member, spot.cues) for member in members):
        is_ordered = are_ordered(children, name, spot.cues)
        yield Found(Enumeration(subject, members, name, is_ordered=is_ordered), "attribute", claims, source)
    elif 2 * sum(bool(child.children) for child in children) <= len(children):
        yield Found(Attribute(subject, name, blocks_of(children)), "attribute", claims, source)


def _that_fit(children: tuple[Node, ...], habits: Habits) -> tuple[Node, ...]:
    taken: list[Node] = []
    length = 0
    for child in children:
        length += len(says(child).plain)
        is_full = len(taken) >= habits.most_members or (taken and length > habits.longest_answer)
        if child.kind is NodeKind.HEADING or is_full:
            break
        taken.append(child)
    return tuple(taken)
