"""One file that holds everything: the database as of one moment, the photos, and a manifest with checksums."""

from __future__ import annotations

import os
import sqlite3
import tempfile
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from sqlalchemy import make_url

from geodata import clock
from geodata.database import Database
from geodata.errors import N_, StorageError
from geodata.migrations import is_current
from geodata.transfer.manifest import DATABASE, MANIFEST, PHOTOS, Entry, Manifest, copied_with_digest

Progress = Callable[[int, int], None]  # bytes packed, bytes in all
_NO_LIMIT = 1 << 62
_PAGES_AT_ONCE = 2_000  # of the database: writers get their turn in between


def backup(
    database: Database, photos: Path, file: Path, *, force: bool = False, progress: Progress | None = None
) -> Manifest:
    """Write the backup of an SQLite database and its photos into `file` (a zip); returns its manifest.

    The copy is of one moment, whoever writes meanwhile. The file appears whole or not at all. Raises StorageError for a
    PostGIS database (with the command that does it), for a file that exists unless `force`, and for a damaged database.
    """
    path = _sqlite_file(database, photos, file)
    if file.exists() and not force:
        raise StorageError(
            N_("{file} exists already. Nothing was written; give another name or add --force."), file=str(file)
        )
    file.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=".lokality-backup-", dir=file.parent) as folder:
        copy = Path(folder) / DATABASE
        _copy_database(path, copy)
        packed = Path(folder) / "backup.zip"
        manifest = _packed(copy, photos, packed, progress or (lambda done, of: None))
        os.replace(packed, file)
    return manifest


def _sqlite_file(database: Database, photos: Path, file: Path) -> Path:
    if database.file is None:
        address = make_url(database.url).set(drivername="postgresql", password=None)
        raise StorageError(
            N_(
                "A PostGIS database is backed up by its own tool: "
                "pg_dump --format=custom --file={file} {address} (and keep a copy of {photos})."
            ),
            file=str(file.with_suffix(".dump")),
            address=address.render_as_string(),
            photos=str(photos),
        )
    if not is_current(database):
        raise StorageError(N_("The database is older than this program. Run `lokality migrate` first."))
    return database.file


def _copy_database(path: Path, copy: Path) -> None:
    """SQLite's own online copy: consistent, and writers may go on."""
    try:
        with closing(sqlite3.connect(path)) as source, closing(sqlite3.connect(copy)) as target:
            source.backup(target, pages=_PAGES_AT_ONCE)
            # The copy travels as one file, so nothing of it may lie in a log beside it.
            target.execute("PRAGMA journal_mode=DELETE")
            sound = target.execute("PRAGMA quick_check").fetchone()[0]
    except sqlite3.OperationalError as fault:
        raise StorageError(
            N_("The backup could not be written ({reason}). Make room on the disk and try again."), reason=str(fault)
        ) from fault
    except sqlite3.DatabaseError as fault:
        raise _damaged() from fault
    if sound != "ok":
        raise _damaged()


def _damaged() -> StorageError:
    return StorageError(N_("The database file is damaged. Restore the last backup: lokality restore FILE."))


def _packed(copy: Path, photos: Path, packed: Path, progress: Progress) -> Manifest:
    files = [(DATABASE, copy), *_photo_files(photos)]
    total, done = sum(path.stat().st_size for _, path in files), 0
    entries = []
    with ZipFile(packed, "w") as archive:
        for name, path in files:
            member = ZipInfo.from_file(path, name, strict_timestamps=False)
            # Photos are compressed already.
            member.compress_type = ZIP_DEFLATED if name == DATABASE else ZIP_STORED
            with path.open("rb") as source, archive.open(member, "w", force_zip64=True) as target:
                size, digest = copied_with_digest(source, target, _NO_LIMIT)
            entries.append(Entry(name, size, digest))
            done += size
            progress(done, total)
        manifest = Manifest(clock.now().isoformat(), *_revision_and_city(copy), entries)
        archive.writestr(MANIFEST, manifest.to_json(), compress_type=ZIP_DEFLATED)
    with packed.open("rb") as written:
        os.fsync(written.fileno())
    return manifest


def _revision_and_city(copy: Path) -> tuple[str, str]:
    with closing(sqlite3.connect(copy)) as connection:
        revision = connection.execute("SELECT version_num FROM alembic_version").fetchone()
        city = connection.execute("SELECT name FROM municipality ORDER BY id LIMIT 1").fetchone()
    return (revision or ("",))[0], (city or ("",))[0]


def _photo_files(photos: Path) -> Iterator[tuple[str, Path]]:
    """Every kept picture; one that is just being written has another ending."""
    for path in sorted(photos.rglob("*.jpg")):
        yield PHOTOS + path.relative_to(photos).as_posix(), path
