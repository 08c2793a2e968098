"""Card -> Note: the HTML of each field, everything escaped.

Text of the notes is never taken for HTML, nor for Anki's own marks (`[sound:…]`, `[latex]`); in a cloze, code and
math cannot end the gap.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from html import escape
from ipaddress import IPv4Address
from itertools import chain, groupby, zip_longest
from posixpath import dirname, join, normpath
from typing import assert_never
from urllib.parse import quote, unquote, urlsplit

from notes2anki.fields.asked import TYPED, VOICE, is_typed, voice_of
from notes2anki.fields.tex import for_anki
from notes2anki.files import unescaped
from notes2anki.languages import language, language_of
from notes2anki.model import (
    Block,
    Bullets,
    Card,
    Code,
    Face,
    Grid,
    Kind,
    Media,
    Note,
    NoteType,
    Problem,
    Prose,
    texts_of,
)
from notes2anki.text import CLOZE_START, HOLLOW_CLOZE, Mark, Run, Text, short_address

_TAGS = (
    (Mark.SUBJECT, 'span class="subject"'),
    (Mark.JOINT, 'span class="joint"'),
    (Mark.RUBY, "ruby"),
    (Mark.READING, "rt"),
    (Mark.STRONG, "b"),
    (Mark.EM, "i"),
    (Mark.STRIKE, "s"),
    (Mark.HIGHLIGHT, "mark"),
    (Mark.UNDERLINE, "u"),
    (Mark.SMALL, "small"),
    (Mark.SUB, "sub"),
    (Mark.SUP, "sup"),
    (Mark.KBD, "kbd"),
    (Mark.CODE, "code"),
)
"""From the outermost to the innermost, whatever the order in the note."""

_UNSAFE = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff]")  # \x1f breaks the import, NUL is lost, the rest is noise
_SPECIAL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff&<>]")  # nothing else is ever escaped
_OURS = "\x02"  # stands in each mark that is ours, and in no word of a note, as it is one of the unsafe
_MARK = re.compile(
    rf"""(?<!{_OURS})\[(?=sound:|/?anki:|type:|/?latex\]|/?\$           # the bracket of one of Anki's marks,
            |/?[\w$]{{0,6}}(?:\Z|\{{\{{c\d|\}}\}}))                     # or of one that what comes next may complete
        |(?:(?<=\A)|(?<=::)|(?<={_OURS}\[))(?=/?(?:                     # or where a bracket will stand: at a hint, and
            sound:|anki:|(?:latex|\${{1,2}})(?:\]|\}}\}}))).            # where a template or a formula puts one
        |(?<={_OURS}\[)(?=/?[\w$]{{1,6}}\{{\{{c\d).
        |(?<=::image-occlusion):                                        # of such a gap Anki makes a box, unescaped""",
    re.IGNORECASE | re.VERBOSE,
)
_OPAQUE = re.compile(rf"(\\{_OURS}[(\[].*?\\{_OURS}[)\]]|<code\b.*?</code>)", re.DOTALL)
_MATH_MARK = re.compile(r"\\(?=[(\[]|\Z)")
_NO_MATH = "\\\u2060"  # to MathJax no beginning of a formula, to a reader the same
_INVISIBLE = re.compile(r"<(?!img\b)[^>]*>|\s")
_CLOZE_SIGNS = re.compile(r"[{}](?=[{}]|\Z)|(?<=[{}])[{}]|\A[{}]|:(?=:|\Z)|(?<=:):|\A:")
_UNFINISHED = re.compile(r"(?:\\[A-Za-z]*|\})\Z")
_DOUBLED = re.compile(r"([{}:])(?=\1)")  # two steps for three signs
_BRACE = re.compile(r"\\.|[{}]", re.DOTALL)
_LANGUAGE = re.compile(r"[^\w+#.-]")
_WEB = re.compile(r"https?://[^\s/]", re.IGNORECASE)
_HOST = re.compile(r"\[[\da-f:.]+\]|[^\s\x00-\x20/?#%<>@\[\\\]^|:]+", re.IGNORECASE)
_NUMBER_LAST = re.compile(r"(?:^|\.)\d+\.?$")
_RECORDING = re.compile(r"\.(?:mp3|ogg|oga|opus|wav|m4a|flac|mp4|m4v|webm|mov|mkv|ogv)$")
_MACHINE_ALT = re.compile(
    r"""(?: [^/\s]*\.(?:png|jpe?g|gif|webp|svg|avif|bmp)              # `image.png`
        | (?:image|img|picture|screen\ ?shots?|untitled|그림|이미지|사진|스크린샷|캡처)?
          [\s\d_.:()-]* (?:(?:오전|오후|am|pm)[\s\d.:]*)?            # `Untitled 3`, `스크린샷 2021-09-27 오후 3.12.05`
        )""",
    re.IGNORECASE | re.VERBOSE,
)
"""Alternative texts that a tool put there, and no one needs to read."""

_SHORT_FORMULA = 40
"""Characters of a formula that a notice shows."""

_PLACE = re.compile(r"(?P<path>.*\S):(?P<line>\d+)")
_EXPORT_ID = re.compile(r"\s[0-9a-f]{32}(?=\.\w+:\d+$|/|$)")  # Notion puts one into every file's name
_NOTE = re.compile(
    r"(?P<root>/?)(?P<path>[^:?#/][^:?#]*\.(?:md|markdown))(?:#.*)?", re.IGNORECASE
)  # `../day%201.md#kernels`
_HOLE = re.compile(r"\{(?P<name>path|name|line)\}")
_TOLD_MATH = re.compile(r"(?s:\\\((?P<tex>.*?)\\\))")


@dataclass(frozen=True, slots=True)
class _Writer:
    """What the HTML of a text depends on beside the text."""

    report: str
    media: Mapping[tuple[str, str], Media]
    macros: Mapping[str, str]
    has_links: bool = False
    is_cloze: bool = False


@dataclass(frozen=True, slots=True)
class Writing:
    """What the HTML of a card depends on beside the card; `media` are as in `make_note`."""

    media: Mapping[tuple[str, str], Media]
    face: Face = Face()


def make_note(
    card: Card, media: Mapping[tuple[str, str], Media], face: Face = Face(), *, is_reversed: bool = False
) -> Note:
    """Return the card as Anki fields, those that are not empty, in the order of the note type.

    `media` are the files by (report path, target as written), or for a fence that is drawn, by (language, source).
    An image without one leaves its words, and one on the web its address among the sources.
    `is_reversed` asks Anki for a second card, from the answer to the question.
    """
    is_cloze = card.note_type is NoteType.CLOZE
    images, macros = references(card), dict(face.macros)
    plain = _Writer(card.path, media, macros)
    question = _inline(card.question, replace(plain, is_cloze=True) if is_cloze else plain)
    answer = _blocks(card.answer, plain)
    if images:
        question = _or_addresses(question, (card.question,), plain)
        answer = _or_addresses(answer, chain.from_iterable(map(texts_of, card.answer)), plain)
    said = _tongue(card, *chain.from_iterable(map(texts_of, card.extra)))
    extra = _spoken(_blocks(card.extra, replace(plain, has_links=True)), said) if card.extra else ""
    linking = filter(_leads_somewhere, card.sources)
    sources = dict.fromkeys((*linking, *_far(images, media), f"{card.path}:{card.first}"))
    *others, place = (*_linked_notes(card, face), *(_source(source, face) for source in sources))
    shown = " · ".join(_tag(tag) for tag in card.tags if tag not in face.common_tags)
    tags = (f'<small class="tags">{shown}</small>',) if shown else ()
    setting = "" if is_cloze else _setting(card.question)
    fields = (
        ("Text" if is_cloze else "Question", _spoken(question, _tongue(card, card.question), setting)),
        (
            "Answer",
            _spoken(
                answer, _tongue(card, *chain.from_iterable(map(texts_of, card.answer))), _LAYOUTS.get(card.kind, "")
            ),
        ),
        ("Context", " › ".join(_heading(heading, plain) for heading in card.context)),
        ("Hint", _spoken(_inline(card.hint, plain), _tongue(card, card.hint))),
        ("Extra", extra),
        ("Source", "<br>".join((*others, *tags, place))),
        ("Date", card.date.isoformat() if card.date else ""),
        ("Reverse", "1" if is_reversed and card.answer and not is_cloze else ""),
        ("Key", _escaped(card.key)),
        (TYPED, "1" if is_typed(card, face) else ""),
        (VOICE, voice_of(card, face)),
    )
    filled = tuple(_filled(fields, "Text" if is_cloze else ""))
    named = (*((report, target) for target, report, _ in images), *(fence[:2] for fence in fences(card)))
    used = {media[place].name for place in named if place in media}
    return Note(card.guid, card.key, card.note_type, filled, card.tags, card.deck, tuple(sorted(used)))


def fill_own(note: Note, own: str, filled: Sequence[tuple[str, Text]], card: Card, writing: Writing) -> Note:
    """Return the note as one of a type of the user's own, with the fields that this type has beside ours."""
    writer = _Writer(card.path, writing.media, dict(writing.face.macros), has_links=True)
    fields = _filled((name, _spoken(_inline(text, writer), _tongue(card, text))) for name, text in filled)
    named = (image.target for _, text in filled for image in text.images)
    shown = {writing.media[card.path, name].name for name in named if (card.path, name) in writing.media}
    media = tuple(sorted({*note.media, *shown}))
    return replace(note, own=own, fields=(*note.fields, *fields), media=media)


def _filled(fields: Iterable[tuple[str, str]], gapped: str = "") -> Iterator[tuple[str, str]]:
    """Yield the fields that are not empty, guarded; `gapped` is the one whose gaps are gaps."""
    for name, html in fields:
        if html:
            yield name, _guarded(html, has_gaps=name == gapped)


def _guarded(html: str, *, has_gaps: bool) -> str:
    r"""Take the force from all of Anki's marks in a finished field that are not ours.

    They are `[sound:…]`, `[anki:…]`, `[latex]`, `[$]` and `[[type:…]]`, where no gap has to be, `{{c1::`, and in prose,
    `\(` and `\[`. From the code of a text with gaps, Anki would take a formula, too.
    """
    if "[" in html or "::" in html or _MARK.match(html):  # as in few fields
        html = _MARK.sub(lambda sign: f"&#{ord(sign[0])};", html)
    if not has_gaps:
        html = CLOZE_START.sub(lambda start: f"&#123;{start[0][1:]}", html)
    if "\\" in html:
        parts = _OPAQUE.split(html)
        for number, part in enumerate(parts):
            if number % 2 == 0:
                parts[number] = _MATH_MARK.sub(lambda _: _NO_MATH, part)
            elif has_gaps and part.startswith("<"):
                parts[number] = _MATH_MARK.sub("&#92;", part)
        html = "".join(parts)
    return html.replace(_OURS, "")


def _leads_somewhere(source: str) -> bool:
    """Is it an address on the web or a place in the reports, and no script, file or other note?"""
    place = _PLACE.fullmatch(source)
    return bool(_WEB.match(source) or (place and "." in place["path"]))


def _or_addresses(html: str, texts: Iterable[Text], writer: _Writer) -> str:
    """Return what the texts became; where they are nothing but pictures on the web without words, their addresses."""
    images = [(image.target, writer.report, image.line) for text in texts for image in text.images]
    if not images or _INVISIBLE.sub("", html):
        return html
    return "<br>".join(map(_web_link, _far(images, writer.media)))


def _far(images: Iterable[tuple[str, str, int]], media: Mapping[tuple[str, str], Media]) -> Iterator[str]:
    """Yield the addresses of images that stay on the web."""
    for target, report, _ in images:
        if (report, target) not in media and _WEB.match(target):
            yield target


def is_seen(card: Card, media: Mapping[tuple[str, str], Media]) -> bool:
    """Is there anything to see on both sides, and in each gap, with these files alone?"""
    shown = dict(make_note(card, media).fields)
    if card.note_type is NoteType.CLOZE:
        return not HOLLOW_CLOZE.search(shown.get("Text", ""))
    return all(_INVISIBLE.sub("", shown.get(side, "")) for side in ("Question", "Answer"))


def references(card: Card) -> tuple[tuple[str, str, int], ...]:
    """Return the images of a card as (target as written, report, line), each once, in the order of the card."""
    images = [run for text in _all_texts(card) for run in text.runs if Mark.IMAGE in run.marks]
    return tuple(dict.fromkeys((image.target, card.path, image.line or card.first) for image in images))


def fences(card: Card) -> tuple[tuple[str, str, str, int], ...]:
    """Return the fenced blocks of a card as (language, source, report, line): some are diagrams."""
    found = (block for block in (*card.answer, *card.extra) if isinstance(block, Code))
    return tuple((block.language, block.source, card.path, block.line or card.first) for block in found)


def formula_notices(card: Card, face: Face) -> tuple[Problem, ...]:
    """Return a notice for each formula of a card, and of the headings it shows, that Anki cannot set, each once."""
    formulas = dict.fromkeys(run for text in _all_texts(card) for run in text.runs if Mark.MATH in run.marks)
    headings = dict.fromkeys(found["tex"] for told in card.context for found in _TOLD_MATH.finditer(told))
    lines = dict(card.formulas)
    places = (
        *((run.text, run.line or card.first, _short(run.text)) for run in formulas),
        *((source, lines.get(source, 0), f"{_short(source)} of a heading") for source in headings),
    )
    macros = dict(face.macros)
    return tuple(
        Problem(card.path, line, f"the formula {shown} {fault}", _FORMULA_HINT, is_error=False)
        for source, line, shown in places
        for fault in for_anki(source, macros).faults
    )


_FORMULA_HINT = "Anki cannot show it as it is written: write it otherwise, or give the command a meaning under `macros`"


def _short(source: str) -> str:
    words = " ".join(source.split())
    return f"`{words[:_SHORT_FORMULA]}…`" if len(words) > _SHORT_FORMULA else f"`{words}`"


def _all_texts(card: Card) -> Iterator[Text]:
    yield from (card.question, card.hint)
    for block in (*card.answer, *card.extra):
        yield from texts_of(block)


def _tongue(card: Card, *texts: Text) -> str:
    """Return the language of some of a card's words; that of its report where they tell nothing."""
    words = " ".join(text.spoken for text in texts)
    return language_of(words, language(card.language)).code if card.language else ""


def _spoken(html: str, language: str, layout: str = "") -> str:
    """Name the language: it chooses the shapes of Han characters, the line breaks and the voice."""
    named = (f' lang="{escape(language)}"' if language else "", f' class="{layout}"' if layout else "")
    return f"<div{''.join(named)}>{html}</div>" if html and any(named) else html


def _setting(question: Text) -> str:
    """Name how the style sheet sets a question: with its subject on a line of its own, and smaller where it is long."""
    subject = Text(tuple(run for run in question.runs if Mark.SUBJECT in run.marks))
    words = (subject or question).dropping(Mark.JOINT, Mark.MATH, Mark.DISPLAY).plain
    return " ".join(filter(None, ("parted" if subject else "", "long" if len(words) > _LONG_QUESTION else "")))


_LONG_QUESTION = 60
"""Letters of a question, or of its subject, that are set large."""

_LAYOUTS = {Kind.CONTRAST: "contrast", Kind.LIST: "list"}
"""The answers that the style sheet sets in a way of their own."""


def _tag(tag: str) -> str:
    return _escaped(tag.replace("::", " › ").replace("_", " "))


def _heading(told: str, writer: _Writer) -> str:
    """Write a heading, whose math stands between brackets."""
    words = _TOLD_MATH.split(told)
    return "".join(_formula("()", part, writer) if number % 2 else _escaped(part) for number, part in enumerate(words))


def _source(source: str, face: Face) -> str:
    return _web_link(source) if _WEB.match(source) else _place(source, face)


def _web_link(address: str) -> str:
    if not _opens(address):
        return _escaped(address)
    return f'<a href="{_attribute(address)}">{_escaped(short_address(address))}</a>'


def _opens(address: str) -> bool:
    """Is it an address that a browser can open? A host that ends in a number is four of them."""
    try:
        parts = urlsplit(address)
        host = parts.netloc.rpartition("@")[2].removesuffix(f":{parts.port}")
        if _NUMBER_LAST.search(host):
            IPv4Address(host)
    except ValueError:
        return False
    return bool(_WEB.match(address) and _HOST.fullmatch(host))


def _place(source: str, face: Face) -> str:
    """Write a place in the reports, as a link where the user says what opens it."""
    html = f"<small>{_escaped(_EXPORT_ID.sub('', source))}</small>"
    found = _PLACE.fullmatch(source) if face.source_link else None
    if not found:
        return html
    return f'<a href="{_opening(found["path"], found["line"], face)}">{html}</a>'


def _linked_notes(card: Card, face: Face) -> Iterator[str]:
    """Yield links to the notes that a card's own words link to, where the user says what opens a note."""
    found = filter(None, map(_NOTE.fullmatch, card.sources)) if face.source_link else ()
    paths = (join("" if note["root"] else dirname(card.path), unquote(note["path"])) for note in found)
    for path in dict.fromkeys(map(normpath, paths)):
        yield f'<a href="{_opening(path, "1", face)}">{_escaped(_EXPORT_ID.sub("", _name(path)))}</a>'


def _opening(path: str, line: str, face: Face) -> str:
    """Return the attribute that leads to a line of a report."""
    real = unescaped(path)
    path, name = (quote(words, errors="surrogateescape") for words in (real, _name(real)))
    parts = {"path": path, "name": name, "line": line}
    return _attribute(_HOLE.sub(lambda hole: parts[hole["name"]], face.source_link))


def _name(path: str) -> str:
    return path.rpartition("/")[2].rpartition(".")[0]


# --- blocks --------------------------------------------------------------------------------------------------------


def _blocks(blocks: tuple[Block, ...], writer: _Writer) -> str:
    if len(blocks) == 1 and isinstance(blocks[0], Prose):
        return _inline(blocks[0].text, writer)
    return "".join(_block(block, writer) for block in blocks)


def _block(block: Block, writer: _Writer) -> str:
    match block:
        case Prose(text):
            html = _inline(text, writer)
            return f"<p>{html}</p>" if html else ""
        case Bullets(members, is_ordered):
            tag = "ol" if is_ordered else "ul"
            return f"<{tag}>{''.join(f'<li>{_inline(member, writer)}</li>' for member in members)}</{tag}>"
        case Code(source, language) if drawn := writer.media.get((language, source)):
            return f'<p><img src="{_attribute(drawn.name)}" alt="{_attribute(language)}"></p>'
        case Code(source, language):
            return _code(source, language)
        case Grid():
            return _table(block, writer)
        case _:
            assert_never(block)


def _code(source: str, language: str) -> str:
    from notes2anki.fields.highlighting import pieces  # few cards hold code, and Pygments takes its time to import

    name = _LANGUAGE.sub("", language)
    known = f' class="language-{name}"' if name else ""
    found = ((kind, _escaped(words)) for kind, words in pieces(source, name))
    html = "".join(f'<span class="{kind}">{words}</span>' if kind else words for kind, words in found)
    return f"<pre><code{known}>{html}</code></pre>"


def _table(grid: Grid, writer: _Writer) -> str:
    if not grid.rows:
        return ""
    head, *body = (
        f"<tr>{''.join(_cell(cell, tag, side, writer) for cell, side in zip_longest(row, grid.sides[: len(row)]))}</tr>"
        for tag, row in zip(("th", *["td"] * len(grid.rows)), grid.rows, strict=False)
    )
    return f"<table><thead>{head}</thead><tbody>{''.join(body)}</tbody></table>"


def _cell(cell: Text, tag: str, side: str | None, writer: _Writer) -> str:
    set_to = f' class="{side}"' if side in ("center", "right") else ""
    return f"<{tag}{set_to}>{_inline(cell, writer)}</{tag}>"


# --- text ----------------------------------------------------------------------------------------------------------


def _inline(text: Text, writer: _Writer) -> str:
    if len(text.runs) == 1 and not text.runs[0].marks:  # as most texts are
        return _leaf(text.runs[0], writer).strip()
    by_link = groupby(text.runs, key=lambda run: run.target if writer.has_links and Mark.LINK in run.marks else "")
    return "".join(_linked(target, tuple(runs), writer) for target, runs in by_link).strip()


def _linked(target: str, runs: tuple[Run, ...], writer: _Writer) -> str:
    borne = frozenset().union(*(run.marks for run in runs))
    html = _marked(runs, tuple(tag for tag in _TAGS if tag[0] in borne), writer)
    is_shown = target and html and _opens(target)
    return f'<a href="{_attribute(target)}">{html}</a>' if is_shown else html


def _marked(runs: Iterable[Run], tags: tuple[tuple[Mark, str], ...], writer: _Writer) -> str:
    """Write the runs, neighbours under the same mark in one element."""
    if not tags:
        return "".join(map(partial(_leaf, writer=writer), runs))
    (mark, tag), *inner = tags
    pieces = []
    for is_marked, group in groupby(runs, key=lambda run: mark in run.marks):
        html = _marked(tuple(group), tuple(inner), writer)
        pieces.append(f"<{tag}>{html}</{tag.partition(' ')[0]}>" if is_marked and html else html)
    return "".join(pieces)


def _leaf(run: Run, writer: _Writer) -> str:
    if Mark.IMAGE in run.marks:
        return _image(run, writer)
    if Mark.BREAK in run.marks:
        return "<br>"
    is_address = Mark.LINK in run.marks and not run.text
    if not is_address and run.marks & {Mark.MATH, Mark.DISPLAY}:
        return _formula("[]" if Mark.DISPLAY in run.marks else "()", run.text, writer)
    html = _escaped(short_address(run.target) if is_address else run.text)
    if writer.is_cloze and (is_address or run.marks & {Mark.CODE, Mark.GAP}):
        html = _not_ending(html)
    return html if Mark.CODE in run.marks else html.replace("\n", "<br>")


def _not_ending(html: str) -> str:
    """Write the signs that would end a gap, or begin its hint, so that they do not."""
    return _CLOZE_SIGNS.sub(lambda sign: f"&#{ord(sign[0])};", html)


def _formula(brackets: str, source: str, writer: _Writer) -> str:
    """Write a formula for Anki; in a cloze its braces are set apart, but for those of a gap in the formula."""
    source = for_anki(_UNSAFE.sub("", source), writer.macros).source
    if writer.is_cloze:
        source = _set_apart(source)
    # What a gap shows may join the mark that begins the formula; a backslash would take the one that ends it.
    begin = " " if brackets == "[]" and source.startswith("{{c") else ""
    end = " " if source.endswith("\\") else ""
    first, last = (f"\\{_OURS}{bracket}" for bracket in brackets)
    return f"{first}{begin}{escape(source, quote=False)}{end}{last}"


def _set_apart(source: str) -> str:
    r"""Put spaces between braces, so that none of them ends a gap: `{{c1::\frac{a}{b}}}` ends with its last two."""
    out: list[str] = []
    place = 0
    for gap in CLOZE_START.finditer(source):
        end = _gap_end(source, gap.end())
        if gap.start() < place or end < 0:
            continue
        inner = _DOUBLED.sub(r"\1 ", source[gap.end() : end])
        before = _DOUBLED.sub(r"\1 ", source[place : gap.start()])
        # Anki takes the marks of the gap away, and two halves of a command would join.
        out += [_UNFINISHED.sub(r"\g<0> ", before), gap[0], _UNFINISHED.sub(r"\g<0> ", inner), "}}"]
        place = end + 2
    return "".join((*out, _DOUBLED.sub(r"\1 ", source[place:])))


def _gap_end(source: str, start: int) -> int:
    """Return where the two braces stand that end the gap whose content begins at `start`; -1 if none do."""
    depth = 0
    for brace in _BRACE.finditer(source, start):
        if depth == 0 and source.startswith("}}", brace.start()):
            return brace.start()
        depth += {"{": 1, "}": -1}.get(brace[0], 0)
    return -1


def _image(run: Run, writer: _Writer) -> str:
    found = writer.media.get((writer.report, run.target))
    protected = _not_ending if writer.is_cloze else str
    if not found:
        words = "" if _MACHINE_ALT.fullmatch(run.text.strip()) else run.text
        is_far = writer.is_cloze and _WEB.match(run.target)  # it may be all that its gap holds
        return protected(_escaped(words or (short_address(run.target) if is_far else "")))
    if _RECORDING.search(found.name):
        return f"[{_OURS}sound:{found.name}]"
    width = f' width="{run.width}"' if run.width else ""
    return f'<img src="{_attribute(found.name)}" alt="{protected(_attribute(run.text))}"{width}>'


def _escaped(words: str) -> str:
    if not _SPECIAL.search(words):
        return words
    return escape(_UNSAFE.sub("", words), quote=False)


def _attribute(words: str) -> str:
    return escape(_UNSAFE.sub("", words))
