"""A meeting begins, its minutes are closed and signed off; after that only an addendum may follow."""

from __future__ import annotations

from sqlalchemy import select

from geodata.database import Database
from geodata.errors import N_, InvalidValue, StaleEdit
from geodata.model.issues import IssueEventKind
from geodata.model.meetings import MeetingState
from geodata.model.people import Actor
from geodata.policy import Action, require
from geodata.services.derivation import derive_issue
from geodata.services.issue_events import add_event, day_of, hold_issues, required_meeting
from geodata.services.minutes_points import hold_minutes, words_of_entry
from geodata.services.personal_data import require_clean
from geodata.tables import Addendum, AgendaItem, Issue, IssueEvent, Meeting
from geodata.unit_of_work import UnitOfWork
from geodata.workflow import require_meeting_step


def begin_meeting(database: Database, actor: Actor, meeting_id: int, row_version: int) -> None:
    """Begin a planned meeting: from now on its minutes are written.

    Raises StaleEdit if the meeting changed since it was read, TransitionRefused unless it is a planned one,
    InvalidValue if its day is still to come.
    """
    require(actor, Action.KEEP_MEETING)
    with database.write(actor) as work:
        hold_minutes(work)
        meeting = _meeting(work, meeting_id, row_version, MeetingState.HELD)
        if day_of(meeting.starts_at) > day_of(work.recorded_at):
            raise InvalidValue(N_("This meeting is still to come. Begin it on its day."))
        meeting.state = MeetingState.HELD
        work.audit("begin", "meeting", meeting.id)
        work.commit()


def close_minutes(database: Database, actor: Actor, meeting_id: int, row_version: int) -> None:
    """Close the minutes: nothing of them changes any more, and every issue they speak of was discussed there."""
    require(actor, Action.KEEP_MEETING)
    with database.write(actor) as work:
        hold_issues(work)
        hold_minutes(work)
        meeting = _meeting(work, meeting_id, row_version, MeetingState.CLOSED)
        meeting.state = MeetingState.CLOSED
        meeting.closed_at, meeting.closed_by = work.recorded_at, actor.account_id
        spoken_of = select(AgendaItem.issue_id).where(AgendaItem.meeting_id == meeting.id, AgendaItem.discussed)
        for issue in work.session.scalars(select(Issue).where(Issue.id.in_(spoken_of)).order_by(Issue.id)).all():
            _note_discussed(work, meeting, issue)
        work.audit("close", "meeting", meeting.id)
        work.commit()


def sign_minutes(database: Database, actor: Actor, meeting_id: int, row_version: int) -> None:
    """Sign closed minutes off, in the name of whoever does it."""
    require(actor, Action.KEEP_MEETING)
    with database.write(actor) as work:
        hold_minutes(work)
        meeting = _meeting(work, meeting_id, row_version, MeetingState.SIGNED)
        meeting.state = MeetingState.SIGNED
        meeting.signed_at, meeting.signed_by = work.recorded_at, actor.account_id
        work.audit("sign", "meeting", meeting.id)
        work.commit()


def add_addendum(database: Database, actor: Actor, meeting_id: int, text: str, *, keep_personal_data: str = "") -> int:
    """Add to closed minutes; returns the id. Raises InvalidValue while they can still be written."""
    require(actor, Action.KEEP_MEETING)
    words = words_of_entry(text)
    with database.write(actor) as work:
        hold_minutes(work)
        meeting = required_meeting(work.session, actor, meeting_id)
        if meeting.state not in (MeetingState.CLOSED, MeetingState.SIGNED):
            raise InvalidValue(N_("These minutes are not closed yet: write it into them instead of an addendum."))
        checked = require_clean(work, {"text": text}, keep_personal_data)
        addendum = Addendum(
            municipality_id=actor.municipality_id,
            meeting_id=meeting.id,
            text=words,
            recorded_at=work.recorded_at,
            recorded_by=actor.account_id,
        )
        work.session.add(addendum)
        work.session.flush()
        work.audit("add", "addendum", addendum.id, checked.told({"meeting": meeting.id, "text": words}))
        work.commit()
        return addendum.id


def _meeting(work: UnitOfWork, meeting_id: int, row_version: int, wanted: MeetingState) -> Meeting:
    meeting = required_meeting(work.session, work.actor, meeting_id)
    if meeting.row_version != row_version:
        raise StaleEdit("meeting", meeting_id)
    require_meeting_step(meeting.state, wanted)
    return meeting


def _note_discussed(work: UnitOfWork, meeting: Meeting, issue: Issue) -> None:
    """One event for each issue and meeting, however many points spoke of it."""
    noted = select(IssueEvent.id).where(
        IssueEvent.issue_id == issue.id,
        IssueEvent.meeting_id == meeting.id,
        IssueEvent.kind == IssueEventKind.DISCUSSED,
    )
    if work.session.scalar(noted) is None:
        # One that was raised after the meeting, while its minutes were written, begins on the day it was raised.
        day = max(day_of(meeting.starts_at), issue.raised_on)
        add_event(work, issue, IssueEventKind.DISCUSSED, day, meeting_id=meeting.id)
        derive_issue(work, issue)
