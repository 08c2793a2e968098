"""Our renderer and our check of templates, beside the real Anki."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from anki.collection import Collection
from anki.errors import CardTypeError
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from notes2anki.model import FieldSpec, NoteType, NoteTypeSpec, TemplateSpec
from notes2anki.notetypes import load
from notes2anki.notetypes.check import find_faults
from notes2anki.notetypes.drafts import Draft, Part, Side
from notes2anki.preview.render import BLANK, RenderError, render

FIELDS = ("A", "B", "C")
_HINT_ID = re.compile(r"hint[0-9a-f]{16}")
_TYPED = re.compile(r"\[\[type:(.+?)\]\]")
_BLANK = re.compile(r"<div>(?:The front of this card is blank\.|No cloze ).*?</a></div>", re.DOTALL)

WORDS = st.sampled_from(
    [
        "x",
        " ",
        "\n",
        "<b>",
        "}}",
        "{{A}}",
        "{{B}}",
        "{{C}}",
        "{{FrontSide}}",
        "{{Tags}}",
        "{{Type}}",
        "{{Deck}}",
        "{{Subdeck}}",
        "{{Card}}",
        "{{CardFlag}}",
        "{{text:A}}",
        "{{hint:B}}",
        "{{type:A}}",
        "{{cloze:A}}",
        "{{{A}}}",
        "{{cloze-only:A}}",
        "{{type:cloze:A}}",
        "{{furigana:C}}",
        "{{kana:C}}",
        "{{kanji:C}}",
        "{{tts ko_KR:A}}",
        "{{tts ja_JP voices=Apple_Kyoko speed=0.8:furigana:C}}",
        "{{tts en_US:cloze-only:A}}",
        "[anki:tts lang={{B}}]{{A}}[/anki:tts]",
        "{{type:nc:A}}",
        "{{cloze:type:A}}",
        "{{furigana:cloze:A}}",
        "{{kanji:text:C}}",
        "{{text:cloze:A}}",
        "{{hint:text:B}}",
        "{{ A }}",
        "{{nc:A}}",
        "{{unknown:A}}",
        "<!-- {{Z}} -->",
        "{{#c1}}1{{/c1}}",
    ]
)
KEYS = [*FIELDS, "Tags", "Type", "Deck", "Subdeck", "Card", "CardFlag", "c1", "c2"]
SECTIONS = st.recursive(
    WORDS,
    lambda inner: st.builds(
        lambda sign, key, parts: f"{{{{{sign}{key}}}}}{''.join(parts)}{{{{/{key}}}}}",
        st.sampled_from("#^"),
        st.sampled_from(KEYS),
        st.lists(inner, max_size=3),
    ),
    max_leaves=8,
)
TEMPLATES = st.lists(SECTIONS, max_size=5).map(lambda parts: "".join(("-", *parts)))
"""None renders to nothing, of which the library says that it should not happen."""

BROKEN = st.lists(
    SECTIONS
    | st.sampled_from(["{{#A}}", "{{/A}}", "{{^B}}", "{{/B}}", "{{Z}}", "{{#Z}}q{{/Z}}", "{{", "{{}}", "{{#}}"]),
    max_size=6,
).map("".join)
VALUES = st.lists(
    st.sampled_from(
        [
            "a",
            "가",
            "<b>",
            "</b>",
            "<br>",
            " ",
            "&amp;",
            "&nbsp;",
            "&bogus;",
            "&",
            "漢[かん]",
            "[sound:a.mp3]",
            r"\(x<i>\)",
            "{{c1::",
            "{{c2::",
            "{{c1,2::",
            "::",
            "}}",
            "{{c1::a::b}}",
            "{{c1::a {{c2::b::h}} c::i}}",
            '"',
            "&#65;",
            "<!-- n -->",
            "\n",
        ]
    ),
    max_size=7,
).map("".join)


@pytest.fixture(scope="module")
def col(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Collection]:
    """Open a collection with a note type of each base, with the fields A, B and C."""
    opened = Collection(str(tmp_path_factory.mktemp("templates") / "collection.anki2"))
    for base in NoteType:
        model = opened.models.new(f"Our {base.value}")
        model["type"] = int(base is NoteType.CLOZE)
        for name in FIELDS:
            opened.models.add_field(model, opened.models.new_field(name))
        template = opened.models.new_template("Card 1")
        template["qfmt"] = template["afmt"] = "{{cloze:A}}" if base is NoteType.CLOZE else "{{A}}"
        opened.models.add_template(model, template)
        opened.models.add(model)
    yield opened
    opened.close()


def _spec(base: NoteType, front: str, back: str) -> NoteTypeSpec:
    fields = tuple(FieldSpec(name, number) for number, name in enumerate(FIELDS))
    return NoteTypeSpec(1, f"Our {base.value}", 1, fields, (TemplateSpec("Card 1", 1, front, back),), "", base)


def _in_anki(col: Collection, spec: NoteTypeSpec, fields: dict[str, str], number: int) -> tuple[str, str] | None:
    """Return both sides as Anki makes them; None where it shows an error."""
    model = col.models.by_name(spec.name)
    note = col.new_note(model)
    for name, html in fields.items():
        note[name] = html
    note.tags = ["x", "y::z"]
    (shown,) = spec.templates
    template = model["tmpls"][0] | {"qfmt": shown.front, "afmt": shown.back}
    try:
        out = col._backend.render_uncommitted_card_legacy(
            note=note._to_backend_note(),
            card_ord=number,
            template=json.dumps(template).encode(),
            fill_empty=False,
            partial_render=False,
        )
    except Exception:
        return None
    question, answer = ("".join(node.text for node in nodes) for nodes in (out.question_nodes, out.answer_nodes))
    return _plain(question), _plain(_compared(col, answer, question, fields, number))


def _compared(col: Collection, answer: str, question: str, fields: dict[str, str], number: int) -> str:
    """Return an answer as Anki's desktop shows it where nothing was typed, by the library's own comparison."""
    mark = _TYPED.search(question)
    *kind, name = mark[1].split(":") if mark else ("",)
    expected = fields.get(name, "")
    if kind == ["cloze"]:
        expected = col.extract_cloze_for_typing(expected, number + 1)
    shown = col.compare_answer(expected, "", kind != ["nc"]) if expected else ""
    return _TYPED.sub(lambda _: shown, answer)


def _ours(spec: NoteTypeSpec, fields: dict[str, str], number: int) -> tuple[str, str] | None:
    try:
        question, answer = (
            render(spec, "Card 1", fields, tags=("x", "y::z"), deck="(Deck)", side=side, ord=number)
            for side in ("question", "answer")
        )
    except RenderError:
        return None
    return _plain(question), _plain(answer)


def _plain(html: str) -> str:
    """Leave out what is other by design: the ids of hints, and the words for a blank front."""
    return _BLANK.sub(BLANK, _HINT_ID.sub("hint", html))


@settings(max_examples=400, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.sampled_from(NoteType),
    st.tuples(TEMPLATES, TEMPLATES),
    st.fixed_dictionaries(dict.fromkeys(FIELDS, VALUES)),
    st.integers(0, 1),
)
@example(NoteType.BASIC, ("-{{cloze-only:A}}", "-"), {"A": "{{c1::::}}", "B": "", "C": ""}, 0)
def test_any_card_is_rendered_as_in_anki(
    col: Collection, base: NoteType, sides: tuple[str, str], fields: dict[str, str], number: int
) -> None:
    """For any template and any fields, both sides are what the real library gives."""
    spec = _spec(base, *sides)
    number = number if base is NoteType.CLOZE else 0
    assert _ours(spec, fields, number) == _in_anki(col, spec, fields, number)


TEXTS = [
    *(
        "&lt;b&gt;",
        "&bogus; &amp;",
        "&amp;amp;",
        "a&b",
        "&#65;&#x42;",
        "&#X41;",
        "&copy &hearts;",
        "&#0;",
        "&;",
        "&lt",
        "&#x;",
    ),
    *(
        "&apos;",
        "&#1114112; &amp;",
        "&#xD800;",
        "<style>a</style>x<script>y</script>",
        "1 < 2 > 3",
        "<!-- c -->x",
        "<a\nb>z",
    ),
]
RUBY = [
    "漢[か]字[じ]",
    " a b[c]",
    "x>y[z]",
    "[z]",
    "a[b[c]]",
    "a[sound:x]b[c]",
    "a&nbsp;b[c]",
    "a[]",
    "a\nb[c]",
    r"a[\1]",
]
CLOZES = [
    *(
        "{{c1::a {{c2::b}} c::h1}} d",
        "{{c1::open",
        "{{c::x}}{{c1::y}}",
        "}}{{c1::q}}",
        "{{c1::a::b::c}}",
        "{{c1::}}",
        "{{c0::z}}",
    ),
    *(
        "{{c1::a::h {{c2::b}} t}}",
        "{{c01::z}}",
        "{{c99999::z}}{{c1::y}}",
        "{{c1::" * 12 + "x" + "}}" * 12,
        r"\({{c1::x<b>&lt;}}<i>\)",
    ),
    "{{c1::<b>\"'&é한</b> \n}}",
]


@pytest.mark.parametrize(
    ("base", "template", "text"),
    [
        *(pytest.param(NoteType.BASIC, "{{text:A}}", text, id=f"text: {text!r}") for text in TEXTS),
        *(
            pytest.param(NoteType.BASIC, "{{furigana:A}}|{{kana:A}}|{{kanji:A}}", text, id=f"ruby: {text!r}")
            for text in RUBY
        ),
        *(
            pytest.param(NoteType.CLOZE, "{{cloze:A}}|{{cloze-only:A}}", text, id=f"cloze: {text!r:.30}")
            for text in CLOZES
        ),
    ],
)
def test_each_filter_does_what_ankis_does(col: Collection, base: NoteType, template: str, text: str) -> None:
    """What is odd in Anki is odd in the same way here."""
    spec = _spec(base, template, template)
    fields = {"A": text, "B": "", "C": ""}
    for number in (0, 1) if base is NoteType.CLOZE else (0,):
        assert _ours(spec, fields, number) == _in_anki(col, spec, fields, number)


TYPED = [
    *(
        "clipping",
        "<div>gradient <b>clipping</b></div>",
        "a<br>b",
        "a\nb",
        "x &nbsp; y &lt;b&gt; \"q\" 'r'",
        "<img src=x>",
    ),
    *(
        "[sound:a.mp3]foo",
        "[anki:tts lang=ko_KR]가[/anki:tts] 나",
        "<br/>a<br /></div> b ",
        "a\u0301 가",
        " ",
        "",
        "&bogus; &",
    ),
    *(
        "{{c1::a b::h}} {{c2::c}} {{c1::d}}",
        "{{c1::a}} {{c1::a}}",
        "{{c1::a {{c2::<b>b</b>}} c}}",
        "{{c2::x}}",
        "{{c1::}}",
    ),
]


@pytest.mark.parametrize("text", [pytest.param(text, id=f"{text!r:.30}") for text in TYPED])
@pytest.mark.parametrize("box", ["{{type:A}}", "{{type:nc:A}}", "{{type:cloze:A}}"])
@pytest.mark.parametrize("back", ["{{FrontSide}}|{{A}}", "{{type:A}}{{type:B}}"])
def test_what_was_to_be_typed_is_shown_as_in_anki(col: Collection, box: str, back: str, text: str) -> None:
    """Where nothing was typed, Anki's comparison is the words of the field that the question asked for."""
    spec = _spec(
        NoteType.CLOZE if "cloze" in box else NoteType.BASIC,
        f"x{box}{{{{cloze:A}}}}" if "cloze" in box else f"x{box}",
        back,
    )
    fields = {"A": text, "B": "b", "C": ""}
    assert _ours(spec, fields, 0) == _in_anki(col, spec, fields, 0)


@pytest.mark.parametrize(
    "front",
    ["{{=<% %>=}}<%A%>{{C}}", "{{hint:}}{{A}}", "{{A", "{{text:A:}}", "hello", "{{type:A}}", "{{^B}}{{A}}{{/B}}"],
)
def test_odd_templates_are_read_as_in_anki(col: Collection, front: str) -> None:
    """The old signs, a filter without a field, a brace that is not closed: each is what Anki makes of it."""
    spec = _spec(NoteType.BASIC, front, "{{FrontSide}}{{tts x:}}")
    fields = {"A": "a", "B": "", "C": "c"}
    assert _ours(spec, fields, 0) == _in_anki(col, spec, fields, 0)


def test_what_anki_puts_in_is_that_of_the_card(col: Collection) -> None:
    """Tags in their order, the type, the deck and its last part, the template and the flag, in a section too."""
    tags = ("y::z", "가", "x", "_q", "Zoo", "b_c", "B")
    model = col.models.by_name("Our basic")
    before = model["tmpls"][0]["qfmt"]
    front = "{{A}}|{{Tags}}|{{Type}}|{{Deck}}|{{Subdeck}}|{{Card}}|{{CardFlag}}|{{#Subdeck}}{{text:Deck}}{{/Subdeck}}"
    model["tmpls"][0]["qfmt"] = front
    col.models.update_dict(model)
    note = col.new_note(model)
    note["A"], note.tags = "a", list(tags)
    col.add_note(note, col.decks.id("Root::AI::Deep learning"))
    shown = note.cards()[0].render_output().question_text
    spec = _spec(NoteType.BASIC, front, "")
    assert render(spec, "Card 1", {"A": "a"}, tags=tags, deck="Root::AI::Deep learning") == shown
    col.remove_notes([note.id])
    model["tmpls"][0]["qfmt"] = before
    col.models.update_dict(model)


@settings(max_examples=400, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.sampled_from(NoteType), BROKEN, BROKEN)
def test_what_anki_refuses_is_refused(col: Collection, base: NoteType, front: str, back: str) -> None:
    """Whatever template Anki does not let a user save, the check finds something in."""
    if _is_refused(col, base, front, back):
        spec = _spec(base, front, back)
        sides = tuple(
            Side("Card 1", name == "front", Part(f"{name}.html", text))
            for name, text in (("front", front), ("back", back))
        )
        assert any(fault.is_error for fault in find_faults(Draft(spec, sides, ())))


def _is_refused(col: Collection, base: NoteType, front: str, back: str) -> bool:
    model = col.models.by_name(f"Our {base.value}")
    model["tmpls"][0] |= {"qfmt": front, "afmt": back}
    try:
        col.models.update_dict(model)
    except CardTypeError:
        return True
    col.undo()
    col.models._clear_cache()
    return False


@pytest.mark.parametrize("voice", ["", "ko_KR"], ids=["silent", "read aloud"])
@pytest.mark.parametrize("note_type", NoteType)
def test_shipped_cards_are_rendered_as_in_anki(bench, basic, cloze, changed, note_type: NoteType, voice: str) -> None:
    """Every card of a note with all fields filled looks in our page as it does in Anki."""
    spec = load(note_type)
    dated = {NoteType.BASIC: basic, NoteType.CLOZE: cloze}[note_type]
    kept = {"Text", "Key", "Reverse", "Spare3"}
    filled = {field.name: f"<b>{field.name}</b> &amp; 漢字" for field in spec.fields if field.name not in kept}
    bench.give(changed(dated, **filled, Reverse="1" if note_type is NoteType.BASIC else "", Spare3=voice))
    for id_ in bench.col.find_cards(""):
        card = bench.col.get_card(id_)
        note = card.note()
        template = spec.templates[0 if spec.is_cloze else card.ord].name
        deck = bench.col.decks.name(card.did)
        # Before the client has made buttons of what is to be heard.
        out = bench.col._backend.render_existing_card(card_id=id_, browser=False, partial_render=False)
        question, answer = ("".join(node.text for node in nodes) for nodes in (out.question_nodes, out.answer_nodes))
        compared = _compared(bench.col, answer, question, dict(note.items()), card.ord)
        for side, shown in (("question", question), ("answer", compared)):
            html = render(spec, template, dict(note.items()), tags=note.tags, deck=deck, side=side, ord=card.ord)
            assert _plain(html) == _plain(shown)


def test_the_shipped_types_have_no_fault(tmp_path: Path) -> None:
    """Our own templates and styles pass our own check."""
    from notes2anki.notetypes.drafts import read_drafts, shelf_of

    drafts = read_drafts(shelf_of(tmp_path))
    assert [replace(draft.spec) for draft in drafts] == [load(note_type) for note_type in NoteType]
    assert [fault for draft in drafts for fault in find_faults(draft)] == []
