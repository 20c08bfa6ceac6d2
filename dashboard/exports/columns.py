"""The columns of an exported file: for programs by their codes, for people by the words of their language."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from dashboard.labels import label
from dashboard.language import _, current_language
from geodata.errors import N_
from geodata.formulas import harmless
from geodata.model.people import Sensitivity
from geodata.model.sites import Condition, SiteKind, SiteState
from geodata.services.site_export import ExportedSite

Cell = str | int | float | date | None

# The name of each column for programs, and its heading for people.
COLUMNS: dict[str, str] = {
    "id": N_("Number in Lokality"),
    "kind": N_("Kind"),
    "name": N_("Name"),
    "address": N_("Address"),
    "area": N_("Area"),
    "locality": N_("Locality"),
    "condition": N_("Condition"),
    "condition_since": N_("In this condition since"),
    "verified_on": N_("Last verified"),
    "state": N_("What waits there"),
    "open_issues": N_("Open issues"),
    "open_since": N_("Oldest open issue raised"),
    "due_on": N_("Nearest deadline"),
    "sensitivity": N_("Who may see it"),
    "source": N_("Source"),
    "longitude": N_("Longitude (WGS84)"),
    "latitude": N_("Latitude (WGS84)"),
}
_CODED: tuple[type[StrEnum], ...] = (SiteKind, Condition, SiteState, Sensitivity)


@dataclass(frozen=True, slots=True)
class Wording:
    """Headings and words in one language, gathered at once: the file is written in another thread."""

    language: str
    headings: tuple[str, ...]
    words: dict[StrEnum, str]

    def cells(self, site: ExportedSite) -> list[Cell]:
        """The values of a row as people read them; text can no longer be a formula."""
        return [self._cell(getattr(site, name)) for name in COLUMNS]

    def _cell(self, value: Any) -> Cell:
        if isinstance(value, StrEnum):
            return self.words[value]
        if isinstance(value, str):
            return harmless(value)
        found: Cell = value
        return found


def wording() -> Wording:
    """The wording of the language spoken now."""
    return Wording(
        language=current_language(),
        headings=tuple(_(heading) for heading in COLUMNS.values()),
        words={code: label(code) for codes in _CODED for code in codes},
    )
