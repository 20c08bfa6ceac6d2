"""What everybody may read: the published snapshots of a city that has switched its public picture on.

There is no actor here on purpose. The reader is anybody, so there is nobody to ask the policy about; and these
functions read only the tables of the snapshots (with the name of the city), where nothing else than what was
published is ever written. No place, issue or account can be reached from here.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from geodata import clock
from geodata.database import Database
from geodata.errors import N_, LokalityError
from geodata.model.public_picture import Cell, Picture, PublicArea, PublicPoint
from geodata.model.sites import SiteKind
from geodata.tables import Municipality, PublicAreaRow, PublicCell, PublicPointRow, PublicSnapshot, PublicSwitch


class NotPublished(LokalityError):
    """No city publishes here, or not that month: the answer is the same for both."""

    def __init__(self) -> None:
        super().__init__(N_("Nothing is published here. The city has not switched its public picture on."))


@dataclass(frozen=True, slots=True)
class Published:
    """A city that publishes: the months it has, the newest first, and the picture of the chosen one (if it has any)."""

    city: str
    fictional: bool
    months: tuple[date, ...]
    picture: Picture | None


def read_published(database: Database, *, month: date | None = None, city: str | None = None) -> Published:
    """The picture of `month` (the newest if None) of the city with that code (the first that publishes if None).

    For everybody, so without an actor: see the module. Raises NotPublished.
    """
    with database.read() as session:
        found = session.execute(
            select(Municipality.id, Municipality.name, Municipality.fictional, PublicSwitch.with_points)
            .join(PublicSwitch, PublicSwitch.municipality_id == Municipality.id)
            .where(PublicSwitch.switched_on, *([] if city is None else [Municipality.code == city]))
            .order_by(Municipality.id)
            .limit(1)
        ).one_or_none()
        if found is None:
            raise NotPublished
        snapshots = session.scalars(
            select(PublicSnapshot)
            .where(PublicSnapshot.municipality_id == found.id, PublicSnapshot.withdrawn_at.is_(None))
            .order_by(PublicSnapshot.month.desc())
        ).all()
        chosen = next((snapshot for snapshot in snapshots if month in (None, snapshot.month)), None)
        if chosen is None and month is not None:
            raise NotPublished
        return Published(
            city=found.name,
            fictional=found.fictional,
            months=tuple(snapshot.month for snapshot in snapshots),
            picture=None if chosen is None else _picture(session, chosen, found.with_points),
        )


def _picture(session: Session, snapshot: PublicSnapshot, with_points: bool) -> Picture:
    areas = session.execute(
        select(PublicAreaRow.area_id, PublicAreaRow.name, PublicAreaRow.outline)
        .where(PublicAreaRow.snapshot_id == snapshot.id)
        .order_by(PublicAreaRow.id)
    )
    cells = session.execute(
        select(PublicCell.area_id, PublicCell.kind, PublicCell.state, PublicCell.at_least).where(
            PublicCell.snapshot_id == snapshot.id
        )
    )
    points = None
    if with_points and snapshot.with_points:
        points = tuple(
            PublicPoint(*place)
            for place in session.execute(
                select(PublicPointRow.area_id, PublicPointRow.longitude, PublicPointRow.latitude)
                .where(PublicPointRow.snapshot_id == snapshot.id)
                .order_by(PublicPointRow.longitude, PublicPointRow.latitude, PublicPointRow.id)
            )
        )
    return Picture(
        month=snapshot.month,
        made_on=snapshot.made_at.astimezone(clock.PRAGUE).date(),
        limit=snapshot.cell_limit,
        areas=tuple(PublicArea(*area) for area in areas),
        kinds=tuple(SiteKind),
        at_least={Cell(area_id, kind, state): at_least for area_id, kind, state, at_least in cells},
        points=points,
    )
