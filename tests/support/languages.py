"""The patterns of a language."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import yaml

from notes2anki import languages
from notes2anki.languages import Language

FOLDER = Path(languages.__file__).parent
LISTS = ("definition", "defines", "named", "lists", "counted", "versus")
"""Entries whose lists hold patterns; all other lists hold words."""


def entries(code: str) -> dict[str, object]:
    """Return what the file of a language holds."""
    tree: dict[str, object] = yaml.safe_load((FOLDER / f"{code}.yaml").read_text(encoding="utf-8"))
    return tree


def patterns(language: Language) -> Iterator[tuple[str, re.Pattern[str]]]:
    """Yield every pattern of a language with the name of its entry."""
    for name, value in entries(language.code).items():
        if name not in ("name", "wordings"):
            yield from _patterns(name, value)


def _patterns(name: str, value: object) -> Iterator[tuple[str, re.Pattern[str]]]:
    if isinstance(value, str):
        yield name, re.compile(value, re.IGNORECASE)
    elif isinstance(value, dict):
        for key, inner in value.items():
            yield from ((name, pattern) for _, pattern in _patterns(key, inner))
    elif isinstance(value, list) and name in LISTS:
        yield from ((name, re.compile(words, re.IGNORECASE)) for words in value)
