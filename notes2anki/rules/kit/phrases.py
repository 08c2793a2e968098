"""What a piece of a line is: a term, an attribute's name, a fact, a member of a list. Shared by the rules."""

from __future__ import annotations

import functools
import re

from notes2anki.cues import Cues, every, fold, language_of
from notes2anki.model import Sections
from notes2anki.text import MASK, Mark, Text, join, plain_text

LONGEST_TERM = 60  # characters
MOST_WORDS = 8
LONGEST_MEMBER = 60
_LONGEST_MEANING = 300

_NUMBERING = re.compile(
    r"^(?!\s*(?:0\.\d|(?:\d+\.){3}\d))\s*(?:(?:\d+(?:[.\-]\d+)+[.)]?(?=\s)|\d+[.)](?!\d)|\(?[\divxIVX]+\)|[A-H]\)(?=\s)|[①-⑳]|(?:step|chapter|part|lecture|day|week)\s*\d+\s*[:.\-]|\d+(?:강|장|주차|일차|단계)[.:]?)\s*)",
    re.IGNORECASE,
)
"""What numbers a line; `0.5` is a value, `10.0.0.1` an address."""

MEANT = r"[¬±×÷∀-∑√-∳∶-⋃⋇-⋿⨀-⫿]|[∓−](?=\w)|(?:~?/|[%&!])(?=[A-Za-z])"
"""Signs that belong to the name after them: those of mathematics, but for bullets; `/etc`, `~/.ssh`, `%time`."""

_SIGNS_BEFORE = re.compile(rf"^(?:(?!{MEANT})[^\w(\[{{<\"'“‘「『《$\\+\-.@#`{MASK}])+|^[-–—+.#]+\s+")
_SIGNS_AFTER = re.compile(r"(?:[\s:：,;–—=→~！.。]|(?<![A-Za-z])-|(?<!\b\w)!)+$")  # not of `Cl-` and `n!`
_BRACKETS = re.compile(r"\([^()]*\)|（[^（）]*）|\[[^\[\]]*\]")
_PREPOSITION = re.compile(r"(?:of|for|with|in|on|at|by|from|to|as|than|via|per)\s", re.IGNORECASE)
_ASKS = re.compile(
    r"[?？][)\"'”’」~\s]*$|(?:이란|란)[:：]?\s*$|(?:는지|은지|할지|을지|인지)\s*(?:궁금\S*|질문)?\s*[.]?$|궁금(?:하다|합니다|해요|함)?[.]?$"
)
_OPEN_END = re.compile(r"[,\s]*(?:etc\.?|등등?|など|等)?[\s.…]*$")
_PROPERTY = re.compile(r"^[\w-]+::(?:\s|$)")
_LETTER = re.compile(r"[^\W\d_]")
_ROMAN_ONE = re.compile(r"\b(?:type|part|phase|stage|class|level) I\b", re.IGNORECASE)  # no pronoun
_QUOTES = re.compile(r"^[\"'“‘「『](?P<inner>[^\"'”’」』]+)[\"'”’」』]$")


def clean_term(text: Text, cues: Cues) -> Text:
    """Return `text` without numbering, emoji, emphasis, end marks and words such as "materials on"."""
    term = text.without(Mark.STRONG, Mark.EM, Mark.HIGHLIGHT, Mark.LINK).dropping(Mark.IMAGE, Mark.STRIKE)
    for _ in range(3):  # signs and numbers may take turns
        before, term = term, _cut_front(_cut_front(term, _SIGNS_BEFORE), _NUMBERING)
        if term is before:
            break
    term = _cut_back(term, _SIGNS_AFTER)
    if not cues.theorem.search(term.plain):
        term = _cut_back(term, cues.tails)
    quoted = _QUOTES.match(term.masked)
    return term.cut(*quoted.span("inner")) if quoted else term


def without_number(text: Text) -> Text:
    """Return `text` without a number or `Step 1:` in front."""
    return _cut_front(text, _NUMBERING)


def is_term(text: Text, cues: Cues, *, most_words: int = MOST_WORDS) -> bool:
    """Could `text` be the name of something: a short noun phrase?"""
    plain = text.plain.strip()
    bare = without_brackets(text.masked).strip()
    words = bare.split()
    cues = language_of(bare, cues)
    return (
        bool(words)
        and len(plain) <= LONGEST_TERM
        and len(words) <= most_words
        and (bool(_LETTER.search(bare)) or MASK in bare)
        and not re.search(r"[?？！]$|(?<!\b\w)!$|https?:|^\d+$|->|→|=>|⇒|\s=\s", plain)
        and not re.search(r", |(?<!\)); |、", without_brackets(plain))
        and not any(cues.inner.search(word) for word in _ROMAN_ONE.sub("", bare).split())
        and not is_sentence(text, cues)
        and not is_deictic(text, cues)
        and not _PREPOSITION.match(bare)
    )


def is_sentence(text: Text, cues: Cues) -> bool:
    """Does `text` say something of itself, with a verb or an end mark, instead of naming something?"""
    bare = without_brackets(text.masked).strip()
    cues = language_of(bare, cues)
    return bool(cues.sentence.search(bare)) and not cues.nouns.search(bare)


def is_fact(text: Text, cues: Cues) -> bool:
    """Does `text` assert something that one can answer with?"""
    return len(fold(text.plain)) >= 4 and not text.plain.rstrip().endswith(("?", "？")) and is_clause(text, cues)


def is_clause(text: Text, cues: Cues) -> bool:
    """Does `text` hold a verb, or words that belong to one?"""
    if is_assertion(text, cues):
        return True
    bare = without_brackets(text.masked).strip()
    cues = language_of(bare, cues)
    return cues.language != "en" and any(cues.inner.search(word) for word in bare.split())


def is_assertion(text: Text, cues: Cues) -> bool:
    """Does `text` end in, or turn on, a finite verb?"""
    bare = without_brackets(text.masked).strip()
    cues = language_of(bare, cues)
    return bool(cues.predicate.search(bare)) or is_sentence(text, cues)


def is_deictic(text: Text, cues: Cues) -> bool:
    """Does `text` point at something outside itself: this, therefore?"""
    doubt = dict(cues.doubt)
    return bool(doubt["deictic"].search(text.plain) or doubt["pointing"].match(text.plain))


def says_meaning(text: Text, cues: Cues) -> bool:
    """Could `text`, right under a bare term, say what the term means: `실수를 정수로 변환`, `removing weights`?"""
    bare = without_brackets(text.masked).strip()
    is_short = len(bare) <= _LONGEST_MEANING
    return is_short and bool(language_of(bare, cues).meaning.search(bare)) and not is_deictic(text, cues)


def is_member(text: Text, cues: Cues) -> bool:
    """Could `text` be one entry of a list of things?"""
    if len(text.plain) > LONGEST_MEMBER + 10:
        return False
    plain = _OPEN_END.sub("", text.plain.strip())
    return (
        0 < len(plain) <= LONGEST_MEMBER
        and not is_assertion(text.cut(0, len(plain)), cues)
        and not re.search(r"[?？]$|[→⇒]|->|=>|[:：]\s", plain)
    )


def is_attribute(text: Text) -> bool:
    """Is `text` the name of something that many subjects have: advantages, size, definition?"""
    return fold(without_brackets(text.plain)) in every("attributes")


def is_generic(text: Text, sections: Sections = Sections()) -> bool:
    """Does `text`, as a heading, say nothing of what stands under it?"""
    bare = fold(_NUMBERING.sub("", text.plain))
    return not bare or bare in _generic_names(sections) or bare.isdigit()


def is_property(text: Text) -> bool:
    """Is `text` a property that only an outliner reads: `collapsed:: true`?"""
    return bool(_PROPERTY.match(text.masked))


def as_question(name: Text, cues: Cues) -> Text:
    """Return a name that asks for something (`쓰는 이유`) with the mark of a question."""
    return join((name, plain_text("？" if cues.language in ("ja", "zh") else "?")), "")


def asks(text: Text) -> bool:
    """Does `text` end as a question, a direct or an indirect one?"""
    return bool(_ASKS.search(text.masked.strip()))


@functools.lru_cache(maxsize=8)
def _generic_names(mine: Sections) -> frozenset[str]:
    built_in = frozenset[str]() if mine.replaces else every("generic")
    return built_in | frozenset(map(fold, mine.generic))


def masked_brackets(words: str) -> str:
    """Return `words`, of the same length, with `MASK` for what stands in brackets."""
    return _BRACKETS.sub(lambda found: found[0][0] + MASK * (len(found[0]) - 2) + found[0][-1], words)


def without_brackets(words: str) -> str:
    """Return `words` without what stands in brackets."""
    return _BRACKETS.sub(" ", words)


def _cut_front(text: Text, pattern: re.Pattern[str]) -> Text:
    """Cut off what the pattern finds, unless that is all, and never a piece of code or math."""
    found = pattern.match(text.masked)
    return (text.cut(found.end()) or text) if found else text


def _cut_back(text: Text, pattern: re.Pattern[str]) -> Text:
    found = pattern.search(text.masked)
    return (text.cut(0, found.start()) or text) if found else text
