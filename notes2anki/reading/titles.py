"""Pages -> the pages with the titles of notes where their names stood, and with where links to notes lead.

No page knows what the others are called, and each is remembered by itself: this comes after the cache.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from functools import partial
from itertools import chain
from posixpath import basename, dirname, join, normpath
from typing import assert_never
from urllib.parse import quote, unquote

from notes2anki.model import Block, Bullets, Card, Code, Grid, Page, Prose, texts_of
from notes2anki.text import Mark, Run, Text
from notes2anki.text import join as join_texts

_WIKI = re.compile(r"\[\[(?P<note>[^\]|#]*)(?:#[^\]|]*)?(?P<words>\|.*)?\]\]")
_MARKDOWN = re.compile(r"[^:?#]+\.(?:md|markdown)(?:#.*)?", re.IGNORECASE)  # `../day%201.md#kernels`
_SUFFIX = re.compile(r"\.(?:md|markdown)$", re.IGNORECASE)
_EXPORT_ID = re.compile(r"\s+[0-9a-f]{32}$")  # Notion puts one into every file's name


def with_titles(pages: Iterable[Page]) -> Iterator[Page]:
    """Yield the pages with the titles of the other notes. The name of a note that is not among them stays."""
    listed = tuple(pages)
    notes = _Notes.of(listed)
    return (replace(page, cards=tuple(_titled(card, notes) for card in page.cards)) for page in listed)


@dataclass(frozen=True, slots=True)
class _Notes:
    """The notes by their names without folder and suffix, those nearest to the root first."""

    by_name: dict[str, tuple[Page, ...]]

    @classmethod
    def of(cls, pages: Iterable[Page]) -> _Notes:
        by_name: dict[str, tuple[Page, ...]] = {}
        for page in sorted(pages, key=lambda page: (page.path.count("/"), page.path)):
            name = basename(_stem(page.path))
            by_name[name] = (*by_name.get(name, ()), page)
        return cls(by_name)

    def find(self, written: str, report: str) -> Page | None:
        """Return the note of this path, beside the report that links to it or else anywhere below its folders."""
        stem = _stem(written)
        named = self.by_name.get(basename(stem), ())
        beside = normpath(join(dirname(_stem(report)), stem))
        there = (page for page in named if _stem(page.path) == beside)
        anywhere = (page for page in named if f"/{_stem(page.path)}".endswith(f"/{stem.lstrip('/')}"))
        return next(there, None) or next(anywhere, None)


def _stem(path: str) -> str:
    """Return a path without its suffix, in one spelling: Obsidian finds a note in whatever case it is written."""
    return _SUFFIX.sub("", unicodedata.normalize("NFC", path)).casefold()


def _titled(card: Card, notes: _Notes) -> Card:
    texts = chain((card.question, card.hint, card.term), *map(texts_of, (*card.answer, *card.extra)))
    is_told = any(Mark.NOTE in run.marks for text in texts for run in text.runs)
    if not is_told and not any(_WIKI.fullmatch(source) or _MARKDOWN.fullmatch(source) for source in card.sources):
        return card  # as most are
    change = partial(_text, report=card.path, notes=notes)
    leads = (_led(source, card.path, notes) for source in card.sources)
    return replace(
        card,
        question=change(card.question),
        hint=change(card.hint),
        term=change(card.term),
        answer=tuple(_block(block, change) for block in card.answer),
        extra=tuple(_block(block, change) for block in card.extra),
        sources=tuple(dict.fromkeys(filter(None, leads))),
    )


def _led(source: str, report: str, notes: _Notes) -> str:
    """Return the note that a link leads to, as a path from the root: copies in other folders share it.

    A wikilink to none leads nowhere, and a path that is no report's stays.
    """
    wiki = _WIKI.fullmatch(source)
    page = notes.find(_written(source), report) if wiki or _MARKDOWN.fullmatch(source) else None
    if page:
        return f"/{quote(page.path)}"
    return "" if wiki else source


def _written(target: str) -> str:
    """Return the name or the path of a note as a link says it."""
    wiki = _WIKI.fullmatch(target)
    return wiki["note"].strip() if wiki else unquote(target.partition("#")[0])


def _block(block: Block, change: Callable[[Text], Text]) -> Block:
    match block:
        case Prose(text):
            return replace(block, text=change(text))
        case Bullets(members):
            return replace(block, members=tuple(map(change, members)))
        case Code():
            return block
        case Grid(rows):
            return replace(block, rows=tuple(tuple(map(change, row)) for row in rows))
        case _:
            assert_never(block)


def _text(text: Text, report: str, notes: _Notes) -> Text:
    if not text.notes:
        return text
    return join_texts((Text((_run(run, report, notes),)) for run in text.runs), "")


def _run(run: Run, report: str, notes: _Notes) -> Run:
    """Put the title in the place of the name, unless the author wrote words of her own; then the words are plain."""
    if Mark.NOTE not in run.marks:
        return run
    plain = replace(run, marks=run.marks - {Mark.NOTE}, target=run.target if Mark.LINK in run.marks else "")
    written, wiki = _written(run.target), _WIKI.fullmatch(run.target)
    name = _EXPORT_ID.sub("", _SUFFIX.sub("", basename(written)))
    page = notes.find(written, report)
    if not (page and page.title and name and run.text.startswith(name)) or (wiki and wiki["words"]):
        return plain
    return replace(plain, text=page.title + run.text.removeprefix(name), marks=plain.marks | {Mark.GAP})
