"""Marked text: pieces keep their marks, and no operation loses or invents a character."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from notes2anki.text import MASK, OPAQUE, Mark, Run, Text, as_subject, fill, join, plain_text, sentence_ends

BOLD = frozenset({Mark.STRONG})
CODE = frozenset({Mark.CODE})
LINK = frozenset({Mark.LINK})
IMAGE = frozenset({Mark.IMAGE})
LINE = Text((Run("  "), Run("recall", BOLD), Run(" = "), Run("tp / p", CODE), Run(" ")))

runs = st.builds(
    Run,
    st.text(alphabet="ab 가\n\u3000", max_size=6),
    st.frozensets(st.sampled_from(Mark), max_size=2),
    st.sampled_from(["", "a.png", "https://x.org"]),
)
texts = st.lists(runs, max_size=6).map(lambda found: Text(tuple(found)))
offsets = st.one_of(st.none(), st.integers(-30, 30))


# --- slicing -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("start", "end", "expected"),
    [
        pytest.param(0, 0, (), id="nothing"),
        pytest.param(0, 2, (), id="space alone"),
        pytest.param(99, None, (), id="from behind the end"),
        pytest.param(0, 8, (Run("recall", BOLD),), id="space goes, the mark stays"),
        pytest.param(4, 9, (Run("call", BOLD),), id="from within a run"),
        pytest.param(6, 13, (Run("ll", BOLD), Run(" = "), Run("tp", CODE)), id="across runs"),
        pytest.param(-2, None, (Run("p", CODE),), id="counted from the end"),
    ],
)
def test_a_cut_keeps_the_marks_and_drops_the_space(start: int, end: int | None, expected: tuple[Run, ...]) -> None:
    """A piece has the marks that its characters had, and no space at its sides."""
    assert LINE.cut(start, end) == Text(expected)


def test_an_image_without_words_is_cut_where_it_stands() -> None:
    """A picture has no length, so it goes with the piece that touches it, even within the space that is dropped."""
    picture = Run("", IMAGE, "a.png")
    text = Text((Run("one "), picture, Run(" two")))
    assert text.cut(0, 4).images == (picture,)
    assert text.cut(4).images == (picture,)
    assert text.cut(5).images == ()


@given(texts, offsets, offsets)
def test_a_cut_is_a_slice_without_space_around(text: Text, start: int | None, end: int | None) -> None:
    """Offsets mean what they mean to a Python slice; only beside an address, which has no length, space may stay."""
    piece = text.cut(start or 0, end).plain
    assert piece.strip() == text.plain[start or 0 : end].strip()
    has_address = any(Mark.LINK in run.marks and run.target and not run.text for run in text.runs)
    assert has_address or piece == piece.strip()


@given(texts, offsets, offsets)
def test_a_cut_loses_no_mark(text: Text, start: int | None, end: int | None) -> None:
    """Each character of a piece has a mark and a target that a character like it has in the whole."""
    whole = {(char, run.marks, run.target) for run in text.runs for char in run.text}
    assert {(char, run.marks, run.target) for run in text.cut(start or 0, end).runs for char in run.text} <= whole


# --- what is not prose ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("run", "is_masked"),
    [
        pytest.param(Run("plain"), False, id="plain words"),
        pytest.param(Run("bold", BOLD), False, id="bold words"),
        pytest.param(Run("the paper", LINK, "https://x.org"), False, id="the words of a link"),
        pytest.param(Run("https://x.org"), False, id="an address that is no link"),
        pytest.param(Run("https://x.org", LINK, "https://x.org"), True, id="a link's bare address"),
        *(pytest.param(Run("a → b", frozenset({mark, Mark.STRONG})), True, id=mark) for mark in sorted(OPAQUE)),
    ],
)
def test_what_is_not_prose_is_masked(run: Run, *, is_masked: bool) -> None:
    """Code, math, pictures and bare addresses hold no cue, whatever else marks them."""
    assert Text((run,)).masked == (MASK * len(run.text) if is_masked else run.text)


@given(texts)
def test_masked_text_has_the_same_offsets(text: Text) -> None:
    """What is masked has the length it had; all else is as it was."""
    assert len(text.masked) == len(text.plain)
    assert all(new in (MASK, old) for new, old in zip(text.masked, text.plain, strict=True))


def test_spans_join_what_is_adjacent() -> None:
    """Two bold runs side by side are one span; what lies between two others is in neither."""
    both = BOLD | CODE
    text = Text((Run("a", BOLD), Run("b", both), Run(" "), Run("c", BOLD)))
    assert text.spans(Mark.STRONG) == ((0, 2), (3, 4))
    assert text.spans(Mark.CODE) == ((1, 2),)
    assert text.spans(Mark.MATH) == ()


@given(texts, st.sampled_from(Mark))
def test_spans_hold_just_the_marked_characters(text: Text, mark: Mark) -> None:
    """The spans, put together, are the runs that bear the mark."""
    marked = "".join(run.text for run in text.runs if mark in run.marks)
    assert "".join(text.plain[start:end] for start, end in text.spans(mark)) == marked


# --- links and images ----------------------------------------------------------------------------------------------


def test_links_are_listed_once_in_their_order() -> None:
    """A link that the emphasis in it cuts in two is one link."""
    here, there = Run("x", LINK, "https://a.org"), Run("y", LINK | BOLD, "https://b.org")
    assert Text((there, Run(" "), here, there, Run("z", LINK))).links == ("https://b.org", "https://a.org")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(Text(), False, id="no run"),
        pytest.param(Text((Run(""), Run(" \t"))), False, id="space alone"),
        pytest.param(plain_text("a"), True, id="a word"),
        pytest.param(Text((Run("", IMAGE, "a.png"),)), True, id="a picture without words"),
    ],
)
def test_a_text_is_true_if_it_shows_something(text: Text, *, expected: bool) -> None:
    """Words and pictures show; space does not."""
    assert bool(text) is expected


def test_marks_and_marked_characters_can_go() -> None:
    """`without` takes the mark off the characters, `dropping` takes the characters away."""
    assert LINE.without(Mark.STRONG, Mark.CODE) == plain_text(LINE.plain)
    assert LINE.dropping(Mark.CODE) == Text((Run("recall", BOLD), Run(" =")))


# --- joining -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("pieces", "expected"),
    [
        pytest.param((), (), id="nothing"),
        pytest.param((plain_text("a"),), (Run("a"),), id="one piece needs no separator"),
        pytest.param((plain_text("a"), plain_text("b")), (Run("a, b"),), id="like runs become one"),
        pytest.param((Text((Run("a", BOLD),)), plain_text("b")), (Run("a", BOLD), Run(", b")), id="marks stay"),
        pytest.param((Text(), Text()), (Run(", "),), id="empty pieces"),
    ],
)
def test_pieces_are_joined(pieces: tuple[Text, ...], expected: tuple[Run, ...]) -> None:
    """The separator, which bears no mark, stands between the pieces and nowhere else."""
    assert join(pieces, ", ") == Text(expected)


def test_two_pictures_stay_two() -> None:
    """Pictures side by side are not joined, not even copies of one."""
    picture = Run("x", IMAGE, "a.png")
    assert (Text((picture,)) + Text((picture,))).images == (picture, picture)


@given(st.lists(texts, max_size=4), st.text(max_size=2))
def test_joining_is_joining_the_words(pieces: list[Text], separator: str) -> None:
    """The words of the whole are the words of the pieces, joined."""
    assert join(pieces, separator).plain == separator.join(piece.plain for piece in pieces)


@pytest.mark.parametrize(
    ("template", "expected"),
    [
        pytest.param("", (), id="nothing"),
        pytest.param("{} { a } {{", (Run("{} { a } {{"),), id="braces that are no hole"),
        pytest.param("{a}", (Run("x", BOLD),), id="a hole alone"),
        pytest.param("{a} vs {b}?", (Run("x", BOLD), Run(" vs {a}?")), id="a piece is not filled again"),
    ],
)
def test_a_template_is_filled_with_marked_pieces(template: str, expected: tuple[Run, ...]) -> None:
    """Marks of a piece stay, and braces in a piece are no holes."""
    assert fill(template, a=Text((Run("x", BOLD),)), b=plain_text("{a}")) == Text(expected)


@pytest.mark.parametrize(
    ("template", "shown"),
    [
        pytest.param("{a} — {b}?", "[x —] y?", id="a dash"),
        pytest.param("{a} → what follows?", "[x →] what follows?", id="an arrow"),
        pytest.param("{a}: which {b}?", "[x:] which y?", id="a colon"),
        pytest.param("{a}—", "x—", id="nothing is asked"),
        pytest.param("what is {a} — {b}?", "what is x — y?", id="not at the beginning"),
        pytest.param("{none} — {b}?", "y?", id="no subject, no dash"),
        pytest.param("{parted} — {b}?", "[x —] y?", id="a subject that is one already"),
    ],
)
def test_what_a_template_puts_before_a_dash_is_the_subject(template: str, shown: str) -> None:
    """It is marked together with the dash, so that a card can set it on a line of its own."""
    words = plain_text("x")
    text = fill(template, a=words, b=plain_text("y"), none=Text(), parted=as_subject(words))
    ((first, last),) = text.spans(Mark.SUBJECT) or ((0, 0),)
    plain = text.plain
    assert (f"[{plain[:last]}]{plain[last:]}" if last else plain) == shown
    assert first == 0


@pytest.mark.parametrize(
    "words",
    [
        pytest.param("Use a queue, e.g. a ring buffer. | It is fast.", id="e.g."),
        pytest.param("See Fig. 3 and Eq. (2) of Dr. Who et al. (2020). | It is so.", id="figures and persons"),
        pytest.param("Man nutzt sie z.B. oft, bzw. ca. 3.5 mal. | Gut.", id="German"),
        pytest.param("It holds (see there. All of it. Yes) and ends. | Next (a whole one.) | Last.", id="brackets"),
        pytest.param("하나다. | 둘이다! | 셋인가?", id="Korean"),
        pytest.param("一つ（例。二つ）。|三つ。", id="Japanese"),
    ],
)
def test_a_text_divides_into_sentences(words: str) -> None:
    """Only at their ends: no abbreviation, no decimal and nothing in brackets is one."""
    plain = words.replace("|", "").replace("  ", " ")
    ends = [0, *sentence_ends(plain), len(plain)]
    assert [plain[first:last].strip() for first, last in pairwise(ends)] == [part.strip() for part in words.split("|")]


def test_a_hole_without_a_piece_is_an_error() -> None:
    """A misspelt template is found by the first test that uses it."""
    with pytest.raises(KeyError, match="term"):
        fill("{term}?", name=plain_text("x"))


def test_plain_text_of_nothing_has_no_run() -> None:
    """An empty text is the same however it came about."""
    assert plain_text("") == Text() == Text((Run(" "),)).cut()


def test_the_space_before_an_address_stays() -> None:
    """A link without text shows its address, so that what stands before it keeps its space."""
    text = Text((Run("and "), Run("", frozenset({Mark.LINK}), "https://a.org"), Run(" ")))
    assert text.cut().shown == "and a.org"
    assert text.cut(0, 3).shown == "and"


def test_the_space_behind_an_address_stays() -> None:
    """What stands behind a link without text is apart from it, too."""
    text = Text((Run(" "), Run("", frozenset({Mark.LINK}), "https://a.org"), Run(" and "), Run("b")))
    assert text.cut().shown == "a.org and b"
    assert text.cut(2).shown == "and b"
