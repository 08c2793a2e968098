"""A real collection, and what an import into it did."""

from __future__ import annotations

import sqlite3
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from anki.collection import Collection, ImportAnkiPackageRequest
from anki.sync_pb2 import SyncAuth, SyncCollectionResponse

from notes2anki.model import DatedNote, Deck, Media
from notes2anki.package import write_package

_FILLED_IN = "Added last review time"


@dataclass(frozen=True, slots=True)
class Counts:
    """What an import did, as Anki's log tells it; the numbers are notes."""

    new: int = 0
    updated: int = 0
    duplicate: int = 0
    conflicting: int = 0


@dataclass(frozen=True, slots=True)
class Bench:
    """A collection on the user's desktop, and a place to write packages to."""

    col: Collection
    folder: Path

    def write(self, *notes: DatedNote, name: str = "Root", media: tuple[Media, ...] = ()) -> Path:
        """Write a package of `notes` and return its path."""
        target = self.folder / "deck.apkg"
        write_package(Deck(name, notes, media), target)
        return target

    def take(self, package: Path) -> Counts:
        """Import `package` as a user does, with the options of a fresh Anki."""
        options = self.col._backend.get_import_anki_package_presets()
        request = ImportAnkiPackageRequest(package_path=str(package), options=options)
        log = self.col.import_anki_package(request).log
        return Counts(len(log.new), len(log.updated), len(log.duplicate), len(log.conflicting))

    def give(self, *notes: DatedNote, name: str = "Root", media: tuple[Media, ...] = ()) -> Counts:
        """Write a package of `notes` and import it."""
        return self.take(self.write(*notes, name=name, media=media))

    def tamper(self, package: Path, change: Callable[[sqlite3.Connection], object]) -> Path:
        """Change the database inside `package`, to what our own writer would never write."""
        database = self.folder / "tampered.anki2"
        with zipfile.ZipFile(package) as old:
            database.write_bytes(old.read("collection.anki2"))
            media = old.read("media")
        connection = sqlite3.connect(database)
        change(connection)
        connection.commit()
        connection.close()
        with zipfile.ZipFile(package, "w") as new:
            new.write(database, "collection.anki2")
            new.writestr("media", media)
        return package

    def faults(self) -> tuple[str, ...]:
        """Return what Anki's Check Database finds, but for review times that it now and then fills in from its log."""
        return tuple(found for found in self.col._backend.check_database() if not found.startswith(_FILLED_IN))


@dataclass(frozen=True, slots=True)
class Device:
    """A collection that syncs with the server."""

    col: Collection
    address: str

    def sync(self) -> int:
        """Sync as a user does who presses the button; return what kind of sync was needed before."""
        auth, out = self._meet()
        required = out.required
        if required in (SyncCollectionResponse.FULL_DOWNLOAD, SyncCollectionResponse.FULL_UPLOAD):
            self.col.close_for_full_sync()
            self.col.full_upload_or_download(
                auth=auth,
                server_usn=out.server_media_usn,
                upload=required == SyncCollectionResponse.FULL_UPLOAD,
            )
            self.col.reopen(after_full_sync=True)
        self.col.close()  # as if Anki were started anew: its library remembers note types
        self.col.reopen()
        return required

    def _meet(self) -> tuple[SyncAuth, SyncCollectionResponse]:
        auth = self.col.sync_login("learner", "secret", self.address)
        return auth, self.col.sync_collection(auth, sync_media=False)
