"""The texts of the specifications -> which of their examples are read otherwise, and whether each is sound on a card.

    npm pack commonmark-spec@0.31.2 && tar xf commonmark-spec-*.tgz && python benchmarks/suites.py package/spec.txt

GitHub's text, `test/spec.txt` of github/cmark-gfm, is written alike. Exits with 1 where an example is read otherwise
that holds none of the extensions below, or where a field is at fault.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from notes2anki.markdown import parser
from notes2anki.model import Kind

sys.path.insert(0, str(Path(__file__).parent.parent))

from tests.support.fields import faults, fields_of

_EXAMPLE = re.compile(
    r"^`{32} example[^\n]*\n(?P<source>.*?)^\.\n(?P<html>.*?)^`{32}$|^#{1,6} +(?P<section>[^\n]*)$",
    re.MULTILINE | re.DOTALL,
)
_MEANT = re.compile(
    r"(?P<wikilinks>\[\[)|(?P<tasks>^\s*- \[[ x]\])|(?P<addresses>://|\bwww\.|\w@\w)|(?P<comments><!--)"
    r"|(?P<tags><(?i:title|xmp)>)|(?P<tildes>~\w+~)",
    re.MULTILINE,
)
"""What we mean to read otherwise: bare addresses are links, those of mail are not; a task's box is no `<input>`; HTML
is as CommonMark has it today, and what a card may not hold is left out when that is written; `~a~` strikes nothing."""


@dataclass(frozen=True, slots=True)
class Example:
    """An example of a specification."""

    number: int
    section: str
    source: str
    html: str


def examples(text: str) -> Iterator[Example]:
    """Yield the examples of a specification, counted from 1 as its pages do."""
    section, number = "", 0
    for found in _EXAMPLE.finditer(text):
        if found["section"]:
            section = found["section"]
            continue
        number += 1
        yield Example(number, section, *(found[name].replace("→", "\t") for name in ("source", "html")))


def is_read_alike(example: Example) -> bool:
    """Do we read it as the specification says, but for the names of tags and for space between blocks?"""
    read = _bare(parser().render(example.source).replace('style="text-align:', 'align="'))
    told = _bare(example.html)
    return read in (told, told.replace("<del>", "<s>").replace("</del>", "</s>"))


def _bare(html: str) -> str:
    return html.replace("<blockquote>\n</blockquote>", "<blockquote></blockquote>")


def main() -> None:
    """Print what differs, and the figures of each text."""
    is_sound = True
    for path in sys.argv[1:]:
        found = list(examples(Path(path).read_text(encoding="utf-8")))
        others = [(one, _MEANT.search(one.source)) for one in found if not is_read_alike(one)]
        for one, meant in others:
            print(f"{path}: {one.number} ({one.section}): {meant.lastgroup if meant else 'READ OTHERWISE'}")
        fields = [field for one in found for field in fields_of(one.source, Kind.QA, Kind.LIST, Kind.CONTRAST)]
        wrong = [fault for field in fields for fault in faults(field)]
        unmeant = sum(not meant for _, meant in others)
        print(f"{path}: {len(found)} examples, {len(found) - len(others)} read alike, {unmeant} otherwise unmeant")
        print(f"{path}: {len(fields)} fields, {len(wrong)} at fault")
        is_sound = is_sound and bool(found) and not unmeant and not wrong
    sys.exit(not is_sound)


if __name__ == "__main__":
    main()
