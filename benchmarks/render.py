"""A folder of reports -> what writing the fields adds to a build, and how large the fields are.

    python benchmarks/render.py FOLDER [PAIRS]

Each pair of runs is a build's plan with the fields as they are, and one whose notes have empty fields, in turn, so that
load hits both alike. Exits with 1 where the median ratio is above the promise.
"""

from __future__ import annotations

import statistics
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from notes2anki import build
from notes2anki.config import adhoc_settings
from notes2anki.fields import formula_notices, make_note
from notes2anki.model import Card, Note, Selection, Settings, Status

PROMISE = 1.25


def seconds(settings: Settings) -> float:
    """Return the processor time of a plan, reports read anew: what else runs on the machine does not count."""
    start = time.process_time()
    build.plan(settings, Selection(), now=1_700_000_000)
    return time.process_time() - start


def without_fields(card: Card, *_: object, **__: object) -> Note:
    """Return the note of a card with nothing in its fields."""
    return Note(card.guid, card.key, card.note_type, (("Question", card.key), ("Key", card.key)), card.tags, card.deck)


def measure(settings: Settings, pairs: int) -> Iterator[tuple[float, float]]:
    """Yield the seconds of a plan without and with the fields."""
    for _ in range(pairs):
        build.make_note, build.formula_notices = without_fields, lambda *_: ()
        bare = seconds(settings)
        build.make_note, build.formula_notices = make_note, formula_notices
        yield bare, seconds(settings)


def sizes(settings: Settings) -> list[int]:
    """Return the characters of each field, keys and dates left out."""
    cards = (card for card in build.load(settings, Selection()).cards if card.status is Status.KEEP)
    notes = (make_note(card, {}, settings.face) for card in cards)
    return sorted(len(html) for note in notes for name, html in note.fields if name not in ("Key", "Date", "Reverse"))


def main() -> None:
    """Print the figures."""
    root = Path(sys.argv[1]).resolve()
    with tempfile.TemporaryDirectory() as folder:
        settings = adhoc_settings(["."], root=root, output=Path(folder) / "deck.apkg")
        seconds(settings)  # once for the disk and the compiled patterns
        runs = list(measure(settings, int(sys.argv[2]) if len(sys.argv) > 2 else 7))
        found = sizes(settings)
    bare, whole = (statistics.median(column) for column in zip(*runs, strict=True))
    ratio = statistics.median(long / short for short, long in runs)
    print(f"plan without fields  {bare * 1000:8.1f} ms")
    print(f"plan with fields     {whole * 1000:8.1f} ms")
    print(f"ratio                {ratio:8.2f}     (promise: {PROMISE:g} or less)")
    median = f"median {statistics.median(found):g}, largest {found[-1]} characters"
    print(f"fields               {len(found):8}     {median}")
    sys.exit(ratio > PROMISE)


if __name__ == "__main__":
    main()
