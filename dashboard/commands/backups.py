"""`lokality backup` and `lokality restore`"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from dashboard.commands.opening import made_database, opened_database
from dashboard.commands.progress import shown_progress
from dashboard.commands.speech import say
from dashboard.formats import number
from dashboard.language import _
from geodata.errors import N_, StorageError
from geodata.settings import read_settings

BACKUP_HELP = N_("Put the database and the photos into one file, while others may go on working.")
RESTORE_HELP = N_("Bring a backup back; everything in it is checked first.")


def backup(
    file: Annotated[Path, typer.Argument(help=N_("The file to write, for example lokality-backup.zip."))],
    force: Annotated[bool, typer.Option("--force", help=N_("Replace the file if it exists."))] = False,
) -> None:
    """The file appears whole or not at all."""
    from geodata.transfer import backup as back_up

    settings = read_settings()
    with opened_database(settings) as database, shown_progress(_("Packing")) as report:
        manifest = back_up(database, settings.photo_directory, file, force=force, progress=report)
    say(
        _("{file}: {city}. Files in it, each with its checksum: {count}.").format(
            file=file, city=manifest.city, count=number(len(manifest.entries))
        )
    )


def restore(
    file: Annotated[Path, typer.Argument(help=N_("A file made by `lokality backup`."))],
    force: Annotated[
        bool, typer.Option("--force", help=N_("Put the database that is there aside and take the backup."))
    ] = False,
) -> None:
    """Nothing is touched before everything was checked."""
    from geodata.transfer import restore as bring_back

    settings = read_settings()
    if settings.database_url:
        raise StorageError(
            N_("LOKALITY_DATABASE_URL is set: a backup goes into the data directory, not into that database. Unset it.")
        )
    with shown_progress(_("Unpacking")) as report:
        kept = bring_back(file, settings.data_directory, force=force, progress=report)
    with made_database(settings):
        say(_("The backup is back in {directory}.").format(directory=settings.data_directory))
    if kept is not None:
        say(_("What was there before is kept as {file}.").format(file=kept))
