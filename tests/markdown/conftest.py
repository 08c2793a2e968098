"""How the tests of the parser look at what it read."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from notes2anki.markdown import parser
from notes2anki.markdown.inline import read_html, read_lines
from notes2anki.model import Line
from notes2anki.text import Run, plain_text


@pytest.fixture
def read() -> Callable[[str], str]:
    """Return a function that shows a source as `number: text {marked|strong+em->target} / …`."""
    return lambda source: " / ".join(f"{line.number}: {''.join(map(_run, line.text.runs))}" for line in _lines(source))


def _lines(source: str) -> list[Line]:
    found: list[Line] = []
    for token in parser().parse(source):
        if token.type == "inline" and token.map:
            found += read_lines(token, token.map[0] + 1)
        elif token.type == "html_block" and token.map:
            found += read_html(token.content, token.map[0] + 1)
        elif token.type == "fence" and token.map:
            found.append(Line(token.map[0] + 1, plain_text(f"<{token.info}>{token.content.strip()}")))
    return found


def _run(run: Run) -> str:
    marks = "+".join(sorted(mark.value for mark in run.marks))
    address = f"->{run.target}" if run.target else ""
    width = f" {run.width}" if run.width else ""
    return f"{{{run.text}|{marks}{address}{width}}}" if marks or address else run.text
