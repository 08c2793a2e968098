"""Tokens -> footnotes: each place that refers to one, with its text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from markdown_it.token import Token
from markdown_it.tree import SyntaxTreeNode

from notes2anki.markdown.footnotes import references
from notes2anki.markdown.inline import read_lines
from notes2anki.model import Footnote, Node, NodeKind
from notes2anki.reading.outline import read_blocks


def read_footnotes(tokens: Sequence[Token], root: SyntaxTreeNode) -> tuple[Footnote, ...]:
    """Return the footnotes that the tokens refer to, in the order of the references; `root` is the tokens as a tree."""
    found = tuple(references(tokens))
    texts = _texts(root) if found else {}
    notes = (
        Footnote(line, _inline(token, line) or texts.get(token.meta.get("label", ""), ())) for line, token in found
    )
    return tuple(note for note in notes if note.text)


def _texts(root: SyntaxTreeNode) -> dict[str, tuple[Node, ...]]:
    """Return the blocks of each footnote; of two with one label, those of the first."""
    texts: dict[str, tuple[Node, ...]] = {}
    for token in root.walk():
        if token.type == "footnote_reference":
            texts.setdefault(token.meta["label"], tuple(_flat(read_blocks(token.children))))
    return texts


def _flat(nodes: Sequence[Node]) -> Iterator[Node]:
    for node in nodes:
        yield node
        yield from _flat(node.children)


def _inline(token: Token, line: int) -> tuple[Node, ...]:
    """Return the text of `^[text]`, nothing for a reference to a text elsewhere."""
    lines = read_lines(token, line)
    return (Node(NodeKind.PARAGRAPH, line, line, line, lines),) if lines else ()
