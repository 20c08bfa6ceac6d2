"""Places of services in a tile of the map. There are thousands at most in a country: no clusters."""

from __future__ import annotations

from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from geodata.folding import folded
from geodata.model.filters import SiteFilter
from geodata.model.people import Actor
from geodata.spatial import tile_key_range
from geodata.tables import Service, ServicePlace

# A tile of the whole country would hold every service; beyond this the map asks people to come nearer.
SERVICES_AT_MOST = 3_000


def service_features(
    session: Session, actor: Actor, zoom: int, column: int, row: int, chosen: SiteFilter
) -> list[dict[str, Any]]:
    """Point features (EPSG:4326) of the service places in the tile; only the text of the filter concerns services."""
    first, end = tile_key_range(zoom, column, row)
    query = (
        select(ServicePlace.longitude, ServicePlace.latitude, Service.id, Service.name, Service.kind)
        .join(Service, Service.id == ServicePlace.service_id)
        .where(
            ServicePlace.tile_key >= first,
            ServicePlace.tile_key < end,
            ServicePlace.municipality_id == actor.municipality_id,
        )
        .limit(SERVICES_AT_MOST)
    )
    for word in folded(chosen.text).split():
        query = query.where(Service.search_text.contains(word, autoescape=True))
    return [
        {
            "type": "Feature",
            "id": found.id,
            "geometry": {"type": "Point", "coordinates": (found.longitude, found.latitude)},
            "properties": {
                "id": found.id,
                "layer": "services",
                "name": found.name,
                "kind": "service",
                "service_kind": found.kind.value,
                "state": "none",
            },
        }
        for found in session.execute(query)
    ]
