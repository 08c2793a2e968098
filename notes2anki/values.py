"""A value of deck.yaml -> the program's own type, or all that is wrong with it; and its form as a JSON schema."""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Generic, TypeVar

import yaml

from notes2anki.decks import name_root
from notes2anki.languages import Language, all_languages
from notes2anki.model import Choose, Dialect, InputError, Missing, Problem, Remote, Reverse, Wording
from notes2anki.questions.wording import NAME_HOLES, OPTIONAL_HOLES, SUBJECT_HOLES
from notes2anki.rules import RULES
from notes2anki.themes import COLOURS
from notes2anki.themes import names as theme_names
from notes2anki.yamltree import (
    Entry,
    Json,
    found_in,
    one_or_all,
    read_all,
    read_boolean,
    read_mapping,
    read_string,
    read_strings,
    word_of,
    wrong,
)

T = TypeVar("T")
E = TypeVar("E", bound=StrEnum)
Schema = Mapping[str, Json]
"""A JSON schema."""


@dataclass(frozen=True, slots=True)
class Type(Generic[T]):
    """A kind of value: `words` for people, `read` for the program, which raises InputError with all that is wrong."""

    words: str
    read: Callable[[Entry], T]
    schema: Callable[[], Schema]


def is_name(words: str) -> bool:
    """Is there anything in `words` to call a deck?"""
    return bool(words.replace(":", "").strip())


def nameless(words: str) -> tuple[str, str]:
    """Return what is wrong with a name of colons, and how to mend it."""
    return f"“{words}” leaves nothing to call the deck", "give it letters or digits; `::` only stands between two names"


def package_fault(path: Path) -> tuple[str, str] | None:
    """Return what is wrong with a package's file name, and how to mend it; None if nothing is."""
    if path.suffix.lower() == ".apkg":
        return None
    return f"the package cannot be called {path.name}", f"Anki knows packages by their ending: {path.stem}.apkg"


def count(fewest: int, most: int) -> Type[int]:
    """Return the kind of whole numbers between two bounds, which count."""
    words = f"a whole number from {fewest} to {most}"
    return Type(
        words,
        lambda entry: _read_count(entry, words, range(fewest, most + 1)),
        lambda: {"type": "integer", "minimum": fewest, "maximum": most},
    )


def choice(words: str, kind: type[E]) -> Type[E]:
    """Return the kind of values that are members of an enum."""
    return Type(
        words,
        lambda entry: kind(_one_of(entry, entry.value, tuple(kind), words)),
        lambda: {"enum": [member.value for member in kind]},
    )


# --- strings -------------------------------------------------------------------------------------------------------


def _read_string(entry: Entry) -> str:
    return read_string(entry, entry.value)


def _read_strings(entry: Entry) -> tuple[str, ...]:
    if isinstance(entry.value, yaml.SequenceNode):
        return read_strings(entry, entry.value.value)
    return (read_string(entry, entry.value, STRINGS.words),)


def _read_patterns(entry: Entry) -> tuple[str, ...]:
    patterns = _read_strings(entry)
    if not patterns:
        raise InputError(entry.problem("names no notes", "remove the key to take notes/**/*.md"))
    return patterns


def _read_pairs(entry: Entry) -> tuple[tuple[str, str], ...]:
    if not isinstance(entry.value, yaml.MappingNode):
        raise InputError(wrong(entry, entry.value, PAIRS.words))
    words = read_strings(entry, [node for pair in entry.value.value for node in pair])
    names = words[::2]
    twice = [number for number, name in enumerate(names) if name in names[:number]]
    nodes = [entry.value.value[number][0] for number in twice]
    if nodes:
        raise InputError(
            *(entry.problem(f"`{word_of(node)}` stands here twice", "remove one", at=node) for node in nodes)
        )
    return tuple(zip(names, words[1::2], strict=True))


def _read_macros(entry: Entry) -> tuple[tuple[str, str], ...]:
    return tuple((_command(name), meaning) for name, meaning in _read_pairs(entry) if _fits_command(entry, name))


def _fits_command(entry: Entry, name: str) -> bool:
    if not _COMMAND.fullmatch(_command(name)):
        raise InputError(entry.problem(f"`{name}` is no TeX command", r"a command is of letters, as in `argmin`"))
    return True


def _command(name: str) -> str:
    return name.removeprefix("\\")


_COMMAND = re.compile(r"[A-Za-z]+")


def _read_source_link(entry: Entry) -> str:
    link = _read_string(entry)
    if link == NO_LINK:
        return ""
    holes = re.findall(r"\{([^{}]*)\}", link)
    if not _LINK.match(link) or not set(holes) & set(_LINK_HOLES[:-1]):
        raise InputError(entry.problem(f"`{link}` is no address of a report", _LINK_HINT))
    if unknown := [hole for hole in holes if hole not in _LINK_HOLES]:
        raise InputError(entry.problem(f"nothing fills {{{unknown[0]}}}", _LINK_HINT))
    return link


NO_LINK = "none"
_LINK = re.compile(r"(?!javascript|data|vbscript)[a-z][a-z0-9+.-]*:/", re.IGNORECASE)
_LINK_HOLES = ("path", "name", "abspath", "line")
_LINK_HINT = (
    "as in https://example.org/notes/{path}#L{line}, obsidian://open?file={path}, vscode://file/{abspath}:{line}"
)


def _read_name(entry: Entry) -> str:
    name = _read_string(entry)
    if not is_name(name):
        raise InputError(entry.problem(*nameless(name)))
    return name_root(name)


def _read_package(entry: Entry) -> Path:
    path = Path(_read_string(entry))
    if fault := package_fault(path):
        raise InputError(entry.problem(*fault))
    return path


def _read_voices(entry: Entry) -> tuple[str, ...]:
    voices = _read_strings(entry)
    languages = [voice.partition("_")[0] for voice in voices]
    for voice, language in zip(voices, languages, strict=True):
        if not _VOICE.fullmatch(voice) or language not in _languages():
            hint = f"as in ko_KR or en_US; the languages are {', '.join(_languages())}"
            raise InputError(entry.problem(f"`{voice}` is no voice", hint))
        if languages.count(language) > 1:
            raise InputError(entry.problem(f"two voices for `{language}`", "each language has one"))
    return voices


def _languages() -> tuple[str, ...]:
    return tuple(one.code for one in all_languages())


_VOICE = re.compile("[a-z]{2}_[A-Z]{2}")


# --- choices and numbers -------------------------------------------------------------------------------------------


def _read_reverse(entry: Entry) -> Reverse:
    if found_in(entry.value) == "true or false":
        return Reverse.ALL if read_boolean(entry, entry.value) else Reverse.NONE
    return Reverse(_one_of(entry, entry.value, (Reverse.TERMS.value,), REVERSE.words))


def _one_of(entry: Entry, node: yaml.Node, legal: Iterable[str], words: str) -> str:
    word = word_of(node)
    if found_in(node) == "a string" and word in legal:
        return word
    found = f"`{word}`" if found_in(node) == "a string" else found_in(node)
    raise InputError(entry.problem(f"expected {words}, found {found}", _nearest(word, legal), at=node))


def _unknown(entry: Entry, node: yaml.Node, what: str, legal: Iterable[str]) -> Problem:
    """Return the problem that a name is none of those that there are, with the nearest of them and all."""
    name, names = word_of(node), tuple(legal)
    hint = f"{_nearest(name, names)} the {what}s are {', '.join(names)}".lstrip()
    return entry.problem(f"there is no {what} `{name}`", hint, at=node)


def _nearest(word: str, legal: Iterable[str]) -> str:
    near = difflib.get_close_matches(word, tuple(legal), n=1)
    return f"did you mean `{near[0]}`?" if near else ""


def _read_fraction(entry: Entry) -> float:
    if found_in(entry.value) != "a number":
        raise InputError(wrong(entry, entry.value, FRACTION.words))
    try:
        number = float(word_of(entry.value))
    except ValueError:  # a number to YAML alone: 0x1F, 1:30, .inf
        number = -1
    if not 0 <= number <= 1:
        raise InputError(entry.problem(f"expected {FRACTION.words}, found {word_of(entry.value)}"))
    return number


def _read_count(entry: Entry, words: str, legal: range) -> int:
    if found_in(entry.value) != "a number":
        raise InputError(wrong(entry, entry.value, words))
    word = word_of(entry.value)
    if not (word.isdecimal() and len(word) <= len(str(legal.stop)) and int(word) in legal):
        raise InputError(entry.problem(f"expected {words}, found {word}"))
    return int(word)


# --- rules and wordings --------------------------------------------------------------------------------------------


def _read_rules(entry: Entry) -> tuple[str, ...]:
    return read_all(lambda node: _rule(entry, node), one_or_all(entry))


def _read_dialects(entry: Entry) -> tuple[Dialect, ...]:
    return read_all(lambda node: _dialect(entry, node), one_or_all(entry))


def _dialect(entry: Entry, node: yaml.Node) -> Dialect:
    name = read_string(entry, node)
    if name not in tuple(Dialect):
        raise InputError(_unknown(entry, node, "dialect", tuple(Dialect)))
    return Dialect(name)


def _read_scores(entry: Entry) -> tuple[tuple[str, float], ...]:
    return read_all(_read_score, read_mapping(entry, SCORES.words))


def _read_score(entry: Entry) -> tuple[str, float]:
    return _rule(entry, entry.name), _read_fraction(entry)


def _rule(entry: Entry, node: yaml.Node) -> str:
    name = read_string(entry, node)
    if name not in _rule_names():
        raise InputError(_unknown(entry, node, "rule", _rule_names()))
    return name


def _rule_names() -> tuple[str, ...]:
    return (*dict(RULES), "explicit")


def _read_wordings(entry: Entry) -> tuple[Wording, ...]:
    read = read_all(_read_language, read_mapping(entry, WORDINGS.words))
    return tuple(wording for language in read for wording in language)


def _read_language(entry: Entry) -> tuple[Wording, ...]:
    legal = {one.code: one for one in all_languages()}
    if entry.word not in legal:
        hint = f"the languages are {', '.join(legal)}"
        raise InputError(entry.problem(f"there are no questions in `{entry.word}`", hint, at=entry.name))
    spoken = legal[entry.word]
    return read_all(lambda inner: _read_wording(inner, spoken), read_mapping(entry, "a mapping of strings to strings"))


def _read_wording(entry: Entry, spoken: Language) -> Wording:
    built_in = spoken.table("wordings")
    if entry.word in _FORMER_WORDINGS:
        message = f"`{entry.word}` is no longer asked: questions are made of the author's own sentence"
        raise InputError(entry.problem(message, _FORMER_WORDINGS[entry.word], at=entry.name))
    if entry.word not in built_in:
        raise InputError(_unknown(entry, entry.name, "wording", built_in))
    template = _read_string(entry)
    if fault := _hole_fault(template, built_in[entry.word]):
        raise InputError(entry.problem(*fault))
    return Wording(spoken.code, entry.word, template)


_FORMER_WORDINGS = {
    "property": "reword `fact`, which asks for one point that no sentence asks for, or `facts`, which asks for several",
    "further": "take it out; what no sentence asks for is asked for together, by `facts`",
    "ending": "take it out; what no sentence asks for is asked for together, by `facts`",
    "another": "take it out; what no sentence asks for is asked for together, by `facts`",
    "cause": "reword `consequence`, which asks what follows, or `remedy`, which asks what helps",
    "stands_for": "reword `expansion`, a whole question: {term} is the short form",
}
"""What earlier versions asked, and what to do about it."""


def _hole_fault(template: str, built_in: str) -> tuple[str, str] | None:
    """Return what is wrong with the holes: what a question is about has to be in it, in any of its forms."""
    needed, mine = _needed_holes(built_in), _HOLE.findall(template)
    hint = f"as in {built_in}"
    for hole in mine:
        if hole not in OPTIONAL_HOLES and not any(hole in holes for holes in needed):
            return f"nothing fills {{{hole}}}", hint
    for holes in needed:
        if not any(hole in mine for hole in holes):
            return f"has no {{{next(hole for hole in _HOLE.findall(built_in) if hole in holes)}}} in it", hint
    return None


def _needed_holes(built_in: str) -> list[tuple[str, ...]]:
    return [holes for holes in (SUBJECT_HOLES, NAME_HOLES) if any(hole in holes for hole in _HOLE.findall(built_in))]


_HOLE = re.compile(r"\{(\w+)\}")


# --- the look ------------------------------------------------------------------------------------------------------


def _read_theme(entry: Entry) -> str:
    return _one_of(entry, entry.value, theme_names(), THEME.words)


def _read_colour(entry: Entry) -> str:
    found = word_of(entry.value)
    if found_in(entry.value) == "nothing":  # YAML takes what follows a bare # for a comment
        raise InputError(entry.problem(f"expected {COLOUR.words}, found nothing", 'put it into quotes: "#2457b8"'))
    if found_in(entry.value) != "a string" or not _COLOUR.fullmatch(found):
        raise InputError(entry.problem(f"expected {COLOUR.words}, found {found}", 'as in "#2457b8"'))
    return found.lower()


def _read_colours(entry: Entry) -> tuple[tuple[str, str], ...]:
    return read_all(_read_named_colour, read_mapping(entry, COLOURS_OF.words))


def _read_named_colour(entry: Entry) -> tuple[str, str]:
    if entry.word not in COLOURS:
        raise InputError(_unknown(entry, entry.name, "colour", COLOURS))
    return entry.word, _read_colour(entry)


def _read_fonts(entry: Entry) -> str:
    fonts = _read_string(entry)
    if not _FONTS.fullmatch(fonts):
        hint = """as in 'Pretendard, "Noto Sans KR", sans-serif'"""
        raise InputError(entry.problem(f"`{fonts}` is no list of fonts", hint))
    return fonts


_COLOUR = re.compile(r"#(?:[0-9a-fA-F]{3}|[0-9a-fA-F]{6})")
_FONT = r"""(?:"[\w .&+-]+"|'[\w .&+-]+'|[\w-]+(?: [\w-]+)*)"""
_FONTS = re.compile(rf"{_FONT}(?:\s*,\s*{_FONT})*")


# --- schemas -------------------------------------------------------------------------------------------------------


def _scores_schema() -> Schema:
    return _object(dict.fromkeys(_rule_names(), _FRACTION_SCHEMA))


def _rules_schema() -> Schema:
    return _one_or_many({"enum": _rule_names()})


def _voices_schema() -> Schema:
    return _one_or_many({"type": "string", "pattern": f"^({'|'.join(_languages())})_[A-Z]{{2}}$"})


def _wordings_schema() -> Schema:
    return _object(
        {one.code: _object(dict(map(_wording_schema, one.table("wordings").items()))) for one in all_languages()}
    )


def _wording_schema(wording: tuple[str, str]) -> tuple[str, Json]:
    name, template = wording
    needed: Json = [{"pattern": rf"\{{(?:{'|'.join(holes)})\}}"} for holes in _needed_holes(template)]
    return name, {"type": "string", "pattern": r"\S", "default": template, "allOf": needed}


def _object(keys: Mapping[str, Json]) -> Schema:
    return {"type": "object", "properties": keys, "additionalProperties": False}


def _one_or_many(one: Json) -> Schema:
    return {"anyOf": [one, {"type": "array", "items": one}]}


_STRING_SCHEMA: Schema = {"type": "string", "pattern": r"\S"}
_COLOUR_SCHEMA: Schema = {"type": "string", "pattern": "^#([0-9a-fA-F]{3}|[0-9a-fA-F]{6})$"}
_FRACTION_SCHEMA: Schema = {"type": "number", "minimum": 0, "maximum": 1}

STRING = Type("a string", _read_string, lambda: _STRING_SCHEMA)
STRINGS = Type("a string or a list of strings", _read_strings, lambda: _one_or_many(_STRING_SCHEMA))
PATTERNS = Type(
    STRINGS.words,
    _read_patterns,
    lambda: {"anyOf": [_STRING_SCHEMA, {"type": "array", "items": _STRING_SCHEMA, "minItems": 1}]},
)
PAIRS = Type(
    "a mapping of strings to strings",
    _read_pairs,
    lambda: {"type": "object", "additionalProperties": _STRING_SCHEMA},
)
MACROS = Type(PAIRS.words, _read_macros, PAIRS.schema)
SOURCE_LINK = Type(
    f"{NO_LINK}, or an address",
    _read_source_link,
    lambda: {"type": "string", "pattern": rf"^{NO_LINK}$|^[A-Za-z][A-Za-z0-9+.-]*:/.*\{{(path|name|abspath)\}}"},
)
NAME = Type(STRING.words, _read_name, lambda: {"type": "string", "pattern": r"[^:\s]"})
PACKAGE = Type(STRING.words, _read_package, lambda: {"type": "string", "pattern": r"\.[Aa][Pp][Kk][Gg]$"})
CHOOSE = choice("first, last or nested", Choose)
MISSING = choice("keep, drop or error", Missing)
REMOTE = choice("link or download", Remote)
FRACTION = Type("a number from 0 to 1", _read_fraction, lambda: _FRACTION_SCHEMA)
BOOLEAN = Type("true or false", lambda entry: read_boolean(entry, entry.value), lambda: {"type": "boolean"})
REVERSE = Type("false, true or terms", _read_reverse, lambda: {"enum": [False, True, Reverse.TERMS.value]})
RULE_NAMES = Type("a rule or a list of rules", _read_rules, _rules_schema)
THEME = Type(f"{', '.join(theme_names()[:-1])} or {theme_names()[-1]}", _read_theme, lambda: {"enum": theme_names()})
COLOUR = Type("a colour", _read_colour, lambda: _COLOUR_SCHEMA)
COLOURS_OF = Type(
    "a mapping of names to colours", _read_colours, lambda: _object(dict.fromkeys(COLOURS, _COLOUR_SCHEMA))
)
FONTS = Type("fonts, the first choice first", _read_fonts, lambda: _STRING_SCHEMA)
DIALECTS = Type(
    "a dialect or a list of dialects",
    _read_dialects,
    lambda: _one_or_many({"enum": [dialect.value for dialect in Dialect]}),
)
SCORES = Type("a mapping of rules to numbers from 0 to 1", _read_scores, _scores_schema)
VOICES = Type("a voice or a list of voices", _read_voices, _voices_schema)
WORDINGS = Type("a mapping of languages to wordings", _read_wordings, _wordings_schema)
