"""A block's own lines -> what they say, as it may stand in a card."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from notes2anki.cues import Cues, every, fold
from notes2anki.model import Line, Node, NodeKind, joined
from notes2anki.text import Mark, Run, Text

_ASIDE = re.compile(r"\s*[(（][^()（）]*[)）]\s*$")
_SENTENCE_END = re.compile(r"[.!?][)\"'”’]?\s+(?=[\w(\"'“‘`$ˣ])|[。！？](?=.)")
_ABBREVIATED = re.compile(
    r"(?:\b(?:e\.g|i\.e|etc|vs|cf|fig|no|dr|mr|ms|al|approx|resp)|\b[A-Za-z]|\d)\.\s+$", re.IGNORECASE
)
_LINK_LABEL = re.compile(r"\W*\w[\w .-]{0,14}\s*[:：]\W*")
_LONGEST_ABBREVIATION = 12
_WORD = re.compile(r"\w")
_SAID_IN_KOREAN = re.compile(r"[가-힣](?:다|음|함|됨|임|없음|있음|요|죠)[)~!;]*$")
_SHORTEST_WRAPPED = 60  # characters of a line that the editor may have broken
_OPEN_OR_ENDED = re.compile(
    r"(?:[,:(\[{&+/-]|[.!?][)\"']?|\b(?:the|an?|of|to|in|on|at|by|for|with|from|and|or|is|are))$", re.IGNORECASE
)
_CAPITAL = re.compile(r"[A-Z`*]")
_LONGEST_POINTER = 12  # letters
_LONGEST_WORD = 20
_ADDRESSES = ("http://", "https://", "www.")
_LEADING = (":", "：", "(", "（", "[", ",", "，", "、", ";")
_COUNT = re.compile(r"\d{1,2}$")  # `[1]`, `link 2`; not the year of a sentence
_SET_APART = re.compile(r"[-–—→⇒➡>([（「.!?。！？]\s*$")
_STOP = re.compile(r"\s*[.。!?！？]+\s*")


def content_lines(node: Node) -> tuple[Line, ...]:
    """Return the node's lines that say something: neither empty nor a link or image alone."""
    return tuple(line for line in node.lines if not is_bare_link(line.text) and line.text.plain.strip())


def speaking(nodes: Iterable[Node]) -> tuple[Node, ...]:
    """Return those of `nodes` that say something: no pictures, bare links, breaks or empty bullets.

    A quotation counts as what is quoted.
    """
    return tuple(_speaking(nodes))


def first_speaking(nodes: Iterable[Node]) -> Node | None:
    """Return the first of `nodes` that says something."""
    return next(_speaking(nodes), None)


def _speaking(nodes: Iterable[Node]) -> Iterator[Node]:
    for node in nodes:
        if node.kind is NodeKind.QUOTE:
            yield from _speaking(node.children)
        elif node.rows or node.code or content_lines(node):
            yield node


def is_bare_link(text: Text) -> bool:
    """Is there nothing but links and images in `text`, or links behind a short label (`Docs: https://…`)?"""
    if not (text.links or text.images):
        return False
    rest = text.dropping(Mark.LINK, Mark.IMAGE).plain
    is_labelled = bool(text.links) and not text.images and bool(_LINK_LABEL.fullmatch(rest))
    return is_labelled or (bool(text.links or text.images) and not fold(rest))


def is_resource(text: Text) -> bool:
    """Does the line begin with a link that is most of it: an entry of a list of things to read?"""
    linked = sum(len(run.text) for run in text.runs if Mark.LINK in run.marks and run.target.startswith("http"))
    return bool(text.runs) and Mark.LINK in text.runs[0].marks and 2 * linked > len(text.plain)


def is_formula(text: Text) -> bool:
    """Is there nothing but math in `text`?"""
    return any(Mark.MATH in run.marks for run in text.runs) and not re.search(r"\w", text.dropping(Mark.MATH).plain)


def links_of(node: Node) -> tuple[str, ...]:
    """Return the addresses in the node's own lines and in children that are links alone."""
    own = [link for line in node.lines for link in (*line.text.links, *line.text.notes)]
    below = [
        link
        for child in node.children
        if child.lines and all(is_bare_link(line.text) for line in child.lines)
        for line in child.lines
        for link in line.text.links
    ]
    return tuple(dict.fromkeys((*own, *below)))


def says(node: Node) -> Text:
    """Return what the node's own lines say, links and pictures left out."""
    return answer_text(joined(content_lines(node)))


def said_in(node: Node, cues: Cues) -> Text:
    """Return what the lines say, without the word that ties them to the line before: so, however, on the other hand.

    Of a paragraph of several statements it is the first.
    """
    if node.kind is NodeKind.PARAGRAPH and (found := statements(node)):
        return said_of(answer_text(joined(found[0])), cues)
    return said_of(says(node), cues)


def statements(node: Node) -> tuple[tuple[Line, ...], ...]:
    """Return the lines of a paragraph, set apart where the author began a new thought without a full stop."""
    groups: list[list[Line]] = []
    for line in content_lines(node):
        if groups and not _begins_anew(groups[-1][-1].text.plain.rstrip(), line.text.plain.lstrip()):
            groups[-1].append(line)
        else:
            groups.append([line])
    return tuple(map(tuple, groups))


def _begins_anew(before: str, line: str) -> bool:
    """Is `before` a whole thought without a mark at its end: a Korean sentence, or a short Latin line?"""
    if _SAID_IN_KOREAN.search(before):
        return True
    is_short = len(before) < _SHORTEST_WRAPPED and not _OPEN_OR_ENDED.search(before)
    return is_short and before.isascii() and bool(_CAPITAL.match(line))


def said_of(words: Text, cues: Cues) -> Text:
    """Return `words` without what ties them to those before, and without an aside to oneself at their end."""
    text = _without_aside(words, cues)
    found = cues.connective.match(text.masked)
    return text.cut(found.end()) if found and found.end() < len(text.plain) else text


def sentences(text: Text) -> tuple[Text, ...]:
    """Return the sentences of `text`, in order."""
    masked = text.masked
    found = (found.end() for found in _SENTENCE_END.finditer(masked))
    ends = [end for end in found if not _ABBREVIATED.search(masked[max(end - _LONGEST_ABBREVIATION, 0) : end])]
    cuts = [0, *ends, len(masked)]
    pieces = (text.cut(start, end) for start, end in pairwise(cuts))
    return tuple(piece for piece in pieces if piece)


def answer_text(text: Text) -> Text:
    """Return `text` as it may stand in an answer: without addresses, pictures and what was struck out."""
    kept = text.dropping(Mark.STRIKE, Mark.IMAGE)
    told = Text(tuple(_without_addresses(kept.runs)))
    return _without_pointer(_closed(told) if _ends_behind_address(kept.runs) else told.cut())


def _without_addresses(runs: Sequence[Run]) -> Iterator[Run]:
    """Leave out addresses; where one is part of a sentence, a link without text holds its place."""
    last = max((place for place, run in enumerate(runs) if _is_prose(run)), default=-1)
    for place, run in enumerate(runs):
        if not _is_address(run):
            yield run
        elif Mark.LINK in run.marks and (place < last or _leads_on(runs[:place])):
            yield replace(run, text="")


def _ends_behind_address(runs: Sequence[Run]) -> bool:
    return len(runs) > 1 and _is_address(runs[-2]) and bool(_STOP.fullmatch(runs[-1].text))


def _closed(text: Text) -> Text:
    """Set the full stop at the end right behind the words."""
    *words, stop = text.runs
    return Text(tuple(words)).cut() + Text((stop,)).cut()


def _is_address(run: Run) -> bool:
    return run.text.strip().startswith(_ADDRESSES)


def _leads_on(before: Sequence[Run]) -> bool:
    """Does a text end with what makes no sense without the address behind it: `… (see`, `… , and`?"""
    return _end(before).endswith(_LEADING) or _last_word(before) in every("before_address")


def _end(before: Sequence[Run]) -> str:
    return "".join(run.text for run in before[-2:]).rstrip()


def _last_word(before: Sequence[Run]) -> str:
    return fold(_end(before)[-_LONGEST_WORD:].rpartition(" ")[2])


def _is_prose(run: Run) -> bool:
    return Mark.LINK not in run.marks and bool(_WORD.search(run.text))


def _without_pointer(text: Text) -> Text:
    """Cut off a last link that is only a pointer to something to read: … [paper](https://…)."""
    *before, last = text.runs or (Run(""),)
    is_short = Mark.LINK in last.marks and len(last.text) <= _LONGEST_POINTER and last.target.startswith("http")
    rest = Text(tuple(before)).cut()
    is_apart = "".join(run.text for run in before).endswith(" ")
    if not (is_short and _points(last, before) and len(rest.plain) >= len(last.text) and is_apart):
        return text
    return Text((*before, replace(last, text=""))) if _leads_on(before) else rest


def _points(link: Run, before: Sequence[Run]) -> bool:
    """Is a link at the end no word of the sentence: `paper`, `[1]`, or behind a sign or a word such as `see`?"""
    words = _COUNT.sub("", fold(link.text))
    pointers = every("pointers")
    is_announced = _last_word(before) in pointers & every("before_address")
    return not words or words in pointers or is_announced or bool(_SET_APART.search(_end(before)))


def _without_aside(text: Text, cues: Cues) -> Text:
    """Cut off a last bracket in which the author speaks to herself: (look at this again)."""
    found = _ASIDE.search(text.masked)
    revisit = dict(cues.never)["revisit"]
    return text.cut(0, found.start()) if found and found.start() and revisit.search(found[0]) else text
