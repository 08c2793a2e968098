"""The types of deck.yaml and overrides.yaml -> JSON schemas, by which editors complete and check the files."""

from __future__ import annotations

import json

from notes2anki import overrides
from notes2anki.config import Deck
from notes2anki.typed import Schema, schema_of

_DIALECT = "https://json-schema.org/draft/2020-12/schema"


def deck_schema() -> str:
    """Return the JSON schema of deck.yaml."""
    return _dump("deck.yaml", schema_of(Deck))


def overrides_schema() -> str:
    """Return the JSON schema of overrides.yaml."""
    return _dump("overrides.yaml", overrides.schema())


def _dump(file: str, rules: Schema) -> str:
    return json.dumps({"$schema": _DIALECT, "title": f"notes2anki {file}", **rules}, ensure_ascii=False, indent=2)
