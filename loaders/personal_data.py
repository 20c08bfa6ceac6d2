"""Free text of a file is searched for personal data: removed, or kept for a reason, and told row by row.

Which fields are free text stands in `SEARCHED`. Contacts of service providers, addresses and codes are none.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from geodata.errors import N_, Message
from geodata.model.personal_data import (
    CONTACTS,
    EVERY_KIND,
    NOBODY,
    SHAPES_OF_NUMBERS,
    AllowedNames,
    Finding,
    PersonalDataKind,
    find,
    without,
)
from loaders.fields import DETAILS, Target
from loaders.findings import Severity
from loaders.normalise.cells import Trouble

_EVERYTHING = {"name": EVERY_KIND, "note": EVERY_KIND, "inhabitants_source": EVERY_KIND, DETAILS: EVERY_KIND}
# In streets named after people no names are looked for.
_ADDRESS = {"address": CONTACTS, "street": CONTACTS}
SEARCHED: dict[Target, dict[str, frozenset[PersonalDataKind]]] = {
    Target.SITES: _EVERYTHING | _ADDRESS,
    Target.LOCALITIES: _EVERYTHING,
    # Schools bear the names of people.
    Target.PROTECTED_PLACES: {"name": CONTACTS} | _ADDRESS,
}

# What cannot hold any of it, told by one pass in C over a whole column. Generous: whoever passes is looked at again.
_NUMBERS = SHAPES_OF_NUMBERS + r"|[@＠]|(?i:zavin)|[\[({<] ?(?i:at|zav)\b"
_NAMES = (
    r"|\p{Lu}\p{L}*[.,]?[\p{Z}]{1,2}\p{Lu}|(?i:ov(?:á|é|ou|a|e))(?:\P{L}|$)"
    r"|(?i:\b(?:pan[aeiíu]?|panem|pán|slečn\pL+|rodin\pL+|manžel\pL+|(?:pí|p|sl|bc|mgr|ing|\pL*dr|doc|prof)\.)\s?\pL)"
)


@dataclass(slots=True)
class PersonalDataWatch:
    """What is done with personal data of one file: kept if there is a `reason`, else removed."""

    allowed: AllowedNames = NOBODY
    reason: str = ""

    def searched(
        self, values: Sequence[str | None], kinds: Collection[PersonalDataKind]
    ) -> tuple[Sequence[str | None], list[Trouble]]:
        """The values as they are to be stored, and what is to be said of them."""
        checked = list(values)
        troubles: list[Trouble] = []
        for offset in _suspects(values, kinds):
            text = checked[offset]
            findings = find(text, self.allowed, kinds) if text else []
            if text and findings:
                troubles += [self._trouble(offset, finding) for finding in findings]
                checked[offset] = text if self.reason else without(text, findings)
        return checked, troubles

    def name(self, called: str) -> str:
        """The name of a file or source as it may be written down; "Jan_Novák.xlsx" names somebody too."""
        return called if self.reason else without(called, find(called.replace("_", " "), self.allowed))

    def _trouble(self, offset: int, finding: Finding) -> Trouble:
        reason = Message(N_("This looks like personal data: {kind}."), {"kind": finding.kind})
        repair = Message(N_("It was removed: the text has […] in its place."))
        if self.reason:
            repair = Message(N_("It was kept, for this reason: {reason}"), {"reason": self.reason})
        return Trouble(offset, finding.masked, Severity.REPAIRED, reason, repair, finding.kind)


def kinds_in(target: Target, field: str) -> Collection[PersonalDataKind]:
    """What is looked for in a field; nothing where it is no free text."""
    searched = SEARCHED.get(target, {})
    return searched.get(DETAILS if field.startswith(DETAILS) else field, ())


def masked(text: str) -> str:
    """A cell as a report may show it."""
    for finding in reversed(find(text)):
        text = text[: finding.start] + finding.masked + text[finding.end :]
    return text


def _suspects(values: Sequence[str | None], kinds: Collection[PersonalDataKind]) -> Sequence[int]:
    """Offsets of the texts that need a look: few, in most files."""
    if values.count(None) == len(values):
        return ()
    array = pa.array(values, pa.string())
    pattern = _NUMBERS + (_NAMES if PersonalDataKind.NAME in kinds else "")
    holds = pc.fill_null(pc.match_substring_regex(array, pattern), False)
    offsets: list[int] = np.flatnonzero(holds.to_numpy(zero_copy_only=False)).tolist()
    return offsets
