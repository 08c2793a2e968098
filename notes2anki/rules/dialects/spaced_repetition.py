"""obsidian-spaced-repetition and flashcards-obsidian.

`front::back`, `front:::back` (both ways), several lines around `?` or `??` (both ways), `==gap==^[hint][^1]`, `{gap}`.
In a file with a `#flashcards` tag only what follows the first such tag is read; `#flashcards/deck` names the subdeck.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import takewhile

from notes2anki.model import Aspect
from notes2anki.rules.answers import own_lines, says
from notes2anki.rules.found import Found
from notes2anki.rules.marks.answer import as_text
from notes2anki.rules.marks.gaps import CURLY, highlighted, with_gaps, written
from notes2anki.rules.marks.lines import Entry, Tape
from notes2anki.rules.marks.signs import Asked, Fault, Frame, Marking, asked, card_tag, card_tag_alone
from notes2anki.text import Text

RULE = "dialect:spaced-repetition"

_SIGNS = re.compile(r"(?:(?<=[^\s:])|^)\s*(?<!:)(?P<signs>:::?)(?!:)\s*(?=\S|$)")
_CODE = re.compile(r"^[A-Za-z_]\w*::[A-Za-z_~]\S*$")  # may be a card, if the file says that it holds cards
_SURELY_CODE = re.compile(r"^[a-z_]\w*::[a-z_~]\S*$")  # `std::vector`
_DIVIDER = re.compile(r"^(?:\?\??)$")
_TAGS = re.compile(r"^(?P<tags>(?:#flashcards(?:/[\w/-]+)?\s*)+)")


@dataclass(frozen=True, slots=True)
class _Place:
    """What the tags say of a line."""

    is_read: bool
    is_sure: bool  # the file says that it holds cards
    tags: tuple[str, ...] = ()


def find(tape: Tape) -> Iterator[Marking | Fault | Frame]:
    """Yield the cards of tagged headings, and of each stretch of lines without an empty one between them."""
    yield from (Frame(entry) for entry in tape.entries if _decks(entry) and not (entry.text and _own_tag(entry)))
    for entry in tape.entries:
        if entry.is_heading and entry.starts:
            yield from _headed(tape, entry)
    for place, run in _runs(tape):
        if place.is_read:
            yield from _cards(run, place)


def _headed(tape: Tape, entry: Entry) -> Iterator[Marking]:
    """Ask a heading with `#card` on it, or on the next line; the answer ends at the first empty line."""
    below = list(takewhile(lambda one: not one.is_heading and not one.is_break, tape.below(entry.node)))
    own = tape.of(entry.node)
    tagged = [entry, *(one for one in below[:1] if card_tag_alone(one))]
    on_it = card_tag(entry.node.tags)
    found = on_it or card_tag_alone(tagged[-1])
    rest = below[len(tagged) - 1 :]
    ends = [place for place in range(1, len(rest)) if rest[place].number > rest[place - 1].last + 1]
    answer = rest[: min(ends, default=len(rest))]
    if found and any(one.says_something for one in answer):
        lines = (*own, *tagged[1:], *answer)
        card = Asked(as_text(own), tuple(answer), lines, bool(found["way"]), tagged[-1].node.tags)
        yield asked(RULE, entry.statement, card)


def _own_tag(entry: Entry) -> bool:
    """Does the line begin with a tag and go on with a card?"""
    found = _TAGS.match(entry.plain)
    return bool(found and entry.plain[found.end() :])


def _runs(tape: Tape) -> Iterator[tuple[_Place, list[Entry]]]:
    is_sure = any(map(_is_flashcards, tape.tags)) or any(map(_decks, tape.entries))
    place = _Place(not is_sure or any(map(_is_flashcards, tape.tags)), is_sure)
    run: list[Entry] = []
    for entry in tape.entries:
        is_apart = bool(run) and entry.number > run[-1].last + 1
        decks = _decks(entry)
        if run and (is_apart or decks or entry.is_heading or entry.is_break):
            yield place, run
            run = []
        if _own_tag(entry) and (tagged := _TAGS.match(entry.plain)):  # the tag of this card alone
            yield replace(place, is_read=True, tags=decks), [entry.after(tagged.end())]
        elif decks:
            place = replace(place, is_read=True, tags=decks)
        elif not entry.is_heading and not entry.is_break:
            run.append(entry)
    if run:
        yield place, run


def _is_flashcards(tag: str) -> bool:
    return tag == "flashcards" or tag.startswith("flashcards/")


def _decks(entry: Entry) -> tuple[str, ...]:
    """Return the decks that the line's tags name; of `#flashcards` alone, the tag."""
    found = _TAGS.match(entry.plain)
    words = [word.lstrip("#") for word in found["tags"].split()] if found else []
    named = [*words, *(tag for tag in entry.node.tags if _is_flashcards(tag))]
    return tuple(dict.fromkeys(tag.removeprefix("flashcards/") for tag in named))


def _cards(run: Sequence[Entry], place: _Place) -> Iterator[Marking | Fault]:
    front: list[Entry] = []
    for number, entry in enumerate(run):
        signs = _signs(entry, place)
        if signs:
            card = Asked(
                entry.text.cut(0, signs.start()),
                (entry.after(signs.end()),),
                (entry,),
                signs["signs"] == ":::",
                place.tags,
            )
            yield asked(RULE, entry.statement, card)
            front = []
        elif _DIVIDER.match(entry.plain) and front:
            yield _divided(front, entry, run[number + 1 :], place)
            return
        else:
            front.append(entry)
    yield from _clozes(front, place)


def _signs(entry: Entry, place: _Place) -> re.Match[str] | None:
    masked = entry.unlinked
    if "{{" in masked or (_SURELY_CODE if place.is_sure else _CODE).match(masked.strip()):
        return None
    # A picture without words has no letters: what says something is not seen in the line.
    found = _SIGNS.finditer(masked)
    return next((one for one in found if entry.text.cut(0, one.start()) and entry.text.cut(one.end())), None)


def _divided(front: Sequence[Entry], middle: Entry, back: Sequence[Entry], place: _Place) -> Marking | Fault:
    if not any(entry.says_something for entry in back):
        return Fault(middle.number, f"nothing after `{middle.plain}`", "write the answer on the next line")
    lines = (*front, middle, *back)
    is_reversed = middle.plain == "??"
    return asked(RULE, front[0].statement, Asked(as_text(front), tuple(back), lines, is_reversed, place.tags))


def _clozes(entries: Sequence[Entry], place: _Place) -> Iterator[Marking]:
    for entry in entries:
        if not entry.starts:
            continue
        text = says(entry.node)
        gaps = sorted((*highlighted(text), *written(text, CURLY)), key=lambda gap: gap.start)
        if gaps and "{{c" not in text.masked:
            found = Found(
                Aspect.GAP,
                Text(),
                (),
                "cloze",
                own_lines(entry.node),
                text.plain,
                with_gaps(text, gaps),
                tags=place.tags,
            )
            yield Marking(RULE, entry.statement, found)
