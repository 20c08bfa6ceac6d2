"""An export of KoboToolbox or ODK goes into the city: its visits, then the photos that travel beside it."""

from __future__ import annotations

import tempfile
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from geodata.database import Database
from geodata.errors import N_, Message
from geodata.model.people import Actor
from geodata.services.field_visits import TakenVisit, take_visits
from geodata.services.personal_data import allowed_names
from loaders.field_forms.photos import NamedPhoto, PhotoArchive
from loaders.field_forms.questions import PHOTOS
from loaders.field_forms.shelf import PhotoShelf
from loaders.field_forms.submissions import RECORD, Submission, read_export
from loaders.field_forms.visits import VisitReader
from loaders.findings import Finding, Severity
from loaders.loading import LoadOutcome
from loaders.normalise.text import plain
from loaders.personal_data import PersonalDataWatch, masked
from loaders.report import LoadReport


@dataclass(frozen=True, slots=True)
class FieldFormOptions:
    """What a person says about an export. `photos` is a ZIP with its photos, `largest_photo` their limit in bytes."""

    photos: Path | None = None
    encoding: str | None = None
    keep_personal_data: str = ""
    largest_photo: int = 25 * 1024**2


def load_field_form(
    database: Database, actor: Actor, path: Path, photo_directory: Path, options: FieldFormOptions, *, dry_run: bool
) -> LoadOutcome:
    """Load an export. Rows that cannot be taken are told and leave the others be; loaded twice it adds nothing.

    A dry run stores nothing and reports the same. Raises UnreadableFile for a file that cannot be read.
    """
    watch = PersonalDataWatch(allowed_names(database, actor), options.keep_personal_data.strip())
    photos = None if options.photos is None else PhotoArchive(options.photos, options.largest_photo)
    with tempfile.TemporaryDirectory(prefix="lokality-form-") as workspace:
        export = read_export(path, Path(workspace), options.encoding)
        read = VisitReader(export.submissions, watch)
    report = LoadReport(read=len(export.submissions), unused=export.unknown)
    report.add(read.findings)
    taken = take_visits(database, actor, read.visits, keep=not dry_run)
    _tell_taken(report, read.sources, taken)
    shelf = PhotoShelf(database, actor, photo_directory, photos, dry_run=dry_run)
    shelf.expect(photo for submission in export.submissions for photo in _photos(submission))
    for source, visit, outcome in zip(read.sources, read.visits, taken, strict=True):
        if outcome.fault is None:
            report.add(shelf.put(source.row, _photos(source), outcome, visit.observation.observed_on))
    tell_unused(report)
    report.notes += shelf.notes()
    return LoadOutcome(report, kept=not dry_run)


def _photos(source: Submission) -> list[NamedPhoto]:
    """What a record names; without an id of its own it shares with nobody."""
    owner = plain(source.answers.get(RECORD, source.row))
    named = (plain(source.answers[question]) for question in PHOTOS if question in source.answers)
    return [NamedPhoto(name, owner, source.ids) for name in named]


def _tell_taken(report: LoadReport, sources: Sequence[Submission], taken: Sequence[TakenVisit]) -> None:
    counted: Counter[str] = Counter()
    for source, outcome in zip(sources, taken, strict=True):
        if outcome.fault is not None:
            repair = Message(N_("The row was not taken. Correct it and load the file again."))
            report.add([Finding(source.row, "", "", Severity.REJECTED, outcome.fault, repair)])
        elif outcome.was_known:
            counted["known"] += 1
            if outcome.differs:
                reason = Message(N_("This record was loaded before, with other answers."))
                repair = Message(N_("What was loaded first was kept. Correct it on the page of the place."))
                report.add([Finding(source.row, ", ".join(outcome.differs), "", Severity.REPAIRED, reason, repair)])
        else:
            counted["new" if outcome.is_new_place else "visit"] += 1
    report.stored(counted["new"], counted["visit"], counted["known"], 0)


def tell_unused(report: LoadReport) -> None:
    """Say which columns nobody asked for."""
    if report.unused:
        columns = ", ".join(masked(name) for name in report.unused)
        report.notes.append(Message(N_("Columns that were not used and not stored: {columns}."), {"columns": columns}))
