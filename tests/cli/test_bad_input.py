"""Bad input, each with the message that its author gets: `golden/*.txt`, rewritten with `pytest --update-golden`."""

import errno
import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest

from notes2anki.cache import FOLDER
from notes2anki.cli.targets import attempt
from tests.support.program import Finished

REPORT = """---
date: 2022-03-17
tags: [AI]
---
## Ensemble

- Bagging: training models apart on samples of the data and averaging what they predict
- 부스팅: 모델들을 차례로 학습해서 앞의 오류를 줄이는 방법
"""
DIARY = "---\ndate: 2022-03-17\n---\n## TMI\n\n- I had noodles for lunch\n"
CONFIG = "name: Daily reports\n"
_LINE = (
    '{{"key": "{key}", "guid": "guid-{key}", "note_type": "basic", "slot": "definition", "text": "{key}", '
    '"path": "notes/a.md", "line": 7, "trail": [], "deck": "Daily reports", "created": 5, "mod": 6, '
    '"state": "{state}", "fields": {{"Question": "{key}?", "Key": "{key}"}}, "tags": [], "media": []}}\n'
)
LEDGER = (
    '{"notes2anki": 2}\n'
    + _LINE.format(key="bagging23456", state="active")
    + _LINE.format(key="boosting2345", state="active")
    + _LINE.format(key="stacking2345", state="retired")
    + '{"end": true}\n'
)
KEPT = {"deck.yaml": CONFIG, "notes/a.md": REPORT, "ledger.jsonl": LEDGER}


@dataclass(frozen=True)
class Case:
    """Files, words on the command line, and the exit code."""

    files: Mapping[str, str | bytes]
    words: tuple[str, ...] = ("build",)
    code: int = 1


CASES = {
    "no-deck": Case({"notes/a.md": REPORT}),
    "no-config-in-folder": Case({"deck/notes/a.md": REPORT}, ("build", "deck")),
    "broken-config": Case({"deck.yaml": "name: Daily reports\nnotes: [a.md\n", "notes/a.md": REPORT}),
    "broken-front-matter": Case(
        {"deck.yaml": CONFIG, "notes/a.md": "---\ntitle: Day 41: YOLO\ntags: [AI\n---\n- IoU: overlap by union\n"}
    ),
    "unknown-key": Case({"deck.yaml": "name: Daily\nnote: [a.md]\nsubdecks: {chose: last}\n", "notes/a.md": REPORT}),
    "wrong-type": Case(
        {"deck.yaml": "name: 2021\nnotes: {a: b}\nthreshold: high\nsubdecks:\n  choose: middle\n", "notes/a.md": REPORT}
    ),
    "not-utf-8": Case(
        {"deck.yaml": CONFIG, "notes/a.md": REPORT, "notes/b.md": "---\n---\n- 양자화".encode("cp949")},
        ("build", "--strict"),
    ),
    "utf-16": Case({"deck.yaml": CONFIG, "notes/b.md": REPORT.encode("utf-16")}),
    "no-such-report": Case({}, ("cards", "missing.md")),
    "no-matching-notes": Case({"deck.yaml": f"{CONFIG}notes:\n  - notes/**/*.md\n  - more/*.md\n"}),
    "no-matching-glob": Case({}, ("build", "--notes", "reports/**/*.md", "-o", "week.apkg")),
    "no-cards": Case({"deck.yaml": CONFIG, "notes/a.md": DIARY}),
    "gap-numbers": Case({"deck.yaml": CONFIG, "notes/a.md": f"{REPORT}\n{{{{c0::x}}}}\n\n{{{{c501::x}}}} y\n"}),
    "gap-numbers-check": Case(
        {"deck.yaml": CONFIG, "notes/a.md": f"{REPORT}\n{{{{c0::x}}}}\n\n{{{{c501::x}}}} y\n"}, ("check",)
    ),
    "no-cards-check": Case({"deck.yaml": CONFIG, "notes/a.md": DIARY}, ("check",)),
    "no-report-in-week": Case({"deck.yaml": CONFIG, "notes/a.md": REPORT}, ("build", "--week", "2021-W39")),
    "output-is-a-folder": Case({"deck.yaml": f"{CONFIG}output: out.apkg\n", "notes/a.md": REPORT, "out.apkg/x": ""}),
    "output-is-a-folder-check": Case(
        {"deck.yaml": f"{CONFIG}output: out.apkg\n", "notes/a.md": REPORT, "out.apkg/x": ""}, ("check",)
    ),
    "output-is-no-package": Case({"notes/a.md": REPORT}, ("build", "--notes", "notes", "-o", "week.zip")),
    "empty-deck-name": Case({"deck.yaml": 'name: "::"\n', "notes/a.md": REPORT}),
    "broken-ledger": Case({"deck.yaml": CONFIG, "notes/a.md": REPORT, "ledger.jsonl": "<<<<<<< HEAD\n"}),
    "broken-ledger-check": Case(
        {"deck.yaml": CONFIG, "notes/a.md": REPORT, "ledger.jsonl": "<<<<<<< HEAD\n"}, ("check",)
    ),
    "wrong-settings": Case(
        {
            "deck.yaml": "sections: {outs: [Gossip]}\nrules: {off: [facts], scores: {label: 9}}\n"
            "limits: {answer: 5}\nreverse: term\nwordings: {ko: {definition: 무엇}, fr: {}}\n",
            "notes/a.md": REPORT,
        }
    ),
    "broken-overrides": Case(
        {
            "deck.yaml": CONFIG,
            "notes/a.md": REPORT,
            "overrides.yaml": "abcdefgh2345: dorp\nbcdefgh23456:\n  keep: true\n  drop: true\n  anwser: 42\n",
        }
    ),
    "broken-overrides-check": Case({"deck.yaml": CONFIG, "notes/a.md": REPORT, "overrides.yaml": "- a\n"}, ("check",)),
    "stale-overrides": Case(
        {
            "deck.yaml": CONFIG,
            "notes/a.md": REPORT,
            "overrides.yaml": "abcdefgh2345: drop\nbcdefgh23456: {answer: training models apart and averaging}\n",
        },
        ("check",),
        0,
    ),
    "why-of-no-place": Case({"notes/a.md": REPORT}, ("cards", "--why", "notes/a.md"), 2),
    "why-of-no-report": Case({"deck.yaml": CONFIG, "notes/a.md": REPORT}, ("cards", ".", "--why", "b.md:1")),
    "no-such-schema": Case({}, ("schema", "ledger"), 2),
    "cut-ledger": Case({**KEPT, "ledger.jsonl": LEDGER.removesuffix('{"end": true}\n')}),
    "later-ledger": Case({**KEPT, "ledger.jsonl": '{"notes2anki": 9}\n'}, ("ledger", "show")),
    "no-ledger": Case({"deck.yaml": CONFIG, "notes/a.md": REPORT}, ("ledger", "show")),
    "no-such-card": Case(KEPT, ("ledger", "join", "wurst", "bagging23456")),
    "join-of-one": Case(KEPT, ("ledger", "join", "bagging23456"), 2),
    "join-of-two-bullets": Case(KEPT, ("ledger", "join", "bagging23456", "boosting2345")),
    "join-the-wrong-way": Case(KEPT, ("ledger", "join", "bagging23456", "stacking2345")),
    "forget-nothing": Case(KEPT, ("ledger", "forget"), 2),
    "forget-what-is-there": Case(KEPT, ("ledger", "forget", "bagging23456", "wurst")),
    "two-decks": Case(
        {
            "decks/a/deck.yaml": "nam: x\n",
            "decks/b/deck.yaml": "name: B\n",
            "decks/b/notes/b.md": b"- \xff\n",
            "decks/c/deck.yaml": "name: C\n",
            "decks/c/notes/c.md": REPORT,
        }
    ),
    "wrong-week": Case({}, ("build", "--week", "2021-W60"), 2),
    "wrong-day": Case({}, ("cards", "--since", "yesterday"), 2),
    "week-and-since": Case({}, ("check", "--week", "last", "--since", "2022-03-01"), 2),
    "since-after-until": Case({}, ("check", "--since", "2022-03-02", "--until", "2022-03-01"), 2),
    "notes-and-deck": Case({"deck.yaml": CONFIG}, ("build", "deck.yaml", "--notes", "x", "-o", "x.apkg"), 2),
    "notes-without-output": Case({}, ("build", "--notes", "x"), 2),
    "name-without-notes": Case({"deck.yaml": CONFIG}, ("build", "--name", "x"), 2),
    "output-for-two-decks": Case({"decks/a/deck.yaml": CONFIG, "decks/b/deck.yaml": CONFIG}, ("build", "-o", "x.apkg")),
    "output-of-a-deck-is-no-package": Case({"deck.yaml": CONFIG, "notes/a.md": REPORT}, ("build", "-o", "x.zip")),
    "no-stats": Case({}, ("stats",), 2),
    "no-review": Case({}, ("review",), 2),
    "broken-front-matter-diff": Case(
        {"deck.yaml": CONFIG, "notes/a.md": "---\ntags: [AI\n---\n- IoU: overlap by union\n"}, ("diff",)
    ),
    "no-deck-to-watch": Case({}, ("watch",)),
}


@pytest.mark.parametrize("name", CASES)
def test_bad_input_has_a_message(
    name: str,
    run: Callable[..., Finished],
    write: Callable[[Mapping[str, str | bytes]], None],
    golden: Callable[[str, str], None],
) -> None:
    """Each mistake has a message with its place and a hint, an exit code, and never a traceback."""
    case = CASES[name]
    write(case.files)
    finished = run(*case.words)
    golden(f"{name}.txt", _transcript(case.words, finished))
    assert finished.code == case.code


@pytest.mark.skipif(not Path("/proc/self/mem").exists(), reason="has no file that even root cannot read")
def test_an_unreadable_file_has_a_message(
    home: Path,
    run: Callable[..., Finished],
    write: Callable[[Mapping[str, str | bytes]], None],
    golden: Callable[[str, str], None],
) -> None:
    """A report that the system refuses to read is named, and the others are still checked."""
    write({"deck.yaml": f"{CONFIG}follow_links: true\n", "notes/a.md": REPORT})
    (home / "notes" / "b.md").symlink_to("/proc/self/mem")
    golden("unreadable.txt", _transcript(("build",), run("build")))


@pytest.mark.parametrize("name", [name for name, case in CASES.items() if case.code == 1])
def test_nothing_is_written_where_anything_is_wrong(
    name: str, home: Path, run: Callable[..., Finished], write: Callable[[Mapping[str, str | bytes]], None]
) -> None:
    """A deck with errors gives neither a package nor a ledger; other decks are decks of their own."""
    case = CASES[name]
    write(case.files)
    before = _files(home)
    run(*case.words)
    assert _files(home) - before <= {"decks/c/c.apkg", "decks/c/ledger.jsonl"}


def test_every_golden_message_is_tested() -> None:
    """No golden file outlives its case."""
    files = sorted(path.stem for path in (Path(__file__).parent / "golden").glob("*.txt"))
    assert files == sorted([*CASES, "unreadable"])


def _files(home: Path) -> set[str]:
    """Return what is in the folder, but for what is safe to delete."""
    return {path.relative_to(home).as_posix() for path in home.rglob("*") if FOLDER not in path.parts}


def _transcript(words: tuple[str, ...], finished: Finished) -> str:
    parts = [f"$ notes2anki {' '.join(words)}\n"]
    parts += [f"--- {name}\n{text}" for name, text in (("stdout", finished.out), ("stderr", finished.err)) if text]
    return "".join([*parts, f"--- exit {finished.code}\n"])


@pytest.mark.parametrize(
    ("number", "hint"),
    [
        pytest.param(errno.EACCES, "choose another place", id="a folder of somebody else"),
        pytest.param(errno.ENOSPC, "make room", id="a full disk"),
        pytest.param(errno.EIO, "", id="something else"),
    ],
)
def test_what_the_system_refuses_has_its_file_and_a_hint(number: int, hint: str) -> None:
    """The words are the system's own."""

    def refuse() -> None:
        raise OSError(number, os.strerror(number), "deck.apkg")

    (problem,) = attempt(refuse)[1]
    assert (problem.path, problem.message) == ("deck.apkg", os.strerror(number))
    assert problem.hint.startswith(hint)
    assert bool(problem.hint) == bool(hint)
