"""Copies for QField as tests take them, change them with geopandas and load them back."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import geopandas

from dashboard.exports.qfield import write_qfield
from geodata.crs import WGS84
from geodata.database import Database
from geodata.model.filters import SiteFilter
from geodata.model.people import Actor
from geodata.model.sites import SiteKind
from geodata.services.city import city_name
from geodata.services.field_copies import field_copies
from loaders.field_copies.loading import load_field_copy
from loaders.field_forms.loading import FieldFormOptions
from loaders.loading import LoadOutcome

DUMPS = SiteKind.ILLEGAL_DUMP


def take_copy(
    database: Database, actor: Actor, path: Path, *kinds: SiteKind, crs: int = WGS84, chosen: SiteFilter | None = None
) -> Path:
    found = field_copies(database, actor, chosen or SiteFilter(kinds=frozenset(kinds or (DUMPS,))))
    write_qfield(path, kinds or (DUMPS,), found, city_name(database, actor)[0], crs)
    return path


def change(path: Path, edit: Callable[[Any], Any], kind: SiteKind = DUMPS) -> Path:
    """Rewrite a layer with what `edit` makes of it."""
    frame = edit(geopandas.read_file(path, layer=kind.value))
    frame.to_file(path, layer=kind.value, driver="GPKG")
    return path


def set_cells(number: int, **cells: Any) -> Callable[[Any], Any]:
    """An edit that sets cells of the place with this number."""

    def edit(frame: Any) -> Any:
        for name, value in cells.items():
            frame[name] = frame[name].astype("object")
            frame.loc[frame["place_number"] == number, name] = value
        return frame

    return edit


def load_copy(database: Database, actor: Actor, path: Path, *, dry_run: bool = False, **options: Any) -> LoadOutcome:
    return load_field_copy(database, actor, path, path.parent / "kept", FieldFormOptions(**options), dry_run=dry_run)


def sayings(outcome: LoadOutcome) -> list[tuple[str, str]]:
    return [(finding.severity.value, str(finding.reason)) for finding in outcome.report.findings]
