"""What took time to make or fetch, by the hash of all that it was made of."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path

from notes2anki.atomic import all_of, replace_file


@dataclass(frozen=True, slots=True)
class Store:
    """Files in a folder; without one, nothing is remembered. A folder that cannot be written is as good as none."""

    folder: Path | None = None

    def read(self, name: str) -> bytes | None:
        """Return what was kept under a name."""
        if self.folder is None:
            return None
        try:
            return (self.folder / name).read_bytes()
        except OSError:
            return None

    def write(self, name: str, content: bytes) -> Path | None:
        """Keep the content, and return the file that holds it now, if any does."""
        if self.folder is None:
            return None
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            replace_file(self.folder / name, all_of(content))
        except OSError:
            return None
        return self.folder / name

    def path(self, name: str) -> Path | None:
        """Return where the content of a name lies, if it does."""
        return self.folder / name if self.folder and (self.folder / name).is_file() else None


def digest(*parts: str | bytes) -> str:
    """Return the name of what the parts make together."""
    hashed = hashlib.sha256()
    for part in parts:
        hashed.update(part.encode("utf-8", "surrogatepass") if isinstance(part, str) else part)
        hashed.update(b"\0")
    return hashed.hexdigest()
