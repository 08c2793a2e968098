"""overrides.yaml -> what the user says of single cards; and the cards as the user wants them.

Cards are named by their keys, as `notes2anki cards` shows them. Nothing said here changes a card's key or guid.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from pathlib import Path
from typing import Annotated, ClassVar

import yaml
from msgspec import UNSET, UnsetType

from notes2anki.leak import gives_away, words
from notes2anki.markdown import parser
from notes2anki.markdown.inline import read_lines
from notes2anki.model import Block, Bullets, Card, InputError, Kind, NoteType, Problem, Prose, Status
from notes2anki.text import CLOZE, MISNUMBERED, Text, join
from notes2anki.typed import Keys, Words, read_as, says, schema_of, written_schema
from notes2anki.yamltree import Entry, attempt, found_in, is_true, line_of, pairs, read_tree, whole, word_of

MAX_SIZE = 1024 * 1024
"""Bytes that an overrides.yaml may have."""

CARDS = "cards"
"""The one key of the file that is no card's: its value is a list of cards of the user's own."""

VERDICTS = {"keep": Status.KEEP, "drop": Status.DROPPED}
"""What can be said of a card in one word."""

_ITEM = re.compile(r"^\s*(?:[-*+]|(?P<number>\d{1,9})[.)])\s+(?P<words>\S.*)$")
_KEYS_SHOWN = "`notes2anki cards --keys` shows the keys that there are; if the card is gone, delete this entry"
_FORMS = "as in `abcdefgh2345: drop`, or `question: …` and `answer: …` indented on the lines below `abcdefgh2345:`"
_A_SLIP = 0.8  # how like a key is to one that is mistyped
_MOST_SEARCHES = 20  # for cards that look like those that are gone: each looks at all cards


@dataclass(frozen=True, slots=True)
class Override:
    """What the user says of one card."""

    key: str
    line: int
    status: Status | None = None
    question: Text = Text()
    answer: tuple[Block, ...] = ()
    kind: Kind | None = None
    hint: Text = Text()


@dataclass(frozen=True, slots=True)
class Added:
    """A card that the user makes of a line from which none came by itself."""

    path: str  # the report's
    place: int  # the line of the report
    line: int  # of this file
    question: Text
    answer: tuple[Block, ...]
    text: str = ""  # what the line said then: how it is found again, and what the guid comes from


@dataclass(frozen=True, slots=True)
class Overrides:
    """What the user says of all cards; `shown` is how messages call the file."""

    entries: tuple[Override, ...] = ()
    shown: str = "overrides.yaml"
    added: tuple[Added, ...] = ()


_TRUE = {"const": True}


class CardKeys(Keys, frozen=True, kw_only=True):
    """What can be said of a card."""

    former: ClassVar[Mapping[str, tuple[str, str]]] = {
        "merge": ("cards are merged no more", "write both answers under `answer`, and `drop` the other card"),
    }

    keep: Annotated[bool, says("Package the card, whatever its score.", extra_json_schema=_TRUE)] | UnsetType = UNSET
    drop: Annotated[bool, says("Do not package the card.", extra_json_schema=_TRUE)] | UnsetType = UNSET
    question: Annotated[Words, says("What the card asks, in Markdown.")] | UnsetType = UNSET
    answer: (
        Annotated[Words, says("What it answers, in Markdown; lines that begin with - or 1. are a list.")] | UnsetType
    ) = UNSET
    hint: Annotated[Words, says("What a tap shows before the answer, in Markdown.")] | UnsetType = UNSET
    kind: Annotated[Kind, says("What kind of card it is.")] | UnsetType = UNSET


class AddedKeys(Keys, frozen=True, kw_only=True):
    """A card that you make of a line from which none came."""

    path: Annotated[Words, says("The report, as `notes2anki cards` shows it.")]
    line: Annotated[int, says("The line of the report.", ge=1)]
    question: Annotated[Words, says("What the card asks, in Markdown.")]
    answer: Annotated[Words, says("What it answers, in Markdown.")]
    text: Annotated[Words, says("What the line says; by it the line is found again.")] | UnsetType = UNSET


# --- reading -------------------------------------------------------------------------------------------------------


def read_overrides(path: Path, shown: str, *, root: Path | None = None) -> Overrides:
    """Return what the file says; no file says nothing. No link may lead out of `root`.

    Raises InputError with everything that is wrong, each at its line.
    """
    try:
        tree = read_tree(path, shown, largest=MAX_SIZE, root=root)
    except FileNotFoundError:
        return Overrides(shown=shown)
    if tree is None or found_in(tree) == "nothing":  # all is commented out
        return Overrides(shown=shown)
    if not isinstance(tree, yaml.MappingNode):
        raise InputError(Problem(shown, line_of(tree), f"expected keys of cards, found {found_in(tree)}", _FORMS))
    found = whole(_read_all(tree, shown))
    added = tuple(one for many in found if isinstance(many, tuple) for one in many)
    return Overrides(tuple(one for one in found if isinstance(one, Override)), shown, added)


def _read_all(tree: yaml.Node, shown: str) -> Iterator[Override | tuple[Added, ...] | Problem]:
    for entry in pairs(tree, "", shown):
        if isinstance(entry, Problem):
            yield entry
        elif entry.word == CARDS:
            yield from attempt(_read_added, entry)
        else:
            yield from attempt(_read, entry)


def _read(entry: Entry) -> Override:
    if not isinstance(entry.value, yaml.MappingNode):
        return Override(entry.word, entry.line, _verdict(entry))
    (said,) = whole([*attempt(lambda one: read_as(CardKeys, one), entry), *_contradictions(entry)])
    return Override(
        entry.word,
        entry.line,
        status=Status.KEEP if said.keep else Status.DROPPED if said.drop else None,
        question=_words(said.question or ""),
        answer=tuple(_blocks(said.answer or "")),
        kind=said.kind or None,
        hint=_words(said.hint or ""),
    )


def _verdict(entry: Entry) -> Status:
    word, kind = word_of(entry.value), found_in(entry.value)
    if kind == "a string" and word in VERDICTS:
        return VERDICTS[word]
    found = f"`{word}`" if kind == "a string" else kind
    raise InputError(entry.problem(f"expected keep, drop or a mapping, found {found}", _FORMS))


def _contradictions(entry: Entry) -> Iterator[Problem]:
    said = {one.word: one for one in pairs(entry.value, entry.group, entry.path) if isinstance(one, Entry)}
    if not said:
        yield entry.problem("says nothing", _FORMS)
    if said.keys() >= VERDICTS.keys():
        yield entry.problem("cannot be kept and dropped", "remove one of them", at=entry.name)
    for name, other in (("keep", "drop"), ("drop", "keep")):
        if name in said and found_in(said[name].value) == "true or false" and not is_true(said[name].value):
            yield said[name].problem("expected true, found false", f"write `{other}: true`, or remove the line")


def _read_added(entry: Entry) -> tuple[Added, ...]:
    cards = read_as(tuple[AddedKeys, ...], entry)
    return tuple(
        Added(
            path=card.path,
            place=card.line,
            line=line_of(node),
            question=_words(card.question),
            answer=tuple(_blocks(card.answer)),
            text=card.text or "",
        )
        for card, node in zip(cards, entry.value.value, strict=True)
    )


# --- Markdown ------------------------------------------------------------------------------------------------------


def _words(markdown: str) -> Text:
    """Read all lines as one."""
    return join((_text(line) for line in _lines(markdown)), " ")


def _lines(markdown: str) -> tuple[str, ...]:
    return tuple(line for line in markdown.splitlines() if line.strip())


def _text(markdown: str) -> Text:
    """Read one line of Markdown as what stands within a paragraph."""
    (inline,) = parser().parseInline(markdown.strip())
    return join((line.text for line in read_lines(inline, 0)), " ")


def _blocks(markdown: str) -> Iterator[Block]:
    """Read a list from lines that begin as those of one, and a paragraph from each other line."""
    for sign, group in groupby(_lines(markdown), key=_sign):
        if sign:
            members = tuple(_text(found["words"]) for line in group if (found := _ITEM.match(line)))
            yield Bullets(members, is_ordered=sign == "number")
        else:
            yield from (Prose(_text(line)) for line in group)


def _sign(line: str) -> str:
    found = _ITEM.match(line)
    return "" if not found else "number" if found["number"] else "bullet"


# --- the cards -----------------------------------------------------------------------------------------------------


def apply(
    cards: Iterable[Card], overrides: Overrides, former: Container[str] = ()
) -> tuple[tuple[Card, ...], tuple[Problem, ...]]:
    """Return the cards as the user wants them, in their order, and a notice for all that could not be done.

    `former` are the keys of cards that there were.
    """
    said = {override.key: override for override in overrides.entries}
    listed = tuple(cards)
    worded = tuple(_apply(card, said[card.key]) if card.key in said else card for card in listed)
    faults = ((said[card.key], _faults(card, said[card.key])) for card in worded if card.key in said)
    notices = [_notice(overrides, override, *fault) for override, found in faults for fault in found]
    return worded, (*notices, *_gone(listed, overrides, former))


def _apply(card: Card, override: Override) -> Card:
    is_cloze = card.note_type is NoteType.CLOZE
    is_asked = bool(override.question) and (not is_cloze or _has_gap(override.question))
    return replace(
        card,
        status=override.status or card.status,
        question=override.question if is_asked else card.question,
        answer=card.answer if is_cloze else override.answer or card.answer,
        kind=override.kind if override.kind and _note_type(override.kind) is card.note_type else card.kind,
        hint=override.hint or card.hint,
    )


def _faults(card: Card, override: Override) -> Iterator[tuple[str, str]]:
    """Yield what is wrong with an override of this card, and how to mend it."""
    is_cloze = card.note_type is NoteType.CLOZE
    if override.kind and _note_type(override.kind) is not card.note_type:
        yield f"a card of the kind {card.kind} cannot become {override.kind}", "Anki keeps the two in different forms"
    if is_cloze and override.question and not _has_gap(override.question):
        yield (
            "the question of a cloze needs a gap",
            "write the words to ask for as {{c1::words}}, with numbers from 1 to 500",
        )
    if is_cloze and override.answer:
        yield "a cloze has no answer beside its gaps", "write it into the question, as {{c1::words}}"
    is_worded = override.question or override.answer
    if is_worded and not is_cloze and gives_away((card.question.plain, *card.context), card.answer):
        yield "the question gives the answer away", "word one of them differently"


def _has_gap(text: Text) -> bool:
    return bool(CLOZE.search(text.plain)) and not MISNUMBERED.search(text.plain)


def _note_type(kind: Kind) -> NoteType:
    return NoteType.CLOZE if kind is Kind.CLOZE else NoteType.BASIC


def _notice(overrides: Overrides, override: Override, message: str, hint: str) -> Problem:
    return Problem(overrides.shown, override.line, f"{override.key}: {message}", hint, is_error=False)


def _gone(cards: Sequence[Card], overrides: Overrides, former: Container[str]) -> Iterator[Problem]:
    """Yield a notice for each override whose key no card has."""
    keys = {card.key for card in cards}
    gone = [override for override in overrides.entries if override.key not in keys]
    taken = {override.key for override in overrides.entries}
    free = [card for card in cards if card.key not in taken]
    for number, override in enumerate(gone):
        hint = _meant(override, free) if number < _MOST_SEARCHES else ""
        if override.key in former:
            yield _notice(overrides, override, "no card has this key any more", hint or "you can delete this entry")
        else:
            yield _notice(overrides, override, "no card has this key", hint or _KEYS_SHOWN)


def _meant(override: Override, cards: Sequence[Card]) -> str:
    """Return which card it may be that the override speaks of: one that says so, or has nearly that key."""
    if near := _nearest(override, cards):
        return f"is it {near.path}:{near.first} now, “{near.question.plain}”? Its key is {near.key}"
    by_key = {card.key: card for card in cards}
    keys = difflib.get_close_matches(override.key, by_key, n=1, cutoff=_A_SLIP)
    return f"did you mean {keys[0]}, “{by_key[keys[0]].question.plain}”?" if keys else ""


def _nearest(override: Override, cards: Iterable[Card]) -> Card | None:
    """Return the card that says most nearly what the override says, if any does."""
    asked, answered = override.question.plain, words(override.answer)
    by_words = {(card.question.plain if asked else words(card.answer)): card for card in cards}
    near = difflib.get_close_matches(asked or answered, by_words, n=1) if asked or answered else ()
    return by_words[near[0]] if near else None


def overrides_schema() -> str:
    """Return the JSON schema of overrides.yaml."""
    long = schema_of(CardKeys) | {"type": "object", "minProperties": 1, "not": {"required": list(VERDICTS)}}
    added = {"description": "Cards that you make of lines from which none came.", **schema_of(tuple[AddedKeys, ...])}
    rules = {
        "description": "What you say of single cards, by their keys as `notes2anki cards --keys` shows them.",
        "type": ["object", "null"],
        "properties": {CARDS: added},
        "additionalProperties": {"anyOf": [{"enum": list(VERDICTS)}, long]},
    }
    return written_schema("overrides.yaml", rules)
