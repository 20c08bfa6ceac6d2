"""What a backup says of itself: when and of what it was made, and the checksum of each of its files."""

from __future__ import annotations

import hashlib
import json
import re
from dataclasses import asdict, dataclass, field
from typing import IO

from geodata.errors import N_, StorageError

MANIFEST = "manifest.json"
DATABASE = "lokality.db"
PHOTOS = "photos/"
FORMAT = 1
_BLOCK = 1024 * 1024
# A backup holds the database and photos named by their checksum; whatever else is in an archive is not ours.
_ALLOWED = re.compile(r"(?:lokality\.db|photos/[0-9a-z][0-9a-z._/-]*)\Z")
MANIFEST_AT_MOST = 256 * 1024 * 1024  # bytes; a million photos need some 100 MB


@dataclass(frozen=True, slots=True)
class Entry:
    """One file of a backup."""

    name: str
    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Manifest:
    """The list of files with the moment (ISO, UTC), the schema and the city they belong to."""

    created_at: str
    revision: str
    city: str
    entries: list[Entry] = field(default_factory=list)
    format: int = FORMAT

    def to_json(self) -> bytes:
        """As it stands in the archive."""
        return json.dumps(asdict(self), ensure_ascii=False, indent=1).encode()


def read_manifest(content: bytes) -> Manifest:
    """The manifest of an archive. Raises StorageError if it is none of ours or of a newer kind."""
    try:
        found = json.loads(content)
        entries = [Entry(str(e["name"]), int(e["size"]), str(e["sha256"])) for e in found["entries"]]
        manifest = Manifest(
            str(found["created_at"]), str(found["revision"]), str(found["city"]), entries, int(found["format"])
        )
    except (ValueError, KeyError, TypeError) as fault:
        raise not_a_backup() from fault
    if manifest.format != FORMAT:
        raise StorageError(N_("This backup was made by a newer Lokality. Nothing was changed; update the program."))
    if not all(_is_safe(entry.name) for entry in entries) or DATABASE not in {entry.name for entry in entries}:
        raise not_a_backup()
    return manifest


def not_a_backup() -> StorageError:
    """The sentence for a file that `lokality backup` did not make."""
    return StorageError(N_("This is no backup of Lokality, or it is damaged. Nothing was changed."))


def _is_safe(name: str) -> bool:
    return bool(_ALLOWED.match(name)) and ".." not in name.split("/")


def copied_with_digest(source: IO[bytes], target: IO[bytes], at_most: int) -> tuple[int, str]:
    """Copy a stream; returns its size and SHA-256. Stops with StorageError beyond `at_most` bytes."""
    digest, size = hashlib.sha256(), 0
    while block := source.read(_BLOCK):
        size += len(block)
        if size > at_most:
            raise not_a_backup()
        digest.update(block)
        target.write(block)
    return size, digest.hexdigest()
