"""The types of deck.yaml and overrides.yaml -> JSON schemas, by which editors complete and check the files."""

from __future__ import annotations

import json

from notes2anki.config import Deck
from notes2anki.overrides import CARDS, added_schema, card_schema
from notes2anki.typed import Schema, schema_of

_DIALECT = "https://json-schema.org/draft/2020-12/schema"


def deck_schema() -> str:
    """Return the JSON schema of deck.yaml."""
    return _dump("deck.yaml", schema_of(Deck))


def overrides_schema() -> str:
    """Return the JSON schema of overrides.yaml."""
    meaning = "What you say of single cards, by their keys as `notes2anki cards --keys` shows them."
    shape = {"properties": {CARDS: added_schema()}, "additionalProperties": card_schema()}
    return _dump("overrides.yaml", {"description": meaning, "type": ["object", "null"], **shape})


def _dump(file: str, rules: Schema) -> str:
    return json.dumps({"$schema": _DIALECT, "title": f"notes2anki {file}", **rules}, ensure_ascii=False, indent=2)
