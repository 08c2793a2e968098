"""TeX as people write it -> TeX that Anki's MathJax can set, and what it cannot.

Anki ships MathJax 3.2.2, which knows neither the packages that notes take for granted (`bm`, `physics`, `siunitx`) nor
a preamble. The commands of `MACROS` are replaced; a deck may add its own, and so may a formula, whose definitions are
carried out here, as MathJax would keep them for every later card. `mathjax.txt` names all that MathJax knows as Anki
sets it up: commands, and environments in braces.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from importlib.resources import files

MACROS: Mapping[str, str] = {
    "bm": r"\boldsymbol{#1}",
    "argmin": r"\operatorname*{arg\,min}",
    "argmax": r"\operatorname*{arg\,max}",
    "plim": r"\operatorname*{plim}",
    "softmax": r"\operatorname{softmax}",
    "sign": r"\operatorname{sign}",
    "sgn": r"\operatorname{sgn}",
    "Tr": r"\operatorname{Tr}",
    "tr": r"\operatorname{tr}",
    "diag": r"\operatorname{diag}",
    "rank": r"\operatorname{rank}",
    "Var": r"\operatorname{Var}",
    "Cov": r"\operatorname{Cov}",
    "KL": r"\operatorname{KL}",
    "abs": r"\left|#1\right|",
    "norm": r"\left\|#1\right\|",
    "ceil": r"\left\lceil #1\right\rceil",
    "floor": r"\left\lfloor #1\right\rfloor",
    "dd": r"\mathrm{d}",
    "dv": r"\frac{\mathrm{d}#1}{\mathrm{d}#2}",
    "pdv": r"\frac{\partial #1}{\partial #2}",
    "qty": r"#1\,\mathrm{#2}",
    "SI": r"#1\,\mathrm{#2}",
    "si": r"\mathrm{#1}",
    "num": r"#1",
    "prescript": r"{}^{#1}_{#2}#3",
    "R": r"\mathbb{R}",
    "N": r"\mathbb{N}",
    "Z": r"\mathbb{Z}",
    "Q": r"\mathbb{Q}",
    "C": r"\mathbb{C}",
    "E": r"\mathbb{E}",
    "infin": r"\infty",
    "isin": r"\in",
    "exist": r"\exists",
    "empty": r"\emptyset",
    "larr": r"\leftarrow",
    "rarr": r"\rightarrow",
    "lArr": r"\Leftarrow",
    "rArr": r"\Rightarrow",
    "hArr": r"\Leftrightarrow",
    "textsc": r"\text{#1}",
    "mathds": r"\mathbb{#1}",
    "mathbbm": r"\mathbb{#1}",
    "vect": r"\vec{#1}",
    "vv": r"\vec{#1}",
    "hdots": r"\dots",
    "oiint": r"\iint",
    "angstrom": r"\text{Å}",
    "centering": "",
    "ensuremath": r"#1",
    "emph": r"\textit{#1}",
    "relax": "",
    "meter": "m",
    "metre": "m",
    "second": "s",
    "gram": "g",
    "kilogram": "kg",
    "kilo": "k",
    "milli": "m",
    "newton": "N",
    "joule": "J",
    "watt": "W",
    "volt": "V",
    "ampere": "A",
    "kelvin": "K",
    "mole": "mol",
    "hertz": "Hz",
    "pascal": "Pa",
    "per": "/",
    "squared": "^2",
    "cubed": "^3",
}
"""A command -> what stands for it; `#1` is its first argument."""

HARMLESS: Mapping[str, str] = {
    "href": "#2",
    "style": "#2",
    "class": "#2",
    "cssId": "#2",
    "data": "#2",
    "bbox": "#1",
    "mmlToken": r"\text{#2}",
}
"""What reaches out of a formula, into the page or the network, and what is left of it; no setting changes these."""

PLAIN_ARGUMENTS: Mapping[str, str] = {
    **dict.fromkeys(("cancel", "bcancel", "xcancel", "cancelto"), "o"),
    **dict.fromkeys(("color", "textcolor", "cellcolor"), "om"),
    **dict.fromkeys(("rowcolor", "columncolor"), "omoo"),
    **dict.fromkeys(("framebox", "mathmakebox", "overbracket", "underbracket"), "oo"),
    "colorbox": "m",
    "definecolor": "mmm",
    "enclose": "mo",
    "fcolorbox": "mm",
    "unicode": "oom",
}
"""Commands that hand words on to the page as a colour, length, font or option, and which of their first arguments are
such words: `o` in brackets, if they are there, `m` in braces. They have to be plain, or the command is left out.
"""

_NAME = re.compile(r"\\(?P<name>[A-Za-z]+)")
_TOKEN = re.compile(r"\\(?:(?P<name>[A-Za-z]+)|.)", re.DOTALL)
_BRACE = re.compile(r"\\.|[{}]", re.DOTALL)
_LAST_NAME = re.compile(r"\\[A-Za-z]+\Z")
_HOLE = re.compile(r"#(?P<number>[1-9])")
_PLAIN = {"o": r"(?:\s*\[[\w #.,%-]*\])?", "m": r"\s*\{[\w #.,%-]*\}"}
_WORDS = {"o": r"(?:\s*\[[^][]*\])?", "m": r"(?:\s*\{[^{}]*\})?"}
_NO_OPTION = r"(?!\s*(?:\[|\{\{c\d))"  # nor a gap that may show one
_DEFINITION = re.compile(
    r"(?<!\\)\\(?:(?:re)?newcommand\*?|providecommand\*?|def|(?P<operator>DeclareMathOperator\*?))\s*(?P<brace>\{)?\s*"
    r"\\(?P<name>[A-Za-z]+)(?(brace)\s*\})\s*(?:\[(?P<count>\d)\]|(?P<holes>(?:#\d)*))\s*(?=\{)"
)
_DEFINING = re.compile(
    r"\\(?:def|let|(?:re)?new(?:command|environment|tagform)|providecommand|Newextarrow|mathtoolsset"
    r"|DeclareMathOperator|DeclarePairedDelimiters?(?:X|XPP)?)(?![A-Za-z])"
)
_REACHING = re.compile(rf"\\(?:{'|'.join((*HARMLESS, 'require'))})(?![A-Za-z])|{_DEFINING.pattern}")
_REACHING_OPTIONS = re.compile(r"(?P<command>\\(?:bbox|mmlToken\s*\{[^{}]*\}))\s*\[[^\]]*\]|\\require\s*\{[^{}]*\}")
_ENVIRONMENT = re.compile(r"\\(?P<side>begin|end)\s*\{(?P<name>[^{}]*)\}")
_SIDES = re.compile(r"\\(?P<side>left|right)(?![A-Za-z])")
_ESCAPED = re.compile(r"\\.", re.DOTALL)
_LONGEST = 6000  # characters that a formula may grow to
_DEEPEST = 8  # replacements within replacements


@dataclass(frozen=True, slots=True)
class Formula:
    """TeX for Anki, and what is wrong with it, in words that follow `the formula …`."""

    source: str
    faults: tuple[str, ...] = ()


def for_anki(source: str, macros: Mapping[str, str]) -> Formula:
    """Return the formula with macros replaced and nothing that reaches out.

    `macros` stand before the built-in ones, and what the formula itself defines before both.
    """
    if "\\" not in source:
        return Formula(source, tuple(_faults(source, {})))
    source, defined = _take_definitions(source)
    table = {**MACROS, **macros, **defined, **HARMLESS}
    for _ in range(_DEEPEST):
        replaced = _replaced(_REACHING_OPTIONS.sub(lambda found: found["command"] or " ", source), table)
        if replaced == source or len(replaced) > _LONGEST:
            break
        source = replaced
    faults = tuple(_faults(source, table))
    source, dropped = _without_words(_REACHING.sub(" ", source))  # those without their arguments
    return Formula(source, tuple(dict.fromkeys((*faults, *dropped))))


def _take_definitions(source: str) -> tuple[str, Mapping[str, str]]:
    """Return the formula without its definitions, and what they define; one that is not understood stays."""
    out: list[str] = []
    table: dict[str, str] = {}
    place = 0
    for found in _DEFINITION.finditer(source):
        end = _group_end(source, found.end())
        meaning = source[found.end() + 1 : end - 1]
        count = int(found["count"] or len(found["holes"] or "") // 2)
        if found.start() < place or end == found.end() or count != _arity(meaning):
            continue
        if found["operator"]:
            meaning = rf"\operatorname{'*' * found['operator'].endswith('*')}{{{meaning}}}"
        table[found["name"]] = meaning
        out += [source[place : found.start()], " "]
        place = end
    return "".join((*out, source[place:])), table


def _without_words(source: str) -> tuple[str, tuple[str, ...]]:
    """Leave out each command that would hand on more than plain words, and return what to say of it."""
    out: list[str] = []
    faults: list[str] = []
    place = 0
    for found in _commands(source):
        shape = PLAIN_ARGUMENTS.get(found["name"])
        if shape is None or found.start() < place:
            continue
        plain = "".join(_PLAIN[kind] for kind in shape) + _NO_OPTION * shape.endswith("o")
        if re.compile(plain).match(source, found.end()):
            continue
        words = re.compile("".join(_WORDS[kind] for kind in shape)).match(source, found.end())
        out += [source[place : found.start()], "{}"]  # so that no option comes to stand behind another command
        place = words.end() if words else found.end()
        faults.append(f"gives `{found[0]}` more than a plain colour, length or option, so it is left out")
    return "".join((*out, source[place:])), tuple(faults)


def _replaced(source: str, table: Mapping[str, str]) -> str:
    out: list[str] = []
    place = 0
    for found in _commands(source):
        if found.start() < place or found["name"] not in table:
            continue
        meaning = table[found["name"]]
        arguments, end = _arguments(source, found.end(), _arity(meaning))
        if arguments is not None:
            before = source[place : found.start()]
            out += [before, _filled(meaning, arguments, (before, source[end : end + 1]))]
            place = end
    return "".join((*out, source[place:]))


def _commands(source: str) -> Iterator[re.Match[str]]:
    r"""Yield the commands; the second backslash of a line break (`\\bm`) begins none."""
    for found in _TOKEN.finditer(source):
        if found["name"]:
            yield found


def _arity(meaning: str) -> int:
    return max((int(hole["number"]) for hole in _HOLE.finditer(meaning)), default=0)


def _arguments(source: str, place: int, count: int) -> tuple[tuple[str, ...] | None, int]:
    """Return the arguments behind a command, None if they are not all there, and where they end."""
    found: list[str] = []
    for _ in range(count):
        start = place + len(source[place:]) - len(source[place:].lstrip())
        end = _argument_end(source, start)
        if end <= start:
            return None, place
        found.append(source[start + 1 : end - 1] if source[start] == "{" else source[start:end])
        place = end
    return tuple(found), place


def _argument_end(source: str, start: int) -> int:
    """Return where the argument at `start` ends: a group, a command or a single sign; `start` if there is none."""
    if source[start : start + 1] in ("", "}", "&", "^", "_", "(", "["):
        return start
    if source[start] == "\\":
        name = _NAME.match(source, start)
        return name.end() if name else start + 2
    return _group_end(source, start) if source[start] == "{" else start + 1


def _group_end(source: str, start: int) -> int:
    depth = 0
    for found in _BRACE.finditer(source, start):
        depth += {"{": 1, "}": -1}.get(found[0], 0)
        if depth == 0:
            return found.end()
    return start


def _filled(meaning: str, arguments: tuple[str, ...], around: tuple[str, str]) -> str:
    r"""Put the arguments in; spaces keep a name from growing together with what stands beside it (`\infin x`)."""
    words = _HOLE.sub(lambda hole: arguments[int(hole["number"]) - 1], meaning)
    before = " " if _LAST_NAME.search(around[0]) and words[:1].isalpha() else ""
    after = " " if _LAST_NAME.search(words) and around[1].isalpha() else ""
    return f"{before}{words}{after}"


def _faults(source: str, table: Mapping[str, str]) -> Iterator[str]:
    bare = _ESCAPED.sub(lambda sign: "" if sign[0][1] in "{}\\" else sign[0], source)
    if bare.count("{") != bare.count("}"):
        yield "has braces that do not match"
    environments = [(found["side"], found["name"]) for found in _ENVIRONMENT.finditer(source)]
    opened = sorted(name for side, name in environments if side == "begin")
    if opened != sorted(name for side, name in environments if side == "end"):
        yield r"has `\begin` and `\end` that do not match"
    sides = [found["side"] for found in _SIDES.finditer(source)]
    if sides.count("left") != sides.count("right"):
        yield r"has `\left` and `\right` that do not match"
    yield from (
        f"defines something with `{found}` in a way that is not understood" for found in _DEFINING.findall(source)
    )
    yield from (f"uses `{name}`, which Anki does not know" for name in _unknown(source, opened, table))


def _unknown(source: str, environments: list[str], table: Mapping[str, str]) -> Iterator[str]:
    """Yield what MathJax does not know, and macros whose arguments are not there."""
    known = known_names()
    yield from (rf"\begin{{{name}}}" for name in environments if f"{{{name}}}" not in known)
    for found in _commands(source):
        if found["name"] in table or found["name"] not in known:
            yield found[0]


@functools.cache
def known_names() -> frozenset[str]:
    """Return the commands that Anki's MathJax knows, and its environments in braces."""
    return frozenset(files(__package__).joinpath("mathjax.txt").read_text(encoding="ascii").split())
