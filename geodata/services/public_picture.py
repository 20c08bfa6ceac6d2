"""The public picture: its switch, and the snapshots it is made of.

A snapshot is made once a month, as the city knows things when it is made, and is never computed again: what is
corrected later leaks nothing by the difference. Only administrators get here; what everybody reads is in
`geodata.services.published`.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from geodata import clock
from geodata.database import Database
from geodata.errors import N_, InvalidValue, NotFound
from geodata.model.people import Actor
from geodata.model.public_picture import LEAST_LIMIT, Picture, next_limit, picture_of
from geodata.policy import Action, require
from geodata.services.public_counts import Ground, count_cells, ground_of
from geodata.tables import PublicAreaRow, PublicCell, PublicPointRow, PublicSnapshot, PublicSwitch
from geodata.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True)
class Switch:
    """Whether the picture is public, and whether cleared dumps on public ground are points in it."""

    on: bool = False
    with_points: bool = False


@dataclass(frozen=True, slots=True)
class SnapshotRow:
    """One snapshot in the list of an administrator."""

    id: int
    month: date
    limit: int
    with_points: bool
    made_at: datetime
    withdrawn_at: datetime | None


def public_switch(database: Database, actor: Actor) -> Switch:
    """How the switch stands; off where nobody ever touched it."""
    require(actor, Action.ADMINISTER)
    with database.read() as session:
        return _switch(session, actor.municipality_id)


def set_public_switch(database: Database, actor: Actor, wanted: Switch) -> None:
    """Turn the public picture on or off, and its points."""
    require(actor, Action.ADMINISTER)
    with database.write(actor) as work:
        if _switch(work.session, actor.municipality_id) == wanted:
            return
        row = work.session.scalar(_switch_of(actor.municipality_id))
        if row is None:
            row = PublicSwitch(municipality_id=actor.municipality_id)
            work.session.add(row)
        row.switched_on, row.with_points = wanted.on, wanted.with_points
        work.session.flush()
        work.audit("switch", "public_picture", row.id, {"on": wanted.on, "with_points": wanted.with_points})
        work.commit()


def list_snapshots(database: Database, actor: Actor) -> list[SnapshotRow]:
    """The snapshots of the actor's city, the newest first."""
    require(actor, Action.ADMINISTER)
    with database.read() as session:
        return [
            SnapshotRow(row.id, row.month, row.cell_limit, row.with_points, row.made_at, row.withdrawn_at)
            for row in session.scalars(_snapshots_of(actor.municipality_id))
        ]


def preview_snapshot(database: Database, actor: Actor, limit: int) -> Picture:
    """What a snapshot made now would publish. Raises InvalidValue where no area is drawn or the limit is too low."""
    require(actor, Action.ADMINISTER)
    with database.read() as session:
        with_points = _switch(session, actor.municipality_id).with_points
        return compute(session, actor.municipality_id, limit, with_points=with_points)[0]


def make_snapshot(database: Database, actor: Actor, limit: int) -> int:
    """Make and keep the snapshot of this month; returns its id.

    `limit` is the least number that is shown of a cell. Raises InvalidValue where this month has its snapshot already
    (a withdrawn one too), where no area is drawn, or where the limit is below LEAST_LIMIT.
    """
    require(actor, Action.ADMINISTER)
    # Counting takes a while in a large city: nobody who wants to write has to wait for it.
    with database.read() as session:
        _require_month_without_snapshot(session, actor.municipality_id)
        with_points = _switch(session, actor.municipality_id).with_points
        picture, ground = compute(session, actor.municipality_id, limit, with_points=with_points)
    with database.write(actor) as work:
        _require_month_without_snapshot(work.session, actor.municipality_id)
        snapshot_id = store(work, picture, ground)
        detail = {"month": picture.month.isoformat(), "limit": picture.limit}
        work.audit("publish", "public_snapshot", snapshot_id, detail)
        work.commit()
        return snapshot_id


def _require_month_without_snapshot(session: Session, municipality_id: int) -> None:
    made = session.scalars(select(PublicSnapshot.month).where(PublicSnapshot.municipality_id == municipality_id))
    if this_month() in made.all():
        raise InvalidValue(N_("This month has its snapshot already, and one that was made is never made again."))


def make_due_snapshot(database: Database, actor: Actor, limit: int) -> int | None:
    """Make the snapshot of this month if the picture is switched on and has none yet; its id, else None."""
    require(actor, Action.ADMINISTER)
    if not public_switch(database, actor).on:
        return None
    if any(row.month == this_month() for row in list_snapshots(database, actor)):
        return None
    return make_snapshot(database, actor, limit)


def withdraw_snapshot(database: Database, actor: Actor, snapshot_id: int) -> None:
    """Take a snapshot back for good: its rows go, its month stays without one."""
    require(actor, Action.ADMINISTER)
    with database.write(actor) as work:
        row = work.session.scalar(
            _snapshots_of(actor.municipality_id).where(
                PublicSnapshot.id == snapshot_id, PublicSnapshot.withdrawn_at.is_(None)
            )
        )
        if row is None:
            raise NotFound
        row.withdrawn_at = work.recorded_at
        for table in (PublicCell, PublicPointRow, PublicAreaRow):
            work.session.execute(delete(table).where(table.snapshot_id == snapshot_id))
        work.audit("withdraw", "public_snapshot", snapshot_id, {"month": row.month.isoformat()})
        work.commit()


def this_month() -> date:
    """The first day of the present month in the city."""
    return clock.today().replace(day=1)


def compute(session: Session, municipality_id: int, limit: int, *, with_points: bool) -> tuple[Picture, Ground]:
    """The picture as things are known at this moment, and the areas it was counted in."""
    if limit < LEAST_LIMIT:
        raise InvalidValue(N_("The public picture shows no number below {least}: raise the limit."), least=LEAST_LIMIT)
    last = session.scalar(_snapshots_of(municipality_id).limit(1))
    ground = ground_of(session, municipality_id, last.area_kind if last else None)
    if ground is None:
        raise InvalidValue(
            N_("There are no city districts or other areas with an outline yet. Load them first, on the page Data.")
        )
    counted = count_cells(session, municipality_id, ground, clock.now())
    picture = picture_of(
        counted.cells,
        month=this_month(),
        made_on=clock.today(),
        limit=next_limit(limit, last.cell_limit if last else None),
        areas=ground.areas,
        points=counted.points if with_points else None,
    )
    return picture, ground


def store(work: UnitOfWork, picture: Picture, ground: Ground) -> int:
    """Write the rows of a snapshot; returns its id."""
    session, municipality_id = work.session, work.actor.municipality_id
    snapshot = PublicSnapshot(
        municipality_id=municipality_id,
        month=picture.month,
        cell_limit=picture.limit,
        area_kind=ground.kind,
        with_points=picture.points is not None,
        made_at=clock.now(),
        made_by=work.actor.account_id,
    )
    session.add(snapshot)
    session.flush()
    ours: dict[str, Any] = {"municipality_id": municipality_id, "snapshot_id": snapshot.id}
    session.add_all(
        PublicAreaRow(**ours, area_id=area.id, name=area.name, outline=area.outline) for area in picture.areas
    )
    # In the order of areas and kinds, not in that of the counting: row numbers must tell nothing.
    session.add_all(
        PublicCell(**ours, area_id=cell.area_id, kind=cell.kind, state=cell.state, at_least=picture.at_least[cell])
        for cell in picture.cells()
        if cell in picture.at_least
    )
    session.add_all(
        PublicPointRow(**ours, area_id=point.area_id, longitude=point.longitude, latitude=point.latitude)
        for point in picture.points or ()
    )
    session.flush()
    return snapshot.id


def _switch_of(municipality_id: int) -> Any:
    return select(PublicSwitch).where(PublicSwitch.municipality_id == municipality_id)


def _switch(session: Session, municipality_id: int) -> Switch:
    row = session.scalar(_switch_of(municipality_id))
    return Switch() if row is None else Switch(row.switched_on, row.with_points)


def _snapshots_of(municipality_id: int) -> Any:
    return (
        select(PublicSnapshot)
        .where(PublicSnapshot.municipality_id == municipality_id)
        .order_by(PublicSnapshot.month.desc())
    )
