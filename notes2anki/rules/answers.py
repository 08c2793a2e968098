"""What the note says -> how it may stand on a card: without addresses, pictures and what was struck out."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from notes2anki.languages import every, fold
from notes2anki.model import Block, Bullets, Code, Grid, Line, Node, NodeKind, Prose, Row, joined
from notes2anki.text import Mark, Run, Text, join

_LINK_LABEL = re.compile(r"\W*\w[\w .-]{0,14}\s*[:：]\W*")
_WORD = re.compile(r"\w")
_ADDRESSES = ("http://", "https://", "www.")
_LEADING = (":", "：", "(", "（", "[", ",", "，", "、", ";")
_COUNT = re.compile(r"\d{1,2}$")  # `[1]`, `link 2`; not the year of a sentence
_SET_APART = re.compile(r"[-–—→⇒➡>([（「.!?。！？]\s*$")
_STOP = re.compile(r"\s*[.。!?！？]+\s*")
_ECHO = re.compile(r"(?<!\w)(?P<once>(?=\S*[()=^])\S{3,40})(?P<echo>\*?(?P=once)\*?)$")
_ECHOED_COST = re.compile(r"(?P<once>\b[OΘΩ]\([^()]{1,20}\))(?P<echo>[OΘΩ]\([^()]{1,20}\))")
_NUMBERED = re.compile(r"(?<=[a-z가-힣)][.])(?P<echo>\d{1,2})$")
_TRAILING = re.compile(r"(?<=\S)\s*,?\s*(?:\.{2,}|…+|,{2,})\s*$")
_LONGEST_POINTER = 12  # letters
_LONGEST_WORD = 20


def is_bare_link(text: Text) -> bool:
    """Is there nothing but links and images in `text`, or links behind a short label (`Docs: https://…`)?"""
    links, images = text.links, text.images
    if not (links or images):
        return False
    rest = text.dropping(Mark.LINK, Mark.IMAGE).plain
    return not fold(rest) or (bool(links) and not images and bool(_LINK_LABEL.fullmatch(rest)))


def is_resource(text: Text) -> bool:
    """Does the line begin with a link that is most of it: an entry of a list of things to read?"""
    linked = sum(len(run.text) for run in text.runs if Mark.LINK in run.marks and run.target.startswith("http"))
    return bool(text.runs) and Mark.LINK in text.runs[0].marks and 2 * linked > len(text.plain)


def content_lines(node: Node) -> tuple[Line, ...]:
    """Return the node's lines that say something: neither empty nor a link or image alone."""
    return tuple(line for line in node.lines if line.text.plain.strip() and not is_bare_link(line.text))


def says(node: Node) -> Text:
    """Return what the node's own lines say, links and pictures left out."""
    return answer_text(joined(content_lines(node)))


def links_of(node: Node) -> tuple[str, ...]:
    """Return the addresses in the node's own lines and in children that are links alone."""
    own = [link for line in node.lines for link in (*line.text.links, *line.text.notes)]
    alone = (child for child in node.children if child.lines and all(is_bare_link(line.text) for line in child.lines))
    below = (link for child in alone for line in child.lines for link in line.text.links)
    return tuple(dict.fromkeys((*own, *below)))


def own_lines(*nodes: Node) -> frozenset[int]:
    """Return the numbers of the nodes' own lines, their children's left out."""
    return frozenset(line for node in nodes for line in range(node.first, node.last + 1))


def words_of_row(row: Row) -> str:
    """Return what the cells of a row say, in one line."""
    return " | ".join(cell.plain for cell in row.cells)


# --- blocks --------------------------------------------------------------------------------------------------------


def prose(text: Text) -> tuple[Block, ...]:
    """Return `text` as the one paragraph of an answer."""
    clean = without_echo(answer_text(text))
    if clean.masked.startswith((",", ";", "，", "、")):
        clean = clean.cut(1)
    return (Prose(clean),) if clean else ()


def without_echo(text: Text) -> Text:
    """Return `text` without what a copy from a page with formulas leaves at its end: `O(1)O(1)`, `… longer.1`."""
    for cost in reversed([*_ECHOED_COST.finditer(text.plain)]):
        if fold(cost["once"]) == fold(cost["echo"]):
            space = " " if text.plain[cost.end() :][:1].isspace() else ""
            text = join((text.cut(0, cost.start("echo")), text.cut(cost.end("echo"))), space)
    found = _ECHO.search(text.plain) or _NUMBERED.search(text.plain)
    whole = text.cut(0, found.start("echo")) if found else text
    trailing = _TRAILING.search(whole.masked)
    return whole.cut(0, trailing.start()) if trailing else whole


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
    if len(out) == 1 and isinstance(out[0], Bullets) and len(out[0].members) == 1:
        return (Prose(out[0].members[0]),)  # one bullet is no list
    return tuple(out)


def pictures(nodes: Iterable[Node]) -> tuple[Block, ...]:
    """Return the pictures in the own lines of `nodes`, each a paragraph."""
    return pictures_in(line.text for node in nodes for line in node.lines)


def pictures_in(texts: Iterable[Text]) -> tuple[Block, ...]:
    """Return the pictures in the texts, each a paragraph."""
    return tuple(Prose(Text((run,))) for text in texts for run in text.images)


def _block(node: Node) -> Block | None:
    if node.kind is NodeKind.CODE:
        return Code(node.code, node.language, node.first)
    if node.kind is NodeKind.TABLE:
        return Grid(tuple(row.cells for row in node.rows), node.sides)
    text = says(node)
    if node.kind is NodeKind.ITEM and text.masked.endswith((":", "：")):
        text = text.cut(0, -1)  # the colon leads to what is not shown below it
    if not text:
        return None
    return Bullets((text,), node.number is not None) if node.kind is NodeKind.ITEM else Prose(text)


# --- addresses -----------------------------------------------------------------------------------------------------


def answer_text(text: Text) -> Text:
    """Return `text` as it may stand in an answer: without addresses, pictures and what was struck out."""
    if len(text.runs) == 1 and not text.runs[0].marks and "://" not in text.plain and "www." not in text.plain:
        return text.cut()
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
    if not is_short:
        return text
    rest = Text(tuple(before)).cut()
    is_apart = "".join(run.text for run in before).endswith(" ")
    if not (_points(last, before) and len(rest.plain) >= len(last.text) and is_apart):
        return text
    return Text((*before, replace(last, text=""))) if _leads_on(before) else rest


def _points(link: Run, before: Sequence[Run]) -> bool:
    """Is a link at the end no word of the sentence: `paper`, `[1]`, or behind a sign or a word such as `see`?"""
    words = _COUNT.sub("", fold(link.text))
    pointers = every("pointers")
    is_announced = _last_word(before) in pointers & every("before_address")
    return not words or words in pointers or is_announced or bool(_SET_APART.search(_end(before)))
