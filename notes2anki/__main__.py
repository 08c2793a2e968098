"""`python -m notes2anki` -> the command line."""

from notes2anki.cli import main

main()
