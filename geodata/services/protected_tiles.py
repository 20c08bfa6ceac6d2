"""Protected places in a tile of the map, each as one sign. A city has hundreds at most: no clusters."""

from __future__ import annotations

from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from geodata.model.people import Actor
from geodata.spatial import subjects_touching, tile_box
from geodata.tables import ProtectedPlace

# A tile of the whole country would hold every school of it; beyond this the map asks people to come nearer.
PLACES_AT_MOST = 3_000


def protected_features(session: Session, actor: Actor, zoom: int, column: int, row: int) -> list[dict[str, Any]]:
    """Point features (EPSG:4326) of the places that stand in the tile; of an area a point within it."""
    west, south, east, north = box = tile_box(zoom, column, row)
    query = (
        select(ProtectedPlace.id, ProtectedPlace.name, ProtectedPlace.kind, ProtectedPlace.outline)
        .where(
            ProtectedPlace.id.in_(subjects_touching(session, "protected_place", box)[:PLACES_AT_MOST]),
            ProtectedPlace.municipality_id == actor.municipality_id,
            ProtectedPlace.gone_at.is_(None),
        )
        .order_by(ProtectedPlace.id)
    )
    features = []
    for id_, name, kind, outline in session.execute(query):
        point = outline.representative_point()
        # An area may reach into several tiles: its sign stands in one of them.
        if west <= point.x < east and south < point.y <= north:
            features.append(
                {
                    "type": "Feature",
                    "id": id_,
                    "geometry": {"type": "Point", "coordinates": (point.x, point.y)},
                    "properties": {
                        "id": id_, "layer": "protected_places", "name": name, "kind": kind.value, "state": "none",
                    },
                }
            )  # fmt: skip
    return features
