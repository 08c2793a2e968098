"""deck.yaml, or the command line in its place -> Settings. Imports no Markdown and no package library.

`Deck` is the one list of keys: the reader, the JSON schema, the reference in the README and what `init` writes are its.
"""

from __future__ import annotations

import json
import re
import textwrap
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Annotated, ClassVar, Literal
from urllib.parse import quote

import yaml
from msgspec import UNSET, Meta, UnsetType, defstruct, field
from msgspec.structs import asdict

from notes2anki.decks import name_root
from notes2anki.files import escaped
from notes2anki.languages import Language, all_languages
from notes2anki.model import (
    Choose,
    Dialect,
    Face,
    Habits,
    InputError,
    Look,
    MediaSettings,
    Missing,
    Problem,
    Remote,
    Reverse,
    Sections,
    Settings,
    Subdecks,
    Wording,
)
from notes2anki.questions.wording import NAME_HOLES, OPTIONAL_HOLES, SUBJECT_HOLES
from notes2anki.rules import RULES
from notes2anki.themes import COLOURS
from notes2anki.themes import names as theme_names
from notes2anki.typed import (
    Keys,
    Schema,
    Words,
    one_of,
    read_as,
    says,
    schema_of,
    whole_match,
    words_of,
    written_schema,
    yaml_of,
)
from notes2anki.yamltree import Entry, attempt, one_or_all, pairs, read_tree, word_of

FILE_NAME = "deck.yaml"

MAX_SIZE = 64 * 1024
"""Bytes that a deck.yaml may have."""

_NAMELESS = "notes"  # for the root of a file system

# --- the keys ------------------------------------------------------------------------------------------------------
# What depends on other things than deck.yaml has no default here; a comment for people tells it.


def _default(words: str) -> dict[str, str]:
    return {"$comment": words}


def _any_case(word: str) -> str:
    return "".join(f"[{letter}{letter.upper()}]" for letter in word)


_LINK = "address of a report"
_NO_SCRIPT = "|".join(map(_any_case, ("javascript", "data", "vbscript")))
_ADDRESS = whole_match(
    rf"none|(?!{_NO_SCRIPT})[A-Za-z][A-Za-z0-9+.-]*:/(?=.*\{{(?:path|name|abspath)\}})"
    r"(?:[^{}]|\{(?:path|name|abspath|line)\})*"
)
_ADDRESSES = [
    "none",
    "https://example.org/notes/{path}#L{line}",
    "obsidian://open?file={name}",
    "vscode://file/{abspath}:{line}",
]
_FONT = r"""(?:"[\w .&+-]+"|'[\w .&+-]+'|[\w-]+(?: [\w-]+)*)"""
_FONTS = Meta(title="list of fonts", pattern=whole_match(rf"{_FONT}(?:\s*,\s*{_FONT})*"))

Rule = Annotated[str, one_of((*dict(RULES), "explicit"), noun="rule")]
Colour = Annotated[
    str, Meta(title="colour", pattern=whole_match("#(?:[0-9a-fA-F]{3}|[0-9a-fA-F]{6})"), examples=["#2457b8"])
]
Colours = dict[Annotated[str, one_of(COLOURS, noun="part")], Colour]
Fraction = Annotated[float, Meta(ge=0, le=1)]
Voice = Annotated[
    str,
    Meta(
        title="voice",
        pattern=whole_match(f"(?:{'|'.join(one.code for one in all_languages())})_[A-Z]{{2}}"),
        examples=["ko_KR", "en_US", "ja_JP", "zh_TW"],
    ),
]
Command = Annotated[str, Meta(title="command of TeX", pattern=whole_match(r"\\?[A-Za-z]+"), examples=["argmin"])]


def _wording_rule(built_in: str) -> Meta:
    """Return the rule of a wording: what a question is about has to be in it, in any of its forms."""
    holes = re.findall(r"\{(\w+)\}", built_in)
    needed = [legal for legal in (SUBJECT_HOLES, NAME_HOLES) if any(hole in legal for hole in holes)]
    shown = " and ".join(next(f"{{{hole}}}" for hole in holes if hole in legal) for legal in needed)
    legal = "|".join([*OPTIONAL_HOLES, *(hole for holes in needed for hole in holes)])
    filled = "".join(rf"(?=[\s\S]*\{{(?:{'|'.join(holes)})\}})" for holes in needed)
    return Meta(
        title=f"wording with {shown or 'no hole'} and no other hole",
        pattern=rf"^(?![\s\S]*\{{(?!(?:{legal})\}})\w+\}}){filled}[\s\S]*\S",
        examples=[built_in],
    )


_ASKED_TOGETHER = "take it out; what no sentence asks for is asked for together, by `facts`"
_FORMER_WORDINGS = {
    "property": "reword `fact`, which asks for one point that no sentence asks for, or `facts`, which asks for several",
    "further": _ASKED_TOGETHER,
    "ending": _ASKED_TOGETHER,
    "another": _ASKED_TOGETHER,
    "cause": "reword `consequence`, which asks what follows, or `remedy`, which asks what helps",
    "stands_for": "reword `expansion`, a whole question: {term} is the short form",
}
"""What earlier versions asked, and what to do about it."""


class WordingKeys(Keys, frozen=True, kw_only=True):
    """How questions of a language are worded."""

    former: ClassVar[Mapping[str, tuple[str, str]]] = {
        name: (f"`{name}` is no longer asked: questions are made of the author's own sentence", hint)
        for name, hint in _FORMER_WORDINGS.items()
    }


def _wordings_of(spoken: Language) -> type[Keys]:
    """Return the keys of a language's wordings."""
    rules = {name: _wording_rule(built_in) for name, built_in in spoken.table("wordings").items()}
    keys = [(name, Annotated[str, rule] | UnsetType, UNSET) for name, rule in rules.items()]
    return defstruct(f"Wordings_{spoken.code}", keys, bases=(WordingKeys,), frozen=True, kw_only=True)  # type: ignore[return-value]  # its base


Wordings = defstruct(
    "Wordings",
    [(one.code, keys, keys()) for one in all_languages() for keys in (_wordings_of(one),)],
    bases=(Keys,),
    frozen=True,
    kw_only=True,
)


class SubdeckKeys(Keys, frozen=True, kw_only=True):
    """How tags become subdecks."""

    choose: Annotated[
        Choose, says("The tag that names a card's subdeck: the first, the last, or all of them as nested decks.")
    ] = Choose.FIRST
    ignore: Annotated[
        tuple[Words, ...], says("Tags that say nothing about a card: none names a subdeck or stands on a card.")
    ] = ()
    rename: Annotated[
        dict[Words, Words], says("Other names for the subdecks of some tags, as in `{Boostcamp AI: AI}`.")
    ] = field(default_factory=dict)


class SectionKeys(Keys, frozen=True, kw_only=True):
    """What headings say of what stands under them."""

    out: Annotated[
        tuple[Words, ...],
        says("Headings under which nothing becomes a card, beside diary, to-do, references and such."),
    ] = ()
    weak: Annotated[tuple[Words, ...], says("Headings under which cards score less.")] = ()
    boosted: Annotated[tuple[Words, ...], says("Headings under which cards score more.")] = ()
    generic: Annotated[
        tuple[Words, ...], says("Headings that say nothing of what stands under them, so that no card asks about them.")
    ] = ()
    replace: Annotated[
        bool, says("Your lists stand in the place of the built-in ones, instead of being added to them.")
    ] = False


class RuleKeys(Keys, frozen=True, kw_only=True):
    """The rules that find cards."""

    off: Annotated[tuple[Rule, ...], says("Rules that find nothing.")] = ()
    scores: Annotated[
        dict[Rule, Fraction], says("Scores of rules in the place of the measured ones, as in `{fact: 0.5}`.")
    ] = field(default_factory=dict)


class LimitKeys(Keys, frozen=True, kw_only=True):
    """How long answers may be."""

    answer: Annotated[
        int, says("Characters of an answer; what is beyond goes to the card's Extra.", ge=40, le=2000)
    ] = 220
    members: Annotated[int, says("Members of a list that may be asked for as a whole.", ge=2, le=30)] = 7


class ThemeKeys(Keys, frozen=True, kw_only=True):
    """How the cards look."""

    name: Annotated[
        str, one_of(theme_names()), says("The theme of the cards: its colours and fonts, for day and night.")
    ] = "default"
    accent: (
        Annotated[
            Colour, says("The colour of links and gaps, by day.", extra_json_schema=_default("as the theme has it"))
        ]
        | UnsetType
    ) = UNSET
    size: (
        Annotated[
            int,
            says(
                "Pixels of the text on a phone; a wide window has one more.",
                ge=10,
                le=40,
                extra_json_schema={"default": 17},
            ),
        ]
        | UnsetType
    ) = UNSET
    width: (
        Annotated[
            int, says("The widest that a card gets, in letters.", ge=20, le=200, extra_json_schema={"default": 38})
        ]
        | UnsetType
    ) = UNSET
    font: (
        Annotated[
            str,
            _FONTS,
            says(
                "The fonts of the text, as in CSS; those of the system are there without being packed.",
                examples=["system-ui, sans-serif"],
                extra_json_schema=_default("as the theme has it"),
            ),
        ]
        | UnsetType
    ) = UNSET
    code_font: (
        Annotated[
            str,
            _FONTS,
            says(
                "The fonts of code.",
                examples=["ui-monospace, monospace"],
                extra_json_schema=_default("as the theme has it"),
            ),
        ]
        | UnsetType
    ) = UNSET
    colours: Annotated[
        Colours, says('Colours that are other than in the theme, as in `{paper: "#ffffff", ink: "#111111"}`.')
    ] = field(default_factory=dict)
    dark: Annotated[Colours, says("The same, for the night.")] = field(default_factory=dict)
    reveal: Annotated[bool, says("The members of a list appear one by one, at a tap each.")] = False


class MediaKeys(Keys, frozen=True, kw_only=True):
    """Pictures, recordings and diagrams."""

    folders: Annotated[
        tuple[Words, ...],
        says("Folders that hold pictures and recordings, beside the reports' own; relative to this file."),
    ] = ()
    missing: Annotated[
        Missing,
        says("What becomes of a card whose picture is missing: it goes without, it is left out, or nothing is built."),
    ] = Missing.KEEP
    max_width: Annotated[
        int,
        says(
            "Pixels; wider pictures are made smaller for the phone, if Pillow is installed. "
            "Your files stay as they are.",
            ge=100,
            le=10_000,
        ),
    ] = 1600
    max_size: Annotated[int, says("MB of a picture or recording; larger files are not packed.", ge=1, le=100)] = 20
    remote: Annotated[Remote, says("Pictures on the web: `link` leaves them there, `download` packs them.")] = (
        Remote.LINK
    )
    diagrams: Annotated[bool, says("Mermaid and Graphviz diagrams become pictures, if this machine can draw them.")] = (
        True
    )


class Deck(Keys, frozen=True, kw_only=True):
    """How notes2anki makes a deck of this folder."""

    name: (
        Annotated[
            str,
            says(
                "The root deck in Anki; `A::B` is deck B inside deck A.",
                title="deck name",
                pattern=r"[^:\s]",
                examples=["Study::Daily reports"],
                extra_json_schema=_default("the folder's name"),
            ),
        ]
        | UnsetType
    ) = UNSET
    notes: Annotated[
        tuple[Words, ...], says("The reports: files, folders or globs, relative to this file.", min_length=1)
    ] = ("notes/**/*.md",)
    output: (
        Annotated[
            str,
            says(
                "The package to write, relative to this file.",
                title="file name that ends in .apkg",
                pattern=r"\.[Aa][Pp][Kk][Gg]$(?!\n)",
                examples=["deck.apkg"],
                extra_json_schema=_default("the folder's name with `.apkg`"),
            ),
        ]
        | UnsetType
    ) = UNSET
    ledger: Annotated[Words, says("What is remembered of each card from build to build; keep it with the notes.")] = (
        "ledger.jsonl"
    )
    overrides: Annotated[
        Words,
        says(
            "What you say of single cards, by their keys; there need be no such file. "
            "What is decided in `preview` lies beside it, in `decisions.jsonl`."
        ),
    ] = "overrides.yaml"
    subdecks: SubdeckKeys = SubdeckKeys()
    namespace: Annotated[
        Words, says("Part of every card's identity. A new one makes all cards new to Anki: set it once or never.")
    ] = "notes2anki"
    threshold: Annotated[
        Fraction,
        says("Cards that score less are listed as suggested and not packaged, but for those in your deck already."),
    ] = 0.6
    sections: SectionKeys = SectionKeys()
    rules: RuleKeys = RuleKeys()
    limits: LimitKeys = LimitKeys()
    reverse: Annotated[
        bool | Literal["terms"],
        says(
            "Ask cards the other way round as well: all that have an answer, or `terms` that their meaning tells apart."
        ),
    ] = False
    wordings: Annotated[
        Wordings,  # type: ignore[valid-type]  # its fields are those of the languages
        says('How questions are worded, by language and kind, as in `{en: {definition: "What is {term}?"}}`.'),
    ] = Wordings()
    typing: Annotated[
        bool, says("Answers of a few words, and the gaps of clozes, are typed in, and Anki compares.")
    ] = False
    speech: Annotated[
        tuple[Voice, ...],
        says("Voices of the device that read the cards of their languages aloud, as in `[ko_KR, en_US]`."),
    ] = ()
    theme: ThemeKeys = ThemeKeys()
    dialects: Annotated[
        tuple[Annotated[Dialect, Meta(title="dialect")], ...],
        says(
            "Other tools whose way of marking cards is read, too: "
            "`obsidian-to-anki`, `spaced-repetition`, `inka`, `mdanki`, `hashcards`, `logseq`, `anki`."
        ),
    ] = ()
    media: MediaKeys = MediaKeys()
    follow_links: Annotated[
        bool,
        says("Read reports and pictures also where a link leads out of this folder and of those that are named here."),
    ] = False
    macros: Annotated[
        dict[Command, Words],
        says(
            r"TeX commands that your formulas use, as in `{vc: '\mathbf{#1}'}`, "
            r"beside `\argmin`, `\bm`, `\norm` and such."
        ),
    ] = field(default_factory=dict)
    source_link: Annotated[
        str,
        says(
            "Where a card's place in the reports leads, as in `vscode://file/{abspath}:{line}`; "
            "`{path}` counts from this file, `{name}` is without folder and ending.",
            title=_LINK,
            pattern=_ADDRESS,
            examples=_ADDRESSES,
        ),
    ] = "none"


# --- the file ------------------------------------------------------------------------------------------------------


def load_settings(path: Path) -> tuple[Settings, tuple[Problem, ...]]:
    """Return the settings in a deck.yaml, or in that of a folder, and notices.

    Raises InputError with everything that is wrong, each at its line. Paths in problems begin as `path` does.
    """
    file = path / FILE_NAME if path.is_dir() else path
    shown = escaped(file.as_posix())
    try:
        tree = read_tree(file, shown, largest=MAX_SIZE)
    except FileNotFoundError:
        raise InputError(Problem(shown, 0, "there is no such file", "`notes2anki init` writes one")) from None
    if tree is None:
        deck, entries = Deck(), {}
    else:
        entries = _entries(tree, shown)
        found = [*attempt(lambda root: read_as(Deck, root), Entry(shown, "", tree, tree)), *_voices_twice(entries)]
        if problems := [one for one in found if isinstance(one, Problem)]:
            raise InputError(*sorted(problems))
        (deck,) = (one for one in found if isinstance(one, Deck))
    settings = _settings(deck, file.resolve())
    return settings, tuple(_folder_notices(entries.get("media.folders"), settings))


def entries_of(file: Path) -> Mapping[str, Entry]:
    """Return what a deck.yaml that was read already says, by its keys."""
    tree = read_tree(file, file.as_posix(), largest=MAX_SIZE)
    return _entries(tree, file.as_posix()) if tree else {}


def _entries(tree: yaml.Node, shown: str) -> dict[str, Entry]:
    outer = [entry for entry in pairs(tree, "", shown) if isinstance(entry, Entry)]
    inner = [one for entry in outer for one in pairs(entry.value, f"{entry.key}.", shown) if isinstance(one, Entry)]
    return {entry.key: entry for entry in (*outer, *inner)}


def _voices_twice(entries: Mapping[str, Entry]) -> Iterator[Problem]:
    speech = entries.get("speech")
    languages = [word_of(node).partition("_")[0] for node in one_or_all(speech)] if speech else []
    for language in dict.fromkeys(languages):
        if speech and languages.count(language) > 1:
            yield speech.problem(f"two voices for `{language}`", "each language has one")


def _settings(deck: Deck, file: Path) -> Settings:
    root = file.parent
    package = f"{root.name or _NAMELESS}.apkg" if deck.output is UNSET else deck.output
    return Settings(
        root=root,
        name=name_root(escaped(root.name) if deck.name is UNSET else deck.name),
        notes=deck.notes,
        output=root / package,
        ledger=root / deck.ledger,
        overrides=root / deck.overrides,
        config=file,
        subdecks=Subdecks(deck.subdecks.choose, deck.subdecks.ignore, tuple(deck.subdecks.rename.items())),
        namespace=deck.namespace,
        threshold=deck.threshold,
        habits=_habits(deck),
        face=Face(
            macros=tuple((name.removeprefix("\\"), meaning) for name, meaning in deck.macros.items()),
            source_link=_source_link(deck.source_link, root),
            is_typed=deck.typing,
            voices=deck.speech,
        ),
        media=MediaSettings(**asdict(deck.media)),
        dialects=deck.dialects,
        look=_look(deck.theme),
        follow_links=deck.follow_links,
    )


def _habits(deck: Deck) -> Habits:
    sections = deck.sections
    return Habits(
        sections=Sections(sections.out, sections.weak, sections.boosted, sections.generic, replaces=sections.replace),
        rules_off=deck.rules.off,
        scores=tuple(deck.rules.scores.items()),
        longest_answer=deck.limits.answer,
        most_members=deck.limits.members,
        reverse=Reverse(str(deck.reverse).lower()),
        wordings=tuple(
            Wording(language, name, template)
            for language, wordings in asdict(deck.wordings).items()
            for name, template in asdict(wordings).items()
            if template is not UNSET
        ),
    )


def _look(theme: ThemeKeys) -> Look:
    variables = {
        "accent": theme.accent.lower() if theme.accent else UNSET,
        "size": f"{theme.size}px" if theme.size else UNSET,
        "width": f"{theme.width}em" if theme.width else UNSET,
        "font": theme.font,
        "code-font": theme.code_font,
        "reveal": "1" if theme.reveal else UNSET,
    }
    said = [(name, value) for name, value in variables.items() if value is not UNSET]
    colours, dark = (
        tuple((name, colour.lower()) for name, colour in mine.items()) for mine in (theme.colours, theme.dark)
    )
    return Look(theme.name, (*said, *colours), dark)


def _source_link(link: str, root: Path) -> str:
    """Return the link with where the reports lie filled in: the rest is another for each card."""
    if link == "none":
        return ""
    reports = f"{quote(root.as_posix(), safe='/:', errors='surrogateescape')}/{{path}}"
    return link.replace("/{abspath}", f"/{reports.lstrip('/')}").replace("{abspath}", reports)


def _folder_notices(entry: Entry | None, settings: Settings) -> Iterator[Problem]:
    if entry is None:
        return
    for node in one_or_all(entry):
        if not (settings.root / Path(word_of(node)).expanduser()).is_dir():
            hint = "it counts from the folder of this file; pictures are not looked for there"
            yield replace(entry.problem(f"there is no folder {word_of(node)}", hint, at=node), is_error=False)


# --- the command line ----------------------------------------------------------------------------------------------


def adhoc_settings(
    patterns: Sequence[str], *, root: Path, output: Path | None = None, name: str | None = None
) -> Settings:
    """Return the settings of a build without deck.yaml: `patterns` are relative to `root`, `output` is not.

    Where nothing else is said, the package is called after the folder, and the deck after the package. The ledger of
    `week.apkg` is `week.ledger.jsonl` beside it, its overrides `week.overrides.yaml`. Raises InputError.
    """
    root = root.resolve()
    output = output.absolute() if output else root / f"{root.name or _NAMELESS}.apkg"
    problems = []
    if fault := package_fault(output):
        problems.append(Problem(output.name, 0, *fault))
    if name is not None and not name.replace(":", "").strip():
        hint = "give it letters or digits; `::` only stands between two names"
        problems.append(Problem("--name", 0, f"“{name}” leaves nothing to call the deck", hint))
    if problems:
        raise InputError(*problems)
    return Settings(
        root=root,
        name=name_root(escaped(output.stem if name is None else name)),
        notes=tuple(patterns),
        output=output,
        ledger=output.with_suffix(".ledger.jsonl"),
        overrides=output.with_suffix(".overrides.yaml"),
    )


def package_fault(path: Path) -> tuple[str, str] | None:
    """Return what is wrong with a package's file name, and how to mend it; None if nothing is."""
    if path.suffix.lower() == ".apkg":
        return None
    return f"the package cannot be called {path.name}", f"Anki knows packages by their ending: {path.stem}.apkg"


# --- the reference -------------------------------------------------------------------------------------------------


def deck_schema() -> str:
    """Return the JSON schema of deck.yaml."""
    return written_schema(FILE_NAME, schema_of(Deck))


def _leaves() -> dict[str, Schema]:
    """Return the schema of each setting, in the order of the reference; `wordings` are one."""
    leaves = {}
    for key, rules in schema_of(Deck)["properties"].items():
        if "properties" in rules and key != "wordings":
            leaves.update({f"{key}.{name}": inner for name, inner in rules["properties"].items()})
        else:
            leaves[key] = rules
    return leaves


SETTINGS = _leaves()
"""All settings, as JSON schemas."""


def settings_table() -> str:
    """Return the reference of all settings as a Markdown table."""
    rows = (("key", "type", "default", "meaning"), ("---",) * 4, *(_row(key, rules) for key, rules in SETTINGS.items()))
    return "".join(f"| {' | '.join(row)} |\n" for row in rows)


def _row(key: str, rules: Schema) -> tuple[str, str, str, str]:
    default = rules.get("$comment") or f"`{_default_of(rules)}`"
    return f"`{key}`", words_of(rules), default, rules["description"]


def _default_of(rules: Schema) -> str:
    return yaml_of(rules.get("default", {}))


_FIRST = ("name", "notes", "subdecks.choose", "subdecks.ignore", "subdecks.rename", "theme.name", "source_link")
"""What a beginner may want to set."""


def template(name: str, *, is_full: bool = False) -> str:
    """Return the deck.yaml that `init` writes: the deck's name, and other settings as disabled `#key: …`, or all."""
    group = ""
    pieces = ["# How notes2anki makes a deck of this folder. To change a setting, remove the # before its key.\n"]
    for place in SETTINGS if is_full else _FIRST:
        rules = SETTINGS[place]
        prefix, _, key = place.rpartition(".")
        if prefix and prefix != group:
            pieces.append(f"{prefix}:\n")
        group = prefix
        indent = "  " if prefix else ""
        words = f"{rules['description']} Default: {rules['$comment']}." if "$comment" in rules else rules["description"]
        sample = yaml_of(rules["examples"][0]) if "$comment" in rules else _default_of(rules)
        line = f"name: {_quoted(name)}" if key == place == "name" else f"#{key}: {sample}"
        pieces.append(f"{indent}# {words}\n{indent}{line}\n")
    if not is_full:
        groups = dict.fromkeys(place.partition(".")[0] for place in SETTINGS if place not in _FIRST)
        more = textwrap.fill(", ".join(groups), 100, initial_indent="# ", subsequent_indent="# ")
        pieces.append(f"# More, in `notes2anki schema` and with `init --full`:\n{more}\n")
    return "\n".join(pieces)


def _quoted(name: str) -> str:
    return json.dumps(name, ensure_ascii=not name.isprintable())  # YAML reads JSON's strings
