"""How many places are in each cell of the public picture, as was known at a moment; the only reading of places for it.

True counts live in here for the time of one computation. What leaves is a `Picture`, which no longer holds them.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray
from sqlalchemy import Row, and_, func, select
from sqlalchemy.orm import Session

from geodata.model.areas import AreaKind
from geodata.model.issues import OPEN_STATUSES
from geodata.model.people import Sensitivity
from geodata.model.public_picture import POINT_DECIMALS, Cell, CellState, PublicArea, PublicPoint
from geodata.model.sites import SETTLED_CONDITIONS, Condition, SiteKind
from geodata.tables import Area, Issue, IssueEvent, IssueSite, Observation, Site

# Coarse before fine: a part of a city may be a single street. The first kind that is loaded with outlines is used.
LEVELS = (
    AreaKind.CITY_DISTRICT,
    AreaKind.CITY_PART,
    AreaKind.MUNICIPALITY,
    AreaKind.ORP,
    AreaKind.DISTRICT,
    AreaKind.REGION,
)
PUBLIC_GROUND = frozenset({"city", "state"})  # values of land_owner; a ground of unknown owner is not public
_OUTLINE_DECIMALS = 5
_OUTLINE_TOLERANCE = 0.0002  # degrees, about twenty metres: the picture of a district, not its cadastre
_ROWS_AT_ONCE = 10_000


@dataclass(frozen=True, slots=True)
class Counts:
    """True counts by cell. `points` holds the cleared dumps, each of them counted in its CLEARED cell too."""

    cells: Counter[Cell]
    points: tuple[PublicPoint, ...]


@dataclass(frozen=True, slots=True)
class Ground:
    """The areas of one kind, which the places are counted in."""

    kind: AreaKind
    areas: tuple[PublicArea, ...]
    outlines: tuple[Any, ...]


def ground_of(session: Session, municipality_id: int, kept: AreaKind | None = None) -> Ground | None:
    """The areas to count in, by name: of the kind of the snapshots before (`kept`) if it is still there, else of the
    first of LEVELS; None where no area is drawn.

    Counts by other areas, month by month, would cut each other into small pieces.
    """
    found = session.execute(
        select(Area.kind, Area.id, Area.name, Area.outline)
        .where(Area.municipality_id == municipality_id, Area.kind.in_(LEVELS), Area.outline.is_not(None))
        .order_by(Area.name, Area.id)
    ).all()
    there = {kind for kind, *_ in found}
    for kind in LEVELS if kept is None else (kept, *LEVELS):
        if kind in there:
            rows = [(id_, name, outline) for kind_, id_, name, outline in found if kind_ == kind]
            return Ground(
                kind=kind,
                areas=tuple(PublicArea(id_, name, _drawn(outline)) for id_, name, outline in rows),
                outlines=tuple(shapely.make_valid(outline) for *_, outline in rows),
            )
    return None


def _drawn(outline: Any) -> dict[str, Any]:
    simpler = shapely.simplify(shapely.make_valid(outline), _OUTLINE_TOLERANCE)
    rounded = shapely.transform(simpler, lambda places: np.round(places, _OUTLINE_DECIMALS))
    drawn: dict[str, Any] = shapely.geometry.mapping(rounded)
    return drawn


def count_cells(session: Session, municipality_id: int, ground: Ground, known: datetime) -> Counts:
    """Count what was recorded by `known`. Restricted places never count; those in no area are left out."""
    owners = _ground_owners(session, municipality_id, known)
    waiting = _places_with_open_issue(session, municipality_id, known)
    cells: Counter[Cell] = Counter()
    points: list[PublicPoint] = []
    for rows in session.execute(_places(municipality_id, known)).partitions(_ROWS_AT_ONCE):
        for place, area_id in zip(rows, _areas_of(rows, ground), strict=True):
            if area_id is None:
                continue
            state = _state(place, owners.get(place.id), waiting.get(place.id, frozenset()))
            cells[Cell(area_id, place.kind, state)] += 1
            if state == CellState.CLEARED:
                points.append(_point(area_id, place.longitude, place.latitude))
    return Counts(cells, tuple(points))


def _state(place: Row[Any], land_owner: str | None, waiting: Collection[Sensitivity]) -> CellState:
    """`waiting` names the sensitivities of the open issues of the place."""
    if place.condition not in SETTLED_CONDITIONS or any(issue != Sensitivity.RESTRICTED for issue in waiting):
        return CellState.OPEN
    seen_cleared = place.kind == SiteKind.ILLEGAL_DUMP and place.condition == Condition.CLEANED and place.dated
    # An open issue that is restricted is nobody's to know of: a point that were missing for it would tell of it.
    if seen_cleared and land_owner in PUBLIC_GROUND:
        return CellState.CLEARED
    return CellState.SOLVED


def _point(area_id: int, longitude: float, latitude: float) -> PublicPoint:
    return PublicPoint(area_id, round(longitude, POINT_DECIMALS), round(latitude, POINT_DECIMALS))


def _areas_of(rows: Any, ground: Ground) -> Iterator[int | None]:
    """The area of each place; the smaller one where two overlap."""
    longitudes = np.array([row.longitude for row in rows])
    latitudes = np.array([row.latitude for row in rows])
    found: NDArray[np.int64] = np.full(len(rows), -1)
    largest_first = sorted(range(len(ground.areas)), key=lambda place: -ground.outlines[place].area)
    for place in largest_first:
        outline = ground.outlines[place]
        shapely.prepare(outline)
        found[shapely.intersects_xy(outline, longitudes, latitudes)] = place
    return (None if place < 0 else ground.areas[place].id for place in found.tolist())


def _places(municipality_id: int, known: datetime) -> Any:
    """Every place that may be counted, with the condition that was seen last."""
    seen = _last_conditions(municipality_id, known)
    return (
        select(Site.id, Site.kind, Site.longitude, Site.latitude, seen.c.condition, seen.c.dated)
        .outerjoin(seen, and_(seen.c.site_id == Site.id, seen.c.place == 1))
        .where(
            Site.municipality_id == municipality_id,
            Site.sensitivity != Sensitivity.RESTRICTED,
            Site.recorded_at <= known,
        )
    )


def _places_with_open_issue(session: Session, municipality_id: int, known: datetime) -> dict[int, set[Sensitivity]]:
    """The sensitivities of the open issues of each place that has some."""
    statuses = _last_statuses(municipality_id, known)
    query = (
        select(IssueSite.site_id, Issue.sensitivity)
        .join(Issue, Issue.id == IssueSite.issue_id)
        .join(statuses, and_(statuses.c.issue_id == Issue.id, statuses.c.place == 1))
        .where(IssueSite.linked_at <= known, statuses.c.status.in_(OPEN_STATUSES))
        .distinct()
    )
    waiting: defaultdict[int, set[Sensitivity]] = defaultdict(set)
    for site_id, sensitivity in session.execute(query):
        waiting[site_id].add(sensitivity)
    return waiting


def _last_conditions(municipality_id: int, known: datetime) -> Any:
    """The conditions that were seen at each place, the last one in place 1."""
    latest_first = (
        func.row_number()
        .over(partition_by=Observation.site_id, order_by=(Observation.observed_on.desc(), Observation.id.desc()))
        .label("place")
    )
    return (
        select(Observation.site_id, Observation.condition, Observation.dated, latest_first)
        .where(
            Observation.municipality_id == municipality_id,
            Observation.recorded_at <= known,
            Observation.condition.is_not(None),
        )
        .subquery()
    )


def _last_statuses(municipality_id: int, known: datetime) -> Any:
    """The states that each issue was brought into, the last one in place 1."""
    latest_first = (
        func.row_number()
        .over(partition_by=IssueEvent.issue_id, order_by=(IssueEvent.happened_on.desc(), IssueEvent.id.desc()))
        .label("place")
    )
    return (
        select(IssueEvent.issue_id, IssueEvent.status, latest_first)
        .where(
            IssueEvent.municipality_id == municipality_id,
            IssueEvent.recorded_at <= known,
            IssueEvent.status.is_not(None),
        )
        .subquery()
    )


def _ground_owners(session: Session, municipality_id: int, known: datetime) -> dict[int, str]:
    """The last known owner of the land of each dump."""
    query = (
        select(Observation.site_id, Observation.details)
        .join(Site, Site.id == Observation.site_id)
        .where(
            Site.municipality_id == municipality_id,
            Site.kind == SiteKind.ILLEGAL_DUMP,
            Observation.recorded_at <= known,
            Observation.details.is_not(None),
        )
        .order_by(Observation.observed_on, Observation.id)
    )
    return {
        site_id: details["land_owner"]
        for site_id, details in session.execute(query)
        if details and details.get("land_owner")
    }
