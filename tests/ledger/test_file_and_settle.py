"""What the ledger remembers, and what it makes of the notes of today."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from notes2anki.ledger import RETIRED_TAG, Entry, Ledger, Life, Settled, ledger_bytes, read_ledger, settle
from notes2anki.model import Card, InputError, Kind, Note, NoteType, State
from tests.support.cards import CARD

FIRST = 1_632_700_000  # September 2021
LATER = FIRST + 7 * 86_400
HEADER = '{"notes2anki": 3, "program": "1.0"}'
END = '{"end": true}'
LINE = (
    '{"key": "k", "guid": "g", "note_type": "basic", "slot": "s", "text": "양자화", "path": "day.md", "line": 3, '
    '"trail": ["학습"], "deck": "R::AI", "created": 5, "mod": 6, "state": "active", '
    '"fields": {"Question": "<b>Q</b>", "Key": "k"}, "tags": ["AI"], "media": [], "aliases": ["j"]}'
)

Pair = tuple[Note, Card]


def _pair(
    key: str, question: str = "Q", *, deck: str = "R::AI", tags: tuple[str, ...] = ("AI",), line: int = 3
) -> Pair:
    card = replace(
        CARD,
        guid=f"guid-{key}",
        key=key,
        path="day.md",
        first=line,
        last=line,
        source_text=f"text of {key}",
        slot="definition",
        context=("Heading",),
        tags=tags,
        deck=deck,
    )
    source = f'<a href="https://x.org">x.org</a><br><small>day.md:{line}</small>'
    fields = (("Question", question), ("Extra", ""), ("Source", source), ("Key", key))
    return Note(card.guid, key, NoteType.BASIC, fields, tags, deck, ("n2a-0.png",)), card


def _as_cloze(pair: Pair) -> Pair:
    note, card = pair
    return replace(note, note_type=NoteType.CLOZE, guid=f"{note.guid}-cloze"), replace(card, kind=Kind.CLOZE)


def _build(*pairs: Pair, ledger: Ledger | None = None, now: int = FIRST, is_whole: bool = True) -> Settled:
    return settle(pairs, ledger or Ledger(), now, is_whole=is_whole)


def _rebuild(old: Settled, *pairs: Pair, now: int = LATER, is_whole: bool = True) -> Settled:
    return _build(*pairs, ledger=old.ledger, now=now, is_whole=is_whole)


def _states(settled: Settled) -> dict[str, tuple[State, int]]:
    return {dated.note.key: (dated.state, dated.mod) for dated in settled.notes}


def _read(tmp_path: Path, content: str | bytes) -> Ledger:
    path = tmp_path / "ledger.jsonl"
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return read_ledger(path, "deck/ledger.jsonl")


def _faults(tmp_path: Path, content: str | bytes) -> list[tuple[int, str]]:
    with pytest.raises(InputError) as caught:
        _read(tmp_path, content)
    assert all(problem.path == "deck/ledger.jsonl" and problem.hint for problem in caught.value.problems)
    return [(problem.line, problem.message) for problem in caught.value.problems]


# --- settling ------------------------------------------------------------------------------------------------------


def test_a_new_note_is_created_now() -> None:
    """It keeps the guid that was computed for it."""
    settled = _build(_pair("a"))
    (dated,) = settled.notes
    assert (dated.note.guid, dated.created, dated.mod, dated.state) == ("guid-a", FIRST, FIRST, State.NEW)


@pytest.mark.parametrize(
    ("pair", "state", "mod"),
    [
        pytest.param(_pair("a"), State.UNCHANGED, FIRST, id="nothing"),
        pytest.param(_pair("a", line=99), State.UNCHANGED, FIRST, id="its line"),
        pytest.param(_pair("a", tags=("AI", "NLP")), State.EDITED, LATER, id="its tags"),
        pytest.param(_pair("a", "Q?"), State.EDITED, LATER, id="a field"),
        pytest.param(_pair("a", deck="R::CV"), State.MOVED, FIRST, id="its deck"),
        pytest.param(_pair("a", "Q?", deck="R::CV"), State.MOVED, LATER, id="a field and its deck"),
    ],
)
def test_only_changed_content_makes_a_note_newer(pair: Pair, state: State, mod: int) -> None:
    """The learner's edits in Anki survive unless there is something new to tell."""
    settled = _rebuild(_build(_pair("a")), pair)
    assert _states(settled) == {"a": (state, mod)}
    assert settled.notes[0].created == FIRST
    assert settled.ledger.entries[0].deck == pair[0].deck


def test_a_changed_picture_makes_a_note_newer() -> None:
    """Anki copies media only with a note that it adds or updates."""
    note, card = _pair("a")
    assert _states(_rebuild(_build((note, card)), (replace(note, media=()), card)))["a"] == (State.EDITED, LATER)


def test_the_order_of_tags_is_no_change() -> None:
    """Anki sorts the tags anyway."""
    old = _build(_pair("a", tags=("AI", "NLP")))
    assert _states(_rebuild(old, _pair("a", tags=("NLP", "AI"))))["a"] == (State.UNCHANGED, FIRST)


def test_an_unchanged_note_keeps_what_anki_has() -> None:
    """The ledger's fields are those of the last update, its place is that of today."""
    (entry,) = _rebuild(_build(_pair("a")), _pair("a", line=99)).ledger.entries
    assert dict(entry.fields)["Source"].endswith("day.md:3</small>")
    assert entry.line == 99


def test_the_ledgers_guid_wins() -> None:
    """Another namespace or another way of making guids doubles no card."""
    note, card = _pair("a")
    settled = _rebuild(_build((note, card)), (replace(note, guid="computed anew"), card))
    assert settled.notes[0].note.guid == "guid-a"


def test_a_time_never_goes_back() -> None:
    """A clock that stands still, or went back an hour, still makes a changed note newer."""
    settled = _rebuild(_build(_pair("a")), _pair("a", "Q?"), now=FIRST - 3600)
    assert _states(settled)["a"] == (State.EDITED, FIRST + 1)


def test_a_note_that_is_gone_is_retired_once() -> None:
    """It stays in the package, after the others, with a tag to find it by; its time rises only that once."""
    old = _rebuild(_build(_pair("a"), _pair("b")), _pair("b"))
    assert list(_states(old).items()) == [("b", (State.UNCHANGED, FIRST)), ("a", (State.RETIRED, LATER))]
    assert old.notes[1].note.tags == ("AI", RETIRED_TAG)
    assert old.notes[1].note.media == ()
    again = _rebuild(old, _pair("b"), now=LATER + 99)
    assert _states(again)["a"] == (State.GONE, LATER)
    assert again.ledger == old.ledger


def test_a_note_that_comes_back_is_the_old_one() -> None:
    """It has its guid again, loses the tag, and is newer, so that Anki removes the tag too."""
    gone = _rebuild(_build(_pair("a")))
    back = _rebuild(gone, _pair("a"), now=LATER + 99)
    (dated,) = back.notes
    assert (dated.note.guid, dated.note.tags, dated.created) == ("guid-a", ("AI",), FIRST)
    assert (dated.state, dated.mod) == (State.EDITED, LATER + 99)
    assert back.ledger.entries[0].state is Life.ACTIVE


def test_a_part_of_the_deck_retires_nothing() -> None:
    """The week's build neither packs nor forgets the other weeks' cards."""
    old = _build(_pair("a"), _pair("b"))
    week = _rebuild(old, _pair("b", "Q?"), _pair("c"), is_whole=False)
    assert [dated.note.key for dated in week.notes] == ["b", "c"]
    assert [entry.key for entry in week.ledger.entries] == ["a", "b", "c"]
    assert week.ledger.entries[0] == old.ledger.entries[0]


def test_another_note_type_is_another_note() -> None:
    """Anki cannot turn a basic note into a cloze: the old one is retired, the new one has its own guid."""
    settled = _rebuild(_build(_pair("a")), _as_cloze(_pair("a")))
    found = [(dated.note.guid, dated.note.note_type, dated.state) for dated in settled.notes]
    assert found == [("guid-a-cloze", NoteType.CLOZE, State.NEW), ("guid-a", NoteType.BASIC, State.RETIRED)]
    assert len(settled.ledger.entries) == 2


def test_a_guid_that_another_card_bears_is_not_given_twice() -> None:
    """After two cards were joined, the one whose guid the other bears gets a new one, the same each time."""
    (joined,) = _build(_pair("a")).ledger.entries
    ledger = Ledger((replace(joined, guid="guid-b"),))
    guids = [dated.note.guid for dated in _build(_pair("a"), _pair("b"), ledger=ledger).notes]
    assert guids[0] == "guid-b" != guids[1]
    assert guids == [dated.note.guid for dated in _build(_pair("a"), _pair("b"), ledger=ledger).notes]


def test_two_notes_of_one_key_are_refused() -> None:
    """Both places are named."""
    with pytest.raises(InputError) as caught:
        _build(_pair("a", line=3), _pair("a", line=8))
    (problem,) = caught.value.problems
    assert (problem.path, problem.line) == ("day.md", 8)
    assert problem.message == "this card and that of day.md:3 have one key, a"


@pytest.mark.parametrize(
    ("now", "message"),
    [
        pytest.param(0, "this machine's clock is wrong: it is before 2006", id="a clock that was never set"),
        pytest.param(
            FIRST - 2 * 86_400,
            "1 of the cards are dated more than a day after now: a clock is or was wrong",
            id="a ledger from the future",
        ),
    ],
)
def test_wild_clocks_are_refused(now: int, message: str) -> None:
    """A time in the future would keep all later updates from Anki."""
    old = _build(_pair("a"))
    with pytest.raises(InputError) as caught:
        _rebuild(old, _pair("a"), now=now)
    assert [problem.message for problem in caught.value.problems] == [message]


def test_the_order_of_the_notes_is_kept_and_the_ledger_is_sorted() -> None:
    """The package is in source order, the file in an order that git can merge."""
    settled = _build(_pair("b"), _pair("a"))
    assert [dated.note.key for dated in settled.notes] == ["b", "a"]
    assert [entry.key for entry in settled.ledger.entries] == ["a", "b"]


# --- the file ------------------------------------------------------------------------------------------------------


def test_the_file_is_one_readable_line_a_card(tmp_path: Path) -> None:
    """A header, then fixed keys in a fixed order, Hangul as it is."""
    ledger = _read(tmp_path, f"{HEADER}\n{LINE}\n{END}\n")
    assert ledger_bytes(ledger).decode() == f"{HEADER}\n{LINE}\n{END}\n"
    assert ledger.entries[0].text == "양자화"


def test_no_file_is_an_empty_ledger(tmp_path: Path) -> None:
    """The first build of a deck has nothing to remember."""
    assert read_ledger(tmp_path / "none.jsonl", "none.jsonl") == Ledger()


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(f"{HEADER}\r\n{LINE}\r\n{END}\r\n", id="Windows line ends"),
        pytest.param(f"\ufeff{HEADER}\n{LINE}\n{END}\n", id="a byte order mark"),
        pytest.param(f"{HEADER}\n\n{LINE}\n{END}", id="an empty line, and no line end at the end"),
    ],
)
def test_what_editors_do_to_the_file_is_no_fault(tmp_path: Path, content: str) -> None:
    """The content is whole."""
    assert [entry.key for entry in _read(tmp_path, content).entries] == ["k"]


def _with(**changes: object) -> str:
    return json.dumps(json.loads(LINE) | changes)


def _lacking(name: str) -> str:
    return json.dumps({key: value for key, value in json.loads(LINE).items() if key != name})


@pytest.mark.parametrize(
    ("line", "message"),
    [
        pytest.param(LINE[:90], "the line is cut off or broken: it is not JSON", id="cut off"),
        pytest.param("[" * 100_000, "the line is cut off or broken: it is not JSON", id="deeply nested"),
        pytest.param("[]", "the line is not a card: it is not a JSON object", id="a list"),
        pytest.param(_lacking("guid"), "guid is missing", id="no guid"),
        pytest.param(_with(guid=""), "guid is empty", id="an empty guid"),
        pytest.param(_with(text=None), "text is not a text", id="null for a text"),
        pytest.param(_with(mod="6"), "mod is not a whole number of at least 1", id="a text for a number"),
        pytest.param(_with(mod=True), "mod is not a whole number of at least 1", id="true for a number"),
        pytest.param(_with(line=-1), "line is not a whole number of at least 0", id="a negative line"),
        pytest.param(_with(tags="AI"), "tags is not a list of texts", id="a text for a list"),
        pytest.param(_with(tags=[1]), "tags is not a list of texts", id="a list of numbers"),
        pytest.param(_with(fields=[]), "fields is not an object of texts", id="a list of fields"),
        pytest.param(_with(state="gone"), "state is not active or kept or retired", id="an unknown state"),
        pytest.param(_with(note_type=[]), "note_type is not basic or cloze", id="a list for a note type"),
        pytest.param(_with(doubt=["guid"]), "doubt is not a guid and a reason", id="half a doubt"),
        pytest.param(_with(colour="red"), "colour is nothing that this version of the ledger knows", id="a new key"),
    ],
)
def test_a_broken_line_is_named(tmp_path: Path, line: str, message: str) -> None:
    """The ledger is never quietly begun anew."""
    assert _faults(tmp_path, f"{HEADER}\n{LINE}\n{line}\n{END}\n") == [(3, message)]


def test_all_broken_lines_are_named(tmp_path: Path) -> None:
    """One look at the messages is enough to mend the file."""
    assert [line for line, _ in _faults(tmp_path, f"{HEADER}\n[]\n{LINE}\n{LINE}\n- x\n{END}\n")] == [2, 4, 5]


@pytest.mark.parametrize(
    "second",
    [
        pytest.param(_with(guid="other"), id="one key"),
        pytest.param(_with(key="other"), id="one guid"),
    ],
)
def test_a_card_stands_once(tmp_path: Path, second: str) -> None:
    """Two lines of one card, or of one guid, would be two notes."""
    ((line, message),) = _faults(tmp_path, f"{HEADER}\n{LINE}\n{second}\n{END}\n")
    assert line == 3
    assert message.endswith("stands on line 2 as well")


@pytest.mark.parametrize(
    ("content", "message"),
    [
        pytest.param("", "the ledger is empty, or its first line is", id="an empty file"),
        pytest.param(f"{LINE}\n", 'the first line is not that of a ledger, which is {"notes2anki": 3}', id="no header"),
        pytest.param("# x\n", 'the first line is not that of a ledger, which is {"notes2anki": 3}', id="another file"),
        pytest.param(
            '{"notes2anki": 4}\n{}\n', "the ledger was written by another notes2anki (format 4)", id="a later format"
        ),
        pytest.param(
            f"<<<<<<< HEAD\n{HEADER}\n",
            "a merge conflict begins here: two machines wrote the ledger",
            id="a conflict at the top",
        ),
    ],
)
def test_a_file_that_is_no_ledger_is_refused(tmp_path: Path, content: str, message: str) -> None:
    """Nothing else is said of such a file."""
    assert _faults(tmp_path, content) == [(1, message)]


def _latin(folder: Path) -> Path:
    path = folder / "ledger.jsonl"
    path.write_bytes(f"{HEADER}\n".encode() + b"\xe9\n")
    return path


@pytest.mark.parametrize(
    ("make", "line", "message"),
    [
        pytest.param(_latin, 2, "the ledger is not UTF-8 here", id="another encoding"),
        pytest.param(lambda folder: folder, 0, "cannot be read: is a directory", id="a folder"),
    ],
)
def test_an_unreadable_file_is_a_problem(tmp_path: Path, make: Callable[[Path], Path], line: int, message: str) -> None:
    """It is not taken for an empty ledger."""
    with pytest.raises(InputError) as caught:
        read_ledger(make(tmp_path), "ledger.jsonl")
    assert [(problem.line, problem.message) for problem in caught.value.problems] == [(line, message)]


_WORDS = st.text(st.characters(exclude_categories=("Cs",)))
_NAMES = st.text(st.characters(exclude_categories=("Cs",)), min_size=1)
_ENTRIES = st.builds(
    Entry,
    key=_NAMES,
    guid=_NAMES,
    note_type=st.sampled_from(NoteType),
    slot=_WORDS,
    text=_WORDS,
    path=_WORDS,
    line=st.integers(0),
    trail=st.lists(_WORDS, max_size=2).map(tuple),
    deck=_NAMES,
    created=st.integers(1),
    mod=st.integers(1),
    state=st.sampled_from(Life),
    fields=st.dictionaries(_WORDS, _WORDS, max_size=3).map(lambda fields: tuple(fields.items())),
    tags=st.lists(_WORDS, max_size=2).map(tuple),
    media=st.lists(_WORDS, max_size=2).map(tuple),
    aliases=st.lists(_NAMES, max_size=2).map(tuple),
    said=st.lists(_WORDS, max_size=2).map(tuple),
    doubt=st.one_of(st.just(()), st.tuples(_NAMES, _WORDS)),
)


@given(st.lists(_ENTRIES, max_size=3, unique_by=(lambda entry: entry.key, lambda entry: entry.guid)))
def test_reading_back_gives_the_same_ledger(tmp_path_factory: pytest.TempPathFactory, entries: list[Entry]) -> None:
    """Whatever the texts hold, line separators of Unicode as well."""
    path = tmp_path_factory.mktemp("ledger") / "ledger.jsonl"
    built = Ledger().holding(entries)
    written = ledger_bytes(built)
    path.write_bytes(written)
    ledger = read_ledger(path, "ledger.jsonl")
    assert ledger == built
    assert ledger_bytes(ledger) == written


@given(st.lists(st.dictionaries(st.sampled_from("abcd"), st.sampled_from("pq")), max_size=5), st.booleans())
def test_guids_last_and_times_never_go_back(builds: list[dict[str, str]], is_whole: bool) -> None:  # noqa: FBT001 -- drawn
    """Over any builds, a key has one guid, a guid one note, and the time rises exactly when the note differs."""
    ledger = Ledger()
    last: dict[str, tuple[Note, int]] = {}
    for week, build in enumerate(builds):
        pairs = [_pair(key, question) for key, question in build.items()]
        settled = settle(pairs, ledger, FIRST + week, is_whole=is_whole)
        ledger = settled.ledger
        for dated in settled.notes:
            assert dated.note.guid == f"guid-{dated.note.key}"
            note = replace(dated.note, media=(), fields=tuple(pair for pair in dated.note.fields if pair[1]))
            old, mod = last.get(note.key, (note, dated.mod))
            assert (dated.mod > mod) is (old != note)
            last[note.key] = (note, dated.mod)
        assert len({dated.note.guid for dated in settled.notes}) == len(settled.notes)
