"""What the page holds of a deck, without a page."""

from __future__ import annotations

import itertools
import threading
from dataclasses import replace
from pathlib import Path

import pytest

from notes2anki.config import load_settings
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


def test_decisions_reach_the_next_reading(session: Session) -> None:
    """The file is written; the row follows when the deck is read anew."""
    key = str(rows(session)[0]["key"])
    reply = session.decide({"do": "say", "key": key, "said": NOTHING | {"status": "dropped"}, "before": NOTHING})
    assert (reply.is_done, reply.message, reply.key) == (True, "dropped", key)
    session.refresh()
    assert [row["status"] for row in rows(session) if row["key"] == key] == ["dropped"]
    assert session.undo().message == "taken back: dropped"
    assert session.undo() == Reply(is_done=False, message="there is nothing to take back")


def test_rules_and_lines_can_be_decided_of(session: Session, deck: Deck) -> None:
    """A rule that made a card here; a line that is skipped here."""
    assert session.decide({"do": "turn-off", "rule": "label"}).message == "no cards by the rule label"
    skips = session.snapshot.loaded.skips
    noodles = next(skip for skip in skips if "Noodles" in skip.text)
    sent = {"do": "make", "path": noodles.path, "line": noodles.first, "question": "What?", "answer": "Noodles"}
    assert session.decide(sent).is_done
    session.refresh()
    assert {row["rule"] for row in rows(session)} & {"label", "overrides"} == {"overrides"}


def test_what_cannot_be_written_is_told(session: Session, deck: Deck) -> None:
    """As a reply, not as a fault of the program."""
    key = str(rows(session)[0]["key"])
    (deck.root / "overrides.yaml").mkdir()
    reply = session.decide({"do": "say", "key": key, "said": NOTHING | {"status": "keep"}, "before": NOTHING})
    assert not reply.is_done
    assert "overrides.yaml" in reply.message
    with pytest.raises(Nonsense):
        session.decide({"do": "say", "key": key, "said": NOTHING | {"kind": "trem"}, "before": None})


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
