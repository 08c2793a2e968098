"""YAML files, one a language -> `Language`: the words and patterns by which rules know things. Data, not code.

Adding a language is adding a file here. Patterns are compiled when they are first used, without regard to case; word
lists are folded (`fold`).
"""

from __future__ import annotations

import functools
import re
import unicodedata
from importlib import resources
from typing import Any

import yaml

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # libyaml's takes a tenth of the time


def shipped(package: str, name: str) -> Any:
    """Return what a YAML file of ours holds. Raises FileNotFoundError."""
    text = resources.files(package).joinpath(name).read_text(encoding="utf-8")
    return yaml.load(text, Loader=_LOADER)  # noqa: S506 -- both loaders are safe


ORDER = ("ko", "ja", "zh", "en")
"""In which order a line's language is tried: Hangul, then kana, then Han characters, then Latin letters."""


class Language:
    """One language's words and patterns, as its YAML file names them."""

    def __init__(self, code: str, entries: dict[str, Any]) -> None:
        self.code = code
        self._entries = entries
        self._found: dict[str, Any] = {}

    def pattern(self, name: str) -> re.Pattern[str]:
        """Return the pattern `name`; `group.name` for one of a group. Raises KeyError, re.error."""
        if name not in self._found:
            self._found[name] = re.compile(self._entry(name), 0 if name == "letters" else re.IGNORECASE)
        compiled: re.Pattern[str] = self._found[name]
        return compiled

    def patterns(self, name: str) -> tuple[re.Pattern[str], ...]:
        """Return the patterns of a list, or the values of a table, in order."""
        if name not in self._found:
            entry = self._entry(name)
            words = entry.values() if isinstance(entry, dict) else entry
            self._found[name] = tuple(re.compile(one, re.IGNORECASE) for one in words)
        compiled: tuple[re.Pattern[str], ...] = self._found[name]
        return compiled

    def named_patterns(self, name: str) -> tuple[tuple[str, re.Pattern[str]], ...]:
        """Return the patterns of a table with their names, in order."""
        return tuple(zip(self._entry(name), self.patterns(name), strict=True))

    def denials(self) -> tuple[tuple[re.Pattern[str], tuple[str, ...]], ...]:
        """Return what denies in a question, each with what stands there where it is affirmed; both decomposed (NFD)."""
        if "denials" not in self._found:
            self._found["denials"] = tuple(
                (re.compile(_parts(said), re.IGNORECASE), tuple(map(_parts, ways)))
                for said, ways in self._entries["denials"].items()
            )
        compiled: tuple[tuple[re.Pattern[str], tuple[str, ...]], ...] = self._found["denials"]
        return compiled

    def words(self, name: str) -> frozenset[str]:
        """Return a word list, folded."""
        if name not in self._found:
            self._found[name] = frozenset(map(fold, self._entry(name)))
        folded: frozenset[str] = self._found[name]
        return folded

    def table(self, name: str) -> dict[str, Any]:
        """Return a table as it is written."""
        entry: dict[str, Any] = self._entry(name)
        return entry

    def wording(self, name: str) -> str:
        """Return how a question of this kind is worded: a template with `{holes}`."""
        return str(self._entries["wordings"][name])

    def _entry(self, name: str) -> Any:
        entry: Any = self._entries
        for part in name.split("."):
            entry = entry[part]
        return entry


def _parts(words: str) -> str:
    return unicodedata.normalize("NFD", words)


def fold(words: str) -> str:
    """Return `words` without spaces, signs and case: how names of sections and attributes are compared."""
    return _SIGNS.sub("", words.casefold())


_SIGNS = re.compile(r"[\W_]+")


@functools.cache
def every(name: str) -> frozenset[str]:
    """Return the word list `name` (`generic`, `attributes`, …) of all languages together: notes mix them."""
    return frozenset(word for language in all_languages() for word in language.words(name))


@functools.cache
def all_languages() -> tuple[Language, ...]:
    """Return every language, in the order in which they are tried."""
    codes = (file.name[:-5] for file in resources.files(__name__).iterdir() if file.name.endswith(".yaml"))
    ranked = sorted(codes, key=lambda code: (ORDER.index(code) if code in ORDER else len(ORDER) - 1.5, code))
    return tuple(Language(code, shipped(__name__, f"{code}.yaml")) for code in ranked)


def language(code: str) -> Language:
    """Return the language of a code such as `ko`. Raises StopIteration for one that has no file."""
    return next(one for one in all_languages() if one.code == code)


def language_of(words: str, default: Language) -> Language:
    """Return the first language of which `words` holds a letter."""
    found = next((one for one in all_languages() if one.pattern("letters").search(words)), default)
    # Han characters alone may be Japanese as well as Chinese.
    return default if (found.code, default.code) == ("zh", "ja") else found
