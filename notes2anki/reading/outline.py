"""Markdown body -> outline: blocks with what belongs to them, each with its true lines.

Headings hold what stands under them, list items their children. What learners use as a heading without saying so
becomes one too: a paragraph that is only bold (level 7), a short quote on a line of its own (7), a short line right
before a list (8), a numbered item right before a bullet list.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import takewhile

from markdown_it.tree import SyntaxTreeNode

from notes2anki.markdown import parser
from notes2anki.markdown.blocks import read_grid, read_pre
from notes2anki.markdown.directives import html_directives, inline_directives
from notes2anki.markdown.inline import heading_level, read_html, read_lines
from notes2anki.model import Line, Node, NodeKind, Row, joined
from notes2anki.reading.folded import grouped, tags_said, untitled, without_properties
from notes2anki.text import CLOZE_START, Mark, Run, Text

BOLD_LEVEL = 7
LEAD_LEVEL = 8
DEEPEST = 48
"""Levels of an outline: 31 of lists below 8 of headings, and a few."""

_TITLE_WORDS = 4  # of a quotation that is a title
LONGEST_HEADING = 80  # characters; a longer line before a list is a sentence

_SENTENCE_END = re.compile(r"[.。!;；]$|(?:다|요|죠|음|함|됨|임|です|ます)[.。]?$")
_OBJECT = re.compile(r"[가-힣](?:을|를)\s")  # what a title hardly has: an object, and so a verb
_SIGN = re.compile(r"(?:[•·∙‣▪■◆●○◦▶➡➢✔👉📌📍🔹🔸※]\ufe0f?)\s*(?=\S)")  # a bullet in plain text
_TASK = re.compile(r"^(?:\[(?: |x|X)\](?=\s|$)|[✅☑✔▶⬜☐🔲🔳]\ufe0f?(?=\s|$)|(?:TODO|DOING|DONE|LATER|NOW)\s)")
_HASHTAG = re.compile(r"#(?=[\w/-]*[^\W\d_])[\w/-]+")  # with a letter in it: `#1` is the first of something
_WORD = re.compile(r"\S+")
# what no title holds: an address, a property, or a card of the author's own
_NO_TITLE = re.compile(r"https?://|\s:::?\s|^[\w-]+::(?:\s|$)|" + CLOZE_START.pattern)
_LANGUAGE = re.compile(r"[\s{.]*(?P<name>[^\s{},:;=(]+)")  # `rust,editable`, `js:title`, `{.python .numbered}`
_LOWER = re.compile(r"^[a-z]")
_CJK = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3]")
_LATIN_END = re.compile(r"[A-Za-z0-9,)\]'\"’”]$")


def read_outline(body: str) -> tuple[Node, ...]:
    """Return the blocks of `body`; line numbers count from the body's first line.

    Total: any text has an outline.
    """
    return outline_of(SyntaxTreeNode(parser().parse(body)))


def outline_of(root: SyntaxTreeNode) -> tuple[Node, ...]:
    """Return the blocks of a whole text that is parsed already."""
    return tuple(_bounded(_nested(read_blocks(root.children)), DEEPEST))


def _bounded(nodes: Iterable[Node], depth: int) -> Iterator[Node]:
    """Set what stands deeper beside its parents, so that no walk over an outline exhausts the stack."""
    for node in nodes:
        if depth > 1:
            yield replace(node, children=tuple(_bounded(node.children, depth - 1))) if node.children else node
            continue
        waiting = [node]
        while waiting:
            below = waiting.pop()
            yield replace(below, end=below.last, children=())
            waiting += reversed(below.children)


# --- tokens -> flat blocks -----------------------------------------------------------------------------------------


def read_blocks(tokens: Sequence[SyntaxTreeNode]) -> list[Node]:
    """Return the blocks of some tokens, none under a heading yet."""
    found: list[Node] = []
    for token, *folded in grouped(tokens):
        nodes = list(_folded((token, *folded)) if folded else _read(token))
        below = tuple(_below_number(found[-1], nodes)) if found and token.type == "bullet_list" else ()
        if below:
            found[-1] = replace(
                found[-1], children=(*found[-1].children, *below), end=max(found[-1].end, *(one.end for one in below))
            )
        for node in nodes[len(below) :]:
            if found and _is_about(node, found[-1]):
                found[-1] = replace(found[-1], directives=(*found[-1].directives, *node.directives))
            else:
                found.append(node)
    return found


def _read(token: SyntaxTreeNode) -> Iterator[Node]:
    reader = _READERS.get(token.type)
    yield from reader(token) if reader else read_blocks(token.children)


def _folded(tokens: Sequence[SyntaxTreeNode]) -> Iterator[Node]:
    """Read `<details>` and all to its end as a quotation, the summary above the rest."""
    inner = [*_read(tokens[0]), *read_blocks(tokens[1:])]
    if inner:
        title, *rest = inner
        is_title = title.kind is NodeKind.PARAGRAPH and len(title.lines) == 1 and bool(rest)
        children = _nested((replace(title, kind=NodeKind.HEADING, level=BOLD_LEVEL), *rest) if is_title else inner)
        yield Node(NodeKind.QUOTE, title.first, title.first, max(node.end for node in children), children=children)


def _node(kind: NodeKind, token: SyntaxTreeNode, lines: Iterable[Line] = ()) -> Node:
    first, last = _extent(token)
    return Node(kind, first, last, last, tuple(lines))


def _extent(token: SyntaxTreeNode) -> tuple[int, int]:
    start, end = token.map or (0, 1)
    return start + 1, max(end, start + 1)


def _inline(kind: NodeKind, token: SyntaxTreeNode) -> Node:
    """Return a node of `kind` with what its `inline` token says."""
    inline = next((child.token for child in token.children if child.type == "inline"), None)
    if inline is None:
        return _node(kind, token)
    first, _ = _extent(token)
    lines = _without_last_break(_squeezed(read_lines(inline, first)))
    kept = without_properties(lines)
    node = _wrapped(_tagged(_node(kind, token, kept)))
    tags = (*node.tags, *tags_said(lines, kept))
    return replace(node, tags=tags, directives=inline_directives(inline, first))


def _read_heading(token: SyntaxTreeNode) -> Iterator[Node]:
    yield replace(_inline(NodeKind.HEADING, token), level=int(token.tag[1:]))


def _paragraph(token: SyntaxTreeNode) -> Iterator[Node]:
    node = _inline(NodeKind.PARAGRAPH, token)
    lines = node.lines
    if len(lines) > 1 and not node.directives and all(_SIGN.match(line.text.masked) for line in lines):
        ends = (*(line.number - 1 for line in lines[1:]), node.last)
        yield from (_item_of(line, end) for line, end in zip(lines, ends, strict=True))
        return
    if len(lines) == 1 and _is_all_bold(lines[0].text) and len(lines[0].text.plain) <= LONGEST_HEADING:
        node = replace(node, kind=NodeKind.HEADING, level=BOLD_LEVEL)
    yield node


def _item_of(line: Line, end: int) -> Node:
    """Return a line that begins with a sign of the author's own as the bullet that it is meant to be."""
    sign = _SIGN.match(line.text.masked)
    said = replace(line, text=line.text.cut(sign.end() if sign else 0))
    last = max(end, line.number)
    return Node(NodeKind.ITEM, line.number, last, last, (said,))


def _items(token: SyntaxTreeNode) -> Iterator[Node]:
    start = int(token.attrs.get("start", 1)) if token.type == "ordered_list" else None
    for place, child in enumerate(token.children):
        yield _item(child, None if start is None else start + place)


def _item(token: SyntaxTreeNode, number: int | None) -> Node:
    blocks = tuple(_with_quoted_titles(read_blocks(token.children)))
    head = blocks[0] if blocks and blocks[0].kind in (NodeKind.PARAGRAPH, NodeKind.HEADING) else None
    children = _nested(blocks[1:] if head else blocks)
    first, end = _extent(token)
    last = head.last if head else (first if children else end)
    end = max([last, *(child.end for child in children)])
    own = head or Node(NodeKind.ITEM, first, last, end)
    return _without_task_sign(
        replace(own, kind=NodeKind.ITEM, first=first, last=last, end=end, children=children, number=number, level=0)
    )


def _quote(token: SyntaxTreeNode) -> Iterator[Node]:
    blocks = read_blocks(token.children)
    if blocks and (titled := untitled(blocks[0])) != (blocks[0],):
        blocks[:1] = [_wrapped(block) for block in titled]
    children = _nested(blocks)
    first, _ = _extent(token)
    end = max([first, *(child.end for child in children)])
    yield Node(NodeKind.QUOTE, first, first, end, children=children)


def _code(token: SyntaxTreeNode) -> Iterator[Node]:
    named = _LANGUAGE.match(token.info or "")
    language = named["name"].rstrip(".") if named else ""
    yield replace(_node(NodeKind.CODE, token), code=token.content.rstrip("\n"), language=language)


def _html(token: SyntaxTreeNode) -> Iterator[Node]:
    first, _ = _extent(token)
    if rows := read_grid(token.content, first):
        yield replace(_node(NodeKind.TABLE, token), rows=rows)
        return
    code, language = read_pre(token.content)
    if code:
        yield replace(_node(NodeKind.CODE, token), code=code, language=language)
        return
    lines = _squeezed(read_html(token.content, first))
    level = heading_level(token.content) if lines else 0
    directives = html_directives(token.content, first)
    if lines or directives:
        node = _node(NodeKind.HEADING if level else NodeKind.PARAGRAPH, token, lines)
        yield replace(_tagged(node) if level else node, level=level, directives=directives)


def _table(token: SyntaxTreeNode) -> Iterator[Node]:
    rows = tuple(_row(row) for part in token.children for row in part.children)
    head = token.children[0].children[0].children
    sides = tuple(str(cell.attrs.get("style", "")).removeprefix("text-align:") for cell in head)
    yield replace(_node(NodeKind.TABLE, token), rows=rows, sides=sides if any(sides) else ())


def _row(token: SyntaxTreeNode) -> Row:
    number, _ = _extent(token)
    cells = []
    for cell in token.children:
        inline = next((child.token for child in cell.children if child.type == "inline"), None)
        lines = _squeezed(read_lines(inline, number)) if inline is not None else ()
        cells.append(Node(NodeKind.PARAGRAPH, number, number, number, lines).text)
    return Row(number, tuple(cells))


def _formula(token: SyntaxTreeNode) -> Iterator[Node]:
    first, _ = _extent(token)
    formula = Text((Run(token.content.strip(), frozenset({Mark.MATH, Mark.DISPLAY}), line=first),))
    yield _node(NodeKind.PARAGRAPH, token, (Line(first, formula),) if formula else ())


def _terms(token: SyntaxTreeNode) -> Iterator[Node]:
    """Read a definition list: each term an item, its definitions the item's children."""
    terms: list[tuple[Node, list[Node]]] = []
    for child in token.children:
        if child.type == "dt":
            terms.append((replace(_inline(NodeKind.ITEM, child), is_defined=True), []))
        elif terms:
            terms[-1][1].extend(_nested(read_blocks(child.children)))
    for term, children in terms:
        yield replace(term, children=tuple(children), end=max(node.end for node in (term, *children)))


def _break(token: SyntaxTreeNode) -> Iterator[Node]:
    yield _node(NodeKind.BREAK, token)


_READERS: dict[str, Callable[[SyntaxTreeNode], Iterator[Node]]] = {
    "heading": _read_heading,
    "paragraph": _paragraph,
    "bullet_list": _items,
    "ordered_list": _items,
    "blockquote": _quote,
    "fence": _code,
    "code_block": _code,
    "html_block": _html,
    "table": _table,
    "math_block": _formula,
    "dl": _terms,
    "hr": _break,
}
"""What is not here (footnotes, …) is read as its children."""


# --- what the lines say --------------------------------------------------------------------------------------------


def _squeezed(lines: Iterable[Line]) -> tuple[Line, ...]:
    """Set one space for each run of them, as HTML does: rows of spaces are layout, and slow to search."""
    return tuple(replace(line, text=line.text.squeezed()) for line in lines)


def _without_last_break(lines: tuple[Line, ...]) -> tuple[Line, ...]:
    r"""Take off the `\` of an author who ends every line with one: on a block's last line it breaks nothing."""
    if not lines or not lines[-1].text.masked.endswith("\\"):
        return lines
    kept = replace(lines[-1], text=lines[-1].text.cut(0, -1))
    return (*lines[:-1], *((kept,) if kept.text else ()))


def _wrapped(node: Node) -> Node:
    """Join the lines of hard-wrapped prose, and keep them as they were written beside."""
    return replace(node, lines=_unwrapped(node.lines), written=node.lines)


def _unwrapped(lines: tuple[Line, ...]) -> tuple[Line, ...]:
    """Join hard-wrapped Latin prose again: no end mark, and the next line begins in lower case."""
    out: list[list[Line]] = []
    for line in lines:
        if out and _runs_on(out[-1][-1].text.plain, line.text.plain):
            out[-1].append(line)
        else:
            out.append([line])
    return tuple(replace(found[0], text=joined(found), ends=found[-1].ends) for found in out)


def _runs_on(before: str, after: str) -> bool:
    """Does a sentence in Latin letters go on? Korean authors begin a new thought with `float를 …`, too."""
    return bool(_LOWER.match(after) and _LATIN_END.search(before)) and not (_CJK.search(before) or _CJK.search(after))


def _tagged(node: Node) -> Node:
    """Take hashtags off the end of the node's last line."""
    if not node.lines:
        return node
    last = node.lines[-1]
    words = list(_WORD.finditer(last.text.masked))
    found = list(takewhile(lambda word: _HASHTAG.fullmatch(word[0]), reversed(words)))
    if not found or (len(found) == len(words) and node.kind is not NodeKind.PARAGRAPH):
        return node
    kept = replace(last, text=last.text.cut(0, found[-1].start()))
    tags = tuple(word[0].lstrip("#") for word in reversed(found))
    return replace(node, tags=tags, lines=(*node.lines[:-1], *((kept,) if kept.text else ())))


def _without_task_sign(node: Node) -> Node:
    if not node.lines:
        return node
    first = node.lines[0]
    found = _TASK.match(first.text.masked)
    if not found:
        return node
    written = _cut_first(node.written, found.end()) if node.written else ()
    return replace(node, is_task=True, lines=_cut_first(node.lines, found.end()), written=written)


def _cut_first(lines: tuple[Line, ...], start: int) -> tuple[Line, ...]:
    kept = replace(lines[0], text=lines[0].text.cut(start))
    return (*((kept,) if kept.text else ()), *lines[1:])


def _is_all_bold(text: Text) -> bool:
    """Is every word of `text` bold, but for signs and emoji around it?"""
    bold = [run for run in text.runs if Mark.STRONG in run.marks and run.text.strip()]
    rest = "".join(run.text for run in text.runs if Mark.STRONG not in run.marks)
    return bool(bold) and not re.search(r"\w", rest) and not text.images


def _is_title(node: Node) -> bool:
    """Could the node's one line be the title of what follows it?"""
    if len(node.lines) != 1 or node.lines[0].text.images:
        return False
    plain = node.lines[0].text.plain.strip()
    prose = node.lines[0].text.dropping(Mark.MATH, Mark.DISPLAY).plain
    words_only = not _NO_TITLE.search(plain) and re.search(r"\w", prose) is not None
    return (
        words_only and not _OBJECT.search(plain) and len(plain) <= LONGEST_HEADING and not _SENTENCE_END.search(plain)
    )


def _is_quoted_title(node: Node, after: Sequence[Node]) -> bool:
    """Is what is quoted the title of what follows, if anything does, and no statement about what stands above?"""
    if node.kind is not NodeKind.QUOTE or [child.kind for child in node.children] != [NodeKind.PARAGRAPH]:
        return False
    (quoted,) = node.children
    heads = bool(after) and after[0].kind not in (NodeKind.HEADING, NodeKind.BREAK)
    return heads and _is_title(quoted) and _is_brief(quoted.lines[0].text)


def _is_brief(text: Text) -> bool:
    return _is_all_bold(text) or len(text.plain.split()) <= _TITLE_WORDS


# --- flat blocks -> tree -------------------------------------------------------------------------------------------


def _is_about(node: Node, before: Node) -> bool:
    """Is `node` nothing but directives, right under the block that it speaks of?"""
    is_comment = bool(node.directives) and not node.lines and node.kind is NodeKind.PARAGRAPH
    if not is_comment or before.kind is NodeKind.BREAK:
        return False
    end = max([before.end, *(line.number for line in before.directives)])
    return before.kind is NodeKind.HEADING or node.first - end <= 1


def _below_number(before: Node, nodes: Iterable[Node]) -> Iterator[Node]:
    """Yield the bullets that, in the source a list of their own, stand right under a numbered item."""
    if before.kind is not NodeKind.ITEM or before.number is None:
        return
    end = before.end
    for node in nodes:
        if node.kind is not NodeKind.ITEM or node.first - end > 1:
            return
        yield node
        end = max(end, node.end)


def _nested(blocks: Sequence[Node]) -> tuple[Node, ...]:
    """Hang each block under the heading it belongs to."""
    titled = _with_leads(tuple(_with_quoted_titles(blocks)))
    open_headings: list[tuple[Node, list[Node]]] = []
    top: list[Node] = []

    def close(level: int) -> None:
        while open_headings and open_headings[-1][0].level >= level:
            heading, children = open_headings.pop()
            end = max([heading.last, *(child.end for child in children)])
            done = replace(heading, children=tuple(children), end=end)
            (open_headings[-1][1] if open_headings else top).append(done)

    for block in titled:
        if block.kind is NodeKind.HEADING:
            close(block.level)
            open_headings.append((block, []))
            continue
        if _ends_lead(block):
            close(LEAD_LEVEL)
        if block.kind is NodeKind.BREAK:
            close(BOLD_LEVEL)
        (open_headings[-1][1] if open_headings else top).append(block)
    close(0)
    return tuple(top)


def _with_quoted_titles(blocks: Sequence[Node]) -> Iterator[Node]:
    for place, block in enumerate(blocks):
        is_title = _is_quoted_title(block, blocks[place + 1 : place + 2])
        yield replace(block.children[0], kind=NodeKind.HEADING, level=BOLD_LEVEL) if is_title else block


def _with_leads(blocks: Sequence[Node]) -> Iterator[Node]:
    for place, block in enumerate(blocks):
        if block.kind is NodeKind.PARAGRAPH and _is_title(block) and _leads_to_list(blocks[place + 1 : place + 5]):
            yield replace(block, kind=NodeKind.HEADING, level=LEAD_LEVEL)
        else:
            yield block


def _leads_to_list(following: Sequence[Node]) -> bool:
    for block in following:
        if block.kind is NodeKind.ITEM:
            return True
        if not _is_picture(block):
            return False
    return False


def _ends_lead(block: Node) -> bool:
    return block.kind in (NodeKind.PARAGRAPH, NodeKind.QUOTE, NodeKind.BREAK) and not _is_picture(block)


def _is_picture(block: Node) -> bool:
    return block.kind is NodeKind.PARAGRAPH and all(
        line.text.images and not line.text.dropping(Mark.IMAGE) for line in block.lines
    )
