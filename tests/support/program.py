"""The program as tests run it: in this process by the fixture `run`, or as a process of its own."""

from __future__ import annotations

import os
import pty
import subprocess
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass

PROGRAM = (sys.executable, "-m", "notes2anki")
"""The words that start a process; the fixture `environment` lets it find this very package."""


@dataclass(frozen=True, slots=True)
class Finished:
    """What a run left."""

    code: int
    out: str
    err: str


Run = Callable[..., Finished]
"""Runs the program on words."""

Write = Callable[[Mapping[str, str | bytes]], None]
"""Writes files below the folder that the program runs in."""


def on_terminal(*words: str, code: int = 0, typed: str = "") -> str:
    """Run the program on a terminal, and return what that shows; it must end with `code`."""
    ours, theirs = pty.openpty()
    process = subprocess.Popen((*PROGRAM, *words), stdin=theirs, stdout=theirs, stderr=theirs)
    os.close(theirs)
    os.write(ours, typed.encode())
    seen = b""
    try:
        while piece := os.read(ours, 65536):
            seen += piece
    except OSError:  # Linux says so when the other side is closed
        pass
    os.close(ours)
    assert process.wait() == code
    return seen.decode()
