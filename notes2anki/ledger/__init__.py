"""Lasting identity: what was built before, and which of today's cards are those of then.

Anki updates a note only when its `mod` is newer, and then overwrites all of it. So the ledger remembers for each card
the content that Anki has and since when; an unchanged card keeps its time, and the learner's own edits survive.
"""

from notes2anki.ledger.anew import date_anew
from notes2anki.ledger.clock import believable, pause_fault, repair
from notes2anki.ledger.edit import find, forget, join, merge
from notes2anki.ledger.entry import RETIRED_TAG, VERSION, Entry, Ledger, Life
from notes2anki.ledger.file import ledger_bytes, read_ledger, read_sides
from notes2anki.ledger.recognise import Lines, Recognised, asked, keep, keep_twins, lines_of, recognise
from notes2anki.ledger.restore import restore
from notes2anki.ledger.settle import Settled, settle
from notes2anki.ledger.subjects import tell_apart

__all__ = [
    "RETIRED_TAG",
    "VERSION",
    "Entry",
    "Ledger",
    "Life",
    "Lines",
    "Recognised",
    "Settled",
    "asked",
    "believable",
    "date_anew",
    "find",
    "forget",
    "join",
    "keep",
    "keep_twins",
    "ledger_bytes",
    "lines_of",
    "merge",
    "pause_fault",
    "read_ledger",
    "read_sides",
    "recognise",
    "repair",
    "restore",
    "settle",
    "tell_apart",
]
