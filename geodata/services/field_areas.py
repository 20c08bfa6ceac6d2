"""Who is signed in to the field app, which areas may be taken along, and at which bodies an issue may be raised.

Accounts are bound to no areas (the policy knows none), so these are all areas of the city that hold a place the actor
may know of.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry
from sqlalchemy import select
from sqlalchemy.orm import Session

from geodata.database import Database
from geodata.model.areas import AreaKind
from geodata.model.people import Actor
from geodata.policy import Action, can, require, sees_own_restricted, visible
from geodata.services.kept import Kept
from geodata.services.patrol_places import RunningPatrol, running_patrols
from geodata.tables import Area, Body, Organisation, Site


@dataclass(frozen=True, slots=True)
class FieldArea:
    """An area that may be taken along: its box in degrees WGS84, and how many places the actor sees in it."""

    id: int
    name: str
    kind: AreaKind
    west: float
    south: float
    east: float
    north: float
    sites: int


@dataclass(frozen=True, slots=True)
class FieldAccount:
    account_id: int
    name: str
    organisation: str | None
    may_log: bool
    may_raise: bool
    may_restrict: bool
    areas: tuple[FieldArea, ...]
    bodies: tuple[tuple[int, str], ...]
    patrols: tuple[RunningPatrol, ...]


_areas: Kept[tuple[FieldArea, ...]] = Kept(("sites", "outlines"), at_most=32)


def field_account(database: Database, actor: Actor) -> FieldAccount:
    """What the field app has to know of whoever opened it."""
    require(actor, Action.VIEW)
    may_raise = can(actor, Action.RAISE_ISSUE)
    bodies = select(Body.id, Body.name).where(Body.municipality_id == actor.municipality_id)
    with database.read() as session:
        return FieldAccount(
            account_id=actor.account_id,
            name=actor.name,
            organisation=_organisation(session, actor),
            may_log=can(actor, Action.LOG_SITE),
            may_raise=may_raise,
            may_restrict=sees_own_restricted(actor),
            areas=_areas.get(session, actor, "areas", lambda: _areas_of(session, actor)),
            bodies=tuple((row.id, row.name) for row in session.execute(bodies.order_by(Body.name, Body.id)))
            if may_raise
            else (),
            patrols=running_patrols(session, actor) if can(actor, Action.LOG_SITE) else (),
        )


def within(outline: BaseGeometry, longitude: NDArray[np.float64], latitude: NDArray[np.float64]) -> NDArray[np.bool_]:
    """Which positions (degrees WGS84) lie in an outline, its edge included."""
    west, south, east, north = outline.bounds
    inside: NDArray[np.bool_] = (longitude >= west) & (longitude <= east) & (latitude >= south) & (latitude <= north)
    shapely.prepare(outline)
    inside[inside] = shapely.intersects_xy(outline, longitude[inside], latitude[inside])
    return inside


def _organisation(session: Session, actor: Actor) -> str | None:
    if actor.organisation_id is None:
        return None
    return session.scalar(select(Organisation.name).where(Organisation.id == actor.organisation_id))


def _areas_of(session: Session, actor: Actor) -> tuple[FieldArea, ...]:
    rows = session.execute(select(Site.longitude, Site.latitude).where(visible(actor, Site))).all()
    positions = np.array([tuple(row) for row in rows], dtype=np.float64).reshape(-1, 2)
    areas = session.scalars(
        select(Area).where(Area.municipality_id == actor.municipality_id, Area.outline.is_not(None)).order_by(Area.name)
    )
    found = []
    for area in areas:
        if area.outline is None or area.outline.is_empty:
            continue
        count = int(within(area.outline, positions[:, 0], positions[:, 1]).sum())
        if count:
            west, south, east, north = area.outline.bounds
            found.append(FieldArea(area.id, area.name, area.kind, west, south, east, north, count))
    return tuple(found)
