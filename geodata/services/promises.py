"""What was promised to a body before one of its meetings: the first thing that the meeting hears."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import or_

from geodata.database import Database
from geodata.model.meetings import TaskStatus
from geodata.model.people import Actor
from geodata.policy import Action, require
from geodata.services.agenda import last_before
from geodata.services.issue_events import required_meeting
from geodata.services.references import MeetingRef
from geodata.services.task_lines import TaskLine, task_lines
from geodata.tables import Body, Meeting, Task


@dataclass(frozen=True, slots=True)
class Promises:
    """The body's tasks that are still open before a meeting, and those that were settled since the last one.

    `since` is that last meeting; None where the body never met.
    """

    since: MeetingRef | None
    open: tuple[TaskLine, ...]
    settled: tuple[TaskLine, ...]


def promises_before(database: Database, actor: Actor, meeting_id: int) -> Promises:
    """What a meeting is to hear first. Tasks about issues that are hidden from the actor are left out."""
    require(actor, Action.VIEW)
    with database.read() as session:
        meeting = required_meeting(session, actor, meeting_id)
        last = last_before(session, meeting)
        given_before = or_(Task.meeting_id.is_(None), Meeting.starts_at < meeting.starts_at)
        chosen = (Task.body_id == meeting.body_id) & given_before & (Task.recorded_at < meeting.starts_at)
        lines = task_lines(session, actor, chosen, since=None if last is None else last.starts_at)
        body = session.get_one(Body, meeting.body_id).name
        return Promises(
            since=None if last is None else MeetingRef(last.id, body, last.starts_at),
            open=tuple(line for line in lines if line.status == TaskStatus.OPEN),
            settled=tuple(line for line in lines if line.status != TaskStatus.OPEN),
        )
