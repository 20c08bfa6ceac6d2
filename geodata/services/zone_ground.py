"""What a proposal lies over, as its reader may know of it: venues, addresses, streets, what criteria measure from."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from sqlalchemy import select
from sqlalchemy.orm import Session

from geodata.crs import to_krovak
from geodata.database import Database
from geodata.impact.ground import Ground, Venue, points_in_metres
from geodata.model.people import Actor
from geodata.model.sites import Condition, SiteKind
from geodata.policy import Action, require, visible
from geodata.services.known_facts import latest_details
from geodata.services.protected_places import partly_known, protected_ground
from geodata.tables import AddressPoint, Locality, Observation, Site, Street


def zone_ground(database: Database, actor: Actor) -> Ground:
    """The gambling venues and localities that the actor may know of; addresses, streets, services, protected places.

    Venues that are closed are left out.
    """
    require(actor, Action.VIEW)
    with database.read() as session:
        return ground_of(session, actor)


def ground_of(session: Session, actor: Actor) -> Ground:
    """The same within a session that is open already."""
    venues, longitudes, latitudes = _venues(session, actor)
    places: Sequence[Any] = session.execute(
        select(AddressPoint.longitude, AddressPoint.latitude).where(
            AddressPoint.municipality_id == actor.municipality_id,
            AddressPoint.longitude.is_not(None),
            AddressPoint.latitude.is_not(None),
        )
    ).all()
    streets = session.execute(
        select(Street.name, Street.outline).where(Street.municipality_id == actor.municipality_id)
    ).all()
    return Ground(
        venues=venues,
        venue_points=points_in_metres(longitudes, latitudes),
        # Number by number: an array made of rows asks each of 200,000 rows whether it is one itself, for seconds.
        address_points=points_in_metres(
            [longitude for longitude, _latitude in places], [latitude for _longitude, latitude in places]
        ),
        streets=tuple(name for name, _outline in streets),
        street_lines=np.array([to_krovak(outline) for _name, outline in streets], object),
        protected=protected_ground(session, actor),
        partly_known=partly_known(actor),
    )


def _venues(session: Session, actor: Actor) -> tuple[tuple[Venue, ...], list[float], list[float]]:
    """Venues in the order of their ids, and where they are in degrees WGS84."""
    query = (
        select(
            Site.id, Site.name, Site.address, Site.longitude, Site.latitude, Locality.name.label("locality")
        )
        .outerjoin(Locality, (Locality.id == Site.locality_id) & visible(actor, Locality))
        .where(
            Site.kind == SiteKind.GAMBLING_VENUE,
            Site.condition.is_distinct_from(Condition.CLOSED),
            visible(actor, Site),
        )
        .order_by(Site.id)
    )  # fmt: skip
    rows = session.execute(query).all()
    details = _details(session, actor)
    venues = tuple(_venue(row, details.get(row.id, {})) for row in rows)
    return venues, [row.longitude for row in rows], [row.latitude for row in rows]


def _venue(row: Any, details: dict[str, Any]) -> Venue:
    return Venue(
        id=row.id,
        name=row.name,
        address=row.address,
        kind=details.get("venue_type"),
        operator=details.get("operator"),
        machines=details.get("machines"),
        locality=row.locality,
    )


def _details(session: Session, actor: Actor) -> dict[int, dict[str, Any]]:
    """By the id of each venue the newest value of each of its facts."""
    query = (
        select(Observation.site_id, Observation.details)
        .join(Site, Site.id == Observation.site_id)
        .where(Site.kind == SiteKind.GAMBLING_VENUE, visible(actor, Site), Observation.details.is_not(None))
        .order_by(Observation.site_id, Observation.observed_on.desc(), Observation.id.desc())
    )
    newest_first: dict[int, list[dict[str, Any] | None]] = {}
    for site_id, details in session.execute(query):
        newest_first.setdefault(site_id, []).append(details)
    return {site_id: latest_details(found) for site_id, found in newest_first.items()}
