"""Words on the command line -> results on stdout, problems on stderr, an exit code. Only `cli` prints, exits or asks.

0 is success, 1 means problems (or an interruption), 2 wrong usage. The modules of the commands are light: what does
the work is imported when a command runs, so that `--help` and the shell's completion are quick.
"""

from __future__ import annotations

import gc
import io
import os
import sys
from collections.abc import Sequence

import click

from notes2anki import __version__
from notes2anki.cli import build, cards, check, diff, init, ledger, preview, schema, templates, watch
from notes2anki.cli.options import quiet_option

_EXAMPLE = """\b
Example:
  notes2anki init decks/daily-reports       # then put reports into its notes/
  notes2anki cards decks/daily-reports      # what would be asked?
  notes2anki build                          # -> decks/daily-reports/daily-reports.apkg
"""


_GONE = {
    "review": "judge the cards on the page of `notes2anki preview`",
    "stats": "`cards` and `build` end with the cards by week and what to revisit",
}


class _Commands(click.Group):
    """The commands, and what took the place of those that are gone."""

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Return a command, or None where there is none."""
        if cmd_name in _GONE and not ctx.resilient_parsing:  # not while a shell completes words
            ctx.fail(f"There is no command `{cmd_name}` any more: {_GONE[cmd_name]}.")
        return super().get_command(ctx, cmd_name)


@click.group(cls=_Commands, epilog=_EXAMPLE)
@click.version_option(__version__, prog_name="notes2anki", message="%(prog)s %(version)s")
@quiet_option
@click.pass_context
def command(ctx: click.Context, *, quiet: bool) -> None:  # noqa: ARG001 -- the commands look it up in their parent
    """Turn unmarked Markdown study reports into Anki decks."""
    if os.environ.get("NO_COLOR"):
        ctx.color = False


for _module in (build, cards, check, diff, init, ledger, preview, schema, templates, watch):
    command.add_command(_module.command)


_SPARE = 4 * 1024**2
"""Bytes that are kept until an error has to be told."""


def main(words: Sequence[str] | None = None) -> None:
    """Run the program on `words` (default: those of the process) and exit."""
    spare = bytearray(_SPARE)  # so that there is room to say that there is no more
    # Nearly all that is made stays: looking through it again and again finds little.
    gc.set_threshold(1_000_000, 20, 100)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")  # a terminal without Korean letters is no reason to stop
    try:
        command.main(words, prog_name="notes2anki")
    except OSError as error:  # what no command expects, such as a full disk behind stdout
        click.echo(f"{error.filename or 'notes2anki'}: {error.strerror or error}", err=True)
        _abandon_stdout()
        sys.exit(1)
    except Exception as error:  # what nobody foresaw
        spare.clear()
        if isinstance(error, MemoryError):
            error.__traceback__ = error.__context__ = None  # all that was being made is held by it
        from notes2anki.cli.show import say_problems
        from notes2anki.model import fault_of

        say_problems((fault_of(error, "notes2anki"),))
        sys.exit(1)


def _abandon_stdout() -> None:
    """Let what could not be written go, so that Python does not complain of it once more at its end."""
    try:
        sys.stdout.flush()
    except OSError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
