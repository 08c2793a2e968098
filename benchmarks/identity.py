"""How well do cards outlive edits? Replays revisions of reports, build by build, and prints every join for reading.

    python -m benchmarks.identity FOLDER [--pairs]

FOLDER holds files named `<name>.v<number>.<anything>.md`; those of one name are successive versions of one report.
A fact survives if its guid is in the next build. Whether a join is right, and whether what went was the same fact as
something that came, is for people to say: with `--pairs` both are printed with their texts.
"""

from __future__ import annotations

import argparse
import re
import tempfile
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from notes2anki.build import Plan, build, plan
from notes2anki.ledger import Entry, Life, read_ledger
from notes2anki.model import DatedNote, NoteType, Selection, Settings, State

FIRST = 1_632_700_000
WEEK = 7 * 86_400
_VERSION = re.compile(r"(?P<name>.+)\.v(?P<number>\d+)\.[^.]*\.?md")
_TAG = re.compile("<[^>]+>")


@dataclass(frozen=True, slots=True)
class Step:
    """What one new version of a report did."""

    name: str
    number: int
    before: Mapping[str, Entry]  # active ones, by guid
    after: Mapping[str, DatedNote]
    notices: tuple[str, ...]

    @property
    def survivors(self) -> tuple[str, ...]:
        """The guids that are still there."""
        return tuple(guid for guid in self.before if guid in self.after)

    @property
    def joins(self) -> tuple[str, ...]:
        """The guids that were kept although the card's key is new."""
        return tuple(guid for guid in self.survivors if self.before[guid].key != self.after[guid].note.key)


def histories(folder: Path) -> Mapping[str, Sequence[Path]]:
    """Return the versions of each report, the first first."""
    found: dict[str, list[tuple[int, Path]]] = defaultdict(list)
    for path in sorted(folder.iterdir()):
        if match := _VERSION.fullmatch(path.name):
            found[match["name"]].append((int(match["number"]), path))
    return {name: [path for _, path in sorted(versions)] for name, versions in sorted(found.items())}


def replay(name: str, versions: Sequence[Path]) -> Iterator[Step]:
    """Build a deck of one report again and again, each time with its next version."""
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        (root / "notes").mkdir()
        settings = Settings(root, "Root", ("notes",), root / "a.apkg", root / "ledger.jsonl")
        for number, version in enumerate(versions, start=1):
            before = _active(settings)
            (root / "notes" / f"{name}.md").write_bytes(version.read_bytes())
            planned = _step(settings, FIRST + number * WEEK)
            notes = planned.deck.notes if planned.deck else ()
            after = {dated.note.guid: dated for dated in notes if dated.state is not State.RETIRED}
            notices = tuple(f"{problem.message}; {problem.hint}" for problem in planned.settled.notices)
            yield Step(name, number, before, after, notices)


def _step(settings: Settings, now: int) -> Plan:
    planned = plan(settings, Selection(), now=now)
    build(settings, Selection(), now=now)
    return planned


def _active(settings: Settings) -> Mapping[str, Entry]:
    entries = read_ledger(settings.ledger, "ledger.jsonl").entries
    return {entry.guid: entry for entry in entries if entry.state is Life.ACTIVE}


# --- for people ----------------------------------------------------------------------------------------------------


def _told(note_type: NoteType, fields: Sequence[tuple[str, str]]) -> str:
    named = dict(fields)
    shown = named.get("Question" if note_type is NoteType.BASIC else "Text", ""), named.get("Answer", "")
    return " || ".join(_TAG.sub(" ", html).strip() for html in shown)


def _pairs(step: Step) -> Iterator[str]:
    for guid in step.joins:
        old, new = step.before[guid], step.after[guid]
        yield f"  join ({new.why})"
        yield f"    - {_told(old.note_type, old.fields)}"
        yield f"    + {_told(new.note.note_type, new.note.fields)}"
    for guid in sorted(set(step.before) - set(step.after)):
        yield f"  gone  {step.before[guid].key}: {_told(step.before[guid].note_type, step.before[guid].fields)}"
    for guid in sorted(set(step.after) - set(step.before)):
        new = step.after[guid]
        yield f"  new   {new.note.key}: {_told(new.note.note_type, new.note.fields)}"
    yield from (f"  doubt {notice}" for notice in step.notices)


def main() -> None:
    """Print the figures of all histories."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--pairs", action="store_true", help="print every join, and all that went or came, for reading")
    words = parser.parse_args()
    for name, versions in histories(words.folder).items():
        for step in replay(name, versions):
            kept, joined = len(step.survivors), len(step.joins)
            print(
                f"{name} v{step.number}: {len(step.before)} before, {kept} kept ({joined} joined), "
                f"{len(step.before) - kept} gone, {len(step.after) - kept} new, {len(step.notices)} in doubt"
            )
            if words.pairs and step.number > 1:
                print("\n".join(_pairs(step)))


if __name__ == "__main__":
    main()
