"""An English clause -> its topic and the rest from the verb on, where no list of verbs tells which word is the verb.

A word that ends in `s` is a verb or a plural: what stands beside it decides.
"""

from __future__ import annotations

import re

from notes2anki.cues import Cues
from notes2anki.text import Text

_WORD = re.compile(r"[^\s,;:]+")
_SINGULAR = re.compile(r"[a-z-]{2,}[^\Wsui]s")  # `builds`, but neither `less` nor `focus`
_BASE = re.compile(r"(?!.*(?:ly|ing|ed|en|s)$)[a-z]{3,}|go")
_PLURAL = re.compile(r"[A-Za-z][\w-]*[^\Wsui]s")
_NAME = re.compile(r"[A-Z0-9]\S*[A-Z0-9]\S*")  # `GET`, `OAuth2`: no word that is big only as the first
_ARTICLES = ("a", "an")
_ADVERBS = ("also", "always", "just", "never", "often", "only", "then", "usually")
_MOST_TOPIC_WORDS = 5


def split_at_verb(clause: Text, cues: Cues) -> tuple[Text, Text] | None:
    """Return the clause's topic, and what is said of it, verb included; nothing where no word could be the verb."""
    words = [(found[0], found.start()) for found in _WORD.finditer(clause.masked)]
    for place in range(1, min(len(words) - 1, _MOST_TOPIC_WORDS + 1)):
        if _is_verb([word for word, _ in words], place, cues):
            begin = words[place - (place > 1 and words[place - 1][0] in _ADVERBS)][1]
            return clause.cut(0, begin), clause.cut(begin)
    return None


def share_a_verb(left: Text, right: Text) -> bool:
    """Do both begin with the same verb: `sends it in the URL`, `sends it in the body`?"""
    first, second = (text.plain.casefold().split()[:1] for text in (left, right))
    return first == second


def _is_verb(words: list[str], place: int, cues: Cues) -> bool:
    word, before = words[place], words[place - 1]
    if cues.no_verb.fullmatch(word):
        return False
    if _PLURAL.fullmatch(before) and not _NAME.fullmatch(before):
        return bool(_BASE.fullmatch(word))
    if not _SINGULAR.fullmatch(word) or words[place + 1] == "of":
        return False
    is_one = words[0].casefold() in _ARTICLES or _NAME.fullmatch(before)
    return bool(is_one) or not _is_plural(words, place, cues)


def _is_plural(words: list[str], place: int, cues: Cues) -> bool:
    """Is the word a noun, with a verb of its own after it: `networks learn features`?"""
    after = words[place + 1]
    return bool(_BASE.fullmatch(after)) and not cues.no_verb.fullmatch(after) and place + 2 < len(words)
