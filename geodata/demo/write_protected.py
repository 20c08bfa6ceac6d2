"""Protected places and buildings of Vzorov go into the database."""

from __future__ import annotations

from typing import Any

from geodata.bulk import new_ids
from geodata.demo.organisations import OFFICE
from geodata.demo.plan import CityPlan
from geodata.demo.projection import on_map
from geodata.demo.writing import Author, DatedWork, store
from geodata.model.zones import LandPieceKind
from geodata.spatial import index_outline
from geodata.tables import LandPiece, ProtectedPlace


def write_protected_places(work: DatedWork, plan: CityPlan, authors: dict[str, Author]) -> None:
    """What criteria of zones measure from."""
    ids = new_ids(work.session, ProtectedPlace, len(plan.places))
    rows: list[dict[str, Any]] = [
        {
            "id": id_,
            "municipality_id": work.actor.municipality_id,
            "kind": place.kind,
            "name": place.name,
            "address": place.address.text,
            "outline": on_map(place.outline),
            "recorded_at": plan.begun_at,
        }
        for id_, place in zip(ids, plan.places, strict=True)
    ]
    store(work.session, ProtectedPlace, rows)
    for row in rows:
        index_outline(work.session, "protected_place", row["id"], row["outline"])
        work.noted(plan.begun_at, authors[OFFICE], "create", "protected_place", row["id"], {"name": row["name"]})
    work.version_of("protected_places")


def write_buildings(work: DatedWork, plan: CityPlan, authors: dict[str, Author]) -> None:
    """What zones of whole buildings are made of."""
    ids = new_ids(work.session, LandPiece, len(plan.buildings))
    rows: list[dict[str, Any]] = [
        {
            "id": id_,
            "municipality_id": work.actor.municipality_id,
            "kind": LandPieceKind.BUILDING,
            "number": building.number,
            "outline": on_map(building.outline),
            "recorded_at": plan.begun_at,
        }
        for id_, building in zip(ids, plan.buildings, strict=True)
    ]
    store(work.session, LandPiece, rows)
    for row in rows:
        index_outline(work.session, "land_piece", row["id"], row["outline"])
    work.noted(plan.begun_at, authors[OFFICE], "load", "land_piece", rows[0]["id"], {"created": len(rows)})
    work.version_of("land_pieces")
