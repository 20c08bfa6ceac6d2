"""A GeoPackage that was worked on in QField goes back: changes are merged, nothing is overwritten or deleted."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from pathlib import Path

from geodata.database import Database
from geodata.errors import N_, Message
from geodata.model.people import Actor
from geodata.services.city import city_name
from geodata.services.field_corrections import TakenCorrection, take_corrections
from geodata.services.field_visits import TakenVisit, take_visits
from geodata.services.personal_data import allowed_names
from loaders.errors import UnreadableFile
from loaders.field_copies.changes import ChangedRow, LayerChanges
from loaders.field_copies.taken import CopyFile
from loaders.field_forms.loading import FieldFormOptions, tell_unused
from loaders.field_forms.photos import PhotoArchive
from loaders.field_forms.shelf import PhotoShelf
from loaders.findings import Finding, Severity
from loaders.loading import LoadOutcome
from loaders.personal_data import PersonalDataWatch
from loaders.report import LoadReport

_NUMBERS_TOLD = 20
_REFUSED = Message(N_("The row was not taken. Correct it and load the file again."))


def load_field_copy(
    database: Database, actor: Actor, path: Path, photo_directory: Path, options: FieldFormOptions, *, dry_run: bool
) -> LoadOutcome:
    """Merge a copy back. What somebody else changed meanwhile stays, and the clash is told; loaded twice adds nothing.

    A dry run stores nothing and reports the same. Raises UnreadableFile for a file that is no copy of this city.
    """
    watch = PersonalDataWatch(allowed_names(database, actor), options.keep_personal_data.strip())
    photos = None if options.photos is None else PhotoArchive(options.photos, options.largest_photo)
    with tempfile.TemporaryDirectory(prefix="lokality-copy-") as workspace:
        copy = CopyFile(path, Path(workspace))
        _require_city(copy, city_name(database, actor)[0], path.name)
        read = LayerChanges()
        for kind in copy.kinds:
            for chunk in copy.layer(kind):
                read.add(kind, chunk, copy.places, watch)
    report = LoadReport(read=read.rows, unused=tuple(read.unknown))
    report.add(read.findings)
    shelf = PhotoShelf(database, actor, photo_directory, photos, dry_run=dry_run)
    merged = _Merging(report, shelf)
    visits = [row for row in read.changed if row.visit is not None]
    taken = take_visits(database, actor, [row.visit for row in visits if row.visit], keep=not dry_run)
    for row, visit in zip(visits, taken, strict=True):
        merged.tell_visit(row, visit)
    corrected = [row for row in read.changed if row.correction is not None]
    made = take_corrections(database, actor, [row.correction for row in corrected if row.correction], keep=not dry_run)
    for row, correction in zip(corrected, made, strict=True):
        merged.tell_correction(row, correction)
    report.stored(merged.created, len(merged.updated), report.read - report.rejected - merged.touched, 0)
    _tell_deleted(report, sorted(copy.places.keys() - read.present))
    tell_unused(report)
    report.notes += shelf.notes()
    return LoadOutcome(report, kept=not dry_run)


def _require_city(copy: CopyFile, here: str, name: str) -> None:
    if copy.city != here:
        raise UnreadableFile(
            N_("{name} was taken from the city {there}, and this is {here}. Load it where it was taken."),
            name=name,
            there=copy.city,
            here=here,
        )


class _Merging:
    """Tells what came of each row, and counts."""

    def __init__(self, report: LoadReport, shelf: PhotoShelf) -> None:
        self._report, self._shelf = report, shelf
        self.created = 0
        self.updated: set[int] = set()

    @property
    def touched(self) -> int:
        """Rows that are something else than unchanged."""
        return self.created + len(self.updated - self._report.rejected_rows)

    def tell_visit(self, row: ChangedRow, taken: TakenVisit) -> None:
        """A visit or a new place, with its photos."""
        if taken.fault is not None:
            self._say(row, "", Severity.REJECTED, taken.fault, _REFUSED)
            return
        if taken.is_new_place:
            self.created += 1
        elif not taken.was_known:
            self.updated.add(row.row)
        number: dict[str, object] = {"number": taken.site_id}
        if taken.differs:
            text = N_("What was loaded first was kept. Correct it on the page of place {number}.")
            reason = Message(N_("This record was loaded before, with other answers."))
            self._say(row, "", Severity.REPAIRED, reason, Message(text, number))
        if taken.overtaken:
            text = N_("Both visits were kept. Look at them on the page of place {number}.")
            reason = Message(N_("Somebody else saw the place since the copy was taken."))
            self._say(row, "", Severity.REPAIRED, reason, Message(text, number))
        if row.visit is not None:
            self._report.add(self._shelf.put(row.row, row.photos, "", taken, row.visit.observation.observed_on))

    def tell_correction(self, row: ChangedRow, taken: TakenCorrection) -> None:
        """A correction, and the fields that somebody else corrected meanwhile."""
        if taken.fault is not None:
            self._say(row, "", Severity.REJECTED, taken.fault, _REFUSED)
            return
        if taken.changed:
            self.updated.add(row.row)
        for field in taken.clashes:
            wanted = "" if row.correction is None or field == "position" else getattr(row.correction.wanted, field)
            number = 0 if row.correction is None else row.correction.site_number
            reason = Message(N_("Somebody else corrected this since the copy was taken."))
            text = N_("Theirs was kept. If yours is right, correct it on the page of place {number}.")
            self._say(row, field, Severity.REPAIRED, reason, Message(text, {"number": number}), wanted)

    def _say(
        self, row: ChangedRow, column: str, severity: Severity, reason: Message, repair: Message, value: str = ""
    ) -> None:
        self._report.add([Finding(row.row, column, value, severity, reason, repair)])


def _tell_deleted(report: LoadReport, numbers: Sequence[int]) -> None:
    if numbers:
        told = ", ".join(map(str, numbers[:_NUMBERS_TOLD])) + (", …" if len(numbers) > _NUMBERS_TOLD else "")
        text = N_("Places deleted in the file and kept here: {count} (their numbers: {numbers}).")
        report.notes.append(Message(text, {"count": len(numbers), "numbers": told}))
