"""A card's tags -> its one subdeck and its Anki tags, both spelt so that Anki keeps them as they are."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import assert_never

from notes2anki.model import Choose, Settings, Subdecks

MAX_PART = 100
"""The longest part of a deck's name, in characters; a paragraph that was taken for a tag is cut here."""

FALLBACK_ROOT = "Notes"

_SEPARATOR = re.compile(r"/|::")
_DECK_SEPARATOR = re.compile(r"::")  # in a name that the user chose a slash is a slash: `CI/CD`
_GAP = re.compile(r"[\s_]+")
# Cards show tags and the deck as they stand: no HTML may begin in them, and none of Anki's marks.
_HARMFUL = re.compile(r"<(?=[a-z/!?])|\[(?=sound:|anki:|latex\]|\$|type:|\[)", re.IGNORECASE)
_HARMLESS = {"<": "‹", "[": "("}
_REMOVED = re.compile(r"[\x00-\x1f\x7f-\x9f\ud800-\udfff\u200b\u2028\u2029\ufeff]")


@dataclass(frozen=True, slots=True)
class Placement:
    """Where a card goes."""

    deck: str
    tags: tuple[str, ...]


_Path = tuple[str, ...]
"""The parts of a deck's name."""


def choose_subdeck(tags: tuple[tuple[str, ...], ...], settings: Settings) -> Placement:
    """Return the deck and the tags of a card.

    `tags` are groups from the nearest to the farthest: the bullet's own, its headings' from inner to outer, the front
    matter's; each in the author's order. A card without a usable tag goes to the root deck.
    """
    written = dict.fromkeys(tag for group in tags for tag in group)
    deck = "::".join((name_root(settings.name), *_choose(tags, settings.subdecks)))
    return Placement(deck, _each_once(map(_anki_tag, written)))


def name_root(name: str) -> str:
    """Return the root deck's name as Anki can keep it."""
    first, *rest = _read_name(name, _DECK_SEPARATOR) or (FALLBACK_ROOT,)
    is_taken = first.casefold() == "default"  # Anki itself has a deck of that name, and calls another so
    return "::".join((f"{first}_" if is_taken else first, *rest))


def unify(names: Sequence[str]) -> dict[str, str]:
    """Map each deck name to the spelling met first.

    Anki takes names that differ only in case or Unicode form for one deck; tags that differ only in `_` for a space
    are one tag. Parents count as well: after `AI::NLP`, `ai::CV` is `AI::CV`.
    """
    spellings: dict[tuple[str, ...], str] = {}
    return {name: _first_spelling(name, spellings) for name in dict.fromkeys(names)}


def _first_spelling(name: str, spellings: dict[tuple[str, ...], str]) -> str:
    parts = name.split("::")
    folded = tuple(_fold_part(part) for part in parts)
    return "::".join(spellings.setdefault(folded[: depth + 1], part) for depth, part in enumerate(parts))


def _choose(tags: tuple[tuple[str, ...], ...], subdecks: Subdecks) -> _Path:
    groups = tuple(tuple(_usable(group, subdecks)) for group in tags)
    nearest = next((group for group in groups if group), ())
    match subdecks.choose:
        case Choose.FIRST:
            return _joined(nearest[:1])
        case Choose.LAST:
            return _joined(nearest[-1:])
        case Choose.NESTED:
            return _joined(path for group in reversed(groups) for path in group)
        case _:
            assert_never(subdecks.choose)


def _usable(group: tuple[str, ...], subdecks: Subdecks) -> Iterator[_Path]:
    ignored = {_fold(tag) for tag in subdecks.ignore}
    renamed = {_fold(tag): name for tag, name in subdecks.rename}
    for tag in group:
        folded = _fold(tag)
        if folded in ignored:
            continue
        path = _read_name(tag, _SEPARATOR)
        if folded in renamed:
            path = _read_name(renamed[folded], _DECK_SEPARATOR)
        if path:
            yield path


def _joined(paths: Iterable[_Path]) -> _Path:
    """Join the paths, each once, to one that leads from the broad to the narrow."""
    once = {tuple(map(_fold_part, path)): path for path in reversed(tuple(paths))}
    return tuple(part for path in reversed(once.values()) for part in path)


def _read_name(name: str, separator: re.Pattern[str]) -> _Path:
    """Return the parts of a deck's name that Anki would keep."""
    written = (" ".join(part.split()) for part in separator.split(unicodedata.normalize("NFC", name)))
    return tuple(filter(None, map(_clean_part, written)))


def _clean_part(part: str) -> str:
    # A colon at the edge would join with the separator: `a:` + `::` + `b` reads as `a`, `:b`.
    return _harmless(part).strip(": ")[:MAX_PART].strip(": ")


def _each_once(tags: Iterable[str]) -> tuple[str, ...]:
    """Return the tags that say something, each in the spelling met first."""
    first: dict[str, str] = {}
    for tag in filter(None, tags):
        first.setdefault(tag.casefold(), tag)
    return tuple(first.values())


def _anki_tag(tag: str) -> str:
    parts = (_tag_part(part) for part in _SEPARATOR.split(unicodedata.normalize("NFC", tag)))
    return "::".join(part for part in parts if part)


def _tag_part(part: str) -> str:
    bare = _harmless(" ".join(part.split()))
    return "_".join(bare.strip(": ").split())


def _harmless(part: str) -> str:
    return _HARMFUL.sub(lambda sign: _HARMLESS[sign[0]], _REMOVED.sub("", part))


def _fold(tag: str) -> tuple[str, ...]:
    return tuple(filter(None, map(_fold_part, _SEPARATOR.split(tag))))


def _fold_part(part: str) -> str:
    spaced = _GAP.sub(" ", part).strip()
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", spaced).casefold())
