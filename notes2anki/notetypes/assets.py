"""A template or a style sheet -> what in it loads what is not there, runs twice, or is half a merge."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator

from notes2anki.model import Problem
from notes2anki.notetypes.drafts import Part

_CONFLICT = re.compile(r"^(?:<{7}|={7}|>{7})(?=\s|$)", re.MULTILINE)
_TAG = re.compile(r"<(?P<tag>[a-z][\w-]*)\b(?P<attributes>[^>]*)>", re.IGNORECASE)
_SOURCE = re.compile(r"""\b(?:src|srcset|href|poster|data)\s*=\s*(?P<value>"[^"]*"|'[^']*'|[^\s>"']+)""", re.IGNORECASE)
_URL = re.compile(r"""(?:url\(\s*|@import\s+)["']?(?P<value>[^"')\s;]+)""", re.IGNORECASE)
_FAR = re.compile(r"(?:[a-z][a-z0-9+.-]*:)?//", re.IGNORECASE)
_OWN_FILE = re.compile(r"(?:\./)?_[^/]*")
_INLINE = re.compile(r"data:|#|\{\{|<%|url\(", re.IGNORECASE)
_SCRIPT = re.compile(r"<script\b[^>]*>(?P<code>.*?)</script>", re.IGNORECASE | re.DOTALL)
_LOADING = re.compile(
    r"""(?:\b(?:import|from)\b\s*\(?|\bfetch\s*\(|\.src\s*=)\s*(?P<quote>["'`])(?P<value>[^"'`\n]+)(?P=quote)"""
)
_CODE_PART = re.compile(
    r"""//[^\n]* | /\*.*?\*/                                              # comments
      | (?:(?<=[=(,:;!&|?{}])|(?<=\breturn))\s*/(?![/*])(?:\\.|\[(?:\\.|[^\]\\\n])*\]|[^/\\\[\n])+/   # patterns
      | "(?:\\.|[^"\\\n])*" | '(?:\\.|[^'\\\n])*' | `(?:\\.|[^`\\])*`     # strings
      | [{}()\[\]]
      | (?<![\w$.])(?:const|let|class)(?![\w$])(?=\s*[\w$\[{])
      | \b(?:document|window)\s*\.\s*(?:addEventListener\b|on[a-z]+\s*=(?!=))""",
    re.DOTALL | re.VERBOSE,
)
_STYLE_PART = re.compile(r"""/\*.*?\*/|"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'|[{}]""", re.DOTALL)
_STYLE_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_OF_ONE_PAGE = ("document", "window")


def template_faults(part: Part) -> Iterator[Problem]:
    """Yield what is wrong with the HTML and the scripts of a template."""
    yield from _conflicts(part)
    for place, value in _loaded_by_template(part):
        yield from _load_faults(part, place, value)
    for code in _SCRIPT.finditer(part.text):
        yield from _script_faults(part, code.start("code"), code["code"])


def style_faults(part: Part) -> Iterator[Problem]:
    """Yield what is wrong with a style sheet."""
    yield from _conflicts(part)
    for place, value in _loaded_by_style(part):
        yield from _load_faults(part, place, value)
    opened: list[int] = []
    for found in _STYLE_PART.finditer(part.text):
        if found[0] == "{":
            opened.append(found.start())
        elif found[0] == "}" and opened:
            opened.pop()
        elif found[0] == "}":
            yield _fault(part, found.start(), "`}` closes nothing", _RULE)
    if opened:
        yield _fault(part, opened[0], "`{` is never closed", _RULE)


def absent_files(templates: Iterable[Part], styles: Iterable[Part], present: Collection[str]) -> Iterator[Problem]:
    """Yield a notice for each place that shows a file which is not `present` in the folders of templates."""
    shown = (
        *((part, *found) for part in templates for found in _loaded_by_template(part)),
        *((part, *found) for part in styles for found in _loaded_by_style(part)),
    )
    for part, place, value in shown:
        name = value.removeprefix("./")
        if _OWN_FILE.fullmatch(value) and "{{" not in value and name not in present:
            hint = "put it there, and it comes along with the cards"
            yield _fault(part, place, f"the file `{name}` is not in templates/", hint, is_error=False)


def _loaded_by_template(part: Part) -> Iterator[tuple[int, str]]:
    """Yield the place and the address of whatever the HTML, the styles and the scripts of a template load."""
    for tag in _TAG.finditer(part.text):
        if tag["tag"].lower() == "a":  # goes somewhere only when it is tapped
            continue
        for source in _SOURCE.finditer(tag["attributes"]):
            yield tag.start("attributes") + source.start(), source["value"].strip("\"'")
    yield from ((found.start(), found["value"]) for found in _URL.finditer(part.text))
    for code in _SCRIPT.finditer(part.text):
        bare = _CODE_PART.sub(lambda found: _without_comment(found[0]), code["code"])
        yield from ((code.start("code") + found.start(), found["value"]) for found in _LOADING.finditer(bare))


def _loaded_by_style(part: Part) -> Iterator[tuple[int, str]]:
    bare = _STYLE_COMMENT.sub(lambda comment: _blank(comment[0]), part.text)
    yield from ((found.start(), found["value"]) for found in _URL.finditer(bare))


def _without_comment(code: str) -> str:
    return _blank(code) if code.startswith(("//", "/*")) else code


_RULE = "a rule of CSS is selector { name: value; }"


def _conflicts(part: Part) -> Iterator[Problem]:
    for found in _CONFLICT.finditer(part.text):
        hint = "keep what you want of both versions, and delete the marks"
        yield _fault(part, found.start(), "the mark of a merge conflict", hint)


def _load_faults(part: Part, place: int, value: str) -> Iterator[Problem]:
    if _FAR.match(value):
        hint = "a card has to work without it: put the file into templates/"
        yield _fault(part, place, f"loads {value} from the network", hint)
    elif value and not _INLINE.match(value) and not _OWN_FILE.fullmatch(value):
        name = f"_{value.rpartition('/')[2].removeprefix('_')}"
        hint = f"call it `{name}`: Anki has no folders, and drops the files of templates whose names begin otherwise"
        yield _fault(part, place, f"uses the file `{value}`", hint)


def _script_faults(part: Part, start: int, code: str) -> Iterator[Problem]:
    depth = 0
    for found in _CODE_PART.finditer(code):
        word, place = found[0], start + found.start()
        depth += (word in "{([") - (word in "})]")
        if word in ("const", "let", "class") and depth == 0:
            hint = "Anki runs the script again on the same page, where it fails: put all of it into (() => { … })();"
            yield _fault(part, place, f"`{word}` at the top of a script", hint)
        elif word.startswith(_OF_ONE_PAGE):
            hint = "Anki has one page for all cards, so it would be there once for each: use an element of the card"
            yield _fault(part, place, f"`{word}` stays after the card", hint, is_error=False)


def _blank(comment: str) -> str:
    return re.sub(r"[^\n]", " ", comment)


def _fault(part: Part, place: int, message: str, hint: str, *, is_error: bool = True) -> Problem:
    return Problem(part.path, part.text.count("\n", 0, place) + 1, message, hint, is_error)
