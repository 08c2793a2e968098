"""What is told of a term that stands above: on the lines or bullets under it, or in the paragraph below a heading."""

from __future__ import annotations

import re
from collections.abc import Iterator

from notes2anki.model import Aspect, NodeKind, Prose
from notes2anki.rules.answers import answer_text, blocks_of, own_lines, says
from notes2anki.rules.found import Found, as_members, as_paragraphs, as_prose
from notes2anki.rules.phrase import Phrase
from notes2anki.rules.statement import TOLD, Statement
from notes2anki.rules.subject import leads_elsewhere, subject_of

_SHORTEST = 5  # letters
_FURTHER_UP = 0.8  # the parent names nothing; its own parent does
_OF_ANOTHER = 0.6  # the parent says something itself, and the fact may be about that
_FEW = 4  # blocks, of which one is a bullet that says something
_AN_ORDER = 0.6  # `avoid …`, `use the …`
_BARE = 0.85  # a phrase without a verb
_UNDER = {7: 0.7, 8: 1.0}  # a heading's level -> how far what stands under it is about it
_UNDER_HEADING = 0.65
_TITLES = 7  # the level of the last headings that the author wrote as such, or in bold
_FEWEST_WORDS = 3  # of a phrase that says what something is
_SHORTEST_SENTENCE = 8  # characters
_MOST_TITLE_WORDS = 4
_TOLD = 0.8  # what is said of the heading without being its definition
_MORE = 0.75  # a sentence after a definition
_PRONOUN = re.compile(r"(?:it|this|they|these)\s+", re.IGNORECASE)
_PARTICLE_END = re.compile(r"[가-힣](?:은|는)$")
_SENTENCE_ENDS = (".", "。", "!", "！", "?", "？", ";", "；", ",", "，")
_OPEN_ENDS = (":", "：", ",", "?", "？")


def find(statement: Statement) -> Iterator[Found]:
    """Yield the bullet as a fact about the heading or bullet right above it, or else about the next one further up."""
    parent = statement.parent
    if statement.node.kind is not NodeKind.ITEM or parent is None or not _is_told(statement):
        return
    subject = subject_of(statement)
    if leads_elsewhere(statement) or not subject:
        return
    said, name = statement.said, subject.term
    is_meaning = subject.is_near and statement.is_first and _is_meaning(statement, parent)
    near = 1.0 if subject.is_near else _OF_ANOTHER if subject.is_told else _FURTHER_UP
    weight = 1.0 if is_meaning else near * _nearness(parent) * _weight(statement)
    if said.language.pattern("imperative").match(said.masked):
        weight *= _AN_ORDER
    if weight:
        claims, source = own_lines(statement.node), f"{name.plain} {said.plain}"
        if listed := effects_of(said):
            aspect, members = listed
            answer = as_members(members)
            yield Found(Aspect.MEMBERS, name.text, answer, "fact", claims, source, aspect.text, weight=weight)
        else:
            kind = Aspect.DEFINITION if is_meaning else Aspect.FACT
            yield Found(kind, name.text, (Prose(said.text),), "fact", claims, source, weight=weight)


def effects_of(fact: Phrase) -> tuple[Phrase, tuple[Phrase, ...]] | None:
    """`A, B, C의 효과`: what the things listed are, and the list."""
    found = fact.home.pattern("effect").match(fact.masked)
    members = fact.cut(*found.span("members")).members if found else ()
    return (fact.cut(*found.span("aspect")), members) if found and 2 <= len(members) <= 7 else None


def _is_meaning(statement: Statement, parent: Statement) -> bool:
    """Do the words say what the bare term right above is: one thing, and no list, question or comparison?"""
    if parent.node.number is not None or not statement.said.says_meaning:
        return False
    if not (parent.is_term_alone or _titles(statement, parent)):
        return False
    name = parent.name
    not_topic = statement.language.pattern("not_topic").search(name.plain)
    return not (not_topic or name.announces_list or name.compared)


def _titles(statement: Statement, parent: Statement) -> bool:
    """Is the parent a heading of few words over a phrase in the report's language that tells what it is?"""
    is_title = parent.node.kind is NodeKind.HEADING and 0 < len(parent.name.words) <= _MOST_TITLE_WORDS
    return is_title and not statement.said.is_assertion and statement.said.language is statement.outline.home


def _is_told(statement: Statement) -> bool:
    """Do the words tell something: not a question, nor a head over other bullets?"""
    claim = statement.said
    is_head = bool(statement.children) and not (claim.is_sentence or claim.says_meaning)
    is_open = claim.plain.endswith(_OPEN_ENDS)
    return not (is_head or is_open or claim.is_generic(statement.habits.sections) or len(claim.folded) < _SHORTEST)


def _nearness(parent: Statement) -> float:
    return _UNDER.get(parent.node.level, _UNDER_HEADING) if parent.node.kind is NodeKind.HEADING else 1.0


def _weight(statement: Statement) -> float:
    """Say how far the words are a fact: a clause, or a phrase that stands for one under a bullet's term."""
    if statement.said.is_fact:
        return 1.0
    parent, siblings = statement.parent, statement.siblings
    is_under_bullet = parent is not None and parent.node.kind is NodeKind.ITEM
    is_only = len(siblings) <= _FEW and sum(one.speaks for one in siblings) == 1
    return _BARE if is_under_bullet or (is_only and len(statement.said.plain.split()) > 1) else 0.0


# --- under a heading -----------------------------------------------------------------------------------------------


def find_under_heading(statement: Statement) -> Iterator[Found]:
    """Yield what the first paragraph under a heading, or a bullet's bare term, says of what that names."""
    parent = statement.parent
    if statement.node.kind is not NodeKind.PARAGRAPH or parent is None or not _is_first_below(statement, parent):
        return
    name, told = parent.name, statement.said.sentence
    if not name or name.is_attribute or name.only_counts or not _tells(told):
        return
    claims, source = own_lines(statement.node), f"{name.plain} {told.plain}"
    if meaning := _meaning(told):
        yield Found(Aspect.DEFINITION, name.text, as_prose(meaning), "definition", claims, source)
    elif _is_about_it(told):
        yield Found(Aspect.FACT, name.text, as_prose(told), "topic", claims, source, weight=_TOLD)


def _is_first_below(statement: Statement, parent: Statement) -> bool:
    is_title = parent.node.kind is NodeKind.HEADING and parent.node.level <= _TITLES
    is_motto = parent.node.level == 1 and statement not in parent.inner  # quoted under the title of the page
    if is_motto or parent.node.is_defined or not (is_title or parent.is_term_alone):
        return False
    first = next(iter(parent.children), None)
    return first is not None and first.node.first == statement.node.first


def _tells(told: Phrase) -> bool:
    points = told.is_deictic and not _PRONOUN.match(told.masked)
    is_open = told.plain.rstrip().endswith(_OPEN_ENDS) or told.is_question
    return len(told.plain) >= _SHORTEST_SENTENCE and not (is_open or points)


def _is_about_it(told: Phrase) -> bool:
    """Does it lack a subject of its own, and announce nothing, so that what it says is said of the heading?"""
    if not told.is_fact or told.home.pattern("announces").search(told.masked) or told.loose_topic:
        return False
    return told.home.code != "en" or bool(told.home.pattern("predicate").match(told.masked))


def _meaning(told: Phrase) -> Phrase | None:
    """Return what the sentence says the thing is, if it does: `the share of …`, `…하는 것`, `It is a …`."""
    pronoun = _PRONOUN.match(told.masked)
    rest = told.cut(pronoun.end()) if pronoun else told
    found = rest.defining
    if found and (pronoun or not rest.loose_topic):
        return rest.cut(found.start("meaning"))
    words = rest.bracketed.split()
    is_phrase = len(words) >= _FEWEST_WORDS and not rest.is_assertion
    return rest if is_phrase and any(told.home.pattern("inner").search(word) for word in words) else None


# --- on the lines under a term -------------------------------------------------------------------------------------


def find_term(statement: Statement) -> Iterator[Found]:
    """Yield the meaning of a term alone on its line, with formulas and lists of effects as cards of their own."""
    lines = statement.content
    if statement.node.kind not in TOLD or len(lines) < 2 or lines[0].text.plain.rstrip().endswith(_SENTENCE_ENDS):
        return
    term = statement.phrase(lines[0].text).term
    is_no_name = term.is_attribute or term.is_generic(statement.habits.sections) or _PARTICLE_END.search(term.plain)
    if is_no_name or not term.is_term:
        return
    told = [statement.phrase(answer_text(line.text)) for line in lines[1:]]
    claims = own_lines(statement.node)
    formulas = tuple(Prose(one.text) for one in told if one.is_formula)
    if formulas:
        yield Found(Aspect.FORMULA, term.text, formulas, "formula", claims, f"{term.plain} {told[0].plain}")
    facts = [one for one in told if one.folded and not one.is_formula]
    effects = [(one, found) for one in facts if (found := effects_of(one))]
    meanings = [one for one in facts if one not in [fact for fact, _ in effects]]
    if meanings:
        source, rest = f"{term.plain} {facts[0].plain}", as_paragraphs(tuple(meanings[1:]))
        answer = (Prose(meanings[0].text),)
        yield Found(Aspect.DEFINITION, term.text, answer, "definition", claims, source, extra=rest)
    for _, (aspect, members) in effects:
        source = f"{term.plain} {aspect.plain}"
        yield Found(Aspect.MEMBERS, term.text, as_members(members), "effect", claims, source, aspect.text)


def find_glossary(statement: Statement) -> Iterator[Found]:
    """Yield a term of a definition list (`: meaning` on the lines below it) with all that stands below it."""
    if not statement.node.is_defined or not statement.lines:
        return
    term, below = statement.head.term, statement.children
    meaning = blocks_of(child.node for child in below)
    if term and meaning and not term.is_generic(statement.habits.sections):
        claims = own_lines(statement.node, *(child.node for child in below))
        source = f"{term.plain} {says(below[0].node).plain}"
        yield Found(Aspect.DEFINITION, term.text, meaning, "definition", claims, source)


def find_more(statement: Statement, found: Found) -> Iterator[Found]:
    """Yield what a bullet tells of a term after the sentence that defines it, each sentence a fact of its own."""
    if statement.node.kind is not NodeKind.ITEM or found.aspect is not Aspect.DEFINITION:
        return
    against = (*statement.language.patterns("doubt"), *statement.language.patterns("never"))
    for block in found.extra:
        if not isinstance(block, Prose):
            continue
        claim = statement.phrase(answer_text(statement.phrase(block.text).untied.text))
        if claim.is_fact and not any(pattern.search(claim.plain) for pattern in against):
            source = f"{found.subject.plain} {claim.plain}"
            answer = (Prose(claim.text),)
            yield Found(Aspect.FACT, found.subject, answer, "told", found.claims, source, weight=_MORE, is_aside=True)
