"""Problems, progress, summaries -> the terminal."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Callable, Container, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from notes2anki.cli.columns import columns, cut, pad, printable
from notes2anki.cli.options import now
from notes2anki.files import escaped, shown_path
from notes2anki.listing import place
from notes2anki.model import OTHERWISE, Card, DatedNote, Problem, Settings, Skip, State, Status

if TYPE_CHECKING:
    from notes2anki.build import Outcome

NEXT = (
    "Next: open the file with Anki (File › Import), or send it to the phone and open it with AnkiDroid or AnkiMobile."
)
_LONG = 20  # reports; fewer are read before a progress bar could be
_REMINDED = 15 * 24 * 60 * 60  # seconds: two weekly builds
_UNTOLD = (State.UNREAD, State.GONE)
_LISTED = 20  # cards on a line or in a list; more would fill the screen
_WEEKS = 6
_REVISIT = "to revisit"  # how the reason begins for which a line is left out that its author had not understood


def shown(path: str | Path, root: Path) -> str:
    """Return a path below `root` as it is reached from the current folder."""
    try:
        return shown_path(root / path, Path.cwd())
    except ValueError:  # another drive on Windows
        return escaped(Path(path).as_posix())


def from_here(problems: Iterable[Problem], root: Path) -> tuple[Problem, ...]:
    """Return problems below `root` with paths as they are reached from the current folder."""
    return tuple(replace(problem, path=shown(problem.path, root)) for problem in problems)


def say_problems(problems: Iterable[Problem]) -> None:
    """Print problems to stderr, sorted, each once."""
    for problem in sorted(set(problems)):
        click.echo(_problem(problem), err=True)


def count(number: int, noun: str) -> str:
    """Return a number with its noun: `1 card`, `2 cards`."""
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def counted(problems: Iterable[Problem]) -> str:
    """Return how many problems there are, by kind: `1 error, 2 notices`, or `no problems`."""
    kinds = Counter("error" if problem.is_error else "notice" for problem in problems)
    return ", ".join(count(kinds[kind], kind) for kind in ("error", "notice") if kinds[kind]) or "no problems"


@contextmanager
def progress(*, quiet: bool) -> Iterator[Callable[[int, int], None]]:
    """Yield what reports progress: a bar on stderr, where that is a terminal and the work is long."""
    bar = click.progressbar(
        length=1, label="Reading", file=sys.stderr, show_pos=True, hidden=quiet or not sys.stderr.isatty()
    )

    def report(done: int, of: int) -> None:
        if of > _LONG:
            bar.length = of
            bar.update(done - bar.pos)
        if done == of and bar.pos:
            bar.render_finish()  # what is said next begins a line
            bar.hidden = True

    try:
        yield report
    finally:
        if bar.pos:
            bar.render_finish()


def summary(settings: Settings, outcome: Outcome) -> str:
    """Return what a build did, for people."""
    return "\n".join(_summary(settings, outcome))


def line(settings: Settings, outcome: Outcome | None, problems: Iterable[Problem]) -> str:
    """Return in one line what a build did, for people who watch many of them."""
    name = click.style(printable(settings.name), bold=True)
    if outcome is None or outcome.deck is None:
        return f"{name}: {unwritten(problems)}"
    return f"{name}: {_states(outcome.deck.notes)} → {shown(settings.output, settings.root)} ({_size(outcome.size)})"


def by_version(changed: int) -> Iterator[str]:
    """Yield how many cards the program changed, not the notes, if it did any."""
    if changed:
        yield f"  {count(changed, 'card')} asked otherwise by this version: there, your notes did not change"


def unwritten(problems: Iterable[Problem]) -> str:
    """Return in a few words that there are problems, and what came of them."""
    return f"{click.style(counted(problems), fg='red')}, nothing was written"


def _summary(settings: Settings, outcome: Outcome) -> Iterator[str]:
    loaded = outcome.loaded
    statuses = Counter(card.status for card in loaded.cards)
    left = [f"{statuses[status]} {status}" for status in (Status.SUGGESTED, Status.DROPPED) if statuses[status]]
    kept = ", ".join([f"{count(statuses[Status.KEEP], 'card')} kept", *left])
    yield click.style(printable(settings.name), bold=True)
    yield f"  {count(loaded.reports, 'report')} · {kept} · {len(loaded.skips)} skipped"
    if loaded.left_out:
        number = len({problem.path for problem in loaded.left_out})
        left_out = "1 report is" if number == 1 else f"{number} reports are"
        held = len(loaded.recognised.held) - len(loaded.recognised.kept)
        theirs = f"; {count(held, 'card')} of before may stand there and stay as they are" if held else ""
        yield click.style(f"  {left_out} left out, as the notices say{theirs}", fg="yellow")
    yield from _subdecks(settings.name, loaded.cards)
    skips = (replace(skip, path=shown(skip.path, settings.root)) for skip in loaded.skips)
    yield from (f"  {line}" for line in learned(loaded.cards, skips))
    yield from _since(outcome)
    if loaded.problems:
        yield f"  {counted(loaded.problems)}"
    if outcome.size:
        yield click.style(f"  → {shown(settings.output, settings.root)} ({_size(outcome.size)})", fg="green")
    else:
        yield "  nothing was written"


def learned(cards: Iterable[Card], skips: Iterable[Skip]) -> Iterator[str]:
    """Yield how many cards the last weeks gave, where there are several, and what their author wants to revisit."""
    weeks = Counter(card.date.isocalendar()[:2] for card in cards if card.status is Status.KEEP and card.date)
    if len(weeks) > 1:
        latest = (f"{year}-W{week:02} {weeks[year, week]}" for year, week in sorted(weeks)[-_WEEKS:])
        yield f"cards by week: {', '.join(latest)}"
    revisit = [skip for skip in skips if skip.reason.startswith(_REVISIT)]
    if revisit:
        yield f"{_REVISIT}:"
    yield from (f"  {printable(skip.path)}:{place(skip)}  {cut(skip.text)}" for skip in revisit[:_LISTED])
    if len(revisit) > _LISTED:
        yield f"  and {len(revisit) - _LISTED} more"


def _subdecks(name: str, cards: Iterable[Card]) -> Iterator[str]:
    counts = Counter(card.deck.removeprefix(f"{name}::") for card in cards if card.status is Status.KEEP)
    listed = sorted(counts, key=lambda deck: (deck != name, deck))  # the root deck first
    names = {deck: "(no subdeck)" if deck == name else printable(deck) for deck in listed}
    width = max(map(columns, names.values()), default=0)
    digits = max((len(str(number)) for number in counts.values()), default=0)
    yield from (f"    {pad(names[deck], width)}  {counts[deck]:>{digits}}" for deck in names)


def _since(outcome: Outcome) -> Iterator[str]:
    loaded = outcome.loaded
    notes = outcome.deck.notes if outcome.deck else ()
    since = "no ledger yet, so this is the first build" if outcome.is_first else "since the last build"
    yield f"  {since}: {_states(notes)}"
    yield from by_version(sum(note.why == OTHERWISE for note in notes))
    if kept := len(loaded.recognised.kept):
        yield f"  {count(kept, 'card')} of an older version: the words are still in the notes, so they stay as they are"
    yield from _edited(notes)
    yield from _known_again(notes, loaded.cards)
    elsewhere = sum(note.why == "moved" for note in notes)
    if elsewhere:
        them = f"{count(elsewhere, 'card')} in another report than before"
        yield f"  {them}: in Anki their Source follows when they change, or: notes2anki build --refresh-sources"
    yield from _moved(notes, outcome.emptied)
    retired = sum(note.state in (State.RETIRED, State.GONE) for note in notes)
    if retired:
        them = "1 card is" if retired == 1 else f"{retired} cards are"
        yield f"  retired: {them} gone from the notes, but not from Anki; to delete them there, search tag:n2a::retired"
        yield "    once they are deleted: notes2anki ledger forget --retired"


def _states(notes: Iterable[DatedNote]) -> str:
    states = Counter(note.state for note in notes)
    return ", ".join(f"{states[state]} {state}" for state in State if states[state] and state not in _UNTOLD)


def _edited(notes: Iterable[DatedNote]) -> Iterator[str]:
    """Yield what keeps a change out of Anki; no one can tell whether it was imported, so builds repeat it."""
    here = (State.EDITED, State.MOVED, State.UNCHANGED)
    late = sum(note.state in here and note.created < note.mod > now() - _REMINDED for note in notes)
    if late:
        cards = f"{count(late, 'card')} changed within two weeks"
        yield f"  {cards}: what you edit in Anki before you import it stays; then see build --last-import"


def _known_again(notes: Iterable[DatedNote], cards: Iterable[Card]) -> Iterator[str]:
    """Yield the cards whose bullets were edited so that only a likeness tells them."""
    questions = {(card.key, card.note_type): card.question.shown for card in cards}
    known = [note for note in notes if note.why not in ("", "moved", OTHERWISE)]
    if known:
        yield "  known again, with their history:"
    for dated in known[:_LISTED]:
        question = cut(questions[dated.note.key, dated.note.note_type])
        yield f"    {question}  ({dated.why}, key {dated.note.key})"
    if len(known) > _LISTED:
        yield f"    and {len(known) - _LISTED} more"


def _moved(notes: Iterable[DatedNote], emptied: Container[str]) -> Iterator[str]:
    """Yield searches for Anki's browser for the cards that should be moved, by their old and their new deck."""
    ways: dict[tuple[str, str], list[str]] = {}
    for dated in notes:
        if dated.moved_from:
            key = dict(dated.note.fields).get("Key", dated.note.key)
            ways.setdefault((dated.moved_from, dated.note.deck), []).append(f"Key:{key}")
    if ways:
        yield "  moved: Anki leaves cards in the deck where they are; to move them, search in its browser for"
    left = Counter(old for old, _ in ways)
    for (old, new), keys in sorted(ways.items()):
        is_whole = old in emptied and left[old] == 1
        for search in _searches(old, keys, is_whole=is_whole):
            yield f"    {search}  and choose Change Deck: {printable(new)}"


def _searches(deck: str, keys: Sequence[str], *, is_whole: bool) -> Iterator[str]:
    """Yield searches that find the cards of a deck: all of it, or a line of their keys at a time."""
    name = f'"deck:{printable(deck)}"'
    if is_whole and len(keys) > _LISTED:
        yield name
    else:
        lines = (keys[start : start + _LISTED] for start in range(0, len(keys), _LISTED))
        yield from (f"{name} ({' OR '.join(line)})" for line in lines)


def _size(size: int) -> str:
    if size < 1000:
        return f"{size} bytes"
    return f"{size / 1000:.0f} kB" if size < 1_000_000 else f"{size / 1_000_000:.1f} MB"


def _problem(problem: Problem) -> str:
    place = f"{problem.path}:{problem.line}" if problem.line else problem.path
    sign = click.style(f"{escaped(place)}:", fg="red" if problem.is_error else "yellow")
    message = f"{sign} {'' if problem.is_error else 'notice: '}{escaped(problem.message)}"
    return f"{message}\n    hint: {escaped(problem.hint)}" if problem.hint else message
