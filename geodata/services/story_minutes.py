"""What minutes say of issues: decisions at the points about them, the tasks given for them, and what came of those."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from geodata.model.meetings import EntryKind
from geodata.model.people import Actor
from geodata.services.references import MeetingRef
from geodata.services.task_lines import TaskLine, task_lines
from geodata.tables import AgendaItem, Body, Meeting, MinutesEntry, Organisation, Task


@dataclass(frozen=True, slots=True)
class Decision:
    """What a meeting decided about an issue; `organisation` is whose words they are."""

    id: int
    issue_id: int
    meeting: MeetingRef
    text: str
    organisation: str | None
    recorded_at: datetime


def decisions_about(session: Session, issue_ids: Collection[int]) -> list[Decision]:
    """The decisions about these issues, the last meeting first. Ask for issues that the actor may know of."""
    query = (
        select(
            MinutesEntry.id,
            AgendaItem.issue_id,
            Meeting.id.label("meeting_id"),
            Meeting.starts_at,
            Body.name.label("body"),
            MinutesEntry.text,
            Organisation.short_name.label("organisation"),
            MinutesEntry.recorded_at,
        )
        .join(AgendaItem, AgendaItem.id == MinutesEntry.agenda_item_id)
        .join(Meeting, Meeting.id == MinutesEntry.meeting_id)
        .join(Body, Body.id == Meeting.body_id)
        .outerjoin(Organisation, Organisation.id == MinutesEntry.organisation_id)
        .where(
            AgendaItem.issue_id.in_(issue_ids),
            MinutesEntry.kind == EntryKind.DECISION,
            MinutesEntry.withdrawn_at.is_(None),
        )
        .order_by(Meeting.starts_at.desc(), MinutesEntry.id)
    )
    return [
        Decision(
            id=row.id,
            issue_id=row.issue_id,
            meeting=MeetingRef(row.meeting_id, row.body, row.starts_at),
            text=row.text,
            organisation=row.organisation,
            recorded_at=row.recorded_at,
        )
        for row in session.execute(query)
    ]


def tasks_about(session: Session, actor: Actor, issue_ids: Collection[int]) -> list[TaskLine]:
    """The tasks about these issues, settled ones included, by their day."""
    return task_lines(session, actor, Task.issue_id.in_(issue_ids), settled=True)
