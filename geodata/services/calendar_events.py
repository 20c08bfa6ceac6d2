"""Meetings as a calendar of another program may know them: when, where and of whom. No points and no person's name."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from geodata import clock
from geodata.database import Database
from geodata.errors import NotFound
from geodata.model.meetings import MeetingState
from geodata.model.people import Actor
from geodata.policy import Action, require
from geodata.services.personal_data import without_personal_data
from geodata.tables import Audit, Body, Meeting, Municipality

LASTS = timedelta(hours=2)  # nobody writes down when a meeting ends
LOOKS_BACK = timedelta(days=366)


@dataclass(frozen=True, slots=True)
class CalendarEvent:
    """One meeting. `uid` is its name among all calendars for ever; `sequence` grows with every change of it."""

    uid: str
    meeting_id: int
    name: str
    place: str
    starts_at: datetime
    ends_at: datetime
    is_cancelled: bool
    sequence: int
    changed_at: datetime


def meeting_event(database: Database, actor: Actor, meeting_id: int) -> CalendarEvent:
    """One meeting for a calendar; NotFound if it is none of the actor's city."""
    require(actor, Action.VIEW)
    with database.read() as session:
        events = calendar_events(session, actor, Meeting.id == meeting_id)
    if not events:
        raise NotFound
    return events[0]


def recent(bodies: ColumnElement[bool]) -> ColumnElement[bool]:
    """The meetings that a calendar is told: those of these bodies from a year ago on, and all that are to come."""
    return bodies & (Meeting.starts_at > clock.now() - LOOKS_BACK)


def calendar_events(session: Session, actor: Actor, which: ColumnElement[bool]) -> list[CalendarEvent]:
    """The chosen meetings of the actor's city, the earliest first."""
    code = session.scalar(select(Municipality.code).where(Municipality.id == actor.municipality_id))
    rows = session.execute(
        select(Meeting, Body.name)
        .join(Body, Body.id == Meeting.body_id)
        .where(Meeting.municipality_id == actor.municipality_id, which)
        .order_by(Meeting.starts_at, Meeting.id)
    ).all()
    changed = _changed_at(session, [meeting.id for meeting, _name in rows])
    said: dict[str, str] = {}
    for text in {text for meeting, name in rows for text in (meeting.place, name) if text}:
        said[text] = without_personal_data(session, actor, text)
    return [
        CalendarEvent(
            uid=f"meeting-{meeting.id}@{code}.lokality",
            meeting_id=meeting.id,
            name=said[name],
            place=said.get(meeting.place or "", ""),
            starts_at=meeting.starts_at,
            ends_at=meeting.starts_at + LASTS,
            is_cancelled=meeting.state == MeetingState.CANCELLED,
            sequence=meeting.row_version - 1,
            changed_at=changed.get(meeting.id, meeting.starts_at),
        )
        for meeting, name in rows
    ]


def _changed_at(session: Session, meeting_ids: list[int]) -> dict[int, datetime]:
    query = (
        select(Audit.subject_id, func.max(Audit.recorded_at))
        .where(Audit.subject == "meeting", Audit.subject_id.in_(meeting_ids))
        .group_by(Audit.subject_id)
    )
    return {id_: moment for id_, moment in session.execute(query) if id_ is not None}
