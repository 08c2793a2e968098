"""A sentence that says what a term is, what a thing is called, or what an acronym stands for."""

from __future__ import annotations

import re
from collections.abc import Iterator

from notes2anki.languages import every
from notes2anki.model import Aspect, Prose
from notes2anki.rules.answers import own_lines
from notes2anki.rules.found import Found, as_paragraphs, as_prose, contrasted
from notes2anki.rules.phrase import Pair, Phrase, joined
from notes2anki.rules.statement import TOLD, Statement
from notes2anki.text import Text

_ONE = re.compile(r"an?\s", re.IGNORECASE)  # `a process is …` tells of processes, `the process is …` of something else
_GOES_ON = re.compile(r"(?:\S+\s){0,4}(?:it|its|they|their)\b", re.IGNORECASE)
_FEWEST_WORDS = 2  # of a description
_SHORTEST = 8  # letters of one where words are not set apart
_MOST_WORDS = 4  # of a name
_TO_READERS = re.compile(r"(?:you|we|it|they)\s", re.IGNORECASE)  # `… means you can …` tells what follows
_CUT_OFF = re.compile(r"(?:데|고|며|서|지만|으나)\s*$")  # a clause that is still going on

_SHORT = r"(?P<short>[A-Z][A-Za-z0-9]{1,9}(?:[-/&][A-Z][A-Za-z0-9]{1,5})?)"
_LONG = r"(?P<long>[A-Za-z][A-Za-z0-9'’/ -]{5,70})"
_BRACKETED = re.compile(rf"^\W*{_SHORT}\s*[(（]{_LONG}[)）]")
_TURNED = re.compile(rf"^\W*{_LONG}\s*[(（]{_SHORT}[)）]")
_ALONE = re.compile(rf"^\W*{_SHORT}\W*$")
_WORDS = re.compile(rf"^\W*{_LONG}[\s.]*$")


def find(statement: Statement) -> Iterator[Found]:
    """Yield the definition that the block gives: `X란 …`, `X는 … 것`, `X is a …`, `Xとは…`, `X是指…`."""
    if not statement.lines:
        return
    first, *rest = statement.said.sentences or (statement.said,)
    pair = _whole(first) or _quality(first) or _by_topic(first)
    if not pair or not pair[0].is_term or pair[1].is_question or _TO_READERS.match(pair[1].plain):
        return
    is_of_others = pair[0].is_attribute or pair[0].is_generic(statement.habits.sections)
    if is_of_others and not _ONE.match(first.plain):
        return
    leaning, others = _leaning(rest, statement.habits.longest_answer // 2)
    meaning = first.of(joined((pair[1], *leaning), " "))
    claims = own_lines(statement.node)
    yield Found(
        Aspect.DEFINITION,
        pair[0].as_named_in(first),
        as_prose(meaning),
        "definition",
        claims,
        first.plain,
        extra=as_paragraphs(others),
    )


def _leaning(sentences: list[Phrase], room: int) -> tuple[tuple[Phrase, ...], tuple[Phrase, ...]]:
    """Split off the sentences right after the definition that go on about `it`, as many as an answer holds."""
    taken: list[Phrase] = []
    for sentence in sentences:
        room -= len(sentence.plain)
        if room < 0 or not (sentence.is_deictic or _GOES_ON.match(sentence.plain)):
            break
        taken.append(sentence)
    return tuple(taken), tuple(sentences[len(taken) :])


def _whole(line: Phrase) -> Pair | None:
    for pattern in line.home.patterns("definition"):
        found = pattern.match(line.bracketed)
        if found and not line.home.pattern("not_topic").search(found["term"]):
            return line.cut(*found.span("term")).term, line.cut(found.start("meaning"))
    return None


def _quality(line: Phrase) -> Pair | None:
    """`A step is idempotent if …` says what an idempotent step is."""
    found = line.home.pattern("quality").match(line.bracketed)
    if not found:
        return None
    parts = (line.cut(*found.span(group)) for group in ("adjective", "noun"))
    return line.of(joined(tuple(parts), " ")), line.cut(*found.span("meaning"))


def _by_topic(line: Phrase) -> Pair | None:
    pair = line.topic
    found = pair[1].defining if pair else None
    return (pair[0], pair[1].cut(found.start("meaning"))) if pair and found else None


# --- what a thing is called ----------------------------------------------------------------------------------------


def find_named(statement: Statement) -> Iterator[Found]:
    """Yield the name that the block's first sentence gives: `X를 Y라고 한다`, `X is called Y`; or two, told apart."""
    if statement.node.kind not in TOLD or not statement.lines:
        return
    line = statement.said.sentence
    named = tuple(_names(line, statement))
    if not named or not all(_is_clear(*one, statement) for one in named):
        return
    claims = own_lines(statement.node)
    if len(named) == 1:
        ((term, meaning),) = named
        if _CUT_OFF.search(meaning.plain):  # `자주 쓰는 값을 묶어 두는데, 이를 …라고 한다`
            yield Found(Aspect.NAME, Text(), (Prose(term.text),), "definition", claims, line.plain, meaning.text)
        else:
            yield Found(Aspect.DEFINITION, term.text, as_prose(meaning), "definition", claims, line.plain)
    else:
        terms, meanings = zip(*named, strict=True)
        yield contrasted((terms, meanings), "definition", claims, line.plain)


def _names(line: Phrase, statement: Statement) -> Iterator[Pair]:
    """Yield each name with what it is the name of; "this" is what the bullet before says."""
    language = line.home
    found = next((found for one in language.patterns("named") if (found := one.match(line.bracketed))), None)
    if not found:
        return
    start, end = found.span("meaning")
    if too := language.pattern("named_too").match(line.bracketed, 0, end):
        yield line.cut(*too.span("term")).term, line.cut(*too.span("meaning"))
        start = too.end()
    elif "this" not in found.re.groupindex:
        clauses = language.pattern("clause_end").finditer(line.bracketed, start, end)
        start = max((clause.end() for clause in clauses), default=start)
    meaning = line.cut(start, end)
    is_first = statement.whole.untied.plain.startswith(line.plain)
    before = statement.siblings[statement.place - 1] if statement.place and is_first else None
    says = before and before.whole and not (before.excluded or before.whole.label or before.is_term_alone)
    if meaning.is_deictic and before and says:
        meaning = before.whole.sentences[-1]
    yield line.cut(*found.span("term")).term, meaning


def _is_clear(term: Phrase, meaning: Phrase, statement: Statement) -> bool:
    """Is it a name for more than another name, and clear without the line before?"""
    is_of_others = term.is_attribute or term.is_generic(statement.habits.sections)
    is_long = len(meaning.plain.split()) >= _FEWEST_WORDS or len(meaning.folded) >= _SHORTEST
    is_name = term.is_name(_MOST_WORDS) and not is_of_others
    return is_name and is_long and not meaning.is_deictic and term.folded not in meaning.folded


# --- acronyms ------------------------------------------------------------------------------------------------------


def find_acronym(statement: Statement) -> Iterator[Found]:
    """Yield what the acronym at the start stands for: `IoU (Intersection over Union)`, or the words as a bullet below.

    What else the block says is another rule's.
    """
    if statement.node.kind not in TOLD or not statement.lines:
        return
    line = statement.head
    found = _BRACKETED.match(line.plain) or _TURNED.match(line.plain)
    if found and stands_for(found["short"], found["long"]):
        yield _acronym(statement, *line.split(found, "short", "long"), is_aside=True)
        return
    label = line.label or line.equals
    if label and _ALONE.match(label[0].plain) and _WORDS.match(label[1].plain):
        if stands_for(label[0].plain, label[1].plain):
            yield _acronym(statement, label[0].term, label[1], is_aside=False)
        return
    above = statement.parent.head if statement.parent else line
    short, long = _ALONE.match(above.plain), _WORDS.match(line.plain)
    if above is not line and short and long and stands_for(short["short"], long["long"]):
        pair = above.cut(*short.span("short")), line.cut(*long.span("long"))
        yield _acronym(statement, *pair, is_aside=False)


def stands_for(short: str, long: str) -> bool:
    """Do the first letters of the words, those of small words or not, give the acronym?"""
    words = [word for word in re.split(r"[^A-Za-z0-9]+", long.casefold()) if word]
    wanted = re.sub(r"[^a-z0-9]", "", short.casefold())
    if len(words) < 2 or not any(letter.isupper() for letter in short[1:]):
        return False
    major = "".join(word[0] for word in words if word not in every("minor"))
    return wanted in ("".join(word[0] for word in words), major)


def _acronym(statement: Statement, short: Phrase, long: Phrase, *, is_aside: bool) -> Found:
    return Found(
        Aspect.EXPANSION,
        short.text,
        as_prose(long),
        "stands-for",
        own_lines(statement.node),
        f"{short.plain} {long.plain}",
        is_aside=is_aside,
    )
