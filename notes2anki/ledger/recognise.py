"""The ledger + the cards of today, of every status -> which cards are those of before."""

from __future__ import annotations

import functools
import html
import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from notes2anki.identity import normalise
from notes2anki.languages import all_languages
from notes2anki.leak import words
from notes2anki.ledger.entry import Entry, Ledger, Life, Place, in_order, plain
from notes2anki.matching import Doubt, Fact, match, why_kept
from notes2anki.model import Block, Bullets, Card, Node, NoteType, Page, Report
from notes2anki.text import GAP

Lines = tuple[tuple[int, str], ...]
"""The normalised texts of a report, each with its line."""

_LONGEST = 80  # characters of an answer in a message
_BREAK = re.compile(r"[\s,/·()（）\[\]…]+")
_WORDING = re.compile(r"[—→](?P<tail>[^—→]*)$")


@dataclass(frozen=True, slots=True)
class Recognised:
    """Which cards are those of before, each named by its key and its type of note."""

    known: Mapping[Place, tuple[Place, str]] = field(default_factory=dict)  # of today -> of before, and why: `moved`, …
    cards: Mapping[Place, Card] = field(default_factory=dict)  # of today, as their bullets have them
    names: Mapping[str, str] = field(default_factory=dict)  # former keys that no card has now -> those of today
    held: frozenset[Place] = frozenset()  # of before: they stay as they are, for they are kept or cannot be read
    kept: Mapping[Place, tuple[str, int]] = field(default_factory=dict)  # held, with the lines where their words stand
    same: frozenset[Place] = frozenset()  # of before another version: their words still stand in the notes
    doubts: tuple[Doubt, ...] = ()
    turned: tuple[tuple[Fact, Fact], ...] = ()


def recognise(
    cards: Iterable[Card], ledger: Ledger, *, read: Collection[str] = (), unread: Sequence[Page] = ()
) -> Recognised:
    """Say which cards are those of the ledger, whatever became of their text, their place and their rule.

    `read` are the paths of the reports that the cards come from, `unread` the reports that are left out. What one sees
    in these is among the `cards` of the result, too, but where a report that is read says the same.
    """
    today = {(card.key, card.note_type): card for card in cards}
    seen = {(card.key, card.note_type): card for page in unread for card in page.cards}
    seen = {place: card for place, card in seen.items() if place not in today}
    today |= seen
    before = {entry.place: entry for entry in ledger.entries}
    kept = {place: (entry.path, today[place].path) for place, entry in before.items() if place in today}
    held = {entry.place for entry in ledger.entries if _stands_in(entry, unread)}
    come, gone = today.keys() - kept.keys(), before.keys() - kept.keys() - held
    # What has its key still is known by it. It only tells where the others stand.
    near = _near(kept, [before[place] for place in gone], [today[place] for place in come])
    old = (_of_before(before[place], is_read=place in gone) for place in (*gone, *near))
    new = (_of_today(today[place], is_read=place in come) for place in (*come, *near))
    found = match(old, new)
    known = {place: (place, why_kept(*paths)) for place, paths in kept.items()}
    known |= {join.new.name: (join.old.name, join.why) for join in found.joins}
    held |= {place for new, (place, _) in known.items() if new in seen}
    missing = before.keys() - {place for place, _ in known.values()}
    held |= {entry.place for entry in _with_report(ledger, read, unread) if entry.place in missing}
    names = _names(known, before)
    return Recognised(known, today, names, frozenset(held), doubts=found.doubts, turned=found.turned)


def keep(
    found: Recognised, ledger: Ledger, notes: Callable[[str], Iterable[tuple[str, Lines]]], *, is_upgraded: bool
) -> Recognised:
    """Say also which cards stay since their words still stand in the notes, though no card is made of them now.

    That is only the doing of another version of the program (`is_upgraded`), now or then; what else takes a card from
    the notes was the user. `notes` returns for a report's path the reports that may hold what it held.
    """
    asked_now = {place for place, _ in found.known.values()} | {old.name for old, _ in found.turned}
    unedited = {place for place, (former, _) in found.known.items() if place == former}
    stand: dict[Place, tuple[str, int]] = {}
    for entry in ledger.entries:
        is_sought = entry.place not in unedited if is_upgraded else entry.state is Life.KEPT
        if is_sought and entry.state is not Life.RETIRED and entry.fields and entry.place not in found.held:
            places = ((path, line) for path, lines in notes(entry.path) if (line := _line_of(entry, lines)))
            if place := next(places, None):
                stand[entry.place] = place
    kept = {place: where for place, where in stand.items() if place not in asked_now}
    doubts = tuple(doubt for doubt in found.doubts if doubt.old.name not in kept)
    same = unedited | stand.keys() if is_upgraded else ()
    return replace(found, held=found.held | kept.keys(), kept=kept, same=frozenset(same), doubts=doubts)


def keep_twins(found: Recognised, ledger: Ledger, twins: Iterable[Card]) -> Recognised:
    """Say also which cards stay as they are since this version would ask the same with them as with another card."""
    before = {entry.place: entry for entry in ledger.entries}
    kept = dict(found.kept)
    for card in twins:
        former, _ = found.known.get((card.key, card.note_type), (None, ""))
        entry = before[former] if former else None
        is_there = entry and entry.fields and entry.state is not Life.RETIRED
        if entry and is_there and (entry.state is Life.KEPT or entry.place in found.same):
            kept[entry.place] = card.path, card.first
    return replace(found, held=found.held | kept.keys(), kept=kept)


def lines_of(report: Report) -> Lines:
    """Return the normalised texts of all blocks of a report, of their lines, and of the rows and cells of tables."""
    return tuple((line, text) for line, said in _said_in(report.outline) if (text := normalise(said)))


def _said_in(nodes: Iterable[Node]) -> Iterator[tuple[int, str]]:
    for node in nodes:
        yield node.first, node.text.plain
        yield from ((line.number, line.text.plain) for line in node.written or node.lines)
        for row in node.rows:
            cells = [cell.plain for cell in row.cells]
            yield from ((row.number, said) for said in (" ".join(cells), *cells))
        yield node.first, node.code
        yield from _said_in(node.children)


def _line_of(entry: Entry, lines: Lines) -> int:
    """Return where the words of a card stand in a report, 0 if not all of them do.

    They are its last block, whole, behind others that are whole as well or a part of one: `subject`, `row`, `cell`.
    """
    text, found = entry.text.rpartition(" ")[2], 0
    while text:
        if whole := next((line for line, said in lines if text in said), 0):
            return found or whole
        line, last = max(((line, said) for line, said in lines if text.endswith(said)), key=_length, default=(0, ""))
        if not line:
            return 0
        text, found = text.removesuffix(last), found or line
    return found


def _length(said: tuple[int, str]) -> int:
    return len(said[1])


def _stands_in(entry: Entry, unread: Sequence[Page]) -> bool:
    """Does Anki have the card, and is it told in one of these reports, there first or as a copy?"""
    if entry.state is Life.RETIRED or not entry.fields:
        return False
    source = html.unescape(dict(entry.fields).get("Source", ""))
    return any(
        page.path == entry.path or entry.path.startswith(f"{page.path}/") or f"<small>{page.path}:" in source
        for page in unread
    )


def _with_report(ledger: Ledger, read: Collection[str], unread: Sequence[Page]) -> Iterator[Entry]:
    """Yield the cards that went with their report, if that may be one that was renamed and of which nothing is seen."""
    paths = {entry.path for entry in ledger.entries}
    # What a link leads to is out by decision, and no sign of a report that was renamed.
    if any(not page.is_read and not page.is_sound and page.path not in paths for page in unread):
        there = {*read, *(page.path for page in unread)}
        yield from (entry for entry in ledger.entries if entry.state is Life.ACTIVE and entry.path not in there)


def _near(kept: Mapping[Place, tuple[str, str]], gone: Sequence[Entry], come: Iterable[Card]) -> list[Place]:
    """Return what is kept of the reports that something is gone from, and of those that these may have become.

    What stands elsewhere is nobody's neighbour. `kept` holds for each card its report, then and now.
    """
    left = {entry.path for entry in gone}
    undone = {(alias, entry.note_type) for entry in gone for alias in entry.aliases}
    reports = left | {path for former, path in kept.values() if former in left}
    reports |= {card.path for card in come if (card.key, card.note_type) in undone}
    return [place for place, paths in kept.items() if not reports.isdisjoint(paths)]


def _names(known: Mapping[Place, tuple[Place, str]], before: Mapping[Place, Entry]) -> dict[str, str]:
    today = {key for key, _ in known}
    pairs = ((old, key) for (key, _), (place, _) in known.items() for old in (place[0], *before[place].aliases))
    return {old: key for old, key in pairs if old not in today}


def _of_today(card: Card, *, is_read: bool) -> Fact:
    is_cloze = card.note_type is NoteType.CLOZE
    question = card.question.plain if is_read else ""
    answer = normalise(said_by(card)[1]) if is_read and not is_cloze else _hidden(question)
    return Fact(
        key=card.key,
        kind=card.note_type,
        slot=card.slot,
        text=card.source_text,
        asked=_asked(question, card.source_text, answer),
        answer=answer,
        path=card.path,
        line=card.first,
        trail=card.context,
        shown=card.question.plain,
    )


def _of_before(entry: Entry, *, is_read: bool) -> Fact:
    is_cloze = entry.note_type is NoteType.CLOZE
    question, answered = said(entry) if is_read else ("", "")
    answer = _hidden(question) if is_cloze else normalise(answered)
    return Fact(
        key=entry.key,
        kind=entry.note_type,
        slot=entry.slot,
        text=entry.text,
        asked=_asked(question, entry.text, answer),
        answer=answer,
        path=entry.path,
        line=entry.line,
        trail=entry.trail,
        aliases=entry.aliases,
        is_gone=entry.state is Life.RETIRED,
        shown=asked(entry) if is_read else "",
    )


def asked(entry: Entry) -> str:
    """Return the question of a card, or the text of a cloze, in one line."""
    return " ".join((_told(entry) if entry.fields else said(entry))[0].split())


def answered(entry: Entry) -> str:
    """Return the answer of a card in one line, no more of it than tells it from another."""
    line = " ".join(_told(entry)[1].split())
    return line if len(line) <= _LONGEST else f"{line[: _LONGEST - 1]}…"


def said_by(card: Card) -> tuple[str, str]:
    """Return question and answer of a card, the members of lists without numbers in one order."""
    return card.question.plain, words(tuple(map(_in_order, card.answer)))


def _in_order(block: Block) -> Block:
    if not isinstance(block, Bullets) or block.is_ordered:
        return block
    return Bullets(tuple(sorted(block.members, key=lambda member: normalise(member.plain))))


def said(entry: Entry) -> tuple[str, str]:
    """Return question and answer as the bullet has them."""
    return (entry.said[0], entry.said[1]) if len(entry.said) == 2 else _told(entry)


def _told(entry: Entry) -> tuple[str, str]:
    """Return question and answer as Anki has them."""
    fields = dict(entry.fields)
    front = fields.get("Text" if entry.note_type is NoteType.CLOZE else "Question", "")
    return plain(front), plain(in_order(fields.get("Answer", "")))


def _hidden(cloze: str) -> str:
    return normalise(" ".join(found["hidden"] for found in GAP.finditer(cloze)))


def _asked(question: str, text: str, answer: str) -> tuple[str, ...]:
    """Return the words of a question without its wording, which may change by itself: `What is …?`, `… — 무엇인가?`."""
    shown = GAP.sub(" ", question).strip()
    tail = _WORDING.search(shown)
    if tail:
        words_ = _words(tail["tail"])
        if any(word not in text for word in words_) or answer.startswith("".join(words_)):
            return _words(shown[: tail.start()])
    found = next(filter(None, (pattern.fullmatch(shown) for pattern in _wordings())), None)
    return _words(" ".join(_PARTICLE.sub("", part) for part in found.groups()) if found else shown)


@functools.cache
def _wordings() -> tuple[re.Pattern[str], ...]:
    """Return the built-in wordings of all languages, those that say most first; what is asked about is a group."""
    templates = [template for one in all_languages() for template in one.table("wordings").values()]
    ranked = sorted(templates, key=lambda template: len(_HOLE.sub("", template)), reverse=True)
    return tuple(re.compile(rf"{_HOLE.sub(_group, re.escape(one))}(?: \(\d+/\d+\))?") for one in ranked)


def _group(hole: re.Match[str]) -> str:
    return {"count": r"\d+", "be": "(?:is|are)", "are": "(?:is|are)", "do": "(?:does|do)"}.get(hole[1], "(.+?)")


_HOLE = re.compile(r"\\?\{(\w+)\\?\}")
_PARTICLE = re.compile(r"(?<=[가-힣])[은는의]$| —$")


def _words(text: str) -> tuple[str, ...]:
    return tuple(normalise(word) for word in _BREAK.split(text) if any(map(str.isalnum, word)))
