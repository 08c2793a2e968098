"""A key and its value, told apart by a colon, a dash, an equals sign or bold: a term's meaning, or an attribute."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from notes2anki.model import Aspect, Block, NodeKind, Prose
from notes2anki.rules.answers import blocks_of, is_resource, own_lines
from notes2anki.rules.found import Found, as_members, as_prose
from notes2anki.rules.phrase import Pair, Phrase
from notes2anki.rules.statement import TOLD, Statement, are_ordered, names_of
from notes2anki.rules.subject import subject_of
from notes2anki.text import MASK, Mark, Text

_JOINT = re.compile(r"^\s*(?:[:：]|[-–—]+|은|는|이란|란|=)\s*")
_AN_ASPECT = re.compile(r"^\w+ing\s|^(?:need|role|use|comparison|motivation)\s", re.IGNORECASE)
_TIED = re.compile(
    r"^\s*(?:[,，、；;]|(?:and|or)\b)|^(?:이|가|을|를|의|에|로|으로|와|과|도|만|에서|처럼|보다|나|이나|라는|이라|하|되)(?=\s|[가-힣]|$)"
    r"|^\s+(?:이|가|을|를|의|에|로|으로|와|과|도|만|에서|처럼|보다)(?=\s)"
)
_TELLS = re.compile(r"(?:(?:only|also|just|never|always) )?(?:[a-z]{2,}s|an?|the|how|what|when|where)\s")
_NAME = re.compile(r"[A-Z0-9]\S*[A-Z0-9]|[_`()]")  # `SGD`, `nn.Module()`: names of their own
_CAPITALS = re.compile(rf"[A-Z][A-Z0-9_]+|{MASK}+")  # or code
_STATUS = re.compile(r"(?!(?:19|20)\d\d$)\d{1,5}")  # a code or a port, under what it is one of
_NOT_A_TERM = re.compile(r"\W*(?:19|20)\d\d(?:[-./년]\s?\d{1,2}){0,2}[월일]?\W*|[가-힣]{2,5}님")  # a date, a person
_FIGURE = re.compile(r"\d|[OΘΩ]\(")
_COST = re.compile(r"[OΘΩ]\(")
_MEASURE = re.compile(r"^[^가-힣]{0,40}$")
_OF = re.compile(
    r"^(?P<name>[\w ]+?)\s+of\s+(?:an?\s|the\s)?(?P<subject>.+)$"
    r"|^(?P<owner>.+?)(?:의|\s)\s*(?P<key>[가-힣]+(?:\s[가-힣]+)?)$",
    re.IGNORECASE,
)
_AS_FOR = re.compile(r"^(?P<label>[가-힣 ]{2,8}?)(?P<particle>으로는|로는|은|는|이|가),?\s+(?P<rest>.{2,})$")
_FORMULA_SAID = re.compile(r"(?:의\s*(?:식|수식|공식)|\s(?:수식|공식|formula|公式|式))$", re.IGNORECASE)
_EXPLAINED = re.compile(r"\s*[(（](?P<words>[^()（）]{4,})[)）]$")
_CASE = re.compile(r"[가-힣](?:을|를|에서|에게|하는|되는|적인)(?:\s|$)")
_FEWEST_EXPLAINING = 4  # words
_MOST_NAMES = 3
_LONGEST_MEMBER = 30
_LONGEST_KEY = 14  # letters
_LONGEST_VALUE = 25
_MOST_VALUE_WORDS = 4
_MOST_KEY_WORDS = 14  # of a long key with a short value
_MOST_FORMULAS = 3
_MOST_TERM_WORDS = 5
_A_SENTENCE = 0.6  # so long a name before a colon may be a sentence of its own
_AN_ORDER = 0.6
_AGAIN = 0.6  # `User: …` and again `User: …` tell what one does, and not what one is
_PASSED_OVER = 0.6  # a head nearer by says something itself, and the attribute may be of that
_IN_PROSE = 0.75


def find(statement: Statement) -> Iterator[Found]:
    """Yield the term of the block's first line and what stands after it."""
    if not statement.lines or statement.node.kind is NodeKind.HEADING or is_resource(statement.head.unnumbered.text):
        return
    line = statement.said.unnumbered
    pair = line.label or line.equals or _split_bold(line)
    if (
        pair is None
        or _NOT_A_TERM.fullmatch(pair[0].plain)
        or (statement.children and pair[1].plain.endswith((":", "：")))
    ):
        return
    term, value = _unexplained(pair[0].term.without_particle), pair[1]
    subject = subject_of(statement)
    claims = own_lines(statement.node)
    is_short_value = statement.node.kind is NodeKind.ITEM and not subject.is_told and _is_value(value)
    is_case = is_short_value and (_is_long_key(pair[0], term) or _is_among_cases(statement))
    if subject and (_is_status(term, statement) or is_case):
        source = f"{subject.term.plain} {line.plain}" if _is_status(term, statement) else line.plain
        answer, name = as_prose(value), pair[0].term.text
        yield Found(Aspect.ATTRIBUTE, subject.term.text, answer, "definition", claims, source, name)
        return
    is_said = (
        term.language.code == "en" and term.is_assertion and not _COST.match(value.plain)
    )  # `a "magical" outcome occurs: …`
    is_name = (term.is_term and not is_said) or _are_names(term)
    if not is_name or term.is_attribute or term.is_generic(statement.habits.sections) or len(value.plain.strip()) < 2:
        return
    weight = _IN_PROSE if statement.node.kind is NodeKind.PARAGRAPH else 1.0
    yield _found(statement, term, value, weight)


def _unexplained(term: Phrase) -> Phrase:
    """Return the term without a bracket at its end that explains it, being no abbreviation or translation."""
    found = _EXPLAINED.search(term.plain)
    explains = found and (len(found["words"].split()) >= _FEWEST_EXPLAINING or _CASE.search(found["words"]))
    return term.cut(0, found.start()) if found and found.start() and explains else term


def _is_status(term: Phrase, statement: Statement) -> bool:
    return bool(_STATUS.fullmatch(term.plain) and statement.parent and statement.parent.name)


def _are_names(term: Phrase) -> bool:
    """Are these two or three names that share a meaning: `WAITING, TIMED_WAITING`?"""
    names = term.members
    return 2 <= len(names) <= _MOST_NAMES and all(_CAPITALS.fullmatch(name.masked) for name in names)


def _is_value(value: Phrase) -> bool:
    """Is it a figure, a cost, a size, a formula, a code word, or three words at the most?"""
    words = value.plain.split()
    is_figure = bool(_FIGURE.search(value.plain)) and len(words) <= 8 and not value.is_assertion
    is_opaque = not value.text.dropping(Mark.CODE, Mark.MATH)
    return is_figure or is_opaque or (len(words) <= 3 and not value.says_meaning)


def _is_long_key(key: Phrase, term: Phrase) -> bool:
    """Does the key tell a case, so that it is no term: `Find out if the buffer is full`?"""
    is_short = len(key.plain.split()) <= _MOST_KEY_WORDS and not key.plain.rstrip().endswith((".", "?", "？", "。"))
    return is_short and not term.is_term and not key.is_deictic


def _is_among_cases(statement: Statement) -> bool:
    """Are most of the bullets beside it cases with a short value, one of them too long for a term?"""
    labels = [label for one in statement.siblings if (label := one.said.unnumbered.label)]
    cases = [key for key, value in labels if _is_value(value)]
    return 2 * len(cases) > len(statement.siblings) > 1 and any(_is_long_key(key, key.term) for key in cases)


def _split_bold(line: Phrase) -> Pair | None:
    rest = line.cut(line.lead) if line.lead else None
    if not rest or len(rest.plain) < 6 or _TIED.match(line.plain[line.lead :]):
        return None
    joint = _JOINT.match(rest.masked)
    if not joint and rest.plain[:1].isascii() and not _TELLS.match(rest.plain):
        return None
    return line.cut(0, line.lead), rest.cut(joint.end() if joint else 0)


def _found(statement: Statement, term: Phrase, value: Phrase, weight: float) -> Found:
    """A short value in a bullet under a bullet is the parent's: `Pooling: 2x2, stride 2`, `저자: …`."""
    claims, source = own_lines(statement.node), statement.said.unnumbered.plain
    found = Found(Aspect.DEFINITION, term.text, as_prose(value), "definition", claims, source, weight=weight)
    if statement.language.pattern("reason_for").search(term.masked):
        return replace(found, aspect=Aspect.QUESTION, subject=Text(), name=statement.phrase(term.text).as_question)
    subject = subject_of(statement)
    as_attribute = replace(found, aspect=Aspect.ATTRIBUTE, subject=subject.term.text, name=term.text)
    if subject and _is_of_subject(statement, term, value):
        return as_attribute
    members = value.members
    are_short = all(len(one.plain) <= _LONGEST_MEMBER for one in members)
    if are_short and (term.is_assertion or term.announces_list) and 1 < len(members) <= statement.habits.most_members:
        return replace(found, aspect=Aspect.MEMBERS, answer=as_members(members))  # `X needs three things: a, b and c`
    is_told = bool(_AN_ASPECT.search(term.plain)) or _is_sentence_of_its_own(value)
    if is_told and subject and not subject.is_told:  # what the head's point of this name is
        return as_attribute
    labels = (one.said.unnumbered for one in statement.siblings)
    if sum((one.label or _split_bold(one) or (one,))[0].term.plain == term.plain for one in labels) > 1:
        weight *= _AGAIN
    if term.text.dropping(Mark.CODE) and value.language.pattern("imperative").match(value.masked):
        weight *= _AN_ORDER  # `Access control: consider who …` is advice; what stands after code, the code does
    if term.language.code == "en" and len(term.words) > _MOST_TERM_WORDS:
        weight *= _A_SENTENCE
    # A sentence may say anything of the term; a phrase says what it is.
    first = value.sentence
    is_open = is_told or (first.is_assertion and not (first.says_meaning or first.defining))
    return replace(found, aspect=Aspect.FACT if is_open else Aspect.DEFINITION, weight=weight)


def _is_of_subject(statement: Statement, term: Phrase, value: Phrase) -> bool:
    """Is it what the head above has: a figure, a key with a few words, or a key that other heads have as well?"""
    head = subject_of(statement).term
    is_nested = statement.parent is not None and statement.parent.node.kind is NodeKind.ITEM
    has_figure = bool(re.search(r"\d", value.plain)) and bool(_MEASURE.match(value.plain))
    if _COST.match(value.plain) or (is_nested and (has_figure or _is_key(statement, term, value))):
        return True
    return term.folded in statement.outline.keys and head.folded not in term.folded


def _is_key(statement: Statement, term: Phrase, value: Phrase) -> bool:
    """Does the label say what of the bullet above the few words after it are, instead of being what they explain?"""
    is_short = len(term.folded) <= _LONGEST_KEY and len(value.folded) <= _LONGEST_VALUE
    is_word = term.plain[:1].isalpha() and not _NAME.search(term.plain)
    is_value = value.is_member and len(value.plain.split()) <= _MOST_VALUE_WORDS
    if not (is_short and is_word and is_value) or value.says_meaning:
        return False
    return statement.is_under_term and subject_of(statement).term.folded not in term.folded


def _is_sentence_of_its_own(value: Phrase) -> bool:
    """Is it an English sentence about something else, so that it tells of the term, and not what the term is?"""
    if value.language.code != "en" or value.is_deictic or not value.plain[:1].isupper():
        return False
    return value.of(value.text).topic is not None


# --- attributes ----------------------------------------------------------------------------------------------------


def find_attribute(statement: Statement) -> Iterator[Found]:
    """Yield the attribute that the block names (advantages, size), with its value on the line or in the children."""
    if not statement.lines or statement.node.kind not in (*TOLD, NodeKind.HEADING):
        return
    line = statement.said
    is_heading = statement.node.kind is NodeKind.HEADING
    label, rest = (line, None) if is_heading else _split_attribute(line)
    named = _named(statement, label, is_alone=rest is None)
    if named is None:
        return
    subject, name = named
    weight = _PASSED_OVER if name is label.term and subject_of(statement).is_told else 1.0
    if rest and not rest.plain.endswith((":", "：")):
        source, claims = f"{subject.plain} {line.plain}", own_lines(statement.node)
        found = [Found(Aspect.ATTRIBUTE, subject.text, as_prose(rest), "attribute", claims, source, name.text)]
    else:
        found = [*_from_children(statement, subject, name)]
    yield from (replace(one, weight=weight) for one in found)


def _split_attribute(line: Phrase) -> tuple[Phrase, Phrase | None]:
    if line.label:
        return line.label
    as_for = _AS_FOR.match(line.masked)
    if as_for and (as_for["particle"] not in ("이", "가") or "의 " not in as_for["label"]):
        return line.split(as_for, "label", "rest")
    return (line.cut(0, line.lead), line.cut(line.lead)) if line.lead and line.cut(line.lead) else (line, None)


def _named(statement: Statement, label: Phrase, *, is_alone: bool) -> Pair | None:
    """Return the subject and the attribute's name, if the label is one."""
    name = label.term
    if name.is_attribute:
        subject = subject_of(statement).term
        return (subject, name) if subject and not subject.is_attribute else None
    found = _OF.match(name.masked)
    if not found:
        return None
    attribute, owner = ("name", "subject") if found["name"] else ("key", "owner")
    if attribute == "key" and "의" not in name.masked and not is_alone:
        return None  # `메모리 구조: …` may be a term of its own
    key, subject = name.cut(*found.span(attribute)), name.cut(*found.span(owner)).term
    is_own = subject.is_term and len(subject.folded) > 1 and not subject.is_attribute
    return (subject, key) if key.is_attribute and is_own else None


def _from_children(statement: Statement, subject: Phrase, name: Phrase) -> Iterator[Found]:
    children = _that_fit(statement)
    topics = sum(child.is_term_alone and bool(child.children) for child in children)
    if not children or topics == len(children) or (2 * topics > len(children) and not subject_of(statement)):
        return  # a title over topics: `스레드의 필요성`
    most = statement.habits.most_members
    if len(children) < len(statement.children) and (names := names_of(statement.children)):
        if len(names) <= most:
            source = f"{subject.plain} {name.plain} {names[0].plain}"
            claims = own_lines(statement.node)
            yield Found(Aspect.MEMBERS, subject.text, as_members(names), "attribute", claims, source, name.text)
        return
    said = [child.whole for child in children]
    members = tuple(one.term if one.plain.endswith(":") else one for one in said)
    claims = own_lines(statement.node, *(child.node for child in children))
    source = f"{subject.plain} {name.plain} {members[0].plain}"
    if 2 <= len(members) <= most and all(member.is_member for member in members):
        answer = as_members(members, is_ordered=are_ordered(children, name))
        yield Found(Aspect.MEMBERS, subject.text, answer, "attribute", claims, source, name.text)
    elif 2 * sum(bool(child.children) for child in children) <= len(children):
        answer_blocks = blocks_of(child.node for child in children)
        yield Found(Aspect.ATTRIBUTE, subject.text, answer_blocks, "attribute", claims, source, name.text)


def _that_fit(statement: Statement) -> tuple[Statement, ...]:
    """Return the first children, as many as an answer holds."""
    taken: list[Statement] = []
    length = 0
    for child in statement.children:
        length += len(child.whole.plain)
        is_full = len(taken) >= statement.habits.most_members or (taken and length > statement.habits.longest_answer)
        if child.node.kind is NodeKind.HEADING or is_full:
            break
        taken.append(child)
    return tuple(taken)


# --- formulas ------------------------------------------------------------------------------------------------------


def find_formula(statement: Statement) -> Iterator[Found]:
    """Yield the formulas right under the block, if the block names something and says nothing else."""
    if statement.node.kind not in TOLD or not statement.lines:
        return
    inner = [line.text for line in statement.lines[1:]]
    formulas = [text for text in inner if statement.phrase(text).is_formula]
    below = [] if formulas else list(_formulas(statement))
    shown = (*formulas, *(one.lines[0].text for one in below))[:_MOST_FORMULAS]
    subject = _formula_of(statement) if shown and len(formulas) == len(inner) else None
    if subject:
        claims = own_lines(statement.node, *(one.node for one in below))
        value: tuple[Block, ...] = tuple(Prose(formula) for formula in shown)
        yield Found(Aspect.FORMULA, subject.text, value, "formula", claims, f"{subject.plain} {shown[0].plain}")


def _formulas(statement: Statement) -> Iterator[Statement]:
    for one in statement.inner or statement.following:
        if len(one.lines) != 1 or not one.head.is_formula:
            return
        yield one


def _formula_of(statement: Statement) -> Phrase | None:
    line = statement.head.term
    said = _FORMULA_SAID.search(line.masked)
    name = line.cut(0, said.start()) if said and said.start() else line
    if name.is_attribute:
        return subject_of(statement).term
    return name if name.is_term and not name.is_generic(statement.habits.sections) else None
