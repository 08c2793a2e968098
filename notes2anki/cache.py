"""A report's text -> what it holds, remembered from run to run in a folder that one may delete at any time.

An entry is found by the hash of all that the page comes from: the text, its path, the settings, this program and what
it reads Markdown with. What is broken, foreign or of another time is not found, or not believed, and made anew.
"""

from __future__ import annotations

import contextlib
import functools
import hashlib
import os
import re
import sys
from collections.abc import Callable
from dataclasses import replace
from importlib.metadata import PackageNotFoundError, version
from operator import attrgetter
from pathlib import Path
from types import GenericAlias
from typing import Any, get_type_hints

import msgspec

from notes2anki import __version__
from notes2anki.files import open_file, own_folder, put_file, read_file
from notes2anki.model import Block, Bullets, Card, Code, Grid, InputError, Look, Page, Prose, Settings

FOLDER = ".notes2anki-cache"
"""The folder's name, beside the deck.yaml."""

_LARGEST = 64 * 1024 * 1024  # bytes of an entry: more was not written here
_LARGEST_PACKAGE = 1 << 40
_HEAD = "notes2anki page 2"
_BUILT = "built"  # the file that names ledger and package of the last build
_NAME = re.compile(r"(?:[0-9a-f]{64}|built)\.(?:page|[0-9a-f]{16}\.tmp)")
_READERS = ("linkify-it-py", "markdown-it-py", "mdit-py-plugins", "msgspec", "python-frontmatter", "pyyaml")
_SOURCES = (".py", ".yaml", ".txt")  # all that decides what is read in a report
_TAG = b"""Signature: 8a477f597d28d172789f06886806bc55
# What notes2anki read in the reports, so that it need not read it again. Safe to delete.
# What such a file is for: https://bford.info/cachedir/
"""


class PageCache:
    """What the reports of one deck hold. Without a folder in the settings, nothing is remembered."""

    def __init__(self, settings: Settings) -> None:
        self._folder = settings.cache if settings.cache and _is_ours(settings.cache) else None
        self._origin = _origin(settings) if self._folder else ""
        self._used: set[str] = set()

    def recall(self, text: str, path: str, read: Callable[[], Page]) -> Page:
        """Return the page of a report, remembered or else read."""
        if self._folder is None:
            return read()
        name = _hash(self._origin, path, text)
        self._used.add(f"{name}.page")
        page = _load(self._folder, name)
        if page is None:
            page = read()
            with contextlib.suppress(OSError, ValueError):  # a full disk, or half a letter in a name: slow, no more
                _store(self._folder, name, page)
        return page

    def prune(self) -> None:
        """Forget all that was not asked for: pages of texts, settings and versions that are gone."""
        if self._folder is None:
            return
        with contextlib.suppress(OSError):
            for path in self._folder.iterdir():
                if path.name not in self._used and _NAME.fullmatch(path.name):
                    path.unlink()


def mark_build(settings: Settings) -> None:
    """Remember that the ledger and the package are those of one build."""
    if settings.cache and _is_ours(settings.cache):
        with contextlib.suppress(OSError):
            put_file(settings.cache / _BUILT, _pair(settings).encode("ascii"))


def was_built(settings: Settings) -> bool:
    """Did a build of this deck leave its mark here, whether or not it is to be used now?"""
    return settings.config is not None and (settings.config.parent / FOLDER / _BUILT).is_file()


def is_last_build(settings: Settings) -> bool:
    """Are ledger and package those of one build, so that the package knows nothing that the ledger does not?"""
    if settings.cache is None:
        return False
    try:
        return _read(settings.cache, _BUILT) == _pair(settings).encode("ascii")
    except (InputError, OSError):
        return False


def _pair(settings: Settings) -> str:
    found = hashlib.sha256(_program().encode("ascii"))
    for path in (settings.ledger, settings.output):
        with open_file(path, "", most=_LARGEST_PACKAGE, root=settings.root) as stream:
            found.update(hashlib.file_digest(stream, "sha256").digest())
    return found.hexdigest()


# --- what a page comes from ----------------------------------------------------------------------------------------


def _origin(settings: Settings) -> str:
    """Return what is the same for all pages of a deck: settings but for where things lie, program, libraries."""
    here = Path()
    places = replace(settings, root=here, output=here, ledger=here, overrides=None, config=None, cache=None, notes=())
    bare = replace(places, look=Look())
    return _hash(repr(bare), _program())


@functools.cache
def program() -> str:
    """Return the program's version, with a hash of all that decides what it finds, as not every change has a number."""
    home = Path(__file__).parent
    files = sorted(path for path in home.rglob("*") if path.suffix in _SOURCES)
    sources = (part for path in files for part in (path.relative_to(home).as_posix(), path.read_text(encoding="utf-8")))
    return f"{__version__}+{_hash(*sources)[:12]}"


@functools.cache
def _program() -> str:
    """Return a hash of the program and what it works with."""
    return _hash(sys.version, program(), *map(_version, _READERS))


def _version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return ""


def _hash(*parts: str) -> str:
    found = hashlib.sha256()
    for part in parts:
        raw = part.encode("utf-8", "surrogatepass")
        found.update(b"%d:" % len(raw))
        found.update(raw)
    return found.hexdigest()


# --- the folder ----------------------------------------------------------------------------------------------------


def _is_ours(folder: Path) -> bool:
    """Is the folder there, or made now, with what keeps it out of git and backups?"""
    try:
        if not own_folder(folder):
            return False
        for name, content in ((".gitignore", b"*\n"), ("CACHEDIR.TAG", _TAG)):
            if not os.path.lexists(folder / name):
                put_file(folder / name, content)
    except OSError:
        return False
    return True


def _load(folder: Path, name: str) -> Page | None:
    """Return the page that is remembered under this name, None where there is none or it is broken."""
    try:
        head, _, body = _read(folder, f"{name}.page").partition(b"\n")
        return read_page(body) if head == _head(name, body) else None
    except (InputError, OSError, ValueError, msgspec.MsgspecError):
        return None


def _store(folder: Path, name: str, page: Page) -> None:
    body = write_page(page)
    put_file(folder / f"{name}.page", _head(name, body) + b"\n" + body)


def _read(folder: Path, name: str) -> bytes:
    return read_file(folder / name, "", most=_LARGEST, root=folder.parent)


def _head(name: str, body: bytes) -> bytes:
    return f"{_HEAD} {name} {hashlib.sha256(body).hexdigest()}".encode("ascii")


# --- pages as bytes ------------------------------------------------------------------------------------------------
# msgspec knows no union of dataclasses, so a block is written as a row of all kinds of block, all but one of them None.


def write_page(page: Page) -> bytes:
    """Return the page as MessagePack. Raises ValueError for half a letter, such as names that are not UTF-8 hold."""
    cards = [_card_row(card) for card in page.cards]
    return _ENCODER.encode([cards if name == "cards" else getattr(page, name) for name in _PAGE])


def read_page(body: bytes) -> Page:
    """Return the page that was written. Raises MsgspecError or ValueError for what is no page."""
    page = dict(zip(_PAGE, _DECODER.decode(body), strict=True))
    return Page(**page | {"cards": tuple(map(_card, page["cards"]))})


def _card_row(card: Card) -> list[object]:
    row = list(_values_of(card))
    for place in _BLOCKS_AT:
        row[place] = [[block if isinstance(block, kind) else None for kind in _KINDS] for block in row[place]]
    return row


def _card(row: tuple[Any, ...]) -> Card:
    values = list(row)
    for place in _BLOCKS_AT:
        values[place] = tuple(_block(kinds) for kinds in values[place])
    return Card(*values)


def _block(kinds: tuple[Block | None, ...]) -> Block:
    (block,) = (block for block in kinds if block is not None)
    return block


_KINDS = (Prose, Bullets, Code, Grid)
_BLOCKS = tuple[tuple[Prose | None, Bullets | None, Code | None, Grid | None], ...]
_CARD = get_type_hints(Card) | {"answer": _BLOCKS, "extra": _BLOCKS}
_PAGE = get_type_hints(Page) | {"cards": tuple[GenericAlias(tuple, tuple(_CARD.values())), ...]}  # type: ignore[misc]  # made of the fields
_BLOCKS_AT = [tuple(_CARD).index(name) for name in ("answer", "extra")]
_values_of = attrgetter(*_CARD)
_ENCODER = msgspec.msgpack.Encoder(order="deterministic")
_DECODER = msgspec.msgpack.Decoder(GenericAlias(tuple, tuple(_PAGE.values())))
