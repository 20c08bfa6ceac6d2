"""Where a letter reaches an organisation: its address by lines, and its data box."""

from __future__ import annotations

import re
from dataclasses import dataclass

from geodata.errors import N_, InvalidValue
from geodata.model.names import is_seen

ADDRESS_AT_MOST = 500  # characters; a building, a department, a street, a town
ADDRESS_LINES_AT_MOST = 6  # more would push the letter off its first page
_DATA_BOX = re.compile(r"[a-z0-9]{7}")  # as the information system of data boxes gives them


@dataclass(frozen=True, slots=True)
class PostalAddress:
    """Both are empty where nobody filled them in."""

    lines: str = ""
    data_box: str = ""

    @property
    def is_missing(self) -> bool:
        """Whether a letter finds no way there."""
        return not self.lines and not self.data_box


def checked_postal_address(lines: str, data_box: str) -> PostalAddress:
    """The address without empty lines, the data box in small letters. Raises InvalidValue, with how to put it right."""
    kept = [" ".join(line.split()) for line in lines.splitlines()]
    kept = [line for line in kept if line]
    words = "\n".join(kept)
    if len(words) > ADDRESS_AT_MOST:
        raise InvalidValue(N_("The address is longer than {count} characters. Shorten it."), count=ADDRESS_AT_MOST)
    if len(kept) > ADDRESS_LINES_AT_MOST:
        raise InvalidValue(
            N_("The address has more than {count} lines. Write some of them on one."), count=ADDRESS_LINES_AT_MOST
        )
    if not all(map(is_seen, kept)):
        raise InvalidValue(N_("The address holds characters that cannot be seen. Type it anew instead of pasting it."))
    box = data_box.strip().lower()
    if box and _DATA_BOX.fullmatch(box) is None:
        raise InvalidValue(N_("The id of a data box has seven letters and digits, such as abc2def. Check it."))
    return PostalAddress(words, box)
