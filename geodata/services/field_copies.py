"""The places as a copy to be worked on elsewhere: what is known of each today, and by what its changes are merged."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from geodata.database import Database
from geodata.model.filters import SiteFilter
from geodata.model.people import Actor
from geodata.policy import Action, require
from geodata.services.known_facts import latest_details
from geodata.services.site_export import SITES_AT_ONCE, ExportedSite, export_sites, sites_to_export
from geodata.tables import Observation, Site


@dataclass(frozen=True, slots=True)
class FieldCopy:
    """A place with the last known facts of its kind. `seen_last` is the one of its observations that was
    recorded last, 0 where it has none."""

    site: ExportedSite
    row_version: int
    seen_last: int
    details: dict[str, Any]


def field_copies(database: Database, actor: Actor, chosen: SiteFilter) -> Iterator[FieldCopy]:
    """The places the actor sees through the filter, by id. It is noted in the audit as any export is."""
    require(actor, Action.EXPORT)
    ids = export_sites(database, actor, chosen, "qfield").ids
    return _copies(database, actor, ids)


def _copies(database: Database, actor: Actor, ids: Sequence[int]) -> Iterator[FieldCopy]:
    for start in range(0, len(ids), SITES_AT_ONCE):
        # Of one moment: a visit that is noted here as known has to be one whose words the copy holds.
        with database.snapshot() as session:
            part = _copied(session, actor, ids[start : start + SITES_AT_ONCE])
        yield from part


def _copied(session: Session, actor: Actor, ids: Sequence[int]) -> list[FieldCopy]:
    sites = sites_to_export(session, actor, ids)
    shown = [site.id for site in sites]
    versions = dict(session.execute(select(Site.id, Site.row_version).where(Site.id.in_(shown))).all())
    query = (
        select(Observation.id, Observation.site_id, Observation.details)
        .where(Observation.site_id.in_(shown))
        .order_by(Observation.observed_on.desc(), Observation.id.desc())
    )
    seen: defaultdict[int, list[dict[str, Any] | None]] = defaultdict(list)
    newest: dict[int, int] = {}
    for id_, site_id, details in session.execute(query):
        seen[site_id].append(details)
        newest[site_id] = max(newest.get(site_id, 0), id_)
    return [FieldCopy(site, versions[site.id], newest.get(site.id, 0), latest_details(seen[site.id])) for site in sites]
