"""What a phone takes along of an area: its edge, streets, addresses, and the places its holder may know of."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
from shapely.geometry.base import BaseGeometry
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from geodata.database import Database
from geodata.errors import N_, InvalidValue, NotFound
from geodata.model.fields import seen_in_the_street
from geodata.model.issues import OPEN_STATUSES
from geodata.model.people import Actor, Sensitivity
from geodata.model.sites import Condition, SiteKind
from geodata.policy import Action, require, visible
from geodata.services.erasing import chunks
from geodata.services.field_areas import within
from geodata.services.known_facts import known_facts
from geodata.services.visibility import still_visible
from geodata.spatial import Box, subjects_touching
from geodata.tables import AddressPoint, Area, Issue, IssueSite, Observation, Photo, Site, Street

SITES_AT_MOST, ADDRESSES_AT_MOST = 20_000, 60_000  # what a phone of some years keeps and searches


@dataclass(frozen=True, slots=True)
class LastSeen:
    """Today's state of a place as its card says it, of the facts those that are asked in the street.

    `observed_on` is the last day on which somebody was there, `note` what they wrote; None and empty where nobody was.
    `id` is the observation on which the next visit is based.
    """

    id: int
    observed_on: date | None
    condition: Condition | None
    details: dict[str, Any]
    note: str


@dataclass(frozen=True, slots=True)
class GroundSite:
    """A place; longitude and latitude in degrees WGS84. Issues are those the actor may know of."""

    id: int
    kind: SiteKind
    name: str
    address: str | None
    longitude: float
    latitude: float
    sensitivity: Sensitivity
    due_on: date | None
    last: LastSeen | None
    photo_id: int | None
    photo_taken_on: date | None
    open_issues: int


@dataclass(frozen=True, slots=True)
class FieldGround:
    """Outlines in EPSG:4326; addresses as (text, longitude, latitude)."""

    area_id: int
    name: str
    outline: BaseGeometry
    streets: tuple[tuple[str, BaseGeometry], ...]
    addresses: tuple[tuple[str, float, float], ...]
    sites: tuple[GroundSite, ...]


def field_ground(database: Database, actor: Actor, area_id: int) -> FieldGround:
    """The ground of an area. NotFound unless it is one of the city's, InvalidValue where it is too large to keep.

    Whoever takes restricted places along has read them: the audit says how many, as of any other download.
    """
    require(actor, Action.VIEW)
    with database.read() as session:
        area = session.scalar(select(Area).where(Area.id == area_id, Area.municipality_id == actor.municipality_id))
        if area is None or area.outline is None or area.outline.is_empty:
            raise NotFound
        ground = FieldGround(
            area_id=area.id,
            name=area.name,
            outline=area.outline,
            streets=_streets(session, actor, area.outline),
            addresses=_addresses(session, actor, area.outline),
            sites=_sites(session, actor, area.outline),
        )
    _note_restricted(database, actor, ground)
    return ground


def _note_restricted(database: Database, actor: Actor, ground: FieldGround) -> None:
    restricted = sum(site.sensitivity == Sensitivity.RESTRICTED for site in ground.sites)
    if restricted:
        with database.write(actor) as work:
            work.audit("export", "area", ground.area_id, {"sites": len(ground.sites), "restricted": restricted})
            work.commit()


def _streets(session: Session, actor: Actor, outline: BaseGeometry) -> tuple[tuple[str, BaseGeometry], ...]:
    touching = subjects_touching(session, "street", outline.bounds)
    found: list[Street] = []
    for part in chunks(touching):
        query = select(Street).where(Street.id.in_(part), Street.municipality_id == actor.municipality_id)
        found += [street for street in session.scalars(query) if street.outline.intersects(outline)]
    return tuple((street.name, street.outline) for street in sorted(found, key=lambda one: (one.name, one.id)))


def _addresses(session: Session, actor: Actor, outline: BaseGeometry) -> tuple[tuple[str, float, float], ...]:
    query = select(AddressPoint).where(
        AddressPoint.municipality_id == actor.municipality_id, *_in_box(AddressPoint, outline.bounds)
    )
    points = list(session.scalars(query.order_by(AddressPoint.street_folded, AddressPoint.id)))
    inside = _inside(points, outline)
    if len(inside) > ADDRESSES_AT_MOST:
        raise _too_large()
    return tuple((_text(point), point.longitude, point.latitude) for point in inside)


def _text(point: AddressPoint) -> str:
    number = "/".join(part for part in (point.house_number, point.orientation_number) if part)
    return f"{point.street or point.town_part or point.town} {number}".strip()


def _sites(session: Session, actor: Actor, outline: BaseGeometry) -> tuple[GroundSite, ...]:
    query = select(
        Site.id, Site.kind, Site.name, Site.address, Site.longitude, Site.latitude, Site.sensitivity,
        Site.condition,
    ).where(visible(actor, Site), *_in_box(Site, outline.bounds))  # fmt: skip
    rows = _inside(session.execute(query.order_by(Site.id)).all(), outline)
    if len(rows) > SITES_AT_MOST:
        raise _too_large()
    ids = [row.id for row in rows]
    last, photos, issues = (
        _last(session, {row.id: row.condition for row in rows}),
        _photos(session, ids),
        _open_issues(session, actor, ids),
    )
    return tuple(
        GroundSite(
            **{name: value for name, value in row._mapping.items() if name != "condition"},
            due_on=issues.get(row.id, (0, None))[1],
            last=last.get(row.id),
            photo_id=photos.get(row.id, (None, None))[0],
            photo_taken_on=photos.get(row.id, (None, None))[1],
            open_issues=issues.get(row.id, (0, None))[0],
        )
        for row in rows
    )


def _last(session: Session, conditions: dict[int, Condition | None]) -> dict[int, LastSeen]:
    """The state of each place, and the last visit of it; of one that nobody visited what was told of it last.

    Of a day the newest is the one written last. What was said at a meeting, or by a file without a day, is no visit.
    """
    found: dict[int, LastSeen] = {}
    for part in chunks(list(conditions)):
        facts = known_facts(session, part)
        newest_first = (Observation.dated.desc(), Observation.observed_on.desc(), Observation.id.desc())
        order = func.row_number().over(partition_by=Observation.site_id, order_by=newest_first)
        ranked = select(Observation.id, order.label("rank")).where(Observation.site_id.in_(part)).subquery()
        query = select(
            Observation.id, Observation.site_id, Observation.observed_on, Observation.dated, Observation.note
        ).join(ranked, ranked.c.id == Observation.id)
        for seen in session.execute(query.where(ranked.c.rank == 1)):
            found[seen.site_id] = LastSeen(
                seen.id,
                seen.observed_on if seen.dated else None,
                conditions[seen.site_id],
                seen_in_the_street(facts.get(seen.site_id, {})),
                (seen.note or "") if seen.dated else "",
            )
    return found


def _photos(session: Session, ids: list[int]) -> dict[int, tuple[int, date]]:
    """Of each place the newest photo and its day."""
    found: dict[int, tuple[int, date]] = {}
    for part in chunks(ids):
        query = select(Photo.site_id, Photo.id, Photo.taken_on).where(Photo.site_id.in_(part))
        newest_last = session.execute(query.order_by(Photo.taken_on, Photo.id))
        found |= {row.site_id: (row.id, row.taken_on) for row in newest_last}
    return found


def _open_issues(session: Session, actor: Actor, ids: list[int]) -> dict[int, tuple[int, date | None]]:
    """How many open issues the actor may know of, and the first day by which one of them is due."""
    found: dict[int, tuple[int, date | None]] = {}
    for part in chunks(ids):
        query = (
            select(IssueSite.site_id, func.count(), func.min(Issue.due_on))
            .join(Issue, Issue.id == IssueSite.issue_id)
            .where(IssueSite.site_id.in_(part), Issue.status.in_(OPEN_STATUSES), still_visible(actor, Issue))
            .group_by(IssueSite.site_id)
        )
        found |= {site_id: (number, due_on) for site_id, number, due_on in session.execute(query)}
    return found


def _in_box(table: Any, box: Box) -> tuple[Any, ...]:
    west, south, east, north = box
    return (table.longitude.between(west, east), table.latitude.between(south, north))


def _inside(rows: Iterable[Any], outline: BaseGeometry) -> list[Any]:
    rows = list(rows)
    longitude = np.array([row.longitude for row in rows], dtype=np.float64)
    latitude = np.array([row.latitude for row in rows], dtype=np.float64)
    inside = within(outline, longitude, latitude)
    return [row for row, is_in in zip(rows, inside, strict=True) if is_in]


def _too_large() -> InvalidValue:
    return InvalidValue(N_("This area holds more than a phone can keep. Choose a smaller one."))
