"""`notes2anki ledger …`: what is remembered of each card, and what only a person can say of it."""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import TYPE_CHECKING

import click

from notes2anki.cli.options import now, quiet_option

if TYPE_CHECKING:
    from notes2anki.ledger import Ledger

_DECK = "DECK is a deck's folder, its deck.yaml or its ledger. Without DECK, the decks that `build` would build."
_NAME = "A card is named by its key, its beginning, or its guid."
_EXAMPLE = """\b
Examples:
  notes2anki ledger show | grep 양자화
  notes2anki ledger join 2ryystbcfyup zx2ustdziino
  notes2anki ledger forget --retired
"""
_SHOW_EXAMPLE = """\b
Examples:
  notes2anki ledger show
  notes2anki ledger show decks/daily-reports | grep dropout
"""
_JOIN_EXAMPLE = """\b
Example:
  notes2anki ledger join 2ryystbcfyup zx2ustdziino    # before the new card is imported
"""
_MERGE_EXAMPLE = """\b
Examples:
  notes2anki ledger merge decks/daily-reports/ledger.jsonl    # with the marks of a conflict
  git config merge.notes2anki.driver 'notes2anki ledger merge -q %O %A %B'
"""
_REPAIR_EXAMPLE = """\b
Example:
  notes2anki ledger repair decks/daily-reports
"""
_FORGET_EXAMPLE = """\b
Examples:
  notes2anki ledger forget --retired
  notes2anki ledger forget decks/daily-reports 2ryystbcfyup
"""


@click.group("ledger", epilog=_EXAMPLE)
def command() -> None:
    """Look at what is remembered of each card, and put it right.

    The ledger is how a card is known again when its bullet was edited or moved. It is written by `build`.
    """


@command.command("show", help=f"List the cards of the ledger.\n\n{_DECK}", epilog=_SHOW_EXAMPLE)
@click.argument("decks", metavar="[DECK]...", nargs=-1, type=click.Path(exists=True))
@quiet_option
def show_command(*, decks: tuple[str, ...], quiet: bool) -> None:
    """List cards."""
    from notes2anki.cli import ledgers, show

    entries = [entry for ledger in ledgers.read(decks) for entry in ledger.entries]
    for entry in entries:
        click.echo(ledgers.line(entry))
    if not quiet:
        click.echo(show.count(len(entries), "card"))


@command.command(
    "join",
    help=f"Say that the card NEW is the card OLD, which keeps its history.\n\n{_NAME}\n\n{_DECK}",
    epilog=_JOIN_EXAMPLE,
)
@click.argument("words", metavar="[DECK] OLD NEW", nargs=-1)
@click.option("--imported", is_flag=True, help="NEW is in Anki already, as a card of its own: retire it there.")
@quiet_option
def join_command(*, words: tuple[str, ...], imported: bool, quiet: bool) -> None:
    """Join two cards."""
    from notes2anki.cli import ledgers
    from notes2anki.ledger import find, join

    decks, keys = ledgers.sort_words(words)
    if len(keys) != 2:
        raise click.UsageError("Name two cards: the OLD one, then the NEW one.")
    old, new = keys

    def change(ledger: Ledger) -> tuple[Ledger, str]:
        said = f"{find(ledger, new).key} is {find(ledger, old).key} now: the next build updates its note in Anki"
        return join(ledger, old, new, now(), is_imported=imported), said

    _change(decks, keys, change, quiet=quiet)


@command.command(
    "forget",
    help=f"Package retired cards no more, once they are deleted in Anki.\n\n{_NAME}\n\n{_DECK}",
    epilog=_FORGET_EXAMPLE,
)
@click.argument("words", metavar="[DECK] [KEY]...", nargs=-1)
@click.option("--retired", is_flag=True, help="Forget all that are retired.")
@quiet_option
def forget_command(*, words: tuple[str, ...], retired: bool, quiet: bool) -> None:
    """Forget cards."""
    from notes2anki.cli import ledgers, show
    from notes2anki.ledger import forget

    decks, keys = ledgers.sort_words(words)
    if bool(keys) == retired:
        raise click.UsageError("Name the cards, or give --retired.")

    def change(ledger: Ledger) -> tuple[Ledger, str]:
        kept, gone = forget(ledger, keys, all_retired=retired)
        return kept, f"{ledger.shown}: {show.count(len(gone), 'card')} forgotten"

    _change(decks, keys, change, quiet=quiet)


@command.command("merge", epilog=_MERGE_EXAMPLE)
@click.argument("files", metavar="[[BASE] MINE] THEIRS", nargs=-1, required=True, type=click.Path(exists=True))
@quiet_option
def merge_command(*, files: tuple[str, ...], quiet: bool) -> None:
    """Put the ledgers of two machines together.

    One file: both sides of a merge conflict in it. Two or three: what THEIRS says goes into MINE; what only one side
    changed since BASE is that side's. Of two lines with one key or one guid, the one that changed last is kept.

    As a merge driver, git calls it by itself: `ledger.jsonl merge=notes2anki` in .gitattributes, and the command below
    once in each clone.
    """
    from notes2anki.cli import ledgers, show
    from notes2anki.model import Problem

    if len(files) > 3:
        raise click.UsageError("Name one file with a conflict, or two or three ledgers.")
    target, ledger, lost = ledgers.merge_files(files)
    for entry in lost:
        message = f"{entry.key} had two guids: its note with the guid {entry.guid} is packaged no more"
        hint = f"if Anki has both, delete that one: search its browser for Key:{entry.key}"
        show.say_problems((Problem(str(target), 0, message, hint, is_error=False),))
    if not quiet:
        click.echo(f"{target}: {show.count(len(ledger.entries), 'card')}")


@command.command(
    "repair",
    help=f"Date cards that a clock ahead has dated as of now, so that builds go on.\n\n{_DECK}",
    epilog=_REPAIR_EXAMPLE,
)
@click.argument("decks", metavar="[DECK]...", nargs=-1, type=click.Path(exists=True))
@quiet_option
def repair_command(*, decks: tuple[str, ...], quiet: bool) -> None:
    """Repair times."""
    from notes2anki.cli import ledgers, show
    from notes2anki.ledger import repair

    def change(ledger: Ledger) -> tuple[Ledger, str]:
        repaired, number = repair(ledger, now())
        if not number:
            return ledger, f"{ledger.shown}: no card is dated ahead"
        return repaired, f"{ledger.shown}: {show.count(number, 'card')} dated {ledgers.day(now())}\n{_IN_ANKI}"

    _change(decks, (), change, quiet=quiet)


_IN_ANKI = """\
If a package with the wrong dates was imported, Anki has them, too, and takes no change to these cards. So before you
build again, run Check Database there, from the menu Tools: it dates them today, and leaves all else as it is."""


def _change(
    decks: tuple[str, ...], keys: tuple[str, ...], change: Callable[[Ledger], tuple[Ledger, str]], *, quiet: bool
) -> None:
    """Change the ledger that knows the cards, or all of them where none is named; say what was done."""
    from notes2anki.cli import ledgers

    done = [ledgers.rewrite(path, change) for path in ledgers.holding(decks, keys)]
    for said in done:
        if said and not quiet:
            click.echo(said)
    if not all(done):
        sys.exit(1)
