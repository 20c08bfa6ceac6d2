"""The areas and localities by which a person narrows the map."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select

from geodata.database import Database
from geodata.model.areas import AreaKind
from geodata.model.people import Actor, Sensitivity
from geodata.policy import Action, require, visible
from geodata.services.visibility import still_visible
from geodata.tables import Area, Locality, Site


@dataclass(frozen=True, slots=True)
class AreaRef:
    id: int
    name: str
    kind: AreaKind


@dataclass(frozen=True, slots=True)
class LocalityRef:
    """`restricted`: not everybody may know of it."""

    id: int
    name: str
    restricted: bool


@dataclass(frozen=True, slots=True)
class Territories:
    """By name: the areas in which sites that the actor sees lie, and the localities the actor may know of."""

    areas: tuple[AreaRef, ...]
    localities: tuple[LocalityRef, ...]


def list_territories(database: Database, actor: Actor) -> Territories:
    """What the map can be narrowed to.

    A site belongs to the smallest area around it, so only areas that hold a site the actor sees are of use.
    """
    require(actor, Action.VIEW)
    with database.read() as session:
        holds_site = select(Site.id).where(Site.area_id == Area.id, still_visible(actor, Site)).exists()
        areas = session.execute(
            select(Area.id, Area.name, Area.kind)
            .where(Area.municipality_id == actor.municipality_id, holds_site)
            .order_by(Area.name, Area.id)
        )
        localities = session.execute(
            select(Locality.id, Locality.name, Locality.sensitivity)
            .where(visible(actor, Locality))
            .order_by(Locality.name, Locality.id)
        )
        return Territories(
            areas=tuple(AreaRef(id_, name, kind) for id_, name, kind in areas),
            localities=tuple(
                LocalityRef(id_, name, sensitivity == Sensitivity.RESTRICTED) for id_, name, sensitivity in localities
            ),
        )
