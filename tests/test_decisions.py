"""decisions.jsonl: what is written there, how it is read, and what two hands do to it at once."""

from __future__ import annotations

import json
import subprocess
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from notes2anki.build import build, load
from notes2anki.config import adhoc_settings, load_settings
from notes2anki.decisions import MAX_SIZE, Decision, RefusedError, read_decisions, swap, typed
from notes2anki.files import locked
from notes2anki.model import InputError, Kind, Selection, Settings, Status

NOW = 1_700_000_000
DROP = Decision("aaaaaaaaaaaa", Status.DROPPED, time=NOW)
KEEP = replace(DROP, status=Status.KEEP, time=NOW + 5)
WORDED = Decision("bbbbbbbbbbbb", None, "**왜**?", "- a\n- b\u2028c", "h", Kind.QA, time=NOW)
OWN = Decision("", None, "What?", "Noodles", path="notes/a.md", line=3, text="Noodles for lunch", time=NOW)
LINE_OF_DROP = '{"key": "aaaaaaaaaaaa", "verdict": "drop", "time": 1700000000}\n'


@pytest.fixture
def deck(tmp_path: Path) -> Settings:
    """Return the settings of a deck of two cards, and a line that gives none."""
    (tmp_path / "deck.yaml").write_text("name: Deck\n", encoding="utf-8")
    (tmp_path / "notes").mkdir()
    report = "## Peer session\n\n- Noodles for lunch, and rain all day\n- **AP**: an area under a curve\n"
    (tmp_path / "notes" / "a.md").write_text(f"{report}- **IoU**: the overlap of two boxes\n", encoding="utf-8")
    return load_settings(tmp_path)[0]


def text(deck: Settings) -> str | None:
    """Return what the file says; None where there is none."""
    return deck.decisions.read_text(encoding="utf-8") if deck.decisions.exists() else None


def write(deck: Settings, words: str) -> None:
    """Write the file by hand."""
    deck.decisions.write_text(words, encoding="utf-8")


# --- where and how it is written -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("overrides", "decisions"),
    [
        ("overrides.yaml", "decisions.jsonl"),
        ("out/week.overrides.yaml", "out/week.decisions.jsonl"),
        ("mine.yaml", "mine.decisions.jsonl"),
    ],
)
def test_it_lies_beside_the_users_file_and_is_called_after_it(tmp_path: Path, overrides: str, decisions: str) -> None:
    """So that two decks of one folder have two."""
    bare = adhoc_settings(("*.md",), root=tmp_path)
    assert replace(bare, overrides=tmp_path / overrides).decisions == tmp_path / decisions
    assert replace(bare, overrides=None).decisions == tmp_path / "decisions.jsonl"


def test_a_decision_is_a_line_that_reads_the_same(deck: Settings) -> None:
    """Sorted by the card, in the letters of the user; an empty one takes its line away, the last one the file."""
    nothing = [replace(one, status=None, question="", answer="", hint="", kind=None) for one in (WORDED, DROP)]
    for old, new in ((nothing[0], WORDED), (nothing[1], DROP), (Decision(), OWN)):
        swap(deck, old, new)
    assert read_decisions(deck) == (OWN, DROP, WORDED)
    assert [(one.where, one.time) for one in read_decisions(deck)] == [
        (f"decisions.jsonl:{line}", NOW) for line in (1, 2, 3)
    ]
    assert (text(deck) or "").splitlines(keepends=True)[1] == LINE_OF_DROP
    assert "왜" in (text(deck) or "")
    swap(deck, WORDED, nothing[0])
    swap(deck, OWN, Decision())
    assert text(deck) == LINE_OF_DROP
    swap(deck, DROP, nothing[1])
    assert text(deck) is None
    assert read_decisions(deck) == ()


@settings(max_examples=100, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(words=st.text())
def test_whatever_is_typed_can_be_written_and_read(deck: Settings, words: str) -> None:
    """Less what no file can hold; typed twice is typed once."""
    said = typed(words)
    assert typed(said) == said
    deck.decisions.unlink(missing_ok=True)
    swap(deck, Decision("a"), Decision("a", Status.KEEP, answer=said))
    assert read_decisions(deck) == (Decision("a", Status.KEEP, answer=said),)


# --- how it is read ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("order", [(KEEP, DROP), (DROP, KEEP)], ids=["the later first", "the later last"])
def test_of_two_lines_for_a_card_the_later_counts(deck: Settings, order: tuple[Decision, ...]) -> None:
    """As git's union of two machines' files leaves them; the next decision writes one of them."""
    lines = [
        json.dumps({"key": one.key, "verdict": "keep" if one is KEEP else "drop", "time": one.time}) for one in order
    ]
    write(deck, "\r\n".join(["\ufeff", *lines, ""]).replace("\ufeff\r\n", "\ufeff"))
    assert read_decisions(deck) == (KEEP,)
    swap(deck, KEEP, DROP)
    assert text(deck) == LINE_OF_DROP


FAULTS = [
    pytest.param('{"key": "a"', "is cut off or broken: it is not JSON", id="cut off"),
    pytest.param("[" * 100_000, "is cut off or broken: it is not JSON", id="too deep"),
    pytest.param('"a"', "is no decision: it is not a JSON object", id="a string"),
    pytest.param('{"key": "a", "verdict": "dorp"}', "verdict: expected keep, drop, found `dorp`", id="no verdict"),
    pytest.param('{"key": "a", "kind": "trem"}', "kind: expected qa, term, contrast, cause, list, cloze", id="no kind"),
    pytest.param('{"key": "a", "anwser": "b"}', "unknown key `anwser`", id="an unknown key"),
    pytest.param('{"key": "a", "answer": 3}', "answer: expected a string", id="a number"),
    pytest.param('{"key": "a", "verdict": "keep", "time": true}', "time: expected a whole number", id="a truth value"),
    pytest.param('{"key": "a", "answer": "\\ud800"}', "answer: holds a character that no text may", id="half a letter"),
    pytest.param('{"key": "a", "answer": "\\u0000"}', "answer: holds a character that no text may", id="a zero"),
    pytest.param('{"verdict": "keep"}', "names no card", id="of no card"),
    pytest.param('{"path": "a.md", "line": 0, "question": "b", "answer": "c"}', "names no card", id="line 0"),
    pytest.param('{"path": "a.md", "line": 1, "question": "b"}', "names no card", id="without an answer"),
    pytest.param('{"key": "a", "path": "a.md", "verdict": "keep"}', "names no card", id="of two cards"),
    pytest.param('{"key": "a", "time": 3}', "decides nothing", id="nothing"),
    pytest.param("<<<<<<< HEAD", "is of a merge conflict", id="a conflict"),
]


@pytest.mark.parametrize(("line", "message"), FAULTS)
def test_each_fault_is_named_at_its_line(deck: Settings, line: str, message: str) -> None:
    """The deck is not built, and nothing is written over the file."""
    write(deck, f"{LINE_OF_DROP}\n{line}\n{line}\n")
    with pytest.raises(InputError) as caught:
        swap(deck, DROP, KEEP)
    assert [(one.path, one.line) for one in caught.value.problems] == [("decisions.jsonl", 3), ("decisions.jsonl", 4)]
    assert all(one.message.startswith(message) and one.hint for one in caught.value.problems)
    outcome = build(deck, Selection(), now=NOW)
    assert (outcome.deck, outcome.loaded.errors) == (None, caught.value.problems)
    assert text(deck) == f"{LINE_OF_DROP}\n{line}\n{line}\n"


def test_another_encoding_is_named_at_its_line(deck: Settings) -> None:
    """As everywhere."""
    deck.decisions.write_bytes(f'{LINE_OF_DROP}{{"key": "é"}}'.encode("latin-1"))
    with pytest.raises(InputError) as caught:
        read_decisions(deck)
    assert [(one.line, one.message) for one in caught.value.problems] == [(2, "is not UTF-8")]


def test_both_files_make_cards_of_lines(deck: Settings) -> None:
    """Of one line as well: each has an identity of its own."""
    (deck.root / "overrides.yaml").write_text(
        "cards:\n  - {path: notes/a.md, line: 3, question: 'Lunch?', answer: Noodles}\n", encoding="utf-8"
    )
    swap(deck, Decision(), replace(OWN, text="Noodles for lunch, and rain all day"))
    mine = [card for card in load(deck, Selection()).cards if card.rule == "overrides"]
    assert [(card.question.plain, card.first, card.status) for card in mine] == [
        ("Lunch?", 3, Status.KEEP),
        ("What?", 3, Status.KEEP),
    ]
    assert len({card.guid for card in mine}) == 2


def test_a_card_of_ones_own_that_lost_its_place_is_told(deck: Settings) -> None:
    """At the line of the file that it is written in."""
    swap(deck, Decision(), OWN)
    swap(deck, Decision(), replace(OWN, path="notes/b.md"))
    told = [(one.path, one.line, one.message, one.is_error) for one in load(deck, Selection()).problems]
    assert told == [
        ("decisions.jsonl", 1, "notes/a.md:3: the line says something else now", False),
        ("decisions.jsonl", 2, "notes/b.md:3: there is no such report", False),
    ]


def test_what_was_made_of_a_line_is_not_remembered_beyond_it(deck: Settings) -> None:
    """What the cache holds of a report is that of other decisions than today's."""
    cached = replace(deck, cache=deck.root / ".notes2anki-cache")
    swap(deck, Decision(), OWN)
    assert [card.question.plain for card in load(cached, Selection()).cards if card.rule == "overrides"] == ["What?"]
    swap(deck, OWN, Decision())
    assert not [card for card in load(cached, Selection()).cards if card.rule == "overrides"]


# --- two hands -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("old", "new", "now"),
    [
        pytest.param(KEEP, replace(KEEP, hint="a"), DROP, id="it says something else"),
        pytest.param(replace(KEEP, status=None), KEEP, DROP, id="it says something"),
        pytest.param(replace(DROP, key="cccccccccccc"), KEEP, None, id="an older key says the same"),
        pytest.param(replace(KEEP, key="cccccccccccc"), replace(KEEP, key="cccccccccccc"), Decision(), id="it is gone"),
    ],
)
def test_a_line_is_replaced_only_by_who_knows_it(
    deck: Settings, old: Decision, new: Decision, now: Decision | None
) -> None:
    """What another hand wrote meanwhile is told, and stays."""
    write(deck, LINE_OF_DROP)
    if now is None:
        swap(deck, old, new)
        assert read_decisions(deck) == (new,)
        return
    with pytest.raises(RefusedError, match="says something else") as caught:
        swap(deck, old, new)
    assert caught.value.now == now
    assert text(deck) == LINE_OF_DROP


def test_one_writes_at_a_time(deck: Settings) -> None:
    """Another program that holds the lock is not waited for."""
    with locked(deck.decisions, "decisions.jsonl"), pytest.raises(InputError, match="another notes2anki"):
        swap(deck, Decision(KEEP.key), KEEP)
    assert text(deck) is None


def test_what_would_be_too_long_to_be_read_again_is_not_written(deck: Settings) -> None:
    """The file stays as it is."""
    with pytest.raises(RefusedError, match="too long"):
        swap(deck, Decision("a"), Decision("a", answer="b" * MAX_SIZE))
    assert text(deck) is None


def test_no_link_leads_out_of_the_deck(deck: Settings, tmp_path_factory: pytest.TempPathFactory) -> None:
    """Neither to be read nor to be written."""
    elsewhere = tmp_path_factory.mktemp("elsewhere") / "decisions.jsonl"
    elsewhere.write_text(LINE_OF_DROP, encoding="utf-8")
    deck.decisions.symlink_to(elsewhere)
    with pytest.raises(InputError, match="leads out"):
        swap(deck, DROP, KEEP)
    assert elsewhere.read_text(encoding="utf-8") == LINE_OF_DROP


def test_git_merges_what_two_machines_decided(deck: Settings) -> None:
    """With the attribute that `init` writes: other cards stand side by side, of one card the later line counts."""
    git = ["git", "-c", "user.name=a", "-c", "user.email=a@example.org", "-C", str(deck.root)]

    def run(*words: str) -> None:
        subprocess.run([*git, *words], check=True, capture_output=True)

    def decide(branch: str, *decisions: tuple[Decision, Decision]) -> None:
        run("checkout", "-q", "-b", branch, "base")
        for old, new in decisions:
            swap(deck, old, new)
        run("commit", "-qam", branch)

    (deck.root / ".gitattributes").write_text("decisions.jsonl merge=union\n", encoding="utf-8")
    run("init", "-q", "-b", "base")
    swap(deck, Decision(DROP.key), DROP)
    run("add", ".")
    run("commit", "-qm", "base")
    decide("here", (DROP, KEEP), (Decision(), OWN))
    decide("there", (DROP, replace(DROP, hint="b", time=NOW + 1)), (Decision(WORDED.key), WORDED))
    run("merge", "-q", "here", "-m", "both")
    assert (text(deck) or "").count("\n") == 4
    assert read_decisions(deck) == (OWN, KEEP, WORDED)
