"""`lokality load --field-form` and `--qfield`: what other tools gathered in the field."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from dashboard.commands.failures import SOME_REJECTED
from dashboard.commands.founding import founded
from dashboard.commands.opening import made_database, opened_database
from geodata.errors import N_, InvalidValue

if TYPE_CHECKING:
    from geodata.database import Database
    from geodata.model.people import Actor
    from loaders.field_files import FieldWay


def required_way(
    tables_only: Mapping[str, object], encoding: str | None, photos: Path | None, *, field_form: bool, qfield: bool
) -> FieldWay | None:
    """The way that is asked for, None for a table. Raises InvalidValue for options that do not go together."""
    if field_form and qfield:
        raise InvalidValue(N_("A file is an export of a form or a copy for QField. Nothing was loaded; leave one out."))
    from loaders.field_files import FieldWay

    way = FieldWay.FORM if field_form else FieldWay.QFIELD if qfield else None
    if way is None:
        if photos is not None:
            raise InvalidValue(
                N_("--photos goes with --field-form or --qfield only. Nothing was loaded; add one, or leave it out.")
            )
        return None
    own = {**tables_only, "--encoding": encoding} if way is FieldWay.QFIELD else tables_only
    given = [option for option, value in own.items() if value is not None]
    if given:
        raise InvalidValue(
            N_("{options} cannot be given with {way}: such a file says it itself. Nothing was loaded; leave it out."),
            options=", ".join(given),
            way=f"--{way.value}",
        )
    return way


def load_from_field(
    way: FieldWay, file: Path, photos: Path | None, encoding: str | None, keep_personal_data: str,
    report: Path | None, city: str | None, *, dry_run: bool,
) -> None:  # fmt: skip
    """Load what was gathered; the good rows are kept whatever the others are."""
    from dashboard.commands.load_words import say_outcome, write_report
    from geodata.settings import read_settings
    from loaders.field_files import load_field_file
    from loaders.field_forms.loading import FieldFormOptions

    settings = read_settings()
    options = FieldFormOptions(photos, encoding, keep_personal_data, settings.photo_limit_mib * 1024**2)
    with city_to_load_into(city, dry_run=dry_run) as (database, actor):
        outcome = load_field_file(database, actor, way, file, settings.photo_directory, options, dry_run=dry_run)
    if report is not None:
        write_report(report, outcome.report)
    say_outcome(outcome, dry_run=dry_run, rejected_file=None)
    if outcome.report.rejected:
        raise typer.Exit(SOME_REJECTED)


@contextmanager
def city_to_load_into(city: str | None, *, dry_run: bool) -> Iterator[tuple[Database, Actor]]:
    """The database and whoever sits here. A dry run makes and founds nothing: it says that there is no city."""
    from geodata.services.city import local_actor

    if dry_run:
        with opened_database() as database:
            actor = local_actor(database)
            yield database, founded(database, city) if city is not None else actor
    else:
        with made_database() as database:
            yield database, founded(database, city)
