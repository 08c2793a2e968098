"""`notes2anki ledger …` and what `build` says of cards that were edited, moved, or are gone."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.support.program import Finished, Run, Write

REPORT = """---
date: 2022-03-14
tags: [AI]
---
- **Bagging**: training models apart on samples of the data and averaging what they predict
- **Boosting**: training models in turn, each on what the one before got wrong
- **Pruning**: removing the weights or channels that matter least
"""


@pytest.fixture
def edit(home: Path, run: Run, write: Write) -> Callable[..., Finished]:
    """Return what changes a piece of the report and builds; the first build is done."""
    write({"deck.yaml": "name: Daily\n", "notes/a.md": REPORT})
    assert run("build").code == 0

    def edit_(old: str, new: str) -> Finished:
        path = home / "notes" / "a.md"
        text = path.read_text(encoding="utf-8")
        assert text.count(old) == 1
        path.write_text(text.replace(old, new), encoding="utf-8")
        return run("build")

    return edit_


def _key(run: Run, word: str) -> str:
    """Return the key of the card of which the ledger's line holds this word."""
    return next(line.split()[0] for line in run("ledger", "show").out.splitlines() if word in line)


def test_the_first_build_says_that_it_is_one(run: Run, write: Write) -> None:
    """So that a ledger that was lost with its package does not go unnoticed."""
    write({"deck.yaml": "name: Daily\n", "notes/a.md": REPORT})
    assert "no ledger yet, so this is the first build: 3 new" in run("build").out
    assert "since the last build: 3 unchanged" in run("build").out


def test_a_build_names_what_it_knew_again(edit: Callable[..., Finished], run: Run) -> None:
    """By its question, with the reason and its key."""
    finished = edit("matter least", "matter the least")
    known = rf"known again, .*:\n    What is Pruning\?  \(edited 0\.9\d?, key {_key(run, 'Pruning')}\)\n"
    assert re.search(known, finished.out)


def test_a_doubtful_pair_is_joined_by_the_command_of_the_notice(edit: Callable[..., Finished], run: Run) -> None:
    """It can be pasted as it stands."""
    old = _key(run, "Pruning")
    finished = edit("**Pruning**", "**Thinning**")
    assert "1 new, 2 unchanged, 1 retired" in finished.out
    assert "tag:n2a::retired" in finished.out
    command = re.search(r"notes2anki (ledger join \w+ \w+)$", finished.err, re.MULTILINE)
    assert command
    assert command[1] in run("diff").err
    said = f"{_key(run, 'Thinning')} is {old} now: the next build updates its note in Anki\n"
    assert run(*command[1].split()).out == said
    assert "since the last build: 1 edited, 2 unchanged\n" in run("build").out


FORGET = ("forget", "--retired")


@pytest.mark.parametrize(
    ("edits", "commands", "states"),
    [
        pytest.param(
            "**Thinning**", [("join", "OLD", "NEW", "--imported"), FORGET], "1 edited, 2 unchanged", id="join"
        ),
        pytest.param("**Thinning**", [FORGET], "3 unchanged", id="forget"),
    ],
)
def test_what_the_user_did_to_the_ledger_is_no_alarm(
    edit: Callable[..., Finished], run: Run, edits: str, commands: list[tuple[str, ...]], states: str
) -> None:
    """The package is that of the build before, and has no say in it."""
    keys = {"OLD": _key(run, "Pruning")}
    edit("**Pruning**", edits)
    keys["NEW"] = _key(run, "Thinning")
    for command in commands:
        assert run("ledger", *(keys.get(word, word) for word in command)).code == 0
    finished = run("build", "--no-cache")
    assert f"since the last build: {states}\n" in finished.out
    assert "taken from the package" not in finished.err


def test_moved_cards_have_a_search(edit: Callable[..., Finished], run: Run) -> None:
    """For Anki's browser: from the old deck, by their keys, with the new deck's name."""
    finished = edit("tags: [AI]", "tags: [ML]")
    keys = {_key(run, word) for word in ("Bagging", "Boosting", "Pruning")}
    search = re.search(
        r'^    "deck:Daily::AI" \((.*)\)  and choose Change Deck: Daily::ML$', finished.out, re.MULTILINE
    )
    assert search
    assert set(search[1].split(" OR ")) == {f"Key:{key}" for key in keys}


def _many(tag: str) -> str:
    """Return a report of 22 cards."""
    return f"---\ntags: [{tag}]\n---\n" + "".join(f"- **Gate G{at}**: the gate of {at} wires\n" for at in range(10, 32))


def test_a_subdeck_that_moves_as_a_whole_has_one_search(edit: Callable[..., Finished], run: Run, write: Write) -> None:
    """It can be pasted, and finds every card."""
    write({"notes/b.md": _many("old")})
    run("build")
    write({"notes/b.md": _many("new")})
    finished = run("build")
    assert '\n    "deck:Daily::old"  and choose Change Deck: Daily::new\n' in finished.out


def test_many_cards_that_leave_others_behind_have_searches_of_a_line(run: Run, write: Write) -> None:
    """Each can be pasted, and together they find every card."""
    rest = "- An ape is a tailless monkey. #old\n"
    write({"deck.yaml": "name: Daily\n", "notes/b.md": _many("old") + rest})
    run("build")
    write({"notes/b.md": _many("new") + rest})
    searches = re.findall(r'^    "deck:Daily::old" \((.*)\)  and choose', run("build").out, re.MULTILINE)
    assert [len(search.split(" OR ")) for search in searches] == [20, 2]


def test_cards_are_listed(edit: Callable[..., Finished], run: Run) -> None:
    """All of them, with their state and since when they have it, whether the deck or its ledger is named."""
    edit("matter least", "matter the least")
    finished = run("ledger", "show")
    assert finished.out.count("  active   2022-03-21  Daily::AI  ") == 3
    assert finished.out.endswith("3 cards\n")
    assert run("ledger", "show", "deck.yaml").out == run("ledger", "show", "ledger.jsonl").out == finished.out


def test_retired_cards_are_forgotten(edit: Callable[..., Finished], run: Run) -> None:
    """By key or all; then they are packaged no more."""
    edit("- **Pruning**: removing the weights or channels that matter least\n", "")
    finished = edit("- **Boosting**: training models in turn, each on what the one before got wrong\n", "")
    assert "since the last build: 1 unchanged, 1 retired\n  retired: 2 cards are gone" in finished.out
    assert run("ledger", "forget", _key(run, "Pruning")).out == "ledger.jsonl: 1 card forgotten\n"
    assert "since the last build: 1 unchanged\n  retired: 1 card is gone" in run("build").out
    assert run("ledger", "forget", "--retired").out == "ledger.jsonl: 1 card forgotten\n"
    assert "retired" not in run("build").out


def test_the_deck_that_knows_a_card_is_found(run: Run, write: Write) -> None:
    """Of several; of two that know it, one has to be named."""
    other = REPORT.replace("Pruning", "Distilling")
    for name, text in (("a", REPORT), ("b", other)):
        write({f"decks/{name}/deck.yaml": f"name: {name}\n", f"decks/{name}/notes/{name}.md": text})
    assert run("build").code == 0
    write({"decks/a/notes/a.md": REPORT.replace("Pruning", "Thinning")})
    assert run("build").code == 0
    old, new = _key(run, "Pruning"), _key(run, "Thinning")
    assert run("ledger", "join", old, new).code == 0
    finished = run("ledger", "forget", _key(run, "Bagging"))
    assert (finished.code, finished.err.splitlines()[0]) == (
        1,
        f"ledger: 2 decks know {_key(run, 'Bagging')}: name the deck as well",
    )
    assert "is still in the notes" in run("ledger", "forget", "decks/a", new).err


def test_a_ledger_that_another_run_holds_is_not_touched(edit: Callable[..., Finished], run: Run, home: Path) -> None:
    """The message says so, at once."""
    from notes2anki.files import locked

    edit("**Pruning**", "**Thinning**")
    with locked(home / "ledger.jsonl", "ledger.jsonl"):
        for words in (("build",), ("ledger", "forget", "--retired")):
            finished = run(*words)
            assert finished.code == 1
            assert finished.err.startswith("ledger.jsonl: another notes2anki is working on this deck\n")
    assert run("ledger", "forget", "--retired").code == 0
    assert not [path.name for path in home.iterdir() if path.name.endswith((".lock", ".tmp"))]
