"""A week's package beside the whole deck's, and what is remembered between the builds."""

import json
import sqlite3
import zipfile
from collections.abc import Mapping
from pathlib import Path

import pytest

from notes2anki.cache import FOLDER
from tests.support.program import Run, Write

REPORT = (
    "---\ndate: 2022-03-{day}\ntags: [{tag}]\n---\n- {term}: training models apart and averaging what they predict\n"
)
DECK: Mapping[str, str | bytes] = {
    "deck.yaml": "name: Daily reports\n",
    "notes/a.md": REPORT.format(day=7, tag="AI", term="Bagging"),
    "notes/b.md": REPORT.format(day=16, tag="CV", term="Stacking").replace("apart", "in turn"),
}


def notes(package: Path) -> set[tuple[str, int, str]]:
    """Return guid, `mod` and subdeck of all notes in a package."""
    with zipfile.ZipFile(package) as archive:
        connection = sqlite3.connect(":memory:")
        connection.deserialize(archive.read("collection.anki2"))
    names = json.loads(connection.execute("SELECT decks FROM col").fetchone()[0])
    query = "SELECT notes.guid, notes.mod, cards.did FROM notes JOIN cards ON cards.nid = notes.id"
    found = {(guid, mod, names[str(deck)]["name"]) for guid, mod, deck in connection.execute(query)}
    connection.close()
    return found


@pytest.mark.parametrize(
    ("words", "package"),
    [
        pytest.param(("--week", "last"), "daily-reports-2022-W11.apkg", id="a week by its number"),
        pytest.param(("--since", "2022-03-14", "--until", "2022-03-20"), "daily-reports-2022-W11.apkg", id="its days"),
        pytest.param(("--since", "2022-03-14"), "daily-reports-since-2022-03-14.apkg", id="since a day"),
        pytest.param(
            ("--since", "2022-03-15", "--until", "2022-03-16"),
            "daily-reports-2022-03-15-to-2022-03-16.apkg",
            id="some days",
        ),
        pytest.param(("--until", "2022-03-31"), "daily-reports-until-2022-03-31.apkg", id="until a day"),
        pytest.param(("--week", "last", "-o", "mine.apkg"), "mine.apkg", id="named by hand"),
    ],
)
def test_a_part_of_a_deck_has_a_package_of_its_own(
    words: tuple[str, ...], package: str, run: Run, write: Write, home: Path
) -> None:
    """It is named by its time, and the package of the whole deck stays as it was."""
    write(DECK)
    run("build")
    whole = (home / "daily-reports.apkg").read_bytes()
    finished = run("build", *words)
    assert (finished.code, f"→ {package} (" in finished.out) == (0, True)
    assert {path.name for path in home.glob("*.apkg")} == {"daily-reports.apkg", package}
    assert (home / "daily-reports.apkg").read_bytes() == whole


def test_a_week_holds_the_same_cards_as_the_whole_deck(run: Run, write: Write, home: Path) -> None:
    """The same guids and times in the same subdecks, whichever is built first."""
    write(DECK)
    run("build", "--week", "last")
    run("build")
    run("build", "--week", "2022-W10")
    whole = notes(home / "daily-reports.apkg")
    parts = [notes(home / f"daily-reports-2022-W{week}.apkg") for week in (10, 11)]
    assert [len(part) for part in parts] == [1, 1]
    assert parts[0] | parts[1] == whole
    assert {deck for _, _, deck in whole} == {"Daily reports::AI", "Daily reports::CV"}


@pytest.mark.parametrize("command", ["build", "diff", "cards"])
def test_a_report_without_a_date_is_told_where_days_are_chosen(command: str, run: Run, write: Write) -> None:
    """It is in no week; one that holds no card is nothing to tell of, and the whole deck needs no dates."""
    undated = "- **Bagging**: training models apart on samples of the data\n"
    write({**DECK, "notes/c.md": undated, "notes/d.md": "Noodles for lunch\n"})
    said = "notice: 1 report has no date, and so no part of any week: notes/c.md\n    hint: write `date: "
    assert said in run(command, "--week", "last").err
    assert "no date" not in run(command).err


def test_output_names_the_package_of_a_deck(run: Run, write: Write, home: Path) -> None:
    """`-o` puts the whole deck elsewhere, with the ledger where it is."""
    write(DECK)
    run("build", "-o", "elsewhere.apkg")
    assert [path.name for path in home.glob("*.apkg")] == ["elsewhere.apkg"]
    assert (home / "ledger.jsonl").exists()


@pytest.mark.parametrize("words", [("build",), ("cards",), ("check",), ("diff",)], ids=" ".join)
def test_what_was_read_is_remembered(words: tuple[str, ...], run: Run, write: Write, home: Path) -> None:
    """Every command that reads a deck's reports remembers them; with `--no-cache` it neither does nor believes."""
    write(DECK)
    fresh = run(*words, "--no-cache").out
    assert not (home / FOLDER).exists()
    (home / "ledger.jsonl").unlink(missing_ok=True)
    first, again = run(*words).out, run(*words).out
    assert len(list((home / FOLDER).glob("*.page"))) == 2
    if words != ("build",):
        assert fresh == first == again


def test_what_is_said_of_all_reports_stands_at_deck_yaml(run: Run, write: Write) -> None:
    """Not at a folder that is called `.`."""
    write({"deck.yaml": "", "notes/a.md": "- **AP**: an area under a curve\n"})
    finished = run("cards", "--week", "2022-W11")
    assert finished.err.startswith("deck.yaml: notice: 1 report has no date, and so no part of any week: notes/a.md\n")


def test_reports_named_by_hand_leave_nothing_behind(run: Run, write: Write, home: Path) -> None:
    """Without a deck.yaml there is no folder to remember in."""
    write(DECK)
    run("cards", "notes")
    assert not list(home.rglob(FOLDER))
