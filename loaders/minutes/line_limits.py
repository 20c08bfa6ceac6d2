"""No more lines and letters than minutes have, whatever document they come from."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from geodata.errors import N_
from loaders.errors import UnreadableFile
from loaders.minutes.limits import MAXIMUM_CHARACTERS, MAXIMUM_LINES


def limited(lines: Iterable[str]) -> Iterator[str]:
    """The lines one after another; raises UnreadableFile at the first that is too many."""
    size = 0
    for number, line in enumerate(lines, 1):
        size += len(line) + 1
        if number > MAXIMUM_LINES:
            raise UnreadableFile(
                N_("The minutes have more than {limit} lines. Split them by meetings."), limit=MAXIMUM_LINES
            )
        require_short(size - 1)
        yield line


def require_short(size: int) -> None:
    """Raises UnreadableFile for a text of so many characters that it is no minutes."""
    if size > MAXIMUM_CHARACTERS:
        raise UnreadableFile(
            N_("The minutes have more than {limit} characters. Split them by meetings."), limit=MAXIMUM_CHARACTERS
        )
