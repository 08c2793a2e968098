"""The JSON schemas say what the readers say."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import yaml
from jsonschema import Draft202012Validator

from notes2anki.config import SETTINGS, deck_schema, load_settings, template
from notes2anki.model import InputError
from notes2anki.overrides import overrides_schema, read_overrides

DECKS = [
    "",
    "name: a",
    "name: '::'",
    "name: 3",
    "notes: [a, b]",
    "notes: []",
    "output: x.apkg",
    "output: x.zip",
    "threshold: 0.5",
    "threshold: 7",
    "subdecks:",
    "subdecks: {choose: nested, ignore: a, rename: {a: b}}",
    "subdecks: {choose: middle}",
    "subdecks: {rename: {a: 3}}",
    "subdecks: [a]",
    "sections: {out: [a], replace: true}",
    "sections: {replace: maybe}",
    "sections: {outs: a}",
    "rules: {'off': fact}",
    "rules: {'off': [facts]}",
    "rules: {scores: {fact: 0.5}}",
    "rules: {scores: {facts: 0.5}}",
    "rules: {scores: {fact: 5}}",
    "limits: {answer: 300, members: 5}",
    "limits: {answer: 3}",
    "limits: {answer: 50.5}",
    "reverse: true",
    "reverse: terms",
    "reverse: some",
    "wordings: {ko: {definition: '{term}?'}}",
    "wordings: {ko: {definition: 'what?'}}",
    "wordings: {xx: {definition: '{term}?'}}",
    "typing: true",
    "typing: 1",
    "speech: ko_KR",
    "speech: [ko_KR, en_US]",
    "speech: korean",
    "speech: [fr_FR]",
    "wordings: {ko: {definitions: '{term}?'}}",
    "colour: red",
    "[a]",
]
CARDS = [
    "",
    "{}",
    "a: keep",
    "a: drop",
    "a: keeps",
    "a: 3",
    "a: {}",
    "a: {keep: true}",
    "a: {keep: false}",
    "a: {keep: true, drop: true}",
    "a: {question: q, answer: a, kind: term}",
    "a: {question: ''}",
    "a: {answer: 3}",
    "a: {kind: terms}",
    "a: {ask: q}",
    "a: {merge: b}",
    "a:",
    "cards: [{path: a.md, line: 3, question: q, answer: a}]",
    "cards: [{path: a.md, line: 3, question: q, answer: a, text: t}]",
    "cards: [{path: a.md, line: 3, question: q}]",
    "cards: [{path: a.md, line: 0, question: q, answer: a}]",
    "cards: [{path: a.md, line: 3, question: q, answer: a, ask: b}]",
    "cards: [null]",
    "cards: {}",
    "cards: []",
    "[a]",
]


@pytest.mark.parametrize("text", [deck_schema(), overrides_schema()], ids=["deck", "overrides"])
def test_each_schema_is_one(text: str) -> None:
    """They keep to the dialect that they name."""
    schema = json.loads(text)
    assert schema["$schema"] == Draft202012Validator.META_SCHEMA["$id"]
    Draft202012Validator.check_schema(schema)


@pytest.mark.parametrize("text", DECKS)
def test_the_schema_allows_what_the_reader_reads(text: str, tmp_path: Path) -> None:
    """An editor marks just what a build would refuse."""
    (tmp_path / "deck.yaml").write_text(text, encoding="utf-8")
    try:
        load_settings(tmp_path)
        is_read = True
    except InputError:
        is_read = False
    assert Draft202012Validator(json.loads(deck_schema())).is_valid(yaml.safe_load(text)) is is_read


@pytest.mark.parametrize("text", CARDS)
def test_the_schema_of_overrides_allows_what_the_reader_reads(text: str, tmp_path: Path) -> None:
    """An editor marks just what a build would refuse."""
    (tmp_path / "overrides.yaml").write_text(text, encoding="utf-8")
    try:
        read_overrides(tmp_path / "overrides.yaml", "overrides.yaml")
        is_read = True
    except InputError:
        is_read = False
    assert Draft202012Validator(json.loads(overrides_schema())).is_valid(yaml.safe_load(text)) is is_read


def test_every_setting_is_described_with_its_default() -> None:
    """The keys are those of the reference, and the defaults keep to the schema themselves."""
    schema = json.loads(deck_schema())
    for place, rules in SETTINGS.items():
        group, _, key = place.rpartition(".")
        keys = schema["properties"][group]["properties"] if group else schema["properties"]
        assert keys[key]["description"] == rules["description"]
        if "default" in keys[key]:
            assert Draft202012Validator(keys[key]).is_valid(keys[key]["default"])


def test_what_init_writes_is_allowed() -> None:
    """The template keeps to the schema."""
    assert Draft202012Validator(json.loads(deck_schema())).is_valid(yaml.safe_load(template("Daily")))


def test_every_field_of_an_override_is_described() -> None:
    """An editor tells what each is for."""
    _, long = json.loads(overrides_schema())["additionalProperties"]["anyOf"]
    assert tuple(long["properties"]) == ("keep", "drop", "question", "answer", "hint", "kind")
    assert all(field["description"] for field in long["properties"].values())
