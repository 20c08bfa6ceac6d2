"""The chosen sites, one after the other, to be taken away; who took what stands in the audit."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from types import SimpleNamespace
from typing import Any, cast

import numpy as np
from sqlalchemy import select
from sqlalchemy.orm import Session

from geodata import clock
from geodata.database import Database
from geodata.model.filters import SiteFilter
from geodata.model.people import Actor, Sensitivity
from geodata.model.sites import Condition, SiteKind, SiteState
from geodata.policy import Action, require, visible
from geodata.services.site_index import RESTRICTED, site_index, state_today
from geodata.services.site_list import selected_ids
from geodata.tables import Area, Locality, Site, Source

# As many ids as fit into one question on both databases, and a few megabytes of rows.
SITES_AT_ONCE = 2_000


@dataclass(frozen=True, slots=True)
class ExportedSite:
    """One site as it stands today; longitude and latitude in degrees WGS84.

    `open_since` is the day when the oldest open issue was raised, `due_on` the nearest deadline of those open.
    """

    id: int
    kind: SiteKind
    name: str
    address: str | None
    area: str | None
    locality: str | None
    condition: Condition | None
    condition_since: date | None
    verified_on: date | None
    state: SiteState
    open_issues: int
    open_since: date | None
    due_on: date | None
    sensitivity: Sensitivity
    source: str | None
    longitude: float
    latitude: float


@dataclass(frozen=True, slots=True)
class SiteExport:
    """How many sites there are, their ids, and the sites themselves, to be read once."""

    total: int
    ids: Sequence[int]
    sites: Iterator[ExportedSite]


def export_sites(database: Database, actor: Actor, chosen: SiteFilter, file_format: str) -> SiteExport:
    """The sites the actor sees through the filter, by id. It is noted in the audit before the first is handed out."""
    require(actor, Action.EXPORT)
    with database.read() as session:
        ids = sorted(selected_ids(database, session, actor, chosen))
        restricted = _restricted(database, session, ids)
    told = {"format": file_format, "sites": len(ids), "filter": _as_written(chosen)}
    with database.write(actor) as work:
        work.audit("export", "site", None, told | ({"restricted": restricted} if restricted else {}))
        work.commit()
    return SiteExport(len(ids), ids, _sites(database, actor, ids))


def _restricted(database: Database, session: Session, ids: list[int]) -> int:
    """How many of the sites are restricted: a download is a reading of each of them."""
    index = site_index(database, session)
    hidden = index["id"][index["sensitivity"] == RESTRICTED]
    return int(np.isin(hidden, ids).sum())


def _as_written(chosen: SiteFilter) -> dict[str, Any]:
    """What of the filter is not empty, in an order that does not change from day to day."""
    parts = {name: getattr(chosen, name) for name in SiteFilter.__slots__}
    return {
        name: sorted(value) if isinstance(value, frozenset) else value
        for name, value in parts.items()
        if value or value == 0
    }


def _sites(database: Database, actor: Actor, ids: list[int]) -> Iterator[ExportedSite]:
    for start in range(0, len(ids), SITES_AT_ONCE):
        # Short sessions: a slow reader of a large file must not hold up the database.
        with database.read() as session:
            part = sites_to_export(session, actor, ids[start : start + SITES_AT_ONCE])
        yield from part


def sites_to_export(session: Session, actor: Actor, ids: Sequence[int]) -> list[ExportedSite]:
    """Those of the sites that the actor sees, by id; at most SITES_AT_ONCE of them."""
    query = (
        select(
            Site.id, Site.kind, Site.name, Site.address, Area.name.label("area"), Locality.name.label("locality"),
            Site.condition, Site.condition_since, Site.verified_on, Site.open_issues, Site.open_since, Site.due_on,
            Site.worst_status, Site.sensitivity, Source.name.label("source"), Site.longitude, Site.latitude,
        )
        .outerjoin(Area, Area.id == Site.area_id)
        .outerjoin(Locality, (Locality.id == Site.locality_id) & visible(actor, Locality))
        .outerjoin(Source, Source.id == Site.source_id)
        .where(Site.id.in_(ids), visible(actor, Site))
        .order_by(Site.id)
    )  # fmt: skip
    today = clock.today()
    return [_exported(row._asdict(), today) for row in session.execute(query)]


def _exported(known: dict[str, Any], today: date) -> ExportedSite:
    # `state_today` asks for three columns that this row has as a site has them.
    state = state_today(cast(Site, SimpleNamespace(**known)), today)
    known.pop("worst_status")
    return ExportedSite(**known, state=state)
