"""`lokality load`"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from dashboard.commands.failures import SOME_REJECTED
from dashboard.commands.founding import CITY_HELP, founded
from dashboard.commands.opening import made_database
from dashboard.commands.progress import shown_progress
from dashboard.language import _
from geodata.errors import N_

if TYPE_CHECKING:
    from geodata.database import Database
    from geodata.model.people import Actor
    from loaders.profile import Profile

HELP = N_(
    "Load a file: table, map layer or RÚIAN. Exit code 0: all taken, 3: rows were rejected, 2: it cannot be read."
)


def load(
    file: Annotated[Path, typer.Argument(help=N_("The file to load."))],
    profile: Annotated[
        str | None,
        typer.Option(help=N_("How columns are to be understood: a shipped or kept profile, or a TOML file.")),
    ] = None,
    crs: Annotated[str | None, typer.Option(help=N_("Coordinate system, for example EPSG:5514."))] = None,
    encoding: Annotated[str | None, typer.Option(help=N_("Encoding of a text file, for example windows-1250."))] = None,
    layer: Annotated[str | None, typer.Option(help=N_("Layer or sheet, where the file has several."))] = None,
    source: Annotated[
        str | None, typer.Option(help=N_("Where it comes from; a later file of the same source updates its records."))
    ] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help=N_("Say what would happen and store nothing."))] = False,
    keep_good: Annotated[
        bool, typer.Option("--keep-good", help=N_("Store the good rows even if others are rejected."))
    ] = False,
    report: Annotated[Path | None, typer.Option(help=N_("Write the report into this file as JSON."))] = None,
    rejected: Annotated[Path | None, typer.Option(help=N_("Write the rejected rows into this file as CSV."))] = None,
    keep_personal_data: Annotated[
        str,
        typer.Option(
            metavar="REASON",
            help=N_("Keep personal data found in free text, for this reason; otherwise it is removed."),
        ),
    ] = "",
    field_form: Annotated[
        bool, typer.Option("--field-form", help=N_("The file is an export of a form in KoboToolbox or ODK."))
    ] = False,
    qfield: Annotated[
        bool, typer.Option("--qfield", help=N_("The file is a copy for QField that comes back with its changes."))
    ] = False,
    photos: Annotated[Path | None, typer.Option(help=N_("ZIP file with the photos of the export."))] = None,
    city: Annotated[str | None, typer.Option(metavar="NAME", help=CITY_HELP)] = None,
    lang: Annotated[str | None, typer.Option(help=N_("Language of the messages: cs or en."))] = None,
) -> None:
    """Read, check and store a file as a whole, or not at all."""
    from dashboard.commands.load_field import load_from_field, required_way
    from dashboard.commands.load_words import say_outcome, say_understanding, write_report
    from loaders.loading import load as load_prepared
    from loaders.prepare import LoadOptions, prepare

    tables_only = {"--profile": profile, "--crs": crs, "--layer": layer, "--source": source, "--rejected": rejected}
    way = required_way(tables_only, encoding, photos, field_form=field_form, qfield=qfield)
    if way is not None:
        load_from_field(way, file, photos, encoding, keep_personal_data, report, city, dry_run=dry_run)
        return
    with made_database() as database:
        actor = founded(database, city)
        options = LoadOptions(_profile(database, actor, profile), crs, encoding, layer, source, keep_personal_data)
        with shown_progress(_("Loading")) as progress, prepare(file, options, progress=progress) as preparation:
            outcome = load_prepared(database, actor, preparation, file.name, dry_run=dry_run, keep_good=keep_good)
            if report is not None:
                write_report(report, outcome.report)
            if rejected is not None:
                preparation.rejected_rows.write(rejected)
            understood = preparation.profile, preparation.guess, profile is None
    say_understanding(*understood)
    say_outcome(outcome, dry_run=dry_run, rejected_file=rejected)
    if outcome.report.rejected:
        raise typer.Exit(SOME_REJECTED)


def _profile(database: Database, actor: Actor, name: str | None) -> Profile | None:
    from geodata.services.loads import kept_profiles
    from loaders.profile import Profile, read_profile

    if name is None:
        return None
    kept = kept_profiles(database, actor)
    return Profile.from_toml(kept[name], name) if name in kept else read_profile(name)
