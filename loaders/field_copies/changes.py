"""What was changed in a layer since it was taken: visits, new places and corrections, cleaned and searched."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from geodata.errors import N_, Message
from geodata.model.field_records import LARGEST_ID
from geodata.model.sites import Condition, SiteKind
from geodata.services.field_corrections import SAME_PLACE_DEGREES, FieldCorrection
from geodata.services.field_rows import FieldRow
from geodata.services.field_visits import FieldVisit
from geodata.services.sites import NewObservation, SiteChange
from loaders.field_copies import columns as held
from loaders.field_copies.columns import as_text, copy_columns
from loaders.field_copies.taken import TakenPlace
from loaders.fields import DETAILS, FIELDS, Target
from loaders.findings import Finding
from loaders.mapping.placing import Placer
from loaders.mapping.reading import ChunkReading
from loaders.mapping.sites import read_conditions, read_details
from loaders.normalise.cells import cells_of
from loaders.personal_data import PersonalDataWatch
from loaders.profile import Profile
from loaders.reading.chunk import RawChunk

_PROFILE = Profile("field_copy", Target.SITES)
_AGAIN = Message(N_("Correct it in the file and load it again; nothing of this row was taken."))
_FIELDS = {
    **{name: name for name in (held.NAME, held.ADDRESS, held.OBSERVED_ON, held.CONDITION, held.NOTE)},
    **{
        field.name: field.name.removeprefix(DETAILS) for field in FIELDS[Target.SITES] if field.name.startswith(DETAILS)
    },
}
_SEEN = (held.OBSERVED_ON, held.CONDITION, held.NOTE, held.PHOTOS)


@dataclass(frozen=True, slots=True)
class ChangedRow:
    """A row with something to merge; `photos` are the names of files that its visit brought."""

    row: int
    changes: FieldRow
    photos: tuple[str, ...] = ()


@dataclass(slots=True)
class LayerChanges:
    """Everything of the layers of one copy that were read so far; rows are counted through all of them."""

    copy: str = ""
    rows: int = 0
    changed: list[ChangedRow] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    present: set[int] = field(default_factory=set)
    uuids: set[str] = field(default_factory=set)
    named_photos: set[str] = field(default_factory=set)
    unknown: dict[str, None] = field(default_factory=dict)

    def key(self, of_row: str) -> str:
        """By what a row is known again: two people who found the same, each in a copy of their own, are two."""
        return f"{self.copy} {of_row}".strip()

    def add(self, kind: SiteKind, chunk: RawChunk, places: Mapping[int, TakenPlace], watch: PersonalDataWatch) -> None:
        """Read a run of rows of a kind's layer."""
        _LayerRun(self, kind, chunk, places, watch).read()
        self.rows += len(chunk)


class _LayerRun:
    def __init__(
        self, whole: LayerChanges, kind: SiteKind, chunk: RawChunk, places: Mapping[int, TakenPlace],
        watch: PersonalDataWatch,
    ) -> None:  # fmt: skip
        self._whole, self._kind, self._places = whole, kind, places
        names = [column.name for column in copy_columns(kind)]
        cells = {name: cells_of(column) for name, column in chunk.columns.items()}
        whole.unknown |= dict.fromkeys(name for name in cells if name not in {*names, held.NUMBER, "fid"})
        self._numbers = cells.get(held.NUMBER, [None] * len(chunk))
        self._photos = [_photos(cell) for cell in cells.get(held.PHOTOS, [None] * len(chunk))]
        whole.named_photos |= {photo for photos in self._photos for photo in photos}
        self._taken = [self._place(number) for number in self._numbers]
        # What is as it was is not looked at: it was checked when it was stored, and is no word of this file.
        self._cells = {
            name: [self._changed(offset, name, cell) for offset, cell in enumerate(cells[name])]
            for name in names
            if name in cells
        }
        columns = {name: column for name, column in self._cells.items() if name not in {held.VERSION, held.UUID}}
        run = RawChunk(0, columns, chunk.geometry, chunk.crs, chunk.closed, chunk.faults)
        self._reading = ChunkReading(run, _FIELDS, _PROFILE, watch)

    def _place(self, number: Any) -> TakenPlace | None:
        text = as_text(number)
        return self._places.get(int(text)) if _is_number(text) else None

    def _changed(self, offset: int, name: str, cell: Any) -> Any:
        taken = self._taken[offset]
        text = as_text(cell)
        return None if text == "" or (taken is not None and text == taken.values.get(name, "")) else cell

    def read(self) -> None:
        reading = self._reading
        kinds = [self._kind.value] * len(reading)
        places = Placer(reading.chunk.crs).places(reading)
        names, addresses = reading.texts(held.NAME), reading.texts(held.ADDRESS)
        conditions, details = read_conditions(reading, kinds), read_details(reading, kinds)
        days, notes = reading.past_days(held.OBSERVED_ON), reading.notes()
        for offset in range(len(reading)):
            if self._is_refused(offset) or offset in reading.rejected:
                continue
            condition = conditions[offset]
            seen = {
                "condition": None if condition is None else Condition(condition),
                "details": details[offset] or {},
                "note": notes[offset] or "",
            }
            position = float(places.longitude[offset]), float(places.latitude[offset])
            self._take(offset, names[offset], addresses[offset], position, days[offset], seen)
        for finding in reading.findings:
            self._whole.findings.append(
                Finding(
                    self._whole.rows + finding.row + 1, f"{self._kind.value}: {finding.column}", finding.value,
                    finding.severity, finding.reason, finding.repair, finding.kind,
                )
            )  # fmt: skip

    def _is_refused(self, offset: int) -> bool:
        """A number that was not given to this file, or that a copied point brought along, names no place."""
        text, taken = as_text(self._numbers[offset]), self._taken[offset]
        if text == "":
            return self._is_copied(offset)
        if taken is None or taken.kind is not self._kind:
            self._refuse(offset, held.NUMBER, text, N_("The number of the place was not given by Lokality."))
            return True
        if int(text) in self._whole.present:
            self._refuse(offset, held.NUMBER, text, N_("The number of the place stands in the file twice."))
            return True
        self._whole.present.add(int(text))
        return False

    def _is_copied(self, offset: int) -> bool:
        """A new point that was copied in QGIS brings the uuid of the other along: both would be one place."""
        uuid = as_text(self._cell(held.UUID, offset))
        if uuid in self._whole.uuids:
            reason = N_("Another new point of the file has the same uuid. If this is another place, empty it here.")
            self._refuse(offset, held.UUID, uuid, reason)
            return True
        self._whole.uuids |= {uuid} - {""}
        return False

    def _take(
        self, offset: int, name: str | None, address: str | None, position: tuple[float, float], day: Any,
        seen: dict[str, Any],
    ) -> None:  # fmt: skip
        taken = self._taken[offset]
        photos = self._photos[offset]
        is_seen = bool(day or photos or any(seen.values()))
        if (taken is None or is_seen) and day is None:
            self._refuse(offset, held.OBSERVED_ON, "", N_("The row has no day of the visit."))
            return
        if taken is None and np.isnan(position[0]):
            self._refuse(offset, "geometry", "", N_("The new place has no point."))
            return
        content = {"day": str(day), **seen, "photos": photos}
        if taken is None:
            of_place = [self._kind.value, name, address, *(round(part, 6) for part in position)]
            key = as_text(self._cell(held.UUID, offset)) or self._whole.key(_digest([of_place, content]))
            visit = FieldVisit(
                self._kind, self._observation(day, seen, f"qfield new {key}"), None, *position, name or "",
                address or "",
            )  # fmt: skip
            self._whole.changed.append(ChangedRow(self._row(offset), FieldRow(visit), photos))
            return
        number = int(as_text(self._numbers[offset]))
        visited = None
        if is_seen:
            key = f"qfield {self._whole.key(str(number))} {taken.seen_last} {_digest(content)}"
            visited = FieldVisit(self._kind, self._observation(day, seen, key), number, seen_last=taken.seen_last)
        correction = self._correction(number, taken, name, address, position)
        if visited or correction:
            self._whole.changed.append(ChangedRow(self._row(offset), FieldRow(visited, correction), photos))

    def _correction(
        self, number: int, taken: TakenPlace, name: str | None, address: str | None, position: tuple[float, float]
    ) -> FieldCorrection | None:
        moved = bool(np.abs(np.array(position) - taken.position).max() > SAME_PLACE_DEGREES)  # NaN is no move
        if name is None and address is None and not moved:
            return None
        before = SiteChange(taken.values.get(held.NAME), taken.values.get(held.ADDRESS), *taken.position)
        longitude, latitude = position if moved else (None, None)
        wanted = SiteChange(name, address, longitude, latitude, keep_personal_data=self._reading.reason)
        return FieldCorrection(number, before, wanted)

    def _observation(self, day: Any, seen: dict[str, Any], key: str) -> NewObservation:
        return NewObservation(day, **seen, client_id=key, keep_personal_data=self._reading.reason)

    def _cell(self, name: str, offset: int) -> Any:
        return self._cells[name][offset] if name in self._cells else None

    def _row(self, offset: int) -> int:
        return self._whole.rows + offset + 1

    def _refuse(self, offset: int, column: str, value: str, reason: str) -> None:
        self._reading.reject(offset, column, value, Message(reason), _AGAIN)


def _photos(cell: Any) -> tuple[str, ...]:
    named = (part.strip() for part in as_text(cell).replace(";", ",").split(","))
    return tuple(photo for photo in named if photo)


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) < 20 and int(text) <= LARGEST_ID


def _digest(content: Sequence[Any] | Mapping[str, Any]) -> str:
    return hashlib.sha256(json.dumps(content, sort_keys=True, default=str).encode()).hexdigest()[:24]
