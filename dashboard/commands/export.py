"""`lokality export`"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from dashboard.commands.opening import opened_database
from dashboard.commands.progress import Report, shown_progress
from dashboard.commands.speech import say
from dashboard.formats import number
from dashboard.language import _
from geodata.errors import N_, InvalidValue, StorageError
from geodata.model.sites import SiteKind

if TYPE_CHECKING:
    from geodata.services.site_export import ExportedSite, SiteExport

HELP = N_("Write the places into a file: .geojson, .gpkg, .csv or .xlsx.")
_ENDINGS = (".geojson", ".gpkg", ".csv", ".xlsx")


def export(
    file: Annotated[Path, typer.Argument(help=N_("The file to write; its ending says what kind of file."))],
    kind: Annotated[list[SiteKind] | None, typer.Option(help=N_("Only places of this kind; may be repeated."))] = None,
    text: Annotated[str, typer.Option(help=N_("Only places with these words in their name or address."))] = "",
    force: Annotated[bool, typer.Option("--force", help=N_("Replace the file if it exists."))] = False,
    lang: Annotated[str | None, typer.Option(help=N_("Language of headings and codes: cs or en."))] = None,
) -> None:
    """The file appears whole or not at all."""
    from geodata.model.filters import SiteFilter
    from geodata.services.city import local_actor
    from geodata.services.site_export import export_sites

    if file.suffix.lower() not in _ENDINGS:
        raise InvalidValue(
            N_("{file} has none of the endings {endings}. Give it one, so that the kind of file is clear."),
            file=str(file),
            endings=", ".join(_ENDINGS),
        )
    if file.exists() and not force:
        raise StorageError(
            N_("{file} exists already. Nothing was written; give another name or add --force."), file=str(file)
        )
    chosen = SiteFilter(kinds=frozenset(kind or ()), text=text)
    with opened_database() as database, shown_progress(_("Writing")) as report:
        found = export_sites(database, local_actor(database), chosen, file.suffix.lower().lstrip("."))
        _write_whole(file, found, report)
    say(_("Places in {file}: {count}.").format(file=file, count=number(found.total)))


def _write_whole(file: Path, found: SiteExport, report: Report) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=".lokality-export-", dir=file.parent) as folder:
        written = Path(folder) / f"sites{file.suffix.lower()}"
        _write(written, found, report)
        os.replace(written, file)


def _write(path: Path, found: SiteExport, report: Report) -> None:
    from dashboard.exports.columns import wording
    from dashboard.exports.delimited import csv_parts
    from dashboard.exports.geojson import geojson_parts
    from dashboard.exports.geopackage import write_geopackage
    from dashboard.exports.workbook import require_room, write_workbook

    sites = _counted(found, report)
    match path.suffix:
        case ".csv":
            _write_parts(path, csv_parts(wording(), sites))
        case ".geojson":
            _write_parts(path, geojson_parts(sites))
        case ".gpkg":
            write_geopackage(path, sites)
        case _:
            require_room(found.total)
            write_workbook(path, wording(), sites, _("Places"))


def _write_parts(path: Path, parts: Iterable[bytes]) -> None:
    with path.open("wb") as target:
        for part in parts:
            target.write(part)


def _counted(found: SiteExport, report: Report) -> Iterator[ExportedSite]:
    for done, site in enumerate(found.sites, start=1):
        yield site
        report(done, found.total)
