"""A broken report among others, in the real Anki: no schedule is lost, and no card comes twice."""

from __future__ import annotations

from pathlib import Path

import pytest

from notes2anki.build import build
from notes2anki.model import Selection, Settings
from tests.support.collection import Bench

THEN = 1_700_000_000
WEEK = 7 * 86_400
HEAP = "- **Heap** - a tree in which each parent is larger than its children\n"
STACK = "- **Stack** - a list whose newest member is the first to go\n"
QUEUE = "- **Queue** - a list whose oldest member is the first to go\n"
HEAD = "---\ndate: 2023-11-14\ntags: [AI]\n---\n"


@pytest.mark.parametrize(
    "spoilt",
    [
        pytest.param(b"---\ndate: {{date}}\n---\n", id="broken front matter"),
        pytest.param(b"---\ndate: 2023-11-14\n---\n\xe9\n", id="another encoding"),
        pytest.param(b"---\ndate: 2023-11-14\n---\n\0\n", id="a NUL byte"),
    ],
)
@pytest.mark.parametrize("has_copy", [False, True], ids=["its cards are its own", "a copy of one stands elsewhere"])
def test_a_report_that_breaks_and_is_mended_loses_nothing(
    bench: Bench, tmp_path: Path, spoilt: bytes, *, has_copy: bool
) -> None:
    """Its cards keep note, schedule and log while it is broken and after, and a later edit reaches them."""
    root = tmp_path / "daily"
    (root / "notes").mkdir(parents=True)
    deck = Settings(root, "Root", ("notes",), root / "daily.apkg", root / "ledger.jsonl")
    one, two = root / "notes" / "a.md", root / "notes" / "b.md"

    def give(week: int) -> tuple[int, int]:
        outcome = build(deck, Selection(), now=THEN + week * WEEK)
        assert outcome.deck is not None
        counts = bench.take(deck.output)
        return counts.new, counts.updated

    one.write_text(HEAD + HEAP + STACK, encoding="utf-8")
    two.write_text(HEAD.replace("AI", "CS") + QUEUE + (HEAP if has_copy else ""), encoding="utf-8")
    assert give(0) == (3, 0)
    bench.col.sched.extend_limits(100, 100)
    for id_ in bench.col.find_cards(""):
        card = bench.col.get_card(id_)
        card.start_timer()
        bench.col.sched.answerCard(card, 4)
    learnt = _schedule(bench)

    one.write_bytes(spoilt + (HEAP + STACK).encode())
    assert give(1) == (0, 0)
    assert give(2) == (0, 0)
    assert _schedule(bench) == learnt
    assert bench.col.find_notes("tag:n2a::retired") == []

    one.write_text(HEAD + HEAP + STACK, encoding="utf-8")
    assert give(3) == (0, 0)
    one.write_text(HEAD + HEAP + STACK.replace("newest", "youngest"), encoding="utf-8")
    assert give(4) == (0, 1)
    assert _schedule(bench) == learnt
    assert (bench.col.note_count(), bench.col.card_count()) == (3, 3)
    assert bench.faults() == ()


def _schedule(bench: Bench) -> list[list[object]]:
    cards = "SELECT id, did, type, queue, due, ivl, factor, reps, lapses, left FROM cards ORDER BY id"
    return [*bench.col.db.all(cards), *bench.col.db.all("SELECT * FROM revlog ORDER BY id")]
