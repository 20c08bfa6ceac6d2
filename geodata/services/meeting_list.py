"""Bodies, and the calendar of their meetings."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from sqlalchemy import Select, func, or_, select
from sqlalchemy.orm import Session, aliased

from geodata import clock
from geodata.database import Database
from geodata.model.issues import OPEN_STATUSES
from geodata.model.meetings import TOOK_PLACE, BodyKind, MeetingState
from geodata.model.people import Actor
from geodata.model.slots import moment_on
from geodata.policy import Action, require, visible
from geodata.services.kept import Kept
from geodata.services.visibility import still_visible
from geodata.tables import AgendaItem, Area, Body, Issue, Meeting, Organisation


@dataclass(frozen=True, slots=True)
class MeetingRow:
    """One line of the calendar; `points` on its agenda."""

    id: int
    body_id: int
    body: str
    body_kind: BodyKind
    starts_at: datetime
    place: str | None
    state: MeetingState
    row_version: int
    points: int


@dataclass(frozen=True, slots=True)
class BodyRow:
    """One body: when it meets, its next meeting, and how many open issues it follows."""

    id: int
    name: str
    kind: BodyKind
    slot: str | None
    area: str | None
    chair: str | None
    next_meeting_id: int | None
    next_starts_at: datetime | None
    open_issues: int


def next_meetings(database: Database, actor: Actor, *, limit: int = 5) -> list[MeetingRow]:
    """The meetings still to come, the nearest first."""
    return list_meetings(database, actor, coming=True, limit=limit)


def list_meetings(
    database: Database,
    actor: Actor,
    *,
    coming: bool,
    body_id: int | None = None,
    limit: int = 50,
    offset: int = 0,
) -> list[MeetingRow]:
    """Meetings still to come, the nearest first, or past ones, the last first.

    One that began before its hour is no longer to come.
    """
    require(actor, Action.VIEW)
    query = _rows(actor, body_id).limit(limit).offset(offset)
    if coming:
        waits = Meeting.state.not_in({MeetingState.CANCELLED, *TOOK_PLACE})
        query = query.where(Meeting.starts_at > clock.now(), waits)
        query = query.order_by(Meeting.starts_at, Meeting.id)
    else:
        query = query.where(or_(Meeting.starts_at <= clock.now(), Meeting.state.in_(TOOK_PLACE)))
        query = query.order_by(Meeting.starts_at.desc(), Meeting.id.desc())
    with database.read() as session:
        return [MeetingRow(**row._asdict()) for row in session.execute(query)]


def meetings_between(
    database: Database, actor: Actor, first: date, last: date, body_id: int | None = None
) -> list[MeetingRow]:
    """The meetings from one day to another, both included, in the order of time; cancelled ones too."""
    require(actor, Action.VIEW)
    begin, end = moment_on(first, time()), moment_on(last + timedelta(days=1), time())
    query = _rows(actor, body_id).where(Meeting.starts_at >= begin, Meeting.starts_at < end)
    with database.read() as session:
        rows = session.execute(query.order_by(Meeting.starts_at, Meeting.id))
        return [MeetingRow(**row._asdict()) for row in rows]


def _rows(actor: Actor, body_id: int | None) -> Select[Any]:
    points = (
        select(func.count())
        .select_from(AgendaItem)
        .outerjoin(Issue, Issue.id == AgendaItem.issue_id)
        .where(
            AgendaItem.meeting_id == Meeting.id,
            AgendaItem.title != "",  # erased: what hid one about a hidden issue is gone
            AgendaItem.issue_id.is_(None) | still_visible(actor, Issue),
        )
        .correlate(Meeting)
        .scalar_subquery()
    )
    query = (
        select(
            Meeting.id, Meeting.body_id, Body.name.label("body"), Body.kind.label("body_kind"), Meeting.starts_at,
            Meeting.place, Meeting.state, Meeting.row_version, points.label("points"),
        )
        .join(Body, Body.id == Meeting.body_id)
        .where(Meeting.municipality_id == actor.municipality_id)
    )  # fmt: skip
    return query if body_id is None else query.where(Meeting.body_id == body_id)


def list_bodies(database: Database, actor: Actor) -> list[BodyRow]:
    """The bodies of the city, by name."""
    require(actor, Action.VIEW)
    coming = (
        select(Meeting.body_id, func.min(Meeting.starts_at).label("starts_at"))
        .where(Meeting.starts_at > clock.now(), Meeting.state == MeetingState.PLANNED)
        .group_by(Meeting.body_id)
        .subquery()
    )
    next_meeting = aliased(Meeting)
    query = (
        select(
            Body.id, Body.name, Body.kind, Body.slot, Area.name.label("area"),
            Organisation.short_name.label("chair"), func.min(next_meeting.id).label("next_meeting_id"),
            coming.c.starts_at.label("next_starts_at"),
        )
        .outerjoin(Area, Area.id == Body.area_id)
        .outerjoin(Organisation, Organisation.id == Body.chair_organisation_id)
        .outerjoin(coming, coming.c.body_id == Body.id)
        .outerjoin(
            next_meeting, (next_meeting.body_id == Body.id) & (next_meeting.starts_at == coming.c.starts_at)
        )
        .where(Body.municipality_id == actor.municipality_id)
        .group_by(
            Body.id, Body.name, Body.kind, Body.slot, Area.name, Organisation.short_name, coming.c.starts_at,
        )
        .order_by(Body.name, Body.id)
    )  # fmt: skip
    with database.read() as session:
        followed = _followed.get(session, actor, "open issues", lambda: _open_issues(session, actor))
        return [BodyRow(**row._asdict(), open_issues=followed.get(row.id, 0)) for row in session.execute(query)]


def _open_issues(session: Session, actor: Actor) -> dict[int, int]:
    query = (
        select(Issue.body_id, func.count())
        .where(visible(actor, Issue), Issue.status.in_(OPEN_STATUSES), Issue.body_id.is_not(None))
        .group_by(Issue.body_id)
    )
    return {body_id: count for body_id, count in session.execute(query) if body_id is not None}


_followed: Kept[dict[int, int]] = Kept(("issues",))
