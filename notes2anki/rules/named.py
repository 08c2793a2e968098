"""A thing described, and then what it is called: `X를 Y라고 한다`, `X is called Y`."""

from __future__ import annotations

from collections.abc import Iterator

from notes2anki.cues import fold
from notes2anki.model import Contrast, Definition, NodeKind
from notes2anki.rules.kit.found import Found, own_lines, prose
from notes2anki.rules.kit.lines import answer_text, sentences
from notes2anki.rules.kit.phrases import clean_term, is_attribute, is_deictic, is_term, masked_brackets
from notes2anki.rules.kit.spot import Spot
from notes2anki.text import Text

_FEWEST_WORDS = 2  # of a description
_SHORTEST = 8  # letters of one where words are not set apart
_MOST_WORDS = 4  # of a name

_Named = tuple[Text, Text]
"""A name, and what it is the name of."""


def find(spot: Spot) -> Iterator[Found]:
    """Yield the name that the block's first sentence gives, with what it describes; or two names, told apart."""
    if spot.node.kind not in (NodeKind.ITEM, NodeKind.PARAGRAPH) or not spot.lines:
        return
    line = (sentences(spot.said) or (Text(),))[0]
    named = tuple(_names(line, spot))
    if named and all(_is_clear(*one, spot) for one in named):
        yield Found(_concept(named), "definition", own_lines(spot.node), line.plain)


def _names(line: Text, spot: Spot) -> Iterator[_Named]:
    masked = masked_brackets(line.masked)
    found = next((found for pattern in spot.cues.named if (found := pattern.match(masked))), None)
    if not found:
        return
    start, end = found.span("meaning")
    if too := spot.cues.named_too.match(masked, 0, end):
        yield _cut(line, too.span("term"), too.span("meaning"), spot)
        start = too.end()
    elif "this" not in found.re.groupindex:
        start = max((clause.end() for clause in spot.cues.clause_end.finditer(masked, start, end)), default=start)
    yield _cut(line, found.span("term"), (start, end), spot)


def _cut(line: Text, term: tuple[int, int], meaning: tuple[int, int], spot: Spot) -> _Named:
    return clean_term(line.cut(*term), spot.cues), line.cut(*meaning)


def _is_clear(term: Text, meaning: Text, spot: Spot) -> bool:
    """Is it a name for more than another name, and clear without the line before?"""
    is_name = is_term(term, spot.cues, most_words=_MOST_WORDS) and not (is_attribute(term) or spot.is_generic(term))
    is_long = len(meaning.plain.split()) >= _FEWEST_WORDS or len(fold(meaning.plain)) >= _SHORTEST
    return is_name and is_long and not is_deictic(meaning, spot.cues) and fold(term.plain) not in fold(meaning.plain)


def _concept(named: tuple[_Named, ...]) -> Definition | Contrast:
    if len(named) == 1:
        ((term, meaning),) = named
        return Definition(term, prose(meaning))
    terms, meanings = zip(*named, strict=True)
    return Contrast(terms, tuple(map(answer_text, meanings)))
