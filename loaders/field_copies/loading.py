"""A GeoPackage that was worked on in QField goes back: changes are merged, nothing is overwritten or deleted."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from pathlib import Path

from geodata.database import Database
from geodata.errors import N_, Message
from geodata.model.people import Actor
from geodata.services.city import city_name
from geodata.services.field_corrections import FieldCorrection, TakenCorrection
from geodata.services.field_rows import TakenRow, take_rows
from geodata.services.field_visits import FieldVisit, TakenVisit
from geodata.services.personal_data import allowed_names
from geodata.services.site_corrections import POSITION
from loaders.errors import UnreadableFile
from loaders.field_copies.changes import ChangedRow, LayerChanges
from loaders.field_copies.taken import CopyFile
from loaders.field_forms.loading import FieldFormOptions, tell_unused
from loaders.field_forms.photos import NamedPhoto, PhotoArchive
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
        read = LayerChanges(copy.copy)
        for kind in copy.kinds:
            for chunk in copy.layer(kind):
                read.add(kind, chunk, copy.places, watch)
    report = LoadReport(read=read.rows, unused=tuple(read.unknown))
    report.add(read.findings)
    shelf = PhotoShelf(database, actor, photo_directory, photos, dry_run=dry_run)
    shelf.expect(NamedPhoto(name, name) for name in read.named_photos)
    merged = _Merging(report, shelf)
    taken = take_rows(database, actor, [row.changes for row in read.changed], keep=not dry_run)
    for row, outcome in zip(read.changed, taken, strict=True):
        merged.tell(row, outcome)
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
        return self.created + len(self.updated)

    def tell(self, row: ChangedRow, taken: TakenRow) -> None:
        """What came of a row: of its visit or new place with its photos, and of its correction."""
        if taken.fault is not None:
            self._say(row, "", Severity.REJECTED, taken.fault, _REFUSED)
            return
        if row.changes.visit is not None and taken.visit is not None:
            self._tell_visit(row, row.changes.visit, taken.visit)
        if row.changes.correction is not None and taken.correction is not None:
            self._tell_correction(row, row.changes.correction, taken.correction)

    def _tell_visit(self, row: ChangedRow, visit: FieldVisit, taken: TakenVisit) -> None:
        if taken.is_new_place:
            self.created += 1
        elif not taken.was_known:
            self.updated.add(row.row)
        number: dict[str, object] = {"number": taken.site_id}
        if taken.differs:
            text = N_("What was loaded first was kept. Correct it on the page of place {number}.")
            reason = Message(N_("This record was loaded before, with other answers."))
            self._say(row, ", ".join(taken.differs), Severity.REPAIRED, reason, Message(text, number))
        if taken.overtaken:
            text = N_("Both visits were kept. Look at them on the page of place {number}.")
            reason = Message(N_("Somebody else saw the place since the copy was taken."))
            self._say(row, "", Severity.REPAIRED, reason, Message(text, number))
        photos = [NamedPhoto(name, name) for name in row.photos]
        self._report.add(self._shelf.put(row.row, photos, taken, visit.observation.observed_on))

    def _tell_correction(self, row: ChangedRow, correction: FieldCorrection, taken: TakenCorrection) -> None:
        if taken.changed:
            self.updated.add(row.row)
        number = {"number": correction.site_number}
        clash = Message(N_("Somebody else corrected this since the copy was taken."))
        theirs = N_("Theirs was kept. If yours is right, correct it on the page of place {number}.")
        outdated = Message(N_("This correction was loaded before, and you corrected it again since."))
        newer = N_("The newer one was kept. If this one is right, correct it on the page of place {number}.")
        for fields, reason, text in ((taken.clashes, clash, theirs), (taken.outdated, outdated, newer)):
            for field in fields:
                wanted = "" if field == POSITION else getattr(correction.wanted, field)
                self._say(row, field, Severity.REPAIRED, reason, Message(text, dict(number)), wanted)

    def _say(
        self, row: ChangedRow, column: str, severity: Severity, reason: Message, repair: Message, value: str = ""
    ) -> None:
        self._report.add([Finding(row.row, column, value, severity, reason, repair)])


def _tell_deleted(report: LoadReport, numbers: Sequence[int]) -> None:
    if numbers:
        told = ", ".join(map(str, numbers[:_NUMBERS_TOLD])) + (", …" if len(numbers) > _NUMBERS_TOLD else "")
        text = N_("Places deleted in the file and kept here: {count} (their numbers: {numbers}).")
        report.notes.append(Message(text, {"count": len(numbers), "numbers": told}))
