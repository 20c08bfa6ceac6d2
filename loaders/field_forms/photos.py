"""The photos that travel beside an export in a ZIP file, found by the name a record gives them."""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path, PurePosixPath

from geodata.errors import N_, Message
from loaders.errors import UnreadableFile
from loaders.personal_data import masked
from loaders.reading import archive
from loaders.reading.guards import require_regular_file, said_as_sentences


class PhotoArchive:
    """Names in it are compared, never written to: nothing of the archive chooses a path."""

    def __init__(self, path: Path, largest: int) -> None:
        require_regular_file(path)
        self._path, self._largest = path, largest
        self._members: dict[str, list[str]] = defaultdict(list)
        with said_as_sentences(path.name):
            for member in archive.member_names(path):
                self._members[PurePosixPath(member.replace("\\", "/")).name].append(member)

    def content(self, name: str, record: str) -> bytes | Message:
        """The bytes of a photo that a record names, or why there are none.

        Of several files of one name (KoboToolbox has a folder for each record) it is the one in the record's folder.
        """
        members = self._members.get(name, [])
        own = [member for member in members if record in PurePosixPath(member.replace("\\", "/")).parts]
        members = own or members
        if not members:
            return Message(N_("The photo {name} is not in the ZIP file."), {"name": masked(name)})
        if len(members) > 1:
            return Message(
                N_("The ZIP file has several photos called {name}; whose they are is not clear."),
                {"name": masked(name)},
            )
        try:
            with said_as_sentences(name):
                content = archive.member_content(self._path, members[0], self._largest)
        except UnreadableFile as fault:
            return fault.message
        if content is None:
            mebibytes = self._largest // 1024**2
            return Message(
                N_("The photo {name} is larger than {count} MB."), {"name": masked(name), "count": mebibytes}
            )
        return content
