"""The places as a copy to be worked on elsewhere: what is known of each today, and by what its changes are merged."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Any

from sqlalchemy import select

from geodata.database import Database
from geodata.model.filters import SiteFilter
from geodata.model.people import Actor
from geodata.policy import Action, require, visible
from geodata.services.known_facts import latest_details
from geodata.services.site_export import SITES_AT_ONCE, ExportedSite, export_sites
from geodata.tables import Observation, Site


@dataclass(frozen=True, slots=True)
class FieldCopy:
    """A place with the last known facts of its kind. `seen_last` is its newest observation, 0 where it has none."""

    site: ExportedSite
    row_version: int
    seen_last: int
    details: dict[str, Any]


def field_copies(database: Database, actor: Actor, chosen: SiteFilter) -> Iterator[FieldCopy]:
    """The places the actor sees through the filter, by id. It is noted in the audit as any export is."""
    require(actor, Action.EXPORT)
    exported = export_sites(database, actor, chosen, "qfield").sites
    return _copies(database, actor, exported)


def _copies(database: Database, actor: Actor, exported: Iterator[ExportedSite]) -> Iterator[FieldCopy]:
    while part := list(islice(exported, SITES_AT_ONCE)):
        ids = [site.id for site in part]
        seen: defaultdict[int, list[dict[str, Any] | None]] = defaultdict(list)
        newest: dict[int, int] = {}
        with database.read() as session:
            versions = dict(
                session.execute(select(Site.id, Site.row_version).where(Site.id.in_(ids), visible(actor, Site))).all()
            )
            query = (
                select(Observation.id, Observation.site_id, Observation.details)
                .where(Observation.site_id.in_(versions))
                .order_by(Observation.observed_on.desc(), Observation.id.desc())
            )
            for id_, site_id, details in session.execute(query):
                seen[site_id].append(details)
                newest[site_id] = max(newest.get(site_id, 0), id_)
        for site in part:
            if site.id in versions:  # else it was hidden from the actor meanwhile
                yield FieldCopy(site, versions[site.id], newest.get(site.id, 0), latest_details(seen[site.id]))
