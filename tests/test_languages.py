"""Tests of `languages/`: the words of each language are data, one file a language."""

from __future__ import annotations

import re

import pytest

from notes2anki.languages import ORDER, Language, all_languages, every, fold, language, language_of
from tests.support.languages import FOLDER, LISTS, entries, patterns

CODES = sorted(file.stem for file in FOLDER.glob("*.yaml"))


def shape(tree: object) -> object:
    """Return the keys of a tree, to the leaves."""
    return {key: shape(value) for key, value in tree.items()} if isinstance(tree, dict) else type(tree).__name__


# --- the files -----------------------------------------------------------------------------------------------------


def test_there_are_files_to_test() -> None:
    """Korean, English, Japanese and Chinese at least."""
    assert set(CODES) >= set(ORDER)


@pytest.mark.parametrize("code", CODES)
def test_every_language_has_the_same_keys(code: str) -> None:
    """A file says something under every key that Korean has, and under no other; its sections are of the same kinds."""
    korean, this = entries("ko"), entries(code)
    assert this.keys() == korean.keys()
    for key in ("sections", "contrast", "wordings", "shapes"):
        assert shape(this[key]) == shape(korean[key])
    never, doubt = this["never"], this["doubt"]
    assert isinstance(never, dict)
    assert isinstance(doubt, dict)
    assert doubt.keys() == {"opinion", "deictic", "pointing", "anecdote", "vague", "past", "instruction"}
    assert (
        {"person", "plan", "feeling", "revisit", "reviewed"}
        <= never.keys()
        <= {"person", "plan", "feeling", "revisit", "reviewed", "request", "pointer"}
    )


@pytest.mark.parametrize("code", CODES)
def test_no_word_stands_twice_in_a_list(code: str) -> None:
    """A word list holds each word once: a second one is a slip."""
    for name, words in entries(code).items():
        if isinstance(words, list) and name not in LISTS:
            assert len(words) == len(set(words)), name


@pytest.mark.parametrize("spoken", all_languages(), ids=lambda one: one.code)
def test_patterns_name_what_rules_ask_for(spoken: Language) -> None:
    """A rule finds the groups that it cuts a line by."""
    groups = {name: set(pattern.groupindex) for name, pattern in patterns(spoken) if pattern.groupindex}
    assert groups["definition"] == {"term", "meaning"}
    assert groups["defines"] == {"meaning"}
    assert groups["topic"] == {"topic"}
    assert groups["effect"] == {"members", "aspect"}
    assert groups["condition"] == groups["reason"] == {"cause", "effect"}


@pytest.mark.parametrize("spoken", all_languages(), ids=lambda one: one.code)
def test_wordings_have_the_holes_that_cards_fill(spoken: Language) -> None:
    """Every question is worded, and holds what it asks about."""
    holes = {
        name: {HOLES.get(hole, hole) for hole in re.findall(r"\{(\w+)\}", words)}
        for name, words in spoken.table("wordings").items()
    }
    assert all(wanted <= holes[name] for name, wanted in EXPECTED.items())


EXPECTED = {
    "definition": {"term"},
    "contrast": {"topics"},
    "condition": {"condition"},
    "consequence": {"cause"},
    "naming": {"description"},
    "enumeration": {"subject", "count"},
    "steps": {"subject", "count"},
    "attribute": {"subject", "name"},
    "facts": {"subject", "count"},
}
HOLES = {"topic": "term", "owner": "subject", "asked": "name", "both": "topics", "noun": "name", "kinds": "subject"}
"""Holes that bear a particle, and what they hold."""


# --- reading them --------------------------------------------------------------------------------------------------


def test_a_language_is_its_entries() -> None:
    """Nothing in the code names a language: what its file holds is what it knows."""
    eo = Language(
        "eo", {"letters": "[ĉĝĥĵŝŭ]", "tails": ["kaj pli"], "attributes": ["Avantaĝo"], "never": {"plan": "mi volas"}}
    )
    assert eo.pattern("letters").search("ĝi")
    assert eo.pattern("never.plan").search("MI VOLAS")
    assert eo.words("attributes") == {"avantaĝo"}
    assert [name for name, _ in eo.named_patterns("never")] == ["plan"]


def test_a_missing_entry_is_refused() -> None:
    """A language without an entry that rules ask for is an error of the program, not a silent gap."""
    with pytest.raises(KeyError):
        Language("eo", {"letters": "[ĉ]"}).pattern("inner")


def test_languages_are_tried_from_the_rarest_letters_on() -> None:
    """Every language's notes hold Latin letters, so English comes last; Han characters stand in Japanese, too."""
    assert tuple(one.code for one in all_languages()) == ORDER


@pytest.mark.parametrize(
    ("words", "code"),
    [
        pytest.param("", "ja", id="nothing"),
        pytest.param("12:30 → 3", "ja", id="signs alone"),
        pytest.param("kernel", "en", id="english"),
        pytest.param("kernel은 핵심", "ko", id="korean with an english word"),
        pytest.param("核心は", "ja", id="japanese"),
        pytest.param("核心", "ja", id="han characters in japanese notes"),
        pytest.param("核심", "ko", id="korean with a chinese character"),
    ],
)
def test_a_line_is_in_the_language_of_its_letters(words: str, code: str) -> None:
    """The first language of which the line holds a letter; the report's own where there is no letter."""
    assert language_of(words, language("ja")).code == code


def test_han_characters_alone_are_chinese_where_the_notes_are_not_japanese() -> None:
    """A line without kana is Chinese, but for one in Japanese notes."""
    assert language_of("核心", language("en")).code == "zh"


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        pytest.param("", "", id="nothing"),
        pytest.param("**!**", "", id="signs alone"),
        pytest.param("To-do List", "todolist", id="case, spaces and signs"),
        pytest.param("🌙 느낀 점_", "느낀점", id="an emoji"),
        pytest.param("O(1)", "o1", id="digits stay"),
    ],
)
def test_names_are_compared_without_spaces_signs_and_case(words: str, expected: str) -> None:
    """A section's name is the same however it is spaced and adorned."""
    assert fold(words) == expected


def test_word_lists_of_all_languages_count_together() -> None:
    """Notes mix languages: an English key in a Korean note is a key."""
    assert {"장점", "drawback", "利点", "缺点"} <= every("attributes")
    assert {"피어세션", "notes", "まとめ", "笔记"} <= every("generic")
