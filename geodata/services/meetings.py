"""Bodies and their meetings: plan one, put points on its agenda, say that it took place."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from geodata.database import Database
from geodata.errors import N_, InvalidValue, StaleEdit
from geodata.model.issues import OPEN_STATUSES, IssueEventKind
from geodata.model.meetings import AgendaKind, BodyKind, MeetingState
from geodata.model.people import Actor
from geodata.policy import Action, require
from geodata.services.derivation import derive_issue
from geodata.services.issue_events import (
    add_event,
    checked_note,
    day_of,
    hold_issues,
    require_area,
    require_body,
    require_organisation,
    required_meeting,
    visible_issue,
)
from geodata.services.personal_data import require_clean
from geodata.tables import AgendaItem, Body, Issue, IssueEvent, Meeting
from geodata.unit_of_work import UnitOfWork

TITLE_AT_MOST = 300  # characters of a point's heading


@dataclass(frozen=True, slots=True)
class NewBody:
    """A group that meets; `slot` as its members say it ("first Thursday, 13:00").

    `keep_personal_data` is the reason for which personal data in the text has to stay.
    """

    name: str
    kind: BodyKind
    area_id: int | None = None
    chair_organisation_id: int | None = None
    slot: str = ""
    keep_personal_data: str = ""


@dataclass(frozen=True, slots=True)
class NewAgendaItem:
    """A point of a meeting; `organisation_id` is who raised it.

    `keep_personal_data` is the reason for which personal data in the text has to stay.
    """

    title: str
    kind: AgendaKind = AgendaKind.INFORMATION
    text: str = ""
    issue_id: int | None = None
    organisation_id: int | None = None
    keep_personal_data: str = ""


def add_body(database: Database, actor: Actor, new: NewBody) -> int:
    """Store a body; returns its id."""
    require(actor, Action.KEEP_MEETING)
    name = _checked_title(new.name)
    with database.write(actor) as work:
        if new.area_id is not None:
            require_area(work.session, actor, new.area_id)
        if new.chair_organisation_id is not None:
            require_organisation(work.session, actor, new.chair_organisation_id)
        checked = require_clean(work, {"name": new.name, "slot": new.slot}, new.keep_personal_data)
        body = Body(
            municipality_id=actor.municipality_id,
            name=name,
            kind=new.kind,
            area_id=new.area_id,
            chair_organisation_id=new.chair_organisation_id,
            slot=new.slot.strip() or None,
        )
        work.session.add(body)
        work.session.flush()
        work.version_of("meetings")
        work.audit("add", "body", body.id, checked.told({"name": name, "kind": new.kind}))
        work.commit()
        return body.id


def plan_meeting(
    database: Database,
    actor: Actor,
    body_id: int,
    starts_at: datetime,
    place: str = "",
    *,
    keep_personal_data: str = "",
) -> int:
    """Plan a meeting of a body; returns its id. Issues due "at the next meeting" learn the day."""
    require(actor, Action.KEEP_MEETING)
    with database.write(actor) as work:
        hold_issues(work)
        require_body(work.session, actor, body_id)
        checked = require_clean(work, {"place": place}, keep_personal_data)
        meeting = Meeting(
            municipality_id=actor.municipality_id,
            body_id=body_id,
            starts_at=starts_at,
            place=place.strip() or None,
            state=MeetingState.PLANNED,
        )
        work.session.add(meeting)
        work.session.flush()
        _tell_waiting_issues(work, meeting)
        work.version_of("meetings")
        work.audit("plan", "meeting", meeting.id, checked.told({"body": body_id, "starts_at": starts_at}))
        work.commit()
        return meeting.id


def add_agenda_item(database: Database, actor: Actor, meeting_id: int, new: NewAgendaItem) -> int:
    """Put a point at the end of the agenda; returns its id. At a meeting already held its issue counts as discussed."""
    require(actor, Action.KEEP_MEETING)
    title = _checked_title(new.title)
    with database.write(actor) as work:
        session = work.session
        hold_issues(work)
        meeting = required_meeting(session, actor, meeting_id)
        if meeting.state in (MeetingState.CLOSED, MeetingState.CANCELLED):
            raise InvalidValue(N_("This meeting is closed; its agenda cannot change any more."))
        checked = require_clean(work, {"title": new.title, "text": new.text}, new.keep_personal_data)
        issue = None if new.issue_id is None else visible_issue(session, actor, new.issue_id)
        if new.organisation_id is not None:
            require_organisation(session, actor, new.organisation_id)
        last = session.scalar(select(func.max(AgendaItem.position)).where(AgendaItem.meeting_id == meeting.id)) or 0
        item = AgendaItem(
            municipality_id=actor.municipality_id,
            meeting_id=meeting.id,
            issue_id=new.issue_id,
            organisation_id=new.organisation_id,
            position=last + 1,
            kind=new.kind,
            title=title,
            text=checked_note(new.text),
            recorded_at=work.recorded_at,
        )
        session.add(item)
        session.flush()
        if issue is not None and meeting.state == MeetingState.HELD:
            _note_discussed(work, meeting, issue)
        work.version_of("meetings")
        told = {"meeting": meeting.id, "issue": new.issue_id, "title": title}
        work.audit("add", "agenda_item", item.id, checked.told(told))
        work.commit()
        return item.id


def hold_meeting(database: Database, actor: Actor, meeting_id: int, row_version: int) -> None:
    """Say that a planned meeting took place: every issue on its agenda was discussed there.

    Raises StaleEdit if the meeting changed since it was read, InvalidValue if it is not a planned one.
    """
    require(actor, Action.KEEP_MEETING)
    with database.write(actor) as work:
        session = work.session
        hold_issues(work)
        meeting = required_meeting(session, actor, meeting_id)
        if meeting.row_version != row_version:
            raise StaleEdit("meeting", meeting_id)
        if meeting.state != MeetingState.PLANNED:
            raise InvalidValue(N_("Only a planned meeting can be marked as held."))
        if meeting.starts_at > work.recorded_at:
            raise InvalidValue(N_("This meeting is still to come. Mark it as held when it has begun."))
        meeting.state = MeetingState.HELD
        on_agenda = select(AgendaItem.issue_id).where(AgendaItem.meeting_id == meeting.id)
        for issue in session.scalars(select(Issue).where(Issue.id.in_(on_agenda)).order_by(Issue.id)).all():
            _note_discussed(work, meeting, issue)
        work.version_of("meetings")
        work.audit("hold", "meeting", meeting.id)
        work.commit()


def _note_discussed(work: UnitOfWork, meeting: Meeting, issue: Issue) -> None:
    """One event for each issue and meeting, however many points spoke of it."""
    if _discussed(work.session, meeting.id, issue.id):
        return
    add_event(work, issue, IssueEventKind.DISCUSSED, day_of(meeting.starts_at), meeting_id=meeting.id)
    derive_issue(work, issue)


def _discussed(session: Session, meeting_id: int, issue_id: int) -> bool:
    return (
        session.scalar(
            select(IssueEvent.id).where(
                IssueEvent.issue_id == issue_id,
                IssueEvent.meeting_id == meeting_id,
                IssueEvent.kind == IssueEventKind.DISCUSSED,
            )
        )
        is not None
    )


def _tell_waiting_issues(work: UnitOfWork, meeting: Meeting) -> None:
    """Give the day of this meeting to the issues that wait for the body's next one."""
    if meeting.starts_at <= work.recorded_at:
        return
    waiting = select(Issue).where(
        Issue.municipality_id == meeting.municipality_id,
        Issue.body_id == meeting.body_id,
        Issue.status.in_(OPEN_STATUSES),
        Issue.due_next_meeting.is_(True),
        Issue.due_on.is_(None),
    )
    for issue in work.session.scalars(waiting.order_by(Issue.id)).all():
        add_event(
            work,
            issue,
            IssueEventKind.DEADLINE,
            max(day_of(work.recorded_at), issue.raised_on),
            due_on=day_of(meeting.starts_at),
            due_next_meeting=True,
        )
        derive_issue(work, issue)


def _checked_title(title: str) -> str:
    words = " ".join(title.split())
    if not words:
        raise InvalidValue(N_("Write a heading first."))
    if len(words) > TITLE_AT_MOST:
        raise InvalidValue(N_("The heading is longer than {count} characters. Shorten it."), count=TITLE_AT_MOST)
    return words
