"""What took time to make or fetch, by the hash of all that it was made of."""

from __future__ import annotations

import contextlib
import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from notes2anki.files import LARGEST_MEDIA, own_folder, put_file, read_file
from notes2anki.model import InputError


@dataclass(frozen=True, slots=True)
class Store:
    """Files in the folder `media` of the cache; without one, nothing is remembered, as in one that is a link.

    Each lies in a folder that is called after what it was made of, and is itself called after the hash of its content:
    what was put there, changed or broken is not believed.
    """

    cache: Path | None = None

    def read(self, name: str) -> bytes | None:
        """Return what was kept under a name."""
        return next((content for _, content in self._found(name)), None)

    def path(self, name: str) -> Path | None:
        """Return the file with what was kept under a name."""
        return next((file for file, _ in self._found(name)), None)

    def write(self, name: str, content: bytes) -> Path | None:
        """Keep the content, and return the file that holds it now, if any does."""
        for file, held in self._found(name):
            if held == content:
                return file
        if self.cache is None:
            return None
        media = self.cache / "media"
        folder = media / Path(name).stem
        if not all(map(own_folder, (self.cache, media, folder))):
            return None
        file = folder / f"{digest(content)}{Path(name).suffix}"
        try:
            put_file(file, content)
        except OSError:
            return None
        return file

    def _found(self, name: str) -> Iterator[tuple[Path, bytes]]:
        """Yield the files that were kept under a name and are whole."""
        if self.cache is None:
            return
        with contextlib.suppress(OSError):
            for file in sorted((self.cache / "media" / Path(name).stem).iterdir()):
                with contextlib.suppress(InputError):
                    content = read_file(file, "", most=LARGEST_MEDIA, root=self.cache.parent)
                    if digest(content) == file.stem:
                        yield file, content


def digest(*parts: str | bytes) -> str:
    """Return the name of what the parts make together."""
    hashed = hashlib.sha256()
    for part in parts:
        hashed.update(part.encode("utf-8", "surrogatepass") if isinstance(part, str) else part)
        hashed.update(b"\0")
    return hashed.hexdigest()
