"""overrides.yaml -> what the user decided of single cards; and the cards as the user wants them.

Cards are named by their keys, as `notes2anki cards` shows them. Nothing said here changes a card's key or guid.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import chain, groupby
from pathlib import Path
from typing import Annotated, ClassVar

import yaml
from msgspec import UNSET, UnsetType

from notes2anki.decisions import VERDICTS, Decision
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

_ITEM = re.compile(r"^\s*(?:[-*+]|(?P<number>\d{1,9})[.)])\s+(?P<words>\S.*)$")
_KEYS_SHOWN = "`notes2anki cards --keys` shows the keys that there are; if the card is gone, delete this entry"
_FORMS = "as in `abcdefgh2345: drop`, or `question: …` and `answer: …` indented on the lines below `abcdefgh2345:`"
_A_SLIP = 0.8  # how like a key is to one that is mistyped
_MOST_SEARCHES = 20  # for cards that look like those that are gone: each looks at all cards

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


def read_overrides(path: Path, shown: str, *, root: Path | None = None) -> tuple[Decision, ...]:
    """Return what the file says; no file says nothing. No link may lead out of `root`.

    Raises InputError with everything that is wrong, each at its line.
    """
    try:
        tree = read_tree(path, shown, largest=MAX_SIZE, root=root)
    except FileNotFoundError:
        return ()
    if tree is None or found_in(tree) == "nothing":  # all is commented out
        return ()
    if not isinstance(tree, yaml.MappingNode):
        raise InputError(Problem(shown, line_of(tree), f"expected keys of cards, found {found_in(tree)}", _FORMS))
    return tuple(chain.from_iterable(whole(_read_all(tree, shown))))


def _read_all(tree: yaml.Node, shown: str) -> Iterator[tuple[Decision, ...] | Problem]:
    for entry in pairs(tree, "", shown):
        if isinstance(entry, Problem):
            yield entry
        else:
            yield from attempt(_read_added if entry.word == CARDS else _read, entry)


def _read(entry: Entry) -> tuple[Decision, ...]:
    decision = Decision(entry.word, file=entry.path, place=entry.line)
    if not isinstance(entry.value, yaml.MappingNode):
        return (replace(decision, status=_verdict(entry)),)
    (said,) = whole([*attempt(lambda one: read_as(CardKeys, one), entry), *_contradictions(entry)])
    return (
        replace(
            decision,
            status=Status.KEEP if said.keep else Status.DROPPED if said.drop else None,
            question=said.question or "",
            answer=said.answer or "",
            kind=said.kind or None,
            hint=said.hint or "",
        ),
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


def _read_added(entry: Entry) -> tuple[Decision, ...]:
    cards = read_as(tuple[AddedKeys, ...], entry)
    return tuple(
        Decision(
            question=card.question,
            answer=card.answer,
            path=card.path,
            line=card.line,
            text=card.text or "",
            file=entry.path,
            place=line_of(node),
        )
        for card, node in zip(cards, entry.value.value, strict=True)
    )


# --- Markdown ------------------------------------------------------------------------------------------------------


def read_line(markdown: str) -> Text:
    """Return a question or a hint: its lines are joined."""
    return join((_text(line) for line in _lines(markdown)), " ")


def read_answer(markdown: str) -> tuple[Block, ...]:
    """Return an answer: lists of lines that begin as those of one, and a paragraph of each other line."""
    return tuple(_blocks(_lines(markdown)))


def _lines(markdown: str) -> tuple[str, ...]:
    return tuple(line for line in markdown.splitlines() if line.strip())


def _text(markdown: str) -> Text:
    """Read one line of Markdown as what stands within a paragraph."""
    (inline,) = parser().parseInline(markdown.strip())
    return join((line.text for line in read_lines(inline, 0)), " ")


def _blocks(lines: Iterable[str]) -> Iterator[Block]:
    for sign, group in groupby(lines, key=_sign):
        if sign:
            members = tuple(_text(found["words"]) for line in group if (found := _ITEM.match(line)))
            yield Bullets(members, is_ordered=sign == "number")
        else:
            yield from (Prose(_text(line)) for line in group)


def _sign(line: str) -> str:
    found = _ITEM.match(line)
    return "" if not found else "number" if found["number"] else "bullet"


# --- the cards -----------------------------------------------------------------------------------------------------

Said = Mapping[str, Decision]
"""The key of a card, as it is today -> what counts of what was decided of it."""


def by_card(*files: Iterable[Decision], names: Mapping[str, str]) -> tuple[Said, tuple[Problem, ...]]:
    """Return the decision that counts for each card, and a notice for each that does not.

    The first file counts, and in a file a card's key of today before those that it had: `names` leads from these to
    that.
    """
    said: dict[str, Decision] = {}
    notices = []
    for one in chain.from_iterable(sorted(file, key=lambda one: one.key in names) for file in files):
        counts = said.setdefault(names.get(one.key, one.key), one)
        if counts is not one:
            message = f"{counts.where} speaks of this card, too, and counts"
            notices.append(one.notice(message, "delete one of the two"))
    return said, tuple(notices)


def apply(
    cards: Iterable[Card], said: Said, former: Container[str] = ()
) -> tuple[tuple[Card, ...], tuple[Problem, ...]]:
    """Return the cards as the user wants them, in their order, and a notice for all that could not be done.

    `former` are the keys of cards that there were.
    """
    listed = tuple(cards)
    worded = tuple(_apply(card, said[card.key]) if card.key in said else card for card in listed)
    faults = ((said[card.key], _faults(card, said[card.key])) for card in worded if card.key in said)
    notices = [decision.notice(*fault) for decision, found in faults for fault in found]
    return worded, (*notices, *_gone(listed, said, former))


def _apply(card: Card, decision: Decision) -> Card:
    is_cloze = card.note_type is NoteType.CLOZE
    question = read_line(decision.question)
    is_asked = bool(question) and (not is_cloze or _has_gap(question))
    return replace(
        card,
        status=decision.status or card.status,
        question=question if is_asked else card.question,
        answer=card.answer if is_cloze else read_answer(decision.answer) or card.answer,
        kind=decision.kind if decision.kind and _note_type(decision.kind) is card.note_type else card.kind,
        hint=read_line(decision.hint) or card.hint,
    )


def _faults(card: Card, decision: Decision) -> Iterator[tuple[str, str]]:
    """Yield what is wrong with a decision on this card, and how to mend it."""
    is_cloze = card.note_type is NoteType.CLOZE
    if decision.kind and _note_type(decision.kind) is not card.note_type:
        yield f"a card of the kind {card.kind} cannot become {decision.kind}", "Anki keeps the two in different forms"
    if is_cloze and decision.question and not _has_gap(read_line(decision.question)):
        yield (
            "the question of a cloze needs a gap",
            "write the words to ask for as {{c1::words}}, with numbers from 1 to 500",
        )
    if is_cloze and decision.answer:
        yield "a cloze has no answer beside its gaps", "write it into the question, as {{c1::words}}"
    is_worded = decision.question or decision.answer
    if is_worded and not is_cloze and gives_away((card.question.plain, *card.context), card.answer):
        yield "the question gives the answer away", "word one of them differently"


def _has_gap(text: Text) -> bool:
    return bool(CLOZE.search(text.plain)) and not MISNUMBERED.search(text.plain)


def _note_type(kind: Kind) -> NoteType:
    return NoteType.CLOZE if kind is Kind.CLOZE else NoteType.BASIC


def _gone(cards: Sequence[Card], said: Said, former: Container[str]) -> Iterator[Problem]:
    """Yield a notice for each decision whose key no card has."""
    keys = {card.key for card in cards}
    gone = [decision for key, decision in said.items() if key not in keys]
    free = [card for card in cards if card.key not in said]
    for number, decision in enumerate(gone):
        hint = _meant(decision, free) if number < _MOST_SEARCHES else ""
        if decision.key in former:
            yield decision.notice("no card has this key any more", hint or "you can delete this entry")
        else:
            yield decision.notice("no card has this key", hint or _KEYS_SHOWN)


def _meant(decision: Decision, cards: Sequence[Card]) -> str:
    """Return which card it may be that the decision is of: one that says so, or has nearly that key."""
    if near := _nearest(decision, cards):
        return f"is it {near.path}:{near.first} now, “{near.question.plain}”? Its key is {near.key}"
    by_key = {card.key: card for card in cards}
    keys = difflib.get_close_matches(decision.key, by_key, n=1, cutoff=_A_SLIP)
    return f"did you mean {keys[0]}, “{by_key[keys[0]].question.plain}”?" if keys else ""


def _nearest(decision: Decision, cards: Iterable[Card]) -> Card | None:
    """Return the card that says most nearly what the decision says, if any does."""
    asked, answered = read_line(decision.question).plain, words(read_answer(decision.answer))
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
