"""A look -> CSS that sets its variables. The themes are the files beside this one."""

from __future__ import annotations

from collections.abc import Mapping
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

_FONT_OF_ALL = ".note [lang] {\n  font-family: var(--font);\n}"
"""Fonts that were chosen count in every language."""

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
