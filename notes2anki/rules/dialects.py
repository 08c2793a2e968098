"""Other tools' ways of marking cards; `dialects:` in deck.yaml turns them on.

- obsidian-to-anki: `START` … `END` blocks and `STARTI [Basic] … ENDI` in a line, `TARGET DECK` and `FILE TAGS`; the
  note types Basic (and reversed card) and Cloze, the latter also with `{…}`.
- inka: sections between two `---`, with `Deck:` and `Tags:` lines, numbered questions and quoted answers; one without
  an answer is a cloze: `{{c1::…}}`, `{1::…}` or `{…}`.
- hashcards: `Q: …`, `A: …` and `C: …` with gaps in brackets, each as long as need be; `---` between cards.
- spaced-repetition (obsidian-spaced-repetition, flashcards-obsidian): `front::back`, `front:::back` (both ways),
  several lines around `?` or `??` (both ways), `==gap==^[hint][^1]`, `{gap}`. In a file with a `#flashcards` tag only
  what follows the first such tag is read; `#flashcards/deck` names the subdeck.
- logseq: `{{cloze …}}` in a block; block properties are left out. (`#card` on a bullet is always read.)
- mdanki: each heading from `##` on is a front, the text under it the back; `%` alone on a line divides them instead. A
  line of links whose words begin with `#` holds the card's tags.
- anki: `[sound:name.mp3]` is a recording, `[$]…[/$]` and `[$$]…[/$$]` are math. (Its clozes are always read.)

They read the same lines as the marks of our own and are not rewritten into those: a card's key is the text as it was
written, a question and an answer have other bounds in each tool, and decks and tags have no mark of ours.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import takewhile

from notes2anki.model import Dialect, Line, Node, NodeKind, Report
from notes2anki.rules.answers import says
from notes2anki.rules.marks.clozes import CURLY, as_cloze, highlighted, with_gaps, written
from notes2anki.rules.marks.lines import (
    Lines,
    Reading,
    SourceLine,
    as_text,
    asked,
    first_come,
    gapped,
    gapped_block,
    say_something,
)
from notes2anki.rules.marks.questions import card_tag, card_tag_alone
from notes2anki.rules.statement import REAL_LEVELS
from notes2anki.text import MASK, Mark, Run, Text


def clean(report: Report, spoken: tuple[Dialect, ...]) -> Report:
    """Return the report without what only the other tools read: ids, properties, Anki's marks for math and sound."""
    for dialect, tidy in _TIDIERS.items():
        if dialect in spoken:
            report = replace(report, outline=_tidied(report.outline, tidy))
    return report


def find(lines: Lines, spoken: tuple[Dialect, ...]) -> Iterator[Reading]:
    """Yield the cards that are marked in one of the dialects, and problems with marks."""
    for dialect, finder in _FINDERS.items():
        if dialect in spoken:
            yield from first_come(finder(lines), lines.used)


def _tidied(nodes: tuple[Node, ...], tidy: Callable[[Line], Line | None]) -> tuple[Node, ...]:
    out: list[Node] = []
    for node in nodes:
        before = node.written or node.lines
        after = tuple(line for line in map(tidy, before) if line)
        # What is left of a block that held more than prose is shown line by line.
        tidied = node if after == before else replace(node, lines=after, written=after)
        children = _tidied(node.children, tidy)
        out.append(tidied if children == node.children else replace(tidied, children=children))
    return tuple(out)


def _cloze(rule: str, text: Text, cloze: Text, lines: Sequence[SourceLine], tags: tuple[str, ...] = ()) -> Reading:
    return rule, lines[0].statement.under_sections, gapped(text, cloze, lines, tags)


# --- obsidian-to-anki ------------------------------------------------------------------------------------------------

_OBSIDIAN = "dialect:obsidian-to-anki"
_FIELD = r"(?P<name>Front|Back|Text|Back Extra|Extra|Tags):"
_FIELD_AT_START = re.compile(rf"^{_FIELD}(?:\s+|$)")
_FIELD_IN_LINE = re.compile(rf"(?:^|\s){_FIELD}(?=\s)")
_INLINE_NOTE = re.compile(r"\bSTARTI\s+\[(?P<type>[^\[\]]+)\]\s+(?P<text>.+?)\s+ENDI\b")
_ID = re.compile(r"^\s*ID:\s*\d+\s*$")
_BASIC = re.compile(
    r"Basic(?: \((?P<way>and reversed card|optional reversed card|type in the answer)\))?", re.IGNORECASE
)
_SIDE = {"Front": "Front", "Text": "Front", "Back": "Back", "Back Extra": "Back", "Extra": "Back", "Tags": "Tags"}


@dataclass(slots=True)
class _Note:
    """The fields of a note, with the lines of each."""

    kind: str
    lines: Sequence[SourceLine]
    front: list[SourceLine] = field(default_factory=list)
    back: list[SourceLine] = field(default_factory=list)
    tagged: list[SourceLine] = field(default_factory=list)

    def side(self, name: str) -> list[SourceLine]:
        """Return the lines of a field."""
        return {"Front": self.front, "Back": self.back, "Tags": self.tagged}[_SIDE[name]]


def _obsidian_to_anki(lines: Lines) -> Iterator[Reading]:
    """Yield a card for each note, with the file's deck and tags."""
    decks, tags = _line_after(lines, "TARGET DECK"), _line_after(lines, "FILE TAGS")
    yield from (line.as_markup() for line in (*decks, *tags))
    shared = (*(line.plain for line in decks[1:]), *(tag for line in tags[1:] for tag in line.plain.split()))
    block: list[SourceLine] = []
    for line in (*lines.all, None):
        if block and (line is None or line.plain == "START"):
            yield block[0].problem("`START` without `END`", "write END on a line of its own under the note")
        if line is None:
            return
        if line.plain == "START":
            block = [line]
        elif block and line.plain == "END":
            yield from _note_card(_note_of([*block, line]), shared)
            block = []
        elif block:
            block.append(line)
        elif "STARTI" in line.plain:
            yield from _notes_in_line(line, shared)


def _line_after(lines: Lines, name: str) -> tuple[SourceLine, ...]:
    """Return the first line that says `name` alone, and the line after it."""
    place = next((place for place, line in enumerate(lines.all) if line.plain == name), None)
    return () if place is None else lines.all[place : place + 2]


def _note_of(block: Sequence[SourceLine]) -> _Note:
    _, *inner, _ = block
    note = _Note(inner[0].plain if inner else "", block)
    current = note.front
    for line in inner[1:]:
        found = _FIELD_AT_START.match(line.text.masked)
        current = note.side(found["name"]) if found else current
        current.append(line.after(found.end()) if found else line)
    return note


def _notes_in_line(line: SourceLine, shared: tuple[str, ...]) -> Iterator[Reading]:
    masked = line.text.masked
    for found in _INLINE_NOTE.finditer(masked):
        note = _Note(found["type"].strip(), [line])
        begin, name = found.start("text"), "Front"
        for mark in (*_FIELD_IN_LINE.finditer(masked, *found.span("text")), None):
            piece = line.text.cut(begin, mark.start() if mark else found.end("text"))
            note.side(name).extend([replace(line, text=piece, starts=False)] if piece else [])
            begin, name = (mark.end(), mark["name"]) if mark else (begin, name)
        yield from _note_card(note, shared)
    if "STARTI [" in masked and not _INLINE_NOTE.search(masked):
        yield line.problem("`STARTI` without `ENDI`", "write STARTI [Basic] question Back: answer ENDI")


def _note_card(note: _Note, shared: tuple[str, ...]) -> Iterator[Reading]:
    first, text = note.lines[0], as_text(note.front)
    tags = (*shared, *(word for line in note.tagged for word in line.plain.split()))
    basic = _BASIC.fullmatch(note.kind)
    if not (note.front or note.back or note.tagged):  # a note that is to be deleted
        yield from (line.as_markup() for line in note.lines)
    elif note.kind.casefold() == "cloze":
        cloze = as_cloze(text, written(text, CURLY))
        hint = "write `{{c1::what is to be hidden}}`"
        problem = first.problem("a cloze without a gap", hint)
        yield _cloze(_OBSIDIAN, text, cloze, note.lines, tags) if cloze else problem
    elif not basic:
        yield first.problem(f"the note type “{note.kind}” is not read", "use Basic or Cloze")
    elif not text or not say_something(note.back):
        yield first.problem("a note without front or back", "begin the answer's line with `Back: `")
    else:
        both = (basic["way"] or "").casefold() == "and reversed card"
        card = asked(text, note.back, note.lines, is_reversed=both, tags=tags)
        yield _OBSIDIAN, first.statement.under_sections, card


def _without_id(line: Line) -> Line | None:
    return None if _ID.match(line.text.masked) else line


# --- inka ------------------------------------------------------------------------------------------------------------

_INKA = "dialect:inka"
_SECTION_FIELD = re.compile(r"^(?P<key>Deck|Tags):\s*(?P<value>.*)$")


def _inka(lines: Lines) -> Iterator[Reading]:
    """Yield the cards of all sections."""
    section: list[SourceLine] | None = None
    for line in lines.all:
        if not line.is_break:
            if section is not None:
                section.append(line)
        elif section and any(_is_numbered(one) or _SECTION_FIELD.match(one.plain) for one in section):
            yield from _section_cards(section)
            section = None
        else:  # the line above opened nothing
            section = []


def _is_numbered(line: SourceLine) -> bool:
    is_nested = any(parent.kind is NodeKind.ITEM for parent in line.statement.above)
    return line.starts and line.node.number is not None and not line.is_quoted and not is_nested


def _section_cards(section: Sequence[SourceLine]) -> Iterator[Reading]:
    tags: tuple[str, ...] = ()
    deck: tuple[str, ...] = ()
    cards: list[list[SourceLine]] = []
    for line in section:
        named = None if line.is_quoted else _SECTION_FIELD.match(line.plain)
        if named:
            yield line.as_markup()
            words = named["value"].strip()
            deck, tags = ((words,) if words else (), tags) if named["key"] == "Deck" else (deck, tuple(words.split()))
        elif _is_numbered(line):
            cards.append([line])
        elif cards:
            cards[-1].append(line)
    for card in cards:
        yield _numbered_card(card, (*deck, *tags))


def _numbered_card(lines: Sequence[SourceLine], tags: tuple[str, ...]) -> Reading:
    text = as_text(line for line in lines if not _is_answer(line))
    answer = [line for line in lines if _is_answer(line)]
    if answer and text:
        return _INKA, lines[0].statement.under_sections, asked(text, answer, lines, tags=tags)
    cloze = as_cloze(text, written(text, CURLY))
    if cloze is None:
        return lines[0].problem("a question without an answer", "begin each line of the answer with `>`")
    return _cloze(_INKA, text, cloze, lines, tags)


def _is_answer(line: SourceLine) -> bool:
    """Was it quoted? The outline takes a short quote for a heading."""
    is_title = line.node.kind is NodeKind.HEADING and line.node.level == REAL_LEVELS + 1
    return line.is_quoted or (is_title and not any(Mark.STRONG in run.marks for run in line.text.runs))


# --- hashcards -------------------------------------------------------------------------------------------------------

_HASHCARDS = "dialect:hashcards"
_LABEL = re.compile(r"^(?P<label>[QAC]):\s*")
_BRACKETED = re.compile(r"(?<!\\)\[(?P<gap>[^\[\]^][^\[\]]*)\]")


def _hashcards(lines: Lines) -> Iterator[Reading]:
    """Yield a card for each `Q:` with its `A:`, and for each `C:`."""
    question: list[SourceLine] = []
    for label, part in _parts(lines):
        text = as_text(question)
        if question and (label != "A" or not say_something(part)):
            yield question[0].problem("`Q:` without an answer", "begin the answer under it with `A:`")
        elif question and not text:
            yield question[0].problem("`Q:` without a question", "write the question after `Q:`")
        elif question:
            yield _HASHCARDS, question[0].statement.under_sections, asked(text, part, (*question, *part))
        elif label == "A":
            yield part[0].problem("`A:` without a question", "begin the question above it with `Q:`")
        if label == "C":
            text = as_text(part)
            gaps = tuple(written(text, _BRACKETED))
            problem = part[0].problem("`C:` without a gap", "put what is to be hidden into [brackets]")
            yield _cloze(_HASHCARDS, text, with_gaps(text, gaps), part) if gaps else problem
        question = part if label == "Q" else []


def _parts(lines: Lines) -> Iterator[tuple[str, list[SourceLine]]]:
    """Yield what stands from one label, or one `---`, to the next, and an end without a label."""
    label, part = "", list[SourceLine]()
    for line in lines.all:
        found = _LABEL.match(line.text.masked)
        if found or line.is_break or (line.is_heading and line.starts):
            if label:
                yield label, part
            label, part = (found["label"], [line.after(found.end())]) if found else ("", [])
        else:
            part.append(line)
    if label:
        yield label, part
    yield "", []


# --- spaced-repetition -----------------------------------------------------------------------------------------------

_SPACED = "dialect:spaced-repetition"
_PAIR_SIGNS = re.compile(r"(?:(?<=[^\s:])|^)\s*(?<!:)(?P<signs>:::?)(?!:)\s*(?=\S|$)")
_CODE = re.compile(r"^[A-Za-z_]\w*::[A-Za-z_~]\S*$")  # may be a card, if the file says that it holds cards
_SURELY_CODE = re.compile(r"^[a-z_]\w*::[a-z_~]\S*$")  # `std::vector`
_DECK_TAGS = re.compile(r"^(?P<tags>(?:#flashcards(?:/[\w/-]+)?\s*)+)(?P<card>.*)$", re.DOTALL)


@dataclass(frozen=True, slots=True)
class _Scope:
    """What the tags say of a line."""

    is_read: bool
    is_sure: bool  # the file says that it holds cards
    tags: tuple[str, ...] = ()


def _spaced_repetition(lines: Lines) -> Iterator[Reading]:
    """Yield the cards of tagged headings, and of each stretch of lines without an empty one between them."""
    yield from (line.as_markup() for line in lines.all if _deck_tags(line) and not _own_tag(line))
    for line in lines.all:
        if line.is_heading and line.starts:
            yield from _headed(lines, line)
    for scope, run in _runs(lines):
        if scope.is_read:
            yield from _run_cards(run, scope)


def _headed(lines: Lines, line: SourceLine) -> Iterator[Reading]:
    """Ask a heading with `#card` on it, or on the next line; the answer ends at the first empty line."""
    below = list(takewhile(lambda one: not one.is_heading and not one.is_break, lines.below(line.node)))
    own = lines.of(line.node)
    tagged = [line, *(one for one in below[:1] if card_tag_alone(one))]
    found = card_tag(line.node.tags) or card_tag_alone(tagged[-1])
    rest = below[len(tagged) - 1 :]
    ends = (place for place in range(1, len(rest)) if rest[place].number > rest[place - 1].last + 1)
    answer = rest[: next(ends, len(rest))]
    if found and say_something(answer):
        used, is_reversed = (*own, *tagged[1:], *answer), bool(found["way"])
        card = asked(as_text(own), answer, used, is_reversed=is_reversed, tags=tagged[-1].node.tags)
        yield _SPACED, line.statement, card


def _own_tag(line: SourceLine) -> re.Match[str] | None:
    """Return the tags with which the line begins, if it goes on with a card."""
    found = _DECK_TAGS.match(line.plain)
    return found if found and found["card"] else None


def _runs(lines: Lines) -> Iterator[tuple[_Scope, list[SourceLine]]]:
    is_whole_file = any(map(_is_flashcards, lines.tags))
    is_sure = is_whole_file or any(map(_deck_tags, lines.all))
    scope = _Scope(not is_sure or is_whole_file, is_sure)
    run: list[SourceLine] = []
    for line in lines.all:
        is_apart = bool(run) and line.number > run[-1].last + 1
        decks = _deck_tags(line)
        if run and (is_apart or decks or line.is_heading or line.is_break):
            yield scope, run
            run = []
        if tagged := _own_tag(line):  # the tag of this card alone
            yield replace(scope, is_read=True, tags=decks), [line.after(tagged.end("tags"))]
        elif decks:
            scope = replace(scope, is_read=True, tags=decks)
        elif not line.is_heading and not line.is_break:
            run.append(line)
    if run:
        yield scope, run


def _is_flashcards(tag: str) -> bool:
    return tag == "flashcards" or tag.startswith("flashcards/")


def _deck_tags(line: SourceLine) -> tuple[str, ...]:
    """Return the decks that the line's tags name; of `#flashcards` alone, the tag."""
    found = _DECK_TAGS.match(line.plain)
    words = [word.lstrip("#") for word in found["tags"].split()] if found else []
    named = [*words, *filter(_is_flashcards, line.node.tags)]
    return tuple(dict.fromkeys(tag.removeprefix("flashcards/") for tag in named))


def _run_cards(run: Sequence[SourceLine], scope: _Scope) -> Iterator[Reading]:
    front: list[SourceLine] = []
    for place, line in enumerate(run):
        back = run[place + 1 :]
        if signs := _pair_signs(line, scope):
            question, answer = line.text.cut(0, signs.start()), (line.after(signs.end()),)
            both = signs["signs"] == ":::"
            yield _SPACED, line.statement, asked(question, answer, (line,), is_reversed=both, tags=scope.tags)
            front = []
        elif line.plain not in ("?", "??") or not front:
            front.append(line)
        elif not say_something(back):
            yield line.problem(f"nothing after `{line.plain}`", "write the answer on the next line")
            return
        else:
            both = line.plain == "??"
            card = asked(as_text(front), back, (*front, line, *back), is_reversed=both, tags=scope.tags)
            yield _SPACED, front[0].statement, card
            return
    for line in (one for one in front if one.starts):
        text = says(line.node)
        gaps = sorted((*highlighted(text), *written(text, CURLY)), key=lambda gap: gap.start)
        if gaps and "{{c" not in text.masked:
            yield _SPACED, line.statement, gapped_block(line.node, text, with_gaps(text, gaps), scope.tags)


def _pair_signs(line: SourceLine, scope: _Scope) -> re.Match[str] | None:
    masked = line.unlinked
    if "{{" in masked or (_SURELY_CODE if scope.is_sure else _CODE).match(masked.strip()):
        return None
    # A picture without words has no letters: what says something is not seen in the line.
    found = _PAIR_SIGNS.finditer(masked)
    return next((one for one in found if line.text.cut(0, one.start()) and line.text.cut(one.end())), None)


# --- logseq ----------------------------------------------------------------------------------------------------------

_MACRO = re.compile(r"\{\{(?:cloze|c(?P<number>[1-9]\d?))\s+(?P<gap>[^{}]+?)\s*\}\}")
_OPEN_MACRO = re.compile(r"\{\{cloze\b(?![^{}]*\}\})")
_PROPERTY = re.compile(r"^[a-z][\w.-]*::(?:\s|$)")  # `card-last-interval:: 4`, `id:: …`


def _logseq(lines: Lines) -> Iterator[Reading]:
    """Yield a card for each block with gaps."""
    for line in lines.all:
        if _OPEN_MACRO.search(line.text.masked):
            yield line.problem("a gap without an end", "close `{{cloze` with `}}`")
        text = says(line.node) if line.starts else Text()
        gaps = tuple(written(text, _MACRO)) if "{{c" in text.masked else ()
        if gaps:
            yield "dialect:logseq", line.statement, gapped_block(line.node, text, with_gaps(text, gaps))


def _without_property(line: Line) -> Line | None:
    return None if _PROPERTY.match(line.text.masked) else line


# --- mdanki ----------------------------------------------------------------------------------------------------------


def _mdanki(lines: Lines) -> Iterator[Reading]:
    """Yield a card for each section that holds text of its own."""
    for line in lines.all:
        if not line.is_heading or not line.starts or line.node.level == 1:
            continue
        below = tuple(takewhile(lambda one: not one.is_heading, lines.below(line.node)))
        if not say_something(below):
            continue
        yield from (one.as_markup() for one in below if _linked_tags(one) or one.plain == "%")
        tags = tuple(tag for one in below for tag in _linked_tags(one))
        told = [one for one in below if not _linked_tags(one) and not one.is_break]
        middle = next((place for place, one in enumerate(told) if one.plain == "%"), None)
        question, answer = (*lines.of(line.node), *told[: middle or 0]), told[0 if middle is None else middle + 1 :]
        card = asked(as_text(question), answer, (*question, *answer), tags=tags)
        problem = line.problem("a card without a back", "write the back under the heading, or under `%`")
        yield ("dialect:mdanki", line.statement, card) if say_something(answer) else problem


def _linked_tags(line: SourceLine) -> tuple[str, ...]:
    words = [run for run in line.text.runs if run.text.strip()] if line.text else []
    if not all(Mark.LINK in run.marks and run.text.startswith("#") for run in words):
        return ()
    return (*(run.text[1:] for run in words), *line.node.tags)


# --- anki ------------------------------------------------------------------------------------------------------------

_ANKI_MARK = re.compile(
    r"\[sound:(?P<sound>[^\]\n]{1,300})\]"
    # The dollar signs were read as math, with a bracket outside and a bracket inside at either end.
    rf"|\[(?P<math>{MASK}{{4,2000}})\]"
)


def _with_media(line: Line) -> Line:
    """Return the line with recordings and math as such."""
    text = line.text
    pieces: list[Run] = []
    place = 0
    for found in _ANKI_MARK.finditer(text.masked):
        if run := _media(text, found):
            pieces += [*text.stretch(place, found.start()).runs, run]
            place = found.end()
    return replace(line, text=Text((*pieces, *text.stretch(place, len(text.plain)).runs))) if pieces else line


def _media(text: Text, found: re.Match[str]) -> Run | None:
    if found["sound"] is not None:
        return Run("", frozenset({Mark.IMAGE}), text.plain[slice(*found.span("sound"))].strip())
    run = next((run for run in text.cut(*found.span("math")).runs if Mark.MATH in run.marks), None)
    if run is None or not run.text.startswith("]") or not run.text.endswith("[/"):
        return None
    return replace(run, text=run.text[1:-2].strip())


# --- the dialects ----------------------------------------------------------------------------------------------------

_FINDERS: dict[Dialect, Callable[[Lines], Iterator[Reading]]] = {
    Dialect.OBSIDIAN_TO_ANKI: _obsidian_to_anki,
    Dialect.INKA: _inka,
    Dialect.HASHCARDS: _hashcards,
    Dialect.SPACED_REPETITION: _spaced_repetition,
    Dialect.LOGSEQ: _logseq,
    Dialect.MDANKI: _mdanki,
}
"""In order of precedence, where several are turned on."""

_TIDIERS: dict[Dialect, Callable[[Line], Line | None]] = {
    Dialect.OBSIDIAN_TO_ANKI: _without_id,
    Dialect.LOGSEQ: _without_property,
    Dialect.ANKI: _with_media,
}
