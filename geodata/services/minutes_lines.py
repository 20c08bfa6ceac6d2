"""What minutes say, as it is read: who was there, what was said at each point, what was added later."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from geodata.model.meetings import EntryKind, Presence
from geodata.model.people import Actor
from geodata.policy import Action, can
from geodata.services.issue_events import day_of
from geodata.services.visibility import still_visible
from geodata.tables import (
    Account,
    Addendum,
    AgendaItem,
    Attendance,
    Body,
    BodyMember,
    Issue,
    Meeting,
    MinutesEntry,
    Organisation,
)


@dataclass(frozen=True, slots=True)
class EntryLine:
    """One entry; `organisation` said it, `person` wrote it down."""

    id: int
    point_id: int
    kind: EntryKind
    organisation_id: int | None
    organisation: str | None
    text: str
    person: str | None
    recorded_at: datetime
    row_version: int


@dataclass(frozen=True, slots=True)
class AttendanceLine:
    """One organisation: whether it came, and who for it. Without `presence` nobody has said yet."""

    organisation_id: int
    organisation: str
    is_member: bool
    presence: Presence | None
    names: str | None
    row_version: int | None


@dataclass(frozen=True, slots=True)
class AddendumLine:
    id: int
    text: str
    person: str | None
    recorded_at: datetime


def entry_lines(session: Session, actor: Actor, meeting: Meeting) -> dict[int, list[EntryLine]]:
    """The entries of a meeting by their point, in the order of writing; internal notes for those who keep meetings.

    Those of points about issues that are hidden from the actor are left out.
    """
    query = (
        select(MinutesEntry, Organisation.short_name.label("organisation"), Account.name.label("person"))
        .outerjoin(Organisation, Organisation.id == MinutesEntry.organisation_id)
        .outerjoin(Account, Account.id == MinutesEntry.recorded_by)
        .join(AgendaItem, AgendaItem.id == MinutesEntry.agenda_item_id)
        .outerjoin(Issue, Issue.id == AgendaItem.issue_id)
        .where(
            MinutesEntry.meeting_id == meeting.id,
            MinutesEntry.withdrawn_at.is_(None),
            or_(AgendaItem.issue_id.is_(None), still_visible(actor, Issue)),
        )
        .order_by(MinutesEntry.id)
    )
    if not can(actor, Action.KEEP_MEETING):
        query = query.where(MinutesEntry.kind != EntryKind.INTERNAL)
    lines: dict[int, list[EntryLine]] = {}
    for row in session.execute(query):
        entry: MinutesEntry = row.MinutesEntry
        line = EntryLine(
            id=entry.id,
            point_id=entry.agenda_item_id,
            kind=entry.kind,
            organisation_id=entry.organisation_id,
            organisation=row.organisation,
            text=entry.text,
            person=row.person,
            recorded_at=entry.recorded_at,
            row_version=entry.row_version,
        )
        lines.setdefault(entry.agenda_item_id, []).append(line)
    return lines


def attendance_lines(session: Session, meeting: Meeting) -> tuple[AttendanceLine, ...]:
    """Members of the body on the day of the meeting and its chair, and whoever else came, by name."""
    day = day_of(meeting.starts_at)
    members = select(BodyMember.organisation_id).where(
        BodyMember.body_id == meeting.body_id,
        BodyMember.since <= day,
        BodyMember.until.is_(None) | (BodyMember.until >= day),
    )
    chair = select(Body.chair_organisation_id).where(
        Body.id == meeting.body_id, Body.chair_organisation_id.is_not(None)
    )
    there = {line.organisation_id: line for line in _attended(session, meeting)}
    expected = set(session.scalars(members.union(chair)))
    query = select(Organisation.id, Organisation.short_name).where(Organisation.id.in_(expected | set(there)))
    lines = [
        AttendanceLine(
            organisation_id=id_,
            organisation=name,
            is_member=id_ in expected,
            presence=there[id_].presence if id_ in there else None,
            names=there[id_].names if id_ in there else None,
            row_version=there[id_].row_version if id_ in there else None,
        )
        for id_, name in session.execute(query)
    ]
    return tuple(sorted(lines, key=lambda line: line.organisation))


def _attended(session: Session, meeting: Meeting) -> list[Attendance]:
    return list(session.scalars(select(Attendance).where(Attendance.meeting_id == meeting.id)))


def addendum_lines(session: Session, meeting: Meeting) -> tuple[AddendumLine, ...]:
    """What was added after the minutes were closed, in the order of writing."""
    query = (
        select(Addendum, Account.name)
        .outerjoin(Account, Account.id == Addendum.recorded_by)
        .where(Addendum.meeting_id == meeting.id, Addendum.text != "")  # empty: erased
        .order_by(Addendum.id)
    )
    return tuple(
        AddendumLine(addendum.id, addendum.text, person, addendum.recorded_at)
        for addendum, person in session.execute(query)
    )
