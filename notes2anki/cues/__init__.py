"""YAML files, one a language -> `Cues`: the words and patterns by which rules know things. Data, not code.

Adding a language is adding a file here.
"""

from __future__ import annotations

import functools
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from importlib import resources
from importlib.resources.abc import Traversable

import yaml

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # libyaml's takes a tenth of the time

ORDER = ("ko", "ja", "zh", "en")
"""In which order a line's language is tried: Hangul, then kana, then Han characters, then Latin letters."""


@dataclass(frozen=True, slots=True)
class Cues:
    """One language's cues. Patterns are compiled without regard to case; word lists are folded (`fold`)."""

    language: str
    letters: re.Pattern[str]
    out: tuple[tuple[str, tuple[str, ...]], ...]  # why a section holds no cards, and the names of such sections
    dated: re.Pattern[str]  # a heading that only says when
    weak: tuple[str, ...]
    generic: frozenset[str]
    attributes: frozenset[str]
    meanings: frozenset[str]  # column heads that ask what the row is
    hints: frozenset[str]  # what a hint begins with
    before_address: frozenset[str]  # words that are nothing without the address behind them
    pointers: frozenset[str]  # a link's words that only say what it leads to
    tails: re.Pattern[str]
    theorem: re.Pattern[str]
    inner: re.Pattern[str]
    sentence: re.Pattern[str]
    predicate: re.Pattern[str]
    nouns: re.Pattern[str]
    no_verb: re.Pattern[str]
    never: tuple[tuple[str, re.Pattern[str]], ...]
    doubt: tuple[tuple[str, re.Pattern[str]], ...]
    connective: re.Pattern[str]
    meaning: re.Pattern[str]
    quality: re.Pattern[str]
    definition: tuple[re.Pattern[str], ...]
    defines: tuple[re.Pattern[str], ...]
    named: tuple[re.Pattern[str], ...]
    named_too: re.Pattern[str]
    clause_end: re.Pattern[str]
    topic: re.Pattern[str]
    topic_end: re.Pattern[str]
    not_topic: re.Pattern[str]
    equates: re.Pattern[str]
    reason_for: re.Pattern[str]
    bound: re.Pattern[str]
    connectors: re.Pattern[str]
    unfinished: re.Pattern[str]
    versus: tuple[re.Pattern[str], ...]
    in_turn: tuple[str, ...]
    effect: re.Pattern[str]
    condition: re.Pattern[str]
    reason: re.Pattern[str]
    announces: re.Pattern[str]
    lists: tuple[re.Pattern[str], ...]
    counted: tuple[re.Pattern[str], ...]
    unordered: re.Pattern[str]
    leads: tuple[re.Pattern[str], ...]
    denials: tuple[tuple[re.Pattern[str], tuple[str, ...]], ...]  # of decomposed text (NFD), and what affirms it
    numerals: re.Pattern[str]
    wordings: tuple[tuple[str, str], ...]

    def wording(self, name: str) -> str:
        """Return how a question of this kind is worded: a template with `{holes}`."""
        return dict(self.wordings)[name]


def fold(words: str) -> str:
    """Return `words` without spaces, signs and case: how names of sections and attributes are compared."""
    return re.sub(r"[\W_]+", "", words.casefold())


@functools.cache
def every(name: str) -> frozenset[str]:
    """Return the word list `name` (`generic`, `attributes`, …) of all languages together: notes mix them."""
    return frozenset(word for cues in all_cues() for word in getattr(cues, name))


@functools.cache
def all_cues() -> tuple[Cues, ...]:
    """Return the cues of every language, in the order in which they are tried."""
    files = {file.name[:-5]: file for file in resources.files(__name__).iterdir() if file.name.endswith(".yaml")}
    ranked = sorted(files, key=lambda code: (ORDER.index(code) if code in ORDER else len(ORDER) - 1.5, code))
    return tuple(read_cues(code, files[code]) for code in ranked)


def language_of(words: str, default: Cues) -> Cues:
    """Return the cues of the first language of which `words` holds a letter."""
    found = next((cues for cues in all_cues() if cues.letters.search(words)), default)
    # Han characters alone may be Japanese as well as Chinese.
    return default if (found.language, default.language) == ("zh", "ja") else found


def read_cues(code: str, file: Traversable) -> Cues:
    """Return the cues in `file`. Raises KeyError for a missing entry, re.error for a broken pattern."""
    raw = yaml.load(file.read_text(encoding="utf-8"), Loader=_LOADER)  # noqa: S506 -- both are safe

    def pattern(words: str) -> re.Pattern[str]:
        return re.compile(words, re.IGNORECASE)

    def patterns(table: Mapping[str, str]) -> tuple[tuple[str, re.Pattern[str]], ...]:
        return tuple((name, pattern(words)) for name, words in table.items())

    return Cues(
        language=code,
        letters=re.compile(raw["letters"]),
        out=tuple((reason, tuple(map(fold, names))) for reason, names in raw["sections"].items()),
        dated=pattern(raw["dated"]),
        weak=tuple(map(fold, raw["weak"])),
        generic=frozenset(map(fold, raw["generic"])),
        attributes=frozenset(map(fold, raw["attributes"])),
        meanings=frozenset(map(fold, raw["meanings"])),
        hints=frozenset(map(fold, raw["hints"])),
        before_address=frozenset(map(fold, raw["before_address"])),
        pointers=frozenset(map(fold, raw["pointers"])),
        tails=_tail_pattern(raw["tails"]),
        theorem=pattern(raw["theorem"]),
        inner=pattern(raw["inner"]),
        sentence=pattern(raw["sentence"]),
        predicate=pattern(raw["predicate"]),
        nouns=pattern(raw["nouns"]),
        no_verb=pattern(raw["no_verb"]),
        never=patterns(raw["never"]),
        doubt=patterns(raw["doubt"]),
        connective=pattern(raw["connective"]),
        meaning=pattern(raw["meaning"]),
        quality=pattern(raw["quality"]),
        definition=tuple(pattern(words) for words in raw["definition"]),
        defines=tuple(pattern(words) for words in raw["defines"]),
        named=tuple(pattern(words) for words in raw["named"]),
        named_too=pattern(raw["named_too"]),
        clause_end=pattern(raw["clause_end"]),
        topic=re.compile(raw["topic"], re.IGNORECASE),
        topic_end=pattern(raw["topic_end"]),
        not_topic=pattern(raw["not_topic"]),
        equates=pattern(raw["equates"]),
        reason_for=pattern(raw["reason_for"]),
        bound=pattern(raw["bound"]),
        connectors=pattern(raw["contrast"]["connectors"]),
        unfinished=pattern(raw["contrast"]["unfinished"]),
        in_turn=tuple(raw["contrast"]["in_turn"]),
        versus=tuple(pattern(words) for words in raw["contrast"]["versus"]),
        effect=pattern(raw["effect"]),
        condition=pattern(raw["condition"]),
        reason=pattern(raw["reason"]),
        announces=pattern(raw["announces"]),
        lists=tuple(pattern(words) for words in raw["lists"]),
        counted=tuple(pattern(words) for words in raw["counted"]),
        unordered=pattern(raw["unordered"]),
        leads=tuple(pattern(words) for words in raw["leads"]),
        denials=tuple((pattern(_parts(words)), tuple(map(_parts, ways))) for words, ways in raw["denials"].items()),
        numerals=pattern(raw["numerals"]),
        wordings=tuple(raw["wordings"].items()),
    )


def _parts(words: str) -> str:
    return unicodedata.normalize("NFD", words)


def _tail_pattern(words: list[str]) -> re.Pattern[str]:
    longest_first = sorted(words, key=len, reverse=True)
    return re.compile(rf"\s+(?:{'|'.join(map(re.escape, longest_first))})\s*$", re.IGNORECASE)
