"""What was found wrong in a row, and what was done or is to be done about it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from geodata.errors import Message
from geodata.model.personal_data import PersonalDataKind


class Severity(StrEnum):
    """Repaired: taken after a change that is said. Questioned: taken, but look at its position. Rejected: not taken."""

    REPAIRED = "repaired"
    QUESTIONED = "questioned"
    REJECTED = "rejected"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing about one row. `row` counts from 1 as the file shows it; `column` is the name the file uses.

    `kind` is that of personal data, of which `value` shows only the shape.
    """

    row: int
    column: str
    value: str
    severity: Severity
    reason: Message
    repair: Message
    kind: PersonalDataKind | None = None
