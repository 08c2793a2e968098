"""What each command does with good input."""

import json
import re
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from tests.support.program import Run, Write

FIRST = """---
date: 2022-03-14
tags: [AI]
---
## Ensemble

- Bagging: training models apart on samples of the data and averaging what they predict
- Boosting: training models in turn, each on what the one before got wrong

## TMI

- I had noodles for lunch
"""
SECOND = """---
date: 2022-03-15
tags: [양자화]
---
## Quantization

- Pruning: removing the weights or channels that matter least
"""
DECK: Mapping[str, str | bytes] = {
    "decks/daily/deck.yaml": "name: Daily reports\n",
    "decks/daily/notes/2022-03-14.md": FIRST,
    "decks/daily/notes/2022-03-15.md": SECOND,
}


WHY: Mapping[str, str | bytes] = {
    "decks/daily/deck.yaml": """name: Daily reports
sections: {boosted: [Ensemble], weak: [Quantization]}
rules: {off: topic, scores: {label: 0.8, arrow: 0.5}}
""",
    "decks/daily/notes/2022-03-14.md": FIRST,
    "decks/daily/notes/2022-03-15.md": """---
date: 2022-03-15
---
## Quantization

- Bagging: training models apart on samples of the data and averaging what they predict
- Exploding gradients → gradient clipping
- Pruning: removing the weights or channels that matter least <!-- nocard -->
- Exploding gradients → smaller steps
""",
    "decks/daily/notes/2022-03-16.md": """---
date: 2022-03-16
---
## Quantization

- Exploding gradients → weights that begin small
""",
}
WHERE = {
    "card": "2022-03-14.md:7",
    "dropped": "2022-03-14.md:8",
    "nothing": "2022-03-14.md:9",
    "diary": "2022-03-14.md:12",
    "copy": "2022-03-15.md:6",
    "suggested": "2022-03-15.md:7",
    "silenced": "2022-03-15.md:8",
    "joined": "2022-03-15.md:9",
    "twin": "2022-03-16.md:6",
}


# --- build ---------------------------------------------------------------------------------------------------------


def test_build_ends_with_a_summary(run: Run, write: Write, home: Path) -> None:
    """A build says what it read, kept and skipped, what is new, where the package is, and what to do with it."""
    write(DECK)
    finished = run("build")
    size = (home / "decks/daily/daily.apkg").stat().st_size
    assert re.sub(r"\d+ skipped", "N skipped", finished.out) == (
        "Daily reports\n"
        "  2 reports · 3 cards kept · N skipped\n"
        "    AI      2\n"
        "    양자화  1\n"
        "  no ledger yet, so this is the first build: 3 new\n"
        f"  → decks/daily/daily.apkg ({size / 1000:.0f} kB)\n"
        "Next: open the file with Anki (File › Import), or send it to the phone and open it with AnkiDroid or"
        " AnkiMobile.\n"
    )
    assert (finished.code, finished.err) == (0, "")


def test_cards_without_a_subdeck_are_counted_first(run: Run, write: Write) -> None:
    """Whatever the deck is called."""
    card = "- **{}**: training models apart on samples of the data\n"
    write(
        {
            "deck.yaml": "name: Reports\nnotes: ['*.md']\n",
            "a.md": card.format("Bagging"),
            "b.md": "---\ntags: [AI]\n---\n" + card.format("Boosting"),
            "c.md": "---\ntags: [Web]\n---\n" + card.format("Stacking"),
        }
    )
    assert re.findall(r"^ {4}(\S.*?)  +1$", run("build").out, re.MULTILINE) == ["(no subdeck)", "AI", "Web"]


def test_build_says_what_changed_since_the_last_one(run: Run, write: Write) -> None:
    """The next build tells new, edited, moved, unchanged and retired cards apart, and how to find them in Anki."""
    write(DECK)
    run("build")
    write(
        {
            "decks/daily/deck.yaml": "name: Daily reports\nsubdecks: {rename: {AI: ML}}\n",
            "decks/daily/notes/2022-03-14.md": FIRST.replace("- Bagging", "- Stacking"),
            "decks/daily/notes/2022-03-15.md": SECOND.replace("[양자화]", "[양자화, 모델]"),
        }
    )
    out = run("build").out
    assert "  since the last build: 1 new, 1 edited, 1 moved, 1 retired\n" in out
    assert "tag:n2a::retired" in out
    # The changed card has another tag in front of its own: its subdeck is the same.
    search = r'"deck:Daily reports::AI" \(Key:[a-z2-7]{12}\)  and choose Change Deck: Daily reports::ML\n'
    assert re.search(search, out)


@pytest.mark.parametrize(("words", "indent"), [(("build", "decks/daily"), "  "), (("cards",), "")])
def test_summaries_count_by_week_and_list_what_to_revisit(
    words: tuple[str, ...], indent: str, run: Run, write: Write
) -> None:
    """The last weeks that gave cards, and at most twenty of the lines whose author did not understand them."""
    doubts = "".join(f"- Why does layer {number} work? Look this up.\n" for number in range(22))
    week = "---\ndate: 2022-03-{}\n---\n- Bagging{}: training models apart\n"
    late = {f"decks/daily/notes/{day}.md": week.format(day, day) + doubts * (day == 28) for day in (22, 28)}
    write({**DECK, **late})
    lines = run(*words).out.splitlines()
    assert f"{indent}cards by week: 2022-W11 3, 2022-W12 1, 2022-W13 1" in lines
    start = lines.index(f"{indent}to revisit:")
    assert lines[start + 1] == f"{indent}  decks/daily/notes/28.md:5  Why does layer 0 work? Look this up."
    assert lines[start + 21] == f"{indent}  and 2 more"


def test_build_is_the_same_bytes_at_the_same_time(run: Run, write: Write, home: Path) -> None:
    """SOURCE_DATE_EPOCH makes a build repeatable."""
    write(DECK)
    package = home / "decks/daily/daily.apkg"
    run("build")
    first = package.read_bytes()
    (home / "decks/daily/ledger.jsonl").unlink()
    run("build")
    assert package.read_bytes() == first


@pytest.mark.parametrize(
    "words",
    [
        pytest.param(("build", "--quiet"), id="after the command"),
        pytest.param(("--quiet", "build"), id="before the command"),
        pytest.param(("build", "-q", "decks/daily"), id="in short"),
    ],
)
def test_quiet_prints_nothing_but_problems(words: tuple[str, ...], run: Run, write: Write) -> None:
    """A good build with `--quiet` prints nothing."""
    write(DECK)
    finished = run(*words)
    assert (finished.code, finished.out, finished.err) == (0, "", "")


@pytest.mark.parametrize(
    "words",
    [
        pytest.param((), id="every deck in decks/"),
        pytest.param(("decks/daily",), id="a folder"),
        pytest.param(("decks/daily/deck.yaml",), id="a deck.yaml"),
        pytest.param(("decks/daily", "decks/daily/deck.yaml"), id="the same deck twice"),
    ],
)
def test_build_finds_its_decks(words: tuple[str, ...], run: Run, write: Write) -> None:
    """A deck is named by its folder or its file, or found in `decks/`, and built once."""
    write(DECK)
    assert run("build", *words).out.count("→ decks/daily/daily.apkg") == 1


def test_build_finds_the_deck_of_this_folder(run: Run, write: Write) -> None:
    """Where there is no `decks/`, the deck.yaml here is built."""
    write({"deck.yaml": "name: Here\n", "notes/a.md": FIRST})
    assert "→ daily-reports.apkg" in run("build").out


def test_build_without_config(run: Run, write: Write, home: Path) -> None:
    """`--notes`, `-o` and `--name` stand in for a deck.yaml; the ledger lies beside the package."""
    write({"reports/a.md": FIRST, "reports/b/c.md": SECOND})
    finished = run("build", "--notes", "reports/**/*.md", "-o", "week.apkg", "--name", "Weekly")
    assert finished.out.startswith("Weekly\n  2 reports · 3 cards kept")
    assert {path.name for path in home.iterdir()} == {"reports", "week.apkg", "week.ledger.jsonl"}


def test_build_without_name_is_called_after_its_package(run: Run, write: Write) -> None:
    """Without `--name`, the package's name is the deck's."""
    write({"reports/a.md": FIRST})
    assert run("build", "--notes", "reports", "-o", "week.apkg").out.startswith("week\n")


# --- dates ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("words", "number"),
    [
        pytest.param((), 2, id="no dates"),
        pytest.param(("--week", "2022-W11"), 2, id="a week"),
        pytest.param(("--week", "last"), 2, id="the last week"),
        pytest.param(("--week", "this"), 0, id="this week"),
        pytest.param(("--since", "2022-03-15"), 1, id="since a day"),
        pytest.param(("--until", "2022-03-14"), 1, id="until a day"),
        pytest.param(("--since", "2022-03-14", "--until", "2022-03-15"), 2, id="both ends count"),
    ],
)
def test_dates_choose_reports(words: tuple[str, ...], number: int, run: Run, write: Write) -> None:
    """`--week`, `--since` and `--until` choose reports by date. The program's today is Monday, 2022-03-21."""
    write(DECK)
    listed = json.loads(run("cards", "--format", "json", *words).out)
    assert len({card["path"] for card in listed["cards"]}) == number


# --- cards ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("form", "place"),
    [
        pytest.param("table", "\ndecks/daily/notes/2022-03-15.md\n  7  What is Pruning?", id="a table"),
        pytest.param("md", "\n## decks/daily/notes/2022-03-15.md\n\n- **What is Pruning?", id="Markdown"),
        pytest.param("json", '"path": "decks/daily/notes/2022-03-15.md",\n      "lines": [\n        7,\n', id="JSON"),
    ],
)
def test_cards_are_listed(form: str, place: str, run: Run, write: Write) -> None:
    """Each form shows the cards with their place."""
    write(DECK)
    assert place in run("cards", "--format", form).out


def test_skipped_lines_are_listed_on_demand(run: Run, write: Write) -> None:
    """Without `--skipped` the table is about cards alone; JSON always says all."""
    write(DECK)
    assert "noodles" not in run("cards").out
    assert "noodles" in run("cards", "--skipped").out
    assert "noodles" in run("cards", "--format", "json").out


def test_keys_are_shown_on_demand(run: Run, write: Write) -> None:
    """The table shows them with `--keys`, Markdown and JSON always."""
    write(DECK)
    key = json.loads(run("cards", "--format", "json").out)["cards"][0]["key"]
    assert key not in run("cards").out
    assert key in run("cards", "--keys").out
    assert key in run("cards", "--format", "md").out


def test_overrides_are_heard(run: Run, write: Write) -> None:
    """What overrides.yaml drops is listed as dropped; a build counts it and leaves it out."""
    write(DECK)
    key = json.loads(run("cards", "--format", "json").out)["cards"][0]["key"]
    write({"decks/daily/overrides.yaml": f"{key}: drop\n"})
    assert "2 cards kept, 1 dropped" in run("cards").out
    assert "2 cards kept, 1 dropped" in run("build").out


# --- cards --why ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", WHERE)
def test_why_explains_a_line(name: str, run: Run, write: Write, golden: Callable[[str, str], None]) -> None:
    """Where it stands, what each rule found there, the score with all that made it, and what became of it."""
    write(WHY)
    cards = json.loads(run("cards", "--format", "json").out)["cards"]
    key = next(card["key"] for card in cards if "Boosting" in card["question"])
    write({"decks/daily/overrides.yaml": f"{key}: drop\n"})
    finished = run("cards", "--why", f"decks/daily/notes/{WHERE[name]}")
    assert (finished.code, finished.err) == (0, "")
    golden(f"why-{name}.why", finished.out)


def test_why_finds_the_deck_of_the_report(run: Run, write: Write) -> None:
    """The deck's settings count, whether it is named or not; a report of no deck has the usual ones."""
    write({**WHY, "lone.md": FIRST})
    named = run("cards", "decks/daily", "--why", "decks/daily/notes/2022-03-14.md:7").out
    assert named == run("cards", "--why", "decks/daily/notes/2022-03-14.md:7").out
    assert ("boosted section" in named, "boosted section" in run("cards", "--why", "lone.md:7").out) == (True, False)


def test_why_knows_cards_of_the_users_own(run: Run, write: Write) -> None:
    """No rule found them."""
    card = "{path: notes/a.md, line: 1, question: What was eaten, answer: Noodles}"
    write({"deck.yaml": "", "notes/a.md": "- noodles, and rain all day\n", "overrides.yaml": f"cards: [{card}]\n"})
    last = run("cards", ".", "--why", "notes/a.md:1").out.splitlines()[-1]
    assert re.fullmatch(r"result  keep: What was eaten \(key \w{12}, your own\)", last)


@pytest.mark.parametrize("where", ["a.md", "a.md:", "a.md:x", ":3", "12"])
def test_why_wants_a_place(where: str, run: Run) -> None:
    """What is no path with a line is wrong usage."""
    finished = run("cards", "--why", where)
    assert (finished.code, finished.out) == (2, "")
    assert "write it as notes/day41.md:12" in finished.err


@pytest.mark.parametrize(
    ("words", "fault"),
    [
        pytest.param(("--why", "lone.md:3"), "lone.md: cannot be read", id="no such file"),
        pytest.param(("decks/daily", "--why", "lone.md:3"), "not among the reports of decks/daily", id="another deck"),
    ],
)
def test_why_of_no_report_is_a_problem(words: tuple[str, ...], fault: str, run: Run, write: Write) -> None:
    """A report that is not there, or not in the deck, is told."""
    write(DECK)
    finished = run("cards", *words)
    assert (finished.code, finished.out) == (1, "")
    assert fault in finished.err


# --- cards, of which reports ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "words",
    [
        pytest.param(("decks/daily",), id="a deck's folder"),
        pytest.param(("decks/daily/deck.yaml",), id="a deck.yaml"),
        pytest.param(("decks/daily/notes",), id="a folder of reports"),
        pytest.param(("decks/**/*.md",), id="a glob"),
        pytest.param(("decks/daily/notes/2022-03-14.md", "decks/daily/notes/2022-03-15.md"), id="reports"),
        pytest.param(("../daily-reports/decks/daily/notes",), id="a way around"),
    ],
)
def test_paths_are_shown_from_here(words: tuple[str, ...], run: Run, write: Write) -> None:
    """However reports are named, they are found, and listed with their path from the current folder."""
    write(DECK)
    listed = json.loads(run("cards", "--format", "json", *words).out)
    paths = ["decks/daily/notes/2022-03-14.md"] * 2 + ["decks/daily/notes/2022-03-15.md"]
    assert [card["path"] for card in listed["cards"]] == paths


def test_decks_and_reports_are_listed_together(run: Run, write: Write) -> None:
    """A deck and a report beside it make one listing."""
    write({**DECK, "more.md": "- Stacking: training a model on what other models predict\n"})
    listed = json.loads(run("cards", "more.md", "decks/daily", "--format", "json").out)
    assert {card["path"] for card in listed["cards"]} == {
        "more.md",
        "decks/daily/notes/2022-03-14.md",
        "decks/daily/notes/2022-03-15.md",
    }


@pytest.mark.parametrize("word", ["decks/daily/notes/2022-03-14.md", "decks/*/notes/*-14.md"])
def test_a_report_is_listed_as_its_deck_has_it(word: str, run: Run, write: Write) -> None:
    """With the deck's name and what overrides.yaml says; what is wrong in other reports does not count."""
    write({**DECK, "decks/daily/notes/bad.md": b"- \xff\n"})
    alone = json.loads(run("cards", word, "--format", "json").out)
    key = alone["cards"][0]["key"]
    assert {card["path"] for card in alone["cards"]} == {"decks/daily/notes/2022-03-14.md"}
    assert {card["deck"].partition("::")[0] for card in alone["cards"]} == {"Daily reports"}
    write({"decks/daily/overrides.yaml": f"{key}: drop\n"})
    finished = run("cards", word, "--format", "json")
    assert [card["status"] for card in json.loads(finished.out)["cards"]] == ["dropped", "keep"]
    assert (finished.code, finished.err) == (0, "")


def test_reports_of_decks_and_of_none_are_told_apart(run: Run, write: Write) -> None:
    """One glob may name both, and a deck that is named itself is not listed twice."""
    write({**DECK, "decks/daily/drafts/a.md": "- Stacking: training a model on what other models predict\n"})
    listed = json.loads(run("cards", "decks/daily", "decks/**/*.md", "--format", "json").out)
    decks = [(card["path"].split("/")[2], card["deck"].partition("::")[0]) for card in listed["cards"]]
    assert sorted(decks) == [("drafts", "Notes"), *[("notes", "Daily reports")] * 3]


def test_a_report_of_a_broken_deck_is_not_listed(run: Run, write: Write) -> None:
    """It is told what is wrong with its deck.yaml."""
    write({**DECK, "decks/daily/deck.yaml": "nane: x\n"})
    finished = run("cards", "decks/daily/notes/2022-03-14.md")
    assert finished.code == 1
    assert finished.err.startswith("decks/daily/deck.yaml:1: unknown key `nane`")


def test_a_listing_with_errors_still_is_one(run: Run, write: Write) -> None:
    """One bad report costs its own cards, and exit code 1 if strict; JSON holds the problem as well as stderr."""
    write({**DECK, "decks/daily/notes/bad.md": b"- \xff\n"})
    assert run("cards", "--strict").code == 1
    finished = run("cards", "--format", "json")
    listed = json.loads(finished.out)
    assert (finished.code, len(listed["cards"]), len(listed["problems"])) == (0, 3, 1)
    assert listed["problems"][0]["path"] == "decks/daily/notes/bad.md"
    assert finished.err.startswith("decks/daily/notes/bad.md:1: notice: this report is left out: is not UTF-8")


# --- check ---------------------------------------------------------------------------------------------------------


def test_check_writes_nothing(run: Run, write: Write, home: Path) -> None:
    """A check of good reports says so, and leaves the folder as it was, but for what is remembered of the reports."""
    write(DECK)
    before = sorted(home.rglob("*"))
    finished = run("check", "--no-cache")
    assert (finished.code, finished.out, finished.err) == (0, "2 reports, no problems\n", "")
    assert sorted(home.rglob("*")) == before


def test_check_finds_missing_images(run: Run, write: Write) -> None:
    """What only packaging would meet is checked, too: a picture that is not there is a notice."""
    write({**DECK, "decks/daily/notes/2022-03-16.md": "- Pooling: ![a picture](gone.png) shrinking a feature map\n"})
    finished = run("check")
    assert (finished.code, finished.out) == (0, "3 reports, 1 notice\n")
    assert "gone.png" in finished.err


def test_check_of_a_report_without_cards_is_no_error(run: Run, write: Write) -> None:
    """A day without a card is a day, not a fault; a deck without one cannot be built."""
    write({"day.md": "## TMI\n\n- I had noodles for lunch\n"})
    finished = run("check", "day.md")
    assert (finished.code, finished.out) == (0, "1 report, 1 notice\n")


@pytest.mark.parametrize("command", ["check", "build"])
@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("output: out/daily.apkg", "output: out/daily.apkg: its folder does not exist"),
        ("output: /nonexist/x.apkg", "output: /nonexist/x.apkg: its folder does not exist"),
        ("ledger: notes", "ledger: notes: a folder stands where this file should be written"),
    ],
)
def test_what_cannot_be_written_is_told_at_its_line(
    run: Run, write: Write, command: str, line: str, expected: str
) -> None:
    """With the path as it stands there, beside all else that is wrong."""
    write({**DECK, "decks/daily/deck.yaml": f"name: Daily\n{line}\n", "decks/daily/notes/c.md": b"\xff"})
    finished = run(command)
    assert finished.code == 1
    assert f"decks/daily/deck.yaml:2: {expected}\n" in finished.err
    assert "decks/daily/notes/c.md:1: " in finished.err
    assert "is not UTF-8" in finished.err


def test_a_package_that_the_command_line_puts_nowhere_is_told(run: Run, write: Write) -> None:
    """No line of deck.yaml is to blame."""
    write(DECK)
    finished = run("build", "-o", "gone/week.apkg")
    assert (finished.code, finished.err.splitlines()[0]) == (1, "gone/week.apkg: its folder does not exist")


# --- init ----------------------------------------------------------------------------------------------------------


def test_init_begins_a_deck_that_builds(run: Run, write: Write, home: Path) -> None:
    """The deck that `init` writes needs only reports."""
    finished = run("init", "decks/daily-notes")
    assert (finished.code, finished.err) == (0, "")
    assert finished.out == (
        "Wrote decks/daily-notes/deck.yaml\n"
        "Next: put your reports into decks/daily-notes/notes/, then run: notes2anki build decks/daily-notes\n"
    )
    assert (home / "decks/daily-notes/notes").is_dir()
    write({"decks/daily-notes/notes/a.md": FIRST})
    assert run("build").out.startswith("Daily notes\n")


@pytest.mark.parametrize(
    "name",
    [
        pytest.param("it's: #1", id="signs of YAML"),
        pytest.param("일일 보고", id="Korean"),
        pytest.param(".", id="here"),
    ],
)
def test_init_takes_any_name(name: str, run: Run, write: Write, home: Path) -> None:
    """Whatever a folder is called, its deck.yaml can be read."""
    run("init", name)
    write({f"{name}/notes/a.md": FIRST})
    assert run("build", name).code == 0


@pytest.mark.parametrize(
    ("files", "fault"),
    [
        pytest.param({"deck/deck.yaml": "name: mine\n"}, "deck/deck.yaml", id="a deck.yaml"),
        pytest.param({"deck": "mine"}, "deck/notes", id="a file for the folder"),
        pytest.param({"deck/notes": "mine"}, "deck/notes", id="a file for the notes"),
    ],
)
def test_init_overwrites_nothing(files: Mapping[str, str], fault: str, run: Run, write: Write, home: Path) -> None:
    """What exists stays as it is, and nothing is put beside it."""
    write(files)
    finished = run("init", "deck")
    assert (finished.code, finished.out) == (1, "")
    assert finished.err.startswith(f"{fault}: ")
    written = {path.relative_to(home).as_posix(): path.read_text() for path in home.rglob("*") if path.is_file()}
    assert written == files


def test_quiet_init_prints_nothing(run: Run) -> None:
    """`--quiet` leaves out the next steps."""
    assert run("init", "deck", "--quiet").out == ""


# --- schema --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("words", "title"),
    [((), "notes2anki deck.yaml"), (("deck",), "notes2anki deck.yaml"), (("overrides",), "notes2anki overrides.yaml")],
)
def test_schema_prints_json(words: tuple[str, ...], title: str, run: Run) -> None:
    """The schema of the file that was asked for, deck.yaml if none was, and nothing else."""
    finished = run("schema", *words)
    assert (finished.code, finished.err, json.loads(finished.out)["title"]) == (0, "", title)
