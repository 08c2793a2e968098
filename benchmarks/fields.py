"""Reports -> are the fields of all their cards well-formed, does a sanitiser leave them alone, and how large are they?

    python benchmarks/fields.py PATH…

PATH is a report or a folder of reports. Cards of every status are written, without pictures. Exits with 1 where a field
is at fault.
"""

from __future__ import annotations

import statistics
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from notes2anki.build import load
from notes2anki.config import adhoc_settings
from notes2anki.fields import make_note
from notes2anki.model import Card, Selection, Settings

sys.path.insert(0, str(Path(__file__).parent.parent))

from tests.support.fields import faults

FIGURES = ("Key", "Date", "Reverse")
"""Fields that no one reads, and that say nothing of how the others are written."""


def cards_of(path: Path, folder: Path) -> tuple[Settings, tuple[Card, ...]]:
    """Return the cards of a report or a folder of reports, and the settings that they are made with."""
    notes, root = (".", path) if path.is_dir() else (path.name, path.parent)
    settings = adhoc_settings([notes], root=root, output=folder / "deck.apkg")
    return settings, load(settings, Selection()).cards


def written(path: Path, folder: Path) -> Iterator[tuple[Card, str, str]]:
    """Yield each field of each card: the card, the field's name, its HTML."""
    settings, cards = cards_of(path, folder)
    for card in cards:
        note = make_note(card, {}, settings.face, is_reversed=True)
        yield from ((card, name, html) for name, html in note.fields)


def main() -> None:
    """Print the faults, then the figures."""
    with tempfile.TemporaryDirectory() as folder:
        found = [one for path in sys.argv[1:] for one in written(Path(path).resolve(), Path(folder))]
    wrong = [(card, name, fault) for card, name, html in found for fault in faults(html)]
    for card, name, fault in wrong:
        print(f"{card.path}:{card.first}: {name}: {fault}")
    sizes = [len(html) for _, name, html in found if name not in FIGURES]
    print(f"cards   {len({id(card) for card, _, _ in found}):8}")
    print(f"fields  {len(found):8}     of them at fault: {len(wrong)}")
    if sizes:
        print(f"size    {statistics.median(sizes):8g}     the median in characters; the largest: {max(sizes)}")
    sys.exit(bool(wrong) or not found)


if __name__ == "__main__":
    main()
