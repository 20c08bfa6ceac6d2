"""The photos that travel beside an export in a ZIP file: each goes to the record whose own it is, or to none."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from geodata.errors import N_, Message
from loaders.errors import UnreadableFile
from loaders.personal_data import masked
from loaders.reading import archive
from loaders.reading.guards import require_regular_file, said_as_sentences

_RECORD_FOLDER = re.compile(r"(?:uuid[:_]?)?([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})")


@dataclass(frozen=True, slots=True)
class NamedPhoto:
    """A photo as a record names it, with or without folders.

    `owner` tells those apart who may not share one; `ids` are the names of the folders that the record may have.
    """

    name: str
    owner: str
    ids: frozenset[str] = frozenset()

    @property
    def path(self) -> tuple[str, ...]:
        """The folders and the name of the file; empty where nothing is named."""
        return _path(self.name)


@dataclass(frozen=True, slots=True)
class _Member:
    name: str
    path: tuple[str, ...]

    @property
    def folders(self) -> frozenset[str]:
        """As ids of records are written."""
        lowered = (folder.lower() for folder in self.path[:-1])
        return frozenset(match[1] if (match := _RECORD_FOLDER.fullmatch(name)) else name for name in lowered)


class PhotoArchive:
    """Names in it are compared, never written to: nothing of the archive chooses a path."""

    def __init__(self, path: Path, largest: int) -> None:
        require_regular_file(path)
        self._path, self._largest = path, largest
        self._members: dict[str, list[_Member]] = defaultdict(list)
        self._records: set[str] = set()
        self._owners: dict[str, set[str]] = defaultdict(set)
        with said_as_sentences(path.name):
            for name in archive.member_names(path):
                member = _Member(name, _path(name))
                if member.path:
                    self._members[member.path[-1]].append(member)

    def expect(self, photos: Iterable[NamedPhoto]) -> None:
        """Every photo that the file names, before the first is asked for: one that two name is neither's."""
        named = [photo for photo in photos if photo.path]
        self._records.update(*(photo.ids for photo in named))
        for photo in named:
            for member in self._found(photo):
                self._owners[member.name].add(photo.owner)

    def content(self, photo: NamedPhoto) -> bytes | Message:
        """The bytes of a photo that a record names, or why there are none."""
        name, found = photo.path[-1], self._found(photo)
        told: dict[str, object] = {"name": masked(name)}
        if not found:
            return Message(N_("The photo {name} is not in the ZIP file."), told)
        if len(found) > 1:
            return Message(N_("The ZIP file has several photos called {name}; whose they are is not clear."), told)
        if len(self._owners[found[0].name]) > 1:
            text = N_("Several records name the photo {name}, and the ZIP file has one; whose it is is not clear.")
            return Message(text, told)
        try:
            with said_as_sentences(name):
                content = archive.member_content(self._path, found[0].name, self._largest)
        except UnreadableFile as fault:
            return fault.message
        if content is None:
            return Message(
                N_("The photo {name} is larger than {count} MB."), told | {"count": self._largest // 1024**2}
            )
        return content

    def _found(self, photo: NamedPhoto) -> Sequence[_Member]:
        """What may be the photo: in the record's own folder, else where neither a folder nor a record contradicts."""
        bearing = self._members.get(photo.path[-1], [])
        own = [member for member in bearing if member.folders & photo.ids]
        fitting = own or [
            member
            for member in bearing
            if _agreeing(member.path, photo.path) == min(len(member.path), len(photo.path))
            and not self._is_of_another(member, photo)
        ]
        depth = max((_agreeing(member.path, photo.path) for member in fitting), default=0)
        return [member for member in fitting if _agreeing(member.path, photo.path) == depth]

    def _is_of_another(self, member: _Member, photo: NamedPhoto) -> bool:
        """Whether it lies in the folder of another record: KoboToolbox has one for each."""
        return bool(photo.ids) and any(
            folder in self._records or _RECORD_FOLDER.fullmatch(folder) for folder in member.folders
        )


def _path(name: str) -> tuple[str, ...]:
    parts = (part.strip() for part in name.replace("\\", "/").split("/"))
    return tuple(part for part in parts if part not in {"", ".", ".."})


def _agreeing(one: Sequence[str], other: Sequence[str]) -> int:
    """How many steps of two paths are the same, from the file upwards."""
    count = 0
    for here, there in zip(reversed(one), reversed(other), strict=False):
        if here != there:
            break
        count += 1
    return count
