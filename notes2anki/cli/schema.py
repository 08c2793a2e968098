"""`notes2anki schema`: a kind of file -> its JSON schema."""

from __future__ import annotations

import click

_EXAMPLE = """\b
Examples:
  notes2anki schema > deck.schema.json
  notes2anki schema overrides > overrides.schema.json
"""


@click.command("schema", epilog=_EXAMPLE)
@click.argument("file", type=click.Choice(["deck", "overrides"]), default="deck", required=False)
def command(*, file: str) -> None:
    """Print the JSON schema of deck.yaml, or of overrides.yaml.

    With it, an editor completes and checks the file: `# yaml-language-server: $schema=deck.schema.json` on its first
    line is what many of them look for.
    """
    from notes2anki.config import deck_schema
    from notes2anki.overrides import overrides_schema

    click.echo(overrides_schema() if file == "overrides" else deck_schema())
