"""The tables of settings and of overrides -> JSON schemas, by which editors complete and check the files."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence

import yaml

from notes2anki.config import SETTINGS, Setting
from notes2anki.overrides import CARDS, added_schema, card_schema
from notes2anki.yamltree import Json

_DIALECT = "https://json-schema.org/draft/2020-12/schema"


def deck_schema() -> str:
    """Return the JSON schema of deck.yaml."""
    keys = dict.fromkeys(setting.key.partition(".")[0] for setting in SETTINGS)
    properties: Json = {key: _key(key) for key in keys}
    return _dump("deck.yaml", "How notes2anki makes a deck of this folder.", {"properties": properties} | _CLOSED)


def overrides_schema() -> str:
    """Return the JSON schema of overrides.yaml."""
    meaning = "What you say of single cards, by their keys as `notes2anki cards --keys` shows them."
    shape: dict[str, Json] = {"properties": {CARDS: added_schema()}, "additionalProperties": card_schema()}
    return _dump("overrides.yaml", meaning, shape)


def _key(key: str) -> Json:
    """Return the schema of a key that stands by itself, or of a group."""
    alone = [setting for setting in SETTINGS if setting.key == key]
    if alone:
        return _setting(alone[0])
    inner = [setting for setting in SETTINGS if setting.key.startswith(f"{key}.")]
    properties: Json = {setting.key.partition(".")[2]: _setting(setting) for setting in inner}
    return {"type": _MAPPING, "properties": properties} | _CLOSED


def _setting(setting: Setting) -> Json:
    default = {} if setting.sample else {"default": yaml.safe_load(setting.default)}
    return {"description": setting.meaning} | default | dict(setting.reader.schema())


def _dump(file: str, meaning: str, rules: Mapping[str, Json]) -> str:
    head = {"$schema": _DIALECT, "title": f"notes2anki {file}", "description": meaning, "type": _MAPPING}
    return json.dumps({**head, **rules}, ensure_ascii=False, indent=2)


_MAPPING: Sequence[str] = ("object", "null")  # null: all keys are commented out
_CLOSED: dict[str, Json] = {"additionalProperties": False}
