"""A season of edits in the real Anki: what becomes of a card, edit by edit and language by language.

Each week one kind of edit is made to a line of its own in four reports, one a language; then the deck is built and
imported, and the learner goes on. The table is a golden file.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest
import yaml

from notes2anki.build import plan
from notes2anki.ledger import RETIRED_TAG, Entry, Life, read_ledger
from notes2anki.ledger.entry import plain
from notes2anki.model import Selection, Settings
from tests.anki.test_season import MONDAY, WEEK, Season
from tests.support.collection import Bench

LANGUAGES = ("ko", "en", "ja", "zh")
TITLES = {"ko": "운영체제", "en": "Operating systems", "ja": "オペレーティングシステム", "zh": "操作系统"}
HEADS = {
    "ko": ("엔진 가", "엔진 나"),
    "en": ("Engine A", "Engine B"),
    "ja": ("機関甲", "機関乙"),
    "zh": ("引擎甲", "引擎乙"),
}
STEPS = {
    "ko": ("커밋 단계", "로그를 적는다", "로그를 디스크로 내린다", "락을 푼다"),
    "en": ("Commit steps", "write the log", "flush the log", "release the locks"),
    "ja": ("確定の手順", "ログを書く", "ログをディスクへ出す", "錠を放す"),
    "zh": ("提交步骤", "写入日志", "把日志刷到磁盘", "释放锁"),
}
STAYING = {
    "ko": ("- 뮤텍스: 한 번에 한 스레드만 들이는 자물쇠\n", "- 세마포어: 들어올 수 있는 수를 세는 정수\n"),
    "en": (
        "- Mutex: a lock that lets in one thread at a time\n",
        "- Semaphore: an integer that counts who may come in\n",
    ),
    "ja": ("- ミューテックス: 一度に一つのスレッドだけを入れる錠\n", "- セマフォ: 入れる数を数える整数\n"),
    "zh": ("- 互斥锁：一次只让一个线程进入的锁\n", "- 信号量：记录还能进入多少个线程的整数\n"),
}

KEPT, SAME, NEW, TOLD = (
    "kept, edited",
    "kept, nothing sent",
    "new, the old one retired",
    "new, the old one retired, told",
)


@dataclass(frozen=True)
class Edit:
    """A kind of edit: what becomes of its card, and in each language a mark of its card, the lines, and the new ones.

    `to` is the report that the new lines stand in: the same one, or `next`.
    """

    kind: str
    becomes: str
    lines: Mapping[str, tuple[str, str, str]]
    to: str = ""


def read_edits() -> tuple[Edit, ...]:
    """Return the table of edits."""
    rows = yaml.safe_load((Path(__file__).parent / "edits.yaml").read_text(encoding="utf-8"))
    return tuple(
        Edit(
            row["kind"],
            row["becomes"],
            {
                language: (row[language]["mark"], row[language]["before"], row[language]["after"])
                for language in LANGUAGES
            },
            row.get("to", ""),
        )
        for row in rows
    )


EDITS = read_edits()


class Edited(Season):
    """A season in which two cards may ask the same words under two heads."""

    def _check_questions(self) -> None:
        """No two cards that are in the notes show the same question under the same heads."""
        notes = map(self.col.get_note, self.col.find_notes(f"-tag:{RETIRED_TAG}"))
        shown = [(note["Context"], note["Question"]) for note in notes]
        assert len(shown) == len(set(shown)), sorted(shown)
        guids = self.col.db.list("SELECT guid FROM notes")
        assert len(guids) == len(set(guids))
        assert {entry.guid for entry in _entries(self)} <= set(guids)


@pytest.fixture
def season(bench: Bench, tmp_path: Path) -> Season:
    """Return two reports a language, with the lines of all edits as they are at first."""
    root = tmp_path / "deck"
    found = Edited(bench, Settings(root, "Root", ("notes",), root / "deck.apkg", root / "ledger.jsonl"))
    for language in LANGUAGES:
        first, last = STAYING[language]
        lines = "\n".join(edit.lines[language][1] for edit in EDITS)
        found.write(f"{language}.md", f"# {TITLES[language]}\n\n{first}\n{lines}\n{last}")
        found.write(f"{language}-next.md", f"# {TITLES[language]}\n\n- {language}Fork: makes a copy of the process\n")
    return found


def test_what_becomes_of_each_edit(season: Season, golden: Callable[[str, str], None]) -> None:
    """Kept, new or told, as is promised, and never lost; no review of any card changes."""
    season.end_week()
    rows = []
    for edit in EDITS:
        season.learn(3, 3, 4, 1, 3, 3)
        before = {language: _cards(season, edit.lines[language][0]) for language in LANGUAGES}
        for language in LANGUAGES:
            _make(season, edit, language)
        told = _told(season)
        season.end_week()
        found = [_outcome(season, before[language], edit.lines[language][0], told) for language in LANGUAGES]
        rows.append((edit.kind, *found))
        assert found == [edit.becomes] * len(LANGUAGES), edit.kind
    assert season.end_week().updated == 0
    lines = (f"| {' | '.join(row)} |\n" for row in (("edit", *LANGUAGES), ("---",) * 5, *rows))
    golden("edits.md", "".join(lines))


@pytest.mark.parametrize("language", LANGUAGES)
def test_like_words_under_a_second_head(season: Season, language: str) -> None:
    """The second list is a card of its own, and stays it when the first goes; the first keeps its history."""
    head, *steps = STEPS[language]
    numbered = "".join(f"  {place}. {step}\n" for place, step in enumerate(steps, 1))
    one, two = (f"\n## {name}\n\n- {head}\n{numbered}" for name in HEADS[language])
    text = season.read(f"{language}.md")
    season.write(f"{language}.md", text + one)
    season.end_week()
    (first,) = _cards(season, head)
    season.learn(3, 3)
    season.write(f"{language}.md", text + one + two)
    season.end_week()
    both = _cards(season, head)
    assert len(both) == 2
    assert first in both
    season.write(f"{language}.md", text + two)
    season.end_week()
    assert _cards(season, head) == both - {first}
    assert first in season._retired()


def _make(season: Season, edit: Edit, language: str) -> None:
    _, old, new = edit.lines[language]
    if not edit.to:
        season.edit(f"{language}.md", (old, new))
        return
    season.edit(f"{language}.md", (old, ""))
    name = f"{language}-{edit.to}.md"
    season.write(name, f"{season.read(name)}\n{new}")


def _entries(season: Season) -> tuple[Entry, ...]:
    return read_ledger(season.settings.ledger, "l").entries


def _cards(season: Season, mark: str) -> set[str]:
    """Return the guids of the cards in the notes that show the mark in question or answer."""
    shown = ((entry, dict(entry.fields)) for entry in _entries(season) if entry.state is Life.ACTIVE)
    said = ((entry, plain(fields.get("Question", "") + fields.get("Answer", ""))) for entry, fields in shown)
    found = {entry.guid for entry, words in said if mark.casefold() in words.casefold()}
    assert found or season.week == 0, mark
    return found


def _told(season: Season) -> str:
    """Return the commands that the next build will name."""
    now = MONDAY + season.week * WEEK
    hints = (problem.hint for problem in plan(season.settings, Selection(), now=now).loaded.problems)
    return "\n".join(hint for hint in hints if "ledger join" in hint)


def _outcome(season: Season, before: set[str], mark: str, told: str) -> str:
    """Return what became of the card, as Anki has it."""
    (old,), after = before, _cards(season, mark)
    now = MONDAY + (season.week - 1) * WEEK
    if after == before:
        mod = season.col.db.scalar("SELECT mod FROM notes WHERE guid = ?", old)
        return KEPT if mod == now else SAME
    (new,) = after - before
    assert old in season._retired()
    assert not season.col.find_notes(f"guid:{new} tag:{RETIRED_TAG}")
    keys = {entry.guid: entry.key for entry in _entries(season)}
    return TOLD if f"ledger join {keys[old]} {keys[new]}" in told else NEW
