"""deck.yaml, or the command line in its place -> Settings. Imports no Markdown and no package library.

`SETTINGS` is the one list of keys: the reader, the reference in the README and what `init` writes all follow it.
"""

from __future__ import annotations

import difflib
import json
import textwrap
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TypeVar
from urllib.parse import quote

import yaml

from notes2anki import values
from notes2anki.decks import name_root
from notes2anki.files import escaped
from notes2anki.model import Face, Habits, InputError, Look, MediaSettings, Problem, Sections, Settings, Subdecks
from notes2anki.yamltree import Entry, Json, found_in, line_of, one_or_all, pairs, read_tree, word_of

FILE_NAME = "deck.yaml"

MAX_SIZE = 64 * 1024
"""Bytes that a deck.yaml may have."""

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Reader:
    """What a value must be, in words and as a JSON schema, and what becomes of the settings with it."""

    words: str
    schema: Callable[[], Mapping[str, Json]]
    apply: Callable[[Settings, Entry], Settings]


@dataclass(frozen=True, slots=True)
class Setting:
    """A row of the reference. A key with a dot stands in a group."""

    key: str
    reader: Reader
    default: str  # as YAML, or in words where `sample` gives some YAML
    meaning: str
    sample: str = ""  # `{name}` stands for the deck's name


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
    found = tuple(_entries(tree, "", shown))
    problems = [entry for entry in found if isinstance(entry, Problem)]
    entries = {entry.key: entry for entry in found if isinstance(entry, Entry)}
    settings = _defaults(file.resolve())
    for setting in SETTINGS:
        if setting.key in entries:
            try:
                settings = setting.reader.apply(settings, entries[setting.key])
            except InputError as error:
                problems.extend(error.problems)
    if problems:
        raise InputError(*sorted(problems))
    notices = (*_folder_notices(entries.get("media.folders"), settings),)
    return settings, notices


def entries_of(file: Path) -> Mapping[str, Entry]:
    """Return what a deck.yaml that was read already says, by its keys."""
    found = _entries(read_tree(file, file.as_posix(), largest=MAX_SIZE), "", file.as_posix())
    return {entry.key: entry for entry in found if isinstance(entry, Entry)}


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
    if fault := values.package_fault(output):
        problems.append(Problem(output.name, 0, *fault))
    if name is not None and not values.is_name(name):
        problems.append(Problem("--name", 0, *values.nameless(name)))
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


def settings_table() -> str:
    """Return the reference of all settings as a Markdown table."""
    rows = (("key", "type", "default", "meaning"), ("---",) * 4, *map(_row, SETTINGS))
    return "".join(f"| {' | '.join(row)} |\n" for row in rows)


_FIRST = ("name", "notes", "subdecks.choose", "subdecks.ignore", "subdecks.rename", "theme.name", "source_link")
"""What a beginner may want to set."""


def template(name: str, *, is_full: bool = False) -> str:
    """Return the deck.yaml that `init` writes: the deck's name, and other settings as disabled `#key: …`, or all."""
    group = ""
    pieces = ["# How notes2anki makes a deck of this folder. To change a setting, remove the # before its key.\n"]
    for setting in SETTINGS if is_full else (setting for setting in SETTINGS if setting.key in _FIRST):
        prefix, _, key = setting.key.rpartition(".")
        if prefix and prefix != group:
            pieces.append(f"{prefix}:\n")
        group = prefix
        indent = "  " if prefix else ""
        switch = "" if setting.key == "name" else "#"
        pieces.append(f"{indent}# {_comment(setting)}\n{indent}{switch}{key}: {_sample(setting, name)}\n")
    if not is_full:
        groups = dict.fromkeys(setting.key.partition(".")[0] for setting in SETTINGS if setting.key not in _FIRST)
        more = textwrap.fill(", ".join(groups), 100, initial_indent="# ", subsequent_indent="# ")
        pieces.append(f"# More, in `notes2anki schema` and with `init --full`:\n{more}\n")
    return "\n".join(pieces)


# --- the file and its keys -----------------------------------------------------------------------------------------


def _entries(tree: yaml.Node | None, group: str, shown: str) -> Iterator[Entry | Problem]:
    """Yield the keys under `group` (`""` or `subdecks.`) that have a place in the settings, and what is wrong."""
    if tree is None or found_in(tree) == "nothing":  # a file or a group in which all is commented out
        return
    if not isinstance(tree, yaml.MappingNode):
        where = f"{group[:-1]}: " if group else ""
        message = f"{where}expected keys with values, found {found_in(tree)}"
        yield Problem(shown, line_of(tree), message, f"{_as_name(tree, group)}{_legal(group)}")
        return
    for entry in pairs(tree, group, shown):
        yield from (entry,) if isinstance(entry, Problem) else _known(entry, group)


def _known(entry: Entry, group: str) -> Iterator[Entry | Problem]:
    if not group and any(setting.key.startswith(f"{entry.key}.") for setting in SETTINGS):
        yield from _entries(entry.value, f"{entry.key}.", entry.path)
    elif any(setting.key == entry.key for setting in SETTINGS):
        yield entry
    else:
        yield Problem(entry.path, line_of(entry.name), f"unknown key `{entry.key}`", _suggestion(entry.key, group))


def _as_name(tree: yaml.Node, group: str) -> str:
    """Return how a lone word is written where it names something, as in `theme: forest`."""
    is_name = found_in(tree) == "a string" and f"{group}name" in _places() and group
    return f"as in `{group[:-1]}: {{name: {word_of(tree)}}}`; " if is_name else ""


def _suggestion(key: str, group: str) -> str:
    """Return the legal key that `key` was meant to be, and all that may stand here.

    A key that is at home elsewhere was put into the wrong place; else those that may stand here come first.
    """
    here = {place.removeprefix(group): place for place in _places() if place.rpartition(".")[0] == group.rstrip(".")}
    everywhere = {name: place for place in _places() for name in (place, place.rpartition(".")[2])}
    word = key.removeprefix(group)
    near = everywhere.get(word) or _nearest(word, here) or _nearest(word, everywhere)
    return f"did you mean `{near}`? {_legal(group)}" if near else _legal(group)


def _places() -> tuple[str, ...]:
    """Return every key, and every group before its own."""
    keys = (setting.key for setting in SETTINGS)
    return tuple(dict.fromkeys(place for key in keys for place in (key.partition(".")[0], key)))


def _nearest(word: str, places: Mapping[str, str]) -> str:
    near = difflib.get_close_matches(word, places, n=1)
    return places[near[0]] if near else ""


def _legal(group: str) -> str:
    inner = (setting.key.removeprefix(group) for setting in SETTINGS if setting.key.startswith(group))
    keys = dict.fromkeys(key.partition(".")[0] for key in inner)
    return f"the keys {f'of {group[:-1]}' if group else 'here'} are {', '.join(keys)}"


def _defaults(file: Path) -> Settings:
    root = file.parent
    return Settings(
        root=root,
        name=name_root(escaped(root.name)),
        notes=("notes/**/*.md",),
        output=root / f"{root.name or _NAMELESS}.apkg",
        ledger=root / "ledger.jsonl",
        overrides=root / "overrides.yaml",
        config=file,
    )


def _folder_notices(entry: Entry | None, settings: Settings) -> Iterator[Problem]:
    if entry is None:
        return
    for node in one_or_all(entry):
        if not (settings.root / Path(word_of(node)).expanduser()).is_dir():
            hint = "it counts from the folder of this file; pictures are not looked for there"
            yield replace(entry.problem(f"there is no folder {word_of(node)}", hint, at=node), is_error=False)


# --- the reference -------------------------------------------------------------------------------------------------


def _row(setting: Setting) -> tuple[str, str, str, str]:
    default = setting.default if setting.sample else f"`{setting.default}`"
    return f"`{setting.key}`", setting.reader.words, default, setting.meaning


def _comment(setting: Setting) -> str:
    return f"{setting.meaning} Default: {setting.default}." if setting.sample else setting.meaning


def _sample(setting: Setting, name: str) -> str:
    quoted = json.dumps(name, ensure_ascii=not name.isprintable())  # YAML reads JSON's strings
    return (setting.sample or setting.default).replace("{name}", quoted)


# --- the settings --------------------------------------------------------------------------------------------------


_NAMELESS = "notes"  # for the root of a file system


def _into(kind: values.Type[T], put: Callable[[Settings, T], Settings]) -> Reader:
    """Return the reader that puts a value of this kind into the settings."""
    return Reader(kind.words, kind.schema, lambda settings, entry: put(settings, kind.read(entry)))


def _in_subdecks(kind: values.Type[T], put: Callable[[Subdecks, T], Subdecks]) -> Reader:
    return _into(kind, lambda settings, value: replace(settings, subdecks=put(settings.subdecks, value)))


def _in_habits(kind: values.Type[T], put: Callable[[Habits, T], Habits]) -> Reader:
    return _into(kind, lambda settings, value: replace(settings, habits=put(settings.habits, value)))


def _in_media(kind: values.Type[T], put: Callable[[MediaSettings, T], MediaSettings]) -> Reader:
    return _into(kind, lambda settings, value: replace(settings, media=put(settings.media, value)))


def _in_face(kind: values.Type[T], put: Callable[[Face, T], Face]) -> Reader:
    return _into(kind, lambda settings, value: replace(settings, face=put(settings.face, value)))


def _in_look(kind: values.Type[T], put: Callable[[Look, T], Look]) -> Reader:
    return _into(kind, lambda settings, value: replace(settings, look=put(settings.look, value)))


def _with_source_link(settings: Settings, link: str) -> Settings:
    """Fill in where the reports lie: the rest is another for each card."""
    reports = f"{quote(settings.root.as_posix(), safe='/:', errors='surrogateescape')}/{{path}}"
    where = link.replace("/{abspath}", f"/{reports.lstrip('/')}").replace("{abspath}", reports)
    return replace(settings, face=replace(settings.face, source_link=where))


def _in_sections(kind: values.Type[T], put: Callable[[Sections, T], Sections]) -> Reader:
    return _in_habits(kind, lambda habits, value: replace(habits, sections=put(habits.sections, value)))


SETTINGS = (
    Setting(
        "name",
        _into(values.NAME, lambda settings, name: replace(settings, name=name)),
        "the folder's name",
        "The root deck in Anki; `A::B` is deck B inside deck A.",
        sample="{name}",
    ),
    Setting(
        "notes",
        _into(values.PATTERNS, lambda settings, patterns: replace(settings, notes=patterns)),
        '["notes/**/*.md"]',
        "The reports: files, folders or globs, relative to this file.",
    ),
    Setting(
        "output",
        _into(values.PACKAGE, lambda settings, path: replace(settings, output=settings.root / path)),
        "the folder's name with `.apkg`",
        "The package to write, relative to this file.",
        sample="deck.apkg",
    ),
    Setting(
        "ledger",
        _into(values.STRING, lambda settings, path: replace(settings, ledger=settings.root / path)),
        "ledger.jsonl",
        "What is remembered of each card from build to build; keep it with the notes.",
    ),
    Setting(
        "overrides",
        _into(values.STRING, lambda settings, path: replace(settings, overrides=settings.root / path)),
        "overrides.yaml",
        "What you say of single cards, by their keys; there need be no such file. "
        "What is decided in `preview` lies beside it, in `decisions.jsonl`.",
    ),
    Setting(
        "subdecks.choose",
        _in_subdecks(values.CHOOSE, lambda subdecks, choose: replace(subdecks, choose=choose)),
        "first",
        "The tag that names a card's subdeck: the first, the last, or all of them as nested decks.",
    ),
    Setting(
        "subdecks.ignore",
        _in_subdecks(values.STRINGS, lambda subdecks, tags: replace(subdecks, ignore=tags)),
        "[]",
        "Tags that say nothing about a card: none names a subdeck or stands on a card.",
    ),
    Setting(
        "subdecks.rename",
        _in_subdecks(values.PAIRS, lambda subdecks, names: replace(subdecks, rename=names)),
        "{}",
        "Other names for the subdecks of some tags, as in `{Boostcamp AI: AI}`.",
    ),
    Setting(
        "namespace",
        _into(values.STRING, lambda settings, words: replace(settings, namespace=words)),
        "notes2anki",
        "Part of every card's identity. A new one makes all cards new to Anki: set it once or never.",
    ),
    Setting(
        "threshold",
        _into(values.FRACTION, lambda settings, score: replace(settings, threshold=score)),
        "0.6",
        "Cards that score less are listed as suggested and not packaged, but for those in your deck already.",
    ),
    Setting(
        "sections.out",
        _in_sections(values.STRINGS, lambda sections, names: replace(sections, out=names)),
        "[]",
        "Headings under which nothing becomes a card, beside diary, to-do, references and such.",
    ),
    Setting(
        "sections.weak",
        _in_sections(values.STRINGS, lambda sections, names: replace(sections, weak=names)),
        "[]",
        "Headings under which cards score less.",
    ),
    Setting(
        "sections.boosted",
        _in_sections(values.STRINGS, lambda sections, names: replace(sections, boosted=names)),
        "[]",
        "Headings under which cards score more.",
    ),
    Setting(
        "sections.generic",
        _in_sections(values.STRINGS, lambda sections, names: replace(sections, generic=names)),
        "[]",
        "Headings that say nothing of what stands under them, so that no card asks about them.",
    ),
    Setting(
        "sections.replace",
        _in_sections(values.BOOLEAN, lambda sections, replaces: replace(sections, replaces=replaces)),
        "false",
        "Your lists stand in the place of the built-in ones, instead of being added to them.",
    ),
    Setting(
        "rules.off",
        _in_habits(values.RULE_NAMES, lambda habits, names: replace(habits, rules_off=names)),
        "[]",
        "Rules that find nothing.",
    ),
    Setting(
        "rules.scores",
        _in_habits(values.SCORES, lambda habits, scores: replace(habits, scores=scores)),
        "{}",
        "Scores of rules in the place of the measured ones, as in `{fact: 0.5}`.",
    ),
    Setting(
        "limits.answer",
        _in_habits(values.count(40, 2000), lambda habits, most: replace(habits, longest_answer=most)),
        "220",
        "Characters of an answer; what is beyond goes to the card's Extra.",
    ),
    Setting(
        "limits.members",
        _in_habits(values.count(2, 30), lambda habits, most: replace(habits, most_members=most)),
        "7",
        "Members of a list that may be asked for as a whole.",
    ),
    Setting(
        "reverse",
        _in_habits(values.REVERSE, lambda habits, choice: replace(habits, reverse=choice)),
        "false",
        "Ask cards the other way round as well: all that have an answer, or `terms` that their meaning tells apart.",
    ),
    Setting(
        "wordings",
        _in_habits(values.WORDINGS, lambda habits, wordings: replace(habits, wordings=wordings)),
        "{}",
        'How questions are worded, by language and kind, as in `{en: {definition: "What is {term}?"}}`.',
    ),
    Setting(
        "typing",
        _in_face(values.BOOLEAN, lambda face, is_typed: replace(face, is_typed=is_typed)),
        "false",
        "Answers of a few words, and the gaps of clozes, are typed in, and Anki compares.",
    ),
    Setting(
        "speech",
        _in_face(values.VOICES, lambda face, voices: replace(face, voices=voices)),
        "[]",
        "Voices of the device that read the cards of their languages aloud, as in `[ko_KR, en_US]`.",
    ),
    Setting(
        "theme.name",
        _in_look(values.THEME, lambda look, name: replace(look, theme=name)),
        "default",
        "The theme of the cards: its colours and fonts, for day and night.",
    ),
    Setting(
        "theme.accent",
        _in_look(values.COLOUR, lambda look, colour: look.with_variable("accent", colour)),
        "as the theme has it",
        "The colour of links and gaps, by day.",
        sample='"#2457b8"',
    ),
    Setting(
        "theme.size",
        _in_look(values.count(10, 40), lambda look, size: look.with_variable("size", f"{size}px")),
        "17",
        "Pixels of the text on a phone; a wide window has one more.",
    ),
    Setting(
        "theme.width",
        _in_look(values.count(20, 200), lambda look, width: look.with_variable("width", f"{width}em")),
        "38",
        "The widest that a card gets, in letters.",
    ),
    Setting(
        "theme.font",
        _in_look(values.FONTS, lambda look, fonts: look.with_variable("font", fonts)),
        "as the theme has it",
        "The fonts of the text, as in CSS; those of the system are there without being packed.",
        sample="system-ui, sans-serif",
    ),
    Setting(
        "theme.code_font",
        _in_look(values.FONTS, lambda look, fonts: look.with_variable("code-font", fonts)),
        "as the theme has it",
        "The fonts of code.",
        sample="ui-monospace, monospace",
    ),
    Setting(
        "theme.colours",
        _in_look(values.COLOURS_OF, lambda look, mine: replace(look, variables=(*look.variables, *mine))),
        "{}",
        'Colours that are other than in the theme, as in `{paper: "#ffffff", ink: "#111111"}`.',
    ),
    Setting(
        "theme.dark",
        _in_look(values.COLOURS_OF, lambda look, mine: replace(look, dark=(*look.dark, *mine))),
        "{}",
        "The same, for the night.",
    ),
    Setting(
        "theme.reveal",
        _in_look(values.BOOLEAN, lambda look, reveals: look.with_variable("reveal", "1") if reveals else look),
        "false",
        "The members of a list appear one by one, at a tap each.",
    ),
    Setting(
        "dialects",
        _into(values.DIALECTS, lambda settings, spoken: replace(settings, dialects=spoken)),
        "[]",
        "Other tools whose way of marking cards is read, too: "
        "`obsidian-to-anki`, `spaced-repetition`, `inka`, `mdanki`, `hashcards`, `logseq`, `anki`.",
    ),
    Setting(
        "media.folders",
        _in_media(values.STRINGS, lambda media, folders: replace(media, folders=folders)),
        "[]",
        "Folders that hold pictures and recordings, beside the reports' own; relative to this file.",
    ),
    Setting(
        "media.missing",
        _in_media(values.MISSING, lambda media, choice: replace(media, missing=choice)),
        "keep",
        "What becomes of a card whose picture is missing: it goes without, it is left out, or nothing is built.",
    ),
    Setting(
        "media.max_width",
        _in_media(values.count(100, 10_000), lambda media, widest: replace(media, max_width=widest)),
        "1600",
        "Pixels; wider pictures are made smaller for the phone, if Pillow is installed. Your files stay as they are.",
    ),
    Setting(
        "media.max_size",
        _in_media(values.count(1, 100), lambda media, most: replace(media, max_size=most)),
        "20",
        "MB of a picture or recording; larger files are not packed.",
    ),
    Setting(
        "media.remote",
        _in_media(values.REMOTE, lambda media, choice: replace(media, remote=choice)),
        "link",
        "Pictures on the web: `link` leaves them there, `download` packs them.",
    ),
    Setting(
        "media.diagrams",
        _in_media(values.BOOLEAN, lambda media, is_wanted: replace(media, diagrams=is_wanted)),
        "true",
        "Mermaid and Graphviz diagrams become pictures, if this machine can draw them.",
    ),
    Setting(
        "follow_links",
        _into(values.BOOLEAN, lambda settings, follows: replace(settings, follow_links=follows)),
        "false",
        "Read reports and pictures also where a link leads out of this folder and of those that are named here.",
    ),
    Setting(
        "macros",
        _in_face(values.MACROS, lambda face, macros: replace(face, macros=macros)),
        "{}",
        r"TeX commands that your formulas use, as in `{vc: '\mathbf{#1}'}`, beside `\argmin`, `\bm`, `\norm` and such.",
    ),
    Setting(
        "source_link",
        _into(values.SOURCE_LINK, _with_source_link),
        "none",
        "Where a card's place in the reports leads, as in `vscode://file/{abspath}:{line}`; `{path}` counts from this "
        "file, `{name}` is without folder and ending.",
    ),
)
"""All settings, in the order of the reference."""
