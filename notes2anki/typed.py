"""An entry of a YAML file -> a value of a type, or all that is wrong with it; a type -> its JSON schema, and words.

A type is made of `Keys`, tuples (a list of one member need not be written as one), dicts, strings, numbers, truth
values and enums. What it says in `msgspec.Meta` is what is checked, what the schema holds, and what messages are worded
from: a string with a `pattern` has a `title`, which is a noun, and may have `examples`.
"""

from __future__ import annotations

import contextlib
import difflib
import json
import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Annotated, Any, ClassVar, TypeGuard, TypeVar, cast, get_args, get_origin

import msgspec
import yaml

from notes2anki.model import InputError, Problem
from notes2anki.yamltree import Entry, attempt, found_in, is_true, pairs, read_all, read_mapping, whole, word_of

Schema = dict[str, Any]  # of msgspec's making
"""A JSON schema."""

Words = Annotated[str, msgspec.Meta(pattern=r"\S")]
"""A string that is not empty."""

T = TypeVar("T")


class Keys(msgspec.Struct, frozen=True, kw_only=True):
    """A mapping in which only these keys may stand."""

    former: ClassVar[Mapping[str, tuple[str, str]]] = {}  # a key of earlier versions -> what to tell, and a hint


def whole_match(pattern: str) -> str:
    r"""Return the pattern of all that a string says; `$` alone would let a line break stand at its end."""
    return rf"^(?:{pattern})$(?!\n)"


def says(description: str, **rules: Any) -> msgspec.Meta:
    """Return what a key is for, and other rules of its value."""
    return msgspec.Meta(description=description, **rules)


def one_of(names: Iterable[str], *, noun: str | None = None) -> msgspec.Meta:
    """Return the rule that a string is one of some names, each of which is a `noun`, if there is a word for them."""
    legal = list(names)
    return msgspec.Meta(title=noun, pattern=whole_match("|".join(legal)), extra_json_schema={"enum": legal})


# --- typed values --------------------------------------------------------------------------------------------------


def read_as(kind: type[T], entry: Entry, root: type[Keys] | None = None) -> T:
    """Return what an entry says as a value of a type. Raises InputError with all that is wrong, each at its line.

    `root` is the type of the whole file: a key that is unknown here may be at home elsewhere in it.
    """
    bare, arguments = _bare(kind)
    value: object
    if _is_keys(bare):
        value = _read_keys(bare, entry, root or bare)
    elif bare is tuple and isinstance(entry.value, yaml.SequenceNode) and entry.value.value:
        value = read_all(lambda node: read_as(arguments[0], replace(entry, value=node), root), entry.value.value)
    elif bare is tuple and isinstance(entry.value, yaml.ScalarNode) and not _is_keys(arguments[0]):
        value = (_convert(arguments[0], entry, kind),)
    elif bare is dict:
        inner = read_mapping(entry, words_of(schema_of(kind)))
        value = dict(read_all(lambda one: _read_pair(arguments, one), inner))
    else:
        value = _convert(kind, entry, kind)
    return cast("T", value)


def _read_keys(kind: type[Keys], entry: Entry, root: type[Keys]) -> Keys:
    fields = {field.encode_name: field for field in msgspec.structs.fields(kind)}
    if found_in(entry.value) == "nothing" and not any(field.required for field in fields.values()):
        return kind()  # all is commented out
    if not isinstance(entry.value, yaml.MappingNode):
        message = f"expected {_KEYS}, found {found_in(entry.value)}"
        raise InputError(entry.problem(message, f"{_as_name(entry, fields)}{_legal(entry, fields)}"))

    def read(one: Entry) -> tuple[str, object]:
        if one.word in kind.former:
            raise InputError(one.problem(*kind.former[one.word], at=one.name))
        if one.word not in fields:
            hint = _suggestion(one, entry, fields, root)
            raise InputError(Problem(one.path, one.line, f"unknown key `{one.key}`", hint))
        return fields[one.word].name, read_as(fields[one.word].type, one, root)

    inner = pairs(entry.value, entry.group, entry.path)
    found = [one for each in inner for one in ((each,) if isinstance(each, Problem) else attempt(read, each))]
    said = {word_of(name) for name, _ in entry.value.value}
    missing = (name for name, field in fields.items() if field.required and name not in said)
    return kind(
        **dict(whole([*found, *(entry.problem(f"has no `{name}`", _legal(entry, fields)) for name in missing)]))
    )


def _read_pair(kinds: Sequence[Any], entry: Entry) -> tuple[object, object]:
    name = replace(entry, value=entry.name)
    return _convert(kinds[0], name, kinds[0]), read_as(kinds[1], entry)


def _convert(kind: Any, entry: Entry, said: Any) -> object:
    """Return the value of a node without inner ones; what is wrong is told in the words of another type."""
    try:
        word_of(entry.value).encode("utf-8")  # msgspec itself minds only where it compares
        return msgspec.convert(_scalar(entry.value), kind)
    except msgspec.ValidationError:
        raise InputError(_fault(schema_of(said), entry)) from None
    except UnicodeEncodeError:
        raise InputError(entry.problem("holds half of a surrogate pair", "write the character itself")) from None


def _scalar(node: yaml.Node) -> object:
    """Return the value of a scalar; of all else something that no type is made of."""
    word = word_of(node)
    match found_in(node):
        case "a string":
            return word
        case "true or false":
            return is_true(node)
        case "a number" if word.isdecimal() and len(word) < _MOST_DIGITS:
            return int(word)
        case "a number":
            with contextlib.suppress(ValueError):  # a number to YAML alone: 0x1F, 1:30, .inf
                return float(word)
            return math.nan
        case "a list":
            return ()
        case _:
            return node


_MOST_DIGITS = 19
_KEYS = "keys with values"


def _bare(kind: Any) -> tuple[Any, tuple[Any, ...]]:
    """Return a type without its annotations and without UNSET, and its arguments."""
    arguments = get_args(kind)
    if get_origin(kind) is Annotated:
        return _bare(arguments[0])
    if msgspec.UnsetType in arguments:
        return _bare(arguments[0])
    return get_origin(kind) or kind, arguments


def _is_keys(kind: Any) -> TypeGuard[type[Keys]]:
    return isinstance(kind, type) and issubclass(kind, Keys)


# --- what is wrong -------------------------------------------------------------------------------------------------


def _fault(rules: Schema, entry: Entry) -> Problem:
    """Return in words why an entry's value is not what the schema wants."""
    word, found = word_of(entry.value), found_in(entry.value)
    arms = rules.get("anyOf", [rules])
    first = arms[0]
    types = {arm.get("type", "string") for arm in arms}
    legal = [name for arm in arms for name in arm.get("enum", ())]
    near = _nearest(word, {name: name for name in legal if isinstance(name, str)})
    hint = f"did you mean `{near}`? " if near else ""
    if not types & _TYPES.get(found, set()):
        quoted = (
            f'put it into quotes: "{word}"' if "string" in types and not legal and _is_quotable(entry.value) else ""
        )
        return entry.problem(f"expected {words_of(rules)}, found {found}", quoted or _as_in(first))
    if found == "a number":
        return entry.problem(f"expected {words_of(rules)}, found {word}")
    if not word.strip() or found == "a list":
        return entry.problem("is empty", "remove it to use the default")
    if legal and "title" in first:
        noun = first["title"]
        return entry.problem(f"there is no {noun} `{word}`", f"{hint}the {noun}s are {', '.join(legal)}")
    if legal:
        return entry.problem(f"expected {words_of(rules)}, found `{word}`", hint.rstrip())
    return entry.problem(f"`{word}` is no {first['title']}", _as_in(first))


def _is_quotable(node: yaml.Node) -> bool:
    return isinstance(node, yaml.ScalarNode) and bool(node.value)


def _as_in(rules: Schema) -> str:
    return f"as in {', '.join(map(yaml_of, rules['examples']))}" if "examples" in rules else ""


def yaml_of(value: object) -> str:
    """Return a value as one writes it in YAML, on one line."""
    return value if isinstance(value, str) and value[:1].isalnum() else json.dumps(value, ensure_ascii=False)


def _suggestion(entry: Entry, group: Entry, fields: Iterable[str], root: type[Keys]) -> str:
    """Return the legal key that a key was meant to be, and all that may stand here.

    A key that is at home elsewhere was put into the wrong place; else those that may stand here come first.
    """
    everywhere = {name: place for place in places_of(root) for name in (place, place.rpartition(".")[2])}
    near = everywhere.get(entry.word) or _nearest(entry.word, {name: f"{group.group}{name}" for name in fields})
    near = near or _nearest(entry.word, everywhere)
    return f"did you mean `{near}`? {_legal(group, fields)}" if near else _legal(group, fields)


def places_of(kind: type[Keys]) -> tuple[str, ...]:
    """Return every key, and every group before its own keys, as in `subdecks` and `subdecks.choose`."""
    groups = {field.encode_name: field.type for field in msgspec.structs.fields(kind)}
    return tuple(place for name, inner in groups.items() for place in (name, *_inner_places(name, inner)))


def _inner_places(group: str, kind: Any) -> Iterator[str]:
    bare, _ = _bare(kind)
    if _is_keys(bare):
        yield from (f"{group}.{field.encode_name}" for field in msgspec.structs.fields(bare))


def _as_name(entry: Entry, fields: Iterable[str]) -> str:
    """Return how a lone word is written where it names something, as in `theme: {name: forest}`."""
    is_name = entry.key and "name" in fields and found_in(entry.value) == "a string"
    return f"as in `{entry.key}: {{name: {word_of(entry.value)}}}`; " if is_name else ""


def _legal(group: Entry, fields: Iterable[str]) -> str:
    return f"the keys {f'of {group.key}' if group.key else 'here'} are {', '.join(fields)}"


def _nearest(word: str, names: Mapping[str, str]) -> str:
    near = difflib.get_close_matches(word, names, n=1)
    return names[near[0]] if near else ""


_TYPES = {
    "a string": {"string"},
    "a number": {"number", "integer"},
    "true or false": {"boolean"},
    "a list": {"array"},
}
"""What is found -> the types of JSON that take it."""


# --- schemas -------------------------------------------------------------------------------------------------------


def written_schema(file: str, rules: Schema) -> str:
    """Return a schema as the file by which editors complete and check `deck.yaml` and such."""
    head = {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": f"notes2anki {file}"}
    return json.dumps(head | rules, ensure_ascii=False, indent=2)


def schema_of(kind: Any) -> Schema:
    """Return the JSON schema of a type, without references."""
    (rules,), parts = msgspec.json.schema_components((kind,), ref_template="{name}")
    return _whole(rules, parts)


def _whole(rules: Schema, parts: Mapping[str, Schema]) -> Schema:
    if "$ref" in rules:
        named = {key: value for key, value in parts[rules["$ref"]].items() if key != "title" and value != []}
        rules = named | {key: value for key, value in rules.items() if key != "$ref"}
    rules = {key: _inner(key, value, parts) for key, value in rules.items()}
    if "enum" in rules:
        rules.pop("pattern", None)
        rules.pop("type", None)
    if "properties" in rules:
        rules.pop("default", None)
        kinds = "object" if "required" in rules else ["object", "null"]  # null: all is commented out
        return rules | {"type": kinds, "additionalProperties": False}
    if "items" in rules and "properties" not in rules["items"]:
        shape = {key: rules.pop(key) for key in ("type", "items", "minItems") if key in rules}
        return rules | {"anyOf": [shape["items"], shape]}
    return rules


def _inner(key: str, value: Any, parts: Mapping[str, Schema]) -> Any:
    match key:
        case "properties":
            return {name: _whole(rules, parts) for name, rules in value.items()}
        case "anyOf":
            return [_whole(rules, parts) for rules in value]
        case "items" | "additionalProperties" | "propertyNames" if isinstance(value, dict):
            return _whole(value, parts)
        case _:
            return value


def words_of(rules: Schema) -> str:
    """Return in words what a schema wants: `a string or a list of strings`."""
    match rules:
        case {"title": noun}:
            return f"{'an' if noun[0] in 'aeiou' else 'a'} {noun}"
        case {"const": only}:
            return yaml_of(only)
        case {"anyOf": [{"type": "boolean"}, {"enum": names}]}:
            return _listed(["true", "false", *names])
        case {"anyOf": arms}:
            return " or ".join(map(words_of, arms))
        case {"enum": names}:
            return _listed(names)
        case {"type": "array", "items": member}:
            return f"a list of {_plural(member)}"
        case {"properties": _}:
            return _KEYS
        case {"type": "object", "additionalProperties": member}:
            return f"a mapping of {_plural(rules.get('propertyNames', {}))} to {_plural(member)}"
        case _:
            least, most = rules.get("minimum"), rules.get("maximum")
            within = f" from {least} to {most}" if most else f" of at least {least}" if least else ""
            return f"{_SCALARS[rules.get('type', 'string')]}{within}"


_SCALARS = {
    "boolean": "true or false",
    "integer": "a whole number",
    "number": "a number",
    "string": "a string",
}


def _listed(names: Sequence[str]) -> str:
    return f"{', '.join(names[:-1])} or {names[-1]}"


def _plural(rules: Schema) -> str:
    if "properties" in rules:
        return "mappings"
    _, noun, *rest = words_of(rules).split(" ")
    return " ".join((f"{noun}s", *rest))
