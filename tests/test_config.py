"""Tests of `config.py`: what a deck.yaml may say, what is said of one that is wrong, and the generated reference."""

import re
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
import yaml

from notes2anki.config import MAX_SIZE, SETTINGS, adhoc_settings, load_settings, settings_table, template
from notes2anki.model import (
    Choose,
    Habits,
    InputError,
    Look,
    MediaSettings,
    Missing,
    Problem,
    Remote,
    Reverse,
    Sections,
    Settings,
    Subdecks,
    Wording,
)


def write(folder: Path, text: str) -> Path:
    """Write a deck.yaml and return its path."""
    path = folder / "deck.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def load(folder: Path, text: str) -> Settings:
    """Return the settings of a deck.yaml without fault."""
    settings, notices = load_settings(write(folder, text))
    assert notices == ()
    return settings


def problems(folder: Path, text: str) -> tuple[Problem, ...]:
    """Return what is wrong with a deck.yaml."""
    with pytest.raises(InputError) as caught:
        load_settings(write(folder, text))
    return caught.value.problems


def faults(folder: Path, text: str) -> list[tuple[int, str]]:
    """Return the lines and messages of what is wrong with a deck.yaml."""
    return [(problem.line, problem.message) for problem in problems(folder, text)]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a deck's folder."""
    path = tmp_path / "daily-reports"
    path.mkdir()
    return path


def defaults(folder: Path) -> Settings:
    """Return the settings that hold where nothing is said."""
    return Settings(
        root=folder.resolve(),
        name="daily-reports",
        notes=("notes/**/*.md",),
        output=folder.resolve() / "daily-reports.apkg",
        ledger=folder.resolve() / "ledger.jsonl",
        overrides=folder.resolve() / "overrides.yaml",
        config=folder.resolve() / "deck.yaml",
    )


@pytest.mark.parametrize(
    "text",
    ["", "\ufeff", "# nothing\n", "---\n", "{}", "subdecks:\n", "subdecks: {}\nthreshold: 0.6\n"],
    ids=["empty", "a byte order mark", "a comment", "a mark", "no keys", "an empty group", "a default"],
)
def test_everything_has_a_default(folder: Path, text: str) -> None:
    """A deck.yaml need not say anything."""
    assert load(folder, text) == defaults(folder)


def test_a_folder_stands_for_its_deck_file(folder: Path) -> None:
    """The folder and its deck.yaml load the same."""
    path = write(folder, "name: Daily\n")
    assert load_settings(folder) == load_settings(path)


def test_every_setting_is_read(folder: Path) -> None:
    """Each key reaches its field; paths are relative to the file."""
    text = """
name: Study::Daily reports
notes: [reports, "../more/*.md"]
output: out/week.apkg
ledger: ../ledger.jsonl
overrides: mine.yaml
subdecks:
  choose: nested
  ignore: [Daily Report, "2021"]
  rename: {Boostcamp AI: AI, CV: Vision}
namespace: mine
threshold: 1
sections: {out: [회고록, Gossip], weak: Seminar, boosted: [핵심], generic: [Day], replace: true}
rules: {off: [fact, topic], scores: {label: 0.9, term: 1}}
limits: {answer: 300, members: 5}
reverse: terms
wordings:
  ko: {definition: "{term}?"}
  en: {enumeration: "{subject}: which?", formula: "Equation of {subject}?"}
"""
    assert load(folder, text) == Settings(
        root=folder.resolve(),
        name="Study::Daily reports",
        notes=("reports", "../more/*.md"),
        output=folder.resolve() / "out/week.apkg",
        ledger=folder.resolve() / "../ledger.jsonl",
        subdecks=Subdecks(Choose.NESTED, ("Daily Report", "2021"), (("Boostcamp AI", "AI"), ("CV", "Vision"))),
        namespace="mine",
        threshold=1.0,
        overrides=folder.resolve() / "mine.yaml",
        config=folder.resolve() / "deck.yaml",
        habits=Habits(
            sections=Sections(("회고록", "Gossip"), ("Seminar",), ("핵심",), ("Day",), replaces=True),
            rules_off=("fact", "topic"),
            scores=(("label", 0.9), ("term", 1.0)),
            longest_answer=300,
            most_members=5,
            reverse=Reverse.TERMS,
            wordings=(
                Wording("ko", "definition", "{term}?"),
                Wording("en", "enumeration", "{subject}: which?"),
                Wording("en", "formula", "Equation of {subject}?"),
            ),
        ),
    )


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("wordings: {ko: {definition: '{term}?'}}", id="the subject without its particle"),
        pytest.param("wordings: {ko: {attribute: '{subject}, {name}?'}}", id="two holes without particles"),
        pytest.param("wordings: {en: {definition: 'Define {term}.'}}", id="without its verb"),
        pytest.param("wordings: {en: {contrast: '{topics} - how do they differ?'}}", id="subjects as they stand"),
        pytest.param("wordings: {en: {steps: 'How does {subject} work?'}}", id="without a number"),
    ],
)
def test_a_wording_may_call_what_it_asks_for_by_any_of_its_names(folder: Path, text: str) -> None:
    """What decks of earlier versions say still holds."""
    assert load(folder, text).habits.wordings


def test_pictures_have_their_settings(folder: Path) -> None:
    """Each key of `media` is read into its place."""
    (folder.parent / "img").mkdir()
    text = "media: {folders: ../img, missing: drop, max_width: 800, max_size: 5, remote: download, diagrams: false}\n"
    expected = MediaSettings(("../img",), Missing.DROP, 800, 5, Remote.DOWNLOAD, diagrams=False)
    assert load(folder, text).media == expected


def test_a_media_folder_that_is_not_there_is_a_notice(folder: Path) -> None:
    """Else its pictures would only be missing, one by one."""
    (folder / "pics").mkdir()
    _, (notice,) = load_settings(write(folder, "media:\n  folders:\n    - pics\n    - nosuch\n"))
    assert (notice.line, notice.message, notice.is_error) == (4, "media.folders: there is no folder nosuch", False)


def test_one_string_stands_for_a_list(folder: Path) -> None:
    """Lists of strings may be written as one string."""
    settings = load(folder, "notes: all.md\nsubdecks: {ignore: TIL}\n")
    assert (settings.notes, settings.subdecks.ignore) == (("all.md",), ("TIL",))


@pytest.mark.parametrize(
    ("word", "choice"),
    [("false", Reverse.NONE), ("off", Reverse.NONE), ("true", Reverse.ALL), ("Yes", Reverse.ALL), ("terms", "terms")],
)
def test_reverse_is_a_truth_value_or_terms(folder: Path, word: str, choice: Reverse) -> None:
    """Whatever YAML takes for true or false counts as such."""
    assert load(folder, f"reverse: {word}\n").habits.reverse == choice


@pytest.mark.parametrize(
    ("written", "link"),
    [
        pytest.param("none", "", id="none"),
        pytest.param("https://x.org/{path}#L{line}", "https://x.org/{path}#L{line}", id="the web"),
        pytest.param("obsidian://open?file={name}", "obsidian://open?file={name}", id="Obsidian"),
        pytest.param("vscode://file/{abspath}:{line}", "vscode://file/ROOT/{path}:{line}", id="an editor"),
        pytest.param("obsidian://open?path={abspath}", "obsidian://open?path=/ROOT/{path}", id="a path in a query"),
    ],
)
def test_a_source_link_knows_where_the_reports_lie(folder: Path, written: str, link: str) -> None:
    """What is the same for all reports of a deck is filled in at once."""
    found = load(folder, f"source_link: '{written}'\n").face.source_link
    assert found == link.replace("ROOT", folder.resolve().as_posix().lstrip("/"))


def test_macros_are_named_with_or_without_their_backslash(folder: Path) -> None:
    """YAML keeps a backslash in plain and single-quoted words."""
    assert load(folder, "macros: {vc: '\\mathbf{#1}', \\E: x}\n").face.macros == (("vc", r"\mathbf{#1}"), ("E", "x"))


def test_a_single_rule_stands_for_a_list(folder: Path) -> None:
    """A rule to turn off may be written without brackets."""
    assert load(folder, "rules: {off: fact}\n").habits.rules_off == ("fact",)


def test_an_absolute_output_is_kept(folder: Path, tmp_path: Path) -> None:
    """A package may be written anywhere."""
    assert load(folder, f"output: {tmp_path}/x.apkg").output == tmp_path / "x.apkg"


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        pytest.param("- a\n", (1, "expected keys with values, found a list"), id="a list"),
        pytest.param("\nnotes\n", (2, "expected keys with values, found a string"), id="a word"),
        pytest.param("name: 2021\n", (1, "name: expected a deck name, found a number"), id="a number for a name"),
        pytest.param("name:\n", (1, "name: expected a deck name, found nothing"), id="nothing for a name"),
        pytest.param("name: [a]\n", (1, "name: expected a deck name, found a list"), id="a list for a name"),
        pytest.param("name: '  '\n", (1, "name: is empty"), id="an empty name"),
        pytest.param("name: '::'\n", (1, "name: `::` is no deck name"), id="a name of colons"),
        pytest.param("name: !x y\n", (1, "name: expected a deck name, found a value tagged !x"), id="a tagged value"),
        pytest.param("a: 1\nname: no\n", (2, "name: expected a deck name, found true or false"), id="no is no string"),
        pytest.param(
            "notes: 3\n", (1, "notes: expected a string or a list of strings, found a number"), id="a number for a list"
        ),
        pytest.param("notes:\n- a.md\n- 3\n", (3, "notes: expected a string, found a number"), id="a number in a list"),
        pytest.param("notes: [[a]]\n", (1, "notes: expected a string, found a list"), id="a list in a list"),
        pytest.param('notes: "\\uD800"\n', (1, "notes: holds half of a surrogate pair"), id="half a letter"),
        pytest.param('rules: {off: "fact\\n"}\n', (1, "rules.off: there is no rule `fact\n`"), id="a line break"),
        pytest.param("media: {missing: *x}\n", (1, "broken YAML: found undefined alias 'x'"), id="no such alias"),
        pytest.param("notes: []\n", (1, "notes: is empty"), id="no notes"),
        pytest.param(
            "output: week.zip\n", (1, "output: `week.zip` is no file name that ends in .apkg"), id="no package"
        ),
        pytest.param("ledger: {}\n", (1, "ledger: expected a string, found a mapping"), id="a mapping for a path"),
        pytest.param("subdecks: first\n", (1, "subdecks: expected keys with values, found a string"), id="no group"),
        pytest.param(
            "subdecks:\n  choose: frist\n",
            (2, "subdecks.choose: expected first, last or nested, found `frist`"),
            id="no such choice",
        ),
        pytest.param(
            "subdecks: {choose: [first]}\n",
            (1, "subdecks.choose: expected first, last or nested, found a list"),
            id="a list for a choice",
        ),
        pytest.param(
            "subdecks: {rename: [a]}\n",
            (1, "subdecks.rename: expected a mapping of strings to strings, found a list"),
            id="a list for a mapping",
        ),
        pytest.param(
            "subdecks:\n rename:\n  AI: 2021-09-27\n",
            (3, "subdecks.rename.AI: expected a string, found a date"),
            id="a date in a mapping",
        ),
        pytest.param(
            "subdecks:\n rename:\n  A: b\n  A: c\n",
            (4, "subdecks.rename.A: stands here twice, first on line 3"),
            id="a name twice",
        ),
        pytest.param(
            "threshold: high\n",
            (1, "threshold: expected a number from 0 to 1, found a string"),
            id="a word for a number",
        ),
        pytest.param("threshold: 60\n", (1, "threshold: expected a number from 0 to 1, found 60"), id="too large"),
        pytest.param("threshold: .nan\n", (1, "threshold: expected a number from 0 to 1, found .nan"), id="no number"),
        pytest.param(
            "sections: {replace: 1}\n",
            (1, "sections.replace: expected true or false, found a number"),
            id="a number for a truth value",
        ),
        pytest.param("rules:\n off: [fact,\n  facts]\n", (3, "rules.off: there is no rule `facts`"), id="no such rule"),
        pytest.param("rules: {off: [3]}\n", (1, "rules.off: expected a rule, found a number"), id="a rule's number"),
        pytest.param(
            "rules: {scores: [fact]}\n",
            (1, "rules.scores: expected a mapping of rules to numbers from 0 to 1, found a list"),
            id="a list of scores",
        ),
        pytest.param(
            "rules:\n scores:\n  fact: 1\n  fast: 1\n",
            (4, "rules.scores.fast: there is no rule `fast`"),
            id="a score for no rule",
        ),
        pytest.param(
            "rules:\n scores:\n  fact: 1\n  fact: 1\n",
            (4, "rules.scores.fact: stands here twice, first on line 3"),
            id="a rule twice",
        ),
        pytest.param(
            "rules: {scores: {fact: 7}}\n",
            (1, "rules.scores.fact: expected a number from 0 to 1, found 7"),
            id="too high a score",
        ),
        pytest.param(
            "limits: {answer: long}\n",
            (1, "limits.answer: expected a whole number from 40 to 2000, found a string"),
            id="a word for a limit",
        ),
        pytest.param(
            "limits: {answer: 39}\n",
            (1, "limits.answer: expected a whole number from 40 to 2000, found 39"),
            id="too low a limit",
        ),
        pytest.param(
            "limits: {members: 7.5}\n",
            (1, "limits.members: expected a whole number from 2 to 30, found 7.5"),
            id="a broken limit",
        ),
        pytest.param(
            f"limits: {{members: {'9' * 5000}}}\n",
            (1, f"limits.members: expected a whole number from 2 to 30, found {'9' * 5000}"),
            id="a limit without limits",
        ),
        pytest.param(
            "reverse: term\n", (1, "reverse: expected true, false or terms, found `term`"), id="no such reverse"
        ),
        pytest.param("reverse: 1\n", (1, "reverse: expected true, false or terms, found a number"), id="reverse: 1"),
        pytest.param(
            "wordings: [ko]\n",
            (1, "wordings: expected keys with values, found a list"),
            id="a list of wordings",
        ),
        pytest.param("wordings:\n fr: {}\n", (2, "unknown key `wordings.fr`"), id="a language without cues"),
        pytest.param(
            "wordings: {ko: x}\n",
            (1, "wordings.ko: expected keys with values, found a string"),
            id="a word for wordings",
        ),
        pytest.param(
            "wordings:\n ko:\n  defintion: x\n",
            (3, "unknown key `wordings.ko.defintion`"),
            id="no such wording",
        ),
        pytest.param(
            "wordings:\n en:\n  further: '{subject} {begin}?'\n",
            (3, "wordings.en.further: `further` is no longer asked: questions are made of the author's own sentence"),
            id="a wording of an earlier version",
        ),
        pytest.param(
            "wordings: {en: {definition: 'Define {word}'}}\n",
            (1, "wordings.en.definition: `Define {word}` is no wording with {term} and no other hole"),
            id="no such hole",
        ),
        pytest.param(
            "wordings: {en: {attribute: '{subject}?'}}\n",
            (1, "wordings.en.attribute: `{subject}?` is no wording with {subject} and {noun} and no other hole"),
            id="a hole left out",
        ),
        pytest.param(
            "wordings: {en: {definition: 3}}\n",
            (1, "wordings.en.definition: expected a wording with {term} and no other hole, found a number"),
            id="a number for a wording",
        ),
        pytest.param("name: a\nname: b\n", (2, "name: stands here twice, first on line 1"), id="a key twice"),
        pytest.param("macros:\n a1: x\n", (2, "macros.a1: `a1` is no command of TeX"), id="no command"),
        pytest.param(
            "source_link: https://x.org/\n",
            (1, "source_link: `https://x.org/` is no address of a report"),
            id="an address of nothing",
        ),
        pytest.param(
            "source_link: javascript:/{path}\n",
            (1, "source_link: `javascript:/{path}` is no address of a report"),
            id="a script for an address",
        ),
        pytest.param(
            "source_link: https://x.org/{path}/{day}\n",
            (1, "source_link: `https://x.org/{path}/{day}` is no address of a report"),
            id="an unknown hole",
        ),
        pytest.param("subdeck: {}\n", (1, "unknown key `subdeck`"), id="an unknown key"),
        pytest.param("subdecks:\n  chose: last\n", (2, "unknown key `subdecks.chose`"), id="an unknown key of a group"),
        pytest.param("subdecks: {subdecks: {}}\n", (1, "unknown key `subdecks.subdecks`"), id="a group in itself"),
        pytest.param("? [a]\n: b\n", (1, "unknown key `a list`"), id="a list for a key"),
        pytest.param("<<: {name: x}\n", (1, "unknown key `<<`"), id="a merge key"),
        pytest.param("name: a: b\n", (1, "broken YAML: mapping values are not allowed here"), id="a second colon"),
        pytest.param("a: x\nb: *c\n", (2, "broken YAML: found undefined alias 'c'"), id="an alias of nothing"),
        pytest.param("a: 1\n--- \nb: 2\n", (2, "broken YAML: but found another document"), id="two documents"),
        pytest.param("name: x\n\a", (2, "holds a character that YAML does not allow"), id="a control character"),
        pytest.param(
            f"\nname: {'[' * 5000}",
            (2, "more than 20 lists or mappings in each other, or more than 100 aliases"),
            id="too deep",
        ),
        pytest.param("#" * (MAX_SIZE + 1), (0, "is longer than 64 KiB"), id="too long"),
    ],
)
def test_each_fault_is_named_at_its_line(folder: Path, text: str, fault: tuple[int, str]) -> None:
    """The message says the key, what was expected and what was found."""
    assert fault in faults(folder, text)
    assert all(
        problem.path == (folder / "deck.yaml").as_posix() and problem.is_error for problem in problems(folder, text)
    )


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        (
            "nots: x",
            "did you mean `notes`? the keys here are name, notes, output, ledger, overrides, subdecks, ",
        ),
        ("section: x", "did you mean `sections`?"),
        ("nmae: x", "did you mean `name`?"),
        ("theme: {nmae: x}", "did you mean `theme.name`?"),
        ("out: x", "did you mean `sections.out`?"),
        ("rules: {off: [formul]}", "did you mean `formula`? the rules are "),
        ("reverse: term", "did you mean `terms`?"),
        ("wordings: {fr: {}}", "the keys of wordings are ko, "),
        (
            "wordings: {ko: {defintion: x}}",
            "did you mean `wordings.ko.definition`? the keys of wordings.ko are definition, ",
        ),
        ("wordings: {en: {definition: x}}", "as in What {be} {term}?"),
        ("wordings: {en: {stands_for: in full}}", "reword `expansion`, a whole question"),
        ("wordings: {en: {property: '{subject}?'}}", "reword `fact`"),
        ("subdeck: x", "did you mean `subdecks`?"),
        ("choose: last", "did you mean `subdecks.choose`?"),
        ("subdecks: {ignored: x}", "did you mean `subdecks.ignore`? the keys of subdecks are choose, ignore, rename"),
        ("zzz: x", "the keys here are name"),
        ("name: 2021", 'put it into quotes: "2021"'),
        ("subdecks: {choose: nest}", "did you mean `nested`?"),
        ("output: week", "as in deck.apkg"),
        ("a: b: c", "quotes"),
    ],
)
def test_a_hint_says_how_to_mend_it(folder: Path, text: str, hint: str) -> None:
    """The hint names the nearest legal key or what to write."""
    assert hint in problems(folder, text)[0].hint


def test_all_faults_are_reported_at_once(folder: Path) -> None:
    """One run tells everything, in the order of the lines."""
    text = "threshold: 2\nnots: x\nname: 3\nsubdecks:\n  choose: any\n  ignore: [1, a, 2]\n  rename: {A: [], B: 1}\n"
    assert [line for line, _ in faults(folder, text)] == [1, 2, 3, 5, 6, 6, 7, 7]


def test_a_deck_file_that_is_not_utf8_is_refused(folder: Path) -> None:
    """The line of the first wrong byte is named."""
    path = folder / "deck.yaml"
    path.write_bytes("a: b\nname: 양자화\n".encode("cp949"))
    with pytest.raises(InputError) as caught:
        load_settings(path)
    (problem,) = caught.value.problems
    assert (problem.line, problem.message) == (2, "is not UTF-8")


@pytest.mark.parametrize(
    ("text", "look"),
    [
        ("theme: {}", Look()),
        ("theme: {name: paper, reveal: false}", Look("paper")),
        ('theme: {accent: "#B8325E"}', Look(variables=(("accent", "#b8325e"),))),
        ("theme: {size: 20, width: 45}", Look(variables=(("size", "20px"), ("width", "45em")))),
        (
            "theme: {font: 'Pretendard, \"Noto Sans KR\", serif'}",
            Look(variables=(("font", 'Pretendard, "Noto Sans KR", serif'),)),
        ),
        ("theme: {code_font: D2Coding, reveal: true}", Look(variables=(("code-font", "D2Coding"), ("reveal", "1")))),
        (
            'theme: {colours: {ink: "#111"}, dark: {paper: "#000000"}}',
            Look("default", (("ink", "#111"),), (("paper", "#000000"),)),
        ),
    ],
)
def test_the_look_is_read(folder: Path, text: str, look: Look) -> None:
    """A theme, and what is otherwise than in it, as CSS variables."""
    assert load(folder, text).look == look


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("theme: {name: papr}", "theme.name: expected default, forest, paper, serif or sharp, found `papr`"),
        ("theme: {accent: #b8325e\n}", "theme.accent: expected a colour, found nothing"),
        ("theme: {accent: red}", "theme.accent: `red` is no colour"),
        ('theme: {accent: "#12345"}', "theme.accent: `#12345` is no colour"),
        ("theme: {size: 9}", "theme.size: expected a whole number from 10 to 40, found 9"),
        ("theme: {font: 'a; } b {'}", "theme.font: `a; } b {` is no list of fonts"),
        ('theme: {font: "a</style>"}', "theme.font: `a</style>` is no list of fonts"),
        ('theme: {dark: {inc: "#000"}}', "theme.dark.inc: there is no part `inc`"),
        ("theme: {colours: [a]}", "theme.colours: expected a mapping of parts to colours, found a list"),
        ("theme: {reveal: 1}", "theme.reveal: expected true or false, found a number"),
    ],
)
def test_a_wrong_look_is_told(folder: Path, text: str, fault: str) -> None:
    """What is no colour, no font and no theme gets no further, so that nothing else gets into the CSS."""
    assert faults(folder, text) == [(1, fault)]


@pytest.mark.parametrize(
    ("text", "is_typed", "voices"),
    [
        ("", False, ()),
        ("typing: true", True, ()),
        ("speech: ko_KR", False, ("ko_KR",)),
        ("typing: false\nspeech: [en_GB, ja_JP, zh_TW]", False, ("en_GB", "ja_JP", "zh_TW")),
    ],
)
def test_typing_and_speech_are_read(folder: Path, text: str, is_typed: bool, voices: tuple[str, ...]) -> None:  # noqa: FBT001 -- a column of the table
    """Both are off unless the user wants them."""
    face = load(folder, text).face
    assert (face.is_typed, face.voices) == (is_typed, voices)


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("typing: 1", "typing: expected true or false, found a number"),
        ("speech: korean", "speech: `korean` is no voice"),
        ("speech: ko-KR", "speech: `ko-KR` is no voice"),
        ("speech: fr_FR", "speech: `fr_FR` is no voice"),
        ("speech: [en_US, ko_KR, en_GB]", "speech: two voices for `en`"),
        ("speech: {ko: ko_KR}", "speech: expected a voice or a list of voices, found a mapping"),
    ],
)
def test_a_wrong_voice_is_told(folder: Path, text: str, fault: str) -> None:
    """A voice is a language that cards have, and its country; each language has one."""
    assert faults(folder, text) == [(1, fault)]


@pytest.mark.parametrize("path", ["", "nowhere", "deck.yaml"])
def test_a_missing_deck_file_names_init(folder: Path, path: str) -> None:
    """Whoever has none is told how to get one."""
    with pytest.raises(InputError) as caught:
        load_settings(folder / path)
    (problem,) = caught.value.problems
    assert (problem.line, problem.message) == (0, "there is no such file")
    assert "notes2anki init" in problem.hint


def test_an_unreadable_deck_file_says_why(folder: Path) -> None:
    """A system's error becomes a problem of the file."""
    (folder / "deck.yaml").mkdir()
    with pytest.raises(InputError, match="cannot be read: is a directory"):
        load_settings(folder)


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("::A", "A"),
        ("A::", "A"),
        ("A::::B", "A::B"),
        ("A: :: B", "A::B"),
        ("Default", "Default_"),
        ("default::B", "default_::B"),
    ],
)
def test_a_name_that_anki_would_mangle_is_mended(folder: Path, written: str, name: str) -> None:
    """The deck is called as Anki can keep it."""
    settings, notices = load_settings(write(folder, f"\nname: '{written}'\n"))
    assert (settings.name, notices) == (name, ())


def test_a_folder_that_cannot_name_a_deck_is_mended(tmp_path: Path) -> None:
    """A default name is mended as well."""
    folder = tmp_path / "default"
    folder.mkdir()
    write(folder, "")
    assert load_settings(folder)[0].name == "default_"


def test_without_a_config_the_ledger_stands_beside_the_package(tmp_path: Path) -> None:
    """`week.apkg` has its `week.ledger.jsonl` and `week.overrides.yaml`, wherever it is."""
    output = tmp_path / "out" / "week.apkg"
    settings = adhoc_settings(["reports/**/*.md", "a.md"], root=tmp_path, output=output, name="Daily :: reports")
    assert settings == Settings(
        root=tmp_path.resolve(),
        name="Daily::reports",
        notes=("reports/**/*.md", "a.md"),
        output=output,
        ledger=tmp_path / "out" / "week.ledger.jsonl",
        overrides=tmp_path / "out" / "week.overrides.yaml",
    )


def test_without_a_config_names_follow_from_each_other(tmp_path: Path) -> None:
    """The package is called after the folder, the deck after the package."""
    root = tmp_path.resolve()
    bare = adhoc_settings(["a.md"], root=tmp_path)
    assert (bare.output, bare.name) == (root / f"{root.name}.apkg", root.name)
    assert adhoc_settings(["a.md"], root=tmp_path, output=tmp_path / "week.apkg").name == "week"


def test_wrong_options_are_reported_at_once(tmp_path: Path) -> None:
    """A name of colons and a package that Anki would not know are both refused."""
    with pytest.raises(InputError) as caught:
        adhoc_settings(["a.md"], root=tmp_path, output=tmp_path / "week.zip", name="::")
    assert [problem.path for problem in caught.value.problems] == ["week.zip", "--name"]


@pytest.mark.parametrize(
    "name", ["Daily reports", "A::B", 'He said "no"', "일일 보고 📔", "a: b # c", "back\\slash", "{name}", "2021"]
)
def test_the_template_loads_to_the_defaults(folder: Path, name: str) -> None:
    """What `init` writes says the name and nothing else, whatever the name."""
    for text in (template(name), template(name, is_full=True)):
        settings, _ = load_settings(write(folder, text))
        assert replace(settings, name="") == replace(defaults(folder), name="")
        assert yaml.safe_load(text)["name"] == name


def test_the_template_is_small_and_names_the_rest(folder: Path) -> None:
    """What a beginner may want to set, and the keys of all else."""
    text = template("Daily reports")
    assert text.count("\n") < 40
    assert {key.partition(".")[0] for key in SETTINGS} <= set(re.findall(r"\w+", text))


def test_the_full_template_shows_every_setting_with_its_default(folder: Path) -> None:
    """With every key switched on, only the package's name, and what depends on the theme, differs from the defaults."""
    switched_on = re.sub(r"^( *)#(?=\w)", r"\1", template("daily-reports", is_full=True), flags=re.MULTILINE)
    settings = load(folder, switched_on)
    assert replace(settings, output=defaults(folder).output, look=Look()) == defaults(folder)
    loaded = yaml.safe_load(switched_on)
    groups = [(key, inner) for key in loaded if isinstance(loaded[key], dict) for inner in loaded[key]]
    keys = [f"{key}.{'off' if inner is False else inner}" for key, inner in groups]  # `off` is false to YAML
    assert set(SETTINGS) <= {*loaded, *keys}


def test_the_table_has_a_row_for_every_setting() -> None:
    """The reference is a Markdown table of four columns."""
    lines = settings_table().splitlines()
    assert lines[:2] == ["| key | type | default | meaning |", "| --- | --- | --- | --- |"]
    assert [line.split("`")[1] for line in lines[2:]] == list(SETTINGS)
    assert {line.count(" | ") for line in lines} == {3}


def test_settings_load_without_heavy_libraries() -> None:
    """Reading a deck.yaml imports neither the Markdown parser nor genanki."""
    code = "import sys, notes2anki.config; print(*sys.modules)"
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.split()
    assert {"markdown_it", "genanki", "frontmatter", "click"}.isdisjoint(loaded)
