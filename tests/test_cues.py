"""Tests of `cues/`: the words of each language are data, one file a language."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml

from notes2anki import cues as package
from notes2anki.cues import ORDER, Cues, all_cues, every, fold, language_of, read_cues
from tests.support.cues import patterns

FOLDER = Path(package.__file__).parent
FILES = sorted(FOLDER.glob("*.yaml"))


def esperanto(**changes: object) -> str:
    """Return a tiny file of a language that nobody here speaks: one word or a pattern that fits nothing, a key."""
    korean = yaml.safe_load((FOLDER / "ko.yaml").read_text(encoding="utf-8"))
    return yaml.safe_dump(_emptied(korean) | ESPERANTO | changes, allow_unicode=True)


def _emptied(tree: object) -> dict[str, object]:
    """Return the tree with the same keys and none of its words."""
    assert isinstance(tree, dict)
    return {
        key: _emptied(value) if isinstance(value, dict) else ["vorto"] if isinstance(value, list) else "$^"
        for key, value in tree.items()
    }


ESPERANTO: dict[str, object] = {
    "name": "Esperanto",
    "letters": "[ĉĝĥĵŝŭ]",
    "sections": {"diary": ["Taglibro"], "references": ["Vidu ankaŭ"]},
    "attributes": ["Avantaĝo", "Difino"],
    "tails": ["notoj", "kaj pli"],
    "definition": [r"^(?P<term>\w+) signifas (?P<meaning>.+)$"],
    "wordings": {"definition": "{term} — kio ĝi estas?"},
}


def shape(tree: object) -> object:
    """Return the keys of a tree, to the leaves."""
    return {key: shape(value) for key, value in tree.items()} if isinstance(tree, dict) else type(tree).__name__


# --- the files -----------------------------------------------------------------------------------------------------


def test_there_are_files_to_test() -> None:
    """Korean, English, Japanese and Chinese at least."""
    assert {file.stem for file in FILES} >= set(ORDER)


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_every_language_has_the_same_keys(file: Path) -> None:
    """A file says something under every key that Korean has, and under no other; its sections are of the same kinds."""
    korean, this = (yaml.safe_load((FOLDER / name).read_text(encoding="utf-8")) for name in ("ko.yaml", file.name))
    assert this.keys() == korean.keys()
    for key in ("sections", "contrast", "wordings"):
        assert shape(this[key]) == shape(korean[key])
    assert this["doubt"].keys() == korean["doubt"].keys()
    assert this["never"].keys() <= korean["never"].keys()
    assert this["never"].keys() >= {"person", "plan", "feeling", "revisit"}


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_no_word_stands_twice_in_a_list(file: Path) -> None:
    """A word list holds each word once: a second one is a slip."""
    raw = yaml.safe_load(file.read_text(encoding="utf-8"))
    for words in (raw["weak"], raw["generic"], raw["tails"]):
        assert len(words) == len(set(words))


@pytest.mark.parametrize("cues", all_cues(), ids=lambda cues: cues.language)
def test_patterns_name_what_rules_ask_for(cues: Cues) -> None:
    """A rule finds the groups that it cuts a line by."""
    groups = {name: set(pattern.groupindex) for name, pattern in patterns(cues) if pattern.groupindex}
    assert groups["definition"] == {"term", "meaning"}
    assert groups["defines"] == {"meaning"}
    assert groups["topic"] == {"topic"}
    assert groups["effect"] == {"members", "aspect"}
    assert groups["condition"] == groups["reason"] == {"cause", "effect"}


@pytest.mark.parametrize("cues", all_cues(), ids=lambda cues: cues.language)
def test_wordings_have_the_holes_that_cards_fill(cues: Cues) -> None:
    """Every question is worded, and holds what it asks about."""
    holes = {name: set(re.findall(r"\{(\w+)\}", words)) for name, words in cues.wordings}
    assert holes | EXPECTED == holes


EXPECTED = {
    "definition": {"term"},
    "contrast": {"topics"},
    "cause": {"cause"},
    "naming": {"description"},
    "enumeration": {"subject", "count"},
    "aspect": {"subject", "aspect", "count"},
    "steps": {"subject", "count"},
    "attribute": {"subject", "name"},
    "property": {"subject"},
    "further": {"subject", "begin"},
    "ending": {"subject", "end"},
    "another": {"subject"},
    "formula": set(),
}


# --- reading them --------------------------------------------------------------------------------------------------


def test_adding_a_language_is_adding_a_file(tmp_path: Path) -> None:
    """A file of the same keys is a language; nothing in the code names it."""
    file = tmp_path / "eo.yaml"
    file.write_text(esperanto(), encoding="utf-8")
    cues = read_cues("eo", file)
    assert cues.language == "eo"
    assert cues.wording("definition") == "{term} — kio ĝi estas?"
    assert cues.attributes == {"avantaĝo", "difino"}
    assert cues.out == (("diary", ("taglibro",)), ("references", ("viduankaŭ",)))
    assert cues.letters.search("ĝi")
    assert cues.definition[0].match("Kerno SIGNIFAS la centro")
    assert cues.tails.search("Kernaj kaj pli")


def test_a_missing_entry_is_refused(tmp_path: Path) -> None:
    """A language without an entry that rules ask for is an error of the program, not a silent gap."""
    file = tmp_path / "eo.yaml"
    file.write_text("name: Esperanto\nletters: '[ĉ]'\n", encoding="utf-8")
    with pytest.raises(KeyError):
        read_cues("eo", file)


def test_a_broken_pattern_is_refused(tmp_path: Path) -> None:
    """A slip in a pattern is found when the file is read, not when a line happens to need it."""
    file = tmp_path / "eo.yaml"
    file.write_text(esperanto(inner="(ĉar"), encoding="utf-8")
    with pytest.raises(re.error):
        read_cues("eo", file)


def test_languages_are_tried_from_the_rarest_letters_on() -> None:
    """Every language's notes hold Latin letters, so English comes last; Han characters stand in Japanese, too."""
    assert tuple(cues.language for cues in all_cues()) == ORDER


@pytest.mark.parametrize(
    ("words", "language"),
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
def test_a_line_is_in_the_language_of_its_letters(words: str, language: str) -> None:
    """The first language of which the line holds a letter; the report's own where there is no letter."""
    japanese = next(cues for cues in all_cues() if cues.language == "ja")
    assert language_of(words, japanese).language == language


def test_han_characters_alone_are_chinese_where_the_notes_are_not_japanese() -> None:
    """A line without kana is Chinese, but for one in Japanese notes."""
    english = next(cues for cues in all_cues() if cues.language == "en")
    assert language_of("核心", english).language == "zh"


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
