"""Records of an export become visits: cleaned, searched for personal data, with all that is to be said of them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

import numpy as np

from geodata.errors import N_, Message
from geodata.model.sites import Condition, SiteKind
from geodata.services.field_visits import FieldVisit
from geodata.services.sites import NewObservation
from loaders.field_forms import questions as asked
from loaders.field_forms.submissions import LATITUDE, LONGITUDE, RECORD, SENT_ON, Submission
from loaders.fields import DETAILS, FIELDS, Target
from loaders.findings import Finding
from loaders.mapping.placing import Placer
from loaders.mapping.reading import ChunkReading
from loaders.mapping.sites import read_conditions, read_details
from loaders.normalise.text import plain
from loaders.personal_data import PersonalDataWatch, masked
from loaders.profile import Profile
from loaders.reading.chunk import RawChunk

_PROFILE = Profile("field_form", Target.SITES)
_NUMBER = re.compile(r"\+?([0-9]{1,18})(?:[.,]0{1,9})?")
_AGAIN = Message(N_("Correct it and load the file again; what was loaded stays as it is."))
_FIELDS = {
    "source_id": RECORD,
    "kind": asked.KIND,
    "name": asked.NAME,
    "address": asked.ADDRESS,
    "lon": LONGITUDE,
    "lat": LATITUDE,
    "observed_on": asked.OBSERVED_ON,
    "condition": asked.CONDITION,
    "note": asked.NOTE,
    **{
        field.name: field.name.removeprefix(DETAILS) for field in FIELDS[Target.SITES] if field.name.startswith(DETAILS)
    },
}


class VisitReader:
    """Reads the records of one file. `visits` stand beside their `rows`; `findings` say what was wrong."""

    def __init__(self, submissions: Sequence[Submission], watch: PersonalDataWatch) -> None:
        self.findings: list[Finding] = []
        self.visits: list[FieldVisit] = []
        self.sources: list[Submission] = []
        # A row of the file has its own number, which is no run in a JSON with gaps: each is said by `_numbered`.
        self._submissions = submissions
        names = dict.fromkeys(name for submission in submissions for name in submission.answers)
        columns = {name: [submission.answers.get(name) for submission in submissions] for name in names}
        self._columns = columns
        self._reading = ChunkReading(RawChunk(0, columns), _FIELDS, _PROFILE, watch)
        for offset, submission in enumerate(submissions):
            for question, value in submission.faults.items():
                reason = Message(N_("This is not one answer of the form, but a list, a group or true and false."))
                self._reading.reject(offset, question, masked(value), reason, _AGAIN)
        self._read()

    def _read(self) -> None:
        reading = self._reading
        places = Placer("EPSG:4326").places(reading)
        records, names, addresses = reading.texts("source_id"), reading.texts("name"), reading.texts("address")
        kinds = reading.codes("kind")
        fitting = [kind or SiteKind.OTHER.value for kind in kinds]
        conditions, details, notes = read_conditions(reading, fitting), read_details(reading, fitting), reading.notes()
        days = self._days()
        numbers = self._place_numbers()
        for offset, submission in enumerate(self._submissions):
            nowhere = bool(np.isnan(places.longitude[offset])) and numbers[offset] is None
            if offset in reading.rejected or self._is_refused(offset, records, kinds, days, nowhere):
                continue
            condition = conditions[offset]
            seen = NewObservation(
                observed_on=days[offset],
                condition=None if condition is None else Condition(condition),
                details=details[offset] or {},
                note=notes[offset] or "",
                client_id=records[offset],
                keep_personal_data=reading.reason,
            )
            self.sources.append(submission)
            self.visits.append(
                FieldVisit(
                    kind=SiteKind(fitting[offset]),
                    observation=seen,
                    site_number=numbers[offset],
                    longitude=0.0 if nowhere else float(np.nan_to_num(places.longitude[offset])),
                    latitude=0.0 if nowhere else float(np.nan_to_num(places.latitude[offset])),
                    name=names[offset] or "",
                    address=addresses[offset] or "",
                )
            )
        self.findings = [self._numbered(finding) for finding in reading.findings]

    def _is_refused(
        self, offset: int, records: Sequence[Any], kinds: Sequence[Any], days: Sequence[Any], nowhere: bool
    ) -> bool:
        for is_missing, column, reason in (
            (records[offset] is None, "_uuid", N_("The record has no number of its own, so it could come in twice.")),
            (kinds[offset] is None, asked.KIND, N_("The record does not say which kind of place it is about.")),
            (days[offset] is None, asked.OBSERVED_ON, N_("The record has no day of the visit.")),
            (nowhere, asked.POSITION, N_("The record has neither a position nor a number of a known place.")),
        ):
            if is_missing:
                self._reading.reject(offset, column, "", Message(reason), _AGAIN)
                return True
        return False

    def _days(self) -> list[Any]:
        """The day of the visit, else the day when the record was sent."""
        days = list(self._reading.past_days("observed_on"))
        sent = ChunkReading(RawChunk(0, self._columns), {"observed_on": SENT_ON}, _PROFILE).past_days("observed_on")
        return [day or day_sent for day, day_sent in zip(days, sent, strict=True)]

    def _place_numbers(self) -> list[int | None]:
        """Numbers of known places; a row whose number cannot be read is refused, or it would become a new place."""
        numbers: list[int | None] = []
        for offset, cell in enumerate(self._columns.get(asked.PLACE, [None] * len(self._submissions))):
            number = _whole(cell)
            if cell is not None and number is None:
                reason = Message(N_("The number of the place cannot be read."))
                self._reading.reject(offset, asked.PLACE, cell, reason, _AGAIN)
            numbers.append(number)
        return numbers

    def _numbered(self, finding: Finding) -> Finding:
        return Finding(
            self._submissions[finding.row].row, finding.column, finding.value, finding.severity, finding.reason,
            finding.repair, finding.kind,
        )  # fmt: skip


def _whole(cell: Any) -> int | None:
    """A number as people and spreadsheets write a whole one, None for anything else."""
    text = plain(cell).strip()
    return int(match[1]) if (match := _NUMBER.fullmatch(text)) and 0 < int(match[1]) < 2**53 else None
