"""`lokality export`"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from dashboard.commands.opening import opened_database
from dashboard.commands.progress import Report, shown_progress
from dashboard.commands.speech import say
from dashboard.exports.copy_systems import USUAL_SYSTEM, copy_system
from dashboard.formats import number
from dashboard.language import _
from geodata.errors import N_, InvalidValue, StorageError
from geodata.model.sites import SiteKind

if TYPE_CHECKING:
    from geodata.database import Database
    from geodata.model.filters import SiteFilter
    from geodata.model.people import Actor
    from geodata.services.site_export import ExportedSite, SiteExport

HELP = N_("Write the places into a file: .geojson, .gpkg, .csv or .xlsx.")
_ENDINGS = (".geojson", ".gpkg", ".csv", ".xlsx")


def export(
    file: Annotated[Path, typer.Argument(help=N_("The file to write; its ending says what kind of file."))],
    kind: Annotated[list[SiteKind] | None, typer.Option(help=N_("Only places of this kind; may be repeated."))] = None,
    area: Annotated[str | None, typer.Option(help=N_("Only places in this area; its name."))] = None,
    qfield: Annotated[
        bool, typer.Option("--qfield", help=N_("Make a copy for QField, to be loaded back with its changes (.gpkg)."))
    ] = False,
    crs: Annotated[
        str, typer.Option(help=N_("Coordinate system of the copy for QField: EPSG:4326 or EPSG:5514."))
    ] = USUAL_SYSTEM,
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
    system = _checked_system(file, crs, qfield=qfield)
    with opened_database() as database, shown_progress(_("Writing")) as report:
        actor = local_actor(database)
        area_id = None if area is None else area_named(database, actor, area)
        chosen = SiteFilter(kinds=frozenset(kind or ()), text=text, area_id=area_id)
        if qfield:
            total = _write_whole(file, lambda path: _write_copy(path, database, actor, chosen, system))
        else:
            found = export_sites(database, actor, chosen, file.suffix.lower().lstrip("."))
            total = _write_whole(file, lambda path: _write(path, found, report))
    say(_("Places in {file}: {count}.").format(file=file, count=number(total)))


def _checked_system(file: Path, crs: str, *, qfield: bool) -> int:
    """The EPSG code of a copy for QField. Raises InvalidValue for options that do not go together."""
    if qfield and file.suffix.lower() != ".gpkg":
        raise InvalidValue(N_("A copy for QField is a GeoPackage. Give {file} the ending .gpkg."), file=str(file))
    system = copy_system(crs)
    if crs != USUAL_SYSTEM and not qfield:
        raise InvalidValue(N_("--crs goes with --qfield only; other files are in EPSG:4326. Nothing was written."))
    return system


def area_named(database: Database, actor: Actor, name: str) -> int:
    """The area of a name in which there are places. Raises InvalidValue where there is none, or several."""
    from geodata.services.territory_list import list_territories

    found = [area.id for area in list_territories(database, actor).areas if area.name.casefold() == name.casefold()]
    if len(found) != 1:
        raise InvalidValue(
            N_("There are {count} areas called {name} with places in them; one is needed. Nothing was written."),
            count=len(found),
            name=name,
        )
    return found[0]


def _write_whole(file: Path, write: Callable[[Path], int]) -> int:
    file.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=".lokality-export-", dir=file.parent) as folder:
        written = Path(folder) / f"sites{file.suffix.lower()}"
        total = write(written)
        os.replace(written, file)
        return total


def _write_copy(path: Path, database: Database, actor: Actor, chosen: SiteFilter, crs: int) -> int:
    from dashboard.exports.qfield import write_field_copy

    return write_field_copy(path, database, actor, chosen, crs)


def _write(path: Path, found: SiteExport, report: Report) -> int:
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
    return found.total


def _write_parts(path: Path, parts: Iterable[bytes]) -> None:
    with path.open("wb") as target:
        for part in parts:
            target.write(part)


def _counted(found: SiteExport, report: Report) -> Iterator[ExportedSite]:
    for done, site in enumerate(found.sites, start=1):
        yield site
        report(done, found.total)
