"""One thing in a text that looks like personal data."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from enum import StrEnum

_LETTER_OR_DIGIT = re.compile(r"(?<!^)[^\W_]")
_HIDDEN = "•"


class PersonalDataKind(StrEnum):
    BIRTH_NUMBER = "birth_number"
    PHONE = "phone"
    EMAIL = "email"
    NAME = "name"


@dataclass(frozen=True, slots=True)
class Finding:
    """`text` stands at `start` to `end` (characters) of what was searched; it never shows in a repr or a log."""

    kind: PersonalDataKind
    start: int
    end: int
    text: str = field(repr=False)

    @property
    def masked(self) -> str:
        """The form in which a report may show it: its first character, and the shape of the rest."""
        return _LETTER_OR_DIGIT.sub(_HIDDEN, self.text)
