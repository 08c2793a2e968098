"""Findings -> cards: how a fact is asked, and that the question does not give the answer away."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import PurePosixPath
from typing import assert_never

from notes2anki.identity import make_guid, make_key, normalise
from notes2anki.labels import take_line
from notes2anki.languages import every, fold, language, language_of
from notes2anki.leak import gives_away, names, words
from notes2anki.model import (
    Aspect,
    Block,
    Bullets,
    Card,
    Doubt,
    Finding,
    Habits,
    Kind,
    NoteType,
    Prose,
    Report,
    Reverse,
    Settings,
    Skip,
    Status,
    texts_of,
)
from notes2anki.questions.wording import Worded, word
from notes2anki.text import Text, plain_text, sentence_ends

LONGEST_QUESTION = 180  # characters
_FEW_MORE = 2  # members that a list of facts may lack

_WORDS = re.compile(r"[^\W_]+|[^\w\s?？.—-]")
_TOLD = re.compile(r"[^\W_](?:[^\W_]|[.](?=\w))*")
_FIGURE = re.compile(r"[-+]?\d[\d.,]*")
_ADDRESS = re.compile(r"https?://")
_SHORTEST_MEANING = 10  # characters, by which one could tell a term


def make_cards(
    report: Report, findings: Iterable[Finding], settings: Settings
) -> Iterator[tuple[Finding, Card | Skip]]:
    """Yield each finding with its card, without deck and tags; with a Skip where it cannot be asked."""
    for found, worded in _worded(findings, settings):
        asked, finding = _hinted(worded, found)
        fault = _fault(asked, is_explicit=finding.is_explicit)
        if fault:
            words = finding.said or asked.question.plain
            yield finding, Skip(report.path, finding.first, finding.last, words, fault)
        else:
            yield finding, _card(report, finding, _shortened(asked, finding, settings.habits.longest_answer), settings)


def merge_copies(cards: Iterable[Card]) -> Iterator[Card | Skip]:
    """Yield the cards with each fact once: the earliest report is its home, the other places become sources.

    The order of the cards that stay is kept. What stands in one report again is skipped there.
    """
    homes: dict[str, list[Card]] = {}
    listed = list(cards)
    for card in sorted(listed, key=lambda card: card.age):
        homes.setdefault(card.guid, []).append(card)
    for card in listed:
        copies = homes[card.guid]
        here = next(copy for copy in copies if copy.path == card.path)
        if card is copies[0]:
            yield _with_copies(copies)
        elif card is not here:
            same = "fact" if words(card.answer) == words(here.answer) else "question"
            yield skipped(card, f"the same {same} as {here.path}:{here.first}")


def tell_pictures_apart(cards: Iterable[Card], namespace: str) -> Iterator[Card]:
    """Yield the cards, those that ask the same words of several pictures known by these as well.

    All of them are, so that none of them depends on which came first.
    """
    listed = tuple(cards)
    asked: dict[str, set[tuple[str, ...]]] = {}
    for card in listed:
        asked.setdefault(card.guid, set()).add(_pictures(card))
    return (_by_pictures(card, namespace) if len(asked[card.guid]) > 1 else card for card in listed)


def _by_pictures(card: Card, namespace: str) -> Card:
    if not (pictures := _pictures(card)):
        return card
    text = normalise(" ".join((card.source_text, *pictures)))
    guid = make_guid(namespace, card.note_type, text, card.slot)
    return replace(card, guid=guid, key=make_key(text, card.slot), source_text=text)


def _pictures(card: Card) -> tuple[str, ...]:
    """Return the names of the pictures in a question; the folder may be written in several ways."""
    return tuple(picture.target.rpartition("/")[2] for picture in card.question.images)


def tell_twins_apart(cards: Iterable[Card]) -> Iterator[Card | Skip]:
    """Yield the cards, each question once in a deck: a later one also says where it stands, or when it was written.

    Kept cards come before suggested ones, earlier reports before later ones. What asks the same under the
    same headings is skipped. What the user has dropped is asked of nobody, so it is in no one's way.
    """
    listed = tuple(cards)
    asked: dict[tuple[str, ...], list[Card]] = {}
    told: dict[int, Card | Skip] = {}
    live = (card for card in listed if card.status is not Status.DROPPED and card.kind is not Kind.CLOZE)
    for card in sorted(live, key=lambda card: (card.status is not Status.KEEP, card.age)):
        twins = asked.get(_asks(card), [])
        same = next((twin for twin in twins if _is_same(twin, card)), None)
        if same and same.deck != card.deck:
            continue
        another = next((one for one in _placed(card, twins) if _asks(one) not in asked), None) if twins else card
        if same or another is None:
            first = same or twins[0]
            told[id(card)] = skipped(card, f"the same question as {first.path}:{first.first}")
        else:
            told[id(card)] = another
            asked.setdefault(_asks(another), []).append(another)
            if another is not card:
                twins.append(card)
    return (told.get(id(card), card) for card in listed)


def _is_same(card: Card, other: Card) -> bool:
    return (words(card.answer), card.context) == (words(other.answer), other.context)


def _placed(card: Card, twins: list[Card]) -> Iterator[Card]:
    """Yield the card as it asks with what stands above it alone in brackets, nearest first, or its report's date."""
    shared = {part for twin in twins for part in twin.context}
    for place in reversed(card.context):
        if place not in shared:
            above = tuple(part for part in card.context if part != place)
            yield replace(card, question=card.question + plain_text(f" ({place})"), context=above)
    when = card.date.isoformat() if card.date else PurePosixPath(card.path).stem
    yield replace(card, question=card.question + plain_text(f" ({when})"))


def skipped(card: Card, reason: str) -> Skip:
    """Return what is told of a card that is not made."""
    return Skip(card.path, card.first, card.last, card.said or card.question.plain, reason)


def is_reversed(card: Card, choice: Reverse) -> bool:
    """Is the card also asked the other way round?

    A contrast never is, for its answer names the topics. Of a term, the meaning has to be one paragraph that does not
    name it, long enough to be the meaning of nothing else. What the author marked so always is.
    """
    if card.is_reversed:
        return bool(card.answer) and card.kind is not Kind.CLOZE
    match choice:
        case Reverse.NONE:
            return False
        case Reverse.ALL:
            return bool(card.answer) and card.kind not in (Kind.CLOZE, Kind.CONTRAST)
        case Reverse.TERMS:
            return card.kind is Kind.TERM and _identifies(card)
        case _:
            assert_never(choice)


def _identifies(card: Card) -> bool:
    meaning = words(card.answer)
    is_told = len(card.answer) == 1 and isinstance(card.answer[0], Prose)
    return is_told and len(meaning) >= _SHORTEST_MEANING and not names(card.term, (meaning, *card.context))


def _asks(card: Card) -> tuple[str, ...]:
    """Return what two cards share whose questions are the same to a learner, whatever their marks and capitals."""
    return (" ".join(_WORDS.findall(card.question.plain.casefold())), *_targets(card.question))


def question_key(deck: str, question: str, context: Iterable[str]) -> tuple[str, str]:
    """Return what two questions of a subdeck share that a learner cannot tell apart."""
    return deck, normalise(" ".join((question, *context)))


def _targets(question: Text) -> tuple[str, ...]:
    return tuple(picture.target for picture in question.images)


def _card(report: Report, finding: Finding, parts: tuple[Worded, tuple[Block, ...]], settings: Settings) -> Card:
    asked, extra = parts
    note_type = NoteType.CLOZE if asked.kind is Kind.CLOZE else NoteType.BASIC
    doubts = () if finding.is_explicit else tuple(_doubts(asked, finding, settings.habits.longest_answer))
    score = math.prod((finding.score, *(doubt.factor for doubt in doubts)))
    return Card(
        guid=make_guid(settings.namespace, note_type, finding.source_text, finding.slot),
        key=make_key(finding.source_text, finding.slot),
        kind=asked.kind,
        question=asked.question,
        answer=asked.answer,
        path=report.path,
        first=finding.first,
        last=finding.last,
        rule=finding.rule,
        score=round(score, 4),
        status=Status.KEEP if score >= settings.threshold else Status.SUGGESTED,
        language=language_of(f"{asked.question.plain} {words(asked.answer)}", language(finding.language)).code,
        source_text=normalise(finding.source_text),
        slot=finding.slot,
        extra=extra,
        context=_context(finding.trail, asked),
        sources=finding.sources,
        tags=(),
        date=report.front.date,
        doubts=(*finding.doubts, *doubts),
        said=finding.said,
        term=asked.term,
        hint=asked.hint,
        is_reversed=finding.is_reversed,
        formulas=finding.formulas,
        trail=finding.trail,
    )


def _doubts(asked: Worded, finding: Finding, longest_answer: int) -> Iterator[Doubt]:
    answer = words(asked.answer)
    members = sum(len(block.members) for block in asked.answer if isinstance(block, Bullets))
    if len(answer) + 2 * members > longest_answer:  # each has a mark in front of it
        yield Doubt("a long answer", 0.6)
    if answer.rstrip().endswith((":", "：")):
        yield Doubt("an answer that breaks off", 0.6)
    if _ADDRESS.search(answer):
        yield Doubt("an address in the answer", 0.5)
    if len(asked.question.plain) > LONGEST_QUESTION:
        yield Doubt("a long question", 0.8)
    if asked.is_wide:
        yield Doubt("a wide question", 0.8 if finding.rule == "label" or finding.beside == 1 else 0.6)
    if finding.aspect is Aspect.DEFINITION and _FIGURE.fullmatch(answer):
        yield Doubt("a figure in the place of a meaning", 0.6)
    if not members and _says_again(asked.question.plain, answer):
        yield Doubt("an answer that says the question again", 0.6)
    if finding.rule == "table" and finding.name and fold(finding.name.plain) not in every("attributes"):
        yield Doubt("a cell under a head that names no aspect", 0.6)
    if finding.aspect is Aspect.FACTS and members < finding.beside - _FEW_MORE:
        yield Doubt("a part of what stands there", 0.6)


def _says_again(question: str, answer: str) -> bool:
    """Does the answer, `use Python 3.13`, hold at most one word that the question, `--python 3.13`, has not?"""
    asked, told = (set(_TOLD.findall(one.casefold())) for one in (question, answer))
    return len(told) > 1 and len(told - asked) <= 1


# --- facts of one subject ------------------------------------------------------------------------------------------


def _worded(findings: Iterable[Finding], settings: Settings) -> Iterator[tuple[Finding, Worded]]:
    """Yield the findings with their questions; those that nothing would tell apart are asked for together.

    These are the facts of one head that no form can ask for, and whatever asks the same words under the same trail.
    """
    asked = [(found, word(found, settings.habits)) for found in findings]
    groups: dict[tuple[object, ...], list[tuple[Finding, Worded]]] = {}
    for found, worded in asked:
        if _is_joinable(found):
            place = (_about(found, worded), found.tags, found.score >= settings.threshold)
            groups.setdefault(place, []).append((found, worded))
    firsts = {id(group[0][0]): group for group in groups.values()}
    gone = {id(found) for group in groups.values() for found, _ in group[1:]}
    for found, worded in asked:
        group = firsts.get(id(found), [])
        if len({(normalise(one.source_text), one.slot) for one, _ in group}) > 1:
            yield from _lists([one for one, _ in group], settings.habits)
        elif group or id(found) not in gone:
            yield from group or ((found, worded),)


def _about(found: Finding, worded: Worded) -> tuple[object, ...]:
    """Return what two findings share that would be asked alike: their subject or question, and what stands above."""
    asked = normalise((found.subject if worded.is_open else worded.question).plain)
    trail = (part for part in map(normalise, found.trail) if part not in asked)
    return (worded.is_open, asked, _targets(worded.question), *trail)


def _is_joinable(found: Finding) -> bool:
    """Can its answer become members of a list? Steps, code and tables cannot."""
    is_flat = all(
        isinstance(block, Prose) or (isinstance(block, Bullets) and not block.is_ordered) for block in found.answer
    )
    return found.aspect is not Aspect.GAP and not found.is_explicit and is_flat


def _lists(group: list[Finding], habits: Habits) -> Iterator[tuple[Finding, Worded]]:
    """Yield what a group tells as lists of as many as an answer holds, numbered where they ask the same words."""
    parts: list[list[Finding]] = []
    room = habits.longest_answer
    for found in group:
        room -= len(words(found.answer))
        if not parts or room < 0 or len(parts[-1]) == habits.most_members:
            parts.append([])
            room = habits.longest_answer - len(words(found.answer))
        parts[-1].append(found)
    listed = [_listed(part, habits) for part in parts]
    same = Counter(worded.question for _, worded in listed)
    places: Counter[Text] = Counter()
    for found, worded in listed:
        asked = worded.question
        places[asked] += 1
        number = f" ({places[asked]}/{same[asked]})" if same[asked] > 1 else ""
        yield found, replace(worded, question=asked + plain_text(number))


def _listed(group: list[Finding], habits: Habits) -> tuple[Finding, Worded]:
    """Return one finding in the place of several; its key stays that of the first, so that its reviews stay."""
    first = group[0]
    if len(group) == 1:
        return first, word(first, habits)
    texts = (text for found in group for block in found.answer for text in texts_of(block))
    is_several = first.aspect in (Aspect.FACT, Aspect.DEFINITION) or len({found.aspect for found in group}) > 1
    whole = replace(
        first,
        aspect=Aspect.FACTS if is_several and first.subject else first.aspect,
        answer=(Bullets(tuple(dict.fromkeys(texts))),),
        last=max(found.last for found in group),
        score=max(found.score for found in group),
        sources=tuple(dict.fromkeys(link for found in group for link in found.sources)),
        extra=tuple(block for found in group for block in found.extra),
    )
    return whole, word(whole, habits)


# --- hints ---------------------------------------------------------------------------------------------------------


def _hinted(asked: Worded, finding: Finding) -> tuple[Worded, Finding]:
    """Take a line `Hint: …` out of an answer that has others, or else out of what stands beside it."""
    answer, hint = take_line(asked.answer, every("hints"))
    if answer and hint:
        return replace(asked, answer=answer, hint=hint), finding
    extra, hint = take_line(finding.extra, every("hints"))
    return (replace(asked, hint=hint), replace(finding, extra=extra)) if hint else (asked, finding)


# --- fit to be asked -----------------------------------------------------------------------------------------------


def _fault(asked: Worded, *, is_explicit: bool) -> str | None:
    if asked.kind is Kind.CLOZE:
        return None
    # The author's own question or answer may be a picture.
    is_empty = not (asked.question and asked.answer) if is_explicit else not _says(asked)
    if is_empty:
        return "nothing to answer with"
    is_leak = not is_explicit and gives_away((asked.question.plain,), asked.answer)
    return "the question would give the answer away" if is_leak else None


def _says(asked: Worded) -> bool:
    return bool(normalise(asked.question.plain) and normalise(words(asked.answer)))


def _shortened(asked: Worded, finding: Finding, room: int) -> tuple[Worded, tuple[Block, ...]]:
    """Move what goes beyond a short answer to Extra, from the end of a paragraph or a sentence on; lists stay whole."""
    if finding.is_explicit:
        return asked, finding.extra
    kept: list[Block] = []
    rest: list[Block] = []
    for block in asked.answer:
        if rest:
            rest.append(block)
            continue
        short, more = _split_block(block, room, is_first=not kept)
        kept += short
        rest += more
        room -= len(words(tuple(short)))
    return replace(asked, answer=tuple(kept)), (*rest, *finding.extra)


def _split_block(block: Block, room: int, *, is_first: bool) -> tuple[list[Block], list[Block]]:
    if len(words((block,))) <= room:
        return [block], []
    if isinstance(block, Prose):
        end = _sentence_end(block.text, room)
        if end:
            return [Prose(block.text.cut(0, end))], [Prose(block.text.cut(end))]
    return ([block], []) if is_first else ([], [block])


def _sentence_end(text: Text, room: int) -> int:
    """Return where the last whole sentence that fits ends; 0 if the first does not fit."""
    masked = text.masked
    return max((end for end in sentence_ends(masked) if len(masked[:end].rstrip()) <= room), default=0)


def _context(trail: tuple[str, ...], asked: Worded) -> tuple[str, ...]:
    """Return the trail without what gives the answer away, or repeats the question or what stands further out."""
    question = normalise(asked.question.plain)
    once = {normalise(part): part for part in trail}
    kept = (part for bare, part in once.items() if bare and bare not in question)
    return tuple(part for part in kept if not gives_away((part,), asked.answer))


# --- copies --------------------------------------------------------------------------------------------------------


def _with_copies(copies: list[Card]) -> Card:
    home, *others = copies
    links = [link for copy in copies for link in copy.sources]
    places = [f"{copy.path}:{copy.first}" for copy in others]
    sources = tuple(dict.fromkeys((*links, *places)))
    return home if sources == home.sources else replace(home, sources=sources)
