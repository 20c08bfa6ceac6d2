"""What came of a file, for people and as one JSON object."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from geodata.errors import Message
from geodata.model.personal_data import PersonalDataKind
from geodata.services.ingest import OutsideRow
from loaders.findings import Finding, Severity

LANGUAGES = ("cs", "en")

# A sentence of ours in a language: `dashboard.language.translate`.
Translate = Callable[[Message, str], str]

_GRAVEST_FIRST = {Severity.REJECTED: 0, Severity.QUESTIONED: 1, Severity.REPAIRED: 2}


@dataclass(slots=True)
class LoadReport:
    """Counts of rows, and what was said of them.

    `read` counts rows that hold anything. `rejected` were not taken; `repaired` were taken after something was said
    of them, `questioned` are those among the repaired whose position needs a look. `created`, `updated`, `unchanged`
    and `to_place` come from storing (`stored`); rows that repeat an earlier row count as unchanged. `outside` places
    lie outside the areas of the city, the first of them are `outside_rows`. `notes` speak of the file as a whole;
    `unused` are columns that no field takes.
    """

    read: int = 0
    created: int = 0
    updated: int = 0
    unchanged: int = 0
    to_place: int = 0
    repeated: int = 0
    outside: int = 0
    outside_rows: Sequence[OutsideRow] = ()
    notes: list[Message] = field(default_factory=list)
    unused: Sequence[str] = ()
    _of_rows: dict[int, list[Finding]] = field(default_factory=dict)
    _rejected: set[int] = field(default_factory=set)
    _questioned: set[int] = field(default_factory=set)

    @property
    def rejected(self) -> int:
        """How many rows were not taken."""
        return len(self._rejected)

    @property
    def repaired(self) -> int:
        """How many rows were taken after a change or with a question."""
        return len(self._of_rows) - len(self._rejected)

    @property
    def questioned(self) -> int:
        """How many of the repaired rows have a position to look at."""
        return len(self._questioned - self._rejected)

    @property
    def personal_data(self) -> Counter[PersonalDataKind]:
        """How much of each kind of personal data was found in the rows that were taken."""
        taken = (said for row, said in self._of_rows.items() if row not in self._rejected)
        return Counter(finding.kind for said in taken for finding in said if finding.kind is not None)

    @property
    def rejected_rows(self) -> set[int]:
        """Numbers of the rows that were not taken, as the file shows them."""
        return self._rejected

    @property
    def findings(self) -> Iterable[Finding]:
        """Everything said, by rows in the order of the file, the gravest first in each."""
        for row in sorted(self._of_rows):
            yield from sorted(self._of_rows[row], key=lambda finding: _GRAVEST_FIRST[finding.severity])

    def add(self, findings: Iterable[Finding]) -> None:
        """Keep what was said of rows."""
        for finding in findings:
            self._of_rows.setdefault(finding.row, []).append(finding)
            if finding.severity is Severity.REJECTED:
                self._rejected.add(finding.row)
            elif finding.severity is Severity.QUESTIONED:
                self._questioned.add(finding.row)

    def stored(self, created: int, updated: int, unchanged: int, to_place: int) -> None:
        """Keep what came of storing; repeated rows of the file count as unchanged."""
        self.created, self.updated, self.to_place = created, updated, to_place
        self.unchanged = unchanged + self.repeated

    def to_json(self, translate: Translate) -> dict[str, Any]:
        """The report as one object; `rows` has one entry per rejected or repaired row, in Czech and English.

        More than one thing said of a row stands under `more` of its entry.
        """
        return {
            "read": self.read,
            "created": self.created,
            "updated": self.updated,
            "unchanged": self.unchanged,
            "repaired": self.repaired,
            "rejected": self.rejected,
            "to_place": self.to_place,
            "questioned": self.questioned,
            "outside_areas": self.outside,
            "notes": [_in_languages(note, translate) for note in self.notes],
            "not_used": list(self.unused),
            "rows": [self._entry(row, translate) for row in sorted(self._of_rows)],
        }

    def _entry(self, row: int, translate: Translate) -> dict[str, Any]:
        first, *more = sorted(self._of_rows[row], key=lambda finding: _GRAVEST_FIRST[finding.severity])
        entry = {"row": row, **_said(first, translate)}
        return entry | {"more": [_said(finding, translate) for finding in more]} if more else entry


def _said(finding: Finding, translate: Translate) -> dict[str, Any]:
    said: dict[str, Any] = {
        "column": finding.column,
        "value": finding.value,
        "severity": finding.severity.value,
        "reason": _in_languages(finding.reason, translate),
        "repair": _in_languages(finding.repair, translate),
    }
    return said if finding.kind is None else said | {"kind": finding.kind.value}


def _in_languages(message: Message, translate: Translate) -> dict[str, str]:
    return {language: translate(message, language) for language in LANGUAGES}
