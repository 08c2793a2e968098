"""The note types that are shipped are whole, frozen where they must be, and readable."""

import hashlib
import re
from itertools import chain, product

import pytest

from notes2anki.model import Look, NoteType
from notes2anki.notetypes import NoteTypeSpec, load, read_shipped, script
from notes2anki.themes import CODE_COLOURS, names, theme_css

AFTER_THE_FIRST = [
    "Answer",
    "Context",
    "Hint",
    "Extra",
    "Source",
    "Date",
    "Reverse",
    "Key",
    "Spare1",
    "Spare2",
    "Spare3",
]

FROZEN_IDS = {
    NoteType.BASIC: "6fcecc3d4d42c660",
    NoteType.CLOZE: "173ec76502f99298",
}
"""A digest of what may never change again: the note type's id, its fields and its templates, with their ids."""

CONTENT = {
    NoteType.BASIC: (1767657600, "41fb0cbc1df1c91a"),
    NoteType.CLOZE: (1767657600, "bc2a5866b2849642"),
}
"""`mod`, and a digest of all that Anki takes over when `mod` rises: name, templates and CSS."""

SPECS = [pytest.param(load(note_type), id=note_type.value) for note_type in NoteType]
SIDES = [
    pytest.param(load(note_type), side, id=f"{note_type.value}: {template.name} {place}")
    for note_type in NoteType
    for template in load(note_type).templates
    for place, side in (("front", template.front), ("back", template.back))
]


def _digest(*parts: object) -> str:
    return hashlib.sha256(repr(parts).encode()).hexdigest()[:16]


def _colours(block: str, css: str = load(NoteType.BASIC).css) -> dict[str, str]:
    """Return the variables that hold colours, of the rules whose selector begins with `block`."""
    rules = [rule.partition("}")[0] for rule in f"\n{css}".split(f"\n{block}")[1:]]
    return dict(re.findall(r"--(?P<name>[a-z]+): (?P<colour>#[0-9a-f]{6});", "".join(rules)))


@pytest.mark.parametrize("note_type", NoteType)
def test_fields_templates_and_ids_are_frozen(note_type: NoteType) -> None:
    """Users' collections hold these ids in this order; a change would make a second note type beside theirs."""
    spec = load(note_type)
    digest = _digest(spec.id, *([(part.name, part.id) for part in parts] for parts in (spec.fields, spec.templates)))
    assert digest == FROZEN_IDS[note_type], "fields, templates and their ids may not change: use a spare field"


@pytest.mark.parametrize("note_type", NoteType)
def test_content_cannot_change_without_mod(note_type: NoteType) -> None:
    """Anki takes over templates and CSS only when `mod` rises, so both are pinned together."""
    spec = load(note_type)
    found = _digest(spec.name, spec.templates, spec.css)
    mod, pinned = CONTENT[note_type]
    assert (spec.mod, found) == (mod, pinned), (
        f"the templates, name or CSS of {spec.name!r} changed: raise `mod` in notes2anki/notetypes/{note_type.value}/"
        f"note.yaml (`date +%s`), then set CONTENT[NoteType.{note_type.name}] here to (that number, {found!r})"
    )


@pytest.mark.parametrize(
    ("note_type", "first"), [pytest.param(NoteType.BASIC, "Question"), pytest.param(NoteType.CLOZE, "Text")]
)
def test_fields_stand_in_their_order(note_type: NoteType, first: str) -> None:
    """Both note types have the same fields after the first."""
    assert [field.name for field in load(note_type).fields] == [first, *AFTER_THE_FIRST]


def test_all_ids_differ_and_fit_64_bits() -> None:
    """No two note types, fields or templates share an id, and each is a positive signed 64-bit number."""
    specs = [load(note_type) for note_type in NoteType]
    ids = [id_ for spec in specs for id_ in (spec.id, *(part.id for part in chain(spec.fields, spec.templates)))]
    assert len(set(ids)) == len(ids)
    assert all(0 < id_ < 1 << 63 for id_ in ids)


@pytest.mark.parametrize(("spec", "side"), SIDES)
def test_templates_name_only_fields_that_exist(spec: NoteTypeSpec, side: str) -> None:
    """Every `{{…}}` is a field of the note type, through a filter or not, and every section is closed."""
    known = {"Tags", *(field.name for field in spec.fields)}
    tags = re.findall(r"\{\{(?P<sign>[#/^]?)(?:[\w-]+:)*(?P<name>[^}]+)\}\}", side)
    assert tags
    assert {name for _, name in tags} <= known
    opened, closed = ([name for sign, name in tags if sign == one] for one in "#/")
    assert sorted(opened) == sorted(closed)


@pytest.mark.parametrize(("spec", "side"), SIDES)
def test_templates_load_nothing_and_hold_one_script(spec: NoteTypeSpec, side: str) -> None:
    """A card works offline; the script is the same on every side, and ends it."""
    html, begin, code = side.partition("<script>")
    assert begin + code == script("")[1:]
    assert not re.search(r"<script|<link|<iframe|\bon\w+=|https?:|style=", html, re.IGNORECASE)


def test_the_script_leaves_nothing_behind() -> None:
    """All of it is one function that runs at once; nothing is put on the page's own objects, nothing is loaded."""
    code = re.sub(r"//[^\n]*", "", read_shipped("script.js")).strip()
    assert code.startswith("(() => {")
    assert code.endswith("})();")
    assert not re.search(r"(?:document|window)\.(?:add|on\w+ =)|fetch|import|http|\{\{|\}\}|`", code)


@pytest.mark.parametrize("spec", SPECS)
def test_every_back_has_the_place_that_anki_scrolls_to(spec: NoteTypeSpec) -> None:
    """Anki scrolls to the element `answer`, which only backs have."""
    assert all(template.back.count('id="answer"') == 1 for template in spec.templates)
    assert not any("answer" in re.findall(r'id="(\w+)"', template.front) for template in spec.templates)


@pytest.mark.parametrize("spec", SPECS)
def test_css_loads_nothing_and_follows_the_app(spec: NoteTypeSpec) -> None:
    """The style is local, and dark where the client says so, not where the system does."""
    assert not re.search(r"@import|url\(|prefers-color-scheme", spec.css)
    assert ".card.nightMode" in spec.css
    assert ".card.night_mode" in spec.css
    assert spec.css.count("{") == spec.css.count("}")


@pytest.mark.parametrize("theme", names())
def test_words_are_readable_in_every_theme(theme: str) -> None:
    """Words, those of code and those on the marker too, have the contrast of WCAG AA on each ground, day and night."""
    css = f"{load(NoteType.BASIC).css}\n{theme_css(Look(theme))}"
    day, night = _colours(".card {", css), _colours(".card.nightMode", css)
    pairs = [("ink", "marker"), *product(("ink", "muted", "accent", *CODE_COLOURS), ("paper", "panel"))]
    for colours in (day, {**day, **night}):
        assert all(_contrast(colours[words], colours[ground]) >= 4.5 for words, ground in pairs)


def test_both_themes_set_the_same_colours() -> None:
    """No colour of the light theme is left over in the dark one."""
    assert _colours(".card {").keys() == _colours(".card.nightMode").keys()


def test_a_card_uses_no_colour_but_the_variables() -> None:
    """Past the two lists of variables no rule names a colour."""
    rules = re.sub(r"--[a-z]+: [^;]+;", "", load(NoteType.BASIC).css)
    assert not re.search(r"#[0-9a-f]{3,8}\b(?=[;\s])|rgba?\(|hsla?\(", rules)


def _contrast(one: str, other: str) -> float:
    """Return the contrast of two colours as WCAG 2.2 defines it, from 1 to 21."""
    low, high = sorted(map(_luminance, (one, other)))
    return (high + 0.05) / (low + 0.05)


def _luminance(colour: str) -> float:
    channels = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    linear = [one / 12.92 if one <= 0.04045 else ((one + 0.055) / 1.055) ** 2.4 for one in channels]
    return sum(share * one for share, one in zip((0.2126, 0.7152, 0.0722), linear, strict=True))
