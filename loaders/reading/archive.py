"""Packed files: what is inside is checked, unpacked into a temporary folder with a counter, never by its own path."""

from __future__ import annotations

import gzip
import sys
import zipfile
from pathlib import Path, PurePosixPath
from typing import IO, Protocol

from geodata.errors import N_
from loaders.errors import UnreadableFile
from loaders.reading.limits import (
    MAXIMUM_MEMBERS,
    MAXIMUM_RATIO,
    MAXIMUM_UNPACKED,
    SMALL_UNPACKED,
)

_BLOCK = 1024 * 1024
GZIP_MAGIC = b"\x1f\x8b"
ZIP_MAGIC = (b"PK\x03\x04", b"PK\x05\x06")

# What operating systems leave in archives.
_LITTER = ("__MACOSX/", ".DS_Store", "Thumbs.db", "desktop.ini")


def _bomb(name: str) -> UnreadableFile:
    return UnreadableFile(
        N_("{name} would grow beyond all bounds when unpacked. Unpack it yourself and load the file inside."), name=name
    )


class _Meter:
    """Counts unpacked bytes of one file and refuses bombs."""

    def __init__(self, name: str, packed: int) -> None:
        self._name = name
        self._packed = max(packed, 1)
        self._unpacked = 0

    def count(self, size: int) -> None:
        self._unpacked += size
        too_dense = self._unpacked > SMALL_UNPACKED and self._unpacked > self._packed * MAXIMUM_RATIO
        if too_dense or self._unpacked > MAXIMUM_UNPACKED:
            raise _bomb(self._name)


class _Readable(Protocol):
    def read(self, size: int, /) -> bytes: ...


def _copy(source: _Readable, target: IO[bytes] | None, meter: _Meter) -> None:
    while block := source.read(_BLOCK):
        meter.count(len(block))
        if target is not None:
            target.write(block)


def gunzipped(path: Path, workspace: Path) -> Path:
    """The content of a gzip file, unpacked into `workspace`."""
    target = workspace / (path.name[:-3] if path.name.lower().endswith(".gz") else "unpacked")
    with gzip.open(path) as source, target.open("wb") as sink:
        _copy(source, sink, _Meter(path.name, path.stat().st_size))
    return target


def _open_without_trusting_its_size(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> IO[bytes]:
    # A header may promise less than there is; zipfile would stop there, other libraries would not.
    member.file_size = sys.maxsize
    return archive.open(member)


def _members(archive: zipfile.ZipFile, name: str) -> list[zipfile.ZipInfo]:
    members = [member for member in archive.infolist() if not member.is_dir()]
    if len(members) > MAXIMUM_MEMBERS:
        raise _bomb(name)
    for member in members:
        inside = member.filename.replace("\\", "/")
        if inside.startswith("/") or ".." in PurePosixPath(inside).parts or inside[1:2] == ":":
            raise UnreadableFile(
                N_("{name} holds a file that wants to be written elsewhere ({member}). Nothing was unpacked."),
                name=name,
                member=member.filename,
            )
        if member.flag_bits & 0x1:
            raise UnreadableFile(N_("{name} is locked by a password. Save it without one."), name=name)
    return [member for member in members if not member.filename.startswith(_LITTER) and not _is_litter(member)]


def _is_litter(member: zipfile.ZipInfo) -> bool:
    return PurePosixPath(member.filename).name in _LITTER


def member_names(path: Path) -> list[str]:
    """Names inside a ZIP file, checked: no path leads out, none is locked."""
    with zipfile.ZipFile(path) as archive:
        return [member.filename for member in _members(archive, path.name)]


def require_no_bomb(path: Path) -> None:
    """Read through a ZIP (a workbook) without keeping anything, so that a library may then open it safely."""
    with zipfile.ZipFile(path) as archive:
        meter = _Meter(path.name, path.stat().st_size)
        for member in _members(archive, path.name):
            with _open_without_trusting_its_size(archive, member) as source:
                _copy(source, None, meter)


def unzipped(path: Path, workspace: Path, suffixes: frozenset[str]) -> list[Path]:
    """Members with one of `suffixes` (lower case, with the dot), unpacked under `workspace`.

    Folders inside become part of the names (`a/b.shp` → `a-b.shp`), so nothing of the archive chooses a path.
    Raises UnreadableFile for a bomb, a path leading out, a password.
    """
    unpacked: list[Path] = []
    with zipfile.ZipFile(path) as archive:
        meter = _Meter(path.name, path.stat().st_size)
        for member in _members(archive, path.name):
            inside = PurePosixPath(member.filename.replace("\\", "/"))
            if inside.suffix.lower() not in suffixes:
                continue
            target = workspace / ("-".join(inside.parts)[-200:].replace("\x00", ""))
            with _open_without_trusting_its_size(archive, member) as source, target.open("wb") as sink:
                _copy(source, sink, meter)
            unpacked.append(target)
    return unpacked


def member_content(path: Path, member: str, at_most: int) -> bytes | None:
    """What a member of a ZIP file holds, None where it is more than `at_most` bytes: no more is ever unpacked."""
    with (
        zipfile.ZipFile(path) as archive,
        _open_without_trusting_its_size(archive, archive.getinfo(member)) as source,
    ):
        content = source.read(at_most + 1)
    return content if len(content) <= at_most else None
