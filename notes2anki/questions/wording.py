"""An aspect and its subject -> the question, in the words of the report's language."""

from __future__ import annotations

import re
from dataclasses import dataclass

from notes2anki.languages import every, fold, language, language_of
from notes2anki.model import Aspect, Block, Bullets, Finding, Habits, Kind, Prose
from notes2anki.questions import Asked, korean
from notes2anki.text import MASK, Mark, Text, fill, plain_text

SUBJECT_HOLES = ("term", "subject", "topic", "owner", "topics", "both", "kinds")
"""What a wording may call what a question is about, with a particle or without."""
NAME_HOLES = ("name", "asked", "aspect", "noun", "cause", "condition", "effect", "description")
"""What it may call what else is given."""
OPTIONAL_HOLES = ("count", "be", "do", "are")

_WIDE = ("fact", "belonging")
"""Wordings that do not tell of what kind the answer is."""

_LONGEST_STATE = 40  # characters
_COST = re.compile(r"(?:\w+ )?[OΘΩ]\s?\(")  # Landau's symbols
_BESIDE = re.compile(rf"\([^()]*\)|[{MASK}\W]+")  # what may stand beside a formula, and the formula
_CLAUSE = re.compile(r"[A-Z][a-z]+\s")  # words of which the first is big: `When the TTL expires`
_NOUNS = re.compile(r"[A-Z][a-z]+(?:\s[^A-Z]*)?\Z")  # and only the first: `Types of joins`, not `Batch Normalization`
_NO_KIND = re.compile(
    r"(?:the |these )?(?:two|three|four|five|six|seven|\d+)\s|\w+ing\b|.*\s(?:into|to|by|from|with)\s", re.IGNORECASE
)
_PLURAL = re.compile(r"(?!\w+ing\b)(?:(?! of | for ).)*[a-z]{2}[^\Wsui]s(?: (?:of|for) .*| \(.*\))?$")


@dataclass(frozen=True, slots=True)
class Worded:
    """What a card asks, and the answer to it."""

    kind: Kind
    question: Text
    answer: tuple[Block, ...]
    term: Text = Text()  # what a term card asks for
    hint: Text = Text()
    is_wide: bool = False  # nothing in the question tells what it asks for
    is_open: bool = False  # other facts about its subject would answer it as well


_KINDS = {
    Aspect.DEFINITION: Kind.TERM,
    Aspect.CONTRAST: Kind.CONTRAST,
    Aspect.CONDITION: Kind.CAUSE,
    Aspect.REASON: Kind.CAUSE,
    Aspect.CONSEQUENCE: Kind.CAUSE,
    Aspect.MEMBERS: Kind.LIST,
    Aspect.STEPS: Kind.LIST,
    Aspect.GAP: Kind.CLOZE,
}


def word(found: Finding, habits: Habits) -> Worded:
    """Return the question of a finding."""
    kind = _KINDS.get(found.aspect, Kind.QA)
    if found.aspect in (Aspect.QUESTION, Aspect.GAP):
        return Worded(kind, found.name, found.answer)
    if asked := sentence_of(found):
        return asked
    name = _wording_of(found)
    template = habits.wording(found.language, name) or language(found.language).wording(name)
    term = found.subject if kind is Kind.TERM else Text()
    is_open = found.aspect is Aspect.FACT
    return Worded(kind, _filled(template, found), found.answer, term, is_wide=name in _WIDE, is_open=is_open)


def sentence_of(found: Finding) -> Worded | None:
    """Return the question that the author's own sentence makes, where a form is sure of it."""
    claim = _prose(found.answer)
    if found.aspect is not Aspect.FACT or not claim or not _is_spoken(claim, found):
        return None
    asked = ask(claim, found.subject, found.language)
    return Worded(Kind.QA, asked.question, (Prose(asked.answer),)) if asked else None


def ask(claim: Text, subject: Text, code: str) -> Asked | None:
    """Ask for the new information in `claim`, which is said of `subject` (may be empty); None where no form is sure.

    The forms of a language other than Korean are imported when its first sentence comes.
    """
    if code == "ko":
        return korean.ask(claim, subject)
    if code == "en":
        from notes2anki.questions import english

        return english.ask(claim, subject)
    from notes2anki.questions import phrases

    return phrases.ask(claim, subject, code)


def _wording_of(found: Finding) -> str:
    """Return the name of the wording that fits."""
    match found.aspect:
        case Aspect.DEFINITION | Aspect.FACT:
            if asked := _value_asked(found):
                return asked
            is_asked_for = found.aspect is Aspect.DEFINITION and (found.rule != "label" or found.language != "en")
            shape = "" if is_asked_for else _shape(found.answer) or _english_shape(found)
            return shape or ("definition" if found.aspect is Aspect.DEFINITION else "fact")
        case Aspect.CONDITION | Aspect.REASON if not _is_spoken(found.name, found):
            return "consequence"
        case Aspect.CONDITION:
            must = language(found.language).pattern("must")
            return "condition_met" if must.search(_plain(found.answer)) else "condition"
        case Aspect.ATTRIBUTE:
            return _attribute_wording_of(found)
        case Aspect.MEMBERS:
            return "aspect" if found.name else "enumeration" if _announces(found) else "belonging"
        case Aspect.CONSEQUENCE:
            problem = language(found.language).pattern("problem")
            return "remedy" if problem.search(found.name.plain) else "consequence"
        case Aspect.NAME:
            return "naming"
        case _:
            return found.aspect.value


def _attribute_wording_of(found: Finding) -> str:
    """Return the wording of `name: value`, which is asked for by what the value is."""
    name, value = found.name.plain, _prose(found.answer)
    is_spoken = language_of(name, language("ko")).code == found.language
    if is_spoken and fold(name) in every("attributes"):
        is_marked = found.language != "ko" or korean.with_topic_particle(found.name)
        return "known_attribute" if is_marked else "unmarked_attribute"
    if _COST.match(value.plain):
        return "cost"
    if found.language == "ko" and not korean.with_topic_particle(found.name):
        return "unmarked_attribute"
    is_askable = language(found.language).pattern("askable").match(name)
    if not is_askable or (found.language == "en" and found.rule == "table"):
        return "unmarked_attribute"
    return "attribute"


def _english_shape(found: Finding) -> str:
    """Return what an English label tells where its value is an order: what an option does."""
    if found.language != "en" or found.rule != "label":
        return ""
    from notes2anki.questions import english  # as its words are read when its first sentence comes

    is_order = english.is_order(_prose(found.answer))
    return ("does" if found.subject.plain.startswith("-") else "fact") if is_order else ""


def _value_asked(found: Finding) -> str:
    """Return what an answer is that is a figure: a formula or a complexity, if the subject does not say so itself."""
    is_cost = bool(_COST.match(_prose(found.answer).plain))
    if not (is_cost or _is_formula(found.answer)):
        return ""
    if language(found.language).pattern("value").search(found.subject.plain):
        return "definition"
    return "total" if is_cost else "formula"


def _is_formula(answer: tuple[Block, ...]) -> bool:
    """Is the answer an equation, with nothing but remarks in brackets beside it?"""
    value = _prose(answer)
    is_math = any(run.marks & {Mark.MATH, Mark.DISPLAY} for run in value.runs)
    return is_math and "=" in value.plain and not _BESIDE.sub("", value.masked)


def _is_spoken(words: Text, found: Finding) -> bool:
    """Is a sentence in the language of the report, in which its question will be?"""
    return language_of(words.spoken, language(found.language)).code == found.language


def _announces(found: Finding) -> bool:
    """Does the head say of what it is a list: types of joins, 세 가지 경우? English asks by the name of the kind."""
    head = found.subject.plain
    if found.language == "en":
        return bool(_PLURAL.match(head)) and not _NO_KIND.match(head)
    return bool(language_of(head, language(found.language)).pattern("announces").search(head))


def _shape(answer: tuple[Block, ...]) -> str:
    """Return what the answer tells by its shape: what a thing does, what it is used for, what it is like."""
    words = _plain(answer)
    own = language_of(words, language("en"))
    found = next((name for name, pattern in own.named_patterns("shapes") if words and pattern.search(words)), "")
    return "" if found == "state" and len(words) > _LONGEST_STATE else found


def _plain(answer: tuple[Block, ...]) -> str:
    return _prose(answer).masked.strip()


def _prose(answer: tuple[Block, ...]) -> Text:
    """Return an answer of one paragraph; of another one nothing."""
    return answer[0].text if len(answer) == 1 and isinstance(answer[0], Prose) else Text()


def _filled(template: str, found: Finding) -> Text:
    is_korean = found.language == "ko"
    count = sum(len(block.members) for block in found.answer if isinstance(block, Bullets))
    subject, name = found.subject, found.name
    if count and (told := language(found.language).pattern("told_count").search(subject.plain)) and told.start():
        subject = subject.cut(0, told.start())
    pieces = {
        "term": subject,
        "topics": subject,
        "both": _joined(subject, found.language),
        "subject": subject,
        "topic": korean.topic_marked(subject) if is_korean else subject,
        "owner": korean.owner_marked(subject) if is_korean else subject,
        "be": plain_text("are" if _PLURAL.match(subject.plain) else "is"),
        "do": plain_text("do" if _PLURAL.match(subject.plain) else "does"),
        "name": name,
        "asked": (korean.with_topic_particle(name) if is_korean else None) or name,
        "aspect": name,
        "noun": _lowered(name, _NOUNS),
        "are": plain_text("are" if _PLURAL.match(name.plain.lower()) else "is"),
        "cause": name,
        "condition": _lowered(name, _CLAUSE) if found.language == "en" else name,
        "effect": name,
        "description": name,
        "kinds": _lowered(subject, _NOUNS),
        "count": plain_text(str(count)),
    }
    return fill(template, **pieces)


def _joined(topics: Text, spoken: str) -> Text:
    """Return what is told apart as one sentence has it: `A and B`."""
    if spoken != "en" or topics.plain.count(" vs ") != 1:
        return topics
    at = topics.plain.index(" vs ")
    return Text((*topics.cut(0, at).runs, *plain_text(" and ").runs, *topics.cut(at + 4).runs))


def _lowered(text: Text, big_first: re.Pattern[str]) -> Text:
    """Return an English text as it stands within a sentence, if it is big only as it stood first."""
    return plain_text(text.plain[0].lower()) + text.cut(1) if big_first.match(text.masked) else text
