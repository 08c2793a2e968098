"""A look -> CSS that sets its variables, and the contrast of its colours. The themes are the files beside this one."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import yaml

from notes2anki.model import Look

DEFAULT = "default"
"""The theme of the style sheet itself."""

CODE_COLOURS = ("keyword", "string", "number", "remark", "name", "extra")
"""The variables that hold the colours of code."""

COLOURS = ("paper", "ink", "muted", "line", "panel", "accent", "marker", "figure", *CODE_COLOURS)
"""The variables that hold a colour, and that one may set."""

LEAST_CONTRAST = 4.5
"""What WCAG 2.2 AA asks of text."""

_FONT_OF_ALL = ".note [lang] {\n  font-family: var(--font);\n}"
"""Fonts that were chosen count in every language."""

_READ = (
    ("ink", "marker"),
    *((words, ground) for words in ("ink", "muted", "accent", *CODE_COLOURS) for ground in ("paper", "panel")),
)
"""Words and the grounds they stand on."""

_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_RULE = re.compile(r"(?P<selector>[^{}]+)\{(?P<body>[^{}]*)\}")
_VARIABLE = re.compile(r"--(?P<name>[a-z-]+):\s*(?P<value>[^;]+)")
_COLOUR = re.compile(r"#(?:[0-9a-f]{3}|[0-9a-f]{6})", re.IGNORECASE)

Variables = Mapping[str, str]


def names() -> tuple[str, ...]:
    """Return the names of all themes."""
    here = files(__name__).iterdir()
    return (DEFAULT, *sorted(file.name.removesuffix(".yaml") for file in here if file.name.endswith(".yaml")))


def theme_css(look: Look) -> str:
    """Return the rules that set a look's variables; nothing for the default one."""
    light, dark = _theme(look.theme)
    light, dark = {**light, **dict(look.variables)}, {**dark, **dict(look.dark)}
    rules = (
        _rule(".card", light),
        _rule(".card.nightMode,\n.card.night_mode", dark),
        _FONT_OF_ALL if "font" in light else "",
    )
    return "\n\n".join(filter(None, rules))


@dataclass(frozen=True, slots=True)
class Faint:
    """Two colours that are hard to read on each other."""

    names: tuple[str, str]
    is_night: bool
    words: str


@dataclass(frozen=True, slots=True)
class Variable:
    """A variable that a style sheet sets for all cards."""

    name: str
    value: str
    is_night: bool
    line: int


def faint_colours(css: str) -> Iterator[Faint]:
    """Yield each pair of colours in a whole style sheet that is hard to read, by day and at night."""
    light, dark = variables(css)
    for is_night, found in ((False, light), (True, {**light, **dark})):
        for names in _READ:
            one, other = (found.get(name, "") for name in names)
            if all(map(_COLOUR.fullmatch, (one, other))) and contrast(one, other) < LEAST_CONTRAST:
                when = "at night" if is_night else "by day"
                ratio = f"has a contrast of {contrast(one, other):.1f} {when}"
                yield Faint(names, is_night, f"{names[0]} ({one}) on {names[1]} ({other}) {ratio}")


def variables(css: str) -> tuple[Variables, Variables]:
    """Return the variables of a style sheet that hold by day and, where others, at night; the last one counts."""
    listed = tuple(find_variables(css))
    light, dark = ({one.name: one.value for one in listed if one.is_night is is_night} for is_night in (False, True))
    return light, dark


def find_variables(css: str) -> Iterator[Variable]:
    """Yield the variables that a style sheet sets for all cards, each as often as it stands there."""
    bare = _COMMENT.sub(lambda comment: re.sub(r"[^\n]", " ", comment[0]), css)
    for rule in _RULE.finditer(bare):
        selectors = [selector.strip() for selector in rule["selector"].split(",")]
        if ".card" in selectors or ".card.nightMode" in selectors:
            for found in _VARIABLE.finditer(bare, *rule.span("body")):
                line = bare.count("\n", 0, found.start()) + 1
                yield Variable(found["name"], found["value"].strip(), ".card" not in selectors, line)


def contrast(one: str, other: str) -> float:
    """Return the contrast of two colours as WCAG 2.2 defines it, from 1 to 21."""
    low, high = sorted((_luminance(one), _luminance(other)))
    return (high + 0.05) / (low + 0.05)


def _luminance(colour: str) -> float:
    digits = colour.lstrip("#")
    pairs = [digit * 2 for digit in digits] if len(digits) == 3 else [digits[at : at + 2] for at in (0, 2, 4)]
    red, green, blue = (_linear(int(pair, 16) / 255) for pair in pairs)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(channel: float) -> float:
    return channel / 12.92 if channel <= 0.04045 else ((channel + 0.055) / 1.055) ** 2.4


@cache
def _theme(name: str) -> tuple[Variables, Variables]:
    if name == DEFAULT:
        return {}, {}
    described = yaml.safe_load((files(__name__) / f"{name}.yaml").read_text(encoding="utf-8"))
    return described["light"], described["dark"]


def _rule(selector: str, values: Variables) -> str:
    if not values:
        return ""
    lines = "".join(f"  --{name}: {value};\n" for name, value in values.items())
    return f"{selector} {{\n{lines}}}"
