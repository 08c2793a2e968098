"""Concepts -> cards: how a fact is asked, and that the question does not give the answer away."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from functools import partial
from typing import assert_never

from notes2anki.cues import Cues, all_cues, every, fold
from notes2anki.identity import make_guid, make_key, normalise
from notes2anki.labels import take_line
from notes2anki.leak import gives_away, names, words
from notes2anki.model import (
    Attribute,
    Block,
    Bullets,
    Card,
    Cause,
    Contrast,
    Definition,
    Doubt,
    Enumeration,
    Finding,
    Gaps,
    Habits,
    Kind,
    Naming,
    NoteType,
    Property,
    Prose,
    Question,
    Report,
    Reverse,
    Settings,
    Skip,
    Status,
)
from notes2anki.text import Mark, Text, fill, join, plain_text

LONGEST_QUESTION = 180  # characters

_SENTENCE = re.compile(r"(?<=[.!?。！？])\s+|(?<=[。！？])")
_ADDRESS = re.compile(r"https?://")
_SHORTEST_LEAD = 3  # letters of a fact that stand in its question, and the least of it that is to be answered
_SHORTEST_REST = 8
_PAUSES = " ,，、;；:：.。!"
_SHORTEST_MEANING = 10  # characters, by which one could tell a term

_Wording = Callable[[str], str]
"""The name of a kind of question -> how it is worded."""


@dataclass(frozen=True, slots=True)
class _Asked:
    kind: Kind
    question: Text
    answer: tuple[Block, ...]
    term: Text = Text()
    hint: Text = Text()
    is_vague: bool = False  # nothing in the question tells which of several facts it asks for


def make_cards(report: Report, findings: Iterable[Finding], settings: Settings) -> Iterator[Card | Skip]:
    """Yield a card for each finding, without deck and tags; a Skip for one that cannot be asked."""
    for found in findings:
        asked, finding = _hinted(_ask(found, partial(_wording, settings.habits, found.language)), found)
        fault = _fault(asked, is_explicit=finding.is_explicit)
        if fault:
            words = finding.said or asked.question.plain
            yield Skip(report.path, finding.first, finding.last, words, fault)
        else:
            yield _card(report, finding, _shortened(asked, finding, settings.habits.longest_answer), settings)


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
            yield _skipped(card, f"the same {same} as {here.path}:{here.first}")


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


def drop_twins(cards: Iterable[Card]) -> Iterator[Card | Skip]:
    """Yield the cards, each question once in a subdeck (kept before suggested ones), and a Skip for each other one.

    What the user has dropped is asked of nobody, so it is in no one's way.
    """
    listed = [(card, _asks(card)) for card in cards]
    chosen: dict[tuple[str, ...], Card] = {}
    asked = (pair for pair in listed if pair[0].status is not Status.DROPPED)
    for card, question in sorted(asked, key=lambda pair: pair[0].status is not Status.KEEP):
        chosen.setdefault(question, card)
    for card, question in listed:
        first = card if card.status is Status.DROPPED else chosen[question]
        if first is card:
            yield card
        else:
            yield _skipped(card, f"the same question as {first.path}:{first.first}")


def _skipped(card: Card, reason: str) -> Skip:
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
    """Return what two cards share that a learner cannot tell apart; a cloze shows its sentence, so it has no twin."""
    if card.kind is Kind.CLOZE:
        return (card.guid,)
    asked = question_key(card.deck, card.question.plain, card.context)
    return (*asked, *(picture.target for picture in card.question.images))


def question_key(deck: str, question: str, context: Iterable[str]) -> tuple[str, str]:
    """Return what two questions of a subdeck share that a learner cannot tell apart."""
    return deck, normalise(" ".join((question, *context)))


def _card(report: Report, finding: Finding, parts: tuple[_Asked, tuple[Block, ...]], settings: Settings) -> Card:
    asked, extra = parts
    note_type = NoteType.CLOZE if asked.kind is Kind.CLOZE else NoteType.BASIC
    doubts = () if finding.is_explicit else tuple(_doubts(asked, settings.habits.longest_answer))
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
        language=finding.language,
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


def _doubts(asked: _Asked, longest_answer: int) -> Iterator[Doubt]:
    answer = words(asked.answer)
    if len(answer) > longest_answer:
        yield Doubt("a long answer", 0.7)
    if _ADDRESS.search(answer):
        yield Doubt("an address in the answer", 0.5)
    if len(asked.question.plain) > LONGEST_QUESTION:
        yield Doubt("a long question", 0.8)
    if asked.is_vague:
        yield Doubt("one fact of several", 0.7)


# --- wording -------------------------------------------------------------------------------------------------------


def _ask(finding: Finding, wording: _Wording) -> _Asked:
    concept = finding.concept
    match concept:
        case Definition(term, meaning):
            return _Asked(Kind.TERM, fill(wording("definition"), term=term), meaning, term)
        case Contrast(topics, claims):
            question = fill(wording("contrast"), topics=join(topics, " vs "))
            return _Asked(Kind.CONTRAST, question, _pairs(topics, claims))
        case Cause(cause, effect):
            return _Asked(Kind.CAUSE, fill(wording("cause"), cause=cause), effect)
        case Naming(description, name):
            return _Asked(Kind.QA, fill(wording("naming"), description=description), (Prose(name),))
        case Enumeration():
            return _Asked(Kind.LIST, _which(concept, wording), (Bullets(concept.members, concept.is_ordered),))
        case Attribute(subject, name, value):
            return _Asked(Kind.QA, fill(wording("attribute"), subject=subject, name=name), value)
        case Property():
            return _of_subject(concept, wording, finding.language)
        case Question(question, answer):
            return _Asked(Kind.QA, question, answer)
        case Gaps(text):
            return _Asked(Kind.CLOZE, text, ())
        case _:
            assert_never(concept)


def _hinted(asked: _Asked, finding: Finding) -> tuple[_Asked, Finding]:
    """Take a line `Hint: …` out of an answer that has others, or else out of what stands beside it."""
    answer, hint = take_line(asked.answer, every("hints"))
    if answer and hint:
        return replace(asked, answer=answer, hint=hint), finding
    extra, hint = take_line(finding.extra, every("hints"))
    return (replace(asked, hint=hint), replace(finding, extra=extra)) if hint else (asked, finding)


def _wording(habits: Habits, language: str, name: str) -> str:
    """Return the user's wording, else the built-in one."""
    return habits.wording(language, name) or _cues(language).wording(name)


def _cues(language: str) -> Cues:
    return next(cues for cues in all_cues() if cues.language == language)


def _pairs(topics: tuple[Text, ...], claims: tuple[Text, ...]) -> tuple[Block, ...]:
    if len(claims) == 1:
        return (Prose(claims[0]),)
    told = ((topic.marked(Mark.STRONG), claim) for topic, claim in zip(topics, claims, strict=True))
    return (Bullets(tuple(join(pair, ": ") for pair in told)),)


def _which(concept: Enumeration, wording: _Wording) -> Text:
    name = "aspect" if concept.aspect else "steps" if concept.is_ordered else "enumeration"
    count = plain_text(str(len(concept.members)))
    return fill(wording(name), subject=concept.subject, aspect=concept.aspect, count=count)


def _of_subject(concept: Property, wording: _Wording, language: str) -> _Asked:
    subject = concept.subject
    if concept.is_meaning:
        return _Asked(Kind.TERM, fill(wording("definition"), term=subject), _facts(concept.claims), subject)
    if concept.is_further:
        return _further(concept, wording, language)
    return _Asked(Kind.QA, fill(wording("property"), subject=subject), _facts(concept.claims))


def _further(concept: Property, wording: _Wording, language: str) -> _Asked:
    """Ask how a fact that begins so goes on, or what stands before its end; nothing asked is part of the answer."""
    subject, (first, *rest) = concept.subject, concept.claims
    cues = _cues(language)
    if end := _lead_end(first, cues):
        question = fill(wording("further"), subject=subject, begin=_bare(first.cut(0, end)))
        return _Asked(Kind.QA, question, _facts((first.cut(end), *rest)))
    if not rest and (start := _tail_start(first, cues)):
        question = fill(wording("ending"), subject=subject, end=_bare(first.cut(start)))
        return _Asked(Kind.QA, question, _facts((first.cut(0, start),)))
    return _Asked(Kind.QA, fill(wording("another"), subject=subject), _facts(concept.claims), is_vague=True)


def _lead_end(claim: Text, cues: Cues) -> int:
    """Return where the first words that tell which fact it is end, with more of it left to ask for; 0 if nowhere."""
    if dict(cues.doubt)["deictic"].search(claim.plain):
        return 0  # `this means …` tells nothing apart
    ends = (found.end() for pattern in cues.leads for found in pattern.finditer(claim.masked))
    return next((end for end in ends if _is_asked_by(claim.plain[:end], claim.plain[end:])), 0)


def _tail_start(claim: Text, cues: Cues) -> int:
    """Return where the last words that tell which fact it is begin, with more of it before them; 0 if nowhere."""
    starts = (found.start() for found in cues.leads[-1].finditer(claim.masked))
    return next((start for start in starts if _is_asked_by(claim.plain[start:], claim.plain[:start])), 0)


def _bare(part: Text) -> Text:
    """Return part of a sentence without the signs at its ends."""
    plain = part.plain
    return part.cut(len(plain) - len(plain.lstrip(_PAUSES)), len(plain.rstrip(_PAUSES)))


def _is_asked_by(shown: str, hidden: str) -> bool:
    """Are the shown words no more than one sentence, and less than the hidden ones? One English word tells nothing."""
    is_whole = all(shown.count(one) == shown.count(other) for one, other in ("()", "（）", "[]"))
    letters = len(fold(shown)) if " " in shown.strip() or not shown.isascii() else 0
    is_less = _SHORTEST_LEAD <= letters <= len(fold(hidden)) and len(fold(hidden)) >= _SHORTEST_REST
    return is_less and is_whole and not _SENTENCE.search(shown)


def _facts(claims: tuple[Text, ...]) -> tuple[Block, ...]:
    return (Prose(claims[0]),) if len(claims) == 1 else (Bullets(claims),)


# --- fit to be asked -----------------------------------------------------------------------------------------------


def _fault(asked: _Asked, *, is_explicit: bool) -> str | None:
    if asked.kind is Kind.CLOZE:
        return None
    # The author's own question or answer may be a picture.
    is_empty = not (asked.question and asked.answer) if is_explicit else not _says(asked)
    if is_empty:
        return "nothing to answer with"
    is_leak = not is_explicit and gives_away((asked.question.plain,), asked.answer)
    return "the question would give the answer away" if is_leak else None


def _says(asked: _Asked) -> bool:
    return bool(normalise(asked.question.plain) and normalise(words(asked.answer)))


def _shortened(asked: _Asked, finding: Finding, room: int) -> tuple[_Asked, tuple[Block, ...]]:
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
    ends = [found.start() for found in _SENTENCE.finditer(text.masked)]
    return max((end for end in ends if end <= room), default=0)


def _context(trail: tuple[str, ...], asked: _Asked) -> tuple[str, ...]:
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
