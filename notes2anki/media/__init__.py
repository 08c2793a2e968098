"""References to pictures and recordings, and diagrams -> checked files under flat, content-hashed names.

What cannot be taken costs its picture, not the build, unless the settings say otherwise: each fault is a problem at
the line that refers to it.
"""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from notes2anki.files import read_file
from notes2anki.media import diagrams, remote, shrink
from notes2anki.media.fault import Fault
from notes2anki.media.packing import Packing, hashed_name, keep, pack, too_large
from notes2anki.media.places import Places, shown
from notes2anki.media.store import Store, digest
from notes2anki.media.svg import find_fault
from notes2anki.model import InputError, Media, Missing, Problem, Remote, Settings

Place = tuple[str, str]
"""What a file is known by: (report path, target as written); a diagram by (language, source)."""

Reference = tuple[str, str, int]
"""A target as written, the report's path relative to the root, the line."""

Fence = tuple[str, str, str, int]
"""A diagram's language, its source, the report's path, the line."""

Fetch = Callable[[str, remote.Limits], bytes | Fault]

_REMOTE = re.compile(r"[a-z][a-z0-9+.-]+:|//", re.IGNORECASE)  # two letters at least: `C:\` is a drive
_DATA = re.compile(r"data:[\w.+-]+/[\w.+-]+;base64,(?P<content>.*)", re.IGNORECASE | re.DOTALL)
_LARGE = 1024 * 1024
"""Bytes of a picture that is worth shrinking."""

_FAILURES = 3
"""Downloads that fail in a row, after which no more are tried."""


@dataclass(frozen=True, slots=True)
class Collected:
    """The files for a deck."""

    files: Mapping[Place, Media]
    problems: tuple[Problem, ...] = ()
    lost: frozenset[Place] = frozenset()  # the user's own files that cannot be taken


def is_remote(target: str) -> bool:
    """Say whether the target lies on the web, or in the note itself (`data:`)."""
    return bool(_REMOTE.match(target)) and not target.lower().startswith("file:")


# --- pictures and recordings ---------------------------------------------------------------------------------------


def collect(references: Iterable[Reference], settings: Settings, *, fetch: Fetch = remote.fetch) -> Collected:
    """Return the files that reports refer to, and a problem for each reference without a file that can be packed.

    Nothing outside the deck's folder and the configured ones is read, not through symbolic links either. The network
    is asked only where the settings say so, and no fault of it is an error.
    """
    taker = _Taker(settings, fetch)
    taken: dict[Place, Media | Fault | None] = {}
    problems: dict[Problem, None] = {}
    large: dict[Reference, int] = {}
    can_shrink = shrink.can_shrink()
    for target, report, line in references:
        if (report, target) not in taken:
            taken[report, target] = taker.take(target, report)
        found = taken[report, target]
        if isinstance(found, Fault):
            is_error = settings.media.missing is Missing.ERROR and not is_remote(target)
            problems[Problem(report, line, found.message, found.hint, is_error=is_error)] = None
        elif not can_shrink and (size := _size_to_shrink(found)):
            large[target, report, line] = size
    files = {place: found for place, found in taken.items() if isinstance(found, Media)}
    lost = (place for place, found in taken.items() if isinstance(found, Fault) and not is_remote(place[1]))
    return Collected(files, (*problems, *_unshrunk(large)), frozenset(lost))


class _Taker:
    """Takes one file after the other, each once."""

    def __init__(self, settings: Settings, fetch: Fetch) -> None:
        self._choice = settings.media
        self._places = Places(settings.root, settings.media.folders, follows=settings.follow_links)
        self._packing = Packing(settings.media.max_size * 1024**2, settings.media.max_width, _store(settings))
        self._fetch = fetch
        self._failures = 0
        self._packed: dict[str, Media | Fault] = {}

    def take(self, target: str, report: str) -> Media | Fault | None:
        """Return the file that a report means; None for one on the web that stays there."""
        if inline := _DATA.match(target):
            return _about("the picture in the note", self._from_note(inline["content"]))
        if is_remote(target):
            is_wanted = self._choice.remote is Remote.DOWNLOAD
            return _about(f"the picture {shown(target)}", self._from_web(target)) if is_wanted else None
        try:
            file = self._places.find(target, report)
            return file if isinstance(file, Fault) else _about(f"the file {shown(target)}", self._from_disk(file))
        except OSError as error:
            message = f"the file {shown(target)} cannot be read: {error.strerror}"
            return Fault(message, "make it readable, or rename it")

    def _from_disk(self, file: Path) -> Media | Fault:
        if str(file) not in self._packed:
            self._packed[str(file)] = self._read(file)
        return self._packed[str(file)]

    def _from_web(self, target: str) -> Media | Fault:
        address = f"https:{target}" if target.startswith("//") else target
        if address not in self._packed:
            self._packed[address] = self._download(address)
        return self._packed[address]

    def _read(self, file: Path) -> Media | Fault:
        if not file.is_file():
            return Fault("is a folder or a device", "give the path of a file")
        size = file.stat().st_size
        if size > self._packing.most:
            return too_large(size, self._packing)
        try:
            content = read_file(file, "", most=self._packing.most)
        except InputError as error:
            return Fault(str(error), "make it readable, or rename it")
        return pack(content, file.suffix.lower(), file, self._packing)

    def _from_note(self, encoded: str) -> Media | Fault:
        try:
            content = base64.b64decode("".join(encoded.split()), validate=True)
        except (binascii.Error, ValueError):
            return Fault("is broken", "put it into a file of its own")
        return pack(content, "", None, self._packing)

    def _download(self, address: str) -> Media | Fault:
        key = f"{digest('remote', address)}.bin"
        content: bytes | Fault | None = self._packing.store.read(key)
        if content is None:
            content = self._fetch_bounded(address)
        if isinstance(content, Fault):
            return content
        packed = pack(content, Path(re.split(r"[?#]", address, maxsplit=1)[0]).suffix.lower(), None, self._packing)
        if isinstance(packed, Media):
            self._packing.store.write(key, content)
        return packed

    def _fetch_bounded(self, address: str) -> bytes | Fault:
        """Ask the network, unless it did not answer several times in a row: each time may take long."""
        if self._failures >= _FAILURES:
            return Fault("was not fetched, as the network does not answer", remote.OFFLINE)
        fetched = self._fetch(address, remote.Limits(self._packing.most))
        self._failures = self._failures + 1 if isinstance(fetched, Fault) and fetched.is_offline else 0
        return fetched


def _store(settings: Settings) -> Store:
    return Store(settings.cache)


def _about(what: str, found: Media | Fault) -> Media | Fault:
    """Give a fault's sentence its beginning."""
    return replace(found, message=f"{what} {found.message}") if isinstance(found, Fault) else found


def _size_to_shrink(taken: Media | Fault | None) -> int:
    """Return the bytes of a picture that Pillow would make smaller, else 0."""
    if not isinstance(taken, Media) or shrink.new_suffix(Path(taken.name).suffix) is None:
        return 0
    size = len(taken.content) or Path(taken.source).stat().st_size
    return size if size > _LARGE else 0


def _unshrunk(large: Mapping[Reference, int]) -> Iterator[Problem]:
    if large:
        (target, report, line), size = max(large.items(), key=lambda pair: pair[1])
        counted = "a picture is" if len(large) == 1 else f"{len(large)} pictures are"
        message = f"{counted} large for a phone: {shown(target)} has {size / 1024**2:.1f} MB"
        hint = "`pip install '.[images]'`, and they are made smaller in the package"
        yield Problem(report, line, message, hint, is_error=False)


# --- diagrams ------------------------------------------------------------------------------------------------------


def draw_diagrams(fences: Iterable[Fence], settings: Settings) -> Collected:
    """Return the pictures of Mermaid and Graphviz diagrams, and a notice for what stays code.

    Other fences are left alone. Where nothing can draw them, one notice says how to change that.
    """
    wanted = (fence for fence in fences if settings.media.diagrams and fence[0].lower() in diagrams.LANGUAGES)
    by_name: dict[str, dict[str, list[Fence]]] = {}
    for fence in wanted:
        name = diagrams.LANGUAGES[fence[0].lower()]
        by_name.setdefault(name, {}).setdefault(fence[1], []).append(fence)
    files: dict[Place, Media] = {}
    problems: list[Problem] = []
    for name, places in by_name.items():
        for source, drawn in _drawn(name, tuple(places), _store(settings)).items():
            if isinstance(drawn, Media):
                files |= {(language, source): drawn for language, *_ in places[source]}
            else:
                problems += (Problem(*fence[2:], drawn.message, drawn.hint, is_error=False) for fence in places[source])
        problems += _undrawn(name, [fence for places in places.values() for fence in places if fence[:2] not in files])
    return Collected(files, tuple(problems))


def _drawn(name: str, sources: tuple[str, ...], store: Store) -> dict[str, Media | Fault]:
    """Return the pictures, or what is wrong with them; nothing for those that nothing here can draw."""
    keys = {source: digest(name, diagrams.RECIPE, source) for source in sources}
    found: dict[str, bytes | Fault] = {
        source: held for source, key in keys.items() if (held := store.read(f"{key}.svg")) is not None
    }
    missing = tuple(source for source in sources if source not in found)
    if missing and diagrams.can_draw(name):
        found |= zip(missing, diagrams.draw(name, missing), strict=True)
    return {source: _checked(name, drawn, keys[source], store) for source, drawn in found.items()}


def _checked(name: str, drawn: bytes | Fault, key: str, store: Store) -> Media | Fault:
    if isinstance(drawn, Fault):
        return drawn
    if why := find_fault(drawn):
        return Fault(f"the {name} diagram {why}", "take the link or the picture out of it")
    return keep(hashed_name(key, ".svg"), drawn, f"{key}.svg", store)


def _undrawn(name: str, fences: list[Fence]) -> Iterator[Problem]:
    if fences and not diagrams.can_draw(name):
        counted = "1 diagram stays" if len(fences) == 1 else f"{len(fences)} diagrams stay"
        message = f"{counted} code, as nothing here draws {name}"
        yield Problem(*fences[0][2:], message, diagrams.MISSING[name], is_error=False)
