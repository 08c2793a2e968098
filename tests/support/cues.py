"""The patterns of a language."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import fields

from notes2anki.cues import Cues


def patterns(cues: Cues) -> Iterator[tuple[str, re.Pattern[str]]]:
    """Yield every pattern of a language with its name."""
    for field in fields(cues):
        yield from _patterns(field.name, getattr(cues, field.name))


def _patterns(name: str, value: object) -> Iterator[tuple[str, re.Pattern[str]]]:
    if isinstance(value, re.Pattern):
        yield name, value
    elif isinstance(value, tuple):
        for part in value:
            yield from _patterns(name, part)
