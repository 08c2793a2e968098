"""A YAML file that people write by hand, and one thing more to say in it -> the same file with that said.

Comments, order and quotes stay as they are. The only module that knows ruamel.yaml (an optional extra).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, MutableMapping, MutableSequence
from difflib import SequenceMatcher
from io import StringIO
from typing import Any, cast

import yaml
from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap, CommentedSeq
from ruamel.yaml.error import CommentMark, YAMLError
from ruamel.yaml.scalarstring import DoubleQuotedScalarString, LiteralScalarString
from ruamel.yaml.tokens import CommentToken
from ruamel.yaml.util import load_yaml_guess_indent

from notes2anki.model import Kind
from notes2anki.overrides import CARDS, VERDICTS
from notes2anki.preview.review import NOTHING, Make, Said

Tree = MutableMapping[str, Any]
"""What ruamel reads: mappings, lists and strings that know their comments."""

_WIDE = 2**20  # characters, beyond which lines would be broken
_COMMENT = re.compile(r"^\s*(#.*?)\s*$", re.MULTILINE)


class EditError(ValueError):
    """Raised where the file cannot be changed without losing something: broken YAML, or another form than expected."""


def read_said(text: str, key: str) -> Said:
    """Return what overrides.yaml says of a card, as it is written there. Raises EditError for broken YAML."""
    return _said(_plain(text).get(key))


def read_all_said(text: str) -> dict[str, Said]:
    """Return what overrides.yaml says of every card that it names. Raises EditError for broken YAML."""
    return {key: _said(entry) for key, entry in _plain(text).items() if key != CARDS}


def _said(entry: object) -> Said:
    if isinstance(entry, str):
        return Said(VERDICTS.get(entry))
    if not isinstance(entry, dict):
        return NOTHING
    status = next((status for word, status in VERDICTS.items() if entry.get(word) is True), None)
    kind = entry.get("kind")
    return Said(
        status,
        str(entry.get("question") or "").strip(),
        str(entry.get("answer") or "").strip(),
        Kind(kind) if kind in tuple(Kind) else None,
        str(entry.get("hint") or "").strip(),
    )


def write_said(text: str, key: str, said: Said) -> str:
    """Return overrides.yaml with this said of a card; nothing takes its entry out. Raises EditError."""
    return _edited(text, key, lambda tree: _put_said(tree, key, said))


def add_card(text: str, made: Make) -> str:
    """Return overrides.yaml with a card of the user's own more. Raises EditError."""
    fields: Tree = {
        "path": _scalar(made.path),
        "line": made.line,
        "text": _scalar(made.text),
        "question": _scalar(made.question),
        "answer": _scalar(made.answer),
    }
    return _edited(text, CARDS, lambda tree: _append(_list_at(tree, (CARDS,)), fields))


def remove_card(text: str, made: Make) -> str:
    """Return overrides.yaml without a card of the user's own. Raises EditError."""

    def remove(tree: Tree) -> None:
        cards = _list_at(tree, (CARDS,))
        place = next((place for place, one in enumerate(cards) if _is(one, made)), None)
        if place is None:
            raise EditError("the card has been changed or taken out in the meantime")
        del cards[place]
        if not cards:
            del tree[CARDS]

    return _edited(text, CARDS, remove)


def add_word(text: str, place: tuple[str, str], word: str) -> str:
    """Return deck.yaml with a word more in the list at `place`, as in `("sections", "out")`. Raises EditError."""
    return _edited(text, place[0], lambda tree: _add_word(_list_at(tree, place), word))


def remove_word(text: str, place: tuple[str, str], word: str) -> str:
    """Return deck.yaml without that word. Raises EditError."""

    def remove(tree: Tree) -> None:
        words = _list_at(tree, place)
        if word not in words:
            raise EditError(f"`{word}` has been taken out in the meantime")
        words.remove(word)

    return _edited(text, place[0], remove)


# --- one change ----------------------------------------------------------------------------------------------------


def _edited(text: str, key: str, change: Callable[[Tree], None]) -> str:
    """Return the text after the change, or raise EditError where anything else would change with it."""
    if "\r\n" in text:
        return _edited(text.replace("\r\n", "\n"), key, change).replace("\n", "\r\n")
    _plain(text)
    try:
        reader = _reader(text)
        tree = reader.load(text)
    except YAMLError as error:
        raise EditError(f"broken YAML: {str(error).splitlines()[0]}") from None
    if tree is None:  # nothing but comments, which ruamel would lose
        fresh: Tree = {}
        change(fresh)
        return _joined(text, _dumped(reader, fresh))
    relaid = _dumped(reader, cast("Tree", tree))
    change(cast("Tree", tree))
    edited = _dumped(reader, cast("Tree", tree)) if tree else ""
    _refuse_losses(text, edited, key)
    return _as_laid_out(text, relaid, edited)


def _reader(text: str) -> YAML:
    _, indent, offset = load_yaml_guess_indent(text or "a: b")
    # a map inside of a list says nothing of how far maps are indented
    nested = re.search(r"^\S[^\n]*:[^\n]*\n(?P<indent> +)[^\s#-][^\n]*:", text, re.MULTILINE)
    reader = YAML()
    reader.preserve_quotes = True
    reader.width = _WIDE
    reader.allow_unicode = True
    mapping = len(nested["indent"]) if nested and len(nested["indent"]) <= 8 else 2
    within = offset if offset is not None else 2
    reader.indent(mapping=mapping, sequence=max(indent or 0, within + 2), offset=within)
    return reader


def _dumped(reader: YAML, tree: Tree) -> str:
    stream = StringIO()
    reader.dump(tree, stream)
    return stream.getvalue()


def _as_laid_out(text: str, relaid: str, edited: str) -> str:
    """Return the edited text with the user's own spacing wherever nothing was changed.

    `relaid` is what ruamel makes of the text without a change: it knows but one indentation for a whole file.
    """
    old, same, new = (one.splitlines(keepends=True) for one in (text, relaid, edited))
    if [line.split() for line in old] != [line.split() for line in same]:
        return edited
    kept: list[str] = []
    for tag, first, last, start, end in SequenceMatcher(None, same, new, autojunk=False).get_opcodes():
        kept += old[first:last] if tag == "equal" else _shifted(new[start:end], old[:last], same[:last])
    result = "".join(kept)
    return result if _says_the_same(result, edited) else edited


def _shifted(fresh: list[str], old: list[str], same: list[str]) -> list[str]:
    """Move new lines as far as the last line before them was moved that ruamel indents like the first of them."""
    if not fresh:
        return []
    pairs = zip(reversed(old), reversed(same), strict=True)
    shifts = (_depth(mine) - _depth(theirs) for mine, theirs in pairs if _depth(theirs) == _depth(fresh[0]))
    shift = next(shifts, 0)
    return [f"{' ' * (_depth(line) + shift)}{line.lstrip(' ')}" for line in fresh]


def _depth(line: str) -> int:
    return len(line) - len(line.lstrip(" "))


def _says_the_same(text: str, other: str) -> bool:
    try:
        return _plain(text) == _plain(other)
    except EditError:
        return False


def _joined(text: str, more: str) -> str:
    gap = "" if not text or text.endswith("\n") else "\n"
    return f"{text}{gap}{more}"


def _refuse_losses(old: str, new: str, key: str) -> None:
    """Compare the two by another reader's eyes: whatever was not to be changed must say the same."""
    before, after = _plain(old), _plain(new)
    before.pop(key, None)
    after.pop(key, None)
    lost = Counter(_COMMENT.findall(old)) - Counter(_COMMENT.findall(new))
    if lost:
        raise EditError(f"the comment `{min(lost)}` would be lost; make this change by hand")
    if before != after or list(before) != list(after):
        raise EditError("the file is written in a way that would not survive; make this change by hand")


def _plain(text: str) -> dict[str, Any]:
    """Return what the file says, by PyYAML, which reads it in every build."""
    try:
        found = yaml.load(text, Loader=_Strings)  # noqa: S506 -- a safe loader, less its guesses
    except (yaml.YAMLError, ValueError) as error:
        raise EditError(f"broken YAML: {str(error).splitlines()[0]}") from None
    if found is None:
        return {}
    if not isinstance(found, dict):
        raise EditError("expected keys with values")
    return {str(key): value for key, value in found.items()}


class _Strings(yaml.SafeLoader):
    """Reads keys as they are written: `234567234567` and `off` are names here."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:  # noqa: ARG002, FBT001, FBT002 -- PyYAML's
        """Return the mapping, its keys as strings."""
        self.flatten_mapping(node)
        return {
            name.value if isinstance(name, yaml.ScalarNode) else str(name): self.construct_object(value, deep=True)
            for name, value in node.value
        }

    def construct_yaml_map(self, node: yaml.MappingNode) -> Any:
        """Return the mapping at once."""
        return self.construct_mapping(node)


_Strings.add_constructor("tag:yaml.org,2002:map", _Strings.construct_yaml_map)


# --- values --------------------------------------------------------------------------------------------------------


def _put_said(tree: Tree, key: str, said: Said) -> None:
    if said == NOTHING:
        tree.pop(key, None)
        return
    word = next((word for word, status in VERDICTS.items() if status is said.status), None)
    if word and said == Said(said.status) and not isinstance(tree.get(key), MutableMapping):
        tree[key] = word
        return
    below = ""
    if not isinstance(tree.get(key), MutableMapping):
        below = _take_below(tree, key)
        tree[key] = CommentedMap()
    entry = cast("Tree", tree[key])
    kind = said.kind.value if said.kind else ""
    values = {"question": said.question, "answer": said.answer, "hint": said.hint, "kind": kind}
    for name in VERDICTS:
        if name != word:
            entry.pop(name, None)
    if word and word not in entry:
        entry[word] = True
    for name, value in values.items():
        _put(entry, name, value)
    _put_below(entry, list(entry)[-1] if entry else "", below)


def _take_below(tree: Any, place: object) -> str:
    """Take away the comments on the lines below a value, which ruamel counts as part of it, and return them."""
    token = _below(tree, place)
    if token is None:
        return ""
    beside, _, below = str(token.value).partition("\n")
    if beside:
        token.value = f"{beside}\n"
    else:
        tree.ca.items.pop(place)
    return below


def _put_below(tree: Any, place: object, comments: str) -> None:
    if comments.strip() and _below(tree, place) is None:
        token = CommentToken(f"\n{comments}", CommentMark(0), None)
        slots = [token, None] if isinstance(tree, CommentedSeq) else [None, None, token, None]
        tree.ca.items[place] = slots


def _below(tree: Any, place: object) -> Any:
    """Return the comment beside and below a value; in lists it lies in another slot than in mappings."""
    slots = getattr(tree, "ca", None) and tree.ca.items.get(place)
    return slots[0 if isinstance(tree, CommentedSeq) else 2] if slots else None


def _put(entry: Tree, name: str, value: str) -> None:
    if not value:
        entry.pop(name, None)
        return
    old = entry.get(name)
    if isinstance(old, str) and old.strip() == value:
        return
    if isinstance(old, LiteralScalarString):
        new = LiteralScalarString(f"{value}\n")
        new.comment = getattr(old, "comment", None)  # what stands below it belongs to the block
        entry[name] = new
    else:
        entry[name] = _scalar(value)


def _scalar(words: str) -> str:
    """Return the words so that YAML 1.1 reads them as a string, too: `no` needs quotes."""
    if "\n" in words:
        return cast("str", LiteralScalarString(f"{words}\n"))
    return words if _reads_as_string(words) else cast("str", DoubleQuotedScalarString(words))


def _reads_as_string(words: str) -> bool:
    try:
        found: object = yaml.safe_load(words)
        return isinstance(found, str)
    except (yaml.YAMLError, ValueError):
        return False


def _list_at(tree: Tree, place: tuple[str, ...]) -> MutableSequence[Any]:
    """Return the list at a place, made if there is none, or of the one word that stands there."""
    *groups, last = place
    for name in groups:
        if tree.get(name) is None:
            tree[name] = {}
        if not isinstance(tree[name], MutableMapping):
            raise EditError(f"`{name}` is no mapping")
        tree = tree[name]
    found = tree.get(last)
    if not isinstance(found, MutableSequence):
        tree[last] = CommentedSeq([] if found is None else [found])
        if found is not None:
            tree[last].fa.set_flow_style()  # on the line where the word was, before its comment
    return cast("MutableSequence[Any]", tree[last])


def _add_word(words: MutableSequence[Any], word: str) -> None:
    if word not in words:
        _append(words, _scalar(word))


def _append(entries: MutableSequence[Any], entry: object) -> None:
    """Append to a list, above the comments that follow it."""
    last = len(entries) - 1
    is_block = isinstance(entries, CommentedSeq) and not entries.fa.flow_style() and isinstance(entry, str)
    below = _take_below(entries, last) if is_block else ""
    entries.append(entry)
    if is_block:
        _put_below(entries, last + 1, below)


def _is(card: object, made: Make) -> bool:
    if not isinstance(card, MutableMapping):
        return False
    fields = (str(card.get(name, "")).strip() for name in ("path", "question", "answer"))
    return tuple(fields) == (made.path, made.question, made.answer)
