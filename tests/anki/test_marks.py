"""What a note says is never a command to Anki: in any field of any card, Anki itself finds only what we put there."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import permutations
from pathlib import Path

import pytest
from anki.collection import Collection
from anki.notes_pb2 import Note as NoteMessage
from hypothesis import given, settings
from hypothesis import strategies as st

from notes2anki.build import read_page
from notes2anki.fields import make_note
from notes2anki.model import Bullets, Card, Code, Face, Kind, Media, Prose, Settings
from notes2anki.text import Mark, Run, Text
from tests.support.cards import CARD

NAME = "n2a-1.mp3"
FILES = {(CARD.path, "x.mp3"): Media(NAME, "x.mp3")}
RECORDING = Prose(Text((Run("", frozenset({Mark.IMAGE}), "x.mp3"),)))
SHOWN = "{{cloze:Text}}{{cloze-only:Text}}{{Back Extra}}"

# fmt: off
PIECES = (
    "latex]", "/latex]", "LaTeX]", "latex", "/latex", "sound:x.mp3]", "sound:", "anki:tts lang=en_US] a ", "/anki:tts]",
    "anki:play:q:0]", "anki:", "$]", "/$]", "$$]", "/$$]", "$", "[", "[[", "]", "[type:Answer]]", "[la", "tex]", "[so",
    "und:x]", "\\", "\\[", "\\]", "\\(", "\\)", "{{c1::", "{{c2::", "}}", "::", "{{", "c3::", "{", "}", "\x02", "\x02[",
    "image-occlusion:rect:left=.1", "<b>", "&#91;", "{{Answer}}", "<%", "a", " ", "\n", "/", "type:", ":",
)
MARKS = ("", Mark.MATH, f"{Mark.MATH} {Mark.DISPLAY}", Mark.CODE, Mark.EM, Mark.GAP, Mark.IMAGE, Mark.LINK)
# fmt: on
WORDS = st.lists(st.sampled_from(PIECES), min_size=1, max_size=5).map("".join)


def _run(words: str, marks: str) -> Run:
    return Run("" if marks == Mark.LINK else words, frozenset(map(Mark, marks.split())), f"https://x.org/{words}")


TEXTS = st.lists(st.builds(_run, WORDS, st.sampled_from(MARKS)), max_size=4).map(lambda runs: Text(tuple(runs)))
BLOCKS = st.lists(
    st.one_of(
        TEXTS.map(Prose),
        st.lists(TEXTS, min_size=1, max_size=3).map(lambda members: Bullets(tuple(members))),
        st.builds(Code, WORDS, WORDS),
    ),
    max_size=2,
).map(tuple)
CARDS = st.builds(
    lambda kind, question, blocks, hint, words, language: replace(
        CARD,
        kind=kind,
        question=question,
        answer=(*blocks, RECORDING),
        extra=(RECORDING, *blocks),
        hint=hint,
        context=(words, question.told),
        sources=(f"https://x.org/{words}", f"{words}:3", f"{words}.md"),
        key=words,
        language=language,
    ),
    st.sampled_from([Kind.QA, Kind.CLOZE]),
    TEXTS,
    BLOCKS,
    TEXTS,
    WORDS,
    st.sampled_from(["", "en"]),
)
GAP = re.compile(r"\{\{c([\d,]+)::")


@pytest.fixture(scope="module")
def collection(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Collection]:
    """Open an empty collection of the real Anki."""
    opened = Collection(str(tmp_path_factory.mktemp("marks") / "collection.anki2"))
    yield opened
    opened.close()


def _found(collection: Collection, html: str) -> list[str]:
    """Return what Anki takes out of a field, or out of some next to each other, beside the recording."""
    latex = collection._backend.extract_latex(text=html, svg=False, expand_clozes=True).latex
    heard = collection._backend.extract_av_tags(text=html, question_side=True).av_tags
    others = (str(tag) for tag in heard if tag.sound_or_video != NAME)
    return [*map(str, latex), *others, *re.findall(r"\[\[type:.+?\]\]|\[/?anki:.*?\]", html)]


def _numbers(collection: Collection, html: str) -> set[int]:
    return set(collection._backend.cloze_numbers_in_note(NoteMessage(fields=[html])))


@settings(max_examples=400)
@given(CARDS)
def test_anki_finds_only_our_own_marks(collection: Collection, card: Card) -> None:
    """No LaTeX, sound, speech or box to type in is in a field, or in two next to each other; gaps are in Text alone."""
    fields = make_note(card, FILES, Face(source_link="x:{path}#{line}"), is_reversed=True).fields
    for name, html in fields:
        assert _found(collection, html) == [], (name, html)
        if name != "Text":
            assert not _numbers(collection, html), (name, html)
    for (_, left), (_, right) in permutations(fields, 2):
        assert _found(collection, left + right) == [], (left, right)
    words = (run.text for run in card.question.runs if not run.marks & {Mark.CODE, Mark.GAP, Mark.IMAGE})
    written = {int(number) for run in words for found in GAP.findall(run) for number in found.split(",")}
    assert _numbers(collection, dict(fields).get("Text", "")) <= written


@settings(max_examples=400)
@given(TEXTS, TEXTS, TEXTS)
def test_no_gap_shows_a_mark(collection: Collection, before: Text, inner: Text, hint: Text) -> None:
    """Neither the words that Anki joins when it takes a gap away, nor the hint, which it puts into brackets."""
    runs = (*before.runs, Run("{{c1::"), *inner.runs, Run("::"), *hint.runs, Run("}}"), *inner.runs)
    field = dict(make_note(replace(CARD, kind=Kind.CLOZE, question=Text(runs)), {}).fields)["Text"]
    note = collection.new_note(collection.models.by_name("Cloze"))
    note.fields[0] = field
    template = note.note_type()["tmpls"][0] | {"qfmt": SHOWN, "afmt": "{{cloze:Text}}"}
    for number in collection._backend.cloze_numbers_in_note(note._to_backend_note()):
        shown = note.ephemeral_card(number - 1, custom_template=template).render_output()
        for side in (shown.question_text, shown.answer_text):
            assert "class=latex" not in side, field
            assert "LaTeX image" not in side, field
            assert not re.search(r"\[\[type:.+?\]\]|\[/?anki:.*?\]", side), field
            assert side.count("<code") == side.count("</code>"), field  # no formula swallows one
        assert not shown.question_av_tags, field
        assert not shown.answer_av_tags, field


DECK = Settings(Path("/deck"), "Root", ("notes",), Path("/deck/a.apkg"), Path("/deck/ledger.jsonl"), threshold=0.0)


@pytest.mark.parametrize(
    "source",
    [
        pytest.param(r"term :: $$latex]\input{/etc/passwd}$$ and $$/latex]$$", id="LaTeX out of formulas"),
        pytest.param("term :: $$anki:tts lang=en_US] hello [/anki:tts]$$", id="speech"),
        pytest.param("term :: $$sound:x.mp3]$$ and $$anki:play:q:0]$$", id="a sound, and its button"),
        pytest.param("term :: $$$]x$$ and $$/$]$$ or $$$$]x$$", id="LaTeX's short marks"),
        pytest.param("**term?**\n\n```math\nlatex]x\n```\n\n```math\n/latex]\n```", id="a fence of math"),
        pytest.param("term :: `[[type:Answer]]` and $$[type:Answer]]$$", id="a box to type in"),
        pytest.param("{{c1::term::sound:x.mp3}} is a thing", id="a hint"),
        pytest.param("{{c1::term::latex}} is x {{c1::and::/latex}}", id="two hints"),
        pytest.param("# sound\n\n- [ :: sound:x.mp3] and [", id="a bracket at the end"),
        pytest.param("{{c1::a}} <https://x.org/{{c2::b}}>", id="an address with a gap"),
        pytest.param(
            "---\ntags: ['[sound:x.mp3]', '[[type:Answer]]', '[$]x', '<script>alert`1`']\n---\na :: b", id="tags"
        ),
    ],
)
def test_nothing_in_a_note_is_a_command_to_anki(collection: Collection, source: str) -> None:
    """The marks as notes would smuggle them in, through the whole program; tags are shown on cards as they are."""
    cards = read_page(source, "notes/day.md", DECK).cards
    assert cards
    for card in cards:
        fields = make_note(card, {}).fields
        assert [_found(collection, html) for _, html in fields] == [[]] * len(fields)
        numbers = _numbers(collection, "".join(html for _, html in fields))
        assert numbers == ({1} if card.kind is Kind.CLOZE else set())
        for words in (" ".join(card.tags), card.deck):
            assert "<script" not in words
            assert _found(collection, words) == []
