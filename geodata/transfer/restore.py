"""Bring a backup back: everything is checked before anything is touched, and what was there is kept aside."""

from __future__ import annotations

import os
import shutil
import sqlite3
import tempfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from zipfile import BadZipFile, ZipFile

from geodata import clock
from geodata.database import Database
from geodata.errors import N_, StorageError
from geodata.migrations import is_current
from geodata.transfer.manifest import (
    DATABASE,
    MANIFEST,
    MANIFEST_AT_MOST,
    Manifest,
    copied_with_digest,
    not_a_backup,
    read_manifest,
)

Progress = Callable[[int, int], None]  # bytes unpacked, bytes in all


def restore(file: Path, data_directory: Path, *, force: bool = False, progress: Progress | None = None) -> Path | None:
    """Put the database and the photos of a backup into `data_directory`.

    Returns where the database that was there before is kept (with `force`), else None. Raises StorageError, and
    changes nothing, when the file is no sound backup, was made by a newer program, when a database is there already
    (without `force`), or when somebody works with it.
    """
    present = data_directory / DATABASE
    if present.exists() and not force:
        raise StorageError(
            N_("There is a database at {file} already. Nothing was changed; --force puts it aside."), file=str(present)
        )
    data_directory.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=".lokality-restore-", dir=data_directory) as folder:
        unpacked = Path(folder)
        _unpack(file, unpacked, progress or (lambda done, of: None))
        _require_usable(unpacked / DATABASE)
        if present.exists():
            _require_unused(present)
        _move_photos(unpacked / "photos", data_directory / "photos")
        return _exchange(unpacked / DATABASE, present)


def _unpack(file: Path, unpacked: Path, progress: Progress) -> None:
    with _opened(file) as archive:
        manifest = _manifest(archive)
        total, done = sum(entry.size for entry in manifest.entries), 0
        _require_room(unpacked, total)
        for entry in manifest.entries:
            path = unpacked / entry.name
            path.parent.mkdir(parents=True, exist_ok=True)
            with archive.open(entry.name) as source, path.open("wb") as target:
                if copied_with_digest(source, target, entry.size) != (entry.size, entry.sha256):
                    raise not_a_backup()
            done += entry.size
            progress(done, total)


@contextmanager
def _opened(file: Path) -> Iterator[ZipFile]:
    if not file.is_file():
        raise StorageError(N_("There is no file {file}."), file=str(file))
    try:
        with ZipFile(file) as archive:
            yield archive
    except (BadZipFile, KeyError, EOFError, NotImplementedError, zlib.error) as fault:
        raise not_a_backup() from fault


def _manifest(archive: ZipFile) -> Manifest:
    with archive.open(MANIFEST) as member:
        content = member.read(MANIFEST_AT_MOST + 1)
    if len(content) > MANIFEST_AT_MOST:
        raise not_a_backup()
    return read_manifest(content)


def _require_room(folder: Path, size: int) -> None:
    if shutil.disk_usage(folder).free < size:
        raise StorageError(N_("The disk has not enough room for this backup. Nothing was changed; make room first."))


def _require_usable(path: Path) -> None:
    """The database is sound, and not newer than this program."""
    try:
        with closing(sqlite3.connect(path)) as connection:
            sound = connection.execute("PRAGMA quick_check").fetchone()[0]
    except sqlite3.DatabaseError as fault:
        raise not_a_backup() from fault
    if sound != "ok":
        raise not_a_backup()
    database = Database(f"sqlite:///{path}")
    try:
        is_current(database)
    finally:
        database.close()


def _move_photos(unpacked: Path, photos: Path) -> None:
    """Photos are named by their content, so those that are there already stay."""
    for path in sorted(unpacked.rglob("*.jpg")) if unpacked.is_dir() else []:
        target = photos / path.relative_to(unpacked)
        if not target.exists():
            target.parent.mkdir(parents=True, exist_ok=True)
            os.replace(path, target)


def _exchange(restored: Path, present: Path) -> Path | None:
    kept = None
    if present.exists():
        kept = present.with_name(f"{present.stem}-before-{clock.now():%Y%m%d-%H%M%S}{present.suffix}")
        os.replace(present, kept)
    for log in ("-wal", "-shm"):
        present.with_name(present.name + log).unlink(missing_ok=True)
    os.replace(restored, present)
    folder = os.open(present.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)
    return kept


def _require_unused(present: Path) -> None:
    """Nobody has the database open; its log is written into it, so that the one file put aside is complete."""
    try:
        with closing(sqlite3.connect(present, timeout=1)) as connection:
            connection.execute("PRAGMA journal_mode=DELETE")
    except sqlite3.OperationalError as fault:
        raise StorageError(
            N_("Lokality is running on this database. Nothing was changed; stop it and restore again.")
        ) from fault
    except sqlite3.DatabaseError:
        return  # damaged: that is why somebody restores
