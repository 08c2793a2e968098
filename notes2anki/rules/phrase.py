"""A piece of a line in its language: what it is, and how it divides. Each reading is made once and kept.

Rules ask phrases; no rule searches text for words of a language itself. Offsets count the characters of `plain`.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Callable, Iterator
from itertools import pairwise
from typing import Any, Generic, TypeVar, overload

from notes2anki.languages import Language, all_languages, every, fold, language_of
from notes2anki.model import Sections
from notes2anki.text import MASK, Mark, Text, join, plain_text, sentence_ends

LONGEST_TERM = 60  # characters
MOST_WORDS = 8
_LONGEST_MEMBER = 60
_LONGEST_MEANING = 300
_MOST_TOPIC_WORDS = 6
_LONGEST_IN_SHORT = 40
_CLOSE = 8  # characters between two topic particles

MEANT = r"[¬±×÷∀-∑√-∳∶-⋃⋇-⋿⨀-⫿]|[∓−](?=\w)|(?:~?/|[%&!])(?=[A-Za-z])"
"""Signs that belong to the name after them: those of mathematics, but for bullets; `/etc`, `~/.ssh`, `%time`."""

_NUMBERING = re.compile(  # what numbers a line; `0.5` is a value, `10.0.0.1` an address
    r"^(?!\s*(?:0\.\d|(?:\d+\.){3}\d))\s*(?:(?:\d+(?:[.\-]\d+)+[.)]?(?=\s)|\d+[.)](?!\d)|\(?[\divxIVX]+\)(?![과와을를은는의])|[A-H]\)(?=\s)"
    r"|[①-⑳]|(?:step|chapter|part|lecture|day|week)\s*\d+\s*[:.\-]|\d+(?:강|장|주차|일차|단계)[.:]?)\s*)",
    re.IGNORECASE,
)
_SIGNS_BEFORE = re.compile(rf"^(?:(?!{MEANT})[^\w(\[{{<\"'“‘「『《$\\+\-.@#`{MASK}])+|^[-–—+.#]+\s+")
_SIGNS_AFTER = re.compile(r"(?:[\s:：,;–—=→~！.。]|(?<![A-Za-z])-|(?<!\b\w)!)+$")  # not of `Cl-` and `n!`
_BRACKETS = re.compile(r"\([^()]*\)|（[^（）]*）|\[[^\[\]]*\]")
_QUOTES = re.compile(r"^[\"'“‘「『](?P<inner>[^\"'”’」』]+)[\"'”’」』]$")
_PREPOSITION = re.compile(r"(?:of|for|with|in|on|at|by|from|to|as|than|via|per)\s", re.IGNORECASE)
_NO_NAME = re.compile(r"[가-힣]다\.|[?？！]$|(?<!\b\w)!$|https?:|^\d+$|->|→|=>|⇒|\s=\s")
_SET_APART = re.compile(r", |(?<!\)); |、")
_ROMAN_ONE = re.compile(r"\b(?:type|part|phase|stage|class|level) I\b", re.IGNORECASE)  # no pronoun
_LETTER = re.compile(r"[^\W\d_]")
_ASKS = re.compile(
    r"[?？][)\"'”’」~\s]*$|(?:이란|란)[:：]?\s*$|(?:는지|은지|할지|을지|인지)\s*(?:궁금\S*|질문)?\s*[.]?$"
    r"|궁금(?:하다|합니다|해요|함)?[.]?$"
)
_OPEN_END = re.compile(r"[,\s]*(?:etc\.?|등등?|など|等)?[\s.…]*$")
_NO_MEMBER = re.compile(r"[?？]$|[→⇒]|->|=>|[:：]\s")

_LABEL = re.compile(
    r"^(?P<label>[^:：]{1,90}?)\s*"
    r"(?:(?<!:):(?![:/\d])(?=\s|$|[가-힣ぁ-んァ-ヶ一-鿿])|：|(?<=\S)\s:(?=\s))\s*(?P<rest>.+)$"
)
_COLON = re.compile(r"(?<=\S)\s*(?:(?<!:):(?=\s|$)|(?<=[가-힣ぁ-んァ-ヶ一-鿿)]):(?=[가-힣ぁ-んァ-ヶ一-鿿])|：)")
_GAP = re.compile(r"\s|(?<=[、，])")
_PAIRS = ("()", "（）", "[]", "「」", "『』", "“”")
_EQUALS = re.compile(r"^(?P<label>[^=+*/<>→]{2,60}?)\s=\s(?P<rest>[^=].*)$")
_CALL = re.compile(r"^(?!(?:max|min|log|ln|exp|sqrt|sum|mean|abs|sin|cos|tanh?|argmax|argmin)\b)[\w.\[\]]+\([^()]*\)")
_DASH = re.compile(r"^(?P<label>\S(?:(?!\s[-–—]{1,2}\s|—).){0,50}?)(?:\s+[-–—]{1,2}\s+|\s*—\s*)(?P<rest>.{3,})$")
_SPACED_DASH = re.compile(r"\s[-–—]{1,2}\s")
_RATIO = re.compile(r"\S{1,12}\s*=\s*\d+\s*[:：]\s*\d")
_CLOCK = re.compile(r"\d\s*[:：]\s*\d")
_SEPARATOR = re.compile(r"\s*(?:[,、，·;；]\s*(?:and |or )?|\s/\s|\s+and\s+)\s*")
_AND = re.compile(r"\s+(?:and|&)\s+|\s*[,/]\s*", re.IGNORECASE)
_ARTICLE = re.compile(r"^(?:an?|the)\s+", re.IGNORECASE)

_ASIDE = re.compile(r"\s*[(（][^()（）]*[)）]\s*$")

_VERB_FIRST = re.compile(
    r"(?:only |also |just |never |always )?(?!this|its|is\b|as\b|thus|plus|less|across|always)[a-z]{2,}s\s"
)
_ADNOMINAL = re.compile(
    r"\s(?:않|못|것|때문|수(?:가|는|도|만)?\s?[있없]|지(?:는|가|를)?(?:\s|$)"
    r"|(?:게|건|거|걸|데|중|줄|법|동안|순간|경우|만큼|대로|바|편|듯|때|김)[을를이가은는도에만과와의로]{0,2}(?:[\s,.]|$))"
)
_NO_TOPIC_END = re.compile(
    r"[,;]|:(?!\d)|\b(?:to|of|and|or|for|with|in|on|by|that|which|who|not|also|only|just|then|it|you|we|as|from|will|can"
    r"|the|an?|its|their|no|every|each)\s*$",
    re.IGNORECASE,
)
_PARTICLE = re.compile(r"(?:(?<=[가-힣A-Za-z0-9)\]ˣ\"'])|(?<=[A-Za-z0-9)\]ˣ])\s)(?P<particle>[은는]),?(?=\s)")
_BREAKS = re.compile(r"(?:면|지만|니까|는데|므로|며|고|(?:에서|으로)는?)$")
_CASE = re.compile(r"[가-힣A-Za-zˣ](?:[을를]|에게?|께서|보다|처럼)$")
_LAST_PARTICLE = re.compile(r"(?<=[가-힣]{2})[은는]$")
_N_OR_L = (4, 8)  # the places of the finals ㄴ and ㄹ

_WORD = re.compile(r"[^\s,;:]+")
_SINGULAR = re.compile(r"[a-z-]{2,}[^\Wsui]s")  # `builds`, but neither `less` nor `focus`
_BASE = re.compile(r"(?!.*(?:ly|ing|ed|en|s)$)[a-z]{3,}|go")
_PLURAL = re.compile(r"[A-Za-z][\w-]*[^\Wsui]s")
_BIG_NAME = re.compile(r"[A-Z0-9]\S*[A-Z0-9]\S*")  # `GET`, `OAuth2`: no word that is big only as the first
_ADVERBS = ("also", "always", "just", "never", "often", "only", "then", "usually")
_MOST_WORDS_BEFORE_VERB = 5
_VERSUS = re.compile(r"\s+(?:vs\.?|versus)\s+", re.IGNORECASE)
_NAME = re.compile(r"[A-Z][A-Z0-9_+-]+(?: [A-Z0-9]+)*|\d{2,}")

_QUOTE_MARKS = '"“”'

Pair = tuple["Phrase", "Phrase"]
"""What a line is about, and what it says of that."""


T = TypeVar("T")
Owner = TypeVar("Owner")


class lazy(Generic[T]):  # noqa: N801 -- used as `property` is
    """A property that is found out once; `functools.cached_property` takes a lock each time until Python 3.12."""

    def __init__(self, find: Callable[[Any], T]) -> None:
        self._find = find
        self.__doc__ = find.__doc__

    @overload
    def __get__(self, owner: None, kind: type) -> lazy[T]: ...
    @overload
    def __get__(self, owner: object, kind: type) -> T: ...
    def __get__(self, owner: object | None, kind: type) -> lazy[T] | T:
        if owner is None:
            return self
        found = owner.__dict__[self._find.__name__] = self._find(owner)
        return found


def once(find: Callable[[Owner], T]) -> Callable[[Owner], T]:
    """Return `find`, which is asked once of each owner; the owner keeps the answer."""
    name = find.__name__

    @functools.wraps(find)
    def found(owner: Owner) -> T:
        kept: dict[str, Any] = owner.__dict__
        if name not in kept:
            kept[name] = find(owner)
        answer: T = kept[name]
        return answer

    return found


class Phrase:
    """A text and the language that its surroundings are in."""

    def __init__(self, text: Text, home: Language) -> None:
        self.text = text
        self.home = home

    def __bool__(self) -> bool:
        return bool(self.text)

    # --- its words ---------------------------------------------------------------------------------------------

    @lazy
    def plain(self) -> str:
        """The characters without marks."""
        return self.text.plain

    @lazy
    def masked(self) -> str:
        """`plain`, with `MASK` for code, math and addresses."""
        return self.text.masked

    @lazy
    def bracketed(self) -> str:
        """`masked`, with `MASK` for what stands in brackets, too."""
        return _BRACKETS.sub(lambda found: found[0][0] + MASK * (len(found[0]) - 2) + found[0][-1], self.masked)

    @lazy
    def bare(self) -> str:
        """`masked` without what stands in brackets: shorter, so no offset holds in it."""
        return _BRACKETS.sub(" ", self.masked).strip()

    @lazy
    def words(self) -> tuple[str, ...]:
        """The words outside brackets."""
        return tuple(self.bare.split())

    @lazy
    def folded(self) -> str:
        """`plain` as names are compared."""
        return fold(self.plain)

    @lazy
    def language(self) -> Language:
        """The language of the words themselves; of signs and code alone, that of the surroundings."""
        return language_of(self.bare, self.home)

    def cut(self, start: int = 0, end: int | None = None) -> Phrase:
        """Return the characters from `start` to `end`."""
        return Phrase(self.text.cut(start, end), self.home)

    def of(self, text: Text) -> Phrase:
        """Return another text in the same surroundings."""
        return Phrase(text, self.home)

    def split(self, found: re.Match[str], left: str, right: str) -> Pair:
        """Return what two groups of a match hold."""
        return self.cut(*found.span(left)), self.cut(*found.span(right))

    def _front_cut(self, pattern: re.Pattern[str]) -> Phrase:
        """Cut off what the pattern finds, unless that is all, and never a piece of code or math."""
        found = pattern.match(self.masked)
        rest = self.cut(found.end()) if found else self
        return rest or self

    def _back_cut(self, pattern: re.Pattern[str]) -> Phrase:
        found = pattern.search(self.masked)
        rest = self.cut(0, found.start()) if found else self
        return rest or self

    # --- what it is --------------------------------------------------------------------------------------------

    @lazy
    def term(self) -> Phrase:
        """The phrase without numbering, emoji, emphasis, end marks and words such as "materials on"."""
        marks = (Mark.STRONG, Mark.EM, Mark.HIGHLIGHT, Mark.LINK)
        term = Phrase(self.text.without(*marks).dropping(Mark.IMAGE, Mark.STRIKE), self.home)
        for _ in range(3):  # signs and numbers may take turns
            before, term = term, term._front_cut(_SIGNS_BEFORE)._front_cut(_NUMBERING)  # noqa: SLF001 -- its own kind
            if term is before:
                break
        term = term._back_cut(_SIGNS_AFTER)  # noqa: SLF001
        if not self.home.pattern("theorem").search(term.plain):
            term = term._back_cut(_tails(self.home))  # noqa: SLF001
        quoted = _QUOTES.match(term.masked)
        return term.cut(*quoted.span("inner")) if quoted else term

    @lazy
    def in_short(self) -> Phrase:
        """What stands before a colon; if that is long, what it is about, or its first words, at most 40 characters.

        It is not cut within brackets, code or math.
        """
        colon = _COLON.search(self.bracketed)
        name = self.cut(0, colon.start()) if colon else self
        if len(name.plain) <= _LONGEST_IN_SHORT:
            return name
        defined = (pattern.match(name.masked) for pattern in self.home.patterns("definition"))
        pairs = (name.split(found, "term", "meaning") for found in defined if found)
        about = next(pairs, None) or name.label or name.topic
        name = about[0].term if about else name
        if len(name.plain) <= _LONGEST_IN_SHORT:
            return name
        ends = [found.start() for found in _GAP.finditer(name.bracketed) if found.start() <= _LONGEST_IN_SHORT]
        for end in reversed(ends):
            short = name.cut(0, end)._back_cut(_SIGNS_AFTER)  # noqa: SLF001 -- its own kind
            if all(short.plain.count(pair[0]) == short.plain.count(pair[1]) for pair in _PAIRS):
                return self.of(short.text + plain_text(" …"))
        return name

    @lazy
    def unnumbered(self) -> Phrase:
        """The phrase without a number or `Step 1:` in front."""
        return self._front_cut(_NUMBERING)

    @lazy
    def without_article(self) -> Phrase:
        """The phrase without `a` or `the` in front."""
        found = _ARTICLE.match(self.masked)
        return self.cut(found.end()) if found else self

    def as_named_in(self, line: Phrase) -> Text:
        """Return the term with the article that an English sentence begins with: `the diff command`."""
        found = _ARTICLE.match(line.masked)
        is_first = found and line.plain[found.end() :].startswith(self.plain)
        if not found or not is_first or self.plain[:1].isupper():
            return self.text
        return plain_text(f"{found[0].strip().lower()} ") + self.text

    @lazy
    def without_stop(self) -> Phrase:
        """The phrase without a full stop at its end."""
        return self.cut(0, -1) if self.masked.endswith((".", "。")) else self

    @lazy
    def without_particle(self) -> Phrase:
        """The phrase without a Korean topic particle at its end: `알고리즘은: …`."""
        found = _LAST_PARTICLE.search(self.masked)
        fits = found and _fits_particle(self.masked[: found.start()], found[0])
        return self.cut(0, found.start()) if found and fits else self

    @lazy
    def is_term(self) -> bool:
        """Could it be the name of something: a short noun phrase?"""
        return self.is_name(MOST_WORDS)

    def is_name(self, most_words: int) -> bool:
        """Could it be a name of at most so many words?"""
        return 0 < len(self.words) <= most_words and self._is_noun_phrase

    @lazy
    def _is_noun_phrase(self) -> bool:
        plain = self.plain.strip()
        if plain.count("(") != plain.count(")"):
            return False
        if len(plain) > LONGEST_TERM or _NO_NAME.search(plain) or _SET_APART.search(_BRACKETS.sub(" ", plain)):
            return False
        inner = self.language.pattern("inner")
        return (
            (bool(_LETTER.search(self.bare)) or MASK in self.bare)
            and not any(inner.search(word) for word in _ROMAN_ONE.sub("", self.bare).split())
            and not self.is_sentence
            and not self.is_deictic
            and not _PREPOSITION.match(self.bare)
        )

    @lazy
    def is_sentence(self) -> bool:
        """Does it say something of itself, with a verb or an end mark, instead of naming something?"""
        language = self.language
        return bool(language.pattern("sentence").search(self.bare)) and not language.pattern("nouns").search(self.bare)

    @lazy
    def is_assertion(self) -> bool:
        """Does it end in, or turn on, a finite verb?"""
        return bool(self.language.pattern("predicate").search(self.bare)) or self.is_sentence

    @lazy
    def is_clause(self) -> bool:
        """Does it hold a verb, or words that belong to one?"""
        if self.is_assertion or self.language.code == "en":
            return self.is_assertion
        return any(self.language.pattern("inner").search(word) for word in self.words)

    @lazy
    def is_fact(self) -> bool:
        """Does it assert something that one can answer with?"""
        return len(self.folded) >= 4 and not self.plain.rstrip().endswith(("?", "？")) and self.is_clause

    @lazy
    def is_deictic(self) -> bool:
        """Does it point at something outside itself: this, therefore?"""
        doubt = self.home.pattern
        return bool(doubt("doubt.deictic").search(self.plain) or doubt("doubt.pointing").match(self.plain))

    @lazy
    def says_meaning(self) -> bool:
        """Could it, right under a bare term, say what the term means: `실수를 정수로 변환`, `removing weights`?"""
        is_short = len(self.bare) <= _LONGEST_MEANING
        return is_short and bool(self.language.pattern("meaning").search(self.bare)) and not self.is_deictic

    @lazy
    def defining(self) -> re.Match[str] | None:
        """What it says something is, in the group `meaning`: `is a …`, `… 것을 말한다`."""
        return next((found for one in self.home.patterns("defines") if (found := one.match(self.bracketed))), None)

    @lazy
    def is_member(self) -> bool:
        """Could it be one entry of a list of things?"""
        if len(self.plain) > _LONGEST_MEMBER + 10:
            return False
        plain = _OPEN_END.sub("", self.plain.strip())
        is_short = 0 < len(plain) <= _LONGEST_MEMBER and not _NO_MEMBER.search(plain)
        return is_short and not self.cut(0, len(plain)).is_assertion

    @lazy
    def is_attribute(self) -> bool:
        """Is it the name of something that many subjects have: advantages, size, definition?"""
        return fold(_BRACKETS.sub(" ", self.plain)) in every("attributes")

    @lazy
    def only_counts(self) -> bool:
        """Does it, as a head, only count or show: `Option 2`, `this`?"""
        return any(one.pattern("options").search(self.plain) for one in all_languages())

    @lazy
    def asked_term(self) -> Phrase | None:
        """What a question asks the meaning of: `What is a heap?`, `힙이란?`."""
        found = next(
            (found for one in all_languages() if (found := one.pattern("asks_meaning").match(self.masked))), None
        )
        term = self.cut(*found.span("term")).term if found else None
        return term if term and term.is_term else None

    @lazy
    def without_opening(self) -> Phrase:
        """The phrase without what opens a heading: `Introduction to …`."""
        return self._front_cut(self.language.pattern("opening"))

    def is_generic(self, sections: Sections) -> bool:
        """Does it, as a heading, say nothing of what stands under it?"""
        bare = fold(_NUMBERING.sub("", self.plain))
        names = _generic_names(sections)
        parts = {fold(part) for part in _AND.split(self.plain)}
        is_compound = len(parts) > 1 and parts <= names | every("attributes")  # `Summary and Limitations`
        return not bare or bare in names or bare.isdigit() or is_compound

    @lazy
    def is_question(self) -> bool:
        """Does it ask something?"""
        return bool(_ASKS.search(self.masked.strip()))

    @lazy
    def is_formula(self) -> bool:
        """Is there nothing but math in it?"""
        has_math = any(Mark.MATH in run.marks for run in self.text.runs)
        return has_math and not re.search(r"\w", self.text.dropping(Mark.MATH).plain)

    @lazy
    def is_big_name(self) -> bool:
        """Is it a name in capitals, a number or code: something that needs no noun?"""
        return bool(_NAME.fullmatch(self.plain)) or (bool(self) and not self.text.dropping(Mark.CODE))

    @lazy
    def announces_list(self) -> bool:
        """Does it say that a list follows: types, reasons, three ways?"""
        return bool(self.home.pattern("announces").search(self.plain))

    # --- how it divides ----------------------------------------------------------------------------------------

    @lazy
    def label(self) -> Pair | None:
        """What stands before a colon (or a spaced dash) and after it; never a time, a ratio or an address."""
        masked = self.bracketed
        found = _LABEL.match(masked)
        if not found and len(_SPACED_DASH.findall(masked)) <= 1:
            found = _DASH.match(masked)
        if not found or _RATIO.match(found["rest"]):
            return None
        if _CLOCK.search(masked[max(found.end("label") - 2, 0) : found.start("rest") + 2]):
            return None
        label, rest = self.split(found, "label", "rest")
        return (label, rest) if label and rest and len(label.sentences) == 1 else None

    @lazy
    def equals(self) -> Pair | None:
        """`waiting time = turnaround time - run time`, but no sum on the left, and no step of a program."""
        found = _EQUALS.match(self.bracketed)
        return self.split(found, "label", "rest") if found and not _CALL.match(found["rest"]) else None

    @lazy
    def lead(self) -> int:
        """Where the bold or code words at its start end; 0 if there are none."""
        for mark in (Mark.STRONG, Mark.CODE):
            for start, end in self.text.spans(mark):
                if not re.search(r"\w", self.plain[:start]):
                    return end
        return 0

    @lazy
    def members(self) -> tuple[Phrase, ...]:
        """The things that commas, slashes or middle dots set apart."""
        cuts = [0, *(place for found in _SEPARATOR.finditer(self.bracketed) for place in found.span()), None]
        pieces = (self.cut(start or 0, end) for start, end in zip(cuts[::2], cuts[1::2], strict=True))
        return tuple(piece for piece in pieces if piece)

    @lazy
    def sentences(self) -> tuple[Phrase, ...]:
        """The sentences, in order."""
        ends = tuple(sentence_ends(self.masked))
        if not ends:
            return (self,) if self else ()
        pieces = (self.cut(start, end) for start, end in pairwise([0, *ends, len(self.masked)]))
        return tuple(piece for piece in pieces if piece)

    @lazy
    def sentence(self) -> Phrase:
        """The first sentence; empty if there is none."""
        return self.sentences[0] if self.sentences else Phrase(Text(), self.home)

    @lazy
    def untied(self) -> Phrase:
        """The phrase without what ties it to the one before (so, however), nor an aside to oneself at its end."""
        found = _ASIDE.search(self.masked)
        told_oneself = (self.home.pattern(name) for name in ("never.revisit", "musing"))
        aside = found and found.start() and any(one.search(found[0]) for one in told_oneself)
        phrase = self.cut(0, found.start()) if found and aside else self
        tie = phrase.home.pattern("connective").match(phrase.masked)
        return phrase.cut(tie.end()) if tie and tie.end() < len(phrase.plain) else phrase

    @lazy
    def leans(self) -> bool:
        """Does it begin with a word that points back: this, therefore?"""
        return self.is_deictic or bool(self.home.pattern("connective").match(self.masked))

    @lazy
    def compared(self) -> tuple[Phrase, ...]:
        """The things that it sets side by side: `A vs B`, `A와 B의 차이`; none if it names one thing."""
        patterns = (pattern for one in all_languages() for pattern in one.patterns("contrast.versus"))
        found = next((found for pattern in patterns if (found := pattern.match(self.masked))), None)
        if not found:
            return ()
        cuts = [found.start("left"), found.end("left"), found.start("right"), found.end("right")]
        for more in _VERSUS.finditer(self.masked, found.start("right"), found.end("right")):
            cuts[-1:-1] = [more.start(), more.end()]
        topics = tuple(self.cut(*span).term for span in zip(cuts[::2], cuts[1::2], strict=True))
        return topics if all(topic.is_big_name or topic.is_term for topic in topics) else ()

    @property
    def as_question(self) -> Text:
        """A name that asks for something (`쓰는 이유`) with the mark of a question."""
        return join((self.text, plain_text("？" if self.home.code in ("ja", "zh") else "?")), "")

    # --- its topic ---------------------------------------------------------------------------------------------

    @lazy
    def topic(self) -> Pair | None:
        """The clause's topic and what is said of it, if it begins with a topic that is a clean term."""
        return self.topic_of(fewest=3)

    @lazy
    def loose_topic(self) -> Pair | None:
        """The same, where the topic may hold a clause of its own: `학습에 쓰이는 데이터는 …`."""
        return self.topic or self.topic_of(fewest=3, is_strict=False)

    def topic_of(self, *, fewest: int, is_strict: bool = True) -> Pair | None:
        """Return the topic and the rest, which in English has at least `fewest` words."""
        language = language_of(self.bracketed, self.home)
        if language.code == "en":
            return self._marked_lead() or self._before_verb(language, fewest)
        marked = self.text.spans(Mark.STRONG)
        for start, end in _marked_topics(self.bracketed, language):
            if any(first < start < last for first, last in marked):  # a name is not cut in two
                continue
            topic, rest = self.cut(0, start).term, self.cut(end)
            if sum(topic.plain.count(quote) for quote in _QUOTE_MARKS) % 2:
                continue
            is_topic = topic.is_term or (not is_strict and topic._is_loose_topic())  # noqa: SLF001
            if rest and topic and is_topic and not _hangs_loose(topic.masked.split()):
                return topic, rest
        return None

    def _is_loose_topic(self) -> bool:
        words = self.masked.split()
        is_short = len(words) <= _MOST_TOPIC_WORDS and not any(_BREAKS.search(word) for word in words)
        return is_short and not self.is_deictic

    def _marked_lead(self) -> Pair | None:
        """Bold type or code at the start, and a verb right after it: `git fetch` downloads only."""
        rest = self.cut(self.lead) if self.lead else None
        if not rest or not _VERB_FIRST.match(rest.plain) or len(rest.plain.split()) < 3:
            return None
        topic = self.cut(0, self.lead).term
        return (topic, rest) if topic.is_term else None

    def _before_verb(self, language: Language, fewest: int) -> Pair | None:
        """English has no topic mark: the topic is what stands before the first verb."""
        masked, verbs = self.bracketed, language.pattern("predicate")
        found = next((verb for verb in verbs.finditer(masked) if _is_known_verb(verb, masked, verbs)), None)
        if not found or not found.start() or language.pattern("not_topic").match(masked):
            return None
        end = language.pattern("topic_end").search(masked[: found.start()].rstrip())
        topic = self.cut(0, end.start() if end else found.start())
        rest = self.cut(found.start())
        is_short = len(topic.plain.split()) <= _MOST_TOPIC_WORDS and len(rest.plain.split()) >= fewest
        if not is_short or topic.is_deictic or _NO_TOPIC_END.search(topic.masked):
            return None
        return (topic.without_article.term, rest) if topic.without_article.term.is_term else None

    def free_topic(self) -> Pair | None:
        """Split an English clause at its verb, be it of no list, and be the topic a number: `301 is permanent`."""
        known = self.language.pattern("predicate").search(self.masked)
        start = self._free_verb() or (known.start() if known else 0)
        topic, rest = self.cut(0, start).without_article.term, self.cut(start)
        if not start or ":" in topic.plain or len(rest.plain.split()) < 2:
            return None
        not_topic = self.language.pattern("not_topic").match(self.masked)
        is_thing = topic.is_term and not topic.is_deictic and not not_topic
        return (topic, rest) if topic.is_big_name or is_thing else None

    def _free_verb(self) -> int:
        words = [(found[0], found.start()) for found in _WORD.finditer(self.masked)]
        for place in range(1, min(len(words) - 1, _MOST_WORDS_BEFORE_VERB + 1)):
            if _is_free_verb([word for word, _ in words], place, self.language):
                return words[place - (place > 1 and words[place - 1][0] in _ADVERBS)][1]
        return 0


def joined(pieces: tuple[Phrase, ...], separator: str) -> Text:
    """Return the texts of phrases with `separator` between them."""
    return join((piece.text for piece in pieces), separator)


@functools.lru_cache(maxsize=8)
def _generic_names(mine: Sections) -> frozenset[str]:
    built_in = frozenset[str]() if mine.replaces else every("generic")
    return built_in | frozenset(map(fold, mine.generic))


@functools.cache
def _tails(language: Language) -> re.Pattern[str]:
    longest_first = sorted(language.table("tails"), key=len, reverse=True)
    return re.compile(rf"\s+(?:{'|'.join(map(re.escape, longest_first))})\s*$", re.IGNORECASE)


def _marked_topics(masked: str, language: Language) -> Iterator[tuple[int, int]]:
    """Yield where a topic could end and where the rest begins."""
    not_topic = language.pattern("not_topic")
    if language.code != "ko":
        found = language.pattern("topic").match(masked)
        if found and not not_topic.search(found["topic"]) and masked[found.end() :].strip():
            rest = masked[found.end() :]
            yield found.end("topic"), found.end() + len(rest) - len(rest.lstrip("、，, "))
        return
    places: list[tuple[int, int]] = []
    for particle in _PARTICLE.finditer(masked):
        begin = masked[: particle.end("particle")]
        if len(begin.split()) > _MOST_TOPIC_WORDS or re.search(r"[,;:]|\.\s", begin):
            break
        fits = _fits_particle(masked[: particle.start("particle")], particle["particle"])
        if fits and not _ADNOMINAL.match(masked, particle.end()) and not not_topic.search(begin):
            places.append(particle.span())
    # `데몬이라 부르는 프로세스는 …`: a verb before a noun looks like a topic; of two close ones, the later is it.
    close = {first for first, second in pairwise(places) if second[0] - first[1] <= _CLOSE}
    yield from (place for place in places if place not in close)


def _fits_particle(words: str, particle: str) -> bool:
    """Does 은 follow a final consonant, and 는 a vowel? Either may follow what is not Hangul."""
    before = words.rstrip()[-1:]
    if not "가" <= before <= "힣":
        return bool(before)
    return ((ord(before) - ord("가")) % 28 != 0) == (particle == "은")


def _hangs_loose(words: list[str]) -> bool:
    """Does a word in a case stand there without a clause of its own that ends in `-는` or `-ㄴ`: `그 시절에 우리`?"""
    cases = [place for place, word in enumerate(words) if _CASE.search(word)]
    return bool(cases) and not any(map(_is_adnominal, words[cases[-1] + 1 : -1]))


def _is_adnominal(word: str) -> bool:
    """Could the word be a verb before its noun: `쓰이는`, `배운`, `할`?"""
    last = word[-1]
    return "가" <= last <= "힣" and (ord(last) - ord("가")) % 28 in _N_OR_L


def _is_known_verb(found: re.Match[str], masked: str, verbs: re.Pattern[str]) -> bool:
    """Is this the verb, and no noun that looks like one: `returns to scale`, `returns means`?"""
    rest = masked[found.end() :].lstrip()
    return found.start() > 0 and not rest.startswith("of ") and not verbs.match(rest)


def _is_free_verb(words: list[str], place: int, language: Language) -> bool:
    """Is the word a verb? One that ends in `s` may be a plural: what stands beside it decides."""
    word, before, no_verb = words[place], words[place - 1], language.pattern("no_verb")
    if no_verb.fullmatch(word):
        return False
    if _PLURAL.fullmatch(before) and not _BIG_NAME.fullmatch(before):
        return bool(_BASE.fullmatch(word))
    if not _SINGULAR.fullmatch(word) or words[place + 1] == "of":
        return False
    after = words[place + 1]  # a verb of its own makes a noun of the word: `networks learn features`
    is_noun = bool(_BASE.fullmatch(after)) and not no_verb.fullmatch(after) and place + 2 < len(words)
    return words[0].casefold() in ("a", "an") or bool(_BIG_NAME.fullmatch(before)) or not is_noun
