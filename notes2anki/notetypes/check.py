"""A drafted note type -> all that Anki would refuse, change or show wrongly, each with its file and line."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Iterator, Sequence

from notes2anki.model import Problem
from notes2anki.notetypes.assets import style_faults, template_faults
from notes2anki.notetypes.drafts import Draft, Part, Side
from notes2anki.notetypes.naming import FRONT, SPECIAL, name_faults
from notes2anki.notetypes.syntax import (
    CLOZE_SECTION,
    Replacement,
    Section,
    TemplateSyntaxError,
    Words,
    parse,
    walk,
)

FILTERS = ("text", "hint", "type", "nc", "cloze", "cloze-only", "furigana", "kana", "kanji", "")
"""What may stand before a field; and `tts` with a language after it."""

_ANSWER = re.compile(r"""<[a-z][^<>]*?\sid\s*=\s*(?:"answer"|'answer'|answer(?=[\s/>]))""", re.IGNORECASE)
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)


def find_faults(draft: Draft) -> Iterator[Problem]:
    """Yield all that is wrong with a note type: its fields, its templates, its styles."""
    if draft.described:
        yield from name_faults(draft.spec, draft.described)
    for side in draft.sides:
        yield from template_faults(side.part)
        yield from _side_faults(side, draft)
    yield from _twin_fronts(draft)
    for style in draft.styles:
        yield from style_faults(style)


def sorted_once(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Return problems in their order, each once: types share files."""
    return tuple(sorted(set(problems)))


def _twin_fronts(draft: Draft) -> Iterator[Problem]:
    fronts: dict[str, Side] = {}
    for side in draft.sides:
        first = fronts.setdefault(side.part.text.strip(), side) if side.is_front else side
        if first is not side:
            message = f"the fronts of `{first.template}` and `{side.template}` are the same"
            yield Problem(side.part.path, 1, message, "Anki takes no two; ask something else on one of them")


# --- a side --------------------------------------------------------------------------------------------------------


def _side_faults(side: Side, draft: Draft) -> Iterator[Problem]:
    try:
        nodes = tuple(walk(parse(side.part.text)))
    except TemplateSyntaxError as fault:
        hint = "every {{#…}} and {{^…}} is closed by its {{/…}}"
        yield Problem(side.part.path, fault.line, fault.message, hint)
        return
    for node in nodes:
        if isinstance(node, Words):
            yield from _word_faults(node, side.part)
        else:
            yield from _key_faults(node, side, draft)
    shown = [node for node in nodes if isinstance(node, Replacement)]
    for node in shown:
        yield from _filter_faults(node, side.part, draft)
    yield from _missing(shown, side, draft)


def _word_faults(node: Words, part: Part) -> Iterator[Problem]:
    place = node.text.find("{{")
    if place >= 0 and not node.text.startswith("<!--"):
        yield Problem(part.path, node.line + node.text.count("\n", 0, place), "`{{` is never closed", "as in {{Name}}")


def _key_faults(node: Section | Replacement, side: Side, draft: Draft) -> Iterator[Problem]:
    fields = [field.name for field in draft.spec.fields]
    legal = (*fields, *SPECIAL)
    if isinstance(node, Section):
        is_known = node.key in legal or bool(CLOZE_SECTION.fullmatch(node.key))
    elif node.key == FRONT:
        is_known = True
        if side.is_front:
            yield Problem(side.part.path, node.line, "{{FrontSide}} is nothing on a front", "it belongs on a back")
    else:
        is_known = node.key in legal
    if not is_known:
        message = f"there is no field `{node.key}` in {draft.spec.name}"
        hint = f"{_nearest(node.key, legal)}the fields are {', '.join(fields)}"
        yield Problem(side.part.path, node.line, message, hint)


def _filter_faults(node: Replacement, part: Part, draft: Draft) -> Iterator[Problem]:
    for name in node.filters:
        if name in FILTERS or name.startswith("tts "):
            continue
        known = ", ".join(filter(None, FILTERS))
        hint = f"{_nearest(name, FILTERS)}the filters are {known}, and tts with a language: {{{{tts ko_KR:Question}}}}"
        yield Problem(part.path, node.line, f"there is no filter `{name}`", hint)
    if not draft.spec.is_cloze and not {"cloze", "cloze-only"}.isdisjoint(node.filters):
        message = f"`cloze:` in {draft.spec.name}, which is no cloze type"
        yield Problem(part.path, node.line, message, "a note type of your own may have `extends: cloze`")


def _missing(shown: Sequence[Replacement], side: Side, draft: Draft) -> Iterator[Problem]:
    path = side.part.path
    fields = {field.name for field in draft.spec.fields}
    if side.is_front and not any(node.key in fields for node in shown):
        yield Problem(path, 1, "the front shows no field", "Anki makes a card only where the front shows one")
    if draft.spec.is_cloze and not any("cloze" in node.filters for node in shown):
        yield Problem(path, 1, "there is no {{cloze:…}}", "put {{cloze:Text}} where the text belongs, on both sides")
    typed = [node for node in shown if "type" in node.filters]
    for node in typed[1:]:
        message = f"a second `type:`, after that of line {typed[0].line}"
        yield Problem(path, node.line, message, "Anki makes a box of one only")
    if not side.is_front and not _ANSWER.search(_COMMENT.sub("", side.part.text)):
        yield Problem(path, 1, 'there is no id="answer"', 'Anki scrolls to it: <hr id="answer"> before the answer')


def _nearest(word: str, legal: Sequence[str]) -> str:
    near = difflib.get_close_matches(word, legal, n=1)
    return f"did you mean `{near[0]}`? " if near and near[0] else ""
