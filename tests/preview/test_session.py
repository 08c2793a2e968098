"""What the page holds of a deck, without a page."""

from __future__ import annotations

import itertools
import threading
from dataclasses import replace
from pathlib import Path
from typing import cast

import pytest

from notes2anki.build import build
from notes2anki.config import load_settings
from notes2anki.model import Selection
from notes2anki.preview.live import changes, folders_of, follow, stamps
from notes2anki.preview.session import Nonsense, Reply, Session
from notes2anki.preview.snapshot import overview, show, take

from .conftest import NOW, Deck

NOTHING = {"status": "", "question": "", "answer": "", "kind": "", "hint": ""}


def rows(session: Session) -> list[dict[str, object]]:
    """Return the rows of the cards."""
    found = session.overview()
    assert isinstance(found, dict)
    cards = found["cards"]
    assert isinstance(cards, list)
    return cards


def test_a_row_says_what_one_filters_by(session: Session) -> None:
    """Report, week, subdeck, kind, rule, status, and whether Anki has the card."""
    (row,) = (row for row in rows(session) if "Label" in str(row["question"]))
    assert (row["week"], row["deck"], row["kind"]) == ("2022-W11", "Deep Learning", "term")
    assert (row["status"], row["isNew"], row["isWaiting"]) == ("keep", True, True)


def test_a_card_that_is_gone_is_none(session: Session) -> None:
    """So is a line that is skipped no more."""
    assert session.card("nosuchkey234") is None
    assert session.line("notes/2022-03-17-day38.md", 9999) is None


def test_pictures_come_with_their_card(deck: Deck, session: Session) -> None:
    """Those that are on it, by the names that it calls them."""
    (deck.root / "notes" / "a.svg").write_text('<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>')
    deck.write("notes/2022-03-18-day39.md", "## Boxes\n\n- **IoU**: the overlap of two boxes ![two](a.svg)\n")
    session.refresh()
    (row,) = (row for row in rows(session) if "IoU" in str(row["question"]))
    shown = session.card(str(row["key"]))
    assert isinstance(shown, dict)
    name = str(shown["faces"]).partition('src="')[2].partition('"')[0]
    files = shown["files"]
    assert isinstance(files, dict)
    assert list(files) == [name]
    assert str(files[name]).startswith("data:image/svg+xml;base64,")


def test_what_is_wrong_with_deck_yaml_is_told_once(session: Session, deck: Deck) -> None:
    """However often the deck is read meanwhile; the number rises each time, so that the page looks again."""
    before = session.snapshot.loaded.problems
    deck.write("deck.yaml", "name: [\n")
    for number in (1, 2, 3):
        session.refresh()
        assert (session.snapshot.number, len(session.snapshot.loaded.problems)) == (number, len(before) + 1)
    deck.write("deck.yaml", "name: Mended\n")
    session.refresh()
    assert session.snapshot.loaded.problems == before


def say(session: Session, key: str, before: dict[str, str] = NOTHING, **said: str) -> Reply:
    """Decide of a card as the page does."""
    return session.decide({"do": "say", "key": key, "said": NOTHING | said, "before": before})


def said(session: Session, key: str) -> dict[str, str]:
    """Return what the page shows to be decided of a card."""
    shown = session.card(key)
    assert isinstance(shown, dict)
    return cast("dict[str, str]", shown["said"])


def test_decisions_reach_the_next_reading(session: Session, deck: Deck) -> None:
    """The file is written; the row follows when the deck is read anew."""
    key = str(rows(session)[0]["key"])
    reply = say(session, key, status="dropped")
    assert (reply.is_done, reply.message, reply.key) == (True, "dropped", key)
    assert deck.read("decisions.jsonl") == f'{{"key": "{key}", "verdict": "drop", "time": {NOW}}}\n'
    session.refresh()
    assert [row["status"] for row in rows(session) if row["key"] == key] == ["dropped"]
    undone = session.undo()
    assert (undone.message, undone.key) == ("taken back: dropped", key)
    assert session.undo() == Reply(is_done=False, message="there is nothing to take back")
    assert not (deck.root / "decisions.jsonl").exists()


def test_more_is_added_to_what_was_decided(session: Session) -> None:
    """Also before the deck is read anew; what is taken back leaves what was there before."""
    key = str(rows(session)[0]["key"])
    say(session, key, status="dropped")
    reply = say(session, key, said(session, key), status="keep", question="What is\n  **it**? ", hint="b\x00")
    assert (reply.is_done, reply.message) == (True, "kept, reworded, with a hint")
    assert said(session, key) == NOTHING | {
        "status": "keep",
        "question": "What is   **it**?",
        "hint": "b",
        "where": "decisions.jsonl:1",
    }
    session.undo()
    assert said(session, key)["status"] == "dropped"


def test_a_line_that_was_changed_since_stays(session: Session, deck: Deck) -> None:
    """Neither a decision nor what takes one back is written over it; what is written is shown instead."""
    first, second = (str(row["key"]) for row in rows(session)[:2])
    say(session, first, status="keep")
    say(session, second, status="dropped")
    theirs = f'{{"key": "{second}", "verdict": "keep"}}\n'
    deck.write("decisions.jsonl", theirs)
    reply = say(session, second, NOTHING | {"status": "dropped"}, hint="a")
    assert (reply.is_done, reply.message) == (False, "decisions.jsonl says something else of this card now")
    assert reply.json() == {
        "isDone": False,
        "message": reply.message,
        "now": NOTHING | {"status": "keep", "where": "decisions.jsonl:1"},
        "key": second,
    }
    assert [session.undo().is_done for _ in range(3)] == [False, False, False]
    assert deck.read("decisions.jsonl") == theirs


def test_what_overrides_yaml_says_counts(session: Session, deck: Deck) -> None:
    """The user's own file is not written; the page says where it speaks of the card, and of what it has no effect."""
    key = str(rows(session)[0]["key"])
    say(session, key, status="keep")
    deck.write("overrides.yaml", f"# mine\n{key}: drop\n")
    session.refresh()
    assert [row["status"] for row in rows(session) if row["key"] == key] == ["dropped"]
    assert said(session, key) == NOTHING | {"status": "dropped", "where": "overrides.yaml:2"}
    notices = [one for one in session.snapshot.loaded.problems if one.path == "decisions.jsonl"]
    assert [(one.line, one.message, one.is_error) for one in notices] == [
        (1, f"{key}: overrides.yaml:2 speaks of this card, too, and counts", False)
    ]
    reply = say(session, key, said(session, key), status="keep")
    assert (reply.is_done, reply.message) == (
        False,
        "overrides.yaml:2 decides of this card, and counts: change it there",
    )
    assert deck.read("overrides.yaml") == f"# mine\n{key}: drop\n"


def test_a_decision_goes_along_with_an_edited_bullet(session: Session, deck: Deck) -> None:
    """Once the ledger knows the card by its new key, the page finds the old line, and puts the new one in its place."""
    settings = session.snapshot.settings
    build(settings, Selection(), now=NOW)
    key = next(str(row["key"]) for row in rows(session) if "Label" in str(row["question"]))
    say(session, key, status="dropped")
    report = deck.read("notes/2022-03-17-day38.md")
    deck.write("notes/2022-03-17-day38.md", report.replace("mixing the one-hot", "mixing each one-hot"))
    session.refresh()
    (row,) = (row for row in rows(session) if "Label" in str(row["question"]))
    assert row["key"] != key
    assert row["status"] == "dropped"
    assert say(session, str(row["key"]), said(session, str(row["key"])), status="keep").is_done
    assert deck.read("decisions.jsonl") == f'{{"key": "{row["key"]}", "verdict": "keep", "time": {NOW}}}\n'
    session.undo()
    assert deck.read("decisions.jsonl") == f'{{"key": "{key}", "verdict": "drop", "time": {NOW}}}\n'


def test_a_skipped_line_becomes_a_card(session: Session, deck: Deck) -> None:
    """A line of the file more, until it is taken back; nothing is made of less than a question and an answer."""
    noodles = next(skip for skip in session.snapshot.loaded.skips if "Noodles" in skip.text)
    sent = {"do": "make", "path": noodles.path, "line": noodles.first, "question": "What?", "answer": "Noodles"}
    reply = session.decide(sent)
    assert (reply.is_done, reply.message, reply.key) == (True, f"a card of {noodles.path}:{noodles.first}", "")
    session.refresh()
    assert "overrides" in {row["rule"] for row in rows(session)}
    again = session.decide(sent | {"line": next(skip.first for skip in session.snapshot.loaded.skips)})
    assert again.is_done
    session.undo()
    session.undo()
    session.refresh()
    assert "overrides" not in {row["rule"] for row in rows(session)}
    with pytest.raises(Nonsense):
        session.decide(sent | {"answer": " "})


def test_what_cannot_be_written_is_told(session: Session, deck: Deck) -> None:
    """As a reply, not as a fault of the program."""
    key = str(rows(session)[0]["key"])
    deck.write("decisions.jsonl", "{\n")
    reply = say(session, key, status="keep")
    assert (reply.is_done, reply.message) == (False, "decisions.jsonl:1: is cut off or broken: it is not JSON")
    assert said(session, key)["where"] == ""
    assert deck.read("decisions.jsonl") == "{\n"
    (deck.root / "decisions.jsonl").unlink()
    (deck.root / ".decisions.jsonl.lock").mkdir()
    reply = say(session, key, status="keep")
    assert not reply.is_done
    assert "decisions.jsonl" in reply.message


def test_a_deck_that_cannot_be_read_is_a_page_of_problems(tmp_path: Path) -> None:
    """It is mended while one looks."""
    (tmp_path / "deck.yaml").write_text("notes: [nothing/*.md]\n")
    snapshot = take(load_settings(tmp_path)[0], now=NOW)
    found = overview(snapshot)
    assert isinstance(found, dict)
    assert (found["cards"], len(snapshot.loaded.problems)) == ([], 1)


def test_a_template_of_the_users_own_is_shown(deck: Deck) -> None:
    """And CSS that is added to ours."""
    deck.write("templates/user.css", ".question { color: rebeccapurple }")
    snapshot = take(load_settings(deck.root)[0], now=NOW)
    found = overview(snapshot)
    assert isinstance(found, dict)
    assert "rebeccapurple" in str(found["looks"])


def test_a_fault_in_a_template_is_shown_on_the_card(deck: Deck) -> None:
    """In the place of the side that Anki would show an error on; the build refuses it, too."""
    snapshot = take(load_settings(deck.root)[0], now=NOW)
    card = next(card for card in snapshot.loaded.cards if card.rule == "label")
    spec = next(spec for spec in snapshot.specs if not spec.is_cloze and not spec.key)
    broken = replace(spec, templates=tuple(replace(one, front="{{Nothing}}") for one in spec.templates))
    shown = show(card, replace(snapshot, specs=(broken,))).card
    assert isinstance(shown, dict)
    assert "there is no field" in str(shown["faces"])


# --- changes on the disk -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "is_ours"),
    [
        ("notes/a.md", False),
        ("deck.yaml", False),
        ("overrides.yaml", False),
        ("templates/basic/front.html", False),
        ("deck.apkg", True),
        ("ledger.jsonl", True),
        (".overrides.yaml.lock", True),
        (".notes2anki-cache/x.page", True),
        ("notes/.a.md.swp", True),
    ],
)
def test_what_builds_write_is_not_watched(deck: Deck, name: str, *, is_ours: bool) -> None:
    """Else every look would be a change."""
    settings, _ = load_settings(deck.root)
    before = stamps((settings,), folders_of((settings,)))
    deck.write(name, "- **a**: b\n")
    assert (stamps((settings,), folders_of((settings,))) == before) is is_ours


@pytest.mark.parametrize("is_early", [True, False], ids=["saved before it begins", "saved later"])
def test_every_change_is_told_until_it_is_to_end(deck: Deck, *, is_early: bool) -> None:
    """Also one that was saved while the deck was being read."""
    settings, _ = load_settings(deck.root)
    stop, since = threading.Event(), stamps((settings,), folders_of((settings,)))
    told = changes(lambda: (settings,), since, stop)
    save = threading.Timer(0 if is_early else 0.9, lambda: deck.write("notes/b.md", "- **a**: b\n"))
    save.start()
    assert next(told) != since
    stop.set()
    assert next(told, None) is None


def test_a_deck_that_was_away_is_watched_on(deck: Deck, tmp_path: Path) -> None:
    """As on a disk that was taken out: the page follows again as soon as it is back."""
    settings, _ = load_settings(deck.root)
    told = changes(lambda: (settings,), {}, threading.Event())
    there = next(told)
    deck.root.rename(tmp_path / "away")
    assert next(told) == {}
    (tmp_path / "away").rename(deck.root)
    assert next(told) == there


def test_other_folders_are_watched_once_deck_yaml_names_them(deck: Deck, tmp_path: Path) -> None:
    """Reports may lie elsewhere."""
    settings, _ = load_settings(deck.root)
    (tmp_path / "far").mkdir()
    (tmp_path / "far" / "a.md").write_text("- **a**: b\n")
    now = [settings]
    told = changes(lambda: now, {}, threading.Event())
    assert tmp_path / "far" / "a.md" not in next(told)
    now[0] = replace(settings, notes=("../far/*.md",))
    assert tmp_path / "far" / "a.md" in next(told)


def test_the_watcher_outlives_a_failure_and_tells_it(deck: Deck, session: Session) -> None:
    """What nobody foresaw stands on the page beside the cards, until a change mends it."""
    tries = iter((RecursionError("too deep"), None))

    def changed() -> None:
        if error := next(tries):
            raise error
        session.refresh()

    told = iter(({}, {}))
    follow(itertools.islice(told, 1), changed, session.tell)
    assert "RecursionError: too deep" in session.snapshot.loaded.problems[0].message
    assert rows(session)
    follow(told, changed, session.tell)
    assert not session.snapshot.loaded.errors


def test_a_report_that_is_left_out_is_told_beside_the_cards(deck: Deck, session: Session) -> None:
    """The page shows the other reports' cards, and why one is missing."""
    deck.write("notes/b.md", "---\ndate: {{date}}\n---\n- **a**: b\n")
    session.refresh()
    (problem,) = session.snapshot.loaded.left_out
    assert (problem.path, problem.is_error) == ("notes/b.md", False)
    assert problem in session.snapshot.loaded.problems
    assert rows(session)
