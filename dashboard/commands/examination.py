"""What `lokality doctor` looks at: settings, files, the clock; the database is asked in `geodata.services.health`."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

from dashboard.commands.openid_examination import examine_openid, examine_openid_organisations
from geodata.database import Database
from geodata.errors import N_, LokalityError, Message
from geodata.services.health import MEBIBYTE, Finding, Weight, examine_database, fault, fine, note
from geodata.settings import Settings, passed_over, read_settings

__all__ = ["Finding", "Weight", "examine"]

_ROOM_AT_LEAST = 500 * MEBIBYTE  # a year of photos of a small city


def examine(*, audit: bool) -> Iterator[Finding]:
    """All findings, those everything else rests on first."""
    try:
        settings = read_settings()
    except LokalityError as error:
        yield Finding(Weight.FAULT, error.message)
        return
    yield fine(N_("The settings fit together."))
    yield from (
        fault(message, N_("Rename it or take it away; docs/settings.md has all settings.")) for message in passed_over()
    )
    if not settings.is_safely_reached:
        yield fault(
            Message(N_("LOKALITY_HOST is {host}: passwords would travel in the open."), {"host": settings.host}),
            N_("Set LOKALITY_HOST to 127.0.0.1, or LOKALITY_PUBLIC_ADDRESS and LOKALITY_TRUSTED_PROXIES."),
        )
    yield from _examine_directory(settings.data_directory)
    yield from _examine_assets(settings)
    yield from examine_openid(settings)
    yield from _examine_database(settings, audit=audit)


def _examine_directory(directory: Path) -> Iterator[Finding]:
    if not directory.exists():
        yield note(
            Message(N_("The data directory {directory} does not exist yet."), {"directory": str(directory.resolve())}),
            N_("It is made with the first city: lokality demo, or lokality load FILE."),
        )
        return
    parts = [directory, *(path for path in (directory / "photos", directory / "log") if path.exists())]
    for part in parts:
        if not os.access(part, os.W_OK | os.X_OK):
            yield fault(
                Message(N_("The directory {directory} may not be written to."), {"directory": str(part.resolve())}),
                N_("Give it to the user that Lokality runs as."),
            )
            return
    yield fine(N_("The data directory may be written to."))
    free = shutil.disk_usage(directory).free
    if free < _ROOM_AT_LEAST:
        yield fault(
            Message(N_("Only {free} MiB are free on the disk of the data directory."), {"free": free // MEBIBYTE}),
            N_("Make room, or move the data directory (LOKALITY_DATA_DIRECTORY)."),
        )
    else:
        yield fine(Message(N_("There is room on the disk: {free} MiB."), {"free": free // MEBIBYTE}))


def _examine_assets(settings: Settings) -> Iterator[Finding]:
    from dashboard.web.assets import check_assets

    try:
        check_assets(settings.assets_directory)
    except LokalityError as error:
        yield Finding(Weight.FAULT, error.message)
    else:
        yield fine(N_("The browser libraries are there."))


def _examine_database(settings: Settings, *, audit: bool) -> Iterator[Finding]:
    try:
        database = Database(settings.database)
    except LokalityError as error:
        yield Finding(Weight.FAULT, error.message)
        return
    try:
        if database.file is not None and not database.file.exists():
            yield note(
                Message(N_("There is no database at {file} yet."), {"file": str(database.file)}),
                N_("Make one: lokality demo, or lokality load FILE."),
            )
        else:
            yield from examine_database(database, audit=audit)
            yield from examine_openid_organisations(settings, database)
    finally:
        database.close()
