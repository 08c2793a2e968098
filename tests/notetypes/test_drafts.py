"""Which file counts, and what a note type of the user's own is made of."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from notes2anki.config import load_settings
from notes2anki.model import InputError, Kind, NoteType, Problem
from notes2anki.notetypes import load
from notes2anki.notetypes.deck import read_types
from notes2anki.notetypes.drafts import Draft, read_drafts, shelf_of

Drafts = Callable[[Mapping[str, str]], tuple[Draft, ...]]
Faults = Callable[[Mapping[str, str]], list[str]]

NOTE = """name: Vocabulary
extends: basic
id: 1500000000001
kinds: [term]
fields:
  - {name: Course, id: 501, from: [course, 과목]}
  - {name: Teacher, spare: 1}
templates:
  - {name: Card, id: 601}
"""
OWN = {
    "templates/vocabulary/note.yaml": NOTE,
    "templates/vocabulary/front.html": "{{Question}}",
    "templates/vocabulary/back.html": "{{Answer}}<hr id=answer>",
}


def _by_key(drafts: tuple[Draft, ...]) -> dict[str, Draft]:
    return {draft.spec.key or draft.spec.base.value: draft for draft in drafts}


def test_without_templates_all_is_as_shipped(drafts: Drafts) -> None:
    """A deck without a folder of templates has the shipped types."""
    found = drafts({})
    assert [draft.spec for draft in found] == [load(note_type) for note_type in NoteType]


def test_the_decks_file_counts_before_the_projects_before_ours(drafts: Drafts) -> None:
    """The nearest file is the one that is taken, for each file by itself."""
    found = _by_key(
        drafts(
            {
                "templates/basic/forward/front.html": "deck {{Question}}",
                "../../templates/basic/forward/front.html": "project {{Question}}",
                "../../templates/basic/reverse/front.html": "project {{Answer}}",
            }
        )
    )
    fronts = [template.front.partition("\n")[0] for template in found["basic"].spec.templates]
    assert fronts == ["deck {{Question}}", "project {{Answer}}"]
    assert found["cloze"].spec == load(NoteType.CLOZE)


def test_styles_follow_each_other(root: Path, drafts: Drafts) -> None:
    """Ours, the theme, the own type's, the project's, the deck's: the last one counts."""
    drafts({**OWN, "templates/vocabulary/style.css": "/* own */", "templates/user.css": "/* deck */"})
    drafts({"../../templates/user.css": "/* project */", "templates/style.css": "/* style */"})
    found = _by_key(read_drafts(shelf_of(root, "/* theme */")))
    assert found["basic"].spec.css == "/* style */\n\n/* theme */\n\n/* project */\n\n/* deck */"
    assert "/* theme */\n\n/* own */\n\n/* project */" in found["vocabulary"].spec.css


def test_a_folder_that_is_no_deck_of_a_project_looks_nowhere_else(tmp_path: Path) -> None:
    """Only `decks/NAME` has a folder of templates beside `decks`."""
    assert shelf_of(tmp_path / "notes").folders == (tmp_path / "notes" / "templates",)


def test_an_own_type_has_the_fields_of_its_base_and_its_own(drafts: Drafts) -> None:
    """A spare field gets a name and keeps its id; new fields stand at the end."""
    spec = _by_key(drafts(OWN))["vocabulary"].spec
    base = load(NoteType.BASIC)
    assert (spec.name, spec.id, spec.kinds) == ("Vocabulary", 1500000000001, (Kind.TERM,))
    assert [field.name for field in spec.fields[-4:]] == ["Teacher", "Spare2", "Spare3", "Course"]
    assert [field.id for field in spec.fields] == [*(field.id for field in base.fields), 501]
    assert spec.fields[-1].sources == ("course", "과목")
    assert [(template.name, template.id) for template in spec.templates] == [("Card", 601)]


def test_an_own_type_without_templates_has_those_of_its_base(drafts: Drafts) -> None:
    """What the user changed in the base shows in it, too."""
    found = _by_key(
        drafts(
            {
                "templates/words/note.yaml": "name: Words\nid: 7\nextends: cloze\nkinds: cloze\n",
                "templates/cloze/cloze/front.html": "mine {{cloze:Text}}",
            }
        )
    )
    assert found["words"].spec.templates == found["cloze"].spec.templates
    assert found["words"].spec.base is NoteType.CLOZE


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("", ["note.yaml:1: is not a mapping"], id="an empty file"),
        pytest.param("{}", ["note.yaml:1: has no `name`", "note.yaml:1: has no `id`"], id="nothing said"),
        pytest.param("name: A\nid: 7\ncolour: x", ["note.yaml:3: unknown key `colour`"], id="an unknown key"),
        pytest.param(
            "name: A\nid: 7\nid: 8", ["note.yaml:3: id: stands here twice, first on line 2"], id="a key twice"
        ),
        pytest.param(
            "name: A\nid: seven", ["note.yaml:2: id: expected an id, found a string"], id="an id that is none"
        ),
        pytest.param(
            "name: A\nid: 7\nextends: base",
            ["note.yaml:3: extends: expected basic or cloze, found `base`"],
            id="an unknown base",
        ),
        pytest.param(
            "name: A\nid: 7\nkinds: [[]]",
            ["note.yaml:3: kinds: expected cause, cloze, contrast, list, qa or term, found a list"],
            id="an unknown kind",
        ),
        pytest.param(
            "name: A\nid: 7\nfields: x",
            ["note.yaml:3: fields: expected a list of mappings, found a string"],
            id="fields that are no list",
        ),
        pytest.param(
            "name: A\nid: 7\nfields: [x]",
            ["note.yaml:3: fields: expected keys with values, found a string"],
            id="a field that is a word",
        ),
        pytest.param(
            "name: A\nid: 7\nfields: [{id: 1}]", ["note.yaml:3: fields: has no `name`"], id="a field without a name"
        ),
        pytest.param(
            "name: A\nid: 7\nfields: [{name: B}]",
            ["note.yaml:3: fields: `B` needs either an `id` or a `spare`"],
            id="a field without an id",
        ),
        pytest.param(
            "name: A\nid: 7\nfields: [{name: B, id: 1, spare: 1}]",
            ["note.yaml:3: fields: `B` needs either an `id` or a `spare`"],
            id="a field with both",
        ),
        pytest.param(
            "name: A\nid: 7\nfields: [{name: B, spare: 2}]",
            ["note.yaml:3: fields.spare: expected a whole number from 1 to 1, found 2"],
            id="no such spare",
        ),
        pytest.param(
            "name: A\nid: 7\nfields: [{name: 'a:b', id: 1}]",
            ["note.yaml:3: fields.name: Anki cannot call a field `a:b`"],
            id="a bad name",
        ),
        pytest.param(
            "name: A\nid: 7\nfields: [{name: B, id: 1, sort: 1}]",
            ["note.yaml:3: unknown key `fields.sort`"],
            id="an unknown key of a field",
        ),
        pytest.param(
            "name: A\nid: 7\ntemplates: [{name: B}]",
            ["note.yaml:3: templates: has no `id`"],
            id="a template without an id",
        ),
        pytest.param(
            "name: A\nid: 7\ntemplates: [{name: B, id: 1, folder: ../x}]",
            ["note.yaml:3: templates.folder: `../x` is not inside of the note type's folder"],
            id="a folder elsewhere",
        ),
        pytest.param(
            "name: A\nid: 7\ntemplates:\n  - {name: B, id: 1}",
            [
                f"note.yaml:4: the template `B` has no {side}: there is no templates/own/{side}.html"
                for side in ("front", "back")
            ],
            id="a template without sides",
        ),
    ],
)
def test_a_wrong_description_is_told(faults: Faults, text: str, expected: list[str]) -> None:
    """Everything that is wrong with a note.yaml is told at its line."""
    assert [fault.removeprefix("own/") for fault in faults({"templates/own/note.yaml": text})] == expected


@pytest.mark.parametrize(
    ("field", "expected"),
    [
        pytest.param("{name: Answer, id: 1}", "two fields are called Answer", id="a name of the base"),
        pytest.param("{name: answer, id: 1}", "two fields are called answer", id="a name of the base in small letters"),
        pytest.param("{name: B, id: 9}", "two fields have the id 9", id="an id twice"),
        pytest.param("{name: B, spare: 1}", "`B` is not the only name of the spare field 1", id="a spare one twice"),
        pytest.param(
            "{name: Tags, id: 1}", "a field cannot be called `Tags`: Anki has one of its own", id="a name of Anki's"
        ),
    ],
)
def test_fields_that_anki_would_change_are_told(faults: Faults, field: str, expected: str) -> None:
    """Anki would rename a field that is there twice, and hide one that it has itself."""
    fields = f"fields:\n  - {{name: Z, id: 9}}\n  - {{name: Y, spare: 1}}\n  - {field}\n"
    found = faults({"templates/own/note.yaml": f"name: A\nid: 7\n{fields}"})
    assert f"own/note.yaml:6: {expected}" in found


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("name: A\nid: 8\n", [], id="one of its own"),
        pytest.param(
            "name: A\nid: 7\n", ["own/note.yaml:2: the id 7 is that of the note type first: "], id="an id twice"
        ),
        pytest.param(
            "name: A\nid: 1728461947283\n",
            ["own/note.yaml:2: the id 1728461947283 is that of the note type cloze: "],
            id="the id of a shipped one",
        ),
        pytest.param(
            "id: 8\nname: Notes2Anki\n",
            ["own/note.yaml:2: the note type basic is called `Notes2Anki`, too: "],
            id="the name of a shipped one",
        ),
        pytest.param(
            "name: A\nid: 8\nkinds: [term, cloze]\n",
            ["own/note.yaml:3: a note type that extends basic carries no card of the kind cloze"],
            id="clozes on what has none",
        ),
        pytest.param(
            "name: A\nid: 8\nextends: cloze\nkinds: [term]\n",
            ["own/note.yaml:4: a note type that extends cloze carries no card of the kind term"],
            id="a term on a type of clozes",
        ),
    ],
)
def test_what_two_types_cannot_share_is_told(
    root: Path, put: Callable[[Mapping[str, str]], None], text: str, expected: list[str]
) -> None:
    """To Anki a type is its id, and to people its name; and each type has cards only of its base."""
    put({"templates/first/note.yaml": "name: First\nid: 7\n", "templates/own/note.yaml": text, "deck.yaml": ""})
    found = [f"{one.path.removeprefix('templates/')}:{one.line}: {one.message}" for one in _problems(root)]
    assert len(found) == len(expected)
    assert all(one.startswith(words) for one, words in zip(found, expected, strict=True))


def test_what_is_wrong_with_some_hides_no_fault_of_others(root: Path, put: Callable[[Mapping[str, str]], None]) -> None:
    """A note.yaml, a template and the lock are told of in one run."""
    put({"templates/own/note.yaml": "id: 7\n", "templates/user.css": "}", "templates.lock": "{\n<<<<<<<\n"})
    put({"deck.yaml": ""})
    found = [f"{one.path}:{one.line}: {one.message}" for one in _problems(root)]
    assert found == [
        "templates.lock:2: is broken: it is no JSON",
        "templates/own/note.yaml:1: has no `name`",
        "templates/user.css:1: `}` closes nothing",
    ]


def _problems(root: Path) -> tuple[Problem, ...]:
    try:
        return read_types(load_settings(root)[0]).notices
    except InputError as error:
        return error.problems


@pytest.mark.parametrize(
    ("name", "content", "expected"),
    [
        pytest.param("user.css", b"\xff", "is not UTF-8", id="another encoding"),
        pytest.param("style.css", b" " * 300_000, "is longer than 256 KiB", id="far too long"),
        pytest.param("basic/forward/front.html", b"\xff", "is not UTF-8", id="a template in another encoding"),
    ],
)
def test_a_file_that_cannot_be_read_is_told(
    root: Path, faults: Faults, name: str, content: bytes, expected: str
) -> None:
    """The problem names the file."""
    (root / "templates" / name).parent.mkdir(parents=True)
    (root / "templates" / name).write_bytes(content)
    assert f"{name}:0: {expected}" in faults({})


def test_a_folder_with_a_bad_name_is_told(faults: Faults) -> None:
    """The name of a folder is the key of its type, so it is plain."""
    assert faults({"templates/Own Type/note.yaml": "name: A\nid: 7"}) == [
        "Own Type/note.yaml:0: a note type's folder cannot be called Own Type"
    ]


def test_what_extends_a_broken_base_is_not_told_twice(root: Path, faults: Faults) -> None:
    """Only the file that is broken is named."""
    (root / "templates/basic/forward").mkdir(parents=True)
    (root / "templates/basic/forward/front.html").write_bytes(b"\xff")
    assert faults({"templates/own/note.yaml": "name: A\nid: 7"}) == ["basic/forward/front.html:0: is not UTF-8"]
