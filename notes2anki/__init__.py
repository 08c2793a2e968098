"""Turn unmarked Markdown study reports into Anki decks."""

__version__ = "0.1.0"
