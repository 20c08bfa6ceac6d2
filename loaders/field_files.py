"""The two ways in which records come back from the field; the command line and the page Data both load through here."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path

from geodata.database import Database
from geodata.model.people import Actor
from loaders.field_copies.loading import load_field_copy
from loaders.field_forms.loading import FieldFormOptions, load_field_form
from loaders.loading import LoadOutcome


class FieldWay(StrEnum):
    """How records were gathered: in a form of KoboToolbox or ODK, or in a copy for QField."""

    FORM = "field-form"
    QFIELD = "qfield"


def load_field_file(
    database: Database, actor: Actor, way: FieldWay, path: Path, photo_directory: Path, options: FieldFormOptions,
    *, dry_run: bool,
) -> LoadOutcome:  # fmt: skip
    """Load what was gathered; a dry run stores nothing. Raises UnreadableFile for a file of another kind."""
    load = load_field_copy if way is FieldWay.QFIELD else load_field_form
    return load(database, actor, path, photo_directory, options, dry_run=dry_run)
