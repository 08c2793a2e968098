"""Like words under two heads of one report: two cards, whichever of them comes, goes or moves."""

from __future__ import annotations

import pytest

from notes2anki.build import load, read_page
from notes2anki.cli.why import why
from notes2anki.ledger import Ledger, Life, tell_apart
from notes2anki.model import Card, Selection, State
from tests.support.desk import Desk

LINES = "- Lookup of a key: O(1)\n- Memory overhead: high\n- Order\n  - the keys come back as they hash\n"
HASH, DIRECT, CUCKOO = (f"## {name}\n\n{LINES}\n" for name in ("Hash table", "Direct address table", "Cuckoo table"))
ENGINES = """## Engine A

- Commit
  - writes the log
  - frees the locks

## Engine B

- Commit
  - writes the log
  - asks the replicas
  - frees the locks late
"""


def built(desk: Desk, text: str, weeks: int = 0) -> dict[tuple[str, str], str]:
    """Write the report and build; return the guids by head and first word of each card that is in the notes."""
    desk.write(text)
    desk.build(weeks)
    active = [entry for entry in desk.ledger.entries if entry.state is Life.ACTIVE]
    return {_told(dict(entry.fields)): entry.guid for entry in active}


def _told(fields: dict[str, str]) -> tuple[str, str]:
    shown = fields.get("Context", "") + fields["Question"]
    head = next((name for name in ("Hash", "Direct", "Cuckoo", "Engine A", "Engine B") if name in shown), "")
    return head, next((name for name in ("Lookup", "Memory", "Order", "Commit") if name.lower() in shown.lower()), "")


def test_each_is_a_card_and_nothing_is_dropped(empty_desk: Desk) -> None:
    """Also where the cards ask the same and only what stands above them differs."""
    guids = built(empty_desk, HASH + DIRECT)
    assert guids.keys() == {(head, fact) for head in ("Hash", "Direct") for fact in ("Lookup", "Memory", "Order")}
    assert len(set(guids.values())) == 6


def test_lists_that_begin_alike_are_two(empty_desk: Desk) -> None:
    """A list is known by its head and its first member; the second has another answer, which was gone."""
    assert built(empty_desk, ENGINES).keys() == {("Engine A", "Commit"), ("Engine B", "Commit")}


def test_the_first_keeps_the_guid_that_it_has_today(empty_desk: Desk) -> None:
    """A deck that was built without the second section loses nothing when it comes."""
    (before,) = {guid for (_, fact), guid in built(empty_desk, HASH).items() if fact == "Order"}
    assert built(empty_desk, HASH + DIRECT, 1)["Hash", "Order"] == before


CHANGES = [
    pytest.param(DIRECT + HASH, {"Hash", "Direct"}, id="the sections change places"),
    pytest.param(HASH, {"Hash"}, id="the second goes"),
    pytest.param(DIRECT, {"Direct"}, id="the first goes"),
    pytest.param(CUCKOO + HASH + DIRECT, {"Hash", "Direct"}, id="a third comes before them"),
    pytest.param(HASH + CUCKOO + DIRECT, {"Hash", "Direct"}, id="a third comes between them"),
    pytest.param("# Tables\n\n" + HASH + DIRECT, {"Hash", "Direct"}, id="a heading above them"),
    pytest.param(HASH + DIRECT.replace("Direct address", "Direct addressing"), {"Hash", "Direct"}, id="a head renamed"),
    pytest.param(DIRECT.replace("- Lookup", "- A tree: a graph\n- Lookup") + HASH, {"Hash", "Direct"}, id="more lines"),
]


@pytest.mark.parametrize(("after", "heads"), CHANGES)
def test_each_stays_what_it_is(empty_desk: Desk, after: str, heads: set[str]) -> None:
    """The history of one is never that of the other."""
    before = built(empty_desk, HASH + DIRECT)
    alone = {**before}
    if len(heads) == 1:  # of one section alone, the question does not name the head, and the Context does
        alone = {key: guid for key, guid in before.items() if key[0] in heads}
    now = built(empty_desk, after, 1)
    assert {key: now.get(key) for key in alone} == alone
    assert built(empty_desk, HASH + DIRECT, 2) == before, "and all comes back"


def test_without_the_ledger_the_guids_are_the_same(empty_desk: Desk) -> None:
    """A machine that has only the notes comes to the same cards."""
    before = built(empty_desk, HASH + DIRECT)
    empty_desk.settings.ledger.unlink()
    empty_desk.settings.output.unlink()
    assert built(empty_desk, HASH + DIRECT) == before


def test_a_copied_day_shares_both_cards(empty_desk: Desk) -> None:
    """Copies in other reports are merged as ever, under another date on top as well."""
    before = built(empty_desk, f"# Day 3\n\n{HASH}{DIRECT}")
    empty_desk.write(f"# Day 4\n\n{DIRECT}{HASH}", "later.md")
    assert built(empty_desk, f"# Day 3\n\n{HASH}{DIRECT}", 1) == before


TWICE = "- Paging: splitting memory into frames\n- Conditions of a deadlock\n  - hold and wait\n  - circular wait\n"


@pytest.mark.parametrize(
    "heads",
    [
        pytest.param(("OS", "OS"), id="the same head"),
        pytest.param(("3월 5일", "3월 6일"), id="ko days"),
        pytest.param(("2주차", "3주차"), id="ko weeks"),
        pytest.param(("Day 3", "Day 4"), id="en days"),
        pytest.param(("Mar 3", "Mar 4"), id="en dates"),
        pytest.param(("2024-03-05", "2024-03-06"), id="dates in numbers"),
        pytest.param(("3月5日", "3月6日"), id="ja and zh days"),
        pytest.param(("第2周", "第3周"), id="zh weeks"),
    ],
)
def test_one_fact_written_twice_is_one_card_and_says_so(empty_desk: Desk, heads: tuple[str, str]) -> None:
    """A heading that only says when is no subject; the second line names the place of the first."""
    first, second = (f"# {head}\n\n{TWICE}\n" for head in heads)
    empty_desk.write(first + second)
    planned = empty_desk.build()
    assert len(planned.loaded.cards) == 2
    skips = {skip.first: skip.reason for skip in planned.loaded.skips if skip.reason.startswith("the same")}
    assert skips == {10: "the same fact as notes/day.md:3", 11: "the same fact as notes/day.md:4"}


@pytest.mark.parametrize(
    "line",
    [
        pytest.param("- **Paging** splits memory into frames of one size", id="a topic"),
        pytest.param("- Paging means that memory is split into frames of one size", id="a definition"),
        pytest.param("- a page is not in memory → the kernel reads it from the disk", id="a cause"),
    ],
)
def test_what_names_its_subject_itself_is_one_fact_anywhere(empty_desk: Desk, line: str) -> None:
    """It says under a recap what it says in its chapter."""
    empty_desk.write(f"# Memory\n\n{line}\n\n# Exam recap\n\n{line}\n")
    loaded = empty_desk.build().loaded
    assert len(loaded.cards) == 1
    reasons = [skip.reason for skip in loaded.skips if skip.reason != "a heading"]
    assert reasons == ["the same fact as notes/day.md:3"]


def test_why_tells_of_each_line_what_became_of_it(empty_desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """The second has a key of its own, and a repeated line is no card."""
    empty_desk.write(f"{HASH}{DIRECT}- Paging: splitting memory into frames\n- Paging: splitting memory into frames\n")
    root = empty_desk.settings.root
    (root / "deck.yaml").write_text("name: Root\nnotes: notes\n", encoding="utf-8")
    monkeypatch.chdir(root)
    cards = {card.first: card for card in load(empty_desk.settings, Selection()).cards}
    for line in (3, 10):
        said, _ = why(f"notes/day.md:{line}", ())
        assert f"keep: {cards[line].question.plain} (key {cards[line].key})" in said
    said, _ = why("notes/day.md:16", ())
    assert "no card: the same fact as notes/day.md:15" in said


def test_the_order_of_the_files_says_nothing(empty_desk: Desk) -> None:
    """Whichever report is read first, the same cards are known by their heads."""
    empty_desk.write(HASH + DIRECT)
    empty_desk.write(DIRECT + CUCKOO + HASH, "another.md")
    root = empty_desk.settings.root / "notes"
    pages = [read_page(path.read_text(encoding="utf-8"), path.name, empty_desk.settings) for path in root.iterdir()]
    cards = [card for page in pages for card in page.cards]
    one, other = (tell_apart(listed, Ledger(), "n") for listed in (cards, cards[::-1]))
    assert set(map(_place, one)) == set(map(_place, other))
    assert len({card.guid for card in one}) == 9


def _place(card: Card) -> tuple[str, int, str]:
    return card.path, card.first, card.guid


def test_an_unchanged_season_sends_nothing(empty_desk: Desk) -> None:
    """Built again, all of them are as they were."""
    empty_desk.write(HASH + DIRECT)
    empty_desk.build()
    planned = empty_desk.build(1)
    assert planned.deck is not None
    assert {dated.state for dated in planned.deck.notes} == {State.UNCHANGED}
