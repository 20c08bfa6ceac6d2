"""What else is near a site, and what else stands at its address."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from geodata.database import Database
from geodata.folding import folded
from geodata.model.people import Actor
from geodata.policy import Action, require, visible
from geodata.services.references import SiteRef
from geodata.services.sites import Neighbour, neighbours, visible_site
from geodata.spatial import key_ranges
from geodata.tables import Site

NEARBY_M = 150.0  # what one sees from the street
NEARBY_AT_MOST = 12
# The same address further away than this is the same street name in another town (degrees, about 300 m).
_SAME_ADDRESS_WITHIN = 0.004


@dataclass(frozen=True, slots=True)
class Surroundings:
    """Sites within 150 m, nearest first, and sites with the same address; the site itself is in neither."""

    nearby: tuple[Neighbour, ...]
    same_address: tuple[SiteRef, ...]


def surroundings(database: Database, actor: Actor, site_id: int) -> Surroundings:
    """The other sites around a site, of those the actor may know of."""
    require(actor, Action.VIEW)
    with database.read() as session:
        site = visible_site(session, actor, site_id)
        same_address = _same_address(session, actor, site)
    # One more than are shown: the site itself is the nearest.
    near = neighbours(database, actor, site.longitude, site.latitude, radius_m=NEARBY_M, at_most=NEARBY_AT_MOST + 1)
    others = tuple(neighbour for neighbour in near if neighbour.site_id != site_id)
    return Surroundings(nearby=others[:NEARBY_AT_MOST], same_address=same_address)


def _same_address(session: Session, actor: Actor, site: Site) -> tuple[SiteRef, ...]:
    address = folded(site.address)
    if not address:
        return ()
    box = (
        site.longitude - _SAME_ADDRESS_WITHIN, site.latitude - _SAME_ADDRESS_WITHIN,
        site.longitude + _SAME_ADDRESS_WITHIN, site.latitude + _SAME_ADDRESS_WITHIN,
    )  # fmt: skip
    ranges = [(Site.tile_key >= first) & (Site.tile_key < end) for first, end in key_ranges(box)]
    query = select(Site.id, Site.kind, Site.name, Site.address).where(
        or_(*ranges), visible(actor, Site), Site.address.is_not(None), Site.id != site.id
    )
    return tuple(
        SiteRef(row.id, row.kind, row.name) for row in session.execute(query) if folded(row.address) == address
    )
