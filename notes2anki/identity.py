"""The text of a bullet and what a card asks of it -> the card's lasting key and guid.

Neither the file, nor the rule, nor the wording of the card takes part, so moved files, copied days and better rules
keep one card.
"""

from __future__ import annotations

import base64
import hashlib
import unicodedata

from notes2anki.model import NoteType

KEY_LENGTH = 12
"""Characters of a key, 5 bits each: a million cards share one with a chance of less than one in a million."""

GUID_LENGTH = 16

_MEANING = frozenset("+-*/^=<>#%&")  # `C` and `C++`, `x` and `-x`, `A=B` and `A<B` are different facts
_PROSE_SIGNS = frozenset("~")  # a mathematical sign to Unicode, an ending of chatty prose to our authors
_MINUS = frozenset("−‐‑")
# They only choose the glyph of the sign before them.
_VARIANTS = frozenset(map(chr, (*range(0xFE00, 0xFE10), *range(0xE0100, 0xE01F0))))
_KEPT_CATEGORIES = ("L", "N", "Mn", "Mc", "Sm")


def normalise(text: str) -> str:
    """Return what makes `text` the same fact: letters, digits and meaningful signs, without case, width or spaces.

    A text that holds nothing else (`!!`) stands for itself, in NFC and without space around it. Idempotent.
    """
    return _bare(text) or unicodedata.normalize("NFC", text).strip()


def make_key(source_text: str, slot: str) -> str:
    """Return the short name of a card in the ledger and in overrides: 12 characters, `a-z` and `2-7`."""
    return _digest(normalise(source_text), slot)[:KEY_LENGTH]


def make_guid(namespace: str, note_type: NoteType, source_text: str, slot: str) -> str:
    """Return the guid by which Anki knows the note: 16 characters, `a-z` and `2-7`.

    The note type is part of it, since Anki cannot turn a basic note into a cloze.
    """
    return _digest(namespace, note_type.value, normalise(source_text), slot)[:GUID_LENGTH]


def _bare(text: str) -> str:
    while (bare := _step(text)) != text:  # dropping a sign can bring a letter and an accent together
        text = bare
    return text


def _step(text: str) -> str:
    return unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", text).casefold()).translate(_BARE)


class _Bare(dict[int, str | None]):
    """What stands for each character, by its code: itself, another one, or nothing; found out when it is met.

    A dict, as `translate` looks into nothing else so fast.
    """

    def __missing__(self, code: int) -> str | None:
        self[code] = _kept(chr(code))
        return self[code]


def _kept(char: str) -> str | None:
    if char in _MINUS:
        return "-"
    is_meant = char in _MEANING or unicodedata.category(char).startswith(_KEPT_CATEGORIES)
    return None if char in _PROSE_SIGNS or char in _VARIANTS or not is_meant else char


_BARE = _Bare()


def _digest(*parts: str) -> str:
    # Lengths go in too: no two lists of parts may join to the same bytes.
    joined = "".join(f"{len(part)}:{part}" for part in parts)
    raw = hashlib.sha256(joined.encode("utf-8", "surrogatepass")).digest()
    return base64.b32encode(raw).decode("ascii").lower()
